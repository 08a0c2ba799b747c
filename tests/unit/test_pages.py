"""The HTML of pages: rows of lists, chips, and what they cost."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from mkdocs_modelcards.catalog.catalog import Catalog, build_catalog
from mkdocs_modelcards.history import CardDates
from mkdocs_modelcards.lists.definition import ListDefinition
from mkdocs_modelcards.pages.renderer import PageRenderer
from mkdocs_modelcards.pages.site_pages import OverviewPage, SitePage, site_pages
from mkdocs_modelcards.pages.template_files import theme_folder
from mkdocs_modelcards.render.card import render_card
from tests.projects import hrefs, texts

from .helpers import card

FULL = """\
---
license: [mit, apache-2.0]
pipeline_tag: fill-mask
library_name: transformers
language: [en, de]
datasets: [acme/reviews]
base_model: acme/base
tags: [small]
---
# A small one

It fills what is left out.
"""
THEMES = [str(theme_folder())]


def catalog(**cards: str) -> Catalog:
    """A catalog of cards by their names below `acme/`."""
    parsed = [card(text, f"acme/{name}") for name, text in cards.items()]
    return build_catalog([(one, render_card(one)) for one in parsed], {}, {})


def pages(found: Catalog, page_size: int = 100) -> dict[str, SitePage]:
    """The pages of a catalog by their addresses."""
    return {page.address: page for page in (*site_pages(found, page_size), OverviewPage())}


def shown(found: Catalog, address: str, page_file: str = "") -> LexborHTMLParser:
    """A page as a browser reads it."""
    return LexborHTMLParser(PageRenderer(found, THEMES, page_file).html(pages(found)[address]))


@pytest.mark.parametrize("address", ["models/", "acme/"])
def test_lists_to_browse_say_all_of_a_model(address: str) -> None:
    page = shown(catalog(tiny=FULL), address)
    assert texts(page, ".mc-models > li") == [
        "A small one acme/tiny It fills what is left out. Fill-Mask mit apache-2.0"
    ]
    root = "../" * address.count("/")
    assert hrefs(page, ".mc-models a") == [
        f"{root}acme/tiny/",
        f"{root}models/tasks/fill-mask/",
        f"{root}models/licenses/mit/",
        f"{root}models/licenses/apache-2.0/",
    ]


def test_rows_lead_to_their_models_from_any_depth() -> None:
    found = catalog(one=FULL, two=FULL)
    page = LexborHTMLParser(PageRenderer(found, THEMES).html(pages(found, 1)["models/-/2/"]))
    assert hrefs(page, ".mc-models a")[:2] == ["../../../acme/two/", "../../../models/tasks/fill-mask/"]


@pytest.mark.parametrize(
    ("address", "fact"),
    [
        ("models/tags/small/", "Fill-Mask"),
        ("models/licenses/mit/", "Fill-Mask"),
        ("models/languages/de/", "Fill-Mask"),
        ("models/libraries/transformers/", "Fill-Mask"),
        ("models/base_models/acme/base/", "Fill-Mask"),
        ("datasets/acme/reviews/", "Fill-Mask"),
        ("models/tasks/fill-mask/", "Transformers"),
    ],
)
def test_lists_of_one_value_say_the_id_and_one_fact(address: str, fact: str) -> None:
    page = shown(catalog(tiny=FULL), address)
    assert texts(page, ".mc-models--compact > li") == [f"acme/tiny {fact}"]
    assert hrefs(page, ".mc-models > li > a:first-child") == ["../" * address.count("/") + "acme/tiny/"]
    assert len(page.css(".mc-models a")) == 1


def test_a_row_without_facts_is_a_link() -> None:
    page = shown(catalog(bare="---\ntags: [small]\n---\nText.\n"), "models/tags/small/")
    assert page.css(".mc-models")[0].html == (
        '<ul class="mc-models mc-models--compact">\n<li><a href="../../../acme/bare/">acme/<b>bare</b></a>\n</li></ul>'
    )


def test_links_of_rows_and_chips_end_as_the_site_needs_it() -> None:
    found = catalog(tiny=FULL)
    assert hrefs(shown(found, "models/tags/small/", "index.html"), ".mc-models a") == ["../../../acme/tiny/index.html"]
    chips = hrefs(shown(found, "acme/tiny/", "index.html"), ".mc-header dl a")
    assert chips[0] == "../../models/tasks/fill-mask/index.html"


def test_a_row_of_a_list_of_one_value_costs_little() -> None:
    cards = {f"a-model-of-usual-length-{number:02}": FULL for number in range(50)}
    found = catalog(**cards)
    html = PageRenderer(found, THEMES).html(pages(found)["models/licenses/mit/"])
    rows = re.findall(r"<li><a href=\"[./]*acme/.*\n", html)
    assert len(rows) == 50
    assert sum(map(len, rows)) / len(rows) <= 130


def test_what_stands_around_a_cards_text_costs_little() -> None:
    found = catalog(tiny=FULL)
    html = PageRenderer(found, THEMES).html(pages(found)["acme/tiny/"])
    header, code, lineage = html.index("<details"), html.index("<div data-mc-body"), html.index("<section")
    assert header <= 1_350
    assert code - header <= 1_650
    assert len(html) - lineage <= 740


def test_a_page_is_the_same_whatever_was_made_before_it() -> None:
    found = catalog(**{f"m{number}": FULL.replace("small", f"tag-{number % 3}") for number in range(7)})
    all_pages = list(pages(found, 3).values())
    expected = [PageRenderer(found, THEMES).html(page) for page in all_pages]
    renderer = PageRenderer(found, THEMES)
    shuffled = list(zip(all_pages, expected, strict=True))
    random.Random(1).shuffle(shuffled)
    assert [renderer.html(page) == html for page, html in (*shuffled, *shuffled)] == [True] * 2 * len(shuffled)


def test_no_place_for_the_root_stays_open() -> None:
    found = catalog(tiny=FULL, other='---\ntags: ["a\\0b"]\nmodel_name: "a\\0b"\n---\na\0b [c](d.md) \0\n')
    renderer = PageRenderer(found, THEMES)
    for page in pages(found).values():
        html = renderer.html(page)
        assert "\0" not in html
        assert not re.search(r"a(\.\./)+b", html)


def test_rows_and_chips_are_escaped() -> None:
    attack = '"><img src=x onerror=alert(1)>'
    header = f"tags: ['{attack}']\npipeline_tag: '{attack}'\nlicense: '{attack}'\nmodel_name: '{attack}'\n"
    found = catalog(tiny=f"---\n{header}---\nText of it.\n")
    renderer = PageRenderer(found, THEMES)
    for page in pages(found).values():
        assert "<img" not in renderer.html(page)


def test_the_id_stands_before_the_button_that_copies_it() -> None:
    [button] = shown(catalog(tiny=FULL), "acme/tiny/").css(".mc-identity [data-mc-copy]")
    assert button.prev is not None
    assert button.prev.text() == "acme/tiny"


def test_rows_in_order_of_creation_say_that_day() -> None:
    cards = [card("Text.\n", f"acme/{name}") for name in ("new", "old")]
    days = {"new": CardDates("2024-05-06", "2024-05-06"), "old": CardDates("2023-01-02", "2025-03-04")}
    dates = {f"acme/{name}/README.md": known for name, known in days.items()}
    renderer = PageRenderer(build_catalog([(one, render_card(one)) for one in cards], dates, {}), THEMES)
    facts = {}
    for sort in ("created", "modified", "name"):
        html = renderer.model_list(ListDefinition(sort=sort), "a/index.html")
        facts[sort] = texts(LexborHTMLParser(html), ".mc-models > li > div")
    assert facts["created"] == ["Created 2024-05-06", "Created 2023-01-02"]
    assert facts["modified"] == ["Updated 2025-03-04", "Updated 2024-05-06"]
    assert facts["name"] == facts["modified"][::-1]


def test_a_sites_own_row_and_chip_are_used(tmp_path: Path) -> None:
    parts = Path(THEMES[0], "modelcards/parts.html").read_text(encoding="utf-8")
    own = '<li class="own"><a href="{{ root }}{{ model.address }}">{{ fact }}</a>\n'
    parts += f"{{% macro compact_row(model, fact, root) %}}{own}{{% endmacro %}}"
    parts += "{% macro chip(value, root) %}<i>{{ value.id }}</i>{% endmacro %}"
    (tmp_path / "modelcards").mkdir()
    (tmp_path / "modelcards/parts.html").write_text(parts, encoding="utf-8")
    found = catalog(tiny=FULL)
    renderer = PageRenderer(found, [str(tmp_path), *THEMES])
    assert '<li class="own"><a href="../../../acme/tiny/">Fill-Mask</a>' in renderer.html(
        pages(found)["models/tags/small/"]
    )
    assert "<i>fill-mask</i>" in renderer.html(pages(found)["acme/tiny/"])
