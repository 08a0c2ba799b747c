"""The cards of the benchmark: the same each time, without mistakes, and like real cards in size and structure."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from mkdocs_modelcards.discover import CardsFolder, discover
from mkdocs_modelcards.findings import Finding
from mkdocs_modelcards.identifiers import id_problem
from mkdocs_modelcards.parse.card import ModelCard, parse_card
from mkdocs_modelcards.render.card import render_card
from scripts.bench.corpus.cards import card_text, model_id, write_cards
from scripts.bench.corpus.draw import Zipf, skewed
from scripts.bench.corpus.prose import filled
from scripts.bench.corpus.shape import Shape, measure, shape_table, spread

CARDS = 120


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first generated cards."""
    folder = tmp_path_factory.mktemp("bench") / "cards"
    write_cards(folder, CARDS)
    return folder


@pytest.fixture(scope="module")
def cards(folder: Path) -> list[ModelCard]:
    """The first generated cards, read."""
    return [parse_card(source) for source in discover(CardsFolder(folder, "cards")).sources]


@pytest.fixture(scope="module")
def shape(folder: Path) -> Shape:
    """What they are like."""
    return measure(folder)


def test_a_card_is_the_same_each_time_and_unlike_the_others() -> None:
    texts = [card_text(number) for number in range(20)]
    assert texts == [card_text(number) for number in range(20)]
    assert len(set(texts)) == 20


def test_more_cards_do_not_change_the_first_ones(tmp_path: Path) -> None:
    few = write_cards(tmp_path / "few", 3)
    many = write_cards(tmp_path / "many", 6)
    assert [path.read_bytes() for path in few] == [path.read_bytes() for path in many[:3]]


def test_cards_of_an_earlier_run_are_gone(tmp_path: Path) -> None:
    write_cards(tmp_path / "cards", 4)
    assert set((tmp_path / "cards").rglob("*.md")) - set(write_cards(tmp_path / "cards", 2)) != set()
    assert len(list((tmp_path / "cards").rglob("*.md"))) == 2


def test_ids_are_valid_and_different() -> None:
    ids = [model_id(number) for number in range(1200)]
    assert len({one.lower() for one in ids}) == 1200
    assert not [one for one in ids if id_problem(one)]


def test_few_organizations_have_many_cards_and_many_have_few() -> None:
    counts = Counter(model_id(number).partition("/")[0] for number in range(1000))
    assert 300 <= len(counts) <= 340
    assert max(counts.values()) >= 20
    assert min(counts.values()) == 1


def test_cards_have_no_mistakes(cards: list[ModelCard]) -> None:
    found: list[Finding] = [one for card in cards for one in (*card.findings, *render_card(card).findings)]
    # Some name a library that the Hub knows by another name, as real cards do.
    assert {one.code for one in found} <= {"library-unknown"}
    assert len(cards) == CARDS


def test_base_models_and_links_lead_to_earlier_cards(cards: list[ModelCard]) -> None:
    ids = {card.id for card in cards}
    bases = [base for card in cards for base in card.data.base_model]
    linked = {match for card in cards for match in re.findall(r"huggingface\.co/([\w.-]+-\d/[\w.-]+)", card.body)}
    assert bases
    assert set(bases) <= ids
    assert linked
    assert linked <= ids


def test_papers_and_citations_are_of_no_year(cards: list[ModelCard]) -> None:
    text = "".join(card.body for card in cards)
    assert set(re.findall(r"arxiv\.org/abs/(\d{4})", text)) == {"0000"}
    assert set(re.findall(r"year=\{(\d+)\}", text)) == {"0000"}


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("body characters", 2800, 3900),
        ("code blocks", 2.2, 3.6),
        ("headings", 5, 8),
        ("links", 5, 10),
        ("table cells", 9, 30),
        ("formulas", 0.4, 0.8),
        ("tags", 5.5, 7),
        ("datasets", 1.6, 2.6),
    ],
)
def test_cards_have_the_means_of_real_ones(shape: Shape, name: str, least: float, most: float) -> None:
    assert least <= shape.per_card[name].mean <= most


@pytest.mark.skipif("CARDS_CORPUS" not in os.environ, reason="needs a folder of real cards in CARDS_CORPUS")
def test_cards_have_bodies_as_long_as_real_ones(shape: Shape) -> None:
    real = measure(Path(os.environ["CARDS_CORPUS"]))
    assert real.per_card["body characters"].mean == pytest.approx(shape.per_card["body characters"].mean, rel=0.25)


def test_spread() -> None:
    found = spread([0, 4, 1, 3, 0, 2, 8, 9, 5, 100])
    assert (found.mean, found.median, found.p90, found.largest, found.share) == (13.2, 4, 100, 100, 0.8)


def test_shapes_stand_side_by_side(shape: Shape) -> None:
    lines = shape_table({"one": shape, "two": shape}).splitlines()
    assert lines[0] == "|  | one | two |"
    assert lines[2] == f"| cards | {CARDS} | {CARDS} |"
    assert {line.count("|") for line in lines} == {4}


def test_a_folder_without_cards_has_no_shape(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no card"):
        measure(tmp_path)


def test_earlier_names_are_drawn_more_often() -> None:
    rng = Random(1)
    drawn = Counter(Zipf("abcdefgh").one(rng) for _ in range(2000))
    assert drawn["a"] > drawn["c"] > drawn["h"] > 0


def test_several_names_are_different_and_never_too_many() -> None:
    zipf = Zipf("abc")
    assert sorted(zipf.several(Random(1), 9)) == ["a", "b", "c"]
    assert len(set(zipf.several(Random(2), 2))) == 2


def test_half_of_the_sizes_are_below_the_median() -> None:
    sizes = [skewed(rng, 100, 0.7, 900) for rng in [Random(3)] for _ in range(1000)]
    assert 430 <= sum(size < 100 for size in sizes) <= 570
    assert max(sizes) <= 900


def test_patterns_are_filled_with_words() -> None:
    assert "<" not in filled(Random(4), "<sentence> <note> <number> <adjective> <noun>")
    assert filled(Random(4), "a < b") == "a < b"
