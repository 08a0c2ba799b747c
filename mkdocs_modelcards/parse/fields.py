"""Read single values out of a header's tree, reporting what has the wrong shape."""

from __future__ import annotations

import re

from ..findings import Finding, finding, quoted
from .yaml_tree import Mapped, Node, Scalar, Sequence

MAX_SHORT_CHARACTERS = 200
"""The longest value of a list, title or address."""

MAX_LIST_VALUES = 2_000
"""The most values of one field of one card. The longest real lists name somewhat more than 1,000 languages."""

_SPACES = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\N{ZERO WIDTH NO-BREAK SPACE}"
"""What is no part of a text at its ends: all that Python strips, and one more that JavaScript strips as well. With that
one at an end, a value would have no address."""

_NUMBER = re.compile(r"\s*[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?\s*", re.ASCII)


class FieldReader:
    """Reads values and collects findings for one file.

    The methods take the value's node (None: the key is absent), and its dotted name for the message. A value of the
    wrong shape is reported and read as absent.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.findings: list[Finding] = []

    def report(self, node: Node, code: str, message: str, hint: str = "") -> None:
        """Add a finding at a value."""
        self.findings.append(finding(self.path, node.line, node.column, code, message, hint))

    def shape(self, node: Node, name: str, wanted: str, code: str = "field-shape") -> None:
        """Report that a value should have been `wanted`, such as `a text`."""
        self.report(node, code, f"{quoted(name)} must be {wanted}; this is {described(node)}.")

    def text(self, node: Node | None, name: str) -> str | None:
        """A text, stripped; numbers and the like as they are written. None when absent, null or empty."""
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self.shape(node, name, "a text")
            return None
        return scalar_text(node)

    def short_text(self, node: Node | None, name: str, at_most: int = MAX_SHORT_CHARACTERS) -> str | None:
        """A text that stands in lists, titles or addresses; a long one is cut and reported."""
        text = self.text(node, name)
        return text if text is None or node is None else self._cut(text, node, name, at_most)

    def _cut(self, text: str, node: Node, name: str, at_most: int = MAX_SHORT_CHARACTERS) -> str:
        if len(text) <= at_most:
            return text
        message = f"A value of {quoted(name)} has {len(text):,} characters; {at_most:,} of them are used."
        self.report(node, "value-too-long", message, "Put long text into the card itself.")
        return text[:at_most].rstrip(_SPACES)

    def texts(self, node: Node | None, name: str) -> tuple[str, ...]:
        """A text or a list of texts, without repetitions, in order."""
        found: dict[str, None] = {}
        for item in node.items if isinstance(node, Sequence) else () if node is None else (node,):
            if not isinstance(item, Scalar):
                self.shape(item, name, "a text or a list of texts")
                continue
            text = scalar_text(item)
            if text is not None and len(found) == MAX_LIST_VALUES:
                message = f"{quoted(name)} holds more than {MAX_LIST_VALUES:,} values; the others are left out."
                self.report(item, "list-too-long", message, "Each value gets a page; keep those that people look for.")
                break
            if text is not None:
                found[self._cut(text, item, name)] = None
        return tuple(found)

    def boolean(self, node: Node | None, name: str) -> bool | None:
        """`true` or `false`."""
        if node is None or is_null(node):
            return None
        if isinstance(node, Scalar) and isinstance(node.value, bool):
            return node.value
        self.shape(node, name, "true or false")
        return None

    def number(self, node: Node | None, name: str) -> float | None:
        """A number, also one inside quotes."""
        if node is None or is_null(node):
            return None
        if isinstance(node, Scalar) and not isinstance(node.value, bool) and _NUMBER.fullmatch(node.text):
            number = float(node.text)
            if abs(number) != float("inf"):
                return number
        self.shape(node, name, "a number")
        return None

    def mapping(self, node: Node | None, name: str) -> Mapped | None:
        """A mapping."""
        if node is None or is_null(node):
            return None
        if isinstance(node, Mapped):
            return node
        self.shape(node, name, "a mapping of keys to values")
        return None

    def sequence(self, node: Node | None, name: str, code: str = "field-shape") -> tuple[Node, ...]:
        """A list's items."""
        if node is None or is_null(node):
            return ()
        if isinstance(node, Sequence):
            return node.items
        self.shape(node, name, "a list", code)
        return ()


def scalar_text(node: Scalar) -> str | None:
    """A single value as text, stripped; None for null and for nothing."""
    return None if node.value is None else node.text.strip(_SPACES) or None


def is_null(node: Node) -> bool:
    """Whether the value is YAML's null."""
    return isinstance(node, Scalar) and node.value is None


def described(node: Node) -> str:
    """What a value is, for a message."""
    if isinstance(node, Mapped):
        return "a mapping"
    if isinstance(node, Sequence):
        return "a list"
    return quoted(node.text) if node.value is not None else "empty"
