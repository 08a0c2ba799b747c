"""Code in colors, by classes; everything else plain."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments import highlight as pygments_highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from mkdocs_modelcards.render.highlight import LANGUAGES, MAX_CHARACTERS, highlight
from mkdocs_modelcards.render.markdown import to_html
from mkdocs_modelcards.render.sanitize import sanitize

from .helpers import Tags, quick

WORDS = "a if def class f ( ) [ ] { } : = == < > & &amp; ' \" # // /* */ - + @ ? $ \\n 1 2.5 é - key:"
PIECES = (*WORDS.split(" "), " ", "\n", "\n+a\n", "\n-b\n", "\n@@ ")


def shown(markdown: str) -> str:
    return highlight(sanitize(to_html(markdown)))


def spans(language: str, code: str) -> str:
    """The inside of a highlighted code block."""
    html = highlight(block(language, code))
    start = f'<div class="highlight"><pre><code class="language-{language}">'
    assert html.startswith(start)
    return html.removeprefix(start).removesuffix("</code></pre></div>")


def block(language: str, code: str) -> str:
    """A code block as the sanitizer leaves it."""
    return f'<pre><code class="language-{language}">{escape(code, quote=False)}</code></pre>'


def test_known_languages_are_highlighted() -> None:
    assert shown("```python\nx = 1\n```") == (
        '<div class="highlight"><pre><code class="language-python">x <span class="o">=</span> '
        '<span class="mi">1</span>\n</code></pre></div>\n'
    )


@pytest.mark.parametrize("language", ["Python", "PYTHON", "py", "python3", "sh", "js", "yml", "c++", "dockerfile"])
def test_languages_go_by_many_names(language: str) -> None:
    assert '<span class="' in shown(f"```{language}\nx = 'a' # b\n```")


@pytest.mark.parametrize("fence", ["```", "```nope", "``` ", "```text", "```{.x}", "```language-", "```" + "x" * 100])
def test_other_code_stays_plain(fence: str) -> None:
    html = shown(f"{fence}\nx < 1\n```")
    assert html.startswith('<div class="highlight"><pre><code')
    assert html.endswith(">x &lt; 1\n</code></pre></div>\n")


def test_indented_code_stays_plain() -> None:
    assert shown("    x\n") == '<div class="highlight"><pre><code>x\n</code></pre></div>\n'


@pytest.mark.parametrize("markdown", ["`x = 1`", "<pre>x = 1</pre>", "<pre><b>x</b></pre>", "<code>x</code>", "text"])
def test_what_is_no_code_block_stays_as_it_is(markdown: str) -> None:
    assert shown(markdown) == sanitize(to_html(markdown))


def test_colors_are_classes() -> None:
    html = shown("```python\ndef f(x: int) -> str:\n    return f'{x}' # y\n```")
    assert "style=" not in html
    assert set(Tags(html).names()) == {"div", "pre", "span", "code"}


@pytest.mark.parametrize(
    ("language", "code", "html"),
    [
        ("python", "a, b\n", 'a<span class="p">,</span> b\n'),
        ("python", "f(())", 'f<span class="p">(())</span>'),
        ("python", "if not a:", '<span class="k">if</span> <span class="ow">not</span> a<span class="p">:</span>'),
        ("python", "# a\n\n# b\n", '<span class="c1"># a\n\n# b</span>\n'),
        ("python", "(\n) a", '<span class="p">(\n)</span> a'),
        ("python", "a < 'b&c\\n'", 'a <span class="o">&lt;</span> <span class="s1">\'b&amp;c</span>'
                                   '<span class="se">\\n</span><span class="s1">\'</span>'),
        ("diff", "+a\n+b\n", '<span class="gi">+a</span>\n<span class="gi">+b</span>\n'),
        ("python", "? ?", '<span class="err">?</span> <span class="err">?</span>'),
        ("python", "\n\na", "\n\na"),
        ("python", "", ""),
        ("pytb", '  File "a", line 1\n', '  File <span class="nb">"a"</span>, line <span class="m">1</span>\n'),
        ("yaml", "- a", '<span class="p p-Indicator">-</span> <span class="l l-Scalar l-Scalar-Plain">a</span>'),
    ],
)  # fmt: skip
def test_one_element_holds_what_looks_the_same(language: str, code: str, html: str) -> None:
    assert spans(language, code) == html


class Colors(HTMLParser):
    """Each character that one sees, with the classes of the elements around it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.shown: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(dict(attrs).get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        plain = [name for name in self.open if name not in ("n", "w")]
        self.shown += [(character, " ".join(plain)) for character in data if not character.isspace()]


@given(st.sampled_from(sorted(LANGUAGES)), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_colors_are_pygments(language: str, code: str) -> None:
    lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    html = spans(language, code)
    assert "></span>" not in html
    assert Colors(html).shown == Colors(pygments_highlight(code, lexer, HtmlFormatter(nowrap=True))).shown


CODES = [
    "x = 1\n",
    "\n\n  x\n\n",
    "<a href=\"b\">&amp; &lt;</a>\n",
    "a\tb\u00a0c\u2028d\n",
    "größe 日本 🤗\n",
    "'unclosed\n\"quotes\n/* and comments\n",
    "$ ls\nREADME.md\n>>> 1\n1\nTraceback (most recent call last):\n",
    "+a\n-b\n@@ c\n",
    "\x00\x1b\n",
    " \n",
    "{% x %} {{ y }} ${z} #{w}\n",
]  # fmt: skip


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_each_language_shows_the_code_as_it_is(language: str) -> None:
    for code in CODES:
        assert Tags(highlight(block(language, code))).text == Tags(block(language, code)).text


@given(st.sampled_from(sorted(LANGUAGES)), st.text().map(lambda text: text.replace("\r", "") + "\n"))
def test_any_code_is_shown_as_it_is(language: str, code: str) -> None:
    plain = block(language, code.replace("\ufeff", "").replace("\0", ""))
    tags = Tags(highlight(plain))
    assert tags.text == Tags(plain).text
    assert set(tags.names()) <= {"div", "pre", "span", "code"}


def test_code_without_a_last_line_break_gets_none() -> None:
    assert Tags(highlight(block("python", "x = 1"))).text == "x = 1"


def test_a_long_block_stays_plain() -> None:
    code = "x = 1\n" * (MAX_CHARACTERS // 6 + 1)
    assert "<span class" not in highlight(block("python", code))
    assert "<span class" in highlight(block("python", code[:1200]))


HOSTILE = ["a", "a b\n", "a\n", "a\n ", " \n", "(", ":", "a.", "x::", '"\\a']
"""What the slowest expressions of the languages are slowest on, out of some fifty texts of this kind."""


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_code_takes_long(language: str) -> None:
    for unit in HOSTILE:
        code = (unit * MAX_CHARACTERS)[:MAX_CHARACTERS]
        with quick():
            highlight(block(language, code))


def test_code_with_a_gap_that_no_one_writes_stays_plain() -> None:
    # Pygments' lexer for C looks from each empty line to the last one.
    code = "int x;\n" + "\n" * 1000
    assert "<span class" not in highlight(block("c", code))
    assert "<span class" in highlight(block("c", "int x;\n\n\n\nint y;\n"))


def test_a_card_full_of_hostile_code_takes_no_longer_than_some_blocks() -> None:
    html = block("c", "\n" * 150 + "a\n" * 1000) * 100 + block("java", "a b " * 900) * 100
    with quick(4.0):
        highlight(html)


def test_many_blocks_are_found_quickly() -> None:
    with quick():
        highlight("<pre><code>" * 20_000)
        highlight('<pre><code class="language-nope">x</code></pre>' * 10_000)
        highlight("".join(block(f"lang{number}", "x") for number in range(2000)))
