"""Code to use a model, by its library."""

from __future__ import annotations

import msgspec
from jinja2 import Environment
from markupsafe import Markup

from ..catalog.model import CatalogModel
from .options import PageOptions


class Snippet(msgspec.Struct, frozen=True):
    """A piece of code: what it is for, and its highlighted HTML."""

    title: str
    html: Markup


class UseView(msgspec.Struct, frozen=True):
    """The library's name for people, and the snippets."""

    library: str
    snippets: tuple[Snippet, ...]


class Uses:
    """Makes the snippets of models by the templates in `modelcards/use/`."""

    def __init__(self, environment: Environment, options: PageOptions) -> None:
        self._environment = environment
        self._options = options

    def of(self, model: CatalogModel) -> UseView | None:
        """The snippets of a model, None when there is none for it."""
        return None
