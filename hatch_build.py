"""Put KaTeX's files into the package when it is built or installed for development.

KaTeX comes with the pinned build requirement djangocms-katex and is never committed: its script, its style sheet and
its fonts are always those of one release.
"""

from __future__ import annotations

import os
import re
import tempfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIER = "djangocms-katex"
CARRIER_VERSION = "1.0.2"
KATEX_VERSION = "0.16.40"
KATEX_FOLDER = "djangocms_katex/static/djangocms_katex/vendor/katex/"
SINGLE_FILES = ("katex.min.js", "katex.min.css", "LICENSE")
FONT = re.compile(r"fonts/KaTeX_[\w-]+\.woff2")
FONT_COUNT = 20
TARGET = "mkdocs_modelcards/katex"


class KatexBuildHook(BuildHookInterface[Any]):
    """Runs before a wheel is made, an editable one too."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write KaTeX's files into the package; `artifacts` in `pyproject.toml` takes them into the wheel.

        Raises `RuntimeError` when the build requirement is missing, incomplete or of another version.
        """
        target = Path(self.root) / TARGET
        for name, content in katex_files().items():
            write_if_changed(target / name, content)


def katex_files() -> dict[str, bytes]:
    """KaTeX's files by their path in the package. Raises `RuntimeError` when they are not as they must be."""
    carrier = _carrier()
    found: dict[str, bytes] = {}
    for path in carrier.files or ():
        name = path.as_posix().removeprefix(KATEX_FOLDER)
        if path.as_posix().startswith(KATEX_FOLDER) and (name in SINGLE_FILES or FONT.fullmatch(name)):
            found[name] = path.read_binary()
    missing = [name for name in SINGLE_FILES if name not in found]
    fonts = len(found) - len(SINGLE_FILES) + len(missing)
    if missing or fonts != FONT_COUNT:
        message = f"{CARRIER} {CARRIER_VERSION} is incomplete: missing {missing}, {fonts} of {FONT_COUNT} fonts found."
        raise RuntimeError(message)
    if f'version:"{KATEX_VERSION}"'.encode() not in found["katex.min.js"]:
        raise RuntimeError(f"{CARRIER} {CARRIER_VERSION} does not carry KaTeX {KATEX_VERSION}.")
    if f'.katex-version:after{{content:"{KATEX_VERSION}"}}'.encode() not in found["katex.min.css"]:
        raise RuntimeError(f"KaTeX's style sheet in {CARRIER} {CARRIER_VERSION} is not that of {KATEX_VERSION}.")
    return found


def _carrier() -> Distribution:
    hint = f"Build with pip or build, which install '{CARRIER}=={CARRIER_VERSION}', or install it yourself."
    try:
        carrier = distribution(CARRIER)
    except PackageNotFoundError:
        raise RuntimeError(f"{CARRIER} is not installed, and KaTeX comes with it. {hint}") from None
    if carrier.version != CARRIER_VERSION:
        raise RuntimeError(f"{CARRIER} {carrier.version} is installed, not {CARRIER_VERSION}. {hint}")
    return carrier


def write_if_changed(path: Path, content: bytes) -> None:
    """Write a file in one step, and only if it would change: others may be reading it."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # Such files are for their owner only.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
