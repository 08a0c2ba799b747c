"""Evaluation results in a header and beside a card."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.parse.evaluation import EvalResult, read_eval_results
from mkdocs_modelcards.source_file import SourceFile

from .helpers import headed, places, quick

FULL = """\
model-index:
- name: Tiny
  results:
  - task: {type: text-classification, name: Text Classification}
    dataset: {type: imdb, name: IMDb, config: plain, split: test, revision: abc, args: {k: [1, 2]}}
    metrics:
    - {type: accuracy, value: 0.93, name: Accuracy, config: default, args: {average: macro}, verified: true,
       verifyToken: tok}
    - {type: f1, value: 20.0 ± 1.2}
    source: {name: Board, url: https://example.org}
"""


COMPLETE = "task: {type: t}, dataset: {type: d, name: D}"


def index(result: str) -> str:
    """A `model-index` with one result, whose text starts in line 5, column 5."""
    return f"model-index:\n- name: T\n  results:\n  - {result}"


def test_a_complete_model_index() -> None:
    card = headed(FULL)
    assert card.findings == ()
    shared: dict[str, Any] = {
        "model_name": "Tiny",
        "task_type": "text-classification",
        "task_name": "Text Classification",
        "dataset_type": "imdb",
        "dataset_name": "IMDb",
        "dataset_config": "plain",
        "dataset_split": "test",
        "dataset_revision": "abc",
        "dataset_args": {"k": [1, 2]},
        "source_name": "Board",
        "source_url": "https://example.org",
    }
    assert card.data.eval_results == (
        EvalResult(
            **shared,
            metric_type="accuracy",
            metric_value=0.93,
            metric_name="Accuracy",
            metric_config="default",
            metric_args={"average": "macro"},
            verified=True,
            verify_token="tok",
        ),
        EvalResult(**shared, metric_type="f1", metric_value="20.0 ± 1.2"),
    )


def test_entries_and_results_keep_their_own_names() -> None:
    entry = "- name: {}\n  results:\n  - task: {{type: t}}\n    dataset: {{type: d, name: D}}\n"
    entry += "    metrics: [{{type: m, value: {}}}]\n"
    card = headed("model-index:\n" + entry.format("One", 1) + entry.format("Two", 2))
    assert card.findings == ()
    assert [(result.model_name, result.metric_value) for result in card.data.eval_results] == [("One", 1), ("Two", 2)]


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("1", 1),
        ("0.5", 0.5),
        ("'0.5'", "0.5"),
        ("20.0 ± 1.2", "20.0 ± 1.2"),
        ("93 %", "93 %"),
        ("[1, 2]", [1, 2]),
        ("{a: 1}", {"a": 1}),
    ],
)
def test_a_value_stays_as_it_is_written(value: str, read: Any) -> None:
    card = headed(
        index(
            f"task: {{type: t}}\n    dataset: {{type: d, name: D}}\n    metrics:\n    - type: m\n      value: {value}"
        )
    )
    assert card.findings == ()
    assert [result.metric_value for result in card.data.eval_results] == [read]


NOT_A_MAPPING = "must be a mapping of keys to values; this is 'x'."


@pytest.mark.parametrize(
    ("value", "written"),
    [("1.0000", "1.0000"), ("0.50", "0.50"), ("1e-3", "1e-3"), ("7", 7), ("0.5", 0.5), ("20.0 ± 1.2", "20.0 ± 1.2")],
)
def test_numbers_are_shown_as_they_are_written(value: str, written: object) -> None:
    card = headed(index(f"{{{COMPLETE}, metrics: [{{type: acc, value: {value}}}]}}"))
    assert card.data.eval_results[0].written == written
    [result] = read_eval_results(SourceFile("x.yaml", f"- {{dataset: {{id: d, task_id: t}}, value: {value}}}"))[0]
    assert result.written == written


def test_what_each_result_repeats_is_bounded() -> None:
    long = "x" * 3_000
    header = index(f"""task: {{type: t, name: {long}}}
    dataset: {{type: d, name: D, args: [{long}]}}
    source: {{url: "https://example.org/{long}"}}
    metrics: [{{type: acc, value: 1}}]""")
    card = headed(header)
    [result] = card.data.eval_results
    assert (len(result.task_name or ""), result.dataset_args, len(result.source_url or "")) == (200, None, 2_000)
    assert [found.code for found in card.findings] == ["value-too-long"] * 3


@pytest.mark.parametrize(
    ("header", "line", "column", "message"),
    [
        ("model-index: {name: x}", 2, 14, "'model-index' must be a list; this is a mapping."),
        ("model-index: x", 2, 14, "'model-index' must be a list; this is 'x'."),
        ("model-index: [x]", 2, 15, f"'model-index' {NOT_A_MAPPING}"),
        ("model-index: [{name: x}]", 2, 15, "A 'model-index' entry has no 'results'."),
        ("model-index: [{name: x, results: ~}]", 2, 15, "A 'model-index' entry has no 'results'."),
        ("model-index: [{results: {a: b}}]", 2, 25, "'model-index.results' must be a list; this is a mapping."),
        (index("x"), 5, 5, f"'model-index.results' {NOT_A_MAPPING}"),
        (index("{}"), 5, 5, "A result has no 'task' and no 'dataset' and no 'metrics'."),
        (index("task: {type: t}"), 5, 5, "A result has no 'dataset' and no 'metrics'."),
        (index("{task: ~, dataset: {type: d, name: D}, metrics: []}"), 5, 5, "A result has no 'task'."),
        (index("{task: {name: t}, dataset: {type: d, name: D}, metrics: []}"), 5, 12, "'task' has no 'type'."),
        (index("{task: {type: t}, dataset: {name: D}, metrics: []}"), 5, 32, "'dataset' has no 'type'."),
        (index("{task: {type: t}, dataset: {type: d}, metrics: []}"), 5, 32, "'dataset' has no 'name'."),
        (index("{task: {type: t}, dataset: x, metrics: []}"), 5, 32, f"'dataset' {NOT_A_MAPPING}"),
    ],
)
def test_an_incomplete_model_index(header: str, line: int, column: int, message: str) -> None:
    card = headed(header)
    assert card.data.eval_results == ()
    assert places(card.findings) == [("model-index-invalid", line, column)]
    assert card.findings[0].message == message


@pytest.mark.parametrize(
    ("metrics", "column", "message"),
    [
        ("~", 5, "A result has no 'metrics'."),
        ("{type: m}", 61, "'metrics' must be a list; this is a mapping."),
        ("[x]", 62, f"'metrics' {NOT_A_MAPPING}"),
        ("[{value: 1}]", 62, "'metrics' has no 'type'."),
        ("[{type: m}]", 62, "A metric has no 'value'."),
        ("[{type: m, value: ~}]", 62, "A metric has no 'value'."),
    ],
)
def test_incomplete_metrics(metrics: str, column: int, message: str) -> None:
    card = headed(index(f"{{{COMPLETE}, metrics: {metrics}}}"))
    assert card.data.eval_results == ()
    assert places(card.findings) == [("model-index-invalid", 5, column)]
    assert card.findings[0].message == message


def test_a_source_needs_an_address_and_costs_no_result() -> None:
    result = "{" + COMPLETE + ", metrics: [{type: m, value: 1}], source: {name: Board}}"
    card = headed(index(result))
    assert [(item.metric_value, item.source_name, item.source_url) for item in card.data.eval_results] == [
        (1, "Board", None)
    ]
    assert [found.message for found in card.findings] == ["'source' has no 'url'."]


def test_complete_results_are_read_beside_incomplete_ones() -> None:
    card = headed(
        "model-index:\n- name: T\n  results:\n  - x\n  - task: {type: t}\n    dataset: {type: d, name: D}\n"
        "    metrics: [{type: a}, {type: b, value: 1}]\n- 3"
    )
    assert [result.metric_type for result in card.data.eval_results] == ["b"]
    assert places(card.findings) == [
        ("model-index-invalid", 5, 5),
        ("model-index-invalid", 8, 15),
        ("model-index-invalid", 9, 3),
    ]


@pytest.mark.parametrize(
    "shared",
    [
        "task: {type: t, name: [x]}, dataset: {type: d, name: D}",
        "task: {type: t}, dataset: {type: d, name: D, split: [x]}",
        "task: {type: t}, dataset: {type: d, name: D}, source: {url: u, name: [x]}",
    ],
)
def test_what_metrics_share_is_reported_once(shared: str) -> None:
    card = headed(index(f"{{{shared}, metrics: [{{type: a, value: 1}}, {{type: b, value: 2}}]}}"))
    assert len(card.data.eval_results) == 2
    assert [found.code for found in card.findings] == ["field-shape"]


def test_results_beside_a_card() -> None:
    text = (
        "- dataset: {id: org/bench, task_id: main, revision: abc}\n  value: 0.5\n"
        "  verifyToken: tok\n  date: 2024-01-31\n"
        "  source: {url: https://example.org, name: Board, user: ada, org: acme}\n  notes: Five shots\n"
        "- dataset: {id: org/bench, task_id: other}\n  value: 1\n"
    )
    results, findings = read_eval_results(SourceFile("r.yaml", text))
    assert findings == ()
    assert results == (
        EvalResult(
            task_type="main",
            dataset_type="org/bench",
            dataset_name="org/bench",
            dataset_revision="abc",
            metric_type="main",
            metric_value=0.5,
            verify_token="tok",
            source_name="Board",
            source_url="https://example.org",
            source_user="ada",
            source_org="acme",
            date="2024-01-31",
            notes="Five shots",
        ),
        EvalResult(
            task_type="other", dataset_type="org/bench", dataset_name="org/bench", metric_type="other", metric_value=1
        ),
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x", [("eval-results-invalid", 1, 1)]),
        ("dataset: {id: d, task_id: t}\nvalue: 1", [("eval-results-invalid", 1, 1)]),
        ("- x", [("eval-results-invalid", 1, 3)]),
        ("- value: 1", [("eval-results-invalid", 1, 3)]),
        ("- {dataset: {id: d}, value: 1}", [("eval-results-invalid", 1, 3)]),
        ("- {dataset: {task_id: d}, value: 1}", [("eval-results-invalid", 1, 3)]),
        ("- {dataset: {id: d, task_id: t}}", [("eval-results-invalid", 1, 3)]),
        ("- {dataset: {id: d, task_id: t}, value: ~}", [("eval-results-invalid", 1, 3)]),
        ("- {a: [}", [("header-invalid", 1, 8)]),
        ("- {a: 1, a: 2}", [("duplicate-key", 1, 10), ("eval-results-invalid", 1, 3)]),
    ],
)
def test_incomplete_results_beside_a_card(text: str, found: list[tuple[str, int, int]]) -> None:
    results, findings = read_eval_results(SourceFile("r.yaml", text))
    assert results == ()
    assert sorted(places(findings)) == sorted(found)
    assert {finding.path for finding in findings} == {"r.yaml"}


@pytest.mark.parametrize("text", ["", "# nothing", "~", "[]", "\ufeff[]"])
def test_no_results_beside_a_card(text: str) -> None:
    assert read_eval_results(SourceFile("r.yaml", text)) == ((), ())


def test_a_source_beside_a_card_needs_an_address() -> None:
    text = "- {dataset: {id: d, task_id: t}, value: 1, source: {name: x}}"
    results, findings = read_eval_results(SourceFile("r.yaml", text))
    assert [result.source_name for result in results] == ["x"]
    assert places(findings) == [("eval-results-invalid", 1, 52)]


@given(st.text())
def test_any_file_beside_a_card_is_read_or_reported(text: str) -> None:
    results, findings = read_eval_results(SourceFile("r.yaml", text))
    assert results == () or not findings


def test_thousands_of_results_are_read_quickly() -> None:
    metrics = "".join(f"    - {{type: m{number}, value: {number}}}\n" for number in range(10_000))
    header = index(f"task: {{type: t}}\n    dataset: {{type: d, name: D}}\n    metrics:\n{metrics}")
    with quick():
        assert len(headed(header).data.eval_results) == 10_000


def test_a_mapping_instead_of_a_list_says_what_to_write() -> None:
    _, [found] = read_eval_results(SourceFile("cards/a/b/.eval_results/x.yaml", "dataset: {id: d}\nvalue: 1\n"))
    assert found.line_of_text() == (
        "cards/a/b/.eval_results/x.yaml:1:1: warning eval-results-invalid: "
        "The file must hold a list of results; this is a mapping. Put '- ' in front of its first key."
    )
