"""The citations of a card: blocks of BibTeX, and a reference in APA style, each with an id to lead to and to copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from .placed_ids import PlacedId
from .placeholders import written_text
from .sections import Citation, SectionText, whole_stop

BIBTEX = "bibtex"
APA = "apa"

MAX_CITATIONS = 50
"""Blocks of BibTeX of one card that get an id."""

MAX_BEFORE = 1_000
"""Characters of comments in front of the first entry of a block."""

_BIBTEX_LANGUAGES = frozenset({"language-bib", "language-biblatex", "language-bibtex"})
_ENTRY = re.compile(r"@[A-Za-z]+\s*[{(]")
_BLOCK_START = re.compile(r'<pre><code(?P<place>)(?: class="(?P<language>[^"]*)")?>(?:\s|%[^\n<]*\n)*')
# The key may have spaces; what follows it tells an entry from CSS, LaTeX and decorators.
_SURE_ENTRY = re.compile(r"@[A-Za-z]+\s*[{(][^,{}()=<]*,\s*[\w-]+\s*=")
_APA_LABEL = re.compile(r"<p><strong>APA:?</strong>:?</p>")
_BLOCK = re.compile(r"\s*<(?P<name>p|pre|blockquote|ul|ol)(?=>)")


class PlacedCitation(msgspec.Struct, frozen=True):
    """A citation, and where its id goes."""

    citation: Citation
    id: PlacedId


def find_citations(html: str, texts: Iterable[SectionText]) -> list[PlacedCitation]:
    """The citations in a card's sanitized HTML, before its code is highlighted, in the order of the text.

    A citation is a block of code that begins with an entry of BibTeX (any type; further entries in the block belong to
    it), or the first block of the section APA.
    """
    found = list(_bibtex(html))
    apa = _apa(html, texts)
    if apa and apa.place not in [one.id.place for one in found]:
        found.append(PlacedCitation(Citation(APA, apa.id), apa))
        found.sort(key=lambda one: one.id.place)
    return found


def _bibtex(html: str) -> Iterator[PlacedCitation]:
    number = 0
    place = html.find("@")  # to look for one character takes a fraction of the time that an expression takes
    while place >= 0 and number < MAX_CITATIONS:
        block = html.rfind("<pre><code", max(0, place - MAX_BEFORE), place) if _ENTRY.match(html, place) else -1
        start = _BLOCK_START.fullmatch(html, block, place) if block >= 0 else None
        is_sure = start and (start["language"] or "").lower() in _BIBTEX_LANGUAGES
        if start and (is_sure or _SURE_ENTRY.match(html, place)):
            number += 1
            name = f"mc-{BIBTEX}-{number}" if number > 1 else f"mc-{BIBTEX}"
            yield PlacedCitation(Citation(BIBTEX, name), PlacedId(start.end("place"), name))
        place = html.find("@", place + 1)


def _apa(html: str, texts: Iterable[SectionText]) -> PlacedId | None:
    """The block of a citation in APA style."""
    for text in texts:
        start = stop = 0
        if text.key == "citation_apa":
            start, stop = text.start, text.stop
        elif text.key == "citation":
            stop = whole_stop(html, text)
            label = _APA_LABEL.search(html, text.start, stop)
            start = label.end() if label else stop
        block = _BLOCK.match(html, start, stop) if start < stop else None
        if block:
            end = html.find(f"</{block['name']}>", block.end(), stop)
            if written_text(html[block.end() + 1 : end]):
                # Scripts of themes give blocks of code ids of their own, on the outer element.
                code = html.startswith("><code", block.end()) if block["name"] == "pre" else False
                return PlacedId(block.end() + (len("><code") if code else 0), f"mc-{APA}")
    return None
