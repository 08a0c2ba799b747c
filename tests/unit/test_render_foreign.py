"""Words in angle brackets that happen to be elements of SVG or MathML."""

from __future__ import annotations

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.render.foreign import WORDS, show_words
from mkdocs_modelcards.render.markdown import to_html
from mkdocs_modelcards.render.sanitize import sanitize

from .helpers import Tags, quick, rendered


@pytest.mark.parametrize("name", sorted(WORDS))
def test_words_take_nothing_with_them(name: str) -> None:
    assert "after" not in nh3.clean(f"<p>x <{name}> after</p>")
    assert Tags(rendered(f"Before <{name}> after.\n\n# Next\n").html).text == f"Before <{name}> after.\nNext\n"


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<mask>", "&lt;mask&gt;"),
        ('a </Mask x="<b>"> b', 'a &lt;/Mask x="<b>"&gt; b'),
        ("<path/>", "&lt;path/&gt;"),
        ("<svg><text>a</text></svg> b <text> c", " b &lt;text&gt; c"),
        ("<svg> a <mask> b", " a &lt;mask&gt; b"),
        ("<math><mi>x</mi></math><mi>", "&lt;mi&gt;"),
        ("<!-- <mask> --> <mask>", " &lt;mask&gt;"),
        ("<a title='<!--'>a</a> <mask> b", "a &lt;mask&gt; b"),
        ("<!--> <mask> b", " &lt;mask&gt; b"),
        ("<masks> <patho>", " "),
    ],
)
def test_words_outside_of_pictures_and_formulas_are_shown(html: str, shown: str) -> None:
    assert Tags(sanitize(show_words(html))).text == Tags(sanitize(shown)).text


@given(st.lists(st.sampled_from(["<svg>", "</svg>", "<mask>", "<math>", "</Math ", "İ", "<!--", "-->", "a", "<path "])))
def test_only_angle_brackets_change(pieces: list[str]) -> None:
    html = "".join(pieces)
    assert show_words(html).replace("&lt;", "<") == html


@pytest.mark.parametrize("text", ["<mask>", "<svg>", "</svg>", "<svg><mask></svg>", "<!--", "<math ", "<path"])
def test_long_texts_are_quick(text: str) -> None:
    with quick():
        show_words(to_html(text * 20_000))
