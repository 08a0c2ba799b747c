"""Texts of cards as single lines, which show what they hold."""

from __future__ import annotations

import unicodedata

_HIDDEN = frozenset(("Cc", "Cf", "Co", "Cs"))
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"


def one_line(text: str, limit: int) -> str:
    """The text with single blanks for all white space, cut to `limit` characters.

    Without control and format characters, and those of private use (Unicode Standard, section 4.5): some set the
    direction of what follows, and more may stand on the line. Joiners stay, which Persian words and emoji need.
    """
    text = text[: 8 * limit]
    if not text.isprintable():
        text = "".join(filter(_is_shown, text))
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _is_shown(char: str) -> bool:
    return char.isprintable() or char.isspace() or char in _JOINERS or unicodedata.category(char) not in _HIDDEN
