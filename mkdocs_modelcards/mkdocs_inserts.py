"""What ordinary pages ask for, as MkDocs sees it: the overview, and lists of models."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

import msgspec
from mkdocs.structure.pages import Page

from .catalog.catalog import Catalog
from .findings import Finding, printable
from .lists.fences import MARK, Fence, find_fences, with_marks
from .lists.reading import read_list
from .lists.values import ListValues
from .mkdocs_folders import source_path
from .pages.renderer import PageRenderer

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

OVERVIEW_MARK = re.compile(r"<!--\s*modelcards/overview\s*-->")
_IN_PARAGRAPH = re.compile(rf"<p>\s*({MARK.pattern})\s*</p>")
_IN_CODE = re.compile(escape(MARK.pattern))
_START, _END = "<!-- modelcards/insert -->", "<!-- /modelcards/insert -->"
_INSERT = re.compile(f"{_START}.*?{_END}", re.DOTALL)

Report = Callable[[Finding], None]


class _Asked(msgspec.Struct, frozen=True):
    """The blocks of a page that ask for lists, and the page's Markdown that they stand in."""

    markdown: str
    fences: tuple[Fence, ...]


class PageInserts:
    """The overviews and lists in the ordinary pages of one build; `report` takes what is wrong with lists.

    What is inserted has comments around it, by which search plugins can be spared it: what is in the catalog, they find
    on its own pages.
    """

    def __init__(self, catalog: Catalog, renderer: PageRenderer, config: MkDocsConfig, report: Report) -> None:
        self._known = ListValues(catalog)
        self._renderer = renderer
        self._config = config
        self._report = report
        self._asked: dict[str, _Asked] = {}
        self._content: str | None = None

    def marked(self, markdown: str, page: Page) -> str:
        """The Markdown of a page, with marks in the place of blocks that ask for lists."""
        fences = find_fences(markdown)
        if not fences:
            return markdown
        self._asked[page.file.src_uri] = _Asked(markdown, fences)
        return with_marks(markdown, fences)

    def filled(self, html: str, page: Page) -> str:
        """The content of a page, with what its marks stand for."""
        address = page.file.dest_uri
        asked = self._asked.pop(page.file.src_uri, None)
        if asked is not None:
            html = self._with_lists(html, page, asked)
        if OVERVIEW_MARK.search(html):
            overview = _insert(self._renderer.overview(address))
            html = OVERVIEW_MARK.sub(lambda match: overview, html)
        return html

    def _with_lists(self, html: str, page: Page, asked: _Asked) -> str:
        fences = asked.fences
        # Markdown has the last word on what is code.
        html = _IN_CODE.sub(lambda match: _source(fences, match), html)
        html = _IN_PARAGRAPH.sub(r"\1", html)
        path = source_path(page.file, self._config)
        lines_before = _lines_before(page.file.content_string, asked)

        def fill(match: re.Match[str]) -> str:
            number = int(match[1])
            if number >= len(fences):
                return match[0]
            return _insert(self._list(fences[number], path, lines_before[number], page.file.dest_uri))

        return MARK.sub(fill, html)

    def _list(self, fence: Fence, path: str, lines_before: int, address: str) -> str:
        read = read_list(fence, path, lines_before, self._known)
        for found in read.findings:
            self._report(found)
        if read.definition is not None:
            return self._renderer.model_list(read.definition, address)
        problem = min(found for found in read.findings if found.code == "list-invalid")
        text = f"Line {problem.line}: {problem.message} {problem.hint}".rstrip()
        return self._renderer.list_problem(printable(text), address)

    def show_to_search(self, page: Page) -> None:
        """Take what was inserted out of a page."""
        if page.content is not None and _START in page.content:
            self._content = page.content
            page.content = _INSERT.sub("", page.content)

    def show_to_readers(self, page: Page) -> None:
        """Put the content back."""
        if self._content is not None:
            page.content, self._content = self._content, None


def _insert(html: str) -> str:
    return f"{_START}{html}{_END}"


def _source(fences: tuple[Fence, ...], mark: re.Match[str]) -> str:
    """The block that an escaped mark stands for, as HTML; a mark of no block stays."""
    number = int(mark[1])
    return escape(fences[number].source, quote=False) if number < len(fences) else mark[0]


def _lines_before(source: str, asked: _Asked) -> list[int]:
    """For each block, the lines of the file in front of the Markdown that its place counts from.

    MkDocs takes the front matter away. Where other plugins have changed the Markdown, the block is looked for in the
    file; one that they have written is said to stand at the file's start.
    """
    if source.endswith(asked.markdown):
        return [source.count("\n", 0, len(source) - len(asked.markdown))] * len(asked.fences)
    written = list(find_fences(source))
    found = []
    for fence in asked.fences:
        place = next((number for number, one in enumerate(written) if one.source == fence.source), None)
        found.append(-fence.first if place is None else written[place].first - fence.first)
        if place is not None:
            del written[: place + 1]
    return found
