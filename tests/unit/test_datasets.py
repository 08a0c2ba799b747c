"""Datasets: what was trained on each, what was evaluated on it, and their pages."""

from __future__ import annotations

import pytest

from mkdocs_modelcards.attachments import Attachments
from mkdocs_modelcards.catalog.catalog import Catalog
from mkdocs_modelcards.catalog.datasets import ONLY_EVALUATED
from mkdocs_modelcards.catalog.leaderboards import MAX_RESULTS
from mkdocs_modelcards.pages.dataset_pages import DatasetPage, dataset_url
from mkdocs_modelcards.pages.renderer import PageRenderer
from mkdocs_modelcards.targets import resolve_links
from tests.projects import hrefs, texts

from .helpers import quick
from .test_pages import THEMES, catalog, pages, shown


def trained(*datasets: str) -> str:
    return f"---\ndatasets: {list(datasets)}\npipeline_tag: fill-mask\n---\nText of it.\n"


def evaluated(*datasets: str, header: str = "") -> str:
    results = "".join(
        f"  - task: {{type: t}}\n    dataset: {{type: '{dataset}', name: A set}}\n"
        f"    metrics: [{{type: accuracy, value: {number / 100}}}, {{type: f1, value: 7}}]\n"
        for number, dataset in enumerate(datasets, start=90)
    )
    return f"---\n{header}model-index:\n- name: m\n  results:\n{results}---\nText of it.\n"


def evaluated_on(found: Catalog) -> dict[str, list[tuple[str, int]]]:
    """For each dataset the models that were evaluated on it, with the place of their first result there."""
    return {
        dataset: [(found.models[one.model].name, one.result) for one in models]
        for dataset, models in found.datasets.evaluated_on.items()
    }


def test_models_are_found_by_what_they_were_evaluated_on() -> None:
    found = catalog(a=evaluated("squad", "imdb"), b=evaluated("imdb"), c=trained("imdb"))
    # Each of the datasets has two metrics, so the second one's first result is the third.
    assert evaluated_on(found) == {"squad": [("a", 0)], "imdb": [("a", 2), ("b", 0)]}
    assert {value.id: value.models for value in found.facets["datasets"].values.values()} == {"imdb": (2,)}
    assert [(value.id, value.group, value.models) for value in found.facets["datasets"].also] == [
        ("squad", ONLY_EVALUATED, (0,))
    ]


def test_a_dataset_is_one_whatever_the_case_of_its_id() -> None:
    found = catalog(a=trained("SQuAD"), b=trained("Squad", "SQuAD"), c=evaluated("squad", "GLUE"), d=evaluated("Glue"))
    assert {value.id: value.models for value in found.facets["datasets"].values.values()} == {"SQuAD": (0, 1)}
    assert [value.id for value in found.facets["datasets"].also] == ["GLUE"]
    assert evaluated_on(found) == {"SQuAD": [("c", 0)], "GLUE": [("c", 2), ("d", 0)]}
    assert found.value("datasets", "Squad").address == "datasets/SQuAD/"
    assert hrefs(shown(found, "acme/b/"), "a[href*='datasets/']")[0] == "../../datasets/SQuAD/"
    for name in ("squad", "SQUAD"):
        value = found.datasets.value(name)
        assert value is not None
        assert value.address == "datasets/SQuAD/"
    assert found.datasets.value("rajpurkar/squad") is None


def test_a_spelling_in_lower_case_gives_the_name_however_many_write_another() -> None:
    found = catalog(a=trained("Wiki"), b=trained("Wiki"), c=trained("wiki"))
    assert [value.address for value in found.facets["datasets"].values.values()] == ["datasets/wiki/"]


def test_ids_with_and_without_an_organization_are_different() -> None:
    found = catalog(a=trained("squad"), b=evaluated("rajpurkar/squad"))
    assert {"datasets/squad/", "datasets/rajpurkar/squad/"} <= pages(found).keys()
    assert texts(shown(found, "datasets/squad/"), "h2") == ["Trained on it (1)"]


def test_a_page_says_what_was_trained_and_what_was_evaluated_on_it() -> None:
    both = evaluated("acme/reviews", header="datasets: [acme/reviews]\npipeline_tag: fill-mask\n")
    page = shown(catalog(a=trained("acme/reviews"), b=both, c=evaluated("acme/reviews")), "datasets/acme/reviews/")
    assert texts(page, "h1") == ["Dataset: acme/reviews"]
    assert texts(page, "h2") == ["Trained on it (2)", "Evaluated on it (2)"]
    assert [[" ".join(row.text().split()) for row in rows.css("li")] for rows in page.css(".mc-models--compact")] == [
        ["acme/a Fill-Mask", "acme/b Fill-Mask"],
        ["acme/b Fill-Mask · Accuracy 0.9 (A set)", "acme/c Accuracy 0.9 (A set)"],
    ]
    assert hrefs(page, ".mc-count a") == ["https://huggingface.co/datasets/acme/reviews", "#evaluated-on-it"]
    assert [heading.id for heading in pages(catalog(b=both))["datasets/acme/reviews/"].contents] == [
        "trained-on-it",
        "evaluated-on-it",
    ]


def test_the_index_has_what_models_were_only_evaluated_on_in_a_group() -> None:
    found = catalog(a=trained("imdb"), b=evaluated("glue", "imdb"), c=evaluated("glue"))
    page = shown(found, "datasets/")
    assert [texts_of.text().split() for texts_of in page.css(".mc-values")] == [["imdb", "1"], ["glue", "2"]]
    assert texts(page, "h2") == ["Only evaluated on"]
    assert hrefs(page, ".mc-values a") == ["../datasets/imdb/", "../datasets/glue/"]


def test_the_index_can_be_found_when_models_were_only_evaluated() -> None:
    assert "../datasets/" in hrefs(shown(catalog(a=evaluated("glue")), "models/"), ".mc-browse a")


@pytest.mark.parametrize(("first", "second"), [(5, 1), (1, 5), (4, 4), (0, 3)])
def test_every_model_is_on_one_of_a_long_lists_pages(first: int, second: int) -> None:
    cards = {f"t{number}": trained("imdb") for number in range(first)}
    cards |= {f"e{number}": evaluated("imdb") for number in range(second)}
    found = catalog(**cards)
    made = [page for page in pages(found, 2).values() if isinstance(page, DatasetPage)]
    assert [page.address for page in made] == ["datasets/imdb/", "datasets/imdb/-/2/", "datasets/imdb/-/3/"][
        : len(made)
    ]
    assert len(made) == -(-max(first, second) // 2)
    assert [model.name for page in made for model in page.trained] == [f"t{number}" for number in range(first)]
    assert [model.name for page in made for model, _ in page.evaluated] == [f"e{number}" for number in range(second)]
    renderer = PageRenderer(found, THEMES)
    shown_names = [name for page in made for name in cards if f"<b>{name}</b>" in renderer.html(page)]
    assert sorted(shown_names) == sorted(cards)
    assert all(f"({second})" in page.contents[-1].title for page in made if page.evaluated)


def test_a_later_page_says_so_in_its_title() -> None:
    found = catalog(a=trained("imdb"), b=trained("imdb"))
    assert pages(found, 1)["datasets/imdb/-/2/"].title == "Dataset: imdb (page 2)"


@pytest.mark.parametrize(
    ("cards", "description"),
    [
        ({"a": trained("imdb")}, "1 model trained on the dataset imdb."),
        ({"a": evaluated("imdb"), "b": evaluated("imdb")}, "2 models evaluated on the dataset imdb."),
        ({"a": trained("imdb"), "b": evaluated("imdb")}, "1 model trained on the dataset imdb, and 1 evaluated on it."),
    ],
)
def test_search_engines_read_what_the_page_lists(cards: dict[str, str], description: str) -> None:
    assert pages(catalog(**cards))["datasets/imdb/"].description == description


@pytest.mark.parametrize(
    ("dataset", "url"),
    [
        ("squad", "https://hub.example/datasets/squad"),
        ("acme/reviews", "https://hub.example/datasets/acme/reviews"),
        ("a custom set", None),
        ("a/b/c", None),
        ("../x", None),
        ("https://evil.example/", None),
        ('"><script>', None),
    ],
)
def test_only_what_can_be_an_id_leads_to_the_hub(dataset: str, url: str | None) -> None:
    assert dataset_url(dataset, "https://hub.example/") == url


def test_nothing_of_a_result_is_read_as_html() -> None:
    attack = '"><img src=x onerror=alert(1)>'
    found = catalog(a=evaluated(attack).replace("type: accuracy", f"type: '{attack}'"))
    renderer = PageRenderer(found, THEMES)
    assert all("<img" not in renderer.html(page) for page in pages(found).values())


def test_a_card_can_not_make_thousands_of_pages() -> None:
    found = catalog(a=evaluated(*(f"set-{number}" for number in range(1000))))
    with quick(1.0):
        made = [page for page in pages(found).values() if isinstance(page, DatasetPage)]
    # Each of the datasets has two results.
    assert len(made) == len(found.datasets.evaluated_on) == MAX_RESULTS / 2


def test_a_long_result_is_cut() -> None:
    found = catalog(a=evaluated("imdb").replace("0.9}", f"'{'x' * 500}'}}").replace("accuracy", "m" * 500))
    [row] = texts(shown(found, "datasets/imdb/"), ".mc-models > li")
    assert len(row) < 110


def test_a_card_can_link_to_a_dataset_that_models_were_only_evaluated_on() -> None:
    found = catalog(a=evaluated("glue"), b="---\nlicense: mit\n---\n[It](/datasets/glue) and [more](/datasets/imdb).\n")
    targets = resolve_links(found, Attachments((), {}), {})
    assert [target and (target.address or target.url) for target in targets.by_card[found.models[1].card.location]] == [
        "datasets/glue/",
        "https://huggingface.co/datasets/imdb",
    ]
