"""How models come from base models, in words, and where the models of each kind are listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from ..catalog.addresses import numbered
from ..catalog.catalog import Catalog
from ..catalog.facets import BASE_MODELS
from ..parse.metadata import Relation
from ..render.headings import Heading

OF_BASE: Mapping[Relation, str] = {
    "finetune": "Finetuned from",
    "adapter": "Adapter for",
    "quantized": "Quantized from",
    "merge": "Merge of",
}
"""What stands before the base model."""

_NOUNS: Mapping[Relation, tuple[str, str]] = {
    "finetune": ("finetune", "finetunes"),
    "adapter": ("adapter", "adapters"),
    "quantized": ("quantization", "quantizations"),
    "merge": ("merge", "merges"),
}


class DerivedList(msgspec.Struct, frozen=True):
    """The models that have one relation to a base model, as places in the catalog, and the page that they start on."""

    relation: Relation
    address: str
    models: tuple[int, ...]

    @property
    def heading(self) -> Heading:
        """The heading of the list; its id is the place on the page."""
        return Heading(2, f"{_NOUNS[self.relation][1].capitalize()} ({len(self.models):,})", f"mc-{self.relation}")

    @property
    def counted(self) -> str:
        """The number of models in words."""
        count = len(self.models)
        return f"{count:,} {_NOUNS[self.relation][0 if count == 1 else 1]}"


def derived_lists(base: str, catalog: Catalog, page_size: int) -> tuple[DerivedList, ...]:
    """The lists of what derives from a base model, one after the other on its pages with `page_size` models each."""
    derived = catalog.lineage.derived.get(base)
    return tuple(_lists(catalog.value(BASE_MODELS.key, base).address, derived, page_size)) if derived else ()


def _lists(address: str, derived: Mapping[Relation, tuple[int, ...]], page_size: int) -> Iterator[DerivedList]:
    before = 0
    for relation, models in derived.items():
        yield DerivedList(relation, numbered(address, before // page_size + 1), models)
        before += len(models)
