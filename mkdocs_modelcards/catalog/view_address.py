"""The address of the list of all models with filters and an order set."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from .selection import KINDS, PARAMETERS, Filters
from .sorting import BY_NAME


def view_query(filters: Filters, sort: str = BY_NAME) -> str:
    """What follows the address of the list: empty, or `?` with the parameters in the one order that all addresses have.

    A repeated parameter has its values in order of their characters, and what is usual is left out, so the same state
    has the same address always.
    """
    pairs = "&".join(f"{name}={quote(value, safe='/:')}" for name, value in _pairs(filters, sort))
    return f"?{pairs}" if pairs else ""


def _pairs(filters: Filters, sort: str) -> Iterator[tuple[str, str]]:
    search = " ".join(filters.search.split())
    if search:
        yield "search", search
    for parameter in PARAMETERS:
        for value in sorted(set(filters.values.get(parameter, ()))):
            yield parameter, value
    switched = [kind for kind in KINDS.values() if kind.multiple and filters.takes_all(kind) != kind.takes_all]
    for name, takes_all in (("any", False), ("all", True)):
        for parameter in sorted(kind.parameter for kind in switched if filters.takes_all(kind) is takes_all):
            yield name, parameter
    if sort != BY_NAME:
        yield "sort", sort
