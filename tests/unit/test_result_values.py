"""Values of evaluation results as numbers and as text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.catalog.metrics import metric
from mkdocs_modelcards.catalog.result_values import Comparable, comparable, parsed_number, value_text

from .helpers import quick

PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3, 3.0),
        (0.93, 0.93),
        ("20.0 ± 1.2", 20.0),
        ("5.7 +/- 15.2", 5.7),
        ("92.3 %", 92.3),
        ("92,3\N{NO-BREAK SPACE}%", 92.3),
        ("92,3", 92.3),
        ("0,934", 0.934),
        ("1,234", 1234.0),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1.234", 1.234),
        ("1.234.567", 1234567.0),
        ("1 234", 1234.0),
        ("1'234'567.8", 1234567.8),
        ("−0.5", -0.5),
        (".93", 0.93),
        ("~92", 92.0),
        ("92.3*", 92.3),
        ("92.3 (average of 5)", 92.3),
        ("92.3 [91.0, 93.5]", 92.3),
        ("12 ms", 12.0),
        ("1.2E-5", 1.2e-5),
    ],
)
def test_numbers(value: str | float, number: float) -> None:
    assert parsed_number(value) == number


@pytest.mark.parametrize(
    "value",
    [
        *(True, None, [1], {"a": 1}, "", "-", "n/a", ".nan", "inf", "1e999", 10**400, float("nan"), float("inf")),
        *("84.6/83.4", "0.93, 0.91", "12 of 20", "2026-02-03", "1.2.3", "> 90", "٩٢", "1 2", "9" * 300, "1,2,3"),
    ],
)
def test_no_numbers(value: Any) -> None:
    assert parsed_number(value) is None


def test_a_comma_before_three_digits_depends_on_the_metric() -> None:
    assert comparable("92,345", metric("accuracy")) == Comparable(92.345)
    assert comparable("92,345", metric("latency")) == Comparable(92345.0)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("accuracy", 0.93, Comparable(93.0, True)),
        ("accuracy", 93, Comparable(93.0)),
        ("accuracy", "0.93 %", Comparable(0.93)),
        ("accuracy", 0, Comparable(0.0)),
        ("accuracy", 930, None),
        ("accuracy", -0.1, None),
        ("wer", 1.2, Comparable(1.2)),
        ("wer", 130, Comparable(130.0)),
        ("wer", -1, None),
        ("pearsonr", -0.5, Comparable(-50.0, True)),
        ("pearsonr", -120, None),
        ("perplexity", 0.5, Comparable(0.5)),
        ("unheard_of", 0.5, Comparable(0.5)),
        ("unheard_of", -5000, Comparable(-5000.0)),
    ],
)
def test_shares_and_percentages(kind: str, value: str | float, expected: Comparable | None) -> None:
    assert comparable(value, metric(kind)) == expected


@given(st.floats(0, 1e12), st.floats(0, 1e6))
def test_an_uncertainty_changes_nothing(number: float, uncertainty: float) -> None:
    assert parsed_number(f"{number} ± {uncertainty}") == parsed_number(number) == number


@given(st.integers(1, 10**12), st.integers(0, 999))
def test_thousands_are_read_in_either_way_of_writing(number: int, decimals: int) -> None:
    english = f"{number:,}.{decimals:03}"
    german = english.translate(str.maketrans(",.", ".,"))
    if number >= 1000:
        assert parsed_number(english) == parsed_number(german) == float(f"{number}.{decimals:03}")


@given(PLAIN)
def test_any_value_has_a_short_text_on_one_line(value: Any) -> None:
    text = value_text(value, 30)
    assert len(text) <= 30
    assert text == " ".join(text.split())
    found = parsed_number(value)
    assert found is None or abs(found) < float("inf")


@given(st.text("0123456789.,' ±%+-eE/()[x\u00a0", max_size=40))
def test_what_looks_like_a_number_is_read_or_not(text: str) -> None:
    parsed_number(text)
    parsed_number(text, comma_is_decimal=True)


def test_values_as_text() -> None:
    assert value_text({"a": [1, {"b": None}], "c": True}, 80) == "a: [1, {b: null}], c: true"
    assert value_text([0.5, "x\ny"], 80) == "0.5, x y"
    assert value_text(10**300, 20) == "1" + "0" * 18 + "…"


def test_huge_values_cost_little() -> None:
    huge: Any = {str(number): list(range(100)) for number in range(10_000)}
    with quick(0.5):
        for _ in range(200):
            value_text(huge, 60)
            parsed_number("1 " * 100_000)
            parsed_number("1,234" * 50_000)
