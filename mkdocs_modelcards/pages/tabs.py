"""The tabs of a model with sub-cards."""

from __future__ import annotations

import msgspec

from ..catalog.model import CatalogModel


class Tab(msgspec.Struct, frozen=True):
    """A link to the page of one part of a card; `current` on that page itself."""

    name: str
    address: str
    current: bool


def tabs(model: CatalogModel, current: str) -> tuple[Tab, ...]:
    """The tabs of a model's pages, of which the one at the address `current` is shown; none without sub-cards."""
    if not model.sub_cards:
        return ()
    pages = [("Model card", model.address), *((part.name, part.address) for part in model.sub_cards)]
    return tuple(Tab(name, address, address == current) for name, address in pages)
