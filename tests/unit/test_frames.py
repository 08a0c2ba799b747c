"""A frame is learned from a template's output with marks, and filled with a page's values."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Environment

from mkdocs_modelcards.frames.contents import Entry, Shape, learned, practice, walk
from mkdocs_modelcards.frames.frame import Frame, frame_of
from mkdocs_modelcards.frames.marks import FORMS, Marked, Marks, Slot, UnlearnableError, formed, stem_for
from mkdocs_modelcards.frames.watched import (
    Notes,
    WatchedClock,
    WatchedContent,
    WatchedEntry,
    WatchedList,
    WatchedText,
    WatchedUrl,
)

ENVIRONMENT = Environment()
FILTERS = {name: ENVIRONMENT.from_string(f"{{{{ text | {name} }}}}") for name in FORMS if name not in ("plain", "raw")}


@pytest.mark.parametrize("name", FILTERS)
@given(text=st.text(alphabet="<>&;\"'ablt \n", max_size=30))
def test_forms_are_those_of_jinja(name: str, text: str) -> None:
    written = FILTERS[name].render(text=text)
    assert FORMS[name](text) == (written[1:-1] if name.endswith("tojson") else written)


@pytest.mark.parametrize("name", FILTERS)
def test_marks_tell_the_filters(name: str) -> None:
    marks = Marks("stem")
    title, part = marks.text("title"), marks.plain("part")
    html = FILTERS[name].render(text=title).strip('"') + f"a{part}b{title}"
    assert marks.cut(html) == Marked(
        ("", "a", "b", ""), (Slot("title", name), Slot("part", "plain"), Slot("title", "raw"))
    )


@pytest.mark.parametrize("change", [str.upper, str.title, lambda text: text[:12], lambda text: text[:5], str.swapcase])
def test_a_changed_mark_is_noticed(change: Callable[[str], str]) -> None:
    marks = Marks("stem")
    with pytest.raises(UnlearnableError):
        marks.cut(change(marks.text("title")))


def test_foreign_marks_are_noticed() -> None:
    with pytest.raises(UnlearnableError):
        Marks("stem").cut("stem7z")


def test_the_stem_is_not_in_the_theme() -> None:
    first = stem_for("")
    assert stem_for(f"a {first.upper()} b") not in (first, first.upper())


@pytest.mark.parametrize("text", ["&lt;b&gt;", "<b></b>", "&#10;a", "a&#32;"])
def test_values_that_bring_forth_markup(text: str) -> None:
    assert formed("striptags", text) is None
    assert formed("raw", text) == text


# A list of contents: each entry is a level with those below it.
SHAPES: st.SearchStrategy[Shape] = st.recursive(
    st.just(()),
    lambda below: st.lists(st.tuples(st.integers(2, 4), below), max_size=3).map(tuple),
    max_leaves=8,
)
RECURSIVE = (
    "<ul>{% for item in toc recursive %}\n<li><a href='{{ item.url }}'>{{ item.title }}</a>"
    "{% if item.children %}<ul title='{{ item.title | striptags | e }}'>{{ loop(item.children) }}</ul>{% endif %}</li>"
    "{% endfor %}</ul>"
)
BY_LEVEL = (
    "{% for item in toc recursive %}{% if item.level < 4 %}<h{{ item.level }} id='{{ item.id }}'>{{ item.title }}"
    "{{ loop(item.children) }}</h{{ item.level }}>{% endif %}{% endfor %}!"
)


def entries_of(shape: Shape, name: str = "") -> list[Entry]:
    return [
        Entry(levels, inner, f"{name}i{number}", f"{name}T &amp; {number}")
        for number, (levels, inner) in enumerate(walk(shape))
    ]


def watched(shape: Shape, entries: Sequence[Entry], notes: Notes) -> WatchedList:
    """A list for a template, with the texts of entries in reading order."""
    texts = iter(entries)

    def below(shape: Shape) -> WatchedList:
        items = []
        for level, children in shape:
            entry = next(texts)
            items.append(WatchedEntry(entry.title, entry.id, level, below(children), notes))
        return WatchedList(items, notes)

    return below(shape)


def taught(template: str, shape: Shape) -> Frame | None:
    larger = practice(shape)
    if larger is None:
        return None
    marks, notes = Marks("stem"), Notes()
    entries = [
        Entry(levels, inner, marks.plain(f"id:{number}"), marks.text(f"title:{number}"))
        for number, (levels, inner) in enumerate(walk(larger))
    ]
    html = ENVIRONMENT.from_string(template).render(toc=watched(larger, entries, notes))
    assert notes.asked == []
    return frame_of(marks.cut(html), entries, by_level=notes.levels, climb=1)


@pytest.mark.parametrize("template", [RECURSIVE, BY_LEVEL])
@given(lesson=SHAPES, page=SHAPES)
@example(lesson=((2, ()), (2, ()), (2, ((3, ()),))), page=())
def test_contents_are_written_as_the_template_writes_them(template: str, lesson: Shape, page: Shape) -> None:
    frame = taught(template, lesson)
    if frame is None or frame.contents is None:
        return
    for shape in (lesson, page):
        entries = entries_of(shape)
        filled = frame.fill({}, entries)
        if filled is not None:
            assert filled == ENVIRONMENT.from_string(template).render(toc=watched(shape, entries, Notes()))
    if template == RECURSIVE:
        assert frame.fill({}, entries_of(lesson)) is not None


def test_all_steps_of_the_page_itself_are_learned() -> None:
    shape: Shape = ((2, ()), (2, ()), (3, ()), (2, ((3, ()), (3, ()))))
    frame = taught(BY_LEVEL, shape)
    assert frame is not None
    assert frame.fill({}, entries_of(shape)) is not None


def test_an_unknown_step_is_learned_from_another_page() -> None:
    flat: Shape = ((2, ()), (2, ()))
    deep: Shape = ((2, ((3, ()),)), (2, ()))
    frame, other = taught(RECURSIVE, flat), taught(RECURSIVE, deep)
    assert frame is not None
    assert other is not None
    assert frame.fill({}, entries_of(deep)) is None
    joined = frame.joined(other)
    assert joined.fill({}, entries_of(deep)) is not None
    assert joined.fill({}, entries_of(flat)) == frame.fill({}, entries_of(flat))


@pytest.mark.parametrize("position", ["index", "index0 % 2", "cycle('a', 'b')", "cycle(1, 2, 3)", "first"])
@pytest.mark.parametrize("count", range(1, 7))
def test_what_depends_on_the_position_is_not_learned(position: str, count: int) -> None:
    source = f"{{% for item in toc %}}{{{{ item.title }}}}{{{{ loop.{position} }}}}{{% endfor %}}"
    with pytest.raises(UnlearnableError):
        taught(source, ((2, ()),) * count)


def test_frames_that_differ_are_not_joined() -> None:
    frame, other = taught(RECURSIVE, ((2, ()),)), taught(f"x{RECURSIVE}", ((2, ()),))
    assert frame is not None
    assert other is not None
    with pytest.raises(UnlearnableError):
        frame.joined(other)
    with pytest.raises(UnlearnableError):
        frame_of(Marks("stem").cut("a"), [], by_level=False, climb=1).joined(
            frame_of(Marks("stem").cut("b"), [], by_level=False, climb=1)
        )


def test_a_list_in_two_places_is_not_learned() -> None:
    marks = Marks("stem")
    title, entry = marks.text("title"), marks.text("title:0")
    with pytest.raises(UnlearnableError):
        frame_of(marks.cut(f"{entry}{title}{entry}"), entries_of(((2, ()),)), by_level=False, climb=1)
    with pytest.raises(UnlearnableError):
        learned(marks.cut(f"{marks.text('title:1')}{entry}"), entries_of(((2, ()), (2, ()))), by_level=False)


def test_siblings_are_where_links_lead_to() -> None:
    links = "<a href='../../models/'> <a href='../x/'> \"../../assets/a.css\" ../../../../up/ ../.. '../../'"
    frame = frame_of(Marks("stem").cut(links), [], by_level=False, climb=2)
    assert frame.siblings == {"models", "assets"}


def test_a_large_list_is_no_lesson() -> None:
    shape: Shape = ((2, ((3, ((4, ((5, ()),)),)),)),)
    assert practice(shape) is not None
    wide = tuple((level, shape) for level in range(2, 12))
    assert practice(wide) is None


HARMLESS = [
    "{{ text }}", "{{ text ~ 'a' }}", "{{ 'a' + text }}", "{{ text + 'a' }}", "{% if text %}a{% endif %}",
    "{{ text | e }}", "{{ text | striptags }}", "{{ text | tojson }}", "{{ text | d('a', true) }}",
    "{{ [text] | join }}",
    "{{ 'a%s' | format(text) }}", "{{ '{}'.format(text) }}", "{{ text | string }}", "{{ text is string }}",
]  # fmt: skip
CURIOUS = [
    "{{ text | length }}", "{{ text | upper }}", "{{ text[0] }}", "{{ text[:3] }}", "{{ text == 'a' }}",
    "{{ 'a' == text }}", "{{ 'a' != text }}", "{{ text < 'a' }}", "{{ text in ['a'] }}", "{{ 'a' in text }}",
    "{{ {'a': 1}[text] }}", "{{ text.split() }}", "{{ text | urlencode }}",
    "{% for sign in text %}{% endfor %}", "{{ text * 2 }}", "{{ text | first }}",
    "{{ '{:>9}'.format(text) }}", "{{ text.title() }}", "{{ text | truncate(3) }}",
]  # fmt: skip


@pytest.mark.parametrize("template", HARMLESS)
def test_writing_is_not_noted(template: str) -> None:
    notes = Notes()
    written = ENVIRONMENT.from_string(template).render(text=WatchedText("<b>x</b>", notes, "x"))
    assert notes.asked == []
    assert written == ENVIRONMENT.from_string(template).render(text="<b>x</b>")


@pytest.mark.parametrize("template", CURIOUS)
@pytest.mark.parametrize("kind", [WatchedText, WatchedContent, WatchedUrl])
def test_looking_is_noted(template: str, kind: type[WatchedText]) -> None:
    notes = Notes()
    ENVIRONMENT.from_string(template).render(text=kind("xyz", notes, "name"))
    assert set(notes.asked) == {"name"}


def test_content_may_be_asked_for_a_heading() -> None:
    notes = Notes()
    content = WatchedContent("x", notes, "name")
    content.has_h1 = True
    assert ENVIRONMENT.from_string("{{ '<h1' in text }}").render(text=content) == "True"
    assert notes.asked == []


def test_clocks_and_lists_note_their_use() -> None:
    for template in (
        "{{ clock }}",
        "{{ clock.real }}",
        "{{ clock == 3 }}",
        "{{ list | length }}",
        "{{ list[0] }}",
        "{{ list.x }}",
    ):
        notes = Notes()
        ENVIRONMENT.from_string(template).render(clock=WatchedClock(3, notes, "clock"), list=WatchedList(["a"], notes))
        assert notes.asked
