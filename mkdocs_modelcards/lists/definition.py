"""What a list of models in a page is: which models, in which order, how many, with which columns."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ..catalog.facets import (
    BASE_MODELS,
    DATASETS_FACET,
    LANGUAGES,
    LIBRARIES,
    LICENSES,
    METRICS,
    ORGANIZATIONS_FACET,
    TAGS,
    TASKS,
    FacetKind,
)
from ..catalog.leaderboards import Leaderboard
from ..catalog.selection import Filters
from ..catalog.sorting import BY_NAME

MAX_LIMIT = 200
DEFAULT_LIMIT = 10
MAX_FILTER_VALUES = 100
"""The most values of all filters together; the list of all models takes no more from an address."""

FACET_COLUMNS: Mapping[str, FacetKind] = {
    "task": TASKS,
    "library": LIBRARIES,
    "language": LANGUAGES,
    "license": LICENSES,
    "dataset": DATASETS_FACET,
    "base_model": BASE_MODELS,
    "metric": METRICS,
    "tags": TAGS,
    "organization": ORGANIZATIONS_FACET,
}
"""The columns with values of facets."""

OTHER_COLUMNS: Mapping[str, str] = {"summary": "Summary", "created": "Created", "updated": "Updated"}
"""The other columns with their headings, apart from `RESULT`."""

RESULT = "result"
"""The column with the values of the leaderboard that the list is sorted by; its heading is the metric."""

COLUMNS = (*FACET_COLUMNS, *OTHER_COLUMNS, RESULT)


class ListDefinition(msgspec.Struct, frozen=True):
    """A list. `board` is the leaderboard that it is sorted by, if it is; without `columns`, it has rows."""

    filters: Filters = Filters()
    sort: str = BY_NAME
    board: Leaderboard | None = None
    limit: int = DEFAULT_LIMIT
    columns: tuple[str, ...] = ()
