"""Evaluation results on pages: the section of a card, and the pages of leaderboards."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from mkdocs_modelcards.catalog.catalog import Catalog, build_catalog
from mkdocs_modelcards.catalog.leaderboards import MAX_RESULTS
from mkdocs_modelcards.pages.evaluation import HeadlineResult, evaluation_view, headline_results
from mkdocs_modelcards.pages.leaderboard_pages import ROWS_PER_PAGE
from mkdocs_modelcards.pages.renderer import PageRenderer
from mkdocs_modelcards.parse.card import parse_card
from mkdocs_modelcards.render.card import render_card
from mkdocs_modelcards.source_file import SourceFile
from tests.projects import hrefs, texts

from .helpers import Tags, quick, source
from .test_leaderboards import Result, index, result, with_metric
from .test_pages import THEMES, catalog, pages, shown

BOARD = "models/leaderboards/text-classification/acme/reviews/accuracy/"
ATTACK = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def rows(page: LexborHTMLParser) -> list[str]:
    """The rows of all tables of results, as text."""
    found = (" ".join(row.text(separator=" ").split()) for row in page.css(".mc-scored tbody tr"))
    return [row.replace("/ ", "/") for row in found]


def card_with(*results: Result, name: str = "tiny") -> LexborHTMLParser:
    """The page of a model with these results."""
    return shown(catalog(tiny=index(*results, name=name)), "acme/tiny/")


def bars(page: LexborHTMLParser) -> list[str]:
    """The lengths of the bars."""
    return [str(bar.attributes["style"]).removeprefix("inline-size:") for bar in page.css(".mc-bar > i")]


def test_a_card_without_results_has_no_section() -> None:
    assert shown(catalog(tiny="Text.\n"), "acme/tiny/").css("#mc-results") == []


def test_results_stand_by_task_and_dataset() -> None:
    page = card_with(
        result(0.91),
        with_metric(result("0.90 ± 0.02", metric="f1"), name="Macro F1", args={"average": "macro"}),
        result(12.5, metric="wer", task="automatic-speech-recognition", config="de", split="test", args="de"),
    )
    assert texts(page, ".mc-scored caption") == ["Text Classification", "Automatic Speech Recognition"]
    assert rows(page) == [
        "Reviews Accuracy 0.91",
        "Macro F1 average macro 0.90 ± 0.02",
        "Reviews config de · split test WER 12.5",
    ]
    assert bars(page) == ["91.0%", "90.0%"]
    assert hrefs(page, ".mc-scored a") == ["../../datasets/acme/reviews/"] * 2


@pytest.mark.parametrize("metric", ["perplexity", "loss", "wer", "bertscore", "unheard_of"])
def test_values_without_a_longest_bar_have_none(metric: str) -> None:
    assert bars(card_with(result(0.5, metric=metric))) == []


def test_a_revision_is_short_when_it_is_a_hash() -> None:
    page = card_with(result(0.5, revision="5503434ddd753f426f4b38109466949a1217c2bb"), result(0.5, revision="v2"))
    assert texts(page, ".mc-scored th small") == ["revision 5503434d", "revision v2"]


def test_a_source_that_all_share_stands_once() -> None:
    one, two, three = (
        {**result(0.5, name=name), "source": {"name": "Report", "url": url}}
        for name, url in (("A", "https://e.org/r"), ("B", "https://e.org/r"), ("C", "javascript:alert(1)"))
    )
    page = card_with(one, two)
    assert texts(page, ".mc-scroll > small") == ["Source: Report"]
    assert hrefs(page, ".mc-scroll > small a") == ["https://e.org/r"]
    page = card_with(one, two, three)
    assert texts(page, ".mc-scored th small") == ["Source: Report"] * 3
    assert hrefs(page, ".mc-scored small a") == ["https://e.org/r"] * 2


def test_results_from_files_say_who_when_and_why() -> None:
    text = """\
- dataset: {id: Idavidrein/gpqa, task_id: diamond}
  value: 61.2
  verifyToken: abc
  date: 2026-02-03
  notes: high reasoning
  source: {url: https://example.org/report, user: someone, org: acme}
"""
    file = SourceFile("cards/acme/tiny/.eval_results/gpqa.yaml", text)
    parsed = parse_card(source("---\nlicense: mit\n---\nText.\n", evaluations=[file]))
    page = shown(build_catalog([(parsed, render_card(parsed))], {}, {}), "acme/tiny/")
    assert texts(page, ".mc-scored caption") == ["Benchmarks"]
    assert rows(page) == ["Idavidrein/gpqa task diamond diamond ✓ verified 61.2"]
    assert texts(page, ".mc-scroll > small") == [
        "Source: example.org",
        "by someone, acme · 2026-02-03",
        "high reasoning",
    ]
    assert "has not checked" in page.css(".mc-section .mc-muted")[0].text()


def test_what_is_verified_is_marked() -> None:
    page = card_with(with_metric(result(0.5), verified=True), with_metric(result(0.6), verified=False))
    assert rows(page) == ["Reviews Accuracy ✓ verified 0.5", "Accuracy 0.6"]
    assert "Hugging Face Hub" in str(page.css("small[title]")[0].attributes["title"])


@pytest.mark.parametrize(
    ("name", "caption"),
    [("Tiny", "Text Classification"), ("acme/tiny", "Text Classification"), ("T-1", "T-1 · Text Classification")],
)
def test_the_name_of_an_entry_is_shown_when_it_is_another(name: str, caption: str) -> None:
    assert texts(card_with(result(0.5), name=name), ".mc-scored caption") == [caption]


def test_several_entries_keep_their_names() -> None:
    entries = [{"name": name, "results": [result(0.5)]} for name in ("tiny", "tiny-int8")]
    page = shown(catalog(tiny=f"---\n{yaml.safe_dump({'model-index': entries})}---\nText.\n"), "acme/tiny/")
    assert texts(page, ".mc-scored caption") == ["tiny · Text Classification", "tiny-int8 · Text Classification"]


def test_long_lists_are_cut() -> None:
    found = catalog(tiny=index(*(result(value) for value in range(MAX_RESULTS + 100))))
    page = shown(found, "acme/tiny/")
    assert len(rows(page)) == MAX_RESULTS
    assert "100 more results" in texts(page, ".mc-section .mc-muted")[0]


HOSTILE: list[Any] = [ATTACK, [ATTACK], {ATTACK: ATTACK}, 10**300, "x" * 10_000, "\u202ex\0y", float("nan"), True]


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: str(value)[:20])
def test_odd_values_are_shown_as_text(value: Any) -> None:
    names = {"type": str(value)[:200], "name": str(value), "config": str(value), "split": str(value), "args": value}
    hostile = with_metric(result(value, task=str(value), **names), name=str(value), args=value, config=str(value))
    hostile["source"] = {"name": str(value), "url": f"https://e.org/{value}"}
    found = catalog(one=index(hostile, name=str(value)), two=index(hostile, name=str(value)))
    renderer = PageRenderer(found, THEMES)
    for address, page in pages(found).items():
        if address.startswith(("acme/", "models/leaderboards/")):
            html = renderer.html(page)
            tags = Tags(html)
            assert not {"script", "img"} & set(tags.names())
            assert all(url.startswith(("../", "#", "https://")) for url in tags.all("href"))
            assert len(html) < 20_000
            assert "\0" not in html


def test_what_results_cost() -> None:
    found = catalog(tiny=index(*(result(0.5, name=f"Set {number}") for number in range(3))), bare="Text.\n")
    html = PageRenderer(found, THEMES).html(pages(found)["acme/tiny/"])
    section = re.search(r'<section class="mc-section">\n<h2 id="mc-results">.*?</section>', html, re.DOTALL)
    assert section
    assert len(section[0]) < 1_000
    with quick(0.1):
        for _ in range(1_000):
            evaluation_view(found.models[0], found)


def test_headlines_prefer_different_datasets() -> None:
    found = catalog(
        tiny=index(
            result(0.9),
            result(0.8, metric="f1"),
            result([1], metric="recall"),
            result("0.7 ± 0.1", type="b", name="B"),
            result(3.1, metric="loss"),
        )
    )
    assert headline_results(found.models[0]) == (
        HeadlineResult("Accuracy", "0.9", "Reviews"),
        HeadlineResult("F1", "0.8", "Reviews"),
        HeadlineResult("Accuracy", "0.7 ± 0.1", "B"),
    )
    assert headline_results(catalog(tiny="Text.\n").models[0]) == ()


def board_of(*values: Any, metric: str = "accuracy") -> tuple[Catalog, LexborHTMLParser]:
    """A catalog of models with one value each, and the page of their leaderboard."""
    found = catalog(**{f"m{number}": index(result(value, metric=metric)) for number, value in enumerate(values)})
    return found, shown(found, found.leaderboards.all[0].address)


def test_a_leaderboard() -> None:
    _, page = board_of(0.8, "n/a", 0.9)
    assert texts(page, "h1") == ["Accuracy on Reviews"]
    assert texts(page, ".mc-count") == ["3 models · Text Classification · acme/reviews · higher is better"]
    assert rows(page) == ["1 acme/m2 Tiny 0.9", "2 acme/m0 Tiny 0.8", "acme/m1 Tiny n/a"]
    assert hrefs(page, ".mc-scored a")[0] == "../../../../../../acme/m2/"
    assert bars(page) == ["90.0%", "80.0%"]


def test_a_leaderboard_says_when_it_compares_shares_and_percentages() -> None:
    assert "compared in percent" in texts(board_of(0.8, 85)[1], ".mc-muted")[0]
    assert texts(board_of(0.8, 0.85)[1], ".mc-muted") == []


def test_a_leaderboard_says_when_it_is_not_known_what_is_better() -> None:
    _, page = board_of(1, 2, metric="zing")
    assert "not known" in texts(page, ".mc-muted")[0]
    assert texts(page, ".mc-scored thead th") == ["Model", "zing"]
    assert "better" not in texts(page, ".mc-count")[0]


def test_a_long_leaderboard_has_pages() -> None:
    values = [result(number / 1_000) for number in range(ROWS_PER_PAGE)]
    found = catalog(one=index(*values), two=index(result(0.5)))
    assert len(rows(shown(found, BOARD))) == ROWS_PER_PAGE
    second = shown(found, f"{BOARD}-/2/")
    assert len(rows(second)) == 1
    assert texts(second, "h1") == ["Accuracy on Reviews (page 2)"]


def test_leaderboards_are_found_from_everywhere() -> None:
    one = f"---\npipeline_tag: text-classification\n{index(result(0.8)).removeprefix('---')[1:]}"
    found = catalog(one=one, two=index(result(0.9)))
    places = {
        "acme/one/": ".mc-scored a",
        "models/leaderboards/": ".mc-values a",
        "models/tasks/text-classification/": ".mc-boards a",
        "datasets/acme/reviews/": ".mc-boards a",
    }
    for address, selector in places.items():
        assert "../" * address.count("/") + BOARD in hrefs(shown(found, address), selector), address
    assert hrefs(shown(found, "models/"), ".mc-browse a")[-1] == "../models/leaderboards/"
    assert "models/leaderboards/" in hrefs(shown(found, ""), ".mc-overview__lead a")


def test_without_leaderboards_nothing_leads_to_them() -> None:
    found = catalog(one=index(result(0.8)))
    assert "models/leaderboards/" not in pages(found)
    renderer = PageRenderer(found, THEMES)
    assert all("leaderboard" not in renderer.html(page) for page in pages(found).values())


def test_many_leaderboards_of_one_task_are_linked_from_its_list() -> None:
    many = [result(0.5, config=f"c{number:02}") for number in range(15)]
    text = f"---\npipeline_tag: text-classification\n{index(*many).removeprefix('---')[1:]}"
    page = shown(catalog(one=text, two=text), "models/tasks/text-classification/")
    assert len(page.css(".mc-boards a")) == 13
    assert texts(page, ".mc-boards a")[-1] == "3 more"
