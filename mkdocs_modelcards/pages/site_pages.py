"""Which pages a catalog has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias, TypeVar

import msgspec

from ..catalog.addresses import MODELS, numbered
from ..catalog.catalog import Catalog
from ..catalog.facets import ORGANIZATIONS_FACET, Facet, FacetKind, FacetValue
from ..catalog.model import CatalogModel
from ..render.headings import Heading, slug
from ..render.summary import shortened
from .added_sections import added_sections

T = TypeVar("T")

VALUES_PER_PAGE = 500
"""Values on one page of a facet's index: about 100 kB."""


class Part(msgspec.Struct, frozen=True):
    """Where a page stands in a paged list. `base` is the address of the list's first page."""

    base: str
    number: int
    count: int


class CardPage(msgspec.Struct, frozen=True):
    """The page of one model. `added` are the headings of the sections that it has besides the card's text."""

    model: CatalogModel
    added: tuple[Heading, ...] = ()

    @property
    def address(self) -> str:
        """Where the page stands, relative to the site's root."""
        return self.model.address

    @property
    def title(self) -> str:
        """The page's title as plain text."""
        return self.model.title

    @property
    def description(self) -> str:
        """What search engines show, as plain text."""
        return self.model.summary

    @property
    def search_text(self) -> str:
        """What the theme's search finds the page by, besides its title."""
        return " ".join((self.model.id, self.model.summary, *self.model.tags))

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The headings of the page, for the theme's sidebar."""
        return (*self.model.rendered.contents, *self.added)


class ListingPage(msgspec.Struct, frozen=True):
    """A list of models: all of them (`value` is None), or those with one value of a facet."""

    address: str
    title: str
    description: str
    models: tuple[CatalogModel, ...]
    total: int
    part: Part
    kind: FacetKind | None = None
    value: FacetValue | None = None
    search_text: str = ""
    contents: tuple[Heading, ...] = ()


class ValueGroup(msgspec.Struct, frozen=True):
    """Facet values under a heading, whose title is empty for facets without groups."""

    heading: Heading
    values: tuple[FacetValue, ...]


class FacetPage(msgspec.Struct, frozen=True):
    """The values of a facet with their counts, in groups."""

    address: str
    title: str
    description: str
    kind: FacetKind
    groups: tuple[ValueGroup, ...]
    part: Part
    search_text: str = ""

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The groups' headings."""
        return tuple(group.heading for group in self.groups if group.heading.title)


class OverviewPage(msgspec.Struct, frozen=True):
    """What is in the catalog, by task: a home page for sites that have none of their own."""

    address: str = ""
    title: str = "Model catalog"
    description: str = "All models of this catalog, by task."
    search_text: str = ""
    contents: tuple[Heading, ...] = ()


SitePage: TypeAlias = CardPage | ListingPage | FacetPage | OverviewPage


def site_pages(catalog: Catalog, page_size: int) -> Iterator[SitePage]:
    """Every page of a catalog; listings have at most `page_size` models a page."""
    yield from (CardPage(model, added_sections(model, catalog)) for model in catalog.models)
    yield from _listing_pages(catalog.models, MODELS, "Models", "All models of this catalog.", page_size)
    for facet in catalog.facets.values():
        yield from _facet_pages(facet)
        for value in facet.values.values():
            yield from _value_pages(catalog, facet.kind, value, page_size)


def _value_pages(catalog: Catalog, kind: FacetKind, value: FacetValue, page_size: int) -> Iterator[ListingPage]:
    models = tuple(catalog.models[place] for place in value.models)
    title = value.name if kind is ORGANIZATIONS_FACET else f"{kind.singular}: {value.name}"
    description = shortened(f"{_counted(len(models))} with the {kind.singular.lower()} {value.name}.")
    yield from _listing_pages(models, value.address, title, description, page_size, kind, value)


def _listing_pages(
    models: Sequence[CatalogModel],
    base: str,
    title: str,
    description: str,
    page_size: int,
    kind: FacetKind | None = None,
    value: FacetValue | None = None,
) -> Iterator[ListingPage]:
    parts = _parts(models, page_size)
    for number, rows in enumerate(parts, start=1):
        yield ListingPage(
            address=numbered(base, number),
            title=_paged_title(title, number),
            description=description,
            models=rows,
            total=len(models),
            part=Part(base, number, len(parts)),
            kind=kind,
            value=value,
        )


def _facet_pages(facet: Facet) -> Iterator[FacetPage]:
    kind = facet.kind
    ordered = [value for group in group_values(tuple(facet.values.values())) for value in group.values]
    parts = _parts(ordered, VALUES_PER_PAGE)
    for number, values in enumerate(parts, start=1):
        yield FacetPage(
            address=numbered(kind.address, number),
            title=_paged_title(kind.title, number),
            description=f"The {kind.title.lower()} of the models in this catalog.",
            kind=kind,
            groups=group_values(values),
            part=Part(kind.address, number, len(parts)),
        )


def group_values(values: Sequence[FacetValue]) -> tuple[ValueGroup, ...]:
    """The values by group, groups by name with `Other` last, the order within a group kept."""
    names = sorted({value.group for value in values}, key=lambda name: (name == "Other", name))
    return tuple(
        ValueGroup(Heading(2, name, slug(name)), tuple(value for value in values if value.group == name))
        for name in names
    )


def _parts(items: Sequence[T], size: int) -> list[tuple[T, ...]]:
    return [tuple(items[start : start + size]) for start in range(0, len(items), size)] or [()]


def _paged_title(title: str, number: int) -> str:
    return title if number == 1 else f"{title} (page {number})"


def _counted(count: int) -> str:
    return "1 model" if count == 1 else f"{count:,} models"
