"""What stays of a card's HTML: what GitHub allows, and nothing that runs, shadows or deceives."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from mkdocs_modelcards.render.markdown import to_html
from mkdocs_modelcards.render.options import RenderOptions
from mkdocs_modelcards.render.sanitize import ATTRIBUTES, TAGS, is_allowed, is_remote, sanitize
from mkdocs_modelcards.render.tags import TAG

from .helpers import Tags, quick

ADDED = {"img": {"loading"}, "input": {"type", "disabled", "aria-label"}}
URLS = ("href", "src", "cite")
CLASSES = {"dark:hidden", "hidden", "dark:block", "footnote-ref", "footnotes", "footnote-backref"}
SAFE_IMAGE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,")


def check_safe(html: str) -> None:
    """Fail unless a browser finds only what is allowed in the HTML."""
    tags = Tags(html)
    assert tags.misnested == []
    assert tags.open == []
    assert tags.other == []
    for tag, attributes in tags.tags:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES["*"] | ATTRIBUTES.get(tag, frozenset()) | ADDED.get(tag, set())
        for name, value in attributes.items():
            check_attribute(tag, name, value)
    tree = LexborHTMLParser(html)
    assert tree.body is not None
    within = {node.tag for node in tree.body.traverse(include_text=False)} - {"body"}
    assert within <= TAGS


def check_attribute(tag: str, name: str, value: str) -> None:
    if name in URLS:
        assert_harmless(value, is_image=tag == "img")
    elif name == "srcset":
        for candidate in value.split(","):
            assert_harmless(candidate, is_image=False)
    elif name in ("id", "name"):
        assert not value.lower().startswith(("__", "mc-", "mkdocs-", "mkdocs_"))
        assert not re.search(r"\s", value)
    elif name == "class":
        assert value.split(" ")
        assert all(one in CLASSES or re.fullmatch(r"language-[\w.+#-]+", one) for one in value.split(" "))


def assert_harmless(url: str, *, is_image: bool) -> None:
    """Fail for an address that a browser would run or show as a page; it skips spaces and control characters."""
    read = re.sub(r"[\x00-\x20]", "", url).lower()
    if is_image and SAFE_IMAGE.match(read):
        return
    assert not read.startswith(("javascript:", "vbscript:", "data:", "blob:", "file:"))


@pytest.mark.parametrize(
    "html",
    [
        "<details open=\"\"><summary>a</summary>b</details>",
        "<p align=\"center\"><kbd>a</kbd><sub>b</sub><sup>c</sup></p>",
        "<table><tbody><tr><td colspan=\"2\" rowspan=\"1\" width=\"50%\">a</td></tr></tbody></table>",
        "<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"a.png\"></picture>",
        "<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>",
        "<ol reversed=\"\" start=\"3\" type=\"a\"><li value=\"3\">a</li></ol>",
        "<a href=\"https://example.org/?a=b&amp;c#d\" title=\"e\">f</a>",
        "<a href=\"../other\">a</a><a href=\"#b\">b</a><a href=\"mailto:a@b.c\">c</a><a name=\"d\"></a>",
        "<span lang=\"ar\" dir=\"rtl\" id=\"own\">a</span>",
        "<div class=\"hidden dark:block\">a</div>",
        "<code class=\"language-python\">a</code>",
        "<h1 align=\"center\" id=\"own\">a</h1>",
        "<time datetime=\"2024-01-31\">a</time><q cite=\"https://example.org\">b</q><ins>c</ins><mark>d</mark>",
    ],
)  # fmt: skip
def test_what_github_allows_stays_as_it_is(html: str) -> None:
    assert sanitize(html) == html


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<img src='a.png' alt='b' srcset='c' loading='eager'>", '<img src="a.png" alt="b" loading="lazy">'),
        ("<img src='data:image/png;base64,AA=='>", '<img src="data:image/png;base64,AA==" loading="lazy">'),
        ("<form action='a'>b<button>c</button></form>", "bc"),
        ("<p style='color: red' onclick='a()' data-x='y' contenteditable>b</p>", "<p>b</p>"),
        ("<p class='md-overlay mc-card language-py highlight md-typeset'>a</p>", '<p class="language-py">a</p>'),
        ("<div class='md-overlay'>a</div>", "<div>a</div>"),
        ("<section class='md-header'>a</section>", "<section>a</section>"),
        ("<b id='__search'>a</b><b id='__DRAWER'>b</b>", "<b>a</b><b>b</b>"),
        ("<b id='mc-x'>c</b><b id='MC-X'>d</b>", "<b>c</b><b>d</b>"),
        ("<a name='__x'>a</a><b id='a b'>b</b><b id=''>c</b>", "<a>a</a><b>b</b><b>c</b>"),
        ("<i id='mkdocs-search-query'>a</i><i id='mkdocs_search_modal'>b</i>", "<i>a</i><i>b</i>"),
        ("<a href='https://a.b' target='_top' rel='opener' download ping='c'>d</a>", '<a href="https://a.b">d</a>'),
        ("a</div></div></main>b", "ab"),
        ("<div>a", "<div>a</div>"),
        ("<b><i>a</b></i>", "<b><i>a</i></b>"),
        ("<!-- a -->b<!doctype html><?php c ?>", "b"),
        ("<font color='red'>a</font><center>b</center><blink>c</blink>", "a<center>b</center>c"),
        ("<svg><a>b</a></svg><math><mi>c</mi></math>", ""),
        ("<iframe src='a'>b</iframe><object data='a'></object><embed src='a'>", ""),
        ("<meta http-equiv='refresh' content='0'><link rel='stylesheet' href='a'><base href='b'>c", "c"),
        ("<video src='a' autoplay></video><audio src='b'></audio>c", "c"),
        ("<dialog open>a</dialog><menu>b</menu><select><option>c</select>", "abc"),
        ("<script>a</script><style>b</style>c", "c"),
        ("<custom-element>a</custom-element>", "a"),
        ("<blockquote cite='javascript:a'>b</blockquote>", "<blockquote>b</blockquote>"),
        ("<source srcset='a.png 1x, javascript:b 2x'>", "<source>"),
    ],
)  # fmt: skip
def test_everything_else_is_dropped(html: str, left: str) -> None:
    assert sanitize(html) == left


@pytest.mark.parametrize(
    "attributes", ["", "value=a", *(f"type={kind}" for kind in "text password checkbox file IMAGE".split())]
)
def test_every_form_control_becomes_the_box_of_a_task(attributes: str) -> None:
    box = {"type": "checkbox", "disabled": "", "aria-label": "Task"}
    assert Tags(sanitize(f"<input {attributes}>")).tags == [("input", box)]


SCHEMES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "java\nscript:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61vascript:alert(1)",
    "javascript\n:alert(1)",
    "javascript://example.org/%0aalert(1)",
    "vbscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "DATA:text/html,x",
    "da&Tab;ta:text/html,x",
    "&#9;data:text/html,x",
    "d\na\nt\na:text/html,x",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "da&#10;ta:image/svg+xml;base64,AA==",
    "data:,x",
    "blob:https://example.org/x",
    "file:///etc/passwd",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
]


@pytest.mark.parametrize("url", SCHEMES)
@pytest.mark.parametrize(
    "form",
    [
        '<a href="{}">x</a>',
        '<img src="{}">',
        '<picture><source srcset="{} 1x"><img></picture>',
        '<picture><source srcset="a.png 1x,{} 2x"><img></picture>',
        '<blockquote cite="{}">x</blockquote>',
        '<q cite="{}">x</q>',
    ],
)
def test_no_address_runs_anything(form: str, url: str) -> None:
    html = sanitize(form.format(url.replace('"', "&quot;")))
    check_safe(html)
    if form.startswith(("<a", "<img")):
        assert Tags(html).all("href") + Tags(html).all("src") == []


@pytest.mark.parametrize("url", SCHEMES)
def test_no_markdown_link_runs_anything(url: str) -> None:
    for markdown in (f"[a](<{url}>)", f"![a](<{url}>)", f"<{url}>", f"[a]\n\n[a]: <{url}>", f"[a]({url})"):
        check_safe(sanitize(to_html(markdown)))


ATTACKS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img src=x\nonerror\n=\nalert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<svg><foreignObject><iframe src=javascript:alert(1)></foreignObject></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math><mtext><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math href='javascript:alert(1)'>x</math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><p title='</textarea><img src=x onerror=alert(1)>'>",
    "<title><p title='</title><img src=x onerror=alert(1)>'>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "<style><p title='</style><img src=x onerror=alert(1)>'>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<template><img src=x onerror=alert(1)></template>",
    "<select><option><img src=x onerror=alert(1)></select>",
    "<table><caption><img src=x onerror=alert(1)></table>",
    "<details open ontoggle=alert(1)>",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<input autofocus onfocus=alert(1)>",
    "<isindex action=javascript:alert(1)>",
    "<base href=javascript:/a/-alert(1)///>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='x' style='position:fixed;inset:0'>x</a>",
    "<form action=javascript:alert(1)><input type=submit></form>",
    "<object data='javascript:alert(1)'></object>",
    "<embed src='javascript:alert(1)'>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<link rel=import href='data:text/html,x'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<![><img src=\"]><img",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--!><img src=x onerror=alert(1)>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "<a title='\"><img src=x onerror=alert(1)>'>x</a>",
    "<img alt='`><img src=x onerror=alert(1)>`'>",
    "<p id='\"><script>alert(1)</script>'>x</p>",
    "<p class='language-\"><img src=x onerror=alert(1)>'>x</p>",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<img src=x onerror\x00=alert(1)>",
    "<a\x0chref='javascript:alert(1)'>x</a>",
    "</div></article></main><div class='md-overlay'>x",
    "</p></body></html><script>alert(1)</script>",
    "<a id='location' name='cookie'>x</a><img name='forms'><form id='x'><input name='action'></form>",
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_leaves_anything_to_run(attack: str) -> None:
    check_safe(sanitize(attack))
    for markdown in (attack, f"a {attack} b", f"<div>\n{attack}\n\n*x*", f"- {attack}", f"a|b\n-|-\n{attack}|c"):
        html = sanitize(to_html(markdown))
        check_safe(html)
        assert "onerror=" not in " ".join(name for _, attributes in Tags(html).tags for name in attributes)


FRAGMENTS = st.one_of(
    st.sampled_from(ATTACKS),
    st.sampled_from([f"<{tag}>" for tag in sorted(TAGS)] + [f"</{tag}>" for tag in sorted(TAGS)]),
    st.sampled_from(
        "<svg> </svg> <math> </math> <mtext> <mglyph> <style> </style> <script> </script> <template> <select> <title> "
        "<form> <table> <textarea> <noscript> <!-- --> <![CDATA[ ]]> <p <a href=' ' \" > < & = / id=__x class=md-x "
        "on=1 &lt; &gt; &quot; \0 \n".split(" ")
    ),
    st.text(max_size=5),
)


@given(st.lists(FRAGMENTS, max_size=12).map("".join))
@settings(max_examples=200)
def test_whatever_is_written_only_what_is_allowed_stays(html: str) -> None:
    clean = sanitize(html)
    check_safe(clean)
    check_safe(sanitize(to_html(html)))


@given(st.lists(FRAGMENTS, max_size=8).map("".join))
def test_every_less_than_sign_starts_a_tag(html: str) -> None:
    clean = sanitize(html)
    assert all(
        re.match(r'</?[a-z][a-z0-9]*(?:\s+[^\s=>]+(?:="[^"]*")?)*\s*>', clean[place:]) for place in find(clean, "<")
    )


def find(text: str, char: str) -> list[int]:
    return [place for place, found in enumerate(text) if found == char]


NESTED = (
    "<div>|<b>|<a>|<b><p>|<i><b><u>|<table>|<table><td>|<table>x|<svg>|<math>|<details>|<h1><div>|<select>|<template>|<form>|<li>|"
    "<dd><dt>|<ruby><rt>|<nobr>|</p>|<p |<p a='|&#1;|<!--|<blockquote><p>|<font>"
)


@pytest.mark.parametrize("html", NESTED.split("|"))
def test_hostile_html_is_cleaned_quickly(html: str) -> None:
    with quick():
        sanitize(html * 5000)


def test_many_attributes_and_classes_are_cleaned_quickly() -> None:
    with quick():
        sanitize("<p " + " ".join(f"a{number}=1" for number in range(5000)) + ">x</p>")
        sanitize("<p class='" + "language-x " * 20_000 + "'>x</p>")
        sanitize("<picture><source srcset='" + "a," * 20_000 + "'></picture>")
        sanitize("<a href='" + " " * 100_000 + "javascript:x'>x</a>")


LOCAL_IMAGES = RenderOptions(remote_images=False)
REMOTE = [
    "https://a.b/c", "HTTP://a.b/c", "//a.b/c", "\\\\a.b\\c", "/\\a.b", "https:\\\\a.b", "https:a.b", "http:/a.b",
    " //a.b/c",
    "&#9;//a.b", "/&Tab;/a.b", "/&NewLine;/a.b", "h&Tab;ttps://a.b", "&#1;//a.b", "&#x2f;&#x2f;a.b", "ftp://a.b",
]  # fmt: skip


@pytest.mark.parametrize("url", REMOTE)
def test_images_of_other_hosts_are_an_option(url: str) -> None:
    shown = sanitize(f"<img src='{url}'>")
    assert ("src" in shown) is (url not in ("ftp://a.b", "https:a.b", "http:/a.b"))
    assert Tags(sanitize(f"<img src='{url}' alt='d'>", LOCAL_IMAGES)).tags == [("img", {"alt": "d", "loading": "lazy"})]
    for srcset in (url, f"e.png, {url} 2x", f"{url},e.png", f"e.png 1x,{url}"):
        assert sanitize(f"<picture><source srcset='{srcset}'></picture>", LOCAL_IMAGES) == "<picture><source></picture>"
    assert sanitize(f"<a href='{url}'>f</a>", LOCAL_IMAGES) == sanitize(f"<a href='{url}'>f</a>")


@pytest.mark.parametrize("url", ["a.png", "./a b.png", "/a.png", "a/b:c.png", "../a.png?b=//c", "#a", "", "a\\b.png"])
def test_images_of_the_site_always_stay(url: str) -> None:
    html = f'<img src="{url}" loading="lazy"><picture><source srcset="{url} 1x"></picture>'
    assert sanitize(html, LOCAL_IMAGES) == html


def test_pictures_within_the_card_always_stay() -> None:
    html = '<img src="data:image/png;base64,AA==" loading="lazy">'
    assert sanitize(html, LOCAL_IMAGES) == html


def allowing(*elements: str, remote_images: bool = True) -> RenderOptions:
    """Options with `tag attribute attribute…` for each element."""
    split = [element.split() for element in elements]
    return RenderOptions(allow_html=tuple((tag, tuple(names)) for tag, *names in split), remote_images=remote_images)


MEDIA = allowing(
    "video src poster controls", "audio src", "iframe src title", "form action", "button formaction", "object data",
    "table background", "img srcset longdesc", "p style",
)  # fmt: skip


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<video src="a.mp4" poster="b.png" controls=""></video>', None),
        ('<iframe src="https://example.org" title="a"></iframe>', None),
        ('<p style="color: red">a</p>', None),
        ("<video src='a' onplay='b' autoplay></video>", '<video src="a"></video>'),
        ("<p style='a' onclick='b'>c</p>", '<p style="a">c</p>'),
        ("<marquee>a</marquee>", "a"),
        ("<iframe srcdoc='<script>a</script>'></iframe>", "<iframe></iframe>"),
        ("<iframe src='a'><b>c</b></iframe>d", '<iframe src="a"></iframe>d'),
    ],
)
def test_more_elements_are_an_option(html: str, left: str | None) -> None:
    assert sanitize(html, MEDIA) == (left or html)
    assert not set(Tags(sanitize(html)).names()) - TAGS


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    "element", ["video src", "video poster", "audio src", "iframe src", "form action", "button formaction",
                "object data", "table background", "img srcset", "img longdesc"],
)  # fmt: skip
def test_elements_of_the_option_keep_safe_addresses_only(scheme: str, element: str) -> None:
    tag, attribute = element.split()
    html = sanitize(f"<{tag} {attribute}='{scheme}'>", MEDIA)
    assert f"<{tag}" in html
    for value in Tags(html).all(attribute):
        assert_harmless(value, is_image=False)


@pytest.mark.parametrize("url", REMOTE)
@pytest.mark.parametrize("element", ["video poster", "table background", "img srcset", "img src"])
def test_elements_of_the_option_show_no_images_of_other_hosts(url: str, element: str) -> None:
    tag, attribute = element.split()
    options = RenderOptions(allow_html=MEDIA.allow_html, remote_images=False)
    assert attribute not in Tags(sanitize(f"<{tag} {attribute}='{url}'>", options)).tags[0][1]
    assert Tags(sanitize(f"<{tag} {attribute}='a.png'>", options)).tags[0][1][attribute] == "a.png"


def test_frames_hold_nothing_that_looks_like_tags() -> None:
    tags = Tags(
        sanitize("<iframe title='a>b'>c<b></iframe>d<iframe><a title='</iframe><p title=' href=' lang=' x'>", MEDIA)
    )
    assert tags.text == "d"
    assert tags.names() == ["iframe", "iframe", "p"]
    assert tags.all("title") == ["a>b", " href="]


def test_one_card_s_options_do_not_change_another_s() -> None:
    html = "<video src='a'></video><img src='https://a.b'>"
    before = sanitize(html)
    assert sanitize(html, MEDIA) != before != sanitize(html, LOCAL_IMAGES)
    assert sanitize(html) == before


@pytest.mark.parametrize(
    "html", ["<iframe>", "<iframe><a title='", "<iframe title='>'></iframe>", "<iframe a", "<iframe></iframe "]
)
def test_frames_are_emptied_quickly(html: str) -> None:
    with quick():
        sanitize(html * 10_000, MEDIA)


@given(
    st.lists(FRAGMENTS | st.sampled_from(["<iframe>", "</iframe>", "<iframe src=a title='", "'>"]), max_size=12).map(
        "".join
    )
)
@settings(max_examples=200)
def test_what_tags_are_is_clear_with_the_option_too(html: str) -> None:
    clean = sanitize(html, MEDIA)
    tags = Tags(clean)
    assert (tags.misnested, tags.open, tags.other) == ([], [], [])
    assert [match["name"] for match in TAG.finditer(clean) if not match["end"]] == tags.names()
    assert set(tags.names()) <= TAGS | {tag for tag, _ in MEDIA.allow_html}


@given(st.text(max_size=12))
def test_an_address_is_allowed_or_names_another_scheme(url: str) -> None:
    if is_allowed(url):
        assert_harmless(url, is_image=False)
    if not is_remote(url):
        assert not re.sub(r"[\x00-\x20]", "", url).replace("\\", "/").startswith("//")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<input type="text" name="a" id="b" class="hidden" autofocus>', ""),
        ('<input checked type="radio">', ' checked=""'),
        ("<input value=' checked=' title=' checked='>", ' checked=""'),
        ('<input disabled="" type="checkbox">', ""),
    ],
)
def test_every_form_control_is_the_box_of_a_task(html: str, expected: str) -> None:
    assert sanitize(html) == f'<input type="checkbox" disabled="" aria-label="Task"{expected}>'
