"""Make the folders of a site's pages while the pages are made.

Each page has a folder. For many thousands of pages, making these takes the system nearly as long as filling the pages
takes Python, and one waits for the other. So a process of its own makes them ahead of the build, which makes whatever
is missing, so it does not matter who is first. Files are left to the build: an empty one would be a blank page if the
build is ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from pathlib import Path

from .processing.workers import NO_START, process_executor

MIN_FOLDERS = 1000
"""Below, starting a process costs more than it saves."""

CHUNK = 200
"""Folders that are made before the process asks whether to go on."""


class EarlyFolders:
    """Folders that are made ahead, in the order in which pages will be written there, below the folder `site`."""

    def __init__(self, site: Path, folders: Iterable[str]) -> None:
        self._site = site
        self._folders = tuple(folders)
        self._executor: Executor | None = None
        if len(self._folders) >= MIN_FOLDERS:
            # Where no process starts, the build makes all folders itself.
            with suppress(*NO_START):
                self._start(self._folders)

    def finish(self) -> None:
        """End the process, and remove the folders that no page was written to."""
        if self._executor is None:
            return
        self._executor.shutdown(cancel_futures=True)
        self._executor = None
        for folder in map(Path, self._folders):
            self._remove_empty(folder)

    def _start(self, folders: Sequence[str]) -> None:
        self._executor = process_executor(1)()
        for start in range(0, len(folders), CHUNK):
            self._executor.submit(make_folders, folders[start : start + CHUNK])

    def _remove_empty(self, folder: Path) -> None:
        while folder != self._site and folder.is_relative_to(self._site):
            try:
                folder.rmdir()
            except OSError:  # something is in it
                return
            folder = folder.parent


def make_folders(folders: Sequence[str]) -> None:
    """Make folders and those that they lie in."""
    for folder in map(Path, folders):
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
