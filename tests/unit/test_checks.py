"""Unknown identifiers are reported at their place, with the nearest known one."""

from __future__ import annotations

import pytest

from .helpers import headed, places


def found(header: str) -> list[tuple[int, int, str, str]]:
    """Line, column, code and hint of each finding."""
    return [(item.line, item.column, item.code, item.hint) for item in headed(header).findings]


@pytest.mark.parametrize(
    "header",
    [
        "license: mit",
        "license: [mit, apache-2.0]",
        "license: other\nlicense_name: Own\nlicense_link: LICENSE.md",
        "license: ~",
        "language: [en, no, yes, deu, code, multilingual]",
        "language_bcp47: [pt-BR, zh-Hant]",
        "pipeline_tag: text-classification",
        "library_name: transformers",
        "metrics: [anything]",
        "datasets: [anything]",
        "tags: [Anything, mti]",
    ],
)
def test_known_identifiers(header: str) -> None:
    assert found(header) == []


OTHER_LICENSE = "Write 'other' with 'license_name' and 'license_link'."
LICENSE_PARTS = "Add 'license_name' and 'license_link' (a URL, or LICENSE.md beside the card)."


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("license: apache 2.0", [(2, 10, "license-unknown", "Did you mean 'apache-2.0'?")]),
        ("license:\n- mit\n- MIT", [(4, 3, "license-unknown", "Did you mean 'mit'?")]),
        ("license: foobarbaz", [(2, 10, "license-unknown", OTHER_LICENSE)]),
        ("license: other", [(2, 10, "license-incomplete", LICENSE_PARTS)]),
        ("license: other\nlicense_name: Own", [(2, 10, "license-incomplete", LICENSE_PARTS)]),
        ("license: other\nlicense_name: Own\nlicense_link: ''", [(2, 10, "license-incomplete", LICENSE_PARTS)]),
    ],
)
def test_licenses(header: str, expected: list[tuple[int, int, str, str]]) -> None:
    assert found(header) == expected


ISO = "Write an ISO 639 code such as 'en', or 'code' for programming languages."


@pytest.mark.parametrize(
    ("value", "code", "hint"),
    [
        ("EN", "language-unknown", "Did you mean 'en'?"),
        ("english", "language-unknown", "Did you mean 'en'?"),
        ("Xq", "language-unknown", ISO),
        ("protein", "language-unknown", ISO),
        ("pt-BR", "language-bcp47", "Write 'language: pt' and 'language_bcp47: [pt-BR]'."),
        ("zh_Hans", "language-bcp47", "Write 'language: zh' and 'language_bcp47: [zh_Hans]'."),
        ("zh-Hant-TW", "language-bcp47", "Write 'language: zh' and 'language_bcp47: [zh-Hant-TW]'."),
        ("PT-br", "language-bcp47", "Write 'language: pt' and 'language_bcp47: [PT-br]'."),
        ("xx-YY", "language-unknown", ISO),
    ],
)
def test_languages(value: str, code: str, hint: str) -> None:
    assert found(f"language: {value}") == [(2, 11, code, hint)]
    assert found(f"language:\n- en\n- {value}") == [(4, 3, code, hint)]


OTHER_TASK = "Put it among the tags, and the task it belongs to here."


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("text-clasification", "Did you mean 'text-classification'?"),
        ("Text Generation", "Did you mean 'text-generation'?"),
        ("conversational", OTHER_TASK),
    ],
)
def test_tasks(value: str, hint: str) -> None:
    assert found(f"pipeline_tag: {value}") == [(2, 15, "task-unknown", hint)]


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("Transformers", "Did you mean 'transformers'?"),
        ("transfomers", "Did you mean 'transformers'?"),
        ("qqqqq", "If it is a library of your own, leave it."),
    ],
)
def test_libraries(value: str, hint: str) -> None:
    assert found(f"library_name: {value}") == [(2, 15, "library-unknown", hint)]


@pytest.mark.parametrize("field", ["pipeline_tag", "library_name"])
def test_a_list_where_one_is_wanted_is_reported_for_its_shape_only(field: str) -> None:
    assert places(headed(f"{field}: [what, ever]").findings) == [("field-shape", 2, 15)]


def test_an_unknown_identifier_is_kept() -> None:
    data = headed("license: MIT\nlanguage: EN\npipeline_tag: Text\nlibrary_name: Own").data
    assert (data.license, data.language, data.pipeline_tag, data.library_name) == (("MIT",), ("EN",), "Text", "Own")


def test_a_long_value_is_cut_in_the_message() -> None:
    items = headed("license: " + "x" * 500).findings
    assert [item.code for item in items] == ["value-too-long", "license-unknown"]
    assert all(len(item.message) < 120 for item in items)
