"""The catalog of all cards: order, addresses, organizations, and what concerns several cards."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.catalog.catalog import Catalog, build_catalog
from mkdocs_modelcards.findings import Finding
from mkdocs_modelcards.history import CardDates
from mkdocs_modelcards.parse.card import parse_card
from mkdocs_modelcards.render.card import render_card

from .helpers import quick, source


def catalog(
    cards: Mapping[str, str], site: Mapping[str, str] | None = None, dates: Mapping[str, CardDates] | None = None
) -> Catalog:
    """The catalog of cards by id, each with its header."""
    parsed = [parse_card(source(f"---\n{header}\n---\n# T\n", model_id)) for model_id, header in cards.items()]
    return build_catalog([(card, render_card(card)) for card in parsed], dates or {}, site or {})


def addresses(made: Catalog) -> dict[str, str]:
    return {model.card.path: model.address for model in made.models}


def said(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.code, finding.path) for finding in findings]


def test_models_are_sorted_by_id_and_know_what_their_cards_say() -> None:
    made = catalog(
        {"b/y": "license: mit", "a": "license: mit", "B/x": "license: mit"}, dates={"a/README.md": CardDates("1", "2")}
    )
    assert [(model.id, model.name, model.organization, model.address) for model in made.models] == [
        ("B/x", "x", "B", "B/x/"),
        ("a", "a", None, "a/"),
        ("b/y", "y", "b", "b/y/"),
    ]
    assert [model.dates for model in made.models] == [None, CardDates("1", "2"), None]
    assert [model.title for model in made.models] == ["T", "T", "T"]


def test_an_empty_catalog_has_every_facet() -> None:
    made = catalog({})
    assert made.models == ()
    assert {key: dict(facet.values) for key, facet in made.facets.items()} == {
        key: {} for key in "tasks libraries languages licenses datasets tags base_models metrics organizations".split()
    }
    assert made.findings == ()


def test_a_value_of_a_facet() -> None:
    made = catalog({"a": "license: mit", "b": "license: mit"})
    assert made.value("licenses", "mit").models == (0, 1)
    with pytest.raises(KeyError):
        made.value("licenses", "gpl")


def test_ids_that_differ_only_in_case_collide() -> None:
    made = catalog({"acme/Tiny": "license: mit", "acme/tiny": "license: mit"})
    assert addresses(made) == {"cards/acme/Tiny/README.md": "acme/Tiny/", "cards/acme/tiny/README.md": "acme/tiny~2/"}
    assert said(made.findings) == [("id-collision", "cards/acme/tiny/README.md")]
    assert made.findings[0].message == (
        "'acme/tiny' here and 'acme/Tiny' in cards/acme/Tiny/README.md have ids that differ only in case."
    )


def test_ids_collide_by_case_in_every_order() -> None:
    made = catalog({"acme/tiNy": "license: mit", "acme/tinY": "license: mit", "acme/TINY": "license: mit"})
    assert [finding.path for finding in made.findings if finding.code == "id-collision"] == [
        "cards/acme/tiNy/README.md",
        "cards/acme/tinY/README.md",
    ]
    assert len({address.casefold() for address in addresses(made).values()}) == 3


def test_two_files_of_one_id_collide() -> None:
    flat, deep = source("# Flat\n", "acme/tiny"), source("# Deep\n", "acme/tiny")
    flat = type(flat)(flat.id, "acme/tiny.md", type(flat.file)("cards/acme/tiny.md", flat.file.text))
    pairs = [(card, render_card(card)) for card in (parse_card(flat), parse_card(deep))]
    made = build_catalog(pairs, {}, {})
    assert [(model.card.path, model.address) for model in made.models] == [
        ("cards/acme/tiny.md", "acme/tiny/"),
        ("cards/acme/tiny/README.md", "acme/tiny~2/"),
    ]
    assert said(made.findings) == [("id-collision", "cards/acme/tiny/README.md")]
    assert "have the same id" in made.findings[0].message


@pytest.mark.parametrize(
    ("model_id", "site", "owner"),
    [
        ("about", {"about/": "docs/about.md"}, "the file 'docs/about.md'"),
        ("About", {"about/": "docs/about.md"}, "the file 'docs/about.md'"),
        ("guide/start", {"guide/start/": "docs/guide/start.md"}, "the file 'docs/guide/start.md'"),
        ("404.html", {"404.html": "docs/404.md"}, "the file 'docs/404.md'"),
        ("models", {}, "the catalog's own page 'models/'"),
        ("datasets", {}, "the catalog's own page 'datasets/'"),
        ("models/tags", {}, "the catalog's own page 'models/tags/'"),
        ("catalog.json", {}, "the catalog's own page 'catalog.json'"),
        ("index.html", {}, "the page of a folder"),
    ],
)
def test_an_address_that_the_site_has_is_not_given_to_a_card(model_id: str, site: dict[str, str], owner: str) -> None:
    made = catalog({model_id: "license: mit"}, site)
    taken = [finding for finding in made.findings if finding.code == "address-taken"]
    assert [finding.path for finding in taken] == [f"cards/{model_id}/README.md"]
    assert taken[0].message == f"The card's address '{model_id}/' belongs to {owner}."
    [address] = addresses(made).values()
    assert "~2" in address


@pytest.mark.parametrize(
    "address", ["models/", "datasets/", "models/licenses/", "models/organizations/", "catalog.json"]
)
def test_a_file_where_the_catalog_has_a_page_is_reported(address: str) -> None:
    made = catalog({"a": "license: mit"}, {address: "docs/own.md"})
    assert said(made.findings) == [("address-taken", "docs/own.md")]
    assert f"'{address}'" in made.findings[0].message


def test_organizations_have_the_address_of_their_name() -> None:
    made = catalog({"acme/a": "license: mit", "acme/b": "license: mit", "beta/c": "license: mit", "d": "license: mit"})
    assert {value.id: (value.address, value.models) for value in made.facets["organizations"].values.values()} == {
        "acme": ("acme/", (0, 1)),
        "beta": ("beta/", (2,)),
    }
    assert made.findings == ()


@pytest.mark.parametrize(
    "name", "models datasets api assets collections papers search spaces static Models API".split()
)
def test_organizations_with_a_reserved_name(name: str) -> None:
    made = catalog({f"{name}/a": "license: mit", f"{name}/b": "license: mit"})
    assert ("organization-reserved", f"cards/{name}/a/README.md") in said(made.findings)
    assert [finding.code for finding in made.findings].count("organization-reserved") == 1
    assert made.value("organizations", name).address == f"models/organizations/{name}/"
    assert made.value("organizations", name).models == (0, 1)


@pytest.mark.parametrize(
    ("cards", "site", "owner"),
    [
        (["guide/a"], {"guide/": "docs/guide/index.md"}, "the file 'docs/guide/index.md'"),
        (["Guide/a"], {"guide/": "docs/guide.md"}, "the file 'docs/guide.md'"),
        (["acme", "acme/a"], {}, "cards/acme/README.md"),
        (["acme/a", "Acme/b"], {}, "the organization Acme"),
    ],
)
def test_organizations_with_a_name_that_is_taken(cards: list[str], site: dict[str, str], owner: str) -> None:
    made = catalog(dict.fromkeys(cards, "license: mit"), site)
    assert [finding.code for finding in made.findings] == ["organization-reserved"]
    assert owner in made.findings[0].message
    organizations = made.facets["organizations"].values.values()
    assert sum(value.address.startswith("models/organizations/") for value in organizations) == 1


def test_a_card_that_names_itself_as_its_base() -> None:
    made = catalog({"a/b": "base_model: [c/d, a/b]"})
    assert said(made.findings) == [("base-model-self", "cards/a/b/README.md")]


def test_newer_versions_are_followed_through_the_catalog() -> None:
    made = catalog({"a/1": "new_version: a/2", "a/2": "new_version: b/3", "c": "license: mit"})
    assert {model.id: model.newest_version for model in made.models} == {"a/1": "b/3", "a/2": "b/3", "c": None}
    ring = catalog({"a/1": "new_version: a/2", "a/2": "new_version: a/1"})
    assert said(ring.findings) == [
        ("new-version-cycle", "cards/a/1/README.md"),
        ("new-version-cycle", "cards/a/2/README.md"),
    ]


PART = st.sampled_from(
    ["a", "A", "b", "a~2", "models", "Models", "tags", "datasets", "index.html", "catalog.json", "ß"]
)
IDS = st.lists(st.lists(PART, min_size=1, max_size=3).map("/".join), max_size=10)


@given(IDS, st.dictionaries(PART.map("{}/".format), st.just("docs/x.md"), max_size=3))
def test_no_card_disappears_and_no_address_is_given_twice(ids: list[str], site: dict[str, str]) -> None:
    pairs = [(card, render_card(card)) for card in (parse_card(source("---\ntags: [a, A]\n---\n", one)) for one in ids)]
    made = build_catalog(pairs, {}, site)
    assert sorted(model.id for model in made.models) == sorted(ids)
    given_out = [model.address for model in made.models]
    given_out += [value.address for facet in made.facets.values() for value in facet.values.values()]
    folded = [address.casefold() for address in given_out]
    assert len(set(folded)) == len(folded)
    fixed = {
        "models/",
        *(f"models/{name}/" for name in ("tags", "licenses", "organizations")),
        "datasets/",
        "catalog.json/",
    }
    assert not set(folded) & ({address.casefold() for address in site} | fixed)


def test_thousands_of_cards_in_a_ring_are_catalogued_quickly() -> None:
    cards = {
        f"org{number % 50}/m{number}": f"new_version: org{(number + 1) % 50}/m{number + 1}" for number in range(1500)
    }
    parsed = [parse_card(source(f"---\n{header}\n---\n", model_id)) for model_id, header in cards.items()]
    pairs = [(card, render_card(card)) for card in parsed]
    with quick():
        build_catalog(pairs, {}, {})
