"""The widget examples of a card."""

from __future__ import annotations

import msgspec

from ..catalog.model import CatalogModel
from .options import PageOptions


class ExampleView(msgspec.Struct, frozen=True):
    """One example as it is shown."""


def example_views(model: CatalogModel, options: PageOptions) -> tuple[ExampleView, ...]:
    """The examples of a model that can be shown."""
    return ()
