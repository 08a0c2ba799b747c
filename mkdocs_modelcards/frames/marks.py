"""Marks: texts that stand for a page's values while a template is rendered, and are found again in its output.

Templates pass values through filters, and each filter must be known to be done again with a real value. So a mark of a
text ends in a signature: a few characters that each of Jinja's usual filters makes something else of. What stands in
the output in the place of the signature tells which filters the template used.

Marks are only ever looked for in what a template made of marks. Real values are put in by joining texts, so nothing
that a card says is taken for a mark. The theme's own text must not hold the stem of the marks, which the caller checks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import msgspec
from jinja2.filters import do_striptags
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import escape

PLAIN = "plain"
RAW = "raw"
SIGNATURE = "&amp;lt;<i>y</i>  z"


def _json(text: str) -> str:
    return str(htmlsafe_json_dumps(text))[1:-1]


def _stripped(text: str) -> str:
    return str(do_striptags(text))


FORMS: Mapping[str, Callable[[str], str]] = {
    PLAIN: str,
    RAW: str,
    "striptags": _stripped,
    "e": lambda text: str(escape(text)),
    "striptags|e": lambda text: str(escape(_stripped(text))),
    "tojson": _json,
    "striptags|tojson": lambda text: _json(_stripped(text)),
}
"""What Jinja's filters make of a text, by the filters' names; `plain` is for marks without a signature."""

_SIGNED = {form(SIGNATURE): name for name, form in FORMS.items() if name != PLAIN} | {"": PLAIN}
_HARMLESS = re.compile("(?! )[^<\t\n\r\f\v]+(?<! )")
_ENDS = "|".join(re.escape(end) for end in sorted(_SIGNED, key=len, reverse=True))


class UnlearnableError(Exception):
    """A template does something with a page that can't be repeated for other pages; the message says what."""


def formed(form: str, text: str) -> str | None:
    """What filters make of a text, or None where they bring forth a tag, or white space at its ends.

    Then the markup around the value would not be what it is around a mark.
    """
    if form in (PLAIN, RAW):
        return text
    result = FORMS[form](text)
    return result if _HARMLESS.fullmatch(result) else None


class Slot(msgspec.Struct, frozen=True):
    """A place in a template's output: which value stands there, and through which filters."""

    field: str
    form: str


class Marked(msgspec.Struct, frozen=True):
    """A template's output, cut at its marks: `texts` has one more than `slots`, and they take turns."""

    texts: tuple[str, ...]
    slots: tuple[Slot, ...]


class Marks:
    """The marks of one rendering. `stem` is a word of lower-case letters that the theme itself does not write."""

    def __init__(self, stem: str) -> None:
        self.stem = stem
        self._fields: list[str] = []
        self._signed: list[bool] = []

    def text(self, field: str) -> str:
        """A mark for a text that templates may pass through filters."""
        return self._new(field, signed=True) + SIGNATURE

    def plain(self, field: str) -> str:
        """A mark without a signature, for a value that the usual filters leave as it is."""
        return self._new(field, signed=False)

    def cut(self, html: str) -> Marked:
        """Find the marks in a template's output.

        Raises `UnlearnableError` where something is left of a mark that no known filter leaves.
        """
        texts: list[str] = []
        slots: list[Slot] = []
        end = 0
        for found in re.finditer(rf"{self.stem}(\d+)z({_ENDS})", html):
            number, form = int(found[1]), _SIGNED[found[2]]
            if number >= len(self._fields) or self._signed[number] == (form == PLAIN):
                raise UnlearnableError("it changes a value of the page")
            texts.append(html[end : found.start()])
            slots.append(Slot(self._fields[number], form))
            end = found.end()
        texts.append(html[end:])
        if any(self.stem in text.lower() for text in texts):
            raise UnlearnableError("it changes a value of the page")
        return Marked(tuple(texts), tuple(slots))

    def _new(self, field: str, *, signed: bool) -> str:
        self._fields.append(field)
        self._signed.append(signed)
        return f"{self.stem}{len(self._fields) - 1}z"


def stem_for(html: str) -> str:
    """A stem for marks that does not occur in what a theme writes."""
    lower = html.lower()
    return next(stem for number in range(len(html) + 1) if (stem := f"qjxwk{'v' * number}y") not in lower)
