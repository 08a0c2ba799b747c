"""What a list of models in an ordinary page shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec
from markupsafe import Markup

from ..catalog.addresses import MODELS
from ..catalog.catalog import Catalog
from ..catalog.facets import BASE_MODEL_RELATIONS, LICENSES, FacetKind
from ..catalog.leaderboards import Leaderboard
from ..catalog.model import CatalogModel
from ..catalog.result_values import value_text
from ..catalog.selection import KINDS, PARAMETERS, RELATION, Filters, select
from ..catalog.sorting import BY_CREATION, by_board, by_sort
from ..catalog.view_address import view_query
from ..lists.definition import FACET_COLUMNS, OTHER_COLUMNS, RESULT, ListDefinition
from .evaluation import MAX_VALUE
from .pieces import Pieces

MAX_VALUES = 5
"""The values of one cell that are shown; others are counted."""


class ColumnHeading(msgspec.Struct, frozen=True):
    """A column's heading, with the address of a page about it, if there is one."""

    text: str
    address: str | None = None
    is_number: bool = False


class CellValue(msgspec.Struct, frozen=True):
    """One value of a cell, and the address of its page."""

    text: str
    address: str


class ListCell(msgspec.Struct, frozen=True):
    """A cell: values with links, of which `others` are left out; or a text, a day or a number."""

    values: tuple[CellValue, ...] = ()
    others: int = 0
    text: str = ""
    day: str = ""
    number: str = ""


class ListRow(msgspec.Struct, frozen=True):
    """A model and its cells."""

    model: CatalogModel
    cells: tuple[ListCell, ...]


class ModelListView(msgspec.Struct, frozen=True):
    """A list as rows of HTML, or as a table (`headings` are there).

    All `total` models of it are at `address` with `query`. There are others, too, where `beyond` says so: after a
    `search` those whose full text has the words, with `filters` and a leaderboard those without a result.

    `wanted` says what the models must have, for a list without any.
    """

    total: int
    shown: int
    address: str
    query: str
    beyond: Literal["", "search", "filters"]
    rows: Markup
    headings: tuple[ColumnHeading, ...]
    table: tuple[ListRow, ...]
    wanted: tuple[str, ...]


def list_view(definition: ListDefinition, catalog: Catalog, pieces: Pieces) -> ModelListView:
    """What a list shows."""
    board = definition.board
    places = select(catalog, definition.filters)
    if board is None:
        ordered = by_sort(catalog, places, definition.sort)
        results = {}
    else:
        ranked = by_board(board, places)
        ordered = tuple(row.model for row in ranked)
        results = {row.model: value_text(row.result.written, MAX_VALUE) for row in ranked}
    shown = ordered[: definition.limit]
    models = [catalog.models[place] for place in shown]
    is_whole_board = board is not None and definition.filters == Filters()
    return ModelListView(
        total=len(ordered),
        shown=len(shown),
        address=board.address if board and is_whole_board else MODELS,
        query="" if is_whole_board else view_query(definition.filters, definition.sort),
        beyond=_beyond(definition, is_whole_board=is_whole_board),
        rows=Markup() if definition.columns else pieces.rows(models, created=definition.sort == BY_CREATION),
        headings=tuple(_heading(column, board) for column in definition.columns),
        table=tuple(
            ListRow(
                model, tuple(_cell(column, model, results.get(place, ""), catalog) for column in definition.columns)
            )
            for place, model in zip(shown, models, strict=True)
        ),
        wanted=tuple(_wanted(definition.filters, board, catalog)),
    )


def _beyond(definition: ListDefinition, *, is_whole_board: bool) -> Literal["", "search", "filters"]:
    if definition.filters.search.split():
        return "search"
    return "filters" if definition.board is not None and not is_whole_board else ""


def _heading(column: str, board: Leaderboard | None) -> ColumnHeading:
    if column == RESULT and board is not None:
        return ColumnHeading(board.metric.name, board.address, is_number=True)
    kind = FACET_COLUMNS.get(column)
    if kind is None:
        return ColumnHeading(OTHER_COLUMNS[column])
    return ColumnHeading(kind.title if kind.multiple else kind.singular)


def _cell(column: str, model: CatalogModel, result: str, catalog: Catalog) -> ListCell:
    if column in FACET_COLUMNS:
        kind = FACET_COLUMNS[column]
        values = kind.values_of(model)
        return ListCell(
            values=tuple(_value(kind, value, catalog) for value in values[:MAX_VALUES]),
            others=len(values[MAX_VALUES:]),
        )
    if column == RESULT:
        return ListCell(number=result)
    if column == "summary":
        return ListCell(text=model.summary)
    days = model.dates
    return ListCell(day="" if days is None else days.created if column == "created" else days.updated)


def _value(kind: FacetKind, value: str, catalog: Catalog) -> CellValue:
    found = catalog.value(kind.key, value)
    # Names of licenses are too long for a table; other lists say the identifiers, too.
    return CellValue(found.id if kind is LICENSES else found.name, found.address)


def _wanted(filters: Filters, board: Leaderboard | None, catalog: Catalog) -> Iterator[str]:
    """Each thing that models must have, in words."""
    for parameter in PARAMETERS:
        values = filters.values.get(parameter, ())
        if not values:
            continue
        if parameter == RELATION:
            yield f"{BASE_MODEL_RELATIONS.singular}: {' or '.join(values)}"
            continue
        kind = KINDS[parameter]
        known = catalog.facets[kind.key].values
        names = [known[value].name if value in known else value for value in values]
        title = kind.singular if len(names) == 1 else kind.title
        yield f"{title}: {(' and ' if filters.takes_all(kind) else ' or ').join(names)}"
    if filters.search.split():
        yield f"Words: {' '.join(filters.search.split())}"
    if board is not None:
        yield f"Result: {board.title}"
