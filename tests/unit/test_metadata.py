"""Every field of a header, in every shape that cards use."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.parse.metadata import KNOWN_KEYS, CO2Emissions, Gating, ModelCardData

from .helpers import codes, headed, places, quick

LISTS = ["language", "language_bcp47", "license", "tags", "datasets", "buckets", "metrics", "base_model"]
TEXTS = (
    "language_details license_name license_link license_details library_name pipeline_tag new_version thumbnail "
    "description mask_token instance_prompt model_name pretty_name doi"
).split()


def data(header: str) -> ModelCardData:
    """What a header says when nothing is wrong with it."""
    card = headed(header)
    assert card.findings == ()
    return card.data


KNOWN = {"language": "en", "license": "mit", "pipeline_tag": "text-classification", "library_name": "transformers"}


@pytest.mark.parametrize("field", LISTS)
def test_a_text_or_a_list(field: str) -> None:
    value = KNOWN.get(field, "a/b")
    assert getattr(data(f"{field}: {value}"), field) == (value,)
    assert getattr(data(f"{field}: [{value}, {value}]"), field) == (value,)
    assert getattr(data(f"{field}:\n- {value}"), field) == (value,)
    assert getattr(data(f"{field}: ~"), field) == ()
    assert getattr(data(f"{field}: []"), field) == ()


@pytest.mark.parametrize("field", LISTS)
def test_a_list_of_the_wrong_shape(field: str) -> None:
    card = headed(f"{field}: {{a: b}}")
    assert getattr(card.data, field) == ()
    assert places(card.findings) == [("field-shape", 2, len(field) + 3)]


@pytest.mark.parametrize("field", TEXTS)
def test_one_text(field: str) -> None:
    value = KNOWN.get(field, "Some text")
    assert getattr(data(f"{field}: {value}"), field) == value
    assert getattr(data(f"{field}: ~"), field) is None
    assert getattr(data(f"{field}: ''"), field) is None


@pytest.mark.parametrize("field", TEXTS)
@pytest.mark.parametrize("value", ["[a, b]", "{a: b}"])
def test_a_text_of_the_wrong_shape_is_reported_once(field: str, value: str) -> None:
    card = headed(f"{field}: {value}")
    assert getattr(card.data, field) is None
    assert places(card.findings) == [("field-shape", 2, len(field) + 3)]


@pytest.mark.parametrize(
    ("header", "field", "value"),
    [
        ("language: no", "language", ("no",)),
        ("language: [no, da, code, multilingual]", "language", ("no", "da", "code", "multilingual")),
        ("tags: [b, a, b, 8-bit, 1.0]", "tags", ("b", "a", "8-bit", "1.0")),
        ("base_model: [a/b, c/d]", "base_model", ("a/b", "c/d")),
        ("base_model_relation: quantized", "base_model_relation", "quantized"),
        ("base_model_relation: ~", "base_model_relation", None),
        ("mask_token: '[MASK]'", "mask_token", "[MASK]"),
        ("mask_token: <mask>", "mask_token", "<mask>"),
        ("inference: false", "inference", False),
        ("inference: true", "inference", True),
        ("inference: ~", "inference", None),
        ("inference: {parameters: {top_p: 0.7, top_k: 5}}", "inference_parameters", {"top_p": 0.7, "top_k": 5}),
        ("inference: {parameters: ~}", "inference_parameters", {}),
        ("inference: {other: 1}", "inference_parameters", {}),
        ("co2_eq_emissions: 12", "co2_eq_emissions", CO2Emissions(emissions=12.0)),
        ("co2_eq_emissions: '12.5'", "co2_eq_emissions", CO2Emissions(emissions=12.5)),
        ("co2_eq_emissions: ~", "co2_eq_emissions", None),
        ("co2_eq_emissions: {emissions: '1e3'}", "co2_eq_emissions", CO2Emissions(emissions=1000.0)),
        (
            "co2_eq_emissions:\n  emissions: 3\n  source: code carbon\n  training_type: fine-tuning\n"
            "  geographical_location: Iceland\n  hardware_used: 1 GPU",
            "co2_eq_emissions",
            CO2Emissions(
                emissions=3.0,
                source="code carbon",
                training_type="fine-tuning",
                geographical_location="Iceland",
                hardware_used="1 GPU",
            ),
        ),
        (
            "extra_gated_prompt: Agree.\nextra_gated_heading: Ask\nextra_gated_description: Why\n"
            "extra_gated_button_content: Send\nextra_gated_eu_disallowed: true\n"
            "extra_gated_fields:\n  Name: text\n  Use: {type: select, options: [Research, Other]}",
            "gating",
            Gating(
                prompt="Agree.",
                heading="Ask",
                description="Why",
                button_content="Send",
                fields={"Name": "text", "Use": {"type": "select", "options": ["Research", "Other"]}},
                eu_disallowed=True,
            ),
        ),
        ("extra_gated_eu_disallowed: false", "gating", Gating(eu_disallowed=False)),
        ("license: mit", "gating", None),
        ("x-own: {a: [1, 2.5, true, ~, 2024-01-31]}", "extra", {"x-own": {"a": [1, 2.5, True, None, "2024-01-31"]}}),
        ("license: mit", "extra", {}),
    ],
)  # fmt: skip
def test_a_field_in_each_shape(header: str, field: str, value: Any) -> None:
    assert getattr(data(header), field) == value


@pytest.mark.parametrize(
    ("header", "field", "value", "found"),
    [
        ("tags:\n- a\n- [b]\n- {c: d}", "tags", ("a",), [("field-shape", 4, 3), ("field-shape", 5, 3)]),
        ("base_model: a/b\nbase_model_relation: lora", "base_model_relation", None, [("relation-unknown", 3, 22)]),
        ("base_model_relation: [merge]", "base_model_relation", None, [("field-shape", 2, 22)]),
        ("inference: no", "inference", None, [("field-shape", 2, 12)]),
        ("inference: [1]", "inference", None, [("field-shape", 2, 12)]),
        ("inference: {parameters: [1]}", "inference_parameters", {}, [("field-shape", 2, 25)]),
        ("co2_eq_emissions: a lot", "co2_eq_emissions", None, [("field-shape", 2, 19)]),
        ("co2_eq_emissions: [1]", "co2_eq_emissions", None, [("field-shape", 2, 19)]),
        ("co2_eq_emissions: {emissions: x, source: [y]}", "co2_eq_emissions", CO2Emissions(),
         [("field-shape", 2, 31), ("field-shape", 2, 42)]),
        ("extra_gated_fields: [a]", "gating", Gating(), [("field-shape", 2, 21)]),
        ("extra_gated_eu_disallowed: 'yes'", "gating", Gating(), [("field-shape", 2, 28)]),
        ("finetuned_from: a/b", "base_model", ("a/b",), [("field-renamed", 2, 17)]),
        ("base_model: c/d\nfinetuned_from: [a/b, c/d]", "base_model", ("c/d", "a/b"), [("field-renamed", 3, 17)]),
    ],
)  # fmt: skip
def test_a_field_in_a_wrong_shape(header: str, field: str, value: Any, found: list[tuple[str, int, int]]) -> None:
    card = headed(header)
    assert getattr(card.data, field) == value
    assert places(card.findings) == found


def test_a_wrong_shape_costs_only_its_own_field() -> None:
    card = headed("license: mit\ntags: {a: b}\nthumbnail: [x]\ndatasets: c/d")
    assert (card.data.license, card.data.datasets) == (("mit",), ("c/d",))
    assert codes(card.findings) == ["field-shape", "field-shape"]


@pytest.mark.parametrize(
    ("key", "known"),
    [
        ("licence", "license"),
        ("lisence", "license"),
        ("languages", "language"),
        ("dataset", "datasets"),
        ("model_index", "model-index"),
        ("pipeline-tag", "pipeline_tag"),
        ("basemodel", "base_model"),
        ("library-name", "library_name"),
    ],
)
def test_a_key_that_is_nearly_known(key: str, known: str) -> None:
    card = headed(f"thumbnail: x\n{key}: y")
    assert places(card.findings) == [("field-misspelled", 3, 1)]
    assert card.findings[0].hint == f"Did you mean '{known}'?"
    assert card.data.extra == {key: "y"}


@pytest.mark.parametrize(
    "key", "x quantized_by tag model_type training_data citation arxiv inference_framework".split()
)
def test_keys_of_ones_own_are_no_slip(key: str) -> None:
    assert data(f"{key}: y").extra == {key: "y"}


def test_a_known_key_that_is_there_is_not_suggested() -> None:
    assert headed("license: mit\nlicence: mit").findings == ()


@pytest.mark.parametrize("key", sorted(KNOWN_KEYS))
def test_a_known_key_is_never_kept_as_unknown(key: str) -> None:
    card = headed(f"{key}: ~")
    assert card.data.extra == {}
    assert codes(card.findings) in ([], ["field-renamed"])


@pytest.mark.parametrize(
    "header",
    [
        "\n".join(f"lice{number}: x" for number in range(40_000)),
        "language: [" + ", ".join(f"speech {number}" for number in range(50_000)) + "]",
        "license: [" + ", ".join(f"right {number}" for number in range(50_000)) + "]",
        "tags: [" + ", ".join(f"t{number}" for number in range(90_000)) + "]",
        "? " + "license " * 100_000 + "\n: 1",
    ],
    ids=["keys", "languages", "licenses", "tags", "long key"],
)
def test_a_hostile_header_is_read_quickly(header: str) -> None:
    with quick(4.0):
        headed(header)


FIELD = st.sampled_from(sorted(KNOWN_KEYS))
VALUE = st.recursive(
    st.sampled_from(["x", "no", "~", "1", "1.5", "true", "''", "mit", "en", "merge"]),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
    | st.dictionaries(
        st.sampled_from("type name value task dataset metrics results text source parameters".split()),
        inner,
        max_size=4,
    ).map(lambda items: "{" + ", ".join(f"{key}: {value}" for key, value in items.items()) + "}"),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(FIELD, VALUE, max_size=5))
def test_any_value_of_any_field_is_read_or_reported(fields: dict[str, str]) -> None:
    card = headed("\n".join(f"{key}: {value}" for key, value in fields.items()) or "x: 1")
    assert all(2 <= found.line <= len(fields) + 2 for found in card.findings)
    assert isinstance(card.data, ModelCardData)
