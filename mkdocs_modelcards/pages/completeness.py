"""Which sections of the annotated template a card fills, and who can fill the others."""

from __future__ import annotations

import msgspec

from ..catalog.model import CatalogModel


class CompletenessView(msgspec.Struct, frozen=True):
    """How many sections are filled, of how many, and the titles of the missing ones by role."""

    filled: int
    total: int
    missing: tuple[tuple[str, tuple[str, ...]], ...]


def completeness_view(model: CatalogModel) -> CompletenessView | None:
    """The completeness of a model's card."""
    return None
