"""Cards over several processes, whatever becomes of these.

A process can end in the middle of a card: a library crashes, the system runs out of memory, or a card takes so long
that the process ends itself (`_Watch`). The executor is then broken, and nobody knows which card it was. So the chunks
that were under way are tried again one at a time, then in halves, until the card stands alone; that one is lost, with a
finding, and the others are not.
"""

from __future__ import annotations

import faulthandler
import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from functools import cache
from itertools import chain, islice
from multiprocessing import connection
from types import TracebackType
from typing import TypeAlias

from ..discover import CardSource
from ..formulas.engines import EngineChoice
from ..formulas.typeset import Typesetter
from ..render.options import RenderOptions
from .processed import PackedCard, ProcessedCard, lost_card, packed, process_cards

NO_START = (BrokenExecutor, ImportError, NotImplementedError, OSError, RuntimeError)
"""What Python raises where processes can't be started: without semaphores, memory, or a main module to import."""

OpenExecutor: TypeAlias = Callable[[], Executor]
"""Makes an executor for cards; called again when one breaks."""

Result: TypeAlias = PackedCard | ProcessedCard

CHUNK = 25
"""Cards that are sent at once. Sending them costs less than one card; more would leave processes idle at the end."""

CHUNKS_AHEAD = 6
"""Chunks that wait while others are under way. It bounds memory."""

GARBAGE_THRESHOLD = 50_000
"""Objects that may be made in a process of cards before Python looks for those that hold each other."""

SECONDS_FOR_ONE = 30
SECONDS_MORE_FOR_EACH = 3
"""The slowest card that the limits of the renderer let through takes about two seconds."""


def process_executor(processes: int) -> OpenExecutor:
    """Makes executors with a number of processes, started in the way that is safe here."""

    def opened() -> Executor:
        context = multiprocessing.get_context(start_method())
        return ProcessPoolExecutor(processes, mp_context=context, initializer=_prepare)

    return opened


def start_method() -> str:
    """How processes start: as Python does on this system, but never by a fork of a process with several threads.

    A lock that another thread holds at that moment would stay locked in the copy.
    """
    method = multiprocessing.get_start_method(allow_none=False)
    return "spawn" if method == "fork" and threading.active_count() > 1 else method


def available_processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class WorkersUnavailableError(Exception):
    """No executor starts here, as on systems without semaphores."""


def process_in_workers(
    sources: Iterable[CardSource], options: RenderOptions, engine: EngineChoice, open_executor: OpenExecutor
) -> Iterator[tuple[CardSource, Result]]:
    """Parse and render cards in the processes of an executor, in any order.

    `sources` are read as processes become free. Raises `WorkersUnavailableError`, before it reads any, when no executor
    starts. When one starts only once, this process goes on with the cards that the broken one did not have.
    """
    with _Workers(options, engine, open_executor) as workers:
        yield from workers.run(iter(sources))


class _Workers:
    """`_under_way` are the chunks that the executor has; `_suspects` those that it had when it broke."""

    def __init__(self, options: RenderOptions, engine: EngineChoice, open_executor: OpenExecutor) -> None:
        self._options = options
        self._engine = engine
        self._open_executor = open_executor
        self._executor: Executor | None = self._started()
        self._under_way: dict[Future[list[Result]], list[CardSource]] = {}
        self._suspects: deque[list[CardSource]] = deque()

    def __enter__(self) -> _Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=kind is None, cancel_futures=True)

    def run(self, sources: Iterator[CardSource]) -> Iterator[tuple[CardSource, Result]]:
        while self._executor is not None:
            self._submit_more(sources)
            if not self._under_way and self._executor is not None:
                return
            done, _ = wait(self._under_way, return_when=FIRST_COMPLETED) if self._under_way else ((), ())
            for future in done:
                chunk = self._under_way.pop(future)
                try:
                    yield from zip(chunk, future.result(), strict=True)
                except BrokenExecutor:
                    yield from self._after_break(chunk)
                    break
        for source in chain.from_iterable((*self._under_way.values(), *self._suspects)):
            yield source, lost_card(source)
        for source in sources:
            [processed] = process_chunk([source], self._options, self._engine)
            yield source, processed

    def _submit_more(self, sources: Iterator[CardSource]) -> None:
        if self._suspects:
            if not self._under_way:
                self._submit(self._suspects.popleft())
            return
        # It may break meanwhile and not start again; the rest of the sources is left for then.
        while self._executor is not None and len(self._under_way) < CHUNKS_AHEAD + available_processors():
            chunk = list(islice(sources, CHUNK))
            if not chunk:
                return
            self._submit(chunk)

    def _submit(self, chunk: list[CardSource]) -> None:
        # An executor may have broken since its last result. Two in a row that break before they have work are enough.
        for _ in range(2):
            if self._executor is None:
                break
            try:
                future = self._executor.submit(process_chunk, chunk, self._options, self._engine)
            except BrokenExecutor:
                self._restart()
            else:
                self._under_way[future] = chunk
                return
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None
        self._suspects.append(chunk)

    def _after_break(self, chunk: list[CardSource]) -> Iterator[tuple[CardSource, Result]]:
        """Start anew, with the chunks that were under way one at a time."""
        alone = not self._under_way
        chunks = [chunk, *self._under_way.values()]
        self._under_way.clear()
        self._restart()
        if not alone:
            self._suspects.extend(chunks)
        elif len(chunk) == 1:
            yield chunk[0], lost_card(chunk[0])
        else:
            half = len(chunk) // 2
            self._suspects.extendleft((chunk[half:], chunk[:half]))

    def _restart(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
        try:
            self._executor = self._started()
        except WorkersUnavailableError:
            self._executor = None

    def _started(self) -> Executor:
        """An executor that has done something, so that what breaks it later is a card."""
        try:
            executor = self._open_executor()
            executor.submit(int).result()
        except NO_START as error:
            raise WorkersUnavailableError(str(error) or type(error).__name__) from error
        return executor


def process_chunk(sources: Sequence[CardSource], options: RenderOptions, engine: EngineChoice) -> list[Result]:
    """What a process does with some cards. They come back as bytes, which are quicker to send than values."""
    with _Watch(SECONDS_FOR_ONE + SECONDS_MORE_FOR_EACH * len(sources)):
        processed = process_cards(sources, options, _typesetter(engine))
        return [packed(card) or card for card in processed]


class _Watch:
    """Ends this process if it takes too long, also from within a library that never comes back.

    Only a process of an executor: a card must not end the build.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._is_worker = multiprocessing.parent_process() is not None

    def __enter__(self) -> None:
        if self._is_worker:
            faulthandler.dump_traceback_later(self._seconds, exit=True, file=_nowhere())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._is_worker:
            faulthandler.cancel_dump_traceback_later()


@cache
def _nowhere() -> int:
    """Where the watch writes the traceback to."""
    return os.open(os.devnull, os.O_WRONLY)


@cache
def _typesetter(engine: EngineChoice) -> Typesetter:
    """The typesetter of this process: starting one for each chunk would cost more than typesetting."""
    return Typesetter(engine)


def _prepare() -> None:
    # Ctrl-C goes to all processes of a terminal. The one that builds ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Cards leave next to nothing that only the collector frees, and it would go through all of this process each time.
    gc.freeze()
    gc.set_threshold(GARBAGE_THRESHOLD)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that builds has gone, of which the executor's queues do not tell."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
