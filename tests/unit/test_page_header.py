"""What stands below a model's name: one sentence, dates, links to the file, and notices."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from mkdocs_modelcards.catalog.catalog import build_catalog
from mkdocs_modelcards.history import CardDates
from mkdocs_modelcards.pages.header import lead
from mkdocs_modelcards.pages.options import PageOptions
from mkdocs_modelcards.pages.renderer import PageRenderer
from mkdocs_modelcards.render.card import render_card
from tests.projects import hrefs, texts
from tests.unit.helpers import card
from tests.unit.test_pages import THEMES, catalog, pages, shown


@pytest.mark.parametrize(
    ("summary", "sentence"),
    [
        ("", ""),
        ("It sorts short reviews into good and bad. It is small.", "It sorts short reviews into good and bad."),
        ("It sorts short reviews, e.g. those of books, well.", "It sorts short reviews, e.g. those of books, well."),
        (
            "Hi! It sorts short reviews of all kinds of books. More.",
            "Hi! It sorts short reviews of all kinds of books.",
        ),
        (
            "A sentence of more than forty characters without end",
            "A sentence of more than forty characters without end",
        ),
        (f"{'这是一个小型模型' * 6}。第二句。", f"{'这是一个小型模型' * 6}。"),
    ],
)
def test_the_lead_is_one_sentence(summary: str, sentence: str) -> None:
    assert lead(summary) == sentence


def test_the_page_says_when_the_card_changed() -> None:
    one = card("Text.\n", "acme/tiny")
    dates = {one.location: CardDates("2024-01-02", "2025-03-04")}
    found = build_catalog([(one, render_card(one))], dates, {})
    assert texts(shown(found, "acme/tiny/"), ".mc-dates > span") == ["Updated 2025-03-04", "Created 2024-01-02"]


def test_source_and_edit_links_come_from_the_options() -> None:
    found = catalog(tiny="Text.\n")
    place = "https://git.example.com/{}/{{path}}?id={{id}}&file={{file}}"
    options = PageOptions(source_url=place.format("blob"), edit_url=place.format("edit"))
    html = PageRenderer(found, THEMES, options=options).html(pages(found)["acme/tiny/"])
    page = LexborHTMLParser(html)
    links = {node.text(): node.attributes["href"] for node in page.css(".mc-dates a")}
    assert links["Source"] == "https://git.example.com/blob/acme/tiny/README.md?id=acme/tiny&file=README.md"
    assert links["Edit"] == "https://git.example.com/edit/acme/tiny/README.md?id=acme/tiny&file=README.md"


def test_without_options_there_are_no_such_links() -> None:
    assert not {"Source", "Edit"} & set(texts(shown(catalog(tiny="Text.\n"), "acme/tiny/"), ".mc-dates a"))


def test_a_gated_model_says_what_is_asked() -> None:
    header = """\
extra_gated_heading: Ask first
extra_gated_description: We want to know.
extra_gated_prompt: Say what you need it for.
extra_gated_fields: {Name: text, Country: country}
extra_gated_eu_disallowed: true
extra_gated_button_content: Ask"""
    page = shown(catalog(tiny=f"---\n{header}\n---\nText.\n"), "acme/tiny/")
    assert texts(page, ".mc-notice p") == [
        "Ask first",
        "We want to know.",
        "Say what you need it for.",
        "You will be asked for: Name, Country.",
        "It is not offered to people and companies in the European Union.",
        "You agree with the button “Ask”.",
    ]


def test_long_terms_open_on_demand() -> None:
    terms = "### TERMS\n  See [the policy](https://acme.example/p). " + "Be kind. " * 50
    page = shown(catalog(tiny=f"---\nextra_gated_prompt: |\n  {terms}\n---\nText.\n"), "acme/tiny/")
    assert texts(page, ".mc-notice > p")[1].startswith("Its owners ask you to agree to terms")
    assert "See the policy (https://acme.example/p)." in texts(page, ".mc-notice details p")[0]


def test_a_gated_model_without_words_says_so() -> None:
    page = shown(catalog(tiny="---\nextra_gated_eu_disallowed: false\n---\nText.\n"), "acme/tiny/")
    assert texts(page, ".mc-notice p")[0] == "Access to this model is gated."


def test_a_newer_version_is_linked_at_its_end() -> None:
    one = "---\nnew_version: acme/two\n---\nOne.\n"
    two = "---\nnew_version: acme/three\n---\nTwo.\n"
    page = shown(catalog(one=one, two=two, three="Three.\n"), "acme/one/")
    assert hrefs(page, ".mc-notice a") == ["../../acme/three/"]


def test_a_notice_stands_before_the_facts() -> None:
    html = "---\nlicense: mit\ntags: not-for-all-audiences\n---\nText.\n"
    page = shown(catalog(tiny=html), "acme/tiny/")
    children = [node.attributes.get("class") or node.tag for node in page.css(".mc-header > *")]
    assert children.index("mc-notice mc-notice--warning") < children.index("dl")
