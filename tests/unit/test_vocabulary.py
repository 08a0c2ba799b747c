"""The identifiers that the Hub knows, and the nearest one to what was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.vocabulary import (
    languages,
    libraries,
    licenses,
    nearest,
    nearest_language,
    nearest_library,
    nearest_license,
    nearest_task,
    tasks,
)

from .helpers import quick


def test_how_many_identifiers_the_hub_lists() -> None:
    assert len(licenses()) == 83
    assert len(tasks()) == 57
    assert len({task.modality for task in tasks().values()}) == 7


@pytest.mark.parametrize(
    ("identifier", "name"), [("no", "Norwegian"), ("en", "English"), ("de", "German"), ("code", "Code")]
)
def test_languages_have_english_names(identifier: str, name: str) -> None:
    assert languages()[identifier] == name


@pytest.mark.parametrize("identifier", ["multilingual", "zho", "deu", "nob", "da"])
def test_languages_are_known_by_every_kind_of_code(identifier: str) -> None:
    assert identifier in languages()


def test_names_for_people() -> None:
    assert licenses()["apache-2.0"].name == "Apache license 2.0"
    assert tasks()["text-classification"].name == "Text Classification"
    assert libraries()["transformers"].label == "Transformers"


@pytest.mark.parametrize(
    ("written", "suggested"),
    [
        ("MIT", "mit"),
        ("apache 2.0", "apache-2.0"),
        ("Apache-2", "apache-2.0"),
        ("apache_2.0", "apache-2.0"),
        ("Apache license 2.0", "apache-2.0"),
        ("cc-by-sa 4.0", "cc-by-sa-4.0"),
        ("gpl3.0", "gpl-3.0"),
        ("foobarbaz", None),
        ("", None),
        ("   ", None),
    ],
)
def test_the_nearest_license(written: str, suggested: str | None) -> None:
    assert nearest_license(written) == suggested


@pytest.mark.parametrize(
    ("written", "suggested"),
    [
        ("text-clasification", "text-classification"),
        ("Text Classification", "text-classification"),
        ("text_generation", "text-generation"),
        ("automatic speech recognition", "automatic-speech-recognition"),
        ("poetry", None),
    ],
)
def test_the_nearest_task(written: str, suggested: str | None) -> None:
    assert nearest_task(written) == suggested


@pytest.mark.parametrize(
    ("written", "suggested"),
    [
        ("Transformers", "transformers"),
        ("transfomers", "transformers"),
        ("scikit-learn", "sklearn"),
        ("sentence_transformers", "sentence-transformers"),
        ("qqqqq", None),
    ],
)
def test_the_nearest_library(written: str, suggested: str | None) -> None:
    assert nearest_library(written) == suggested


@pytest.mark.parametrize(
    ("written", "suggested"),
    [
        ("english", "en"),
        ("English", "en"),
        ("enlgish", "en"),
        ("german", "de"),
        ("Norwegian", "no"),
        ("xq", None),
        ("xyz", None),
        ("protein", None),
    ],
)
def test_the_nearest_language(written: str, suggested: str | None) -> None:
    assert nearest_language(written) == suggested


def test_a_language_is_not_mistaken_for_another() -> None:
    assert nearest_language("Deutsch") != "nl"


@given(st.text())
def test_a_suggestion_is_always_a_known_identifier(written: str) -> None:
    assert nearest_license(written) in {None, *licenses()}
    assert nearest_task(written) in {None, *tasks()}
    assert nearest_library(written) in {None, *libraries()}
    assert nearest_language(written) in {None, *languages()}


@pytest.mark.parametrize("known", [licenses(), tasks(), libraries()])
def test_an_identifier_is_nearest_to_itself(known: dict[str, object]) -> None:
    assert [identifier for identifier in known if nearest(identifier, known) != identifier] == []


def test_a_value_of_a_megabyte_is_compared_quickly() -> None:
    with quick():
        assert nearest_license("apache " * 150_000) is None
        assert nearest_language("english " * 150_000) is None
