"""Indexes of earlier builds, in a folder of files."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from .bundle import Bundle, packed_bundle, unpacked_bundle
from .parts import Part

SUFFIX = ".bundle"
TEMPORARY = ".new"
SECONDS_OF_LEFTOVERS = 3600.0
"""After this time nobody is still writing a temporary file."""


class BundleStore:
    """Indexes by the keys of their parts. `folder` is None for a store that keeps nothing.

    A file that can't be read is one that is not there, and `note` is told of one that can't be written: a build can do
    without either.
    """

    def __init__(self, folder: Path | None, note: Callable[[str], None]) -> None:
        self._folder = folder
        self._note = note

    def get(self, part: Part) -> Bundle | None:
        """The index of a part, if an earlier build has made just this one."""
        return None if self._folder is None else _read(self._folder / _name(part))

    def last(self, part: Part) -> tuple[str, Bundle] | None:
        """The index, with its key, that was made last for a part with this name, for whichever cards."""
        if self._folder is None:
            return None
        dated = []
        for path in self._folder.glob(f"{part.name}-*{SUFFIX}"):
            with suppress(OSError):
                dated.append((path.stat().st_mtime_ns, path))
        read = ((path.stem.removeprefix(f"{part.name}-"), _read(path)) for _, path in sorted(dated, reverse=True))
        return next(((key, bundle) for key, bundle in read if bundle is not None), None)

    def put(self, part: Part, bundle: Bundle) -> None:
        """Keep an index. Another build may be writing the same one."""
        if self._folder is None:
            return
        temporary = None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(TEMPORARY, dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                file.write(packed_bundle(bundle))
            Path(temporary).replace(self._folder / _name(part))
        except OSError as error:
            self._note(f"The full-text index can't be kept in '{self._folder}' ({error.strerror or error}).")
            if temporary is not None:
                with suppress(OSError):
                    Path(temporary).unlink()

    def keep_only(self, parts: Iterable[Part]) -> None:
        """Remove the indexes of other parts, and what builds that were ended have left behind."""
        if self._folder is None:
            return
        names = set(map(_name, parts))
        with suppress(OSError):
            for path in list(self._folder.iterdir()):
                is_old = path.stat().st_mtime < time.time() - SECONDS_OF_LEFTOVERS
                if (path.suffix == TEMPORARY and is_old) or (path.suffix == SUFFIX and path.name not in names):
                    path.unlink(missing_ok=True)
                elif path.is_dir() and is_old:
                    shutil.rmtree(path, ignore_errors=True)


def _name(part: Part) -> str:
    return f"{part.name}-{part.key}{SUFFIX}"


def _read(path: Path) -> Bundle | None:
    try:
        return unpacked_bundle(path.read_bytes())
    except (OSError, ValueError):
        return None
