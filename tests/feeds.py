"""What RFC 4287 asks of an Atom feed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

ATOM = "{http://www.w3.org/2005/Atom}"
INSTANT = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ")
ONCE = {"id", "title", "updated"}
AT_MOST_ONCE = {"published", "rights", "summary", "content", "source"}
IN_FEED = {*ONCE, "author", "category", "link", "entry", "generator", "icon", "logo", "rights", "subtitle"}
IN_ENTRY = {*ONCE, *AT_MOST_ONCE, "author", "category", "contributor", "link"}


def read_feed(content: bytes) -> Element:
    """A feed, parsed, which keeps the rules."""
    feed = ElementTree.fromstring(content)
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    _check(feed, IN_FEED)
    assert [link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    ids = [value(entry, "id") for entry in entries]
    assert len(set(ids)) == len(ids)
    for entry in entries:
        _check(entry, IN_ENTRY)
        assert entry.findall(f"{ATOM}author") or feed.findall(f"{ATOM}author")
        # There is no content, so an alternate link must be there.
        assert [link for link in entry.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
        assert value(entry, "updated") <= value(feed, "updated")
    return feed


def value(element: Element, name: str) -> str:
    """The text of the only child with a name."""
    [child] = element.findall(f"{ATOM}{name}")
    return child.text or ""


def values(elements: Iterable[Element], name: str) -> list[str]:
    """The text of the child with a name, of each element."""
    return [value(element, name) for element in elements]


def entries(feed: Element) -> list[Element]:
    """The entries of a feed, in order."""
    return feed.findall(f"{ATOM}entry")


def _check(element: Element, allowed: set[str]) -> None:
    names = [child.tag.removeprefix(ATOM) for child in element]
    assert set(names) <= allowed
    assert all(names.count(name) == 1 for name in ONCE)
    assert all(names.count(name) <= 1 for name in AT_MOST_ONCE)
    for child in element:
        name = child.tag.removeprefix(ATOM)
        text = child.text or ""
        if name in ("updated", "published"):
            assert INSTANT.fullmatch(text)
        elif name == "id":
            assert _is_absolute(text)
        elif name == "link":
            assert _is_absolute(child.get("href") or "")
        elif name == "category":
            assert child.get("term")
        elif name == "author":
            assert value(child, "name").strip()
    links = [(link.get("rel", "alternate"), link.get("type")) for link in element.findall(f"{ATOM}link")]
    assert len(set(links)) == len(links)


def _is_absolute(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.scheme and parts.hostname) and address.isprintable() and " " not in address
