"""Cards over processes: the same as in one, and no card can end the build."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from mkdocs_modelcards.discover import CardSource
from mkdocs_modelcards.formulas.typeset import Typesetter
from mkdocs_modelcards.processing import workers
from mkdocs_modelcards.processing.processed import (
    PackedCard,
    ProcessedCard,
    decompressed,
    lost_card,
    process_cards,
    unpacked_record,
)
from mkdocs_modelcards.processing.workers import (
    WorkersUnavailableError,
    process_in_workers,
    start_method,
)
from mkdocs_modelcards.render.options import RenderOptions
from mkdocs_modelcards.source_file import SourceFile
from tests.unit.deadly import DEADLY, ENDLESS, arm

OPTIONS = RenderOptions()


def sources(*texts: str) -> list[CardSource]:
    return [
        CardSource(f"acme/{number}", f"acme/{number}.md", SourceFile(f"cards/acme/{number}.md", text))
        for number, text in enumerate(texts)
    ]


def unpacked(result: PackedCard | ProcessedCard) -> ProcessedCard:
    if isinstance(result, ProcessedCard):
        return result
    card, rendered = unpacked_record(result.record)
    return ProcessedCard(card, rendered, decompressed(result.template).decode())


def expected(cards: Sequence[CardSource]) -> dict[str, ProcessedCard]:
    with Typesetter() as typesetter:
        return {card.card.id: card for card in process_cards(cards, OPTIONS, typesetter)}


def run(cards: Sequence[CardSource], executor: workers.OpenExecutor) -> dict[str, ProcessedCard]:
    found = [(source.id, unpacked(result)) for source, result in process_in_workers(cards, OPTIONS, "auto", executor)]
    assert len(found) == len(cards)
    return dict(found)


def armed() -> Executor:
    return ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"), initializer=arm)


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_every_start_method_gives_the_same_cards(method: str) -> None:
    # In a process of its own, which has a single thread, as a build has.
    script = """
import multiprocessing, sys
from tests.unit.test_workers import expected, run, sources
from mkdocs_modelcards.processing.workers import process_executor, start_method
if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    assert start_method() == sys.argv[1]
    cards = sources(*(f"---\\nlicense: mit\\n---\\n# Card {n}\\n\\n$$x^{{{n}}}$$" for n in range(60)))
    assert run(cards, process_executor(2)) == expected(cards)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, method],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=Path(__file__).parents[2],
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_process_with_threads_is_not_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_start_method", lambda allow_none: "fork")
    monkeypatch.setattr("threading.active_count", lambda: 1)
    assert start_method() == "fork"
    monkeypatch.setattr("threading.active_count", lambda: 2)
    assert start_method() == "spawn"


def test_a_card_that_ends_its_process_is_lost_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CHUNK", 2)
    cards = sources("# One", "# Two", DEADLY, "# Four", "# Five")
    found = run(cards, armed)
    assert found == {**expected(cards), "acme/2": lost_card(cards[2])}
    lost = found["acme/2"]
    assert (lost.card.id, lost.template) == ("acme/2", f"<pre>{DEADLY}</pre>")
    [finding] = lost.rendered.findings
    assert (finding.path, finding.line, finding.code) == ("cards/acme/2.md", 1, "card-failed")


def test_a_card_that_never_comes_back_is_lost_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CHUNK", 1)
    cards = sources("# One", ENDLESS, "# Three")
    assert run(cards, armed) == {**expected(cards), "acme/1": lost_card(cards[1])}


class BreaksOnce:
    """An executor that breaks at the first card, and does not start again."""

    def __init__(self) -> None:
        self.opened = 0

    def __call__(self) -> Executor:
        self.opened += 1
        if self.opened > 1:
            raise OSError("no more processes")
        return Breaking(1)


class Breaking(ThreadPoolExecutor):
    def submit(self, function, /, *arguments, **named):  # type: ignore[no-untyped-def]  # as the class it stands for
        if function is int:
            return super().submit(function, *arguments, **named)
        return super().submit(self.fail)

    def fail(self) -> None:
        raise BrokenProcessPool("a process ended")


def test_when_no_executor_starts_again_this_process_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CHUNK", 1)
    monkeypatch.setattr(workers, "CHUNKS_AHEAD", 0)
    monkeypatch.setattr(workers, "available_processors", lambda: 2)
    cards = sources("# One", "# Two", "# Three")
    found = run(cards, BreaksOnce())
    wanted = expected(cards)
    assert found["acme/2"] == wanted["acme/2"]
    assert [found[name].lost for name in ("acme/0", "acme/1")] == [True, True]


class BreaksBeforeWork(ThreadPoolExecutor):
    def submit(self, function, /, *arguments, **named):  # type: ignore[no-untyped-def]  # as the class it stands for
        if function is int:
            return super().submit(function, *arguments, **named)
        raise BrokenProcessPool("a process ended")


def test_cards_that_no_process_had_are_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CHUNK", 1)
    started: list[Executor] = []

    def once() -> Executor:
        if started:
            raise OSError("no more processes")
        started.append(BreaksBeforeWork(1))
        return started[0]

    cards = sources("# One", "# Two", "# Three")
    found = run(cards, once)
    assert [card.lost for card in found.values()] == [True, False, False]


def test_an_executor_that_never_starts_is_reported_before_a_card_is_read() -> None:
    read: list[bool] = []

    def unread() -> Iterator[CardSource]:
        read.append(True)
        yield from sources("# Card")

    def unavailable() -> Executor:
        raise OSError("no semaphores")

    with pytest.raises(WorkersUnavailableError, match="no semaphores"):
        next(process_in_workers(unread(), OPTIONS, "auto", unavailable))
    assert read == []


ENDLESS_BUILD = """
import os, signal, sys
from tests.unit.test_workers import OPTIONS, sources
from mkdocs_modelcards.processing.workers import process_executor, process_in_workers
def endless():
    while True:
        yield from sources(*["# Card"] * 100)
if __name__ == "__main__":
    for number, _ in enumerate(process_in_workers(endless(), OPTIONS, "auto", process_executor(2))):
        if number == 50:
            print("ready", flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_ends_all_processes_without_a_word_from_them(number: signal.Signals) -> None:
    started = subprocess.Popen(
        [sys.executable, "-c", ENDLESS_BUILD],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        start_new_session=True,
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    if number == signal.SIGINT:  # as a terminal sends it: to all
        os.killpg(started.pid, number)
    else:
        os.kill(started.pid, number)
    _, errors = started.communicate(timeout=30)
    if number == signal.SIGINT:
        assert errors.count("Traceback") == 1
        assert errors.rstrip().endswith("KeyboardInterrupt")
    else:
        assert errors == ""
    for _ in range(100):
        try:
            os.killpg(started.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("a process was left behind")
