"""Where a model comes from and what was made of it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..catalog.catalog import Catalog
from ..catalog.facets import DATASETS_FACET, LICENSES, FacetValue
from ..catalog.inherited_licenses import LicenseDoubt, asked_for
from ..catalog.model import CatalogModel
from .base_models import Bases, bases_of, model_of
from .options import PageOptions
from .relations import DerivedList

MODELS_SHOWN = 5
"""Models of each relation that are named."""

DATASETS_SHOWN = 10
LICENSES_SHOWN = 3


class LicenseNotice(msgspec.Struct, frozen=True):
    """Why someone should look at the licenses: the base model and its page, its license, what that asks for."""

    base: str
    address: str
    base_license: str
    asked_for: str


class DerivedModels(msgspec.Struct, frozen=True):
    """The models with one relation to this one: where all are listed, and the first few."""

    list: DerivedList
    first: tuple[CatalogModel, ...]


class LineageView(msgspec.Struct, frozen=True):
    """What the section of a model's lineage shows.

    `own_license` is the license in words, for `license_notices`. `same_data` are the datasets that other models were
    trained on, too, and `more_data` is how many more of them there are.
    """

    bases: Bases | None
    derived: tuple[DerivedModels, ...]
    own_license: str
    license_notices: tuple[LicenseNotice, ...]
    same_data: tuple[FacetValue, ...]
    more_data: int


def has_lineage(model: CatalogModel, catalog: Catalog) -> bool:
    """Whether there is something to show about a model's lineage."""
    return bool(model.base_models or model.id in catalog.lineage.derived or shared_datasets(model, catalog))


def shared_datasets(model: CatalogModel, catalog: Catalog) -> tuple[FacetValue, ...]:
    """The datasets of a model that other models were trained on, too."""
    values = (catalog.value(DATASETS_FACET.key, dataset) for dataset in model.datasets)
    # By id, because the hash of a value takes time for each of its models.
    return tuple({value.id: value for value in values if value.count > 1}.values())


def lineage_view(
    model: CatalogModel, catalog: Catalog, options: PageOptions, derived: Sequence[DerivedList] = ()
) -> LineageView | None:
    """The lineage of a model, None when it has none. `derived` are the lists of what derives from it."""
    shared = shared_datasets(model, catalog)
    if not (model.base_models or derived or shared):
        return None
    doubts = catalog.lineage.doubts.get(catalog.lineage.places[model.id], ())
    return LineageView(
        bases=bases_of(model, catalog, options),
        derived=tuple(_first(one, catalog) for one in derived),
        own_license=_license_names(model.licenses, catalog) if doubts else "",
        license_notices=tuple(_notice(doubt, catalog) for doubt in doubts),
        same_data=shared[:DATASETS_SHOWN],
        more_data=max(0, len(shared) - DATASETS_SHOWN),
    )


def _first(derived: DerivedList, catalog: Catalog) -> DerivedModels:
    return DerivedModels(derived, tuple(catalog.models[place] for place in derived.models[:MODELS_SHOWN]))


def _notice(doubt: LicenseDoubt, catalog: Catalog) -> LicenseNotice:
    base = model_of(doubt.base, catalog)
    address = base.address if base else ""
    return LicenseNotice(doubt.base, address, _license_names(doubt.licenses, catalog), asked_for(doubt.lost))


def _license_names(licenses: Sequence[str], catalog: Catalog) -> str:
    names = [catalog.value(LICENSES.key, license).name for license in licenses[:LICENSES_SHOWN]]
    return " or ".join(names) + (" or others" if len(licenses) > LICENSES_SHOWN else "")
