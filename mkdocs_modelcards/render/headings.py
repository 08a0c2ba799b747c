"""Heading ids by GitHub's rule, and the contents tree."""

from __future__ import annotations

import re

import msgspec

from .sanitize import RESERVED_ID_PREFIXES
from .tags import ATTRIBUTES, TAG, attribute, text_of

_HEADING = re.compile(rf"<h([1-6])({ATTRIBUTES})>(.*?)</h\1>", re.DOTALL)
_DROPPED = re.compile(r"[^\w\- ]")
_HEADING_NAME = re.compile(r"h[1-6]")
_ID_ATTRIBUTE = re.compile(r'\sid="([^"]*)"')


class Heading(msgspec.Struct, frozen=True):
    """A heading with its level (1 to 6), its text, its id, and the headings below it."""

    level: int
    title: str
    id: str
    children: tuple[Heading, ...] = ()


class HeadedHtml(msgspec.Struct, frozen=True):
    """HTML whose headings have ids, and those headings in the order of the text, without nesting."""

    html: str
    headings: tuple[Heading, ...]


def add_heading_ids(html: str) -> HeadedHtml:
    """Give every heading of sanitized HTML the id that GitHub gives it.

    Repeated titles get `-1`, `-2`, …; an id that other elements of the card or the page have counts as taken. A heading
    that brings an id of its own keeps that on an empty anchor, so that links to either work.
    """
    ids = ((match["name"], attribute(match, "id")) for match in TAG.finditer(html) if "id=" in match["attributes"])
    taken = _Taken({value for name, value in ids if value and not _HEADING_NAME.fullmatch(name)})
    headings: list[Heading] = []

    def with_id(match: re.Match[str]) -> str:
        level, attributes, content = match.groups()
        title = text_of(content)
        heading = Heading(int(level), title, taken.claim(slug(title)))
        headings.append(heading)
        own = _ID_ATTRIBUTE.search(attributes)
        anchor = f'<a id="{own[1]}"></a>' if own and taken.add(own[1]) else ""
        return f'<h{level} id="{heading.id}"{_ID_ATTRIBUTE.sub("", attributes)}>{anchor}{content}</h{level}>'

    return HeadedHtml(_HEADING.sub(with_id, html), tuple(headings))


def slug(title: str) -> str:
    """GitHub's anchor for a title: lower case, punctuation dropped, each space a hyphen."""
    return _DROPPED.sub("", title.strip().lower()).replace(" ", "-")


class _Taken:
    def __init__(self, ids: set[str]) -> None:
        self.ids = ids
        self.next_number: dict[str, int] = {}

    def add(self, wanted: str) -> bool:
        """Take an id as it is; False when it is taken."""
        if wanted in self.ids:
            return False
        self.ids.add(wanted)
        return True

    def claim(self, wanted: str) -> str:
        found = wanted or "section"
        number = self.next_number.get(wanted, 0)
        while found in self.ids or found.startswith(RESERVED_ID_PREFIXES):
            number += 1
            found = (
                f"{wanted.lstrip('_')}-{number}" if wanted.startswith(RESERVED_ID_PREFIXES) else f"{wanted}-{number}"
            )
            if found.startswith(RESERVED_ID_PREFIXES):
                found = f"section-{found}"
        self.next_number[wanted] = number
        self.ids.add(found)
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
