"""One formula to HTML. Formulas are not trusted: whatever one holds, it neither fails nor takes long."""

from __future__ import annotations

import os
import re
import threading
from html import escape
from types import TracebackType

import msgspec

from .engines import Engine, EngineChoice, open_engine
from .katex_script import FormulaError, LimitError
from .plain_text import plain_text

MAX_CHARACTERS = 4_000
MAX_NESTING = 60
MAX_CACHED_CHARACTERS = 20_000_000
MAX_REASON_CHARACTERS = 160

SUPPORTED = "https://katex.org/docs/supported.html"

_GROUPS = re.compile(
    r"(?P<open>\{|\\(?:left|begin|begingroup|bgroup)(?![A-Za-z]))"
    r"|(?P<close>\}|\\(?:right|end|endgroup|egroup)(?![A-Za-z]))"
    r"|\\.",
    re.DOTALL,
)
_HUGE_LENGTH = re.compile(r'style="[^"]*:-?(?:\d{4,}(?:\.\d+)?|\d(?:\.\d+)?e\+\d+)em')
"""KaTeX's `maxSize` does not bound how far a rule is shifted."""

_UNENCODABLE = re.compile("[\0\ud800-\udfff]")
_TOO_LARGE_HINT = "Split it into several formulas, or write it shorter; its source is shown."


class FormulaProblem(msgspec.Struct, frozen=True):
    """Why a formula could not be typeset: a finding's code, message and hint.

    `position` is where in the formula's TeX, counted from 0, or None if that is not known.
    """

    code: str
    message: str
    hint: str
    position: int | None = None


class TypesetFormula(msgspec.Struct, frozen=True):
    """A formula as HTML, and as plain text for titles and search.

    With a `problem`, or without an engine, both show the formula's source.
    """

    html: str
    text: str
    problem: FormulaProblem | None = None


class Typesetter:
    """Typesets formulas with KaTeX, and remembers them: formulas repeat.

    The engine is started for the first formula. Use it as a context manager, or call `close()`; an engine that is not
    closed ends with the interpreter. What is sent to another process is a new one with the same choice of engine.
    """

    def __init__(self, choice: EngineChoice = "auto") -> None:
        self._choice: EngineChoice = choice
        self._engine: Engine | None = None
        self._opened_in: int | None = None
        self._missed = False
        self._lock = threading.Lock()
        self._cache: dict[tuple[bool, str], TypesetFormula] = {}
        self._cached_characters = 0

    def __reduce__(self) -> tuple[type[Typesetter], tuple[EngineChoice]]:
        return Typesetter, (self._choice,)

    def __enter__(self) -> Typesetter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def choice(self) -> EngineChoice:
        """The engine that was asked for."""
        return self._choice

    @property
    def available(self) -> bool:
        """Whether there is an engine. Starts it."""
        return self._open() is not None

    @property
    def missed(self) -> bool:
        """Whether a formula was shown as its source because the engine that was asked for is not there."""
        return self._missed and self._choice != "none"

    def typeset(self, tex: str, display: bool) -> TypesetFormula:
        """Typeset a formula, without its delimiters; `display` for one on a line of its own. Raises nothing."""
        key = (display, tex)
        known = self._cache.get(key)
        if known is None:
            known = self._typeset(_UNENCODABLE.sub("\ufffd", tex), display)
            self._remember(key, known)
        return known

    def close(self) -> None:
        """Stop the engine. The next formula starts another one."""
        with self._lock:
            engine = self._engine if self._opened_in == os.getpid() else None
            self._engine = self._opened_in = None
        if engine is not None:
            engine.close()

    def _open(self) -> Engine | None:
        if self._opened_in not in (None, os.getpid()):
            # A fork: the engine's thread stayed behind, and it may have held the lock.
            reopens = self._engine is None or self._engine.reopens_after_fork
            self._engine, self._opened_in = None, None if reopens else os.getpid()
            self._lock = threading.Lock()
        with self._lock:
            if self._opened_in is None:
                self._engine = _engine(self._choice)
                self._opened_in = os.getpid()
            return self._engine

    def _typeset(self, tex: str, display: bool) -> TypesetFormula:
        problem = _too_large(tex)
        if problem is None:
            engine = self._open()
            if engine is None:
                self._missed = True
                return TypesetFormula(f'<code class="math">{escape(tex)}</code>', _one_line(tex))
            try:
                # A formula can ask for any character by its number.
                html = _UNENCODABLE.sub("\ufffd", engine.render(tex, display))
                if _HUGE_LENGTH.search(html):
                    raise FormulaError("a length in it is a thousand times that of a letter or more")
                return TypesetFormula(html, plain_text(html) or _one_line(tex))
            except FormulaError as error:
                problem = _invalid(tex, error)
            except LimitError as error:
                message = f"The formula costs too much to typeset ({_shortened(str(error))})."
                problem = FormulaProblem("formula-too-large", message, _TOO_LARGE_HINT)
            except Exception as error:  # a formula must never end a build, whatever an engine makes of it
                problem = _invalid(tex, FormulaError(f"{type(error).__name__}: {error}"))
        return TypesetFormula(f'<code class="math mc-math-wrong">{escape(tex)}</code>', _one_line(tex), problem)

    def _remember(self, key: tuple[bool, str], formula: TypesetFormula) -> None:
        size = len(key[1]) + len(formula.html)
        with self._lock:
            self._cached_characters += size
            if self._cached_characters > MAX_CACHED_CHARACTERS:
                self._cache.clear()
                self._cached_characters = size
            self._cache[key] = formula


def _one_line(tex: str) -> str:
    return " ".join(tex.split())


def _engine(choice: EngineChoice) -> Engine | None:
    try:
        return open_engine(choice)
    except FileNotFoundError:
        return None


def _too_large(tex: str) -> FormulaProblem | None:
    if len(tex) > MAX_CHARACTERS:
        message = f"The formula has {len(tex):,} characters; at most {MAX_CHARACTERS:,} are typeset."
    elif _nesting(tex) > MAX_NESTING:
        message = f"The formula nests groups more than {MAX_NESTING} deep."
    else:
        return None
    return FormulaProblem("formula-too-large", message, _TOO_LARGE_HINT)


def _nesting(tex: str) -> int:
    depth = deepest = 0
    for match in _GROUPS.finditer(tex):
        if match["open"]:
            depth += 1
            deepest = max(deepest, depth)
        elif match["close"]:
            depth = max(0, depth - 1)
    return deepest


def _invalid(tex: str, error: FormulaError) -> FormulaProblem:
    position = None if error.position is None else _python_index(tex, error.position)
    place = "" if position is None else f" at character {position + 1}"
    message = f"The formula can't be typeset: {_shortened(error.reason)}{place}."
    hint = f"Correct it ({SUPPORTED} lists what is known); until then its source is shown."
    return FormulaProblem("formula-invalid", message, hint, position)


def _python_index(tex: str, position: int) -> int:
    """An index into a JavaScript string, where characters beyond U+FFFF count twice, as one into a Python string."""
    before = tex.encode("utf-16-le")[: 2 * max(0, position)]
    return len(before.decode("utf-16-le", "replace"))


def _shortened(reason: str) -> str:
    reason = " ".join(reason.split()).rstrip(".")
    return reason if len(reason) <= MAX_REASON_CHARACTERS else f"{reason[: MAX_REASON_CHARACTERS - 1]}…"
