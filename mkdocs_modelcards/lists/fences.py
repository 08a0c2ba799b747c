"""The blocks of a page's Markdown that ask for a list of models, and marks in their place.

Python-Markdown decides what is code only while it renders, and each extension for fenced code has rules of its own. So
this reads no more than is needed to tell a block that asks for a list from one that only shows how to, which stands in
a longer fence, in indented code or in a comment.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

INFO = "modelcards"
"""What stands behind the opening fence."""

MARK = re.compile(r"<!-- modelcards/list ([0-9]{1,6}) -->")
"""What takes the place of a block. Markdown keeps comments, and where nobody fills one in, it does not show."""

_QUOTES = r"(?P<quotes>(?:[ \t]{0,3}>[ \t]?)*)"
_LINE = re.compile(rf"{_QUOTES}(?P<indent>[ \t]*)(?P<text>.*)")
_FENCE = re.compile(r"(?P<fence>`{3,}(?=[^`]*\Z)|~{3,})[ \t]*(?P<info>.*)")
_CONTAINER = re.compile(r"(?:[-+*]|\d{1,9}[.)]|!!!|\?\?\?\+?|===[!+]*(?=[ \t]+[\"'])|\[\^[^\]]+\]:|:)(?=[ \t]|\Z)")
"""Begins a list's item, an admonition, a tab, a footnote or a definition, whose content is indented by `_TAB`."""

_BACKTICKS = re.compile("`+")
_FENCE_SIGNS = re.compile("`{3,}|~{3,}")
_TAB = 4


class Fence(msgspec.Struct, frozen=True):
    """A block that asks for a list.

    `first` is the line of the opening fence, counted from 0, and `end` the one after the closing fence. `prefix` stands
    in front of each line, `body` are the lines in between without it. `after_info` is what the opening fence has behind
    its info string, at `after_column`, which counts from 1. `source` is the whole block without `prefix`.
    """

    first: int
    end: int
    prefix: str
    body: str
    is_closed: bool
    after_info: str
    after_column: int
    source: str


class _Line(msgspec.Struct, frozen=True):
    """A line's marks of quotes, how far it is indented behind them, and the rest."""

    quotes: int
    width: int
    text: str
    prefix: str


def find_fences(markdown: str) -> tuple[Fence, ...]:
    """The blocks of a page that ask for lists, in order."""
    if INFO not in markdown:
        return ()
    lines = [_line(line) for line in markdown.split("\n")]
    ends = _Ends(lines)
    last_comment_end = markdown.count("\n", 0, markdown.rfind("-->")) if "-->" in markdown else -1
    containers: list[_Line] = []
    found = []
    number = 0
    while number < len(lines):
        line = lines[number]
        opening = _FENCE.match(line.text)
        if not opening:
            _enter(containers, line, after_blank=number == 0 or not lines[number - 1].text)
            number = _after_comment(lines, number, last_comment_end)
            continue
        _leave(containers, line)
        info, after = (*opening["info"].split(maxsplit=1), "", "")[:2]
        end = ends.find(number, opening["fence"], asks=info == INFO)
        if info == INFO and not _is_indented_code(line, containers):
            found.append(_fence(lines, number, end, after))
        number = end or number + 1
    return tuple(found)


def with_marks(markdown: str, fences: Sequence[Fence]) -> str:
    """The page with a mark in the place of each block, as far indented, with the block's number.

    Blank lines stand around each, so that it becomes part of no paragraph. Other lines keep their numbers if there is
    room for the blank ones.
    """
    lines = markdown.split("\n")
    marked: list[str] = []
    place = 0
    for number, fence in enumerate(fences):
        blank = fence.prefix.rstrip()
        rest = [blank] * max(1, fence.end - fence.first - 2)
        marked += [*lines[place : fence.first], blank, f"{fence.prefix}<!-- modelcards/list {number} -->", *rest]
        place = fence.end
    return "\n".join([*marked, *lines[place:]])


def _line(text: str) -> _Line:
    match = _LINE.match(text.rstrip())
    assert match is not None, "the pattern matches any line"
    width = len(match["indent"].expandtabs(_TAB))
    return _Line(match["quotes"].count(">"), width, match["text"], match["quotes"] + match["indent"])


class _Ends:
    """Finds where blocks end, in a time that does not depend on how far that is.

    As in Python-Markdown, a closing fence is as long as the opening one and as far indented. In a block that asks for a
    list, another opening fence says that the closing one was forgotten: no YAML begins like that.
    """

    def __init__(self, lines: Sequence[_Line]) -> None:
        self._lines = lines
        self._same: dict[tuple[str, int], list[int]] = {}
        # The lengths of fences, negative, and those with an info string one less: a block is left open where a fence
        # follows that is longer than its own, or as long and no closing one.
        lengths: dict[str, list[int | None]] = {sign: [None] * len(lines) for sign in "`~"}
        for number, line in enumerate(lines):
            signs = _FENCE_SIGNS.match(line.text)
            if signs:
                self._same.setdefault((line.text, line.width), []).append(number)
                lengths[signs[0][0]][number] = -len(signs[0]) - (signs[0] != line.text)
        self._next_opening = {sign: _next_below(values, or_equal=True) for sign, values in lengths.items()}
        self._less_quoted = _next_below([line.quotes if line.text else None for line in lines])
        self._less_indented = _next_below([line.width if line.text else None for line in lines])

    def find(self, start: int, fence: str, *, asks: bool) -> int | None:
        """The line after a block's closing fence, None where there is none."""
        closing = self._same.get((fence, self._lines[start].width), ())
        place = bisect_right(closing, start)
        stops = [self._less_quoted[start], self._less_indented[start]]
        if asks:
            stops.append(self._next_opening[fence[0]][start])
        return closing[place] + 1 if place < len(closing) and closing[place] < min(stops) else None


def _next_below(values: Sequence[int | None], *, or_equal: bool = False) -> Sequence[int]:
    """For each value, the place of the next one that is less, or as great with `or_equal`; where None is, none is."""
    found = [len(values)] * len(values)
    waiting: list[tuple[int, int]] = []
    for place, value in enumerate(values):
        if value is None:
            continue
        while waiting and (value < waiting[-1][0] or (or_equal and value == waiting[-1][0])):
            found[waiting.pop()[1]] = place
        waiting.append((value, place))
    return found


def _fence(lines: Sequence[_Line], start: int, end: int | None, after: str) -> Fence:
    first = lines[start]
    stop = end or start + 1
    written = [_without(line, first) for line in lines[start:stop]]
    column = len(first.prefix) + written[0].rindex(after) + 1 if after else 1
    return Fence(
        first=start,
        end=stop,
        prefix=first.prefix,
        body="\n".join(written[1:-1]),
        is_closed=end is not None,
        after_info=after,
        after_column=column,
        source="\n".join(written),
    )


def _without(line: _Line, first: _Line) -> str:
    text = f"{line.prefix}{line.text}"
    return text[len(first.prefix) :] if text.startswith(first.prefix) else line.text


def _enter(containers: list[_Line], line: _Line, *, after_blank: bool) -> None:
    """Keep the containers that a line stands in, and the one that it begins."""
    is_container = _CONTAINER.match(line.text) is not None
    # A line that is less indented still belongs to the paragraph before it.
    if line.text and (after_blank or is_container):
        _leave(containers, line)
    if is_container and not _is_indented_code(line, containers):
        containers.append(line)


def _leave(containers: list[_Line], line: _Line) -> None:
    while containers and (containers[-1].quotes != line.quotes or containers[-1].width >= line.width):
        containers.pop()


def _is_indented_code(line: _Line, containers: Sequence[_Line]) -> bool:
    content = containers[-1].width + _TAB if containers else 0
    return line.width - content >= _TAB


def _after_comment(lines: Sequence[_Line], number: int, last_end: int) -> int:
    """The line after this one, or after the comment that begins in it."""
    if number >= last_end or "<!--" not in lines[number].text:
        return number + 1
    text = _without_code(lines[number].text)
    start = text.rfind("<!--")
    if start < 0 or "-->" in text[start:]:
        return number + 1
    return next(later for later in range(number + 1, last_end + 1) if "-->" in lines[later].text) + 1


def _without_code(text: str) -> str:
    """A line without its code spans: those end with as many backticks as they begin with, or with fewer."""
    runs = [(run.start(), run.end()) for run in _BACKTICKS.finditer(text)]
    starts: dict[int, list[int]] = {}
    for start, end in runs:
        starts.setdefault(end - start, []).append(start)
    kept = []
    place = 0
    for start, end in runs:
        if start < place:
            continue
        for length in range(end - start, 0, -1):
            same = starts.get(length, ())
            closing = bisect_right(same, start)
            if closing < len(same):
                kept.append(text[place:start])
                place = same[closing] + length
                break
    return "".join([*kept, text[place:]])
