"""The values of a list's filters: as a page writes them, and as the catalog has them."""

from __future__ import annotations

from ..catalog.catalog import Catalog
from ..catalog.facets import BASE_MODELS, Facet
from ..parse.metadata import RELATIONS, Relation
from ..vocabulary import nearest


def known_value(facet: Facet, written: str) -> str | None:
    """The identifier of a value, whatever its case, and also as the Hub's tags write it, such as `license:mit`.

    None for one that no model has.
    """
    plain = written.removeprefix(f"{facet.kind.parameter}:")
    for text in dict.fromkeys((written, plain)):
        known = facet.spellings.get(text, text)
        if known in facet.values:
            return known
    folded = plain.casefold()
    return next((value for value in facet.values if value.casefold() == folded), None)


def suggested_value(facet: Facet, written: str) -> str | None:
    """The value that is most like what was written, by identifier or by name for people."""
    plain = written.removeprefix(f"{facet.kind.parameter}:")
    by_name = {value.name: value.id for value in facet.values.values()}
    return nearest(plain, facet.values) or by_name.get(nearest(plain.replace("-", " "), by_name) or "")


def known_relation(catalog: Catalog, written: str) -> str | None:
    """A relation that a model of the catalog has to its base models, whatever its case."""
    folded = written.casefold()
    return folded if any(folded in derived for derived in catalog.lineage.derived.values()) else None


def relation_and_base(written: str) -> tuple[Relation | None, str]:
    """A base model, and a relation in front of it, as the Hub's tags write it: `base_model:finetune:ORG/NAME`."""
    plain = written.removeprefix(f"{BASE_MODELS.parameter}:")
    before, _, base = plain.partition(":")
    relation = next((one for one in RELATIONS if one == before), None)
    return (relation, base) if relation and base else (None, plain)
