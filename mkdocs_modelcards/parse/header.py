"""Split a card into its metadata header and its Markdown."""

from __future__ import annotations

import re

import msgspec

from ..findings import Finding, finding

MAX_HEADER_CHARACTERS = 1_000_000
"""The longest header that is read; the largest on the Hub, with thousands of evaluation results, stay below it."""

_OPENING = re.compile(r"\ufeff?(?:[ \t]*\r?\n)*[ \t]*---[ \t]*\r?\n")
_CLOSING = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


class SplitCard(msgspec.Struct, frozen=True):
    """A card's header and body. `header` is None when there is none; lines count from 1."""

    header: str | None
    header_line: int
    body: str
    body_line: int
    findings: tuple[Finding, ...] = ()


def split_card(path: str, text: str) -> SplitCard:
    """Split the text at the lines `---` that fence the header.

    A byte order mark and blank lines may stand before the first fence, either line ending is accepted. Reports a header
    that is missing, never closed or too large; its text then stays in the body, except for one too large.
    """
    plain = text.removeprefix("\ufeff")
    opening = _OPENING.match(text)
    if not plain.strip():
        hint = "Write a header and a description, or delete the file."
        return SplitCard(None, 1, "", 1, (finding(path, 1, 1, "file-empty", "The card is empty.", hint),))
    if opening is None:
        hint = "Start the file with a line '---', keys such as 'license: mit', and a line '---'."
        problem = finding(path, 1, 1, "header-missing", "The card has no metadata header.", hint)
        return SplitCard(None, 1, plain, 1, (problem,))
    line = text.count("\n", 0, opening.end()) + 1
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        hint = "End the header with a line '---'."
        problem = finding(path, line - 1, 1, "header-unclosed", "The header starts here and is never closed.", hint)
        return SplitCard(None, 1, plain, 1, (problem,))
    header, body = text[opening.end() : closing.start()], text[closing.end() :]
    body_line = line + text.count("\n", opening.end(), closing.end())
    if len(header) > MAX_HEADER_CHARACTERS:
        message = f"The header has {len(header):,} characters; at most {MAX_HEADER_CHARACTERS:,} are read."
        problem = finding(path, line - 1, 1, "header-too-large", message, "Move long values into the text.")
        return SplitCard(None, line, body, body_line, (problem,))
    return SplitCard(header, line, body, body_line)
