"""Findings as values: their codes, their line of text, and the severities that a user chooses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mkdocs_modelcards
from mkdocs_modelcards.findings import (
    CODES,
    SEVERITIES,
    Finding,
    count_line,
    finding,
    printable,
    quoted,
    with_severities,
)

PACKAGE = Path(mkdocs_modelcards.__file__).parent


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_stable_in_form_and_explained(code: str) -> None:
    severity, meaning = CODES[code]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", code)
    assert severity in SEVERITIES
    assert re.fullmatch(r"[A-Z`].*\.", meaning)


def test_every_code_is_given_somewhere_in_the_package() -> None:
    sources = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if path.name != "findings.py"]
    assert [code for code in CODES if not any(f'"{code}"' in text for text in sources)] == []


def test_a_finding_has_the_severity_of_its_code() -> None:
    assert finding("a.md", 3, 7, "license-unknown", "What.", "Do.") == Finding(
        "a.md", 3, 7, "license-unknown", "What.", "Do.", "warning"
    )


def test_a_code_that_is_not_listed_is_refused() -> None:
    with pytest.raises(KeyError):
        finding("a.md", 1, 1, "no-such-code", "What.")


@pytest.mark.parametrize(
    ("found", "line"),
    [
        (finding("a.md", 3, 7, "id-invalid", "What.", "Do."), "a.md:3:7: warning id-invalid: What. Do."),
        (finding("a.md", 1, 1, "id-nested", "What."), "a.md:1:1: info id-nested: What."),
        (finding("a\nb.md", 1, 1, "file-empty", "\x1b[31m"), "a\\nb.md:1:1: warning file-empty: \\x1b[31m"),
        (finding("é.md", 1, 1, "file-empty", "日本"), "é.md:1:1: warning file-empty: 日本"),
    ],
)
def test_the_line_of_text(found: Finding, line: str) -> None:
    assert found.line_of_text() == line


@given(st.text(st.characters()), st.text(st.characters()))
def test_a_finding_is_one_line_whatever_it_quotes(path: str, message: str) -> None:
    line = finding(path, 1, 1, "file-empty", message).line_of_text()
    assert line.isprintable()
    assert len(line.splitlines()) == 1


@given(st.text(st.characters()))
def test_printable_text_is_kept_as_it_is(text: str) -> None:
    assert printable(text).isprintable()
    assert (printable(text) == text) == text.isprintable()


def test_severities_are_chosen_by_code() -> None:
    found = [
        finding("b.md", 1, 1, "task-unknown", "What."),
        finding("a.md", 2, 1, "id-nested", "What."),
        finding("a.md", 10, 1, "file-empty", "What."),
        finding("a.md", 2, 1, "header-missing", "What."),
    ]
    chosen = with_severities(found, {"task-unknown": "error", "header-missing": "off", "id-nested": "info"})
    assert [(item.path, item.line, item.code, item.severity) for item in chosen] == [
        ("a.md", 2, "id-nested", "info"),
        ("a.md", 10, "file-empty", "warning"),
        ("b.md", 1, "task-unknown", "error"),
    ]


@pytest.mark.parametrize(
    ("listed", "line"),
    [
        ([], "no findings"),
        (["header-invalid"], "1 error"),
        (["id-nested"], "1 note"),
        (["id-nested"] * 2 + ["file-empty"], "1 warning, 2 notes"),
        (["file-empty"] * 2 + ["id-nested", "header-invalid", "duplicate-key"], "2 errors, 2 warnings, 1 note"),
    ],
)
def test_findings_are_counted_by_severity(listed: list[str], line: str) -> None:
    assert count_line(finding("a.md", 1, 1, code, "What.") for code in listed) == line


@pytest.mark.parametrize(
    ("value", "limit", "text"),
    [("mit", 60, "'mit'"), (3, 60, "'3'"), ("abcdef", 6, "'abcdef'"), ("abcdefg", 6, "'abcde…'")],
)
def test_a_quoted_value_is_cut(value: object, limit: int, text: str) -> None:
    assert quoted(value, limit) == text
