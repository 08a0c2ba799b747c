"""Leaderboards: which results are compared, and how they are ranked."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from mkdocs_modelcards.catalog.catalog import Catalog, build_catalog
from mkdocs_modelcards.catalog.leaderboards import MAX_RESULTS, arguments
from mkdocs_modelcards.parse.card import ModelCard, parse_card
from mkdocs_modelcards.parse.evaluation import read_eval_results
from mkdocs_modelcards.parse.yaml_tree import Plain
from mkdocs_modelcards.render.card import render_card
from mkdocs_modelcards.source_file import SourceFile

from .helpers import card, quick, source
from .test_pages import catalog

Result = dict[str, Any]


def result(value: Any, metric: str = "accuracy", task: str = "text-classification", **more: Any) -> Result:
    """A result of a `model-index`; `more` goes into its dataset."""
    return {
        "task": {"type": task},
        "dataset": {"type": "acme/reviews", "name": "Reviews", **more},
        "metrics": [{"type": metric, "value": value}],
    }


def with_metric(found: Result, **more: Any) -> Result:
    found["metrics"][0].update(more)
    return found


def index(*results: Result, name: str = "Tiny") -> str:
    """A card with these results."""
    header = yaml.safe_dump({"model-index": [{"name": name, "results": list(results)}]}, allow_unicode=True)
    return f"---\n{header}---\nSome text.\n"


def ranking(found: Catalog) -> list[tuple[int | None, str]]:
    """The ranks and the models of the only leaderboard."""
    [board] = found.leaderboards.all
    return [(row.rank, found.models[row.model].name) for row in board.rows]


def titles(found: Catalog) -> list[str]:
    return [board.title for board in found.leaderboards.all]


def test_two_models_make_a_leaderboard() -> None:
    found = catalog(one=index(result(0.8)), two=index(result(0.9)))
    [board] = found.leaderboards.all
    assert ranking(found) == [(1, "two"), (2, "one")]
    assert board.address == "models/leaderboards/text-classification/acme/reviews/accuracy/"
    assert (board.title, board.models, board.task_name) == ("Accuracy on Reviews", 2, "Text Classification")


def test_one_model_makes_none() -> None:
    found = catalog(one=index(result(0.8), result(0.9)), two=index(result(0.7, metric="f1")))
    assert found.leaderboards.all == ()


def test_all_values_of_a_model_are_rows() -> None:
    found = catalog(one=index(result(0.8), result(0.7)), two=index(result(0.75)))
    assert ranking(found) == [(1, "one"), (2, "two"), (3, "one")]
    assert found.leaderboards.all[0].models == 2


@pytest.mark.parametrize(
    "other",
    [
        result(0.9, metric="f1"),
        result(0.9, task="token-classification"),
        result(0.9, type="acme/others"),
        result(0.9, config="de"),
        result(0.9, args="de"),
        result(0.9, args={"language": "de"}),
        result(0.9, split="test"),
        with_metric(result(0.9), config="strict"),
        with_metric(result(0.9), args={"normalize": True}),
        with_metric(result(0.9, metric="f1"), name="Macro F1"),
        result(0.9, args=["x" * 500]),
    ],
)
def test_results_of_something_else_are_not_compared(other: Result) -> None:
    assert catalog(one=index(result(0.8)), two=index(other)).leaderboards.all == ()


@pytest.mark.parametrize(
    "other",
    [
        result(0.9, revision="0123"),
        result(0.9, name="The reviews of Acme"),
        result(0.9, type="ACME/Reviews"),
        result(0.9, config="default"),
        result(0.9, config="reviews"),
        result(0.9, args="reviews"),
        result(0.9, args={}),
        result(0.9, metric="acc"),
        with_metric(result(0.9), name="Test accuracy"),
        with_metric(result(0.9), args=[]),
    ],
)
def test_results_of_the_same_are_compared(other: Result) -> None:
    found = catalog(one=index(result(0.8)), two=index(other))
    assert ranking(found) == [(1, "two"), (2, "one")]


@pytest.mark.parametrize(
    "other",
    [
        {"args": "hi", "split": "test"},
        {"config": "hi", "args": "hi", "split": "test"},
        {"args": "config: hi, split: test"},
        {"config": "hi", "split": "test", "args": "config: hi, split: test"},
        {"args": {"config": "hi", "split": "test"}},
    ],
)
def test_a_configuration_may_be_written_in_many_ways(other: dict[str, Any]) -> None:
    one = result(12.0, metric="wer", config="hi", split="test")
    found = catalog(one=index(one), two=index(result(11.0, metric="wer", **other)))
    assert titles(found) == ["WER on Reviews (hi, test)"]
    assert found.leaderboards.all[0].address.endswith("/acme/reviews/wer-hi-test/")


def test_languages_are_not_mixed() -> None:
    names = ("de", "de2", "fr", "fr2")
    found = catalog(**{name: index(result(10, metric="wer", args=name[:2])) for name in names})
    assert titles(found) == ["WER on Reviews (de)", "WER on Reviews (fr)"]
    assert [board.models for board in found.leaderboards.all] == [2, 2]


def test_lower_may_be_better() -> None:
    found = catalog(one=index(result(20.1, metric="wer")), two=index(result("20.0 ± 1.2", metric="wer")))
    assert ranking(found) == [(1, "two"), (2, "one")]


def test_ties_share_a_rank_and_texts_have_none() -> None:
    values = {"a": 0.9, "b": "n/a", "c": 0.9, "d": 0.8, "e": [1], "f": 0.95, "g": 930}
    found = catalog(**{name: index(result(value)) for name, value in values.items()})
    assert ranking(found) == [(1, "f"), (2, "a"), (2, "c"), (4, "d"), (None, "b"), (None, "e"), (None, "g")]


def test_shares_are_compared_with_percentages() -> None:
    found = catalog(a=index(result(0.93)), b=index(result(93.0)), c=index(result("92,3 %")), d=index(result(0.94)))
    assert ranking(found) == [(1, "d"), (2, "a"), (2, "b"), (4, "c")]
    assert found.leaderboards.all[0].is_mixed
    assert not catalog(a=index(result(0.93)), b=index(result(0.9))).leaderboards.all[0].is_mixed
    assert not catalog(a=index(result(93)), b=index(result(0))).leaderboards.all[0].is_mixed


def test_where_it_is_not_known_what_is_better_nothing_is_ranked() -> None:
    found = catalog(**{name: index(result(value, metric="zing")) for name, value in {"a": 1, "b": 3, "c": "x"}.items()})
    assert ranking(found) == [(None, "b"), (None, "a"), (None, "c")]


def test_lookups() -> None:
    found = catalog(
        one=index(result(0.8), result(0.7, metric="f1")),
        two=index(result(0.9), result(0.6, metric="f1"), result(1.0, metric="loss")),
    )
    boards = found.leaderboards
    assert boards.of_dataset("Acme/Reviews") == boards.of_task("text-classification") == boards.all
    assert boards.of_dataset("acme/others") == boards.of_task("other") == ()
    of_two = [boards.of_result(one) for one in found.models[1].card.data.eval_results]
    assert [board.title if board else None for board in of_two] == ["Accuracy on Reviews", "F1 on Reviews", None]


def test_names_that_most_cards_give_are_shown() -> None:
    found = catalog(
        a=index(result(1, name="My reviews")), b=index(result(1, name="Reviews!")), c=index(result(1, name="Reviews!"))
    )
    assert titles(found) == ["Accuracy on Reviews!"]


def test_addresses_are_safe_and_belong_to_one_board_each() -> None:
    odd = {"type": "../../x", "config": "a/../b", "split": "index.html"}
    results = [result(0.5, **odd), result(0.5, config="a", split="b"), result(0.5, config="a-b")]
    found = catalog(one=index(*results), two=index(*results))
    addresses = [board.address for board in found.leaderboards.all]
    assert len(set(addresses)) == 3
    assert all(".." not in address.split("/") and "index.html" not in address.split("/") for address in addresses)


def test_the_address_of_the_list_is_reserved() -> None:
    cards = [card(index(result(0.5)), model_id) for model_id in ("models/leaderboards", "acme/b")]
    found = build_catalog([(one, render_card(one)) for one in cards], {}, {})
    assert "models/leaderboards~2/" in [model.address for model in found.models]


def test_benchmarks_from_files_beside_cards() -> None:
    text = "- dataset: {{id: Idavidrein/gpqa, task_id: diamond}}\n  value: {value}\n"
    cards = []
    for name, value in {"a": 61.2, "b": 67.1}.items():
        file = SourceFile(f"cards/acme/{name}/.eval_results/gpqa.yaml", text.format(value=value))
        assert read_eval_results(file)[1] == ()
        cards.append(parse(name, file))
    found = build_catalog([(one, render_card(one)) for one in cards], {}, {})
    [board] = found.leaderboards.all
    assert (board.title, board.task_name) == ("diamond on Idavidrein/gpqa", "Benchmarks")
    assert ranking(found) == [(None, "b"), (None, "a")]


def parse(name: str, file: SourceFile) -> ModelCard:
    return parse_card(source("---\nlicense: mit\n---\nText.\n", f"acme/{name}", evaluations=[file]))


def test_a_card_takes_part_in_a_limited_number_of_boards() -> None:
    many = [result(0.5, config=f"c{number}") for number in range(MAX_RESULTS + 50)]
    assert len(catalog(one=index(*many), two=index(*many)).leaderboards.all) == MAX_RESULTS


def test_many_results_take_linear_time() -> None:
    cards = [card(index(*(result(value, config=f"c{value}") for value in range(20))), f"acme/m{n}") for n in range(60)]
    pairs = [(one, render_card(one)) for one in cards]
    with quick(0.5):
        found = build_catalog(pairs, {}, {})
    assert [board.models for board in found.leaderboards.all] == [60] * 20


@pytest.mark.parametrize(
    ("args", "found"),
    [
        ("config: hi, split: test", {"config": "hi", "split": "test"}),
        ("config :\n hi  there ,split:test ", {"config": "hi there", "split": "test"}),
        ("hi", {"args": "hi"}),
        ("a: b: c", {"args": "a: b: c"}),
        ({"a": [1, True]}, {"a": "1, true"}),
        (None, {}),
    ],
)
def test_arguments_may_be_one_text(args: Plain, found: dict[str, str]) -> None:
    assert arguments(args) == found


@pytest.mark.parametrize("args", ["a:" + " " * 296 + ":", " " * 299 + "a", "a" * 300, "a: " * 100, "a:" + " x" * 149])
def test_arguments_of_any_text_are_read_quickly(args: str) -> None:
    with quick():
        for _ in range(1_000):
            arguments(args)


def test_boards_do_not_depend_on_the_order_of_cards() -> None:
    texts = {
        name: index(result(value), result(value, split="test")) for name, value in {"a": 1, "b": 2, "c": 2}.items()
    }
    pairs = [(one, render_card(one)) for one in (card(text, f"acme/{name}") for name, text in texts.items())]
    boards = [build_catalog(some, {}, {}).leaderboards.all for some in (pairs, pairs[::-1])]
    assert boards[0] == boards[1]
