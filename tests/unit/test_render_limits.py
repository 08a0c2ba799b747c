"""How much one card may cost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.parse.card import ModelCard
from mkdocs_modelcards.render.card import render_card
from mkdocs_modelcards.render.limits import (
    MAX_BODY_CHARACTERS,
    MAX_CELLS,
    MAX_HTML_CHARACTERS,
    MAX_SHOWN_CHARACTERS,
    body_excess,
    html_excess,
)
from mkdocs_modelcards.render.nesting import MAX_NESTING

from .helpers import card, places, quick


def code(html: str) -> str | None:
    excess = html_excess(html)
    return excess.code if excess else None


def with_body(body: str) -> ModelCard:
    return card(f"---\nlicense: mit\n---\n{body}")


def test_the_longest_text() -> None:
    assert body_excess("a" * MAX_BODY_CHARACTERS) is None
    excess = body_excess("a" * (MAX_BODY_CHARACTERS + 1))
    assert excess is not None
    assert excess.code == "text-too-large"
    assert "1,000,001 characters; at most 1,000,000" in excess.message


@pytest.mark.parametrize(
    ("html", "excess"),
    [
        ("a" * MAX_HTML_CHARACTERS, None),
        ("a" * (MAX_HTML_CHARACTERS + 1), "text-too-large"),
        ("<td>" * MAX_CELLS, None),
        ("<td>" * (MAX_CELLS + 1), "table-too-large"),
        ("<th>" * 15_000 + '<td align="left">' * 5_001, "table-too-large"),
        ("<TD>" * (MAX_CELLS + 1), "table-too-large"),
        ("<Th\n>" * (MAX_CELLS + 1), "table-too-large"),
        ("<thead></thead>" + "<th>" * MAX_CELLS, None),
        ("&lt;td&gt;" * (MAX_CELLS + 1), None),
        ("<b>" * MAX_NESTING, None),
        ("<b>" * (MAX_NESTING + 1), "text-too-deep"),
        ("<b></b>" * 10_000, None),
    ],
    ids=lambda value: str(value)[:12],
)
def test_the_largest_html(html: str, excess: str | None) -> None:
    assert code(html) == excess


@given(st.text(max_size=50))
def test_ordinary_texts_are_not_too_large(text: str) -> None:
    assert body_excess(text) is None
    assert html_excess(text) is None


@pytest.mark.parametrize(
    ("body", "excess"),
    [
        ("word " * 250_000, "text-too-large"),
        ("|" + "a|" * 100 + "\n|" + "-|" * 100 + "\n" + ("|" + "b|" * 100 + "\n") * 300, "table-too-large"),
        ("|" + "a|" * 1000 + "\n|" + "-|" * 1000 + "\n" + "|b\n" * 10_000, "text-too-large"),
        ("<table>" + "<tr><TD>" * 25_000, "table-too-large"),
        ("> " * 600 + "a", "text-too-deep"),
        ("<b>" * 600, "text-too-deep"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_a_card_that_is_too_large_is_shown_as_text(body: str, excess: str) -> None:
    parsed = with_body(body)
    with quick():
        made = render_card(parsed)
    assert [found[0] for found in places(made.findings)] == [excess]
    assert made.findings[0].line == 4
    assert made.html.startswith("<pre>")
    assert len(made.html) < 5 * MAX_SHOWN_CHARACTERS
    assert made.links == ()


def test_the_start_of_a_text_that_is_too_large_is_shown() -> None:
    made = render_card(with_body("<b>&\0" + "x" * MAX_BODY_CHARACTERS))
    assert made.html == f"<pre>&lt;b&gt;&amp;\ufffd{'x' * (MAX_SHOWN_CHARACTERS - 5)}\n…</pre>"


def test_a_text_of_the_largest_size_is_rendered() -> None:
    made = render_card(with_body("# Tiny\n\n" + "word " * 199_998))
    assert made.findings == ()
    assert made.title == "Tiny"


@pytest.mark.parametrize("html", ["<td", "<t", "<th ", "<TD/", "<", "</td>", "<b "])
def test_hostile_html_is_measured_quickly(html: str) -> None:
    with quick():
        html_excess(html * 500_000)
