"""GitHub's alerts."""

from __future__ import annotations

import pytest

from mkdocs_modelcards.render.alerts import mark_alerts
from mkdocs_modelcards.render.markdown import to_html
from mkdocs_modelcards.render.sanitize import sanitize

from .helpers import quick


def marked(markdown: str) -> str:
    return mark_alerts(sanitize(to_html(markdown)))


@pytest.mark.parametrize("kind", ["note", "tip", "important", "warning", "caution"])
@pytest.mark.parametrize("case", [str.upper, str.lower, str.capitalize])
def test_each_kind(kind: str, case: type[str]) -> None:
    assert marked(f"> [!{case(kind)}]\n> Text.") == (
        f'<blockquote class="mc-alert mc-alert--{kind}">\n'
        f'<p class="mc-alert__title" data-mc-generated="">{kind.capitalize()}</p>\n<p>Text.</p>\n</blockquote>\n'
    )


@pytest.mark.parametrize(
    ("markdown", "rest"),
    [
        ("> [!NOTE]\n> a\n> b", "\n<p>a\nb</p>\n"),
        ("> [!NOTE]  \n> a", "\n<p>a</p>\n"),
        ("> [!NOTE]\n>\n> a", "\n<p>a</p>\n"),
        ("> [!NOTE]\n> - a", "\n<ul>\n<li>a</li>\n</ul>\n"),
        ("> [!NOTE]\n> **a** `b`", "\n<p><strong>a</strong> <code>b</code></p>\n"),
    ],
)
def test_what_an_alert_holds(markdown: str, rest: str) -> None:
    title = '<p class="mc-alert__title" data-mc-generated="">Note</p>'
    assert marked(markdown) == f'<blockquote class="mc-alert mc-alert--note">\n{title}{rest}</blockquote>\n'


@pytest.mark.parametrize(
    "markdown",
    [
        "> Text.",
        "> [!NOTE] Text.",
        "> [!OTHER]\n> Text.",
        "> Text\n> [!NOTE]",
        "> **[!NOTE]**\n> Text.",
        "> \\[!NOTE]x\n> Text.",
        "[!NOTE]\nText.",
        "> # [!NOTE]\n> Text.",
        "    > [!NOTE]\n    > Text.",
        "> `[!NOTE]`\n> Text.",
    ],
)
def test_other_quotes_stay_as_they_are(markdown: str) -> None:
    assert "mc-alert" not in marked(markdown)
    assert marked(markdown) == sanitize(to_html(markdown))


def test_a_card_can_not_forge_an_alert() -> None:
    assert "mc-" not in marked(
        '<blockquote class="mc-alert mc-alert--note"><p class="mc-alert__title">x</p></blockquote>'
    )


def test_many_alerts_are_marked_quickly() -> None:
    with quick():
        assert marked("> [!NOTE]\n> x\n\n" * 5000).count('class="mc-alert ') == 5000
        mark_alerts("<blockquote>\n<p>[!note]" * 20_000)
