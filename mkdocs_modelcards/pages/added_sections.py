"""The sections that a model's page has besides the card's text."""

from __future__ import annotations

from ..catalog.catalog import Catalog
from ..catalog.model import CatalogModel
from ..render.headings import Heading

RESULTS = Heading(2, "Evaluation results", "mc-results")
EXAMPLES = Heading(2, "Examples", "mc-examples")
LINEAGE = Heading(2, "Lineage", "mc-lineage")


def added_sections(model: CatalogModel, catalog: Catalog) -> tuple[Heading, ...]:
    """The headings of a model's added sections, in the order of the page."""
    found = []
    if model.card.data.eval_results:
        found.append(RESULTS)
    if model.card.data.widget:
        found.append(EXAMPLES)
    return tuple(found)
