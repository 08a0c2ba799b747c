"""The orders that a list of models can have."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from urllib.parse import unquote

from .addresses import LEADERBOARDS
from .catalog import Catalog
from .leaderboards import BoardRow, Leaderboard
from .model import CatalogModel

BY_NAME = "name"
BY_CHANGE = "modified"
BY_CREATION = "created"
SORTS = (BY_NAME, BY_CHANGE, BY_CREATION)
"""The orders besides those of leaderboards: by id, and by the day of the last or first change, the latest first."""


def board_sort(board: Leaderboard) -> str:
    """What stands for the order of a leaderboard: its address without what all have in common."""
    return board.address.removeprefix(LEADERBOARDS).rstrip("/")


def board_at(boards: Iterable[Leaderboard], written: str) -> Leaderboard | None:
    """The leaderboard that a sort or an address stands for, however much of the address that is."""
    wanted = unquote(written).strip("/").removeprefix(LEADERBOARDS).strip("/").casefold()
    return next((board for board in boards if board_sort(board).casefold() == wanted), None)


def by_sort(catalog: Catalog, places: Sequence[int], sort: str) -> tuple[int, ...]:
    """The places in one of the `SORTS`; models without dates come last. `places` are in the catalog's order, by id."""
    if sort == BY_NAME:
        return tuple(places)
    days = {place: _day(catalog.models[place], sort) for place in places}
    return tuple(sorted(places, key=lambda place: days[place], reverse=True))


def by_board(board: Leaderboard, places: Collection[int]) -> tuple[BoardRow, ...]:
    """The best row of each model that the leaderboard has, in its order. Models without a result are left out."""
    wanted = frozenset(places)
    best: dict[int, BoardRow] = {}
    for row in board.rows:
        if row.model in wanted:
            best.setdefault(row.model, row)
    return tuple(best.values())


def _day(model: CatalogModel, sort: str) -> str:
    if model.dates is None:
        return ""
    return model.dates.created if sort == BY_CREATION else model.dates.updated
