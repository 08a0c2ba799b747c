"""The hostile registry, built for real: what a build may say, write and publish, whatever cards hold."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mkdocs_modelcards.catalog.catalog import build_catalog
from mkdocs_modelcards.discover import CardsFolder, discover
from mkdocs_modelcards.findings import CODES
from mkdocs_modelcards.formulas.typeset import Typesetter
from mkdocs_modelcards.pages.renderer import PageRenderer
from mkdocs_modelcards.pages.site_pages import site_pages
from mkdocs_modelcards.pages.template_files import theme_folder
from mkdocs_modelcards.parse.card import parse_card
from mkdocs_modelcards.pipeline import CatalogOptions, load_catalog
from mkdocs_modelcards.processing.all_cards import Means
from mkdocs_modelcards.processing.cache_file import CacheFile
from mkdocs_modelcards.processing.processed import process_card
from mkdocs_modelcards.render.card import render_card
from mkdocs_modelcards.render.options import DEFAULTS
from tests.hostile.generated import UNPUBLISHED, draw, stress_headers, stress_texts
from tests.projects import Project, Site
from tests.unit.helpers import quick, source

FINDING = re.compile(r"(?:WARNING|INFO   |ERROR  ) -  modelcards: cards.*:\d+:\d+: (error|warning|info) [a-z0-9-]+: .+")
PUBLISHED = (".html", ".png", ".json", ".xml", ".gz", ".css", ".js", ".mjs", ".map", ".woff2", ".txt", "LICENSE")
STRESS = stress_texts()
HEADERS = stress_headers()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Project]:
    """The registry, built by MkDocs' command, with the lines of its log."""
    root = tmp_path_factory.mktemp("hostile") / "project"
    root.mkdir()
    project = Project(root)
    draw(root / "cards")
    project.draw({"docs/index.md": "# Our models\n\n<!-- modelcards/overview -->\n"})
    project.configure(site_url="https://models.example/catalog/")
    before = _files(root.parent)
    done = project.run("mkdocs", "build")
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in done.stderr
    new = _files(root.parent) - before
    cache = root / ".cache/plugin/modelcards"
    others = {path for path in new if not path.is_relative_to(root / "site")}
    assert {path.relative_to(cache).parent.as_posix() for path in others} == {".", "full-text"}
    assert {path.suffix for path in others} == {".sqlite3", ".bundle"}
    return Site(root / "site", done.stderr.split("\n")), project


def _files(folder: Path) -> set[Path]:
    return {Path(parent) / name for parent, _, names in os.walk(folder) for name in names}


def test_the_log_has_one_line_for_each_finding(built: tuple[Site, Project]) -> None:
    site, _ = built
    lines = [line for line in site.log if line]
    others = [line for line in lines if not FINDING.fullmatch(line)]
    assert [line for line in others if not line.startswith("INFO    -  ")] == []
    assert len(others) < 8
    assert all(line.isprintable() for line in lines)
    count = re.search(r"(\d+) errors, (\d+) warnings, (\d+) notes", site.log[-3] + site.log[-2])
    assert count is not None
    assert sum(map(int, count.groups())) == len(lines) - len(others)
    assert not any("card-failed" in line for line in lines)


def test_every_card_has_a_page_or_a_finding(built: tuple[Site, Project]) -> None:
    site, project = built
    sources = discover(CardsFolder(project.root / "cards", "cards")).sources
    pages = {path.parent.relative_to(site.path).as_posix() for path in site.path.rglob("index.html")}
    catalog = site.catalog()
    assert {card.id for card in sources} == set(catalog)
    assert {unquote(str(model["url"])).rstrip("/") for model in catalog.values()} <= pages
    read = {card.location for card in sources}
    on_disk = {path.relative_to(project.root / "cards").as_posix() for path in (project.root / "cards").rglob("*.md")}
    log = "\n".join(site.log)
    hidden = {path for path in on_disk if any(part.startswith(".") for part in path.split("/"))}
    assert {path for path in on_disk - read - hidden if path not in log} == set()


def test_data_files_hold_what_programs_can_read(built: tuple[Site, Project]) -> None:
    site, _ = built
    assert len(site.catalog()) > 200
    index = json.loads(site.text("search/search_index.json"))
    assert len(index["docs"]) > 300
    root = ElementTree.fromstring(site.text("sitemap.xml"))
    addresses = [element.text or "" for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(addresses) > 300
    assert all(
        re.fullmatch(r"https://models\.example/catalog/[\w.~/%!$&'()*+,;=:@-]*", address) for address in addresses
    )
    assert all(".." not in address.split("/") for address in addresses)


def test_only_files_that_may_be_published_are(built: tuple[Site, Project]) -> None:
    site, _ = built
    files = site.files()
    # The index of Pagefind has types of its own, in a folder that no card can write into.
    own = [name for name in files if not name.startswith("assets/modelcards/full-text/")]
    assert [name for name in own if not name.endswith(PUBLISHED)] == []
    assert [name for name, data in files.items() if any(secret in data for secret in UNPUBLISHED)] == []
    for name in ("evil.svg", "evil.html", "page.xhtml", "evil.xml", "evil.js", "link-out.png", ".hidden.png"):
        assert [path for path in files if path.endswith(f"/{name}")] == []
    assert not any(path.is_symlink() for path in site.path.rglob("*"))
    assert "images/remote-images/a.png" in files


def test_nothing_was_run(built: tuple[Site, Project]) -> None:
    assert not Path("/tmp/pwned").exists()  # what a card's YAML asks for


def test_no_page_holds_a_control_character(built: tuple[Site, Project]) -> None:
    site, _ = built
    for name, data in site.files().items():
        if name.endswith((".html", ".json", ".xml")):
            assert not re.search(r"[\x00-\x08\x0b\x0e-\x1f]", data.decode("utf-8")), name


@pytest.fixture(scope="module")
def typesetter() -> Iterator[Typesetter]:
    """One engine for all formulas."""
    with Typesetter() as made:
        made.typeset("x", False)
        yield made


@pytest.mark.parametrize("name", STRESS)
def test_any_text_is_rendered_or_reported_quickly(typesetter: Typesetter, name: str) -> None:
    parsed = parse_card(source(f"---\nlicense: mit\n---\n{STRESS[name]}"))
    with quick():
        made = render_card(parsed, typesetter=typesetter)
    assert "card-failed" not in {found.code for found in made.findings}
    assert len(made.html) < 6_000_000


@pytest.mark.parametrize("name", HEADERS)
def test_any_header_is_read_or_reported_quickly(name: str) -> None:
    text = f"---\n{HEADERS[name]}\n---\nText.\n"
    with quick():
        parsed = parse_card(source(text))
        render_card(parsed)
    assert "card-failed" not in {found.code for found in parsed.findings}


BYTES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(max_size=200).map(lambda text: text.encode("utf-16", "surrogatepass")),
    st.lists(
        st.sampled_from(
            [
                *(b"---\n", b"license: ", b"tags: [", b"]", b"widget:\n- ", b"{", b"}", b"&a ", b"*a", b"!!", b'"'),
                *(b"|\n", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"# ", b"<", b">", b"\\\\(", b"$$", b"["),
                *(b"'", b"](", b"\r", b"\n", b"```", b"model-index:\n- ", b"thumbnail: ", b"a: b\n", b"\t"),
                *(b"<Gallery />", b"model_name: ", b"\x85", b"\xe2\x80\xa8", b'"\\0"', b'"\\ud800"', b"\x1b[2J"),
            ]
        ),
        max_size=30,
    ).map(b"".join),
)  # fmt: skip
ONCE = settings(
    max_examples=120,
    deadline=None,
    database=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@given(data=BYTES)
@example(data=b"\xff\xfe")
@example(data=b"---\n---\n\xed\xa0\x80")
@ONCE
def test_any_bytes_give_a_page_or_a_finding(tmp_path: Path, typesetter: Typesetter, data: bytes) -> None:
    check_bytes(tmp_path, typesetter, data)


@given(header=BYTES, body=st.sampled_from([b"", b"Text.\n", b"# Title\n"]))
@ONCE
def test_any_header_gives_a_page_or_a_finding(
    tmp_path: Path, typesetter: Typesetter, header: bytes, body: bytes
) -> None:
    check_bytes(tmp_path, typesetter, b"---\n" + header + b"\n---\n" + body)


def check_bytes(folder: Path, typesetter: Typesetter, data: bytes) -> None:
    """Fail unless a card with these bytes, like any other, gets all of its pages or a finding."""
    cards = folder / "cards"
    cards.mkdir(exist_ok=True)
    (cards / "card.md").write_bytes(data)
    found = discover(CardsFolder(cards, "cards"))
    assert len(found.sources) == 1
    pairs = [process_card(card, DEFAULTS, typesetter) for card in found.sources]
    catalog = build_catalog(pairs, {}, {})
    findings = [*found.findings, *pairs[0][0].findings, *pairs[0][1].findings, *catalog.findings]
    assert "card-failed" not in {item.code for item in findings}
    assert all(item.code in CODES and item.line_of_text().isprintable() for item in findings)
    renderer = PageRenderer(catalog, [str(theme_folder())], targets={}, published=())
    pages = list(site_pages(catalog, 100))
    assert any(page.address == "card/" for page in pages)
    for page in pages:
        renderer.html(page).encode("utf-8")


def test_links_of_the_registry_are_resolved_without_an_exception(tmp_path: Path, typesetter: Typesetter) -> None:
    draw(tmp_path / "cards")
    means = Means(typesetter=typesetter, cache=CacheFile(None, print))
    result = load_catalog(CardsFolder(tmp_path / "cards", "cards"), {}, CatalogOptions(), means)
    inside = (tmp_path / "cards").resolve()
    assert all(file.source.resolve().is_relative_to(inside) for file in result.attachments.files)
    assert all(".." not in file.site_path.split("/") for file in result.attachments.files)
    addresses = {
        target.url for targets in result.targets.by_card.values() for target in targets if target and target.url
    }
    assert all(address.startswith("https://huggingface.co/") for address in addresses)
