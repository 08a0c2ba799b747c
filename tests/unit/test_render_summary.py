"""What a card says first: its title, its summary, and the papers it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.render.headings import Heading
from mkdocs_modelcards.render.markdown import to_html
from mkdocs_modelcards.render.sanitize import sanitize
from mkdocs_modelcards.render.summary import (
    GENERIC_TITLES,
    MAX_SUMMARY,
    arxiv_ids,
    shortened,
    summary,
    title_heading,
)

from .helpers import quick


def summed_up(markdown: str) -> str:
    return summary(sanitize(to_html(markdown)))


@pytest.mark.parametrize(
    ("headings", "title"),
    [
        ([], None),
        ([(1, "Tiny")], "Tiny"),
        ([(2, "Usage"), (1, "Tiny"), (1, "More")], "Tiny"),
        ([(2, "Tiny")], None),
        ([(1, "Model Card"), (1, "Tiny")], None),
        ([(1, "model details:")], None),
        ([(1, "# Overview")], None),
        ([(1, "")], None),
        ([(1, "...")], None),
        ([(1, "Model card for Tiny")], "Model card for Tiny"),
    ],
)
def test_the_first_heading_of_the_first_rank_names_the_model(
    headings: list[tuple[int, str]], title: str | None
) -> None:
    found = title_heading(tuple(Heading(level, text, text) for level, text in headings))
    assert (found.title if found else None) == title


@pytest.mark.parametrize("title", sorted(GENERIC_TITLES))
def test_generic_titles_are_in_lower_case(title: str) -> None:
    assert title == title.lower().strip(" :.#")


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# Tiny\n\nIt sorts short reviews.\n\nMore text here.", "It sorts short reviews."),
        ("It **sorts** `short` [reviews](x) & <b>more</b>.", "It sorts short reviews & more."),
        ("It sorts\nshort  \nreviews.", "It sorts short reviews."),
        ("![Badge](a) ![A longer badge text](b)\n\nIt sorts short reviews.", "It sorts short reviews."),
        ("Short.\n\nIt sorts short reviews.", "It sorts short reviews."),
        ("12345678901234567890\n\nIt sorts short reviews.", "It sorts short reviews."),
        ("> A quote that comes first.\n\nIt sorts short reviews.", "It sorts short reviews."),
        ("<details>\n\nA folded part of the text.\n\n</details>\n\nIt sorts short reviews.", "It sorts short reviews."),
        ("[GitHub](a) | [Online demo](b) • [Paper](c)\n\nIt sorts short reviews.", "It sorts short reviews."),
        ("[GitHub](a) | [Online demo](b)", "GitHub | Online demo"),
        ("> Only a quote in this card.", "Only a quote in this card."),
        ("# Only\n\n- a list of words", ""),
        ("```\nonly code in this card\n```", ""),
        ("<!-- a comment that is long enough -->\n\nIt sorts short reviews.", "It sorts short reviews."),
        ("模型可以对短评进行分类和排序", "模型可以对短评进行分类和排序"),
        ("", ""),
    ],
)
def test_the_summary_is_the_first_paragraph_with_words(markdown: str, expected: str) -> None:
    assert summed_up(markdown) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", "a"),
        (" a \n b ", "a b"),
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 199 + "…"),
        ("word " * 50, "word " * 38 + "word…"),
        ("a " + "x" * 300, "a " + "x" * 197 + "…"),
        ("word, " * 40, "word, " * 32 + "word…"),
    ],
)
def test_a_long_text_is_cut_at_a_words_end(text: str, expected: str) -> None:
    assert shortened(text) == expected


@given(st.text(st.sampled_from("ab .,;:é🤗\n\t"), max_size=600))
def test_a_shortened_text_is_the_start_of_the_text(text: str) -> None:
    made = shortened(text)
    folded = " ".join(text.split())
    assert len(made) <= MAX_SUMMARY
    assert made == folded or (made.endswith("…") and folded.startswith(made[:-1]))
    assert shortened(made) == made


@pytest.mark.parametrize(
    ("markdown", "ids"),
    [
        ("https://arxiv.org/abs/2005.14165", ["2005.14165"]),
        ("[a](http://arxiv.org/pdf/2005.14165.pdf)", ["2005.14165"]),
        ("https://arxiv.org/pdf/2005.14165v4", ["2005.14165"]),
        ("https://www.arxiv.org/abs/1810.04805v2", ["1810.04805"]),
        ("https://huggingface.co/papers/2401.00001", ["2401.00001"]),
        ("https://ArXiv.org/abs/1706.03762", ["1706.03762"]),
        ("https://arxiv.org/abs/cs/0309136", ["cs/0309136"]),
        ("arxiv.org/abs/2005.14165 arxiv.org/abs/1706.03762 arxiv.org/pdf/2005.14165", ["2005.14165", "1706.03762"]),
        ("https://HuggingFace.co/papers/2005.14165, https://example.org/papers/1706.03762", ["2005.14165"]),
        ("https://example.org/abs/2005.14165, https://arxiv.org.example.org/pdf/2005.14165", []),
        ("https://arxiv.org/list/cs.CL https://arxiv.org/abs/ arxiv:2005.14165", []),
        ("", []),
    ],
)
def test_papers_that_a_card_names(markdown: str, ids: list[str]) -> None:
    assert arxiv_ids(markdown) == tuple(ids)


@pytest.mark.parametrize(
    "markdown",
    [
        "<table><tr><td>x</td></tr></table>\n\n" * 5000,
        "<section>" * 20_000,
        "<section>a</section>" * 20_000,
        "<details>" * 10_000 + "\n\n" + "a\n\n" * 2000,
        "a\n\n" * 20_000,
        "<p>" * 20_000,
        "> " * 5000 + "a",
    ],
    ids=lambda markdown: repr(markdown[:12]),
)
def test_a_summary_is_found_quickly(markdown: str) -> None:
    html = sanitize(to_html(markdown))
    with quick():
        summary(html)


def test_papers_are_found_quickly() -> None:
    with quick():
        arxiv_ids("arxiv.org/abs/" * 50_000)
        arxiv_ids("arxiv.org/abs/" + "a-" * 200_000)
        arxiv_ids("huggingface.co/papers/" + "1" * 500_000)
        shortened("a " * 500_000)
