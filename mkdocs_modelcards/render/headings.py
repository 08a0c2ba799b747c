"""Heading ids by GitHub's rule, and the contents tree."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

import msgspec

from .cutouts import NO_FILLINGS, Fillings
from .sanitize import is_reserved
from .tags import ATTRIBUTES, TAG, text_of

MAX_NESTED = 3
"""How many headings within each other get ids."""

_MARKS_AND_NUMBERS = frozenset({"Mn", "Mc", "Me", "Nd", "Nl", "Pc"})
_HEADING_NAME = re.compile(r"h[1-6]")
_HEADING_TAG = re.compile(rf"<(?P<end>/?)(?P<name>{_HEADING_NAME.pattern})(?P<attributes>{ATTRIBUTES})\s*/?>")
_DROPPED_OF_ASCII = re.compile(r"[^a-z0-9_ -]")
# A value may end as an id starts, so the attributes are read from the first one on.
_UP_TO_ID = re.compile(rf'({ATTRIBUTES}?)\sid="([^"]*)"')


class Heading(msgspec.Struct, frozen=True):
    """A heading with its level (1 to 6), its text, its id, and the headings below it."""

    level: int
    title: str
    id: str
    children: tuple[Heading, ...] = ()


class HeadedHtml(msgspec.Struct, frozen=True):
    """HTML whose headings have ids, those headings in the order of the text, without nesting, and all ids."""

    html: str
    headings: tuple[Heading, ...]
    ids: tuple[str, ...] = ()


def add_heading_ids(html: str, fillings: Fillings = NO_FILLINGS) -> HeadedHtml:
    """Give every heading of sanitized HTML the id that GitHub gives it; formulas in titles count with their text.

    Repeated titles get `-1`, `-2`, …; an id that other elements of the card or the page have counts as taken. A heading
    that brings an id of its own keeps that on an empty anchor, so that links to either work.
    """
    html, taken = _with_unique_ids(html)
    headings: list[Heading] = []
    pieces: list[str] = []
    end = 0
    for tag, content in _heading_elements(html):
        text = fillings.in_text(unescape(TAG.sub("", content) if "<" in content else content))
        heading = Heading(int(tag["name"][1]), fillings.in_text(text_of(content)), taken.claim(slug(text)))
        headings.append(heading)
        own, attributes = _split_id(tag["attributes"])
        anchor = f'<a id="{own}"></a>' if own and taken.add(unescape(own)) else ""
        pieces += (html[end : tag.start()], f'<{tag["name"]} id="{heading.id}"{attributes}>{anchor}')
        end = tag.end()
    return HeadedHtml("".join((*pieces, html[end:])), tuple(headings), tuple(taken.ids))


def _heading_elements(html: str) -> list[tuple[re.Match[str], str]]:
    """The start tag and the content of each heading, in the order of the text."""
    found: list[tuple[re.Match[str], str]] = []
    opened: list[re.Match[str]] = []
    for match in _HEADING_TAG.finditer(html):
        if not match["end"]:
            opened.append(match)
        elif opened:
            start = opened.pop()
            # Contents of headings in headings repeat each other; nobody writes them deeper than this.
            if len(opened) < MAX_NESTED:
                found.append((start, html[start.end() : match.start()]))
    return sorted(found, key=lambda element: element[0].start())


def _with_unique_ids(html: str) -> tuple[str, _Taken]:
    """The HTML without ids that stand on an element before, and the ids of what is no heading."""
    taken = _Taken()

    def once(match: re.Match[str]) -> str:
        own, others = _split_id(match["attributes"])
        if own is None or _HEADING_NAME.fullmatch(match["name"]) or taken.add(unescape(own)):
            return match[0]
        return f"<{match['name']}{others}>"

    return (TAG.sub(once, html) if ' id="' in html else html), taken


def _split_id(attributes: str) -> tuple[str | None, str]:
    """The id among attributes as it is written, None for none, and the other attributes."""
    found = _UP_TO_ID.match(attributes) if "id=" in attributes else None
    return (found[2], found[1] + attributes[found.end() :]) if found else (None, attributes)


def slug(text: str) -> str:
    """GitHub's anchor for a heading's text: lower case, each space a hyphen, punctuation and symbols dropped.

    Letters, marks, digits, hyphens and connectors such as `_` stay, in every script.
    """
    text = text.strip().lower()
    kept = _DROPPED_OF_ASCII.sub("", text) if text.isascii() else "".join(filter(_stays, text))
    return kept.replace(" ", "-")


def _stays(char: str) -> bool:
    return char in " -" or char.isalpha() or unicodedata.category(char) in _MARKS_AND_NUMBERS


class _Taken:
    """The ids of a page that are given out."""

    def __init__(self) -> None:
        self.ids: dict[str, None] = {}
        self.next_number: dict[str, int] = {}

    def add(self, wanted: str) -> bool:
        """Take an id as it is; False when it is taken."""
        if wanted in self.ids:
            return False
        self.ids[wanted] = None
        return True

    def claim(self, wanted: str) -> str:
        """Take an id, or the first free one with a number; ids that belong to the page get a word in front."""
        base = f"section-{wanted}" if not wanted or is_reserved(wanted) else wanted
        base = base.rstrip("-") if not wanted else base
        number = self.next_number.get(base, 0)
        found = f"{base}-{number}" if number else base
        while not self.add(found):
            number += 1
            found = f"{base}-{number}"
        self.next_number[base] = number
        return found


def contents(headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """The headings as a tree: each one below the nearest heading before it of a higher rank."""
    root: list[Heading] = []
    open_headings: list[tuple[Heading, list[Heading]]] = []

    def close() -> None:
        heading, children = open_headings.pop()
        parent = open_headings[-1][1] if open_headings else root
        parent.append(msgspec.structs.replace(heading, children=tuple(children)))

    for heading in headings:
        while open_headings and open_headings[-1][0].level >= heading.level:
            close()
        open_headings.append((heading, []))
    while open_headings:
        close()
    return tuple(root)
