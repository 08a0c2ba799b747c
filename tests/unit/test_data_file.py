"""`catalog.json` for programs."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.catalog.catalog import build_catalog
from mkdocs_modelcards.catalog.data_file import catalog_json
from mkdocs_modelcards.history import CardDates
from mkdocs_modelcards.parse.card import parse_card
from mkdocs_modelcards.render.card import render_card

from .helpers import source

FULL = """\
---
license: other
license_name: Own
license_link: LICENSE.md
language: [no, en]
pipeline_tag: text-generation
library_name: transformers
tags: [b, a]
datasets: [acme/reviews]
metrics: [f1]
base_model: org/base
new_version: acme/newer
---
# Tiny & small

A model that writes short reviews. See https://arxiv.org/abs/2005.14165.
"""


def data_file(text: str, model_id: str = "acme/tiny", page_file: str = "", dates: CardDates | None = None) -> bytes:
    card = parse_card(source(text, model_id))
    return catalog_json(
        build_catalog([(card, render_card(card))], {card.location: dates} if dates else {}, {}), page_file
    )


def test_all_that_a_model_says() -> None:
    assert json.loads(data_file(FULL, dates=CardDates("2024-01-02", "2024-03-04"))) == {
        "schema": 1,
        "models": [
            {
                "id": "acme/tiny",
                "url": "acme/tiny/",
                "title": "Tiny & small",
                "summary": "A model that writes short reviews. See https://arxiv.org/abs/2005.14165.",
                "organization": "acme",
                "task": "text-generation",
                "library": "transformers",
                "tags": ["b", "a"],
                "licenses": ["other"],
                "license_name": "Own",
                "license_link": "LICENSE.md",
                "languages": ["no", "en"],
                "datasets": ["acme/reviews"],
                "base_models": ["org/base"],
                "base_model_relation": "finetune",
                "metrics": ["f1"],
                "arxiv": ["2005.14165"],
                "new_version": "acme/newer",
                "created": "2024-01-02",
                "updated": "2024-03-04",
                "sub_cards": {},
            }
        ],
    }


def test_a_card_that_says_nothing() -> None:
    [model] = json.loads(data_file(""))["models"]
    assert model["title"] == "acme/tiny"
    assert {key for key, value in model.items() if value is None} == {
        "task",
        "library",
        "license_name",
        "license_link",
        "base_model_relation",
        "new_version",
        "created",
        "updated",
    }


@pytest.mark.parametrize(
    ("model_id", "page_file", "url"),
    [
        ("acme/tiny", "", "acme/tiny/"),
        ("acme/tiny", "index.html", "acme/tiny/index.html"),
        ("bert_BotXO,ai", "", "bert_BotXO%2Cai/"),
        ("acme/größe", "", "acme/gr%C3%B6%C3%9Fe/"),
        ("a b#c?d", "", "a%20b%23c%3Fd/"),
        ("models", "", "models~2/"),
    ],
)
def test_urls_are_percent_encoded(model_id: str, page_file: str, url: str) -> None:
    assert [model["url"] for model in json.loads(data_file("", model_id, page_file))["models"]] == [url]


def test_each_model_has_a_line_in_the_order_of_ids() -> None:
    cards = [parse_card(source("", model_id)) for model_id in ("b", "a/c", "a/b")]
    lines = catalog_json(build_catalog([(card, render_card(card)) for card in cards], {}, {})).decode().splitlines()
    assert len(lines) == 5
    assert [json.loads(line.rstrip(","))["id"] for line in lines[1:-1]] == ["a/b", "a/c", "b"]


def test_an_empty_catalog() -> None:
    assert json.loads(catalog_json(build_catalog([], {}, {}))) == {"schema": 1, "models": []}


@given(st.text(), st.text(max_size=20))
def test_any_card_makes_valid_json(body: str, tag: str) -> None:
    text = f"---\ntags: [{json.dumps(tag, ensure_ascii=False)}]\n---\n{body}"
    [model] = json.loads(data_file(text))["models"]
    assert set(model) >= {"id", "url", "title", "summary"}
