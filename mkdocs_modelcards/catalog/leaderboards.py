"""Leaderboards: the models that were measured in the same way, in order of their values.

A leaderboard needs results of the same task, dataset (with its configuration and arguments), split and metric from two
models. Everything else in a result, such as the dataset's revision or who measured, stands in its row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import msgspec

from ..identifiers import path_segment, value_path
from ..parse.evaluation import EvalResult
from ..parse.yaml_tree import Plain
from ..vocabulary import tasks
from .addresses import LEADERBOARDS, AddressBook
from .lines import one_line
from .metric_names import Direction
from .metrics import Metric, metric
from .model import CatalogModel
from .result_values import comparable, value_text

MAX_RESULTS = 200
"""The results of one card that are shown and compared, so that a few cards can't make thousands of pages."""

MAX_SETTING_CHARACTERS = 300
"""A result whose arguments are longer as text is not compared with others."""

MAX_NAME_CHARACTERS = 100
"""The longest name of a task, a dataset or a metric that is shown."""

_ARGUMENT = re.compile(r"(\w{1,50}) ?: ?([^,:]{1,200})")
UNNAMED = "args"
_SELF_EXPLAINING = frozenset({"config", "split", UNNAMED})
_NOT_GIVEN = frozenset({"", "default", "none", "null"})


class BoardKey(msgspec.Struct, frozen=True):
    """What the results of a leaderboard have in common, each text in one case. `settings` are sorted `KEY: VALUE`."""

    task: str
    dataset: str
    settings: tuple[str, ...]
    metric: str


class BoardRow(msgspec.Struct, frozen=True):
    """One value of a leaderboard.

    `model` is the model's place in the catalog. `rank` is shared by equal values, and None where there is no order by
    rank or the value is no number. `number` is the value to compare and to draw, in percent where the metric may be.
    """

    rank: int | None
    model: int
    result: EvalResult
    number: float | None


class Leaderboard(msgspec.Struct, frozen=True, kw_only=True):
    """All values of one metric on one dataset.

    `dataset` is the dataset's id as the first card writes it, the names are for people. `settings` says in words what
    else the results have in common. `is_mixed`: some cards write shares and others percent. `models` counts models,
    which may have several rows each.
    """

    address: str
    key: BoardKey
    task: str
    task_name: str
    dataset: str
    dataset_name: str
    settings: str
    metric: Metric
    is_mixed: bool
    models: int
    rows: tuple[BoardRow, ...]

    @property
    def title(self) -> str:
        """What is compared, such as `WER on Common Voice (de, test)`."""
        return f"{self.metric.name} on {self.dataset_name}{f' ({self.settings})' if self.settings else ''}"

    @property
    def direction(self) -> Direction:
        """Which values are better."""
        return self.metric.direction


class Leaderboards(msgspec.Struct, frozen=True):
    """All leaderboards, by task, dataset and metric, and those of a dataset or task by its id in one case."""

    all: tuple[Leaderboard, ...] = ()
    by_key: Mapping[BoardKey, Leaderboard] = {}
    by_dataset: Mapping[str, tuple[Leaderboard, ...]] = {}
    by_task: Mapping[str, tuple[Leaderboard, ...]] = {}

    def of_result(self, result: EvalResult) -> Leaderboard | None:
        """The leaderboard that a result stands in, if it does."""
        key = board_key(result) if self.by_key else None
        return self.by_key.get(key) if key else None

    def of_dataset(self, dataset: str) -> tuple[Leaderboard, ...]:
        """The leaderboards of a dataset, by its id in any case."""
        return self.by_dataset.get(dataset.casefold(), ())

    def of_task(self, task: str) -> tuple[Leaderboard, ...]:
        """The leaderboards of a task, by its identifier in any case."""
        return self.by_task.get(task.casefold(), ())


def build_leaderboards(models: Sequence[CatalogModel], book: AddressBook) -> Leaderboards:
    """Every leaderboard with two or more models, each with an address below `LEADERBOARDS`.

    The first `MAX_RESULTS` results of each card count. Takes linear time, apart from sorting.
    """
    found: dict[BoardKey, list[tuple[int, EvalResult]]] = {}
    for place, model in enumerate(models):
        for result in model.card.data.eval_results[:MAX_RESULTS]:
            key = board_key(result)
            if key is not None:
                found.setdefault(key, []).append((place, result))
    shared = {key: entries for key, entries in found.items() if len({models[place].id for place, _ in entries}) > 1}
    ordered = sorted(shared, key=lambda key: (key.task, key.dataset, key.settings, key.metric))
    boards = tuple(sorted((_board(key, shared[key], models, book) for key in ordered), key=_place_in_index))
    return Leaderboards(
        boards,
        {board.key: board for board in boards},
        _grouped((board.key.dataset, board) for board in boards),
        _grouped((board.key.task, board) for board in boards),
    )


def board_key(result: EvalResult) -> BoardKey | None:
    """What a result must have in common with another one to be compared with it. None when that is too long to say."""
    settings = _settings(result)
    if settings is None or max(map(len, (result.task_type, result.dataset_type, result.metric_type))) > 1_000:
        return None
    return BoardKey(
        result.task_type.casefold(),
        result.dataset_type.casefold(),
        tuple(f"{name}: {value}".casefold() for name, value in sorted(settings.items())),
        metric(result.metric_type, result.metric_name).key,
    )


def is_benchmark(result: EvalResult) -> bool:
    """Whether a result is from `.eval_results`, where the task is one of a benchmark and has a metric of its own."""
    return result.metric_type == result.task_type


def metric_of(result: EvalResult) -> Metric:
    """What is known of a result's metric."""
    return metric(result.metric_type, result.metric_name)


def task_name(result: EvalResult) -> str:
    """The name of a result's task for people."""
    if is_benchmark(result):
        return "Benchmarks"
    known = tasks().get(result.task_type.lower())
    return known.name if known else one_line(result.task_name or result.task_type, MAX_NAME_CHARACTERS)


def _settings(result: EvalResult) -> dict[str, str] | None:
    """What of the dataset and of the metric counts, by name. None when it is too long to compare.

    Cards write a configuration as `config`, as `args`, or as both, and name it after the dataset where there is none.
    """
    config = result.dataset_config or ""
    found = {"config": config}
    args = arguments(result.dataset_args)
    if args.get(UNNAMED) in (config, None) or not config:
        found["config"] = args.pop(UNNAMED, config)
    for key, value in (*args.items(), ("split", result.dataset_split or "")):
        found[key] = found.get(key) or value
    found["metric config"] = result.metric_config or ""
    found.update({f"metric {key}": value for key, value in arguments(result.metric_args).items()})
    if found["config"].casefold() == result.dataset_type.rsplit("/", 1)[-1].casefold():
        found["config"] = ""
    if sum(map(len, (*found, *found.values()))) > MAX_SETTING_CHARACTERS:
        return None
    return {key: value for key, value in found.items() if value.casefold() not in _NOT_GIVEN}


def arguments(args: Plain) -> dict[str, str]:
    """Arguments by name; those of a mapping may also be written as one text, `config: hi, split: test`."""
    if isinstance(args, str):
        pairs = [_ARGUMENT.fullmatch(" ".join(part.split())) for part in args[:MAX_SETTING_CHARACTERS].split(",")]
        found = {pair[1]: pair[2] for pair in pairs if pair}
        if len(found) == len(pairs):
            return found
    if isinstance(args, dict):
        some = islice(args.items(), MAX_SETTING_CHARACTERS)
        return {key: value_text(value, MAX_SETTING_CHARACTERS + 1) for key, value in some}
    return {} if args is None else {UNNAMED: value_text(args, MAX_SETTING_CHARACTERS + 1)}


def _in_words(settings: Mapping[str, str]) -> str:
    """The settings for people, without the names that explain themselves."""
    words = [value if key in _SELF_EXPLAINING else f"{key}: {value}" for key, value in settings.items()]
    return one_line(", ".join(words), MAX_NAME_CHARACTERS)


def _board(
    key: BoardKey, entries: list[tuple[int, EvalResult]], models: Sequence[CatalogModel], book: AddressBook
) -> Leaderboard:
    first = entries[0][1]
    kind = metric_of(first)
    names = Counter(one_line(result.dataset_name, MAX_NAME_CHARACTERS) for _, result in entries)
    numbers = [comparable(result.metric_value, kind) for _, result in entries]
    shares = {found.was_share for found in numbers if found and found.number}
    rows = [
        BoardRow(None, place, result, found.number if found else None)
        for (place, result), found in zip(entries, numbers, strict=True)
    ]
    settings = _settings(first) or {}
    return Leaderboard(
        address=_address(key, settings, book),
        key=key,
        task=first.task_type,
        task_name=task_name(first),
        dataset=first.dataset_type,
        dataset_name=min(names, key=lambda name: (-names[name], name)),
        settings=_in_words(settings),
        metric=kind,
        is_mixed=len(shares) > 1,
        models=len({models[place].id for place, _ in entries}),
        rows=tuple(_ranked(rows, kind.direction, models)),
    )


def _ranked(rows: Iterable[BoardRow], direction: Direction, models: Sequence[CatalogModel]) -> Iterator[BoardRow]:
    """The rows with the best first, those without a number last. Equal values have one rank, and the next is skipped.

    Where it is not known what is better, the highest comes first and nothing has a rank.
    """
    sign = 1 if direction == "lower" else -1

    def place(row: BoardRow) -> tuple[bool, float, str]:
        return row.number is None, sign * (row.number or 0.0), models[row.model].id

    rank, last = 0, None
    for number, row in enumerate(sorted(rows, key=place), start=1):
        if direction == "unknown" or row.number is None:
            yield row
            continue
        rank, last = (rank if row.number == last else number), row.number
        yield msgspec.structs.replace(row, rank=rank)


def _address(key: BoardKey, settings: Mapping[str, str], book: AddressBook) -> str:
    folder = f"{LEADERBOARDS}{path_segment(key.task)}/{value_path(key.dataset)}/"
    words = [value if name in _SELF_EXPLAINING else f"{name}-{value}" for name, value in settings.items()]
    path = path_segment("-".join((key.metric.replace("@", "_at_"), *words)).casefold())
    return book.take_hashed(folder, path, repr(key))


def _place_in_index(board: Leaderboard) -> tuple[str, ...]:
    return board.task_name.casefold(), board.dataset_name.casefold(), board.settings, board.metric.name, board.address


def _grouped(boards: Iterable[tuple[str, Leaderboard]]) -> dict[str, tuple[Leaderboard, ...]]:
    found: dict[str, list[Leaderboard]] = {}
    for key, board in boards:
        found.setdefault(key, []).append(board)
    return {key: tuple(some) for key, some in found.items()}
