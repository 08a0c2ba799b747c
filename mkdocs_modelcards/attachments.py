"""The images, media and PDF files that cards show: which lie beside a card, and where they go on the site."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath

import msgspec
from pathspec import GitIgnoreSpec

from .catalog.addresses import AddressBook
from .catalog.catalog import Catalog
from .discover import CardsFolder

SUFFIXES = frozenset(".avif .flac .gif .jpeg .jpg .mp3 .mp4 .ogg .pdf .png .wav .webm .webp".split())
"""Files that a browser shows without running anything in them; SVG, which can hold scripts, is not one."""


class Attachment(msgspec.Struct, frozen=True):
    """A file to publish: where it lies, and its path on the site, beside the card's page."""

    source: Path
    site_path: str


def attachments(folder: CardsFolder, catalog: Catalog) -> Iterator[Attachment]:
    """The files that the cards of a folder show and that may be published.

    A file must lie beside its card or below, not be excluded, be no symbolic link that leaves the folder, have one of
    `SUFFIXES`, and not stand where the catalog has a page.
    """
    root = Path(os.path.realpath(folder.path))
    excluded = GitIgnoreSpec.from_lines(folder.exclude)
    book = AddressBook({model.address: model.id for model in catalog.models})
    for facet in catalog.facets.values():
        for value in facet.values.values():
            book.take(value.address, value.id)
    for model in catalog.models:
        base = dirname(model.card.location)
        for reference in model.rendered.references:
            path = normpath(reference)
            location = normpath(join(base, path))
            if path.startswith(("../", "/")) or not _may_be_shown(location, excluded):
                continue
            source = _real_file(root, location)
            if source is None or not _may_be_shown(source.relative_to(root).as_posix(), excluded):
                continue
            if book.owner(f"{model.address}{path}") is None:
                yield Attachment(source, f"{model.address}{path}")


def _may_be_shown(location: str, excluded: GitIgnoreSpec) -> bool:
    """Whether a file's path says that it is for readers: the link that is named as well as the file behind it."""
    hidden = any(part.startswith(".") for part in location.split("/"))
    return not hidden and location.lower().endswith(tuple(SUFFIXES)) and not excluded.match_file(location)


def _real_file(root: Path, location: str) -> Path | None:
    """The file behind a path, if it is inside the folder of the cards."""
    try:
        real = (root / location).resolve(strict=True)
        return real if real.is_relative_to(root) and real.is_file() else None
    except (OSError, RuntimeError, ValueError):  # too long, no name for a file, or links in a circle
        return None
