"""How deep HTML nests, before anything parses it: parsers and browsers take the square of the depth in time."""

from __future__ import annotations

import re

MAX_NESTING = 500
"""Real cards nest about five elements deep."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CLOSES_ITSELF = frozenset(
    "area base br col dd dt embed hr img input li link meta option p source td th tr track wbr".split()
)
"""Elements that hold nothing, or that the next of their kind closes."""


def nesting(html: str) -> int:
    """The most elements that are open at once, as the tags say it."""
    depth = deepest = 0
    for end, name in _TAG.findall(html):
        if name.lower() not in _CLOSES_ITSELF:
            depth = max(0, depth - 1) if end else depth + 1
            deepest = max(deepest, depth)
    return deepest
