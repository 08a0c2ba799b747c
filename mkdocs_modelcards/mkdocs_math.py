"""Formulas in ordinary pages, as MkDocs sees them: the Markdown extension, the files, what search sees, findings."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from .findings import Finding, finding
from .formulas.engines import EngineChoice
from .formulas.katex_files import katex_folder, published_files
from .formulas.katex_html import formulas_as_source, has_formula
from .formulas.typeset import Typesetter
from .markdown_math import OPTIONS, KatexExtension, PageFormula
from .mkdocs_folders import source_path
from .pages.renderer import KATEX_STYLE_SHEET

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

OWN_NAMES = ("mdx_math", "mdx_math:MathExtension")
"""python-markdown-math, as `markdown_extensions` may name it: its place is taken, its options are kept."""

OTHER_MODULES = ("pymdownx.arithmatex", "markdown_katex", "l2m4m")
"""Other extensions for formulas: where one is configured, ordinary pages are left to it."""

_PACKAGES = {"quickjs": "quickjs-ng", "mini-racer": "mini-racer"}


class PageMath:
    """The formulas of the ordinary pages of one build."""

    def __init__(self, config: MkDocsConfig, typesetter: Typesetter) -> None:
        self._config = config
        self._extension = _extension(config, typesetter)
        self._content: str | None = None

    @property
    def asciimath(self) -> bool:
        """Whether the pages' formulas are AsciiMath, which KaTeX can't read."""
        return self._extension is not None and self._extension.asciimath

    def findings(self, page: Page) -> Iterator[Finding]:
        """What is wrong with the formulas of the page that was rendered last."""
        formulas = self._extension.take_formulas() if self._extension else []
        if not any(formula.typeset.problem for formula in formulas):
            return
        source = page.file.content_string
        path = source_path(page.file, self._config)
        # The same formula may stand in several places; those of a page come almost in its order.
        position: dict[str, int] = {}
        for formula in formulas:
            at = _place(source, formula, position.get(formula.source, 0))
            position[formula.source] = at + 1
            if problem := formula.typeset.problem:
                line = source.count("\n", 0, at) + 1
                column = at - (source.rfind("\n", 0, at) + 1) + 1
                yield finding(path, line, column, problem.code, problem.message, problem.hint)

    def with_style_sheet(self, html: str, page: Page) -> str:
        """The content of a page, with a link to KaTeX's style sheet if it needs that."""
        if not has_formula(html):
            return html
        return f'<link rel="stylesheet" href="{get_relative_url(KATEX_STYLE_SHEET, page.url)}">\n{html}'

    def show_to_search(self, page: Page) -> None:
        """Put the TeX in the place of each formula of the page, so that it is indexed once and without markup."""
        if page.content is not None and has_formula(page.content):
            self._content = page.content
            page.content = formulas_as_source(page.content)

    def show_to_readers(self, page: Page) -> None:
        """Put the content back."""
        if self._content is not None:
            page.content, self._content = self._content, None


def katex_site_files(config: MkDocsConfig) -> list[File]:
    """KaTeX's style sheet, fonts and license as files of the site; none in an installation without them."""
    try:
        folder = katex_folder()
    except FileNotFoundError:
        return []  # `engine_missing` says so, if there is a formula
    target = posixpath.dirname(KATEX_STYLE_SHEET)
    included = InclusionLevel.INCLUDED
    return [
        File.generated(config, f"{target}/{name}", abs_src_path=str(folder / name), inclusion=included)
        for name in published_files()
    ]


def engine_missing(choice: EngineChoice) -> Finding:
    """The finding for formulas that neither KaTeX nor an engine is there for."""
    try:
        katex_folder()
    except FileNotFoundError as error:
        message = f"Formulas are shown as source: {error}"
        return finding("mkdocs.yml", 1, 1, "math-unavailable", message)
    what = "no JavaScript engine is" if choice == "auto" else f"the engine '{choice}' is not"
    message = f"Formulas are shown as source: {what} installed."
    packages = " or ".join(f"'{package}'" for name, package in _PACKAGES.items() if choice in (name, "auto"))
    hint = f"Install {packages} with pip, or set 'math_engine: none'."
    return finding("mkdocs.yml", 1, 1, "math-unavailable", message, hint)


def _extension(config: MkDocsConfig, typesetter: Typesetter) -> KatexExtension | None:
    """Switch formulas on in MkDocs' configuration; None where another extension has them, or nobody wants them."""
    if typesetter.choice == "none":
        return None
    names = [item if isinstance(item, str) else type(item).__module__ for item in config.markdown_extensions]
    if any(name.partition(":")[0].startswith(OTHER_MODULES) for name in names):
        return None
    configured: dict[str, Any] = config.mdx_configs
    options: dict[str, bool] = {}
    for name in OWN_NAMES:
        options.update(_options(configured.pop(name, None) or {}))
    # Who configures the extension says that pages hold formulas; without a word, they may hold prices.
    extension = KatexExtension(typesetter, spare_prose=not any(name in OWN_NAMES for name in names), **options)
    kept = [item for item, name in zip(config.markdown_extensions, names, strict=True) if name not in OWN_NAMES]
    # MkDocs says that these are names; Python-Markdown takes objects, too.
    config.markdown_extensions = [*kept, extension]
    return extension


def _options(given: Mapping[str, object]) -> dict[str, bool]:
    return {name: bool(given[name]) for name in OPTIONS if name in given}


def _place(source: str, formula: PageFormula, start: int) -> int:
    """Where a formula stands in the source: its delimiters and all, or what of it can be found."""
    longest = max(formula.tex.splitlines() or [""], key=len).strip()
    for text in (formula.source, formula.tex, longest):
        at = source.find(text, start) if text else -1
        if at >= 0:
            return at
    return 0
