"""The folder of the site that browsers search in.

`index.json` says where the rest is, and is asked for anew each time. Whatever else is in the folder never changes under
its name: Pagefind puts hashes into the names of its files, but for those of its program and its entry files. These are
in a folder with Pagefind's version, and the entry files are asked for with a tag.

MkDocs empties the site before each build. With a file for each model in it, writing this folder again takes seconds on
some file systems. So it is set aside before, and what is still right in it is taken back.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from .bundle import Bundle
from .parts import PART_SIGNS
from .service import IndexFile

FOLDER = "assets/modelcards/full-text/"
MANIFEST = "index.json"
NAME_DIGITS = 7
_UNSAFE = re.compile(r"[^\w.]+", re.ASCII)


class Manifest(msgspec.Struct, frozen=True):
    """What `index.json` says. `parts` are the folders of the indexes, with Pagefind's program in the first one.

    `keys` say what each index was made of, `models` is the file that says which model each result is, and `tag` differs
    whenever an index does.
    """

    parts: tuple[str, ...]
    keys: tuple[str, ...]
    models: str
    tag: str


def aside_path(kept: Path | None, site: Path) -> Path | None:
    """Where the folder of a site may be while the site is emptied: in the folder `kept`, or nowhere."""
    name = hashlib.blake2b(str(site.absolute()).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return None if kept is None else kept / f"site-{name}"


def set_aside(site: Path, aside: Path) -> None:
    """Move the folder out of a site that is about to be emptied, if the two are on one file system."""
    folder = site / FOLDER
    if not folder.is_dir():
        return
    with suppress(OSError):
        aside.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(aside, ignore_errors=True)
        folder.rename(aside)
        os.utime(aside)


class SiteFolder:
    """The folder in the site at `site`, for the index files of one version of Pagefind.

    `aside` is where `set_aside` has put the one of the last build, if it has.
    """

    def __init__(self, site: Path, version: str, aside: Path | None = None) -> None:
        self._folder = site / FOLDER
        self._version = _UNSAFE.sub("-", version)
        self._aside = aside
        self._known: dict[str, str] = {}

    def is_aside(self, keys: Sequence[str]) -> bool:
        """Whether the folder that is aside is made of just these keys."""
        found = _read(self._aside) if self._aside is not None else None
        return found is not None and (found.parts, found.keys) == (self._parts(len(keys)), tuple(keys))

    def take_back(self, *, as_it_is: bool) -> None:
        """Put into the site what is aside, with or without what depends on all parts. Raises `OSError`."""
        if self._aside is None:
            return
        found = _read(self._aside)
        if found is None:
            shutil.rmtree(self._aside, ignore_errors=True)
            return
        if not as_it_is:
            # Without it, the folder counts as unfinished.
            (self._aside / MANIFEST).unlink()
            (self._aside / found.models).unlink(missing_ok=True)
            self._known = dict(zip(found.parts, found.keys, strict=False))
            for child in list(self._aside.iterdir()):
                if child.name != self._version:
                    shutil.rmtree(child, ignore_errors=True)
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        self._aside.rename(self._folder)

    def write_part(self, number: int, key: str, bundle: Bundle) -> None:
        """Write the index of the part `number`, which counts from 0, unless it is there. Raises `OSError`."""
        folder = self._folder / self._part(number)
        if self._known.pop(self._part(number), "") == key:
            return
        shutil.rmtree(folder, ignore_errors=True)
        _write(folder, (*bundle.index, *bundle.program) if number == 0 else bundle.index)

    def write_names(self, keys: Sequence[str], bundles: Sequence[Bundle], addresses: Iterable[str]) -> None:
        """Write which model each result is, after all parts. Raises `OSError`.

        A model is known by its place among `addresses`; those that no index has are left out.
        """
        for part in self._known:
            shutil.rmtree(self._folder / part, ignore_errors=True)
        names = models_file([bundle.ids for bundle in bundles], addresses)
        digest = hashlib.blake2b(names, digest_size=8).hexdigest()
        tag = hashlib.blake2b("".join(keys).encode(), digest_size=8).hexdigest()
        manifest = Manifest(self._parts(len(bundles)), tuple(keys), f"models-{digest}.json", tag)
        _write(self._folder, [IndexFile(manifest.models, names), IndexFile(MANIFEST, msgspec.json.encode(manifest))])

    def remove(self) -> None:
        """Remove all of it from the site."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _part(self, number: int) -> str:
        return f"{self._version}/{number + 1}/"

    def _parts(self, count: int) -> tuple[str, ...]:
        return tuple(map(self._part, range(count)))


def _read(folder: Path) -> Manifest | None:
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, ValueError):
        return None


def models_file(bundles: Sequence[Mapping[str, str]], addresses: Iterable[str]) -> bytes:
    """Pagefind's names of the models, in order, as JSON, with a letter or digit for the part that each is in.

    The names are hashes of seven hexadecimal digits, one after the other as bytes in base64; zeros stand for none.
    `longer` has those that Pagefind has made longer, because two in one index would be the same. Two in different ones
    still may be. `shared` tells these apart by their addresses.
    """
    known = {address: (name, part) for part, ids in enumerate(bundles) for address, name in ids.items()}
    places: dict[str, dict[str, int]] = {}
    digits, parts = [], []
    longer = {}
    for place, address in enumerate(addresses):
        name, part = known.get(address, ("", 0))
        digits.append(name[:NAME_DIGITS].ljust(NAME_DIGITS, "0"))
        parts.append(PART_SIGNS[part])
        if len(name) > NAME_DIGITS:
            longer[str(place)] = name
        if name:
            places.setdefault(name, {})[address] = place
    joined = "".join(digits)
    names = bytes.fromhex(joined + "0" * (len(joined) % 2))
    shared = {name: found for name, found in places.items() if len(found) > 1}
    said = "".join(parts) if len(bundles) > 1 else ""
    return msgspec.json.encode({"names": names, "longer": longer, "parts": said, "shared": shared})


def _write(folder: Path, files: Iterable[IndexFile]) -> None:
    made: set[Path] = set()
    for file in files:
        path = folder / file.path
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(file.content)
