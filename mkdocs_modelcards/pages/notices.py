"""What a reader must know before the text: a newer version, gated access, content not for everyone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from ..catalog.model import CatalogModel
from ..parse.metadata import Gating

NOT_FOR_ALL = "not-for-all-audiences"
FIELDS_SHOWN = 20
MAX_TEXT = 300
"""Characters of a text that shows at once. Prompts can hold whole licenses."""

_USUAL = "Its owners ask you to agree to terms, or for some details, before they share it."
_MARKDOWN_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\((https?://[^\s()]{1,500})\)")


class Notice(msgspec.Struct, frozen=True):
    """One notice: its kind, its texts, and a link (a model's id, and its address if the catalog has it).

    `terms` are long texts, which open on demand.
    """

    kind: Literal["info", "warning"]
    title: str
    texts: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    model_id: str | None = None
    address: str | None = None


def notices(model: CatalogModel, newest_address: str | None) -> tuple[Notice, ...]:
    """The notices of a model's page. `newest_address` is where the newest version stands, if in this catalog."""
    found = []
    if model.newest_version:
        title = "There is a newer version of this model:"
        found.append(Notice("info", title, model_id=model.newest_version, address=newest_address))
    gating = model.card.data.gating
    if gating is not None:
        found.append(_gated(gating))
    if NOT_FOR_ALL in model.tags:
        title = "This model is marked as not for all audiences."
        found.append(Notice("warning", title, ("Its text may be sensitive.",)))
    return tuple(found)


def _gated(gating: Gating) -> Notice:
    given = [_MARKDOWN_LINK.sub(r"\1 (\2)", text) for text in (gating.description, gating.prompt) if text]
    terms = tuple(text for text in given if len(text) > MAX_TEXT)
    short = tuple(text for text in given if len(text) <= MAX_TEXT)
    title = gating.heading or "Access to this model is gated."
    return Notice("info", title, (*(short or (_USUAL,)), *_asked(gating)), terms)


def _asked(gating: Gating) -> Iterator[str]:
    """What someone who wants the model is asked. This site can't gate anything; the registry does."""
    if gating.fields:
        names = list(gating.fields)
        asked = ", ".join(names[:FIELDS_SHOWN]) + (", …" if len(names) > FIELDS_SHOWN else "")
        yield f"You will be asked for: {asked}."
    if gating.eu_disallowed:
        yield "It is not offered to people and companies in the European Union."
    if gating.button_content:
        yield f"You agree with the button “{gating.button_content}”."
