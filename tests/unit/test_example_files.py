"""The files that widget examples name: published beside the card, and reported where they are missing."""

from __future__ import annotations

from pathlib import Path

from mkdocs_modelcards.attachments import MAX_FILES
from mkdocs_modelcards.parse.widget import WidgetExample
from mkdocs_modelcards.parse.yaml_tree import Plain
from mkdocs_modelcards.render.card import render_card
from mkdocs_modelcards.render.example_files import MAX_EXAMPLES, example_addresses, message_file
from mkdocs_modelcards.targets import MAX_FINDINGS, resolve_links

from .helpers import card
from .test_attachments import load

CARD = """\
---
license: mit
widget:
- {src: a.png, output: {url: ./b.png}}
- {messages: [{role: user, content: [{type: image, image: c.png}]}], output: [{url: d.wav}, {url: 'https://x.y/e.png'}]}
- {src: missing.png, output: {url: ../outside.png}}
- {src: 'javascript:alert(1)', output: {url: 'data:image/png;base64,AA'}}
- {text: A, output: {url: gone.png}}
---
"""


def found_in(root: Path, text: str, *files: str) -> tuple[list[str], list[tuple[str, int, str]]]:
    """The paths on the site of what is published, and the findings as code, line and the file's name."""
    catalog, attachments = load(root, {"acme/tiny/README.md": text, **{f"acme/tiny/{name}": b"" for name in files}})
    problems = resolve_links(catalog, attachments, {}).findings
    return [file.site_path for file in attachments.files], [
        (problem.code, problem.line, problem.message.partition("'")[2].partition("'")[0]) for problem in problems
    ]


def test_files_of_examples_are_published_and_missing_ones_are_reported(tmp_path: Path) -> None:
    published, problems = found_in(tmp_path, CARD + "Text.", "a.png", "b.png", "c.png", "d.wav")
    assert published == [f"acme/tiny/{name}" for name in ("a.png", "b.png", "c.png", "d.wav")]
    assert problems == [
        ("link-dead", 3, "missing.png"),
        ("link-dead", 3, "../outside.png"),
        ("link-dead", 3, "gone.png"),
    ]


def test_a_gallery_and_its_examples_report_a_missing_file_once(tmp_path: Path) -> None:
    _, problems = found_in(tmp_path, CARD + "<Gallery />", "a.png", "b.png", "c.png", "d.wav")
    assert sorted(name for _, _, name in problems) == ["../outside.png", "gone.png", "missing.png"]


def test_files_of_cards_that_are_shown_as_text_are_published(tmp_path: Path) -> None:
    text = "---\nthumbnail: a.png\nwidget: [{src: b.png}]\n---\n" + "> " * 600 + "deep"
    published, problems = found_in(tmp_path, text, "a.png", "b.png")
    assert published == ["acme/tiny/a.png", "acme/tiny/b.png"]
    assert problems == []
    assert render_card(card(text)).findings[0].code == "text-too-deep"


def test_only_the_first_examples_are_looked_at_and_only_some_problems_reported(tmp_path: Path) -> None:
    widget = "\n".join(f"- {{src: {number}.png}}" for number in range(1_000))
    text = f"---\nwidget:\n{widget}\n---\nText."
    assert len(render_card(card(text)).references) == MAX_EXAMPLES
    assert len(found_in(tmp_path, text)[1]) == MAX_FINDINGS
    both = "\n".join(f"- {{src: {number}.png, output: {{url: o{number}.png}}}}" for number in range(MAX_FILES))
    names = [f"{start}{number}.png" for number in range(MAX_FILES) for start in ("", "o")]
    published, problems = found_in(tmp_path, f"---\nwidget:\n{both}\n---\nText.", *names)
    assert len(published) == MAX_FILES
    assert [code for code, _, _ in problems] == ["files-too-many"]


def test_parts_of_messages() -> None:
    others: list[Plain] = [{"image_url": 5}, "c", {"url": "d"}]
    assert message_file({"type": "video", "url": "a"}) == ("video", "a")
    assert message_file({"audio_url": {"url": "b"}}) == ("audio", "b")
    assert [message_file(part) for part in others] == [None, None, None]


def test_inputs_and_outputs_of_other_shapes_name_nothing() -> None:
    values: list[Plain] = [None, 5, "x.png", ["x.png"], [[], [{"url": "x.png"}]], {"url": " "}, {"url": ["x.png"]}]
    for value in values:
        inputs: dict[str, Plain] = {"text": "x.png", "src": ["x.png"], "messages": value}
        assert example_addresses((WidgetExample(inputs=inputs, output=value),)) == ()
    assert example_addresses((WidgetExample(inputs={}, output=[[{"url": "x.png"}]]),)) == ("x.png",)
