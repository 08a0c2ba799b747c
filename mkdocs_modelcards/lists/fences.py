"""The blocks of a page's Markdown that ask for a list of models, and marks in their place.

Python-Markdown decides what is code only while it renders, and each extension for fenced code has rules of its own. So
this reads no more than is needed to tell a block that asks for a list from one that only shows how to, which stands in
a longer fence, in indented code or in a comment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

INFO = "modelcards"
"""What stands behind the opening fence."""

MARK = re.compile(r"<!-- modelcards/list (\d+) -->")
"""What takes the place of a block. Markdown keeps comments, and where nobody fills one in, it does not show."""

_QUOTES = r"(?P<quotes>(?:[ \t]{0,3}>[ \t]?)*)"
_LINE = re.compile(rf"{_QUOTES}(?P<indent>[ \t]*)(?P<text>.*)")
_FENCE = re.compile(r"(?P<fence>`{3,}(?=[^`]*\Z)|~{3,})[ \t]*(?P<info>.*)")
_CONTAINER = re.compile(r"(?:[-+*]|\d{1,9}[.)]|!!!|\?\?\?\+?|===[!+]*(?=[ \t]+[\"'])|\[\^[^\]]+\]:|:)(?=[ \t]|\Z)")
"""Begins a list's item, an admonition, a tab, a footnote or a definition, whose content is indented by `_TAB`."""

_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
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
    lines = [_line(line) for line in markdown.split("\n")]
    last_places = {line.text: number for number, line in enumerate(lines) if line.text[:3] in ("```", "~~~")}
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
        may_close = last_places.get(opening["fence"], -1) > number
        end = _end(lines, number, opening["fence"], asks=info == INFO) if may_close else None
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
    for number, fence in reversed(list(enumerate(fences))):
        blank = fence.prefix.rstrip()
        rest = [blank] * max(1, fence.end - fence.first - 2)
        lines[fence.first : fence.end] = [blank, f"{fence.prefix}<!-- modelcards/list {number} -->", *rest]
    return "\n".join(lines)


def _line(text: str) -> _Line:
    match = _LINE.match(text.rstrip())
    assert match is not None, "the pattern matches any line"
    width = len(match["indent"].expandtabs(_TAB))
    return _Line(match["quotes"].count(">"), width, match["text"], match["quotes"] + match["indent"])


def _end(lines: Sequence[_Line], start: int, fence: str, *, asks: bool) -> int | None:
    """The line after a block's closing fence, None where there is none.

    As in Python-Markdown, a closing fence is as long as the opening one and as far indented. In a block that asks for a
    list, another opening fence says that the closing one was forgotten: no YAML begins like that.
    """
    first = lines[start]
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line.text and (line.quotes < first.quotes or line.width < first.width):
            return None
        if line.text == fence and line.width == first.width:
            return number + 1
        if asks and line.text != fence and line.text.startswith(fence):
            return None
    return None


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
    text = _CODE_SPAN.sub("", lines[number].text)
    start = text.rfind("<!--")
    if start < 0 or "-->" in text[start:] or number >= last_end:
        return number + 1
    return next(later for later in range(number + 1, last_end + 1) if "-->" in lines[later].text) + 1
