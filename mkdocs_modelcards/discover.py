"""Find the cards of a folder and read them: the only step that touches the cards on disk."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec
from pathspec import GitIgnoreSpec

from .findings import Finding, finding
from .source_file import MAX_FILE_BYTES, SourceFile, source_file, without_controls

README = "readme.md"
EVAL_RESULTS = ".eval_results"
UNREADABLE = "Check its permissions and where it links to, or name it under `exclude`."
MAX_DEPTH = 32
"""How many folders within each other are read."""

SUB_CARDS = ("bias.md", "explainability.md", "privacy.md", "safety.md")
"""Markdown beside a README.md that goes on with the card on pages of its own, in the order of the pages."""

BESIDE_A_CARD = frozenset({*SUB_CARDS, "changelog.md", "license.md"})
"""Markdown that lies beside a README.md and is no card of its own."""

CardKind: TypeAlias = Literal["card", "sub-card", "organization"]
"""What a text is: the card of a model, a text about one side of it, or that of an organization."""


class CardsFolder(msgspec.Struct, frozen=True):
    """Where the cards are: the folder, its name in findings, and patterns (as in a `.gitignore`) to leave out."""

    path: Path
    shown_as: str
    exclude: tuple[str, ...] = ()


class CardSource(msgspec.Struct, frozen=True):
    """A card as it lies on disk.

    `id` is `ORG/NAME` or `NAME`, by the card's place below the folder; `location` is the card's path inside the folder
    and `file` its text with the path as a user would name it. `eval_results` holds the YAML files beside the card.

    A sub-card has the id of its card, whose location is `part_of`. The id of an organization's text is `ORG`.
    """

    id: str
    location: str
    file: SourceFile
    eval_results: tuple[SourceFile, ...] = ()
    kind: CardKind = "card"
    part_of: str = ""


class Discovery(msgspec.Struct, frozen=True):
    """The cards of a folder, sorted by id, and what was found on the way.

    `beside` are the sub-cards and the texts of organizations.
    """

    sources: tuple[CardSource, ...]
    findings: tuple[Finding, ...]
    beside: tuple[CardSource, ...] = ()


def discover(folder: CardsFolder) -> Discovery:
    """Read every card of a folder.

    `ORG/NAME/README.md`, `ORG/NAME.md` and `NAME.md` are cards, at any depth; whatever lies in the folder of a card is
    a file beside it. Reports files that can't be read as they should be; raises nothing for them.
    """
    walk = CardWalk(folder)
    found = sorted(walk, key=lambda source: (source.id, source.location))
    cards = tuple(source for source in found if source.kind == "card")
    return Discovery(cards, tuple(walk.findings), tuple(source for source in found if source.kind != "card"))


class _Folder(msgspec.Struct):
    """One folder of the walk: its path inside the cards folder, where it really is, and the real folders above it."""

    location: str
    real: str
    entries: dict[str, os.DirEntry[str]]
    ancestors: frozenset[str]


class CardWalk:
    """The cards of a folder, read one after the other as they are asked for, in the order of their paths.

    Right after a card come its sub-cards. `findings` are about the cards that have been read so far, and complete at
    the end. Each iteration starts anew.
    """

    def __init__(self, folder: CardsFolder) -> None:
        self.root = Path(os.path.realpath(folder.path))
        self.shown_as = folder.shown_as
        self.exclude = GitIgnoreSpec.from_lines(folder.exclude)
        self.findings: list[Finding] = []
        self.linked: set[str] = set()

    def __iter__(self) -> Iterator[CardSource]:
        self.findings = []
        self.linked = set()
        top = self._folder("", str(self.root), frozenset({str(self.root)}))
        if top is not None:
            readme = _readme(top)
            if readme:
                self._report(readme, "file-ignored", "The README.md of the cards folder itself is not a card.")
            yield from self._visit_children(top, skip=readme)

    def _folder(self, location: str, real: str, ancestors: frozenset[str]) -> _Folder | None:
        try:
            with os.scandir(self.root / location) as scan:
                entries = {entry.name: entry for entry in sorted(scan, key=lambda entry: entry.name)}
        except OSError as error:
            self._report(location, "file-unreadable", f"The folder can't be read: {error.strerror}.", UNREADABLE)
            return None
        kept = {name: entry for name, entry in entries.items() if not self._excluded(_join(location, name), entry)}
        return _Folder(location, real, kept, ancestors)

    def _excluded(self, location: str, entry: os.DirEntry[str]) -> bool:
        return bool(self.exclude) and self.exclude.match_file(f"{location}/" if _is_dir(entry) else location)

    def _visit(self, folder: _Folder) -> Iterator[CardSource]:
        readme = _readme(folder)
        if readme is None:
            yield from self._visit_children(folder)
        elif "/" not in folder.location and self._organization_has_cards(folder):
            if self._inside(folder.entries[readme.rsplit("/", 1)[-1]], readme):
                yield from self._read_card(readme, folder.location, kind="organization")
            yield from self._visit_children(folder, skip=readme)
        elif self._inside(folder.entries[readme.rsplit("/", 1)[-1]], readme):
            for card in self._read_card(readme, folder.location, folder):
                yield card
                yield from self._sub_cards(folder, readme)
            self._report_inside(folder, readme)

    def _sub_cards(self, folder: _Folder, card: str) -> Iterator[CardSource]:
        """The sub-cards beside a card. Of files whose names differ only in case, the first one is read."""
        for sub_card in SUB_CARDS:
            names = [name for name, entry in folder.entries.items() if name.lower() == sub_card and not _is_dir(entry)]
            if len(names) > 1:
                message = f"This file is not shown, because {_readable(names[0])} beside it differs only in case."
                others = "" if len(names) == 2 else f" Nor are {len(names) - 2:,} more files."
                location = _join(folder.location, names[1])
                self._report(location, "file-ignored", message + others, "Put all of it into one file.")
            for name in names[:1]:
                location = _join(folder.location, name)
                if self._inside(folder.entries[name], location):
                    yield from self._read_card(location, folder.location, kind="sub-card", part_of=card)

    def _report_inside(self, folder: _Folder, card: str) -> None:
        """Report the Markdown in a card's folder, which someone may have meant as cards of their own."""
        for name, entry in folder.entries.items():
            location = _join(folder.location, name)
            if name.startswith(".") or entry.is_symlink() or location == card:
                continue
            if _is_dir(entry):
                child = self._enter(folder, entry, location)
                if child is not None:
                    self._report_inside(child, card)
            elif name.lower().endswith(".md") and name.lower() not in BESIDE_A_CARD:
                message = f"This file is no card, because its folder belongs to the card {_readable(card)}."
                self._report(location, "file-ignored", message, "Move it out of that folder if it is a card.")

    def _visit_children(self, folder: _Folder, skip: str | None = None) -> Iterator[CardSource]:
        for name, entry in folder.entries.items():
            location = _join(folder.location, name)
            if name.startswith(".") or location == skip:
                continue
            if _is_dir(entry):
                child = self._enter(folder, entry, location)
                if child is not None:
                    yield from self._visit(child)
            elif name.lower().endswith(".md") and self._inside(entry, location):
                yield from self._read_card(location, location[: -len(".md")])

    def _enter(self, parent: _Folder, entry: os.DirEntry[str], location: str) -> _Folder | None:
        if location.count("/") >= MAX_DEPTH:
            self._report(location, "file-ignored", f"Folders deeper than {MAX_DEPTH} levels are not read.")
            return None
        real = f"{parent.real}{os.sep}{entry.name}"
        if entry.is_symlink():
            real = os.path.realpath(entry.path)
            if not self._inside(entry, location):
                return None
            # Links that lead to the same folder, or back up, would multiply the cards without end.
            if real in parent.ancestors or real in self.linked:
                self._report(location, "file-ignored", "A symbolic link leads to a folder that is read elsewhere.")
                return None
            self.linked.add(real)
        return self._folder(location, real, parent.ancestors | {real})

    def _organization_has_cards(self, folder: _Folder) -> bool:
        """Whether a folder with a README.md at the top is an organization's, not a card's."""
        for name, entry in folder.entries.items():
            if name.startswith(".") or entry.is_symlink():
                continue
            if not _is_dir(entry):
                if name.lower().endswith(".md") and name.lower() not in BESIDE_A_CARD | {README}:
                    return True
                continue
            try:
                names = (child.name.lower() for child in Path(entry.path).iterdir())
                if any(name.endswith(".md") and name not in BESIDE_A_CARD for name in names):
                    return True
            except OSError:
                continue
        return False

    def _inside(self, entry: os.DirEntry[str], location: str) -> bool:
        """Whether an entry is no symbolic link, or one to what may be read in the cards folder; others are reported."""
        if not entry.is_symlink():
            return True
        real = Path(os.path.realpath(entry.path))
        if real.is_relative_to(self.root):
            behind = real.relative_to(self.root).as_posix()
            hidden = any(part.startswith(".") and part != EVAL_RESULTS for part in behind.split("/"))
            if hidden or self._excluded(behind, entry):
                self._report(location, "file-ignored", "A symbolic link leads to a hidden or excluded file or folder.")
                return False
            return True
        hint = "Put the file itself into the folder, or set `cards_dir` to the folder that holds both."
        self._report(location, "file-outside", "A symbolic link leads out of the cards folder; it is not read.", hint)
        return False

    def _read_card(
        self, location: str, model_id: str, folder: _Folder | None = None, kind: CardKind = "card", part_of: str = ""
    ) -> Iterator[CardSource]:
        file = self._read(location)
        if file is not None:
            evaluations = tuple(self._eval_results(folder)) if folder else ()
            yield CardSource(without_controls(_readable(model_id)), location, file, evaluations, kind, part_of)

    def _eval_results(self, folder: _Folder) -> Iterator[SourceFile]:
        entry = folder.entries.get(EVAL_RESULTS)
        location = _join(folder.location, EVAL_RESULTS)
        if entry is None or not _is_dir(entry) or not self._inside(entry, location):
            return
        inner = self._folder(location, os.path.realpath(entry.path), folder.ancestors)
        for name, result in inner.entries.items() if inner else ():
            path = _join(location, name)
            if name.lower().endswith((".yaml", ".yml")) and self._inside(result, path):
                file = self._read(path)
                if file is not None:
                    yield file

    def _read(self, location: str) -> SourceFile | None:
        path = self.root / location
        try:
            # Looked up before it is opened: opening a pipe would wait for someone to write into it.
            if not stat.S_ISREG(path.stat().st_mode):
                self._report(location, "file-unreadable", "This is not a regular file.", UNREADABLE)
                return None
            with path.open("rb") as opened:
                data = opened.read(MAX_FILE_BYTES + 1)
        except OSError as error:
            self._report(location, "file-unreadable", f"The file can't be read: {error.strerror}.", UNREADABLE)
            return None
        file, findings = source_file(self._shown(location), data)
        self.findings += findings
        return file

    def _report(self, location: str, code: str, message: str, hint: str = "") -> None:
        self.findings.append(finding(self._shown(location), 1, 1, code, message, hint))

    def _shown(self, location: str) -> str:
        return _join(self.shown_as, _readable(location))


def _readme(folder: _Folder) -> str | None:
    """The path of the folder's README.md, whatever its case."""
    for name, entry in folder.entries.items():
        if name.lower() == README and not _is_dir(entry):
            return _join(folder.location, name)
    return None


def _is_dir(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder or a link to one; a link that goes in a circle is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _readable(name: str) -> str:
    """A file name that may hold bytes that are not UTF-8, as text that can be printed and written."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
