"""The words of a card, as a search index takes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from html import unescape

from ..formulas.katex_html import formulas_as_source

MAX_CHARACTERS = 100_000
"""How much of a model's text is searched. It is about thirty times that of a usual card."""

MAX_WORD = 200
"""How long a word of the index is. Addresses and hashes may be in one piece."""

MAX_MARKS = 8
"""How many combining marks may follow a character. No script needs more, and browsers draw thousands for seconds."""

# The contents and the names of alerts say what the text says anyway.
_GENERATED = re.compile(r'<(div|p)\b[^>]*? data-mc-generated="[^>]*>.*?</\1>', re.DOTALL)
# The slot of an image's address may follow its name. No value of an attribute holds a quotation mark.
_IMAGE = re.compile(r'<img\b(?:[^>]*?\salt="([^"]*)")?[^>]*>')
_WITHIN_WORDS = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var"
    r"|wbr)\b[^>]*>"
)
_TAG = re.compile("<[^>]*>")
_PAUSES = r"!-/:-@\[-`{-~،؛؟।॥‐-‧‰-⁞、-〃〈-】〔-〟！-／：-＠［-｀｛-･"
_PIECE = re.compile(rf".{{{MAX_WORD // 4},{MAX_WORD - 1}}}[{_PAUSES}]|.{{1,{MAX_WORD}}}", re.DOTALL)


def card_text(template: str) -> str:
    """The text of a card's HTML, with or without slots, on one line.

    Headings, code and the alternative texts of images are in it, formulas as TeX. What the build added to the text is
    not.
    """
    html = formulas_as_source(template)
    if "data-mc-generated" in html:
        html = _GENERATED.sub(" ", html)
    if "<img" in html:
        html = _IMAGE.sub(r" \1 ", html)
    return " ".join(unescape(_TAG.sub(" ", _WITHIN_WORDS.sub("", html))).split())


def searchable(text: str) -> str:
    """The text on one line as the index takes it: no longer than the limit, and without what no word needs.

    Longer words are cut, after a punctuation mark where there is one, so that sentences in scripts without spaces are
    found by the beginnings of more of their parts. Word by word, browsers count as Pagefind does only without U+FEFF.
    """
    text = text.replace("\ufeff", "")
    if not text.isascii():
        text = _too_many_marks().sub(r"\1", text)
    words = text.split()
    if any(len(word) > MAX_WORD for word in words):
        words = [piece for word in words for piece in _pieces(word)]
    return bounded(" ".join(words))


def _pieces(word: str) -> Iterable[str]:
    return (word,) if len(word) <= MAX_WORD else _PIECE.findall(word)


@cache
def _too_many_marks() -> re.Pattern[str]:
    # Only a class without many characters beyond U+FFFF is quick, and first in a pattern.
    marks = "".join(char for char in map(chr, range(0x300, 0x10000)) if unicodedata.category(char).startswith("M"))
    mark = f"[{marks}\U000e0100-\U000e01ef]"
    return re.compile(f"({mark}{mark}{{{MAX_MARKS - 1}}}){mark}+")


def bounded(text: str) -> str:
    """The text up to the limit, without a word that would be cut."""
    if len(text) <= MAX_CHARACTERS:
        return text
    return text[: MAX_CHARACTERS + 1].rpartition(" ")[0] or text[:MAX_CHARACTERS]
