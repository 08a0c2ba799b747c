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

from .helpers import quick, rendered


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
    "first",
    [
        "**Tiny is the best of all**",
        "Model page: [Tiny](https://a.org)",
        "**The paper:** [A paper of Tiny](https://a.org), [another](https://b.org)",
        "Check out our [blog](https://a.org) and paper!",
        "📍 Visit [our page](https://a.org) to try other models.",
        "**2023-01-02:** We trained it some more.",
        "[2024/01/04] 🔥 We released another model.",
        "Note: It was called Teeny before.",
        "Updates: all is new.",
        "You can run this on Colab now.",
        "Test it here: https://a.org",
        "See our paper of the same name.",
        "Find below some examples of how to use it.",
        "All credits to Ann.",
        "Release 1.0 (November 25, 2019)",
    ],
)
def test_what_tells_of_something_else_is_passed_over(first: str) -> None:
    described = "## Model description\n\nTiny sorts reviews."
    assert summed_up(f"# Tiny\n\n{first}\n\nIt sorts short reviews.") == "It sorts short reviews."
    assert summed_up(f"# Tiny\n\n{first}\n\nIt sorts reviews.\n\n{described}") == "Tiny sorts reviews."
    assert summed_up(f"{first}\n\n## Usage\n\nCall it like this.\n\n{described}") == "Tiny sorts reviews."
    assert summed_up(f"{first}\n\n## Usage\n\nCall it like this.") != "Call it like this."
    assert summed_up(first) != ""


@pytest.mark.parametrize(
    "first",
    [
        "**Tiny** sorts short reviews.",
        "Notes are sorted by this model.",
        "Tiny was made in 2023-01-02 and later.",
        "**This model is outdated!**",
        "A model from [Acme](https://a.org) for reviews.",
        "Trained on short reviews, written between 1840 and 1920",
    ],
)
def test_what_tells_of_the_model_stays_the_summary(first: str) -> None:
    described = "## Model description\n\nAnother text of it."
    assert (
        summed_up(f"{first}\n\n{described}")
        == summed_up(first)
        == first.replace("*", "").replace("[Acme](https://a.org)", "Acme")
    )


@pytest.mark.parametrize(
    "title", ["Model Description", "Model Summary", "📖 Introduction", "1. Overview", "Description:", "What is it?"]
)
def test_titles_below_which_a_text_describes_the_model(title: str) -> None:
    text = f"**News of today**\n\nA longer text.\n\n## Training\n\nOn reviews.\n\n## {title}\n\nIt sorts reviews."
    assert summed_up(text) == "It sorts reviews."


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Model Description: Tiny sorts reviews.", "Tiny sorts reviews."),
        ("**Abstract:** Tiny sorts reviews.", "Tiny sorts reviews."),
        ("Tiny sorts reviews. It knows:\n\n- A", "Tiny sorts reviews."),
        ("Tiny sorts reviews of these kinds:\n\n- A", "Tiny sorts reviews of these kinds…"),
        ("短评分类模型。它可以处理以下内容：", "短评分类模型。"),
    ],
)
def test_labels_and_announcements_are_left_out(markdown: str, expected: str) -> None:
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
        "**Note**\n\n" * 10_000,
        "**Note**\n\n" + "# " + "(" * 50_000 + "\n\n" + "(" * 50_000 + " Note",
        "Note: " + ". " * 50_000 + ":",
        "[a](b): " + ": " * 50_000 + "more",
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


def test_an_untouched_template_says_nothing_of_the_model() -> None:
    card = "# Model Card for Model ID\n\n## Model Details\n\n[More Information Needed]\n\n## Uses\n\n{}\n"
    untouched = rendered(card.format("[More Information Needed]"))
    assert (untouched.title, untouched.summary) == (None, "")
    assert rendered(card.format("It sorts short reviews.")).summary == "It sorts short reviews."
