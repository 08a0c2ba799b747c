"""The links of a card: those within it are checked, those that depend on others become slots."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from html import escape, unescape
from typing import Literal
from urllib.parse import unquote, urlsplit

import msgspec

from .tags import ATTRIBUTES, attribute, start_tags

LINKING_TAG = start_tags("a|audio|img|source|video")
"""Start tags of the elements whose addresses are followed. Others hold them in attributes that no reader follows."""

_ANCHOR = start_tags("a")

SLOT = "\0"
"""Stands in HTML where the attribute of a link goes. It is the one character that HTML can't hold."""

# A value may end as another attribute starts, so the attributes are read from the first one on.
_HREF = re.compile(rf'({ATTRIBUTES}?)\s(href)="([^"]*)"')
_SRCSET = re.compile(rf'({ATTRIBUTES}?)\s(srcset)="([^"]*)"')
_SRC = re.compile(rf'({ATTRIBUTES}?)\s(src)="([^"]*)"')
_ADDRESSES = {"a": _HREF, "source": _SRCSET}
_NAMES: Mapping[str, Literal["href", "src", "srcset"]] = {"href": "href", "src": "src", "srcset": "srcset"}
_PLAIN_HOST = re.compile(r"https?://([a-z0-9.-]+)(?:[/?#]|\Z)")
"""The host of most addresses, which `urlsplit` would find, too, in several times the time."""

_CANDIDATE = re.compile(r"[^\s,]\S*")
_IN_BRACKETS = re.compile(r"\]\(\s*(?:<([^<>]*)>|((?:[^\s()\\]|\\\S|\((?:[^\s()\\]|\\\S|\([^\s()]*\))*\))+))")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_IN_ATTRIBUTES = re.compile(r"""\b(?:href|src|srcset)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_DEFINED = re.compile(r" {0,3}\[[^\]]+\]:\s*(?:<([^<>]*)>|(\S+))")
_BARE = re.compile(r"\b(?:https?://|www\.)[^\s<>()\[\]\"]+")


class Link(msgspec.Struct, frozen=True):
    """A link whose target is known only with all cards: what it says, and the line of the file that it stands in."""

    attribute: Literal["href", "src", "srcset"]
    url: str
    line: int

    def as_written(self) -> str:
        """The attribute as the card has it."""
        return f' {self.attribute}="{escape(self.url)}"'


class LinkedHtml(msgspec.Struct, frozen=True):
    """HTML with `SLOT` in the place of each link's attribute."""

    html: str
    links: tuple[Link, ...]


class Lines:
    """The lines of a card's file in which addresses stand, found in one pass over as much of the text as it takes.

    `elsewhere` holds those of addresses that do not come from the text.
    """

    def __init__(self, body: str, first_line: int, elsewhere: Mapping[str, int] | None = None) -> None:
        self._body = body
        self._first_line = first_line
        self._elsewhere = elsewhere or {}
        self._unread: Iterator[tuple[int, str]] | None = None
        self._known: dict[str, int] = {}

    def of(self, url: str) -> int:
        """The first line that names an address; the text's first one if none does."""
        self._read_up_to(url)
        for name in (url, unquote(url), url.replace("&", "&amp;")):
            for lines in (self._known, self._elsewhere):
                if name in lines:
                    return lines[name]
        return self._first_line

    def _read_up_to(self, url: str) -> None:
        """Read on until an address is known as it is, or to the end of the text."""
        if self._unread is None:
            self._unread = enumerate(self._body.split("\n"), start=self._first_line)
        while url not in self._known:
            number, line = next(self._unread, (0, None))
            if line is None:
                return
            # Most lines hold none, which a look for a sign tells faster than an expression.
            if "](" in line or "=" in line or "]:" in line or "://" in line or "www." in line:
                for found in _addresses(line):
                    self._known.setdefault(found, number)


def _addresses(line: str) -> Iterator[str]:
    if "](" in line:
        for match in _IN_BRACKETS.finditer(line):
            yield from _with_plain(match[1] or match[2] or "")
    if "]:" in line and (defined := _DEFINED.match(line)):
        yield from _with_plain(defined[1] or defined[2])
    if "=" in line and ("href" in (folded := line.casefold()) or "src" in folded):
        for match in _IN_ATTRIBUTES.finditer(line):
            value = unescape(match[1] or match[2] or match[3] or "")
            yield from (value.strip(), *value.replace(",", " ").split())
    if "://" in line or "www." in line:
        for match in _BARE.finditer(line):
            url = unescape(match[0])
            url = f"http://{url}" if url.startswith("www.") else url
            yield from (url, url.rstrip("?!.,:*_~'"))


def _with_plain(url: str) -> tuple[str, str]:
    return url, unescape(_ESCAPED.sub(r"\1", url))


def with_slots(html: str, hub_hosts: Container[str], lines: Lines) -> LinkedHtml:
    """Sanitized HTML with slots for links to files beside the card, to other cards, and to the Hub's pages."""
    links: list[Link] = []

    def slot(match: re.Match[str]) -> str:
        found = _address(match)
        if found is None:
            return match[0]
        url = unescape(found[3])
        name = _NAMES[found[2]]
        addresses = candidates(url) if name == "srcset" else (url,)
        depending = [address for address in addresses if _depends_on_others(address, hub_hosts)]
        if not depending:
            return match[0]
        links.append(Link(name, url, lines.of(depending[0])))
        return _with_address(match, found, SLOT)

    return LinkedHtml(LINKING_TAG.sub(slot, html.replace(SLOT, "\N{REPLACEMENT CHARACTER}")), tuple(links))


def candidates(srcset: str) -> tuple[str, ...]:
    """The addresses in the value of `srcset`, which may each have a size or a density after them.

    A comma ends an address only where white space follows (HTML Living Standard, 4.8.4.2.1).
    """
    found: list[str] = []
    position = 0
    while match := _CANDIDATE.search(srcset, position):
        url = match[0].rstrip(",")
        found.append(url)
        position = match.end()
        if url == match[0]:
            position = srcset.find(",", position)
            if position < 0:
                break
    return tuple(found)


def _address(match: re.Match[str]) -> re.Match[str] | None:
    return _ADDRESSES.get(match["name"], _SRC).match(match["attributes"])


def _with_address(match: re.Match[str], found: re.Match[str], text: str) -> str:
    """The tag with a text in the place of its address."""
    before = match.start("attributes") - match.start()
    return match[0][: before + found.end(1)] + text + match[0][before + found.end() :]


def _depends_on_others(url: str, hub_hosts: Container[str]) -> bool:
    if url.startswith("#"):
        return False
    if plain := _PLAIN_HOST.match(url):
        return _is_hub(plain[1], hub_hosts)
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        return _is_hub(parts.hostname or "", hub_hosts)
    return not parts.scheme and not parts.netloc and bool(parts.path)


def _is_hub(host: str, hub_hosts: Container[str]) -> bool:
    return host in hub_hosts or host.removeprefix("www.") in hub_hosts


def fill_slots(html: str, attributes: Iterator[str]) -> str:
    """HTML with an attribute (with a space before it) in each slot, in their order."""
    pieces = html.split(SLOT)
    return "".join((pieces[0], *(text for piece in pieces[1:] for text in (next(attributes), piece))))


class Anchors(msgspec.Struct, frozen=True):
    """HTML whose links within the page lead somewhere, where they can, and those that do not."""

    html: str
    dead: tuple[str, ...]


def check_anchors(html: str, ids: Mapping[str, str]) -> Anchors:
    """Lead each link within the page to its id; `ids` as `ids_by_name` gives them."""
    if 'href="#' not in html:
        return Anchors(html, ())
    dead: dict[str, None] = {}

    def lead(match: re.Match[str]) -> str:
        address = _address(match)
        href = unescape(address[3]) if address else ""
        if address is None or not href.startswith("#") or href in ("#", "#top"):
            return match[0]
        found = find_id(href[1:], ids)
        if found is None:
            dead[href] = None
            return match[0]
        return match[0] if f"#{found}" == href else _with_address(match, address, f' href="#{escape(found)}"')

    return Anchors(_ANCHOR.sub(lead, html), tuple(dead))


def named_anchors(html: str) -> tuple[str, ...]:
    """The names of a text's anchors (`<a name="x">`), which links lead to as they do to ids."""
    if ' name="' not in html:
        return ()
    names = (attribute(match, "name") for match in _ANCHOR.finditer(html))
    return tuple(name for name in names if name)


def ids_by_name(ids: Iterable[str]) -> dict[str, str]:
    """The ids of a page by what links may call them: themselves, or in lower case."""
    names: dict[str, str] = {}
    for identifier in ids:
        names.setdefault(identifier.lower(), identifier)
    return names | {identifier: identifier for identifier in ids}


def find_id(fragment: str, ids: Mapping[str, str]) -> str | None:
    """The id that a fragment means, None for none.

    As on GitHub, an id is found whatever the case, and with or without the prefix `user-content-`.
    """
    for name in (fragment, unquote(fragment)):
        low = name.lower()
        known = ids.get(name) or ids.get(low) or ids.get(low.removeprefix("user-content-"))
        if known:
            return known
    return None
