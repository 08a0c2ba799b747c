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

FOLDER = "assets/modelcards/full-text/"
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


CHINESE = "这是一个很长的中文句子，模型用于情感分析。"
ODD_PLACES = ["odd/chinese", "odd/chinese-short", "odd/comb", "odd/end", "odd/long", "odd/mark", "odd/other"]
ODD_CARDS = {
    "odd/chinese.md": f"# Chinese\n\n{CHINESE * 4000}\n",
    "odd/chinese-short.md": "# Chinese\n\n情感分析模型。 它很小。\n",
    "odd/comb.md": "# Comb\n\ne" + "\u0301" * 90_000 + " needlecomb\n",
    "odd/end.md": f"# End\n\n{FILLER}\n\nAn axolotl.\n",
    "odd/long.md": f"# Long\n\n{'x' * 150}-axolotl-{'y' * 30} {('z' * 180 + ' ') * 60}\n",
    "odd/mark.md": "# Mark\n\nBefore \ufeff and \ufeff it, platypuses swim\ufeff.\n",
    "odd/other.md": "# Other\n\nNo platypuses swim here. An axolotl\u0085does.\n",
}


@pytest.fixture(scope="module")
def odd_address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The address of a site with texts that are no words between spaces, in several indexes."""
    project = Project(tmp_path_factory.mktemp("odd")).cards(ODD_CARDS)
    path = project.configure({"cache": False}, site_dir="served/site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "MODELS_IN_PART", 3)
        build(load_config(str(path)))
    return f"{serve(project.root / 'served')}site/"


@pytest.fixture
def odd_page(chromium: Browser, odd_address: str) -> Iterator[Page]:
    """The list of all models of that site."""
    page = chromium.new_page()
    page.goto(f"{odd_address}models/")
    page.evaluate(OPEN, [f"{odd_address}assets/modelcards/full_text.mjs", f"{odd_address}{FOLDER}"])
    yield page
    page.close()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """The list of all models, with a `fullText` that has loaded nothing yet."""
    page = chromium.new_page()
    page.goto(f"{address}models/")
    page.evaluate(OPEN, [f"{address}assets/modelcards/full_text.mjs", f"{address}{FOLDER}"])
    yield page
    page.close()


def search(page: Page, query: str, models: list[str] = PLACES) -> list[str]:
    """The ids that a query finds, the best first."""
    places = page.evaluate("async (query) => (await window.fullText.search(query)).places", query)
    return [models[place] for place in places]


def excerpt(page: Page, model: str, models: list[str] = PLACES) -> list[dict[str, Any]]:
    """The pieces that are shown of a model that was found."""
    found: list[dict[str, Any]] = page.evaluate("(place) => window.fullText.excerpt(place)", models.index(model))
    return found


def excerpts(page: Page, query: str) -> dict[str, tuple[str, list[str]]]:
    """What the site with odd texts shows of the models that a query finds: the text, and what is marked in it."""
    shown = {}
    for model in search(page, query, ODD_PLACES):
        pieces = excerpt(page, model, ODD_PLACES)
        marked = [piece["text"] for piece in pieces if piece["marked"]]
        shown[model] = ("".join(piece["text"] for piece in pieces), marked)
    return shown


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
    assert text.startswith("… more words about nothing. It reads wombats ")
    assert excerpt(page, "other/epsilon") == []


def test_excerpt_at_the_end_begins_before_the_match(odd_page: Page) -> None:
    text, marked = excerpts(odd_page, "axolotl")["odd/end"]
    assert (text, marked) == ("… and more words about nothing. An axolotl.", ["axolotl."])


def test_excerpt_of_combining_marks_by_the_thousand(odd_page: Page) -> None:
    found = excerpts(odd_page, "needlecomb")
    assert found == {"odd/comb": ("Comb e" + "\u0301" * 8 + " needlecomb", ["needlecomb"])}


def test_excerpt_of_words_without_end(odd_page: Page) -> None:
    text, marked = excerpts(odd_page, "axolotl")["odd/long"]
    assert marked == ["axolotl"]
    assert text.startswith(f"Long …{'x' * 15}-axolotl-{'y' * 16}… {'z' * 39}… ")
    assert len(text) < 310


def test_excerpt_of_chinese_without_spaces(odd_page: Page) -> None:
    for query in ("这是一个", CHINESE[:11]):
        text, marked = excerpts(odd_page, query)["odd/chinese"]
        assert marked
        assert set(marked) == {query}
        assert len(text) < 310
    assert excerpts(odd_page, "情感分")["odd/chinese-short"] == ("Chinese 情感分析模型。 它很小。", ["情感分析模型。"])


def test_byte_order_mark_does_not_shift_words(odd_page: Page) -> None:
    found = excerpts(odd_page, "platypu")
    assert {model: marked for model, (_, marked) in found.items()} == {
        "odd/mark": ["platypuses"],
        "odd/other": ["platypuses"],
    }
    assert excerpts(odd_page, "axolotl does")["odd/other"][1] == ["axolotl does."]


def test_what_a_card_says_is_never_html(page: Page) -> None:
    assert search(page, "quokka zebra") == ["acme/hostile"]
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
    page.evaluate(OPEN, [f"{address}assets/modelcards/full_text.mjs", f"{address}{FOLDER}"])
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
    expect(page.locator(".mc-models > li")).to_have_count(1)
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
