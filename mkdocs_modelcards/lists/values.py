"""The values of a list's filters: as a page writes them, and as the catalog has them."""

from __future__ import annotations

from collections.abc import Mapping

from ..catalog.catalog import Catalog
from ..catalog.facets import BASE_MODELS, TAGS
from ..catalog.selection import KINDS, PARAMETERS, RELATION
from ..parse.metadata import RELATIONS
from ..vocabulary import nearest


class ListValues:
    """The values that a catalog has, for all lists of a build."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._relations = frozenset(relation for derived in catalog.lineage.derived.values() for relation in derived)
        self._in_lower_case: dict[str, Mapping[str, str]] = {}

    def understood(self, parameter: str, written: str) -> tuple[tuple[str, str], ...]:
        """The parameters and values that a text means, as `browse_state.mjs` understands addresses.

        The Hub's tags say what they are, as in `license:mit` and `base_model:finetune:ORG/NAME`. A value that is known
        as it is written is just that.
        """
        known = self.known(parameter, written)
        first, _, rest = written.partition(":")
        if known is None and rest and first in PARAMETERS and parameter in (first, TAGS.parameter):
            parameter, written = first, rest
            known = self.known(parameter, written)
            first, _, rest = written.partition(":")
        if known is None and rest and parameter == BASE_MODELS.parameter and first in RELATIONS:
            return ((RELATION, first), (parameter, self.known(parameter, rest) or rest))
        return ((parameter, known or written),)

    def known(self, parameter: str, written: str) -> str | None:
        """The identifier of a value, in whatever case it is written; None for one that no model has."""
        if parameter == RELATION:
            folded = written.lower()
            return folded if folded in self._relations else None
        facet = self.catalog.facets[KINDS[parameter].key]
        known = facet.spellings.get(written, written)
        return known if known in facet.values else self._lower_case(parameter).get(written.lower())

    def suggested(self, parameter: str, written: str) -> str | None:
        """The value that is most like what was written, by identifier or by name for people."""
        if parameter == RELATION:
            return nearest(written, RELATIONS)
        values = self.catalog.facets[KINDS[parameter].key].values
        by_name = {value.name: value.id for value in values.values()}
        return nearest(written, values) or by_name.get(nearest(written.replace("-", " "), by_name) or "")

    def _lower_case(self, parameter: str) -> Mapping[str, str]:
        """The most frequent value by each identifier in lower case."""
        if parameter not in self._in_lower_case:
            values = self.catalog.facets[KINDS[parameter].key].values
            self._in_lower_case[parameter] = {value.lower(): value for value in reversed(tuple(values))}
        return self._in_lower_case[parameter]
