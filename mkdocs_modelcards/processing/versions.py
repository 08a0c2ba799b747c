"""What a rendered card depends on besides its text and the options: the code that renders it."""

from __future__ import annotations

import hashlib
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ..formulas.katex_files import SCRIPT, katex_folder

PACKAGES = (
    "cmarkgfm",
    "mini-racer",
    "msgspec",
    "nh3",
    "pathspec",
    "Pygments",
    "PyYAML",
    "quickjs-ng",
    "rapidfuzz",
)
"""The packages whose code has a part in a rendered card."""


def code_fingerprint() -> bytes:
    """A hash that differs whenever the code that parses and renders cards does.

    It covers this package's own files, so that no one has to think of a version number when changing them, KaTeX, the
    versions of the packages that are used, and that of Python, whose tables of characters and entities matter.
    """
    found = hashlib.blake2b(digest_size=16)
    for name in PACKAGES:
        found.update(f"{name} {_version(name)}\n".encode())
    found.update(f"{platform.python_implementation()} {platform.python_version()}\n".encode())
    folder = Path(__file__).parents[1]
    own = sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".json"))
    for path in (*own, katex_folder() / SCRIPT):
        data = path.read_bytes() if path.is_file() else b""
        found.update(f"{path.name} {len(data)}\n".encode() + data)
    return found.digest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
