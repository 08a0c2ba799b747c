"""The list of all models with its filters, rule by rule, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.browse_sites import catalog_of, write_browse_site

BERT_RESULT = """\
model-index:
- results:
  - task: {{type: text-classification}}
    dataset: {{type: acme/mails, name: Mails}}
    metrics: [{{type: accuracy, value: {}}}]
"""
CARDS = {
    "acme/bert-de": f"""\
---
pipeline_tag: text-classification
library_name: transformers
license: mit
language: de
datasets: acme/mails
metrics: [accuracy]
tags: [small, mails]
{BERT_RESULT.format(0.75)}---
# Sorter of German letters

It finds what is urgent.
""",
    "acme/bert-en": f"""\
---
pipeline_tag: text-classification
library_name: transformers
license: apache-2.0
language: en
datasets: [acme/mails, acme/news]
metrics: [accuracy, f1]
tags: [small]
{BERT_RESULT.format(0.9)}---
# bert-en

A model for English.
""",
    "acme/bert-multi": """\
---
pipeline_tag: text-classification
library_name: transformers
license: mit
language: [en, de]
datasets: acme/news
base_model: acme/bert-en
tags: [large, mails]
---
# Both languages
""",
    "acme/speech": """\
---
pipeline_tag: automatic-speech-recognition
library_name: nemo
license: cc-by-4.0
language: de
tags: [large]
---
# Speech
""",
    "umbrella/bert-int8": """\
---
pipeline_tag: fill-mask
library_name: transformers
license: mit
base_model: acme/bert-en
base_model_relation: quantized
tags: [small, int8]
---
# bert-int8
""",
    "plain": "A card without a header.\n",
    **{f"umbrella/t{n:02}": f"---\ntags: [tag-{n:02}, many]\nlicense: gpl-3.0\n---\n# T{n:02}\n" for n in range(1, 13)},
}
DATES = {
    "acme/bert-de": ("2026-01-01", "2026-05-01"),
    "acme/bert-en": ("2026-03-01", "2026-03-01"),
    "acme/speech": ("2026-02-01", "2026-06-01"),
}
PAGE_SIZE = 10
ROWS = ".mc-models > li"
STATUS = ".mc-browser [role=status]"


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The address of the list, on a site below a path."""
    folder = tmp_path_factory.mktemp("browse")
    write_browse_site(catalog_of(CARDS, DATES), folder / "registry", PAGE_SIZE)
    return f"{serve(folder)}registry/models/"


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that must not fail."""
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []


def opened(page: Page, address: str) -> Page:
    """The page at an address, when its filters work."""
    page.goto(address)
    expect(page.locator(".mc-filters input").first).to_be_attached()
    return page


def facet(page: Page, title: str) -> Locator:
    """A facet, unfolded."""
    found = page.locator(".mc-filters > details").filter(has=page.locator("summary", has_text=title))
    if title == "Base model":
        found = found.first
    found.evaluate("details => { details.open = true }")
    return found


def values(page: Page, title: str) -> list[str]:
    """The values of a facet with their counts."""
    return [" ".join(text.split()) for text in facet(page, title).locator("li").all_inner_texts()]


def choose(page: Page, title: str, name: str) -> Locator:
    """Choose a value of a facet, or no longer; returns its box."""
    box = facet(page, title).get_by_role("checkbox", name=name)
    box.click()
    return box


def ids(page: Page) -> list[str]:
    """The ids of the models in the list, from the links."""
    hrefs = page.locator(f"{ROWS} > a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return [href.removeprefix("../").removesuffix("/") for href in hrefs]


def query(page: Page) -> str:
    """The query of the page's address."""
    return str(page.evaluate("location.search.slice(1)"))


def test_values_have_names_for_people_and_identifiers_in_the_address(page: Page, models: str) -> None:
    opened(page, models)
    assert values(page, "License") == [
        "GNU General Public License v3.0 12",
        "MIT 3",
        "Apache license 2.0 1",
        "Creative Commons Attribution 4.0 1",
    ]
    choose(page, "License", "Apache license 2.0")
    choose(page, "Language", "English")
    choose(page, "Task", "Text Classification")
    assert query(page) == "pipeline_tag=text-classification&language=en&license=apache-2.0"
    assert ids(page) == ["acme/bert-en"]


def test_every_facet_is_a_group_of_boxes_with_a_name(page: Page, models: str) -> None:
    opened(page, models)
    names = ["Task", "Library", "Language", "License", "Dataset", "Tag", "Base model", "Base model relation", "Metric"]
    for name in [*names, "Organization"]:
        facet(page, name)
        group = page.get_by_role("group", name=name, exact=True)
        expect(group).to_have_count(1)
        assert group.evaluate("group => group.matches('fieldset') && group.firstElementChild.matches('legend')")
        assert group.get_by_role("checkbox").count() > 0


def test_tasks_stand_below_their_modality(page: Page, models: str) -> None:
    opened(page, models)
    assert facet(page, "Task").locator("fieldset p:not(:empty), li span").all_inner_texts() == [
        "Audio",
        "Automatic Speech Recognition",
        "Natural Language Processing",
        "Text Classification",
        "Fill-Mask",
    ]


def test_one_license_or_another_and_counts_as_if_none_were_chosen(page: Page, models: str) -> None:
    opened(page, models)
    before = values(page, "License")
    choose(page, "License", "Apache license 2.0")
    assert ids(page) == ["acme/bert-en"]
    assert values(page, "License") == before
    # Other facets count what is left.
    assert values(page, "Language") == ["English 1"]
    choose(page, "License", "MIT")
    assert ids(page) == ["acme/bert-de", "acme/bert-en", "acme/bert-multi", "umbrella/bert-int8"]
    assert query(page) == "license=apache-2.0&license=mit"


@pytest.mark.parametrize(
    ("title", "first", "second", "both", "either", "parameter"),
    [
        ("Tag", "small", "mails", ["acme/bert-de"], 4, "other"),
        ("Language", "English", "German", ["acme/bert-multi"], 4, "language"),
        ("Dataset", "acme/mails", "acme/news", ["acme/bert-en"], 3, "dataset"),
        ("Metric", "accuracy", "f1", ["acme/bert-en"], 2, "metric"),
    ],
)
def test_all_chosen_values_or_any_of_them(
    page: Page, models: str, title: str, first: str, second: str, both: list[str], either: int, parameter: str
) -> None:
    opened(page, models)
    choose(page, title, first)
    expect(facet(page, title).get_by_role("radiogroup")).to_be_hidden()
    choose(page, title, second)
    assert ids(page) == both
    facet(page, title).get_by_label("Any of these").check()
    assert len(ids(page)) == either
    assert query(page).endswith(f"&any={parameter}")
    facet(page, title).get_by_label("All of these").check()
    assert ids(page) == both
    assert "any=" not in query(page)


def test_base_models_and_how_models_come_from_them(page: Page, models: str) -> None:
    opened(page, models)
    choose(page, "Base model", "acme/bert-en")
    assert ids(page) == ["acme/bert-multi", "umbrella/bert-int8"]
    choose(page, "Base model relation", "Quantized")
    assert ids(page) == ["umbrella/bert-int8"]
    assert query(page) == "base_model=acme/bert-en&base_model_relation=quantized"


def test_a_chosen_value_stays_in_sight_when_nothing_has_it(page: Page, models: str) -> None:
    opened(page, models)
    choose(page, "Task", "Fill-Mask")
    assert values(page, "Language") == []
    opened(page, f"{models}?pipeline_tag=fill-mask&language=de")
    assert values(page, "Language") == ["German 0"]
    expect(facet(page, "Language").get_by_role("checkbox", name="German")).to_be_checked()
    assert values(page, "Task") == ["Automatic Speech Recognition 1", "Fill-Mask 0", "Text Classification 2"]


def test_ten_values_then_all_and_a_box_to_narrow_them(page: Page, models: str) -> None:
    opened(page, models)
    tags = facet(page, "Tag")
    expect(tags.locator("li")).to_have_count(10)
    expect(tags.get_by_role("searchbox")).to_be_hidden()
    tags.get_by_role("button", name="Show all 17").click()
    expect(tags.locator("li")).to_have_count(17)
    narrow = tags.get_by_role("searchbox", name="Narrow the list: Tag")
    expect(narrow).to_be_focused()
    narrow.fill("TAG 1")
    assert values(page, "Tag") == ["tag-01 1", "tag-10 1", "tag-11 1", "tag-12 1"]
    narrow.fill("nothing like that")
    expect(tags).to_contain_text("No such value.")
    tags.get_by_role("button", name="Show fewer").click()
    expect(tags.locator("li")).to_have_count(10)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bert-m", ["acme/bert-multi"]),
        ("SORTER german", ["acme/bert-de"]),
        ("urgent", ["acme/bert-de"]),
        ("int8", ["umbrella/bert-int8"]),
        ("tag-07", ["umbrella/t07"]),
        ("small letters", ["acme/bert-de"]),
        ("acme/bert-en", ["acme/bert-en"]),
    ],
)
def test_search_finds_names_titles_summaries_and_tags(page: Page, models: str, text: str, found: list[str]) -> None:
    opened(page, models)
    page.get_by_role("searchbox", name="Search models").press_sequentially(text)
    expect(page.locator(ROWS)).to_have_count(len(found))
    assert ids(page) == found


def test_every_keystroke_searches_and_the_address_follows_without_a_step_back(page: Page, models: str) -> None:
    opened(page, models)
    steps = page.evaluate("history.length")
    search = page.get_by_role("searchbox", name="Search models")
    for text, count in (("int8", 1), ("bert", 4), ("bert-e", 1)):
        search.fill(text)
        # At once: no frame passes in between.
        assert page.evaluate(f"document.querySelectorAll('{ROWS}').length") == count
    page.wait_for_function("location.search === '?search=bert-e'")
    assert page.evaluate("history.length") == steps
    choose(page, "License", "Apache license 2.0")
    assert page.evaluate("history.length") == steps + 1


def test_the_best_match_comes_first(page: Page, models: str) -> None:
    opened(page, f"{models}?search=speech")
    assert ids(page) == ["acme/speech"]
    sort = page.get_by_label("Sort by")
    expect(sort).to_have_value("relevance")
    page.get_by_role("searchbox", name="Search models").fill("mails")
    expect(page.locator(ROWS)).to_have_count(2)
    page.get_by_role("searchbox", name="Search models").fill("")
    expect(sort).to_have_value("name")
    assert sort.locator("option").all_inner_texts() == ["Name", "Last updated", "Newest", "Evaluation result"]


def test_sorting_by_dates(page: Page, models: str) -> None:
    opened(page, models)
    page.get_by_label("Sort by").select_option("Last updated")
    assert ids(page)[:4] == ["acme/speech", "acme/bert-de", "acme/bert-en", "acme/bert-multi"]
    assert query(page) == "sort=modified"
    page.get_by_label("Sort by").select_option("Newest")
    assert ids(page)[:4] == ["acme/bert-en", "acme/speech", "acme/bert-de", "acme/bert-multi"]
    page.get_by_label("Sort by").select_option("Name")
    assert query(page) == ""
    assert ids(page)[0] == "acme/bert-de"


def test_sorting_by_a_result_of_evaluation(page: Page, models: str) -> None:
    opened(page, models)
    page.get_by_label("Sort by").select_option("Evaluation result")
    expect(page.locator(".mc-result")).to_have_text(["Accuracy on Mails: 0.9", "Accuracy on Mails: 0.75"])
    assert ids(page)[:3] == ["acme/bert-en", "acme/bert-de", "acme/bert-multi"]
    assert query(page) == "sort=text-classification/acme/mails/accuracy"
    boards = page.get_by_label("Evaluation result")
    assert boards.locator("option").all_inner_texts() == ["Accuracy on Mails (2)"]
    # The same from the address.
    opened(page, page.url)
    expect(page.locator(".mc-result")).to_have_count(2)
    expect(page.get_by_label("Sort by")).to_have_value("result")
    page.get_by_label("Sort by").select_option("Name")
    expect(boards).to_be_hidden()
    expect(page.locator(".mc-result")).to_have_count(0)


@pytest.mark.parametrize(
    ("asked", "canonical", "found"),
    [
        ("license=license:mit&language=en", "language=en&license=mit", ["acme/bert-multi"]),
        ("other=license:mit&other=small&other=int8", "license=mit&other=int8&other=small", ["umbrella/bert-int8"]),
        (
            "base_model=base_model:quantized:acme/bert-en",
            "base_model=acme/bert-en&base_model_relation=quantized",
            ["umbrella/bert-int8"],
        ),
        (
            "other=base_model:finetune:acme/bert-en",
            "base_model=acme/bert-en&base_model_relation=finetune",
            ["acme/bert-multi"],
        ),
        ("author=acme&pipeline_tag=fill-mask", "pipeline_tag=fill-mask&author=acme", []),
        ("license=MIT&dataset=ACME/mails", "license=mit&dataset=acme/mails", ["acme/bert-de"]),
        ("library=nemo&sort=trending", "library=nemo", ["acme/speech"]),
        ("sort=modified&metric=f1&utm_source=x", "metric=f1&sort=modified", ["acme/bert-en"]),
    ],
)
def test_addresses_of_the_hub_are_understood_and_written_in_one_way(
    page: Page, models: str, asked: str, canonical: str, found: list[str]
) -> None:
    opened(page, f"{models}?{asked}")
    expect(page.locator(ROWS)).to_have_count(len(found))
    assert ids(page) == found
    # What is chosen next is added to the canonical address.
    state = page.evaluate(
        """async query => {
          const { readState, queryOf } = await import("../assets/modelcards/browse_state.mjs");
          const { BrowseIndex } = await import("../assets/modelcards/browse_index.mjs");
          const index = await (await fetch(document.querySelector("[data-index]").dataset.index)).json();
          return queryOf(readState(query, new BrowseIndex(index).byParameter));
        }""",
        f"?{asked}",
    )
    assert state in (f"?{canonical}", f"?{canonical}&sort=trending")


def test_back_and_forward(page: Page, models: str) -> None:
    opened(page, models)
    choose(page, "License", "MIT")
    choose(page, "Language", "German")
    assert ids(page) == ["acme/bert-de", "acme/bert-multi"]
    page.go_back()
    expect(page.locator(ROWS)).to_have_count(3)
    expect(facet(page, "Language").get_by_role("checkbox", name="German")).not_to_be_checked()
    page.go_back()
    expect(page.locator(ROWS)).to_have_count(PAGE_SIZE)
    page.go_forward()
    page.go_forward()
    expect(page.locator(ROWS)).to_have_count(2)
    expect(facet(page, "License").get_by_role("checkbox", name="MIT")).to_be_checked()


def test_an_unknown_value_is_a_chip_that_can_be_removed(page: Page, models: str) -> None:
    opened(page, f"{models}?license=mit&other=no-such-tag&pipeline_tag=gone")
    expect(page.locator(".mc-empty")).to_contain_text("No model matches all of these")
    expect(page.locator(".mc-chip")).to_contain_text(["License: MIT", "no-such-tag not in this catalog", "Task: gone"])
    page.get_by_role("button", name="Remove filter Tag: no-such-tag not in this catalog").click()
    page.get_by_role("button", name="Remove filter Task: gone not in this catalog").click()
    assert ids(page) == ["acme/bert-de", "acme/bert-multi", "umbrella/bert-int8"]
    assert query(page) == "license=mit"


def test_where_one_value_or_another_will_do_an_unknown_one_does_no_harm(page: Page, models: str) -> None:
    opened(page, f"{models}?license=apache-2.0&license=no-such-license")
    assert ids(page) == ["acme/bert-en"]


def test_the_focus_stays_on_the_box_and_nothing_moves_below_it(page: Page, models: str) -> None:
    opened(page, models)
    box = facet(page, "License").get_by_role("checkbox", name="Creative Commons")
    top = "box => box.getBoundingClientRect().y"
    before = box.evaluate(top)
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_focused()
    expect(box).to_be_checked()
    assert ids(page) == ["acme/speech"]
    assert box.evaluate(top) == before
    page.keyboard.press("Space")
    expect(page.locator(ROWS)).to_have_count(PAGE_SIZE)
    expect(box).to_be_focused()


def test_one_live_region_speaks_after_a_pause_and_at_once_when_nothing_is_found(page: Page, models: str) -> None:
    page.clock.install()
    opened(page, models)
    status = page.locator(STATUS)
    expect(status).to_have_count(1)
    assert status.get_attribute("aria-live") in (None, "polite")
    expect(status).to_have_text("")
    choose(page, "License", "MIT")
    choose(page, "Language", "German")
    expect(status).to_have_text("")
    page.clock.run_for(2000)
    expect(status).to_have_text("2 of 18 models shown")
    page.get_by_role("searchbox", name="Search models").fill("nothing like that")
    page.clock.run_for(50)
    expect(status).to_have_text("No model matches.")


def test_chips_say_what_they_remove_and_hand_on_the_focus(page: Page, models: str) -> None:
    opened(page, f"{models}?license=mit&language=en&language=de")
    names = ["Remove filter License: MIT", "Remove filter Language: English", "Remove filter Language: German"]
    chips = page.locator(".mc-chips").get_by_role("button", name="Remove filter")
    assert chips.evaluate_all("chips => chips.map(chip => chip.getAttribute('aria-label'))") == names
    assert page.evaluate("document.querySelectorAll('.mc-chips button[type=button]').length") == 4
    chips.nth(1).click()
    expect(chips.nth(1)).to_be_focused()
    assert query(page) == "language=de&license=mit"
    page.get_by_role("button", name="Clear all").click()
    expect(chips).to_have_count(0)
    assert query(page) == ""
    assert page.evaluate("document.activeElement.className") == "mc-count"


def test_without_a_match_the_filters_are_named_and_nothing_is_reset(page: Page, models: str) -> None:
    opened(page, f"{models}?pipeline_tag=fill-mask&license=mit&language=de")
    empty = page.locator(".mc-empty")
    assert [" ".join(text.split()) for text in empty.locator("li").all_inner_texts()] == [
        "Task: Fill-Mask 2 models without it",
        "License: MIT still none without it",
        "Language: German 1 model without it",
    ]
    assert query(page) == "pipeline_tag=fill-mask&license=mit&language=de"
    empty.get_by_role("button", name="Remove filter Language: German").click()
    assert ids(page) == ["umbrella/bert-int8"]
    expect(empty).to_be_hidden()
    page.get_by_role("searchbox", name="Search models").fill("zzz")
    expect(empty).to_contain_text("Text: zzz")
    empty.get_by_role("button", name="Clear all").click()
    expect(page.locator(ROWS)).to_have_count(PAGE_SIZE)
    expect(page.get_by_role("searchbox", name="Search models")).to_have_value("")


def test_on_a_phone_filters_are_in_a_dialog(page: Page, models: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    opened(page, f"{models}?license=mit")
    expect(page.locator(".mc-filters")).to_be_hidden()
    opener = page.get_by_role("button", name="Filters (1)")
    opener.click()
    dialog = page.get_by_role("dialog", name="Filters")
    expect(dialog).to_be_visible()
    choose(page, "Language", "German")
    expect(dialog.get_by_role("button", name="Show 2 models")).to_be_visible()
    # What is outside of a dialog is silent, so the one that speaks is inside.
    expect(dialog.locator("[role=status]")).to_have_count(1)
    dialog.get_by_role("button", name="Show 2 models").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Filters (2)")).to_be_focused()
    assert ids(page) == ["acme/bert-de", "acme/bert-multi"]
    opener = page.get_by_role("button", name="Filters (2)")
    opener.click()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    opener.click()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(dialog).to_be_hidden()
    expect(page.locator(".mc-columns > .mc-filters")).to_be_visible()


def test_the_keyboard_alone_is_enough(page: Page, models: str) -> None:
    opened(page, models)
    page.get_by_role("searchbox", name="Search models").focus()
    seen = []
    for _ in range(4):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.localName"))
    assert seen == ["select", "a", "summary", "input"]
    page.keyboard.press("Space")
    assert query(page) == "pipeline_tag=automatic-speech-recognition"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.mc-chip')"):
            break
    page.keyboard.press("Enter")
    assert query(page) == ""
    # Dozens of values can be skipped.
    page.get_by_label("Sort by").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip the filters")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.mc-found') !== null")


def test_long_lists_are_paged(page: Page, models: str) -> None:
    opened(page, models)
    expect(page.locator(ROWS)).to_have_count(PAGE_SIZE)
    pages = page.get_by_role("navigation", name="Pages")
    pages.get_by_role("link", name="2").click()
    assert query(page) == "p=1"
    expect(page.locator(ROWS)).to_have_count(len(CARDS) - PAGE_SIZE)
    expect(pages.locator("[aria-current=page]")).to_have_text("2")
    assert page.evaluate("document.activeElement.className") == "mc-count"
    page.go_back()
    expect(pages.locator("[aria-current=page]")).to_have_text("1")
    assert ids(page)[0] == "acme/bert-de"
    # A filter begins at the first page; a page that is not there is the last one.
    opened(page, f"{models}?p=99")
    expect(pages.locator("[aria-current=page]")).to_have_text("2")
    choose(page, "License", "MIT")
    assert query(page) == "license=mit"
    expect(pages).to_be_hidden()


def test_rows_are_those_of_the_build(page: Page, models: str) -> None:
    opened(page, models)
    built = page.locator(ROWS).evaluate_all("rows => rows.map(row => row.innerText)")
    links = page.locator(f"{ROWS} a").evaluate_all("links => links.map(link => link.href)")
    choose(page, "License", "MIT")
    choose(page, "License", "MIT")
    # Titles and summaries come when rows are seen.
    expect(page.locator(ROWS).first).to_contain_text("It finds what is urgent.")
    assert page.locator(ROWS).evaluate_all("rows => rows.map(row => row.innerText)") == built
    assert page.locator(f"{ROWS} a").evaluate_all("links => links.map(link => link.href)") == links


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_when_the_script_comes(chromium: Browser, models: str, width: int) -> None:
    places = """() => Array.from(document.querySelectorAll(
      ".mc-filters summary, .mc-filters li, .mc-filters small, .mc-tools > *, .mc-count, .mc-models > li, .mc-pages"))
      .filter(element => element.checkVisibility())
      .map(element => { const { x, y } = element.getBoundingClientRect(); return [element.className, x, y]; })"""
    found = []
    for is_held in (False, True):
        page = chromium.new_page(viewport={"width": width, "height": 900})
        if is_held:
            page.route("**/browse.mjs", lambda route: None)
        page.goto(models, wait_until="domcontentloaded")
        if not is_held:
            expect(page.locator(".mc-filters input").first).to_be_attached()
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        found.append(page.evaluate(places))
        page.close()
    assert found[0] == found[1]


def test_without_javascript_values_are_links_and_what_would_not_work_is_hidden(chromium: Browser, models: str) -> None:
    page = chromium.new_page(java_script_enabled=False)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{models}?license=mit")
        expect(page.locator(ROWS)).to_have_count(PAGE_SIZE)
        expect(page.locator(ROWS).first).to_be_visible()
        link = page.locator(".mc-filters").get_by_role("link", name="MIT")
        expect(link).to_be_visible()
        expect(link).to_have_attribute("href", "../models/licenses/mit/")
        expect(page.locator(".mc-tools")).to_be_hidden()
        expect(page.get_by_role("navigation", name="Pages").get_by_role("link", name="2")).to_be_visible()
    page.close()


def test_a_slow_index_shows_nothing_that_was_not_asked_for(page: Page, models: str) -> None:
    held: list[Route] = []
    page.route("**/browse/index-*", lambda route: held.append(route))
    page.goto(f"{models}?license=mit")
    expect(page.locator(STATUS)).to_have_text("Loading…")
    expect(page.locator(ROWS).first).to_be_hidden()
    page.get_by_role("searchbox", name="Search models").press_sequentially("multi")
    for route in held:
        route.continue_()
    expect(page.locator(ROWS).first).to_be_visible()
    # What was typed meanwhile counts.
    assert ids(page) == ["acme/bert-multi"]


def test_without_the_script_the_list_comes_and_what_would_not_work_goes(page: Page, models: str) -> None:
    page.route("**/browse.mjs", lambda route: route.abort())
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{models}?license=mit")
        expect(page.locator(".mc-tools")).to_be_hidden()
        expect(page.locator(".mc-filters").get_by_role("link", name="MIT")).to_be_visible()
        # A safety net, also for scripts that never answer.
        page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
        expect(page.locator(ROWS).first).to_be_visible()


def test_from_disk_the_page_is_as_without_scripts(page: Page, tmp_path: Path) -> None:
    site = write_browse_site(catalog_of(CARDS, DATES), tmp_path, PAGE_SIZE, "index.html")
    page.goto(f"{(site / 'models' / 'index.html').as_uri()}?license=mit")
    expect(page.locator(ROWS).first).to_be_visible()
    expect(page.locator(".mc-tools")).to_be_hidden()
    page.locator(".mc-filters").get_by_role("link", name="MIT")
    page.set_viewport_size({"width": 390, "height": 900})
    expect(page.locator(".mc-filters").get_by_role("link", name="MIT")).to_be_visible()


def test_the_focus_stays_when_more_is_found(page: Page, models: str) -> None:
    held: list[Route] = []
    page.route("**/browse/texts-*", lambda route: held.append(route))
    opened(page, f"{models}?search=bert&license=mit")
    first, chip = page.locator(f"{ROWS} > a").first, page.locator(".mc-chip")
    first.focus()
    page.wait_for_function("performance.now() > 300")
    for route in held:
        route.continue_()
    expect(page.locator(ROWS).first).to_contain_text("It finds what is urgent.")
    expect(first).to_be_focused()
    chip.focus()
    page.get_by_role("searchbox", name="Search models").evaluate(
        "field => { field.value = 'bert-'; field.dispatchEvent(new Event('input')) }"
    )
    expect(chip).to_be_focused()


def test_the_same_number_is_spoken_once_it_is_known(page: Page, models: str) -> None:
    page.clock.install()
    opened(page, models)
    page.get_by_role("searchbox", name="Search models").fill("speech")
    # Titles and summaries come, and change nothing.
    page.wait_for_load_state("networkidle")
    page.clock.run_for(2000)
    expect(page.locator(STATUS)).to_have_text("1 of 18 models shown")


def test_an_address_sorted_by_a_result_is_sorted(page: Page, models: str) -> None:
    held: list[Route] = []
    page.route("**/browse/results-*", lambda route: held.append(route))
    opened(page, f"{models}?sort=text-classification/acme/mails/accuracy")
    page.wait_for_timeout(100)
    for route in held:
        route.continue_()
    expect(page.locator(".mc-result")).to_have_text(["Accuracy on Mails: 0.9", "Accuracy on Mails: 0.75"])
    assert ids(page)[0] == "acme/bert-en"
    page.unroute("**/browse/results-*")
    # A leaderboard that is gone leaves the usual order.
    opened(page, f"{models}?search=bert&sort=text-classification/gone/accuracy")
    expect(page.get_by_label("Sort by")).to_have_value("relevance")


def test_where_no_model_has_a_result_it_is_said(page: Page, models: str) -> None:
    opened(page, f"{models}?license=gpl-3.0")
    page.get_by_label("Sort by").select_option("Evaluation result")
    expect(page.locator(".mc-note")).to_contain_text("None of these models has a result")
    expect(page.get_by_label("Sort by")).to_have_value("name")


def test_what_is_typed_is_in_the_address_before_a_link_leads_away(page: Page, models: str) -> None:
    opened(page, models)
    page.get_by_role("searchbox", name="Search models").fill("multi")
    left_from = """link => {
      link.addEventListener("click", event => { event.preventDefault(); window.leftFrom = location.search; });
      link.click();
      return window.leftFrom;
    }"""
    assert page.locator(f"{ROWS} > a").evaluate(left_from) == "?search=multi"


@pytest.mark.parametrize(
    "asked", ["license=" + "license:" * 7000, "other=" + "other:" * 7000, "search=%ED%A0%80&other=%FF"]
)
def test_addresses_that_nobody_writes_do_no_harm(page: Page, models: str, asked: str) -> None:
    opened(page, f"{models}?{asked}")
    expect(page.locator(".mc-empty .mc-chip").first).to_be_visible()
    page.get_by_role("button", name="Clear all").click()
    choose(page, "License", "MIT")
    assert query(page) == "license=mit"


@pytest.mark.parametrize("text", ["a \ud800 b", "a " * 100_000, "x" * 100_000])
def test_texts_that_nobody_types_do_no_harm(page: Page, models: str, text: str) -> None:
    opened(page, models)
    page.evaluate(
        """text => { const field = document.querySelector(".mc-search input");
        field.value = JSON.parse(text); field.dispatchEvent(new Event("input")); }""",
        json.dumps(text),
    )
    expect(page.get_by_label("Sort by")).to_have_value("relevance")
    page.get_by_role("searchbox", name="Search models").fill("speech")
    expect(page.locator(ROWS)).to_have_count(1)


def test_sorted_by_creation_rows_show_that_day(page: Page, models: str) -> None:
    opened(page, f"{models}?sort=created")
    expect(page.locator(ROWS).nth(2)).to_contain_text("Created\u00a02026-01-01")


def test_an_index_that_does_not_come_is_said_and_tried_again(page: Page, models: str) -> None:
    page.route("**/browse/index-*", lambda route: route.abort())
    page.goto(f"{models}?license=mit")
    problem = page.locator(".mc-browser .mc-notice")
    expect(problem).to_contain_text("The filters could not be loaded")
    expect(page.locator(ROWS).first).to_be_visible()
    page.unroute("**/browse/index-*")
    problem.get_by_role("button", name="Try again").click()
    expect(problem).to_be_hidden()
    assert ids(page) == ["acme/bert-de", "acme/bert-multi", "umbrella/bert-int8"]


def test_texts_that_do_not_come_leave_names(page: Page, models: str) -> None:
    page.route("**/browse/texts-*", lambda route: route.abort())
    opened(page, f"{models}?license=apache-2.0")
    expect(page.locator(ROWS)).to_have_text(
        "acme/bert-en apache-2.0 Text Classification", use_inner_text=False
    ) if False else None
    expect(page.locator(ROWS)).to_contain_text("acme/bert-en")


def test_a_view_can_be_shared(context: BrowserContext, page: Page, models: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, models)
    share = page.locator(".mc-share")
    expect(share).to_be_hidden()
    choose(page, "Tag", "small")
    choose(page, "License", "MIT")
    share.locator("summary").click()
    codes = share.locator("code")
    expect(codes.first).to_have_text(f"{models}?license=mit&other=small")
    expect(codes.last).to_have_text("```modelcards\nlicense: mit\nother: small\nlimit: 10\n```")
    share.get_by_role("button", name="Copy").first.click()
    assert page.evaluate("navigator.clipboard.readText()") == f"{models}?license=mit&other=small"


def test_the_feed_is_that_of_what_is_shown(page: Page, tmp_path: Path, serve: Callable[[Path], str]) -> None:
    catalog = catalog_of(CARDS, DATES)
    models = f"{serve(write_browse_site(catalog, tmp_path, PAGE_SIZE, feeds=catalog.feeds))}models/"
    opened(page, models)
    feed = page.get_by_role("link", name="Feed", exact=True)
    expect(feed).to_have_attribute("href", "feed.xml")
    choose(page, "Language", "German")
    expect(feed).to_have_attribute("href", "../models/languages/de/feed.xml")
    page.locator(".mc-share summary").click()
    expect(page.get_by_role("link", name="Feed of new models")).to_have_attribute(
        "href", "../models/languages/de/feed.xml"
    )
    choose(page, "License", "MIT")
    expect(feed).to_be_hidden()
    expect(page.get_by_role("link", name="Feed of new models")).to_have_count(0)
    page.get_by_role("button", name="Clear all").click()
    expect(feed).to_have_attribute("href", "feed.xml")
    # No model of this license has a date.
    choose(page, "License", "GNU General Public License v3.0")
    expect(feed).to_be_hidden()


def test_values_of_cards_are_text(context: BrowserContext, tmp_path: Path, serve: Callable[[Path], str]) -> None:
    evil = "<img src=x onerror=\"document.title='owned'\">"
    header = yaml.safe_dump({"tags": [evil], "license": evil})
    text = f"---\n{header}---\n# {evil} title\n\nText.\n"
    site = write_browse_site(catalog_of({"acme/evil": text, "acme/good": "Text.\n"}), tmp_path)
    page = context.new_page()
    opened(page, f"{serve(site)}models/?other=<img src=x onerror=document.title='owned'>")
    facet(page, "Tag").get_by_role("checkbox").first.click() if facet(page, "Tag").get_by_role(
        "checkbox"
    ).count() else None
    page.get_by_role("button", name="Clear all").or_(page.locator(".mc-chip")).first.click()
    choose(page, "Tag", "onerror")
    expect(page.locator(ROWS)).to_contain_text("acme/evil")
    page.get_by_role("searchbox", name="Search models").fill("<img")
    expect(page.locator(ROWS)).to_have_count(1)
    assert page.locator(".mc-browser img").count() == 0
    assert page.title().endswith("“<img” – Models")
