"""Models that are like a model: those that share base models, datasets or tags with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from math import fsum, log2

import msgspec

from ..vocabulary import libraries, tasks
from .facets import BASE_MODELS, DATASETS_FACET, TAGS, TASKS, Facet
from .lineage import Lineage
from .model import CatalogModel

MAX_SIMILAR = 4
"""Models that are named as similar to one."""

WEIGHTS: Mapping[str, int] = {BASE_MODELS.key: 3, DATASETS_FACET.key: 2, TAGS.key: 1, TASKS.key: 1}
"""How much a shared value of each facet counts."""

MAX_SHARE = 1 / 4
"""A value that more of all models have, and more than `FEW`, is not enough to make two of them similar."""
FEW = 10

LEAST = 1 / 2
"""The part of what the most similar model shares that another one must share, too."""

MAX_VALUES = 24
"""The values of a model that count, the rarest ones. More hardly change what it is like."""

NEAR = 6
"""How many models before a model, and after it, in the list of a value that both have, are compared with it."""

TO_WEIGH = 12
"""The models whose values are all compared with those of a model; the others have too little in common with it."""


class _Values(msgspec.Struct, frozen=True):
    """The values that several models have, numbered from the rarest to the most common.

    `weights` is by number, and `enough` whether the value alone makes models similar; `of_model` has the numbers of
    each model's values, in order, by its place.
    """

    weights: Sequence[float]
    enough: Sequence[bool]
    of_model: Sequence[tuple[int, ...]]


def find_similar(
    models: Sequence[CatalogModel], facets: Mapping[str, Facet], lineage: Lineage
) -> dict[str, tuple[int, ...]]:
    """The places of the models that are like each model, the most similar first, by the model's address.

    What two models share counts by `WEIGHTS`, and more the fewer models have it. The base models of a model and what
    was made from it are left out, because its lineage names them.

    To compare all models that share a value would take the square of their number. So models are sorted by their
    values, the rarest first, which brings together those with much in common, and in the list of each value a model is
    compared with its neighbors only. In short lists, these are all. Takes linear time, apart from sorting.
    """
    values = _shared_values(facets, len(models))
    order = sorted(range(len(models)), key=values.of_model.__getitem__)
    lists: list[list[int]] = [[] for _ in values.weights]
    for place in order:
        for number in values.of_model[place]:
            lists[number].append(place)
    sets = [frozenset(numbers) for numbers in values.of_model]
    found: dict[str, tuple[int, ...]] = {}
    passed = [0] * len(lists)
    for place in order:
        shared: dict[int, float] = {}
        for number in values.of_model[place]:
            at = passed[number]
            passed[number] = at + 1
            if values.enough[number]:
                weight = values.weights[number]
                for other in lists[number][max(0, at - NEAR) : at + NEAR + 1]:
                    shared[other] = shared.get(other, 0) + weight
        for other in _named_in_lineage(place, models, lineage):
            shared.pop(other, None)
        if shared:
            likely = nlargest(TO_WEIGH, sorted(shared), key=shared.__getitem__)
            all_shared = {other: _sum(values.weights, sets[place] & sets[other]) for other in likely}
            found[models[place].address] = _best(all_shared)
    return found


def _sum(weights: Sequence[float], numbers: Iterable[int]) -> float:
    # Sums of the same numbers in another order may differ in their last digits, and sets have no order.
    return fsum([weights[number] for number in numbers])


def _best(shared: Mapping[int, float]) -> tuple[int, ...]:
    ordered = sorted(shared, key=lambda place: (-shared[place], place))
    least = shared[ordered[0]] * LEAST
    return tuple(place for place in ordered[:MAX_SIMILAR] if shared[place] >= least)


def _shared_values(facets: Mapping[str, Facet], models: int) -> _Values:
    shared = [
        (value.count, place, value)
        for place, key in enumerate(WEIGHTS)
        for value in facets[key].values.values()
        if value.count > 1 and not (key == TAGS.key and has_field(value.id))
    ]
    shared.sort(key=lambda one: (one[0], one[1], one[2].id))
    of_model: list[list[int]] = [[] for _ in range(models)]
    for number, (_, _, value) in enumerate(shared):
        for place in value.models:
            if len(of_model[place]) < MAX_VALUES:
                of_model[place].append(number)
    weights = list(WEIGHTS.values())
    task = list(WEIGHTS).index(TASKS.key)
    most = max(FEW, models * MAX_SHARE)
    return _Values(
        weights=[weights[place] * log2(1 + models / count) for count, place, _ in shared],
        enough=[place != task and count <= most for count, place, _ in shared],
        of_model=[tuple(numbers) for numbers in of_model],
    )


def has_field(tag: str) -> bool:
    """Whether a tag is the name of a task or a library, which have fields of their own; such tags do not count."""
    return tag in tasks() or tag in libraries()


def _named_in_lineage(place: int, models: Sequence[CatalogModel], lineage: Lineage) -> Iterator[int]:
    """The model itself, its base models, and what was made from it."""
    yield place
    for base in models[place].base_models:
        if base in lineage.places:
            yield lineage.places[base]
    for derived in lineage.derived.get(models[place].id, {}).values():
        yield from derived
