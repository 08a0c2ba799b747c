"""What a match of a regular expression can begin with."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mkdocs_modelcards.render.first_characters import first_characters


@pytest.mark.parametrize(
    ("expression", "characters"),
    [
        ("a", "a"),
        ("abc", "a"),
        ("a|bc|[de]f", "abde"),
        ("(a|(?:bc|(?P<name>de)))f", "abd"),
        (r"\bif\b", "i"),
        (r"^(\s*)x", "x\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f "),
        ("(?<![.])(?=ab)(?!cd)(?<=e)[a-c]", "abc"),
        ("a?b*c+d", "abc"),
        ("a??b*?c+?d", "abc"),
        ("a{0}b{0,2}c{,3}d{,}e{2}f", "abcde"),
        ("a{1,}b", "a"),
        ("a{01}b", "a"),
        ("{a}", "{"),
        ("a{}", "a"),
        ("a{b|{|{1b", "a{"),
        ("(a|)b", "ab"),
        ("(a*|b)c", "abc"),
        ("(a){0,1}b", "ab"),
        ("[]a]", "]a"),
        (r"[^\]\\a-zA-Z\W]", "0123456789_"),
        ("[([|]", "[(|"),
        (r"\[\(\|\)\]", "["),
        (r"\x41|\u0042|\U00000043", "ABC"),
        (r"\n|\t|\\|\.", "\n\t\\."),
        (r"\d", "0123456789"),
        ("(?i)a", "aA"),
        ("(?i)\u017f", "sS"),
        ("é|a", "a"),
        ("é", ""),
    ],
)
def test_what_a_match_begins_with(expression: str, characters: str) -> None:
    assert first_characters(re.compile(expression)) == frozenset(characters)


def test_flags_are_followed() -> None:
    assert first_characters(re.compile("a", re.IGNORECASE)) == frozenset("aA")
    assert "\n" not in (first_characters(re.compile(".")) or "\n")
    assert "\n" in (first_characters(re.compile(".", re.DOTALL)) or "")


@pytest.mark.parametrize(
    "expression", ["", "a?", "a*", "(|a)", "a|", "(?:a{0,2})b*", "^$", r"\A", r"\b", "(?=a)", "()"]
)
def test_empty_matches_can_stand_before_anything(expression: str) -> None:
    assert first_characters(re.compile(expression)) is None


@pytest.mark.parametrize(
    "expression",
    [
        r"(a)\1",
        r"(?P<a>b)(?P=a)",
        "(a)?(?(1)b|c)",
        "(?x) a",
        "(?x: a)",
        "(?i:a)",
        "(?-i:a)",
        "(?#a)b",
        r"\N{COLON}",
        r"\07",
        r"(\07)",
        r"\0",
        "((?#a))b",
    ],
)
def test_what_is_rare_can_begin_with_anything(expression: str) -> None:
    assert first_characters(re.compile(expression)) is None


def test_comments_of_verbose_expressions_are_not_read() -> None:
    assert first_characters(re.compile(" b # a", re.VERBOSE)) is None


PIECES = r"a b A é { } {0} {2} {,1} {1,} { , ] [a] [^a] []b] [^]b] [a-c\]] \w \W \s \. \\ \x41 \b ^ $ . - 1 0".split()
QUANTIFIERS = ["", "", "", "?", "*", "+", "??", "{0}", "{0,1}", "{1}", "{,2}", "{2,}"]
EXPRESSIONS = st.recursive(
    st.sampled_from(PIECES),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"({'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(QUANTIFIERS)).map(lambda parts: f"(?:{parts[0]}){parts[1]}"),
        st.tuples(st.sampled_from(["(?=", "(?!", "(?P<x>", "(?<=a", "(?<!"]), inner).map(
            lambda parts: f"{parts[0]}{parts[1]})"
        ),
    ),
    max_leaves=6,
)


@given(
    EXPRESSIONS,
    st.sampled_from([0, re.IGNORECASE, re.DOTALL | re.MULTILINE]),
    st.text("aAbB{}[]\\.-10 \n,é^$", max_size=8),
)
def test_no_match_begins_with_anything_else(expression: str, flags: int, text: str) -> None:
    try:
        pattern = re.compile(expression, flags)
    except re.error:
        assume(False)
    first = first_characters(pattern)
    for position in range(len(text) + 1):
        if first is not None and pattern.match(text, position):
            assert position < len(text)
            assert text[position] in first or not text[position].isascii()
