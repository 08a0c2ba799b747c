"""Feeds of real sites: that programs find them, and that they lead to the pages."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from posixpath import join, normpath
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.feeds import entries, read_feed, value, values
from tests.projects import CARD, MATERIAL, Project, Site, hrefs

SITE = "https://models.example/shelf/"
DAYS = {"2024-05-01": ("acme/tiny.md", "acme/new & odd/README.md"), "2025-06-02": ("acme/small.md",)}
OWN_TAGS = '{% extends "base.html" %}{% block extrahead %}<meta property="og:title" content="Mine">{% endblock %}'

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def dated(project: Project, tree: Mapping[str, str | bytes] = {}) -> Project:
    """A project whose cards were created on different days."""
    project.cards(dict(tree))
    _git(project, "init")
    for day, names in DAYS.items():
        project.cards(dict.fromkeys(names, CARD))
        _git(project, "add", ".", day=day)
        _git(project, "commit", "-m", day, day=day)
    return project


def _git(project: Project, *arguments: str, day: str = "2024-01-01") -> None:
    instant = f"{day}T12:00:00+0000"
    environment = {**os.environ, "GIT_AUTHOR_DATE": instant, "GIT_COMMITTER_DATE": instant}
    name = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *name, *arguments], cwd=project.root, env=environment, check=True, capture_output=True)


def announced(page: LexborHTMLParser) -> list[str]:
    """The addresses of the feeds in a page's head."""
    return hrefs(page, 'head > link[rel~="alternate"][type="application/atom+xml"][title^="New models"]')


def pages_with_feeds(site: Site) -> dict[str, list[str]]:
    """The feeds that each page names in its head, which are those that it shows."""
    found = {}
    for path in sorted(site.path.rglob("*.html")):
        page = LexborHTMLParser(path.read_text(encoding="utf-8"))
        assert announced(page) == hrefs(page, "a.mc-feed")
        if announced(page):
            found[path.relative_to(site.path).as_posix()] = announced(page)
    return found


@pytest.mark.parametrize("theme", [MATERIAL, {"name": "mkdocs"}], ids=["material", "mkdocs"])
@pytest.mark.parametrize("folders", [True, False], ids=["folders", "files"])
def test_every_list_has_a_feed_that_leads_to_pages(project: Project, theme: dict[str, object], folders: bool) -> None:
    site = dated(project).build(theme=theme, site_url=SITE, use_directory_urls=folders)
    found = pages_with_feeds(site)
    feeds = {name for name in site.files() if name.endswith("feed.xml")}
    assert {normpath(join(page, "..", link)) for page, links in found.items() for link in links} == feeds
    assert {
        "models/feed.xml",
        "acme/feed.xml",
        "models/licenses/mit/feed.xml",
        "datasets/acme/reviews/feed.xml",
    } <= feeds
    for name in feeds:
        feed = read_feed((site.path / name).read_bytes())
        for address in [value(feed, "id"), *values(entries(feed), "id")]:
            assert site.has(unquote(address.removeprefix(SITE).removesuffix("index.html")))
            canonical = hrefs(site.page(unquote(address.removeprefix(SITE))), "link[rel=canonical]")
            assert canonical == [address]
    titles = values(entries(read_feed((site.path / "models/feed.xml").read_bytes())), "title")
    assert titles == [f"Tiny classifier (acme/{name})" for name in ("small", "new & odd", "tiny")]


def test_a_site_without_an_address_has_no_feeds(project: Project) -> None:
    site = dated(project).build()
    assert pages_with_feeds(site) == {}
    assert not list(site.path.rglob("feed.xml"))


def test_a_catalog_without_dates_has_no_feeds(project: Project) -> None:
    site = project.cards({"acme/tiny.md": CARD}).build(site_url=SITE)
    assert pages_with_feeds(site) == {}
    assert not list(site.path.rglob("feed.xml"))


def test_two_builds_make_the_same_feeds(project: Project) -> None:
    dated(project)
    first = {name: data for name, data in project.build(site_url=SITE).files().items() if name.endswith(".xml")}
    again = project.build(site_url=SITE).files()
    assert all(again[name] == data for name, data in first.items() if name.endswith("feed.xml"))


def test_a_pages_own_tags_for_other_sites_leave_the_feed_in_its_head(project: Project) -> None:
    project.draw({"own/main.html": OWN_TAGS})
    site = dated(project).build(theme={**MATERIAL, "custom_dir": "own"}, site_url=SITE)
    assert announced(site.page("models")) == ["feed.xml"]


def test_files_of_the_site_and_of_cards_stay_and_no_page_calls_them_feeds(project: Project) -> None:
    project.draw({"docs/models/feed.xml": "<ours/>"})
    tree = {"acme/README.md": "# Acme\n\n[News](feed.xml)\n", "acme/feed.xml": "<news/>"}
    site = dated(project, tree).build({"publish": ["*.xml"]}, site_url=SITE)
    assert site.text("models/feed.xml") == "<ours/>"
    assert site.text("acme/feed.xml") == "<news/>"
    assert announced(site.page("models")) == announced(site.page("acme")) == []
    assert announced(site.page("models/licenses/mit")) == ["feed.xml"]


def test_a_card_with_the_name_of_a_feed_keeps_its_page(project: Project) -> None:
    site = dated(project, {"acme/feed.xml/README.md": CARD}).build(site_url=SITE)
    assert site.has("acme/feed.xml")
    assert announced(site.page("acme")) == []


def test_other_plugins_can_read_and_change_feeds(project: Project) -> None:
    project.draw(
        {
            "hook.py": "def on_env(env, config, files):\n"
            "    file = files.get_file_from_path('models/feed.xml')\n"
            "    file.content_string = file.content_string.replace('New models', 'News')\n"
        }
    )
    site = dated(project).build(site_url=SITE, hooks=["hook.py"])
    assert value(read_feed((site.path / "models/feed.xml").read_bytes()), "title") == "News – Models"
    assert value(read_feed((site.path / "acme/feed.xml").read_bytes()), "title") == "New models of acme – Models"
