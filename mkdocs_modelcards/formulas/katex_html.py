"""Formulas in finished HTML: found by the form of KaTeX's output."""

from __future__ import annotations

import re

MARK = '<span class="katex'
"""What every typeset formula starts with, and nothing else that a page may hold."""

_FORMULA = re.compile(r'<span class="katex(?:-display)?">')
_SPAN = re.compile(r"<(/?)span\b")
_TEX = re.compile(r'<annotation encoding="application/x-tex">([^<]*)</annotation>')


def has_formula(html: str) -> bool:
    """Whether a formula was typeset in this HTML, so that its page needs KaTeX's style sheet."""
    return MARK in html


def formulas_as_source(html: str) -> str:
    """The HTML with the TeX, escaped, in the place of each typeset formula.

    KaTeX's output says each formula three times: as MathML, as TeX and as HTML.
    """
    if not has_formula(html):
        return html
    parts = []
    position = 0
    while match := _FORMULA.search(html, position):
        end = _end(html, match.start())
        tex = _TEX.search(html, match.start(), end)
        parts += [html[position : match.start()], tex[1] if tex else ""]
        position = end
    return "".join(parts) + html[position:]


def _end(html: str, start: int) -> int:
    """Where the element ends that starts here."""
    depth = 0
    for match in _SPAN.finditer(html, start):
        depth += -1 if match[1] else 1
        if depth == 0:
            return html.index(">", match.end()) + 1
    return len(html)
