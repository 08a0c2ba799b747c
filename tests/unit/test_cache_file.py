"""The cache's file: what is put in is found again, and no file makes trouble."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mkdocs_modelcards.processing import cache_file
from mkdocs_modelcards.processing.cache_file import (
    MAX_UNUSED_DAYS,
    SECONDS_PER_DAY,
    CacheCorruptError,
    CacheFile,
)


@pytest.fixture
def notes() -> list[str]:
    return []


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "cards.sqlite3"


@pytest.fixture
def opened(path: Path, notes: list[str]) -> Iterator[Callable[[], CacheFile]]:
    """Opens the cache at `path`, as often as it is called."""
    caches: list[CacheFile] = []

    def open_one() -> CacheFile:
        caches.append(CacheFile(path, notes.append))
        return caches[-1]

    yield open_one
    for cache in caches:
        cache.close()


def saved(cache: CacheFile, key: bytes, value: bytes) -> None:
    cache.put(key, value)
    cache.save()
    cache.close()


def test_a_saved_value_is_there_the_next_time(opened: Callable[[], CacheFile], notes: list[str]) -> None:
    first = opened()
    assert first.get(b"key") is None
    first.put(b"key", b"value")
    assert first.get(b"key") == b"value"
    first.save()
    first.close()
    assert opened().get(b"key") == b"value"
    assert notes == []


def test_a_value_that_does_not_last_is_not_saved(opened: Callable[[], CacheFile]) -> None:
    first = opened()
    first.put(b"key", b"value", lasting=False)
    assert first.get(b"key") == b"value"
    first.save()
    first.close()
    assert opened().get(b"key") is None


def test_a_build_that_ends_early_leaves_the_file_as_it_was(opened: Callable[[], CacheFile]) -> None:
    saved(opened(), b"old", b"1")
    cache = opened()
    cache.put(b"new", b"2")
    cache.close()
    again = opened()
    assert (again.get(b"old"), again.get(b"new")) == (b"1", None)


def test_without_a_path_nothing_is_written(tmp_path: Path, notes: list[str]) -> None:
    cache = CacheFile(None, notes.append)
    cache.put(b"key", b"value")
    cache.save()
    assert cache.get(b"key") == b"value"
    cache.close()
    assert list(tmp_path.iterdir()) == []
    assert notes == []


def test_one_file_is_all_that_stays(opened: Callable[[], CacheFile], path: Path) -> None:
    saved(opened(), b"key", b"value")
    assert [item.name for item in path.parent.iterdir()] == ["cards.sqlite3"]


def test_a_build_that_adds_nothing_leaves_the_file_alone(opened: Callable[[], CacheFile], path: Path) -> None:
    saved(opened(), b"key", b"value")
    before = path.stat()
    cache = opened()
    assert cache.get(b"key") == b"value"
    cache.put(b"other", b"value", lasting=False)
    cache.save()
    cache.close()
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def foreign_database(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE customers (name TEXT)")
    database.close()


def other_version(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 999")
    database.close()


def half_written(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def overwritten(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[40:4000] = os.urandom(3960)
    path.write_bytes(bytes(data))


@pytest.mark.parametrize(
    "spoil",
    [
        foreign_database,
        other_version,
        half_written,
        overwritten,
        lambda path: path.write_text("This is a letter, not a database. " * 100),
    ],
)
def test_a_file_that_can_not_be_used_is_made_anew_with_a_note(
    opened: Callable[[], CacheFile], path: Path, notes: list[str], spoil: Callable[[Path], None]
) -> None:
    if spoil is foreign_database:
        path.parent.mkdir()
    else:
        saved(opened(), b"key", b"x" * 20_000)
    spoil(path)
    cache = opened()
    try:
        assert cache.get(b"key") is None
    except CacheCorruptError as error:
        cache.discard(str(error))
        assert cache.get(b"key") is None
    saved(cache, b"key", b"new")
    assert opened().get(b"key") == b"new"
    assert len(notes) == 1
    assert str(path) in notes[0]
    assert "made anew" in notes[0]


def test_a_folder_in_the_place_of_the_file_is_left_alone(
    opened: Callable[[], CacheFile], path: Path, notes: list[str]
) -> None:
    path.mkdir(parents=True)
    cache = opened()
    saved(cache, b"key", b"value")
    assert path.is_dir()
    assert len(notes) == 1
    assert "This build goes without it" in notes[0]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind root")
def test_a_folder_that_can_not_be_written_does_no_harm(
    opened: Callable[[], CacheFile], path: Path, notes: list[str]
) -> None:
    path.parent.mkdir(mode=0o500)
    saved(opened(), b"key", b"value")
    assert len(notes) == 1


def test_several_builds_at_once_all_save(opened: Callable[[], CacheFile]) -> None:
    caches = [opened() for _ in range(4)]
    for number, cache in enumerate(caches):
        cache.put(b"both", b"same")
        cache.put(b"own%d" % number, b"value")
    for cache in caches:
        cache.save()
    last = opened()
    assert [last.get(b"own%d" % number) for number in range(4)] == [b"value"] * 4
    assert last.get(b"both") == b"same"


@pytest.mark.parametrize("reads", [True, False])
def test_another_build_that_writes_for_long_is_not_waited_for(
    opened: Callable[[], CacheFile], path: Path, notes: list[str], monkeypatch: pytest.MonkeyPatch, reads: bool
) -> None:
    saved(opened(), b"old", b"value")
    monkeypatch.setattr(cache_file, "SECONDS_TO_WAIT", 0.05)
    cache = opened()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    if reads:
        assert cache.get(b"old") is None
        other.execute("ROLLBACK")
        assert cache.get(b"old") is None
        assert "can't be read" in notes[0]
    cache.put(b"key", b"value")
    cache.save()
    other.close()
    assert len(notes) == 1
    assert reads or "could not be written" in notes[0]
    assert cache.get(b"key") == b"value"


def test_entries_that_no_build_uses_leave(opened: Callable[[], CacheFile], monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    cache = opened()
    cache.put(b"unused", b"1")
    saved(cache, b"used", b"2")
    for day in (MAX_UNUSED_DAYS, MAX_UNUSED_DAYS + 1):
        monkeypatch.setattr(time, "time", lambda day=day: now + day * SECONDS_PER_DAY)
        cache = opened()
        assert cache.get(b"used") == b"2"
        cache.save()
        cache.close()
    cache = opened()
    assert (cache.get(b"used"), cache.get(b"unused")) == (b"2", None)


def test_a_file_that_grew_too_large_loses_what_was_not_used_today(
    opened: Callable[[], CacheFile], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    cache = opened()
    for number in range(50):
        cache.put(b"old%d" % number, os.urandom(10_000))
    cache.save()
    cache.close()
    monkeypatch.setattr(time, "time", lambda: now + SECONDS_PER_DAY)
    monkeypatch.setattr(cache_file, "MAX_BYTES", 300_000)
    cache = opened()
    assert cache.get(b"old7") is not None
    saved(cache, b"new", os.urandom(10_000))
    assert path.stat().st_size < 350_000
    cache = opened()
    assert cache.get(b"new") is not None
    assert cache.get(b"old7") is not None
    assert cache.get(b"old0") is None
