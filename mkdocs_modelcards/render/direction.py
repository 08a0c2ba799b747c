"""Text that is written from right to left: each block takes the direction of its own text."""

from __future__ import annotations

import re

from .tags import TAG

_CONTAINERS = frozenset("blockquote dl ol table ul".split())
_BLOCKS = _CONTAINERS | frozenset("figcaption h1 h2 h3 h4 h5 h6 p summary".split())
_ASCII = bytes(range(128))
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff]")
"""Hebrew, Arabic, Syriac, Thaana, N'Ko and other scripts of Unicode's right-to-left blocks."""


def set_directions(html: str) -> str:
    """Sanitized HTML with `dir="auto"` on its outermost blocks, where it holds right-to-left text.

    Blocks within others have none of their own: an element's direction is found without those parts that have one.
    """
    if html.isascii() or not _RIGHT_TO_LEFT.search(_without_ascii(html)):
        return html
    depth = 0

    def with_direction(match: re.Match[str]) -> str:
        nonlocal depth
        is_outermost = depth == 0
        if match["name"] in _CONTAINERS:
            depth += -1 if match["end"] else 1
        if match["end"] or match["name"] not in _BLOCKS or not is_outermost or ' dir="' in match["attributes"]:
            return match[0]
        return f'<{match["name"]} dir="auto"{match[0][len(match["name"]) + 1 :]}'

    return TAG.sub(with_direction, html)


def _without_ascii(text: str) -> str:
    """The other characters of a text: few, as a rule, and looking through all takes several times as long."""
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
