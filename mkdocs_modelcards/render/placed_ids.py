"""Ids of the page's own on elements of a card's text, so that the page can lead to them."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class PlacedId(msgspec.Struct, frozen=True):
    """An id, and where in the HTML it goes: the offset behind the name of an element without one."""

    place: int
    id: str


def with_ids(html: str, placed: Iterable[PlacedId]) -> str:
    """The HTML with the ids in their places."""
    pieces: list[str] = []
    end = 0
    for one in sorted(placed, key=lambda one: one.place):
        pieces += (html[end : one.place], f' id="{one.id}"')
        end = one.place
    return "".join((*pieces, html[end:])) if pieces else html
