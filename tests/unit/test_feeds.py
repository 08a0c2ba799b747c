"""Feeds of new models: which there are, in which order, and that any text makes a feed."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from mkdocs_modelcards.catalog.addresses import AddressBook
from mkdocs_modelcards.catalog.atom import AtomFiles
from mkdocs_modelcards.catalog.catalog import Catalog, build_catalog
from mkdocs_modelcards.catalog.facets import FACETS, build_facet
from mkdocs_modelcards.catalog.feeds import MAX_ENTRIES, find_feeds
from mkdocs_modelcards.history import CardDates
from mkdocs_modelcards.pages.renderer import PageRenderer
from mkdocs_modelcards.pages.site_pages import site_pages
from mkdocs_modelcards.render.card import render_card
from tests.feeds import ATOM, entries, read_feed, value, values
from tests.projects import hrefs

from .helpers import card, quick
from .test_pages import THEMES, shown
from .test_similar import many_models

SITE = "https://models.example/shelf/"
DAYS = ("2024-05-01", "2024-05-02")


def catalog(dates: Mapping[str, str], text: str = "license: mit", site: Mapping[str, str] | None = None) -> Catalog:
    """A catalog of cards by id, each with the days when it was created and changed, and the same header."""
    cards = [card(f"---\n{text}\n---\nWhat it does.\n", one) for one in dates]
    known = {
        f"{one}/README.md": CardDates(days.split()[0], days.split()[-1]) for one, days in dates.items() if days.strip()
    }
    return build_catalog([(one, render_card(one)) for one in cards], known, site or {})


def ids(made: Catalog, page: str) -> list[str]:
    """The ids of the models in a page's feed."""
    return [made.models[place].id for place in made.feeds[page].models]


def test_the_newest_models_come_first_and_those_of_one_day_by_id() -> None:
    made = catalog(
        {
            "a/old": "2023-01-01 2026-01-01",
            "a/b": "2024-05-01",
            "a/a": "2024-05-01",
            "a/new": "2024-05-02",
            "a/undated": "",
        }
    )
    for page in ("models/", "models/licenses/mit/", "a/"):
        assert ids(made, page) == ["a/new", "a/a", "a/b", "a/old"]


def test_a_feed_has_the_newest_models_only() -> None:
    made = catalog({f"a/{day}": f"2024-05-{day}" for day in range(10, 31)} | {"a/x": "2024-04-01"})
    assert len(made.feeds["models/"].models) == MAX_ENTRIES
    assert ids(made, "models/")[0] == "a/30"
    assert ids(made, "models/")[-1] == "a/11"


def test_there_is_a_feed_for_each_value_that_has_a_model_with_dates() -> None:
    text = "base_model: o/base\ndatasets: [o/d]\nlicense: mit\ntags: [t]\npipeline_tag: fill-mask\nlanguage: en"
    results = (
        "model-index: [{results: [{task: {type: fill-mask}, dataset: {type: o/e, name: E},"
        " metrics: [{type: f1, value: 1}]}]}]"
    )
    made = catalog({"a/x": "2024-05-01", "a/y": ""}, f"{text}\n{results}")
    assert {page: feed.title for page, feed in made.feeds.items()} == {
        "models/": "New models",
        "models/tasks/fill-mask/": "New models with the task Fill-Mask",
        "models/languages/en/": "New models with the language English",
        "models/licenses/mit/": "New models with the license MIT",
        "datasets/o/d/": "New models with the dataset o/d",
        "datasets/o/e/": "New models with the dataset o/e",
        "models/tags/t/": "New models with the tag t",
        "models/base_models/o/base/": "New models with the base model o/base",
        "a/": "New models of a",
    }
    assert made.feeds["models/"].address == "models/feed.xml"
    assert catalog({"a/x": ""}, text).feeds == {}


def test_a_feed_of_a_dataset_has_models_that_were_trained_or_evaluated_on_it() -> None:
    trained = card("---\ndatasets: [o/d]\n---\n", "a/trained")
    evaluated = card(
        "---\nmodel-index: [{results: [{task: {type: fill-mask}, dataset: {type: o/d, name: D},"
        " metrics: [{type: f1, value: 1}]}]}]\n---\n",
        "a/evaluated",
    )
    dates = {f"{one.id}/README.md": CardDates("2024-05-01", "2024-05-01") for one in (trained, evaluated)}
    made = build_catalog([(one, render_card(one)) for one in (trained, evaluated)], dates, {})
    assert ids(made, "datasets/o/d/") == ["a/evaluated", "a/trained"]


def test_cards_and_files_of_the_site_have_precedence() -> None:
    dates = dict.fromkeys(("a/feed.xml", "b/x", "models/Feed.XML"), "2024-05-01")
    made = catalog(dates, site={"models/licenses/MIT/FEED.xml": "x"})
    assert {model.address for model in made.models} == {"a/feed.xml/", "b/x/", "models/Feed.XML/"}
    assert "b/" in made.feeds
    assert not {"a/", "models/", "models/licenses/mit/"} & made.feeds.keys()


def test_an_entry_says_what_a_model_is() -> None:
    made = catalog({"a/x": "2024-05-01 2025-06-02"}, "license: mit\npipeline_tag: fill-mask\nmodel_name: Fills & more")
    feed = read_feed(AtomFiles(made, "Ours", SITE).content(made.feeds["models/licenses/mit/"]))
    assert value(feed, "title") == "New models with the license MIT – Ours"
    assert value(feed, "id") == f"{SITE}models/licenses/mit/"
    assert value(feed, "updated") == "2025-06-02T00:00:00Z"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": f"{SITE}models/licenses/mit/feed.xml", "alternate": f"{SITE}models/licenses/mit/"}
    [entry] = entries(feed)
    assert value(entry, "title") == "Fills & more (a/x)"
    assert value(entry, "id") == f"{SITE}a/x/"
    assert value(entry, "summary") == "What it does."
    assert (value(entry, "published"), value(entry, "updated")) == ("2024-05-01T00:00:00Z", "2025-06-02T00:00:00Z")
    [author] = entry.findall(f"{ATOM}author")
    assert value(author, "name") == "a"
    assert [category.get("term") for category in entry.findall(f"{ATOM}category")] == ["fill-mask"]


def test_models_without_an_organization_have_the_site_as_their_author() -> None:
    made = catalog({"x": "2024-05-01"})
    for site_name, author in {"Ours": "Ours", " \x01": "x"}.items():
        [entry] = entries(read_feed(AtomFiles(made, site_name, SITE).content(made.feeds["models/"])))
        assert [value(one, "name") for one in entry.findall(f"{ATOM}author")] == [author]


def test_addresses_are_those_of_the_pages_files() -> None:
    made = catalog({"a/ä b": "2024-05-01"})
    feed = read_feed(AtomFiles(made, "Ours", SITE, "index.html").content(made.feeds["models/"]))
    assert values(entries(feed), "id") == [f"{SITE}a/%C3%A4%20b/index.html"]
    assert value(feed, "id") == f"{SITE}models/index.html"


TEXT = st.text(st.characters(exclude_categories=()), max_size=30)


@given(title=TEXT, summary=TEXT, tag=TEXT, task=TEXT, name=TEXT, site_name=TEXT)
@example("<b>&amp;]]>", "\"'", "\ud800\x00", "\ufffe\uffff\x0b", "a/\x1b\u2028\x85b", "\t\r\n")
def test_any_text_makes_a_feed(title: str, summary: str, tag: str, task: str, name: str, site_name: str) -> None:
    [plain] = many_models(1, [tag], 1, title=title, summary=summary, task=task, dates=CardDates(*DAYS))
    model = msgspec.structs.replace(plain, id=f"o/x{name}", organization=name)
    book = AddressBook({})
    facets = {kind.key: build_facet(kind, (model,), book) for kind in FACETS}
    empty = catalog({})
    feeds = find_feeds((model,), facets, empty.datasets, book)
    made = Catalog((model,), facets, (), empty.datasets)
    files = AtomFiles(made, site_name, SITE)
    assert len(feeds) >= 2
    for feed in feeds.values():
        [entry] = entries(read_feed(files.content(feed)))
        assert value(entry, "title").strip()
        for text, told in ((title, value(entry, "title")), (summary, summary and value(entry, "summary"))):
            assert [char for char in text if char.isalnum() and char not in told] == []


def test_the_first_page_of_a_list_leads_to_its_feed() -> None:
    made = catalog(
        {f"a/{number}": "2024-05-01" for number in range(3)}, "license: mit\nbase_model: o/b\ndatasets: [o/d, no id]"
    )
    renderer = PageRenderer(made, THEMES, feeds=made.feeds)
    found = {
        page.address: hrefs(LexborHTMLParser(renderer.html(page)), ".mc-count a.mc-feed")
        for page in site_pages(made, 2)
    }
    with_link = {page for page, links in found.items() if links}
    assert with_link == made.feeds.keys()
    assert {link for links in found.values() for link in links} == {"feed.xml"}
    assert {"models/-/2/", "a/-/2/", "datasets/o/d/-/2/", "models/base_models/o/b/-/2/"} <= found.keys()


@pytest.mark.parametrize("address", ["models/", "models/licenses/mit/", "a/", "datasets/o/d/"])
def test_without_feeds_no_page_leads_to_one(address: str) -> None:
    made = catalog({"a/x": "2024-05-01"}, "license: mit\ndatasets: [o/d]")
    assert shown(made, address).css(".mc-feed") == []


def test_the_feeds_of_many_models_are_made_in_linear_time() -> None:
    dates = CardDates(*DAYS)
    models = many_models(10_000, [f"tag-{number}" for number in range(3_000)], 8, dates=dates)
    book = AddressBook({})
    facets = {kind.key: build_facet(kind, models, book) for kind in FACETS}
    made = Catalog(models, facets, (), catalog({}).datasets)
    with quick():
        feeds = find_feeds(models, facets, made.datasets, book)
        files = AtomFiles(made, "Ours", SITE)
        assert sum(len(files.content(feed)) for feed in feeds.values()) < 25_000_000
