"""Whether the plugin stays as it is while it is measured."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import mkdocs_modelcards
from mkdocs_modelcards.pages.template_files import theme_folder

PLUGIN_FOLDERS = (Path(mkdocs_modelcards.__file__).parent, theme_folder())


class PluginChangedError(Exception):
    """The plugin's files changed between two builds, so that a cache of the first is of no use to the second."""


@contextmanager
def unchanged(folders: Iterable[Path] = PLUGIN_FOLDERS) -> Iterator[None]:
    """Raises `PluginChangedError` at the end of the block if a file of `folders` was changed within it."""
    folders = tuple(folders)
    before = fingerprint(folders)
    yield
    if fingerprint(folders) != before:
        message = (
            "Files of the plugin changed while it was measured, so the numbers would mix different states. "
            "Nothing was written. Run the benchmark again when nobody works on the plugin."
        )
        raise PluginChangedError(message)


def fingerprint(folders: Iterable[Path]) -> str:
    """A hash of all files in folders, apart from the ones that Python compiles."""
    found = hashlib.blake2b(digest_size=16)
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
            data = path.read_bytes()
            found.update(f"{path.relative_to(folder).as_posix()} {len(data)}\n".encode() + data)
    return found.hexdigest()
