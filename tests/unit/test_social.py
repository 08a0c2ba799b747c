"""What other sites are told of a page."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from mkdocs_modelcards.catalog.feeds import Feed
from mkdocs_modelcards.pages.options import PageOptions
from mkdocs_modelcards.pages.site_pages import OverviewPage
from mkdocs_modelcards.pages.social import MAX_URL, SocialTags, with_feed, with_social_tags

from .helpers import quick
from .test_pages import catalog, pages

HEAD = "<!doctype html><html><head><title>T</title></head><body></body></html>"
SITE = PageOptions(site_url="https://models.example/shelf/")


def made(header: str, *, options: PageOptions = SITE, published: tuple[str, ...] = (), url: str | None = None) -> str:
    """The tags of a model's page."""
    page = pages(catalog(tiny=f"---\n{header}\n---\n# A small one\n\nIt fills what is left out.\n"))["acme/tiny/"]
    return SocialTags("Models", options, published).of(page, url)


def read(html: str) -> dict[str, str]:
    """The tags as their readers take them, the content by the name."""
    found = {}
    for node in LexborHTMLParser(html).css("meta"):
        name = node.attributes.get("property") or node.attributes.get("name") or ""
        assert name not in found
        found[name] = node.attributes.get("content") or ""
    return found


def test_a_model_is_told_by_its_title_its_summary_and_its_picture() -> None:
    html = made(
        "thumbnail: ./plots/a b.png",
        published=("acme/tiny/plots/a b.png",),
        url="https://models.example/shelf/acme/tiny/",
    )
    assert read(html) == {
        "og:title": "A small one",
        "og:type": "website",
        "og:site_name": "Models",
        "og:description": "It fills what is left out.",
        "og:url": "https://models.example/shelf/acme/tiny/",
        "og:image": "https://models.example/shelf/acme/tiny/plots/a%20b.png",
        "twitter:card": "summary_large_image",
    }


def test_what_is_not_known_is_left_out() -> None:
    html = made("thumbnail: a.png", options=PageOptions(), published=("acme/tiny/a.png",))
    assert read(html).keys() == {"og:title", "og:type", "og:site_name", "og:description", "twitter:card"}
    assert read(html)["twitter:card"] == "summary"


def test_a_description_in_the_header_is_for_sharing() -> None:
    assert read(made("description: Fills gaps."))["og:description"] == "Fills gaps."
    assert len(read(made(f"description: {'long ' * 200}"))["og:description"]) <= 200


@pytest.mark.parametrize(
    ("thumbnail", "shown"),
    [
        ("https://pictures.example/a.png?b=c&d", True),
        ("HTTP://pictures.example/a.png", True),
        ("//pictures.example/a.png", False),
        ("/a.png", False),
        ("missing.png", False),
        ("https:a.png", False),
        ("https://[", False),
        ("https://pictures.example/a b.png", False),
        ("javascript:alert(1)", False),
        ("data:image/png;base64,AAAA", False),
        ("https://pictures.example/\\u202egnp.a", False),
        ("https://pictures.example/" + "a" * MAX_URL, False),
    ],
)
def test_only_a_picture_that_can_be_fetched_is_named(thumbnail: str, shown: bool) -> None:
    header = f'thumbnail: "{thumbnail}"'
    assert read(made(header)).get("og:image") == (thumbnail if shown else None)
    assert "og:image" not in made(header, options=PageOptions(remote_images=False))


def test_all_kinds_of_pages_have_tags() -> None:
    tags = SocialTags("Models", SITE, ())
    found = catalog(tiny="---\nlicense: mit\ndatasets: [imdb]\n---\nText of it.\n")
    for page in pages(found).values():
        assert read(tags.of(page, None))["og:title"] == page.title
    assert read(tags.of(OverviewPage(), None))["og:description"] == "All models of this catalog, by task."


def test_nothing_of_a_card_is_read_as_html() -> None:
    attack = "'\\\"><script>alert(1)</script></head><meta property=og:title content=x>"
    html = made(f'model_name: "{attack}"\ndescription: "{attack}"\nthumbnail: "https://a.example/{attack}"')
    assert "<script" not in html
    assert "</head" not in html
    assert read(html)["og:title"] == read(html)["og:description"] == attack.replace('\\"', '"')
    huge = made(f"model_name: {'x ' * 5_000}\ndescription: {'y ' * 5_000}")
    assert len(huge) < 1_000


def test_tags_stand_at_the_end_of_the_head() -> None:
    assert with_social_tags(HEAD, "<meta>") == HEAD.replace("</head>", "<meta></head>")


@pytest.mark.parametrize(
    "html",
    [
        HEAD.replace("<title>", '<meta content="x"\n property="og:title"><title>'),
        HEAD.replace("<title>", "<meta property=og:title content=x><title>"),
        "<p>A part of a page",
        "",
    ],
)
def test_a_page_that_has_tags_or_no_head_stays_as_it_is(html: str) -> None:
    assert with_social_tags(html, "<meta>") == html


def test_the_feed_is_named_in_the_head_beside_any_tags() -> None:
    feed = Feed("models/tags/x/", 'New models with the tag "x" & <y>', (0,))
    for html in (HEAD, HEAD.replace("<title>", "<meta property=og:title content=x><title>")):
        [link] = LexborHTMLParser(with_feed(html, feed)).css("head > link")
        assert link.attributes == {
            "rel": "alternate feed",
            "type": "application/atom+xml",
            "title": feed.title,
            "href": "feed.xml",
        }
    assert with_feed("<p>A part of a page", feed) == "<p>A part of a page"


def test_what_a_text_says_of_tags_does_not_count() -> None:
    html = HEAD.replace("<body>", '<body><meta property="og:title">').replace("T", "&lt;meta property=og:title")
    assert "<new></head>" in with_social_tags(html, "<new>")


def test_a_page_costs_little() -> None:
    page = pages(catalog(tiny="---\nlicense: mit\n---\n# A small one\n\nIt fills what is left out.\n"))["acme/tiny/"]
    tags = SocialTags("Models", SITE, ())
    html = HEAD.replace("<title>", "<meta name=a content=b>" * 100 + "<title>").replace("</body>", "x" * 30_000)
    url = "https://models.example/acme/tiny/"
    assert len(tags.of(page, url)) < 450
    with quick(0.5):  # 10,000 pages take as long
        for _ in range(2_500):
            with_social_tags(html, tags.of(page, url))
