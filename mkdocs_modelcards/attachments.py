"""The images, media and PDF files that cards show: which lie beside a card, and where they go on the site."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from posixpath import dirname, join, normpath

import msgspec
from pathspec import GitIgnoreSpec

from .catalog.model import CatalogModel
from .discover import CardsFolder

SUFFIXES = frozenset(".avif .flac .gif .jpeg .jpg .mp3 .mp4 .ogg .pdf .png .wav .webm .webp".split())
"""Files that a browser shows without running anything in them; SVG, which can hold scripts, is not one."""


class Attachment(msgspec.Struct, frozen=True):
    """A file to publish: where it lies, and its path on the site, beside the card's page."""

    source: Path
    site_path: str


def attachments(folder: CardsFolder, models: Iterable[CatalogModel]) -> Iterator[Attachment]:
    """The files that the cards of a folder show and that may be published.

    A file must lie beside its card or below, not be excluded, be no symbolic link that leaves the folder, and have one
    of `SUFFIXES`.
    """
    root = os.path.realpath(folder.path)
    excluded = GitIgnoreSpec.from_lines(folder.exclude)
    for model in models:
        base = dirname(model.card.location)
        for reference in model.rendered.references:
            path = normpath(reference)
            source = folder.path / base / path
            real = os.path.realpath(source)
            allowed = source.suffix.lower() in SUFFIXES and not path.startswith(("../", "/"))
            allowed = allowed and not excluded.match_file(normpath(join(base, path)))
            if allowed and real.startswith(root + os.sep) and Path(real).is_file():
                yield Attachment(Path(real), f"{model.address}{path}")
