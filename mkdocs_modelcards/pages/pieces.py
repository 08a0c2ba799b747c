"""Pieces of HTML that stand on many pages, each made once: rows of models, chips of values, links to all lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from jinja2 import Environment
from markupsafe import Markup

from ..catalog.addresses import LEADERBOARDS, MODELS
from ..catalog.catalog import Catalog
from ..catalog.facets import LIBRARIES, LICENSES, TASKS, FacetKind, FacetValue
from ..catalog.model import CatalogModel
from ..render.links import SLOT
from .fact import Fact

LICENSES_IN_ROW = 3
MAX_FACTS_KEPT = 5_000
"""Lines of facts that are kept. Most of those that many cards share are met early."""


class Pieces:
    """Makes pieces by the macros of `modelcards/parts.html`, and keeps them.

    Each has `SLOT` in the place of the way to the site's root, which depends on the page. It can be filled with one
    replacement because no value of a card holds that character.
    """

    def __init__(self, catalog: Catalog, environment: Environment) -> None:
        self._catalog = catalog
        self._environment = environment
        self._row = self._macro("row")
        self._compact_row = self._macro("compact_row")
        self._chip = self._macro("chip")
        self._model_chip = self._macro("model_chip")
        self._fact = self._macro("fact")
        self._rows: dict[str, str] = {}
        self._created_rows: dict[str, str] = {}
        self._compact_rows: dict[tuple[str, str], str] = {}
        self._chips: dict[tuple[str, str], str] = {}
        self._facts: dict[Fact, str] = {}
        self._browse: dict[str, Markup] = {}

    def rows(self, models: Iterable[CatalogModel], *, created: bool = False) -> Markup:
        """A row for each model, with all that lists say of it, and with the day it was `created` or last changed."""
        known = self._created_rows if created else self._rows
        return Markup("".join([known.get(model.address) or self._make_row(model, known) for model in models]))

    def compact_rows(self, models: Iterable[CatalogModel], kind: FacetKind) -> Markup:
        """A row for each model on the pages of a facet's values: its id and its task, or its library under a task."""
        known, fact = self._compact_rows, LIBRARIES if kind is TASKS else TASKS
        rows = [known.get((fact.key, model.address)) or self._make_compact_row(model, fact) for model in models]
        return Markup("".join(rows))

    def rows_with(self, facts: Iterable[tuple[CatalogModel, str]]) -> Markup:
        """A row for each model, with a fact that belongs to one list only."""
        return Markup("".join([str(self._compact_row(model, fact, SLOT)) for model, fact in facts]))

    def chips(self, kind: FacetKind, values: Iterable[str]) -> Markup:
        """A link to the page of each value."""
        known = self._chips
        return Markup("".join([known.get((kind.key, value)) or self._make_chip(kind, value) for value in values]))

    def facts(self, facts: Iterable[Fact]) -> Markup:
        """A line for each fact. Cards share many of them, such as those of a license."""
        known = self._facts
        return Markup("".join([known.get(fact) or self._make_fact(fact) for fact in facts]))

    def model_chip(self, model: CatalogModel) -> Markup:
        """A link to the page of a model, as a chip."""
        return Markup(self._model_chip(model, SLOT))

    def browse(self, current: str) -> Markup:
        """Links to all models, to the index of each facet that has values, and to leaderboards if there are any.

        `current` is the key of one, or empty.
        """
        if current not in self._browse:
            facets = [facet for facet in self._catalog.facets.values() if facet.all_values]
            boards = LEADERBOARDS if self._catalog.leaderboards.all else ""
            self._browse[current] = Markup(self._macro("browse")(facets, MODELS, SLOT, current, boards))
        return self._browse[current]

    def _macro(self, name: str) -> Callable[..., str]:
        macro: Callable[..., str] = getattr(self._environment.get_template("modelcards/parts.html").module, name)
        return macro

    def _make_row(self, model: CatalogModel, known: dict[str, str]) -> str:
        licenses = self._values(LICENSES, model)[:LICENSES_IN_ROW]
        task = next(iter(self._values(TASKS, model)), None)
        # A site's own macro may know only the day of the last change, which does for other lists.
        created = {"created": True} if known is self._created_rows else {}
        made = known[model.address] = str(self._row(model, task, licenses, SLOT, **created))
        return made

    def _make_compact_row(self, model: CatalogModel, fact: FacetKind) -> str:
        name = next((value.name for value in self._values(fact, model)), "")
        made = self._compact_rows[fact.key, model.address] = str(self._compact_row(model, name, SLOT))
        return made

    def _make_fact(self, fact: Fact) -> str:
        made = str(self._fact(fact, SLOT))
        if len(self._facts) < MAX_FACTS_KEPT:
            self._facts[fact] = made
        return made

    def _make_chip(self, kind: FacetKind, value: str) -> str:
        made = self._chips[kind.key, value] = str(self._chip(self._catalog.value(kind.key, value), SLOT))
        return made

    def _values(self, kind: FacetKind, model: CatalogModel) -> tuple[FacetValue, ...]:
        return tuple(self._catalog.value(kind.key, value) for value in kind.values_of(model))
