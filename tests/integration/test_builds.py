"""Builds in every surrounding that the plugin is made for."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from tests.projects import CARD, Project, Site, hrefs, texts

TREE = {"acme/tiny/README.md": CARD, "acme/other.md": CARD.replace("Tiny", "Other")}
THEMES: list[Mapping[str, object]] = [
    {"name": "material", "font": False},
    {"name": "mkdocs", "highlightjs": False},
    {"name": "readthedocs", "highlightjs": False},
]


def check(site: Site) -> None:
    """What must hold for a site of `TREE`, whatever the surroundings."""
    page = site.page("acme/tiny")
    assert len(page.css("[data-mc-body]")) == 1
    assert texts(page, "[data-mc-body] h1") == ["Tiny classifier"]
    assert "../../assets/modelcards/modelcards.css" in hrefs(page, "link[rel=stylesheet]")
    assert hrefs(site.page("models"), ".mc-models > li > a") == ["../acme/other/", "../acme/tiny/"]
    assert list(site.catalog()) == ["acme/other", "acme/tiny"]
    assert (site.path / "assets/modelcards/modelcards.css").is_file()


@pytest.mark.parametrize("command", ["mkdocs", "properdocs"])
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: str(theme["name"]))
def test_each_generator_with_each_theme(project: Project, command: str, theme: Mapping[str, object]) -> None:
    project.cards(TREE).configure(theme=dict(theme))
    done = project.run(command, "build", "--strict", "-f", "mkdocs.yml")
    assert done.returncode == 0, done.stdout + done.stderr
    check(Site(project.root / "site", []))


@pytest.mark.parametrize("name", ["mkdocs", "readthedocs"])
def test_contents_reach_the_sidebar_of_other_themes(project: Project, name: str) -> None:
    site = project.cards(TREE).build(theme={"name": name})
    assert "#training-data" in hrefs(site.page("acme/tiny"), "a")


def test_without_directory_urls_links_name_the_file(project: Project) -> None:
    site = project.cards(TREE).build(use_directory_urls=False)
    assert hrefs(site.page("models"), ".mc-models > li > a") == ["../acme/other/index.html", "../acme/tiny/index.html"]
    assert site.catalog()["acme/tiny"]["url"] == "acme/tiny/index.html"
    links = hrefs(site.page("acme/tiny"), ".mc-header dd > a")
    assert links
    assert all((site.path / "acme/tiny" / link).is_file() for link in links)


def test_below_a_path_every_link_stays_relative(project: Project) -> None:
    site = project.cards(TREE).build(site_url="https://example.org/team/models/")
    page = site.page("acme/tiny")
    assert hrefs(page, "link[rel=canonical]") == ["https://example.org/team/models/acme/tiny/"]
    assert all(link.startswith("../../") for link in hrefs(page, ".mc-header dd > a"))


def test_a_rebuild_in_one_process_sees_what_changed(project: Project) -> None:
    project.cards(TREE)
    check(project.build())
    project.cards({"acme/third.md": CARD})
    (project.root / "cards/acme/other.md").unlink()
    site = project.build()
    assert list(site.catalog()) == ["acme/third", "acme/tiny"]
    assert not site.has("acme/other")
    project.cards(TREE)
    (project.root / "cards/acme/third.md").unlink()
    check(project.build())


def test_builds_are_byte_identical(project: Project) -> None:
    project.cards(TREE)
    first = project.build().files()
    second = project.build().files()
    differing = [name for name in first if first[name] != second.get(name)]
    assert differing in ([], ["sitemap.xml.gz"])
    assert list(first) == list(second)


def test_strict_mode_stops_at_a_warning_and_not_at_a_note(project: Project) -> None:
    project.cards({"a/b/tiny.md": "---\nlicense: mit\n---\nText of it.\n"}).build(strict=True)
    (project.root / "cards/a/b/tiny.md").unlink()
    project.cards({"a/tiny.md": "---\nlicense: mitt\n---\nText of it.\n"})
    with pytest.raises(Abort, match="strict"):
        project.build(strict=True)
    site = project.build({"severity": {"license-unknown": "info"}}, strict=True)
    assert any("INFO" in line and "license-unknown" in line for line in site.log)
    for off in ("off", False):
        log = project.build({"severity": {"license-unknown": off}}).log
        assert not any("license-unknown" in line for line in log)


def test_the_log_names_file_line_and_what_to_write(project: Project) -> None:
    site = project.cards({"a/tiny.md": "---\ntags: [x]\nlicense: apache2.0\n---\nText of it.\n"}).build()
    expected = (
        "WARNING modelcards: cards/a/tiny.md:3:10: warning license-unknown: "
        "'apache2.0' is not a known license. Did you mean 'apache-2.0'?"
    )
    assert expected in site.log
    assert "INFO modelcards: 1 card: 1 warning." in site.log


def test_every_card_is_in_the_search_index_briefly(project: Project) -> None:
    body = "word " * 3000
    site = project.cards({**TREE, "acme/long.md": f"---\ntags: [needle]\n---\nSummary of it.\n\n{body}\n"}).build()
    index = json.loads(site.text("search/search_index.json"))["docs"]
    found = {entry["location"]: entry for entry in index}
    assert found["acme/long/"]["title"] == "acme/long"
    assert found["acme/long/"]["text"].removeprefix("<p>").startswith("acme/long Summary of it.")
    assert "needle" in found["acme/long/"]["text"]
    assert len(found["acme/long/"]["text"]) < 400
    assert body.strip()[:50] in site.page("acme/long").css("[data-mc-body]")[0].text()


@pytest.mark.parametrize(("theme", "title"), [("material", "A &amp; B"), ("readthedocs", "A & B")])
def test_titles_are_escaped_once_in_search_results(project: Project, theme: str, title: str) -> None:
    site = project.cards({"acme/a.md": "---\nmodel_name: A & B\n---\nText of it.\n"}).build(theme={"name": theme})
    index = json.loads(site.text("search/search_index.json"))["docs"]
    assert {entry["title"] for entry in index if entry["location"] == "acme/a/"} == {title}
    assert "<title>A & B" in site.text("acme/a/index.html") or "<title>A &amp; B" in site.text("acme/a/index.html")


def test_without_a_search_plugin_pages_are_whole(project: Project) -> None:
    check(project.cards(TREE).build(plugins=[]))


def test_without_a_nav_only_the_list_of_models_enters_it(project: Project) -> None:
    page = project.cards(TREE).build().page("")
    assert texts(page, ".md-nav--primary > ul > li") == ["Home", "Models"]


def test_a_nav_names_the_catalogs_pages_as_it_likes(project: Project) -> None:
    nav = ["index.md", {"Our models": "models/index.md"}, {"By": [{"What they do": "models/tasks/index.md"}]}]
    site = project.cards(TREE).build(nav=nav, strict=True)
    assert texts(site.page("models"), ".md-nav--primary > ul > li > .md-nav__link")[1] == "Our models"
    assert "What they do" in texts(site.page(""), ".md-nav--primary .md-ellipsis")


def test_the_dates_of_cards_come_from_git(project: Project) -> None:
    if shutil.which("git") is None:
        pytest.skip("needs git")
    project.cards(TREE)

    def git(*arguments: str, date: str = "2024-05-01T12:00:00+0000") -> None:
        name = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
        environment = {"PATH": "/usr/bin:/bin:/usr/local/bin", "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        subprocess.run(["git", *name, *arguments], cwd=project.root, env=environment, check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "-m", "one")
    project.cards({"acme/tiny/README.md": CARD + "\nMore.\n"})
    git("add", ".")
    git("commit", "-m", "two", date="2025-06-02T12:00:00+0000")
    site = project.build(site_url="https://example.org/")
    assert "<loc>https://example.org/acme/tiny/</loc>\n         <lastmod>2025-06-02</lastmod>" in site.text(
        "sitemap.xml"
    )
    model = site.catalog()["acme/tiny"]
    assert (model["created"], model["updated"]) == ("2024-05-01", "2025-06-02")
    assert "2025-06-02" in site.page("models").css(".mc-models > li")[1].text()
    assert site.catalog()["acme/other"]["updated"] == "2024-05-01"


@pytest.mark.parametrize("settings", [{"site_dir": "cards"}, {"site_dir": "."}, {"docs_dir": "cards"}])
def test_cards_that_a_build_would_delete_or_publish_raw_are_refused(
    project: Project, settings: Mapping[str, str]
) -> None:
    path = project.cards(TREE).draw({"cards/index.md": "# Home\n"}).configure()
    path.write_text(path.read_text() + "".join(f"{option}: {folder}\n" for option, folder in settings.items()))
    done = project.run("mkdocs", "build")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert (project.root / "cards/acme/other.md").is_file()


def test_a_missing_folder_of_cards_is_explained(project: Project) -> None:
    project.draw({"docs/index.md": "# Home\n"})
    project.configure()
    done = project.run("mkdocs", "build")
    assert done.returncode == 1
    assert "Create it and put a card into it (ORG/NAME/README.md)" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"severity": {"license-unknwon": "off"}}, "'license-unknwon' is not a finding's code"),
        ({"severity": {"license-unknown": "loud"}}, "Expected one of"),
        ({"page_size": 0}, "0 is not between 1 and 200"),
        ({"page_size": True}, "True is not between 1 and 200"),
        ({"exclude": "drafts/"}, "Expected a list"),
        ({"exclude": ["!"]}, "'!' is not a pattern as in a .gitignore"),
        ({"cards_folder": "x"}, "Unrecognised configuration name: cards_folder"),
    ],
)
def test_wrong_options_are_explained(project: Project, options: Mapping[str, object], message: str) -> None:
    project.cards(TREE).configure(options)
    done = project.run("mkdocs", "build", "--strict")
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_excluded_files_are_no_cards(project: Project) -> None:
    image = "---\nlicense: mit\n---\n![A plot](plot.png) of it all.\n"
    project.cards({**TREE, "CONTRIBUTING.md": "# How\n", "drafts/x/README.md": CARD})
    project.cards({"acme/image/README.md": image, "acme/image/plot.png": "secret"})
    site = project.build({"exclude": ["/CONTRIBUTING.md", "drafts/", "plot.png"]})
    assert list(site.catalog()) == ["acme/image", "acme/other", "acme/tiny"]
    assert not (site.path / "acme/image/plot.png").exists()
    assert [line for line in site.log if "README.md:4:1: warning link-not-published" in line] != []


def test_a_template_of_the_site_replaces_the_plugins(project: Project) -> None:
    project.draw({"overrides/modelcards/models.html": "<h1>Mine: {{ page.title }}</h1>\n"})
    site = project.cards(TREE).build(theme={"name": "material", "font": False, "custom_dir": "overrides"})
    assert texts(site.page("models"), "h1") == ["Mine: Models"]


def test_a_folder_outside_the_project(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("with space")
    (elsewhere / "acme").mkdir()
    (elsewhere / "acme" / "tiny.md").write_text(CARD, encoding="utf-8")
    site = project.draw({"docs/index.md": "# Home\n"}).build({"cards_dir": str(elsewhere)})
    assert site.has("acme/tiny")


def test_serve_watches_the_cards(project: Project) -> None:
    path = project.cards(TREE).configure()
    config = load_config(str(path))
    config.plugins.on_config(config)
    assert str(project.root / "cards") in config.watch
