"""Addresses of pages on the site: each taken once, also where a file system ignores case."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate

from ..identifiers import with_hash

MODELS = "models/"
DATASETS = "datasets/"
ORGANIZATIONS = "models/organizations/"
COMPARE = "models/compare/"
LEADERBOARDS = "models/leaderboards/"
CATALOG_FILE = "catalog.json"
NAMES_FILE = "models/names.json"
BROWSE = "models/browse/"
ASSETS = "assets/modelcards/"
OWN_FOLDERS = (ASSETS, BROWSE)
"""Folders of the site in which only the build itself puts files."""

RESERVED_ORGANIZATIONS = frozenset(
    {"api", "assets", "collections", "datasets", "models", "papers", "search", "spaces", "static"}
)
"""First parts of addresses that the site or a Hub client uses itself."""

PAGE_FILE = "index.html"
PAGE_MARK = "-"
"""Stands before a page's number. No id, tag or other value ever makes a part `-`, so numbers collide with nothing."""


class AddressBook:
    """Who has which address.

    A page's address ends with `/` and stands for a folder with a file in it; other addresses are files. Neither may
    take a place of the other. Owners are named for messages.
    """

    def __init__(self, taken: Mapping[str, str]) -> None:
        self._owners: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        for address, owner in taken.items():
            self.take(address, owner)

    def owner(self, address: str) -> str | None:
        """Who has the address, a file where it needs a folder, or a folder where it is a file; None if it is free."""
        wanted = address.casefold()
        parts = wanted.rstrip("/").split("/")
        if PAGE_FILE in parts:
            return "the page of a folder"
        if PAGE_MARK in parts:
            return "the pages of a long list"
        if wanted in self._owners:
            return self._owners[wanted]
        for prefix in accumulate(parts, "{}/{}".format):
            if prefix in self._owners:
                return self._owners[prefix]
        return None if wanted.endswith("/") else self._folders.get(wanted)

    def take(self, address: str, owner: str) -> None:
        """Give the address to an owner."""
        wanted = address.casefold()
        self._owners[wanted] = owner
        for folder in accumulate(wanted.split("/")[:-1], "{}/{}".format):
            self._folders.setdefault(folder, owner)

    def take_numbered(self, address: str, owner: str) -> str:
        """Give the page's address to an owner, or the first free one of `x~2/`, `x~3/`, …; returns the one given."""
        found, number = address, 1
        stem = ""
        while self.owner(found) is not None:
            stem = stem or self._beside_names(address)
            number += 1
            found = f"{stem}~{number}/"
        self.take(found, owner)
        return found

    def _beside_names(self, address: str) -> str:
        """The address without its last slash, each part that is a name of something else marked with `~`."""
        path = ""
        for part in address.rstrip("/").split("/"):
            is_name = part.casefold() in (PAGE_FILE, PAGE_MARK) or f"{path}{part}".casefold() in self._owners
            path += f"{part}~/" if is_name else f"{part}/"
        return path.rstrip("/")

    def take_hashed(self, folder: str, path: str, value: str) -> str:
        """Give `folder/path/` to a facet's value, with the value's hash in it if another value has it."""
        address = f"{folder}{path}/"
        if self.owner(address) is not None:
            address = f"{folder}{with_hash(path, value)}/"
        return self.take_numbered(address, value)


def numbered(address: str, number: int) -> str:
    """The address of a long list's page `number`; the first one is the list's own."""
    return address if number == 1 else f"{address}{PAGE_MARK}/{number}/"
