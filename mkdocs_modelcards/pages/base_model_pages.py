"""The pages of base models: what each is, and what was made from it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from markupsafe import Markup

from ..catalog.catalog import Catalog
from ..catalog.facets import BASE_MODELS, FacetValue
from ..catalog.model import CatalogModel
from ..render.headings import Heading
from ..render.summary import shortened
from .base_models import Bases, bases_of, hub_page, model_of
from .options import PageOptions
from .paging import Part, counted, paged
from .pieces import Pieces
from .relations import DerivedList, derived_lists


class BaseModelPage(msgspec.Struct, frozen=True):
    """One page of a base model, with its part of the lists of what derives from it, and these lists as a whole."""

    title: str
    description: str
    value: FacetValue
    groups: tuple[tuple[DerivedList, tuple[CatalogModel, ...]], ...]
    lists: tuple[DerivedList, ...]
    part: Part
    search_text: str = ""

    @property
    def address(self) -> str:
        """Where the page stands, relative to the site's root."""
        return self.part.address

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The headings of the lists that the page has a part of."""
        return tuple(derived.heading for derived, _ in self.groups)


def base_model_pages(catalog: Catalog, page_size: int) -> Iterator[BaseModelPage]:
    """The pages of every base model, with at most `page_size` models each, by relation and then by id."""
    for value in catalog.facets[BASE_MODELS.key].values.values():
        lists = derived_lists(value.id, catalog, page_size)
        rows = [(derived, catalog.models[place]) for derived in lists for place in derived.models]
        title = f"{BASE_MODELS.singular}: {value.name}"
        description = shortened(f"{counted(len(rows))} with the base model {value.name}.")
        for part, some in paged(value.address, rows, page_size):
            by_list: dict[str, list[CatalogModel]] = {}
            for derived, model in some:
                by_list.setdefault(derived.relation, []).append(model)
            groups = tuple(
                (derived, tuple(by_list[derived.relation])) for derived in lists if derived.relation in by_list
            )
            yield BaseModelPage(part.titled(title), description, value, groups, lists, part)


class BaseModelView(msgspec.Struct, frozen=True):
    """What a page of a base model shows.

    `model` is the base model itself, if the catalog has it, and `bases` are its own base models; `url` is where it is
    otherwise. `lists` are all lists, `groups` the heading and the rows of those on this page.
    """

    model: CatalogModel | None
    url: str | None
    bases: Bases | None
    lists: tuple[DerivedList, ...]
    groups: tuple[tuple[Heading, Markup], ...]


def base_model_view(page: BaseModelPage, catalog: Catalog, pieces: Pieces, options: PageOptions) -> BaseModelView:
    """What a page of a base model shows."""
    model = model_of(page.value.id, catalog)
    return BaseModelView(
        model=model,
        url=None if model else hub_page(page.value.id, options.hub_url),
        bases=bases_of(model, catalog, options) if model else None,
        lists=page.lists,
        groups=tuple((derived.heading, pieces.compact_rows(models, BASE_MODELS)) for derived, models in page.groups),
    )
