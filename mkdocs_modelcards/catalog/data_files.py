"""The files of data that a catalog has."""

from __future__ import annotations

from collections.abc import Iterator

from .addresses import CATALOG_FILE, NAMES_FILE
from .catalog import Catalog
from .data_file import catalog_json
from .names_file import names_json


def data_files(catalog: Catalog, page_file: str = "") -> Iterator[tuple[str, bytes]]:
    """Address and bytes of each file. `page_file` ends addresses of pages (`index.html` or nothing)."""
    yield CATALOG_FILE, catalog_json(catalog, page_file)
    yield NAMES_FILE, names_json(catalog)
