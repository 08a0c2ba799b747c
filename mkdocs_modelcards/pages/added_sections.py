"""The sections that a model's page has besides the card's text."""

from __future__ import annotations

from ..catalog.catalog import Catalog
from ..catalog.model import CatalogModel
from ..render.headings import Heading
from .examples import has_examples
from .lineage import has_lineage
from .similar import has_similar

RESULTS = Heading(2, "Evaluation results", "mc-results")
EXAMPLES = Heading(2, "Examples", "mc-examples")
LINEAGE = Heading(2, "Lineage", "mc-lineage")
SIMILAR = Heading(2, "More like this", "mc-similar")


def added_sections(model: CatalogModel, catalog: Catalog) -> tuple[Heading, ...]:
    """The headings of a model's added sections, in the order of the page."""
    found = []
    if model.card.data.eval_results:
        found.append(RESULTS)
    if has_examples(model):
        found.append(EXAMPLES)
    if has_lineage(model, catalog):
        found.append(LINEAGE)
    if has_similar(model, catalog):
        found.append(SIMILAR)
    return tuple(found)
