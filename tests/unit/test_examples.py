"""The examples of a card on its page: each shape of input and output, and what is never shown."""

from __future__ import annotations

import json
from collections.abc import Container

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from selectolax.lexbor import LexborHTMLParser

from mkdocs_modelcards.catalog.catalog import build_catalog
from mkdocs_modelcards.catalog.model import CatalogModel
from mkdocs_modelcards.pages.example_parts import MAX_TEXT
from mkdocs_modelcards.pages.examples import MAX_CHARACTERS, SHOWN, example_views, has_examples
from mkdocs_modelcards.pages.options import DEFAULTS, PageOptions
from mkdocs_modelcards.pages.renderer import PageRenderer
from mkdocs_modelcards.pages.site_pages import CardPage, site_pages
from mkdocs_modelcards.parse import yaml_tree
from mkdocs_modelcards.render.card import render_card
from mkdocs_modelcards.render.example_files import MAX_EXAMPLES, example_addresses
from mkdocs_modelcards.render.options import RenderOptions
from tests.projects import texts

from .helpers import Tags, card, quick
from .test_pages import THEMES

LOCAL = PageOptions(remote_images=False)
FILES = frozenset({"acme/tiny/a.png", "acme/tiny/b c.wav", "acme/tiny/film.mp4", "acme/tiny/data.pdf"})
EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'"

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
KEYS = st.sampled_from(
    ["label", "score", "answer", "text", "url", "word", "entity_group", "role", "content", "type", "image_url", "x"]
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20
)


def model(widget: object, header: str = "", body: str = "Text.") -> CatalogModel:
    """A model with a widget. JSON is YAML, too."""
    parsed = card(f"---\nlicense: mit\n{header}\nwidget: {json.dumps(widget, allow_nan=False)}\n---\n{body}\n")
    return build_catalog([(parsed, render_card(parsed))], {}, {}).models[0]


ENVIRONMENT = Environment(
    loader=FileSystemLoader(THEMES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def html_of(found: CatalogModel, options: PageOptions = DEFAULTS, published: Container[str] = FILES) -> str:
    """The section of examples as HTML; empty when there is none."""
    views = example_views(found, options, published)
    return ENVIRONMENT.get_template("modelcards/examples.html").render(examples=views) if views else ""


def section(
    widget: object, header: str = "", options: PageOptions = DEFAULTS, published: Container[str] = FILES
) -> LexborHTMLParser:
    """The section of examples as a browser reads it."""
    return LexborHTMLParser(html_of(model(widget, header), options, published))


def said(page: LexborHTMLParser, selector: str) -> list[str]:
    """The texts of elements, with a space between what stands in different ones."""
    return [" ".join(node.text(separator=" ").split()) for node in page.css(selector)]


def rows(widget: object, header: str = "", options: PageOptions = DEFAULTS) -> list[tuple[str, str]]:
    """What the examples say, as labels and texts."""
    page = section(widget, header, options)
    return list(zip(said(page, "dt"), said(page, "dd"), strict=True))


def test_texts_to_try_are_a_plain_list() -> None:
    html = html_of(model([{"text": "Hello <mask>."}, {"text": "Bye.", "example_title": "The end"}]))
    assert html == (
        '<section class="mc-section"><h2 id="mc-examples">Examples</h2>\n'
        '<p class="mc-muted">Inputs to try:</p>\n'
        '<ul class="mc-examples">\n'
        '<li>\n<p dir="auto">Hello &lt;mask&gt;.\n'
        '<li><p class="mc-example__title" dir="auto">The end\n<p dir="auto">Bye.\n'
        "</ul>\n</section>"
    )


def test_the_section_stands_on_the_page_and_in_its_contents() -> None:
    catalog = build_catalog([(one.card, one.rendered) for one in [model([{"text": "Hello."}])]], {}, {})
    page = next(page for page in site_pages(catalog, 100) if isinstance(page, CardPage))
    assert ("Examples", "mc-examples") in [(heading.title, heading.id) for heading in page.contents]
    assert html_of(catalog.models[0]) in PageRenderer(catalog, THEMES).html(page)


@pytest.mark.parametrize(
    ("example", "wanted"),
    [
        ({"text": "One."}, [("Input", "One."), ("Output", "1")]),
        ({"text": "Who?", "context": "Ann."}, [("Question", "Who?"), ("Context", "Ann.")]),
        ({"text": "Who?", "table": {"a": ["x", 1], "b": [True]}}, [("Question", "Who?"), ("Table", "a b x true 1")]),
        ({"table": {"a": [1.5], "b": [None]}}, [("Input", "a b 1.5")]),
        ({"structured_data": {"length (cm)": [5.1]}}, [("Input", "length (cm) 5.1")]),
        ({"source_sentence": "A", "sentences": ["B", "C"]}, [("Sentence", "A"), ("Sentences", "B C")]),
        ({"text": "A", "candidate_labels": "x, y"}, [("Text", "A"), ("Labels", "x, y")]),
        (
            {"text": "A", "candidate_labels": "x,y", "multi_class": True},
            [("Text", "A"), ("Labels", "x, y (several may apply)")],
        ),
        (
            {"messages": [{"role": "user", "content": "Hi\nyou"}, {"role": "assistant", "content": "Ho"}]},
            [("user", "Hi you"), ("assistant", "Ho")],
        ),
        (
            {"messages": [{"role": "user", "content": [{"type": "text", "text": "A"}, "B"], "name": "ann"}, "C", 4]},
            [("user", 'A B {"name": "ann"}'), ("Message", "C"), ("Message", "4")],
        ),
        ({"messages": "Hi"}, [("Messages", "Hi")]),
        ({"text": {"a": [1]}}, [("Input", '{"a": [1]}')]),
        ({"text": ["a", 2]}, [("Input", "a 2")]),
        (
            {"text": "A", "parameters": {"top_k": 5, "stop": ["x"]}},
            [("Input", "A"), ("Parameters", 'top_k: 5 stop: ["x"]')],
        ),
        ({"text": "A", "parameters": "fast"}, [("Input", "A"), ("Parameters", "fast")]),
        ({"context": "Alone", "prompt": "P"}, [("Prompt", "P"), ("Context", "Alone")]),
    ],
)  # fmt: skip
def test_inputs(example: dict[str, object], wanted: list[tuple[str, str]]) -> None:
    output = {"output": 1} if len(wanted) == 2 and wanted[1][0] == "Output" else {}
    assert rows([{**example, **output}]) == wanted


@pytest.mark.parametrize(
    ("output", "wanted"),
    [
        ([{"label": "a", "score": 0.9983}, {"label": "b", "score": -0.5}], "a 0.9983 b -0.5"),
        ([[{"label": "a", "score": 1}]], "a 1"),
        ({"label": "a", "score": "high"}, "a high"),
        ({"answer": "Berlin", "score": 0.5, "start": 1, "end": 7}, "Berlin 0.5"),
        ([{"entity_group": "PER", "word": "Ann", "start": 1, "end": 4, "score": 0.25}], "PER Ann 0.25"),
        ([{"score": 0.5, "token": 7, "token_str": "x", "sequence": "a x"}], "x a x 0.5"),
        ([{"label": "cat", "score": 1, "box": {"xmin": 1}}], 'cat {"box": {"xmin": 1}} 1'),
        ({"text": "Done."}, "Done."),
        ([{"generated_text": "One."}, {"translation_text": "Two."}], "One. Two."),
        ({"text": "Hi", "chunks": [1]}, 'Hi {"chunks": [1]}'),
        ({"text": ""}, "Nothing"),
        ([], "Nothing"),
        ({}, "Nothing"),
        ("Plain", "Plain"),
        (False, "false"),
        (["a", None, 0.5], "a 0.5"),
        ({"boxes": [[1, 2]], "é": None}, '{"boxes": [[1, 2]], "é": null}'),
        ([{"label": "a", "score": 1}, 5], '[{"label": "a", "score": 1}, 5]'),
        ({"label": "a", "score": 10**399}, f"a 1{'0' * 298}…"),
    ],
)
def test_outputs(output: object, wanted: str) -> None:
    assert rows([{"text": "A", "output": output}]) == [("Input", "A"), ("Output", wanted)]


def test_scores_have_bars_as_long_as_they_are_high() -> None:
    page = section(
        [{"text": "A", "output": [{"label": str(score), "score": score} for score in (0.75, "25e-2", 0, -1)]}]
    )
    assert [bar.attributes for bar in page.css(".mc-bar > i")] == [
        {"style": "inline-size:75%"},
        {"style": "inline-size:25%"},
    ]
    assert len(page.css(".mc-bar")) == 4
    page = section([{"text": "A", "output": [{"label": "a", "score": 30}, {"label": "b", "score": 3}]}])
    assert [bar.attributes["style"] for bar in page.css("i")] == ["inline-size:100%", "inline-size:10%"]


def test_the_largest_scores_have_bars() -> None:
    scores = [{"label": "a", "score": 1e308}, {"label": "b", "score": -1e308}, {"label": "c", "score": 5e307}]
    page = section([{"text": "A", "output": scores}])
    assert [bar.attributes["style"] for bar in page.css("i")] == ["inline-size:100%", "inline-size:50%"]


def test_scores_of_sentences_stand_beside_them() -> None:
    widget = {"source_sentence": "A", "sentences": ["B", "C"], "output": [0.25, 0.5]}
    assert rows([widget]) == [("Sentence", "A"), ("Sentences", "B C"), ("Output", "B 0.25 C 0.5")]
    widget["output"] = [{"label": "B", "score": 0.25}, {"label": "C", "score": 0.5}]
    assert rows([widget]) == [("Sentence", "A"), ("Output", "B 0.25 C 0.5")]


@pytest.mark.parametrize(
    "table",
    [
        {"a": ["1", "3"], "b": ["2"]},
        {"a": {"x": "1", "y": "3"}, "b": "2"},
        [{"a": 1, "b": 2}, {"a": 3}],
        [["a", "b"], [1, 2], [3]],
    ],
)
def test_tables(table: object) -> None:
    page = section([{"table": table}])
    found = [[cell.text(strip=True) for cell in row.css("th, td")] for row in page.css("tr")]
    assert found == [["a", "b"], ["1", "2"], ["3", ""]]
    assert len(page.css("th[scope=col]")) == 2


def test_a_wide_table_of_few_rows_is_turned() -> None:
    page = section([{"table": {"a": [1], "b": [2], "c": [3]}}])
    assert said(page, "tr") == ["a 1", "b 2", "c 3"]
    assert texts(page, "th") == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("src", "header", "label", "html"),
    [
        ("a.png", "", "Image", '<a href="a.png"><img src="a.png" alt="A title" loading="lazy"></a>'),
        (
            "./b%20c.wav?x#y",
            "",
            "Audio",
            '<audio src="b%20c.wav" controls="" preload="none" aria-label="A title"></audio>',
        ),
        ("film.mp4", "", "Video", '<video src="film.mp4" controls="" preload="none" aria-label="A title"></video>'),
        ("data.pdf", "", "File", '<p><a href="data.pdf">data.pdf</a>\n</p>'),
        (
            "https://example.com/x?y=1&z",
            "pipeline_tag: image-classification",
            "Image",
            '<a href="https://example.com/x?y=1&amp;z">'
            '<img src="https://example.com/x?y=1&amp;z" alt="A title" loading="lazy"></a>',
        ),
        (
            "https://example.com/x",
            "pipeline_tag: automatic-speech-recognition",
            "Audio",
            '<audio src="https://example.com/x" controls="" preload="none" aria-label="A title"></audio>',
        ),
        ("https://example.com/x", "", "File", '<p><a href="https://example.com/x">https://example.com/x</a>\n</p>'),
        ("missing.png", "", "Image", '<p><code dir="auto">missing.png</code>\n</p>'),
        ("../other/a.png", "", "Image", '<p><code dir="auto">../other/a.png</code>\n</p>'),
        ("mailto:a@example.com", "", "File", '<p><code dir="auto">mailto:a@example.com</code>\n</p>'),
    ],
)  # fmt: skip
def test_files(src: str, header: str, label: str, html: str) -> None:
    page = section([{"src": src, "example_title": "A title"}], header)
    assert texts(page, "dt") == [label]
    [found] = page.css("dd > *")
    assert found.html == html


@pytest.mark.parametrize(
    ("task", "tag"),
    [("text-to-image", "img"), ("text-to-speech", "audio"), ("image-to-video", "video"), ("text-to-3d", "p")],
)
def test_what_an_output_is_follows_from_the_task(task: str, tag: str) -> None:
    page = section([{"text": "A cat", "output": {"url": "https://example.com/x"}}], f"pipeline_tag: {task}")
    [output] = page.css("dt + dd:last-of-type")
    assert len(output.css(tag)) == 1
    assert not [other for other in ("img", "audio", "video") if other != tag and output.css(other)]


def test_files_of_other_hosts_are_links_where_they_may_not_be_shown() -> None:
    for url in ("https://example.com/a.png", "//example.com/a.png", "\\\\example.com\\a.png"):
        page = section([{"src": url}], options=LOCAL)
        assert not page.css("img")
        assert [link.attributes["href"] for link in page.css("a")] == [url]
        assert len(section([{"src": url}]).css("img")) == 1
    assert len(section([{"src": "a.png"}], options=LOCAL).css("img")) == 1


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " JaVa\tScript:alert(1)", "data:image/png;base64,AA", "https:x"]
)
def test_addresses_that_run_or_hold_something_are_text(url: str) -> None:
    message = {"role": "user", "content": [{"type": "image_url", "image_url": {"url": url}}]}
    for widget in ({"src": url}, {"text": "A", "output": {"url": url}}, {"messages": [message]}):
        page = section([widget], "pipeline_tag: image-to-image")
        assert not page.css("[href], [src]")
        assert len(page.css("code")) == 1


def test_messages_with_files() -> None:
    parts = [
        {"type": "image", "image": "a.png"},
        {"type": "image", "url": "a.png"},
        {"type": "image_url", "image_url": "a.png"},
        {"type": "audio_url", "audio_url": {"url": "b c.wav"}},
    ]
    widget = [{"messages": [{"role": "user", "content": parts}], "output": [{"url": "film.mp4"}, {"url": "x.bin"}]}]
    page = section(widget)
    assert (len(page.css("img")), len(page.css("audio")), len(page.css("video"))) == (3, 1, 1)
    assert example_addresses(model(widget).card.data.widget) == ("a.png", "b c.wav", "film.mp4", "x.bin")


def test_groups_stand_together_and_those_without_one_come_first() -> None:
    page = section([{"text": text, "group": group} for text, group in (("1", "b"), ("2", ""), ("3", "a"), ("4", "b"))])
    assert said(page, "h3, .mc-examples") == ["2", "b", "1 4", "a", "3"]


def test_many_examples_fold_away_and_further_ones_are_counted() -> None:
    page = section([{"text": f"<{number}>"} for number in range(MAX_EXAMPLES + 1_000)])
    assert texts(page, "summary") == [f"{MAX_EXAMPLES - SHOWN} more examples"]
    assert len(page.css("li")) == MAX_EXAMPLES
    assert len(page.css("details li")) == MAX_EXAMPLES - SHOWN
    assert texts(page, ".mc-muted")[-1] == "1,000 more in the card's header are not shown."


def test_a_long_text_opens_on_demand() -> None:
    text = "word " * 400
    page = section([{"text": text}])
    assert texts(page, "summary") == ["1,499 more characters"]
    assert " ".join(texts(page, "p[dir]")) == text.strip()
    page = section([{"text": "x" * 500_000}])
    assert len("".join(texts(page, "p[dir]"))) == MAX_TEXT


LONG = "x" * 100_000
ALIASED = "\n".join(("x-long: &long " + LONG, "x-rows: &rows [" + ", ".join(["*long"] * 90) + "]"))


@pytest.mark.parametrize(
    "widget",
    [
        "[" + ", ".join(["{text: *long}"] * 300) + "]",
        "[" + ", ".join(["{table: {a: *rows, b: *rows}}"] * 100) + "]",
        "[" + ", ".join(["{text: a, output: {x: [*rows, *rows]}}"] * 100) + "]",
        "[" + ", ".join(["{text: a, output: *rows}"] * 100) + "]",
        "[" + ", ".join(["{messages: *rows, parameters: {a: *rows, b: *long}}"] * 100) + "]",
        "[{text: a, example_title: *long, group: *long, output: [{label: *long, score: *long}]}]",
        "[{text: a, candidate_labels: *rows, multi_class: true}, {text: a, candidate_labels: *long}]",
        "[{src: *long}, {src: *long, output: {url: *long}}, {text: a, output: {answer: *long, word: *rows, score: 1}}]",
        "[{table: [" + ", ".join(["[" + ", ".join(["1"] * 100) + "]"] * 500) + "]}]",
        "[{messages: [" + ", ".join(["{role: *long, content: *rows}"] * 500) + "]}]",
    ],
)
def test_hostile_sizes_cost_little(widget: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_tree, "MAX_ALIASED", 10**12)  # a page has bounds of its own
    parsed = card(f"---\n{ALIASED}\nwidget: {widget}\n---\nText.\n")
    assert parsed.data.widget
    found = build_catalog([(parsed, render_card(parsed))], {}, {}).models[0]
    with quick(0.5):
        html = html_of(found)
    assert 0 < len(html) < 3 * MAX_CHARACTERS


def test_ten_thousand_examples_and_deep_nesting_cost_little() -> None:
    nested: object = "x"
    for _ in range(40):
        nested = [nested]
    found = model([{"text": nested, "output": nested}, *({"text": "x", "output": ["y"]} for _ in range(10_000))])
    with quick(0.5):
        assert has_examples(found)
        html = html_of(found)
    assert len(html) < 100_000
    assert f"{10_001 - MAX_EXAMPLES:,} more in the card" in html


def test_everything_is_escaped() -> None:
    widget = [
        dict.fromkeys(("text", "context", "example_title", "group", "parameters", "output"), EVIL),
        {"table": {EVIL: [EVIL]}, "parameters": {EVIL: EVIL}, "output": [{"label": EVIL, "score": EVIL, "word": EVIL}]},
        {"src": EVIL, "candidate_labels": EVIL, "output": {"url": EVIL, "text": EVIL, EVIL: EVIL}},
        {"src": f"https://example.com/{EVIL}.png", "output": {"url": f"https://example.com/{EVIL}.wav"}},
        {"messages": [{"role": EVIL, "content": [EVIL, {"image": EVIL}], EVIL: EVIL}, EVIL]},
        {"source_sentence": EVIL, "sentences": [EVIL], "output": [EVIL, [EVIL]]},
    ]
    found = model(widget)
    tags = Tags(html_of(found))
    assert not {"script", "iframe", "style"} & set(tags.names())
    assert not [name for _, attributes in tags.tags for name in attributes if name.startswith("on")]
    assert sum("alert(1)" in text for text in tags.text.split("\n")) >= 15


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("text", "table", "messages", "sentences", "output"), VALUES)))
def test_any_value_makes_escaped_html(example: dict[str, object]) -> None:
    try:
        source = json.dumps([{"src": "a.png", **example}], allow_nan=False)
    except ValueError:  # YAML has these numbers, JSON does not, and a card's header makes texts of them
        source = json.dumps([{"src": "a.png", **example}]).replace("NaN", ".nan").replace("Infinity", ".inf")
    parsed = card(f"---\nwidget: {source}\n---\nText.\n")
    found = build_catalog([(parsed, render_card(parsed))], {}, {}).models[0]
    html = html_of(found)
    assert has_examples(found) == bool(html)
    assert set(Tags(html).names()) <= set(
        "section h2 p ul li dl dt dd div table tr th td b i a img code details summary".split()
    )
    assert LexborHTMLParser(html).css("dl > *") == [] or {
        node.tag for node in LexborHTMLParser(html).css("dl > *")
    } <= {"dt", "dd"}


@pytest.mark.parametrize(
    "example", [{"text": ""}, {"text": " \n"}, {"table": {}}, {"sentences": [], "source_sentence": ""}]
)
def test_examples_that_say_nothing_are_left_out(example: dict[str, object]) -> None:
    found = model([{**example, "example_title": "Title"}])
    assert not has_examples(found)
    assert example_views(found, DEFAULTS, ()) is None
    assert html_of(found) == ""
    assert has_examples(model([{**example, "output": ""}]))


GALLERY = [
    {"text": "one", "output": {"url": " a.png"}},
    {"text": "two", "output": {"url": "https://example.com/a.png"}},
]


def test_what_a_gallery_shows_is_not_shown_again() -> None:
    assert html_of(model(GALLERY, body="<Gallery />")) == ""
    assert not has_examples(model(GALLERY, body="<Gallery>![](a.png) ![](https://example.com/a.png)</Gallery>"))
    assert len(LexborHTMLParser(html_of(model(GALLERY))).css("img")) == 2
    more = [{**GALLERY[0], "parameters": {"seed": 1}}, {**GALLERY[1], "src": "a.png"}]
    page = LexborHTMLParser(html_of(model(more, body="<Gallery />")))
    assert texts(page, "dt") == ["Input", "Parameters", "Output", "Image", "Text", "Output"]
    assert texts(page, ".mc-muted") == ["In the gallery above"] * 2


def test_outputs_that_a_gallery_may_not_show_are_links_here() -> None:
    parsed = card(f"---\nwidget: {json.dumps(GALLERY)}\n---\n<Gallery />\n")
    rendered = render_card(parsed, RenderOptions(remote_images=False))
    found = build_catalog([(parsed, rendered)], {}, {}).models[0]
    page = LexborHTMLParser(html_of(found, LOCAL))
    assert [link.attributes["href"] for link in page.css("a")] == ["https://example.com/a.png"]
