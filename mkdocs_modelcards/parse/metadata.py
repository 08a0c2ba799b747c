"""A header's fields as typed values, in the words of the Hub's metadata."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias, cast, get_args

import msgspec

from ..findings import quoted
from ..vocabulary import nearest
from .checks import MAX_SUGGESTIONS, check_identifiers
from .evaluation import EvalResult, read_model_index
from .fields import FieldReader
from .widget import WidgetExample, read_widget
from .yaml_tree import Mapped, Node, Plain, Scalar, plain

Relation: TypeAlias = Literal["finetune", "adapter", "quantized", "merge"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)


class CO2Emissions(msgspec.Struct, frozen=True, kw_only=True):
    """What training emitted: `emissions` in grams of CO2 equivalents, and how they came about."""

    emissions: float | None = None
    source: str | None = None
    training_type: str | None = None
    geographical_location: str | None = None
    hardware_used: str | None = None


class Gating(msgspec.Struct, frozen=True, kw_only=True):
    """The `extra_gated_*` fields: what someone who wants the model is told and asked on the Hub."""

    prompt: str | None = None
    heading: str | None = None
    description: str | None = None
    button_content: str | None = None
    fields: Mapping[str, Plain] = {}
    eu_disallowed: bool | None = None


class ModelCardData(msgspec.Struct, frozen=True, kw_only=True):
    """A card's metadata. Lists hold no repetitions; a missing value is None or empty; unknown keys are in `extra`."""

    language: tuple[str, ...] = ()
    language_bcp47: tuple[str, ...] = ()
    language_details: str | None = None
    license: tuple[str, ...] = ()
    license_name: str | None = None
    license_link: str | None = None
    license_details: str | None = None
    library_name: str | None = None
    pipeline_tag: str | None = None
    tags: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    buckets: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    base_model: tuple[str, ...] = ()
    base_model_relation: Relation | None = None
    new_version: str | None = None
    thumbnail: str | None = None
    description: str | None = None
    co2_eq_emissions: CO2Emissions | None = None
    inference: bool | None = None
    inference_parameters: Mapping[str, Plain] = {}
    widget: tuple[WidgetExample, ...] = ()
    mask_token: str | None = None
    instance_prompt: str | None = None
    model_name: str | None = None
    pretty_name: str | None = None
    eval_results: tuple[EvalResult, ...] = ()
    gating: Gating | None = None
    doi: str | None = None
    extra: Mapping[str, Plain] = {}


_GATING = ("prompt", "heading", "description", "button_content", "fields", "eu_disallowed")
_READ_ELSEWHERE = frozenset({"inference_parameters", "eval_results", "gating", "extra"})
KNOWN_KEYS = frozenset(
    {"finetuned_from", "model-index", *(f"extra_gated_{name}" for name in _GATING)}
    | (set(ModelCardData.__struct_fields__) - _READ_ELSEWHERE)
)
"""Every key of a header that is read."""


KEYS_NEAR_ENOUGH = 80.0
"""How alike, in percent, an unknown key must be to a known one to count as a slip."""

SYNONYMS = {
    "framework": "library_name",
    "lang": "language",
    "library": "library_name",
    "licence": "license",
    "lisence": "license",
    "task": "pipeline_tag",
    "title": "model_name",
}
"""Keys that people write for others."""


def read_metadata(header: Mapped, reader: FieldReader) -> ModelCardData:
    """Every field of a header, whatever its shape. Reports wrong shapes and unknown identifiers to `reader`."""
    items = header.items
    inference, parameters = _inference(items.get("inference"), reader)
    data = ModelCardData(
        language=reader.texts(items.get("language"), "language"),
        language_bcp47=reader.texts(items.get("language_bcp47"), "language_bcp47"),
        license=reader.texts(items.get("license"), "license"),
        tags=reader.texts(items.get("tags"), "tags"),
        datasets=reader.texts(items.get("datasets"), "datasets"),
        buckets=reader.texts(items.get("buckets"), "buckets"),
        metrics=reader.texts(items.get("metrics"), "metrics"),
        base_model=_base_models(items, reader),
        language_details=reader.text(items.get("language_details"), "language_details"),
        license_name=reader.short_text(items.get("license_name"), "license_name"),
        license_link=reader.text(items.get("license_link"), "license_link"),
        license_details=reader.text(items.get("license_details"), "license_details"),
        library_name=reader.short_text(items.get("library_name"), "library_name"),
        pipeline_tag=reader.short_text(items.get("pipeline_tag"), "pipeline_tag"),
        new_version=reader.short_text(items.get("new_version"), "new_version"),
        thumbnail=reader.text(items.get("thumbnail"), "thumbnail"),
        description=reader.text(items.get("description"), "description"),
        mask_token=reader.text(items.get("mask_token"), "mask_token"),
        instance_prompt=reader.text(items.get("instance_prompt"), "instance_prompt"),
        model_name=reader.short_text(items.get("model_name"), "model_name"),
        pretty_name=reader.short_text(items.get("pretty_name"), "pretty_name"),
        doi=reader.text(items.get("doi"), "doi"),
        base_model_relation=_relation(items.get("base_model_relation"), reader),
        co2_eq_emissions=_emissions(items.get("co2_eq_emissions"), reader),
        inference=inference,
        inference_parameters=parameters,
        widget=read_widget(items.get("widget"), reader),
        eval_results=read_model_index(items.get("model-index"), reader),
        gating=_gating(header, reader),
        extra={key: plain(value) for key, value in items.items() if key not in KNOWN_KEYS},
    )
    _report_misspelled(header, reader)
    check_identifiers(header, reader)
    return data


def _base_models(items: Mapping[str, Node], reader: FieldReader) -> tuple[str, ...]:
    current = reader.texts(items.get("base_model"), "base_model")
    old = items.get("finetuned_from")
    if old is None:
        return current
    message = "'finetuned_from' is the old name of 'base_model'."
    reader.report(old, "field-renamed", message, "Rename the key to 'base_model'.")
    return tuple(dict.fromkeys(current + reader.texts(old, "finetuned_from")))


def _relation(node: Node | None, reader: FieldReader) -> Relation | None:
    value = reader.text(node, "base_model_relation")
    if value is None or node is None or value in RELATIONS:
        return cast("Relation | None", value)
    hint = "Write one of: " + ", ".join(RELATIONS) + "."
    reader.report(node, "relation-unknown", f"{quoted(value)} is not a relation to a base model.", hint)
    return None


def _emissions(node: Node | None, reader: FieldReader) -> CO2Emissions | None:
    name = "co2_eq_emissions"
    if node is None:
        return None
    if isinstance(node, Scalar):
        grams = reader.number(node, name)
        return None if grams is None else CO2Emissions(emissions=grams)
    fields = reader.mapping(node, name)
    if fields is None:
        return None
    return CO2Emissions(
        emissions=reader.number(fields.items.get("emissions"), f"{name}.emissions"),
        source=reader.text(fields.items.get("source"), f"{name}.source"),
        training_type=reader.text(fields.items.get("training_type"), f"{name}.training_type"),
        geographical_location=reader.text(fields.items.get("geographical_location"), f"{name}.geographical_location"),
        hardware_used=reader.text(fields.items.get("hardware_used"), f"{name}.hardware_used"),
    )


def _inference(node: Node | None, reader: FieldReader) -> tuple[bool | None, Mapping[str, Plain]]:
    if not isinstance(node, Mapped):
        return reader.boolean(node, "inference"), {}
    parameters = reader.mapping(node.items.get("parameters"), "inference.parameters")
    return None, {key: plain(value) for key, value in parameters.items.items()} if parameters else {}


def _gating(header: Mapped, reader: FieldReader) -> Gating | None:
    given = {name: header.items.get(f"extra_gated_{name}") for name in _GATING}
    if all(node is None for node in given.values()):
        return None
    fields = reader.mapping(given["fields"], "extra_gated_fields")
    return Gating(
        prompt=reader.text(given["prompt"], "extra_gated_prompt"),
        heading=reader.text(given["heading"], "extra_gated_heading"),
        description=reader.text(given["description"], "extra_gated_description"),
        button_content=reader.text(given["button_content"], "extra_gated_button_content"),
        fields={key: plain(value) for key, value in fields.items.items()} if fields else {},
        eu_disallowed=reader.boolean(given["eu_disallowed"], "extra_gated_eu_disallowed"),
    )


def _report_misspelled(header: Mapped, reader: FieldReader) -> None:
    """Unknown keys are anyone's to use, but one that is nearly a known key is probably a slip."""
    missing = sorted(KNOWN_KEYS.difference(header.items))
    unknown = [key for key in header.items if key not in KNOWN_KEYS and len(key) > 3]
    for key in unknown[:MAX_SUGGESTIONS]:
        synonym = SYNONYMS.get(key.lower())
        known = synonym if synonym in missing else nearest(key, missing, KEYS_NEAR_ENOUGH)
        if known is not None:
            line, column = header.keys[key]
            place = Scalar(key, key, line, column)
            message = f"The key {quoted(key)} is unknown."
            reader.report(place, "field-misspelled", message, f"Did you mean '{known}'?")
