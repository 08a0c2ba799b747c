"""The files of a site besides its pages, as MkDocs sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel

from .attachments import Attachment
from .catalog.atom import AtomFiles
from .catalog.catalog import Catalog
from .catalog.data_files import DataFiles
from .catalog.feeds import Feed
from .mkdocs_math import katex_site_files
from .pipeline import CatalogResult

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def site_files(
    result: CatalogResult, data: DataFiles, feeds: Mapping[str, Feed], page_end: str, config: MkDocsConfig
) -> Iterator[File]:
    """The files beside the cards that are published, those of KaTeX, the catalog's data and its feeds.

    `page_end` ends the addresses of pages.
    """
    for attachment in result.attachments.files:
        yield _attached_file(attachment, config)
    yield from katex_site_files(config)
    for address, content in data.files:
        yield File.generated(config, address, content=content)
    yield from _feed_files(feeds.values(), result.catalog, page_end, config)


class FreePlaces:
    """Where the site has room besides its own files, named by their paths: a file leaves none for a folder there."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._files = frozenset(taken)
        self._folders = frozenset(folder for path in self._files for folder in _folders(path))

    def has(self, path: str) -> bool:
        """Whether a file can stand at a path."""
        return path not in self._folders and self._files.isdisjoint((path, *_folders(path)))


def _folders(path: str) -> Iterator[str]:
    return accumulate(path.split("/")[:-1], "{}/{}".format)


class _AttachedFile(File):
    """A file beside a card. It is copied as it is: MkDocs would take Markdown for a page and run what it says."""

    def is_documentation_page(self) -> bool:
        """No file beside a card is a page."""
        return False


def _attached_file(attachment: Attachment, config: MkDocsConfig) -> File:
    """The file to publish, whatever `exclude_docs` says of files in the docs folder with such a path."""
    source, included = str(attachment.source), InclusionLevel.INCLUDED
    return _AttachedFile.generated(config, attachment.site_path, abs_src_path=source, inclusion=included)


class _FeedFile(File):
    """The file of a feed, whose content is made when it is written: all of them would take much memory."""

    _changed: str | bytes | None = None

    def __init__(self, address: str, make: Callable[[], bytes], config: MkDocsConfig) -> None:
        super().__init__(address, None, config.site_dir, config.use_directory_urls)
        self.generated_by = "modelcards"
        self._make = make

    # MkDocs and other plugins reach it through `content_bytes`, `content_string` and `copy_file`.
    @property
    def _content(self) -> str | bytes | None:
        return self._make() if self._changed is None else self._changed

    @_content.setter
    def _content(self, content: str | bytes | None) -> None:
        self._changed = content


def site_feeds(catalog: Catalog, published: Iterable[str], config: MkDocsConfig) -> dict[str, Feed]:
    """The feeds that the site has, by the addresses of their pages: none for a site that does not know its address.

    The files of cards have precedence.
    """
    taken = {path.casefold() for path in published}
    feeds = catalog.feeds if config.site_url else {}
    return {page: feed for page, feed in feeds.items() if feed.address.casefold() not in taken}


def _feed_files(feeds: Iterable[Feed], catalog: Catalog, page_end: str, config: MkDocsConfig) -> Iterator[File]:
    """The file of each feed; `page_end` ends the addresses of pages."""
    atom = AtomFiles(catalog, config.site_name, config.site_url or "", page_end)
    for feed in feeds:
        yield _FeedFile(feed.address, partial(atom.content, feed), config)
