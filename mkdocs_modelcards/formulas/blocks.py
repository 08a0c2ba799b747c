"""The blocks of a Markdown text that can hold formulas: all but code, reference definitions and what a caller skips.

This reads block structure no more closely than formulas need it. Where CommonMark would need the whole tree of lists
to tell text from code, it is taken for text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

import msgspec

from .lookalikes import TAG

_EOL = r"(?:\r\n?|\n|\Z)"
_LINE = re.compile(
    r"(?P<markers>(?:[ \t]*(?:>|[-+*](?=[ \t\r\n]|\Z)|\d{1,9}[.)](?=[ \t\r\n]|\Z)))*)"
    rf"(?P<indent>[ \t]*)(?P<text>[^\r\n]*){_EOL}"
)
_BLANK_LINES = re.compile(r"(?:[ \t>]*(?:\r\n?|\n))+")
_NO_SPACE = {ord(sign): None for sign in " \t>"}
_INDENTED = re.compile(r" {4}| {0,3}\t")
_INDENT = re.compile(r"[ \t>]*")
_FENCE = re.compile(r"`{3,}(?=[^`]*\Z)|~{3,}")
_IN_FENCE = re.compile(rf"(?P<indent>[ \t>]*)(?P<fence>`+|~+|)[ \t]*(?P<text>[^\r\n]*){_EOL}")
_HEADING = re.compile(r"#{1,6}(?:[ \t]|\Z)")
_UNDERLINE = re.compile(r"[-=_* \t]*")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:")
_STARTER = re.compile(rf"{_FOOTNOTE.pattern}|<(?:!--|(?:pre|script|style|textarea)\b)", re.IGNORECASE)
_DELIMITER_ROW = re.compile(r"(?=.*\|)(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?")
_REFERENCE = re.compile(
    r"\[(?!\^)(?:[^\[\]\\\r\n]|\\.)+\]:[ \t]*(?:(?:\r\n?|\n)[ \t]*)?(?:<[^<>\r\n]*>|[^\s<]\S*)"
    rf"(?:[ \t]+(?:\"[^\"\r\n]*\"|'[^'\r\n]*'|\([^()\r\n]*\)))?[ \t]*{_EOL}"
)
_HTML_NAMES = """address article aside base basefont blockquote body caption center col colgroup dd details dialog dir
    div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend
    li link main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th
    thead title tr track ul""".split()
_HTML_BLOCK = re.compile(rf"</?(?:{'|'.join(_HTML_NAMES)})(?=[\s/>]|\Z)", re.IGNORECASE)


class Break(Enum):
    """What comes between a line and the one before.

    A soft break starts a block by a sign that may be TeX as well, such as `-`. A heading and the row of a table are
    never part of a formula that has started before.
    """

    NONE = 0
    SOFT = 1
    HEADING = 2
    ROW = 3


class _Sign(Enum):
    """What the text of a line may be to the lines around it."""

    HEADING = 1
    HTML = 2
    START = 3
    LINE = 4


class Line(msgspec.Struct, frozen=True):
    """A line: where it starts, where its content does after the marks of quotes and lists, and where the next starts.

    `content` is None in the rest of a line whose start is something else.
    """

    start: int
    content: int | None
    end: int
    quotes: int
    before: Break


class Blocks:
    """Walks through a text from one run of lines to the next. Runs end where no formula can go on."""

    def __init__(self, text: str, skip: Sequence[tuple[int, int]]) -> None:
        self._text = text
        self._skip = skip
        self._skipped = 0
        self._in_list = False

    def next_lines(self, position: int) -> list[Line]:
        """The first run of lines at or after a position, empty at the end of the text."""
        text = self._text
        while True:
            position, limit = self._bounds(position)
            if position >= len(text):
                return []
            if blank := _BLANK_LINES.match(text, position, limit):
                position = blank.end()
                continue
            line = _match(_LINE, text, position, limit)
            if _is_blank(line):
                position = line.end()
            elif self._is_code(line):
                position = self._code_end(line, limit)
            elif fence := self._fence(line):
                self._note_list(line, first=True)
                position = self._fence_end(line, fence)
            elif reference := _REFERENCE.match(text, line.start("text"), limit):
                position = reference.end()
            else:
                return self._run(line, limit)

    def _bounds(self, position: int) -> tuple[int, int]:
        while self._skipped < len(self._skip) and self._skip[self._skipped][0] <= position:
            position = max(position, self._skip[self._skipped][1])
            self._skipped += 1
        return position, self._skip[self._skipped][0] if self._skipped < len(self._skip) else len(self._text)

    def _run(self, line: re.Match[str], limit: int) -> list[Line]:
        lines: list[Line] = []
        position = line.start()
        previous = ""
        html = table = False
        after: _Sign | None = None
        while position < limit:
            line = _match(_LINE, self._text, position, limit)
            markers, content = line["markers"], line["text"]
            if _is_blank(line) or (lines and not html and self._ends_run(line, after)):
                break
            sign = None if content[:1].isalnum() else _sign(content, first=not lines)
            if not html and "|" in previous and content[:1] in ("|", ":", "-") and _DELIMITER_ROW.fullmatch(content):
                table = True
                lines[-1] = msgspec.structs.replace(lines[-1], before=Break.ROW)
            quotes = markers.count(">")
            before = Break.NONE
            if table:
                before = Break.ROW
            elif sign or after or markers:
                deeper = quotes > (lines[-1].quotes if lines else 0)
                before = _break(sign, after, starts=deeper or _has_item(line))
            if lines and before is not Break.NONE and _REFERENCE.match(self._text, line.start("text"), limit):
                break
            html = html or sign is _Sign.HTML
            self._note_list(line, first=not lines)
            start_of_content = line.start("text") if self._at_line_start(position) else None
            position = line.end()
            lines.append(Line(line.start(), start_of_content, position, quotes, before))
            previous, after = content, sign
        return lines

    def _ends_run(self, line: re.Match[str], after: _Sign | None) -> bool:
        if self._fence(line):
            return True
        if after is _Sign.HEADING or after is _Sign.LINE:
            return self._is_code(line)
        # An indented line goes on with a paragraph, whatever it starts with.
        return _is_item(line) and not _INDENTED.match(self._text, line.start()) and self._is_code(line)

    def _note_list(self, line: re.Match[str], *, first: bool) -> None:
        if _is_item(line) or _FOOTNOTE.match(line["text"]):
            self._in_list = True
        elif first and _width(line["indent"]) < 2:
            self._in_list = False

    def _at_line_start(self, position: int) -> bool:
        return position == 0 or self._text[position - 1] in "\r\n"

    def _is_code(self, line: re.Match[str]) -> bool:
        start, markers = line.start(), line["markers"]
        if not self._at_line_start(start) or (self._in_list and not _is_item(line)):
            return False
        return self._is_indented(start) or (bool(markers) and _width(markers + line["indent"]) - _width(markers) > 4)

    def _is_indented(self, start: int) -> bool:
        return not self._in_list and bool(_INDENTED.match(self._text, start))

    def _code_end(self, line: re.Match[str], limit: int) -> int:
        position = line.end()
        if not self._is_indented(line.start()):
            self._in_list = self._in_list or _is_item(line)
            return position
        while position < limit:
            following = _match(_LINE, self._text, position, limit)
            if not _INDENTED.match(self._text, position, limit):
                break
            position = following.end()
        return position

    def _fence(self, line: re.Match[str]) -> str:
        if line["text"][:1] not in ("`", "~") or not self._at_line_start(line.start()):
            return ""
        if not line["markers"] and self._is_indented(line.start()):
            return ""
        fence = _FENCE.match(line["text"])
        return fence[0] if fence else ""

    def _fence_end(self, line: re.Match[str], fence: str) -> int:
        """Where fenced code ends: after its closing fence, or where the quote or the list item that holds it does."""
        text = self._text
        quotes = line["markers"].count(">")
        width = _width(line["markers"] + line["indent"])
        item = 0 if quotes else width if _is_item(line) else min(width, 2) if self._in_list else 0
        position, limit = self._bounds(line.end())
        if _match(_INDENT, text, line.end(), limit).end() == limit:
            # The caller skips the code, but not the fences around it.
            limit = len(text)
        while position < limit:
            inside = _match(_IN_FENCE, text, position, limit)
            indent = inside["indent"]
            space = _width(indent if quotes else indent.partition(">")[0])
            if indent.count(">") < quotes or (space < item and inside.end("text") > inside.end("indent")):
                return position
            position = inside.end()
            if inside["fence"].startswith(fence) and not inside["text"] and space < width + 4:
                return position
        return limit


def _is_blank(line: re.Match[str]) -> bool:
    return not line["text"] and not _has_item(line)


def _sign(content: str, *, first: bool) -> _Sign | None:
    start = content[:1]
    if start == "#":
        return _Sign.HEADING if _HEADING.match(content) else None
    if start == "<" and (_HTML_BLOCK.match(content) or (first and TAG.fullmatch(content.rstrip()))):
        return _Sign.HTML
    if start in ("<", "["):
        return _Sign.START if _STARTER.match(content) else None
    # A line that only starts an item is one of these too.
    return _Sign.LINE if start in ("", "-", "=", "_", "*") and _UNDERLINE.fullmatch(content) else None


def _break(sign: _Sign | None, after: _Sign | None, *, starts: bool) -> Break:
    if sign is _Sign.HEADING or after is _Sign.HEADING:
        return Break.HEADING
    if starts or sign is _Sign.HTML or sign is _Sign.START or after is _Sign.LINE:
        return Break.SOFT
    return Break.NONE


def _has_item(line: re.Match[str]) -> bool:
    markers = line["markers"]
    return bool(markers) and bool(markers.strip(" \t>"))


def _is_item(line: re.Match[str]) -> bool:
    """Whether a line starts an item of a list. A line across the page such as `* * *` only begins like one."""
    return _has_item(line) and bool(line["text"] or len(line["markers"].translate(_NO_SPACE)) < 3)


def _width(indent: str) -> int:
    return len(indent.expandtabs(4))


def _match(pattern: re.Pattern[str], text: str, position: int, limit: int) -> re.Match[str]:
    match = pattern.match(text, position, limit)
    assert match is not None, "the pattern matches any line"
    return match
