"""Formulas that several tests need: good, wrong and hostile ones."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

GOOD = (
    r"",
    r"x",
    r"a^2 + b^2 = c^2",
    r"\lambda_{\min} = 10^{-6}",
    r"\frac{\partial f}{\partial x} \dfrac12 \tfrac{3}{4} \cfrac{1}{2+\cfrac{3}{4}}",
    r"\binom{n}{k} \dbinom{n}{k} {n \choose k} {a \over b}",
    r"\sqrt{x+1} + \sqrt[3]{y}",
    r"\sum_{i=1}^{n} x_i \prod_{j} y_j \int_0^1 f(t)\,dt \iint \oint \bigcup_{k} A_k",
    r"\lim_{h\to 0} \frac{f(x+h)-f(x)}{h} \quad \max_\theta \sup \gcd(a,b)",
    r"\operatorname{ReLU}(x) = \max(0, x) \operatorname*{arg\,max}_\theta L",
    r"\sin x \cos^2 y \log_{10} z \exp(-t)",
    r"\left( \frac{a}{b} \right) \left[ x \right] \left\{ y \right\} \left| z \right| \left. \frac{d}{dx} \right|_{0}",
    r"\bigl( \Bigl[ \biggl\{ \Biggl| x \Biggr| \biggr\} \Bigr] \bigr)",
    r"\left\langle u \middle| v \right\rangle \lceil x \rceil \lfloor y \rfloor \lVert w \rVert",
    r"\begin{matrix} 1 & 2 \\ 3 & 4 \end{matrix}",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix} \begin{Bmatrix} e \end{Bmatrix} \begin{Vmatrix} f \end{Vmatrix}",
    r"\begin{array}{l|cr} a & b & c \\ \hline d & e & f \end{array}",
    r"|x| = \begin{cases} x & \text{if } x \ge 0 \\ -x & \text{otherwise} \end{cases}",
    r"\begin{aligned} y &= ax + b \\ &= cx \end{aligned}",
    r"\begin{gathered} a \\ b \end{gathered} \begin{smallmatrix} 1 \\ 2 \end{smallmatrix}",
    r"\begin{rcases} a \\ b \end{rcases} \Rightarrow c",
    r"\alpha \beta \Gamma \varepsilon \varphi \Omega \varkappa \digamma",
    r"\mathbb{R} \mathcal{D} \mathfrak{g} \mathscr{L} \mathbf{W} \mathrm{d} \mathsf{T} \mathtt{x} \boldsymbol{\mu}",
    r"\text{for all } x \textbf{bold} \textit{it} \texttt{code} \text{nested $y^2$ here}",
    r"\hat{y} \tilde{x} \bar{z} \vec{v} \dot{a} \ddot{b} \check{c} \breve{d} \acute{e} \grave{f} \mathring{g}",
    r"\widehat{abc} \widetilde{xyz} \overline{AB} \underline{CD} \overrightarrow{EF} \overleftarrow{GH}",
    r"\overbrace{a+b}^{n} \underbrace{c+d}_{m}",
    r"\xrightarrow[T]{k} \xleftarrow{abc} \xRightarrow{x} \xmapsto{y} \xrightleftharpoons{z}",
    r"\le \geq \neq \approx \equiv \propto \ll \gg \subseteq \notin \perp \models \vdash",
    r"\forall \epsilon > 0\ \exists \delta : \neg p \land q \lor r \implies s \iff t",
    r"\to \mapsto \leftarrow \Leftrightarrow \hookrightarrow \uparrow \Downarrow \nearrow",
    r"\pm \times \div \cdot \circ \oplus \otimes \odot \star \dagger \ast",
    r"1,\dots,n \cdots \vdots \ddots \ldots",
    r"f'(x) + g''(y) + h^{\prime}",
    r"a\,b\:c\;d\!e\quad f\qquad g~h\hspace{1em}i\kern2pt j\mkern3mu k",
    r"\phantom{x} y \hphantom{ab} \vphantom{\int} \smash{z} \rule{1em}{2pt}",
    r"\color{teal} x + \textcolor{#00ff00}{y} \colorbox{yellow}{$a$} \fcolorbox{red}{aqua}{b}",
    r"\boxed{E} \cancel{x} \bcancel{y} \xcancel{z} \sout{w} \fbox{text}",
    r"\stackrel{!}{=} \overset{a}{=} \underset{b}{\sim} \substack{i<n \\ j<m}",
    r"\tiny a \small b \normalsize c \large d \Huge e",
    r"\displaystyle \sum_i x \textstyle \sum_i y \scriptstyle z",
    r"a \bmod b \equiv c \pmod{n} \not= \not\in",
    r"\bra{\phi} \ket{\psi} \braket{\phi|\psi}",
    r"\def\twice#1{#1#1} \twice{x} \newcommand{\half}{\frac12} \half \gdef\y{z} \y",
    r"\verb|a_b| \KaTeX \LaTeX",
    r"\raisebox{0.5em}{up} \mathchoice{a}{b}{c}{d} \mathop{op} \mathbin{+} \mathrel{=}",
    r"\& \% \$ \# \_ \{ \} \backslash < >",
    r"α + β ≤ ∑ ∞ → ℝ × ÷ ±",
    r"\text{größer 中文 привет} \text{🤗}",
    "a % a comment\n + b",
    r"\char`a \char98 \char'143" + r' \char"64',
    r"\genfrac{(}{]}{1pt}{0}{a}{b}",
    r"\relax x",
    r"\begin{equation*} a = b \end{equation*}",
    r"\begin{align} a &= b \\ c &= d \end{align}",
    r"x \tag{1}",
    r"\begin{CD} A @>f>> B \\ @VgVV @VVhV \\ C @= D \end{CD}",
)

WRONG = (
    r"\foo",
    r"\frac{a}{b",
    r"\left( x",
    r"\begin{nothing} x \end{nothing}",
    r"x^2^3",
    r"a & b",
    r"\textcolor{red;background:url(x)}{y}",
    r"}",
    r"\begin{matrix} a \end{pmatrix}",
    r"\sqrt[3",
    r"\newcommand{\frac}{x}",
    r'\char"110000',
    r"\foo<script>alert(1)</script>",
    r'\foo" onmouseover="alert(1)',
    r"\kern1zz",
)

UNTRUSTED = (
    r"\href{javascript:alert(1)}{click}",
    r"\url{javascript:alert(1)}",
    r"\includegraphics{https://example.org/x.png}",
    r"\htmlId{app}{x} \htmlClass{admin}{y} \htmlData{a=b}{z}",
    r"\htmlStyle{position:fixed}{x}",
    r"\text{</script><script>alert(1)</script>}",
    r"\text{</annotation></math><img src=x onerror=alert(1)>}",
    r"\verb|<img src=x onerror=alert(1)>|",
    r"\tag{<b>}",
    r"\rule{99999em}{99999em} \kern-99999em \raisebox{99999em}{x}",
    "x\0y",
    "x\ud800y",
    r'\char"D800 \char0',
    r"\def\__proto__{x} \__proto__",
    "a\u202eb\u2028c",
)


def _filled(unit: str, before: str = "", after: str = "") -> str:
    return before + unit * ((4_000 - len(before) - len(after)) // len(unit)) + after


COSTLY = (
    _filled("x"),
    _filled("x_1"),
    _filled("x+"),
    _filled("'", "x"),
    _filled(r"\frac12"),
    _filled(r"\sqrt1"),
    _filled(r"\vec1"),
    _filled(r"\boxed1"),
    _filled(r"\overbrace1"),
    _filled(r"\xrightarrow1"),
    _filled(r"\widehat1"),
    _filled(r"\Bigg("),
    _filled(r"\left(1\right)"),
    _filled(r"\middle|", r"\left(\rule{1em}{50em}", r"\right)"),
    _filled("&", r"\begin{matrix}", r"\end{matrix}"),
    _filled("x&", r"\begin{matrix}", r"\end{matrix}"),
    _filled(r"\cr", r"\begin{matrix}", r"\end{matrix}"),
    _filled("@>>>", r"\begin{CD}", r"\end{CD}"),
    _filled(r"@VVV\\", r"\begin{CD}", r"\end{CD}"),
    r"\begin{matrix}" + "&" * 1900 + r"\\" * 950 + r"\end{matrix}",
    r"\begin{array}{" + "c|" * 900 + "}" + "&" * 900 + r"\\" * 600 + r"\end{array}",
    r"\begin{array}{" + "|" * 1300 + "}" + r"\hline" * 400 + r"\end{array}",
    _filled("a ", r"\text{", "}"),
    _filled("中"),
    _filled("~"),
    _filled("%\n"),
    _filled("x", r"\tag{", "}"),
    _filled("x", r"\verb|", "|"),
    _filled(r"\color{red}x"),
    _filled(r"\Huge x"),
    _filled(r"\displaystyle "),
    _filled(r"\dots"),
    _filled(r"\not="),
    _filled(r"\hat"),
    _filled(r"\sqrt"),
    r"\frac{" * 60 + "1" + "}{2}" * 60,
    r"\sqrt{" * 60 + "1" + "}" * 60,
    r"\left(" * 60 + "1" + r"\right)" * 60,
    "x^{" * 60 + "1" + "}" * 60,
    r"\mathchoice{1}{" * 30 + "1" + "}{1}{1}" * 30,
    r"\begin{matrix}" * 60 + "1" + r"\end{matrix}" * 60,
    r"\overset{" * 60 + "x" + "}1" * 60,
    r"\def\a{\a}\a",
    r"\def\a{\b\b}\def\b{\c\c}\def\c{\d\d}\def\d{\a\a}\a",
    r"\def\a{" + "x" * 100 + r"}\def\b{" + r"\a" * 30 + "}" + r"\b" * 30,
    r"\def\a{" + "x" * 1800 + "}" + r"\a" * 1050,
    r"\def\a{" + r"\Bigg(" * 250 + "}" + r"\a" * 1000,
    r"\def\a{xx}" + r"\edef\a{\a\a}" * 200 + r"\a",
    r"\def\a#1{" + "#1" * 900 + r"}\a{" + "x" * 2000 + "}",
    r"\def\a#1{" + "#1" * 40 + "}" + r"\a{" * 50 + "x" + "}" * 50,
    r"\def\a{" + "x" * 1500 + r"}\def\g#1{}\def\l{\expandafter\g\expandafter{\a}\l}\l",
    r"\def\a#1#2{#2#1}" + r"\expandafter\a\expandafter{\a{" * 29 + "x" + "}}" * 29,
)
"""Formulas of at most about 4,000 characters that cost as much as any that we could think of."""

TOO_LARGE = ("x" * 4001, "{" * 61 + "}" * 61, r"\frac{" * 500, r"\left(" * 61, r"\begin{matrix}" * 61)


class Sample(msgspec.Struct, frozen=True):
    """A formula from a file beside the project."""

    id: str
    tex: str
    display: bool
    kind: Literal["ok", "error", "hostile"]


@cache
def further_samples() -> tuple[Sample, ...]:
    """The formulas of `data/formulas.json` beside the folder of real cards; none where there are none."""
    corpus = os.environ.get("CARDS_CORPUS")
    path = Path(corpus).parent / "data" / "formulas.json" if corpus else None
    if path is None or not path.is_file():
        return ()
    # Not msgspec's own reader: it refuses lone surrogates, which some of the formulas are about.
    return tuple(msgspec.convert(json.loads(path.read_text(encoding="utf-8")), list[Sample]))
