"""A page that a theme's template is rendered with, in the place of a page of the catalog, to learn a frame from it.

It has marks where that page has values, and equals it in all else that themes ask pages for. What else a template asks
for is noted: another page may answer otherwise.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Sequence
from typing import Any

import msgspec
from mkdocs.structure import StructureItem
from mkdocs.structure.pages import Page

from .frames.contents import Entry, Shape, State
from .frames.marks import Marks
from .frames.watched import Notes, Watched, WatchedContent, WatchedEntry, WatchedList, WatchedText, WatchedUrl


class Kind(msgspec.Struct, frozen=True):
    """What is the same for all pages of a variant, as far as templates may ask pages for it.

    `parts` is how many parts the address has, and `file_name` what follows them. `toc` is 0 without contents, 1 with a
    title only, 2 with entries below it. `meta` is for comparison only.
    """

    parts: int
    file_name: str
    has_h1: bool
    has_description: bool
    has_canonical_url: bool
    has_abs_url: bool
    edit_url: str | None
    is_index: bool
    toc: int
    meta: object


class Lesson:
    """A page of marks, with what templates do to it (`notes`), the mark of its content, and its entries.

    `climb` is how many parts of its address are marks.
    """

    def __init__(self, real: Page, kind: Kind, shape: Shape, fixed_parts: Sequence[str], marks: Marks) -> None:
        self.marks = marks
        self.notes = Notes()
        self.climb = kind.parts - len(fixed_parts)
        self.entries: list[Entry] = []
        self.content_mark = marks.text("content")
        self.page = page = StandIn(real, kind, self.notes)
        parts = [*fixed_parts, *(marks.plain(f"part{number}") for number in range(len(fixed_parts), kind.parts))]
        folder = "/".join(parts)
        page.url = WatchedUrl(f"{folder}/{kind.file_name}", self.notes, "page.url")
        page.file = StandInFile(folder, real.file, self.notes)  # type: ignore[assignment]  # as far as needed
        page.title = WatchedText(marks.text("title"), self.notes, "page.title")
        content = WatchedContent(self.content_mark, self.notes, "page.content")
        content.has_h1 = kind.has_h1
        page.content = content
        page.canonical_url = self._text(marks, "canonical_url", kind.has_canonical_url)
        page.abs_url = self._text(marks, "abs_url", kind.has_abs_url)
        if kind.has_description:
            page.meta["description"] = WatchedText(marks.text("description"), self.notes, "page.meta.description")
        below = self._list(shape, (), marks)
        root = [WatchedEntry(marks.text("root_title"), marks.plain("root_id"), 1, below, self.notes)]
        page.toc = WatchedList(root if kind.toc else [], self.notes, outermost=True)  # type: ignore[assignment]  # too

    def _text(self, marks: Marks, name: str, present: bool) -> str | None:
        return WatchedText(marks.text(name), self.notes, f"page.{name}") if present else None

    def _list(self, shape: Shape, above: State, marks: Marks) -> WatchedList:
        items: list[WatchedEntry] = []
        for level, below in shape:
            number, levels = len(self.entries), (*above, level)
            self.entries.append(Entry(levels, bool(below), "", ""))
            title, anchor = marks.text(f"title:{number}"), marks.plain(f"id:{number}")
            items.append(WatchedEntry(title, anchor, level, self._list(below, levels, marks), self.notes))
        return WatchedList(items, self.notes)


class StandIn(Watched, Page):
    """The page that templates see. It is no page of any file, so it does not tell a file that it is."""

    url = ""
    is_homepage = False
    is_index = False

    def __init__(self, real: Page, kind: Kind, notes: Notes) -> None:
        self._real = real
        self._notes = notes
        self.edit_url = kind.edit_url
        self.is_index = kind.is_index
        self.children = None
        self.previous_page = None
        self.next_page = None
        self.active = True
        self.meta = dict(real.meta)

    def __eq__(self, other: object) -> bool:
        # Themes look for the current page in the navigation, where pages of the catalog with frames are not.
        return self is other

    __hash__ = Page.__hash__

    def __getattr__(self, name: str) -> Any:
        if not hasattr(self._real, name):
            self._notes.missing.add(name)
            raise AttributeError(name)
        self._notes.asked.append(f"page.{name}")
        return getattr(self._real, name)


class StandInFile(Watched):
    """The source file of the page of marks: its path, and nothing else."""

    def __init__(self, folder: str, real: object, notes: Notes) -> None:
        self.src_uri = WatchedText(posixpath.join(folder, "index.md"), notes, "page.file.src_uri")
        self.src_path = WatchedText(os.path.normpath(str(self.src_uri)), notes, "page.file.src_path")
        self._real = real
        self._notes = notes

    def __getattr__(self, name: str) -> object:
        self._notes.asked.append(f"page.file.{name}")
        return getattr(self._real, name)


def pages_in(items: Sequence[StructureItem]) -> set[int]:
    """The identities of all pages in a navigation."""
    found: set[int] = set()
    for item in items:
        found.add(id(item))
        if item.is_section:
            found |= pages_in(getattr(item, "children", None) or [])
    return found
