"""The catalog: every model, every facet, and what concerns several cards at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from ..findings import Finding, finding
from ..history import CardDates
from ..identifiers import id_path, url_path
from ..parse.card import ModelCard
from ..render.card import RenderedCard
from .addresses import (
    BROWSE,
    CATALOG_FILE,
    COMPARE,
    LEADERBOARDS,
    MODELS,
    NAMES_FILE,
    ORGANIZATIONS,
    RESERVED_ORGANIZATIONS,
    AddressBook,
)
from .datasets import Datasets, find_datasets
from .facets import DATASETS_FACET, FACETS, ORGANIZATIONS_FACET, Facet, FacetValue, build_facet, organization_facet
from .feeds import Feed, find_feeds
from .leaderboards import Leaderboards, build_leaderboards
from .lineage import Lineage, find_lineage, with_known_bases
from .model import CatalogModel, catalog_model, organization_of
from .similar import find_similar
from .sub_cards import CardText, OrganizationCard, by_card, organization_cards, sub_cards
from .versions import newest_versions


class Catalog(msgspec.Struct, frozen=True):
    """All models, sorted by id, and the facets by key. `findings` are about cards in relation to each other.

    `organization_cards` are the organizations' own texts, by name. `similar` are the places of the models that are like
    a model, by its address; `feeds` are those of new models, by the addresses of their pages.
    """

    models: tuple[CatalogModel, ...]
    facets: Mapping[str, Facet]
    findings: tuple[Finding, ...]
    datasets: Datasets
    organization_cards: Mapping[str, OrganizationCard] = {}
    lineage: Lineage = Lineage()
    leaderboards: Leaderboards = Leaderboards()
    similar: Mapping[str, tuple[int, ...]] = {}
    feeds: Mapping[str, Feed] = {}

    def texts(self) -> Iterator[CardText]:
        """The texts of all models, each followed by its sub-cards, and those of organizations."""
        for model in self.models:
            yield CardText(model.id, model.address, model.address, model.card, model.rendered)
            for part in model.sub_cards:
                yield CardText(model.id, part.address, model.address, part.card, part.rendered)
        for own in self.organization_cards.values():
            yield CardText(own.id, own.address, own.address, own.card, own.rendered)

    def value(self, facet: str, value: str) -> FacetValue:
        """A value of a facet, however a card spells it. Raises `KeyError` for one that no model has."""
        found = self.facets[facet]
        return found.values[found.spellings.get(value, value)]


def build_catalog(
    cards: Sequence[tuple[ModelCard, RenderedCard]], dates: Mapping[str, CardDates], site: Mapping[str, str]
) -> Catalog:
    """The catalog of all cards.

    `dates` are by the card's location, `site` holds the addresses that the site has without the catalog, with the file
    that has each. Reports ids that collide, addresses that are taken, reserved organizations, versions and base models
    that go in a circle, and licenses that may allow more than those of base models.
    """
    texts = sorted(cards, key=lambda pair: (pair[0].id, pair[0].path, pair[0].location))
    ordered = [pair for pair in texts if pair[0].kind == "card"]
    beside = by_card(texts)
    book = AddressBook({address: f"the file '{file}'" for address, file in site.items()})
    newest, findings = newest_versions({card.id: card for card, _ in ordered})
    for address in (MODELS, COMPARE, LEADERBOARDS, CATALOG_FILE, NAMES_FILE, *(kind.address for kind in FACETS)):
        findings += _fixed_address_findings(address, site)
        book.take(address, f"the catalog's own page '{address}'")
    # A folder of files without a page; a page of the site can stand there.
    data_folder = BROWSE.rstrip("/")
    findings += _fixed_address_findings(data_folder, site)
    book.take(data_folder, f"the catalog's own folder '{BROWSE}'")
    placed = []
    known: dict[str, ModelCard] = {}
    for card, rendered in ordered:
        findings += _id_findings(card, known.get(card.id.casefold()), book)
        known.setdefault(card.id.casefold(), card)
        placed.append((card, rendered, book.take_numbered(f"{id_path(card.id)}/", card.path)))
    models = []
    for card, rendered, address in placed:
        parts, problems = sub_cards(beside.get(card.location, ()), address, dates, book)
        findings += problems
        models.append(catalog_model(card, rendered, address, dates.get(card.location), newest.get(card.id), parts))
    all_models, self_based = with_known_bases(models)
    lineage, about_bases = find_lineage(all_models)
    findings += [*self_based, *about_bases]
    organizations, problems = _organization_addresses(all_models, book)
    own_texts, unplaced = organization_cards(texts, organizations)
    datasets = find_datasets(all_models, book)
    given = {
        ORGANIZATIONS_FACET.key: organization_facet(all_models, organizations),
        DATASETS_FACET.key: datasets.facet,
    }
    facets = {kind.key: given.get(kind.key) or build_facet(kind, all_models, book) for kind in FACETS}
    boards = build_leaderboards(all_models, book)
    return Catalog(
        models=all_models,
        facets=facets,
        findings=(*findings, *problems, *unplaced),
        datasets=datasets,
        organization_cards=own_texts,
        lineage=lineage,
        leaderboards=boards,
        similar=find_similar(all_models, facets, lineage),
        # Last, so that they take no address from a page.
        feeds=find_feeds(all_models, facets, datasets, book),
    )


def _fixed_address_findings(address: str, site: Mapping[str, str]) -> list[Finding]:
    """A finding for each file of the site at the address, or in the place of its folder."""
    message = f"The file stands where the catalog's own '{address}' would."
    hint = "Move the file; until then the catalog's own is left out."
    taken = [site[one] for one in dict.fromkeys((address, address.rstrip("/"))) if one in site]
    return [finding(file, 1, 1, "address-taken", message, hint) for file in taken]


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
