"""The steps in order: from a folder of cards to the catalog. What front ends call."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from .catalog.catalog import Catalog, build_catalog
from .discover import CardsFolder, CardSource, discover
from .findings import Finding
from .history import read_history
from .parse.card import ModelCard, parse_card
from .render.card import RenderedCard, render_card


class CatalogResult(msgspec.Struct, frozen=True):
    """The catalog, and everything that was found, with the default severities."""

    catalog: Catalog
    findings: tuple[Finding, ...]


def load_catalog(folder: CardsFolder, site: Mapping[str, str]) -> CatalogResult:
    """Read every card of a folder. `site` holds the addresses that the site has already, each with its file."""
    discovery = discover(folder)
    history = read_history(folder.path, folder.shown_as)
    cards = [process_card(source) for source in discovery.sources]
    catalog = build_catalog(cards, history.dates, site)
    about_cards = [found for card, rendered in cards for found in (*card.findings, *rendered.findings)]
    return CatalogResult(catalog, (*discovery.findings, *history.findings, *about_cards, *catalog.findings))


def process_card(source: CardSource) -> tuple[ModelCard, RenderedCard]:
    """Parse and render one card: a pure function of its source."""
    card = parse_card(source)
    return card, render_card(card)
