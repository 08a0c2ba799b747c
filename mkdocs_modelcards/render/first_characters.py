"""Which characters a match of a regular expression can begin with, read from the expression's source."""

from __future__ import annotations

import re
from typing import NamedTuple

_ASCII = "".join(map(chr, range(128)))

_FLAGS = re.compile(r"\(\?[aimsu]+\)")
"""Flags for the whole expression, in front of it."""

_POSITION = re.compile(r"[$^]|\\[AbBZ]")
_LOOK_AROUND = re.compile(r"\(\?<?[=!]")
_GROUP = re.compile(r"\((?!\?)|\(\?:|\(\?P<\w+>")
_CHARACTER = re.compile(
    r"""
    \[ \^? ]? (?: [^\]\\] | \\. )* ]  # a set; what stands first in it does not end it
    | \\ (?: x[0-9a-fA-F]{2} | u[0-9a-fA-F]{4} | U[0-9a-fA-F]{8} | [adDfnrsStvwW] | [^0-9a-zA-Z] )
    | [^\\()\[|*+?]
    """,
    re.DOTALL | re.VERBOSE,
)
_TIMES = re.compile(r"(?:(?P<maybe>[*?]|\{0*(?:,\d*)?\}(?<!\{\}))|\+|\{\d+(?:,\d*)?\})[?+]?")


class _Part(NamedTuple):
    """What a part of an expression can begin with, whether it can match nothing, and where it ends."""

    characters: tuple[str, ...]
    maybe_empty: bool
    end: int


class _UnclearError(Exception):
    """The expression holds what is not read here."""


def first_characters(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """The ASCII characters that a match can begin with, and perhaps more of them. Nothing is said of other characters.

    None when a match can be empty, or when the expression holds something rare: then a match can begin with anything.
    The syntax is Python's, see https://docs.python.org/3/library/re.html#regular-expression-syntax.
    """
    if pattern.flags & re.VERBOSE:
        return None
    flags = _FLAGS.match(pattern.pattern)
    try:
        whole = _choice(pattern.pattern, flags.end() if flags else 0)
    except _UnclearError:
        return None
    if whole.maybe_empty or whole.end < len(pattern.pattern):
        return None
    return frozenset(re.findall("|".join(whole.characters), _ASCII, pattern.flags))


def _choice(source: str, start: int) -> _Part:
    """Alternatives, up to the end of their group."""
    characters: list[str] = []
    maybe_empty = False
    while True:
        part = _sequence(source, start)
        characters += part.characters
        maybe_empty |= part.maybe_empty
        if not source.startswith("|", part.end):
            return _Part(tuple(characters), maybe_empty, part.end)
        start = part.end + 1


def _sequence(source: str, start: int) -> _Part:
    characters: list[str] = []
    maybe_empty = True
    while start < len(source) and source[start] not in "|)":
        part = _item(source, start)
        times = _TIMES.match(source, part.end)
        if maybe_empty:
            characters += part.characters
            maybe_empty = part.maybe_empty or bool(times and times["maybe"])
        start = times.end() if times else part.end
    return _Part(tuple(characters), maybe_empty, start)


def _item(source: str, start: int) -> _Part:
    if position := _POSITION.match(source, start):
        return _Part((), True, position.end())
    if opening := _LOOK_AROUND.match(source, start):
        return _Part((), True, _closed(source, _choice(source, opening.end())).end)
    if opening := _GROUP.match(source, start):
        return _closed(source, _choice(source, opening.end()))
    if character := _CHARACTER.match(source, start):
        return _Part((character[0],), False, character.end())
    raise _UnclearError


def _closed(source: str, part: _Part) -> _Part:
    if not source.startswith(")", part.end):
        raise _UnclearError
    return part._replace(end=part.end + 1)
