"""Formulas to HTML: whatever a formula holds, there is a result, it is safe, and it comes soon."""

from __future__ import annotations

import pickle
import sys
import time
from collections.abc import Iterator
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_modelcards.formulas import typeset as module
from mkdocs_modelcards.formulas.engines import EngineChoice
from mkdocs_modelcards.formulas.katex_script import MAX_HTML_CHARACTERS
from mkdocs_modelcards.formulas.typeset import Typesetter

from .formula_samples import COSTLY, GOOD, TOO_LARGE, UNTRUSTED, WRONG, further_samples
from .helpers import Tags

SECONDS = 1.0
"""On a machine like that of the tests, one formula takes at most about 0.3; others may run beside it."""

ELEMENTS = frozenset(
    "annotation code line math menclose mfrac mglyph mi mlabeledtr mn mo mover mpadded mphantom mroot mrow mspace "
    "msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover path semantics span svg".split()
)
ATTRIBUTES = frozenset(
    "accent accentunder align alttext aria-hidden class columnalign columnlines columnspacing d depth display "
    "displaystyle encoding fence frame height linebreak linethickness lspace mathbackground mathcolor mathsize "
    "mathvariant maxsize minsize movablelimits notation preserveaspectratio rowlines rowspacing rspace scriptlevel "
    "separator side stretchy stroke-width style symmetric viewbox voffset width x1 x2 xmlns y1 y2".split()
)

_TEX_WORDS = r"""
    \frac \sqrt \left \right \begin{matrix} \end{matrix} \def\a \a \text \verb| \href \htmlId \color \char & \\ { } ( )
    ^ _ ' # ~ % $ < >
"""
SHARED = Typesetter()
"""For tests that hypothesis calls many times."""

TEX = st.lists(st.sampled_from(_TEX_WORDS.split()) | st.characters(), max_size=40).map("".join)


@pytest.fixture(scope="module")
def typesetter() -> Iterator[Typesetter]:
    with Typesetter() as opened:
        yield opened


def assert_safe(html: str) -> None:
    page = Tags(f"<p>{html}</p>")
    assert page.misnested == []
    assert page.open == []
    assert page.other == []
    assert set(page.names()) <= ELEMENTS | {"p"}
    for _, attributes in page.tags:
        assert set(attributes) <= ATTRIBUTES
        assert "url(" not in attributes.get("style", "")
        assert "expression" not in attributes.get("style", "")
    html.encode("utf-8")
    assert "\0" not in html


@pytest.mark.parametrize("tex", GOOD)
def test_good_formulas(typesetter: Typesetter, tex: str) -> None:
    done = typesetter.typeset(tex, True)
    assert done.problem is None
    assert done.html.startswith('<span class="katex-display">')
    assert_safe(done.html)
    assert_safe(typesetter.typeset(tex, False).html)


@pytest.mark.parametrize("tex", WRONG)
def test_wrong_formulas_show_their_source(typesetter: Typesetter, tex: str) -> None:
    done = typesetter.typeset(tex, False)
    assert done.html == f'<code class="math mc-math-wrong">{escape(tex)}</code>'
    assert done.text == tex
    assert done.problem is not None
    assert done.problem.code == "formula-invalid"
    assert "ParseError" not in done.problem.message
    assert "katex.org" in done.problem.hint
    assert_safe(done.html)


@pytest.mark.parametrize(
    ("tex", "message", "position"),
    [
        (r"x \foo", r"The formula can't be typeset: Undefined control sequence: \foo at character 3.", 2),
        ("x^2^3", "The formula can't be typeset: Double superscript at character 4.", 3),
        (r"\text{🤗} \foo", r"The formula can't be typeset: Undefined control sequence: \foo at character 10.", 9),
    ],
)
def test_a_problem_has_reason_and_place(typesetter: Typesetter, tex: str, message: str, position: int) -> None:
    problem = typesetter.typeset(tex, False).problem
    assert problem is not None
    assert (problem.message, problem.position) == (message, position)


def test_a_reason_is_not_as_long_as_the_formula(typesetter: Typesetter) -> None:
    problem = typesetter.typeset(r"\textcolor{" + "a b" * 1000 + "}{x}", False).problem
    assert problem is not None
    assert len(problem.message) < 300


@pytest.mark.parametrize("tex", UNTRUSTED, ids=ascii)
def test_untrusted_formulas_do_nothing(typesetter: Typesetter, tex: str) -> None:
    for display in (False, True):
        assert_safe(typesetter.typeset(tex, display).html)


def test_sizes_are_bounded(typesetter: Typesetter) -> None:
    html = typesetter.typeset(r"\rule{99999em}{99999em} \kern99999em", False).html
    assert "99999em;" not in html
    assert "50em" in html


@pytest.mark.parametrize("tex", TOO_LARGE, ids=lambda tex: tex[:20])
def test_formulas_may_be_too_large(typesetter: Typesetter, tex: str) -> None:
    start = time.perf_counter()
    problem = typesetter.typeset(tex, False).problem
    assert time.perf_counter() - start < 0.1
    assert problem is not None
    assert problem.code == "formula-too-large"


def test_the_limits_let_much_through(typesetter: Typesetter) -> None:
    rows = r" \\ ".join(" & ".join(f"a_{{{row}{column}}}" for column in range(15)) for row in range(15))
    for tex in ("{" * 60 + "x" + "}" * 60, rf"\begin{{pmatrix}} {rows} \end{{pmatrix}}", r"a_1 + \beta x " * 200):
        assert typesetter.typeset(tex, True).problem is None


@pytest.mark.parametrize("tex", COSTLY, ids=lambda tex: tex[:40])
def test_no_formula_takes_long(typesetter: Typesetter, tex: str) -> None:
    start = time.process_time()
    done = typesetter.typeset(tex, True)
    assert time.process_time() - start < SECONDS
    assert len(done.html) <= MAX_HTML_CHARACTERS
    assert_safe(done.html)


def test_further_samples(typesetter: Typesetter) -> None:
    if not further_samples():
        pytest.skip("there are no further formulas at hand")
    for sample in further_samples():
        start = time.process_time()
        done = typesetter.typeset(sample.tex, sample.display)
        assert time.process_time() - start < SECONDS
        assert len(done.html) <= max(MAX_HTML_CHARACTERS, 6 * len(sample.tex))
        assert_safe(done.html)
        assert (done.problem is not None) == (sample.kind == "error") or sample.kind == "hostile" or "\\R" in sample.tex


@settings(max_examples=300, deadline=None)
@given(TEX, st.booleans())
def test_any_text_gives_a_result(tex: str, display: bool) -> None:
    done = SHARED.typeset(tex, display)
    assert_safe(done.html)
    assert len(done.text.splitlines()) <= 1


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters()), st.booleans())
def test_any_characters_give_a_result(tex: str, display: bool) -> None:
    assert_safe(SHARED.typeset(tex, display).html)


def test_formulas_are_remembered(typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch) -> None:
    done = typesetter.typeset("a+1", False)
    assert typesetter.typeset("a+1", False) is done
    assert typesetter.typeset("a+1", True) is not done
    monkeypatch.setattr(module, "MAX_CACHED_CHARACTERS", 10)
    assert typesetter.typeset("a+2", False) is typesetter.typeset("a+2", False)
    assert typesetter.typeset("a+1", False) == done


def test_a_closed_typesetter_opens_again() -> None:
    typesetter = Typesetter()
    done = typesetter.typeset("x", False)
    typesetter.close()
    typesetter.close()
    assert typesetter.typeset("y", False).html != done.html
    typesetter.close()


@pytest.mark.parametrize("choice", ["none", "quickjs"])
def test_without_an_engine_formulas_are_shown_as_source(choice: EngineChoice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "quickjs", None)
    with Typesetter(choice) as typesetter:
        assert not typesetter.missed
        done = typesetter.typeset(r" a<b\frac ", True)
        assert (done.html, done.text, done.problem) == (r'<code class="math"> a&lt;b\frac </code>', r"a<b\frac", None)
        assert not typesetter.available
        assert typesetter.missed == (choice == "quickjs")


def test_an_engine_that_fails_shows_the_source(typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise OSError("gone")

    with Typesetter() as opened:
        assert opened.available
        monkeypatch.setattr(opened._engine, "render", fail)
        problem = opened.typeset("x", False).problem
    assert problem is not None
    assert problem.message == "The formula can't be typeset: OSError: gone."


def test_a_copy_for_another_process_is_fresh() -> None:
    with Typesetter("mini-racer") as typesetter:
        assert pickle.loads(pickle.dumps(typesetter)).choice == "mini-racer"


@pytest.mark.parametrize(
    ("tex", "code"),
    [
        (r"\rule[-500000em]{1em}{1em}", "formula-invalid"),
        (r"\text{a:1000em}", None),
        (r"\rule[-5em]{1em}{1em}", None),
    ],
)
def test_nothing_is_drawn_far_away(tex: str, code: str | None) -> None:
    with Typesetter() as typesetter:
        problem = typesetter.typeset(tex, False).problem
    assert (problem.code if problem else None) == code
