"""What of a page and of the context that MkDocs renders it in goes into a frame's slots, and what into its variant.

A template sees the page and the context, and nothing else of a page. So each value there either is in a slot, or is
the same for all pages that share a frame. Pages with a value that can't be compared have no frame.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import cast

import msgspec
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from .frames.contents import Entry, Shape, State
from .frames.watched import H1
from .mkdocs_stand_in import Kind

SAME_OBJECTS = ("nav", "pages", "config")
"""What MkDocs puts into the context of every page, the same objects for all."""
CLOCK = "build_date_utc"
"""In the context, the moment when MkDocs asked for it: another one for each page."""
PLAIN_TYPES = (bool, int, float, date, datetime)
ADDRESS = re.compile(r"((?:[A-Za-z0-9_~-][A-Za-z0-9_~.-]*/)+)([A-Za-z0-9_-]+\.html)?")
"""Addresses that are written like the path of their source, whatever filter they go through."""
MARKUP = re.compile("[<>\"'\t\n\r\f\v]")
"""Signs that would make the same template write other markup, or fold with white space around (`compact.py`)."""
ENDS = ("\0 ", " \0", "\0\0")
"""The same at the ends of texts, and of an empty one, when texts are joined with `\0`."""

_NOT_COMPARED = {*SAME_OBJECTS, CLOCK, "page"}


class NotPlainError(Exception):
    """A value that two pages can't be compared by."""


class PageValues(msgspec.Struct, frozen=True):
    """A page's values for the slots, the parts of its address, and all that its variant depends on."""

    kind: Kind
    context: Hashable
    parts: tuple[str, ...]
    values: Mapping[str, str]
    entries: tuple[Entry, ...]


def page_values(page: Page, context: Mapping[str, object], content: str) -> PageValues:
    """Read a page that is not in the navigation. Raises `NotPlainError`."""
    if page.parent or page.previous_page or page.next_page or page.children:
        raise NotPlainError
    address = ADDRESS.fullmatch(page.url)
    if not address or page.file.src_uri != f"{address[1]}index.md" or not page.title:
        raise NotPlainError
    parts = tuple(address[1].split("/")[:-1])
    toc = list(page.toc)
    if toc and (len(toc) > 1 or toc[0].level != 1):
        raise NotPlainError
    entries = tuple(_entries(toc[0].children, ())) if toc else ()
    root = next(_entries(toc, ())) if toc else None
    description = page.meta.get("description")
    values = {f"part{number}": part for number, part in enumerate(parts)} | {"title": page.title}
    if description:
        values["description"] = description
    if page.canonical_url:
        values["canonical_url"] = page.canonical_url
    if page.abs_url:
        values["abs_url"] = page.abs_url
    if root:
        values |= {"root_id": root.id, "root_title": root.title}
    _check_texts(values.values(), entries)
    kind = Kind(
        parts=len(parts),
        file_name=address[2] or "",
        has_h1=H1 in content,
        has_description=bool(description),
        has_canonical_url=bool(page.canonical_url),
        has_abs_url=bool(page.abs_url),
        edit_url=page.edit_url,
        is_index=page.is_index,
        toc=0 if not toc else 2 if entries else 1,
        meta=comparable({name: page.meta[name] for name in page.meta if name != "description" or not description}),
    )
    around = tuple([(name, comparable(value)) for name, value in context.items() if name not in _NOT_COMPARED])
    values["content"] = content
    return PageValues(kind, around, parts, values, entries)


def shape_of(items: Iterable[AnchorLink]) -> Shape:
    """The levels of entries, and of those below them."""
    return tuple((item.level, shape_of(item.children)) for item in items)


def _entries(items: Iterable[AnchorLink], above: State) -> Iterator[Entry]:
    for item in items:
        # More attributes than MkDocs gives it: a plugin tells the theme something about this entry.
        if type(item) is not AnchorLink or len(vars(item)) != 4:
            raise NotPlainError
        levels = (*above, item.level)
        yield Entry(levels, bool(item.children), item.id, item.title)
        yield from _entries(item.children, levels)


def _check_texts(values: Iterable[str], entries: Iterable[Entry]) -> None:
    ids = [entry.id for entry in entries]
    texts = ["", *values, *ids, *[entry.title for entry in entries], ""]
    if set(map(type, texts)) != {str}:
        raise NotPlainError
    joined = "\0".join(texts)
    # MkDocs turns a backslash in an address around.
    if MARKUP.search(joined) or any(end in joined for end in ENDS) or "\\" in "".join(ids):
        raise NotPlainError


def comparable(value: object) -> Hashable:
    """A value that is equal to those of equal values of plain types. Raises `NotPlainError` for others."""
    kind = type(value)
    if kind is str or value is None:
        return value
    if kind is list or kind is tuple:
        return (kind, *[comparable(item) for item in cast(Iterable[object], value)])
    if kind is dict:
        pairs = cast(Mapping[object, object], value).items()
        return (kind, *[(comparable(name), comparable(item)) for name, item in pairs])
    if kind in PLAIN_TYPES:
        # With the type, because 1 equals True and is written in another way.
        return (kind, value)
    raise NotPlainError
