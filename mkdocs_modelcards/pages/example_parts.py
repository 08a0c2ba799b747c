"""Inputs and outputs of examples as a page shows them: text, lists, tables, scores. All of them are bounded."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import ClassVar

import msgspec

from ..parse.yaml_tree import Plain

MAX_TEXT = 5_000
MAX_WORDS = 300
"""Characters of a label, a cell or an item of a list."""

MAX_ITEMS = 50
"""Items of a list, rows and columns of a table, scores."""

FOLDED_FROM = 700
"""Characters from which the end of a text folds away."""

LEAD = 500
"""Characters of such a text that stay."""

COST_OF_MARKUP = 10
"""Characters that each text is counted more: even an empty cell is a few bytes."""

_LABELS = ("label", "answer", "entity_group", "entity", "token_str")
_POSITIONS = frozenset({"score", "start", "end", "index", "token"})
"""Where in the input something was found; the words that stand there say more."""


class Room:
    """How many characters the examples of a page may still take."""

    def __init__(self, characters: int) -> None:
        self.left = characters

    def cut(self, text: str, limit: int) -> str:
        """A text, cut to a limit and to the room that is left."""
        limit = max(1, min(limit, self.left))
        shown = text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
        self.left -= len(shown) + COST_OF_MARKUP
        return shown


class Text(msgspec.Struct, frozen=True):
    """A text; the end of a long one, `rest`, opens on demand."""

    kind: ClassVar[str] = "text"
    lead: str
    rest: str = ""


class Code(msgspec.Struct, frozen=True):
    """A value of an unknown shape, as JSON."""

    kind: ClassVar[str] = "code"
    text: str


class Items(msgspec.Struct, frozen=True):
    """A list of short texts, and how many more there are."""

    kind: ClassVar[str] = "items"
    items: tuple[str, ...]
    more: int = 0


class Table(msgspec.Struct, frozen=True):
    """A table. `header` is empty where the first cell of each row is its header; `more` counts the rows left out."""

    kind: ClassVar[str] = "table"
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: int = 0


class Score(msgspec.Struct, frozen=True):
    """A label, what it was given to, its score as the card says it, and the length of a bar in percent."""

    label: str
    detail: str
    score: str
    percent: int | None


class Scores(msgspec.Struct, frozen=True):
    """Scores in the card's order. `has_details` and `has_bars` say whether any of them has one."""

    kind: ClassVar[str] = "scores"
    rows: tuple[Score, ...]
    has_details: bool
    has_bars: bool
    more: int = 0


class Note(msgspec.Struct, frozen=True):
    """What is said in the place of a value, such as that there is nothing."""

    kind: ClassVar[str] = "note"
    text: str


NOTHING = Note("Nothing")


def text_part(text: str, room: Room, limit: int = MAX_TEXT) -> Text | Note:
    """A text, split where it is long."""
    text = text.strip()
    if not text:
        return NOTHING
    text = room.cut(text, limit)
    if len(text) <= FOLDED_FROM:
        return Text(text)
    words = text.rfind(" ", LEAD // 2, LEAD)
    place = LEAD if words < 0 else words
    return Text(text[:place], text[place:].lstrip())


def is_scalar(value: Plain) -> bool:
    """Whether a value is a text, a number or the like."""
    return not isinstance(value, (dict, list))


def plain_text(value: Plain) -> str:
    """A value on one line, at least as long as any text may be when it is longer than that."""
    if isinstance(value, str):
        return value
    return "" if value is None else _json(value)


def _json(value: Plain) -> str:
    """A value as JSON, up to what may be shown: aliases can make a value that is much larger than the card."""
    found: list[str] = []
    length = 0
    for piece in json.JSONEncoder(ensure_ascii=False).iterencode(value):
        found.append(piece)
        length += len(piece)
        if length > MAX_TEXT:
            break
    return "".join(found)


def code_part(value: Plain, room: Room) -> Code:
    """A value as JSON."""
    return Code(room.cut(_json(value), MAX_TEXT))


def value_part(value: Plain, room: Room) -> Text | Items | Code | Note:
    """A value of any shape: a text, a list of texts, or JSON."""
    if isinstance(value, list) and value and all(map(is_scalar, value)):
        return Items(tuple(room.cut(plain_text(item), MAX_WORDS) for item in value[:MAX_ITEMS]), _more(value))
    if is_scalar(value):
        return text_part(plain_text(value), room)
    return code_part(value, room) if value else NOTHING


def settings_part(settings: Mapping[str, Plain], room: Room) -> Text | Note:
    """Names with their values, one on each line."""
    lines = []
    for name, value in list(settings.items())[:MAX_ITEMS]:
        lines.append(f"{name[:MAX_WORDS]}: {plain_text(value)[:MAX_WORDS]}")
    return text_part("\n".join(lines), room)


def table_part(value: Plain, room: Room) -> Table | None:
    """A mapping of columns to their cells, or a list of rows, as a table; None for another shape.

    A list of rows is one of mappings, or of lists, the first of which names the columns. A table of few rows and many
    columns is turned, so that it can be read on a phone.
    """
    read = _of_columns(value) if isinstance(value, dict) else _of_rows(value) if isinstance(value, list) else None
    if read is None:
        return None
    header = tuple(room.cut(plain_text(name), MAX_WORDS) for name in read.header)
    rows = tuple(tuple(room.cut(plain_text(cell), MAX_WORDS) for cell in row) for row in read.rows if room.left > 0)
    more = read.count - len(rows)
    if len(header) > 2 * len(rows):
        return Table((), tuple(zip(header, *rows, strict=True)), more)
    return Table(header, rows, more)


class _Cells(msgspec.Struct, frozen=True):
    """The names of columns, and the first of `count` rows, each of the header's length."""

    header: Sequence[Plain]
    rows: Sequence[Sequence[Plain]]
    count: int


def _of_columns(table: Mapping[str, Plain]) -> _Cells | None:
    columns = [_cells(column) for column in list(table.values())[:MAX_ITEMS]]
    count = max(map(len, columns), default=0)
    shown = range(min(count, MAX_ITEMS))
    rows = [[column[place] if place < len(column) else None for column in columns] for place in shown]
    return _Cells(list(table)[:MAX_ITEMS], rows, count) if count else None


def _cells(column: Plain) -> list[Plain]:
    if isinstance(column, dict):
        return list(column.values())
    return column if isinstance(column, list) else [column]


def _of_rows(table: Sequence[Plain]) -> _Cells | None:
    named = [row for row in table[:MAX_ITEMS] if isinstance(row, dict)]
    if named and len(named) == min(len(table), MAX_ITEMS):
        names = list(dict.fromkeys(name for row in named for name in row))[:MAX_ITEMS]
        return _Cells(names, [[row.get(name) for name in names] for row in named], len(table)) if names else None
    lists = [row[:MAX_ITEMS] for row in table[: MAX_ITEMS + 1] if isinstance(row, list)]
    if len(lists) < 2 or len(lists) != min(len(table), MAX_ITEMS + 1):
        return None
    width = max(map(len, lists))
    padded = [[*row, *[None] * (width - len(row))] for row in lists]
    return _Cells(padded[0], padded[1:], len(table) - 1) if width else None


def scores_part(value: list[Plain], room: Room) -> Scores | None:
    """A list of labels with scores; None when one of them has another shape."""
    found = list(_scored(value[:MAX_ITEMS]))
    if not found or len(found) < min(len(value), MAX_ITEMS):
        return None
    numbers = [_number(score) for _, _, score in found]
    longest = max((number for number in numbers if number is not None), default=0.0)
    scale = max(longest, 1.0)
    rows = tuple(
        Score(
            label=room.cut(plain_text(label), MAX_WORDS),
            detail=room.cut(detail, MAX_WORDS) if detail else "",
            score=room.cut(plain_text(score), MAX_WORDS),
            percent=None if number is None else round(100 * (max(number, 0.0) / scale)),
        )
        for (label, detail, score), number in zip(found, numbers, strict=True)
    )
    has_bars = any(row.percent is not None for row in rows)
    return Scores(rows, any(row.detail for row in rows), has_bars, _more(value))


def _scored(values: Sequence[Plain]) -> Iterator[tuple[Plain, str, Plain]]:
    for value in values:
        if not isinstance(value, dict) or not is_scalar(value.get("score", [])):
            return
        key = next((key for key in _LABELS if key in value and is_scalar(value[key])), None)
        if key is None:
            return
        others = {name: other for name, other in value.items() if name != key and name not in _POSITIONS}
        words = next(iter(others.values()), None) if len(others) == 1 else None
        yield value[key], words if isinstance(words, str) else plain_text(others) if others else "", value["score"]


def _number(value: Plain) -> float | None:
    try:
        number = float(value) if isinstance(value, (int, float, str)) and not isinstance(value, bool) else None
    except (ValueError, OverflowError):
        return None
    return number if number is not None and isfinite(number) else None


def _more(values: Sequence[Plain]) -> int:
    return max(0, len(values) - MAX_ITEMS)
