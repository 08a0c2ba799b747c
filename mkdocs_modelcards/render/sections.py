"""The annotated template's sections in a card's text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum

import msgspec

from .headings import Heading
from .placeholders import Placeholders
from .section_titles import TitleKeys, keys_of_titles
from .template_sections import SECTIONS_BY_KEY

_HEADING = re.compile(r'<h(?P<level>[1-6]) id="')
_BOLD_LABEL = re.compile(r"<p><strong>(?P<label>[^<>\n]{3,60})</strong>")
_CELL_WITH_NUMBER = re.compile(r"<td[^>]*>\s*(?:<\w+>)*[\d.,]+(?:\s*%)?(?:</\w+>)*\s*</td>")

_MAY_BE_LABELED = frozenset({
    "direct_use", "out_of_scope_use", "bias_risks_limitations", "bias_recommendations", "training_data",
    "evaluation", "testing_data", "testing_factors", "testing_metrics", "results", "environmental_impact",
    "model_card_contact",
})  # fmt: skip
"""Sections that cards have as a paragraph that begins with the title in bold."""


class Likeness(IntEnum):
    """How surely a heading leads to a section, the surest first.

    It means this section alone, or another one, too; it is that of a frame around the section; it is known by how it
    begins or ends; or a paragraph below it begins with the section's title in bold.
    """

    ALONE = 0
    SHARED = 1
    FRAME = 2
    LIKELY = 3
    LABELED = 4


class CardSection(msgspec.Struct, frozen=True):
    """A section of the template that the card fills: its key, and the id of its heading."""

    key: str
    id: str


class Statement(msgspec.Struct, frozen=True):
    """What a card states in a place of the template: its key, its plain text, and the address that it links to."""

    key: str
    text: str
    url: str | None = None


class Citation(msgspec.Struct, frozen=True):
    """A citation in the text: its form, and the id of the element that holds it."""

    form: str
    id: str


class SectionText(msgspec.Struct, frozen=True):
    """Where the text of a section stands, and whether it is written.

    Its own text is between the offsets `start` and `stop` of the HTML, from behind its heading to the next one of any
    rank. `own` says that something is written there, `filled` that it is there or below headings of a lower rank,
    `main` that it is there or below those of them that mean no section of their own. `level` is the heading's rank.
    """

    key: str
    id: str
    level: int
    start: int
    stop: int
    own: bool = True
    filled: bool = True
    main: bool = True
    likeness: Likeness = Likeness.ALONE


def section_texts(html: str, headings: Sequence[Heading]) -> list[SectionText]:
    """The sections of the template in a text, filled or not; a heading that means two stands for both.

    Metrics with a table of numbers are results, too. Paragraphs that begin with a title in bold come last. `html` is
    sanitized and `headings` are its headings in order, with their ids in it.
    """
    found: list[SectionText] = []
    if not headings:
        return found
    placeholders = Placeholders(html)
    titles = keys_of_titles([heading.title for heading in headings])
    spans = list(_spans(html, headings))
    before: set[str] = set()
    for number, (keys, is_likely) in enumerate(titles):
        if not keys:
            continue
        heading = headings[number]
        start, stop = spans[number]
        own = placeholders.is_written(start, stop)
        filled = own or any(placeholders.is_written(*spans[below]) for below in _below(headings, number))
        likeness = Likeness.LIKELY if is_likely else Likeness.ALONE if len(keys) == 1 else Likeness.SHARED
        for key in keys:
            section = SECTIONS_BY_KEY[key]
            if section.after is None or section.after in before:
                before.add(key)
                main = own
                if filled and not own and section.main:
                    loose = _loose(headings, titles, number, section.main)
                    main = any(placeholders.is_written(*spans[below]) for below in loose)
                found.append(SectionText(key, heading.id, heading.level, start, stop, own, filled, main, likeness))
        if keys == ("testing_metrics",):
            last = max(_below(headings, number), default=number)
            if _CELL_WITH_NUMBER.search(html, start, spans[last][1]):
                before.add("results")
                found.append(SectionText("results", heading.id, heading.level, start, stop, likeness=Likeness.LIKELY))
    if "<p><strong>" in html:
        found += _labeled(html, headings, spans, placeholders)
    return found


def _spans(html: str, headings: Sequence[Heading]) -> Iterator[tuple[int, int]]:
    """Where the text below each heading starts and stops, up to the next heading."""
    start = -1
    place = 0
    for heading in headings:
        level = heading.level
        place = max(place, html.find(f'<h{level} id="{heading.id}"', place))
        if start >= 0:
            yield start, place
        start = place = html.find(f"</h{level}>", place) + len("</h1>")
    yield start, len(html)


def _below(headings: Sequence[Heading], number: int) -> Iterator[int]:
    """The numbers of the headings of a lower rank that follow one."""
    for below in range(number + 1, len(headings)):
        if headings[below].level <= headings[number].level:
            return
        yield below


def _loose(headings: Sequence[Heading], titles: Sequence[TitleKeys], number: int, main: Sequence[str]) -> Iterator[int]:
    """Those of the headings below one that mean, as those above them, none but the sections that its own text is of."""
    passed_over = 7
    for below in _below(headings, number):
        if headings[below].level <= passed_over:
            is_loose = all(key in main for key in titles[below].keys)
            passed_over = 7 if is_loose else headings[below].level
            if is_loose:
                yield below


def _labeled(
    html: str, headings: Sequence[Heading], spans: Sequence[tuple[int, int]], placeholders: Placeholders
) -> Iterator[SectionText]:
    """The sections that a paragraph stands for which begins with the title in bold.

    They have the id of the heading above. A paragraph below the card's title only is of none.
    """
    labels = list(_BOLD_LABEL.finditer(html))
    starts = [start for start, _ in spans]
    titles = keys_of_titles([label["label"] for label in labels]) if labels else []
    for number, label in enumerate(labels):
        above = bisect_right(starts, label.start()) - 1
        keys = [key for key in titles[number].keys if key in _MAY_BE_LABELED]
        if keys and above >= 0 and (above or headings[above].level > 1):
            heading = headings[above]
            stop = min(spans[above][1], labels[number + 1].start() if number + 1 < len(labels) else len(html))
            if placeholders.is_written(label.end(), stop):
                for key in keys:
                    yield SectionText(key, heading.id, heading.level, label.end(), stop, likeness=Likeness.LABELED)


def whole_stop(html: str, text: SectionText) -> int:
    """Where a section ends with all that is below headings of a lower rank: where the next one of its rank starts."""
    headings = _HEADING.finditer(html, text.start)
    return next((heading.start() for heading in headings if int(heading["level"]) <= text.level), len(html))


def filled_sections(texts: Iterable[SectionText]) -> tuple[CardSection, ...]:
    """The sections that a card fills, in the order of the text, each with the heading that says most of it.

    That is the first of those of the surest likeness.
    """
    found: dict[str, tuple[Likeness, str]] = {}
    for text in texts:
        if text.filled:
            _take(found, text.key, text.likeness, text.id)
        if text.main:
            for key in SECTIONS_BY_KEY[text.key].main:
                _take(found, key, max(text.likeness, Likeness.FRAME), text.id)
    return tuple(CardSection(key, identifier) for key, (_, identifier) in found.items())


def _take(found: dict[str, tuple[Likeness, str]], key: str, likeness: Likeness, identifier: str) -> None:
    if key not in found or likeness < found[key][0]:
        found[key] = (likeness, identifier)
