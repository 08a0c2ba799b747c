"""The page of all models without a theme around it, for catalogs of any size: made in seconds, shown by a browser."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random

import msgspec

from mkdocs_modelcards.catalog.catalog import Catalog, build_catalog
from mkdocs_modelcards.catalog.data_files import data_files
from mkdocs_modelcards.catalog.feeds import Feed
from mkdocs_modelcards.discover import CardSource
from mkdocs_modelcards.history import CardDates
from mkdocs_modelcards.pages.renderer import PageRenderer
from mkdocs_modelcards.pages.site_pages import ListingPage, site_pages
from mkdocs_modelcards.pages.template_files import theme_folder
from mkdocs_modelcards.parse.card import ModelCard, parse_card
from mkdocs_modelcards.render.card import RenderedCard, render_card
from mkdocs_modelcards.source_file import SourceFile
from scripts.bench.corpus.cards import model_id
from scripts.bench.corpus.header import header
from scripts.bench.corpus.prose import sentence

FRAME = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Models</title>
<link rel="stylesheet" href="{root}assets/modelcards/modelcards.css">
<style>body {{ margin: 0 auto; max-width: 75rem; padding: 1rem; font: 16px sans-serif }}</style></head>
<body><article>{content}</article>
<script type="module" src="{root}assets/modelcards/modelcards.mjs"></script></body></html>
"""
NEWEST = date(2026, 6, 30)
PARSED_AT_MOST = 2_000


def parsed(model: str, text: str) -> ModelCard:
    """A card with an id."""
    return parse_card(CardSource(model, f"{model}.md", SourceFile(f"cards/{model}.md", text)))


def catalog_of(cards: Mapping[str, str], dates: Mapping[str, tuple[str, str]] | None = None) -> Catalog:
    """A catalog of cards by their ids; `dates` are the days on which some were created and updated."""
    known = {f"{model}.md": CardDates(*days) for model, days in (dates or {}).items()}
    both = [(card, render_card(card)) for card in (parsed(model, text) for model, text in cards.items())]
    return build_catalog(both, known, {})


def many_models(count: int) -> Catalog:
    """A catalog of generated cards with the headers of the benchmark's, summaries and dates; the same each time.

    Beyond `PARSED_AT_MOST`, headers come again under other ids, with other base models.
    """
    some = [_generated(number) for number in range(min(count, PARSED_AT_MOST))]
    cards = [_renamed(some[number % len(some)], number) for number in range(count)]
    dates = {card.location: _dates(Random(number)) for number, (card, _) in enumerate(cards)}
    return build_catalog(cards, dates, {})


def _generated(number: int) -> tuple[ModelCard, RenderedCard]:
    rng = Random(number)
    own = model_id(number)
    earlier = [model_id(rng.randrange(number)) for _ in range(12)] if number else []
    card = parsed(own, f"---\n{header(rng, number, own, earlier)}---\n")
    rendered = RenderedCard(
        template="", title=sentence(rng)[:40], summary=" ".join(sentence(rng) for _ in range(2))[:200]
    )
    return card, rendered


def _renamed(both: tuple[ModelCard, RenderedCard], number: int) -> tuple[ModelCard, RenderedCard]:
    card, rendered = both
    own = model_id(number)
    bases = tuple(model_id(Random(number).randrange(number)) for _ in card.data.base_model)
    data = msgspec.structs.replace(card.data, base_model=bases)
    return msgspec.structs.replace(card, id=own, location=f"{own}.md", path=f"cards/{own}.md", data=data), rendered


def _dates(rng: Random) -> CardDates:
    created = NEWEST - timedelta(days=rng.randrange(900))
    updated = created + timedelta(days=rng.randrange((NEWEST - created).days + 1))
    return CardDates(created.isoformat(), updated.isoformat())


def write_browse_site(
    catalog: Catalog, folder: Path, page_size: int = 100, page_file: str = "", feeds: Mapping[str, Feed] | None = None
) -> Path:
    """Write the pages of all models, their data and what they load into a folder. Returns the folder."""
    data = data_files(catalog, page_file)
    renderer = PageRenderer(
        catalog, [str(theme_folder())], page_file, browse_index=data.browse_index, feeds=feeds or {}
    )
    for page in site_pages(catalog, page_size):
        if isinstance(page, ListingPage) and page.kind is None:
            path = folder / page.address / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            root = "../" * page.address.count("/")
            path.write_text(FRAME.format(root=root, content=renderer.html(page)), encoding="utf-8")
    for address, content in data.files:
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    shutil.copytree(theme_folder() / "assets", folder / "assets", dirs_exist_ok=True)
    return folder
