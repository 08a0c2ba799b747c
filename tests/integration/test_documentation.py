"""The documentation is complete: every option, finding, field, file and page has its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mkdocs.config import load_config

from mkdocs_modelcards.attachments import SUFFIXES
from mkdocs_modelcards.catalog.data_file import ModelRecord
from mkdocs_modelcards.catalog.facets import FACETS, FacetKind
from mkdocs_modelcards.catalog.selection import KINDS, RELATION
from mkdocs_modelcards.catalog.sorting import SORTS
from mkdocs_modelcards.config import ModelCardsConfig
from mkdocs_modelcards.findings import CODES
from mkdocs_modelcards.lists.definition import COLUMNS
from mkdocs_modelcards.lists.reading import KEYS
from mkdocs_modelcards.pages.template_files import theme_folder
from mkdocs_modelcards.parse.metadata import KNOWN_KEYS, RELATIONS

CHECKOUT = Path(__file__).resolve().parent.parent.parent
DOCS = CHECKOUT / "docs"


def doc(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("option", [name for name, _ in ModelCardsConfig._schema])
def test_every_option_is_documented(option: str) -> None:
    assert re.search(rf"^#+ `?{option}`?$", doc("configuration.md"), re.MULTILINE)


@pytest.mark.parametrize("code", CODES)
def test_every_finding_is_documented_with_its_severity(code: str) -> None:
    section = re.search(rf"^### {code}$(.*?)(?=^###? |\Z)", doc("findings.md"), re.MULTILINE | re.DOTALL)
    assert section, code
    assert CODES[code][0] in section[1]


def test_no_finding_is_documented_that_does_not_exist() -> None:
    assert set(re.findall(r"^### ([a-z0-9-]+)$", doc("findings.md"), re.MULTILINE)) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_used(code: str) -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (CHECKOUT / "mkdocs_modelcards").rglob("*.py"))
    assert sources.count(f'"{code}"') >= 2


@pytest.mark.parametrize("key", sorted(KNOWN_KEYS))
def test_every_field_is_documented(key: str) -> None:
    text = doc("card-format.md")
    assert f"`{key}`" in text or (key.startswith("extra_gated_") and f"`_{key.removeprefix('extra_gated_')}`" in text)


@pytest.mark.parametrize("name", dict.fromkeys((*KEYS, *COLUMNS, *SORTS, *RELATIONS)))
def test_everything_that_a_list_in_a_page_may_say_is_documented(name: str) -> None:
    assert f"`{name}`" in doc("lists.md")


def test_the_documentation_says_how_values_of_lists_combine() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| (all of them|one or another) \|$", doc("lists.md"), re.MULTILINE))
    expected = {name: "all of them" if kind.takes_all else "one or another" for name, kind in KINDS.items()}
    assert rows == {**expected, RELATION: "one or another"}


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_every_published_type_of_file_is_documented(suffix: str) -> None:
    assert f"`{suffix}`" in doc("card-format.md")


@pytest.mark.parametrize("key", ModelRecord.__struct_fields__)
def test_every_key_of_the_catalog_is_documented(key: str) -> None:
    assert f"`{key}`" in doc("catalog-data.md")


@pytest.mark.parametrize("kind", FACETS, ids=lambda kind: kind.key)
def test_the_demo_site_navigates_to_every_facet(kind: FacetKind) -> None:
    config = (CHECKOUT / "mkdocs.yml").read_text(encoding="utf-8")
    assert f"{kind.address}index.md" in config


def test_every_module_is_in_the_architecture() -> None:
    text = doc("architecture.md")
    package = CHECKOUT / "mkdocs_modelcards"
    names = [path.stem for path in package.glob("*.py") if path.stem != "__init__"]
    names += [path.name for path in package.iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert [name for name in names if f"{name}" not in text] == []


@pytest.mark.parametrize("name", sorted(path.name for path in (theme_folder() / "modelcards").glob("*.html")))
def test_every_template_is_documented(name: str) -> None:
    assert f"{name}`" in doc("getting-started.md")


def test_every_page_of_the_guide_is_in_the_navigation() -> None:
    listed = re.findall(r"'([\w-]+\.md)'", str(load_config(str(CHECKOUT / "mkdocs.yml")).nav))
    assert {path.name for path in DOCS.glob("*.md")} == set(listed)


def test_the_readme_gives_the_commands_that_exist() -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    commands = set(re.findall(r"\bmake (\w+)", readme))
    assert {"site", "test", "serve"} <= commands
    assert all(re.search(rf"^{command}:", makefile, re.MULTILINE) for command in commands)
