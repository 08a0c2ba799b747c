"""The language of a card's text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.render.language import MAX_CHARACTERS, text_language, words

from .helpers import quick, rendered

ENGLISH = "This is the model that was made for the task. It is to be used with care, and you are on your own. "
GERMAN = "Dieses Modell sortiert kurze Texte. Es wurde mit Bewertungen trainiert und kennt zwei Klassen. "


@pytest.mark.parametrize(
    ("declared", "text", "language"),
    [
        (("en",), ENGLISH, "en"),
        (("eng",), ENGLISH, "en"),
        (("EN",), GERMAN, "en"),
        (("de",), GERMAN, "de"),
        (("DE",), GERMAN, "de"),
        (("de",), ENGLISH, None),
        (("de",), GERMAN * 3 + "The model.", "de"),
        (("de",), "", "de"),
        (("zh",), "模型卡。", "zh"),
        (("zh",), "模型卡。" + ENGLISH, None),
        (("ar",), "نموذج", "ar"),
        ((), ENGLISH, None),
        (("en", "de"), ENGLISH, None),
        (("en", "en"), ENGLISH, None),
        (("multilingual",), ENGLISH, None),
        (("code",), GERMAN, None),
        (("german",), GERMAN, None),
        (("de-DE",), GERMAN, None),
        (("xx",), GERMAN, None),
        (('de" onclick="a',), GERMAN, None),
        (("de\n",), GERMAN, None),
    ],
)  # fmt: skip
def test_the_language_of_a_text(declared: tuple[str, ...], text: str, language: str | None) -> None:
    assert text_language(declared, lambda: text) == language


def test_only_the_start_of_a_long_text_is_looked_at() -> None:
    long = GERMAN * (MAX_CHARACTERS // len(GERMAN) + 1)
    assert text_language(("de",), lambda: long + ENGLISH * 1000) == "de"
    assert text_language(("de",), lambda: ENGLISH * 1000 + long) is None


@given(st.lists(st.text(max_size=6), max_size=2).map(tuple), st.text(max_size=60))
def test_a_language_is_a_code_and_nothing_else(declared: tuple[str, ...], text: str) -> None:
    found = text_language(declared, lambda: text)
    assert found is None or (found.isascii() and found.isalpha() and 2 <= len(found) <= 3)


@pytest.mark.parametrize(
    ("header", "body", "language"),
    [
        ("language: de", GERMAN, "de"),
        ("language: [de]", ENGLISH, None),
        ("language: [de, fr]", GERMAN, None),
        ("license: mit", GERMAN, None),
        ("language: de", f"{GERMAN}\n\n![{ENGLISH}](a.png)", None),
        ("language: de", f"{GERMAN * 2}\n\n$$the$$", "de"),
    ],
)
def test_the_language_of_a_card(header: str, body: str, language: str | None) -> None:
    assert rendered(body, header).language == language


def test_long_texts_are_quick() -> None:
    with quick():
        text_language(("de",), lambda: "a" * 1_000_000)
        text_language(("de",), lambda: "a " * 500_000)


@given(st.text(st.characters() | st.sampled_from("the of THE's_1-é中\u0130\u212a\u2003\xa0²")))
def test_words_are_runs_of_letters(text: str) -> None:
    expected = [word.lower() for word in re.findall(r"[^\W\d_]+", text)]
    assert sorted(words(text)) == sorted(expected)
