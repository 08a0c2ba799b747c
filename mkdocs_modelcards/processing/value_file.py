"""Values that are too many for memory, in a temporary file; in memory where there is none."""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import FileIO


class ValueFile:
    """Bytes by key, as long as this object lasts. `note` is told when the temporary file can't grow."""

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note = note
        self._file: FileIO | None = None
        with suppress(OSError):  # no folder for temporary files can be written
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  # open as long as this object lasts
            # At the latest when nobody knows of this object any more.
            weakref.finalize(self, self._file.close)
        self._end = 0
        self._places: dict[bytes, tuple[int, int]] = {}
        self._in_memory: dict[bytes, bytes] = {}

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value."""
        if self._file is not None:
            try:
                self._file.seek(self._end)
                if self._file.write(value) < len(value):
                    raise OSError("no space is left")
            except OSError as error:
                self._note(f"The temporary file can't grow ({error}), so memory is used. TMPDIR names another folder.")
                self._file_is_full()
            else:
                self._places[key] = (self._end, len(value))
                self._end += len(value)
                return
        self._in_memory[key] = value

    def get(self, key: bytes) -> bytes | None:
        """The value of a key, None for an unknown one."""
        if key in self._in_memory:
            return self._in_memory[key]
        place = self._places.get(key)
        if place is None or self._file is None:
            return None
        start, length = place
        self._file.seek(start)
        return self._file.read(length)

    def keys(self) -> Iterator[bytes]:
        """All keys."""
        yield from self._places
        yield from self._in_memory

    def close(self) -> None:
        """Remove the file."""
        if self._file is not None:
            self._file.close()

    def _file_is_full(self) -> None:
        """Go on in memory, with what the file holds."""
        self._in_memory |= {key: self.get(key) or b"" for key in self._places}
        self._places.clear()
        self.close()
        self._file = None
