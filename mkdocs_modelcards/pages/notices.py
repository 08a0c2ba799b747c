"""What a reader must know before the text: a newer version, gated access, content not for everyone."""

from __future__ import annotations

from typing import Literal

import msgspec

from ..catalog.model import CatalogModel

NOT_FOR_ALL = "not-for-all-audiences"


class Notice(msgspec.Struct, frozen=True):
    """One notice: its kind, its text, and a link (a model's id, and its address if the catalog has it)."""

    kind: Literal["info", "warning"]
    title: str
    text: str = ""
    model_id: str | None = None
    address: str | None = None


def notices(model: CatalogModel, newest_address: str | None) -> tuple[Notice, ...]:
    """The notices of a model's page. `newest_address` is where the newest version stands, if in this catalog."""
    found = []
    if model.newest_version:
        found.append(
            Notice("info", "There is a newer version of this model:", "", model.newest_version, newest_address)
        )
    gating = model.card.data.gating
    if gating is not None:
        text = gating.prompt or gating.description or "Its owners ask for some details before they share it."
        found.append(Notice("info", gating.heading or "Access to this model is gated.", text))
    if NOT_FOR_ALL in model.tags:
        found.append(Notice("warning", "This model is marked as not for all audiences.", "Its text may be sensitive."))
    return tuple(found)
