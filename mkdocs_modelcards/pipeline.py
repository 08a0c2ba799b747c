"""The steps in order: from a folder of cards to the catalog. What front ends call."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from .attachments import Attachments, find_attachments
from .catalog.catalog import Catalog, build_catalog
from .discover import CardsFolder, CardWalk
from .findings import Finding
from .history import read_history
from .processing.all_cards import CardTemplates, Means, first_pass
from .render.options import RenderOptions
from .targets import LinkOptions, Targets, resolve_links


class CatalogOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What a user may choose: how cards are rendered, where their links lead, and which files are published besides."""

    render: RenderOptions = RenderOptions()
    links: LinkOptions = LinkOptions()
    publish: tuple[str, ...] = ()


class CatalogResult(msgspec.Struct, frozen=True):
    """The catalog, the HTML of its cards, the files to publish, where links lead, and all that was found.

    Findings have the default severities. `missed_engine` says whether formulas are shown as source because no engine
    was there.
    """

    catalog: Catalog
    templates: CardTemplates
    attachments: Attachments
    targets: Targets
    findings: tuple[Finding, ...]
    missed_engine: bool


def load_catalog(folder: CardsFolder, site: Mapping[str, str], options: CatalogOptions, means: Means) -> CatalogResult:
    """Read every card of a folder. `site` holds the addresses that the site has already, each with its file."""
    cards = CardWalk(folder)
    history = read_history(folder.path, folder.shown_as)
    done = first_pass(cards, options.render, means)
    catalog = build_catalog(done.cards, history.dates, site)
    attachments = find_attachments(folder, catalog, options.publish)
    targets = resolve_links(catalog, attachments, site, options.links)
    about_cards = (found for card, rendered in done.cards for found in (*card.findings, *rendered.findings))
    findings = (*cards.findings, *history.findings, *about_cards, *catalog.findings, *targets.findings)
    return CatalogResult(catalog, done.templates, attachments, targets, findings, done.missed_engine)
