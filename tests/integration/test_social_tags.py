"""What other sites are told of the pages of a real site."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.projects import CARD, MATERIAL, Project

OWN = """\
{% extends "base.html" %}
{% block extrahead %}
{% if page.url == "acme/own/" %}<meta property="og:title" content="Mine">{% endif %}
{% endblock %}
"""


def social(page: LexborHTMLParser) -> list[tuple[str | None, str | None]]:
    """The tags in a page's head for other sites."""
    nodes = page.css("head > meta[property^='og:'], head > meta[name^='twitter:']")
    return [
        (node.attributes.get("property", node.attributes.get("name")), node.attributes["content"]) for node in nodes
    ]


@pytest.mark.parametrize("theme", [MATERIAL, {"name": "mkdocs"}], ids=["material", "mkdocs"])
def test_each_page_of_the_catalog_says_what_it_is(tmp_path: Path, theme: dict[str, object]) -> None:
    picture = CARD.replace("license: mit", "license: mit\nthumbnail: a.png")
    project = Project(tmp_path).cards(
        {
            "acme/tiny/README.md": picture,
            "acme/tiny/a.png": b"\x89PNG\r\n\x1a\n",
            "acme/own.md": CARD,
            **{f"acme/more-{number}.md": CARD for number in range(6)},
        }
    )
    project.draw({"own/main.html": OWN})
    theme = {**theme, "custom_dir": "own"}
    site = project.build(theme=theme, site_name="Ours & more", site_url="https://models.example/shelf/")
    description = "It sorts short reviews into good and bad."
    assert social(site.page("acme/tiny")) == [
        ("og:title", "Tiny classifier"),
        ("og:type", "website"),
        ("og:site_name", "Ours & more"),
        ("og:description", description),
        ("og:url", "https://models.example/shelf/acme/tiny/"),
        ("og:image", "https://models.example/shelf/acme/tiny/a.png"),
        ("twitter:card", "summary_large_image"),
    ]
    assert site.has("acme/tiny")
    assert (site.path / "acme/tiny/a.png").is_file()
    for address in ("models", "acme", "datasets/acme/reviews", "acme/more-5"):
        page = site.page(address)
        canonical = page.css_first("link[rel=canonical]")
        assert canonical is not None
        assert dict(social(page))["og:url"] == canonical.attributes["href"]
    assert social(site.page("acme/own")) == [("og:title", "Mine")]
    assert social(LexborHTMLParser(site.text("index.html"))) == []
