"""The address of the list of all models with filters and an order set."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from .selection import KINDS, PARAMETERS, Filters
from .sorting import BY_NAME

_KEPT = "/:!'()*"
"""What is written as it is, besides letters, digits and `-._~`."""


def view_query(filters: Filters, sort: str = BY_NAME) -> str:
    """What follows the address of the list: empty, or `?` with the parameters in the one order that all addresses have.

    A repeated parameter has its values in order of their characters, and what is usual is left out, so the same state
    has the same address always. The script of the list, `browse_state.mjs`, writes the same ones.
    """
    pairs = "&".join(f"{name}={quote(value, safe=_KEPT)}" for name, value in _pairs(filters, sort))
    return f"?{pairs}" if pairs else ""


def _pairs(filters: Filters, sort: str) -> Iterator[tuple[str, str]]:
    search = filters.search.strip()
    if search:
        yield "search", search
    for parameter in PARAMETERS:
        for value in sorted(set(filters.values.get(parameter, ()))):
            yield parameter, value
    for name, takes_all in (("any", False), ("all", True)):
        for parameter, kind in sorted(KINDS.items()):
            matters = len(set(filters.values.get(parameter, ()))) > 1
            if matters and filters.takes_all(kind) is takes_all is not kind.takes_all:
                yield name, parameter
    # Where there is a text to search for, the usual order is by how well models fit.
    if sort != BY_NAME or search:
        yield "sort", sort
