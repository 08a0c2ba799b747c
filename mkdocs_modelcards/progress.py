"""A line on the terminal that says how far a long build is, for people who wait."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

SECONDS_BEFORE = 1.0
SECONDS_BETWEEN = 0.1


@contextmanager
def progress_line(log: logging.Logger | logging.LoggerAdapter[logging.Logger]) -> Iterator[Callable[[int], None]]:
    """A function to tell how many cards are done. After a second it shows so on a terminal, and at the end removes it.

    It stays silent where nobody reads along: without a terminal, in CI, and when `log` does not show information, as
    with `mkdocs build --quiet`.
    """
    stream = sys.stderr
    shown = stream.isatty() and "CI" not in os.environ and log.isEnabledFor(logging.INFO)
    line = _Line(stream) if shown else None
    try:
        yield line.update if line else _nothing
    finally:
        if line:
            line.remove()


def _nothing(done: int) -> None:
    """Say nothing."""


class _Line:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._next = time.monotonic() + SECONDS_BEFORE
        self._width = 0

    def update(self, done: int) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + SECONDS_BETWEEN
        text = f"Reading cards: {done:,}"
        self._width = max(self._width, len(text))
        self._stream.write(f"\r{text}")
        self._stream.flush()

    def remove(self) -> None:
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
