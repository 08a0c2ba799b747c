"""Models that are like a model: which they are, and what their rows say."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from math import fsum, log2

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.catalog.addresses import AddressBook
from mkdocs_modelcards.catalog.catalog import Catalog, build_catalog
from mkdocs_modelcards.catalog.facets import FACETS, build_facet
from mkdocs_modelcards.catalog.lineage import find_lineage
from mkdocs_modelcards.catalog.model import CatalogModel
from mkdocs_modelcards.catalog.similar import FEW, LEAST, MAX_SIMILAR, NEAR, find_similar
from mkdocs_modelcards.pages.added_sections import LINEAGE, SIMILAR
from mkdocs_modelcards.pages.site_pages import CardPage, site_pages
from mkdocs_modelcards.render.card import render_card
from tests.projects import hrefs, texts

from .helpers import headed, quick
from .test_lineage_pages import shown

ROWS = "#mc-similar + ul > li"


def catalog(headers: Mapping[str, str]) -> Catalog:
    """A catalog of cards by id, each with its header."""
    cards = [headed(header, one) for one, header in headers.items()]
    return build_catalog([(card, render_card(card)) for card in cards], {}, {})


def similar(made: Catalog) -> dict[str, list[str]]:
    """The ids of the models that are like each one."""
    return {
        model.id: [made.models[place].id for place in made.similar[model.address]]
        for model in made.models
        if model.address in made.similar
    }


@pytest.mark.parametrize("header", ["base_model: x/y", "datasets: [x/y]", "tags: [x]"])
def test_models_that_share_a_value_are_like_each_other(header: str) -> None:
    made = catalog({"a/x": header, "a/y": header, "a/z": "license: mit"})
    assert similar(made) == {"a/x": ["a/y"], "a/y": ["a/x"]}


@pytest.mark.parametrize(
    "header", ["pipeline_tag: translation", "tags: [translation]", "tags: [peft]", "license: mit", "language: en"]
)
def test_a_task_a_library_a_license_or_a_language_is_not_enough(header: str) -> None:
    assert similar(catalog({"a/x": header, "a/y": header})) == {}


def test_what_few_models_have_counts_more_and_ties_go_by_id() -> None:
    made = catalog(
        {
            "a/x": "tags: [rare, often]",
            "a/a": "tags: [often]",
            "a/b": "tags: [often]",
            "a/y": "tags: [rare]",
            "a/c": "tags: [often]",
        }
    )
    assert similar(made)["a/x"] == ["a/y", "a/a", "a/b", "a/c"]


def test_a_base_model_counts_more_than_a_dataset_than_a_tag_with_the_same_task() -> None:
    made = catalog(
        {
            "a/x": "base_model: o/b\ndatasets: [o/d]\ntags: [t]\npipeline_tag: fill-mask",
            "a/a": "tags: [t]",
            "a/b": "tags: [t]\npipeline_tag: fill-mask\nlicense: mit",
            "a/c": "datasets: [O/D, o/e]",
            "a/d": "base_model: O/B",
            "a/e": "datasets: [o/e]",
        }
    )
    assert similar(made)["a/x"] == ["a/d", "a/c", "a/b"]


def test_what_shares_much_less_than_the_first_is_left_out() -> None:
    made = catalog({"a/x": "tags: [t, u, v]", "a/y": "tags: [t, u, v]", "a/z": "tags: [t]"})
    assert similar(made)["a/x"] == ["a/y"]
    assert similar(made)["a/z"] == ["a/x", "a/y"]


def test_a_value_that_most_models_have_is_not_enough() -> None:
    many = {f"a/{number:02}": "tags: [ours]" for number in range(FEW + 1)}
    assert similar(catalog(many)) == {}
    made = catalog({**many, "a/x": "tags: [ours, own]", "a/y": "tags: [ours, own]"})
    assert similar(made) == {"a/x": ["a/y"], "a/y": ["a/x"]}


def test_what_the_lineage_names_is_not_named_again() -> None:
    made = catalog(
        {
            "a/base": "tags: [t]",
            "a/one": "base_model: A/Base\ntags: [t]",
            "a/two": "base_model: a/base\ntags: [t]",
            "a/new": "tags: [t]",
        }
    )
    assert similar(made) == {
        "a/base": ["a/new"],
        "a/one": ["a/two"],
        "a/two": ["a/one"],
        "a/new": ["a/base", "a/one", "a/two"],
    }


def test_cards_with_the_same_id_are_like_each_other_and_never_like_themselves() -> None:
    cards = [headed("tags: [t]", "a/x"), headed("tags: [t]", "a/x"), headed("tags: [t]", "a/y")]
    made = build_catalog([(card, render_card(card)) for card in cards], {}, {})
    for place, model in enumerate(made.models):
        assert sorted([place, *made.similar[model.address]]) == [0, 1, 2]


def test_the_order_of_cards_and_values_changes_nothing() -> None:
    tags = [f"t{number}" for number in range(12)]
    chooser = random.Random(5)
    headers = {f"a/{number:02}": chooser.sample(tags, 4) for number in range(60)}
    expected = similar(catalog({one: f"tags: {own}" for one, own in headers.items()}))
    shuffled = list(headers.items())
    chooser.shuffle(shuffled)
    assert similar(catalog({one: f"tags: {own[::-1]}" for one, own in shuffled})) == expected


def by_hand(models: Sequence[CatalogModel]) -> dict[str, tuple[int, ...]]:
    """What the rule says, by comparing every model with every other."""

    def values(model: CatalogModel) -> set[tuple[int, str]]:
        return {
            *((3, f"b{base}") for base in model.base_models),
            *((2, f"d{dataset}") for dataset in model.datasets),
            *((1, f"t{tag}") for tag in model.tags),
            *((1, f"={task}") for task in (model.task,) if task),
        }

    def count(value: tuple[int, str]) -> int:
        return sum(value in values(model) for model in models)

    found = {}
    for model in models:
        scores = {}
        for place, other in enumerate(models):
            shared = values(model) & values(other)
            in_lineage = other.id in model.base_models or model.id in other.base_models
            enough = [value for value in shared if value[1][0] != "=" and count(value) <= max(FEW, len(models) / 4)]
            if other is not model and not in_lineage and enough:
                scores[place] = fsum(value[0] * log2(1 + len(models) / count(value)) for value in shared)
        ordered = sorted(scores, key=lambda place: (-scores[place], place))
        if ordered:
            least = scores[ordered[0]] * LEAST
            found[model.address] = tuple(place for place in ordered[:MAX_SIMILAR] if scores[place] >= least)
    return found


HEADERS = st.fixed_dictionaries(
    {
        "base_model": st.lists(st.sampled_from(["a/0", "a/1", "o/base"]), max_size=2, unique=True),
        "datasets": st.lists(st.sampled_from(["o/d", "o/e"]), max_size=2, unique=True),
        "tags": st.lists(st.sampled_from("stuvw"), max_size=4, unique=True),
        "pipeline_tag": st.sampled_from(["fill-mask", "translation"]),
    }
)


@given(st.lists(HEADERS, max_size=NEAR + 1))
def test_a_small_catalog_is_compared_as_the_rule_says(headers: list[dict[str, object]]) -> None:
    made = catalog(
        {
            f"a/{number}": "\n".join(f"{key}: {value}" for key, value in header.items())
            for number, header in enumerate(headers)
        }
    )
    assert made.similar == by_hand(made.models)


def many_models(number: int, tags: Sequence[str], each: int, **fields: object) -> tuple[CatalogModel, ...]:
    """Models with tags of which the first are the most frequent."""
    first = catalog({"a/x": "license: mit"}).models[0]
    chooser = random.Random(11)
    weights = [1 / (rank + 1) for rank in range(len(tags))]
    return tuple(
        msgspec.structs.replace(
            first,
            id=f"a/{place:05}",
            address=f"a/{place:05}/",
            tags=tuple(dict.fromkeys(chooser.choices(tags, weights, k=each))),
            **fields,
        )
        for place in range(number)
    )


@pytest.mark.parametrize(
    ("number", "tags", "each"),
    [(10_000, 300, 8), (10_000, 1, 1), (5_000, 3, 30), (300, 2_000, 2_000)],
    ids=["many", "one tag", "the same tags", "thousands of tags"],
)
def test_many_models_are_compared_in_linear_time(number: int, tags: int, each: int) -> None:
    models = many_models(number, [f"tag-{one}" for one in range(tags)], each)
    facets = {kind.key: build_facet(kind, models, AddressBook({})) for kind in FACETS}
    lineage, _ = find_lineage(models)
    with quick():
        find_similar(models, facets, lineage)


def test_a_base_of_thousands_costs_them_nothing() -> None:
    models = many_models(5_000, ["t"], 1, base_models=("a/00000",), base_model_relation="finetune")
    facets = {kind.key: build_facet(kind, models, AddressBook({})) for kind in FACETS}
    lineage, _ = find_lineage(models)
    with quick():
        find_similar(models, facets, lineage)


def test_a_row_says_what_both_have_in_common() -> None:
    own = "base_model: o/base\ndatasets: [o/d, o/e]\ntags: [t, <u>, v]\npipeline_tag: fill-mask"
    made = catalog({"a/x": own, "a/y": own, "a/z": "tags: [t]", "a/w": "datasets: O/D\ntags: [t, fill-mask]"})
    page = shown(made, "a/x/")
    assert texts(page, ROWS) == [
        "a/y same base model: o/base · same data: o/e, … · same tags: <u>, v, … · same task",
    ]
    assert hrefs(page, f"{ROWS} a") == ["../../a/y/"]
    assert texts(shown(made, "a/w/"), ROWS) == [
        "a/x same data: o/d · same tag: t · same task",
        "a/y same data: o/d · same tag: t · same task",
    ]


def test_the_section_stands_after_the_lineage_and_only_where_there_is_something() -> None:
    made = catalog({"a/x": "datasets: o/d", "a/y": "datasets: o/d", "a/z": "license: mit"})
    added = {page.address: page.added for page in site_pages(made, 9) if isinstance(page, CardPage)}
    assert added == {"a/x/": (LINEAGE, SIMILAR), "a/y/": (LINEAGE, SIMILAR), "a/z/": ()}
    assert texts(shown(made, "a/x/"), "section > h2") == ["Lineage", "More like this"]
    assert "More like this" not in shown(made, "a/z/").text()


def test_a_section_costs_little() -> None:
    headers = {f"acme/a-usual-name-{number}": "tags: [of, usual, length]\nbase_model: o/base" for number in range(9)}
    html = shown(catalog(headers), "acme/a-usual-name-1/").css_first("section:has(#mc-similar)")
    assert html is not None
    assert len(html.html or "") < 800
