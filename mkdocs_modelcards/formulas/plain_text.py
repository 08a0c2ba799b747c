"""A formula as plain text, for titles, contents and search: from the MathML in KaTeX's output."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from xml.etree import ElementTree

MAX_DEPTH = 120
MAX_CHARACTERS = 50_000
"""Characters of MathML. Deeper or longer formulas are no help to a reader of a title."""

_MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)
_SIMPLE = re.compile(r"[^\W_]*|[−-]?\d+(?:\.\d+)?|\([^()]*\)|.", re.DOTALL)
_SPACE = re.compile(r"\s+")
_AFTER_FUNCTION = re.compile(r"\N{FUNCTION APPLICATION}\s*(?=[(_^]|$)")
_DOTLESS = re.compile(r"ı(?=[\u0300-\u036f])")
_CHARACTERS = {
    ord("\N{FUNCTION APPLICATION}"): " ",
    ord("\N{INVISIBLE TIMES}"): "",
    ord("\N{INVISIBLE SEPARATOR}"): "",
    ord("\N{INVISIBLE PLUS}"): "",
    ord("\N{ZERO WIDTH SPACE}"): "",
    ord("\N{DIVIDES}"): "|",
}
_RELATIONS = frozenset("=<>≤≥≈≡≠∼≃∝→←↔⇒⇔⟹⟺∈≪≫≔+−±")
_COMBINING: Mapping[str, str] = {
    "^": "\N{COMBINING CIRCUMFLEX ACCENT}",
    "~": "\N{COMBINING TILDE}",
    "ˉ": "\N{COMBINING MACRON}",
    "¯": "\N{COMBINING MACRON}",
    "‾": "\N{COMBINING OVERLINE}",
    "ˇ": "\N{COMBINING CARON}",
    "˘": "\N{COMBINING BREVE}",
    "ˊ": "\N{COMBINING ACUTE ACCENT}",
    "ˋ": "\N{COMBINING GRAVE ACCENT}",
    "˙": "\N{COMBINING DOT ABOVE}",
    "¨": "\N{COMBINING DIAERESIS}",
    "˚": "\N{COMBINING RING ABOVE}",
    "⃗": "\N{COMBINING RIGHT ARROW ABOVE}",
}
_STRETCHED = frozenset("⏞⏟⎴⎵→←↔⇒⇐↼⇀^~‾")
"""Signs above or below a group that mean nothing in a line of text."""


class _TooDeepError(Exception):
    """The formula nests more deeply than is worth writing in a line."""


def plain_text(html: str) -> str | None:
    """The formula in KaTeX's output as one line, such as `β_1=0.9` or `(a+b)/c`; None where there is none to be had."""
    match = _MATH.search(html)
    if match is None or len(match[0]) > MAX_CHARACTERS:
        return None
    try:
        text = _text(ElementTree.fromstring(match[0]), 0)
    except (ElementTree.ParseError, _TooDeepError):
        return None
    text = _AFTER_FUNCTION.sub("", _DOTLESS.sub("i", text)).translate(_CHARACTERS)
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip() or None


def _text(element: ElementTree.Element, depth: int) -> str:
    if depth > MAX_DEPTH:
        raise _TooDeepError
    name = element.tag.rpartition("}")[2]
    if len(element) == 0 and name in _LEAVES:
        return element.text or ""
    if name in _SILENT:
        return _SILENT[name]
    parts = [_text(child, depth + 1) for child in element]
    if name == "mfrac" and element.get("linethickness") == "0px":
        return "; ".join(part.strip() for part in parts)
    write = _WRITERS.get(name)
    return write(parts) if write and parts else "".join(parts)


def _grouped(text: str) -> str:
    text = text.strip()
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _script(mark: str, text: str) -> str:
    text = text.strip()
    # Primes are scripts to KaTeX.
    return text if set(text) <= {"′"} else f"{mark}{_grouped(text)}"


def _fraction(parts: list[str]) -> str:
    return "/".join(map(_grouped, parts))


def _below(parts: list[str]) -> str:
    return parts[0] if parts[-1] in _STRETCHED else parts[0] + _script("_", parts[-1])


def _above(parts: list[str]) -> str:
    sign = parts[-1].strip()
    if sign in _COMBINING:
        return parts[0] + _COMBINING[sign] if len(parts[0]) == 1 else parts[0]
    return parts[0] if sign in _STRETCHED else parts[0] + _script("^", sign)


def _below_and_above(parts: list[str]) -> str:
    return parts[0] + _script("_", parts[1]) + _script("^", parts[-1])


def _row(cells: list[str]) -> str:
    """A row of a matrix with commas; those of aligned equations are not apart."""
    row = ""
    for cell in filter(None, map(str.strip, cells)):
        row += cell if not row or cell[0] in _RELATIONS else f", {cell}"
    return row


_LEAVES = frozenset({"mi", "mn", "mo", "mtext", "ms"})
_SILENT: Mapping[str, str] = {"annotation": "", "mphantom": "", "mspace": " ", "mglyph": ""}
_WRITERS: Mapping[str, Callable[[list[str]], str]] = {
    "mfrac": _fraction,
    "msqrt": lambda parts: "√" + _grouped("".join(parts)),
    "mroot": lambda parts: f"√[{parts[-1]}]{_grouped(parts[0])}",
    "msub": lambda parts: parts[0] + _script("_", parts[-1]),
    "msup": lambda parts: parts[0] + _script("^", parts[-1]),
    "msubsup": _below_and_above,
    "munder": _below,
    "mover": _above,
    "munderover": _below_and_above,
    "mtr": _row,
    "mtable": lambda rows: "; ".join(row for row in rows if row),
}
