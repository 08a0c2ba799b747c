"""How much one card may cost, checked before anything expensive is done with it."""

from __future__ import annotations

import re

import msgspec

from .nesting import MAX_NESTING, nesting

MAX_BODY_CHARACTERS = 1_000_000
"""The longest real texts stay below a tenth of this."""

MAX_HTML_CHARACTERS = 4_000_000
"""A few kilobytes of Markdown can make a table of a million cells."""

MAX_CELLS = 20_000
"""Cells of all tables of a card."""

MAX_SHOWN_CHARACTERS = MAX_BODY_CHARACTERS
"""How much of a text that is not rendered is shown as it is."""


_CELL = re.compile(r"<t[dh](?![a-z])", re.IGNORECASE)


class Excess(msgspec.Struct, frozen=True):
    """A limit that a card breaks, as a finding's code, message and hint."""

    code: str
    message: str
    hint: str


def body_excess(body: str) -> Excess | None:
    """What is too large about a card's Markdown, None for nothing."""
    if len(body) <= MAX_BODY_CHARACTERS:
        return None
    message = (
        f"The text has {len(body):,} characters; at most {MAX_BODY_CHARACTERS:,} are rendered. Its start is shown as "
        "plain text."
    )
    return Excess("text-too-large", message, "Move long outputs and data into files beside the card.")


def html_excess(html: str) -> Excess | None:
    """What is too large or too deep about a card's HTML, before it is sanitized; None for nothing."""
    if len(html) > MAX_HTML_CHARACTERS:
        message = f"The text makes {len(html):,} characters of HTML; it is shown as plain text."
        hint = f"At most {MAX_HTML_CHARACTERS:,} are allowed. Look for tables with very many cells."
        return Excess("text-too-large", message, hint)
    # Counts that can't be below those in question are much cheaper than those.
    cells = sum(1 for _ in _CELL.finditer(html)) if html.count("<") > MAX_CELLS else 0
    if cells > MAX_CELLS:
        message = f"The tables of the text have {cells:,} cells; it is shown as plain text."
        return Excess("table-too-large", message, f"At most {MAX_CELLS:,} are allowed. Publish large tables as a file.")
    if html.count("<") - html.count("</") > MAX_NESTING and nesting(html) > MAX_NESTING:
        message = f"The text nests quotes, lists or elements more than {MAX_NESTING} deep; it is shown as plain text."
        return Excess("text-too-deep", message, "Write it flatter, and close the elements of raw HTML.")
    return None
