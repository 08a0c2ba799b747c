"""Licenses that may allow more than those of the base models: along the chains of base models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from ..findings import Finding, finding, quoted
from .license_terms import TERM_NAMES, Term, lost_terms, says_nothing
from .model import CatalogModel

MAX_INHERITED = 8
"""Different licenses of base models that one model is compared with."""

MAX_DOUBTS = 3
"""Doubts of one model that are said."""

LICENSES_SHOWN = 3


class LicenseDoubt(msgspec.Struct, frozen=True):
    """A base model, near or far, the licenses to choose from that it has, and what they ask for and the model does not.

    `lost` is about the first license of both.
    """

    base: str
    licenses: tuple[str, ...]
    lost: tuple[Term, ...]


class _Asked(msgspec.Struct, frozen=True):
    """What a model hands down: the licenses that its own, or those of a base model of it, were given under."""

    base: str
    licenses: tuple[str, ...]


def license_doubts(
    models: Sequence[CatalogModel], bases: Sequence[Sequence[int]], groups: Sequence[Sequence[int]]
) -> dict[int, tuple[LicenseDoubt, ...]]:
    """The doubts about the models' licenses, by place, in linear time.

    `bases` are the places of each model's base models, `groups` all places with base models first; those of one group
    lead to each other, and are not compared. A model is compared with the nearest base models whose licenses say
    something, and where these are in doubt themselves, with what they are compared with, too. A model without a license
    says nothing, and hands down what it was handed.
    """
    found: dict[int, tuple[LicenseDoubt, ...]] = {}
    handed: list[tuple[_Asked, ...]] = [()] * len(models)
    for group in groups:
        results = {place: _compared(models[place], [handed[base] for base in bases[place]]) for place in group}
        for place, (doubts, handed_on) in results.items():
            handed[place] = handed_on
            if doubts:
                found[place] = doubts
    return found


def _compared(
    model: CatalogModel, inherited: Sequence[tuple[_Asked, ...]]
) -> tuple[tuple[LicenseDoubt, ...], tuple[_Asked, ...]]:
    """The doubts about one model's license, and what it hands down."""
    asked: dict[tuple[str, ...], _Asked] = {}
    for handed in inherited:
        for one in handed:
            if len(asked) < MAX_INHERITED:
                asked.setdefault(one.licenses, one)
    if says_nothing(model.licenses):
        return (), tuple(asked.values())
    lost = [(one, lost_terms(one.licenses, model.licenses)) for one in asked.values()]
    doubts = tuple(LicenseDoubt(one.base, one.licenses, terms) for one, terms in lost if terms)
    own = (_Asked(model.id, model.licenses),) if lost_terms(model.licenses, ("cc0-1.0",)) else ()
    return doubts[:MAX_DOUBTS], (*own, *(one for one, terms in lost if terms))[:MAX_INHERITED]


def doubt_findings(models: Sequence[CatalogModel], doubts: Mapping[int, tuple[LicenseDoubt, ...]]) -> Iterator[Finding]:
    """A finding for each doubt, at the line of the license."""
    for place, of_model in doubts.items():
        model = models[place]
        line = model.card.key_lines.get("license", 1)
        own = any_of(model.licenses)
        for doubt in of_model:
            message = (
                f"The model comes from {quoted(doubt.base)}, whose license {any_of(doubt.licenses)} asks for "
                f"{asked_for(doubt.lost)}; {own} does not."
            )
            hint = f"Check whether {any_of(doubt.licenses)} allows {own}, and write the license that applies."
            yield finding(model.card.path, line, 1, "license-more-permissive", message, hint)


def any_of(licenses: Sequence[str]) -> str:
    """Licenses to choose from, in words."""
    shown = [quoted(license) for license in licenses[:LICENSES_SHOWN]]
    return " or ".join(shown) + (" or others" if len(licenses) > LICENSES_SHOWN else "")


def asked_for(terms: Sequence[Term]) -> str:
    """What licenses ask for, in words."""
    return " and ".join(TERM_NAMES[term] for term in terms)
