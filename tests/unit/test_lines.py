"""Texts of cards as single lines."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.catalog.lines import one_line

from .helpers import quick


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  a\n\tb\u2028c\u00a0d ", "a b c d"),
        ("\u202egnp.exe\u2066", "gnp.exe"),
        ("a\u200e\u200f\u061c\u200b\u2060\ufeff\u00adb", "ab"),
        ("a\0\x1b[201~\x7f\x9bb", "a[201~b"),
        ("\ue000\U000f0000\U000e0041\ud800x", "x"),
        ("\u200b", ""),
        ("می\u200cخواهم 👩\u200d💻", "می\u200cخواهم 👩\u200d💻"),
        ("e\u0301 \U0001f3f3\ufe0f", "e\u0301 \U0001f3f3\ufe0f"),
        ("x" * 21, "x" * 19 + "…"),
    ],
)
def test_a_line_shows_what_it_holds(text: str, line: str) -> None:
    assert one_line(text, 20) == line


@given(st.text(st.characters()), st.integers(1, 30))
def test_any_text_is_one_short_line(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert line == " ".join(line.split())
    assert {unicodedata.category(char) for char in line if char not in "\u200c\u200d"}.isdisjoint(
        ("Cc", "Cf", "Co", "Cs")
    )
    assert one_line(line, limit) == line


def test_long_texts_cost_little() -> None:
    with quick(0.2):
        for _ in range(100):
            one_line("\u202e" * 1_000_000, 100)
