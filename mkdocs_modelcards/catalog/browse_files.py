"""The data behind the filters of `models/`: one compact index, and pieces that are loaded when they are needed.

Names hold a hash of the content, so a browser may keep them for as long as it likes. The files are a part of the page,
not a contract; programs read `catalog.json`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate, groupby

import msgspec

from ..history import CardDates
from ..identifiers import url_path
from .addresses import BROWSE
from .catalog import Catalog
from .facets import BASE_MODEL_RELATIONS, ORGANIZATIONS_FACET, Facet, models_by_value
from .leaderboards import Leaderboard
from .model import CatalogModel
from .result_values import value_text
from .sorting import board_sort

TEXTS_PER_FILE = 200
"""Models whose titles and summaries come in one piece: 10 to 15 kB compressed."""

MAX_CHARACTERS = 3_000
"""Characters of one card's values in one facet that can be filtered by. Every reader loads them."""

MAX_VALUE = 40
"""Characters of a result in a row."""


class BrowseFacet(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A facet in the index.

    `models` has the places of each value's models, the first as it is and the others as the distance to the one before.
    `names` has the names of values that are not named by their identifiers, `groups` the group of those that have one,
    `addresses` where the page of a value is when that is not `base` and the identifier; `spellings` other spellings.
    """

    parameter: str
    title: str
    base: str = ""
    multiple: bool = False
    takes_all: bool = False
    values: list[str]
    models: list[list[int]]
    names: dict[str, str] = {}
    groups: dict[str, str] = {}
    addresses: dict[str, str] = {}
    spellings: dict[str, str] = {}


class BrowseIndex(msgspec.Struct, frozen=True, kw_only=True):
    """All that filters, counts and sorting need.

    `ids` are those of all models in the order of the catalog, by organization (empty for ids without one), which may
    come several times. `addresses` are those of pages that are not at their id, by place. Days are counted back from
    `newest`, an ISO 8601 day; -1 stands for none. `texts` are the files of titles and summaries, `results` is that of
    leaderboards.
    """

    ids: list[tuple[str, list[str]]]
    addresses: dict[str, str]
    facets: list[BrowseFacet]
    newest: str
    updated: list[int]
    created: list[int]
    per_text: int
    texts: list[str]
    results: str


class BrowseBoard(msgspec.Struct, frozen=True, array_like=True):
    """A leaderboard to sort by: its address below `LEADERBOARDS`, its title, and the models by rank with their values.

    A model stands in it once, with its best value.
    """

    path: str
    task: str
    title: str
    models: list[int]
    values: list[str]


class BrowseFiles(msgspec.Struct, frozen=True):
    """The address of the index, and all files with their addresses."""

    index: str
    files: tuple[tuple[str, bytes], ...]


def browse_files(catalog: Catalog) -> BrowseFiles:
    """The files of a catalog; the same catalog gives the same bytes."""
    models = catalog.models
    texts = [
        _named("texts", [(model.own_title, model.summary) for model in models[start : start + TEXTS_PER_FILE]])
        for start in range(0, len(models), TEXTS_PER_FILE)
    ]
    boards = [board for board in map(_board, catalog.leaderboards.all) if len(board.models) > 1]
    results = [_named("results", boards)] if boards else []
    newest = max((model.dates.updated for model in models if model.dates), default="")
    index = BrowseIndex(
        ids=_ids(models),
        addresses={
            str(place): url_path(model.address) for place, model in enumerate(models) if model.address != f"{model.id}/"
        },
        facets=[*(_facet(facet, models) for facet in catalog.facets.values()), _relations(models)],
        newest=newest,
        updated=_days(models, newest, lambda dates: dates.updated),
        created=_days(models, newest, lambda dates: dates.created),
        per_text=TEXTS_PER_FILE,
        texts=[name for name, _ in texts],
        results=results[0][0] if results else "",
    )
    name, content = _named("index", index)
    files = ((name, content), *texts, *results)
    return BrowseFiles(f"{BROWSE}{name}", tuple((f"{BROWSE}{name}", content) for name, content in files))


def _named(kind: str, value: object) -> tuple[str, bytes]:
    content = msgspec.json.encode(value)
    return f"{kind}-{hashlib.sha256(content).hexdigest()[:10]}.json", content


def _ids(models: Sequence[CatalogModel]) -> list[tuple[str, list[str]]]:
    runs = groupby(models, key=lambda model: model.organization or "")
    return [(organization, [model.name for model in run]) for organization, run in runs]


def _days(models: Sequence[CatalogModel], newest: str, day_of: Callable[[CardDates], str]) -> list[int]:
    """How many days before `newest` each model's day is; nothing where no model has one."""
    if not newest:
        return []
    end = date.fromisoformat(newest)
    return [(end - date.fromisoformat(day_of(model.dates))).days if model.dates else -1 for model in models]


def _facet(facet: Facet, models: Sequence[CatalogModel]) -> BrowseFacet:
    kind = facet.kind
    left_out = _left_out(facet, models)
    placed = [
        (value, [place for place in value.models if (value.id, place) not in left_out] if left_out else value.models)
        for value in facet.values.values()
    ]
    values = [value for value, places in placed if places]
    # The pages of organizations are not below that of their index.
    base = "" if kind is ORGANIZATIONS_FACET else kind.address
    return BrowseFacet(
        parameter=kind.parameter,
        title=kind.singular,
        base=base,
        multiple=kind.multiple,
        takes_all=kind.takes_all,
        values=[value.id for value in values],
        models=[list(_distances(places)) for _, places in placed if places],
        names={value.id: value.name for value in values if value.name != value.id},
        groups={value.id: value.group for value in values if value.group},
        addresses={value.id: url_path(value.address) for value in values if value.address != f"{base}{value.id}/"},
        spellings=dict(facet.spellings),
    )


def _left_out(facet: Facet, models: Sequence[CatalogModel]) -> set[tuple[str, int]]:
    """The values that can't be filtered by, each with the place of the model that has too many or too long ones."""
    found = set()
    for place, model in enumerate(models):
        values = facet.kind.values_of(model)
        if sum(map(len, values)) <= MAX_CHARACTERS:
            continue
        for value, characters in zip(values, accumulate(map(len, values)), strict=True):
            if characters > MAX_CHARACTERS:
                found.add((facet.spellings.get(value, value), place))
    return found


def _relations(models: Sequence[CatalogModel]) -> BrowseFacet:
    kind = BASE_MODEL_RELATIONS
    values = models_by_value(kind, models)
    return BrowseFacet(
        parameter=kind.parameter,
        title=kind.singular,
        values=[value for value, _ in values],
        models=[list(_distances(places)) for _, places in values],
        names={value: kind.name_of(value) for value, _ in values},
    )


def _distances(places: Iterable[int]) -> Iterator[int]:
    before = 0
    for place in places:
        yield place - before
        before = place


def _board(board: Leaderboard) -> BrowseBoard:
    best: dict[int, str] = {}
    for row in board.rows:
        if row.rank is not None:
            best.setdefault(row.model, value_text(row.result.written, MAX_VALUE))
    return BrowseBoard(board_sort(board), board.task_name, board.title, list(best), list(best.values()))
