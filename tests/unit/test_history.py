"""When cards were made and changed, by git."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import mkdocs_modelcards.history as history_module
from mkdocs_modelcards.history import CardDates, History, parse_log, read_history

from .helpers import codes

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


class Repository:
    """A repository whose commits have chosen dates."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.git("init", "--quiet", "--initial-branch", "main")

    def git(self, *arguments: str, date: str = "2024-01-01T12:00:00Z") -> None:
        environment = {
            **os.environ,
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_DATE": date,
            "GIT_CONFIG_GLOBAL": os.devnull,
        }
        settings = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(
            ["git", *settings, *arguments], cwd=self.folder, env=environment, check=True, capture_output=True
        )

    def commit(self, date: str, **files: str) -> None:
        """Write files (`__` for a slash, `_md` for the suffix) and commit them."""
        for name, text in files.items():
            path = self.folder / name.replace("__", "/").replace("_md", ".md")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "x", date=date)


@pytest.mark.parametrize(
    ("log", "dates"),
    [
        ("", {}),
        ("\0no day\0\na.md\0\x002024-05-01\0\n\x012030-01-01\0", {"\x012030-01-01": ("2024-05-01", "2024-05-01")}),
        ("\x002024-05-01\0\na.md\0", {"a.md": ("2024-05-01", "2024-05-01")}),
        (
            "\x002024-05-01\0\na.md\0\x002024-03-01\0\nb.md\0a.md\0\x002024-01-01\0\na.md\0",
            {"a.md": ("2024-01-01", "2024-05-01"), "b.md": ("2024-03-01", "2024-03-01")},
        ),
        ("\x002024-05-01\0\no/é n.md\0", {"o/é n.md": ("2024-05-01", "2024-05-01")}),
        ("\x002024-05-01\0\x002024-01-01\0\na.md\0", {"a.md": ("2024-01-01", "2024-01-01")}),
    ],
)
def test_the_log(log: str, dates: dict[str, tuple[str, str]]) -> None:
    assert parse_log(log) == {path: CardDates(*days) for path, days in dates.items()}


@needs_git
def test_the_first_and_the_last_commit_of_each_file(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit("2024-01-02T12:00:00Z", cards__a_md="1", cards__org__b_md="1", other_md="1")
    repository.commit("2024-03-04T12:00:00Z", cards__a_md="2")
    repository.commit("2024-05-06T12:00:00Z", other_md="2")
    assert read_history(tmp_path / "cards", "cards") == History(
        {"a.md": CardDates("2024-01-02", "2024-03-04"), "org/b.md": CardDates("2024-01-02", "2024-01-02")}
    )


@needs_git
def test_days_are_those_of_utc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    Repository(tmp_path).commit("2024-01-01T23:30:00-05:00", a_md="1")
    assert read_history(tmp_path, "cards").dates == {"a.md": CardDates("2024-01-02", "2024-01-02")}


@needs_git
def test_names_that_git_would_quote(tmp_path: Path) -> None:
    Repository(tmp_path).commit("2024-01-01T12:00:00Z", **{"ö b'\"_md": "1"})
    assert list(read_history(tmp_path, "cards").dates) == ["ö b'\".md"]


@needs_git
def test_merges(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit("2024-01-01T12:00:00Z", a_md="1")
    repository.git("checkout", "--quiet", "-b", "side")
    repository.commit("2024-02-01T12:00:00Z", b_md="1")
    repository.git("checkout", "--quiet", "main")
    repository.commit("2024-03-01T12:00:00Z", a_md="2")
    repository.git("merge", "--quiet", "--no-ff", "--message", "x", "side", date="2024-04-01T12:00:00Z")
    assert read_history(tmp_path, "cards").dates == {
        "a.md": CardDates("2024-01-01", "2024-03-01"),
        "b.md": CardDates("2024-02-01", "2024-02-01"),
    }


@needs_git
def test_a_shallow_clone_has_no_dates_and_says_so(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "whole")
    repository.commit("2024-01-01T12:00:00Z", a_md="1")
    repository.commit("2024-02-01T12:00:00Z", a_md="2")
    url = (tmp_path / "whole").as_uri()
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", url, str(tmp_path / "part")], check=True)
    history = read_history(tmp_path / "part", "cards")
    assert history.dates == {}
    assert codes(history.findings) == ["history-shallow"]
    assert "fetch-depth: 0" in history.findings[0].hint


@needs_git
def test_a_repository_without_commits(tmp_path: Path) -> None:
    Repository(tmp_path)
    assert read_history(tmp_path, "cards") == History()


def test_a_folder_without_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert read_history(tmp_path, "cards") == History()


def test_a_machine_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_history(tmp_path, "cards") == History()


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    assert read_history(tmp_path / "nothing", "cards") == History()


@needs_git
@pytest.mark.parametrize("settings", [history_module.SAFELY, ()], ids=["new git", "old git"])
def test_cards_that_make_up_a_repository_of_their_own_are_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: tuple[str, ...]
) -> None:
    monkeypatch.setattr(history_module, "SAFELY", settings)
    Repository(tmp_path / "other").commit("2024-01-01T12:00:00Z", a_md="1")
    cards = tmp_path / "cards"
    subprocess.run(["git", "clone", "--quiet", "--bare", str(tmp_path / "other"), str(cards)], check=True)
    with (cards / "config").open("a") as config:
        config.write("[core]\n\tbare = false\n\tworktree = .\n")
    (cards / "a.md").write_text("1")
    assert read_history(cards, "cards") == History()
