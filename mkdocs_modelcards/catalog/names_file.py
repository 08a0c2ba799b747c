"""`models/names.json`: the ids of all models, for the page that compares some of them."""

from __future__ import annotations

import msgspec

from ..identifiers import url_path
from .catalog import Catalog


class Names(msgspec.Struct, frozen=True):
    """All ids, in order.

    `names` are by organization, which is empty for ids without one. A model's page is at its id, which the file does
    not repeat; `addresses` are those that differ, by id, relative to the site's root and ready for a URL.
    """

    names: dict[str, list[str]]
    addresses: dict[str, str]


def names_json(catalog: Catalog) -> bytes:
    """The file's bytes. Of cards with the same id, the first has it, as its page has the id's address."""
    names: dict[str, list[str]] = {}
    addresses: dict[str, str] = {}
    seen = set()
    for model in catalog.models:
        if model.id in seen:
            continue
        seen.add(model.id)
        names.setdefault(model.organization or "", []).append(model.name)
        if model.address != f"{model.id}/":
            addresses[model.id] = url_path(model.address)
    return msgspec.json.encode(Names(names, addresses))
