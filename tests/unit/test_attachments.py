"""The files beside cards: which are published, where, and why the others are not."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkdocs_modelcards.attachments import MAX_FILE_BYTES, MAX_FILES, SUFFIXES, Attachments, find_attachments
from mkdocs_modelcards.catalog.catalog import Catalog, build_catalog
from mkdocs_modelcards.discover import CardsFolder, discover
from mkdocs_modelcards.parse.card import parse_card
from mkdocs_modelcards.render.card import render_card
from mkdocs_modelcards.source_file import LFS_POINTER

from .helpers import quick
from .test_discover import draw, link, links

POINTER = LFS_POINTER + b"\noid sha256:0\nsize 5\n"


def load(
    root: Path, tree: Mapping[str, str | bytes], publish: Iterable[str] = (), exclude: Iterable[str] = ()
) -> tuple[Catalog, Attachments]:
    """The catalog of a folder with some files, and the files beside its cards."""
    draw(root, tree)
    folder = CardsFolder(root, "cards", tuple(exclude))
    cards = [parse_card(source) for source in discover(folder).sources]
    catalog = build_catalog([(card, render_card(card)) for card in cards], {}, {})
    return catalog, find_attachments(folder, catalog, tuple(publish))


def naming(*paths: str) -> str:
    """A card that links to files."""
    return "---\nlicense: mit\n---\n" + "\n".join(f"[a](<{path}>)" for path in paths)


def state(root: Path, path: str, tree: Mapping[str, str | bytes], **options: Iterable[str]) -> tuple[str, list[str]]:
    """The state of a file that the card `acme/tiny` links to, and the paths on the site of what is published."""
    made = load(root, {"acme/tiny/README.md": naming(path), **tree}, **options)[1]
    [found] = made.states["acme/tiny/README.md"].values()
    return found, [file.site_path for file in made.files]


@pytest.mark.parametrize(
    ("path", "file", "site_path"),
    [
        ("a.png", "acme/tiny/a.png", "acme/tiny/a.png"),
        ("./a.PNG", "acme/tiny/a.PNG", "acme/tiny/a.PNG"),
        ("b/c/a.pdf", "acme/tiny/b/c/a.pdf", "acme/tiny/b/c/a.pdf"),
        ("b/../a.png", "acme/tiny/a.png", "acme/tiny/a.png"),
        ("a b.png", "acme/tiny/a b.png", "acme/tiny/a b.png"),
        ("gr%C3%B6%C3%9Fe.png?x=y#z", "acme/tiny/größe.png", "acme/tiny/größe.png"),
        *((f"a{suffix}", f"acme/tiny/a{suffix}", f"acme/tiny/a{suffix}") for suffix in sorted(SUFFIXES)),
    ],
)
def test_files_beside_a_card_are_published(tmp_path: Path, path: str, file: str, site_path: str) -> None:
    (tmp_path / "acme/tiny/b").mkdir(parents=True)
    assert state(tmp_path, path, {file: b"a"}) == ("published", [site_path])


@pytest.mark.parametrize(
    ("card_path", "path"),
    [
        ("assets/README.md", "modelcards/full-text/x.png"),
        ("assets/README.md", "ModelCards/full-text/x.png"),
        ("assets/README.md", "modelcards"),
        ("assets/modelcards/README.md", "full-text/x.png"),
    ],
)
def test_attachment_in_own_folder(tmp_path: Path, card_path: str, path: str) -> None:
    beside = (Path(card_path).parent / path).as_posix()
    made = load(tmp_path, {card_path: naming(path), beside: "a"}, publish=["*"])[1]
    assert (made.states[card_path], made.files) == ({path: "own-folder"}, ())


def test_a_card_in_a_file_of_its_own_has_files_beside_it(tmp_path: Path) -> None:
    made = load(tmp_path, {"acme/tiny.md": naming("images/a.png"), "acme/images/a.png": b"a"})[1]
    assert [(file.source, file.site_path) for file in made.files] == [
        ((tmp_path / "acme/images/a.png").resolve(), "acme/tiny/images/a.png")
    ]


@pytest.mark.parametrize(
    ("path", "tree", "found"),
    [
        ("a.png", {}, "missing"),
        ("a.png/", {}, "missing"),
        ("a" * 5000 + ".png", {}, "missing"),
        ("a.csv", {"acme/tiny/a.csv": "a"}, "not-published"),
        ("a.svg", {"acme/tiny/a.svg": "a"}, "not-published"),
        ("a.html", {"acme/tiny/a.html": "a"}, "not-published"),
        ("png", {"acme/tiny/png": "a"}, "not-published"),
        ("README.md", {}, "not-published"),
        ("b.png", {"acme/tiny/b.png/c": "a"}, "folder"),
        (".", {}, "folder"),
        ("b.png/", {"acme/tiny/b.png": "a"}, "missing"),
        ("..", {}, "elsewhere"),
        ("../b.png", {"acme/b.png": "a"}, "elsewhere"),
        ("../other/b.png", {"acme/other/b.png": "a"}, "elsewhere"),
        ("../other/b.png", {}, "missing"),
        ("../..", {}, "outside"),
        ("../../..", {}, "outside"),
        ("../../../a.png", {}, "outside"),
        ("b/../../../../../etc/passwd", {}, "outside"),
        (".hidden.png", {"acme/tiny/.hidden.png": "a"}, "left-out"),
        (".git/a.png", {"acme/tiny/.git/a.png": "a"}, "left-out"),
        ("b/.c/a.png", {"acme/tiny/b/.c/a.png": "a"}, "left-out"),
        ("a.png", {"acme/tiny/a.png": POINTER}, "lfs-pointer"),
        ("a.png", {"acme/tiny/a.png": POINTER + b" " * 1024}, "published"),
        ("-/a.png", {"acme/tiny/-/a.png": "a"}, "not-published"),
    ],
)
def test_why_a_file_is_not_published(tmp_path: Path, path: str, tree: dict[str, str | bytes], found: str) -> None:
    assert state(tmp_path, path, tree) == (found, [f"acme/tiny/{path}"] if found == "published" else [])


@pytest.mark.parametrize(
    ("patterns", "path", "found"),
    [
        (["*.csv"], "a.csv", "published"),
        (["*.csv"], "b/a.csv", "published"),
        (["/acme/tiny/*.csv"], "a.csv", "published"),
        (["/other/*.csv"], "a.csv", "not-published"),
        (["acme/"], "a.weights", "published"),
        (["*", "!*.bin"], "a.bin", "not-published"),
        (["!*.png"], "a.png", "published"),
        (["*"], ".env", "left-out"),
        (["index.html"], "index.html", "not-published"),
    ],
)
def test_more_files_are_published_by_patterns(tmp_path: Path, patterns: list[str], path: str, found: str) -> None:
    assert state(tmp_path, path, {f"acme/tiny/{path}": "a"}, publish=patterns)[0] == found


@pytest.mark.parametrize(
    ("patterns", "found"), [(["*.png"], "left-out"), (["b/"], "left-out"), (["c.png"], "published")]
)
def test_excluded_files_are_left_out(tmp_path: Path, patterns: list[str], found: str) -> None:
    tree = {"acme/tiny/b/a.png": b"a"}
    assert state(tmp_path, "b/a.png", tree, exclude=patterns, publish=["*"])[0] == found


@pytest.mark.parametrize("size", [MAX_FILE_BYTES, MAX_FILE_BYTES + 1])
def test_large_files_are_not_published(tmp_path: Path, size: int) -> None:
    draw(tmp_path, {"acme/tiny/a.mp4": b""})
    os.truncate(tmp_path / "acme/tiny/a.mp4", size)
    assert state(tmp_path, "a.mp4", {})[0] == ("too-large" if size > MAX_FILE_BYTES else "published")


def test_at_most_some_files_of_a_card_are_published(tmp_path: Path) -> None:
    names = [f"{number}.png" for number in range(MAX_FILES + 2)]
    tree = {f"acme/{card}/{name}": "a" for card in ("a", "b") for name in names}
    cards = {f"acme/{card}/README.md": naming("gone.png", *names, "0.png", "./1.png") for card in ("a", "b")}
    made = load(tmp_path, tree | cards)[1]
    assert len(made.files) == 2 * MAX_FILES
    for states in made.states.values():
        assert [name for name, found in states.items() if found == "too-many"] == names[MAX_FILES:]
        assert states["./1.png"] == "published"


def test_a_file_that_is_named_twice_is_published_once(tmp_path: Path) -> None:
    made = load(tmp_path, {"tiny.md": naming("a.png", "./a.png", "b/../a.png"), "a.png": "a", "b/c.png": "c"})[1]
    assert [file.site_path for file in made.files] == ["tiny/a.png"]
    assert set(made.states["tiny.md"].values()) == {"published"}


def test_a_file_never_stands_where_the_catalog_has_a_page(tmp_path: Path) -> None:
    tree = {
        "a.md": naming("b/c.png", "b.png"),
        "b/c.png": "c",
        "b.png": "d",
        "a/b/c.png/README.md": naming(),
        "a/x.md": naming(),
    }
    made = load(tmp_path, tree)[1]
    assert made.states["a.md"] == {"b/c.png": "not-published", "b.png": "published"}
    assert [file.site_path for file in made.files] == ["a/b.png"]


def test_the_picture_in_a_header_is_published(tmp_path: Path) -> None:
    made = load(tmp_path, {"tiny.md": "---\nthumbnail: ./a.png\n---\n", "a.png": "a"})[1]
    assert [file.site_path for file in made.files] == ["tiny/a.png"]


def test_cards_that_name_no_files(tmp_path: Path) -> None:
    assert load(tmp_path, {"tiny.md": naming("https://example.org/a.png", "#a", "/b.png")})[1] == Attachments((), {})


@links
@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("../../../secret.png", "left-out"),
        ("../.hidden.png", "left-out"),
        ("../draft/a.png", "left-out"),
        ("README.md", "not-published"),
        ("b.png", "published"),
        ("../b.png", "published"),
        ("a.png", "missing"),
        ("gone.png", "missing"),
    ],
)
def test_links_lead_to_what_may_be_published(tmp_path: Path, target: str, found: str) -> None:
    root = tmp_path / "cards"
    draw(tmp_path, {"secret.png": "a"})
    tree = {"acme/.hidden.png": b"a", "acme/draft/a.png": b"a", "acme/tiny/b.png": b"a", "acme/b.png": b"a"}
    link(root / "acme/tiny/a.png", target)
    assert state(root, "a.png", tree, exclude=["draft/"])[0] == found


@links
def test_a_folder_that_leads_out_is_left_out(tmp_path: Path) -> None:
    draw(tmp_path, {"secret/a.png": "a"})
    link(tmp_path / "cards/acme/tiny/b", tmp_path / "secret")
    assert state(tmp_path / "cards", "b/a.png", {}) == ("left-out", [])


@given(st.lists(st.text(alphabet="./ab%0\\:é\ud800", max_size=14), max_size=4))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_name_leads_out_of_the_card_s_folder(tmp_path: Path, names: list[str]) -> None:
    draw(
        tmp_path,
        {"secret.png": "s", "cards/acme/a.png": "a", "cards/acme/tiny/a.png": "b", "cards/acme/tiny/b/a.png": "c"},
    )
    text = naming(
        *(name.encode("utf-8", "replace").decode() + end for name in names for end in ("", "/a.png", "a.png"))
    )
    made = load(tmp_path / "cards", {"acme/tiny/README.md": text})[1]
    beside = (tmp_path / "cards/acme/tiny").resolve()
    assert all(file.source.is_relative_to(beside) for file in made.files)
    assert all(file.site_path.startswith("acme/tiny/") and ".." not in file.site_path for file in made.files)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_is_not_published(tmp_path: Path) -> None:
    (tmp_path / "acme/tiny").mkdir(parents=True)
    os.mkfifo(tmp_path / "acme/tiny/a.png")
    assert state(tmp_path, "a.png", {}) == ("not-published", [])


def test_many_files_are_looked_up_quickly(tmp_path: Path) -> None:
    names = [f"{'b/../' * 5}{number}.png" for number in range(10_000)]
    with quick(6):
        made = load(tmp_path, {"acme/tiny/README.md": naming(*names), "acme/tiny/b/a.png": "a"})[1]
    assert len(made.states["acme/tiny/README.md"]) == 10_000


OWN_LICENSE = "---\nlicense: other\nlicense_name: acme\nlicense_link: {}\n---\nText.\n"


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("LICENSE", ["acme/tiny/LICENSE.txt"]),
        ("license.md", ["acme/tiny/license.md"]),
        ("LICENSE.html", []),
        ("notes.txt", []),
    ],
)
def test_a_license_that_the_header_names_is_published(tmp_path: Path, name: str, published: list[str]) -> None:
    tree = {"acme/tiny/README.md": OWN_LICENSE.format(name), f"acme/tiny/{name}": "<script>"}
    assert [file.site_path for file in load(tmp_path, tree)[1].files] == published


@links
def test_a_license_is_no_way_to_another_file(tmp_path: Path) -> None:
    draw(tmp_path, {"acme/tiny/README.md": OWN_LICENSE.format("LICENSE"), "acme/secret/notes.txt": "secret"})
    link(tmp_path / "acme/tiny/LICENSE", "../secret/notes.txt")
    made = load(tmp_path, {})[1]
    assert made.files == ()
    assert made.states["acme/tiny/README.md"] == {"LICENSE": "not-published"}
