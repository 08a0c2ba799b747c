"""The language that a card's text is written in, where the card says it."""

from __future__ import annotations

import re

from ..vocabulary import languages

MAX_CHARACTERS = 20_000
"""How much of a text is looked at."""

MOST_ENGLISH = 0.06
"""The share of English function words above which a text counts as English, whatever its model is made for."""

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset("and are by for from in is it of on or that the this to was were which with you".split())
_CODE = re.compile(r"[a-z]{2,3}")


def text_language(declared: tuple[str, ...], text: str) -> str | None:
    """The code for `lang`, None where it is not known.

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
    words = [word.lower() for word in _WORD.findall(text[:MAX_CHARACTERS])]
    english = sum(word in _ENGLISH for word in words)
    return None if words and english > MOST_ENGLISH * len(words) else code
