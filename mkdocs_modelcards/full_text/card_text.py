"""The words of a card, as a search index takes them."""

from __future__ import annotations

import re
from html import unescape

from ..formulas.katex_html import formulas_as_source

MAX_CHARACTERS = 100_000
"""How much of a model's text is searched. It is about thirty times that of a usual card."""

# The contents and the names of alerts say what the text says anyway.
_GENERATED = re.compile(r'<(div|p)\b[^>]*? data-mc-generated="[^>]*>.*?</\1>', re.DOTALL)
# The slot of an image's address may follow its name. No value of an attribute holds a quotation mark.
_IMAGE = re.compile(r'<img\b(?:[^>]*?\salt="([^"]*)")?[^>]*>')
_WITHIN_WORDS = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var"
    r"|wbr)\b[^>]*>"
)
_TAG = re.compile("<[^>]*>")


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


def bounded(text: str) -> str:
    """The text up to the limit, without a word that would be cut."""
    if len(text) <= MAX_CHARACTERS:
        return text
    return text[: MAX_CHARACTERS + 1].rpartition(" ")[0] or text[:MAX_CHARACTERS]
