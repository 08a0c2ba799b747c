"""The files of KaTeX, which are put into the package when it is built or installed."""

from __future__ import annotations

import re
from pathlib import Path

SCRIPT = "katex.min.js"
STYLE_SHEET = "katex.min.css"
LICENSE = "LICENSE"

_VERSION = re.compile(r'\.katex-version:after\{content:"([0-9.]+)"\}')


def katex_folder() -> Path:
    """The folder of KaTeX's files.

    Raises `FileNotFoundError` for a broken installation.
    """
    folder = Path(__file__).resolve().parent.parent / "katex"
    missing = [name for name in (SCRIPT, STYLE_SHEET, LICENSE) if not (folder / name).is_file()]
    if missing:
        message = (
            f"mkdocs-modelcards is not installed completely: no {missing[0]} in {folder}. "
            "Install it again; in a checkout with `pip install --editable .`."
        )
        raise FileNotFoundError(message)
    return folder


def katex_version() -> str:
    """KaTeX's version, as its style sheet says. Raises `FileNotFoundError` for a broken installation."""
    match = _VERSION.search((katex_folder() / STYLE_SHEET).read_text(encoding="utf-8"))
    return match[1] if match else "unknown"


def published_files() -> tuple[str, ...]:
    """The files that pages with formulas load, and their license, as paths relative to `katex_folder()`.

    Raises `FileNotFoundError` for a broken installation.
    """
    fonts = sorted(f"fonts/{path.name}" for path in (katex_folder() / "fonts").glob("*.woff2"))
    return (STYLE_SHEET, *fonts, LICENSE)
