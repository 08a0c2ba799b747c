"""The header's fences: where a card's metadata ends and its text starts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_modelcards.parse.header import MAX_HEADER_CHARACTERS, split_card

from .helpers import PATH, places, quick


@pytest.mark.parametrize(
    ("text", "header", "header_line", "body", "body_line"),
    [
        ("---\na: 1\n---\nText\n", "a: 1\n", 2, "Text\n", 4),
        ("---\r\na: 1\r\n---\r\nText\r\n", "a: 1\r\n", 2, "Text\r\n", 4),
        ("\ufeff---\na: 1\n---\nText", "a: 1\n", 2, "Text", 4),
        ("\ufeff---\r\na: 1\r\n---\r\nText", "a: 1\r\n", 2, "Text", 4),
        ("\ufeff\n\n---\na: 1\n---\nText", "a: 1\n", 4, "Text", 6),
        ("\n\n---\na: 1\n---\nText", "a: 1\n", 4, "Text", 6),
        ("\r\n \t\r\n---\r\na: 1\r\n---\r\nText", "a: 1\r\n", 4, "Text", 6),
        ("---  \na: 1\n--- \t\nText", "a: 1\n", 2, "Text", 4),
        (" ---\na: 1\n---\nText", "a: 1\n", 2, "Text", 4),
        ("---\na: 1\n---", "a: 1\n", 2, "", 4),
        ("---\n---\nText", "", 2, "Text", 3),
        ("---\n---", "", 2, "", 2),
        ("---\n\n\n---\n\nText", "\n\n", 2, "\nText", 5),
        ("---\na: 1\n---\nText\n\n---\n\nMore\n", "a: 1\n", 2, "Text\n\n---\n\nMore\n", 4),
        ("---\na: ---\nb: |\n  ---\n----\n---x\n---\nText", "a: ---\nb: |\n  ---\n----\n---x\n", 2, "Text", 8),
    ],
)
def test_a_header_between_fences(text: str, header: str, header_line: int, body: str, body_line: int) -> None:
    split = split_card(PATH, text)
    assert (split.header, split.header_line, split.findings) == (header, header_line, ())
    assert split.body == body
    assert split.body_line == body_line or not body


@pytest.mark.parametrize(
    "text", ["Text\n", "# Title\n\n---\na: 1\n---\n", "----\na: 1\n---\n", "--- a\n---\n", "-- -\n---\n", "***\n", "--"]
)
def test_a_card_without_a_header(text: str) -> None:
    split = split_card(PATH, text)
    assert (split.header, split.body, split.body_line) == (None, text, 1)
    assert places(split.findings) == [("header-missing", 1, 1)]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert split_card(PATH, "\ufeffText").body == "Text"


@pytest.mark.parametrize("text", ["", "\ufeff", " \n\t\r\n", "\n"])
def test_an_empty_file(text: str) -> None:
    split = split_card(PATH, text)
    assert (split.header, split.body.strip()) == (None, "")
    assert places(split.findings) == [("file-empty", 1, 1)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\na: 1\n\nText\n", 1),
        ("---\n", 1),
        ("\n\n---\na: 1\n", 3),
        ("\ufeff---\na: 1\n", 1),
        ("---\na: 1\n ---\nText", 1),
    ],
)
def test_a_header_that_is_never_closed_stays_in_the_text(text: str, line: int) -> None:
    split = split_card(PATH, text)
    assert (split.header, split.body, split.body_line) == (None, text.removeprefix("\ufeff"), 1)
    assert places(split.findings) == [("header-unclosed", line, 1)]


def test_a_header_that_is_too_large_is_left_out() -> None:
    text = "---\n" + "a" * MAX_HEADER_CHARACTERS + "\n---\nText\n"
    split = split_card(PATH, text)
    assert (split.header, split.body, split.body_line) == (None, "Text\n", 4)
    assert places(split.findings) == [("header-too-large", 1, 1)]
    assert "1,000,001" in split.findings[0].message


def test_a_header_of_the_greatest_size_is_read() -> None:
    header = "a" * (MAX_HEADER_CHARACTERS - 1) + "\n"
    assert split_card(PATH, f"---\n{header}---\n").header == header


LINES = st.text(st.sampled_from("-- \t\r\n\ufeffa:#\u2028\x0c"), max_size=30)
TEXT = st.one_of(st.text(), LINES, st.builds("---\n{}---\n{}".format, LINES, LINES))


@given(TEXT)
@settings(max_examples=200)
def test_nothing_is_lost_and_lines_are_right(text: str) -> None:
    split = split_card(PATH, text)
    plain = text.removeprefix("\ufeff")
    if split.header is None:
        assert split.body == plain or not plain.strip()
        return
    lines = plain.split("\n")
    assert lines[split.header_line - 2].strip() == "---"
    rest = "\n".join(lines[split.header_line - 1 :])
    assert rest.startswith(split.header)
    assert rest.removeprefix(split.header).split("\n")[0].strip() == "---"
    assert split.body == "\n".join(lines[split.body_line - 1 :]) or not split.body


@given(
    st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])), max_size=5),
    st.text(),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
    st.integers(0, 3),
)
def test_header_and_body_are_found_again(
    lines: list[str], body: str, newline: str, mark: str, blank_lines: int
) -> None:
    header = "".join(f"k: {line}{newline}" for line in lines)
    split = split_card(PATH, f"{mark}{newline * blank_lines}---{newline}{header}---{newline}{body}")
    assert (split.header, split.body, split.findings) == (header, body, ())
    assert split.header_line == blank_lines + 2
    assert split.body_line == split.header_line + len(lines) + 1


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 500_000,
        " " * 500_000,
        "\ufeff" * 500_000,
        " \n" * 250_000 + "--",
        "---" + " " * 500_000,
        "---\n" * 200_000,
        "---\n" + "--- x\n" * 100_000,
        "---\n" + ("---" + " " * 1000 + "x\n") * 500,
    ],
)
def test_hostile_fences_are_split_quickly(text: str) -> None:
    with quick():
        split_card(PATH, text)
