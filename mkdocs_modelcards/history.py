"""When cards were created and last changed, by one `git log` for all of them."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import msgspec

from .findings import Finding, finding

TIMEOUT_SECONDS = 60
OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
SAFELY = ("-c", "safe.bareRepository=explicit", "-c", "log.showSignature=false", "-c", "core.fsmonitor=false")
"""Settings with which git takes no folder of files for a repository, and runs no other program."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class CardDates(msgspec.Struct, frozen=True):
    """The days, as ISO 8601 dates in UTC, of the first and the last commit that touched a file."""

    created: str
    updated: str


class History(msgspec.Struct, frozen=True):
    """Dates by the file's path inside the folder that was asked about; empty without a history."""

    dates: Mapping[str, CardDates] = {}
    findings: tuple[Finding, ...] = ()


def read_history(folder: Path, shown_as: str) -> History:
    """The dates of every committed file below `folder`.

    Empty when git or a repository is missing, and for a shallow clone (reported), whose history would make every file
    look as new as the newest commit.
    """
    repository = _git(folder, "rev-parse", "--absolute-git-dir", "--is-shallow-repository")
    place, _, shallow = (repository or "").rstrip("\n").rpartition("\n")
    if not place or _is_among_cards(Path(place), folder):
        return History()
    if shallow == "true":
        message = "The repository is a shallow clone, so no card has a date."
        hint = "Clone with the full history (`fetch-depth: 0` for actions/checkout)."
        return History(findings=(finding(shown_as, 1, 1, "history-shallow", message, hint),))
    log = _git(folder, "log", "-z", "--format=%x00%cd", "--date=format-local:%Y-%m-%d",
               "--name-only", "--relative", "--no-renames", "--", ".")  # fmt: skip
    return History(parse_log(log or ""))


def parse_log(log: str) -> dict[str, CardDates]:
    """The dates of each file in the output of `git log -z --format=%x00%cd --name-only`, newest commit first.

    No file name holds NUL, and none is empty, so an empty piece always stands before a date.
    """
    dates: dict[str, CardDates] = {}
    day = ""
    before = None
    for piece in log.split("\0"):
        name = piece.lstrip("\n")
        if before == "":
            day = name.strip() if _DAY.fullmatch(name.strip()) else ""
        elif name and day:
            known = dates.get(name)
            dates[name] = CardDates(created=day, updated=known.updated if known else day)
        before = piece if before != "" else None
    return dates


def _is_among_cards(repository: Path, folder: Path) -> bool:
    """Whether a repository is made of files that lie where cards do.

    Anyone who may add cards may add such files, and git runs programs that a repository's configuration names. No
    commit can add a folder `.git`, so one of that name is the owner's.
    """
    cards = folder.resolve()
    return repository.is_relative_to(cards) and ".git" not in repository.relative_to(cards).parts


def _git(folder: Path, *arguments: str) -> str | None:
    # Inside a git hook, these would name the repository of the hook instead of the folder's.
    others = {name: value for name, value in os.environ.items() if name not in OF_A_HOOK}
    environment = {**others, "TZ": "UTC", "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(
            ["git", *SAFELY, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else None
