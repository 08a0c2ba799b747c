"""White space around a page's content is folded, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from mkdocs_modelcards.frames.compact import compact, compact_around


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>\n  a\n\n  b  c\n</p>", "<p>\na\nb  c\n</p>"),
        ("<b>a</b> \t\r\n <i>b</i>", "<b>a</b>\n<i>b</i>"),
        ("<b>a</b><i>b</i>  <i>c</i>", "<b>a</b><i>b</i>  <i>c</i>"),
        ("<a\n   href='x\n\n y'\n   title=\"a\n\n b\">", "<a\nhref='x\n\n y'\ntitle=\"a\n\n b\">"),
        ("<a title='>\n\n<'>\n\n", "<a title='>\n\n<'>\n"),
        ("<!doctype html>\n\n<!-- a\n\n b -->\n\n", "<!doctype html>\n<!-- a\n\n b -->\n"),
        ("<!--[if lt IE 9]>\n  <script></script>\n<![endif]-->\n\n", None),
        ("<!--[if lt IE 9]>\n  <b></b>\n\n<![endif]-->\n\n", "<!--[if lt IE 9]>\n  <b></b>\n\n<![endif]-->\n"),
        ("<script>a\n\n b</script >\n\n", "<script>a\n\n b</script >\n"),
        ("<PRE class='x'>a\n\n <b>b</b></PRE>\n\n", "<PRE class='x'>a\n\n <b>b</b></PRE>\n"),
        ("<textarea>\n\n</textarea><style>a\n\n</style>", "<textarea>\n\n</textarea><style>a\n\n</style>"),
        ("a < b\n\n 3 > 2", "a < b\n3 > 2"),
        ("<picture>\n\n</picture>", "<picture>\n</picture>"),
    ],
)
def test_what_is_folded(html: str, expected: str | None) -> None:
    assert compact(html) == (html.replace("\n\n", "\n") if expected is None else expected)


@pytest.mark.parametrize(
    "html",
    [
        "<pre>\n\n",
        "\n\n</pre>",
        "<script>",
        "<script>'<!-- <script>'</script>\n\n",
        "<p title='\n\n",
        "<p title='\n\n<b>",
        "<p",
        "<!-- \n\n",
        "<p style='white-space: pre'>\n\n</p>",
    ],
)
def test_what_is_not_understood(html: str) -> None:
    assert compact(html) is None
    assert compact_around(f"{html}CONTENT\n\n", "CONTENT") == f"{html}CONTENT\n\n"
    assert compact_around(f"\n\nCONTENT{html}", "CONTENT") == f"\n\nCONTENT{html}"


def test_the_content_stays_as_it_is() -> None:
    content = "<pre>\n\n</pre>\n\n <i"
    assert compact_around(f"<b>\n\n{content}\n\n</b>", content) == f"<b>\n{content}\n</b>"
    assert compact_around("a\n\nb", "c") == "a\n\nb"
    assert compact_around("a\n\nb", "") == "a\n\nb"
    assert compact_around("c\n\nc", "c") == "c\n\nc"


PIECES = (
    "<p>", "</p>", "<b class='a'>", "</b>", "<i\n id=x\n>", "</i>", "text", " ", "\n", "\n   ", "\t\n", "&amp;",
    "<br\n/>",
    "<pre>a\n\n  b</pre>", "<script>a\n\n  b</script>", "<!-- a\n\n  b -->", "<a title='x\n\n y'>",
    "</a>", "<textarea>\n\n </textarea>",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_a_browser_sees_the_same(html: str) -> None:
    folded = compact(html)
    assert folded is not None
    assert compact(folded) == folded
    assert len(folded) <= len(html)
    assert seen(folded) == seen(html)


@given(st.text(alphabet="<>\"'!-/ \nabprescript=&;", max_size=60))
def test_any_text_is_folded_or_refused(html: str) -> None:
    folded = compact(html)
    assert folded is None or folded.split() == html.split()


def seen(html: str) -> list[tuple[object, object, str]]:
    """Each element's name, attributes, and text with its white space as a browser shows it."""
    tree = LexborHTMLParser(f"<body>{html}</body>")
    kept = ("pre", "textarea", "script")
    return [
        (node.tag, node.attributes, text if node.tag in kept else " ".join(text.split()))
        for node in tree.css("body *")
        if (text := node.text(deep=False)) is not None
    ]
