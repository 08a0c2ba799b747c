"""The filters beside the list of all models, as they are before a script makes them work: links to lists."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ..catalog.catalog import Catalog
from ..catalog.facets import (
    BASE_MODEL_RELATIONS,
    BASE_MODELS,
    LANGUAGES,
    LICENSES,
    TASKS,
    FacetKind,
    FacetValue,
    models_by_value,
)
from .site_pages import ListingPage, ValueGroup, group_values

VALUES_SHOWN = 10
"""Values of a facet that are shown at first."""

OPEN_AT_FIRST = (TASKS, LANGUAGES, LICENSES)


class Filter(msgspec.Struct, frozen=True):
    """A facet's most frequent values, in groups. `total` is how many there are in all."""

    kind: FacetKind
    groups: tuple[ValueGroup, ...]
    total: int
    is_open: bool


class FilterPanel(msgspec.Struct, frozen=True):
    """The filters, and what the script that makes them work has to know.

    `index_file` is the address of its data, `page_size` how many models it shows at once. `has_dates` and `has_results`
    say what models can be sorted by.
    """

    filters: tuple[Filter, ...]
    index_file: str
    page_size: int
    has_dates: bool
    has_results: bool
    values_shown: int = VALUES_SHOWN


def filter_panel(page: ListingPage, catalog: Catalog, index_file: str) -> FilterPanel | None:
    """The panel of the first page of all models; None on others, and where there is nothing to choose from."""
    if page.part.number > 1 or not index_file or len(catalog.models) < 2:
        return None
    return FilterPanel(
        tuple(_filters(catalog)),
        index_file,
        page.part.size,
        any(model.dates for model in catalog.models),
        any(board.direction != "unknown" for board in catalog.leaderboards.all),
    )


def _filters(catalog: Catalog) -> Iterator[Filter]:
    for facet in catalog.facets.values():
        if facet.values:
            yield _filter(facet.kind, tuple(facet.values.values()))
        if facet.kind is BASE_MODELS and facet.values:
            kind = BASE_MODEL_RELATIONS
            found = models_by_value(kind, catalog.models)
            # Without an address: there is no page with the models of one relation to any base model.
            yield _filter(
                kind, tuple(FacetValue(value, kind.name_of(value), "", "", places) for value, places in found)
            )


def _filter(kind: FacetKind, values: tuple[FacetValue, ...]) -> Filter:
    return Filter(kind, group_values(values[:VALUES_SHOWN]), len(values), kind in OPEN_AT_FIRST)
