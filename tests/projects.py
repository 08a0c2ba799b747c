"""Draw a small project on disk, and build it for real."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias, cast

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser

Tree: TypeAlias = Mapping[str, str | bytes]

CARD = """\
---
license: mit
pipeline_tag: text-classification
language: en
tags: [small]
datasets: [acme/reviews]
---
# Tiny classifier

It sorts short reviews into good and bad.

## Training data

Two hundred reviews.
"""
MATERIAL = {"name": "material", "font": False}


class Site:
    """A built site."""

    def __init__(self, path: Path, log: list[str]) -> None:
        self.path = path
        self.log = log

    def text(self, address: str) -> str:
        """The file of a page's address, or of any other path."""
        path = self.path / address
        return (path / "index.html" if path.is_dir() else path).read_text(encoding="utf-8")

    def page(self, address: str) -> LexborHTMLParser:
        """A page, parsed."""
        return LexborHTMLParser(self.text(address))

    def has(self, address: str) -> bool:
        """Whether there is a page at an address."""
        return (self.path / address / "index.html").is_file()

    def catalog(self) -> dict[str, dict[str, object]]:
        """The models of `catalog.json` by id."""
        models = json.loads(self.text("catalog.json"))["models"]
        return {model["id"]: model for model in models}

    def files(self) -> dict[str, bytes]:
        """Every file of the site, by path."""
        paths = (path for path in sorted(self.path.rglob("*")) if path.is_file())
        return {path.relative_to(self.path).as_posix(): path.read_bytes() for path in paths}


class Project:
    """A project in a temporary folder."""

    def __init__(self, root: Path, caplog: pytest.LogCaptureFixture | None = None) -> None:
        self.root = root
        self.caplog = caplog

    def draw(self, tree: Tree) -> Project:
        """Write files below the project's folder."""
        for name, content in tree.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def cards(self, tree: Tree) -> Project:
        """Write files below `cards/`, and a home page."""
        if not (self.root / "docs").exists():
            self.draw({"docs/index.md": "# Home\n"})
        (self.root / "cards").mkdir(exist_ok=True)
        return self.draw({f"cards/{name}": content for name, content in tree.items()})

    def configure(
        self, options: Mapping[str, object] | None = None, *, plugins: list[object] | None = None, **settings: object
    ) -> Path:
        """Write `mkdocs.yml` with options for the plugin, and other settings of MkDocs."""
        path = self.root / "mkdocs.yml"
        config: dict[str, object] = {
            "site_name": "Models",
            "theme": MATERIAL,
            "plugins": [*(["search"] if plugins is None else plugins), {"modelcards": dict(options or {})}],
            **settings,
        }
        path.write_text(yaml.safe_dump(config), encoding="utf-8")
        return path

    def build(
        self,
        options: Mapping[str, object] | None = None,
        *,
        plugins: list[object] | None = None,
        strict: bool = False,
        **settings: object,
    ) -> Site:
        """Build within this process, as MkDocs' command does."""
        path = self.configure(options, plugins=plugins, **settings)
        if self.caplog:
            self.caplog.clear()
            self.caplog.set_level(logging.INFO, "mkdocs")
        config = load_config(str(path), strict=strict)
        build(config)
        messages = (
            [f"{record.levelname} {record.getMessage()}" for record in self.caplog.records] if self.caplog else []
        )
        return Site(Path(config.site_dir), messages)

    def run(self, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a site generator's command in the project's folder."""
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        return subprocess.run(
            [sys.executable, "-m", command, *arguments],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )


def hrefs(page: LexborHTMLParser, selector: str) -> list[str]:
    """The addresses of the links that a selector finds."""
    return [cast(str, node.attributes["href"]) for node in page.css(selector)]


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    """The texts of the elements that a selector finds, white space folded."""
    return [" ".join(node.text().split()) for node in page.css(selector)]
