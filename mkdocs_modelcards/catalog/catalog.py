"""The catalog: every model, every facet, and what concerns several cards at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from ..findings import Finding, finding
from ..history import CardDates
from ..identifiers import id_path, url_path
from ..parse.card import ModelCard
from ..render.card import RenderedCard
from .addresses import CATALOG_FILE, MODELS, ORGANIZATIONS, RESERVED_ORGANIZATIONS, AddressBook
from .facets import FACETS, ORGANIZATIONS_FACET, Facet, FacetValue, build_facet, organization_facet
from .model import CatalogModel, catalog_model, organization_of
from .versions import newest_versions


class Catalog(msgspec.Struct, frozen=True):
    """All models, sorted by id, and the facets by key. `findings` are about cards in relation to each other."""

    models: tuple[CatalogModel, ...]
    facets: Mapping[str, Facet]
    findings: tuple[Finding, ...]

    def value(self, facet: str, value: str) -> FacetValue:
        """A value of a facet. Raises `KeyError` for one that no model has."""
        return self.facets[facet].values[value]


def build_catalog(
    cards: Sequence[tuple[ModelCard, RenderedCard]], dates: Mapping[str, CardDates], site: Mapping[str, str]
) -> Catalog:
    """The catalog of all cards.

    `dates` are by the card's location, `site` holds the addresses that the site has without the catalog, with the file
    that has each. Reports ids that collide, addresses that are taken, reserved organizations, and versions that go in a
    circle.
    """
    ordered = sorted(cards, key=lambda pair: (pair[0].id, pair[0].path, pair[0].location))
    book = AddressBook({address: f"the file '{file}'" for address, file in site.items()})
    newest, findings = newest_versions({card.id: card for card, _ in ordered})
    for address in (MODELS, CATALOG_FILE, *(kind.address for kind in FACETS)):
        findings += _fixed_address_findings(address, site)
        book.take(address, f"the catalog's own page '{address}'")
    models = []
    known: dict[str, ModelCard] = {}
    for card, rendered in ordered:
        findings += _id_findings(card, known.get(card.id.casefold()), book)
        known.setdefault(card.id.casefold(), card)
        address = book.take_numbered(f"{id_path(card.id)}/", card.path)
        models.append(catalog_model(card, rendered, address, dates.get(card.location), newest.get(card.id)))
    all_models = tuple(models)
    organizations, problems = _organization_addresses(all_models, book)
    facets = {
        kind.key: organization_facet(all_models, organizations)
        if kind is ORGANIZATIONS_FACET
        else build_facet(kind, all_models, book)
        for kind in FACETS
    }
    return Catalog(all_models, facets, (*findings, *problems))


def _fixed_address_findings(address: str, site: Mapping[str, str]) -> list[Finding]:
    if address not in site:
        return []
    message = f"The file stands where the catalog's own '{address}' would."
    hint = "Move the file; until then the catalog's own is left out."
    return [finding(site[address], 1, 1, "address-taken", message, hint)]


def _id_findings(card: ModelCard, other: ModelCard | None, book: AddressBook) -> list[Finding]:
    found = []
    owner = book.owner(f"{id_path(card.id)}/")
    if other is not None:
        how = "the same id" if other.id == card.id else "ids that differ only in case"
        message = f"'{card.id}' here and '{other.id}' in {other.path} have {how}."
        hint = "Rename one of them; until then this one's page has '~2' in its address."
        found.append(finding(card.path, 1, 1, "id-collision", message, hint))
    elif owner is not None:
        message = f"The card's address '{card.id}/' belongs to {owner}."
        hint = "Rename one of them; until then the card's page has '~2' in its address."
        found.append(finding(card.path, 1, 1, "address-taken", message, hint))
    if card.id in card.data.base_model:
        message = f"The card names itself, '{card.id}', as its base model."
        line = card.key_lines.get("base_model", 1)
        found.append(finding(card.path, line, 1, "base-model-self", message, "Name the model that it was made from."))
    return found


def _organization_addresses(models: Sequence[CatalogModel], book: AddressBook) -> tuple[dict[str, str], list[Finding]]:
    """Each organization's address: its name, or one below the index of organizations where that is not free."""
    addresses: dict[str, str] = {}
    findings = []
    for model in models:
        name = organization_of(model.id)
        if name is None or name in addresses:
            continue
        wanted = f"{id_path(name)}/"
        owner = book.owner(wanted)
        if name.split("/")[0].lower() in RESERVED_ORGANIZATIONS:
            owner = f"the site's own pages below '{name.split('/')[0]}/'"
        if owner is None:
            book.take(wanted, f"the organization {name}")
            addresses[name] = wanted
            continue
        addresses[name] = book.take_hashed(ORGANIZATIONS, id_path(name), name)
        message = f"The organization '{name}' has the name of {owner}."
        hint = f"Rename one of them; until then the organization's page is '{url_path(addresses[name])}'."
        findings.append(finding(model.card.path, 1, 1, "organization-reserved", message, hint))
    return addresses, findings
