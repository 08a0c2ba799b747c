"""The line for people who wait: on a terminal, after a second, and nowhere else."""

from __future__ import annotations

import io
import logging
from types import SimpleNamespace

import pytest

from mkdocs_modelcards import progress
from mkdocs_modelcards.progress import ProgressLine


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    stream = Terminal()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=stream))
    monkeypatch.delenv("CI", raising=False)
    return stream


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(progress, "time", clock)
    return clock


@pytest.fixture
def log() -> logging.Logger:
    logger = logging.getLogger("tests.progress")
    logger.setLevel(logging.INFO)
    return logger


def test_a_quick_build_shows_nothing(terminal: Terminal, clock: Clock, log: logging.Logger) -> None:
    line = ProgressLine(log, "Cards: {}")
    for _ in range(100):
        line.advance()
        clock.now += 0.009
    line.remove()
    assert terminal.getvalue() == ""


def test_a_long_build_shows_how_far_it_is_and_cleans_up(terminal: Terminal, clock: Clock, log: logging.Logger) -> None:
    line = ProgressLine(log, "Cards: {} of 2,000")
    for number in range(1, 1235):
        clock.now += {998: 1, 1234: 0.1}.get(number, 0)
        line.advance()
    line.remove()
    line.remove()
    assert terminal.getvalue() == "\rCards: 998 of 2,000\rCards: 1,234 of 2,000\r" + " " * 21 + "\r"


@pytest.mark.parametrize("reason", ["ci", "quiet", "no terminal"])
def test_where_nobody_reads_nothing_is_shown(
    terminal: Terminal, clock: Clock, log: logging.Logger, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    if reason == "ci":
        monkeypatch.setenv("CI", "true")
    elif reason == "quiet":
        log.setLevel(logging.ERROR)
    else:
        monkeypatch.setattr(terminal, "isatty", lambda: False)
    line = ProgressLine(log, "Cards: {}")
    clock.now += 5
    line.advance()
    line.remove()
    assert terminal.getvalue() == ""
