"""Single values of a header: each reading, and what is said about a wrong shape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.parse.fields import MAX_SHORT_CHARACTERS, FieldReader, described, is_null, scalar_text
from mkdocs_modelcards.parse.yaml_tree import Mapped, Scalar, Sequence, read_yaml

from .helpers import PATH, mapped, node, places, quick, reader


def said(read: FieldReader) -> list[str]:
    """The messages, in the order in which they came."""
    return [found.message for found in read.findings]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("mit", "mit"),
        ("' mit '", "mit"),
        ("no", "no"),
        ("true", "true"),
        ("1.50", "1.50"),
        ("0x1F", "0x1F"),
        ("2024-01-31", "2024-01-31"),
        ("''", None),
        ("' '", None),
        ("~", None),
        ("'~'", "~"),
        ("|\n  a\n  b\n", "a\nb"),
    ],
)
def test_a_text(value: str, text: str | None) -> None:
    read = reader()
    assert read.text(node(value), "field") == text
    assert read.findings == []


@pytest.mark.parametrize(("value", "what"), [("[a]", "a list"), ("{a: b}", "a mapping"), ("[]", "a list")])
def test_a_text_of_the_wrong_shape(value: str, what: str) -> None:
    read = reader()
    assert read.text(mapped(f"field: {value}").items["field"], "field") is None
    assert places(read.findings) == [("field-shape", 1, 8)]
    assert said(read) == [f"'field' must be a text; this is {what}."]


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ("a", ("a",)),
        ("[a]", ("a",)),
        ("- b\n- a\n- b\n- ' a'", ("b", "a")),
        ("[]", ()),
        ("~", ()),
        ("''", ()),
        ("[a, ~, '', 1, true]", ("a", "1", "true")),
        (
            r'["\ufeff", "\ufefffoo", " \ufeff foo\u2003\ufeff ", "b\ufeffc"]',
            ("foo", "b\N{ZERO WIDTH NO-BREAK SPACE}c"),
        ),
        ("a, b", ("a, b",)),
    ],
)
def test_a_text_or_a_list_of_texts(value: str, texts: tuple[str, ...]) -> None:
    read = reader()
    assert read.texts(node(value), "field") == texts
    assert read.findings == []


@pytest.mark.parametrize("space", [chr(code) for code in range(0x11000) if chr(code).isspace()] + ["\ufeff"], ids=ascii)
def test_what_is_no_part_of_a_text_at_its_ends(space: str) -> None:
    read = reader()
    long = f"{'x' * (MAX_SHORT_CHARACTERS - 1)}{space}y"
    texts = (f"{space}a{space} {space}", f"{space}{space}", long)
    items = Sequence(tuple(Scalar(text, text, 1, 1) for text in texts), 1, 1)
    assert read.texts(items, "field") == ("a", "x" * (MAX_SHORT_CHARACTERS - 1))


def test_items_of_the_wrong_shape_are_reported_one_by_one() -> None:
    read = reader()
    assert read.texts(node("- a\n- [b]\n- {c: d}\n- e"), "field") == ("a", "e")
    assert places(read.findings) == [("field-shape", 2, 3), ("field-shape", 3, 3)]
    assert said(read) == [
        "'field' must be a text or a list of texts; this is a list.",
        "'field' must be a text or a list of texts; this is a mapping.",
    ]
    assert read.texts(node("{a: b}"), "field") == ()


@pytest.mark.parametrize(("value", "boolean"), [("true", True), ("FALSE", False), ("~", None)])
def test_a_boolean(value: str, boolean: bool | None) -> None:
    read = reader()
    assert read.boolean(node(value), "field") is boolean
    assert read.findings == []


@pytest.mark.parametrize(
    ("value", "what"), [("yes", "'yes'"), ("'true'", "'true'"), ("1", "'1'"), ("[]", "a list"), ("{}", "a mapping")]
)
def test_what_is_no_boolean(value: str, what: str) -> None:
    read = reader()
    assert read.boolean(node(value), "field") is None
    assert said(read) == [f"'field' must be true or false; this is {what}."]


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("12", 12.0),
        ("'12.5'", 12.5),
        ("' 12 '", 12.0),
        ("-0.5", -0.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("'1E-3'", 0.001),
        ("~", None),
        ("1" * 300, float("1" * 300)),
    ],
)
def test_a_number(value: str, number: float | None) -> None:
    read = reader()
    assert read.number(node(value), "field") == number
    assert read.findings == []


@pytest.mark.parametrize(
    "value", ["a lot", "'12 g'", "1_000", "'1,5'", ".inf", "nan", "'nan'", "1e999", "true", "0x1F", "''", "[1]", "'١٢'"]
)
def test_what_is_no_number(value: str) -> None:
    read = reader()
    assert read.number(node(value), "field") is None
    assert places(read.findings) == [("field-shape", 1, 1)]


def test_a_number_of_a_megabyte_is_read_quickly() -> None:
    with quick():
        assert reader().number(node("0." + "1" * 900_000 + "e5"), "field") == pytest.approx(11111.1111)
        assert reader().number(node("1" * 900_000), "field") is None
        assert reader().number(node("'" + " " * 900_000 + "x'"), "field") is None


@pytest.mark.parametrize(("value", "is_read"), [("{a: b}", True), ("~", False)])
def test_a_mapping(value: str, is_read: bool) -> None:
    read = reader()
    assert isinstance(read.mapping(node(value), "field"), Mapped) == is_read
    assert read.findings == []


def test_a_list_of_anything() -> None:
    read = reader()
    assert [described(item) for item in read.sequence(node("[a, [b], {c: d}, ~]"), "field")] == [
        "'a'",
        "a list",
        "a mapping",
        "empty",
    ]
    assert read.sequence(node("~"), "field") == ()
    assert read.findings == []


def test_other_shapes_are_reported_with_the_code_that_is_asked_for() -> None:
    read = reader()
    assert read.mapping(node("[a]"), "one") is None
    assert read.mapping(node("a"), "two") is None
    assert read.sequence(node("{a: b}"), "three", "widget-invalid") == ()
    assert [(found.code, found.message) for found in read.findings] == [
        ("field-shape", "'one' must be a mapping of keys to values; this is a list."),
        ("field-shape", "'two' must be a mapping of keys to values; this is 'a'."),
        ("widget-invalid", "'three' must be a list; this is a mapping."),
    ]


def test_a_field_that_is_absent_is_never_reported() -> None:
    read = reader()
    assert (read.text(None, "f"), read.boolean(None, "f"), read.number(None, "f"), read.mapping(None, "f")) == (
        None,
    ) * 4
    assert (read.texts(None, "f"), read.sequence(None, "f")) == ((), ())
    assert read.findings == []


def test_null_is_not_a_text_that_says_so() -> None:
    assert is_null(node("~"))
    assert not is_null(node("'null'"))
    assert not is_null(node("[]"))
    assert scalar_text(Scalar("null", "null", 1, 1)) == "null"
    assert scalar_text(Scalar("null", None, 1, 1)) is None


@given(st.text())
def test_any_value_is_read_in_any_way(text: str) -> None:
    root = read_yaml(PATH, text).root
    read = reader()
    assert read.text(root, "f") != ""
    texts = read.texts(root, "f")
    assert len(set(texts)) == len(texts)
    assert read.number(root, "f") not in (float("inf"), float("-inf"))
    assert read.boolean(root, "f") in (True, False, None)
    assert isinstance(read.sequence(root, "f"), tuple)
    assert isinstance(root, (Scalar, Sequence, type(None))) or read.mapping(root, "f") is root
