"""The full-text index of a build by MkDocs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .catalog.catalog import Catalog
from .config import ModelCardsConfig
from .findings import Finding
from .full_text.binary import Pagefind, PagefindError, find_pagefind
from .full_text.build import FullTextBuild, FullTextOptions, unavailable
from .full_text.parts import known_language
from .full_text.site_folder import FOLDER, SiteFolder, aside_path, set_aside
from .full_text.store import BundleStore
from .mkdocs_folders import full_text_folder
from .processing.all_cards import CardTemplates

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class FullTextSession:
    """What lasts from one build of `mkdocs serve` to the next.

    `is_serving`: the site was shown once, and from then on nobody is kept waiting for an index. `left_alone` is what is
    still under way after a build.
    """

    def __init__(self) -> None:
        self.is_serving = False
        self.left_alone: FullTextBuild | None = None

    def end(self) -> None:
        """End what is still under way."""
        if self.left_alone is not None:
            self.left_alone.cancel()
            self.left_alone = None


class FullText:
    """The index of one build. It is begun when the cards are known, and put into the site after the pages."""

    def __init__(
        self,
        session: FullTextSession,
        catalog: Catalog,
        options: ModelCardsConfig,
        config: MkDocsConfig,
        note: Callable[[str], None],
    ) -> None:
        self._session = session
        self._catalog = catalog
        self._options = options
        self._config = config
        self._note = note
        self._pagefind: Pagefind | None = None
        self._build: FullTextBuild | None = None
        self._problem: Finding | None = None
        if not options.full_text or not catalog.models:
            return
        try:
            self._pagefind = find_pagefind()
        except PagefindError as error:
            self._problem = unavailable(str(error))

    @property
    def folder(self) -> str | None:
        """The address of the folder that browsers search in, None when there is none."""
        return FOLDER if self._pagefind is not None else None

    def start(self, templates: CardTemplates, page_file: str) -> None:
        """Begin to make the index. `templates` hold the cards' HTML, `page_file` ends addresses of pages."""
        self._session.end()
        if self._pagefind is None:
            return
        kept = full_text_folder(self._options, self._config)
        store = BundleStore(kept, self._note)
        site = Path(self._config.site_dir)
        folder = SiteFolder(site, self._pagefind.version, aside_path(kept, site))
        options = FullTextOptions(language=known_language(_language(self._config)), page_file=page_file)
        self._build = FullTextBuild(self._pagefind, self._catalog, templates, store, folder, options)
        self._build.start()

    def finish(self) -> Finding | None:
        """Put the index into the site. Returns the finding `full-text-unavailable` where there is none."""
        build, self._build = self._build, None
        if build is None:
            return self._problem
        may_be_older = self._session.is_serving and self._options.cache
        if not build.is_done and not may_be_older:
            self._note("Waiting for the full-text index.")
        problem = build.finish(may_be_older=may_be_older)
        if not build.is_done:
            self._session.left_alone = build
        return problem

    def cancel(self) -> None:
        """End what is under way."""
        if self._build is not None:
            self._build.cancel()
            self._build = None


def keep_last_full_text(options: ModelCardsConfig, config: MkDocsConfig) -> None:
    """Take the search folder of the last build out of the site before MkDocs empties it."""
    site = Path(config.site_dir)
    aside = aside_path(full_text_folder(options, config), site)
    if options.full_text and aside is not None:
        set_aside(site, aside)


def _language(config: MkDocsConfig) -> str:
    """The language of the theme: Material's option, or the locale of MkDocs' own themes."""
    named = config.theme.get("language") or config.theme.get("locale")
    return str(named or "en")
