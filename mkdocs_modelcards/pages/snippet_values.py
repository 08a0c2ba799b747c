"""Values of a card as literals in the code of snippets, whatever characters they hold."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from html import escape
from math import isfinite

import msgspec
from jinja2 import TemplateRuntimeError, Undefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from ..parse.yaml_tree import Plain

FIRST_MARK = 0xE000
MARKS = 0xF900 - FIRST_MARK
"""Marks are the characters of Unicode's private use area: no one has a use for them in a template."""

MAX_CHARACTERS = 1_000
"""Longer texts are cut: they are for reading, not for use."""

MAX_NUMBER = 10**15
MAX_TEXT = 200
"""Parameters that are larger, or longer in characters, are left out of a call."""

_MARK = re.compile("([\ue000-\uf8ff])")
_SHELL_ESCAPES = {"\n": "\\n", "\t": "\\t"}
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", re.ASCII)


class Code(msgspec.Struct, frozen=True):
    """Code with marks in the place of values that differ from card to card, so that it can be highlighted once."""

    text: str
    values: tuple[str, ...]

    def filled(self) -> str:
        """The code with its values."""
        return _fill(self.text, self.values, str)


def fill_html(pieces: tuple[str, ...], values: tuple[str, ...]) -> str:
    """Highlighted code with its values, from what `pieces_between` made of it."""
    filled = list(pieces)
    for place in range(1, len(pieces), 2):
        filled[place] = _filling(pieces[place], values, _escaped)
    return "".join(filled)


def pieces_between(html: str) -> tuple[str, ...]:
    """A text in pieces: every second one is a mark."""
    return tuple(_MARK.split(html))


def _fill(text: str, values: tuple[str, ...] | list[str], written: Callable[[str], str]) -> str:
    return _MARK.sub(lambda match: _filling(match[1], values, written), text)


def _filling(mark: str, values: tuple[str, ...] | list[str], written: Callable[[str], str]) -> str:
    number = ord(mark) - FIRST_MARK
    return written(values[number]) if number < len(values) else mark


def _escaped(value: str) -> str:
    # A browser would read a carriage return as the end of a line.
    return escape(value, quote=False).replace("\r", "&#13;")


class Literals:
    """The filters of snippets' templates: each writes a value as a literal, with marks in the place of its texts.

    A value is written out of the reach of what it holds: no text ends a literal early. The marks are numbered from the
    last `begin`, and `values` are the texts that they stand for.
    """

    def __init__(self) -> None:
        self._values: list[str] = []
        self._options: set[str] = set()

    def begin(self) -> None:
        """Forget the values of the template before."""
        self._values = []
        self._options = set()

    @property
    def values(self) -> tuple[str, ...]:
        """The values that marks stand for, by their numbers."""
        return tuple(self._values)

    def has_option(self, code: str) -> bool:
        """Whether code holds a word for a shell that begins with `-`: quotes don't keep it from being an option."""
        return any(mark in code for mark in self._options)

    def filters(self) -> dict[str, Callable[..., Markup]]:
        """The filters by the names that templates use."""

        # Jinja calls a filter that needs no context while it compiles a template, if the value is known then.
        @pass_context
        def python(context: Context, value: object) -> Markup:
            return Markup(self.python(value))

        @pass_context
        def shell(context: Context, value: object) -> Markup:
            return Markup(self.shell(value))

        @pass_context
        def json(context: Context, value: object) -> Markup:
            return Markup(self.json(value))

        @pass_context
        def keywords(context: Context, value: Mapping[str, Plain], *names: str) -> Markup:
            return Markup(self.keywords(value, names))

        return {"python": python, "shell": shell, "json": json, "keywords": keywords, "name": written_name}

    def python(self, value: object) -> str:
        """A text, number, truth value, None, list or mapping as a literal of Python. Raises `TemplateRuntimeError`."""
        return self._written(value, _python_text, ("True", "False", "None"))

    def json(self, value: object) -> str:
        """The same as JSON, which is also a literal of JavaScript."""
        return self._written(value, _json_text, ("true", "false", "null"))

    def shell(self, value: object) -> str:
        """A text as one word for bash; what another filter has written is taken as it stands."""
        text = _fill(str(value), self._values, str) if isinstance(value, Markup) else _cut(str(value))
        mark = self._mark(_shell_word(text.replace("\0", "\N{REPLACEMENT CHARACTER}")))
        if isinstance(value, str) and text.startswith("-"):
            self._options.add(mark)
        return mark

    def keywords(self, parameters: Mapping[str, Plain], names: tuple[str, ...]) -> str:
        """Those parameters that have one of the names, as further keyword arguments of a call in Python.

        Only plain values of a usual size are taken. Each begins with a comma.
        """
        taken = [(name, parameters[name]) for name in names if name in parameters]
        return "".join([f", {name}={self.python(value)}" for name, value in taken if _is_plain(value)])

    def _written(self, value: object, quoted: Callable[[str], str], words: tuple[str, str, str]) -> str:
        if isinstance(value, Undefined):
            str(value)  # raises Jinja's own error, which names what is undefined
        if isinstance(value, str):
            return f'"{self._mark(quoted(_cut(value)))}"'
        if value is None or isinstance(value, bool):
            return words[2] if value is None else words[0] if value else words[1]
        if isinstance(value, int) or (isinstance(value, float) and isfinite(value)):
            return repr(value)
        if isinstance(value, (list, tuple)):
            return f"[{', '.join([self._written(item, quoted, words) for item in value])}]"
        if isinstance(value, Mapping):
            keys = [self._written(str(key), quoted, words) for key in value]
            items = [self._written(item, quoted, words) for item in value.values()]
            return f"{{{', '.join(map(': '.join, zip(keys, items, strict=True)))}}}"
        message = f"a value of the type '{type(value).__name__}' can't be written as a literal"
        raise TemplateRuntimeError(message)

    def _mark(self, text: str) -> str:
        number = len(self._values)
        if number == MARKS:
            message = f"a template can write {MARKS:,} values at most"
            raise TemplateRuntimeError(message)
        self._values.append(text)
        return chr(FIRST_MARK + number)


def written_name(value: object) -> Markup:
    """A name of Python, with or without dots, as it is. Raises `TemplateRuntimeError` for anything else."""
    if isinstance(value, str) and _NAME.fullmatch(value):
        return Markup(value)
    message = "the filter 'name' takes a name such as 'AutoModel' only"
    raise TemplateRuntimeError(message)


def only_literals(value: object) -> Markup:
    """Refuse values that no filter has written: raises `TemplateRuntimeError`.

    An id or a text from a card would become a part of the code otherwise.
    """
    if isinstance(value, Markup):
        return value
    if isinstance(value, Undefined):
        str(value)  # raises Jinja's own error, which names what is undefined
    message = "a value needs a filter that writes it as code: python, shell, json, keywords or name"
    raise TemplateRuntimeError(message)


def _is_plain(value: Plain) -> bool:
    if isinstance(value, str):
        return len(value) <= MAX_TEXT
    return isinstance(value, (bool, int, float)) and abs(value) < MAX_NUMBER


def _cut(text: str) -> str:
    return text if len(text) <= MAX_CHARACTERS else f"{text[: MAX_CHARACTERS - 1]}…"


def _shell_word(text: str) -> str:
    """A word that reads as it copies: what is not seen is written as an escape (POSIX.1-2024, XCU section 2.2.4)."""
    return shlex.quote(text) if text.isprintable() else f"$'{''.join(map(_shell_escape, text))}'"


def _shell_escape(char: str) -> str:
    # A shell without such escapes would take an apostrophe for the word's end, whatever stands before it.
    if char.isprintable() and char not in "\\'":
        return char
    octal = "".join([f"\\{byte:03o}" for byte in char.encode("utf-8", "surrogatepass")])
    return _SHELL_ESCAPES.get(char, octal)


def _python_text(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return text if text.isprintable() else "".join(map(_python_escape, text))


def _python_escape(char: str) -> str:
    return char if char.isprintable() else char.encode("unicode_escape").decode("ascii")


def _json_text(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return text if text.isprintable() else "".join(map(_json_escape, text))


def _json_escape(char: str) -> str:
    if char.isprintable():
        return char
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join([f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2)])
