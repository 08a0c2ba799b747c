"""The formulas of one card: where each goes, what is reported, and how much is typeset."""

from __future__ import annotations

import pytest

from mkdocs_modelcards.formulas.typeset import FormulaProblem, TypesetFormula, Typesetter
from mkdocs_modelcards.render.card import RenderedCard, render_card
from mkdocs_modelcards.render.cutouts import Filling, cut_out
from mkdocs_modelcards.render.math import (
    LONG_FORMULA_CHARACTERS,
    MAX_FINDINGS,
    MAX_FORMULA_CHARACTERS,
    MAX_HTML_CHARACTERS,
    typeset_cutouts,
)

from .helpers import Tags, card, codes, places, quick, rendered


class Stub(Typesetter):
    r"""Typesets a formula as itself; `\bad` in one makes it wrong there, and `\long` makes much HTML."""

    calls = 0

    @property
    def available(self) -> bool:
        return True

    def typeset(self, tex: str, display: bool) -> TypesetFormula:
        self.calls += 1
        if "\\bad" in tex:
            problem = FormulaProblem("formula-invalid", "Wrong.", "Correct it.", tex.index("\\bad"))
            return TypesetFormula("<code>bad</code>", tex, problem)
        html = f'<math display="{"block" if display else "inline"}">{len(tex)}</math>'
        return TypesetFormula(html * 100_000 if "\\long" in tex else html, f"[{tex}]")


def typeset(body: str) -> RenderedCard:
    """A card whose text starts in line 3."""
    return render_card(card(f"---\n---\n{body}"), typesetter=Stub())


def test_formulas_stand_in_their_places() -> None:
    made = typeset("Let $$a$$ be\n\n$$\nb+c\n$$\n\n- \\\\(d\\\\)\n")
    assert made.has_math
    assert made.html == (
        '<p>Let <math display="block">1</math> be</p>\n<p><math display="block">5</math></p>\n'
        '<ul>\n<li><math display="inline">1</math></li>\n</ul>\n'
    )


def test_formulas_are_text_in_titles_summaries_and_attributes() -> None:
    made = typeset("# Loss $$a$$\n\nThe loss of the model is $$b$$.\n\n![$$c$$](d.png)\n")
    assert made.title == "Loss [a]"
    assert made.summary == "The loss of the model is [b]."
    assert Tags(made.html).all("alt") == ["[c]"]


def test_long_formulas_in_running_text_can_scroll() -> None:
    tex = "a" * (LONG_FORMULA_CHARACTERS + 1)
    assert (
        f'<span class="mc-long-formula"><math display="inline">{len(tex)}</math></span>'
        in typeset(f"\\\\({tex}\\\\)").html
    )
    assert "mc-long-formula" not in typeset(f"\\\\({tex[1:]}\\\\) $${tex}$$ \\\\({tex}\\bad\\\\)").html


def test_without_a_typesetter_the_source_is_shown() -> None:
    made = rendered('A $$a<b & "c"$$.')
    assert made.html == '<p>A <code class="math">a&lt;b &amp; "c"</code>.</p>\n'
    assert not made.has_math
    assert made.findings == ()


def test_nul_in_a_formula_is_replaced() -> None:
    body = "$$a\0b$$ [c](d)"
    for made in (rendered(body), render_card(card(f"---\n---\n{body}"), typesetter=Typesetter())):
        assert made.template.count("\0") == len(made.links) == 1
    assert '<code class="math">a\ufffdb</code>' in rendered(body).html


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("$$\\bad$$", [(3, 3)]),
        ("a\n\nb $$x + \\bad$$ $$\\bad$$", [(5, 9), (5, 18)]),
        ("$$\nx\n\\bad\n$$\n\n\\\\(\\bad\\\\)", [(5, 1), (8, 4)]),
        ("\n$$\\bad$$", [(4, 3)]),
        ("a\r\n\r\n$$\\bad$$", [(5, 3)]),
        ("> $$\n> \\bad\n> $$", [(3, 3)]),
        ("`$$\\bad$$`", []),
    ],
)
def test_wrong_formulas_are_reported_with_their_place(body: str, found: list[tuple[int, int]]) -> None:
    findings = typeset(body).findings
    assert set(codes(findings)) <= {"formula-invalid"}
    assert [(line, column) for _, line, column in places(findings)] == found


def test_a_card_with_only_wrong_formulas_has_no_math() -> None:
    assert not typeset("$$\\bad$$").has_math
    assert typeset("$$\\bad$$ $$a$$").has_math


def test_at_most_some_wrong_formulas_are_reported() -> None:
    assert len(typeset("$$\\bad$$ " * 200).findings) == MAX_FINDINGS


def test_the_formulas_of_a_card_may_not_be_too_long_in_all() -> None:
    tex = [f"{number:04}" + "+a" * 498 for number in range(45)]
    body = "\n\n".join(f"$${one}$$" for one in tex)
    made = typeset(body)
    assert made.html.count("<math") == MAX_FORMULA_CHARACTERS // 1000
    assert made.html.count('<code class="math">') == 5
    assert places(made.findings) == [("formulas-too-many", 3 + 2 * 40, 1)]


def test_a_formula_that_repeats_counts_once() -> None:
    made = typeset(f"$${'a+' * 500}$$ " * 200)
    assert made.findings == ()
    assert made.html.count("<math") == 200


def test_the_html_of_formulas_is_limited() -> None:
    made = typeset("\n\n".join(["$$\\long$$"] * 100))
    assert codes(made.findings) == ["formulas-too-many"]
    assert len(made.html) < MAX_HTML_CHARACTERS + 4_000_000


def test_fillings_are_by_the_numbers_of_cutouts() -> None:
    parsed = card("---\n---\n<Gallery /> $$a$$")
    made = typeset_cutouts(parsed, cut_out(parsed.body), Stub())
    assert made.formulas == {1: Filling('<math display="block">1</math>', "[a]")}


@pytest.mark.parametrize("body", ["$$\\bad$$", "$$a$$ ", "\\\\(a\\\\)\n", "$$\\bad$$\n\n", "$$\\bad$$" + " " * 99])
def test_many_formulas_are_quick(body: str) -> None:
    text = body * (150_000 // len(body))
    with quick(4):
        typeset(text)
