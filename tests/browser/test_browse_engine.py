"""What matches and what is counted, compared with the plainest way to find it out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from mkdocs_modelcards.catalog.browse_files import browse_files
from mkdocs_modelcards.catalog.catalog import Catalog
from mkdocs_modelcards.catalog.facets import FACETS, FacetKind
from tests.browse_sites import catalog_of, write_browse_site

EVALUATE = """async ([index, queries]) => {
  const { BrowseIndex } = await import("../assets/modelcards/browse_index.mjs");
  const { readState, queryOf } = await import("../assets/modelcards/browse_state.mjs");
  const { lacks, matches, valueCounts } = await import("../assets/modelcards/browse_match.mjs");
  const all = new BrowseIndex(index);
  return queries.map(query => {
    const state = readState(query, all.byParameter);
    const lacking = lacks(all, state, null);
    const counts = valueCounts(all, state, lacking);
    return {
      matches: matches(lacking),
      counts: Object.fromEntries(all.facets.map((facet, number) => [
        facet.parameter, Object.fromEntries(facet.values.map((value, at) => [value, counts[number][at]]))])),
      again: queryOf(readState(queryOf(state), all.byParameter)) === queryOf(state),
    };
  });
}"""


VIEW_ADDRESSES = Path(__file__).parent.parent / "fixtures" / "view_addresses.json"


class Answer(msgspec.Struct):
    """What the page's script finds for a query."""

    matches: list[int]
    counts: dict[str, dict[str, int]]
    again: bool


@pytest.fixture(scope="module")
def engine(chromium: Browser, tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> Iterator[Page]:
    """A page of a site with the scripts."""
    site = write_browse_site(catalog_of({"a": "Text.\n", "b": "Text.\n"}), tmp_path_factory.mktemp("engine"))
    page = chromium.new_page()
    page.goto(f"{serve(site)}models/")
    yield page
    page.close()


def of(*names: str, most: int = 3) -> st.SearchStrategy[list[str]]:
    """Some of the names, each once."""
    return st.lists(st.sampled_from(names), max_size=most, unique=True)


CARDS = st.fixed_dictionaries(
    {
        "pipeline_tag": st.sampled_from(["fill-mask", "translation", None]),
        "license": st.sampled_from([["mit"], ["apache-2.0"], ["mit", "apache-2.0"], None]),
        "language": of("de", "en", "fr"),
        "tags": of("small", "large", "new", "old"),
        "datasets": of("acme/mails", "acme/news"),
        "base_model": of("acme/base", "acme/other"),
    }
)
STATES = st.fixed_dictionaries(
    {
        "pipeline_tag": of("fill-mask", "translation", "gone", most=2),
        "license": of("mit", "apache-2.0", "gone", most=2),
        "language": of("de", "en", most=2),
        "other": of("small", "large", "new", "gone", most=2),
        "dataset": of("acme/mails", "acme/news", most=2),
        "base_model": of("acme/base", "acme/other", most=2),
        "any": of("other", "language", "dataset", most=3),
        "all": of("base_model"),
    }
)


def has(catalog: Catalog, kind: FacetKind, place: int) -> set[str]:
    """The values of a model."""
    return set(kind.values_of(catalog.models[place]))


def expected(catalog: Catalog, state: Mapping[str, Sequence[str]]) -> Answer:
    """Matches and counts, by asking each model about each facet."""

    def takes_all(kind: FacetKind) -> bool:
        return kind.parameter not in state["any"] if kind.takes_all else kind.parameter in state["all"]

    def passes(kind: FacetKind, place: int) -> bool:
        chosen = set(state.get(kind.parameter, ()))
        own = has(catalog, kind, place)
        return not chosen or (chosen <= own if takes_all(kind) else bool(chosen & own))

    places = range(len(catalog.models))
    counts: dict[str, dict[str, int]] = {}
    for kind in FACETS:
        left = [
            place
            for place in places
            if all(passes(other, place) for other in FACETS if other is not kind or takes_all(kind))
        ]
        values = catalog.facets[kind.key].values
        counts[kind.parameter] = {value: sum(value in has(catalog, kind, place) for place in left) for value in values}
    return Answer([place for place in places if all(passes(kind, place) for kind in FACETS)], counts, again=True)


@settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(cards=st.lists(CARDS, min_size=2, max_size=7), states=st.lists(STATES, min_size=1, max_size=4))
def test_matches_and_counts_are_right(
    engine: Page, cards: list[dict[str, object]], states: list[dict[str, list[str]]]
) -> None:
    texts = {
        f"acme/m{number}": f"---\n{yaml.safe_dump({key: value for key, value in card.items() if value})}---\n"
        for number, card in enumerate(cards)
    }
    catalog = catalog_of(texts)
    files = browse_files(catalog)
    index = json.loads(dict(files.files)[files.index])
    queries = ["&".join(f"{name}={value}" for name, own in state.items() for value in own) for state in states]
    answers = msgspec.convert(engine.evaluate(EVALUATE, [index, queries]), list[Answer])
    for state, answer in zip(states, answers, strict=True):
        answer.counts.pop("base_model_relation", None)
        assert answer == expected(catalog, state)


WRITE = """async ([index, cases]) => {
  const { BrowseIndex } = await import("../assets/modelcards/browse_index.mjs");
  const { readState, queryOf } = await import("../assets/modelcards/browse_state.mjs");
  const { byParameter } = new BrowseIndex(index);
  return cases.map(({ filters, search = "", any = [], all = [], sort = "name", address }) => {
    const chosen = Object.entries(filters).map(([name, values]) => [name, [...new Set(values)]]);
    const wanted = { search: search.trim(), chosen: new Map(chosen), page: 0,
      any: new Set(any.filter(name => byParameter.get(name).takesAll)),
      all: new Set(all.filter(name => !byParameter.get(name).takesAll)),
      sort: sort === "name" && !search.trim() ? "" : sort };
    const query = address.replace("models/", "");
    return [address, queryOf(wanted), queryOf(readState(query, byParameter))];
  });
}"""


def test_addresses_are_those_that_the_build_writes(engine: Page) -> None:
    cases = json.loads(VIEW_ADDRESSES.read_text(encoding="utf-8"))
    files = browse_files(catalog_of({"a": "Text.\n", "b": "Text.\n"}))
    index = json.loads(dict(files.files)[files.index])
    for address, written, read_again in engine.evaluate(WRITE, [index, cases]):
        assert f"models/{written}" == address
        assert f"models/{read_again}" == address
