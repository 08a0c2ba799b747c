"""The table of contents in a card's text: built where the card asks for one, or wrote one by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

import msgspec

from .headings import Heading
from .tags import ATTRIBUTES, TAG, text_of

_TITLE = re.compile(r"\W*(?:table of )?contents\W*", re.IGNORECASE)
_FULL_TITLE = re.compile(r"\W*table of contents\W*", re.IGNORECASE)
_MARK = re.compile(r"<p>\s*(?:\[TOC\]|\[\[<em>TOC</em>\]\]|\[\[_TOC_\]\])\s*</p>")
_HEADING = re.compile(rf'<h[1-6] id="([^"]*)"{ATTRIBUTES}>')
_IN_PAGE_LINK = re.compile(rf'<a(?={ATTRIBUTES}\s+href="#[^"]){ATTRIBUTES}>|<a href="#[^"]')
_LINK = re.compile(rf"<a(?={ATTRIBUTES}\s+href=){ATTRIBUTES}>")
_WHOLE_LINK = re.compile(rf"<a{ATTRIBUTES}>.*?</a>", re.DOTALL)
_ITEM = re.compile(rf"<li{ATTRIBUTES}>")


class Place(msgspec.Struct, frozen=True):
    """Where contents stand: offsets into the HTML, and the id of the heading above, None for a mark."""

    start: int
    stop: int
    heading: str | None


def contents_places(html: str, headings: Iterable[Heading]) -> tuple[Place, ...]:
    """Where a text shows its contents: `[TOC]`, `[[_TOC_]]`, and hand-written lists.

    A hand-written list is one below a heading such as *Table of Contents* that holds nothing but links to headings. A
    heading *Table of Contents* with neither a list nor links below it is such a place, too. `html` is sanitized and
    `headings` are its headings, in order.
    """
    titles = {heading.id: heading.title for heading in headings if _TITLE.fullmatch(heading.title)}
    marks = _MARK.finditer(html) if "TOC" in html else ()
    found = {mark.start(): Place(mark.start(), mark.end(), None) for mark in marks}
    if titles:
        found.update((place.start, place) for place in _sections(html, titles))
    return tuple(found[start] for start in sorted(found))


def fill_contents(html: str, places: Sequence[Place], contents: tuple[Heading, ...]) -> str:
    """The HTML with the built contents in the first of their places; as it was when there is nothing to show.

    What stands in the other places goes: one list is enough, and thousands of long ones would be too many.
    """
    if not contents or not places:
        return html
    pieces: list[str] = []
    end = 0
    built = f'<div class="mc-toc" data-mc-generated="">{_list(contents)}</div>'
    for place in places:
        if place.start >= end:
            pieces += (html[end : place.start], built)
            built = ""
            end = place.stop
    return "".join((*pieces, html[end:]))


def _list(headings: tuple[Heading, ...]) -> str:
    items = (
        f'<li><a href="#{escape(heading.id)}">{escape(heading.title)}</a>'
        f"{_list(heading.children) if heading.children else ''}</li>"
        for heading in headings
    )
    return f"<ul>{''.join(items)}</ul>"


def _sections(html: str, titles: Mapping[str, str]) -> Iterator[Place]:
    starts = list(_HEADING.finditer(html))
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        if start[1] in titles:
            body = html.find("</h", start.end()) + len("</h1>")
            stop = following.start() if following else len(html)
            yield from _section(html, body, stop, start[1], titles[start[1]])


def _section(html: str, start: int, stop: int, heading: str, title: str) -> Iterator[Place]:
    lists = _lists(html, start, stop)
    for first, last in lists:
        if _is_contents(html[first:last]):
            yield Place(first, last, heading)
    marks = [Place(mark.start(), mark.end(), heading) for mark in _MARK.finditer(html, start, stop)]
    yield from marks
    if not lists and not marks and _FULL_TITLE.fullmatch(title) and not _IN_PAGE_LINK.search(html, start, stop):
        yield Place(start, start, heading)


def _is_contents(html: str) -> bool:
    """Whether a list says nothing but where the headings are, so that nothing is lost without it."""
    links = len(_IN_PAGE_LINK.findall(html))
    if (
        ' id="' in html
        or ' name="' in html
        or not links
        or links < len(_ITEM.findall(html))
        or links != len(_LINK.findall(html))
    ):
        return False
    return not any(char.isalnum() for char in text_of(_WHOLE_LINK.sub("", html)))


def _lists(html: str, first: int, last: int) -> list[tuple[int, int]]:
    """Where the outermost lists of a stretch of HTML start and end."""
    found: list[tuple[int, int]] = []
    depth = start = 0
    for tag in TAG.finditer(html, first, last):
        if tag["name"] not in ("ol", "ul"):
            continue
        if not tag["end"]:
            start = start if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                found.append((start, tag.end()))
    return found
