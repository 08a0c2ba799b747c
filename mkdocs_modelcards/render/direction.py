"""Text that is written from right to left: each block takes the direction of its own text."""

from __future__ import annotations

import re

from .tags import TAG

_BLOCKS = frozenset(
    "blockquote caption dd details dt figcaption h1 h2 h3 h4 h5 h6 li ol p summary table td th ul".split()
)
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff]")
"""Hebrew, Arabic, Syriac, Thaana, N'Ko and other scripts of Unicode's right-to-left blocks."""


def set_directions(html: str) -> str:
    """Sanitized HTML with `dir="auto"` on its blocks, where it holds right-to-left text."""
    return TAG.sub(_with_direction, html) if _RIGHT_TO_LEFT.search(html) else html


def _with_direction(match: re.Match[str]) -> str:
    if match["end"] or match["name"] not in _BLOCKS or ' dir="' in match["attributes"]:
        return match[0]
    return f'<{match["name"]} dir="auto"{match[0][len(match["name"]) + 1 :]}'
