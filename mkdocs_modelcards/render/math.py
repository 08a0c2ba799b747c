"""The formulas of one card: typeset, and reported where they can't be."""

from __future__ import annotations

from html import escape

import msgspec

from ..findings import Finding, finding
from ..formulas.scan import Formula
from ..formulas.typeset import Typesetter
from ..parse.card import ModelCard
from .cutouts import CutMarkdown, Cutout, Filling

MAX_FORMULA_CHARACTERS = 40_000
"""Characters of all different formulas of a card; those beyond are shown as their source."""

MAX_HTML_CHARACTERS = 2_000_000
"""Characters of HTML of all formulas of a card."""

MAX_TOO_LARGE_FORMULAS = 10
"""How many formulas of a card may run into the limits of a single one, each of which takes the time of hundreds."""

LONG_FORMULA_CHARACTERS = 40
"""Longer formulas in running text may be wider than a phone's screen."""

MAX_FINDINGS = 50
"""Wrong formulas of one card that are reported."""


class CardMath(msgspec.Struct, frozen=True):
    """The formulas of a card by the numbers of their cutouts, what is wrong with them, and whether any was typeset."""

    formulas: dict[int, Filling]
    findings: tuple[Finding, ...]
    has_math: bool


def typeset_cutouts(card: ModelCard, cut: CutMarkdown, typesetter: Typesetter | None) -> CardMath:
    """Typeset the formulas among a card's cutouts. Reports wrong and too large ones with their place in the file."""
    work = _Typesetting(card, typesetter)
    for number, cutout in enumerate(cut.cutouts):
        if cutout.formula is not None:
            work.fillings[number] = work.filling(cutout, cutout.formula)
    return CardMath(work.fillings, tuple(work.findings), work.has_math)


class _Typesetting:
    def __init__(self, card: ModelCard, typesetter: Typesetter | None) -> None:
        self.card = card
        self.typesetter = typesetter
        self.fillings: dict[int, Filling] = {}
        self.findings: list[Finding] = []
        self.has_math = False
        self.known: set[tuple[str, bool]] = set()
        self.source = self.html = self.too_large = 0
        self.line, self.line_start, self.counted = card.body_line, 0, 0

    def filling(self, cutout: Cutout, formula: Formula) -> Filling:
        name = (formula.tex, formula.display)
        self.source += 0 if name in self.known else len(formula.tex)
        self.known.add(name)
        if self.typesetter is None:
            return _as_source(formula.tex)
        if self.is_enough():
            message = "The formulas of the card cost too much in all; this one and those after it are shown as source."
            hint = f"At most {MAX_FORMULA_CHARACTERS:,} characters of different formulas are typeset."
            if "formulas-too-many" not in {found.code for found in self.findings}:
                self.report(cutout.start, "formulas-too-many", message, hint)
            return _as_source(formula.tex)
        done = self.typesetter.typeset(formula.tex, formula.display)
        self.html += len(done.html)
        self.too_large += done.problem is not None and done.problem.code == "formula-too-large"
        self.has_math = self.has_math or (done.problem is None and self.typesetter.available)
        if done.problem is not None and len(self.findings) < MAX_FINDINGS:
            offset = cutout.source.find(formula.tex)
            within = offset + (done.problem.position or 0) if offset >= 0 else 0
            self.report(cutout.start + within, done.problem.code, done.problem.message, done.problem.hint)
        if done.problem is None and not formula.display and len(formula.tex) > LONG_FORMULA_CHARACTERS:
            return Filling(f'<span class="mc-long-formula">{done.html}</span>', done.text)
        return Filling(done.html, done.text)

    def is_enough(self) -> bool:
        return (
            self.source > MAX_FORMULA_CHARACTERS
            or self.html > MAX_HTML_CHARACTERS
            or self.too_large > MAX_TOO_LARGE_FORMULAS
        )

    def report(self, place: int, code: str, message: str, hint: str) -> None:
        # Places come in the order of the text, so that each line is counted once.
        self.line += self.card.body.count("\n", self.counted, place)
        self.line_start = self.card.body.rfind("\n", self.line_start, place) + 1 or self.line_start
        self.counted = place
        column = place - self.line_start + 1
        self.findings.append(finding(self.card.path, self.line, column, code, message, hint))


def _as_source(tex: str) -> Filling:
    tex = tex.replace("\0", "\N{REPLACEMENT CHARACTER}")
    return Filling(f'<code class="math">{escape(tex, quote=False)}</code>', tex)
