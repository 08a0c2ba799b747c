"""Addresses: each given once, also where a file system ignores case."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_modelcards.catalog.addresses import AddressBook, numbered
from mkdocs_modelcards.identifiers import value_path, with_hash


def test_an_address_of_the_site_is_taken() -> None:
    book = AddressBook({"About/": "the file 'about.md'", "data.json": "the file 'data.json'"})
    assert book.owner("about/") == "the file 'about.md'"
    assert book.owner("about/us/") is None
    # A folder can't stand where a file does.
    assert book.owner("data.json/") == "the file 'data.json'"


def test_numbers_tell_cards_with_one_id_apart() -> None:
    book = AddressBook({})
    assert [book.take_numbered(address, "x") for address in ("a/b/", "a/b/", "A/B/", "a/b~2/", "a/b/")] == [
        "a/b/",
        "a/b~2/",
        "A/B~3/",
        "a/b~2~2/",
        "a/b~4/",
    ]


def test_a_hash_tells_values_apart_that_differ_only_in_case() -> None:
    book = AddressBook({})
    assert book.take_hashed("t/", "mit", "mit") == "t/mit/"
    assert book.take_hashed("t/", "MIT", "MIT") == "t/MIT-e5dcffe8/"


def test_a_value_that_looks_like_a_hash_takes_no_address_from_another() -> None:
    book = AddressBook({})
    given = [book.take_hashed("t/", value, value) for value in ("mit", with_hash("MIT", "MIT").lower(), "MIT")]
    assert len({address.casefold() for address in given}) == 3


@pytest.mark.parametrize("address", ["index.html/", "Index.HTML/", "a/INDEX.html/", "index.HTML/a/", "a/Index.html/b/"])
def test_no_folder_has_the_name_of_a_page(address: str) -> None:
    book = AddressBook({})
    given = book.take_numbered(address, "x")
    assert "index.html" not in given.lower().split("/")
    assert book.take_numbered(address, "y").lower() != given.lower()


PART = st.one_of(
    st.sampled_from(["a", "A", "b", "a~2", "A~2", "a~3", "index.html", "INDEX.html", "ß", "SS", "ss", "-", "models"]),
    st.text(st.characters(exclude_characters="/", exclude_categories=["Cs"]), min_size=1, max_size=3),
)
ADDRESS = st.lists(PART, min_size=1, max_size=3).map(lambda parts: "/".join(parts) + "/")


@given(st.lists(ADDRESS, max_size=4), st.lists(st.tuples(st.booleans(), ADDRESS), max_size=25))
@settings(max_examples=200)
def test_no_address_is_given_twice(site: list[str], wanted: list[tuple[bool, str]]) -> None:
    book = AddressBook(dict.fromkeys(site, "the site"))
    given_before = {address.casefold() for address in site}
    for is_card, text in wanted:
        if is_card:
            address = book.take_numbered(text, "a card")
        else:
            value = text.rstrip("/")
            address = book.take_hashed("tags/", value_path(value), value)
        assert address.casefold() not in given_before
        assert address.endswith("/")
        assert "index.html" not in address.lower().split("/")
        given_before.add(address.casefold())


@given(st.lists(st.text(max_size=4), unique=True, max_size=30))
def test_values_in_one_order_get_the_same_addresses_again(values: list[str]) -> None:
    def given_to(book: AddressBook) -> list[str]:
        return [book.take_hashed("t/", value_path(value), value) for value in values]

    assert given_to(AddressBook({})) == given_to(AddressBook({}))


@pytest.mark.parametrize(("number", "address"), [(1, "models/"), (2, "models/-/2/"), (12, "models/-/12/")])
def test_pages_of_a_long_list(number: int, address: str) -> None:
    assert numbered("models/", number) == address
