"""The folder of the site that browsers search in.

`index.json` says where the rest is, and is asked for anew each time. Whatever else is in the folder never changes under
its name: Pagefind puts hashes into the names of its files, but for those of its program and its entry files. These are
in a folder with Pagefind's version, and the entry files are asked for with a tag.

MkDocs empties the site before each build. With a file for each model in it, writing this folder again takes seconds on
some file systems. So it is set aside before, and what is still right in it is taken back: files of the same name and
size, where the name holds a hash. Whatever else was in it is deleted, and what is missing is written.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from itertools import accumulate
from pathlib import Path

import msgspec

from ..catalog.addresses import ASSETS
from .bundle import Bundle, is_index_file, is_named_by_content
from .parts import PART_SIGNS

FOLDER = f"{ASSETS}full-text/"
MANIFEST = "index.json"
NAME_DIGITS = 7
_OWN_FILE = re.compile(r"index\.json|models-[0-9a-f]+\.json")
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
    if folder.is_symlink() or not folder.is_dir():
        return
    with suppress(OSError):
        aside.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(aside, ignore_errors=True)
        folder.rename(aside)
        os.utime(aside)


class SiteFolder:
    """The folder in the site at `site`, for the index files of one version of Pagefind.

    `aside` is where `set_aside` has put the one of the last build, if it has. What else is in the folder by now, such
    as a file or a page of the site's own, is left alone.
    """

    def __init__(self, site: Path, version: str, aside: Path | None = None) -> None:
        self._folder = site / FOLDER
        self._version = _UNSAFE.sub("-", version)
        self._aside = aside

    def publish(self, parts: Sequence[tuple[str, Bundle]], addresses: Iterable[str]) -> None:
        """Put an index into the site, for each part with its key, and which model each result is. Raises `OSError`.

        A model is known by its place among `addresses`; those that no index has are left out.
        """
        names = models_file([bundle.ids for _, bundle in parts], addresses)
        keys = [key for key, _ in parts]
        digest = hashlib.blake2b(names, digest_size=8).hexdigest()
        tag = hashlib.blake2b("".join(keys).encode(), digest_size=8).hexdigest()
        folders = tuple(f"{self._version}/{number}/" for number in range(1, len(parts) + 1))
        manifest = Manifest(folders, tuple(keys), f"models-{digest}.json", tag)
        files = {manifest.models: names}
        for number, (folder, (_, bundle)) in enumerate(zip(folders, parts, strict=True)):
            own = (*bundle.index, *bundle.program) if number == 0 else bundle.index
            files.update((f"{folder}{file.path}", file.content) for file in own)
        found = self._take_back(manifest, files)
        _write(self._folder, ((path, content) for path, content in files.items() if path not in found))
        # Without it, the folder counts as unfinished.
        _write(self._folder, [(MANIFEST, msgspec.json.encode(manifest))])

    def remove(self) -> None:
        """Remove the index from the site."""
        folders = []
        for name_of_folder, _, files in os.walk(self._folder, topdown=False):
            path = Path(name_of_folder)
            place = path.relative_to(self._folder)
            folders.append(path)
            for name in files:
                if _OWN_FILE.fullmatch((place / name).as_posix()) or (
                    len(place.parts) > 1 and is_index_file("/".join((*place.parts[2:], name)))
                ):
                    with suppress(OSError):
                        (path / name).unlink()
        for folder in folders:
            with suppress(OSError):  # there is something else in it
                folder.rmdir()

    def _take_back(self, manifest: Manifest, files: Mapping[str, bytes]) -> Set[str]:
        """Put into the site what is aside and still right. Returns the paths of these files."""
        last = _read(self._aside) if self._aside is not None else None
        if self._aside is None or last is None:
            if self._aside is not None:
                shutil.rmtree(self._aside, ignore_errors=True)
            self.remove()
            return frozenset()
        (self._aside / MANIFEST).unlink()
        known = dict(zip(last.parts, last.keys, strict=False))
        same = tuple(part for part, key in zip(manifest.parts, manifest.keys, strict=True) if known.get(part) == key)
        sizes = {
            path: len(content)
            for path, content in files.items()
            if path == manifest.models or (path.startswith(same) and is_named_by_content(path.split("/", 2)[2]))
        }
        folders = {folder for path in sizes for folder in accumulate(path.split("/")[:-1], "{}/{}".format)}
        found = frozenset(_cleared(self._aside, "", sizes, {f"{folder}/" for folder in folders}))
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        _merge(self._aside, self._folder)
        return found


def _cleared(folder: str | Path, prefix: str, sizes: Mapping[str, int], folders: Container[str]) -> Iterator[str]:
    """The paths of files of just these sizes. All others, and folders that are not named, are deleted."""
    with os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        path = f"{prefix}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if f"{path}/" in folders:
                yield from _cleared(entry.path, f"{path}/", sizes, folders)
            else:
                shutil.rmtree(entry.path)
        elif entry.is_file(follow_symlinks=False) and entry.stat(follow_symlinks=False).st_size == sizes.get(path):
            yield path
        else:
            Path(entry.path).unlink()


def _merge(source: Path, target: Path) -> None:
    """Move a folder, also to where there is one with other files."""
    if not os.path.lexists(target):
        source.rename(target)
        return
    for child in list(source.iterdir()):
        if child.is_dir():
            _merge(child, target / child.name)
        else:
            child.replace(target / child.name)
    source.rmdir()


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


def _write(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    made: set[Path] = set()
    for name, content in files:
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(content)
