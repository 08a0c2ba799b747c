"""The catalog's pages as MkDocs sees them: ordinary pages that bring their own HTML."""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from .pages.renderer import PageRenderer
from .pages.site_pages import CardPage, ComparePage, ListingPage, SitePage, SubCardPage
from .processing.processed import compressed, decompressed
from .render.headings import Heading

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class CatalogPage(Page):
    """A page of the catalog.

    MkDocs keeps the content of every page from the start of a build to its end. The content of many thousands of them
    would not fit into memory, so a page makes its own when it is asked for it, and forgets it once it is written. Where
    plugins want to see or change each page's content (`on_page_content`), what they make of it is kept.

    MkDocs' themes write titles and descriptions without escaping them, so this page hands them over escaped.
    """

    # Themes also pass a page's title through `striptags`, which undoes the escaping: no angle bracket may be in it.
    _NO_TAGS = str.maketrans(
        "<>", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
    )
    _others_read_content = False
    _is_read = False
    _held: str | None = None
    _changed: bytes | None = None
    _search_html: str | None = None
    _full_title: str | None = None
    _toc: TableOfContents | None = None
    _toc_is_changed = False

    def __init__(
        self, site_page: SitePage, renderer: PageRenderer, file: File, config: MkDocsConfig, nav_title: str | None
    ) -> None:
        super().__init__(nav_title or escape(site_page.title.translate(self._NO_TAGS)), file, config)
        if isinstance(site_page, CardPage | SubCardPage) and site_page.dates:
            # Sitemaps show this day, which is otherwise that of the build.
            self.update_date = site_page.dates.updated
        self.site_page = site_page
        self.renderer = renderer
        # MkDocs starts every page with an empty list.
        self._toc, self._toc_is_changed = None, False

    @property
    def content(self) -> str | None:
        """The page's HTML without the theme's frame."""
        if self._search_html is not None:
            return self._search_html
        if self._held is None and self._is_read:
            changed = self._changed
            self._held = self.renderer.html(self.site_page) if changed is None else decompressed(changed).decode()
        return self._held

    @content.setter
    def content(self, html: str | None) -> None:
        if self._search_html is not None:
            # Material's search writes back what it has read.
            self._search_html = html or ""
        elif self._is_read:
            self._keep(html or "")
            self._held = html or ""
        elif html is not None:
            # MkDocs hands back what all handlers of `on_page_content` made of it.
            self._is_read = True
            if self._others_read_content:
                self._keep(html)
            self._held = None

    def _keep(self, html: str) -> None:
        """Keep what another plugin made of the content; what is as it was can be made again."""
        if html != self._held:
            self._changed = compressed(html.encode())

    @property
    def toc(self) -> TableOfContents:
        """The page's headings."""
        if self._toc is None:
            self._toc = _table_of_contents(self.site_page.title, self.site_page.contents)
        return self._toc

    @toc.setter
    def toc(self, toc: TableOfContents) -> None:
        self._toc, self._toc_is_changed = toc, True

    @property
    def present_anchor_ids(self) -> set[str]:  # type: ignore[override]  # MkDocs declares variables
        """The ids of the page's headings, for links from other pages."""
        return set(_ids(self.site_page.contents))

    def read_source(self, config: MkDocsConfig) -> None:
        """Offer no Markdown: a card's text is untrusted, and other plugins may run what Markdown says."""
        self.markdown = ""
        self.meta = {"description": escape(self.site_page.description)} if self.site_page.description else {}
        lists_all = isinstance(self.site_page, ListingPage) and self.site_page.kind is None
        if lists_all or isinstance(self.site_page, ComparePage):
            # Material's words for leaving out its sidebars: models side by side, and filters, take all the width.
            self.meta["hide"] = ["navigation", "toc"]

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Make the content now if other plugins wait for it, else leave that for when the page is written."""
        self._others_read_content = len(config.plugins.events["page_content"]) > 1
        self._held = self.renderer.html(self.site_page) if self._others_read_content else ""

    def show_to_search(self, *, plain_title: bool) -> None:
        """Put the short text that search may index in the place of the content.

        `plain_title` is for search plugins whose page escapes titles itself.
        """
        self._full_title = self.title
        if plain_title:
            self.title = self.site_page.title
        self._search_html = f"<p>{escape(self.site_page.search_text)}</p>"

    def show_to_readers(self) -> None:
        """Put the content back."""
        self._search_html = None
        self.title = self._full_title

    def release(self) -> None:
        """Forget what can be made again."""
        self._held = None
        if not (self._toc_is_changed or self._others_read_content):
            self._toc = None


def _table_of_contents(title: str, headings: tuple[Heading, ...]) -> TableOfContents:
    """The headings below one entry of the first level, as themes expect of a page with one title."""
    if not headings:
        return TableOfContents([])
    root = AnchorLink(escape(title), headings[0].id, 1)
    root.children = [_anchor(heading) for heading in headings]
    return TableOfContents([root])


def _anchor(heading: Heading) -> AnchorLink:
    link = AnchorLink(escape(heading.title), heading.id, max(2, heading.level))
    link.children = [_anchor(child) for child in heading.children]
    return link


def _ids(headings: Iterable[Heading]) -> Iterable[str]:
    for heading in headings:
        yield heading.id
        yield from _ids(heading.children)


WRITTEN_BY_PLUGINS = ("search/search_index.json", "sitemap.xml.gz")
"""Files that MkDocs and search plugins write at the end of a build, without announcing them."""


def site_addresses(files: Files, config: MkDocsConfig) -> dict[str, str]:
    """The addresses that a site's own files take, with the file that takes each."""
    templates = (*config.theme.static_templates, *config.extra_templates, *WRITTEN_BY_PLUGINS)
    own = {_address(file.dest_uri): file.src_uri for file in files if file.inclusion is not InclusionLevel.EXCLUDED}
    return {**{name: name for name in templates}, **own}


def _address(dest_uri: str) -> str:
    folder, name = posixpath.split(dest_uri)
    return f"{folder}/" if name == "index.html" else dest_uri


def page_files(
    pages: Iterable[SitePage], renderer: PageRenderer, in_nav: Container[str], config: MkDocsConfig
) -> Iterator[File]:
    """The file of each page, with the page; those with the addresses `in_nav` may be in the navigation."""
    titles = _nav_titles(config.nav)
    for page in pages:
        file = _page_file(page.address, page.address in in_nav, config)
        CatalogPage(page, renderer, file, config, titles.get(file.src_uri))
        yield file


def _page_file(address: str, in_nav: bool, config: MkDocsConfig) -> File:
    """The generated file of a page at an address."""
    inclusion = InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV
    return File.generated(config, f"{address}index.md", content="", inclusion=inclusion)


def _nav_titles(nav: object) -> dict[str, str]:
    """The titles that the navigation in `mkdocs.yml` gives to files, by the file's path."""
    found: dict[str, str] = {}
    if isinstance(nav, list):
        for item in nav:
            found.update(_nav_titles(item))
    elif isinstance(nav, dict):
        for title, target in nav.items():
            if isinstance(target, str):
                found[target] = str(title)
            else:
                found.update(_nav_titles(target))
    return found


def without_lone_section(item: StructureItem) -> StructureItem:
    """A catalog page in the place of a section that has nothing else; anything else as it is."""
    if isinstance(item, Section) and len(item.children) == 1 and isinstance(item.children[0], CatalogPage):
        page = item.children[0]
        page.parent = None
        return page
    return item
