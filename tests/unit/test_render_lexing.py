"""The tokens of code: exactly those of Pygments."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexer import Lexer, RegexLexer, combined, default, include, words
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String, Text, _TokenType

from mkdocs_modelcards.render.highlight import LANGUAGES
from mkdocs_modelcards.render.lexing import Scanner, Token, tokenizer

CORPUS = os.environ.get("CARDS_CORPUS")
KEPT = {"stripnl": False, "ensurenl": False}

SIGNS = "\n \t a _ 0 1.5e3 0x1F . , ; : = + - * / % & | < > ! ? @ # $ ~ ^ ` ' \" ( ) [ ] { } \\ é 日 🤗 \ufeff \x00 \r"
LONGER = (
    "\n\n|  |    |'''|\"\"\"|//|/*|*/|<!--|-->|{{|}}|${|#{|$(|<<A\nx\nA\n|r'|f\"|b'|\\n|\\\"|%s|\u2028|->|=>|::|...|=="
)
LINES = (
    '>>> ;$ ;<a href="b">;</a>;&amp;;@x;#!/bin/sh\n;+a\n;-b\n;GET / HTTP/1.1\n;  File "a", line 1, in b\n;[a]\n;---\n'
)
FRAGMENTS = (*SIGNS.split(" "), *LONGER.split("|"), *LINES.split(";"))


def pygments_tokens(language: str, code: str) -> list[Token]:
    return list(get_lexer_by_name(language, **KEPT).get_tokens(code))


@cache
def ready(language: str) -> Callable[[str], Iterator[Token]]:
    return tokenizer(language)


@cache
def fragments(language: str) -> tuple[str, ...]:
    """Pieces of code: those that languages share, and words and signs of the language's own rules."""
    states = getattr(get_lexer_by_name(language), "_tokens", {})
    sources = {rule[0].__self__.pattern for rules in states.values() for rule in rules}
    own = {piece for source in sources for piece in re.findall(r"[a-zA-Z_]+|[^\w\s]+", source) if len(piece) < 20}
    return (*FRAGMENTS, *sorted(own))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_each_language_has_pygments_tokens(language: str) -> None:
    pieces = fragments(language)
    for step in (1, 7):
        mixed = [piece for start in range(step) for piece in pieces[start::step]]
        for code in (mixed[first : first + 50] for first in range(0, len(mixed), 50)):
            assert list(ready(language)(" ".join(code))) == pygments_tokens(language, " ".join(code))
            assert list(ready(language)("".join(code))) == pygments_tokens(language, "".join(code))


@given(st.data(), st.sampled_from(sorted(LANGUAGES)))
def test_any_code_has_pygments_tokens(data: st.DataObject, language: str) -> None:
    code = "".join(data.draw(st.lists(st.sampled_from(fragments(language)), max_size=40)))
    assert list(ready(language)(code)) == pygments_tokens(language, code)


@pytest.mark.skipif(not CORPUS, reason="CARDS_CORPUS names no folder of real cards")
def test_code_of_real_cards_has_pygments_tokens() -> None:
    fence = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
    blocks = {
        (block[1].lower(), block[2][:6_000])
        for path in sorted(Path(CORPUS or "").rglob("*.md"))
        for block in fence.finditer(path.read_text(encoding="utf-8", errors="replace"))
        if block[1].lower() in LANGUAGES
    }
    assert len(blocks) > 100
    assert [block for block in blocks if list(ready(block[0])(block[1])) != pygments_tokens(*block)] == []


@pytest.mark.parametrize("language", ["python", "bash", "javascript", "markdown", "rust", "html"])
def test_languages_that_go_by_rules_are_scanned(language: str) -> None:
    assert isinstance(getattr(tokenizer(language), "__self__", None), Scanner)


@pytest.mark.parametrize("language", ["json", "yaml", "ruby", "pycon", "shell-session", "c", "numpy", "lua", "php"])
def test_lexers_with_ways_of_their_own_run_as_they_are(language: str) -> None:
    assert isinstance(getattr(tokenizer(language), "__self__", None), Lexer)


def test_a_lexer_without_the_states_that_are_read_runs_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mkdocs_modelcards.render.lexing._GRAMMAR", "_renamed")
    assert list(tokenizer("python")("x = 1")) == pygments_tokens("python", "x = 1")


@pytest.mark.parametrize("language", ["python", "json", "c"])
@pytest.mark.parametrize(
    "code", ["", "\n", "\n\nx\n\n", "  x", "x\r\ny\rz", "\ufeffx", "\ufeff\ufeff", "x\x00y", "\tx \n"]
)
def test_white_space_stays(language: str, code: str) -> None:
    assert list(tokenizer(language)(code)) == pygments_tokens(language, code)


class Rules(RegexLexer):
    """Rules whose beginnings are hard to tell."""

    tokens = {  # noqa: RUF012 (the form that Pygments asks for)
        "root": [
            (r"(['\"])a\1", String),
            (r"(?P<quote>`)a(?P=quote)", String),
            (r"(<)?(?(1)>|-)", Operator),
            (r"(?x) @ [ab] # c", Name.Decorator),
            (r"(?i)if\b", Keyword),
            (r"(?i:k)b", Keyword),
            (words(("ab", "abc"), suffix=r"\b"), Name.Builtin),
            (r"^b", Comment),
            (r"(?<=a)b", Comment),
            (r"a(?=b)", Number),
            (r"\d*\.\d+|\d{2,}", Number),
            (r"[éc]", Name),
            (r" +$", Text),
        ],
    }


class Stack(RegexLexer):
    """Every way to change the state."""

    tokens = {  # noqa: RUF012
        "root": [
            (r"\(", Punctuation, "#push"),
            (r"\)", Punctuation, "#pop"),
            (r"\[", Punctuation, ("inner", "#push", "inner")),
            (r"\{", Punctuation, combined("inner", "braces")),
            (r"<", Punctuation, "maybe"),
            (r"a", Name),
        ],
        "inner": [
            include("end"),
            (r"a+", String),
            (r"b", String, ("#pop", "#pop", "root")),
            (r"c", Text, ("#pop",) * 9),
        ],
        "end": [(r"\]", Punctuation, "#pop:2"), (r"\)", Punctuation, "#pop:9")],
        "braces": [(r"\}", Punctuation, "#pop"), (r"[^}\n]", Comment)],
        "maybe": [(r"a", Keyword), default("#pop")],
    }


def parts(lexer: Lexer, match: re.Match[str]) -> Iterator[tuple[int, _TokenType, str]]:
    yield match.start(1), Name, match[1]
    yield from lexer.get_tokens_unprocessed(match[2])


class Callbacks(RegexLexer):
    """Rules that hand what they match to a function."""

    tokens = {  # noqa: RUF012
        "root": [(r"(a+)(.*?)\1", parts), (r"(b)(.*)", parts, "inner")],
        "inner": [(r"(.)(=)", parts, "#pop")],
    }


class Folded(RegexLexer):
    """Rules that do not tell upper from lower case, and dots that match line ends."""

    flags = re.IGNORECASE | re.DOTALL
    tokens = {"root": [(r"ka", Keyword), (r"\u017fa", Name), (r"b.", String)]}  # noqa: RUF012


LEXERS = (Rules(**KEPT), Stack(**KEPT), Callbacks(**KEPT), Folded(**KEPT))


@pytest.mark.parametrize("lexer", LEXERS, ids=lambda lexer: type(lexer).__name__)
@given(st.text("abcABkKsS\u017f\u212aé iIfF01.'\"`<>-@()[]{}=\n", max_size=30))
def test_any_rules_give_pygments_tokens(lexer: Lexer, code: str) -> None:
    assert list(Scanner(lexer).tokens(code)) == list(lexer.get_tokens(code))


@pytest.mark.parametrize(
    ("lexer", "code"),
    [
        (LEXERS[0], "'a' \"a\" 'a\" `a` <> <- - @a @b IF if iffy KB kb ab abc abcd\nb ab 1 12 .5 é日  \n"),
        (LEXERS[1], "((a)))a[aab]a[[a]]a{a]}b}a<a<a\n[[[aa)a\n]"),
        (LEXERS[2], "aab)aa)a\nba(ac\na=)=a\n"),
        (LEXERS[3], "KA \u212aa \u017fa Sa sA b\nba"),
    ],
)  # fmt: skip
def test_each_rule_is_followed(lexer: Lexer, code: str) -> None:
    assert list(Scanner(lexer).tokens(code)) == list(lexer.get_tokens(code))
