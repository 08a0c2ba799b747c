"""The values of evaluation results: as short text, and as numbers that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf, isfinite

import msgspec

from ..parse.yaml_tree import Plain
from .lines import one_line
from .metrics import Metric

MAX_NUMBER_CHARACTERS = 200
"""A longer text is not read as a number."""

_NUMBER = re.compile(
    r"[~≈≃=]? ?(?P<sign>[-+]?)(?P<digits>\d[\d.,' ]*|[.,]\d+)(?P<exponent>e[-+]?\d{1,4})?"
    r"(?: ?%)? ?(?:(?:±|\+/-|\+-|\(|\[).*|\D*)",
    re.ASCII | re.IGNORECASE,
)
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2},\d{3}", re.ASCII)


class Comparable(msgspec.Struct, frozen=True):
    """A value as a number: of a metric that may be written either way, in percent; `was_share` says that it was not."""

    number: float
    was_share: bool = False


def comparable(value: Plain, metric: Metric) -> Comparable | None:
    """A metric's value as a number to compare and to draw.

    Where shares and percentages are both usual, a value from -1 to 1 without a percent sign is a share. None for what
    is no number, and for what is outside of the metric's scale.
    """
    number = parsed_number(value, comma_is_decimal=metric.is_percentage)
    if number is None or not metric.is_percentage:
        return None if number is None else Comparable(number)
    is_share = abs(number) <= 1 and not (isinstance(value, str) and "%" in value)
    percent = round(number * 100, 10) if is_share else number
    lowest = -100 if metric.scale == "correlation" else 0
    highest = inf if metric.scale == "rate" else 100
    return Comparable(percent, is_share and number != 0) if lowest <= percent <= highest else None


def parsed_number(value: Plain, *, comma_is_decimal: bool = False) -> float | None:
    """The number of a value, None for what is none.

    A text may go on after its number with an uncertainty, brackets, or words and signs: `20.0 ± 1.2`, `92,3 %`. It is
    not read as one when it holds a second number. A comma followed by three digits separates thousands, unless
    `comma_is_decimal`.
    """
    if isinstance(value, (bool, list, dict)) or value is None:
        return None
    try:
        number = float(_as_python(value, comma_is_decimal) if isinstance(value, str) else value)
    except (ValueError, OverflowError):
        return None
    return number if isfinite(number) else None


def _as_python(text: str, comma_is_decimal: bool) -> str:
    """The text's number as Python writes numbers; empty when there is none."""
    if len(text) > MAX_NUMBER_CHARACTERS:
        return ""
    found = _NUMBER.fullmatch(" ".join(text.replace("\N{MINUS SIGN}", "-").split()))
    if found is None:
        return ""
    digits = _without_separators(found["digits"].rstrip(" .,'"), comma_is_decimal)
    return f"{found['sign']}{digits}{found['exponent'] or ''}" if digits else ""


def _without_separators(digits: str, comma_is_decimal: bool) -> str:
    """Digits with a decimal point at most; empty when the signs between them make no sense."""
    signs = [char for char in digits if not char.isdigit()]
    if not signs:
        return digits
    last = signs[-1]
    if signs == [last] and last in ".,":
        is_decimal = last == "." or comma_is_decimal or not _AMBIGUOUS.fullmatch(digits)
        return digits.replace(last, "." if is_decimal else "")
    if len(set(signs)) == 1:
        return _joined(digits, last)
    whole, _, decimals = digits.rpartition(last)
    if last not in ".," or signs.count(last) > 1:
        return ""
    joined = _joined(whole, signs[0])
    return joined and f"{joined}.{decimals}"


def _joined(digits: str, separator: str) -> str:
    """The groups of thousands as one number; empty when they are none."""
    first, *groups = digits.split(separator)
    are_groups = 1 <= len(first) <= 3 and all(len(group) == 3 and group.isdigit() for group in groups)
    return "".join((first, *groups)) if are_groups and first.isdigit() else ""


def value_text(value: Plain, limit: int) -> str:
    """A value of any shape on one line of at most `limit` characters; lists and mappings as in YAML."""
    if isinstance(value, str):
        return one_line(value, limit)
    parts: list[str] = []
    left = limit
    for piece in _inside(value, limit):
        parts.append(piece)
        left -= len(piece)
        if left < 0:
            break
    return one_line("".join(parts), limit)


def _inside(value: Plain, limit: int) -> Iterator[str]:
    if isinstance(value, dict):
        for number, (key, item) in enumerate(value.items()):
            yield f"{', ' if number else ''}{key[:limit]}: "
            yield from _pieces(item, limit)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield ", " if number else ""
            yield from _pieces(item, limit)
    else:
        yield from _pieces(value, limit)


def _pieces(value: Plain, limit: int) -> Iterator[str]:
    if isinstance(value, dict):
        yield "{"
        yield from _inside(value, limit)
        yield "}"
    elif isinstance(value, list):
        yield "["
        yield from _inside(value, limit)
        yield "]"
    elif isinstance(value, bool) or value is None:
        yield {True: "true", False: "false", None: "null"}[value]
    else:
        yield str(value)[: 8 * limit]
