"""Facets: each a namespace of values, with names, counts and addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.catalog.addresses import AddressBook
from mkdocs_modelcards.catalog.facets import (
    BASE_MODELS,
    DATASETS_FACET,
    FACETS,
    LANGUAGES,
    LIBRARIES,
    LICENSES,
    METRICS,
    TAGS,
    TASKS,
    FacetKind,
    build_facet,
    models_by_value,
)
from mkdocs_modelcards.catalog.model import CatalogModel, catalog_model
from mkdocs_modelcards.render.card import render_card

from .helpers import headed


def model(header: str, model_id: str = "acme/tiny") -> CatalogModel:
    """A catalog's entry for a card with a header."""
    card = headed(header, model_id)
    return catalog_model(card, render_card(card), f"{model_id}/", None, None)


def test_the_facets_and_where_they_stand() -> None:
    assert [(kind.key, kind.address) for kind in FACETS] == [
        ("tasks", "models/tasks/"),
        ("libraries", "models/libraries/"),
        ("languages", "models/languages/"),
        ("licenses", "models/licenses/"),
        ("datasets", "datasets/"),
        ("tags", "models/tags/"),
        ("base_models", "models/base_models/"),
        ("metrics", "models/metrics/"),
        ("organizations", "models/organizations/"),
    ]


@pytest.mark.parametrize(
    ("kind", "header", "value", "name", "group", "address"),
    [
        (TASKS, "pipeline_tag: text-generation", "text-generation", "Text Generation", "Natural Language Processing",
         "models/tasks/text-generation/"),
        (TASKS, "pipeline_tag: poetry", "poetry", "poetry", "Other", "models/tasks/poetry/"),
        (TASKS, "tags: [x, fill-mask, text-generation]", "fill-mask", "Fill-Mask", "Natural Language Processing",
         "models/tasks/fill-mask/"),
        (LIBRARIES, "library_name: transformers", "transformers", "Transformers", "", "models/libraries/transformers/"),
        (LIBRARIES, "tags: [x, peft]", "peft", "PEFT", "", "models/libraries/peft/"),
        (LANGUAGES, "language: no", "no", "Norwegian", "", "models/languages/no/"),
        (LANGUAGES, "language: xq", "xq", "xq", "", "models/languages/xq/"),
        (LICENSES, "license: apache-2.0", "apache-2.0", "Apache license 2.0", "", "models/licenses/apache-2.0/"),
        (DATASETS_FACET, "datasets: acme/reviews", "acme/reviews", "acme/reviews", "", "datasets/acme/reviews/"),
        (DATASETS_FACET, "datasets: imdb", "imdb", "imdb", "", "datasets/imdb/"),
        (BASE_MODELS, "base_model: org/base", "org/base", "org/base", "", "models/base_models/org/base/"),
        (METRICS, "metrics: f1", "f1", "f1", "", "models/metrics/f1/"),
        (TAGS, "tags: c++", "c++", "c++", "", "models/tags/c++/"),
    ],
)  # fmt: skip
def test_a_value(kind: FacetKind, header: str, value: str, name: str, group: str, address: str) -> None:
    facet = build_facet(kind, (model(header),), AddressBook({}))
    [only] = facet.values.values()
    assert (only.id, only.name, only.group, only.address, only.models, only.count) == (
        value,
        name,
        group,
        address,
        (0,),
        1,
    )


def test_each_kind_is_a_namespace_of_its_own() -> None:
    models = (model("language: da\ntags: [da, mit]\nlicense: mit"),)
    book = AddressBook({})
    addresses = [value.address for kind in FACETS[:-1] for value in build_facet(kind, models, book).values.values()]
    assert addresses == ["models/languages/da/", "models/licenses/mit/", "models/tags/da/", "models/tags/mit/"]


def test_values_come_the_most_frequent_first_then_by_name() -> None:
    headers = ["tags: [b, zebra, Apple]", "tags: [b, zebra]", "tags: [b, apple]"]
    models = [model(header) for header in headers]
    assert models_by_value(TAGS, models) == [("b", (0, 1, 2)), ("zebra", (0, 1)), ("Apple", (0,)), ("apple", (2,))]


def test_values_that_differ_only_in_case_get_addresses_of_their_own() -> None:
    models = (model("tags: [NLP, nlp, Nlp]"),)
    values = build_facet(TAGS, models, AddressBook({})).values
    assert values["nlp"].address == "models/tags/nlp/"
    assert len({value.address.casefold() for value in values.values()}) == 3


@pytest.mark.parametrize("order", [["NLP", "nlp"], ["nlp", "NLP"]])
def test_addresses_do_not_depend_on_the_order_of_cards(order: list[str]) -> None:
    models = tuple(model(f"tags: {tag}") for tag in order)
    values = build_facet(TAGS, models, AddressBook({})).values
    assert values["nlp"].address == "models/tags/nlp/"
    assert values["NLP"].address.startswith("models/tags/NLP-")


@given(st.lists(st.lists(st.text(max_size=4), max_size=4), max_size=5))
def test_every_value_has_an_address_of_its_own_and_its_models(tags: list[list[str]]) -> None:
    entry = model("license: mit")
    kind = FacetKind("x", "x", "X", "X", "x/", lambda item: tuple(dict.fromkeys(item.tags)))
    models = tuple(with_tags(entry, names) for names in tags)
    values = build_facet(kind, models, AddressBook({})).values
    assert set(values) == {name for names in tags for name in names}
    assert len({value.address.casefold() for value in values.values()}) == len(values)
    for name, value in values.items():
        assert value.models == tuple(place for place, names in enumerate(tags) if name in names)
        parts = value.address.removeprefix("x/").rstrip("/").split("/")
        assert all(part not in {"", ".", "..", "-"} for part in parts)
    counts = [value.count for value in values.values()]
    assert counts == sorted(counts, reverse=True)


def with_tags(entry: CatalogModel, tags: list[str]) -> CatalogModel:
    """The entry with other tags."""
    return CatalogModel(**{**{name: getattr(entry, name) for name in entry.__struct_fields__}, "tags": tuple(tags)})


@pytest.mark.parametrize(
    ("header", "relation"),
    [
        ("license: mit", None),
        ("base_model_relation: merge", None),
        ("base_model: a/b", "finetune"),
        ("base_model: a/b\nbase_model_relation: quantized", "quantized"),
        ("base_model: [a/b, c/d]", "merge"),
        ("base_model: [a/b, c/d]\nlibrary_name: peft", "merge"),
        ("base_model: [a/b, c/d]\nbase_model_relation: finetune", "finetune"),
        ("base_model: a/b\nlibrary_name: peft", "adapter"),
        ("base_model: a/b\ntags: [LoRA]", "adapter"),
        ("base_model: a/b\ntags: [adapter, gguf]", "adapter"),
        ("base_model: a/b\ntags: [gguf]", "quantized"),
        ("base_model: a/b\ntags: [gptq]", "quantized"),
        ("base_model: a/b\ntags: [awq]", "quantized"),
        ("base_model: a/b\ntags: [quantized]", "quantized"),
        ("base_model: a/b\nlibrary_name: gguf", "quantized"),
        ("finetuned_from: a/b", "finetune"),
    ],
)
def test_the_relation_to_base_models(header: str, relation: str | None) -> None:
    assert model(header).base_model_relation == relation


@pytest.mark.parametrize(
    ("header", "task", "library"),
    [
        ("license: mit", None, None),
        ("tags: [x, peft, fill-mask, transformers, text-generation]", "fill-mask", "peft"),
        ("pipeline_tag: own\nlibrary_name: own\ntags: [fill-mask, peft]", "own", "own"),
    ],
)
def test_task_and_library_come_from_tags_when_the_card_does_not_say(
    header: str, task: str | None, library: str | None
) -> None:
    entry = model(header)
    assert (entry.task, entry.library) == (task, library)
