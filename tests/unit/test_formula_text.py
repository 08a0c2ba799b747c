"""Formulas as plain text, and found again in HTML."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mkdocs_modelcards.formulas.katex_html import formulas_as_source, has_formula
from mkdocs_modelcards.formulas.plain_text import plain_text
from mkdocs_modelcards.formulas.typeset import Typesetter

from .formula_samples import GOOD
from .helpers import quick


@pytest.fixture(scope="module")
def typesetter() -> Iterator[Typesetter]:
    with Typesetter() as opened:
        yield opened


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\beta_{1} = 0.9", "β_1=0.9"),
        (r"\frac{a}{b}", "a/b"),
        (r"\frac{a+b}{2c}", "(a+b)/2c"),
        (r"\sqrt{x}", "√x"),
        (r"\sqrt{x+1}", "√(x+1)"),
        (r"\sqrt[3]{x}", "√[3]x"),
        (r"10^{-6}", "10^−6"),
        (r"x^{(i)}_{t+1}", "x_(t+1)^(i)"),
        (r"f'(x)", "f′(x)"),
        (r"\sum_{i=1}^{n} x_i", "∑_(i=1)^nx_i"),
        (r"\lim_{x \to 0} y", "lim_(x→0)y"),
        (r"\sin x", "sin x"),
        (r"\operatorname{ReLU}(x)", "ReLU(x)"),
        (r"x_{\text{max}}", "x_max"),
        (r"\hat{y} \vec{v} \overline{AB}", "ŷv⃗AB"),
        (r"\overbrace{a+b}^{n}", "a+b^n"),
        (r"\binom{n}{k}", "(n; k)"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(a, b; c, d)"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "a=b; c=d"),
        (r"|x| \le \|y\|", "|x|≤∥y∥"),
        (r"a \bmod b", "a mod b"),
        (r"\text{naïve } x", "naïve x"),
        (r"\text{中文} < 3", "中文<3"),
        (r"\phantom{x} y", "y"),
        (r"\color{red} x", "x"),
        (r"\%", "%"),
        # Where there is nothing to read, the source says more.
        (r"\rule{1em}{2em}", r"\rule{1em}{2em}"),
        ("  ", ""),
        # Wrong ones.
        (r" \foo ", r"\foo"),
    ],
)
def test_a_formula_is_a_line_of_text(typesetter: Typesetter, tex: str, text: str) -> None:
    assert typesetter.typeset(tex, False).text == text


@pytest.mark.parametrize("tex", GOOD)
def test_text_is_one_line_without_markup(typesetter: Typesetter, tex: str) -> None:
    text = typesetter.typeset(tex, True).text
    assert text == " ".join(text.split())
    assert "</" not in text
    assert not set(text) & set("\u2061\u2062\u2063\u200b")


def test_deep_and_long_formulas_keep_their_source(typesetter: Typesetter) -> None:
    deep = r"\sqrt{" * 60 + "1" + "}" * 60
    assert typesetter.typeset(deep, False).text.count("√") in (0, 60)
    long = "x+" * 1700 + "y"
    with quick():
        assert typesetter.typeset(long, False).text == long


@pytest.mark.parametrize("html", ["", "<math>", "<math><mi>x</math>", '<math><mi a="&nbsp;">x</mi></math>'])
def test_what_is_no_formula_has_no_text(html: str) -> None:
    assert plain_text(html) is None


def test_formulas_in_a_page_become_their_source(typesetter: Typesetter) -> None:
    inline = typesetter.typeset(r"a<b \& c", False).html
    display = typesetter.typeset(r"\frac{1}{2}", True).html
    html = f"<p>One {inline} <span>two</span> {display}</p><p>{inline}</p>"
    assert has_formula(html)
    assert formulas_as_source(html) == (
        r"<p>One a&lt;b \&amp; c <span>two</span> \frac{1}{2}</p><p>a&lt;b \&amp; c</p>"
    )


@pytest.mark.parametrize("tex", GOOD)
def test_every_formula_is_found_as_a_whole(typesetter: Typesetter, tex: str) -> None:
    for display in (False, True):
        html = formulas_as_source(f"<b>{typesetter.typeset(tex, display).html}</b>")
        assert html.startswith("<b>")
        assert html.endswith("</b>")
        assert "<span" not in html


@pytest.mark.parametrize("html", ["", "<p>x</p>", '<span class="katex">', '<span class="katex"><span>', "</span>"])
def test_other_html_does_no_harm(html: str) -> None:
    assert isinstance(formulas_as_source(html), str)


def test_searching_a_page_takes_linear_time(typesetter: Typesetter) -> None:
    page = typesetter.typeset("x", False).html * 5_000
    with quick():
        assert formulas_as_source(page) == "x" * 5_000
    with quick():
        formulas_as_source('<span class="katex">' * 20_000)
