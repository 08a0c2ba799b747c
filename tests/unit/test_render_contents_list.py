"""The table of contents in a card's text: where it goes, and what it replaces."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_modelcards.render.card import render_card
from mkdocs_modelcards.render.contents_list import Place, contents_places, fill_contents
from mkdocs_modelcards.render.headings import Heading, add_heading_ids, contents
from mkdocs_modelcards.render.options import RenderOptions
from mkdocs_modelcards.render.sanitize import sanitize

from .helpers import Tags, card, quick, rendered
from .test_render_sanitize import FRAGMENTS

START = '<div class="mc-toc" data-mc-generated="">'
REST = "\n\n# One\n\n## Two\n"
BUILT = f'{START}<ul><li><a href="#one">One</a><ul><li><a href="#two">Two</a></li></ul></li></ul></div>'


def filled(html: str) -> str:
    """The HTML with the contents of all its headings."""
    headed = add_heading_ids(sanitize(html))
    places = contents_places(headed.html, headed.headings)
    return fill_contents(headed.html, places, contents(headed.headings))


@pytest.mark.parametrize(
    "body",
    [
        "[TOC]", "[[_TOC_]]", "  [TOC]  ", "a\n\n[TOC]\n\nb", "# Contents\n\n[TOC]", "# Table of Contents\n\n[TOC]",
        "# Table of Contents", "## TABLE OF CONTENTS:\n\nSee below.", "# 📚 Table of Contents 📚",
        "# Table of Contents\n- [One](#one)", "# Contents\n\n1. [One](#one)\n   - [Two](#two)\n2. [Gone](#gone)",
        "# **Contents**\n\n<ul><li><a title='x' href='#one'>One</a></li></ul>", "# `Contents`\n* [One](#one)",
        "# Table of Contents\n\n- [One](#one)\n\n[TOC]", "[TOC]\n\n[TOC]",
        "# Contents\n- [One](#one)\n\na\n\n1. [Two](#two)",
    ],
)  # fmt: skip
def test_a_card_that_asks_for_its_contents_has_them_once(body: str) -> None:
    made = rendered(body + REST, "model_name: Name")
    assert made.html.count(START) == 1
    assert BUILT in made.html
    assert "TOC" not in made.html
    assert "#gone" not in made.html
    assert made.findings == ()
    assert [heading.title for heading in made.contents] == ["One"]


@pytest.mark.parametrize(
    "body",
    [
        "# Contents\n\n- a vocabulary\n- [a model](model.md)",
        "# Contents",
        "# Contents\n\nText.",
        "# Contents\n\n- a\n- b\n- [One](#one)",
        "# Table of Contents\n\n- a.md\n- b.md",
        "# Table of Contents\n\n[One](#one) · [Two](#two)",
        "# Table of Contentss",
        "# The contents\n\n- [One](#one)",
        "# Table of Contents\n\n* Intro\n* [One](#one)",
        "# Table of Contents\n\n- [One](#one)\n- [Paper](https://example.org)",
        "# Contents\n\n- [One](#one), see [the paper](paper.pdf)",
        "# Contents\n\n- [One](#one) explains it all",
        "# Contents\n\n- [a](#)",
        "[TOC] is a mark",
        "`[TOC]`",
        "    [TOC]",
        "```\n[TOC]\n```",
        "\\[TOC\\] [TOC][a]\n\n[a]: #one",
        "- [One](#one)\n- [Two](#two)",
        "[[TOC]]",
    ],
)
def test_what_is_no_table_of_contents_is_left_alone(body: str) -> None:
    made = rendered(body + REST, "model_name: Name")
    assert START not in made.html
    if body.startswith("# "):
        assert made.contents[0].title == body.partition("\n")[0].removeprefix("# ")


def test_what_stands_around_a_replaced_list_stays() -> None:
    made = rendered("# Contents\n\nBefore.\n\n- [One](#one)\n\nAfter.\n\n- a\n- b\n" + REST)
    assert made.html.startswith(
        f'<h1 id="contents">Contents</h1>\n<p>Before.</p>\n{BUILT}\n<p>After.</p>\n'
        "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<h1"
    )


def test_a_mark_below_a_heading_says_where_the_contents_go() -> None:
    made = rendered("# Table of Contents\n\nBefore.\n\n[TOC]\n\nAfter.\n" + REST)
    assert f"<p>Before.</p>\n{BUILT}\n<p>After.</p>" in made.html
    assert made.html.count(START) == 1


def test_the_list_of_another_section_stays() -> None:
    made = rendered("# Contents\n\n- [One](#one)\n\n# One\n\n- [Two](#two)\n\n## Two\n")
    assert made.html.count("<li>\n") == 0
    assert '<ul>\n<li><a href="#two">Two</a></li>\n</ul>' in made.html.replace("<li>\n", "<li>")
    assert made.html.count(START) == 1


@pytest.mark.parametrize(
    ("depth", "titles"),
    [(1, ["One"]), (2, ["One", "Two"]), (3, ["One", "Two", "Three"]), (6, ["One", "Two", "Three", "Six"])],
)
def test_the_depth_of_the_contents(depth: int, titles: list[str]) -> None:
    text = "---\nmodel_name: Name\n---\n[TOC]\n\n# One\n## Two\n### Three\n###### Six\n"
    made = render_card(card(text), RenderOptions(toc_depth=depth))
    shown = made.html.partition("</div>")[0]
    assert [title for title in ("One", "Two", "Three", "Six") if f">{title}</a>" in shown] == titles
    assert flat(made.contents) == titles
    assert len(made.ids) == 4


def flat(headings: tuple[Heading, ...]) -> list[str]:
    return [title for heading in headings for title in (heading.title, *flat(heading.children))]


def test_the_title_of_the_card_is_not_in_its_contents() -> None:
    made = rendered("# Tiny\n\n[TOC]\n\n## Use\n")
    assert f'{START}<ul><li><a href="#use">Use</a></li></ul></div>' in made.html


def test_titles_are_escaped() -> None:
    made = rendered('[TOC]\n\n# A <b>&amp; `<i>` "q"\n\n# \\<script>\n', "model_name: Name")
    shown = made.html.partition("</div>")[0]
    assert '<a href="#a--i-q">A &amp; &lt;i&gt; &quot;q&quot;</a>' in shown
    assert '<a href="#script">&lt;script&gt;</a>' in shown


def test_formulas_in_titles_are_text_in_the_contents() -> None:
    made = rendered("[TOC]\n\n# Loss $$a<b$$\n", "model_name: Name")
    assert '<a href="#loss-ab">Loss a&lt;b</a>' in made.html.partition("</div>")[0]


def test_a_card_without_other_headings_keeps_what_it_says() -> None:
    assert "<p>[TOC]</p>" in rendered("[TOC]\n\nText.").html
    made = rendered("# Contents\n\n- [a](#contents)\n")
    assert START not in made.html


def test_places_are_in_the_order_of_the_text() -> None:
    html = '<p>[TOC]</p><h1 id="contents">Contents</h1><ul><li><a href="#a">A</a></li></ul><p>[[<em>TOC</em>]]</p>'
    start = html.index("<ul>")
    assert contents_places(html, (Heading(1, "Contents", "contents"),)) == (
        Place(0, 12, None),
        Place(start, html.index("</ul>") + 5, "contents"),
        Place(html.index("<p>[["), len(html), "contents"),
    )
    assert contents_places(html, ())[0] == Place(0, 12, None)


MARKS = [
    "<p>[TOC]</p>", "<p>[[<em>TOC</em>]]</p>", "<h2>Table of contents</h2>", "<h1>Contents</h1>", "<h2>b</h2>",
    "<ul><li><a href='#b'>", "<ol>", "</ul>", "</ol>", "</li>", "<a href=\"#b\">x</a>", "<h1><div><h2>", "</h1>",
    "<li title='<h1>'>", "<table><h1>Contents", "<details><summary>",
]  # fmt: skip


@given(st.lists(FRAGMENTS | st.sampled_from(MARKS), max_size=12).map("".join))
@settings(max_examples=300)
def test_filling_the_contents_keeps_everything_outside_of_the_places(html: str) -> None:
    headed = add_heading_ids(sanitize(html))
    places = contents_places(headed.html, headed.headings)
    assert all(0 <= place.start <= place.stop <= len(headed.html) for place in places)
    made = fill_contents(headed.html, places, (Heading(1, "Built", "built"),))
    kept, end = "", 0
    for place in places:
        if place.start >= end:
            kept, end = kept + headed.html[end : place.start], place.stop
    built = f'{START}<ul><li><a href="#built">Built</a></li></ul></div>'
    assert made.replace(built, "", 1) == kept + headed.html[end:]
    assert (built in made) is bool(places)
    tags = Tags(made)
    assert (tags.misnested, tags.open) == ([], [])
    assert fill_contents(headed.html, places, ()) == headed.html


@pytest.mark.parametrize(
    "html",
    [
        "<p>[TOC]</p>", "<h1>Table of Contents</h1>", "<h1>Contents</h1><ul><li><a href='#a'>b</a></li></ul>",
        "<ul><li><a href='#a'>b</a></li></ul>", "<h2>a</h2>", "<ul></ul><ol><li>a</li></ol>",
        "<p>[[<em>TOC</em>", "<p> ",
        "<h1>!!!!!!!!", "<a href='a' title='b'>c</a>", "<li a=1 title=b>", "TOC<p>",
    ],
)  # fmt: skip
def test_hostile_html_is_filled_quickly(html: str) -> None:
    headed = add_heading_ids(sanitize("<h1>Table of contents</h1>" + html * 10_000))
    tree = contents(headed.headings)
    with quick():
        made = fill_contents(headed.html, contents_places(headed.html, headed.headings), tree)
    assert len(made) < 5_000_000


@pytest.mark.parametrize(
    "body",
    [
        "[TOC]\n\n# a\n\n",
        "# Table of Contents\n\n# a\n\n",
        "# Contents\n\n- [a](#a)\n\n# a\n\n",
        "- [a](#a)\n\n1. [b](#b)\n\n",
        "[[_TOC_]]\n\n",
    ],
)
def test_many_places_and_headings_do_not_multiply(body: str) -> None:
    text = "# Contents\n\n" + body * 5000 + "# a\n"
    with quick(4):
        made = rendered(text)
    assert len(made.html) < 40 * len(text)
    assert filled(made.html).count(START) <= 2
