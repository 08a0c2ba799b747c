"""The models in parts, each with an index of its own.

Pagefind holds an index in memory while it makes it, about 200 MB for a thousand models. So many models have several
indexes, made one after the other, and a card that changes makes only one of them be built anew. Browsers ask all of
them. Which part a model is in depends on its address only, so that others may come and go.
"""

from __future__ import annotations

import hashlib
import string
from collections.abc import Callable, Iterator, Sequence

import msgspec

from ..catalog.catalog import Catalog
from ..catalog.model import CatalogModel
from ..processing.all_cards import CardTemplates
from ..processing.versions import code_fingerprint
from .bundle import Record
from .card_text import card_text, searchable

MODELS_IN_PART = 4000
"""How many models a part has at most, on average."""

PART_SIGNS = string.digits + string.ascii_letters
"""A sign for each part: there are no more of them, so that those of very many models are larger."""

DEFAULT_LANGUAGE = "en"
LANGUAGES = frozenset(
    "ar ca da de el en eo es et eu fi fr ga hi hu hy id it lt nb ne nl nn no pl pt ro ru sr sv ta tr yi".split()
)
"""Languages whose words Pagefind finds by their stems."""


class Part(msgspec.Struct, frozen=True):
    """Some models of a catalog. `key` says all that their index depends on, and is a part of a file's name."""

    name: str
    key: str
    models: tuple[CatalogModel, ...]


def known_language(code: str) -> str:
    """The language of an index for a theme in the language `code`."""
    language = code.replace("_", "-").split("-")[0].lower()
    return language if language in LANGUAGES else DEFAULT_LANGUAGE


def split_models(catalog: Catalog, templates: CardTemplates, page_file: str, seed: Sequence[str]) -> tuple[Part, ...]:
    """The parts of a catalog. `seed` is what their indexes depend on besides the cards."""
    count = min(len(PART_SIGNS), max(1, -(-len(catalog.models) // MODELS_IN_PART)))
    models: list[list[CatalogModel]] = [[] for _ in range(count)]
    for model in catalog.models:
        models[_number(model.address) % count].append(model)
    start = hashlib.blake2b(code_fingerprint(), digest_size=16)
    start.update(msgspec.json.encode([*seed, page_file]))
    parts = []
    for number, own in enumerate(models, 1):
        if not own:  # Pagefind's browser side can't open an index of nothing
            continue
        found = start.copy()
        for model in own:
            fingerprints = [templates.fingerprint(location) for location in _locations(model)]
            found.update(msgspec.msgpack.encode((model.id, model.address, model.title, fingerprints)))
        parts.append(Part(f"{number}-of-{count}", found.hexdigest(), tuple(own)))
    return tuple(parts)


def part_records(part: Part, page_file: str, template: Callable[[str], str]) -> Iterator[Record]:
    """What the index of a part is made of. `template` gives the HTML of the card at a location."""
    for model in part.models:
        texts = (card_text(template(location)) for location in _locations(model))
        first = () if model.rendered.titled_in_body else (model.title, model.card.data.description or "")
        # Pagefind leaves out what has no text at all.
        text = searchable(" ".join((*first, *texts))) or model.id
        yield Record(f"{model.address}{page_file}", model.id, text)


def _locations(model: CatalogModel) -> Iterator[str]:
    yield model.card.location
    for part in model.sub_cards:
        yield part.card.location


def _number(address: str) -> int:
    return int.from_bytes(hashlib.blake2b(address.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big")
