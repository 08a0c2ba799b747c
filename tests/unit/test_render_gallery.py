"""`<Gallery />`: the outputs of widget examples."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_modelcards.parse.widget import WidgetExample
from mkdocs_modelcards.parse.yaml_tree import Plain
from mkdocs_modelcards.render.card import render_card
from mkdocs_modelcards.render.cutouts import cut_out
from mkdocs_modelcards.render.gallery import gallery, output_urls
from mkdocs_modelcards.render.options import RenderOptions

from .helpers import Tags, card, codes, places, quick, rendered
from .test_render_sanitize import assert_harmless

WIDGET = """\
license: mit
widget:
- text: A red  fox
  output: {url: images/fox.png}
- text: A dog
  output: {url: https://example.org/dog.mp4?a=1&b=2}
- text: Nothing
  output: [{label: a, score: 1}]"""


def example(url: Plain, text: Plain = "A fox") -> WidgetExample:
    return WidgetExample(inputs={} if text is None else {"text": text}, output={"url": url})


def sources(html: str) -> list[str]:
    return Tags(html).all("src")


def test_a_gallery_shows_pictures_and_films_with_their_prompts() -> None:
    made = rendered("<Gallery />", WIDGET)
    assert made.findings == ()
    assert made.html == (
        '<p><span class="mc-gallery" data-mc-generated="">'
        '<span class="mc-gallery__item"><a href="images/fox.png">'
        '<img src="images/fox.png" alt="A red fox" loading="lazy"></a>'
        '<span class="mc-gallery__caption">A red fox</span></span>'
        '<span class="mc-gallery__item"><video src="https://example.org/dog.mp4?a=1&amp;b=2" controls="" '
        'preload="none" aria-label="A dog"></video><span class="mc-gallery__caption">A dog</span></span>'
        "</span></p>\n"
    )
    assert [(link.attribute, link.url, link.line) for link in made.links] == [
        ("href", "images/fox.png", 3),
        ("src", "images/fox.png", 3),
    ]
    assert made.references == ("images/fox.png",)


def test_captions_are_no_summary() -> None:
    header = "widget: [{text: a photograph of a cat, output: {url: a.png}}]"
    assert rendered("<Gallery />\n\nIt draws small cats.\n", header).summary == "It draws small cats."
    assert rendered("<Gallery />\n", header).summary == ""


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("<Gallery />", 2),
        ("<gallery/>", 2),
        ("<Gallery>\n\nText.\n\n</Gallery>", 2),
        ("a\n\n<Gallery></Gallery>\n\nb", 2),
        ("<div align='center'>\n<Gallery />\n</div>", 2),
        ("# Prompts <Gallery />", 2),
        ("- a\n- <Gallery />", 2),
        ("<Gallery />\n\n<Gallery />", 2),
        ("<!-- <Gallery /> -->\n\n<Gallery />", 2),
        ("</Gallery>", 0),
        ("`<Gallery />`", 0),
        ("```\n<Gallery />\n```", 0),
        ("    <Gallery />", 0),
        ("<pre><Gallery /></pre>", 0),
        ("`<Gallery />` <Gallery />", 2),
        ("<!-- <Gallery /> -->", 0),
        ("[a](<b<Gallery />>)", 0),
        ("<Galleries />", 0),
        ("![a](images/fox.png)\n\n<Gallery />", 1),
        ("<img src='images/fox.png'><img src='https://example.org/dog.mp4?a=1&b=2'>\n\n<Gallery />", 0),
    ],
)
def test_where_galleries_are(body: str, count: int) -> None:
    made = rendered(body, WIDGET)
    assert made.html.count("mc-gallery__item") == count
    assert made.html.count('"mc-gallery"') == min(count, 1)


@pytest.mark.parametrize("body", ["`<Gallery />`", "```\n<Gallery />\n```", "    <Gallery />"])
def test_a_gallery_in_code_stays_text(body: str) -> None:
    assert "<Gallery />" in Tags(rendered(body, WIDGET).html).text


def test_text_within_a_gallery_stays() -> None:
    made = rendered("<Gallery>\n\nSome *text*.\n\n</Gallery>\n", WIDGET)
    assert made.html.endswith("<p>Some <em>text</em>.</p>\n<p></p>\n")


def test_an_empty_gallery_is_reported() -> None:
    made = rendered("a\n\n<Gallery />\n")
    assert made.html == "<p>a</p>\n<p></p>\n"
    assert places(made.findings) == [("gallery-empty", 6, 1)]
    assert codes(rendered("`<Gallery />`").findings) == []


def test_further_galleries_show_nothing() -> None:
    widget = "license: mit\nwidget:\n" + "".join(
        f"- {{text: a, output: {{url: {number}.png}}}}\n" for number in range(300)
    )
    with quick():
        made = rendered("<Gallery />\n\n" * 10_000, widget)
    assert len(made.links) == 600


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("a.png", "a.png"),
        (" a.png\n", "a.png"),
        ("\u00a0a.png", "a.png"),
        ("/a.png", "/a.png"),
        ("https://example.org/a", "https://example.org/a"),
        ("a b'\"<>&.png", "a b'\"<>&.png"),
        ("", None),
        (" \u3000", None),
        (None, None),
        (3, None),
        (["a.png"], None),
        ("data:image/png;base64,AA==", None),
        *(
            (f"{before}{scheme}:alert(1)", None)
            for scheme in ("javascript", "JavaScript", "java\nscript", "vbscript", "data", "file", "blob")
            for before in ("", " ", "\u00a0", "\u3000", "\u2028", "\x85", "\x01", "\x1f\u00a0 ", "\ufeff\u00a0"[1:])
        ),
    ],
)
def test_the_address_of_an_output(url: Plain, shown: str | None) -> None:
    html = gallery((example(url),), ())
    assert output_urls((example(url),)) == ((shown,) if shown else ())
    assert sources(html) == ([shown] if shown else [])
    assert Tags(html).all("href") == sources(html)


@pytest.mark.parametrize("output", [None, "a.png", ["a.png"], {}, {"text": "a"}, {"url": {"a": "b"}}])
def test_outputs_without_an_address(output: Plain) -> None:
    assert gallery((WidgetExample(inputs={"text": "a"}, output=output),), ()) == ""


@pytest.mark.parametrize(
    ("url", "preload"),
    [
        ("a.mp4", "metadata"),
        ("a.WEBM?b", "metadata"),
        ("https://a.b/c.mov", "none"),
        ("//a.b/c.mp4", "none"),
        ("a.mp4.png", None),
    ],
)
def test_films_of_other_hosts_are_loaded_when_they_are_started(url: str, preload: str | None) -> None:
    assert Tags(gallery((example(url),), ())).all("preload") == ([preload] if preload else [])


@pytest.mark.parametrize(
    "url",
    ["https://a.b/c", "//a.b/c", "\\\\a.b\\c", "/\\a.b", "https:\\\\a.b", " \t//a.b", "\u00a0//a.b", "/\n/a.b"],
)  # fmt: skip
def test_addresses_of_other_hosts_are_an_option(url: str) -> None:
    assert gallery((example(url),), (), remote=False) == ""
    assert gallery((example(url),), ()) != ""
    assert sources(gallery((example(url), example("a.png")), (), remote=False)) == ["a.png"]


def test_remote_outputs_are_left_out_of_a_card_by_option() -> None:
    made = render_card(card(f"---\n{WIDGET}\n---\n<Gallery />"), RenderOptions(remote_images=False))
    assert sources(made.html) == ["images/fox.png"]


@pytest.mark.parametrize(
    ("given_as", "caption"),
    [
        (WidgetExample(inputs={"text": "a"}, example_title="b", output={"url": "c"}), "a"),
        (WidgetExample(inputs={"prompt": "a", "src": "d"}, output={"url": "c"}), "a"),
        (WidgetExample(inputs={"text": ""}, example_title="b", output={"url": "c"}), "b"),
        (WidgetExample(inputs={"text": ["a"]}, output={"url": "c"}), None),
        (WidgetExample(inputs={"src": "d"}, output={"url": "c"}), None),
        (WidgetExample(inputs={"text": '"><img src=x onload=a()>\n'}, output={"url": "c"}), '"><img src=x onload=a()>'),
    ],
)  # fmt: skip
def test_the_caption(given_as: WidgetExample, caption: str | None) -> None:
    tags = Tags(gallery((given_as,), ()))
    assert tags.all("alt") == [caption or "Generated image"]
    assert tags.text == (caption or "")
    assert tags.names().count("img") == 1


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), max_size=3), st.booleans())
@settings(max_examples=200)
def test_no_value_breaks_out_of_its_attribute(values: list[tuple[str, str]], remote: bool) -> None:
    examples = tuple(example(url, text) for url, text in values)
    tags = Tags(gallery(examples, (), remote=remote))
    assert (tags.misnested, tags.open, tags.other) == ([], [], [])
    allowed = {"class", "data-mc-generated", "href", "src", "alt", "loading", "controls", "preload", "aria-label"}
    for tag, attributes in tags.tags:
        assert tag in ("span", "a", "img", "video")
        assert set(attributes) <= allowed
        assert_harmless(attributes.get("href", ""), is_image=False)
        assert_harmless(attributes.get("src", ""), is_image=False)


@pytest.mark.parametrize("number", ["0", "1", "7", "9" * 5000])
@pytest.mark.parametrize("place", ["text: a\n  output: {{url: {}}}", "text: {}\n  output: {{url: a.png}}"])
def test_a_header_can_not_name_the_formulas_of_the_text(number: str, place: str) -> None:
    body = "\\\\(javascript:alert(1)\\\\)\n\n<Gallery />\n"
    word = f"{cut_out(body).key}{number}q"
    made = rendered(body, f"license: mit\nwidget:\n- {place.format(word)}")
    assert "mc-gallery" not in made.html
    assert made.html.startswith('<p><code class="math">javascript:alert(1)</code></p>')
    assert Tags(made.html).all("href") == []


def test_nul_in_an_address_moves_no_other_link() -> None:
    header = 'license: mit\nwidget:\n- text: "a\\0b"\n  output:\n    url: "c\\0d.png"'
    made = rendered("<Gallery />\n\n[e](f)", header)
    assert made.template.count("\0") == len(made.links) == 3
    assert Tags(made.html).all("href") == ["c\ufffdd.png", "f"]


def test_many_examples_are_shown_quickly() -> None:
    examples = tuple(example(f"{number}.png", "a" * 100) for number in range(10_000))
    with quick():
        html = gallery(examples, {"1.png"})
    assert html.count("<img") == 9999
