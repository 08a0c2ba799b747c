"""What of a card's HTML is not kept, so that its author hears of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..findings import Finding, finding
from ..parse.card import ModelCard
from .options import RenderOptions
from .sanitize import DROPPED_WHOLE, NEVER_ALLOWED, TAGS
from .tags import raw_names

MAX_FINDINGS = 20
"""Kinds of elements that are reported for one card."""

_SILENT = frozenset({"body", "gallery", "head", "html", "image"})
"""Elements that show nothing themselves, another name of `img`, and one that is not HTML's but the cards' own."""
_KEPT = TAGS | _SILENT

_DROPPED = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|(<svg\b).*?(?:</svg|\Z)|(<math\b).*?(?:</math|\Z)", re.DOTALL | re.IGNORECASE
)
"""Comments, and what goes with the elements that hold it."""
_START_TAG = re.compile(r"<([a-z][a-z0-9-]{0,40})(?=[\s/>])", re.IGNORECASE)


def dropped_findings(card: ModelCard, markdown: str, unsafe: str, options: RenderOptions) -> Iterator[Finding]:
    """A finding for each kind of element that the sanitizer does not keep. `unsafe` is the HTML that it gets."""
    kept = _KEPT.union(tag for tag, _ in options.allow_html)
    if raw_names(markdown) <= kept:
        return
    names = dict.fromkeys(match[1].lower() for match in _START_TAG.finditer(_DROPPED.sub(r"\1\2 ", unsafe)))
    for name in [name for name in names if name not in kept][:MAX_FINDINGS]:
        place = re.search(rf"<{name}(?=[\s/>])", card.body, re.IGNORECASE)
        start = place.start() if place else 0
        line = card.body_line + card.body.count("\n", 0, start)
        column = start - card.body.rfind("\n", 0, start) if place else 1
        rest = "what is in it" if name in DROPPED_WHOLE or name in ("math", "svg") else "its tags"
        message = f"The element <{name}> is not kept: {rest} will not be shown."
        hint = f"If it is meant as text, write `<{name}>` between backticks or &lt;{name}&gt;"
        hint += "." if name in NEVER_ALLOWED else "; if it is needed, see `allow_html`."
        yield finding(card.path, line, column, "html-dropped", message, hint)
