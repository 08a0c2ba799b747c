"""Models that are like a model, each with what both have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from ..catalog.catalog import Catalog
from ..catalog.facets import BASE_MODELS, DATASETS_FACET, TAGS
from ..catalog.lines import one_line
from ..catalog.model import CatalogModel
from ..catalog.similar import has_field
from .pieces import Pieces

WORDS = ((BASE_MODELS, "base model", 1), (DATASETS_FACET, "data", 1), (TAGS, "tag", 2))
"""What the shared values of each facet are called, and how many of them are named."""

MAX_CHARACTERS = 40
"""Characters of a value's name."""


def has_similar(model: CatalogModel, catalog: Catalog) -> bool:
    """Whether any model is like this one."""
    return model.address in catalog.similar


def similar_rows(model: CatalogModel, catalog: Catalog, pieces: Pieces) -> Markup:
    """A row for each model that is like this one, with what both have in common; empty when there is none."""
    places = catalog.similar.get(model.address, ())
    if not places:
        return Markup()
    own = _values(model, catalog)
    similar = (catalog.models[place] for place in places)
    return pieces.rows_with((other, " · ".join(_in_common(model, own, other, catalog))) for other in similar)


def _in_common(model: CatalogModel, own: Sequence[set[str]], other: CatalogModel, catalog: Catalog) -> Iterator[str]:
    """What two models share, in a few words: of each facet the rarest values."""
    for (kind, words, most), ours, theirs in zip(WORDS, own, _values(other, catalog), strict=True):
        both = ours & theirs
        if both:
            values = sorted((catalog.value(kind.key, one) for one in both), key=lambda value: (value.count, value.id))
            names = [one_line(value.name, MAX_CHARACTERS) for value in values[:most]]
            plural = "s" if kind is TAGS and len(values) > 1 else ""
            yield f"same {words}{plural}: " + ", ".join(names) + (", …" if len(values) > most else "")
    if model.task and model.task == other.task:
        yield "same task"


def _values(model: CatalogModel, catalog: Catalog) -> list[set[str]]:
    """The values of a model that count, of each facet of `WORDS`."""
    spellings = catalog.facets[DATASETS_FACET.key].spellings
    datasets = {spellings.get(dataset, dataset) for dataset in model.datasets}
    return [set(model.base_models), datasets, {tag for tag in model.tags if not has_field(tag)}]
