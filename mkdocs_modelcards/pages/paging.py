"""Long lists over several pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from ..catalog.addresses import numbered

T = TypeVar("T")


class Part(msgspec.Struct, frozen=True):
    """Where a page stands in a paged list. `base` is the address of the list's first page, `size` its most items."""

    base: str
    number: int
    count: int
    size: int

    @property
    def address(self) -> str:
        """The page's address."""
        return numbered(self.base, self.number)

    def titled(self, title: str) -> str:
        """The page's title, from that of the list."""
        return title if self.number == 1 else f"{title} (page {self.number})"


class PageLink(msgspec.Struct, frozen=True):
    """A link to another page of a long list; `number` is 0 where pages are left out."""

    number: int
    address: str
    current: bool


def parts(items: Sequence[T], size: int) -> list[tuple[T, ...]]:
    """The items of each page, at most `size`; one page without any for an empty list."""
    return [tuple(items[start : start + size]) for start in range(0, len(items), size)] or [()]


def paged(base: str, items: Sequence[T], size: int) -> Iterator[tuple[Part, tuple[T, ...]]]:
    """The pages of a list whose first page stands at `base`."""
    all_parts = parts(items, size)
    for number, some in enumerate(all_parts, start=1):
        yield Part(base, number, len(all_parts), size), some


def page_links(part: Part) -> list[PageLink]:
    """Links to the first, the last and the nearest pages of a long list; none for a short one."""
    if part.count == 1:
        return []
    wanted = {1, part.count, *range(max(1, part.number - 2), min(part.count, part.number + 2) + 1)}
    links: list[PageLink] = []
    for number in sorted(wanted):
        if links and number > links[-1].number + 1:
            links.append(PageLink(0, "", False))
        links.append(PageLink(number, numbered(part.base, number), number == part.number))
    return links


def counted(models: int) -> str:
    """The number of models in words."""
    return "1 model" if models == 1 else f"{models:,} models"
