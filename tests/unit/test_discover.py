"""Cards as they lie in a folder: which files are cards, how they are read, and what is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkdocs_modelcards.discover import CardsFolder, CardSource, Discovery, discover
from mkdocs_modelcards.source_file import BYTE_ORDER_MARKS, MAX_FILE_BYTES, SourceFile

from .helpers import codes, places, quick

links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")


def draw(root: Path, tree: Mapping[str, str | bytes]) -> None:
    """Write files below a folder."""
    for name, content in tree.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def link(path: Path, target: str | Path) -> None:
    """Make a symbolic link, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def found_in(root: Path, exclude: Iterable[str] = ()) -> Discovery:
    """What a folder holds, named `cards` in findings."""
    return discover(CardsFolder(root, "cards", tuple(exclude)))


def ids(discovery: Discovery) -> list[str]:
    return [source.id for source in discovery.sources]


@pytest.mark.parametrize(
    ("location", "model_id"),
    [
        ("acme/tiny/README.md", "acme/tiny"),
        ("acme/tiny/readme.md", "acme/tiny"),
        ("acme/tiny/ReadMe.MD", "acme/tiny"),
        ("acme/tiny.md", "acme/tiny"),
        ("acme/tiny.MD", "acme/tiny"),
        ("tiny.md", "tiny"),
        ("tiny/README.md", "tiny"),
        ("a/b/c/README.md", "a/b/c"),
        ("a/b/c/d.md", "a/b/c/d"),
        ("acme/bert_BotXO,ai/README.md", "acme/bert_BotXO,ai"),
        ("acme/größe.md", "acme/größe"),
        ("acme/v1.5.md", "acme/v1.5"),
        ("models/tiny.md", "models/tiny"),
    ],
)
def test_where_cards_lie(tmp_path: Path, location: str, model_id: str) -> None:
    draw(tmp_path, {location: "Text.\n"})
    discovery = found_in(tmp_path)
    [source] = discovery.sources
    assert (source.id, source.location) == (model_id, location)
    assert source.file == SourceFile(f"cards/{location}", "Text.\n")
    assert discovery.findings == ()


@pytest.mark.parametrize(
    "location",
    [
        ".hidden/tiny.md",
        "acme/.tiny.md",
        "acme/.git/tiny.md",
        "acme/tiny.txt",
        "acme/tiny.markdown",
        "acme/md",
        "x.mdx",
    ],
)
def test_what_is_no_card(tmp_path: Path, location: str) -> None:
    draw(tmp_path, {location: "Text.\n"})
    assert found_in(tmp_path) == Discovery((), ())


def test_cards_are_sorted_by_id(tmp_path: Path) -> None:
    draw(tmp_path, {"b.md": "", "a/z/README.md": "", "a/B.md": "", "a.md": "", "a/a.md": ""})
    assert ids(found_in(tmp_path)) == ["a", "a/B", "a/a", "a/z", "b"]


def test_what_lies_beside_a_card_is_no_card(tmp_path: Path) -> None:
    draw(tmp_path, {"acme/tiny/README.md": "", "acme/tiny/notes.md": "", "acme/tiny/onnx/README.md": ""})
    assert ids(found_in(tmp_path)) == ["acme/tiny"]


def test_a_card_without_an_organization_may_have_files_beside_it(tmp_path: Path) -> None:
    draw(tmp_path, {"tiny/README.md": "", "tiny/LICENSE.md": "", "tiny/images/a.png": b"\x89PNG"})
    assert ids(found_in(tmp_path)) == ["tiny"]


def test_a_readme_of_the_cards_folder_is_reported(tmp_path: Path) -> None:
    draw(tmp_path, {"README.md": "Cards.", "tiny.md": ""})
    discovery = found_in(tmp_path)
    assert ids(discovery) == ["tiny"]
    assert [(item.code, item.path) for item in discovery.findings] == [("file-ignored", "cards/README.md")]


@pytest.mark.parametrize("card", ["acme/tiny.md", "acme/tiny/README.md"])
def test_a_readme_of_an_organization_is_its_own_text(tmp_path: Path, card: str) -> None:
    draw(tmp_path, {"acme/README.md": "We.", card: ""})
    discovery = found_in(tmp_path)
    assert ids(discovery) == ["acme/tiny"]
    text = SourceFile("cards/acme/README.md", "We.")
    assert discovery.beside == (CardSource("acme", "acme/README.md", text, kind="organization"),)
    assert discovery.findings == ()


def test_both_cards_of_one_id_are_read(tmp_path: Path) -> None:
    draw(tmp_path, {"acme/tiny.md": "flat", "acme/tiny/README.md": "deep"})
    assert [(source.id, source.file.text) for source in found_in(tmp_path).sources] == [
        ("acme/tiny", "flat"),
        ("acme/tiny", "deep"),
    ]


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        ((), ["acme/draft", "acme/tiny", "old/tiny"]),
        (("old/",), ["acme/draft", "acme/tiny"]),
        (("draft*",), ["acme/tiny", "old/tiny"]),
        (("/acme/*", "!/acme/draft.md"), ["acme/draft", "old/tiny"]),
        (("README.md",), ["acme/draft"]),
        (("*",), []),
    ],
)
def test_patterns_leave_files_out(tmp_path: Path, patterns: tuple[str, ...], left: list[str]) -> None:
    draw(tmp_path, {"acme/draft.md": "", "acme/tiny/README.md": "", "old/tiny/README.md": ""})
    assert ids(found_in(tmp_path, patterns)) == left


def test_a_folder_that_is_missing_is_reported(tmp_path: Path) -> None:
    discovery = found_in(tmp_path / "nothing")
    assert discovery.sources == ()
    assert codes(discovery.findings) == ["file-unreadable"]


def test_an_empty_folder_has_no_cards(tmp_path: Path) -> None:
    assert found_in(tmp_path) == Discovery((), ())


@pytest.mark.parametrize(
    ("data", "line", "column", "text"),
    [
        (b"\xff", 1, 1, "\ufffd"),
        (b"ab\ncd\xe9f\n", 2, 3, "ab\ncd\ufffdf\n"),
        ("größe\r\ngrö".encode() + b"\xdfe", 2, 4, "größe\r\ngrö\ufffde"),
        ("---\nlicense: mit\n---\n".encode("utf-16"), 1, 1, None),
    ],
)
def test_a_file_that_is_not_utf_8_is_read_with_replacement(
    tmp_path: Path, data: bytes, line: int, column: int, text: str | None
) -> None:
    draw(tmp_path, {"tiny.md": data})
    discovery = found_in(tmp_path)
    assert places(discovery.findings) == [("file-encoding", line, column)]
    assert discovery.findings[0].path == "cards/tiny.md"
    if text is not None:
        assert discovery.sources[0].file.text == text


def test_line_endings_and_a_byte_order_mark_are_kept(tmp_path: Path) -> None:
    draw(tmp_path, {"tiny.md": b"\xef\xbb\xbfa\r\nb\rc\n"})
    assert found_in(tmp_path).sources[0].file.text == "\ufeffa\r\nb\rc\n"


@given(st.binary(max_size=60) | st.binary(max_size=40).map(lambda data: b"\xff\xfe" + data))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_card_of_any_bytes_is_read(tmp_path: Path, data: bytes) -> None:
    draw(tmp_path, {"tiny.md": data})
    discovery = found_in(tmp_path)
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")
    assert discovery.sources[0].file.text == data.decode(encoding, "replace")
    valid = discovery.sources[0].file.text.encode() == data
    assert [code for code in codes(discovery.findings) if code != "file-lfs-pointer"] == (
        [] if valid else ["file-encoding"]
    )


@links
@pytest.mark.parametrize("location", ["tiny.md", "acme/tiny.md", "acme/tiny/README.md", "tiny/readme.md"])
def test_a_card_that_is_a_link_out_of_the_folder_is_refused(tmp_path: Path, location: str) -> None:
    draw(tmp_path, {"secret.md": "Secret.", "cards/other.md": ""})
    link(tmp_path / "cards" / location, tmp_path / "secret.md")
    discovery = found_in(tmp_path / "cards")
    assert ids(discovery) == ["other"]
    assert [(item.code, item.path) for item in discovery.findings] == [("file-outside", f"cards/{location}")]


@links
def test_a_folder_that_is_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    draw(tmp_path, {"secret/tiny/README.md": "Secret.", "cards/other.md": ""})
    link(tmp_path / "cards/acme", tmp_path / "secret")
    link(tmp_path / "cards/beta/tiny", tmp_path / "secret/tiny")
    discovery = found_in(tmp_path / "cards")
    assert ids(discovery) == ["other"]
    assert [(item.code, item.path) for item in discovery.findings] == [
        ("file-outside", "cards/acme"),
        ("file-outside", "cards/beta/tiny"),
    ]


@links
def test_a_folder_whose_name_only_starts_alike_is_outside(tmp_path: Path) -> None:
    draw(tmp_path, {"cards-secret/tiny.md": "Secret.", "cards/other.md": ""})
    link(tmp_path / "cards/tiny.md", "../cards-secret/tiny.md")
    discovery = found_in(tmp_path / "cards")
    assert ids(discovery) == ["other"]
    assert codes(discovery.findings) == ["file-outside"]


@links
def test_links_within_the_folder_are_followed(tmp_path: Path) -> None:
    draw(tmp_path, {"acme/tiny/README.md": "Tiny."})
    link(tmp_path / "acme/alias.md", "tiny/README.md")
    link(tmp_path / "beta", "acme")
    discovery = found_in(tmp_path)
    assert discovery.findings == ()
    assert set(ids(discovery)) >= {"acme/alias", "acme/tiny"}
    assert {source.file.text for source in discovery.sources} == {"Tiny."}


@links
@pytest.mark.parametrize("location", ["acme/tiny.md", "acme/tiny/README.md"])
@pytest.mark.parametrize("target", ["gone.md", None], ids=["dangling", "itself"])
def test_a_link_that_leads_nowhere_is_unreadable(tmp_path: Path, location: str, target: str | None) -> None:
    draw(tmp_path, {"other.md": ""})
    link(tmp_path / location, target or Path(location).name)
    discovery = found_in(tmp_path)
    assert ids(discovery) == ["other"]
    assert [(item.code, item.path) for item in discovery.findings] == [("file-unreadable", f"cards/{location}")]


@links
@pytest.mark.parametrize("target", ["..", ".", "../acme"])
def test_links_in_a_circle_end(tmp_path: Path, target: str) -> None:
    draw(tmp_path, {"acme/tiny/README.md": ""})
    link(tmp_path / "acme/loop", target)
    assert ids(found_in(tmp_path)) == ["acme/tiny"]


@links
def test_links_in_a_circle_end_where_the_folder_is_reached_by_a_link(tmp_path: Path) -> None:
    draw(tmp_path, {"cards/acme/tiny/README.md": ""})
    link(tmp_path / "cards/acme/loop", "../acme")
    link(tmp_path / "alias", "cards")
    assert ids(found_in(tmp_path / "alias")) == ["acme/tiny"]


@links
def test_links_to_folders_of_links_do_not_multiply(tmp_path: Path) -> None:
    levels = 11
    draw(tmp_path, {f"d{levels:02}/tiny.md": ""})
    for level in range(levels):
        for name in "xy":
            link(tmp_path / f"d{level:02}/{name}", f"../d{level + 1:02}")
    with quick():
        assert len(found_in(tmp_path).sources) < 100


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions don't bind this user")
def test_what_may_not_be_read_is_reported(tmp_path: Path) -> None:
    draw(tmp_path, {"acme/tiny.md": "", "beta/tiny.md": "", "other.md": ""})
    (tmp_path / "acme/tiny.md").chmod(0)
    (tmp_path / "beta").chmod(0)
    try:
        discovery = found_in(tmp_path)
    finally:
        (tmp_path / "beta").chmod(0o700)
    assert ids(discovery) == ["other"]
    assert sorted((item.code, item.path) for item in discovery.findings) == [
        ("file-unreadable", "cards/acme/tiny.md"),
        ("file-unreadable", "cards/beta"),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_does_not_stop_the_build(tmp_path: Path) -> None:
    # Opening a pipe waits for a writer; a thread that waits could not be ended, so another process tries it.
    code = (
        "import sys, pathlib; from mkdocs_modelcards.discover import CardsFolder, discover\n"
        "print([item.code for item in discover(CardsFolder(pathlib.Path(sys.argv[1]), 'cards')).findings])"
    )
    os.mkfifo(tmp_path / "tiny.md")
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, timeout=10)
    assert done.stdout.strip() == "['file-unreadable']"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_not_utf_8_becomes_printable(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"acme-\xff")
    folder.mkdir()
    (folder / "tiny.md").write_text("Text.")
    [source] = found_in(tmp_path).sources
    assert source.id == "acme-\ufffd/tiny"
    assert source.file == SourceFile("cards/acme-\ufffd/tiny.md", "Text.")


def test_evaluation_results_beside_a_card_are_read(tmp_path: Path) -> None:
    draw(
        tmp_path,
        {
            "acme/tiny/README.md": "",
            "acme/tiny/.eval_results/b.yaml": "b",
            "acme/tiny/.eval_results/a.YML": "a",
            "acme/tiny/.eval_results/notes.txt": "no",
            "acme/tiny/.eval_results/deep/c.yaml": "no",
            "acme/other.md": "",
            "acme/.eval_results/d.yaml": "no",
        },
    )
    tiny = found_in(tmp_path).sources[1]
    assert tiny.eval_results == (
        SourceFile("cards/acme/tiny/.eval_results/a.YML", "a"),
        SourceFile("cards/acme/tiny/.eval_results/b.yaml", "b"),
    )
    assert found_in(tmp_path).sources[0].eval_results == ()


@links
def test_evaluation_results_outside_the_folder_are_refused(tmp_path: Path) -> None:
    draw(tmp_path, {"secret/a.yaml": "a", "cards/one/README.md": "", "cards/two/README.md": ""})
    link(tmp_path / "cards/one/.eval_results", tmp_path / "secret")
    link(tmp_path / "cards/two/.eval_results/a.yaml", tmp_path / "secret/a.yaml")
    discovery = found_in(tmp_path / "cards")
    assert [source.eval_results for source in discovery.sources] == [(), ()]
    assert [(item.code, item.path) for item in discovery.findings] == [
        ("file-outside", "cards/one/.eval_results"),
        ("file-outside", "cards/two/.eval_results/a.yaml"),
    ]


@pytest.mark.parametrize("size", [MAX_FILE_BYTES, MAX_FILE_BYTES + 1, 10**8])
def test_a_large_card_is_read_up_to_a_limit(tmp_path: Path, size: int) -> None:
    draw(tmp_path, {"tiny.md": "---\nlicense: mit\n---\n"})
    os.truncate(tmp_path / "tiny.md", size)
    with quick():
        discovery = found_in(tmp_path)
    assert codes(discovery.findings) == (["file-too-large"] if size > MAX_FILE_BYTES else [])
    assert len(discovery.sources[0].file.text) == MAX_FILE_BYTES
    assert discovery.sources[0].file.text.startswith("---\nlicense: mit\n---\n\0")


@pytest.mark.parametrize("character", ["é", "模", "🚀", "a"])
@pytest.mark.parametrize("shift", range(4))
def test_a_large_card_is_not_cut_within_a_character(tmp_path: Path, character: str, shift: int) -> None:
    text = "x" * shift + character * (MAX_FILE_BYTES // len(character.encode()) + 1)
    draw(tmp_path, {"tiny.md": text})
    discovery = found_in(tmp_path)
    assert codes(discovery.findings) == ["file-too-large"]
    read = discovery.sources[0].file.text
    assert text.startswith(read)
    assert MAX_FILE_BYTES - len(read.encode()) < 8


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_a_card_with_another_byte_order_mark_is_read(tmp_path: Path, encoding: str) -> None:
    text = "---\nlicense: mit\n---\n# Größe 🚀\n"
    draw(tmp_path, {"tiny.md": (text if encoding in ("utf-16", "utf-32") else f"\ufeff{text}").encode(encoding)})
    discovery = found_in(tmp_path)
    assert discovery.sources[0].file.text == text
    assert places(discovery.findings) == [("file-encoding", 1, 1)]
    assert f"The file is {encoding[:6].upper()}, not UTF-8." in discovery.findings[0].message


def test_a_pointer_of_git_lfs_is_reported(tmp_path: Path) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n"
    draw(tmp_path, {"acme/a b$(c).md": pointer, "acme/tiny.md": "Text\n" + pointer})
    discovery = found_in(tmp_path)
    assert [(item.code, item.path) for item in discovery.findings] == [("file-lfs-pointer", "cards/acme/a b$(c).md")]
    assert discovery.findings[0].hint == "Fetch the file: git lfs pull --include='cards/acme/a b$(c).md'"
    assert [source.file.text for source in discovery.sources] == [pointer, "Text\n" + pointer]
