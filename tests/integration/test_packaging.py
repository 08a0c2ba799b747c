"""The wheel, installed in an environment of its own outside the checkout, builds a site."""

from __future__ import annotations

import subprocess
import sys
import tarfile
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
        "mkdocs_modelcards/katex/katex.min.js",
        "mkdocs_modelcards/katex/katex.min.css",
        "mkdocs_modelcards/katex/LICENSE",
    ):
        assert wanted in names
    assert len([name for name in names if name.startswith("mkdocs_modelcards/katex/fonts/")]) == 20
    assert len(names) == len(set(names))
    assert not [name for name in names if name.startswith(("cards/", "tests/", "docs/", "scripts/"))]


def test_the_source_distribution_holds_no_files_of_others(wheel: Path) -> None:
    with tarfile.open(next(wheel.parent.glob("*.tar.gz"))) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
    assert "hatch_build.py" in names
    assert not [name for name in names if "katex/" in name]


def test_the_wheel_builds_a_site_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    python = next(path for path in (environment / "bin/python", environment / "Scripts/python.exe") if path.exists())
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", str(wheel)], check=True, capture_output=True)
    project = Project(tmp_path / "a project")
    project.root.mkdir()
    project.cards({"acme/tiny/README.md": CARD}).configure()
    project.draw({"docs/method.md": "# Method\n\n$$\\frac{a}{b}$$\n"})
    done = subprocess.run(
        [str(python), "-m", "mkdocs", "build", "--strict"],
        cwd=project.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    site = Site(project.root / "site", [])
    assert site.has("acme/tiny")
    assert len(site.page("method").css(".katex-display")) == 1
    published = [name for name in site.files() if name.startswith("assets/modelcards/katex/")]
    assert "assets/modelcards/katex/katex.min.css" in published
    assert len([name for name in published if name.endswith(".woff2")]) == 20
