"""Heading ids by GitHub's rule, and the contents tree."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_modelcards.render.headings import HeadedHtml, Heading, add_heading_ids, contents, slug
from mkdocs_modelcards.render.markdown import to_html
from mkdocs_modelcards.render.sanitize import sanitize

from .helpers import Tags, quick


def headed(markdown: str) -> HeadedHtml:
    """Markdown with its headings' ids."""
    return add_heading_ids(sanitize(to_html(markdown)))


def ids(markdown: str) -> list[str]:
    return [heading.id for heading in headed(markdown).headings]


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("Usage", "usage"),
        ("How to Use", "how-to-use"),
        ("What's new?", "whats-new"),
        ("A & B", "a--b"),
        ("a - b", "a---b"),
        ("snake_case", "snake_case"),
        ("v1.5 (2024)", "v15-2024"),
        ("C++ / C#", "c--c"),
        ("100%", "100"),
        ("🚀 Usage", "-usage"),
        ("\u26a0\ufe0f Warning", "\ufe0f-warning"),
        ("🤗", ""),
        ("...", ""),
        ("Größe", "größe"),
        ("ÜBER", "über"),
        ("模型 卡", "模型-卡"),
        ("モデル", "モデル"),
        ("모델", "모델"),
        ("Модель", "модель"),
        ("हिन्दी मॉडल", "हिन्दी-मॉडल"),
        ("น้ำ", "น้ำ"),
        ("نموذج عربي", "نموذج-عربي"),
        ("R² score", "r-score"),
        ("½ price", "-price"),
        ("Ⅳ", "ⅳ"),
        ("٣ أشياء", "٣-أشياء"),
        ("a\u203fb", "a\u203fb"),
        ("a\u200db", "ab"),
        ("a  b", "a--b"),
        ("--", "--"),
    ],
)
def test_the_anchor_of_a_title(title: str, anchor: str) -> None:
    assert slug(title) == anchor


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("# A", '<h1 id="a">A</h1>\n'),
        ("A\n=\n\nB\n-", '<h1 id="a">A</h1>\n<h2 id="b">B</h2>\n'),
        ("###### A", '<h6 id="a">A</h6>\n'),
        ("## A `b` *c* [d](e)", '<h2 id="a-b-c-d">A <code>b</code> <em>c</em> <a href="e">d</a></h2>\n'),
        ("# A &amp; <b>B</b>", '<h1 id="a--b">A &amp; <b>B</b></h1>\n'),
        ('<h2 align="center">A</h2>', '<h2 id="a" align="center">A</h2>\n'),
        ('<h2 id="own">A</h2>', '<h2 id="a"><a id="own"></a>A</h2>\n'),
        ('<h2 id="a">A</h2>', '<h2 id="a">A</h2>\n'),
        (
            '<h2 align="center" id="own" lang="en">A</h2>',
            '<h2 id="a" align="center" lang="en"><a id="own"></a>A</h2>\n',
        ),
        ("a", "<p>a</p>\n"),
    ],
)
def test_a_heading_with_its_id(markdown: str, html: str) -> None:
    assert headed(markdown).html == html


@pytest.mark.parametrize(
    ("markdown", "title", "anchor"),
    [
        ("# Model *card* for `x`", "Model card for x", "model-card-for-x"),
        ("# [A](b) ![Logo](c)", "A Logo", "a"),
        ("<h1>\n  A\n</h1>", "A", "a"),
        ("# a  b", "a b", "a--b"),
        ("# ![R&D](x.png)", "R&D", "section"),
        ("# a &lt;b&gt;", "a <b>", "a-b"),
        ("<h1>a<br>b</h1>", "a b", "ab"),
        ("#", "", "section"),
    ],
)
def test_title_and_id_of_a_heading(markdown: str, title: str, anchor: str) -> None:
    [heading] = headed(markdown).headings
    assert (heading.title, heading.id) == (title, anchor)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# a\n# a\n# a", ["a", "a-1", "a-2"]),
        ("# a\n# a-1\n# a", ["a", "a-1", "a-2"]),
        ("# a-1\n# a\n# a", ["a-1", "a", "a-2"]),
        ("# a\n# a\n# a-1\n# a-1", ["a", "a-1", "a-1-1", "a-1-2"]),
        ("# A\n## a", ["a", "a-1"]),
        ("# !\n# ?", ["section", "section-1"]),
        ("# section\n# !", ["section", "section-1"]),
    ],
)
def test_repeated_titles(markdown: str, expected: list[str]) -> None:
    assert ids(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ('<i id="a"></i>\n\n# a', ["a-1"]),
        ('# a\n\n<i id="a"></i>', ["a-1"]),
        ('<hr id="a">\n\n# a', ["a-1"]),
        ("# fn-1\n\na[^1]\n\n[^1]: b", ["fn-1-1"]),
        ('<h2 id="b">A</h2>\n\n## B', ["a", "b-1"]),
    ],
)
def test_an_id_that_another_element_has_is_taken(markdown: str, expected: list[str]) -> None:
    assert ids(markdown) == expected
    found = Tags(headed(markdown).html).all("id")
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    "title", ["__search", "\\_\\_drawer", "mc-alert", "MC-x", "mkdocs-search-query", "mkdocs_x", "__", "mc-"]
)
def test_no_heading_takes_an_id_of_the_page(title: str) -> None:
    for markdown in (f"# {title}", f"# {title}\n# {title}", f'<h1 id="{title}">{title}</h1>'):
        for anchor in Tags(headed(markdown).html).all("id"):
            assert not anchor.startswith(("__", "mc-", "mkdocs-", "mkdocs_"))


def test_headings_within_headings_have_ids() -> None:
    html = headed("<h1><div><h2>in</h2></div></h1>\n\n# after").html
    assert len(Tags(html).all("id")) == Tags(html).names().count("h1") + Tags(html).names().count("h2")


def tree(headings: tuple[Heading, ...]) -> list[object]:
    """Titles, each followed by the list of what is below it."""
    found: list[object] = []
    for heading in headings:
        found += [heading.title, tree(heading.children)] if heading.children else [heading.title]
    return found


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ("", []),
        ("a1", ["a"]),
        ("a1 b2 c2 d1", ["a", ["b", "c"], "d"]),
        ("a1 b2 c3 d2 e1", ["a", ["b", ["c"], "d"], "e"]),
        ("a1 b3 c2", ["a", ["b", "c"]]),
        ("a3 b2 c1 d2", ["a", "b", "c", ["d"]]),
        ("a2 b2 c6 d4 e2", ["a", "b", ["c", "d"], "e"]),
        ("a1 b2 c3 d4 e5 f6", ["a", ["b", ["c", ["d", ["e", ["f"]]]]]]),
    ],
)
def test_the_contents_tree(levels: str, expected: list[object]) -> None:
    headings = tuple(Heading(int(word[1]), word[0], word[0]) for word in levels.split())
    assert tree(contents(headings)) == expected


def flat(headings: tuple[Heading, ...]) -> list[Heading]:
    return [item for heading in headings for item in (heading, *flat(heading.children))]


@given(st.lists(st.integers(1, 6), max_size=30))
def test_the_tree_keeps_every_heading_in_order(levels: list[int]) -> None:
    headings = tuple(Heading(level, str(number), str(number)) for number, level in enumerate(levels))
    made = contents(headings)
    assert [(item.level, item.id) for item in flat(made)] == [(item.level, item.id) for item in headings]
    for item in flat(made):
        assert all(child.level > item.level for child in item.children)
    # A list never holds a heading that belongs below the one before it.
    for group in [made, *(item.children for item in flat(made))]:
        assert all(after.level <= before.level for before, after in pairwise(group))


TITLES = st.one_of(
    st.sampled_from(
        ["a", "a-1", "A", "a-2", "a-1-1", "🤗", "!", "section", "section-1", "__x", "mc-x", "fn-1", "mkdocs-x"]
    ),
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=6),
)
PIECES = st.builds("{} {}".format, st.sampled_from(["#", "##", "###"]), TITLES) | st.builds(
    '<{} id="{}">a</{}>'.format, st.sampled_from(["i", "h2", "hr", "p"]), TITLES, st.just("i")
)


@given(st.lists(PIECES, max_size=12))
@settings(max_examples=200)
def test_ids_are_unique_and_never_the_pages_own(pieces: list[str]) -> None:
    made = headed("\n\n".join(pieces))
    found = Tags(made.html).all("id")
    assert len(found) == len(set(found))
    assert {heading.id for heading in made.headings} <= set(found)
    assert all(one and not one.lower().startswith(("__", "mc-", "mkdocs-", "mkdocs_")) for one in found)


@given(st.text())
def test_an_anchor_has_no_spaces_and_no_markup(title: str) -> None:
    anchor = slug(title)
    assert not set(anchor) & set(" \t\n\"'<>&`=#")
    assert slug(anchor) == anchor


@pytest.mark.parametrize(
    "markdown",
    [
        "# a\n" * 20_000,
        "".join(f"# h{number}\n" for number in range(20_000)),
        "".join(f'<i id="a-{number}"></i>' for number in range(10_000)) + "\n\n" + "# a\n" * 5000,
        "<h1>" * 20_000,
        "<h1><h2>" * 10_000,
        "<h1><div>" * 8000,
        "# " + "<b>" * 10_000,
        "# " + "a " * 100_000,
    ],
    ids=lambda markdown: repr(markdown[:16]),
)
def test_many_headings_get_ids_quickly(markdown: str) -> None:
    html = sanitize(to_html(markdown))
    with quick():
        contents(add_heading_ids(html).headings)


@pytest.mark.parametrize("tag", ["h1", "b"])
def test_an_id_in_another_attribute_s_value_is_none(tag: str) -> None:
    html = f'<{tag} title="x id=" lang=" onclick=alert(1) y" id="own">a</{tag}>'
    made = add_heading_ids(html * 2)
    tags = Tags(made.html)
    assert {name for _, attributes in tags.tags for name in attributes} == {"title", "lang", "id"}
    assert tags.all("title") == ["x id="] * 2
    assert tags.all("id") == (["a", "own", "a-1"] if tag == "h1" else ["own"])
