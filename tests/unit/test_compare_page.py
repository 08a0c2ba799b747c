"""The page that compares models: what it is given, and the file of all ids."""

from __future__ import annotations

import json
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from mkdocs_modelcards.catalog.catalog import build_catalog
from mkdocs_modelcards.catalog.data_files import data_files
from mkdocs_modelcards.catalog.names_file import names_json
from mkdocs_modelcards.pages.compare import section_names
from mkdocs_modelcards.pages.renderer import PageRenderer
from mkdocs_modelcards.render.card import render_card
from mkdocs_modelcards.render.section_titles import known_titles
from tests.projects import hrefs

from .helpers import card, codes
from .test_pages import THEMES, catalog, pages, shown

TEXT = "---\nlicense: mit\n---\nText.\n"
LONG = "n" * 250


def names(*ids: str, site: dict[str, str] | None = None) -> dict[str, dict[str, object]]:
    """The file of ids, decoded."""
    cards = [card(TEXT, model_id) for model_id in ids]
    found = build_catalog([(one, render_card(one)) for one in cards], {}, site or {})
    decoded: dict[str, dict[str, object]] = json.loads(names_json(found))
    return decoded


def test_ids_stand_by_organization() -> None:
    assert names("acme/b", "plain", "acme/a", "umbrella/a") == {
        "names": {"acme": ["a", "b"], "": ["plain"], "umbrella": ["a"]},
        "addresses": {},
    }


def test_an_address_that_is_not_the_id_is_named() -> None:
    found = names("acme/a", "acme/A", "acme/taken", f"acme/{LONG}", site={"acme/taken/": "acme/taken.md"})
    assert found["names"] == {"acme": ["A", "a", LONG, "taken"]}
    long = found["addresses"].pop(f"acme/{LONG}")
    assert isinstance(long, str)
    assert len(long) < 200
    assert found["addresses"] == {"acme/a": "acme/a~2/", "acme/taken": "acme/taken~2/"}


def test_an_id_that_two_cards_have_is_named_once_and_leads_to_the_first() -> None:
    assert names("acme/a", "acme/a") == {"names": {"acme": ["a"]}, "addresses": {}}


def test_addresses_are_ready_for_a_url() -> None:
    assert names("ä b", "Ä b")["addresses"] == {"ä b": "%C3%A4%20b~2/"}


def test_many_ids_make_a_small_file() -> None:
    ids = [f"organization-{number % 50}/a-model-of-usual-length-{number}" for number in range(500)]
    found = catalog(**{model_id.replace("/", "-"): TEXT for model_id in ids})
    assert len(names_json(found)) / len(ids) < 50


def test_the_page_and_the_file_keep_their_addresses() -> None:
    cards = [card(TEXT, model_id) for model_id in ("models/compare", "models/names.json")]
    site = {"models/compare/": "models/compare.md", "models/names.json": "models/names.json"}
    found = build_catalog([(one, render_card(one)) for one in cards], {}, site)
    assert {model.address for model in found.models}.isdisjoint(site)
    taken = [problem for problem in found.findings if problem.path in site.values()]
    assert codes(taken) == ["address-taken", "address-taken"]
    assert [address for address, _ in data_files(found).files][:2] == ["catalog.json", "models/names.json"]


def test_a_model_leads_to_its_comparison() -> None:
    found = catalog(tiny=TEXT)
    assert hrefs(shown(found, "acme/tiny/"), '.mc-dates a[href*="compare"]') == [
        "../../models/compare/?model=acme/tiny"
    ]
    with_files = hrefs(shown(found, "acme/tiny/", "index.html"), '.mc-dates a[href*="compare"]')
    assert with_files == ["../../models/compare/index.html?model=acme/tiny"]


def test_lists_of_all_models_lead_to_comparing_where_there_is_something_to_compare() -> None:
    link = 'a[href$="models/compare/"]'
    two, one = catalog(tiny=TEXT, small=TEXT), catalog(tiny=TEXT)
    assert hrefs(shown(two, "models/"), link) == ["../models/compare/"]
    assert hrefs(LexborHTMLParser(PageRenderer(two, THEMES).overview("")), link) == ["models/compare/"]
    assert hrefs(shown(two, "acme/"), link) == []
    assert hrefs(shown(one, "models/"), link) == []
    assert hrefs(LexborHTMLParser(PageRenderer(one, THEMES).overview("")), link) == []


def test_an_id_can_hold_what_means_something_in_a_url() -> None:
    one = card(TEXT, "acme/a&b=c#d")
    found = build_catalog([(one, render_card(one))], {}, {})
    html = PageRenderer(found, THEMES).html(pages(found)["acme/a&b=c#d/"])
    links = hrefs(LexborHTMLParser(html), '.mc-dates a[href*="compare"]')
    assert links == ["../../models/compare/?model=acme/a%26b%3Dc%23d"]


def test_the_page_says_where_its_data_is() -> None:
    page = shown(catalog(tiny=TEXT), "models/compare/", "index.html").css("[data-mc-compare]")[0]
    assert page.attributes["data-root"] == "../../"
    assert page.attributes["data-names"] == "../../models/names.json"
    assert page.attributes["data-page-file"] == "index.html"


def test_sections_have_all_titles_that_mean_them() -> None:
    titles = {section.name: section.titles for section in section_names()}
    assert {"uses", "direct use", "intended uses and limitations"} <= set(titles["Uses"])
    assert "intended uses and limitations" in titles["Risks and limitations"]
    assert {title for group in titles.values() for title in group} == set(known_titles())


def test_the_page_holds_each_section_as_a_line() -> None:
    page = PageRenderer(catalog(tiny=TEXT), THEMES).html(pages(catalog(tiny=TEXT))["models/compare/"])
    lines = unescape(page.partition("<template>\n")[2].partition("</template>")[0]).splitlines()
    assert lines == ["|".join((section.name, *section.titles)) for section in section_names()]
