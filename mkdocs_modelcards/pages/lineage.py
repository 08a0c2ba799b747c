"""Where a model comes from and what was made of it."""

from __future__ import annotations

import msgspec

from ..catalog.catalog import Catalog
from ..catalog.model import CatalogModel
from .options import PageOptions


class LineageView(msgspec.Struct, frozen=True):
    """What the section of a model's lineage shows."""


def lineage_view(model: CatalogModel, catalog: Catalog, options: PageOptions) -> LineageView | None:
    """The lineage of a model, None when it has none."""
    return None
