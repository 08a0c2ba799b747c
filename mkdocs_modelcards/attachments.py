"""The images, media and documents that cards show: which lie beside a card, and where they go on the site."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from posixpath import basename, dirname, join, normpath
from typing import Literal, TypeAlias

import msgspec
from pathspec import GitIgnoreSpec

from .catalog.addresses import OWN_FOLDERS, AddressBook
from .catalog.catalog import Catalog
from .catalog.sub_cards import CardText
from .discover import CardsFolder
from .source_file import LFS_POINTER

SUFFIXES = frozenset(".avif .flac .gif .jpeg .jpg .mp3 .mp4 .ogg .pdf .png .wav .webm .webp".split())
"""Files that a browser shows without running anything in them; SVG, which can hold scripts, is not one."""

LICENSE_FILES = frozenset({"license", "license.md", "license.txt"})
"""Names, in lower case, that a card's `license_link` may have to be published."""

MAX_FILE_BYTES = 25_000_000
"""The largest file that is published. A site on GitHub Pages may have 1 GB in all."""

MAX_FILES = 200
"""How many files of one card are published."""

State: TypeAlias = Literal[
    "published",
    "not-published",
    "folder",
    "missing",
    "outside",
    "elsewhere",
    "left-out",
    "own-folder",
    "lfs-pointer",
    "too-large",
    "too-many",
]
"""What is known of a file that a card names.

`outside` of the folder of all cards; `elsewhere` in it, but not in the card's own; `left-out` as the user's patterns, a
leading dot or a symbolic link say; `own-folder` where it would lie among the files that the build makes;
`not-published` because of its kind.
"""


class Attachment(msgspec.Struct, frozen=True):
    """A file to publish: where it lies, and its path on the site, beside the page of the model or organization."""

    source: Path
    site_path: str


class Attachments(msgspec.Struct, frozen=True):
    """The files to publish, and the state of every file that a card names, by the card's location and the path."""

    files: tuple[Attachment, ...]
    states: Mapping[str, Mapping[str, State]]


def find_attachments(folder: CardsFolder, catalog: Catalog, publish: tuple[str, ...] = ()) -> Attachments:
    """Look up the files that the cards of a folder name.

    A file is published when it lies beside its card or below, is not excluded, is no symbolic link that leaves the
    folder, is of one of `SUFFIXES`, matches a pattern of `publish` (as in a `.gitignore`) or is the card's license, is
    not too large, and does not stand where the catalog has a page or another file, or a folder of its own.
    """
    return _Search(folder, catalog, publish).run()


class _Search:
    def __init__(self, folder: CardsFolder, catalog: Catalog, publish: tuple[str, ...]) -> None:
        self.root = Path(os.path.realpath(folder.path))
        self.excluded = GitIgnoreSpec.from_lines(folder.exclude)
        self.publish = GitIgnoreSpec.from_lines(publish)
        self.texts = tuple(catalog.texts())
        self.book = AddressBook({text.address: text.id for text in self.texts})
        for facet in catalog.facets.values():
            for value in facet.all_values:
                self.book.take(value.address, value.id)
        self.sources: dict[str, Path] = {}

    def run(self) -> Attachments:
        states = {text.card.location: dict(self._of(text)) for text in self.texts if text.rendered.references}
        return Attachments(tuple(Attachment(source, path) for path, source in self.sources.items()), states)

    def _of(self, text: CardText) -> Iterator[tuple[str, State]]:
        published: set[str] = set()
        for reference in text.rendered.references:
            path = normpath(reference)
            location = normpath(join(dirname(text.card.location), path))
            is_license = reference == text.card.data.license_link and _is_license(path)
            source, state = self._look(path, location, is_license)
            site_path = f"{text.files_address}{license_path(path) if is_license else path}"
            # Several texts may show the same file.
            is_there = self.sources.get(site_path) == source
            if state == "published" and not is_there and self.book.owner(site_path) is not None:
                state = "not-published"
            if state == "published" and reference.rsplit("/", 1)[-1] in ("", ".", ".."):
                state = "missing"
            if state == "published" and f"{site_path.casefold()}/".startswith(OWN_FOLDERS):
                state = "own-folder"
            is_new = site_path not in published
            if state == "published" and is_new and len(published) >= MAX_FILES:
                state = "too-many"
            if state == "published" and is_new and source is not None:
                published.add(site_path)
                self.sources[site_path] = source
                self.book.take(site_path, text.id)
            yield reference, state

    def _look(self, path: str, location: str, is_license: bool) -> tuple[Path | None, State]:
        if location.startswith(("../", "/")) or location in (".", ".."):
            return None, "outside"
        try:
            source = (self.root / location).resolve(strict=True)
            size = source.stat().st_size
        except (OSError, RuntimeError, ValueError):  # not there, too long, no name for a file, or links in a circle
            return None, "missing"
        if not source.is_relative_to(self.root):
            return None, "left-out"
        behind = source.relative_to(self.root).as_posix()
        if self._is_left_out(location) or self._is_left_out(behind):
            return None, "left-out"
        if f"{path}/".startswith("../"):
            return None, "elsewhere"
        if source.is_dir():
            return None, "folder"
        if not source.is_file() or not all(self._may_be_shown(place, is_license) for place in (location, behind)):
            return None, "not-published"
        if size > MAX_FILE_BYTES:
            return None, "too-large"
        return source, "lfs-pointer" if _is_lfs_pointer(source, size) else "published"

    def _is_left_out(self, location: str) -> bool:
        hidden = any(part.startswith(".") for part in location.split("/"))
        return hidden or self.excluded.match_file(location)

    def _may_be_shown(self, location: str, is_license: bool) -> bool:
        if is_license and _is_license(location):
            return True
        return location.lower().endswith(tuple(SUFFIXES)) or self.publish.match_file(location)


def _is_license(path: str) -> bool:
    return basename(path).lower() in LICENSE_FILES


def license_path(path: str) -> str:
    """Where a license's file is published. Servers may let browsers guess what a file without a suffix is."""
    return path if "." in basename(path) else f"{path}.txt"


def _is_lfs_pointer(source: Path, size: int) -> bool:
    # The specification allows a pointer fewer than 1,024 bytes.
    try:
        return size < 1024 and source.read_bytes().startswith(LFS_POINTER)
    except OSError:
        return False
