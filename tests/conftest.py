"""Fixtures that all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .projects import Project

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


@pytest.fixture
def project(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Project:
    """An empty project."""
    return Project(tmp_path, caplog)
