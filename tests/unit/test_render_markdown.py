"""Markdown as GitHub reads it, and raw HTML that would swallow the rest of a card."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.render.markdown import _functions_that_free, to_html
from mkdocs_modelcards.render.sanitize import DROPPED_WHOLE, sanitize

from .helpers import Tags, quick


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("a\nb", "<p>a\nb</p>\n"),
        ("a  \nb", "<p>a<br />\nb</p>\n"),
        ("# A\n\nB\n=\n", "<h1>A</h1>\n<h1>B</h1>\n"),
        ("#A", "<p>#A</p>\n"),
        ("* a\n* b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("a\n- b", "<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n"),
        ("- a\n\n  b", "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>\n"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>\n'),
        ("> a\nb", "<blockquote>\n<p>a\nb</p>\n</blockquote>\n"),
        ("```python\nx < 1\n```", '<pre><code class="language-python">x &lt; 1\n</code></pre>\n'),
        ("    x\n", "<pre><code>x\n</code></pre>\n"),
        ("`a`", "<p><code>a</code></p>\n"),
        ("**a** *b* ~~c~~", "<p><strong>a</strong> <em>b</em> <del>c</del></p>\n"),
        ("a_b_c", "<p>a_b_c</p>\n"),
        ("[a](b 'c')", '<p><a href="b" title="c">a</a></p>\n'),
        ("![a](b)", '<p><img src="b" alt="a" /></p>\n'),
        ("https://example.org.", '<p><a href="https://example.org">https://example.org</a>.</p>\n'),
        ("www.example.org", '<p><a href="http://www.example.org">www.example.org</a></p>\n'),
        ("<https://example.org>", '<p><a href="https://example.org">https://example.org</a></p>\n'),
        ("a | b\n-|:-\nc | d", '<table>\n<thead>\n<tr>\n<th>a</th>\n<th align="left">b</th>\n</tr>\n</thead>\n<tbody>\n'
         '<tr>\n<td>c</td>\n<td align="left">d</td>\n</tr>\n</tbody>\n</table>\n'),
        ("<b>a</b> **c**", "<p><b>a</b> <strong>c</strong></p>\n"),
        ("<div>\n\n# A\n\n</div>", "<div>\n<h1>A</h1>\n</div>\n"),
        ("a\0b", "<p>a\ufffdb</p>\n"),
        ("größe 日本 🤗", "<p>größe 日本 🤗</p>\n"),
        ("a\r\n\r\nb", "<p>a</p>\n<p>b</p>\n"),
        ("", ""),
    ],
)  # fmt: skip
def test_github_flavored_markdown(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


def test_tasks_and_footnotes() -> None:
    html = sanitize(to_html("- [ ] a\n- [x] b\n\nc[^1]\n\n[^1]: d"))
    tags = Tags(html)
    boxes = [attributes for tag, attributes in tags.tags if tag == "input"]
    assert [("checked" in box, "disabled" in box, box["type"]) for box in boxes] == [
        (False, True, "checkbox"),
        (True, True, "checkbox"),
    ]
    assert tags.all("href") == ["#fn-1", "#fnref-1"]
    assert tags.all("id") == ["fnref-1", "fn-1"]


RAW_TEXT = "script style title textarea xmp iframe noembed noframes noscript plaintext".split()


@pytest.mark.parametrize("name", RAW_TEXT)
@pytest.mark.parametrize("form", ["<{}>", "<{} x='y'>", "<{}/>", "<{}\n>"])
@pytest.mark.parametrize("case", [str.lower, str.upper])
def test_an_element_that_is_never_closed_swallows_nothing(name: str, form: str, case: type[str]) -> None:
    html = sanitize(to_html(f"Before.\n\n{form.format(case(name))}\n\nAfter **all**."))
    assert "<p>Before.</p>" in html
    assert "After" in Tags(html).text
    assert name not in Tags(html).names()


@pytest.mark.parametrize("name", DROPPED_WHOLE)
@pytest.mark.parametrize("content", ["x", "x\ny", "<b>x</b>", "a < b && c > d", "<textarea>", "<title>", "<noscript>"])
def test_what_holds_no_text_to_read_is_dropped_whole(name: str, content: str) -> None:
    html = sanitize(to_html(f"Before.\n\n<{name}>{content}</{name}>\n\nAfter."))
    assert Tags(html).text.split() == ["Before.", "After."]


@pytest.mark.parametrize("name", sorted({*RAW_TEXT} - {*DROPPED_WHOLE}))
def test_other_elements_of_raw_text_become_text(name: str) -> None:
    assert Tags(sanitize(to_html(f"a <{name}>b</{name}> c"))).text.strip() == f"a <{name}>b</{name}> c"


@pytest.mark.parametrize(
    "script",
    [
        "<script><!--<script></script>",
        "<script><!-- <script> </script>",
        "<script><!<!----<script></script>",
        "<SCRIPT><!--<ScRiPt ></script>",
        "<style><!--</style>",
        "<script>a</script><script>b",
        "<style>a</style><style>b",
        "<script>a</script\n\n",
    ],
)
def test_a_comment_in_a_script_swallows_nothing(script: str) -> None:
    tags = Tags(sanitize(to_html(f"{script}\n\nAfter *all* this.\n\nAnd more.")))
    assert "And more." in tags.text
    assert "script" not in tags.names()


def test_code_shows_what_it_says() -> None:
    html = sanitize(to_html("`<script>` and `</script>`\n\n```html\n<style>\n<!-- -->\n</style>\n```"))
    assert Tags(html).text == "<script> and </script>\n<style>\n<!-- -->\n</style>\n\n"


HOSTILE = {
    "quotes": ">" * 10_000 + "a",
    "spaced quotes": "> " * 10_000 + "a",
    "links": "[" * 20_000,
    "links with addresses": "[a](" * 20_000,
    "images": "![" * 20_000,
    "stars": "*" * 20_000,
    "starred words": "*a " * 20_000,
    "stars and lines": "*a_ " * 20_000,
    "ticks": "".join("`" * count + " " for count in range(600)),
    "tags": "<" * 20_000,
    "tags with attributes": "<a " * 20_000,
    "tags with open quotes": '<a href="' * 20_000,
    "comments": "<!--" * 20_000,
    "sections": "<![CDATA[" * 20_000,
    "instructions": "<?" * 20_000,
    "tables": "|a" * 5000 + "\n" + "|-" * 5000 + "\n" + "|b\n" * 200,
    "lists": "- " * 10_000,
    "list levels": "".join("  " * level + "- a\n" for level in range(300)),
    "footnotes": "[^1] " * 5000 + "\n\n[^1]: x",
    "references": "[a]: " + "x" * 10_000 + "\n\n" + "[a] " * 5000,
    "addresses": "www." * 20_000,
    "mail": "a@" * 20_000,
    "mail names": "_" * 50_000 + "@",
    "scripts": "<script>" * 20_000,
    "closed scripts": "<script>" * 20_000 + "</script>",
    "scripts with comments": "<script><!--" * 10_000 + "</script>",
    "half closed scripts": "<script></script" * 10_000,
    "entities": "&amp;" * 20_000,
}


@pytest.mark.parametrize("markdown", HOSTILE.values(), ids=HOSTILE)
def test_hostile_markdown_is_read_quickly(markdown: str) -> None:
    with quick():
        to_html(markdown)


@given(st.text())
def test_any_text_has_html(markdown: str) -> None:
    assert isinstance(to_html(markdown), str)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux tells how much memory is in use")
def test_memory_is_given_back() -> None:
    def pages_in_use() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1])

    markdown = "*a* [b](c)\n\n" * 1_000
    to_html(markdown)
    before = pages_in_use()
    for _ in range(20):
        to_html(markdown)
    # One tree takes about 300 pages.
    assert pages_in_use() - before < 1_000


@pytest.mark.parametrize("error", [AttributeError, OSError, TypeError])
def test_without_functions_that_free_it_works_as_well(error: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str | None) -> None:
        raise error

    monkeypatch.setattr("ctypes.CDLL", fail)
    _functions_that_free.cache_clear()
    assert to_html("a") == "<p>a</p>\n"
    _functions_that_free.cache_clear()


def test_letters_that_only_look_like_those_of_an_element() -> None:
    assert to_html("<p><\u017fcript>a") == "<p>&lt;\u017fcript>a\n"
