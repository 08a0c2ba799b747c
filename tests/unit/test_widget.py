"""Widget examples: each set of inputs, and what is said about others."""

from __future__ import annotations

from typing import Any

import pytest

from mkdocs_modelcards.parse.widget import SHAPES, WidgetExample

from .helpers import headed, places


def examples(widget: str) -> tuple[WidgetExample, ...]:
    """The examples of a widget that is in order."""
    card = headed(f"widget:\n{widget}")
    assert card.findings == ()
    return card.data.widget


EXAMPLES: list[tuple[str, dict[str, Any]]] = [
    ("text: Hello", {"text": "Hello"}),
    ("{text: Who?, context: I.}", {"text": "Who?", "context": "I."}),
    ("{text: Sum?, table: {a: [1, 2]}}", {"text": "Sum?", "table": {"a": [1, 2]}}),
    ("table: {a: [x]}", {"table": {"a": ["x"]}}),
    ("src: a.png", {"src": "a.png"}),
    ("{src: a.png, prompt: Draw}", {"src": "a.png", "prompt": "Draw"}),
    ("{src: a.png, text: What?}", {"src": "a.png", "text": "What?"}),
    ("{text: Great, candidate_labels: 'good, bad'}", {"text": "Great", "candidate_labels": ["good", "bad"]}),
    ("{src: a.png, candidate_labels: ' cat ,, dog,'}", {"src": "a.png", "candidate_labels": ["cat", "dog"]}),
    ("{text: a, candidate_labels: [x, y]}", {"text": "a", "candidate_labels": ["x", "y"]}),
    ("structured_data: {x: [1]}", {"structured_data": {"x": [1]}}),
    ("{source_sentence: a, sentences: [b, c]}", {"source_sentence": "a", "sentences": ["b", "c"]}),
    ("messages: [{role: user, content: Hi}]", {"messages": [{"role": "user", "content": "Hi"}]}),
    ("{text: a, context: ~}", {"text": "a"}),
]


@pytest.mark.parametrize(("item", "inputs"), EXAMPLES)
def test_each_set_of_inputs(item: str, inputs: dict[str, Any]) -> None:
    assert examples(f"- {item}") == (WidgetExample(inputs=inputs),)


def test_each_known_set_of_inputs_is_tested() -> None:
    assert {frozenset(inputs) for _, inputs in EXAMPLES} == set(SHAPES)


def test_all_that_an_example_may_say() -> None:
    [example] = examples(
        "- text: Great\n  candidate_labels: good, bad\n  multi_class: true\n  example_title: Review\n  group: Texts\n"
        "  parameters: {top_k: 2}\n  output: [{label: good, score: 0.9}]"
    )
    assert example == WidgetExample(
        inputs={"text": "Great", "candidate_labels": ["good", "bad"]},
        example_title="Review",
        group="Texts",
        multi_class=True,
        parameters={"top_k": 2},
        output=[{"label": "good", "score": 0.9}],
    )


@pytest.mark.parametrize(
    ("output", "read"),
    [
        ("[{label: a, score: 0.5}]", [{"label": "a", "score": 0.5}]),
        ("{answer: a, score: 1}", {"answer": "a", "score": 1}),
        ("{text: a}", {"text": "a"}),
        ("{url: images/a.png}", {"url": "images/a.png"}),
        ("~", None),
    ],
)
def test_each_output(output: str, read: Any) -> None:
    assert [example.output for example in examples(f"- text: a\n  output: {output}")] == [read]


@pytest.mark.parametrize("widget", ["~", "[]"])
def test_no_examples(widget: str) -> None:
    card = headed(f"widget: {widget}")
    assert (card.data.widget, card.findings) == ((), ())


@pytest.mark.parametrize(
    ("widget", "found", "message"),
    [
        ("{text: a}", (2, 9), "'widget' must be a list; this is a mapping."),
        ("a", (2, 9), "'widget' must be a list; this is 'a'."),
        ("[a]", (2, 10), "'widget' must be a list of mappings; this is 'a'."),
        ("[{}]", (2, 10), "A widget example has no input."),
        ("[{example_title: a}]", (2, 10), "A widget example has no input."),
        ("[{text: ~}]", (2, 10), "A widget example has no input."),
    ],
)
def test_what_is_no_example(widget: str, found: tuple[int, int], message: str) -> None:
    card = headed(f"widget: {widget}")
    assert card.data.widget == ()
    assert places(card.findings) == [("widget-invalid", *found)]
    assert card.findings[0].message == message


@pytest.mark.parametrize(
    ("item", "given"),
    [
        ("{text: a, sentences: [b]}", "'text' and 'sentences'"),
        ("{context: a}", "'context'"),
        ("{text: a, messages: []}", "'text' and 'messages'"),
        ("{candidate_labels: 'a, b'}", "'candidate_labels'"),
    ],
)
def test_inputs_that_no_widget_takes_are_reported_and_kept(item: str, given: str) -> None:
    card = headed(f"widget:\n- text: fine\n- {item}")
    assert len(card.data.widget) == 2
    assert places(card.findings) == [("widget-invalid", 4, 3)]
    assert card.findings[0].message == f"No widget takes {given}, as this example gives."


def test_a_wrong_shape_within_an_example_costs_only_its_own_field() -> None:
    card = headed("widget: [{text: a, group: [b], multi_class: maybe}]")
    assert card.data.widget == (WidgetExample(inputs={"text": "a"}),)
    assert places(card.findings) == [("field-shape", 2, 27), ("field-shape", 2, 45)]
