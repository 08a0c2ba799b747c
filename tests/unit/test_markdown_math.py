"""Formulas in ordinary Markdown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.preprocessors import Preprocessor

from mkdocs_modelcards.formulas.katex_html import formulas_as_source
from mkdocs_modelcards.formulas.typeset import Typesetter
from mkdocs_modelcards.markdown_math import KatexExtension

EXTENSIONS = ["toc", "tables", "fenced_code", "attr_list", "footnotes", "md_in_html", "smarty", "abbr"]


@pytest.fixture(scope="module")
def typesetter() -> Iterator[Typesetter]:
    with Typesetter() as opened:
        yield opened


def engine(extension: KatexExtension) -> Markdown:
    return Markdown(extensions=[*EXTENSIONS, extension])


def converted(typesetter: Typesetter, text: str, **options: bool) -> str:
    """The HTML with the TeX in the place of each formula that was typeset, between angle quotes."""
    html = engine(KatexExtension(typesetter, **options)).convert(text)
    assert "data-mc-formula" not in html
    assert "math/tex" not in html
    return formulas_as_source(html.replace('<span class="katex-display"', '«<span class="katex-display"'))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (r"\(x_1*y_2*\)", "<p>x_1*y_2*</p>"),
        ("$$\na\n$$", "<p>«\na\n</p>"),
        (r"\[a<b\]", "<p>«a&lt;b</p>"),
        (r"\begin{align*}a&=b\end{align*}", r"<p>«\begin{align*}a&amp;=b\end{align*}</p>"),
        (r"**\(x\)**", "<p><strong>x</strong></p>"),
        (r"[\(x\)](y.md)", '<p><a href="y.md">x</a></p>'),
        (r'[a](y.md "\(x<1\) \"")', '<p><a href="y.md" title="x&lt;1 &quot;">a</a></p>'),
        (r'![\(x"y\)](i.png)', '<p><img alt="x&quot;y" src="i.png" /></p>'),
        (r'a <b title="\(x<1\)">c</b>', '<p>a <b title="x&lt;1">c</b></p>'),
        (r"\(x\){: .wide }", '<p><span class="wide">x</span></p>'),
        (r"`\(x\)` and \\(y\\)", r"<p><code>\(x\)</code> and \(y\)</p>"),
        ("    \\(x\\)", "<pre><code>\\(x\\)\n</code></pre>"),
        ("$5 and $6", "<p>$5 and $6</p>"),
        (r"\(\foo\)", r'<p><code class="math mc-math-wrong">\foo</code></p>'),
        (r"\(a", "<p>(a</p>"),
        (r'<div markdown="1">' "\n\n" r"\(x\)" "\n\n</div>", "<div>\n<p>x</p>\n</div>"),
    ],
)
def test_formulas_stand_where_they_were_written(typesetter: Typesetter, text: str, html: str) -> None:
    assert converted(typesetter, text) == html


def test_what_only_looks_like_a_placeholder_is_left_alone(typesetter: Typesetter) -> None:
    text = '<span data-mc-formula="9">mine</span>'
    assert engine(KatexExtension(typesetter)).convert(text) == f"<p>{text}</p>"


def test_options(typesetter: Typesetter) -> None:
    assert converted(typesetter, "$x$", enable_dollar_delimiter=True, add_preview=True) == "<p>x</p>"
    assert converted(typesetter, "$`x`$ $$y$$", use_gitlab_delimiters=True) == "<p>x $$y$$</p>"
    assert converted(typesetter, "```math\na\n```\n\n    b", use_gitlab_delimiters=True).startswith("<p>«a</p>")
    assert converted(typesetter, "$$a<b$$", use_asciimath=True) == '<p><code class="math">a&lt;b</code></p>'


def test_titles_have_the_formula_as_text_once(typesetter: Typesetter) -> None:
    md = engine(KatexExtension(typesetter))
    html = md.convert("[TOC]\n\n# Small \\(\\lambda_2 < 1\\) & *more*\n")
    token = md.toc_tokens[0]  # type: ignore[attr-defined]  # the extension adds it
    assert (token["id"], token["name"]) == ("small-_21-more", "Small λ_2&lt;1 &amp; more")
    assert '<a href="#small-_21-more">Small λ_2&lt;1 &amp; more</a>' in html
    assert html.count('<span class="katex">') == 1


def test_formulas_are_collected(typesetter: Typesetter) -> None:
    extension = KatexExtension(typesetter)
    engine(extension).convert("\\(x\\) and\n\n$$\n\\foo\n$$\n")
    met = sorted(extension.take_formulas(), key=lambda formula: formula.source)
    assert [(formula.source, formula.tex) for formula in met] == [("$$\n\\foo\n$$", "\n\\foo\n"), (r"\(x\)", "x")]
    assert [formula.typeset.problem is None for formula in met] == [False, True]
    assert extension.take_formulas() == []


def test_one_conversion_may_run_within_another(typesetter: Typesetter) -> None:
    extension = KatexExtension(typesetter)
    outer, inner = engine(extension), engine(extension)
    outer.preprocessors.register(_Inner(inner), "inner", 0)
    first, second = outer.convert(r"\(outer\)").split("\n")
    assert formulas_as_source(first) == "<p>outer</p>"
    assert formulas_as_source(second) == "<p><p>inner</p></p>"


class _Inner(Preprocessor):
    """Converts something else on the way, and appends what it got."""

    def run(self, lines: list[str]) -> list[str]:
        assert self.md is not None
        return [*lines, "".join(self.md.convert(r"\(inner\)"))]


def test_an_engine_may_be_used_again(typesetter: Typesetter) -> None:
    md = engine(KatexExtension(typesetter))
    for tex in ("a", "b"):
        assert formulas_as_source(md.convert(rf"\({tex}\)")) == f"<p>{tex}</p>"
    assert formulas_as_source(md.reset().convert(r"\(c\)")) == "<p>c</p>"


SHARED = Typesetter()
PIECES = st.sampled_from(
    [
        *(r"\(", r"\)", r"\[", r"\]", "$$", "$", "`", "```math\n", "```\n", r"\begin{align}", r"\end{align}"),
        *("\n", "\n\n", "# ", "[", "](", ")", '"', "<b ", ">", "x", r"\foo", "*", "{: .a }", "\x02", "\x03"),
        *("| a |\n|---|\n", "</script>"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join), st.booleans())
def test_no_text_leaves_a_placeholder_or_a_script(text: str, gitlab: bool) -> None:
    html = engine(KatexExtension(SHARED, use_gitlab_delimiters=gitlab)).convert(text)
    assert "data-mc-formula" not in html
    assert "math/tex" not in html
