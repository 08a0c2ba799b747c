"""What licenses ask of derivatives, and what is lost on the way down."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.catalog.inherited_licenses import MAX_DOUBTS
from mkdocs_modelcards.catalog.license_terms import TERM_NAMES, license_terms, lost_terms, says_nothing
from mkdocs_modelcards.vocabulary import licenses

from .helpers import quick
from .test_lineage import catalog, of


def test_every_known_license_has_its_terms() -> None:
    assert list(license_terms()) == list(licenses())
    assert {term for terms in license_terms().values() for term in terms or ()} == set(TERM_NAMES)
    assert [license for license, terms in license_terms().items() if terms is None] == ["cc", "unknown", "other"]
    assert all(terms is None or terms for terms in license_terms().values())


@pytest.mark.parametrize(
    ("base", "own"),
    [
        ("cc-by-sa-4.0", "gpl-3.0"),
        ("cc-by-sa-4.0", "cc-by-sa-3.0"),
        ("cc-by-sa-4.0", "cc-by-nc-sa-4.0"),
        ("gpl-2.0", "gpl-3.0"),
        ("gpl", "gpl-3.0"),
        ("gpl-3.0", "agpl-3.0"),
        ("lgpl-2.1", "gpl-2.0"),
        ("lgpl-3.0", "gpl-3.0"),
        ("mpl-2.0", "lgpl-3.0"),
        ("eupl-1.2", "gpl-3.0"),
        ("eupl-1.2", "mpl-2.0"),
        ("eupl-1.1", "gpl-2.0"),
        ("apache-2.0", "mit"),
        ("apache-2.0", "cc-by-nc-nd-4.0"),
        ("apache-2.0", "cc0-1.0"),
        ("mit", "unlicense"),
        ("cc0-1.0", "gemma"),
        ("cc-by-nc-4.0", "cc-by-nc-sa-4.0"),
        ("cc-by-nc-nd-4.0", "cc-by-nc-nd-3.0"),
        ("openrail", "creativeml-openrail-m"),
        ("llama2", "llama3"),
        ("cc-by-nc-4.0", "other"),
        ("unknown", "mit"),
        ("other", "mit"),
        ("cc", "mit"),
        ("my-own", "mit"),
        ("gpl-3.0", "my-own"),
    ],
)
def test_licenses_that_ask_for_as_much_or_are_compatible(base: str, own: str) -> None:
    assert lost_terms((base,), (own,)) == ()


@pytest.mark.parametrize(
    ("base", "own", "lost"),
    [
        ("gpl-3.0", "cc-by-sa-4.0", ("strong-copyleft",)),
        ("gpl-3.0", "lgpl-3.0", ("strong-copyleft",)),
        ("gpl-3.0", "mit", ("strong-copyleft",)),
        ("agpl-3.0", "gpl-3.0", ("network-copyleft",)),
        ("lgpl-3.0", "apache-2.0", ("weak-copyleft",)),
        ("eupl-1.1", "gpl-3.0", ("network-copyleft",)),
        ("cc-by-sa-4.0", "cc-by-4.0", ("share-alike",)),
        ("cc-by-nc-4.0", "apache-2.0", ("non-commercial",)),
        ("cc-by-nc-sa-4.0", "mit", ("non-commercial", "share-alike")),
        ("cc-by-nc-sa-4.0", "cc-by-nc-4.0", ("share-alike",)),
        ("cc-by-nd-4.0", "cc-by-4.0", ("no-derivatives",)),
        ("llama3.1", "apache-2.0", ("use-restrictions",)),
        ("gemma", "gpl-3.0", ("use-restrictions",)),
        ("apple-amlr", "cc-by-nc-4.0", ("use-restrictions",)),
    ],
)
def test_licenses_that_ask_for_less(base: str, own: str, lost: tuple[str, ...]) -> None:
    assert lost_terms((base,), (own,)) == lost


@pytest.mark.parametrize(
    ("base", "own", "is_lost"),
    [
        (("cc-by-nc-4.0",), ("mit", "apache-2.0"), True),
        (("cc-by-nc-4.0",), ("mit", "cc-by-nc-4.0"), False),
        (("cc-by-nc-4.0",), ("mit", "other"), False),
        (("cc-by-nc-4.0", "mit"), ("apache-2.0",), False),
        (("cc-by-nc-4.0", "gpl-3.0"), ("apache-2.0",), True),
        (("cc-by-nc-4.0", "gpl-3.0"), ("agpl-3.0",), False),
        (("cc-by-nc-4.0", "other"), ("mit",), False),
        (("cc-by-nc-4.0",), (), False),
        ((), ("mit",), False),
    ],
)
def test_any_of_several_licenses_may_be_chosen(base: tuple[str, ...], own: tuple[str, ...], is_lost: bool) -> None:
    assert bool(lost_terms(base, own)) is is_lost


IDENTIFIERS = st.sampled_from(sorted(licenses()))


@given(IDENTIFIERS, IDENTIFIERS, st.lists(IDENTIFIERS, max_size=3))
def test_another_choice_never_loses_more(base: str, own: str, others: list[str]) -> None:
    assert lost_terms((base,), (base,)) == ()
    if not lost_terms((base,), (own,)):
        assert lost_terms((base, *others), (own,)) == ()
        assert lost_terms((base,), (own, *others)) == ()
    assert says_nothing((own,)) == (license_terms()[own] is None)


def doubts(headers: Mapping[str, str]) -> dict[str, list[str]]:
    """The base models of the doubts about each model."""
    made = catalog(headers)
    return {made.models[place].id: [doubt.base for doubt in found] for place, found in made.lineage.doubts.items()}


def test_a_doubt_is_reported_at_the_line_of_the_license() -> None:
    made = catalog({"a/base": "license: cc-by-nc-4.0", "a/x": "tags: [a]\nbase_model: A/Base\nlicense: [mit, bsd]"})
    [found] = of("license-more-permissive", made)
    assert (found.path, found.line, found.severity) == ("cards/a/x/README.md", 4, "warning")
    assert "'a/base', whose license 'cc-by-nc-4.0' asks for non-commercial use only; 'mit' or 'bsd'" in found.message
    assert "'cc-by-nc-4.0' allows 'mit' or 'bsd'" in found.hint


@pytest.mark.parametrize("between", ["tags: [a]", "license: other", "license: unknown", "license: my-own"])
def test_what_says_nothing_hands_on_what_it_was_handed(between: str) -> None:
    found = doubts(
        {"a/0": "license: gpl-3.0", "a/1": f"{between}\nbase_model: a/0", "a/2": "license: mit\nbase_model: a/1"}
    )
    assert found == {"a/2": ["a/0"]}


def test_a_license_in_doubt_settles_nothing_for_those_below() -> None:
    chain = {
        "a/0": "license: cc-by-nc-4.0",
        "a/1": "license: gpl-3.0\nbase_model: a/0",
        "a/2": "license: mit\nbase_model: a/1",
        "a/3": "license: cc-by-nc-4.0\nbase_model: a/2",
    }
    assert doubts(chain) == {"a/1": ["a/0"], "a/2": ["a/1", "a/0"], "a/3": ["a/1"]}


def test_a_stricter_license_takes_the_place_of_what_was_handed() -> None:
    chain = {
        "a/0": "license: lgpl-3.0",
        "a/1": "license: gpl-3.0\nbase_model: a/0",
        "a/2": "license: mit\nbase_model: a/1",
        "a/3": "license: gpl-3.0\nbase_model: [a/1, a/0]",
    }
    assert doubts(chain) == {"a/2": ["a/1"]}


def test_base_models_outside_and_circles_say_nothing() -> None:
    assert doubts({"a/x": "license: mit\nbase_model: meta/llama"}) == {}
    ring = {"a/0": "license: gpl-3.0\nbase_model: a/1", "a/1": "license: mit\nbase_model: a/0"}
    assert doubts({**ring, "a/2": "license: mit\nbase_model: a/1", "a/3": "license: mit\nbase_model: a/0"}) == {
        "a/3": ["a/0"]
    }


def test_a_merge_of_many_licenses_is_bounded_and_quick() -> None:
    strict = [one for one in licenses() if lost_terms((one,), ("mit",))]
    bases = {f"b/{number}": f"license: {one}" for number, one in enumerate(strict * 20)}
    merges = {f"m/{number}": f"license: mit\nbase_model: [{', '.join(bases)}]" for number in range(20)}
    made = catalog({**bases, **merges})
    assert {len(found) for found in made.lineage.doubts.values()} == {MAX_DOUBTS}
    assert len(of("license-more-permissive", made)) == 20 * MAX_DOUBTS
    chain = {f"c/{n}": "license: mit\n" + (f"base_model: c/{n - 1}" if n else "base_model: b/1") for n in range(300)}
    with quick():
        assert len(doubts({**bases, **chain})) == 300
