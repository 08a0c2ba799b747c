"""The files of data that a catalog has."""

from __future__ import annotations

import msgspec

from .addresses import CATALOG_FILE, NAMES_FILE
from .browse_files import browse_files
from .catalog import Catalog
from .data_file import catalog_json
from .names_file import names_json


class DataFiles(msgspec.Struct, frozen=True):
    """Address and bytes of each file. `browse_index` is the address of what the filters of all models load first."""

    files: tuple[tuple[str, bytes], ...]
    browse_index: str


def data_files(catalog: Catalog, page_file: str = "") -> DataFiles:
    """The files of a catalog. `page_file` ends addresses of pages (`index.html` or nothing)."""
    browse = browse_files(catalog)
    own = ((CATALOG_FILE, catalog_json(catalog, page_file)), (NAMES_FILE, names_json(catalog)))
    return DataFiles((*own, *browse.files), browse.index)
