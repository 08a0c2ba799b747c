"""Images, sounds and videos of examples: which of them a page shows, and at which address."""

from __future__ import annotations

from collections.abc import Container
from posixpath import normpath

import msgspec

from ..catalog.model import CatalogModel
from ..identifiers import url_path
from ..render.example_files import MEDIA, Medium
from ..render.references import relative_path
from ..render.sanitize import is_allowed, is_remote
from ..vocabulary import tasks
from .example_parts import Room
from .options import PageOptions

_SUFFIXES: dict[Medium, tuple[str, ...]] = {
    "image": (".apng", ".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"),
    "audio": (".aac", ".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus", ".wav"),
    "video": (".m4v", ".mov", ".mp4", ".ogv", ".webm"),
}
_WORDS: dict[str, Medium] = {
    "image": "image",
    "visual": "image",
    "document": "image",
    "audio": "audio",
    "speech": "audio",
    "voice": "audio",
    "video": "video",
}
"""What the words in a task's identifier work on."""

_MODALITIES: dict[str, Medium] = {"Computer Vision": "image", "Audio": "audio"}
MAX_ADDRESS = 2_000
"""Longer addresses are not followed; servers and browsers stop at about as many characters."""


class Media(msgspec.Struct, frozen=True):
    """A file of an example.

    `kind` says how it is shown: `image`, `audio` and `video` are played on the page, a `link` leads to it, and a `name`
    is that of a file that is not there. `text` says what it is.
    """

    kind: str
    address: str
    text: str


class MediaPlaces(msgspec.Struct, frozen=True):
    """Where the files of one model's examples are. `published` holds the site's paths of the files beside cards."""

    model: CatalogModel
    options: PageOptions
    published: Container[str]

    def medium(self, url: str, *, is_output: bool = False) -> Medium | None:
        """What a file is: by its suffix, else by the model's task; None when neither says it."""
        path = url.partition("?")[0].partition("#")[0].lower()
        by_suffix = next((medium for medium in MEDIA if path.endswith(_SUFFIXES[medium])), None)
        return by_suffix or _of_task(self.model.task or "", is_output)

    def media(self, url: str, text: str, room: Room, medium: Medium | None) -> Media:
        """A file at an address that a card names, described by `text`."""
        url = url.strip()
        address = self._address(url)
        if address is None:
            return Media("name", "", room.cut(url, 100))
        room.cut(address, MAX_ADDRESS)
        if medium is None or (is_remote(url) and not self.options.remote_images):
            return Media("link", address, room.cut(url, 200))
        return Media(medium, address, room.cut(" ".join(text.split()), 200))

    def _address(self, url: str) -> str | None:
        """Where a page finds the file; None when it can't, or must not."""
        if not is_allowed(url) or len(url) > MAX_ADDRESS:
            return None
        if is_remote(url):
            return None if url.lower().startswith("mailto:") else url
        path = normpath(relative_path(url) or "")
        return url_path(path) if f"{self.model.address}{path}" in self.published else None


def _of_task(task: str, is_output: bool) -> Medium | None:
    """What a model's files are by its task, such as `image-to-video`."""
    source, _, result = task.partition("-to-")
    if is_output and result:
        return _WORDS.get(result)
    medium = next((_WORDS[word] for word in source.split("-") if word in _WORDS), None)
    return medium or _MODALITIES.get(tasks()[task].modality if task in tasks() else "")
