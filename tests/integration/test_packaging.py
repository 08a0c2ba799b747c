"""The wheel, installed in an environment of its own outside the checkout, builds a site."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.projects import CARD, Project, Site

CHECKOUT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built from its source distribution."""
    folder = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--outdir", str(folder), str(CHECKOUT)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_what_a_site_needs(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "mkdocs_modelcards/py.typed",
        "mkdocs_modelcards/data/licenses.json",
        "mkdocs_modelcards/site_template/theme/modelcards/card.html",
        "mkdocs_modelcards/site_template/theme/assets/modelcards/modelcards.css",
    ):
        assert wanted in names
    assert not [name for name in names if name.startswith(("cards/", "tests/", "docs/", "scripts/"))]


def test_the_wheel_builds_a_site_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    python = next(path for path in (environment / "bin/python", environment / "Scripts/python.exe") if path.exists())
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", str(wheel)], check=True, capture_output=True)
    project = Project(tmp_path / "a project")
    project.root.mkdir()
    project.cards({"acme/tiny/README.md": CARD}).configure()
    done = subprocess.run(
        [str(python), "-m", "mkdocs", "build", "--strict"],
        cwd=project.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert Site(project.root / "site", []).has("acme/tiny")
