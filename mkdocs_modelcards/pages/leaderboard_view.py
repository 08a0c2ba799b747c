"""What the page of a leaderboard shows, and the links to leaderboards from elsewhere."""

from __future__ import annotations

import msgspec

from ..catalog.catalog import Catalog
from ..catalog.facets import TASKS, FacetKind, FacetValue
from ..catalog.leaderboards import MAX_NAME_CHARACTERS, BoardRow, Leaderboard
from ..catalog.lines import one_line
from ..catalog.metrics import metric
from ..catalog.model import CatalogModel
from ..catalog.result_values import value_text
from .evaluation import MAX_VALUE
from .leaderboard_pages import LeaderboardPage
from .result_cells import Origin, is_verified, origin

LINKS_SHOWN = 12


class BoardRowView(msgspec.Struct, frozen=True):
    """One value. `details` say what the card names differently, `percent` is the length of the bar."""

    rank: int | None
    model: CatalogModel
    details: str
    value: str
    percent: float | None
    origin: Origin
    is_verified: bool


class LeaderboardView(msgspec.Struct, frozen=True):
    """The rows of one page, and the pages of the task and the dataset if the catalog has them."""

    rows: tuple[BoardRowView, ...]
    task: FacetValue | None
    dataset: FacetValue | None
    any_verified: bool


class BoardLinks(msgspec.Struct, frozen=True):
    """The first leaderboards of a task or a dataset, and how many there are besides."""

    shown: tuple[Leaderboard, ...]
    others: int


def leaderboard_view(page: LeaderboardPage, catalog: Catalog) -> LeaderboardView:
    """What a page of a leaderboard shows."""
    board = page.board
    names_vary = len({row.result.metric_name for row in page.rows}) > 1
    rows = tuple(_row(row, board, catalog, names_vary) for row in page.rows)
    return LeaderboardView(
        rows,
        catalog.facets[TASKS.key].values.get(board.task),
        catalog.datasets.value(board.dataset),
        any(row.is_verified for row in rows),
    )


def board_links(boards: tuple[Leaderboard, ...]) -> BoardLinks | None:
    """The links to some leaderboards, None for none."""
    return BoardLinks(boards[:LINKS_SHOWN], len(boards[LINKS_SHOWN:])) if boards else None


def board_links_of(kind: FacetKind | None, value: FacetValue | None, catalog: Catalog) -> BoardLinks | None:
    """The links to the leaderboards of a facet's value, which only tasks have."""
    return board_links(catalog.leaderboards.of_task(value.id)) if value and kind is TASKS else None


def _row(row: BoardRow, board: Leaderboard, catalog: Catalog, names_vary: bool) -> BoardRowView:
    model, result = catalog.models[row.model], row.result
    entry, name = result.model_name or "", result.metric_name or ""
    names_model = entry.casefold() in (model.id.casefold(), model.name.casefold(), model.title.casefold())
    is_usual = name.casefold() in (board.metric.name.casefold(), result.metric_type.casefold())
    says_more = not is_usual and (names_vary or metric(name).direction == "unknown")
    details = ("" if names_model else entry, name if says_more else "")
    return BoardRowView(
        row.rank,
        model,
        " · ".join(one_line(detail, MAX_NAME_CHARACTERS) for detail in details if detail),
        value_text(result.written, MAX_VALUE),
        row.number if board.metric.has_bars else None,
        origin(result),
        is_verified(result),
    )
