"""Pagefind's service: requests and answers over the pipes of a process.

The Python package has a client for it, which sleeps for a tenth of a second before each answer. With an answer for each
record, ten thousand cards would take it a quarter of an hour. It also needs an event loop, which MkDocs has not. So
this is a client of its own, for the same protocol: JSON in base64, each message with a comma after it.

Records are sent many at a time, and up to `MOST_OPEN` of them wait for answers. With one at a time, each process would
wait for the other, and this one for its other thread besides.
"""

from __future__ import annotations

import os
import queue
import subprocess
import tempfile
import threading
import time
import weakref
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from typing import IO

import msgspec

from .binary import Pagefind, PagefindError

SECONDS_FOR_ANSWER = 300.0
"""How long Pagefind may take over one request. The longest one takes about five seconds where nothing else runs."""

MOST_OPEN = 200
BYTES_AT_ONCE = 400_000
READ_AT_ONCE = 1 << 16
MAX_SAID = 300


class IndexFile(msgspec.Struct, frozen=True):
    """A file of an index. In the answer, its content is in base64."""

    path: str
    content: bytes


class Answer(msgspec.Struct, frozen=True):
    """What a request is answered with; which of the fields are there depends on its type."""

    type: str
    message: str = ""
    index_id: int | None = None
    files: tuple[IndexFile, ...] = ()


class _Response(msgspec.Struct, frozen=True):
    payload: Answer


_DECODER = msgspec.json.Decoder(_Response)


class PagefindService:
    """A Pagefind that runs until it is closed, and no longer than this object or this process lasts.

    Every method but `kill` raises `PagefindError` when it crashes, says what it should not, or does not answer in time.
    `kill` may be called from any thread; what waits for an answer fails then.
    """

    def __init__(self, pagefind: Pagefind, seconds: float = SECONDS_FOR_ANSWER) -> None:
        self._seconds = seconds
        self._open = 0
        self._number = 0
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  # open as long as the process runs
        # Neither a folder's nor an environment's settings for sites of other kinds are to have a part in this.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
        try:
            self._process = subprocess.Popen(
                [pagefind.executable, "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
                bufsize=0,
                cwd=pagefind.executable.parent,
                env=environment,
            )
        except (OSError, ValueError) as error:
            self._said.close()
            raise PagefindError(f"Pagefind can't be run ({error}).") from None
        self.last_sign = time.monotonic()
        """When the process last took or said something, for those who wait for the thread that talks with it."""
        self._finalizer = weakref.finalize(self, _end, self._process)
        assert self._process.stdout is not None
        self._reader = threading.Thread(target=_read, args=(self._process.stdout, self._answers), daemon=True)
        self._reader.start()

    def ask(self, payload: Mapping[str, object]) -> Answer:
        """Send a request, and wait for its answer."""
        self.send(payload)
        self._flush()
        answer = self._answer()
        while self._open:
            answer = self._answer()
        return answer

    def send(self, payload: Mapping[str, object]) -> None:
        """Send a request whose answer says nothing but that it was done. It may be sent with later ones."""
        self._number += 1
        message = b64encode(msgspec.json.encode({"message_id": self._number, "payload": payload})) + b","
        self._waiting.append(message)
        self._waiting_bytes += len(message)
        self._open += 1
        if self._waiting_bytes > BYTES_AT_ONCE or len(self._waiting) >= MOST_OPEN // 2:
            self._flush()
        while self._open - len(self._waiting) > MOST_OPEN:
            self._answer()

    def kill(self) -> None:
        """End the process at once."""
        with suppress(OSError):
            self._process.kill()

    def close(self) -> None:
        """End the process, and wait until it has ended."""
        self._finalizer()
        # It ends with the process, unless that has left behind another one with its pipes.
        self._reader.join(1)
        self._said.close()

    def _flush(self) -> None:
        data = b"".join(self._waiting)
        self._waiting.clear()
        self._waiting_bytes = 0
        assert self._process.stdin is not None
        try:
            view = memoryview(data)
            while view:
                view = view[self._process.stdin.write(view) :]
                self.last_sign = time.monotonic()
        except (OSError, ValueError):
            raise self._ended() from None

    def _answer(self) -> Answer:
        try:
            answer = self._answers.get(timeout=self._seconds)
        except queue.Empty:
            raise PagefindError(f"Pagefind has not answered for {self._seconds:g} seconds.") from None
        self.last_sign = time.monotonic()
        if not answer:
            raise self._ended()
        self._open -= 1
        try:
            payload = _DECODER.decode(b64decode(answer, validate=True)).payload
        except (ValueError, msgspec.MsgspecError):
            raise PagefindError("Pagefind's answer can't be read.") from None
        if payload.type == "Error":
            raise PagefindError(f"Pagefind reports an error: {payload.message[:MAX_SAID]}")
        return payload

    def _ended(self) -> PagefindError:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        self._said.seek(0)
        said = " ".join(self._said.read(10_000).decode(errors="replace").split())[:MAX_SAID]
        code = self._process.poll()
        return PagefindError(f"Pagefind ended early (with {code}){f': {said}' if said else '.'}")


def _read(stream: IO[bytes], answers: queue.SimpleQueue[bytes]) -> None:
    """Put each answer into the queue, and nothing (`b""`) when there will be no more."""
    pieces: list[bytes] = []
    try:
        while data := stream.read(READ_AT_ONCE):
            first, *others = data.split(b",")
            pieces.append(first)
            for other in others:
                answers.put(b"".join(pieces) or b"?")
                pieces = [other]
    except (OSError, ValueError):  # it was closed meanwhile
        pass
    answers.put(b"")


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):
                stream.close()
