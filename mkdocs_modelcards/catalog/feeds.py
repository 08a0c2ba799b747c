"""Feeds of new models: which there are, where, and what stands in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest

import msgspec

from .addresses import MODELS, AddressBook
from .datasets import Datasets
from .facets import DATASETS_FACET, ORGANIZATIONS_FACET, Facet
from .lines import one_line
from .model import CatalogModel

FEED_FILE = "feed.xml"
"""The name of a feed's file, which stands beside the page of the same models."""

MAX_ENTRIES = 20
MAX_TITLE = 200


class Feed(msgspec.Struct, frozen=True):
    """A feed: the address of the page that it belongs to, its title, and the places of its models, the newest first."""

    page: str
    title: str
    models: tuple[int, ...]

    @property
    def address(self) -> str:
        """Where the file stands, relative to the site's root."""
        return f"{self.page}{FEED_FILE}"


def find_feeds(
    models: Sequence[CatalogModel], facets: Mapping[str, Facet], datasets: Datasets, book: AddressBook
) -> dict[str, Feed]:
    """The feed of all models and those of all values, by the addresses of their pages.

    Models without dates stand in no feed, and there is none without models, nor where its address is not free.
    """
    newest_first = sorted(range(len(models)), key=lambda place: _created(models[place]), reverse=True)
    ranks = {place: rank for rank, place in enumerate(newest_first) if models[place].dates}
    found = {}
    for page, title, places in _lists(len(models), facets, datasets):
        dated = nsmallest(MAX_ENTRIES, (ranks[place] for place in places if place in ranks))
        feed = Feed(page, one_line(title, MAX_TITLE), tuple(newest_first[rank] for rank in dated))
        if dated and book.owner(feed.address) is None:
            book.take(feed.address, "a feed of the catalog")
            found[page] = feed
    return found


def _created(model: CatalogModel) -> str:
    return model.dates.created if model.dates else ""


def _lists(models: int, facets: Mapping[str, Facet], datasets: Datasets) -> Iterator[tuple[str, str, Iterable[int]]]:
    """The address of each list's page, a title for its feed, and its models."""
    yield MODELS, "New models", range(models)
    for facet in facets.values():
        kind = facet.kind
        words = "of" if kind is ORGANIZATIONS_FACET else f"with the {kind.singular.lower()}"
        for value in facet.all_values:
            places: Iterable[int] = value.models
            if kind is DATASETS_FACET:
                evaluated = (one.model for one in datasets.evaluated_on.get(value.id, ()))
                places = dict.fromkeys((*value.models, *evaluated))
            yield value.address, f"New models {words} {value.name}", places
