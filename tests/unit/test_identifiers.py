"""The Hub's rules for ids, and a safe path for any value."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_modelcards.identifiers import (
    MAX_SEGMENT_BYTES,
    id_problem,
    path_segment,
    url_path,
    value_path,
    with_hash,
)

ANY_TEXT = st.text(st.characters())


@pytest.mark.parametrize(
    "model_id", ["tiny", "acme/tiny", "ACME/Tiny_2.0-b", "a", "1/2", "a_/_b", "x" * 96, "acme/" + "x" * 96, "a-b/c.d"]
)
def test_ids_that_the_hub_takes(model_id: str) -> None:
    assert id_problem(model_id) is None


@pytest.mark.parametrize(
    ("model_id", "problem"),
    [
        ("acme/" + "x" * 97, "a part of it is longer than 96 characters"),
        ("acme/ti--ny", "it holds '--'"),
        ("ac..me/tiny", "it holds '..'"),
        ("acme/-tiny", "a part of it starts or ends with '-' or '.'"),
        ("acme/tiny-", "a part of it starts or ends with '-' or '.'"),
        (".acme/tiny", "a part of it starts or ends with '-' or '.'"),
        ("acme./tiny", "a part of it starts or ends with '-' or '.'"),
        ("acme/tiny.git", "a part of it ends with '.git'"),
        ("bert_BotXO,ai", "it holds ','; letters, digits, '.', '_' and '-' are allowed"),
        ("acme/ti ny,x", "it holds ' ' ','; letters, digits, '.', '_' and '-' are allowed"),
        ("acme/größe", "it holds 'ß' 'ö'; letters, digits, '.', '_' and '-' are allowed"),
        ("acme/tiny\n", "it holds '\\n'; letters, digits, '.', '_' and '-' are allowed"),
    ],
)
def test_what_breaks_the_hubs_rules(model_id: str, problem: str) -> None:
    assert id_problem(model_id) == problem


@pytest.mark.parametrize("model_id", ["", "/", "acme//tiny", "acme/"])
def test_an_empty_part_is_named_as_such(model_id: str) -> None:
    assert "empty" in (id_problem(model_id) or "")


@given(ANY_TEXT)
def test_the_rules_have_an_answer_for_any_text(model_id: str) -> None:
    problem = id_problem(model_id)
    assert (problem is None) <= (re.fullmatch(r"[A-Za-z0-9._/-]+", model_id) is not None)


@pytest.mark.parametrize(
    ("value", "segment"),
    [
        ("mit", "mit"),
        ("apache-2.0", "apache-2.0"),
        ("c++", "c++"),
        ("日本語", "日本語"),
        ("MIT", "MIT"),
        ("a_b", "a_b"),
        ("text classification", "text-classification-"),
        ("c#", "c-"),
        ("a/b", "a-b-"),
        ("../etc", "etc-"),
        (".hidden", "hidden-"),
        ("e\u0301", "\u00e9-"),
    ],
)
def test_a_segment_is_the_value_or_a_readable_form_with_a_hash(value: str, segment: str) -> None:
    made = path_segment(value)
    assert made == segment if not segment.endswith("-") else re.fullmatch(re.escape(segment) + "[0-9a-f]{8}", made)


@pytest.mark.parametrize("value", ["", ".", "..", "-", "--", " ", "/", "\\", "\0", "%", "index.html", "INDEX.html"])
def test_no_value_gets_a_segment_that_means_something_else(value: str) -> None:
    made = path_segment(value)
    assert made not in {"", ".", "..", "-", "index.html"}
    assert made.lower() != "index.html"


@given(ANY_TEXT)
@settings(max_examples=200)
def test_a_segment_is_safe_for_any_value(value: str) -> None:
    made = path_segment(value)
    assert made
    assert made[0] not in "-." or made == value
    assert not set(made) & set('/\\\0:*?"<>|% \n')
    assert len(made.encode("utf-8")) <= MAX_SEGMENT_BYTES
    assert made.lower() != "index.html"
    assert path_segment(value) == made


@given(ANY_TEXT, ANY_TEXT)
@settings(max_examples=200)
def test_different_values_get_different_segments(one: str, other: str) -> None:
    assert (path_segment(one) == path_segment(other)) == (one == other)


def test_long_values_that_differ_only_at_the_end_get_different_segments() -> None:
    made = {path_segment("x" * 500 + end) for end in "abc"}
    assert len(made) == 3


@pytest.mark.parametrize("value", ["mit", "acme/tiny", "acme/Tiny-2.0"])
def test_ids_keep_their_slash_in_a_path(value: str) -> None:
    assert value_path(value) == value


@pytest.mark.parametrize("value", ["a/b/c", "a/", "/a", "../a", "a/..", "a b/c", "-/2", "a/index.html", "index.html/a"])
def test_other_slashes_never_make_folders(value: str) -> None:
    assert "/" not in value_path(value)


@given(ANY_TEXT)
def test_a_path_of_a_value_has_safe_parts(value: str) -> None:
    parts = value_path(value).split("/")
    assert len(parts) <= 2
    assert all(path_segment(part) == part or len(parts) == 1 for part in parts)


def test_a_hash_is_always_the_same_for_the_same_value() -> None:
    assert with_hash("mit", "MIT") == "mit-e5dcffe8"
    assert with_hash("mit", "Mit") != with_hash("mit", "MIT")


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("acme/tiny/", "acme/tiny/"),
        ("acme/tiny~2/", "acme/tiny~2/"),
        ("bert_BotXO,ai/", "bert_BotXO%2Cai/"),
        ("a b/ö?#%/", "a%20b/%C3%B6%3F%23%25/"),
        ("c++/", "c%2B%2B/"),
    ],
)
def test_a_url_is_percent_encoded(path: str, url: str) -> None:
    assert url_path(path) == url


@given(st.text())
def test_a_url_decodes_to_its_path(path: str) -> None:
    assert unquote(url_path(path)) == path
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]*", url_path(path))
