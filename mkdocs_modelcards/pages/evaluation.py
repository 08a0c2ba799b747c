"""The evaluation results of a card, as tables."""

from __future__ import annotations

import msgspec

from ..catalog.catalog import Catalog
from ..catalog.leaderboards import (
    MAX_NAME_CHARACTERS,
    MAX_RESULTS,
    UNNAMED,
    arguments,
    is_benchmark,
    metric_of,
    task_name,
)
from ..catalog.lines import one_line
from ..catalog.metrics import Metric, metric
from ..catalog.model import CatalogModel
from ..catalog.result_values import comparable, value_text
from ..parse.evaluation import EvalResult
from .result_cells import NOWHERE, Origin, is_verified, origin

DEFAULT_TASK = "default"
"""The task of a benchmark that has only one, in files beside a card."""

HEADLINES = 3
MAX_VALUE = 60
MAX_DETAILS = 200
REVISION_SHOWN = 8
"""Characters of a commit's hash that tell it from others."""


class ResultRow(msgspec.Struct, frozen=True):
    """One value: the metric's name, what else is said of it, the value as written, and the length of its bar.

    `direction` says which values are better, and is empty where that is not known; pages that compare models read it.
    """

    name: str
    details: str
    value: str
    percent: float | None
    is_verified: bool
    leaderboard: str | None
    direction: str


class DatasetResults(msgspec.Struct, frozen=True):
    """The values on one dataset that come from one place. `address` is the dataset's page if the catalog has one."""

    name: str
    details: str
    address: str | None
    origin: Origin
    rows: tuple[ResultRow, ...]


class ResultTable(msgspec.Struct, frozen=True):
    """The results of one task, by dataset. `origin` is the one that all of them have; then datasets have none."""

    title: str
    datasets: tuple[DatasetResults, ...]
    origin: Origin


class EvaluationView(msgspec.Struct, frozen=True):
    """What the section of results shows, and how many results it leaves out."""

    tables: tuple[ResultTable, ...]
    left_out: int
    any_verified: bool


class HeadlineResult(msgspec.Struct, frozen=True):
    """One result for the facts: the metric's name, the value as written, the dataset's name."""

    metric: str
    value: str
    dataset: str


class _Place(msgspec.Struct, frozen=True):
    """The table of a result, and its dataset and origin, which results in it may share."""

    table: str
    name: str
    details: str
    id: str
    origin: Origin


def evaluation_view(model: CatalogModel, catalog: Catalog) -> EvaluationView | None:
    """The results of a model, None when it states none.

    One table for each task and entry of `model-index`, in it the datasets in the card's order. An entry's name is shown
    where there are several, or where it is not the model's.
    """
    results = model.card.data.eval_results
    if not results:
        return None
    shown = results[:MAX_RESULTS]
    entries = {result.model_name for result in shown if result.model_name}
    own = {name.casefold() for name in (model.id, model.name, model.title)}
    names_entries = len(entries) > 1 or any(name.casefold() not in own for name in entries)
    tables: dict[str, dict[_Place, list[ResultRow]]] = {}
    for result in shown:
        place = _place(result, names_entries)
        tables.setdefault(place.table, {}).setdefault(place, []).append(_row(result, catalog))
    return EvaluationView(
        tuple(_table(title, datasets, catalog) for title, datasets in tables.items()),
        len(results) - len(shown),
        any(map(is_verified, shown)),
    )


def headline_results(model: CatalogModel) -> tuple[HeadlineResult, ...]:
    """The first results of a model, at most `HEADLINES`: of different datasets if there are enough, then metrics."""
    found: dict[tuple[tuple[str, str, str | None], str], EvalResult] = {}
    for result in model.card.data.eval_results[:MAX_RESULTS]:
        if not isinstance(result.metric_value, (list, dict)):
            dataset = (result.dataset_type, result.dataset_name, result.dataset_config)
            found.setdefault((dataset, result.metric_type), result)
    first_metrics = dict(reversed(found))
    # Sorting is stable, so the card's order stays within both.
    chosen = sorted(found, key=lambda key: first_metrics[key[0]] != key[1])[:HEADLINES]
    return tuple(_headline(result) for key, result in found.items() if key in chosen)


def _headline(result: EvalResult) -> HeadlineResult:
    name = one_line(result.dataset_name, MAX_NAME_CHARACTERS)
    return HeadlineResult(metric_name(result, metric_of(result)), value_text(result.written, MAX_VALUE), name)


def _place(result: EvalResult, names_entries: bool) -> _Place:
    entry = one_line(result.model_name, MAX_NAME_CHARACTERS) if names_entries and result.model_name else ""
    task = task_name(result)
    name = one_line(result.dataset_name, MAX_NAME_CHARACTERS)
    config, split = result.dataset_config, result.dataset_split
    args = arguments(result.dataset_args)
    repeated = {("config", config), ("split", split), (UNNAMED, config)}
    details = (
        _named("task", result.task_type if is_benchmark(result) else None),
        _named("config", config),
        _named("split", split),
        *(f"{key} {value}" for key, value in args.items() if (key, value) not in repeated),
        _named("revision", _short_revision(result.dataset_revision)),
    )
    title = f"{entry} · {task}" if entry else task
    said = one_line(" · ".join(filter(None, details)), MAX_DETAILS)
    return _Place(title, name, said, result.dataset_type, origin(result))


def _named(name: str, value: str | None) -> str:
    return f"{name} {value}" if value else ""


def _short_revision(revision: str | None) -> str | None:
    is_hash = revision is not None and len(revision) == 40 and revision.isalnum()
    return revision[:REVISION_SHOWN] if revision and is_hash else revision


def _table(title: str, datasets: dict[_Place, list[ResultRow]], catalog: Catalog) -> ResultTable:
    origins = {place.origin for place in datasets}
    shared = origins.pop() if len(origins) == 1 else None
    shown = tuple(_dataset(place, rows, catalog, shared is None) for place, rows in datasets.items())
    return ResultTable(title, shown, shared or NOWHERE)


def _dataset(place: _Place, rows: list[ResultRow], catalog: Catalog, has_own_origin: bool) -> DatasetResults:
    known = catalog.datasets.value(place.id)
    address = known.address if known else None
    return DatasetResults(place.name, place.details, address, place.origin if has_own_origin else NOWHERE, tuple(rows))


def _row(result: EvalResult, catalog: Catalog) -> ResultRow:
    kind = metric_of(result)
    number = comparable(result.metric_value, kind) if kind.has_bars else None
    board = catalog.leaderboards.of_result(result)
    name = metric_name(result, kind)
    known = metric(name).key == kind.key or result.metric_type.casefold() in name.casefold()
    details = (
        "" if known else one_line(result.metric_type, MAX_NAME_CHARACTERS),
        _named("config", result.metric_config),
        *(f"{key} {value}" for key, value in arguments(result.metric_args).items()),
    )
    return ResultRow(
        name,
        one_line(" · ".join(filter(None, details)), MAX_DETAILS),
        value_text(result.written, MAX_VALUE),
        number.number if number else None,
        is_verified(result),
        board.address if board else None,
        kind.direction if kind.direction != "unknown" else "",
    )


def metric_name(result: EvalResult, kind: Metric) -> str:
    """The metric's name as the card gives it, or its usual name where the card repeats the type."""
    if is_benchmark(result) and result.metric_type == DEFAULT_TASK:
        return "Score"
    given = result.metric_name
    if given is None or given.casefold() == result.metric_type.casefold():
        return one_line(kind.name, MAX_NAME_CHARACTERS)
    return one_line(given, MAX_NAME_CHARACTERS)
