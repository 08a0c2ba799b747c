"""One line of facts about a model."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

MAX_TEXT = 300
"""Characters of one text among the facts. Headers can hold whole documents."""

MAX_URL = 2_000


class FactItem(msgspec.Struct, frozen=True):
    """A text among facts, which may lead to an `address` on the site, or to a `url` elsewhere or on the page.

    `after` stands behind a text, and in front of code and of a source's link. `copies` is the id of an element on the
    page that a button copies.
    """

    text: str
    url: str | None = None
    address: str | None = None
    after: str = ""
    is_code: bool = False
    copies: str = ""


class Fact(msgspec.Struct, frozen=True):
    """One line: its kind (for the icon), its title, and what it says, as chips of facet values and as items.

    `folded` are the chips that open on demand.
    """

    kind: str
    title: str
    chips: Markup = Markup()
    folded: Markup = Markup()
    folded_count: int = 0
    items: tuple[FactItem, ...] = ()


def text_item(text: str, url: str | None = None) -> FactItem:
    """An item with a text of bounded length, and a link if the address is one of the web or of mail."""
    shown = text if len(text) <= MAX_TEXT else f"{text[: MAX_TEXT - 1].rstrip()}…"
    return FactItem(shown, url if url and len(url) <= MAX_URL and is_web(url) else None)


def is_web(url: str) -> bool:
    """Whether an address leads to the web or to a mailbox, and so may become a link."""
    return url.startswith(("https://", "http://", "mailto:")) and not any(char.isspace() for char in url)
