"""What is said of HTML that is not kept."""

from __future__ import annotations

import pytest

from mkdocs_modelcards.render.card import render_card
from mkdocs_modelcards.render.dropped import MAX_FINDINGS
from mkdocs_modelcards.render.options import RenderOptions

from .helpers import card, codes, places, quick, rendered


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Text.\n\n<video src='a.mp4'></video>\n", [("html-dropped", 6, 1)]),
        ("The token <unk> is replaced, <unk> too.", [("html-dropped", 4, 11)]),
        ("<FONT color=red>a</FONT> <script>b()</script>", [("html-dropped", 4, 1), ("html-dropped", 4, 26)]),
        ("<details><summary>a</summary>b</details> <kbd>c</kbd> <!-- <video> -->", []),
        ("`<video>` &lt;video&gt;\n\n    <video>\n\n```\n<video>\n```\n", []),
        ("a <svg></svg> b", [("html-dropped", 4, 3)]),
        ("<math><mi>x</mi></math>", [("html-dropped", 4, 1)]),
        ("<html><head></head><body>a</body></html>", []),
        ("a < b, c<d and <https://example.org>, <3", []),
    ],
)
def test_each_kind_of_element_is_reported_once(body: str, found: list[tuple[str, int, int]]) -> None:
    assert places(rendered(body).findings) == found


def test_what_the_user_allows_is_not_reported() -> None:
    made = render_card(card("<video src='a.mp4'></video>\n"), RenderOptions(allow_html=(("video", ("src",)),)))
    assert made.findings == ()


def test_the_finding_says_what_to_do() -> None:
    [unknown] = rendered("A <unk>.").findings
    assert "`<unk>` between backticks or &lt;unk&gt;" in unknown.hint
    assert "allow_html" in unknown.hint
    [script] = rendered("<script>a()</script>").findings
    assert "what is in it will not be shown" in script.message
    assert "allow_html" not in script.hint


def test_findings_are_bounded() -> None:
    body = " ".join(f"<tag{number}>" for number in range(20_000))
    with quick():
        made = rendered(body)
    assert codes(made.findings) in (["html-dropped"] * MAX_FINDINGS, ["text-too-deep"])
