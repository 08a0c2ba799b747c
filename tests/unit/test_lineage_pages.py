"""The lineage of a model on its page, and the pages of base models."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from selectolax.lexbor import LexborHTMLParser

from mkdocs_modelcards.catalog.catalog import Catalog, build_catalog
from mkdocs_modelcards.pages.added_sections import LINEAGE
from mkdocs_modelcards.pages.base_models import MAX_ENTRIES, MAX_LEVELS, Bases, bases_of
from mkdocs_modelcards.pages.lineage import has_lineage, lineage_view
from mkdocs_modelcards.pages.options import DEFAULTS, PageOptions
from mkdocs_modelcards.pages.relations import derived_lists
from mkdocs_modelcards.pages.renderer import PageRenderer
from mkdocs_modelcards.pages.site_pages import CardPage, site_pages
from mkdocs_modelcards.render.card import render_card
from tests.projects import hrefs, texts

from .helpers import headed, quick
from .test_pages import THEMES

SECTION = ".mc-lineage"


def catalog(headers: Mapping[str, str]) -> Catalog:
    """A catalog of cards by id, each with its header."""
    cards = [headed(header, one) for one, header in headers.items()]
    return build_catalog([(card, render_card(card)) for card in cards], {}, {})


def shown(made: Catalog, address: str, page_size: int = 100, options: PageOptions = DEFAULTS) -> LexborHTMLParser:
    """A page as a browser reads it."""
    [page] = [page for page in site_pages(made, page_size) if page.address == address]
    return LexborHTMLParser(PageRenderer(made, THEMES, options=options).html(page))


def outline(bases: Bases | None) -> list[object]:
    """The ids in a nested list, with notes and what is left out."""
    if bases is None:
        return []
    found: list[object] = []
    for entry in bases.entries:
        found.append(f"{entry.id}: {entry.note}" if entry.note else entry.id)
        if entry.bases:
            found.append(outline(entry.bases))
    return [*found, bases.more] if bases.more else found


def bases(made: Catalog, model_id: str) -> list[object]:
    return outline(bases_of(made.models[made.lineage.places[model_id]], made, DEFAULTS))


def test_a_model_without_relatives_has_no_section() -> None:
    made = catalog({"a/x": "datasets: d/own", "a/y": "license: mit"})
    for page in site_pages(made, 100):
        if isinstance(page, CardPage):
            assert page.added == ()
            assert shown(made, page.address).css(SECTION) == []


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("base_model: a/base", "Finetuned from a/base"),
        ("base_model: A/Base\ntags: [lora]", "Adapter for a/base"),
        ("base_model: a/base\ntags: [gguf]", "Quantized from a/base"),
        ("base_model: a/base\nbase_model_relation: merge", "Merge of a/base"),
    ],
)
def test_the_base_model_stands_with_its_relation_and_leads_to_its_page(header: str, said: str) -> None:
    made = catalog({"a/base": "license: mit", "a/x": header})
    page = shown(made, "a/x/")
    assert texts(page, f"{SECTION} li") == [said]
    assert hrefs(page, f"{SECTION} a") == ["../../a/base/"]
    [card_page] = [page for page in site_pages(made, 9) if page.address == "a/x/"]
    assert card_page.contents == (LINEAGE,)


@pytest.mark.parametrize(
    ("options", "url"),
    [
        (DEFAULTS, "https://huggingface.co/out/base"),
        (PageOptions(hub_url="https://hub.acme.org/"), "https://hub.acme.org/out/base"),
        (
            PageOptions(hub_url="https://hub.acme.org/", endpoint="https://models.acme.org"),
            "https://hub.acme.org/out/base",
        ),
    ],
)
def test_a_base_model_outside_leads_to_its_list_and_to_the_hub(options: PageOptions, url: str) -> None:
    page = shown(catalog({"a/x": "base_model: out/base"}), "a/x/", options=options)
    assert texts(page, f"{SECTION} li") == ["Finetuned from out/base, not in this catalog (on the Hub)"]
    assert hrefs(page, f"{SECTION} a") == ["../../models/base_models/out/base/", url]


@pytest.mark.parametrize("value", ["javascript:alert(1)", "//evil.example/x", "../up", "a/b/c", "<img src=x>", "a b"])
def test_what_can_be_no_id_leads_only_to_its_list(value: str) -> None:
    page = shown(catalog({"a/x": f"base_model: '{value}'"}), "a/x/")
    [link] = hrefs(page, f"{SECTION} a")
    assert link.startswith("../../models/base_models/")
    assert value in page.css(SECTION)[0].text()
    assert page.css(f"{SECTION} img") == []


def test_base_models_of_base_models_are_nested() -> None:
    made = catalog({"a/0": "base_model: out/x", "a/1": "base_model: a/0", "a/2": "base_model: a/1"})
    assert bases(made, "a/2") == ["a/1", ["a/0", ["out/x"]]]
    assert len(shown(made, "a/2/").css(f"{SECTION} > ul > li > ul > li > ul > li")) == 1


def test_each_base_model_is_listed_once() -> None:
    made = catalog(
        {
            "m/top": "base_model: [m/l, m/r]",
            "m/l": "base_model: m/root",
            "m/r": "base_model: m/root",
            "m/root": "tags: a",
        }
    )
    assert bases(made, "m/top") == ["m/l", ["m/root"], "m/r", ["m/root: already in this list"]]
    page = shown(made, "m/top/")
    assert texts(page, f"{SECTION} > ul > li")[1] == "and m/r Finetuned from m/root, already in this list"
    assert hrefs(page, f"{SECTION} a").count("../../m/root/") == 1


def test_a_circle_ends_where_it_closes() -> None:
    made = catalog({"a/x": "base_model: a/y", "a/y": "base_model: a/z", "a/z": "base_model: a/y"})
    assert bases(made, "a/x") == ["a/y", ["a/z", ["a/y: here it goes in a circle"]]]
    assert bases(made, "a/y") == ["a/z", ["a/y: here it goes in a circle"]]


def test_long_chains_and_merges_are_cut() -> None:
    deep = catalog({f"m/{n:02}": f"base_model: m/{n + 1:02}" for n in range(20)})
    found = bases(deep, "m/00")
    for level in range(1, MAX_LEVELS):
        assert found[0] == f"m/{level:02}"
        assert isinstance(found[1], list)
        found = found[1]
    assert found == [f"m/{MAX_LEVELS:02}", [1]]
    wide = catalog({"m/x": f"base_model: [{', '.join(f'b/{n}' for n in range(40))}]", "b/0": "base_model: [c/0, c/1]"})
    assert bases(wide, "m/x") == ["b/0", [2], *(f"b/{n}" for n in range(1, MAX_ENTRIES)), 10]
    assert texts(shown(wide, "m/x/"), f"{SECTION} li")[-1] == "and 10 more"


def test_a_page_in_a_huge_graph_is_quick() -> None:
    wide = ", ".join(f"m/{n}" for n in range(1, 2000))
    made = catalog({"m/0": f"base_model: [{wide}]", **{f"m/{n}": f"base_model: [{wide}]" for n in range(1, 60)}})
    model = made.models[0]
    with quick(0.1):
        for _ in range(20):
            bases_of(model, made, DEFAULTS)


DERIVED = {
    "a/base": "license: mit",
    **{f"a/tuned-{n}": "base_model: a/base" for n in range(6)},
    "a/lora": "base_model: a/base\ntags: [lora]",
    "a/q4": "base_model: a/base\ntags: [gguf]",
    "a/q8": "base_model: A/BASE\ntags: [gguf]",
    "a/soup": "base_model: [a/base, out/x]",
}


def test_what_was_made_from_a_model_is_counted_by_relation() -> None:
    page = shown(catalog(DERIVED), "a/base/")
    assert texts(page, f"{SECTION} li") == [
        "6 finetunes: a/tuned-0, a/tuned-1, a/tuned-2, a/tuned-3, a/tuned-4, …",
        "1 adapter: a/lora",
        "2 quantizations: a/q4, a/q8",
        "1 merge: a/soup",
    ]
    assert hrefs(page, f"{SECTION} li:nth-child(2) a") == [
        "../../models/base_models/a/base/#mc-adapter",
        "../../a/lora/",
    ]


def test_links_to_all_lead_to_the_page_and_the_place() -> None:
    made = catalog(DERIVED)
    page = shown(made, "a/base/", 4)
    links = hrefs(page, f"{SECTION} li > a:first-child")
    base = "models/base_models/a/base/"
    assert links == [
        f"../../{base}{rest}" for rest in ("#mc-finetune", "-/2/#mc-adapter", "-/2/#mc-quantized", "-/3/#mc-merge")
    ]
    for link in links:
        address, anchor = link.removeprefix("../../").split("#")
        assert shown(made, address, 4).css(f"h2#{anchor}")


def test_datasets_with_other_models_are_named() -> None:
    made = catalog({"a/x": "datasets: [d/Both, d/own]", "a/y": "datasets: d/both", "a/z": "license: mit"})
    page = shown(made, "a/x/")
    assert texts(page, f"{SECTION} p") == ["Trained on the same data: d/both (1 other)"]
    assert hrefs(page, f"{SECTION} a") == ["../../datasets/d/both/"]


def test_many_datasets_are_cut() -> None:
    header = f"datasets: [{', '.join(f'd/{n:02}' for n in range(13))}]"
    said = texts(shown(catalog({"a/x": header, "a/y": header}), "a/x/"), f"{SECTION} p")[0]
    assert said.endswith("d/09 (1 other) and 3 more")


def test_a_popular_dataset_and_base_model_cost_no_more_for_each_model() -> None:
    made = catalog({f"a/{n}": "datasets: d/popular\nbase_model: out/popular" for n in range(1500)})
    with quick(0.5):
        for model in made.models:
            assert has_lineage(model, made)
            assert lineage_view(model, made, DEFAULTS)


def test_a_license_in_doubt_has_a_notice() -> None:
    made = catalog({"a/base": "license: cc-by-nc-4.0", "a/x": "license: [mit, isc]\nbase_model: a/base"})
    page = shown(made, "a/x/")
    [said] = texts(page, f"{SECTION} .mc-notice p:last-child")
    assert said.startswith(
        "This model comes from a/base. Its license, Creative Commons Attribution Non Commercial 4.0, asks"
    )
    assert "for non-commercial use only; the license of this model, MIT or ISC, does not. Check whether" in said
    assert "not legal advice" in said
    assert hrefs(page, f"{SECTION} .mc-notice a") == ["../../a/base/"]
    assert shown(made, "a/base/").css(f"{SECTION} .mc-notice") == []


def test_a_base_models_page_groups_by_relation() -> None:
    made = catalog({**DERIVED, "a/base": "base_model: up/root"})
    page = shown(made, "models/base_models/a/base/")
    assert texts(page, "h2") == ["Finetunes (6)", "Adapters (1)", "Quantizations (2)", "Merges (1)"]
    assert hrefs(page, ".mc-models a") == [
        f"../../../../a/{name}/" for name in (*(f"tuned-{n}" for n in range(6)), "lora", "q4", "q8", "soup")
    ]
    assert texts(page, ".mc-count") == ["In this catalog: a/base 6 finetunes, 1 adapter, 2 quantizations, 1 merge"]
    assert hrefs(page, ".mc-count a")[:2] == [
        "../../../../a/base/",
        "../../../../models/base_models/a/base/#mc-finetune",
    ]
    assert texts(page, ".mc-lineage li") == ["Finetuned from up/root, not in this catalog (on the Hub)"]


def test_a_base_model_outside_says_so() -> None:
    page = shown(catalog({"a/x": "base_model: Out/Side"}), "models/base_models/Out/Side/")
    assert texts(page, ".mc-count") == ["Not in this catalog · On the Hub"]
    assert hrefs(page, ".mc-count a") == ["https://huggingface.co/Out/Side"]
    assert page.css(".mc-lineage") == []
    assert texts(page, "h2") == ["Finetunes (1)"]


def test_lists_go_on_from_page_to_page_with_a_heading_on_each() -> None:
    made = catalog(DERIVED)
    found = [page for page in site_pages(made, 4) if page.address.startswith("models/base_models/a/base/")]
    assert [[heading.title for heading in page.contents] for page in found] == [
        ["Finetunes (6)"],
        ["Finetunes (6)", "Adapters (1)", "Quantizations (2)"],
        ["Quantizations (2)", "Merges (1)"],
    ]
    rows = [link for page in found for link in hrefs(shown(made, page.address, 4), ".mc-models a")]
    assert len(rows) == len(set(rows)) == 10


@pytest.mark.parametrize("page_size", [1, 2, 3, 7, 100])
def test_every_list_starts_on_the_page_that_is_named(page_size: int) -> None:
    made = catalog(DERIVED)
    contents = {page.address: page.contents for page in site_pages(made, page_size)}
    for one in derived_lists("a/base", made, page_size):
        assert one.heading in contents[one.address]
        first = made.models[one.models[0]].address
        assert any(link.endswith(first) for link in hrefs(shown(made, one.address, page_size), ".mc-models a"))


def test_a_usual_card_pays_little() -> None:
    made = catalog({"a/x": "base_model: out/base"})
    html = shown(made, "a/x/").css(SECTION)[0].html
    assert html is not None
    assert len(html) <= 300
