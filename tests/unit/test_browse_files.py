"""The data behind the filters: what it says, and how large it is."""

from __future__ import annotations

import gzip
import json
from itertools import accumulate
from typing import TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.catalog.browse_files import MAX_CHARACTERS, TEXTS_PER_FILE, BrowseFiles, browse_files
from mkdocs_modelcards.catalog.catalog import Catalog
from mkdocs_modelcards.catalog.facets import BASE_MODEL_RELATIONS, FACETS
from tests.browse_sites import catalog_of, many_models

Decoded: TypeAlias = dict[str, object]

CARDS = {
    "acme/tiny": """\
---
license: [mit, apache-2.0]
pipeline_tag: fill-mask
language: de
tags: [small, "a b/c"]
datasets: [Acme/Mails]
base_model: acme/large
model-index:
- results:
  - task: {type: fill-mask}
    dataset: {type: acme/mails, name: Mails}
    metrics: [{type: accuracy, value: 0.5}]
---
# A tiny one

It fills.
""",
    "acme/large": """\
---
license: mit
datasets: [acme/mails]
model-index:
- results:
  - task: {type: fill-mask}
    dataset: {type: acme/mails, name: Mails}
    metrics: [{type: accuracy, value: 0.75}]
---
# Large
""",
    "plain": "Text.\n",
}
DATES = {"acme/tiny": ("2026-01-01", "2026-01-31"), "plain": ("2026-01-30", "2026-01-30")}


def decoded(files: BrowseFiles, kind: str) -> list[tuple[str, object]]:
    """The files of a kind, with their names."""
    return [
        (address, json.loads(content))
        for address, content in files.files
        if address.startswith(f"models/browse/{kind}-")
    ]


def index_of(catalog: Catalog) -> dict[str, object]:
    """The index."""
    [(address, index)] = decoded(browse_files(catalog), "index")
    assert isinstance(index, dict)
    assert address == browse_files(catalog).index
    return index


def facet_of(index: dict[str, object], parameter: str) -> dict[str, object]:
    """A facet of the index."""
    facets = index["facets"]
    assert isinstance(facets, list)
    found = {facet["parameter"]: facet for facet in facets}
    assert isinstance(found[parameter], dict)
    return dict(found[parameter])


def test_ids_stand_in_the_order_of_the_catalog() -> None:
    assert index_of(catalog_of(CARDS))["ids"] == [["acme", ["large", "tiny"]], ["", ["plain"]]]
    # `-` comes before `/`, so an organization may come twice.
    ids = index_of(catalog_of(dict.fromkeys(["a", "a-b/x", "a/x", "b"], "Text.\n")))["ids"]
    assert ids == [["", ["a"]], ["a-b", ["x"]], ["a", ["x"]], ["", ["b"]]]


def test_facets_have_names_for_people_and_the_places_of_models() -> None:
    index = index_of(catalog_of(CARDS))
    assert facet_of(index, "license") == {
        "parameter": "license",
        "title": "License",
        "base": "models/licenses/",
        "values": ["mit", "apache-2.0"],
        "models": [[0, 1], [1]],
        "names": {"mit": "MIT", "apache-2.0": "Apache license 2.0"},
    }
    assert facet_of(index, "pipeline_tag")["groups"] == {"fill-mask": "Natural Language Processing"}
    assert facet_of(index, "language")["names"] == {"de": "German"}
    tags = facet_of(index, "other")
    assert (tags["multiple"], tags["takes_all"]) == (True, True)
    addresses = tags["addresses"]
    assert isinstance(addresses, dict)
    assert list(addresses) == ["a b/c"]
    assert facet_of(index, "base_model")["values"] == ["acme/large"]
    assert facet_of(index, "base_model_relation")["names"] == {"finetune": "Finetuned"}
    assert facet_of(index, "dataset")["spellings"] == {"Acme/Mails": "acme/mails"}
    assert "addresses" not in facet_of(index, "author")


def test_every_facet_is_in_the_index() -> None:
    facets = index_of(catalog_of(CARDS))["facets"]
    assert isinstance(facets, list)
    assert [facet["parameter"] for facet in facets] == [kind.parameter for kind in (*FACETS, BASE_MODEL_RELATIONS)]


def test_days_are_counted_back_from_the_newest() -> None:
    index = index_of(catalog_of(CARDS, DATES))
    assert (index["newest"], index["updated"], index["created"]) == ("2026-01-31", [-1, 0, 1], [-1, 30, 1])
    undated = index_of(catalog_of(CARDS))
    assert (undated["newest"], undated["updated"], undated["created"]) == ("", [], [])


def test_results_are_those_of_leaderboards_with_ranks() -> None:
    [(address, boards)] = decoded(browse_files(catalog_of(CARDS)), "results")
    assert boards == [["fill-mask/acme/mails/accuracy", "Fill-Mask", "Accuracy on Mails", [0, 1], ["0.75", "0.5"]]]
    assert index_of(catalog_of(CARDS))["results"] == address.rsplit("/", 1)[1]
    assert index_of(catalog_of({"a": "", "b": ""}))["results"] == ""


def test_texts_come_in_pieces_and_say_no_name_twice() -> None:
    cards = {
        f"acme/m-{number:03}": f"# m-{number:03}\n\nThis is the model {number}.\n"
        for number in range(TEXTS_PER_FILE + 1)
    }
    cards["acme/m-000"] = "# A title of its own\n\nThis is the model 0.\n"
    files = browse_files(catalog_of(cards))
    first, second = (texts for _, texts in decoded(files, "texts"))
    assert isinstance(first, list)
    assert len(first) == TEXTS_PER_FILE
    assert first[:2] == [["A title of its own", "This is the model 0."], ["", "This is the model 1."]]
    assert second == [["", f"This is the model {TEXTS_PER_FILE}."]]


def test_names_of_files_change_with_their_content_only() -> None:
    before, again = browse_files(catalog_of(CARDS)), browse_files(catalog_of(CARDS))
    assert before == again
    changed = browse_files(catalog_of({**CARDS, "plain": "Another text.\n"}))
    names = [{address for address, _ in files.files} for files in (before, changed)]
    kinds = {address.rsplit("/", 1)[1].split("-")[0] for address in names[0] - names[1]}
    assert kinds == {"index", "texts"}


def test_an_address_that_is_not_the_id_is_named() -> None:
    assert index_of(catalog_of({"acme/A": "", "acme/a": ""}))["addresses"] == {"1": "acme/a~2/"}


def test_a_card_with_too_many_values_costs_the_others_little() -> None:
    tags = [f"{number:03}" + "\u5b57" * 90 for number in range(500)]
    few = catalog_of({"acme/few": "---\ntags: [small]\n---\n", "acme/other": "Text.\n"})
    many = catalog_of({"acme/few": "---\ntags: [small]\n---\n", "acme/many": f"---\ntags: {json.dumps(tags)}\n---\n"})
    values = facet_of(index_of(many), "other")["values"]
    assert isinstance(values, list)
    # As many as fit, in the order of the card.
    assert sorted(values) == sorted([*tags[: MAX_CHARACTERS // 93], "small"])
    sizes = [len(dict(files.files)[files.index]) for files in (browse_files(few), browse_files(many))]
    assert sizes[1] - sizes[0] < 40_000


TAG = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=3).map(str.strip).filter(bool)


@given(st.lists(st.lists(TAG, max_size=4), min_size=1, max_size=8))
def test_every_value_of_every_model_can_be_read_back(tags: list[list[str]]) -> None:
    cards = {f"acme/m{number}": f"---\ntags: {json.dumps(own)}\n---\n" for number, own in enumerate(tags)}
    catalog = catalog_of(cards)
    facet = facet_of(index_of(catalog), "other")
    values, models = facet["values"], facet["models"]
    assert isinstance(values, list)
    assert isinstance(models, list)
    found: list[set[str]] = [set() for _ in catalog.models]
    for value, distances in zip(values, models, strict=True):
        for place in accumulate(distances):
            found[place].add(value)
    assert found == [set(model.tags) for model in catalog.models]


def test_the_index_is_within_the_size_that_was_agreed() -> None:
    # Ten thousand models are measured in the browser.
    files = browse_files(many_models(50_000))
    [index] = [content for address, content in files.files if address == files.index]
    # As a server compresses it: GitHub Pages uses gzip.
    assert len(gzip.compress(index, 6)) <= 1_500_000
