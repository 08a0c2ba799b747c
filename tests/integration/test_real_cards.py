"""Every card of a collection of real ones, in the folder that `CARDS_CORPUS` names.

The collection is no part of the project. Without the variable these tests are skipped.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from mkdocs.commands.build import build
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser, LexborNode

from mkdocs_modelcards.discover import CardsFolder, discover
from mkdocs_modelcards.findings import CODES, Finding
from mkdocs_modelcards.formulas.scan import find_formulas
from mkdocs_modelcards.parse.card import parse_card
from mkdocs_modelcards.render.card import render_card
from tests.projects import Project, Site

CORPUS = os.environ.get("CARDS_CORPUS")
BLOCKS = {"ul", "ol", "li", "pre", "table", "tr", "td", "th", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}

pytestmark = pytest.mark.skipif(not CORPUS, reason="CARDS_CORPUS names no folder of real cards")


@pytest.fixture(scope="module")
def corpus() -> Path:
    """The folder of the real cards."""
    return Path(CORPUS or "").resolve()


@pytest.fixture(scope="module")
def site(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site that all real cards make."""
    project = Project(tmp_path_factory.mktemp("real"))
    project.draw({"docs/index.md": "# Home\n\n<!-- modelcards/overview -->\n"})
    path = project.configure({"cards_dir": str(corpus)})
    build(load_config(str(path)))
    return Site(project.root / "site", [])


def test_every_card_has_a_page_with_one_body(corpus: Path, site: Site) -> None:
    sources = discover(CardsFolder(corpus, "corpus")).sources
    assert len(sources) == len(list(corpus.rglob("*.md"))) > 0
    for source in sources:
        assert len(site.page(source.id).css("[data-mc-body]")) == 1, source.id


def test_every_card_is_in_the_catalog(corpus: Path, site: Site) -> None:
    assert list(site.catalog()) == [source.id for source in discover(CardsFolder(corpus, "corpus")).sources]


def test_block_structure_is_githubs(corpus: Path, site: Site) -> None:
    differing = []
    sources = discover(CardsFolder(corpus, "corpus")).sources
    for source in sources:
        body = parse_card(source).body
        html = cmarkgfm.github_flavored_markdown_to_html(body, Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES)
        expected = LexborHTMLParser(html).body
        shown = site.page(source.id).css("[data-mc-body]")[0]
        if expected is None or list(shape(expected)) != list(shape(shown)):
            differing.append(source.id)
    assert len(differing) <= 0.01 * len(sources), differing


def shape(root: LexborNode) -> Iterator[str]:
    """The block elements below a node, in the order of the document, with what encloses each."""
    for node in root.traverse():
        if node.tag in BLOCKS and not inside_code(node, root):
            parents = []
            parent = node.parent
            while parent is not None and parent.mem_id != root.mem_id:
                if parent.tag in BLOCKS:
                    parents.append(parent.tag)
                parent = parent.parent
            yield " ".join(map(str, [node.tag, *parents]))


def inside_code(node: LexborNode, root: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.mem_id != root.mem_id:
        if parent.tag == "pre":
            return True
        parent = parent.parent
    return False


def test_every_formula_is_typeset_once(corpus: Path, site: Site) -> None:
    found = 0
    for source in discover(CardsFolder(corpus, "corpus")).sources:
        page = site.page(source.id)
        body = page.css("[data-mc-body]")[0]
        formulas = [formula.tex for formula in find_formulas(parse_card(source).body)]
        shown = [node.text() for node in body.css(".katex annotation")]
        assert shown == [tex.strip() for tex in formulas], source.id
        assert body.css("pre .katex, code .katex, .mc-math-wrong") == [], source.id
        assert len(page.css("link[href$='katex.min.css']")) == bool(formulas), source.id
        found += len(formulas)
    assert found > 0


def test_no_page_is_above_300_kb(site: Site) -> None:
    large = {name: len(content) for name, content in site.files().items() if name.endswith(".html")}
    assert max(large.values()) <= 300_000


def test_findings_name_real_places(corpus: Path) -> None:
    for source in discover(CardsFolder(corpus, "corpus")).sources:
        card = parse_card(source)
        lines = source.file.text.splitlines()
        for found in (*card.findings, *render_card(card).findings):
            assert found.code in CODES
            assert found.code != "card-failed", found.line_of_text()
            assert_place(found, lines)


def assert_place(found: Finding, lines: list[str]) -> None:
    assert 1 <= found.line <= max(1, len(lines)), found.line_of_text()
    length = len(lines[found.line - 1]) if lines else 0
    assert 1 <= found.column <= length + 1, found.line_of_text()
