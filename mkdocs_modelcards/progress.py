"""A line on the terminal that says how far a long build is, for people who wait."""

from __future__ import annotations

import logging
import os
import sys
import time
from typing import TextIO, TypeAlias

SECONDS_BEFORE = 1.0
SECONDS_BETWEEN = 0.1

Log: TypeAlias = "logging.Logger | logging.LoggerAdapter[logging.Logger]"


class ProgressLine:
    """Shows how much is done, after a second, and at the end removes what it showed.

    `text` has a place for the number. Nothing is shown where nobody reads along: without a terminal, in CI, and when
    `log` does not show information, as with `mkdocs build --quiet`.
    """

    def __init__(self, log: Log, text: str) -> None:
        shown = sys.stderr.isatty() and "CI" not in os.environ and log.isEnabledFor(logging.INFO)
        self._stream: TextIO | None = sys.stderr if shown else None
        self._text = text
        self._done = 0
        self._next = time.monotonic() + SECONDS_BEFORE
        self._width = 0

    def advance(self) -> None:
        """Say that one more is done."""
        self._done += 1
        if self._stream is None or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + SECONDS_BETWEEN
        text = self._text.format(f"{self._done:,}")
        self._width = max(self._width, len(text))
        self._stream.write(f"\r{text}")
        self._stream.flush()

    def remove(self) -> None:
        """Leave the line empty for what comes next."""
        if self._stream is not None and self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0
