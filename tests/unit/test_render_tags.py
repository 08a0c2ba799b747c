"""Scans for some elements only find what a walk through all tags finds."""

from __future__ import annotations

import re
from html import escape, unescape

import pytest
from cmarkgfm import cmark
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.render.markdown import to_html
from mkdocs_modelcards.render.sanitize import sanitize
from mkdocs_modelcards.render.tags import TAG, attribute, raw_names, start_tags, text_of

from .test_render_sanitize import FRAGMENTS

MADE_BY_MARKDOWN = frozenset(
    "a blockquote br code del em h1 h2 h3 h4 h5 h6 hr img input li ol p pre section strong sup table tbody td th thead "
    "tr ul".split()
)
PIECES = st.lists(
    FRAGMENTS
    | st.sampled_from(["| a | b |\n|-|-|\n| <i\\|b> | c |\n", "> <\n> b>", "<ma\\sk>", "<a-b>", "\n\n    <c>"])
    | st.text(max_size=8),
    max_size=12,
).map("".join)


@given(PIECES)
def test_start_tags_are_those_of_a_walk(text: str) -> None:
    html = sanitize(to_html(text))
    walked = [match[0] for match in TAG.finditer(html) if match["name"] in ("a", "img") and not match["end"]]
    assert [match[0] for match in start_tags("a|img").finditer(html)] == walked


def test_start_tags_are_of_whole_names() -> None:
    html = '<a><abbr><b><a href="x"></a><img></img>'
    assert [match[0] for match in start_tags("a|img").finditer(html)] == ["<a>", '<a href="x">', "<img>"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        (" a\n\u2003 b ", "a b"),
        ("<p>a<br>b <em>c</em></p>\n<p>d</p>", "a b c d"),
        ("a&lt;b&gt; &amp;amp;", "a<b> &amp;"),
        ('<img src="x" alt="a &lt;b&gt; &quot;c&quot;">d<img src="y">', 'a <b> "c"d'),
    ],
)
def test_the_text_of_html(html: str, text: str) -> None:
    assert text_of(html) == text


@given(PIECES)
def test_the_text_is_what_a_walk_gives(text: str) -> None:
    def alternative(match: re.Match[str]) -> str:
        if match["name"] == "img":
            return escape(attribute(match, "alt") or "")
        return " " if match["name"] == "br" else ""

    html = sanitize(to_html(text))
    assert text_of(html) == re.sub(r"\s+", " ", unescape(TAG.sub(alternative, html))).strip()


@pytest.mark.parametrize(
    ("markdown", "names"),
    [
        ("a < b, 1<2", set()),
        ("<B>a</B> <my-x/> `<mask>`", {"b", "my-x", "mask"}),
        ("<!-- <i> --></U", {"i", "u"}),
        ("<https://example.org>", {"https"}),
    ],
)
def test_names_in_a_text(markdown: str, names: set[str]) -> None:
    assert raw_names(markdown) == names


@given(PIECES)
def test_no_element_is_in_html_without_its_name_in_the_text(text: str) -> None:
    options = cmark.Options.CMARK_OPT_UNSAFE | cmark.Options.CMARK_OPT_FOOTNOTES
    extensions = ("table", "autolink", "strikethrough", "tasklist")
    html = cmark.markdown_to_html_with_extensions(text, options=options, extensions=extensions)
    assert raw_names(html) <= raw_names(text) | MADE_BY_MARKDOWN
