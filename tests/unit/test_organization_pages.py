"""What the page of an organization says before its models."""

from __future__ import annotations

from mkdocs_modelcards.catalog.catalog import Catalog, build_catalog
from mkdocs_modelcards.history import CardDates
from mkdocs_modelcards.pages.organization import FOLDED, SHOWN, organization_view
from mkdocs_modelcards.pages.renderer import PageRenderer
from mkdocs_modelcards.render.card import render_card
from tests.projects import hrefs, texts

from .helpers import headed
from .test_pages import THEMES, catalog, pages, shown


def model(task: str = "fill-mask", library: str = "spacy", licenses: str = "mit") -> str:
    return f"---\npipeline_tag: {task}\nlibrary_name: {library}\nlicense: [{licenses}]\n---\nText of it.\n"


def dated(*days: str | None) -> Catalog:
    cards = [headed("license: mit", f"acme/m{number}") for number in range(len(days))]
    dates = {
        card.location: CardDates("2019-01-01", day) for card, day in zip(cards, days, strict=True) if day is not None
    }
    return build_catalog([(card, render_card(card)) for card in cards], dates, {})


def test_tasks_libraries_and_licenses_are_counted() -> None:
    found = catalog(
        a=model(), b=model(licenses="mit, apache-2.0"), c=model(task="summarization", library="keras", licenses="gpl")
    )
    page = shown(found, "acme/")
    assert texts(page, ".mc-count") == ["3 models"]
    assert texts(page, ".mc-organization dt") == ["Tasks", "Libraries", "Licenses"]
    assert texts(page, ".mc-organization li") == [
        "2 Fill-Mask", "1 Summarization", "2 spaCy", "1 Keras", "2 mit", "1 apache-2.0",
        "1 gpl",
    ]  # fmt: skip
    assert hrefs(page, ".mc-organization a")[:2] == ["../models/tasks/fill-mask/", "../models/tasks/summarization/"]
    assert len(page.css(".mc-organization details")) == 0


def test_other_organizations_are_not_counted() -> None:
    cards = [headed("license: mit", name) for name in ("acme/a", "acme/b", "other/c", "other/d", "solo/e")]
    found = build_catalog([(card, render_card(card)) for card in cards], {}, {})
    view = organization_view(found.value("organizations", "acme"), found)
    assert view is not None
    assert [(one.name, one.count) for one in view.counts[0].shown] == [("mit", 2)]


def test_a_single_model_says_all_of_it_itself() -> None:
    assert shown(catalog(a=model()), "acme/").css(".mc-organization") == []


def test_the_last_change_is_the_newest_models() -> None:
    found = dated("2020-01-01", "2024-05-06", None)
    assert texts(shown(found, "acme/"), ".mc-organization dd")[-1] == "2024-05-06"
    assert "Last updated" not in texts(shown(dated(None, None), "acme/"), ".mc-organization dt")


def test_many_values_fold_and_very_many_are_counted() -> None:
    count = SHOWN + FOLDED + 3
    found = catalog(**{f"m{number:03}": model(task=f"task-{number:03}") for number in range(count)})
    page = shown(found, "acme/")
    [details] = page.css(".mc-organization details")
    assert details.css("summary")[0].text() == f"and {FOLDED + 3} more"
    assert len(details.css("li a")) == FOLDED
    assert details.css("li")[-1].text().strip() == "and 3 others"
    assert len(page.css(".mc-organization dd")[0].css("li a")) == SHOWN + FOLDED


def test_only_the_first_page_has_the_summary() -> None:
    found = catalog(a=model(), b=model(), c=model())
    renderer = PageRenderer(found, THEMES)
    with_summary = [page.address for page in pages(found, 2).values() if "mc-organization" in renderer.html(page)]
    assert with_summary == ["acme/"]


def test_names_of_values_are_escaped() -> None:
    attack = "<img src=x>"
    found = catalog(a=model(task=attack), b=model(library=attack))
    assert "<img" not in PageRenderer(found, THEMES).html(pages(found)["acme/"])
