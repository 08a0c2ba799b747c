"""What an organization's models are about, in a few lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from ..catalog.catalog import Catalog
from ..catalog.facets import LIBRARIES, LICENSES, TASKS, FacetKind, FacetValue
from ..catalog.model import CatalogModel

KINDS = (TASKS, LIBRARIES, LICENSES)
SHOWN = 8
"""Values of one kind that show at once."""
FOLDED = 50
"""Values of one kind that fold away; further ones are only counted."""


class CountedValue(msgspec.Struct, frozen=True):
    """A value's name and the address of its page, and how many models of the organization have it."""

    name: str
    address: str
    count: int


class ValueCounts(msgspec.Struct, frozen=True):
    """The values of one kind, the most frequent first: those that show, those that fold away, how many are left out."""

    title: str
    shown: tuple[CountedValue, ...]
    folded: tuple[CountedValue, ...]
    left_out: int

    @property
    def hidden(self) -> int:
        """How many do not show at once."""
        return len(self.folded) + self.left_out


class OrganizationView(msgspec.Struct, frozen=True):
    """The tasks, libraries and licenses of an organization's models, and the day of the last change (ISO 8601)."""

    counts: tuple[ValueCounts, ...]
    updated: str | None


def organization_view(organization: FacetValue, catalog: Catalog) -> OrganizationView | None:
    """The summary of an organization; None for one with a single model, whose row says the same."""
    if organization.count == 1:
        return None
    models = [catalog.models[place] for place in organization.models]
    days = [model.dates.updated for model in models if model.dates]
    return OrganizationView(tuple(_all_counts(models, catalog)), max(days, default=None))


def _all_counts(models: Iterable[CatalogModel], catalog: Catalog) -> Iterator[ValueCounts]:
    for kind in KINDS:
        ordered = _counted(kind, models, catalog)
        if ordered:
            shown, folded = ordered[:SHOWN], ordered[SHOWN : SHOWN + FOLDED]
            title = kind.singular if len(ordered) == 1 else kind.title
            yield ValueCounts(title, shown, folded, len(ordered) - len(shown) - len(folded))


def _counted(kind: FacetKind, models: Iterable[CatalogModel], catalog: Catalog) -> tuple[CountedValue, ...]:
    counts = Counter(value for model in models for value in kind.values_of(model))
    values = [(catalog.value(kind.key, value), count) for value, count in counts.items()]
    ordered = sorted(values, key=lambda pair: (-pair[1], pair[0].name.casefold(), pair[0].id))
    # Licenses have long names; the rows below say their identifiers, too.
    return tuple(
        CountedValue(value.id if kind is LICENSES else value.name, value.address, count) for value, count in ordered
    )
