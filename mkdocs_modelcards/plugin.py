"""MkDocs' events, translated for the core.

- `on_startup` begins a session of one or more builds.
- `on_config` adds the templates, the style sheet and the script, and watches the cards.
- `on_pre_build` keeps the full-text index of the last build.
- `on_files` reads the cards and adds the catalog's pages and files of data.
- `on_nav` shows the list of models as a page, not as a section with one page.
- `on_env` lets the catalog's pages be filled into frames.
- `on_page_markdown` puts marks in the place of blocks that ask for a list of models.
- `on_page_content` fills the overview and lists into ordinary pages that ask for them.
- `on_page_context` shows search plugins a short text for each of the catalog's pages.
- `on_post_page` adds tags for sites that show links and links to feeds, and frees memory.
- `on_post_build` adds the full-text index, and says how many cards and findings there were.
- `on_build_error` lets go of the cache, of folders made ahead and of the full-text index.
- `on_serve` says that nobody is to wait for a full-text index from now on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from mkdocs.config.config_options import ExtraScript
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from .catalog.addresses import ASSETS, MODELS
from .catalog.data_files import data_files
from .catalog.feeds import Feed
from .config import ModelCardsConfig
from .early_folders import EarlyFolders
from .findings import Finding, count_line, with_severities
from .formulas.typeset import Typesetter
from .mkdocs_folders import cache_path, cards_folder, check_folders, seen_from_config
from .mkdocs_frames import use_frames
from .mkdocs_full_text import FullText, FullTextSession, keep_last_full_text
from .mkdocs_inserts import PageInserts
from .mkdocs_math import PageMath, engine_missing
from .mkdocs_pages import CatalogPage, page_files, site_addresses, without_lone_section
from .mkdocs_site_files import FreePlaces, site_feeds, site_files
from .pages.renderer import PageRenderer
from .pages.site_pages import OverviewPage, site_pages
from .pages.social import SocialTags, with_feed, with_social_tags
from .pages.template_files import theme_folder
from .pipeline import load_catalog
from .processing.all_cards import Means
from .processing.cache_file import CacheFile
from .processing.workers import OpenExecutor, available_processors, process_executor
from .progress import ProgressLine

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

STYLE_SHEET = f"{ASSETS}modelcards.css"
SCRIPT = f"{ASSETS}modelcards.mjs"
NAV_ADDRESSES = ("", MODELS)
"""Pages that a navigation without configuration offers; with all pages in it, each page would carry them all."""
THEMES_WITHOUT_CONTENTS = ("readthedocs",)
"""Themes that show a page's contents in the navigation only, where cards are not."""
SEARCH_PLUGINS = ("search", "material/search")

log = get_plugin_logger("modelcards")


class ModelCardsPlugin(BasePlugin[ModelCardsConfig]):  # type: ignore[no-untyped-call]  # untyped in MkDocs
    """The plugin. What a build learns stays until the next one replaces it; a session is all builds of a command."""

    _inserts: PageInserts | None = None
    _social: SocialTags | None = None
    _feeds: Mapping[str, Feed] = {}
    _typesetter: Typesetter | None = None
    _math: PageMath | None = None
    _cache: CacheFile | None = None
    _early_folders: EarlyFolders | None = None
    _full_text: FullText | None = None
    _full_text_session: FullTextSession | None = None
    _writing: ProgressLine | None = None
    _missed_engine: bool = False
    _report: str = ""

    def on_startup(self, **kwargs: Any) -> None:
        """Begin a session; that there is this handler makes MkDocs keep the plugin from one build to the next."""
        self._full_text_session = FullTextSession()

    def on_config(self, config: MkDocsConfig, **kwargs: Any) -> MkDocsConfig:
        """Prepare the theme, and fail when there is no folder of cards."""
        check_folders(self.config, config)
        config.theme.dirs.append(str(theme_folder()))
        # First, so that the site's own style sheets have the last word.
        config.extra_css.insert(0, STYLE_SHEET)
        script = ExtraScript()  # type: ignore[no-untyped-call]  # MkDocs leaves its options untyped
        config.extra_javascript.append(script.run_validation(SCRIPT))
        if self.config.cards_dir not in config.watch:
            config.watch.append(self.config.cards_dir)
        self._typesetter = Typesetter(self.config.math_engine)
        self._math = PageMath(config, self._typesetter)
        if self._math.asciimath:
            log.warning("The formulas of the pages are AsciiMath, which KaTeX can't read: they are shown as source.")
        return config

    def on_pre_build(self, *, config: MkDocsConfig, **kwargs: Any) -> None:
        """Keep the full-text index of the last build from being deleted with the site."""
        keep_last_full_text(self.config, config)

    # After plugins that add files, so that addresses they take are known; before those that only read the list.
    @event_priority(-25)
    def on_files(self, files: Files, *, config: MkDocsConfig, **kwargs: Any) -> Files:
        """Read the cards, report what was found, and add the catalog's pages and data."""
        free = FreePlaces(file.dest_uri for file in files if file.inclusion is not InclusionLevel.EXCLUDED)
        folder = cards_folder(self.config, config)
        self._typesetter = self._typesetter or Typesetter(self.config.math_engine)
        self._cache = CacheFile(cache_path(self.config, config), log.info)
        reading = ProgressLine(log, "Reading cards: {}")
        means = Means(
            typesetter=self._typesetter,
            cache=self._cache,
            open_executor=self._open_executor(),
            progress=reading.advance,
            note=log.info,
        )
        try:
            result = load_catalog(folder, site_addresses(files, config), self.config.catalog_options(), means)
        finally:
            reading.remove()
        findings = with_severities(result.findings, self.config.severity)
        _log(findings)
        self._missed_engine = result.missed_engine
        self._report = f"{_cards(len(result.catalog.models))}: {count_line(findings)}."
        file_name = "" if config.use_directory_urls else "index.html"
        without_sidebar = config.theme.name in THEMES_WITHOUT_CONTENTS
        page_options = self.config.page_options(config.site_url or "")
        published_paths = frozenset(attachment.site_path for attachment in result.attachments.files)
        self._full_text_session = self._full_text_session or FullTextSession()
        self._full_text = FullText(self._full_text_session, result.catalog, self.config, config, log.info)
        self._social = SocialTags(config.site_name, page_options, published_paths)
        data = data_files(result.catalog, file_name)
        self._feeds = site_feeds(result.catalog, published_paths, config)
        renderer = PageRenderer(
            result.catalog,
            config.theme.dirs,
            file_name,
            options=page_options,
            templates=result.templates,
            targets=result.targets.by_card,
            licenses=result.targets.licenses,
            published=published_paths,
            feeds=self._feeds,
            show_contents=without_sidebar,
            browse_index=data.browse_index if free.has(data.browse_index) else "",
            full_text=self._full_text.folder,
            report=lambda found: self._say(seen_from_config(found, config)),
        )
        self._inserts = PageInserts(result.catalog, renderer, config, self._say)
        pages = [*site_pages(result.catalog, self.config.page_size), OverviewPage()]
        shown = [file for file in page_files(pages, renderer, NAV_ADDRESSES, config) if free.has(file.dest_uri)]
        for file in shown:
            files.append(file)
        folders = [str(Path(file.abs_dest_path).parent) for file in shown]
        self._early_folders = EarlyFolders(Path(config.site_dir), folders)
        # After processes were started: one with several threads is not forked.
        self._full_text.start(result.templates, file_name)
        self._writing = ProgressLine(log, f"Writing pages: {{}} of {len(folders):,}")
        for file in site_files(result, data, self._feeds, file_name, config):
            if free.has(file.dest_uri):
                files.append(file)
        return files

    def on_nav(self, nav: Navigation, **kwargs: Any) -> Navigation:
        """Lift a catalog page that is alone in a section, as MkDocs makes one for each folder, to the top level."""
        nav.items = [without_lone_section(item) for item in nav.items]
        return nav

    # Last, when other plugins have changed the environment as they like.
    @event_priority(-100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, **kwargs: Any) -> Environment:
        """Fill frames for the catalog's pages instead of rendering the theme's template for each."""
        use_frames(env, config)
        return env

    # Last, so that blocks count which other plugins write, as those for macros do. It must be before Markdown is
    # rendered, which would make code of them.
    @event_priority(-100)
    def on_page_markdown(self, markdown: str, *, page: Page, **kwargs: Any) -> str:
        """Put marks in the place of blocks that ask for a list, in ordinary pages only."""
        if isinstance(page, CatalogPage) or self._inserts is None:
            return markdown
        return self._inserts.marked(markdown, page)

    def on_page_content(self, html: str, *, page: Page, **kwargs: Any) -> str:
        """Fill the overview and lists into ordinary pages that ask for them, and report wrong formulas."""
        if isinstance(page, CatalogPage) or self._inserts is None or self._math is None:
            return html
        self._say(*self._math.findings(page))
        return self._inserts.filled(self._math.with_style_sheet(html, page), page)

    # Search plugins index a page in this event, at the default priority. Parsing whole cards costs more than building
    # them, and the index would be too large to load, so they see a short text; before and after it stands the page.
    # Of other pages they see the formulas as TeX, and nothing of lists and overviews.
    @event_priority(100)
    def _before_search(self, /, context: Any, *, page: Page, config: MkDocsConfig, **kwargs: Any) -> Any:
        if any(name in config.plugins for name in SEARCH_PLUGINS):
            if isinstance(page, CatalogPage):
                page.show_to_search(plain_title="search" in config.plugins)
            elif self._math is not None and self._inserts is not None:
                self._inserts.show_to_search(page)
                self._math.show_to_search(page)
        return context

    @event_priority(-100)
    def _after_search(self, /, context: Any, *, page: Page, config: MkDocsConfig, **kwargs: Any) -> Any:
        if any(name in config.plugins for name in SEARCH_PLUGINS):
            if isinstance(page, CatalogPage):
                page.show_to_readers()
            elif self._math is not None and self._inserts is not None:
                self._math.show_to_readers(page)
                self._inserts.show_to_readers(page)
        return context

    on_page_context = CombinedEvent(_before_search, _after_search)

    # Last, when no other plugin asks for the content again.
    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, **kwargs: Any) -> str:
        """Add the tags for other sites, and let a page that is about to be written forget its content."""
        if isinstance(page, CatalogPage):
            page.release()
            if self._social is not None:
                output = with_social_tags(output, self._social.of(page.site_page, page.canonical_url))
            feed = self._feeds.get(page.site_page.address)
            if feed is not None:
                output = with_feed(output, feed)
            if self._writing is not None:
                self._writing.advance()
        return output

    # Last, because other plugins may ask pages for their content once more.
    @event_priority(-100)
    def on_post_build(self, **kwargs: Any) -> None:
        """Add the full-text index, say how many cards and findings there were, and stop the engine of formulas."""
        self._remove_progress()
        if self._full_text is not None and (problem := self._full_text.finish()):
            self._say(problem)
        self._let_go()
        if self._typesetter is not None:
            if self._typesetter.missed or self._missed_engine:
                self._say(engine_missing(self._typesetter.choice))
            self._typesetter.close()
        log.info(self._report)

    def on_build_error(self, **kwargs: Any) -> None:
        """Let go of the cache, of folders that were made ahead, and of the index, when a build ends early."""
        self._remove_progress()
        self._let_go()

    def on_serve(self, server: LiveReloadServer, **kwargs: Any) -> LiveReloadServer:
        """Let builds after a change take the full-text index of the build before."""
        if self._full_text_session is not None:
            self._full_text_session.is_serving = True
        return server

    def _remove_progress(self) -> None:
        if self._writing is not None:
            self._writing.remove()
            self._writing = None

    def _let_go(self) -> None:
        # Before the cache, which it reads.
        if self._full_text is not None:
            self._full_text.cancel()
            self._full_text = None
        if self._cache is not None:
            self._cache.close()
            self._cache = None
        if self._early_folders is not None:
            self._early_folders.finish()
            self._early_folders = None

    def _say(self, *findings: Finding) -> None:
        _log(with_severities(findings, self.config.severity))

    def _open_executor(self) -> OpenExecutor | None:
        processes = self.config.processes or available_processors()
        return process_executor(processes) if processes > 1 else None


def _log(findings: Iterable[Finding]) -> None:
    write = {"error": log.error, "warning": log.warning, "info": log.info}
    for found in findings:
        write[found.severity](found.line_of_text())


def _cards(count: int) -> str:
    return "1 card" if count == 1 else f"{count:,} cards"
