"""The direction of blocks of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.render.direction import set_directions
from mkdocs_modelcards.render.sanitize import sanitize

from .helpers import Tags, quick, rendered
from .test_render_sanitize import FRAGMENTS


@pytest.mark.parametrize("text", ["שלום", "سلام", "ܫܠܡܐ", "ދިވެހި", "ߒߞߏ", "\ufefc", "\U0001e922", "a א b"])
def test_blocks_take_the_direction_of_their_text(text: str) -> None:
    table = '<table><tbody><tr><td align="left">d</td></tr></tbody></table>'
    html = f'<p>{text}</p><h2 id="a">b</h2><ul><li>c</li></ul>{table}'
    assert set_directions(html) == (
        f'<p dir="auto">{text}</p><h2 dir="auto" id="a">b</h2><ul dir="auto"><li>c</li></ul>'
        '<table dir="auto"><tbody><tr><td align="left">d</td></tr></tbody></table>'
    )


@pytest.mark.parametrize("text", ["Text", "Größe", "模型", "Ελληνικά", "Русский", "हिन्दी", "🚀", "“quoted”"])
def test_text_from_left_to_right_stays_as_it_is(text: str) -> None:
    assert set_directions(f"<p>{text}</p>") == f"<p>{text}</p>"


def test_a_direction_of_the_card_s_own_stays() -> None:
    assert set_directions('<p dir="rtl">א</p><p>ב</p>') == '<p dir="rtl">א</p><p dir="auto">ב</p>'


def test_code_and_inline_elements_have_none() -> None:
    html = "<pre><code>א</code></pre><b>ב</b><br><span>ג</span><picture></picture>"
    assert set_directions(html) == html


def test_a_card_in_hebrew() -> None:
    made = rendered("# מודל\n\nטקסט.\n\n- [TOC]\n")
    assert made.html.startswith('<h1 dir="auto" id="מודל">מודל</h1>\n<p dir="auto">')


@given(st.lists(FRAGMENTS | st.just("<p>א"), max_size=10).map("".join))
def test_only_directions_are_added(html: str) -> None:
    clean = sanitize(html)
    before, after = Tags(clean), Tags(set_directions(clean))
    assert after.text == before.text
    for (tag, attributes), (other, others) in zip(before.tags, after.tags, strict=True):
        assert (tag, {"dir": others.get("dir"), **attributes}) == (other, {"dir": others.get("dir"), **others})


@pytest.mark.parametrize("html", ["<p>א</p>", "א", "<p title='x dir='>", "<td>"])
def test_long_texts_are_quick(html: str) -> None:
    clean = sanitize(html * 20_000 + "א")
    with quick():
        set_directions(clean)
