"""Texts besides the models' own: sub-cards such as `BIAS.md`, and the texts of organizations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from posixpath import basename

import msgspec

from ..discover import SUB_CARDS
from ..findings import Finding, finding
from ..history import CardDates
from ..parse.card import ModelCard
from ..render.card import RenderedCard
from .addresses import AddressBook

_ORDER = {name: place for place, name in enumerate(SUB_CARDS)}


class SubCard(msgspec.Struct, frozen=True, kw_only=True):
    """A text beside a card about one side of the model, such as `Bias`, and the address of its page."""

    name: str
    address: str
    dates: CardDates | None
    card: ModelCard
    rendered: RenderedCard


class OrganizationCard(msgspec.Struct, frozen=True, kw_only=True):
    """What an organization says of itself: its name, and the address of its page."""

    id: str
    address: str
    card: ModelCard
    rendered: RenderedCard


class CardText(msgspec.Struct, frozen=True):
    """Any of the texts that are shown: whose it is, the address of its page, and where files beside it are published.

    Both addresses are the same, but for a sub-card, whose files lie where those of its card do.
    """

    id: str
    address: str
    files_address: str
    card: ModelCard
    rendered: RenderedCard


def by_card(texts: Iterable[tuple[ModelCard, RenderedCard]]) -> dict[str, list[tuple[ModelCard, RenderedCard]]]:
    """The sub-cards with a text by the locations of their cards, in the order of the tabs."""
    found: dict[str, list[tuple[ModelCard, RenderedCard]]] = {}
    for card, rendered in sorted(texts, key=lambda pair: _ORDER.get(_file(pair[0]), len(_ORDER))):
        if card.kind == "sub-card" and card.shows_text:
            found.setdefault(card.part_of, []).append((card, rendered))
    return found


def sub_cards(
    texts: Sequence[tuple[ModelCard, RenderedCard]],
    model_address: str,
    dates: Mapping[str, CardDates],
    book: AddressBook,
) -> tuple[tuple[SubCard, ...], list[Finding]]:
    """The sub-cards of one model, with pages below the model's. Reports addresses that are taken."""
    found = []
    findings = []
    for card, rendered in texts:
        key = _file(card).removesuffix(".md")
        wanted = f"{model_address}{key}/"
        owner = book.owner(wanted)
        if owner is not None:
            message = f"The card's address '{wanted}' belongs to {owner}."
            hint = "Rename one of them; until then the card's page has '~2' in its address."
            findings.append(finding(card.path, 1, 1, "address-taken", message, hint))
        found.append(
            SubCard(
                name=key.capitalize(),
                address=book.take_numbered(wanted, card.path),
                dates=dates.get(card.location),
                card=card,
                rendered=rendered,
            )
        )
    return tuple(found), findings


def organization_cards(
    texts: Iterable[tuple[ModelCard, RenderedCard]], addresses: Mapping[str, str]
) -> tuple[dict[str, OrganizationCard], list[Finding]]:
    """The texts of the organizations that have a page, by name; `addresses` are those of the pages.

    Reports a text whose organization has no model, and so no page.
    """
    found: dict[str, OrganizationCard] = {}
    findings = []
    for card, rendered in texts:
        if card.kind != "organization":
            continue
        if card.id not in addresses:
            message = f"The organization '{card.id}' has no model of its own, so its README.md is not shown."
            hint = "Cards of the organization lie in folders of their own: ORG/NAME/README.md."
            findings.append(finding(card.path, 1, 1, "file-ignored", message, hint))
        elif card.shows_text:
            address = addresses[card.id]
            found[card.id] = OrganizationCard(id=card.id, address=address, card=card, rendered=rendered)
    return found, findings


def _file(card: ModelCard) -> str:
    return basename(card.location).lower()
