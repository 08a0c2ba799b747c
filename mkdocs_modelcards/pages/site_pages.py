"""Which pages a catalog has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import msgspec

from ..catalog.addresses import COMPARE, MODELS
from ..catalog.catalog import Catalog
from ..catalog.facets import BASE_MODELS, DATASETS_FACET, ORGANIZATIONS_FACET, Facet, FacetKind, FacetValue
from ..catalog.model import CatalogModel
from ..catalog.sub_cards import OrganizationCard, SubCard
from ..history import CardDates
from ..render.headings import Heading, slug
from ..render.summary import shortened
from .added_sections import added_sections
from .base_model_pages import BaseModelPage, base_model_pages
from .dataset_pages import DatasetPage, dataset_pages
from .leaderboard_pages import LeaderboardPage, LeaderboardsPage, leaderboard_pages
from .paging import Part, counted, paged
from .relations import DerivedList, derived_lists

VALUES_PER_PAGE = 500
"""Values on one page of a facet's index: about 100 kB."""

MODELS_HEADING = Heading(2, "Models", "mc-models")
"""Stands above the list of models where an organization's text comes first."""


class CardPage(msgspec.Struct, frozen=True):
    """The page of one model.

    `added` are the headings of the sections that it has besides the card's text, `derived` the lists of what was made
    from the model.
    """

    model: CatalogModel
    added: tuple[Heading, ...] = ()
    derived: tuple[DerivedList, ...] = ()

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

    @property
    def dates(self) -> CardDates | None:
        """When the text was created and last changed."""
        return self.model.dates


class SubCardPage(msgspec.Struct, frozen=True):
    """The page of one sub-card of a model."""

    model: CatalogModel
    part: SubCard

    @property
    def address(self) -> str:
        """Where the page stands, relative to the site's root."""
        return self.part.address

    @property
    def title(self) -> str:
        """The page's title as plain text."""
        return f"{self.part.name} – {self.model.title}"

    @property
    def description(self) -> str:
        """What search engines show, as plain text."""
        return self.part.rendered.summary

    @property
    def search_text(self) -> str:
        """What the theme's search finds the page by, besides its title."""
        return f"{self.model.id} {self.part.rendered.summary}"

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The headings of the page, for the theme's sidebar."""
        return self.part.rendered.contents

    @property
    def dates(self) -> CardDates | None:
        """When the text was created and last changed."""
        return self.part.dates


class ListingPage(msgspec.Struct, frozen=True):
    """A list of models: all of them (`value` is None), or those with one value of a facet.

    `about` is the text of the organization whose models they are, on the first page of its list.
    """

    address: str
    title: str
    description: str
    models: tuple[CatalogModel, ...]
    total: int
    part: Part
    kind: FacetKind | None = None
    value: FacetValue | None = None
    about: OrganizationCard | None = None

    @property
    def search_text(self) -> str:
        """What the theme's search finds the page by, besides its title."""
        return self.about.rendered.summary if self.about else ""

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The headings of the organization's text, and that of the list below it."""
        return (*self.about.rendered.contents, MODELS_HEADING) if self.about else ()


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


class ComparePage(msgspec.Struct, frozen=True):
    """Where readers put models side by side; a script fills it."""

    address: str = COMPARE
    title: str = "Compare models"
    description: str = "Facts, results and sections of two to four models, side by side."
    search_text: str = ""
    contents: tuple[Heading, ...] = ()


SitePage: TypeAlias = (
    CardPage
    | SubCardPage
    | ListingPage
    | DatasetPage
    | BaseModelPage
    | FacetPage
    | LeaderboardPage
    | LeaderboardsPage
    | OverviewPage
    | ComparePage
)


def site_pages(catalog: Catalog, page_size: int) -> Iterator[SitePage]:
    """Every page of a catalog; listings have at most `page_size` models a page."""
    for model in catalog.models:
        yield CardPage(model, added_sections(model, catalog), derived_lists(model.id, catalog, page_size))
        yield from (SubCardPage(model, part) for part in model.sub_cards)
    yield from _listing_pages(catalog.models, MODELS, "Models", "All models of this catalog.", page_size)
    yield ComparePage()
    yield from leaderboard_pages(catalog)
    for facet in catalog.facets.values():
        yield from _facet_pages(facet)
        if facet.kind is DATASETS_FACET:
            yield from dataset_pages(catalog, page_size)
        elif facet.kind is BASE_MODELS:
            yield from base_model_pages(catalog, page_size)
        else:
            for value in facet.values.values():
                yield from _value_pages(catalog, facet.kind, value, page_size)


def _value_pages(catalog: Catalog, kind: FacetKind, value: FacetValue, page_size: int) -> Iterator[ListingPage]:
    models = tuple(catalog.models[place] for place in value.models)
    title = value.name if kind is ORGANIZATIONS_FACET else f"{kind.singular}: {value.name}"
    description = shortened(f"{counted(len(models))} with the {kind.singular.lower()} {value.name}.")
    about = catalog.organization_cards.get(value.id) if kind is ORGANIZATIONS_FACET else None
    yield from _listing_pages(models, value.address, title, description, page_size, kind, value, about)


def _listing_pages(
    models: Sequence[CatalogModel],
    base: str,
    title: str,
    description: str,
    page_size: int,
    kind: FacetKind | None = None,
    value: FacetValue | None = None,
    about: OrganizationCard | None = None,
) -> Iterator[ListingPage]:
    for part, rows in paged(base, models, page_size):
        yield ListingPage(
            address=part.address,
            title=part.titled(title),
            description=description,
            models=rows,
            total=len(models),
            part=part,
            kind=kind,
            value=value,
            about=about if part.number == 1 else None,
        )


def _facet_pages(facet: Facet) -> Iterator[FacetPage]:
    kind = facet.kind
    ordered = [value for group in group_values(facet.all_values) for value in group.values]
    for part, values in paged(kind.address, ordered, VALUES_PER_PAGE):
        yield FacetPage(
            address=part.address,
            title=part.titled(kind.title),
            description=f"The {kind.title.lower()} of the models in this catalog.",
            kind=kind,
            groups=group_values(values),
            part=part,
        )


def group_values(values: Sequence[FacetValue]) -> tuple[ValueGroup, ...]:
    """The values by group, groups by name with `Other` last, the order within a group kept."""
    names = sorted({value.group for value in values}, key=lambda name: (name == "Other", name))
    return tuple(
        ValueGroup(Heading(2, name, slug(name)), tuple(value for value in values if value.group == name))
        for name in names
    )
