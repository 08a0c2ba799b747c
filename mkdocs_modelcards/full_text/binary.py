"""Where Pagefind is, and which version it is of."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import msgspec

SECONDS_FOR_VERSION = 20.0
_VERSION = re.compile(r"pagefind\w*[ -]v?(\d+\.\d+\.\d+[\w.+-]*)", re.IGNORECASE)
OLDEST = (1, 5)
"""Before, a page could not have an index of its own beside that of another plugin."""


class PagefindError(Exception):
    """Pagefind is not there, or does not do what it should. The message is a sentence for people."""


class Pagefind(msgspec.Struct, frozen=True):
    """A Pagefind that answers. `version` is all that it says of itself."""

    executable: Path
    version: str


def find_pagefind() -> Pagefind:
    """The Pagefind that is installed. Raises `PagefindError` when there is none, or one that can't be used."""
    executable = _executable()
    try:
        asked = subprocess.run(
            [executable, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS_FOR_VERSION,
            check=False,
        )
    except (OSError, ValueError) as error:
        raise PagefindError(f"Pagefind can't be run ({error}).") from None
    except subprocess.TimeoutExpired:
        raise PagefindError("Pagefind does not answer.") from None
    said = asked.stdout.decode(errors="replace").strip()
    found = _VERSION.search(said)
    if asked.returncode != 0 or found is None:
        raise PagefindError(f"Pagefind does not say its version (it ended with {asked.returncode}).")
    if tuple(map(int, found[1].split(".")[:2])) < OLDEST:
        raise PagefindError(f"Pagefind {found[1]} is too old.")
    return Pagefind(executable, said)


def _executable() -> Path:
    try:
        from pagefind.service import get_executable
    except ImportError:
        raise PagefindError("Pagefind is not installed.") from None
    try:
        found = get_executable()
    except OSError:  # its package is there without the program
        found = None
    if found is None:
        raise PagefindError("Pagefind's program is not installed.")
    return found
