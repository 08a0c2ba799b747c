"""The text of cards is found in a browser, and stays text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page, Route, expect

from mkdocs_modelcards.full_text import parts
from tests.projects import Project

HOSTILE = """\
# Hostile

The quokka says `<img src=x onerror="window.harmed = true">` and `<mark>zebra</mark>` &amp;lt;b&amp;gt; in its card.
"""
PLACES = ["acme/alpha", "acme/beta", "acme/gamma", "acme/hostile", "other/delta", "other/epsilon"]
FILLER = "Words and more words about nothing. " * 30
CARDS = {
    "acme/alpha.md": f"# Alpha\n\n{FILLER}\n\nIt reads wombats in photographs.\n\n{FILLER}",
    "acme/beta.md": f"# Beta\n\n{FILLER}\n\n## Wombat wombat\n\n```python\nload_platypus()\n```\n",
    "acme/gamma.md": "# Gamma\n\nNothing but $\\\\gamma$.\n",
    "acme/hostile.md": HOSTILE,
    "other/delta.md": f"# Delta\n\n{FILLER}\n\nA wombat and a quokka.\n",
    "other/epsilon.md": "# Epsilon\n\nIt sorts platypuses.\n",
}
OPEN = """async ([module, folder]) => {
  const { FullText } = await import(module);
  window.fullText = new FullText(new URL(folder));
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The address of a site below a path, whose models are in three indexes."""
    project = Project(tmp_path_factory.mktemp("full_text")).cards(CARDS)
    path = project.configure({"cache": False}, site_dir="served/below/site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "MODELS_IN_PART", 2)
        build(load_config(str(path)))
    return f"{serve(project.root / 'served')}below/site/"


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """The list of all models, with a `fullText` that has loaded nothing yet."""
    page = chromium.new_page()
    page.goto(f"{address}models/")
    page.evaluate(OPEN, [f"{address}assets/modelcards/full_text.mjs", f"{address}assets/modelcards/full-text/"])
    yield page
    page.close()


def search(page: Page, query: str) -> list[str]:
    """The ids that a query finds, the best first."""
    places = page.evaluate("async (query) => (await window.fullText.search(query)).places", query)
    return [PLACES[place] for place in places]


def excerpt(page: Page, model: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("(place) => window.fullText.excerpt(place)", PLACES.index(model))
    return found


def test_words_are_found_in_all_indexes_and_by_their_beginnings(page: Page) -> None:
    assert sorted(search(page, "wombat")) == ["acme/alpha", "acme/beta", "other/delta"]
    assert search(page, "wombat quokka") == ["other/delta"]
    assert sorted(search(page, "platyp")) == ["acme/beta", "other/epsilon"]
    assert search(page, "gamma") == ["acme/gamma"]
    assert search(page, "aardvark") == search(page, "wombat aardvark") == []
    assert search(page, "wombatzz") == search(page, "quokka platypus") == []
    assert search(page, '"a quokka"') == ["other/delta"]
    assert search(page, '"wombat quokka"') == []
    assert search(page, " ") == []


def test_excerpts_are_text_around_the_matches(page: Page) -> None:
    search(page, "wombats photographs")
    pieces = excerpt(page, "acme/alpha")
    assert [piece["text"] for piece in pieces if piece["marked"]] == ["wombats", "photographs."]
    text = "".join(piece["text"] for piece in pieces)
    assert "It reads wombats in photographs. Words and" in text
    assert (text[:2], text[-2:], len(text.split())) == ("… ", " …", 32)
    assert excerpt(page, "other/epsilon") == []


def test_what_a_card_says_is_never_html(page: Page) -> None:
    assert search(page, "zebra") == ["acme/hostile"]
    text = "".join(piece["text"] for piece in excerpt(page, "acme/hostile"))
    said = '<img src=x onerror="window.harmed = true"> and <mark>zebra</mark> &lt;b&gt; in its card.'
    assert text == f"Hostile The quokka says {said}"
    assert not page.evaluate("'harmed' in window")


def test_a_later_search_takes_the_place_of_an_earlier_one(page: Page) -> None:
    both = """async () => {
      const answers = ["wombat", "quokka"].map((query) => window.fullText.search(query));
      return (await Promise.all(answers)).map((found) => found && found.places.length);
    }"""
    assert page.evaluate(both) == [None, 2]


@pytest.mark.parametrize("broken", ["index.json", "models-*.json", "pagefind.js*", "wasm.*", "2/*.pf_meta"])
def test_what_could_not_be_loaded_is_tried_again(page: Page, broken: str) -> None:
    def fail(route: Route) -> None:
        route.abort()

    pattern = f"**/full-text/**{broken}"
    page.context.route(pattern, fail)
    failed = "window.fullText.search('wombat').then(() => false, (error) => error instanceof Error)"
    assert page.evaluate(failed) is True
    page.context.unroute(pattern)
    assert len(search(page, "wombat")) == 3


def test_nothing_is_loaded_before_a_search_nor_from_elsewhere(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}models/")
    page.evaluate(OPEN, [f"{address}assets/modelcards/full_text.mjs", f"{address}assets/modelcards/full-text/"])
    assert not any("/full-text/" in url for url in asked)
    search(page, "wombat")
    assert any("/full-text/" in url for url in asked)
    assert [url for url in asked if not url.startswith(address)] == []
    page.close()


def rows(page: Page) -> list[str]:
    """The rows of the list, as lines."""
    return [" | ".join(text.split("\n\n")) for text in page.locator(".mc-models > li").all_inner_texts()]


def test_the_list_of_models_finds_what_only_texts_say_and_shows_where(page: Page) -> None:
    page.get_by_role("searchbox", name="Search models").fill("wombat")
    count = page.locator("[data-shown]")
    expect(count).to_have_text("3 of 6 models")
    expect(page.locator(".mc-models mark")).to_have_count(3)
    alpha, beta = (page.locator(".mc-models > li", has_text=name) for name in ("Alpha", "Beta"))
    expect(alpha.locator(".mc-excerpt")).to_contain_text("It reads wombats in photographs.")
    expect(beta.locator("mark")).to_have_text("Wombat wombat")
    page.locator("[data-parameter=author]").evaluate("details => { details.open = true }")
    page.get_by_role("checkbox", name="acme 2").click()
    expect(count).to_have_text("2 of 6 models")
    page.get_by_role("searchbox", name="Search models").fill("nowhere-to-be-found")
    expect(page.locator(".mc-empty")).to_contain_text("No model matches all of these")


def test_excerpts_of_hostile_cards_are_text_in_the_list(page: Page) -> None:
    page.get_by_role("searchbox", name="Search models").fill("onerror")
    expect(page.locator(".mc-models > li")).to_contain_text('<img src=x onerror="window.harmed = true">')
    page.get_by_role("searchbox", name="Search models").fill("lt;b")
    expect(page.locator(".mc-models > li")).to_contain_text("&lt;b&gt;")
    assert page.locator(".mc-models img").count() == 0
    assert page.evaluate("window.harmed") is None


def test_without_the_index_names_and_summaries_are_searched(page: Page) -> None:
    page.route("**/full-text/**", lambda route: route.abort())
    page.get_by_role("searchbox", name="Search models").fill("quokka")
    expect(page.locator("[data-shown]")).to_have_text("1 of 6 models")
    page.get_by_role("searchbox", name="Search models").fill("wombats photographs")
    expect(page.locator(".mc-empty")).to_contain_text("No model matches this")
