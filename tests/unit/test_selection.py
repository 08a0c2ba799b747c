"""Which models filters select, in which order, and the address that says the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.catalog.catalog import Catalog, build_catalog
from mkdocs_modelcards.catalog.facets import FACETS
from mkdocs_modelcards.catalog.selection import KINDS, PARAMETERS, Filters, select
from mkdocs_modelcards.catalog.sorting import board_at, board_sort, by_board, by_sort
from mkdocs_modelcards.catalog.view_address import view_query
from mkdocs_modelcards.history import CardDates
from mkdocs_modelcards.parse.metadata import RELATIONS
from mkdocs_modelcards.render.card import render_card

from .helpers import card
from .test_leaderboards import index, result
from .test_pages import catalog

ADDRESSES = Path(__file__).parent.parent / "fixtures" / "view_addresses.json"
CARDS = {
    "base": "---\nlicense: mit\nlanguage: [en, de]\ntags: [small, fast]\n---\n# The base\n\nReads reviews.\n",
    "fine": "---\nlicense: apache-2.0\nbase_model: acme/base\nlanguage: en\ntags: [small]\nmetrics: [f1]\n---\nText.\n",
    "lora": "---\nlicense: [mit, cc0-1.0]\nbase_model: acme/base\nbase_model_relation: adapter\n---\n# Größe\n",
    "mix": "---\nbase_model: [acme/base, x/y]\npipeline_tag: fill-mask\nlibrary_name: keras\n"
    "datasets: [imdb, ag_news]\n---\nText.\n",
    "other": "---\ndatasets: [IMDB]\ntags: [fast, tiny-reviews]\nmetrics: [f1, accuracy]\n---\nText.\n",
}


def names(found: Catalog, **filters: Any) -> list[str]:
    """The names of the models that filters select."""
    own = {key: filters.pop(key) for key in ("search", "any", "all") if key in filters}
    values = {name: (value,) if isinstance(value, str) else value for name, value in filters.items()}
    return [found.models[place].name for place in select(found, Filters(values, **own))]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["base", "fine", "lora", "mix", "other"]),
        ({"license": "mit"}, ["base", "lora"]),
        ({"license": ("mit", "apache-2.0")}, ["base", "fine", "lora"]),
        ({"license": "mit", "other": "small"}, ["base"]),
        ({"other": ("small", "fast")}, ["base"]),
        ({"other": ("small", "fast"), "any": ("other",)}, ["base", "fine", "other"]),
        ({"language": ("en", "de")}, ["base"]),
        ({"metric": ("f1", "accuracy")}, ["other"]),
        ({"dataset": ("imdb", "ag_news")}, ["mix"]),
        ({"dataset": "IMDB"}, ["mix", "other"]),
        ({"base_model": ("acme/base", "x/y")}, ["fine", "lora", "mix"]),
        ({"base_model": ("acme/base", "x/y"), "all": ("base_model",)}, ["mix"]),
        ({"base_model_relation": ("adapter", "merge")}, ["lora", "mix"]),
        ({"base_model": "acme/base", "base_model_relation": "finetune"}, ["fine"]),
        ({"pipeline_tag": "fill-mask", "library": "keras", "author": "acme"}, ["mix"]),
        ({"license": ("mit", "nobodys")}, ["base", "lora"]),
        ({"other": ("small", "nobodys")}, []),
        ({"search": "REVIEWS"}, ["base", "other"]),
        ({"search": " fast  reviews "}, ["base", "other"]),
        ({"search": "GRÖSSE"}, []),
        ({"search": "grö acme/lora"}, ["lora"]),
        ({"search": "reviews", "license": "mit"}, ["base"]),
    ],
    ids=str,
)
def test_what_filters_select(filters: dict[str, Any], expected: list[str]) -> None:
    assert names(catalog(**CARDS), **filters) == expected


def test_every_facet_has_its_filter() -> None:
    assert {kind.parameter: kind for kind in FACETS} == dict(KINDS)
    assert set(PARAMETERS) == {*KINDS, "base_model_relation"}


MANY = catalog(
    **{
        f"m{number}": (
            f"---\nlicense: {['mit', 'gpl', 'cc0-1.0'][number % 3]}\ntags: [t{number % 2}, u{number % 3}]\n"
            f"language: [{'en' if number % 2 else 'de'}, {'fr' if number % 5 else 'es'}]\n"
            + (f"base_model: [acme/m{number % 4}, x/b{number % 2}]\n" if number > 3 else "")
            + f"---\n# Number {number}\n"
        )
        for number in range(20)
    }
)
VALUES = {
    parameter: st.lists(st.sampled_from([*MANY.facets[kind.key].values, "nobodys"]), max_size=3, unique=True)
    for parameter, kind in KINDS.items()
    if MANY.facets[kind.key].values
}


@given(
    values=st.fixed_dictionaries(
        {}, optional={**VALUES, "base_model_relation": st.lists(st.sampled_from(RELATIONS), max_size=2)}
    ),
    search=st.sampled_from(["", "1", "number 1", "t0 m1"]),
    any_of=st.sets(st.sampled_from(["other", "language"])),
    all_of=st.sets(st.just("base_model")),
)
def test_filters_select_what_looking_at_each_model_selects(
    values: dict[str, list[str]], search: str, any_of: set[str], all_of: set[str]
) -> None:
    filters = Filters({name: tuple(some) for name, some in values.items()}, search, tuple(any_of), tuple(all_of))
    expected = []
    for place, model in enumerate(MANY.models):
        fits = True
        for name, chosen in values.items():
            if name == "base_model_relation":
                has = [model.base_model_relation == one for one in chosen]
            else:
                has = [one in KINDS[name].values_of(model) for one in chosen]
            needs_all = name in all_of or (name in ("other", "language") and name not in any_of)
            fits = fits and (not has or (all(has) if needs_all else any(has)))
        text = f"{model.id}\n{model.title}\n{model.summary}\n{' '.join(model.tags)}".lower()
        if fits and all(word in text for word in search.split()):
            expected.append(place)
    assert list(select(MANY, filters)) == expected


def test_orders() -> None:
    days = {"a": ("2024-01-02", "2024-01-02"), "b": ("2024-01-01", "2024-01-03"), "d": ("2024-01-01", "2024-01-02")}
    cards = [card("Text.", f"acme/{name}") for name in "abcd"]
    dates = {f"acme/{name}/README.md": CardDates(*both) for name, both in days.items()}
    found = build_catalog([(one, render_card(one)) for one in cards], dates, {})

    def ordered(sort: str) -> str:
        return "".join(found.models[place].name for place in by_sort(found, range(4), sort))

    assert [ordered(sort) for sort in ("name", "modified", "created")] == ["abcd", "badc", "abdc"]


def test_the_order_of_a_leaderboard_has_each_model_once() -> None:
    found = catalog(
        one=index(result(0.7), result(0.9)), two=index(result(0.8)), three=index(result(0.5)), none="Text.\n"
    )
    [board] = found.leaderboards.all
    rows = by_board(board, [place for place, model in enumerate(found.models) if model.name != "three"])
    assert [(found.models[row.model].name, row.result.written) for row in rows] == [("one", 0.9), ("two", 0.8)]


@pytest.mark.parametrize(
    "written",
    [
        "text-classification/acme/reviews/accuracy",
        "models/leaderboards/text-classification/acme/reviews/accuracy/",
        "/models/leaderboards/Text-Classification/acme/reviews/accuracy",
        "text-classification/acme%2Freviews/accuracy",
    ],
)
def test_a_leaderboard_is_found_by_its_address(written: str) -> None:
    boards = catalog(one=index(result(0.7)), two=index(result(0.8))).leaderboards.all
    found = board_at(boards, written)
    assert found is boards[0]
    assert board_sort(found) == "text-classification/acme/reviews/accuracy"
    assert board_at(boards, "text-classification/acme/reviews/f1") is None


class AddressCase(msgspec.Struct, forbid_unknown_fields=True):
    """A state of the list of all models, and its address."""

    filters: dict[str, list[str]]
    address: str
    search: str = ""
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    sort: str = "name"


@pytest.mark.parametrize("case", msgspec.json.decode(ADDRESSES.read_bytes(), type=list[AddressCase]), ids=str)
def test_the_address_of_a_state(case: AddressCase) -> None:
    values = {name: tuple(values) for name, values in case.filters.items()}
    assert f"models/{view_query(Filters(values, case.search, case.any, case.all), case.sort)}" == case.address
