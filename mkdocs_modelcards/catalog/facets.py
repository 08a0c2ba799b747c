"""Facets: the ways to group models, each a namespace of values of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from ..identifiers import value_path
from ..vocabulary import languages, libraries, licenses, tasks
from .addresses import DATASETS, MODELS, ORGANIZATIONS, AddressBook
from .model import CatalogModel


class FacetKind(msgspec.Struct, frozen=True):
    """What a facet is: its key in data files, its names for people, its index page, and how to read and name values.

    `parameter` is what the Hub calls it in addresses. A card can have several values of one that is `multiple`; of one
    that `takes_all`, models must have all the chosen values unless a reader says that any of them will do.
    """

    key: str
    parameter: str
    title: str
    singular: str
    address: str
    values_of: Callable[[CatalogModel], tuple[str, ...]]
    name_of: Callable[[str], str] = str
    group_of: Callable[[str], str] = lambda value: ""
    multiple: bool = False
    takes_all: bool = False


class FacetValue(msgspec.Struct, frozen=True):
    """One value: its identifier, its name for people, the address of its page and its models' places in the catalog."""

    id: str
    name: str
    group: str
    address: str
    models: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many models have the value."""
        return len(self.models)


class Facet(msgspec.Struct, frozen=True):
    """A facet with all values that occur, the most frequent first, by identifier.

    `spellings` leads from other spellings of values to their identifiers. `also` are values that have a page although
    no model has them in this facet; their `models` are those that name them elsewhere.
    """

    kind: FacetKind
    values: Mapping[str, FacetValue]
    spellings: Mapping[str, str] = {}
    also: tuple[FacetValue, ...] = ()

    @property
    def all_values(self) -> tuple[FacetValue, ...]:
        """Every value that has a page."""
        return (*self.values.values(), *self.also)


def _single(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _task_name(value: str) -> str:
    known = tasks().get(value)
    return known.name if known else value


def _modality(value: str) -> str:
    known = tasks().get(value)
    return known.modality if known else "Other"


def _library_name(value: str) -> str:
    known = libraries().get(value)
    return known.label if known else value


def _license_name(value: str) -> str:
    known = licenses().get(value)
    return known.name if known else value


def _language_name(value: str) -> str:
    return languages().get(value, value)


TASKS = FacetKind(
    "tasks",
    "pipeline_tag",
    "Tasks",
    "Task",
    f"{MODELS}tasks/",
    lambda model: _single(model.task),
    _task_name,
    _modality,
)
LIBRARIES = FacetKind(
    "libraries",
    "library",
    "Libraries",
    "Library",
    f"{MODELS}libraries/",
    lambda model: _single(model.library),
    _library_name,
)
LANGUAGES = FacetKind(
    "languages",
    "language",
    "Languages",
    "Language",
    f"{MODELS}languages/",
    lambda model: model.languages,
    _language_name,
    multiple=True,
    takes_all=True,
)
LICENSES = FacetKind(
    "licenses", "license", "Licenses", "License", f"{MODELS}licenses/", lambda model: model.licenses, _license_name
)
DATASETS_FACET = FacetKind(
    "datasets",
    "dataset",
    "Datasets",
    "Dataset",
    DATASETS,
    lambda model: model.datasets,
    multiple=True,
    takes_all=True,
)
TAGS = FacetKind(
    "tags", "other", "Tags", "Tag", f"{MODELS}tags/", lambda model: model.tags, multiple=True, takes_all=True
)
BASE_MODELS = FacetKind(
    "base_models",
    "base_model",
    "Base models",
    "Base model",
    f"{MODELS}base_models/",
    lambda model: model.base_models,
    multiple=True,
)
METRICS = FacetKind(
    "metrics",
    "metric",
    "Metrics",
    "Metric",
    f"{MODELS}metrics/",
    lambda model: model.metrics,
    multiple=True,
    takes_all=True,
)
ORGANIZATIONS_FACET = FacetKind(
    "organizations", "author", "Organizations", "Organization", ORGANIZATIONS, lambda model: _single(model.organization)
)
BASE_MODEL_RELATIONS = FacetKind(
    "base_model_relations",
    "base_model_relation",
    "Base model relations",
    "Base model relation",
    "",
    lambda model: _single(model.base_model_relation),
    {"finetune": "Finetuned", "adapter": "Adapter", "quantized": "Quantized", "merge": "Merge"}.__getitem__,
)
"""What readers can filter by besides the facets. It has no pages: those of base models say it."""

FACETS = (TASKS, LIBRARIES, LANGUAGES, LICENSES, DATASETS_FACET, TAGS, BASE_MODELS, METRICS, ORGANIZATIONS_FACET)
"""Every facet, in the order in which people meet them."""


def models_by_value(kind: FacetKind, models: Iterable[CatalogModel]) -> list[tuple[str, tuple[int, ...]]]:
    """The values of a facet with their models' places, the most frequent first, then by name."""
    found: dict[str, list[int]] = {}
    for place, model in enumerate(models):
        for value in kind.values_of(model):
            found.setdefault(value, []).append(place)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), kind.name_of(item[0]).casefold(), item[0]))
    return [(value, tuple(places)) for value, places in ordered]


def build_facet(kind: FacetKind, models: tuple[CatalogModel, ...], book: AddressBook) -> Facet:
    """A facet over all models; each value gets an address below the facet's own."""
    found = models_by_value(kind, models)
    # A value in lower case keeps the plain address when another differs from it only in case.
    by_claim = sorted((value for value, _ in found), key=lambda value: (value != value.lower(), value))
    addresses = {value: book.take_hashed(kind.address, value_path(value), value) for value in by_claim}
    return Facet(kind, {value: _value(kind, value, addresses[value], places) for value, places in found})


def organization_facet(
    models: tuple[CatalogModel, ...], addresses: Mapping[str, str], kind: FacetKind = ORGANIZATIONS_FACET
) -> Facet:
    """The facet of organizations, whose pages stand at addresses that were given before."""
    found = models_by_value(kind, models)
    return Facet(kind, {value: _value(kind, value, addresses[value], places) for value, places in found})


def _value(kind: FacetKind, value: str, address: str, places: tuple[int, ...]) -> FacetValue:
    return FacetValue(value, kind.name_of(value), kind.group_of(value), address, places)
