"""The folders of a build: where the cards and the cache are, and where they must not be."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

from .config import ModelCardsConfig
from .discover import CardsFolder
from .findings import Finding

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

CACHE_FILE = "cards.sqlite3"
FULL_TEXT_FOLDER = "full-text"


def cards_folder(options: ModelCardsConfig, config: MkDocsConfig) -> CardsFolder:
    """The folder of cards, named in messages as it is seen from `mkdocs.yml`."""
    folder = Path(options.cards_dir)
    shown_as = Path(os.path.relpath(folder, _start(config))).as_posix()
    return CardsFolder(folder, shown_as, tuple(options.exclude))


def cache_path(options: ModelCardsConfig, config: MkDocsConfig) -> Path | None:
    """The file of the cache, None when there is to be none."""
    return _start(config) / options.cache_dir / CACHE_FILE if options.cache else None


def full_text_folder(options: ModelCardsConfig, config: MkDocsConfig) -> Path | None:
    """The folder of the full-text indexes of earlier builds, None when there is to be no cache."""
    return _start(config) / options.cache_dir / FULL_TEXT_FOLDER if options.cache else None


def seen_from_config(found: Finding, config: MkDocsConfig) -> Finding:
    """A finding with its path as it is seen from `mkdocs.yml`, if the file lies below its folder."""
    path, start = Path(found.path), _start(config)
    if not path.is_relative_to(start):
        return found
    return msgspec.structs.replace(found, path=path.relative_to(start).as_posix())


def source_path(file: File, config: MkDocsConfig) -> str:
    """The path of a page's file as it is seen from `mkdocs.yml`."""
    if file.abs_src_path is None:
        return file.src_uri
    return Path(os.path.relpath(file.abs_src_path, _start(config))).as_posix()


def check_folders(options: ModelCardsConfig, config: MkDocsConfig) -> None:
    """Raise `PluginError` where a folder is missing, or where it would be published or deleted by a build."""
    if not Path(options.cards_dir).is_dir():
        message = (
            f"'cards_dir' is '{options.cards_dir}', and there is no such folder. "
            "Create it and put a card into it (ORG/NAME/README.md), or set 'cards_dir' in mkdocs.yml."
        )
        raise PluginError(message)
    _check_cards(options, config)
    _check_cache(options, config)


def _check_cards(options: ModelCardsConfig, config: MkDocsConfig) -> None:
    """Fail where MkDocs would delete the cards, or publish them a second time as they are."""
    cards = Path(options.cards_dir).resolve()
    for option, folder in (("site_dir", config.site_dir), ("docs_dir", config.docs_dir)):
        if cards.is_relative_to(Path(folder).resolve()):
            message = f"'cards_dir' ({cards}) must not be '{option}' ({folder}) or lie in it. Move one of them."
            raise PluginError(message)


def _check_cache(options: ModelCardsConfig, config: MkDocsConfig) -> None:
    """Fail where the cache would be published, deleted before each build, or taken for a file beside a card."""
    path = cache_path(options, config)
    if path is None:
        return
    folders = (("docs_dir", config.docs_dir), ("site_dir", config.site_dir), ("cards_dir", options.cards_dir))
    for option, folder in folders:
        if path.parent.resolve().is_relative_to(Path(folder).resolve()):
            message = f"'cache_dir' ({path.parent}) must not be '{option}' ({folder}) or lie in it. Move it."
            raise PluginError(message)


def _start(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
