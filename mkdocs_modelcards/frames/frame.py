"""A frame: what a theme's template writes around the values of a page.

A theme's page template takes a hundred times longer to render than it takes to join its output from known parts. Most
pages of a catalog differ in a few values only: title, description, content, table of contents, address. So the
template is rendered with marks in the place of these (`marks.py`), its output is cut where the marks are, and pages are
the cuts joined with values.

This is only right if the template does nothing with a value but write it. Texts that notice more (`watched.py`) stand
for the values while it is rendered, and where they do, nothing is learned.

An address is the one value that a theme works with: links from a page to others are relative. So each part of the
page's address has a mark, and links lead as many parts up as the address has. They would be shorter for a page that
shares its first parts with what a link leads to. Those first parts are read off the links themselves, and pages that
begin with one of them have another frame, in which that part is not a mark (`siblings`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from .contents import Contents, Entry, learned
from .marks import Marked, Slot, UnlearnableError, formed

CONTENTS = Slot("contents", "")
CLIMB = re.compile(r"((?:\.\./)+)([^/\"'<>\s\\&]*)")


class Frame(msgspec.Struct, frozen=True):
    """The texts between a page's slots, and how its table of contents is written.

    `siblings` are the first parts of addresses for which links would be shorter.
    """

    marked: Marked
    contents: Contents | None
    siblings: frozenset[str]

    def fill(self, values: Mapping[str, str], entries: Sequence[Entry]) -> str | None:
        """The page with its values in the slots.

        None when the frame does not know how to write the page's contents, or a value's filters bring forth a tag.
        """
        parts = [self.marked.texts[0]]
        for slot, text in zip(self.marked.slots, self.marked.texts[1:], strict=True):
            if slot is CONTENTS:
                value = self.contents.write(entries) if self.contents else None
            else:
                value = formed(slot.form, values[slot.field])
            if value is None:
                return None
            parts += (value, text)
        return "".join(parts)

    def joined(self, other: Frame) -> Frame:
        """What two renderings for pages of one kind taught. Raises `UnlearnableError` where they differ."""
        if self.marked != other.marked:
            raise UnlearnableError("it writes pages of one kind in different ways")
        contents = self.contents.joined(other.contents) if self.contents and other.contents else None
        return Frame(self.marked, contents, self.siblings | other.siblings)


def frame_of(marked: Marked, entries: Sequence[Entry], *, by_level: bool, climb: int) -> Frame:
    """The frame that a template's output shows.

    The slots' fields are a page's values, or `id:N` and `title:N` of the entries of its contents; `climb` is how many
    marks the page's address has. Raises `UnlearnableError`.
    """
    listed = [number for number, slot in enumerate(marked.slots) if ":" in slot.field]
    siblings = _siblings("\0".join(marked.texts), climb)
    if not listed:
        return Frame(marked, None, siblings)
    first, last = listed[0], listed[-1]
    if len(listed) != last - first + 1:
        raise UnlearnableError("it writes the table of contents in several places")
    part = Marked(marked.texts[first : last + 2], marked.slots[first : last + 1])
    contents = learned(part, entries, by_level=by_level)
    texts = (*marked.texts[:first], "", "", *marked.texts[last + 2 :])
    slots = (*marked.slots[:first], CONTENTS, *marked.slots[last + 1 :])
    return Frame(Marked(texts, slots), contents, siblings)


def _siblings(html: str, climb: int) -> frozenset[str]:
    return frozenset(name for up, name in CLIMB.findall(html) if up.count("/") == climb and name)
