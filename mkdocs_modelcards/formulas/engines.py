"""The JavaScript engines that KaTeX runs in.

Their packages are imported when an engine is opened: a site without formulas does not pay for them, and importing
`quickjs` starts a thread.
"""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from typing import Any, Literal, Protocol, get_args

from .katex_script import BrokenEngineError, katex_call, katex_html, katex_program

EngineChoice = Literal["auto", "quickjs", "mini-racer", "none"]
ENGINE_CHOICES: tuple[EngineChoice, ...] = get_args(EngineChoice)

MAX_SECONDS = 2.0
"""Far above what the other limits let through, so that a slow machine refuses no formula that a fast one accepts."""

MAX_MEMORY_BYTES = 128 * 2**20
MAX_STACK_BYTES = 8 * 2**20
"""60 nested groups take less than 4 MB."""

THREAD_STACK_BYTES = 2 * MAX_STACK_BYTES


class Engine(Protocol):
    """Runs KaTeX. Its methods may be called from any thread of the process that opened it."""

    name: str
    reopens_after_fork: bool
    """Whether a process that was forked from one with such an engine can start its own; others would hang."""

    def render(self, tex: str, display: bool) -> str:
        """KaTeX's HTML for a formula. Raises an `EngineError`."""

    def close(self) -> None:
        """Give back memory and threads. The engine can't be used any more."""


def open_engine(choice: EngineChoice) -> Engine | None:
    """Start an engine: the chosen one, or with `auto` the first one that is installed.

    Returns None when it is not installed or does not start, and for `none`. Raises `FileNotFoundError` when KaTeX is
    missing from the package.
    """
    program = katex_program()
    engines: dict[str, Callable[[str], Engine]] = {"quickjs": QuickJS, "mini-racer": MiniRacer}
    for name, engine in engines.items():
        if choice in (name, "auto"):
            try:
                return engine(program)
            except (ImportError, OSError, RuntimeError):
                continue
    return None


class QuickJS:
    """QuickJS, from the package quickjs-ng.

    A context may only be used on the thread that made it, and needs more stack than some platforms give a thread. So
    it lives on a thread of its own.
    """

    name = "quickjs"
    reopens_after_fork = True

    def __init__(self, program: str) -> None:
        self._quickjs = import_module("quickjs")
        self._program = program
        self._contexts = threading.local()
        self._executor = _thread_with_stack(THREAD_STACK_BYTES)
        self._executor.submit(self._context).result()

    def render(self, tex: str, display: bool) -> str:
        return self._executor.submit(self._render, katex_call(tex, display)).result()

    def close(self) -> None:
        # The context goes with the thread, whose own it is.
        self._executor.shutdown()

    def _context(self) -> Any:
        context = getattr(self._contexts, "current", None)
        if context is None:
            context = self._quickjs.Context()
            context.set_max_stack_size(MAX_STACK_BYTES)
            context.set_memory_limit(MAX_MEMORY_BYTES)
            context.eval(self._program)
            self._contexts.current = context
        return context

    def _render(self, call: str) -> str:
        context = self._context()
        # It counts from when it is set.
        context.set_time_limit(MAX_SECONDS)
        try:
            return katex_html(_evaluated(context, call))
        except BrokenEngineError:
            self._contexts.current = None
            raise


class MiniRacer:
    """V8, from the package mini-racer.

    It must be closed before the interpreter ends, which otherwise hangs now and then."""

    name = "mini-racer"
    reopens_after_fork = False

    def __init__(self, program: str) -> None:
        self._package = import_module("py_mini_racer")
        self._program = program
        self._lock = threading.Lock()
        self._racer: Any = self._start()

    def render(self, tex: str, display: bool) -> str:
        with self._lock:
            limits = {"timeout_sec": MAX_SECONDS, "max_memory": MAX_MEMORY_BYTES}
            try:
                return katex_html(_evaluated(self._racer, katex_call(tex, display), **limits))
            except BrokenEngineError:
                # What was stopped reports back once more, to a loop that must still be there.
                with suppress(Exception):
                    self._racer.eval("0", timeout_sec=1)
                self._finalizer()
                self._racer = self._start()
                raise

    def close(self) -> None:
        self._finalizer()

    def _start(self) -> Any:
        racer = self._package.MiniRacer()
        # Runs at the end of the interpreter at the latest; not in a process that was forked from this one, where the
        # threads that it would wait for do not exist.
        self._finalizer = weakref.finalize(self, _close_in, os.getpid(), racer)
        racer.eval(self._program)
        return racer


def _close_in(process: int, racer: Any) -> None:
    if os.getpid() == process:
        racer.close()


def _thread_with_stack(size: int) -> ThreadPoolExecutor:
    before = threading.stack_size(size)
    try:
        executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="katex")
        # The thread starts with its first job.
        executor.submit(int).result()
    finally:
        threading.stack_size(before)
    return executor


def _evaluated(context: Any, script: str, **limits: float) -> str:
    try:
        return str(context.eval(script, **limits))
    except Exception as error:  # each engine has errors of its own for time, memory and stack
        raise BrokenEngineError(str(error).strip().partition("\n")[0]) from None
