"""The values of a list's filters: as a page writes them, and as the catalog has them."""

from __future__ import annotations

from ..catalog.catalog import Catalog
from ..catalog.facets import BASE_MODELS, TAGS
from ..catalog.selection import KINDS, PARAMETERS, RELATION
from ..parse.metadata import RELATIONS
from ..vocabulary import nearest


def understood(catalog: Catalog, parameter: str, written: str) -> tuple[tuple[str, str], ...]:
    """The parameters and values that a text means, as `browse_state.mjs` understands addresses.

    The Hub's tags say what they are, as in `license:mit` and `base_model:finetune:ORG/NAME`. A value that is known as
    it is written is just that.
    """
    known = known_value(catalog, parameter, written)
    if known is not None:
        return ((parameter, known),)
    first, _, rest = written.partition(":")
    if rest and parameter == BASE_MODELS.parameter and first in RELATIONS:
        return ((RELATION, first), *understood(catalog, parameter, rest))
    if rest and first in PARAMETERS and parameter in (first, TAGS.parameter):
        return understood(catalog, first, rest)
    return ((parameter, written),)


def known_value(catalog: Catalog, parameter: str, written: str) -> str | None:
    """The identifier of a value, whatever its case; None for one that no model has."""
    folded = written.lower()
    if parameter == RELATION:
        return folded if any(folded in derived for derived in catalog.lineage.derived.values()) else None
    facet = catalog.facets[KINDS[parameter].key]
    known = facet.spellings.get(written, written)
    return known if known in facet.values else next((value for value in facet.values if value.lower() == folded), None)


def suggested_value(catalog: Catalog, parameter: str, written: str) -> str | None:
    """The value that is most like what was written, by identifier or by name for people."""
    if parameter == RELATION:
        return nearest(written, RELATIONS)
    values = catalog.facets[KINDS[parameter].key].values
    by_name = {value.name: value.id for value in values.values()}
    return nearest(written, values) or by_name.get(nearest(written.replace("-", " "), by_name) or "")
