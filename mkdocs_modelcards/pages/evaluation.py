"""The evaluation results of a card, as tables."""

from __future__ import annotations

import msgspec

from ..catalog.catalog import Catalog
from ..catalog.model import CatalogModel


class EvaluationView(msgspec.Struct, frozen=True):
    """What the section of results shows."""


def evaluation_view(model: CatalogModel, catalog: Catalog) -> EvaluationView | None:
    """The results of a model, None when it states none."""
    return None
