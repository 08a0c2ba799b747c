"""The steps in order: from a folder of cards to the catalog. What front ends call."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from .attachments import Attachments, find_attachments
from .catalog.catalog import Catalog, build_catalog
from .discover import CardsFolder, CardSource, discover
from .findings import Finding
from .formulas.typeset import Typesetter
from .history import read_history
from .parse.card import ModelCard, parse_card
from .render.card import RenderedCard, render_card
from .render.options import RenderOptions
from .targets import LinkOptions, Targets, resolve_links


class CatalogOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What a user may choose: how cards are rendered, where their links lead, and which files are published besides."""

    render: RenderOptions = RenderOptions()
    links: LinkOptions = LinkOptions()
    publish: tuple[str, ...] = ()


class CatalogResult(msgspec.Struct, frozen=True):
    """The catalog, the files to publish, where links lead, and all that was found, with the default severities."""

    catalog: Catalog
    attachments: Attachments
    targets: Targets
    findings: tuple[Finding, ...]


def load_catalog(
    folder: CardsFolder, site: Mapping[str, str], options: CatalogOptions, typesetter: Typesetter
) -> CatalogResult:
    """Read every card of a folder. `site` holds the addresses that the site has already, each with its file."""
    discovery = discover(folder)
    history = read_history(folder.path, folder.shown_as)
    cards = [process_card(source, options.render, typesetter) for source in discovery.sources]
    catalog = build_catalog(cards, history.dates, site)
    attachments = find_attachments(folder, catalog, options.publish)
    targets = resolve_links(catalog, attachments, site, options.links)
    about_cards = [found for card, rendered in cards for found in (*card.findings, *rendered.findings)]
    findings = (*discovery.findings, *history.findings, *about_cards, *catalog.findings, *targets.findings)
    return CatalogResult(catalog, attachments, targets, findings)


def process_card(source: CardSource, options: RenderOptions, typesetter: Typesetter) -> tuple[ModelCard, RenderedCard]:
    """Parse and render one card: a pure function of its source and the options."""
    card = parse_card(source)
    return card, render_card(card, options, typesetter)
