"""Find the formulas in Markdown, and leave alone what only looks like one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal

import msgspec

from .blocks import Blocks, Break, Line
from .lookalikes import TAG, is_formula, is_prose

_Kind = Literal["$$", "\\\\(", "\\("]

_STARTS = ("$$", "\\(", "<")
"""What a formula, or HTML that ends in later lines, starts with."""

_TOKEN = re.compile(r"\\+|`+|\${2,}|<(?=[a-zA-Z/!?])|\](?=\()")
_CLOSERS: dict[_Kind, re.Pattern[str]] = {
    "$$": re.compile(r"(?<![\\$])\$\$(?![$\d])"),
    "\\\\(": re.compile(r"(?<!\\)\\\\\)"),
    "\\(": re.compile(r"(?<!\\)(?:\\\\)*\\\)"),
}
_ENDS = re.compile(r"`+|-->|</(?:pre|code|script|style|textarea)(?=[\s/>])", re.IGNORECASE)
_RAW = re.compile(r"<(pre|code|script|style|textarea)(?=[\s>]|\Z)", re.IGNORECASE)
_OTHER_TAG = re.compile(r"<[?!][^<>]*>|<[a-z][a-z0-9+.-]{1,31}:[^\s<>]*>|<[^\s<>@\\]+@[a-z0-9.-]+>", re.IGNORECASE)
_DESTINATION = re.compile(
    r"\]\(\s*(?:(?:<(?:[^<>\\\r\n]|\\.)*>|(?:[^\s()\\]|\\\S|\((?:[^\s()\\]|\\\S|\((?:[^\s()\\]|\\\S)*\))*\))+)"
    r"(?:\s+(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?\s*)?\)",
    re.DOTALL,
)
_REST_OF_LINE = re.compile(r"[ \t]*(?:[.,;:][ \t]*)?(?=[\r\n]|\Z)")
_DIGIT = re.compile(r"\d")


class Formula(msgspec.Struct, frozen=True):
    """A formula: its TeX, and its place in the text with the delimiters.

    `tex` is what stands between the delimiters; in a quote, without the marks at the start of further lines.
    """

    tex: str
    display: bool
    start: int
    end: int


def find_formulas(markdown: str, skip: Sequence[tuple[int, int]] = ()) -> tuple[Formula, ...]:
    r"""The formulas of a text in its order: `$$…$$`, `\\(…\\)`, and `\(…\)` where that looks like one.

    There are none in code, in raw HTML's tags and comments and elements of code, and in the addresses of links.
    `skip` are sorted spans of more such places; formulas don't go across them, nor across blank lines.
    """
    if "$$" not in markdown and "\\(" not in markdown:
        return ()
    blocks = Blocks(markdown, skip)
    scan = _Scan(markdown)
    position = 0
    last = max(markdown.rfind("$$"), markdown.rfind("\\)"))
    # Lines after the last sign that can end a formula hold none.
    while position <= last and (lines := blocks.next_lines(position)):
        position = scan.run(lines, position)
    return tuple(scan.found)


class _Opener(msgspec.Struct):
    start: int
    end: int
    line: Line
    crossed: bool = False
    """Whether another block has started since."""
    loses_to_code: bool = False


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Formula] = []
        self.openers: dict[_Kind, _Opener] = {}
        self.ends: dict[str, list[int]] | None = None

    def run(self, lines: list[Line], position: int) -> int:
        """Find the formulas in a run of lines. Returns where to go on: after it, or after HTML that ends later."""
        self.openers = {}
        if not any(self._holds(sign, lines) for sign in _STARTS):
            return max(position, lines[-1].end)
        firsts = [number for number, line in enumerate(lines) if number == 0 or line.before != Break.NONE]
        for first, following in zip(firsts, [*firsts[1:], len(lines)], strict=True):
            self._start_block(lines[first].before)
            end = lines[following - 1].end
            number = first
            position = max(position, lines[first].start)
            while position < end and (token := _TOKEN.search(self.text, position, end)):
                while lines[number].end <= token.start():
                    number += 1
                position = self._take(token, lines[number], end)
        return max(position, lines[-1].end)

    def _holds(self, sign: str, lines: list[Line]) -> bool:
        return self.text.find(sign, lines[0].start, lines[-1].end) >= 0

    def _start_block(self, before: Break) -> None:
        display = self.openers.get("$$")
        self.openers = {}
        if display and before in (Break.NONE, Break.SOFT):
            display.crossed = True
            self.openers["$$"] = display

    def _take(self, token: re.Match[str], line: Line, end: int) -> int:
        """Returns where to go on."""
        sign = token[0][0]
        if sign == "\\":
            return self._after_backslashes(token, line, end)
        if sign == "$":
            self._dollars(token, line)
            return token.end()
        if sign == "<":
            return self._after_html(token.start(), line, end)
        start, stop = token.span()
        if sign == "`":
            closing = self._next_end(token[0], stop)
            if closing < 0 or closing >= end:
                return stop
            stop = closing + len(token[0])
        elif destination := _DESTINATION.match(self.text, start, end):
            stop = destination.end()
        return self._formula_into(start, stop, line) or stop

    def _after_backslashes(self, token: re.Match[str], line: Line, end: int) -> int:
        count, stop = len(token[0]), token.end()
        following = self.text[stop : stop + 1] if stop < end else ""
        if following and following in "()":
            if count == 2 or count % 2:
                kind: _Kind = "\\\\(" if count == 2 else "\\("
                start = stop - len(kind) + 1
                if following == "(":
                    self.openers[kind] = _Opener(start, stop + 1, line)
                else:
                    self._close(kind, start, stop + 1)
            return stop + 1
        if count % 2 == 0:
            return stop
        if following == "$":
            while stop < end and self.text[stop] == "$":
                stop += 1
            return stop
        return stop + 1

    def _dollars(self, token: re.Match[str], line: Line) -> None:
        start, end = token.span()
        if end - start > 2:
            # No formula holds so many, but a list of prices does.
            self.openers.pop("$$", None)
        elif _DIGIT.match(self.text, end) or not self._close("$$", start, end, line):
            self.openers["$$"] = _Opener(start, end, line)

    def _after_html(self, start: int, line: Line, end: int) -> int:
        if self.text.startswith("<!--", start):
            return self._after_comment(start, line, end)
        tag = TAG.match(self.text, start, end)
        if raw := _RAW.match(self.text, start, end):
            closing = self._next_end(f"</{raw[1].lower()}", raw.end())
            starts_block = start == line.content and raw[1].lower() != "code"
            if closing >= 0 and (tag or starts_block):
                return closing
            if starts_block and not self._is_indented(start):
                return len(self.text)
        tag = tag or _OTHER_TAG.match(self.text, start, end)
        return tag.end() if tag else start + 1

    def _after_comment(self, start: int, line: Line, end: int) -> int:
        closing = self._next_end("-->", start + 2)
        starts_block = start == line.content
        if closing >= 0 and (starts_block or closing < end):
            return closing + 3
        return len(self.text) if starts_block and not self._is_indented(start) else start + 4

    def _is_indented(self, start: int) -> bool:
        before = self.text[max(0, start - 4) : start]
        return before == "    " or before.endswith("\t")

    def _next_end(self, sign: str, position: int) -> int:
        if self.ends is None:
            self.ends = {}
            for match in _ENDS.finditer(self.text):
                self.ends.setdefault(match[0].lower(), []).append(match.start())
        places = self.ends.get(sign, [])
        index = bisect_left(places, position)
        return places[index] if index < len(places) else -1

    def _formula_into(self, start: int, end: int, line: Line) -> int | None:
        """The end of a formula that starts before a piece of code or an address and ends in it, if its TeX looks so."""
        for kind, opener in list(self.openers.items()):
            if opener.loses_to_code or not (closer := _CLOSERS[kind].search(self.text, start, end)):
                continue
            stop = closer.end() - len(kind)
            prose = kind != "\\(" and is_prose(self.text[opener.end : stop])
            if not prose and self._close(kind, stop, closer.end(), line):
                return closer.end()
            opener.loses_to_code = True
            self.openers[kind] = opener
        return None

    def _close(self, kind: _Kind, start: int, end: int, line: Line | None = None) -> bool:
        """Make a formula of what stands between the last opener and a closer, if it is one."""
        opener = self.openers.pop(kind, None)
        if opener is None:
            return False
        tex = self._tex(opener, start)
        if not tex.strip():
            return False
        if kind == "\\(" and not is_formula(tex, after_word=self._follows_word(opener)):
            return False
        if kind == "$$" and line and not self._is_display(opener, tex, start, line):
            return False
        # What was found inside, while this one might not have been closed, belongs to it.
        while self.found and self.found[-1].start > opener.start:
            self.found.pop()
        self.openers = {other: before for other, before in self.openers.items() if before.start < opener.start}
        self.found.append(Formula(tex, kind == "$$", opener.start, end))
        return True

    def _is_display(self, opener: _Opener, tex: str, start: int, line: Line) -> bool:
        first = opener.start == opener.line.content
        last = bool(_REST_OF_LINE.match(self.text, start + 2))
        if opener.crossed and not (first and last):
            return False
        if line.before is Break.ROW:
            return not is_prose(tex, in_row=True)
        alone = opener.line is line or (start == line.content and _REST_OF_LINE.match(self.text, opener.end))
        return bool(first and last and alone) or not is_prose(tex)

    def _follows_word(self, opener: _Opener) -> bool:
        before = self.text[max(0, opener.start - 1) : opener.start]
        return before.isalnum() or before == "_"

    def _tex(self, opener: _Opener, end: int) -> str:
        tex = self.text[opener.end : end]
        if not opener.line.quotes:
            return tex
        return re.sub(rf"(\r\n?|\n)(?:[ \t]*>){{1,{opener.line.quotes}}} ?", r"\1", tex)
