"""The annotated template's sections in a card's text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from .headings import Heading
from .placeholders import Placeholders
from .section_titles import keys_of_titles
from .template_sections import SECTIONS_BY_KEY

_HEADING = re.compile(r'<h(?P<level>[1-6]) id="')


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
    rank. `own` says that something is written there, `filled` that it is there or below headings of a lower rank.
    `sole` says that the heading, which is of the rank `level`, means no other section.
    """

    key: str
    id: str
    level: int
    start: int
    stop: int
    own: bool = True
    filled: bool = True
    sole: bool = True


def section_texts(html: str, headings: Sequence[Heading]) -> list[SectionText]:
    """The sections of the template in a text, filled or not, in order; a heading that means two stands for both.

    `html` is sanitized and `headings` are its headings in order, with their ids in it.
    """
    found: list[SectionText] = []
    if not headings:
        return found
    placeholders = Placeholders(html)
    before: set[str] = set()
    stop = 0
    for number, keys in enumerate(keys_of_titles([heading.title for heading in headings])):
        if not keys:
            continue
        heading = headings[number]
        level = heading.level
        start = html.find(f"</h{level}>", _place(html, heading, stop)) + len("</h1>")
        stop = _place(html, headings[number + 1], start) if number + 1 < len(headings) else len(html)
        own = placeholders.is_written(start, stop)
        filled = own or any(placeholders.is_written(*below) for below in _below(html, level, start))
        for key in keys:
            after = SECTIONS_BY_KEY[key].after
            if after is None or after in before:
                before.add(key)
                found.append(SectionText(key, heading.id, level, start, stop, own, filled, len(keys) == 1))
    return found


def _place(html: str, heading: Heading, after: int) -> int:
    """Where a heading starts that stands behind an offset."""
    return max(after, html.find(f'<h{heading.level} id="{heading.id}"', after))


def _below(html: str, level: int, start: int) -> Iterator[tuple[int, int]]:
    """The texts below each of the headings of a lower rank that follow."""
    below = -1
    for heading in _HEADING.finditer(html, start):
        if below >= 0:
            yield below, heading.start()
        if int(heading["level"]) <= level:
            return
        below = html.find(f"</h{heading['level']}>", heading.end()) + len("</h1>")
    if below >= 0:
        yield below, len(html)


def whole_stop(html: str, text: SectionText) -> int:
    """Where a section ends with all that is below headings of a lower rank: where the next one of its rank starts."""
    headings = _HEADING.finditer(html, text.start)
    return next((heading.start() for heading in headings if int(heading["level"]) <= text.level), len(html))


def filled_sections(texts: Iterable[SectionText]) -> tuple[CardSection, ...]:
    """The sections that a card fills, in the order of the text, each with the heading that says most of it.

    That is the first one that means no other section, or else the first one that does, or else that of the frame which
    the section's text stands in.
    """
    found: dict[str, tuple[int, str]] = {}
    for text in texts:
        if text.filled:
            _take(found, text.key, 0 if text.sole else 1, text.id)
        if text.own:
            for key in SECTIONS_BY_KEY[text.key].main:
                _take(found, key, 2, text.id)
    return tuple(CardSection(key, identifier) for key, (_, identifier) in found.items())


def _take(found: dict[str, tuple[int, str]], key: str, rank: int, identifier: str) -> None:
    if key not in found or rank < found[key][0]:
        found[key] = (rank, identifier)
