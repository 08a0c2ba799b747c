"""Formulas and galleries taken out of Markdown, and what is put in their places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_modelcards.render.cutouts import (
    CutMarkdown,
    Cutout,
    Filling,
    Fillings,
    cut_out,
    misplaced,
    numbers_in,
)
from mkdocs_modelcards.render.markdown import to_html
from mkdocs_modelcards.render.sanitize import sanitize

from .helpers import Tags, codes, quick, rendered
from .test_render_sanitize import ATTACKS

PIECES = st.lists(
    st.sampled_from(
        ["$$a_b$$", "$$", "\\\\(a\\\\)", "\\(a^2\\)", "<Gallery />", "<Gallery>", "</Gallery>", "`", "```\n",
         "\n\n", "    ", "mc", "[a](", ")", "<", ">", "|", "-|-\n", "<!--", "-->", "<pre>", "</pre>", "<b title='",
         "'>", "&#109;c", *ATTACKS]
    )
    | st.text(max_size=5),
    max_size=14,
).map("".join)  # fmt: skip


def sources(markdown: str) -> list[str]:
    return [cutout.source for cutout in cut_out(markdown).cutouts]


def as_written(cut: CutMarkdown) -> Fillings:
    return Fillings(cut, {number: Filling(found.source, found.source) for number, found in enumerate(cut.cutouts)})


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("Text.", []),
        ("<Gallery />", ["<Gallery />"]),
        ("a <gallery> b </GALLERY  > <Gallery/>", ["<gallery>", "</GALLERY  >", "<Gallery/>"]),
        ("<Galleries /> <Gallery a='b'> < Gallery>", []),
        ("$$a$$ and \\\\(b\\\\)", ["$$a$$", "\\\\(b\\\\)"]),
        ("$$a <Gallery /> b$$ <Gallery />", ["$$a <Gallery /> b$$", "<Gallery />"]),
        ("`$$a$$`", []),
        ("costs $5 or $$", []),
    ],
)
def test_what_is_cut_out(markdown: str, found: list[str]) -> None:
    assert sources(markdown) == found


def test_formulas_and_galleries_in_the_order_of_the_text() -> None:
    cut = cut_out("a <Gallery /> $$b$$ c")
    key = cut.key
    assert cut.markdown == f"a {key}0q {key}1q c"
    assert [(cutout.start, cutout.formula is None) for cutout in cut.cutouts] == [(2, True), (14, False)]
    assert cut.cutouts[0] == Cutout("<Gallery />", 2)
    assert list(numbers_in(f"{key}1q {key}0q {key} {key}7q", cut)) == [1, 0, 7]


def test_a_text_without_cutouts_is_the_same() -> None:
    assert cut_out("a *b*") == CutMarkdown("a *b*")
    assert cut_out("<Gallery />", {0}) == CutMarkdown("<Gallery />")


def test_what_is_kept_stays() -> None:
    cut = cut_out("<Gallery /> <Gallery /> $$a$$", {12})
    assert [cutout.start for cutout in cut.cutouts] == [0, 24]
    assert cut.markdown == f"{cut.key}0q <Gallery /> {cut.key}1q"


@given(PIECES)
@settings(max_examples=200)
def test_filling_in_what_was_cut_out_gives_the_markdown_back(markdown: str) -> None:
    cut = cut_out(markdown)
    assert as_written(cut).in_html(cut.markdown) == markdown
    assert as_written(cut).in_text(cut.markdown) == markdown
    assert all(markdown.startswith(cutout.source, cutout.start) for cutout in cut.cutouts)
    assert not cut.key or cut.key not in markdown
    assert cut_out(markdown) == cut


def test_a_word_is_never_one_of_the_text_s_own() -> None:
    first = cut_out("<Gallery />").key
    assert cut_out(f"<Gallery /> {first}").key != first


def test_fillings_go_where_html_text_or_attributes_are() -> None:
    cut = cut_out("$$a$$ $$b$$")
    key = cut.key
    fillings = Fillings(cut, {0: Filling("<i>a</i>", 'a"<b>&')})
    html = f'<p title="{key}0q {key}1q">{key}0q {key}1q {key}00q</p>'
    in_attributes = fillings.in_attributes(html)
    assert in_attributes == f'<p title="a&quot;&lt;b&gt;&amp; {key}1q">{key}0q {key}1q {key}00q</p>'
    assert fillings.in_html(in_attributes) == (
        f'<p title="a&quot;&lt;b&gt;&amp; {key}1q"><i>a</i> {key}1q <i>a</i></p>'
    )
    assert fillings.in_text(f"{key}0q") == 'a"<b>&'
    assert Fillings(cut, {}).in_html(html) == html


@pytest.mark.parametrize(
    ("markdown", "wrong"),
    [
        ("<Gallery />", []),
        ("`<Gallery />`", [1]),
        ("a ``<Gallery />`` <Gallery />", [4]),
        ("<code>a</code> <Gallery />", []),
        ("<pre>\n<Gallery />\n</pre>", [6]),
        ("    <Gallery />", [4]),
        ("```<Gallery />\na\n```", [3]),
        ("[a](<b<Gallery/>>)", [6]),
        ("<a href='<Gallery/>'>b</a>", [9]),
        ("<a title='<Gallery/>'>b</a>", []),
        ("![<Gallery />](b)", []),
        ("<b id='a<Gallery/>'>c</b>", [8]),
        ("<i title='b id=' id='<Gallery/>'>c</i>", [21]),
        ("<!-- <Gallery /> -->", []),
    ],
)
def test_words_that_land_in_code_or_addresses_are_misplaced(markdown: str, wrong: list[int]) -> None:
    cut = cut_out(markdown)
    assert sorted(misplaced(sanitize(to_html(cut.markdown)), cut)) == wrong


@given(PIECES)
@settings(max_examples=200)
def test_no_word_is_left_in_a_card(markdown: str) -> None:
    key = cut_out(markdown).key
    made = rendered(markdown)
    assert set(codes(made.findings)) <= {"gallery-empty", "anchor-dead", "html-dropped"}
    assert not key or key not in made.html + made.summary + repr(made.contents) + repr(made.ids) + repr(made.links)
    tags = Tags(made.html)
    assert (tags.misnested, tags.open, tags.other) == ([], [], [])


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("`$$a$$` and $$b$$", "$$a$$ and b"),
        ("    $$a$$\n\n$$b$$", "$$a$$\n\nb"),
        ("`<Gallery />` `$$a$$`", "<Gallery /> $$a$$"),
        ("> ```\n> $$a$$\n> ```\n\n$$b$$", "$$a$$\n\nb"),
    ],
)
def test_code_shows_what_the_card_says(body: str, text: str) -> None:
    assert Tags(rendered(body).html).text.split() == text.split()


def test_formulas_in_attributes_are_text() -> None:
    made = rendered('![A $$x<y"z$$](a.png "B $$x<y$$")')
    assert Tags(made.html).all("alt") == ['A x<y"z']
    assert Tags(made.html).all("title") == ["B $$x<y$$"]
    assert made.summary == ""


@pytest.mark.parametrize(
    "body",
    [
        "<Gallery />", "<Gallery ", "</gallery", "<gallery" + " " * 99, "$$a$$ ", "`<Gallery />` ", "`$$a$$` ", "$$",
        "\\\\(", "[a]($$b$$) ", "<b id='<gallery>'>", "```\n<Gallery />\n", "<a href='$$x$$'>", "<code>$$a$$",
        "[<Gallery />](a) ",
    ],
)  # fmt: skip
def test_hostile_cutouts_are_quick(body: str) -> None:
    text = body * (100_000 // len(body))
    with quick():
        cut = cut_out(text)
        misplaced(f"<p>{cut.markdown}</p>", cut)
        as_written(cut).in_html(as_written(cut).in_attributes(cut.markdown))
    with quick(4):
        rendered(text)


def test_words_of_other_cards_stay() -> None:
    cut = cut_out("$$a$$")
    other = cut_out("$$b$$").markdown
    assert as_written(cut).in_text(f"{other} {cut.markdown}") == f"{other} $$a$$"
    assert list(numbers_in(f"{other} {cut.markdown}", cut)) == [0]
