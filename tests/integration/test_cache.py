"""A build with a cache is the same, byte for byte, as one from nothing, whatever changed in between."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from mkdocs_modelcards.config import ModelCardsConfig
from mkdocs_modelcards.processing import all_cards
from mkdocs_modelcards.processing.cache_file import CacheFile
from mkdocs_modelcards.processing.processed import process_cards
from tests.projects import CARD, MATERIAL, Project, Site, Tree

CACHE = ".cache/plugin/modelcards/cards.sqlite3"
RICH = """\
---
license: mit
tags: [small, "a&b"]
base_model: acme/tiny
thumbnail: plot.png
widget:
- text: a picture
  output: {url: images/one.png}
---
# Rich card \\\\(\\beta^2\\\\)

<Gallery />

See [the base](../tiny), [its data](/acme/tiny#training-data), [the Hub](https://huggingface.co/acme/tiny/),
[rows](rows.csv), [nowhere](missing.md). ![Badge](https://example.org/badge.svg)

### Deep

##### Deeper

<video src="film.mp4" controls></video>
"""
TREE: Tree = {
    "acme/tiny/README.md": CARD,
    "acme/rich/README.md": RICH,
    "acme/rich/plot.png": b"\x89PNG\r\n\x1a\n",
    "acme/rich/rows.csv": "a,b\n",
    "acme/rich/SAFETY.md": "# Safety\n\nIt is [as safe](README.md) as any. ![plot](plot.png)\n",
    "acme/README.md": "# We\n\nWe sort [things](tiny).\n",
    "other/third.md": "---\nlicense: apache-2.0\nmodel-index: 5\n---\n# Third\n\n```python\nprint(1)\n```\n",
}
CHANGED_OPTIONS: Mapping[str, object] = {
    "cards_dir": "models",
    "exclude": ["other/"],
    "page_size": 1,
    "toc_depth": 3,
    "publish": ["*.csv"],
    "source_url": "https://git.example.com/models/{path}",
    "edit_url": "https://git.example.com/edit/{path}",
    "endpoint": "https://models.example.com",
    "hub_url": "https://hub.example.com",
    "remote_images": False,
    "allow_html": {"video": ["src", "controls"]},
    "math_engine": "none",
    "full_text": False,
    "processes": 1,
    "cache": False,
    "cache_dir": "elsewhere",
    "severity": {"link-dead": "off"},
}
"""Another value for every option."""


@pytest.fixture
def project(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Project:
    return Project(tmp_path, caplog).cards(TREE)


@pytest.fixture(autouse=True)
def same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """`sitemap.xml.gz` holds the time of the build."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def from_nothing(
    project: Project, options: Mapping[str, object] | None = None, theme: object = MATERIAL
) -> tuple[dict[str, bytes], list[str]]:
    """What a build without any cache gives; the project's own cache stays."""
    for folder in (".cache", "elsewhere"):
        if (project.root / folder).exists():
            (project.root / folder).rename(project.root / f"{folder}.away")
    site = project.build(options, theme=theme)
    found = site.files(), lines(site)
    for folder in (".cache", "elsewhere"):
        shutil.rmtree(project.root / folder, ignore_errors=True)
        if (project.root / f"{folder}.away").exists():
            (project.root / f"{folder}.away").rename(project.root / folder)
    return found


def lines(site: Site) -> list[str]:
    """The log without what differs between any two builds."""
    waiting = "INFO modelcards: Waiting for the full-text index"
    varying = ("INFO Documentation built in", "INFO The following pages exist", waiting)
    return [line for line in site.log if not line.startswith(varying)]


def check(project: Project) -> None:
    """Fail unless two builds, of which the second finds all in the cache, are like one from nothing."""
    wanted = from_nothing(project)
    for _ in range(2):
        site = project.build()
        assert site.files() == wanted[0]
        assert lines(site) == wanted[1]


def test_every_option_has_another_value_here() -> None:
    assert set(CHANGED_OPTIONS) == {name for name, _ in ModelCardsConfig._schema}


@pytest.mark.parametrize("name", CHANGED_OPTIONS)
def test_a_changed_option_changes_what_it_should(project: Project, name: str) -> None:
    shutil.copytree(project.root / "cards", project.root / "models")
    (project.root / "models/acme/tiny/README.md").write_text(CARD + "\nMore.\n")
    theme = "mkdocs"
    usual = project.build(theme=theme).files()
    options = {name: CHANGED_OPTIONS[name]}
    assert project.build(options, theme=theme).files() == from_nothing(project, options, theme=theme)[0]
    assert project.build(theme=theme).files() == usual


def edit(project: Project) -> None:
    path = project.root / "cards/acme/tiny/README.md"
    path.write_text(path.read_text().replace("Tiny classifier", "Small classifier"))


def edit_header(project: Project) -> None:
    path = project.root / "cards/acme/tiny/README.md"
    path.write_text(path.read_text().replace("license: mit", "license: apache-2.0\nnew_version: acme/rich"))


def add(project: Project) -> None:
    project.draw({"cards/acme/new/README.md": "---\nlicense: mit\nbase_model: acme/rich\n---\n# New\n"})


def rename(project: Project) -> None:
    (project.root / "cards/acme/tiny").rename(project.root / "cards/acme/renamed")


def delete(project: Project) -> None:
    shutil.rmtree(project.root / "cards/acme/tiny")


def add_file(project: Project) -> None:
    project.draw({"cards/acme/rich/images/one.png": b"\x89PNG\r\n\x1a\n", "cards/acme/rich/missing.md": "There now."})


def remove_file(project: Project) -> None:
    (project.root / "cards/acme/rich/plot.png").unlink()


def add_results(project: Project) -> None:
    project.draw({"cards/acme/rich/.eval_results/glue.yaml": "- dataset: {id: glue}\n  value: high\n"})


def edit_sub_card(project: Project) -> None:
    path = project.root / "cards/acme/rich/SAFETY.md"
    path.write_text(path.read_text().replace("as any", "as none") + "\n## More\n\n[Gone](gone.md)\n")


def add_sub_card(project: Project) -> None:
    project.draw({"cards/acme/rich/bias.md": "See [safety](SAFETY.md#safety).\n"})


def remove_sub_card(project: Project) -> None:
    (project.root / "cards/acme/rich/SAFETY.md").unlink()


def edit_organization(project: Project) -> None:
    project.draw({"cards/acme/README.md": "We sort other [things](rich/SAFETY.md).\n"})


def change_template(project: Project) -> None:
    project.draw({"overrides/modelcards/card.html": "<p>{{ model.id }}</p>{{ body }}"})


def change_page(project: Project) -> None:
    project.draw({"docs/index.md": "# Other home\n", "docs/more.md": "# More\n"})


def change_config(project: Project) -> None:
    settings = {"name": "material", "font": False, "custom_dir": "overrides", "palette": {"scheme": "slate"}}
    (project.root / "settings.json").write_text(json.dumps({"theme": settings, "site_name": "Renamed"}))


@pytest.mark.parametrize(
    "change",
    [
        edit,
        edit_header,
        add,
        rename,
        delete,
        add_file,
        remove_file,
        add_results,
        edit_sub_card,
        add_sub_card,
        remove_sub_card,
        edit_organization,
        change_template,
        change_page,
        change_config,
    ],
)
def test_a_changed_input_changes_what_it_should(project: Project, change: Callable[[Project], None]) -> None:
    (project.root / "overrides").mkdir()
    build = project.build

    def with_settings(options: Mapping[str, object] | None = None, theme: object = None) -> Site:
        path = project.root / "settings.json"
        usual = {"theme": {"name": "mkdocs", "custom_dir": "overrides"}}
        return build(options, **(json.loads(path.read_text()) if path.exists() else usual))

    project.build = with_settings  # type: ignore[assignment,method-assign]  # for this test only
    before = project.build()
    files = before.files()
    change(project)
    check(project)
    after = project.build()
    assert (after.files(), lines(after)) != (files, lines(before))


def test_other_code_finds_nothing_in_the_cache(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.build()
    rendered: list[str] = []

    def noted(sources, options, typesetter):  # type: ignore[no-untyped-def]  # as process_cards
        rendered.extend(source.id for source in sources)
        return process_cards(sources, options, typesetter)

    monkeypatch.setattr(all_cards, "process_cards", noted)
    project.build()
    assert rendered == []
    monkeypatch.setattr(all_cards, "code_fingerprint", lambda: b"other")
    project.build()
    assert sorted(rendered) == ["acme", "acme/rich", "acme/rich", "acme/tiny", "other/third"]


@pytest.mark.parametrize("content", [b"", b"no database at all " * 500])
def test_a_cache_that_can_not_be_used_is_noted_and_replaced(project: Project, content: bytes) -> None:
    wanted, log = from_nothing(project)
    project.draw({CACHE: content})
    site = project.build()
    assert site.files() == wanted
    added = [line for line in lines(site) if line not in log]
    assert len(added) == (1 if content else 0)
    assert all("is made anew" in line and line.startswith("INFO ") for line in added)
    assert lines(project.build()) == log


def test_without_the_cache_nothing_is_written(project: Project) -> None:
    project.build({"cache": False})
    assert not (project.root / ".cache").exists()


def test_the_cache_lies_where_the_option_says(project: Project) -> None:
    project.build({"cache_dir": "build/kept"})
    assert (project.root / "build/kept/cards.sqlite3").is_file()
    assert not (project.root / ".cache").exists()


def test_a_build_that_fails_lets_go_of_the_cache(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []
    close = CacheFile.close

    def noted(cache: CacheFile) -> None:
        closed.append(True)
        close(cache)

    monkeypatch.setattr(CacheFile, "close", noted)
    project.draw({"overrides/main.html": "{% for %}"})
    with pytest.raises(Exception, match="Expected an expression"):
        project.build(theme={"name": "material", "custom_dir": "overrides"})
    assert closed == [True]


@pytest.fixture
def many(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Project:
    cards = {
        f"org-{number % 7}/model-{number}/README.md": CARD.replace("Tiny", f"Tiny {number}")
        + f"\n$$x^{{{number}}}$$\n\n[Other](../model-{number - 7})\n"
        for number in range(200)
    }
    return Project(tmp_path, caplog).cards(cards)


def test_processes_do_not_change_a_byte(many: Project) -> None:
    alone = many.build({"processes": 1, "cache": False})
    wanted, log = alone.files(), lines(alone)
    for options in ({"processes": 2, "cache": False}, {"processes": 3}, {}, {"processes": 1}):
        site = many.build(options)
        assert site.files() == wanted
        assert lines(site) == log


def test_nothing_of_the_progress_is_seen_without_a_terminal(many: Project) -> None:
    many.configure()
    done = many.run("mkdocs", "build")
    assert done.returncode == 0
    assert "Reading cards" not in done.stderr + done.stdout
    assert "\r" not in done.stderr + done.stdout


@pytest.mark.parametrize("folder", ["docs/.cache", "site/cache", "cards", "cards/acme"])
def test_the_cache_can_not_lie_where_files_are_published_or_deleted(project: Project, folder: str) -> None:
    with pytest.raises(Abort):
        project.build({"cache_dir": folder})
    said = project.caplog.text if project.caplog else ""
    assert f"must not be '{folder.split('/')[0]}_dir'" in said


def test_an_interrupted_build_keeps_what_it_has_rendered(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[str] = []

    def interrupted(sources, options, typesetter):  # type: ignore[no-untyped-def]  # as process_cards
        rendered.extend(source.id for source in sources)
        if len(rendered) == 3:
            raise KeyboardInterrupt
        return process_cards(sources, options, typesetter)

    monkeypatch.setattr(all_cards, "process_cards", interrupted)
    with pytest.raises(KeyboardInterrupt):
        project.build()
    project.build()
    # Five texts, of which the third was begun twice.
    assert len(rendered) == 6
