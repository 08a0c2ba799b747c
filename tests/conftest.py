"""Fixtures that all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mkdocs_modelcards.processing.workers import available_processors

from .compiled_templates import compiled_once
from .projects import Project

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


def pytest_xdist_auto_num_workers() -> int:
    """How many processes `-n auto` means: one more than processors, since some tests wait for pip and for browsers."""
    return available_processors() + 1


@pytest.fixture(scope="session", autouse=True)
def templates_compiled_once() -> Iterator[None]:
    """Compile the templates of pages once in each process."""
    with compiled_once():
        yield


@pytest.fixture
def project(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Project:
    """An empty project."""
    return Project(tmp_path, caplog)
