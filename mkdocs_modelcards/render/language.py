"""The language that a card's text is written in, where the card says it."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..vocabulary import languages

MAX_CHARACTERS = 20_000
"""How much of a text is looked at."""

MOST_ENGLISH = 0.06
"""The share of English function words above which a text counts as English, whatever its model is made for."""

_WORD = re.compile(r"[^\W\d_]+")
_ONLY_LETTERS = bytes(byte if byte > 127 or chr(byte).isalpha() else 32 for byte in range(256)).lower()
"""What each byte of UTF-8 becomes, so that words of ASCII are what is between spaces."""

_ENGLISH = frozenset("and are by for from in is it of on or that the this to was were which with you".split())
_CODE = re.compile(r"[a-z]{2,3}")


def text_language(declared: tuple[str, ...], read_text: Callable[[], str]) -> str | None:
    """The code for `lang`, None where it is not known. `read_text` gives the text, and is called if it is looked at.

    `language` in a header says which languages a model works with. With exactly one it is that of the text as well, as
    a rule; but many cards of models for other languages are in English, and those are told apart by its function words.
    """
    if len(declared) != 1:
        return None
    code = declared[0].lower()
    if not _CODE.fullmatch(code) or code not in languages():
        return None
    if code in ("en", "eng"):
        return "en"
    found = words(read_text()[:MAX_CHARACTERS])
    english = sum(map(_ENGLISH.__contains__, found))
    return None if found and english > MOST_ENGLISH * len(found) else code


def words(text: str) -> list[str]:
    """The words of a text in lower case, in no particular order."""
    pieces = text.encode("utf-8", "surrogatepass").translate(_ONLY_LETTERS).decode("utf-8", "surrogatepass").split()
    found = [piece for piece in pieces if piece.isascii()]
    if len(found) < len(pieces):
        others = " ".join(piece for piece in pieces if not piece.isascii())
        found += map(str.lower, _WORD.findall(others))
    return found
