"""The terms of a card's glossary, and links to them where the text first uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

import msgspec

from .cutouts import Fillings
from .headings import slug
from .placed_ids import PlacedId
from .placeholders import LABEL, written_text
from .sections import SectionText, whole_stop
from .summary import shortened
from .tags import ATTRIBUTES, TAG, text_of

MAX_TERMS = 200
"""Terms of one card."""

MAX_NAME = 60
"""Characters of a term; what is longer is a sentence."""

MAX_DEFINITION_HTML = 4_000
"""Characters of HTML that a definition is read from."""

_BLOCK = re.compile(rf"\s*<(?P<name>li|p)(?P<attributes>{ATTRIBUTES})>")
_BOLD = re.compile(r"\s*(?:<[^<>]*>\s*)*<(?:strong|b|code)\b")
_DASHED = re.compile(r"\s*(?:<[^<>]*>\s*)*<(strong|b|code)>(?P<label>[^<]{1,60})</\1>(?:</\w+>)*\s+[-\u2013\u2014]\s")
_ALONE = re.compile(r"\s*(?:<[^<>]*>\s*)*<(?P<mark>strong|b|code)>(?P<label>[^<]{1,60})</(?P=mark)>\s*(?:<br>\s*)?")
_CELL = r"(?:(?!</?t[dr]\b).)*"
_ROW = re.compile(
    rf"<tr>\s*<(?P<name>td)(?P<attributes>{ATTRIBUTES})>(?P<term>{_CELL})</td>"
    rf"\s*<td{ATTRIBUTES}>(?P<definition>{_CELL})</td>\s*</tr>",
    re.DOTALL,
)
_DESCRIBED = re.compile(rf"<(?P<name>dt)(?P<attributes>{ATTRIBUTES})>(?P<term>[^<]+)(?:</dt>)\s*<dd{ATTRIBUTES}>")
_HEADING = re.compile(
    rf'<(?P<name>h[1-6]) id="(?P<id>[^"]*)"{ATTRIBUTES}>(?P<title>(?:(?!</?h[1-6]\b).)*)</(?P=name)>\s*<p{ATTRIBUTES}>',
    re.DOTALL,
)
_END = re.compile(r"</(?:li|p|dd|td)>|<(?:ol|ul|pre)\b")
_ID = re.compile(r'\sid="([^"]*)"')
_SHORT_FORM = re.compile(r"([^()]+)\(([^()]+)\)")


class Term(msgspec.Struct, frozen=True):
    """A term of the glossary: how the text may call it, what it means, and the id at its definition."""

    names: tuple[str, ...]
    definition: str
    id: str


class Glossary(msgspec.Struct, frozen=True):
    """The glossary of a card: the id of its heading, its terms, and the ids to set at their definitions."""

    heading: str
    terms: tuple[Term, ...]
    ids: tuple[PlacedId, ...]


class _Entry(msgspec.Struct, frozen=True):
    """A term as it stands in the HTML: with the id of its element, or else the offset where that gets one."""

    term: str
    definition: str
    id: str
    place: int = 0


def find_glossary(html: str, texts: Iterable[SectionText], fillings: Fillings) -> Glossary | None:
    """The first filled glossary of a text, None for none.

    Its terms are the items and paragraphs `**term**: definition`, items `term: definition`, lines `**term**` with the
    definition in the lines below, rows of tables with two columns, `<dt>` with `<dd>`, and headings of a lower rank
    with a paragraph below. `html` is sanitized.
    """
    text = next((text for text in texts if text.key == "glossary" and text.filled), None)
    if text is None:
        return None
    terms: list[Term] = []
    ids: dict[int, str] = {}
    known: set[str] = set()
    for entry in _entries(html, text.start, whole_stop(html, text)):
        names = [name for name in _names(entry.term, fillings) if name.lower() not in known]
        definition = shortened(fillings.in_text(entry.definition))
        if names and definition:
            known.update(name.lower() for name in names)
            identifier = entry.id or ids.setdefault(entry.place, _id(names[0], len(terms)))
            terms.append(Term(tuple(names), definition, identifier))
        if len(terms) == MAX_TERMS:
            break
    placed = tuple(PlacedId(place, identifier) for place, identifier in ids.items())
    return Glossary(text.id, tuple(terms), placed) if terms else None


def _id(name: str, number: int) -> str:
    """An id that no other term has."""
    return f"mc-term-{slug(name)}-{number + 1}"


def _names(term: str, fillings: Fillings) -> Iterator[str]:
    """How a text may call a term: `Word error rate (WER)` by both; nothing that has a formula in it."""
    both = _SHORT_FORM.fullmatch(term.strip())
    for name in both.groups() if both else (term,):
        plain = " ".join(name.split())
        begins_with_word = plain[:1].isalnum() and any(map(str.isalpha, plain))
        if 2 <= len(plain) <= MAX_NAME and begins_with_word and fillings.in_text(plain) == plain:
            yield plain


def _entries(html: str, start: int, stop: int) -> Iterator[_Entry]:
    """All that looks like a term and its definition: lines, rows of tables, descriptions, headings."""
    yield from _lines(html, start, stop)
    for row in _ROW.finditer(html, start, stop):
        yield _entry(row, text_of(row["term"]), written_text(row["definition"][:MAX_DEFINITION_HTML]))
    for described in _DESCRIBED.finditer(html, start, stop):
        yield _entry(described, described["term"], _definition(html, described.end(), stop))
    for heading in _HEADING.finditer(html, start, stop):
        yield _Entry(text_of(heading["title"]), _definition(html, heading.end(), stop), heading["id"])


def _lines(html: str, start: int, stop: int) -> Iterator[_Entry]:
    """The terms at the start of an item, or in bold at the start of a line or on one of their own."""
    block: re.Match[str] | None = None
    found: list[tuple[re.Match[str], re.Match[str], int]] = []
    while start < stop:
        end = html.find("\n", start, stop)
        end = end if end >= 0 else stop
        begun = _BLOCK.match(html, start, end)
        block = begun or block
        label = _DASHED.match(html, start, end) or LABEL.match(html, start, end)
        if label is None or not ((begun and begun["name"] == "li") or _BOLD.match(html, start, end)):
            label = _ALONE.fullmatch(html, start, end)
        if label and block:
            found.append((label, block, start))
        start = end + 1
    for number, (label, block, _) in enumerate(found, start=1):
        following = found[number][2] if number < len(found) else stop
        yield _entry(block, TAG.sub("", label["label"]), _definition(html, label.end(), following))


def _entry(element: re.Match[str], term: str, definition: str) -> _Entry:
    own = _ID.search(element["attributes"])
    return _Entry(unescape(term), definition, own[1] if own else "", element.end("name"))


def _definition(html: str, start: int, stop: int) -> str:
    """The text up to the end of the item, the paragraph or the cell."""
    limit = start + MAX_DEFINITION_HTML
    if limit < stop:
        stop = max(start, html.rfind("<", start, limit))  # between two tags
    end = _END.search(html, start, stop)
    return written_text(html[start : end.start() if end else stop])
