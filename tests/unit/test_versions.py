"""Chains of `new_version`, followed to their end."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_modelcards.catalog.versions import newest_versions
from mkdocs_modelcards.parse.card import ModelCard

from .helpers import card, quick


def cards(chain: Mapping[str, str | None]) -> dict[str, ModelCard]:
    """Cards by id, each with its `new_version`."""
    return {one: card(f"---\nnew_version: {new or '~'}\n---\n", one) for one, new in chain.items()}


@pytest.mark.parametrize(
    ("chain", "newest"),
    [
        ({}, {}),
        ({"a": None}, {}),
        ({"a": "b", "b": None}, {"a": "b"}),
        ({"a": "b", "b": "c", "c": None}, {"a": "c", "b": "c"}),
        ({"c": None, "b": "c", "a": "b"}, {"a": "c", "b": "c"}),
        ({"a": "elsewhere"}, {"a": "elsewhere"}),
        ({"a": "c", "b": "c", "c": "d", "d": None}, {"a": "d", "b": "d", "c": "d"}),
    ],
)
def test_a_chain_is_followed_to_its_end(chain: dict[str, str | None], newest: dict[str, str]) -> None:
    assert newest_versions(cards(chain)) == (newest, [])


@pytest.mark.parametrize(
    ("chain", "on_cycle", "steps"),
    [
        ({"a": "a"}, {"a"}, "a → a"),
        ({"a": "b", "b": "a"}, {"a", "b"}, "a → b → a"),
        ({"x": "a", "a": "b", "b": "c", "c": "a"}, {"a", "b", "c"}, "a → b → c → a"),
    ],
)
def test_a_cycle_is_reported_on_each_of_its_cards(chain: dict[str, str], on_cycle: set[str], steps: str) -> None:
    newest, findings = newest_versions(cards(chain))
    assert newest == {}
    assert {finding.path for finding in findings} == {f"cards/{one}/README.md" for one in on_cycle}
    assert {finding.code for finding in findings} == {"new-version-cycle"}
    assert steps in findings[0].message


def walk(chain: Mapping[str, str | None], start: str) -> tuple[str | None, bool]:
    """The end of a chain, None for none, and whether the start lies on a cycle, by walking step by step."""
    current: str | None = start
    end = start
    for _ in range(len(chain) + 1):
        current = chain.get(end)
        if current is None:
            return end, False
        end = current
    steps, current = 0, chain.get(start)
    while current != start and steps <= len(chain):
        steps, current = steps + 1, chain.get(current or "")
    return None, current == start


IDS = [f"m{number}" for number in range(9)]


@given(st.dictionaries(st.sampled_from(IDS[:8]), st.none() | st.sampled_from(IDS)))
@settings(max_examples=200)
def test_any_graph_is_followed_as_a_walker_would(chain: dict[str, str | None]) -> None:
    newest, findings = newest_versions(cards(chain))
    walked = {start: walk(chain, start) for start in chain}
    assert newest == {start: end for start, (end, _) in walked.items() if end not in (None, start)}
    assert sorted(finding.path for finding in findings) == sorted(
        f"cards/{start}/README.md" for start, (_, on_cycle) in walked.items() if on_cycle
    )


def test_long_chains_and_rings_are_followed_quickly() -> None:
    length = 3000
    chain: dict[str, str | None] = {f"m{number}": f"m{number + 1}" for number in range(length)}
    with_end = cards(chain)
    ring = cards({**chain, f"m{length}": "m0"})
    with quick():
        assert newest_versions(with_end)[0]["m0"] == f"m{length}"
        newest, findings = newest_versions(ring)
    assert newest == {}
    assert len(findings) == length + 1
    assert max(len(finding.message) for finding in findings) < 1000
