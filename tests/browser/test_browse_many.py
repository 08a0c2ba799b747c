"""The list of all models with ten thousand of them, and with real cards."""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Response, expect

from mkdocs_modelcards.catalog.catalog import Catalog
from mkdocs_modelcards.catalog.facets import LANGUAGES, LICENSES
from tests.browse_sites import catalog_of, many_models, write_browse_site

MANY = 10_000
MOST_BYTES = 300_000
PAGE_SIZE = 100
ROWS = ".mc-models > li"
CORPUS = os.environ.get("CARDS_CORPUS")


@pytest.fixture(scope="module")
def many() -> Catalog:
    """A catalog of generated cards."""
    return many_models(MANY)


@pytest.fixture(scope="module")
def models(many: Catalog, tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The address of the list of all of them."""
    return f"{serve(write_browse_site(many, tmp_path_factory.mktemp('many'), PAGE_SIZE))}models/"


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page as wide as a laptop."""
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    return page


def test_the_first_filter_needs_few_bytes_and_rows_are_never_many(page: Page, models: str, many: Catalog) -> None:
    loaded: list[Response] = []
    page.on("response", lambda response: loaded.append(response) if "/browse/" in response.url else None)
    page.goto(models)
    page.get_by_role("checkbox", name="MIT").click()
    own = many.facets[LICENSES.key].values["mit"].models
    expect(page.locator("[data-shown]")).to_have_text(f"{len(own):,} of {MANY:,} models")
    # What rows show besides names comes later, and does not count.
    data = [response for response in loaded if "/texts-" not in response.url]
    assert [re.sub(r".*/|-\w+\.json$", "", response.url) for response in data] == ["index"]
    assert sum(len(gzip.compress(response.body(), 6)) for response in data) <= MOST_BYTES
    assert page.locator(ROWS).count() == PAGE_SIZE
    assert page.evaluate("document.querySelectorAll('*').length") < 3_000


def test_only_texts_of_rows_in_sight_are_loaded(page: Page, models: str, many: Catalog) -> None:
    texts: list[str] = []
    page.on("request", lambda request: texts.append(request.url) if "/texts-" in request.url else None)
    page.goto(f"{models}?sort=modified")
    first = page.locator(ROWS).first
    expect(first.locator("p:not(.mc-pending)")).to_be_visible()
    page.wait_for_timeout(200)
    in_sight = len(texts)
    assert 0 < in_sight < 30
    page.locator(ROWS).last.scroll_into_view_if_needed()
    expect(page.locator(ROWS).last.locator("p:not(.mc-pending)")).to_be_visible()
    assert len(texts) > in_sight


def test_a_facet_with_thousands_of_values_shows_some_and_finds_all(page: Page, models: str, many: Catalog) -> None:
    page.goto(models)
    bases = page.locator("[data-parameter=base_model]")
    bases.locator("summary").click()
    bases.get_by_role("button", name="Show all").click()
    expect(bases.locator("li")).to_have_count(200)
    expect(bases).to_contain_text("more: type a part of a name to find them.")
    rare = list(many.facets["base_models"].values)[-1]
    bases.get_by_role("searchbox").fill(rare)
    bases.get_by_role("checkbox", name=rare).check()
    expect(page.locator("[data-shown]")).to_have_text(f"1 of {MANY:,} models")


def test_search_goes_through_all_texts(page: Page, models: str, many: Catalog) -> None:
    page.goto(models)
    last = many.models[-1]
    words = last.summary[:60]
    having = sum(
        all(word in f"{m.id} {m.title} {m.summary} {' '.join(m.tags)}".lower() for word in words.lower().split())
        for m in many.models
    )
    page.get_by_role("searchbox", name="Search models").fill(words)
    expect(page.locator("[data-shown]")).to_have_text(f"{having:,} of {MANY:,} models")


@pytest.mark.skipif(not CORPUS, reason="CARDS_CORPUS names no folder of real cards")
def test_real_cards(context: BrowserContext, page: Page, tmp_path: Path, serve: Callable[[Path], str]) -> None:
    root = Path(CORPUS or "")
    texts = {
        path.relative_to(root).with_suffix("").as_posix().removesuffix("/README").split("/", 1)[1]: path.read_text(
            encoding="utf-8", errors="replace"
        )
        for path in sorted(root.rglob("*.md"))
    }
    catalog = catalog_of(texts)
    page.goto(f"{serve(write_browse_site(catalog, tmp_path))}models/")
    expect(page.locator("[data-shown]")).to_have_text(f"{len(catalog.models)} models")
    for kind in (LICENSES, LANGUAGES):
        for value in list(catalog.facets[kind.key].values.values())[:3]:
            page.goto(f"{page.url.partition('?')[0]}?{kind.parameter}={value.id}")
            expect(page.locator("[data-shown]")).to_have_text(f"{value.count} of {len(catalog.models)} models")
            first = catalog.models[value.models[0]]
            expect(page.locator(ROWS).first).to_contain_text(first.title)
    for text in ("bert", "sentiment twitter", "قرآن", "日本語"):
        page.goto(f"{page.url.partition('?')[0]}?search={text}")
        found = [
            model
            for model in catalog.models
            if all(
                word in f"{model.id}\n{model.title}\n{model.summary}\n{' '.join(model.tags)}".lower()
                for word in text.lower().split()
            )
        ]
        if found:
            expect(page.locator("[data-shown]")).to_have_text(f"{len(found)} of {len(catalog.models)} models")
        else:
            expect(page.locator(".mc-empty")).to_contain_text("No model matches this")
