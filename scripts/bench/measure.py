"""What one build costs: its time, its processor time, and the memory of its largest process."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from .contenders import Contender

SAMPLE_SECONDS = 0.1
LINES_OF_A_FAILURE = 20


class BuildFailedError(Exception):
    """A build ended with an error. The message holds the command and the end of its output."""


class Usage(msgspec.Struct, frozen=True):
    """What one build took. `cpu_seconds` is of all its processes, `peak_bytes` of the largest one."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int


class SiteSize(msgspec.Struct, frozen=True):
    """How large a built site is."""

    bytes: int
    files: int


def run_measured(site: Contender) -> Usage:
    """Build a site to the end. Raises `BuildFailedError` when that fails."""
    with site.log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            site.command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env={**os.environ, **site.environment},
        )
        watch = _ProcessWatch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.stop()
    if process.returncode:
        lines = site.log.read_text(encoding="utf-8", errors="replace").splitlines()
        shown = "\n".join(lines[-LINES_OF_A_FAILURE:])
        raise BuildFailedError(f"`{' '.join(site.command)}` ended with status {process.returncode}:\n{shown}")
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    # The time that the system reports lacks processes that their parents did not wait for, that of the watch lacks what
    # happens after it has last looked. So the larger one is right.
    cpu_seconds = max(usage.ru_utime + usage.ru_stime, watch.cpu_seconds())
    # The memory that the system reports is at least that of this process, which it was started from (getrusage(2)).
    return Usage(seconds, cpu_seconds, watch.peak_bytes() or peak)


def site_size(folder: Path) -> SiteSize:
    """The files of a folder and the sum of their sizes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return SiteSize(sum(sizes), len(sizes))


class _ProcessWatch(threading.Thread):
    """Looks at a process and all those that it started, now and then, where the system has `/proc`."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process = process
        self._done = threading.Event()
        self._cpu_seconds: dict[int, float] = {}
        self._peak_bytes: dict[int, int] = {}

    def run(self) -> None:
        ended = False
        while not ended:
            ended = self._done.wait(SAMPLE_SECONDS)
            # A process whose parent has ended belongs to another one, so those seen once are looked at again.
            for process in {*self._peak_bytes, *_with_descendants(self._process)}:
                self._look_at(process)

    def _look_at(self, process: int) -> None:
        # There is nothing to read of a process that has just ended.
        with suppress(OSError, StopIteration):
            self._cpu_seconds[process] = _cpu_seconds(process)
            self._peak_bytes[process] = _peak_bytes(process)

    def stop(self) -> None:
        self._done.set()
        self.join()

    def cpu_seconds(self) -> float:
        return sum(self._cpu_seconds.values())

    def peak_bytes(self) -> int:
        return max(self._peak_bytes.values(), default=0)


def _with_descendants(process: int) -> Iterator[int]:
    yield process
    for file in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = file.read_text(encoding="ascii").split()
        except OSError:  # the thread has just ended
            continue
        for child in children:
            yield from _with_descendants(int(child))


def _cpu_seconds(process: int) -> float:
    """The user and system time of a process (proc(5), `/proc/PID/stat`)."""
    text = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    fields = text.rpartition(")")[2].split()  # the name, in parentheses, may hold anything
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak_bytes(process: int) -> int:
    """The most memory that a process has had so far (proc(5), `VmHWM` in `/proc/PID/status`)."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8", errors="replace").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))
