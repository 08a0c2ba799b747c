"""Which models filters select, by the same names and rules as the list of all models has in a browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from .catalog import Catalog
from .facets import (
    BASE_MODEL_RELATIONS,
    BASE_MODELS,
    DATASETS_FACET,
    LANGUAGES,
    LIBRARIES,
    LICENSES,
    METRICS,
    ORGANIZATIONS_FACET,
    TAGS,
    TASKS,
    Facet,
    FacetKind,
)
from .model import CatalogModel

RELATION = BASE_MODEL_RELATIONS.parameter
"""The parameter of how models come from their base models, which is no facet of the catalog."""

KINDS: Mapping[str, FacetKind] = {
    kind.parameter: kind
    for kind in (
        TASKS,
        LIBRARIES,
        LANGUAGES,
        LICENSES,
        DATASETS_FACET,
        BASE_MODELS,
        METRICS,
        ORGANIZATIONS_FACET,
        TAGS,
    )
}
"""The facets by their parameters."""

PARAMETERS = tuple(
    name
    for parameter in KINDS
    for name in ((parameter, RELATION) if parameter == BASE_MODELS.parameter else (parameter,))
)
"""The parameters with values to filter by, in the order that addresses have them in."""


class Filters(msgspec.Struct, frozen=True):
    """What models must have.

    `values` are the chosen ones by parameter. Each word of `search` must occur in id, title, summary or tags. `any`
    and `all` name parameters of facets that are `multiple`, and say how many of the chosen values a model must have.
    """

    values: Mapping[str, tuple[str, ...]] = {}
    search: str = ""
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()

    def takes_all(self, kind: FacetKind) -> bool:
        """Whether a model must have all chosen values of a facet."""
        return kind.parameter in self.all or (kind.takes_all and kind.parameter not in self.any)


def select(catalog: Catalog, filters: Filters) -> tuple[int, ...]:
    """The places of the models that have all that is asked for, in the catalog's order.

    A value that no model has is had by none, and is no error.
    """
    found: set[int] | None = None
    for parameter, kind in KINDS.items():
        chosen = filters.values.get(parameter, ())
        if chosen:
            having = _having(catalog.facets[kind.key], chosen, takes_all=filters.takes_all(kind))
            found = having if found is None else found & having
    places: Iterable[int] = range(len(catalog.models)) if found is None else sorted(found)
    relations = filters.values.get(RELATION, ())
    if relations:
        places = [place for place in places if catalog.models[place].base_model_relation in relations]
    words = filters.search.lower().split()
    if words:
        places = [place for place in places if _has_words(catalog.models[place], words)]
    return tuple(places)


def _having(facet: Facet, chosen: Sequence[str], *, takes_all: bool) -> set[int]:
    known = [facet.values.get(facet.spellings.get(value, value)) for value in chosen]
    lists = [set(value.models) if value else set() for value in known]
    return set.intersection(*lists) if takes_all else set.union(*lists)


def _has_words(model: CatalogModel, words: Sequence[str]) -> bool:
    text = "\n".join((model.id, model.title, model.summary, *model.tags)).lower()
    return all(word in text for word in words)
