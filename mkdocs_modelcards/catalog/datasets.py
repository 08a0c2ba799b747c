"""Datasets: which models were trained on each, and which were evaluated on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from ..identifiers import value_path
from .addresses import AddressBook
from .facets import DATASETS_FACET, Facet, FacetValue
from .leaderboards import MAX_RESULTS
from .model import CatalogModel

ONLY_EVALUATED = "Only evaluated on"
"""The group of datasets that no model of the catalog names as what it was trained on."""


class Evaluated(msgspec.Struct, frozen=True):
    """A model that was evaluated on a dataset: its place in the catalog, and that of its first result on it."""

    model: int
    result: int


class Datasets(msgspec.Struct, frozen=True):
    """The facet of datasets, and for each of its ids the models that were evaluated on it, in the catalog's order.

    `by_key` holds every dataset by its id in one case.
    """

    facet: Facet
    evaluated_on: Mapping[str, tuple[Evaluated, ...]]
    by_key: Mapping[str, FacetValue]

    def value(self, dataset: str) -> FacetValue | None:
        """The dataset with an id, whatever its case; None for one that no card names."""
        return self.by_key.get(dataset.casefold())


def find_datasets(models: Sequence[CatalogModel], book: AddressBook) -> Datasets:
    """The datasets that models were trained on (`datasets` of a header) or evaluated on (each result's dataset).

    Ids that differ only in case are one dataset, because the Hub compares ids so. Its spelling is the one in lower case
    if there is one, else the first by name: it must not depend on how many models there are, for the address has it.
    How cards spell what they were trained on has precedence. The first `MAX_RESULTS` results of each card count. Takes
    linear time, apart from sorting.
    """
    trained = _Mentions()
    evaluated = _Mentions()
    first_results: dict[tuple[str, int], int] = {}
    for place, model in enumerate(models):
        for name in model.datasets:
            trained.add(name, place)
        for number, result in enumerate(model.card.data.eval_results[:MAX_RESULTS]):
            key = evaluated.add(result.dataset_type, place)
            first_results.setdefault((key, place), number)
    only_evaluated = evaluated.places.keys() - trained.places.keys()
    names = {key: _spelling(spellings) for key, spellings in trained.spellings.items()}
    others = {key: _spelling(evaluated.spellings[key]) for key in only_evaluated}
    addresses = {
        name: book.take_hashed(DATASETS_FACET.address, value_path(name), name)
        for group in (names, others)
        for name in sorted(group.values())
    }
    values = [FacetValue(name, name, "", addresses[name], tuple(trained.places[key])) for key, name in names.items()]
    also = [
        FacetValue(name, name, ONLY_EVALUATED, addresses[name], tuple(evaluated.places[key]))
        for key, name in others.items()
    ]
    facet = Facet(
        DATASETS_FACET,
        {value.id: value for value in _most_frequent_first(values)},
        spellings={
            other: names[key] for key, known in trained.spellings.items() for other in known if other != names[key]
        },
        also=tuple(_most_frequent_first(also)),
    )
    evaluated_on = {
        (names.get(key) or others[key]): tuple(Evaluated(place, first_results[key, place]) for place in places)
        for key, places in evaluated.places.items()
    }
    return Datasets(facet, evaluated_on, {value.id.casefold(): value for value in facet.all_values})


class _Mentions:
    """The places of the models that name a dataset, and how they spell it, by its id in one case."""

    def __init__(self) -> None:
        # Dictionaries in the place of sets, which have no order.
        self.places: dict[str, dict[int, None]] = {}
        self.spellings: dict[str, dict[str, None]] = {}

    def add(self, name: str, place: int) -> str:
        key = name.casefold()
        self.places.setdefault(key, {})[place] = None
        self.spellings.setdefault(key, {})[name] = None
        return key


def _spelling(spellings: Iterable[str]) -> str:
    return min(spellings, key=lambda name: (name != name.lower(), name))


def _most_frequent_first(values: Iterable[FacetValue]) -> list[FacetValue]:
    return sorted(values, key=lambda value: (-value.count, value.name.casefold(), value.id))
