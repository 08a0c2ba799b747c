"""A card's text to its metadata and Markdown: nothing is lost, and everything wrong is said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_modelcards.discover import CardSource
from mkdocs_modelcards.parse.card import ModelCard, parse_card
from mkdocs_modelcards.parse.metadata import ModelCardData
from mkdocs_modelcards.render.card import render_card
from mkdocs_modelcards.source_file import SourceFile, without_controls

from .helpers import card, codes, places, source


def test_a_complete_card() -> None:
    text = "---\nlicense: mit\nlanguage: no\ntags: [a, b]\n---\n# Tiny\n\nText.\n"
    assert parse_card(source(text)) == ModelCard(
        "acme/tiny",
        "cards/acme/tiny/README.md",
        "acme/tiny/README.md",
        ModelCardData(license=("mit",), language=("no",), tags=("a", "b")),
        "# Tiny\n\nText.\n",
        6,
        (),
        {"license": 2, "language": 3, "tags": 4},
    )


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("blank", [0, 2])
def test_marks_and_line_endings_change_nothing_but_lines(mark: str, newline: str, blank: int) -> None:
    lines = [*[""] * blank, "---", "license: mti", "tags:", "- a", "---", "Body."]
    read = card(mark + newline.join(lines))
    assert (read.data.license, read.data.tags, read.body) == (("mti",), ("a",), "Body.")
    assert (read.body_line, places(read.findings)) == (blank + 6, [("license-unknown", blank + 2, 10)])


@pytest.mark.parametrize(
    ("text", "found", "body"),
    [
        ("", [("file-empty", 1, 1)], ""),
        ("\ufeff", [("file-empty", 1, 1)], ""),
        ("Text.", [("header-missing", 1, 1)], "Text."),
        ("---\nlicense: mit\nText.", [("header-unclosed", 1, 1)], "---\nlicense: mit\nText."),
        ("---\n---\nText.", [("header-missing", 2, 1)], "Text."),
        ("---\n# comment\n---\nText.", [("header-missing", 2, 1)], "Text."),
        ("---\n~\n---\nText.", [("header-missing", 2, 1)], "Text."),
        ("---\n{}\n---\nText.", [("header-missing", 2, 1)], "Text."),
        ("---\njust text\n---\nText.", [("header-not-mapping", 2, 1)], "Text."),
        ("---\n- a\n- b\n---\nText.", [("header-not-mapping", 2, 1)], "Text."),
        ("---\n\n  [a]\n---\nText.", [("header-not-mapping", 3, 3)], "Text."),
        ("---\na: b: c\n---\nText.", [("header-invalid", 2, 5)], "Text."),
        ("---\na: 1\n\tb: 2\n---\nText.", [("header-invalid", 3, 1)], "Text."),
        ("---\nlicense: mit\nlicense: mit\n---\nText.", [("duplicate-key", 3, 1)], "Text."),
        ("---\nx: " + "[" * 100 + "\n---\nText.", [("header-too-deep", 2, 67)], "Text."),
        ("---\nx: '" + "a" * 1_000_000 + "'\n---\nText.", [("header-too-large", 1, 1)], "Text."),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_is_wrong_is_said_and_the_text_is_kept(text: str, found: list[tuple[str, int, int]], body: str) -> None:
    read = card(text)
    assert places(read.findings) == found
    assert read.body == body
    assert {finding.path for finding in read.findings} == {read.path}


def test_a_key_that_stands_twice_costs_nothing_else() -> None:
    read = card("---\nlicense: mit\ntags: [a]\nlicense: apache-2.0\n---\n")
    assert (read.data.license, read.data.tags) == (("apache-2.0",), ("a",))


@pytest.mark.parametrize(
    ("model_id", "found"),
    [
        ("tiny", []),
        ("acme/tiny", []),
        ("acme/bert_BotXO,ai", ["id-invalid"]),
        ("acme/ti--ny", ["id-invalid"]),
        ("a/b/c", ["id-nested"]),
        ("a/b/c d", ["id-invalid", "id-nested"]),
    ],
)
def test_ids_are_checked(model_id: str, found: list[str]) -> None:
    read = parse_card(source("---\nlicense: mit\n---\n", model_id))
    assert read.id == model_id
    assert codes(read.findings) == found
    assert {(finding.line, finding.column) for finding in read.findings} <= {(1, 1)}


def test_results_beside_a_card_come_after_those_in_its_header() -> None:
    header = (
        "---\nmodel-index:\n- name: T\n  results:\n  - task: {type: t}\n    dataset: {type: d, name: D}\n"
        "    metrics: [{type: header, value: 1}]\n---\n"
    )
    files = [
        SourceFile("a.yaml", "- {dataset: {id: d, task_id: a}, value: 2}"),
        SourceFile("b.yaml", "- {dataset: {id: d}}"),
        SourceFile("c.yaml", "- {dataset: {id: d, task_id: c}, value: 3}"),
    ]
    read = parse_card(source(header, evaluations=files))
    assert [(result.metric_type, result.metric_value) for result in read.data.eval_results] == [
        ("header", 1),
        ("a", 2),
        ("c", 3),
    ]
    assert [(finding.path, finding.code) for finding in read.findings] == [("b.yaml", "eval-results-invalid")]


PIECES = [
    *[
        "---\n",
        "\n---\n",
        "license: mit\n",
        "tags:\n- a\n",
        "model-index:\n",
        "- name: x\n  results:\n",
        "widget: [{text: a}]\n",
    ],
    *[
        "# Title\n",
        "## ",
        "\r\n",
        "\ufeff",
        "\0",
        "```python\nx\n```\n",
        "[^1]",
        "[^1]: n\n",
        "> [!NOTE]\n> x\n",
        "- [ ] a\n",
    ],
    *[
        "[a](b)",
        "![a](b)",
        "a|b\n-|-\nc|d\n",
        "https://arxiv.org/abs/2005.14165",
        "javascript:",
        "data:",
        "__search",
        "mc-x",
    ],
    *[
        "<div>",
        "</div>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<h1 id='x'>",
        "</h1>",
        "<a href='",
        "<img src=",
        "<svg>",
    ],
    *["<math>", "<table>", "<td>", "<![CDATA[", "<p", "]]>", "&a ", "*a", "{", "}", '"', "'", "`"],
]
CARD_LIKE = st.lists(st.binary(max_size=8) | st.sampled_from(PIECES).map(str.encode), max_size=20).map(b"".join)


@given(CARD_LIKE)
@settings(max_examples=200)
def test_any_bytes_become_a_card(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    read = card(text)
    assert without_controls(text).endswith(read.body)
    assert all(finding.line >= 1 and finding.column >= 1 and finding.message for finding in read.findings)
    assert set(codes(render_card(read).findings)) <= {"anchor-dead", "html-dropped"}


def test_parsing_and_rendering_are_pure() -> None:
    text = "---\nlicense: mti\n---\n# A\n\n```python\nx = 1\n```\n\n# A\n"
    first = [parse_card(source(text)), render_card(parse_card(source(text)))]
    parse_card(CardSource("b", "b.md", SourceFile("b.md", "# A\n# A")))
    assert [parse_card(source(text)), render_card(parse_card(source(text)))] == first
