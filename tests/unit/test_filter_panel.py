"""The filters of all models as the build writes them: links to lists, for those who have no script."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from mkdocs_modelcards.catalog.catalog import Catalog
from mkdocs_modelcards.pages.renderer import PageRenderer
from tests.browse_sites import catalog_of
from tests.projects import hrefs, texts

from .test_pages import THEMES, pages

CARDS = {
    "acme/a": "---\npipeline_tag: fill-mask\nlicense: mit\ntags: [x, 'a b']\nbase_model: acme/b\n---\n",
    "acme/b": "---\npipeline_tag: automatic-speech-recognition\nlicense: mit\n---\n",
    "other/c": f"---\npipeline_tag: my-own-task\ntags: {[f't{number:02}' for number in range(12)]}\n---\n",
}


def shown(catalog: Catalog, address: str = "models/", page_size: int = 100) -> LexborHTMLParser:
    """A page of all models, with the data for its filters."""
    renderer = PageRenderer(catalog, THEMES, browse_index="models/browse/index-0.json")
    return LexborHTMLParser(renderer.html(pages(catalog, page_size)[address]))


def test_every_facet_with_values_has_a_group_of_links() -> None:
    page = shown(catalog_of(CARDS))
    titles = ["Task", "License", "Tag", "Base model", "Base model relation", "Organization"]
    assert texts(page, ".mc-filters summary") == titles
    assert texts(page, ".mc-filters fieldset > legend") == titles
    license_links = "[data-parameter=license] li a"
    assert (texts(page, license_links), hrefs(page, license_links)) == (["MIT"], ["../models/licenses/mit/"])
    assert texts(page, "[data-parameter=license] li small") == ["2"]
    assert hrefs(page, "[data-parameter=author] li a") == ["../acme/", "../other/"]


def test_what_has_no_page_is_no_link() -> None:
    assert texts(shown(catalog_of(CARDS)), "[data-parameter=base_model_relation] li") == ["Finetuned 1"]
    assert hrefs(shown(catalog_of(CARDS)), "[data-parameter=base_model_relation] a") == []


def test_tasks_stand_below_their_modality_with_other_ones_last() -> None:
    page = shown(catalog_of(CARDS))
    assert texts(page, "[data-parameter=pipeline_tag] fieldset > p") == [
        "Audio",
        "Natural Language Processing",
        "Other",
    ]
    assert texts(page, "[data-parameter=pipeline_tag] li a")[-1] == "my-own-task"


def test_ten_values_and_a_link_to_all() -> None:
    page = shown(catalog_of(CARDS))
    assert len(page.css("[data-parameter=other] li")) == 10
    [link] = page.css("[data-parameter=other] .mc-all-values")
    assert (link.text(), link.attributes["href"]) == ("Show all 14", "../models/tags/")
    assert page.css("[data-parameter=license] .mc-all-values") == []


def test_there_are_no_filters_where_there_is_nothing_to_choose_from() -> None:
    alone = shown(catalog_of({"acme/a": CARDS["acme/a"]}))
    assert (alone.css(".mc-filters"), alone.css("[data-mc-browser]"), alone.css(".mc-tools")) == ([], [], [])
    second = shown(catalog_of(CARDS), "models/-/2/", page_size=2)
    assert second.css(".mc-filters") == []
    assert hrefs(second, ".mc-found > p > a")[0] == "../../../models/"


def test_only_orders_that_the_catalog_has_are_offered() -> None:
    assert texts(shown(catalog_of(CARDS)), "#mc-sort option") == ["Name"]
    dated = catalog_of(CARDS, {"acme/a": ("2026-01-01", "2026-01-02")})
    assert texts(shown(dated), "#mc-sort option") == ["Name", "Last updated", "Newest"]
