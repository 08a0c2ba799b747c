"""The base models of a model, and theirs, as a nested list."""

from __future__ import annotations

from collections import deque

import msgspec

from ..catalog.catalog import Catalog
from ..catalog.facets import BASE_MODELS
from ..catalog.model import CatalogModel
from ..identifiers import id_problem, url_path
from .options import PageOptions
from .relations import OF_BASE

MAX_LEVELS = 10
MAX_ENTRIES = 30
"""Base models that are listed on one page."""

CIRCLE = "here it goes in a circle"
REPEATED = "already in this list"


class BaseEntry(msgspec.Struct, frozen=True):
    """A base model: what stands before its id, its page, where else it is if the catalog does not have it, its bases.

    `url` is None for what can't be an id on the Hub, `note` says why the bases are left out.
    """

    lead: str
    id: str
    address: str
    in_catalog: bool
    url: str | None
    note: str
    bases: Bases | None


class Bases(msgspec.Struct, frozen=True):
    """The base models of one model that are listed, and how many more it has."""

    entries: tuple[BaseEntry, ...]
    more: int


class _Found:
    """A model while its bases are looked up; `model` is None where the catalog does not have it."""

    def __init__(self, model_id: str, model: CatalogModel | None, before: _Found | None, note: str = "") -> None:
        self.id = model_id
        self.model = model
        self.before = before
        self.note = note
        self.level: int = before.level + 1 if before else 0
        self.bases: list[_Found] = []
        self.more = 0

    def comes_after(self, model_id: str) -> bool:
        """Whether a model is on the way from the first one to this one."""
        step: _Found | None = self
        while step is not None and step.id != model_id:
            step = step.before
        return step is not None


def bases_of(model: CatalogModel, catalog: Catalog, options: PageOptions) -> Bases | None:
    """The base models of a model, those of its bases and so on; None when it has none.

    Nearer ones come first where the list gets too long, and each one's own bases are listed once.
    """
    if not model.base_models:
        return None
    start = _Found(model.id, model, None)
    seen = {model.id}
    entries = 0
    waiting = deque([start])
    while waiting:
        found = waiting.popleft()
        bases = found.model.base_models if found.model else ()
        room = MAX_ENTRIES - entries if found.level < MAX_LEVELS else 0
        for base in bases[:room]:
            note = "" if base not in seen else CIRCLE if found.comes_after(base) else REPEATED
            following = _Found(base, model_of(base, catalog), found, note)
            found.bases.append(following)
            if base not in seen:
                seen.add(base)
                waiting.append(following)
        found.more = max(0, len(bases) - room)
        entries += len(found.bases)
    return _frozen(start, catalog, options)


def _frozen(found: _Found, catalog: Catalog, options: PageOptions) -> Bases | None:
    if not found.bases and not found.more:
        return None
    relation = found.model.base_model_relation if found.model else None
    lead = OF_BASE[relation or "finetune"]
    entries = tuple(
        BaseEntry(
            lead="and" if number else lead,
            id=base.id,
            address=base.model.address if base.model else catalog.value(BASE_MODELS.key, base.id).address,
            in_catalog=base.model is not None,
            url=None if base.model else hub_page(base.id, options.hub_url),
            note=base.note,
            bases=_frozen(base, catalog, options),
        )
        for number, base in enumerate(found.bases)
    )
    return Bases(entries, found.more)


def model_of(model_id: str, catalog: Catalog) -> CatalogModel | None:
    """The model with an id, None if the catalog does not have it."""
    place = catalog.lineage.places.get(model_id)
    return None if place is None else catalog.models[place]


def hub_page(model_id: str, hub_url: str) -> str | None:
    """The page of a model on the Hub, None for what can't be an id there."""
    if model_id.count("/") > 1 or id_problem(model_id) is not None:
        return None
    return f"{hub_url.rstrip('/')}/{url_path(model_id)}"
