"""Folders made ahead: none stays that the build did not write to."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from mkdocs_modelcards import early_folders
from mkdocs_modelcards.early_folders import EarlyFolders, make_folders


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(early_folders, "MIN_FOLDERS", 2)


def content(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*"))


def folders(site: Path, *names: str) -> list[str]:
    return [str(site / name) for name in names]


def test_folders_are_made_and_files_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "c").write_text("a file where a folder should be")
    make_folders(folders(tmp_path, "a", "b/d", "c", "c/e", "f"))
    assert content(tmp_path) == ["a", "b", "b/d", "c", "f"]
    assert (tmp_path / "c").read_text() == "a file where a folder should be"


def test_folders_without_a_page_go(tmp_path: Path) -> None:
    site = tmp_path / "site"
    early = EarlyFolders(site, folders(site, "a/b", "a/c", "d/e/f"))
    (site / "a/b").mkdir(parents=True, exist_ok=True)
    (site / "a/b/index.html").write_text("page")
    early.finish()
    assert content(site) == ["a", "a/b", "a/b/index.html"]


def test_an_empty_site_stays(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    EarlyFolders(site, folders(site, "a", "b")).finish()
    assert content(tmp_path) == ["site"]


def test_few_folders_are_left_to_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(early_folders, "process_executor", lambda count: pytest.fail("a process was started"))
    EarlyFolders(tmp_path, folders(tmp_path, "a")).finish()
    assert content(tmp_path) == []


def test_without_processes_the_build_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unavailable() -> Executor:
        raise OSError("no semaphores")

    monkeypatch.setattr(early_folders, "process_executor", lambda count: unavailable)
    EarlyFolders(tmp_path, folders(tmp_path, "a", "b")).finish()
    assert content(tmp_path) == []


def test_an_end_in_the_middle_does_not_wait_for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(early_folders, "CHUNK", 1)
    monkeypatch.setattr(early_folders, "process_executor", lambda count: lambda: ThreadPoolExecutor(1))
    made: list[object] = []
    stopped: list[bool] = []

    def slow(some: tuple[str, ...]) -> None:
        made.append(some)
        while len(made) < 2 and not stopped:
            pass

    monkeypatch.setattr(early_folders, "make_folders", slow)
    early = EarlyFolders(tmp_path, folders(tmp_path, *(str(number) for number in range(50))))
    stopped.append(True)
    early.finish()
    assert len(made) < 50
