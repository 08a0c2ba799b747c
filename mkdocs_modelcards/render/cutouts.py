"""Take formulas and galleries out of the Markdown before it is read as such, and put their HTML in afterwards.

A word that is in no card stands in the place of each. Words come through Markdown and the sanitizer unchanged.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from html import escape
from typing import Literal

import msgspec

from ..formulas.scan import Formula, find_formulas
from .tags import TAG

_GALLERY = re.compile(r"</?gallery\s*/?>", re.IGNORECASE)
_TEXT_ATTRIBUTES = ("alt", "aria-label", "title")
_WORD = re.compile(r"(mc[0-9a-f]{32}x)(\d+)q")
"""A word of any card. It is one of this card if its key is; to compile an expression for each would take longer."""

_ATTRIBUTE = re.compile(r'([^\s=>]+)="([^"]*)"')


class Cutout(msgspec.Struct, frozen=True):
    """A piece of Markdown that starts at the offset `start`: a formula, or else a tag of a gallery."""

    source: str
    start: int
    formula: Formula | None = None


class CutMarkdown(msgspec.Struct, frozen=True):
    """Markdown with words in the place of its cutouts. The word of the cutout `n` is `KEYnq`."""

    markdown: str
    key: str = ""
    cutouts: tuple[Cutout, ...] = ()


class Filling(msgspec.Struct, frozen=True):
    """What to show for a cutout: HTML, and a text for where no HTML can be."""

    html: str
    text: str


class Fillings:
    """Fillings of a card by the numbers of their cutouts, to be put in for their words; other words stay."""

    def __init__(self, cut: CutMarkdown, fillings: Mapping[int, Filling]) -> None:
        self._key = cut.key
        self._fillings = fillings

    def in_html(self, html: str) -> str:
        """HTML with the fillings in their places."""
        return self._replace(html, "html")

    def in_attributes(self, html: str) -> str:
        """HTML with the fillings' texts in its attributes, which `in_html` must not reach."""
        if not self._fillings or self._key not in html:
            return html
        return TAG.sub(lambda match: self._replace(match[0], "attribute"), html)

    def in_text(self, text: str) -> str:
        """A plain text with the fillings as text."""
        return self._replace(text, "text")

    def _replace(self, text: str, kind: Literal["html", "text", "attribute"]) -> str:
        if not self._fillings or self._key not in text:
            return text

        def fill(word: re.Match[str]) -> str:
            filling = self._fillings.get(int(word[2])) if word[1] == self._key else None
            if filling is None:
                return word[0]
            if kind == "attribute":
                return escape(filling.text)
            return filling.html if kind == "html" else filling.text

        return _WORD.sub(fill, text)


NO_FILLINGS = Fillings(CutMarkdown(""), {})


def cut_out(markdown: str, kept: Collection[int] = ()) -> CutMarkdown:
    """Markdown without its formulas and the tags of galleries, apart from those that start at offsets in `kept`."""
    found = [*_formulas(markdown), *_galleries(markdown)]
    if not found:
        return CutMarkdown(markdown)
    key = _unused(markdown)
    pieces: list[str] = []
    cutouts: list[Cutout] = []
    end = 0
    for cutout in sorted(found, key=lambda item: item.start):
        if cutout.start < end or cutout.start in kept:
            continue
        pieces += (markdown[end : cutout.start], f"{key}{len(cutouts)}q")
        cutouts.append(cutout)
        end = cutout.start + len(cutout.source)
    if not cutouts:
        return CutMarkdown(markdown)
    return CutMarkdown("".join((*pieces, markdown[end:])), key, tuple(cutouts))


def _formulas(markdown: str) -> list[Cutout]:
    if "$$" not in markdown and "\\(" not in markdown:
        return []
    return [Cutout(markdown[found.start : found.end], found.start, found) for found in find_formulas(markdown)]


def _galleries(markdown: str) -> list[Cutout]:
    return [Cutout(match[0], match.start()) for match in _GALLERY.finditer(markdown)]


def misplaced(html: str, cut: CutMarkdown) -> frozenset[int]:
    """The offsets of cutouts whose words stand in code or in addresses, and so were no formulas nor galleries.

    `html` is the sanitized HTML of the cut Markdown.
    """
    if not cut.cutouts or cut.key not in html:
        return frozenset()
    wrong: set[int] = set()
    code = end = 0
    for tag in TAG.finditer(html):
        if code:
            wrong.update(numbers_in(html[end : tag.start()], cut))
        end = tag.end()
        if tag["name"] in ("code", "pre"):
            code += -1 if tag["end"] else 1
        if cut.key in tag["attributes"]:
            for name, value in _ATTRIBUTE.findall(tag["attributes"]):
                if name not in _TEXT_ATTRIBUTES:
                    wrong.update(numbers_in(value, cut))
    return frozenset(cut.cutouts[number].start for number in wrong)


def numbers_in(html: str, cut: CutMarkdown) -> Iterator[int]:
    """The numbers of the cutouts whose words stand in HTML, in their order."""
    return (int(match[2]) for match in _WORD.finditer(html) if match[1] == cut.key)


def _unused(text: str) -> str:
    """The start of a word that the text does not hold, always the same for the same text."""
    key = "mc"
    digest = text
    while key == "mc" or key in text:
        digest = hashlib.sha256(digest.encode("utf-8", "surrogatepass")).hexdigest()
        key = f"mc{digest[:32]}x"
    return key
