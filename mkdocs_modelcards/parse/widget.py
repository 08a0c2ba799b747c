"""Widget examples: the inputs that a card offers to try, and what the model answered."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from .fields import FieldReader
from .yaml_tree import Mapped, Node, Plain, plain

INPUTS = ("text", "context", "table", "src", "prompt", "candidate_labels", "structured_data", "source_sentence",
          "sentences", "messages")  # fmt: skip
SHAPES: tuple[frozenset[str], ...] = tuple(
    frozenset(shape.split("+"))
    for shape in (
        "text",
        "text+context",
        "text+table",
        "table",
        "src",
        "src+prompt",
        "src+text",
        "text+candidate_labels",
        "src+candidate_labels",
        "structured_data",
        "source_sentence+sentences",
        "messages",
    )
)
"""The sets of inputs that an example may give."""


class WidgetExample(msgspec.Struct, frozen=True, kw_only=True):
    """One example. `inputs` holds the keys of one of `SHAPES`; `candidate_labels` is split into a list there."""

    inputs: Mapping[str, Plain]
    example_title: str | None = None
    group: str | None = None
    multi_class: bool | None = None
    parameters: Plain = None
    output: Plain = None


def read_widget(node: Node | None, reader: FieldReader) -> tuple[WidgetExample, ...]:
    """The examples of a `widget` field. Reports those without a known set of inputs, and reads the others."""
    found = []
    for item in reader.sequence(node, "widget", "widget-invalid"):
        example = _read_example(item, reader)
        if example is not None:
            found.append(example)
    return tuple(found)


def _read_example(node: Node, reader: FieldReader) -> WidgetExample | None:
    if not isinstance(node, Mapped):
        reader.shape(node, "widget", "a list of mappings", "widget-invalid")
        return None
    inputs = {key: plain(node.items[key]) for key in INPUTS if key in node.items}
    inputs = {key: value for key, value in inputs.items() if value is not None}
    labels = inputs.get("candidate_labels")
    if isinstance(labels, str):
        inputs["candidate_labels"] = [label.strip() for label in labels.split(",") if label.strip()]
    if frozenset(inputs) not in SHAPES:
        given = " and ".join(f"'{key}'" for key in inputs)
        message = f"No widget takes {given}, as this example gives." if inputs else "A widget example has no input."
        hint = "Give 'text', 'src', 'table', 'structured_data', 'messages', or 'source_sentence' with 'sentences'."
        reader.report(node, "widget-invalid", message, hint)
        if not inputs:
            return None
    output = node.items.get("output")
    parameters = node.items.get("parameters")
    return WidgetExample(
        inputs=inputs,
        example_title=reader.text(node.items.get("example_title"), "widget.example_title"),
        group=reader.text(node.items.get("group"), "widget.group"),
        multi_class=reader.boolean(node.items.get("multi_class"), "widget.multi_class"),
        parameters=None if parameters is None else plain(parameters),
        output=None if output is None else plain(output),
    )
