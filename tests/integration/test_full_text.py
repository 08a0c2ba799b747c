"""The full-text index of a site: what is in it, when it is made, and what happens when it can't be."""

from __future__ import annotations

import json
import os
import stat
import sys
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from mkdocs_modelcards import mkdocs_full_text
from mkdocs_modelcards.full_text import build as full_text_build
from mkdocs_modelcards.full_text import parts
from mkdocs_modelcards.full_text.binary import Pagefind
from mkdocs_modelcards.full_text.bundle import Bundle, Record, build_bundle
from mkdocs_modelcards.full_text.service import PagefindService
from mkdocs_modelcards.mkdocs_full_text import FullText, FullTextSession
from mkdocs_modelcards.plugin import ModelCardsPlugin
from tests.projects import CARD, Project, Site

FOLDER = "assets/modelcards/full-text/"
CARDS = {
    "acme/tiny/README.md": CARD,
    "acme/tiny/BIAS.md": "# Bias\n\nIt prefers wombats.\n",
    "acme/other.md": CARD.replace("short reviews", "long quokkas"),
    "lone.md": "",
}
ONLY_POSIX = pytest.mark.skipif(os.name == "nt", reason="scripts are no programs on Windows")
Built = list[int]


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> Built:
    """How many records each index was made of, for those that were made."""
    counts: Built = []

    def counted(
        pagefind: Pagefind,
        language: str,
        records: Iterable[Record],
        started: Callable[[PagefindService], None],
        seconds: float,
    ) -> Bundle:
        found = list(records)
        counts.append(len(found))
        return build_bundle(pagefind, language, found, started, seconds)

    monkeypatch.setattr(full_text_build, "build_bundle", counted)
    return counts


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MODELS_IN_PART", 1)


@pytest.fixture
def serving(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """As after the first build of `mkdocs serve`; the function waits for what is under way."""
    session = FullTextSession()
    session.is_serving = True
    monkeypatch.setattr(ModelCardsPlugin, "_full_text_session", session)

    def wait() -> None:
        if session.left_alone is not None:
            session.left_alone._thread.join()

    yield wait
    session.end()


def build(project: Project, options: Mapping[str, object] | None = None, **settings: Any) -> Site:
    """A build with a theme that is quick."""
    return project.build(options, theme={"name": "mkdocs"}, **settings)


def indexed(site: Site) -> dict[str, str]:
    """The text in the index by the address of each model, in the order of the catalog."""
    manifest = json.loads(site.text(f"{FOLDER}index.json"))
    digits = b64decode(json.loads(site.text(FOLDER + manifest["models"]))["names"]).hex()
    names = [digits[start : start + 7] for start in range(0, len(digits) - 6, 7)]
    texts = {}
    for path in (site.path / FOLDER).rglob("*.pf_fragment"):
        fragment = json.loads(zlib.decompress(path.read_bytes(), 31).removeprefix(b"pagefind_dcd"))
        texts[path.stem.rpartition("_")[2]] = (fragment["url"], fragment["content"])
    return dict(texts[name] for name in names)


def outside(site: Site) -> dict[str, bytes]:
    """All files but those of the index, and the home page, into which MkDocs' theme writes the time."""
    return {path: data for path, data in site.files().items() if not path.startswith((FOLDER, "index.html"))}


def inside(site: Site) -> dict[str, bytes]:
    """The files of the index."""
    return {path: data for path, data in site.files().items() if path.startswith(FOLDER)}


def test_the_text_of_every_model_is_in_the_index(project: Project) -> None:
    site = build(project.cards(CARDS))
    texts = indexed(site)
    assert list(texts) == ["acme/other/", "acme/tiny/", "lone/"]
    assert texts["acme/tiny/"].startswith("Tiny classifier It sorts short reviews into good and bad. Training data Two")
    assert texts["acme/tiny/"].endswith("Bias It prefers wombats.")
    assert texts["lone/"] == "lone"


def test_only_what_browsers_need_is_in_the_site(project: Project) -> None:
    site = build(project.cards(CARDS))
    paths = {path.removeprefix(FOLDER) for path in inside(site)}
    assert not any("ui" in path or "highlight" in path or "playground" in path for path in paths)
    assert sum(path.endswith(("js", "pagefind")) for path in paths) == 3
    assert not list((project.root / "site").rglob("*.new"))


def test_addresses_end_as_those_of_the_site(project: Project) -> None:
    site = build(project.cards({"acme/tiny.md": CARD}), use_directory_urls=False)
    assert list(indexed(site)) == ["acme/tiny/index.html"]


def test_the_index_can_be_switched_off(project: Project, built: Built) -> None:
    on = build(project.cards(CARDS))
    off = build(project, {"full_text": False})
    assert not (off.path / FOLDER).exists()
    assert outside(off).keys() == outside(on).keys()
    assert built == [3]


def test_an_empty_catalog_has_no_index(project: Project, built: Built) -> None:
    site = build(project.cards({}))
    assert not (site.path / FOLDER).exists()
    assert built == []


def test_an_index_is_made_only_when_cards_have_changed(project: Project, built: Built) -> None:
    first = inside(build(project.cards(CARDS)))
    assert inside(build(project)) == first
    (project.root / "site" / FOLDER / "index.json").unlink()  # as of a build that was ended
    assert inside(build(project)) == first
    assert built == [3]
    project.cards({"acme/other.md": CARD.replace("short reviews", "aardvarks")})
    changed = build(project)
    assert "aardvarks" in indexed(changed)["acme/other/"]
    assert built == [3, 3]
    kept = list((project.root / ".cache/plugin/modelcards/full-text").iterdir())
    assert [path.suffix for path in kept] == [".bundle"]
    files = inside(changed)
    assert inside(build(project, {"cache": False})) == files
    assert inside(build(project, {"cache": False})) == files
    assert built == [3, 3, 3, 3]


@pytest.mark.usefixtures("small_parts")
def test_only_the_part_of_a_changed_card_is_made_again(project: Project, built: Built) -> None:
    many = {f"acme/m{number}.md": CARD.replace("reviews", f"word{number}") for number in range(8)}
    build(project.cards(many))
    assert sum(built) == 8
    assert len(built) > 2
    before = list(built)
    project.cards({"acme/m3.md": CARD.replace("reviews", "aardvarks")})
    texts = indexed(build(project))
    assert "aardvarks" in texts["acme/m3/"]
    assert len(texts) == 8
    assert built[: len(before)] == before
    assert len(built) == len(before) + 1


def test_serve_does_not_wait_for_an_index(project: Project, built: Built, serving: Callable[[], None]) -> None:
    build(project.cards(CARDS))
    project.cards({"acme/other.md": CARD.replace("short reviews", "aardvarks")})
    site = build(project)
    assert list(indexed(site)) == ["acme/other/", "acme/tiny/", "lone/"]
    serving()
    assert "aardvarks" in indexed(build(project))["acme/other/"]
    assert built == [3, 3]


@pytest.mark.usefixtures("small_parts")
def test_index_folder_with_deleted_program_and_foreign_files(project: Project, built: Built) -> None:
    site = build(project.cards(CARDS))
    first = inside(site)
    made = list(built)
    folder = site.path / FOLDER
    [program] = folder.rglob("pagefind.js")
    program.unlink()
    fragments = sorted(folder.rglob("*.pf_fragment"))
    fragments[0].unlink()
    fragments[1].write_bytes(b"cut")
    [entry, *_] = folder.rglob("pagefind-entry.json")
    entry.write_bytes(entry.read_bytes().replace(b"1", b"2"))
    withdrawn = fragments[0].parent / "en_1234567.pf_fragment"
    for foreign in (folder / "junk.html", program.parent / "junk.html", withdrawn, folder / "junk" / withdrawn.name):
        foreign.parent.mkdir(exist_ok=True)
        foreign.write_text("junk", encoding="utf-8")
    assert inside(build(project)) == first
    assert built == made


@pytest.mark.parametrize("path", ["x.png", "pagefind-1/1/index/x.png", "1/index.html"])
def test_attachment_in_index_folder_survives_second_build(project: Project, path: str) -> None:
    project.cards(CARDS).draw({f"docs/{FOLDER}{path}": "picture"})
    first = inside(build(project))
    assert first[f"{FOLDER}{path}"] == b"picture"
    second = build(project)
    assert inside(second) == first
    assert not [line for line in second.log if "full-text-unavailable" in line]


@ONLY_POSIX
def test_attachment_in_index_folder_survives_failing_index(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.cards(CARDS).draw({f"docs/{FOLDER}x.png": "picture"})
    build(project)
    fake(project, monkeypatch, "sys.exit('out of luck')")
    site = build(project.cards({"acme/other.md": CARD.replace("short reviews", "aardvarks")}))
    assert inside(site) == {f"{FOLDER}x.png": b"picture"}


def test_card_with_attachments_in_index_folder(project: Project) -> None:
    text = CARD + "\n![x](modelcards/full-text/x.png)\n"
    project.cards({"assets/README.md": text, "assets/modelcards/full-text/x.png": "picture"})
    first = inside(build(project))
    second = build(project)
    assert inside(second) == first
    assert f"{FOLDER}index.json" in first
    assert f"{FOLDER}x.png" not in first
    [line] = [line for line in second.log if "link-not-published" in line]
    assert "cards/assets/README.md:16:1" in line


def fake(project: Project, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Put a program in the place of Pagefind that says its version, and else does what the code says."""
    path = project.root / "pagefind"
    version = "import sys, time\nif '--version' in sys.argv:\n    sys.exit(print('pagefind 1.5.9'))\n"
    path.write_text(f"#!{sys.executable}\n{version}{code}", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(path))


@pytest.mark.parametrize("why", ["missing", "not executable", "crashes", "hangs"])
@ONLY_POSIX
def test_without_an_index_all_else_is_as_it_would_be(
    project: Project, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    expected = outside(build(project.cards({"acme/tiny.md": CARD})))
    if why == "missing":
        monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(project.root / "nowhere"))
    else:
        fake(project, monkeypatch, "time.sleep(60)" if why == "hangs" else "sys.exit('out of luck')")
    if why == "not executable":
        (project.root / "pagefind").chmod(0o600)
    monkeypatch.setattr(mkdocs_full_text, "FullTextOptions", partial(full_text_build.FullTextOptions, seconds=0.3))
    site = build(project)
    assert not (site.path / FOLDER).exists()
    assert outside(site).keys() == expected.keys()
    if why in ("crashes", "hangs"):  # noticed when the pages are there
        assert outside(site) == expected
    [warning] = [line for line in site.log if "full-text-unavailable" in line]
    assert warning.startswith(
        "WARNING modelcards: mkdocs.yml:1:1: warning full-text-unavailable: The text of the cards"
    )
    assert "pip install 'pagefind[bin]'" in warning
    quiet = build(project, {"severity": {"full-text-unavailable": "off"}})
    assert not [line for line in quiet.log if "full-text" in line and "WARNING" in line]


def test_a_build_that_fails_leaves_no_process(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[FullText] = []
    cancel = FullText.cancel

    def noted(full_text: FullText) -> None:
        build = full_text._build
        cancel(full_text)
        assert build is not None
        assert build.is_done
        ended.append(full_text)

    monkeypatch.setattr(FullText, "cancel", noted)
    project.cards(CARDS).draw({"docs/broken.md": "{{ nothing }}", "hook.py": HOOK})
    with pytest.raises(RuntimeError):
        build(project, hooks=["hook.py"])
    assert len(ended) == 1


HOOK = """
def on_env(env, config, files):
    raise RuntimeError
"""


def test_a_path_of_the_site_is_in_no_file(project: Project) -> None:
    site = build(project.cards(CARDS), site_url="https://example.org/below/")
    texts = [data for path, data in inside(site).items() if path.endswith(".json")]
    assert not any(b"below" in text or str(project.root).encode() in text for text in texts)
    assert Path(site.path / FOLDER).is_dir()
