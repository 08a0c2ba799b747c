"""Read a header as YAML 1.2 into a tree that knows the line and column of each value.

PyYAML reads YAML 1.1, where `no` is False and `12:30` a number, and its loaders forget positions. So its parser's
events are used, and the tree is built here, without recursion and with bounds on depth and on what aliases expand to.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, TypeAlias

import msgspec
import yaml

from ..findings import Finding, finding, quoted
from ..source_file import without_controls

MAX_DEPTH = 64
MAX_VALUES = 100_000
"""How many values a header may hold once its aliases are expanded."""

MAX_ALIASED = 1_000_000
"""How many characters all aliases of a header may stand for."""

_TOO_DEEP = ("header-too-deep", f"Values are nested more than {MAX_DEPTH} deep.", "Write the value flatter.")
_LIBYAML_TOO_DEEP = "maximum nesting depth"
"""What newer versions of libyaml say of brackets that they read ahead of the values here."""

if TYPE_CHECKING:
    Plain: TypeAlias = bool | int | float | str | list["Plain"] | dict[str, "Plain"] | None
    """What JSON can say."""
else:
    Plain = Any  # msgspec, which saves cards, can't resolve a recursive alias

_UNREADABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML does not allow (YAML 1.2.2, section 5.1)."""

_COUNTED_OTHERWISE = re.compile("[\r\x85\u2028\u2029\ufeff]")
"""Characters that PyYAML counts as line ends, or not at all."""

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEAN = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_STARTS_OF_NUMBERS = frozenset("+-.0123456789")
_INTEGER = re.compile(r"[-+]?[0-9]{1,400}|0o[0-7]{1,400}|0x[0-9a-fA-F]{1,400}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]{1,400}|[0-9]{1,400}(?:\.[0-9]{0,400})?)(?:[eE][-+]?[0-9]{1,4})?")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Scalar(msgspec.Struct, frozen=True):
    """A single value: as it is written (`text`) and as YAML 1.2's core schema reads it (`value`)."""

    text: str
    value: bool | int | float | str | None
    line: int
    column: int


class Sequence(msgspec.Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


class Mapped(msgspec.Struct, frozen=True):
    """A mapping with text keys, in the order of the file; `keys` has the line and column of each key."""

    items: Mapping[str, Node]
    keys: Mapping[str, tuple[int, int]]
    line: int
    column: int


Node: TypeAlias = "Scalar | Sequence | Mapped"


class YamlTree(msgspec.Struct, frozen=True):
    """The root of what was read, None when it could not be, and the findings."""

    root: Node | None
    findings: tuple[Finding, ...] = ()


class _Open(msgspec.Struct):
    """A list or mapping that is being read."""

    is_mapping: bool
    line: int
    column: int
    anchor: str | None
    children: list[Node]
    size: int = 1
    characters: int = 0


class _Stop(Exception):  # noqa: N818 - it carries a finding, it is no error
    def __init__(self, found: Finding) -> None:
        self.found = found


def read_yaml(path: str, text: str, first_line: int = 1) -> YamlTree:
    """Read one YAML document; `first_line` is the line of the file that the text starts at.

    Reports invalid YAML, keys that stand twice (the last one counts), and documents beyond `MAX_DEPTH`, `MAX_VALUES` or
    `MAX_ALIASED`.
    """
    text = text.removeprefix("\ufeff")
    places = _Places(text, first_line)
    unreadable = _UNREADABLE.search(text)
    if unreadable:
        said = f"the character {unreadable[0]!r} is not allowed"
        return YamlTree(None, (_invalid(path, *places.at(unreadable.start()), said),))
    builder = _Builder(path, places)
    try:
        return YamlTree(builder.build(text), tuple(builder.findings))
    except _Stop as stop:
        return YamlTree(None, (*builder.findings, stop.found))
    except yaml.MarkedYAMLError as error:
        at_end = error.problem_mark is None or error.problem_mark.index >= len(text)
        mark = error.context_mark if at_end and error.context_mark else error.problem_mark
        said = " ".join(part for part in (error.context, error.problem) if part)
        if _LIBYAML_TOO_DEEP in said:
            return YamlTree(None, (*builder.findings, finding(path, *places.of(mark), *_TOO_DEEP)))
        return YamlTree(None, (*builder.findings, _invalid(path, *places.of(mark), said)))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # Parsers decode escapes that stand for no character without looking.
        return YamlTree(None, (*builder.findings, _invalid(path, first_line, 1, str(error))))


class _Mark(Protocol):
    """What PyYAML's two kinds of marks share: how many characters and lines stand before the place."""

    index: int
    line: int
    column: int


class _Places:
    """Lines and columns in the file. PyYAML also counts rare characters as line ends; editors do not."""

    def __init__(self, text: str, first_line: int) -> None:
        self.ends = [match.start() for match in re.finditer("\n", text)]
        self.first_line = first_line
        # At its end, PyYAML may be in a line that the text does not have.
        self.agrees_before = 0 if _COUNTED_OTHERWISE.search(text) else len(text)

    def of(self, mark: _Mark | None) -> tuple[int, int]:
        if mark is None:
            return self.first_line, 1
        index = mark.index
        return (mark.line + self.first_line, mark.column + 1) if index < self.agrees_before else self.at(index)

    def at(self, index: int) -> tuple[int, int]:
        line = bisect_left(self.ends, index)
        start = self.ends[line - 1] + 1 if line else 0
        return line + self.first_line, index - start + 1


def _invalid(path: str, line: int, column: int, said: str) -> Finding:
    if "cannot start any token" in said and "tab" not in said:
        said = f"{said} (a tab counts as one)"
    quote = "put text with ': ' or '#' in it, or with '[', '{', '*', '&', '@' first, in quotes"
    hint = f"Indent with spaces, put a space after ':', and {quote}."
    return finding(path, line, column, "header-invalid", f"Not valid YAML: {said}.", hint)


class _Builder:
    def __init__(self, path: str, places: _Places) -> None:
        self.path = path
        self.places = places
        self.findings: list[Finding] = []
        self.anchors: dict[str, tuple[Node, int, int]] = {}
        self.aliased = 0
        self.stack: list[_Open] = []
        self.root: Node | None = None

    def build(self, text: str) -> Node | None:
        documents = 0
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.ScalarEvent):
                scalar = self._scalar(event)
                self._add(scalar, 1, len(scalar.text), event.anchor)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                self._open(event)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                self._close()
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(event, "header-invalid", "A header is one YAML document.", "Remove the line '...'.")
        return self.root

    def _stop(self, event: yaml.Event, code: str, message: str, hint: str) -> NoReturn:
        line, column = self._place(event)
        raise _Stop(finding(self.path, line, column, code, message, hint))

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        return self.places.of(event.start_mark)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        line, column = self._place(event)
        plain = event.tag is None and event.implicit[0] and event.style in (None, "")
        # Only an escape can stand for a control character, because the text holds none.
        text = without_controls(event.value) if event.style == '"' else event.value
        return Scalar(text, _resolve(text) if plain else text, line, column)

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self._stop(event, *_TOO_DEEP)
        line, column = self._place(event)
        self.stack.append(_Open(isinstance(event, yaml.MappingStartEvent), line, column, event.anchor, []))

    def _close(self) -> None:
        done = self.stack.pop()
        node = self._mapping(done) if done.is_mapping else Sequence(tuple(done.children), done.line, done.column)
        self._add(node, done.size, done.characters, done.anchor)

    def _alias(self, event: yaml.AliasEvent) -> None:
        name = event.anchor or ""
        known = self.anchors.get(name)
        if known is None:
            message = f"The alias {quoted('*' + name)} names no value before it."
            self._stop(event, "header-invalid", message, "Put text that starts with '*' in quotes.")
        self.aliased += known[2]
        if self.aliased > MAX_ALIASED:
            message = f"The header's aliases stand for more than {MAX_ALIASED:,} characters."
            self._stop(event, "alias-limit", message, "Let aliases stand for short values only.")
        self._add(*known, None)

    def _add(self, node: Node, size: int, characters: int, anchor: str | None) -> None:
        """Put a value of `size` values and as many characters, aliases expanded, into the one that is being read."""
        if anchor is not None:
            self.anchors[anchor] = (node, size, characters)
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        parent.children.append(node)
        parent.size += size
        parent.characters += characters
        if parent.size > MAX_VALUES:
            message = f"The header holds more than {MAX_VALUES:,} values, aliases expanded."
            hint = "Write the values out instead of nesting aliases."
            raise _Stop(finding(self.path, parent.line, parent.column, "alias-limit", message, hint))

    def _mapping(self, done: _Open) -> Mapped:
        items: dict[str, Node] = {}
        keys: dict[str, tuple[int, int]] = {}
        merged: list[Mapped] = []
        for key, value in zip(done.children[::2], done.children[1::2], strict=True):
            if not isinstance(key, Scalar):
                hint = "Put a text that starts with '[' or '{' in quotes."
                raise _Stop(finding(self.path, key.line, key.column, "header-invalid", "A key must be a text.", hint))
            if key.text == "<<" and not isinstance(value, Scalar):
                sources = value.items if isinstance(value, Sequence) else (value,)
                merged += [source for source in sources if isinstance(source, Mapped)]
                continue
            if key.text in keys:
                first = keys[key.text]
                message = f"The key {quoted(key.text)} stands in line {first[0]} and again in line {key.line}."
                hint = "Keep one of them; the last one was used."
                self.findings.append(finding(self.path, key.line, key.column, "duplicate-key", message, hint))
            items[key.text] = value
            keys[key.text] = (key.line, key.column)
        for source in merged:
            for name, value in source.items.items():
                if name not in items:
                    items[name] = value
                    keys[name] = source.keys[name]
        return Mapped(items, keys, done.line, done.column)


def _resolve(text: str) -> bool | int | float | str | None:
    """A plain scalar's value by YAML 1.2's core schema (YAML 1.2.2, section 10.3.2)."""
    if text in _NULL:
        return None
    if text in _BOOLEAN:
        return _BOOLEAN[text]
    if text[0] not in _STARTS_OF_NUMBERS:
        return text
    if _INTEGER.fullmatch(text):
        return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if abs(number) != float("inf") else text
    return text


def plain(node: Node) -> Plain:
    """The tree as values that JSON can say. Dates, `.nan` and `.inf` stay text."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.items.items()}
