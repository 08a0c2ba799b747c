"""A whole card rendered: a pure function of its text that raises nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mkdocs_modelcards.render.card as card_module
from mkdocs_modelcards.render.card import RenderedCard, render_card
from mkdocs_modelcards.render.headings import Heading
from mkdocs_modelcards.render.links import Link
from mkdocs_modelcards.render.sanitize import ATTRIBUTES, TAGS
from mkdocs_modelcards.render.sections import CardSection

from .helpers import Tags, card, places, quick, rendered
from .test_render_sanitize import ATTACKS

BODY = """\
# Tiny classifier

It sorts **short** reviews (https://arxiv.org/abs/1810.04805), see [notes](notes.pdf).

## Usage

```python
x = 1
```

### More

![Plot](plot.png)
"""


def test_a_complete_card() -> None:
    made = rendered(BODY)
    assert made == RenderedCard(
        template=made.template,
        links=(Link("href", "notes.pdf", 6), Link("src", "plot.png", 16)),
        contents=(Heading(2, "Usage", "usage", (Heading(3, "More", "more"),)),),
        ids=("tiny-classifier", "usage", "more"),
        title="Tiny classifier",
        titled_in_body=True,
        summary="It sorts short reviews (https://arxiv.org/abs/1810.04805), see notes.",
        arxiv=("1810.04805",),
        references=("notes.pdf", "plot.png"),
        sections=(CardSection("get_started", "usage"),),
    )
    assert '<h1 id="tiny-classifier">Tiny classifier</h1>' in made.html
    assert '<div class="highlight"><pre><code class="language-python">' in made.html
    assert '<img src="plot.png" alt="Plot" loading="lazy">' in made.html


@pytest.mark.parametrize(
    ("header", "body", "title", "in_body", "contents"),
    [
        ("license: mit", "# Tiny\n## A", "Tiny", True, ["A"]),
        ("license: mit", "# Model Card\n## A", None, False, ["Model Card"]),
        ("license: mit", "Text.", None, False, []),
        ("license: mit", "## A\n# Tiny\n# B", "Tiny", True, ["A", "B"]),
        ("model_name: Tiny", "# tiny \n## A", "Tiny", True, ["A"]),
        ("model_name: Tiny", "# Other\n## A", "Tiny", False, ["Other"]),
        ("pretty_name: Tiny", "# Overview", "Tiny", False, ["Overview"]),
        ("model_name: One\npretty_name: Two", "Text.", "One", False, []),
        ("model_name: Model Card", "# Model Card", "Model Card", False, ["Model Card"]),
    ],
)
def test_the_title(header: str, body: str, title: str | None, in_body: bool, contents: list[str]) -> None:
    made = rendered(body, header)
    assert (made.title, made.titled_in_body) == (title, in_body)
    assert [heading.title for heading in made.contents] == contents


def test_a_description_is_the_summary() -> None:
    assert rendered("It sorts short reviews.", "description: ' Given\n  text '").summary == "Given text"
    assert len(rendered("Text.", f"description: {'word ' * 100}").summary) <= 200


def test_a_card_without_text() -> None:
    assert rendered("") == RenderedCard(template="")


def test_a_card_that_can_not_be_rendered_is_shown_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(markdown: str) -> str:
        raise RuntimeError("no\nway")

    monkeypatch.setattr(card_module, "to_html", fail)
    made = rendered("a <b>\n& c", "model_name: Tiny\ndescription: Given")
    assert made.html == "<pre>a &lt;b&gt;\n&amp; c</pre>"
    assert (made.title, made.titled_in_body, made.summary, made.contents) == ("Tiny", False, "Given", ())
    assert places(made.findings) == [("card-failed", 5, 1)]
    assert "RuntimeError" in made.findings[0].message
    assert made.findings[0].line_of_text().isprintable()


def test_a_card_that_ended_builds_elsewhere_is_shown() -> None:
    made = rendered('# Tiny\n\n<![><img src="]><img')
    assert made.findings == ()
    assert '<![><img src="]><img' in Tags(made.html).text


@pytest.mark.parametrize(
    "body",
    [
        ">" * 10_000 + "a",
        "> " * 10_000 + "a",
        "[" * 20_000,
        "*" * 20_000,
        "[a](" * 20_000,
        "<b>" * 20_000,
        "<div>" * 20_000,
        "<h1><div>" * 8000,
        "<blockquote>\n<p>" * 8000,
        "# a\n" * 20_000,
        "<script>" * 20_000,
        "|a" * 3000 + "\n" + "|-" * 3000 + "\n" + "|b\n" * 100,
        "```python\nx = 1\n```\n" * 2000,
        "```c\n" + "a\n" * 100_000 + "```",
        "> [!NOTE]\n\n" * 10_000,
        "![a](b)" * 20_000,
        "a\n\n" * 20_000,
        "<svg>" * 20_000,
        "&amp;" * 50_000,
        "\0" * 50_000,
        "x" * 1_000_000,
    ],
    ids=lambda body: repr(body[:12]),
)
def test_a_hostile_card_is_rendered_quickly(body: str) -> None:
    parsed = card(f"---\nlicense: mit\n---\n{body}")
    with quick():
        made = render_card(parsed)
    assert {item.code for item in made.findings} <= {"text-too-deep", "table-too-large"}


MARKDOWN = [
    *[
        "# a\n\n",
        "## a-1\n",
        "- ",
        "> ",
        "```js\n",
        "```\n",
        "    x\n",
        "a|b\n-|-\n",
        "[^1]",
        "\n[^1]: x\n\n",
        "> [!TIP]\n> x\n",
    ],
    *["[a](b)", "![a](b)", "<h2 id='a'>x</h2>\n\n", "<i id='a'></i>", "*", "`", "\n\n", "  \n", "- [x] a\n", "~~"],
    "<details>\n\n",
]
PIECES = st.sampled_from(ATTACKS) | st.sampled_from(MARKDOWN) | st.text(max_size=8)


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(max_examples=200)
def test_any_text_is_rendered_safely(body: str) -> None:
    made = rendered(body)
    assert {item.code for item in made.findings} <= {"anchor-dead", "html-dropped"}
    tags = Tags(made.html)
    assert (tags.misnested, tags.open, tags.other) == ([], [], [])
    allowed = {name for names in ATTRIBUTES.values() for name in names} | {"loading", "disabled", "data-mc-generated"}
    for tag, attributes in tags.tags:
        assert tag in TAGS
        assert set(attributes) <= allowed
    found = tags.all("id")
    assert len(found) == len(set(found))
    pages_own = {section.id for section in made.sections} | {citation.id for citation in made.citations}
    assert not any(one.lower().startswith(("__", "mc-")) for one in found if one not in pages_own)


@given(st.lists(PIECES, max_size=8).map("".join), st.lists(PIECES, max_size=8).map("".join))
def test_one_card_changes_nothing_in_another(one: str, other: str) -> None:
    before = rendered(one)
    rendered(other)
    assert rendered(one) == before
