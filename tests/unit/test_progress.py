"""The line for people who wait: on a terminal, after a second, and nowhere else."""

from __future__ import annotations

import io
import logging
from types import SimpleNamespace

import pytest

from mkdocs_modelcards import progress
from mkdocs_modelcards.progress import progress_line


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
    with progress_line(log) as told:
        for done in range(100):
            told(done)
            clock.now += 0.009
    assert terminal.getvalue() == ""


def test_a_long_build_shows_how_far_it_is_and_cleans_up(terminal: Terminal, clock: Clock, log: logging.Logger) -> None:
    with progress_line(log) as told:
        clock.now += 1
        told(999)
        told(1000)
        clock.now += 0.1
        told(1234)
    assert terminal.getvalue() == "\rReading cards: 999\rReading cards: 1,234\r" + " " * 20 + "\r"


def test_the_line_goes_when_the_build_fails(terminal: Terminal, clock: Clock, log: logging.Logger) -> None:
    def build() -> None:
        with progress_line(log) as told:
            clock.now += 2
            told(5)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        build()
    assert terminal.getvalue().endswith("\r")


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
    with progress_line(log) as told:
        clock.now += 5
        told(100)
    assert terminal.getvalue() == ""
