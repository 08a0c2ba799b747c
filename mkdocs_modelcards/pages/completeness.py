"""Which sections of the annotated template a card fills, and who can fill the others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from ..catalog.model import CatalogModel
from ..render.template_sections import ROLES, TEMPLATE_SECTIONS, Role

ASKED_FOR = tuple(section for section in TEMPLATE_SECTIONS if not section.optional and not section.main)
"""The sections that count: those that the template does not call optional, without the frames around others."""

_KEYS = frozenset(section.key for section in ASKED_FOR)


class CompletenessView(msgspec.Struct, frozen=True):
    """How many sections are filled, of how many, and the names of the missing ones by the role to ask first."""

    filled: int
    total: int
    missing: tuple[tuple[Role, str], ...]


def completeness_view(model: CatalogModel) -> CompletenessView:
    """The completeness of a model's card. What the header says, the text need not say again."""
    return _view(_KEYS.intersection((*(section.key for section in model.rendered.sections), *_in_header(model))))


def _in_header(model: CatalogModel) -> Iterator[str]:
    data = model.card.data
    if data.datasets:
        yield "training_data"
    if data.eval_results:
        yield "results"
    if data.co2_eq_emissions:
        yield "environmental_impact"


@lru_cache(maxsize=1000)
def _view(filled: frozenset[str]) -> CompletenessView:
    """The view for some filled sections: many cards fill the same."""
    missing = []
    for role in ROLES:
        names = [section.name for section in ASKED_FOR if section.roles[0] == role and section.key not in filled]
        if names:
            missing.append((role, ", ".join(names)))
    return CompletenessView(len(filled), len(ASKED_FOR), tuple(missing))
