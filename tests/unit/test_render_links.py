"""Links of a card: which become slots, which line they stand in, and where those within the page lead."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_modelcards.render.links import (
    SLOT,
    Anchors,
    Lines,
    Link,
    candidates,
    check_anchors,
    fill_slots,
    find_id,
    ids_by_name,
    named_anchors,
    with_slots,
)
from mkdocs_modelcards.render.markdown import to_html
from mkdocs_modelcards.render.sanitize import sanitize

from .helpers import Tags, quick, rendered
from .test_render_sanitize import FRAGMENTS

HUB = ("huggingface.co", "hf.co")
NO_LINES = Lines("", 1)
HOSTILE = [
    '<a title="x href=" lang=" onclick=alert(1) y" href="#X">a</a>',
    '<a title="x href=" href=" onmouseover=alert(1) ">z</a>',
    '<img alt="x src=" title=" onerror=alert(1) " src="y">',
    '<a href="b&quot; onclick=alert(1)">c</a>',
    "<a href='b\" onclick=\"alert(1)'>c</a>",
    "<a title='<b href=\"c\">' href=d>e</a>",
    "<a href='../b\0c'>d</a>",
    "[a](<b\" onclick=\"alert(1)>)",
]  # fmt: skip


def slots(html: str, hub_hosts: tuple[str, ...] = HUB) -> list[tuple[str, str]]:
    """The links that became slots."""
    return [(link.attribute, link.url) for link in with_slots(sanitize(html), hub_hosts, NO_LINES).links]


def as_written(links: tuple[Link, ...]) -> Iterator[str]:
    return (link.as_written() for link in links)


@pytest.mark.parametrize(
    "url",
    [
        "../other", "../Other/README.md#use", "other.md", "/acme/tiny", "a b.pdf", "./a.png", "?",
        "https://huggingface.co/acme/tiny", "http://hf.co/acme/tiny", "https://www.huggingface.co/acme/tiny/",
        "https://HuggingFace.co/acme/tiny/blob/main/README.md?x=y#z", "https://huggingface.co", "///host/a", "a%00b",
    ],
)  # fmt: skip
def test_links_that_depend_on_others_become_slots(url: str) -> None:
    expected = [] if url == "?" else [("href", url)]
    assert slots(f'<a href="{url}">a</a>') == expected


@pytest.mark.parametrize(
    "url",
    [
        "#use", "", "?a=b", "mailto:a@b.c", "https://example.org/a", "//huggingface.co/a/b", "https://huggingface.co.uk/a",
        "https://huggingface.co@example.org/a/b", "https:\\\\huggingface.co\\a", "http://[a", "https://xhf.co/a/b",
    ],
)  # fmt: skip
def test_other_links_stay(url: str) -> None:
    html = sanitize(f'<a href="{url}">a</a>')
    assert with_slots(html, HUB, NO_LINES).html == html


@pytest.mark.parametrize(
    ("hub", "url", "found"),
    [
        ("hub.example", "https://hub.example/a", True),
        ("hub.example", "https://www.hub.example/a", True),
        ("www.hub.example", "https://www.hub.example/a", True),
        ("www.hub.example", "https://hub.example/a", False),
        ("hub.example", "https://huggingface.co/a", False),
    ],
)
def test_the_hosts_of_the_hub_are_an_option(hub: str, url: str, found: bool) -> None:
    assert bool(slots(f'<a href="{url}">a</a>', (hub,))) is found


@pytest.mark.parametrize(
    ("srcset", "found"),
    [
        ("a.png", ["a.png"]),
        (" a.png 1x,b.png 2x, c.png", ["a.png", "b.png", "c.png"]),
        ("a.png, b.png 300w", ["a.png", "b.png"]),
        ("https://a.b/w_100,h_50/c.png 1x, w,x.png", ["https://a.b/w_100,h_50/c.png", "w,x.png"]),
        (",, a.png,, ", ["a.png"]),
        ("", []),
        ("a" + "," * 100_000 + "b", ["a" + "," * 100_000 + "b"]),
        ("a, " * 50_000, ["a"] * 50_000),
    ],
    ids=lambda value: str(value)[:20],
)
def test_the_addresses_of_a_choice(srcset: str, found: list[str]) -> None:
    assert list(candidates(srcset)) == found


def test_elements_that_link() -> None:
    html = (
        '<a href="a"><img src="b" alt="c"></a><a name="d"></a><q cite="e">f</q><picture><source srcset="g"></picture>'
    )
    made = with_slots(sanitize(html), HUB, NO_LINES)
    assert made.links == (Link("href", "a", 1), Link("src", "b", 1), Link("srcset", "g", 1))
    assert made.html.count(SLOT) == 3
    assert made.html.startswith(f"<a{SLOT}><img{SLOT} ")


def test_slots_are_filled_in_their_order() -> None:
    assert fill_slots(f"<a{SLOT}>b</a><img{SLOT}>", iter([' href="c"', ""])) == '<a href="c">b</a><img>'
    assert fill_slots("a", iter([])) == "a"


def test_a_link_as_it_is_written_is_escaped() -> None:
    assert Link("href", "a\"b<&'", 1).as_written() == ' href="a&quot;b&lt;&amp;&#x27;"'


@given(st.lists(FRAGMENTS | st.sampled_from(HOSTILE) | st.just("<a href='../a?b=c&d'>"), max_size=10).map("".join))
@settings(max_examples=200)
def test_slots_filled_with_what_was_written_give_the_html_back(html: str) -> None:
    clean = sanitize(html)
    made = with_slots(clean, HUB, NO_LINES)
    assert made.html.count(SLOT) == len(made.links)
    back = fill_slots(made.html, as_written(made.links))
    expected = clean.replace(SLOT, "\N{REPLACEMENT CHARACTER}")
    assert (Tags(back).tags, Tags(back).text) == (Tags(expected).tags, Tags(expected).text)
    assert set(Tags(fill_slots(made.html, iter([' data-mc-dead=""'] * len(made.links)))).names()) <= set(
        Tags(expected).names()
    )


@pytest.mark.parametrize("html", HOSTILE)
@pytest.mark.parametrize("attribute", [' data-mc-dead=""', ' href="x"', ""])
def test_no_value_breaks_out_of_its_attribute(html: str, attribute: str) -> None:
    made = with_slots(sanitize(to_html(html)), HUB, NO_LINES)
    anchored = check_anchors(fill_slots(made.html, iter([attribute] * len(made.links))), {"x": "x", "X": "x"})
    tags = Tags(anchored.html)
    allowed = {"href", "src", "title", "lang", "alt", "loading", "data-mc-dead"}
    assert {name for _, attributes in tags.tags for name in attributes} <= allowed
    assert (tags.misnested, tags.open) == ([], [])


def test_an_address_in_another_attribute_s_value_is_none() -> None:
    html = sanitize('<a title="x href=" lang="y" href="../b">c</a>')
    made = with_slots(html, HUB, NO_LINES)
    assert made.links == (Link("href", "../b", 1),)
    assert made.html == f'<a title="x href=" lang="y"{SLOT}>c</a>'


BODY = """\
[one](../one) and [two](<two words.pdf>)[three](three_(3).md),[four](four.md "t")
[![five](five.png)](six)[![seven](seven.png)](eight)
<a href="nine">a</a> <img src='ten b.png'> <img src=eleven.png>
<source srcset="twelve.png 2x, thirteen.png">

[fourteen]: fourteen.md
[fifteen]: <fifteen b.md>
<https://hf.co/a/sixteen> https://hf.co/a/seventeen.
www.hf.co/a/eighteen, [nineteen](nine\\_teen) [twenty](twenty?a=1&amp;b=2)
[![](größe.png)](#Twenty-Two) [one again](../one)
"""


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("../one", 10), ("two%20words.pdf", 10), ("three_(3).md", 10), ("four.md", 10), ("five.png", 11), ("six", 11),
        ("seven.png", 11), ("eight", 11), ("nine", 12), ("ten b.png", 12), ("eleven.png", 12), ("twelve.png", 13),
        ("thirteen.png", 13), ("fourteen.md", 15), ("fifteen%20b.md", 16), ("https://hf.co/a/sixteen", 17),
        ("https://hf.co/a/seventeen", 17), ("http://www.hf.co/a/eighteen", 18), ("nine_teen", 18),
        ("twenty?a=1&b=2", 18), ("gr%C3%B6%C3%9Fe.png", 19), ("#Twenty-Two", 19), ("widget.png", 4), ("nowhere", 10),
    ],
)  # fmt: skip
def test_the_line_of_an_address(url: str, line: int) -> None:
    assert Lines(BODY, 10, {"widget.png": 4}).of(url) == line


def test_the_text_comes_before_other_places_of_addresses() -> None:
    assert Lines("\n[a](b.png)", 10, {"b.png": 4}).of("b.png") == 11


def test_lines_of_a_text_with_windows_line_ends() -> None:
    assert Lines("a\r\n\r\n[b](c)\r\n", 1).of("c") == 3


@given(st.text(alphabet="](<>)\\ a\n\"'=[:h", max_size=40), st.text(max_size=5))
def test_every_address_has_a_line_of_the_text(body: str, url: str) -> None:
    assert 7 <= Lines(body, 7).of(url) <= 7 + body.count("\n")


@pytest.mark.parametrize(
    "body",
    [
        "](<", "](", "](a(", "](((", "](\\", "](a\\", "href=", "href= ", 'href="', "src='", "<http:", "https://",
        "www.", "[a]: ", "[a](b)", "[![a](b)](c)", " ", "](<>", "](\"", "srcset=a,", "&", "](&amp;", "](\\(",
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["", ">", "\n"])
def test_lines_of_a_hostile_text_are_found_quickly(body: str, end: str) -> None:
    text = body * (150_000 // len(body))
    with quick():
        Lines(text + end, 1).of("x")
        Lines(f"href={text}{end}", 1).of("x")


IDS = ids_by_name(("use", "Own", "testing-data-factors--metrics", "größe", "user-content-raw", "A\\q"))


@pytest.mark.parametrize(
    ("fragment", "identifier"),
    [
        ("use", "use"),
        ("USE", "use"),
        ("own", "Own"),
        ("Own", "Own"),
        ("user-content-use", "use"),
        ("User-Content-Own", "Own"),
        ("user-content-raw", "user-content-raw"),
        ("gr%C3%B6%C3%9Fe", "größe"),
        ("GRÖSSE", None),
        ("testing-data-factors--metrics", "testing-data-factors--metrics"),
        ("a%5Cq", "A\\q"),
        ("raw", None),
        ("", None),
        ("%", None),
    ],
)
def test_the_id_that_a_fragment_means(fragment: str, identifier: str | None) -> None:
    assert find_id(fragment, IDS) == identifier


def test_an_id_itself_comes_before_one_that_differs_in_case() -> None:
    ids = ids_by_name(("A", "a"))
    assert [find_id(name, ids) for name in "aA"] == ["a", "A"]


def test_links_within_the_page_lead_to_its_ids() -> None:
    html = sanitize(
        '<a href="#USE">a</a><a href="#use" title="b">c</a><a href="#a%5Cq">d</a><a href="#gone">e</a>'
        '<a href="#gone">f</a><a href="#">g</a><a href="#top">h</a><a href="other#gone">i</a><a href="#&lt;x&gt;">j</a>'
    )
    made = check_anchors(html, IDS)
    assert made.dead == ("#gone", "#<x>")
    assert made.html == html.replace("#USE", "#use").replace("#a%5Cq", "#A\\q")


def test_a_text_without_links_stays() -> None:
    assert check_anchors("<p>a</p>", IDS) == Anchors("<p>a</p>", ())


@given(st.lists(FRAGMENTS | st.sampled_from(HOSTILE) | st.just("<a href='#USE'>"), max_size=10).map("".join))
@settings(max_examples=200)
def test_checking_anchors_changes_nothing_but_fragments(html: str) -> None:
    clean = sanitize(html)
    before, after = Tags(clean), Tags(check_anchors(clean, IDS).html)
    assert after.text == before.text
    for (tag, attributes), (other, others) in zip(before.tags, after.tags, strict=True):
        assert tag == other
        changed = {name for name in attributes if attributes[name] != others.get(name)}
        assert changed <= {"href"}
        assert set(attributes) == set(others)


def test_names_of_anchors() -> None:
    html = sanitize('<a name="b">c</a><a name="d" href="e">f</a><a id="g">h</a><p name="i"></p><a name="">j</a>')
    assert named_anchors(html) == ("b", "d")


@pytest.mark.parametrize(
    "html",
    [
        '<a href="a">', "<a href='#a'>b</a>", "<a name=b>c</a>", "<p id=a>", "<a title='b href=' href=c>d</a>",
        "<img src=a>",
    ],
)  # fmt: skip
def test_hostile_html_is_linked_quickly(html: str) -> None:
    clean = sanitize(html * 10_000)
    many = sanitize("<a " + " ".join(f"a{number}=1 title='b href='" for number in range(5000)) + " href=x>y</a>")
    with quick():
        for text in (clean, many):
            made = with_slots(text, HUB, NO_LINES)
            fill_slots(made.html, as_written(made.links))
            check_anchors(text, IDS)
            named_anchors(text)


@pytest.mark.parametrize("link", ["[a](../b{}) ", "[a](#b{}) ", "[a](b{})", "![a](b{}.png)\n", "https://hf.co/a/b{} "])
def test_ten_thousand_different_links_are_rendered_quickly(link: str) -> None:
    body = "".join(link.format(number) for number in range(10_000))
    with quick(4):
        made = rendered(body)
    assert len(made.findings) <= 50


def test_dead_links_within_a_card_are_reported_with_their_line() -> None:
    made = rendered("# Use\n\n[a](#USE)\n\n[b](#gone) [c](#gone)\n[![d](e.png)](#away)\n")
    assert [(found.code, found.line) for found in made.findings] == [("anchor-dead", 8), ("anchor-dead", 9)]
    assert "'#gone'" in made.findings[0].message
    assert 'href="#use"' in made.template


def test_ids_that_look_like_patterns_are_led_to() -> None:
    made = rendered('<b id="A\\q">x</b> <b id="B\\1">y</b> [a](#a%5Cq) [b](#b%5C1)')
    assert made.findings == ()
    assert Tags(made.html).all("href") == ["#A\\q", "#B\\1"]


CARD = """\
# Model Card Template

- [Training Procedure](#training-procedure-optional), [Results](#results)
- [Bias, Risks, and Limitations](#bias-risks-and-limitations)
- [Testing Data, Factors & Metrics](#testing-data-factors--metrics)
- [Citation](#citation-optional) [Upper](#Results) [Encoded](#gr%C3%B6%C3%9Fe) [Sign](#-usage)
- [Raw](#raw) [Name](#old-name) [Prefix](#user-content-results) [Second](#results-1) [Code](#model_id)
- [Formula](#the-loss-l)

# Bias, Risks, and Limitations
## Training Procedure [optional]
## Testing Data, Factors & Metrics
### Results
### Results
## Citation *[optional]*
## Größe
## 🚀 Usage
## `model_id`
<h2 id="raw">Other</h2>

<a name="old-name"></a>

## The loss $$L$$
"""


def test_links_to_headings_work_as_on_github() -> None:
    made = rendered(CARD)
    targets = [href.removeprefix("#") for href in Tags(made.html).all("href")]
    assert made.findings == ()
    assert set(targets) <= set(made.ids)
    assert set(made.ids) <= {*Tags(made.html).all("id"), *Tags(made.html).all("name")}


@given(st.lists(st.sampled_from(["c", "d", "a b", "http://x.org/y", "http://x.org", "é", "%C3%A9", "z"]), max_size=6))
def test_lines_do_not_depend_on_what_was_asked_before(urls: list[str]) -> None:
    body = "# a\n[x](z)\n\n[x](%C3%A9) <a\thref = 'a b'>\n[x]: d\n<img SRC=c>\nhttp://x.org/y.\n[x](z)\nwww.x.org"
    lines = Lines(body, 3)
    assert [lines.of(url) for url in urls] == [Lines(body, 3).of(url) for url in urls]


@given(
    st.sampled_from(["http://", "https://", "HTTP://", "https:", "//"]), st.text("ahf.co:@[]?#/\\%\tİK-w", max_size=14)
)
def test_hosts_are_those_that_the_standard_library_finds(scheme: str, rest: str) -> None:
    class EveryHost:
        def __init__(self) -> None:
            self.asked: list[object] = []

        def __contains__(self, host: object) -> bool:
            self.asked.append(host)
            return False

    hosts = EveryHost()
    with_slots(f'<a href="{escape(scheme + rest)}">x</a>', hosts, NO_LINES)
    try:
        parts = urlsplit(scheme + rest)
    except ValueError:
        parts = None
    if parts is None or parts.scheme not in ("http", "https"):
        assert hosts.asked == []
    else:
        host = parts.hostname or ""
        assert hosts.asked == [host, host.removeprefix("www.")]
