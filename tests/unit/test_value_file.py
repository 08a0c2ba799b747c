"""Values in a temporary file, and in memory where it can't grow."""

from __future__ import annotations

import errno
import tempfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.processing.value_file import ValueFile


@given(st.lists(st.tuples(st.binary(max_size=3), st.binary())))
def test_the_last_value_of_a_key_is_found(pairs: list[tuple[bytes, bytes]]) -> None:
    values = ValueFile(pytest.fail)
    for key, value in pairs:
        values.put(key, value)
    assert {key: values.get(key) for key in values.keys()} == dict(pairs)  # noqa: SIM118  # it is no mapping
    assert values.get(b"four") is None
    values.close()


class SmallDisk:
    """A file on a disk with room for so many bytes."""

    def __init__(self, room: int, error: bool) -> None:
        self.data = bytearray()
        self.place = 0
        self.room = room
        self.error = error
        self.closed = False

    def seek(self, place: int) -> None:
        self.place = place

    def write(self, value: bytes) -> int:
        fits = value[: self.room - self.place]
        if self.error and len(fits) < len(value):
            raise OSError(errno.ENOSPC, "No space left on device")
        self.data[self.place :] = fits
        return len(fits)

    def read(self, length: int) -> bytes:
        return bytes(self.data[self.place : self.place + length])

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize("error", [True, False])
def test_a_full_disk_costs_memory_and_no_value(monkeypatch: pytest.MonkeyPatch, error: bool) -> None:
    disk = SmallDisk(25, error)
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda buffering: disk)
    notes: list[str] = []
    values = ValueFile(notes.append)
    for number in range(6):
        values.put(b"%d" % number, b"%d" % number * 10)
    assert [values.get(b"%d" % number) for number in range(6)] == [b"%d" % number * 10 for number in range(6)]
    assert disk.closed
    assert len(notes) == 1
    assert "space" in notes[0]
    assert "TMPDIR" in notes[0]


def test_without_a_temporary_file_memory_holds_the_values(monkeypatch: pytest.MonkeyPatch) -> None:
    def unavailable(buffering: int) -> None:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr(tempfile, "TemporaryFile", unavailable)
    values = ValueFile(pytest.fail)
    values.put(b"key", b"value")
    assert values.get(b"key") == b"value"
    values.close()
