"""A cache in one file: values by key, which the next build finds again.

The file is an SQLite database. What a build adds lies in a temporary file first and goes into the database in one
transaction, so that it is whole at any time, whatever ends a build, and several builds can share it.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from .value_file import ValueFile

SECONDS_PER_DAY = 86_400
MAX_UNUSED_DAYS = 14
"""Entries that no build has used for longer leave the file."""

MAX_BYTES = 1_000_000_000
"""Above this size, entries that were not used today leave, the longest unused first."""

SECONDS_TO_WAIT = 10.0
"""How long to wait for another build that is writing."""

APPLICATION_ID = 0x6D6463  # "mdc"
FORMAT = 1
NOT_OF_THE_FILE = ("disk I/O", "is full", "locked", "readonly", "unable to open")
"""Words in SQLite's messages about what keeps a file from being used, but is not wrong with its content."""

SIDE_FILES = ("-journal", "-wal", "-shm")
"""Ends of the names of files that SQLite keeps beside a database for a while."""


class CacheCorruptError(Exception):
    """The file does not hold what was put into it."""


class CacheFile:
    """Values by key, those of earlier builds included.

    `path` is None for a cache that lasts as long as this object. A file that can't be used never stops a build: `note`
    is told why, and the cache lasts as long as this object. The clock only decides when entries leave.

    Any thread may ask for values.
    """

    def __init__(self, path: Path | None, note: Callable[[str], None]) -> None:
        self._path = path
        self._note = note
        self._today = int(time.time()) // SECONDS_PER_DAY
        self._stale: list[bytes] = []
        self._has_file = False
        self._fresh = ValueFile(note)
        self._to_save: dict[bytes, None] = {}
        self._lock = threading.RLock()
        self._database = sqlite3.connect(
            ":memory:", timeout=SECONDS_TO_WAIT, isolation_level=None, check_same_thread=False
        )
        if path is not None:
            self._open(path)

    def get(self, key: bytes) -> bytes | None:
        """The value of a key, None for an unknown one. Raises `CacheCorruptError` when the file can't be read."""
        with self._lock:
            return self._get(key)

    def _get(self, key: bytes) -> bytes | None:
        fresh = self._fresh.get(key)
        if fresh is not None:
            return fresh
        if not self._has_file:
            return None
        try:
            row = self._database.execute("SELECT value, day FROM saved.entries WHERE key = ?", (key,)).fetchone()
        except sqlite3.OperationalError as error:
            # Another build is writing for longer than anyone should wait; once is enough.
            self._has_file = False
            self._note(f"The cache '{self._path}' can't be read ({error}). This build goes on without it.")
            return None
        except sqlite3.DatabaseError as error:
            raise CacheCorruptError(str(error)) from None
        if row is None:
            return None
        value, day = row
        if not isinstance(value, bytes):
            raise CacheCorruptError("a value is not made of bytes")
        if day != self._today:
            self._stale.append(key)
        return value

    def put(self, key: bytes, value: bytes, *, lasting: bool = True) -> None:
        """Keep a value; one that is not `lasting` only as long as this object."""
        with self._lock:
            self._fresh.put(key, value)
            if lasting:
                self._to_save[key] = None

    def save(self) -> None:
        """Write what is new into the file, and let old entries leave.

        A file that has nothing to gain is not touched: someone may be watching its folder.
        """
        if not self._has_file or not (self._to_save or self._stale):
            return
        try:
            self._database.execute("BEGIN IMMEDIATE")
            self._write()
            self._database.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            with suppress(sqlite3.Error):
                self._database.execute("ROLLBACK")
            self._note(f"The cache '{self._path}' could not be written ({error}); the next build starts without it.")

    def discard(self, reason: str) -> None:
        """Remove a file that can't be used, and go on with an empty one."""
        self._note(f"The cache '{self._path}' can't be used ({reason}). It is made anew.")
        self._detach()
        self._stale.clear()
        if self._path is None:
            return
        try:
            for end in ("", *SIDE_FILES):
                Path(f"{self._path}{end}").unlink(missing_ok=True)
        except OSError as error:
            self._note(f"The cache '{self._path}' can't be removed ({error.strerror}). This build goes without it.")
            return
        self._open(self._path, anew=True)

    def close(self) -> None:
        """Give back the files. What was not saved is gone."""
        self._fresh.close()
        self._database.close()

    def _open(self, path: Path, *, anew: bool = False) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database.execute("ATTACH ? AS saved", (str(path),))
            self._has_file = True
            # Whatever a power failure leaves behind is noticed, and the file made anew.
            self._database.execute("PRAGMA saved.synchronous = OFF")
            problem = self._prepare()
        except (OSError, sqlite3.DatabaseError) as error:
            problem = str(error)
            if isinstance(error, OSError) or any(word in problem for word in NOT_OF_THE_FILE):
                self._detach()
                self._note(f"The cache '{path}' can't be opened ({problem}). This build goes without it.")
                return
        if problem and anew:
            self._detach()
            self._note(f"The cache '{path}' can't be made ({problem}). This build goes without it.")
        elif problem:
            self.discard(problem)

    def _prepare(self) -> str:
        """Make the table in an empty file. Returns why a file can't be used, nothing for one that can."""
        database = self._database
        [(tables,)] = database.execute("SELECT count(*) FROM saved.sqlite_master")
        if tables == 0:
            database.execute("PRAGMA saved.auto_vacuum = FULL")
            database.execute("BEGIN IMMEDIATE")
            database.execute(f"PRAGMA saved.application_id = {APPLICATION_ID}")
            database.execute(f"PRAGMA saved.user_version = {FORMAT}")
            database.execute(
                "CREATE TABLE IF NOT EXISTS saved.entries"
                " (key BLOB PRIMARY KEY, day INTEGER NOT NULL, value BLOB NOT NULL)"
            )
            database.execute("COMMIT")
        [(application,)] = database.execute("PRAGMA saved.application_id")
        [(version,)] = database.execute("PRAGMA saved.user_version")
        if application != APPLICATION_ID:
            return "it is not a cache of this plugin"
        if version != FORMAT:
            return "it was written by another version"
        database.execute("SELECT key, value, day FROM saved.entries LIMIT 1").fetchone()
        return ""

    def _detach(self) -> None:
        self._has_file = False
        with suppress(sqlite3.Error):
            self._database.execute("ROLLBACK")
        with suppress(sqlite3.Error):
            self._database.execute("DETACH saved")

    def _write(self) -> None:
        database = self._database
        entries = ((key, self._today, self._fresh.get(key)) for key in self._to_save)
        database.executemany("INSERT OR REPLACE INTO saved.entries VALUES (?, ?, ?)", entries)
        days = ((self._today, key) for key in self._stale)
        database.executemany("UPDATE saved.entries SET day = ? WHERE key = ?", days)
        self._stale.clear()
        self._to_save.clear()
        database.execute("DELETE FROM saved.entries WHERE day < ?", (self._today - MAX_UNUSED_DAYS,))
        [(pages,)] = database.execute("PRAGMA saved.page_count")
        [(page_size,)] = database.execute("PRAGMA saved.page_size")
        excess = pages * page_size - MAX_BYTES
        if excess > 0:
            [(count,)] = database.execute("SELECT count(*) FROM saved.entries")
            database.execute(
                "DELETE FROM saved.entries WHERE rowid IN"
                " (SELECT rowid FROM saved.entries WHERE day < ? ORDER BY day, rowid LIMIT ?)",
                (self._today, 1 + count * excess // (pages * page_size)),
            )
