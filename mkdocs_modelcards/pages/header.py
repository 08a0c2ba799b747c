"""What stands right below a model's name: one sentence, and the links to its card's file."""

from __future__ import annotations

import re
from posixpath import basename

from ..file_links import repository_url
from ..parse.card import ModelCard
from .fact import FactItem
from .options import PageOptions

MIN_CHARACTERS = 40
"""A shorter sentence is probably none, but an abbreviation or a greeting."""

_SENTENCE_END = re.compile(r"[.!?][\"'”’)]?(?=\s+[^\sa-z])|[。！？]")


def lead(summary: str) -> str:
    """The first sentence of a summary, or all of it where none can be told."""
    for match in _SENTENCE_END.finditer(summary):
        if match.end() >= MIN_CHARACTERS:
            return summary[: match.end()]
    return summary


def card_links(model_id: str, card: ModelCard, options: PageOptions) -> tuple[FactItem, ...]:
    """Where a card's file, or that of a sub-card, is read and edited, as far as the options say."""
    places = (("Source", options.source_url), ("Edit", options.edit_url))
    location = card.location
    return tuple(
        FactItem(text, repository_url(template, location, model_id, basename(location)))
        for text, template in places
        if template
    )
