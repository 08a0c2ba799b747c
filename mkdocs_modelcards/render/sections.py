"""The annotated template's sections in a card's text."""

from __future__ import annotations

import msgspec


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
