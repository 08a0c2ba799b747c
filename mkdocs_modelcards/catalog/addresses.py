"""Addresses of pages on the site: each taken once, also where a file system ignores case."""

from __future__ import annotations

from collections.abc import Mapping

from ..identifiers import with_hash

MODELS = "models/"
DATASETS = "datasets/"
ORGANIZATIONS = "models/organizations/"
CATALOG_FILE = "catalog.json"
RESERVED_ORGANIZATIONS = frozenset(
    {"api", "assets", "collections", "datasets", "models", "papers", "search", "spaces", "static"}
)
"""First parts of addresses that the site or a Hub client uses itself."""

PAGE_FILE = "index.html"
PAGE_MARK = "-"
"""Stands before a page's number. No id, tag or other value ever makes a part `-`, so numbers collide with nothing."""


class AddressBook:
    """Who has which address. Addresses end with `/`, save those of single files; owners are named for messages."""

    def __init__(self, taken: Mapping[str, str]) -> None:
        self._owners = {address.casefold(): owner for address, owner in taken.items()}

    def owner(self, address: str) -> str | None:
        """Who has the address, or the file that a folder of the address would stand in for; None when it is free."""
        wanted = address.casefold()
        if PAGE_FILE in wanted.split("/"):
            return "the page of a folder"
        return self._owners.get(wanted) or self._owners.get(wanted.rstrip("/"))

    def take(self, address: str, owner: str) -> None:
        """Give the address to an owner."""
        self._owners[address.casefold()] = owner

    def take_numbered(self, address: str, owner: str) -> str:
        """Give the address to an owner, or the first free one of `x~2/`, `x~3/`, …; the one given is returned."""
        found, number = address, 1
        stem = "/".join(f"{part}~" if part.casefold() == PAGE_FILE else part for part in address.rstrip("/").split("/"))
        while self.owner(found) is not None:
            number += 1
            found = f"{stem}~{number}/"
        self.take(found, owner)
        return found

    def take_hashed(self, folder: str, path: str, value: str) -> str:
        """Give `folder/path/` to a facet's value, with the value's hash in it if another value has it."""
        address = f"{folder}{path}/"
        if self.owner(address) is not None:
            address = f"{folder}{with_hash(path, value)}/"
        return self.take_numbered(address, value)


def numbered(address: str, number: int) -> str:
    """The address of a long list's page `number`; the first one is the list's own."""
    return address if number == 1 else f"{address}{PAGE_MARK}/{number}/"
