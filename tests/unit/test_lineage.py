"""Base models, what derives from them, and circles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.catalog.catalog import Catalog, build_catalog
from mkdocs_modelcards.catalog.lineage import circles_bases_first
from mkdocs_modelcards.findings import Finding
from mkdocs_modelcards.render.card import RenderedCard

from .helpers import headed, quick


def catalog(headers: Mapping[str, str]) -> Catalog:
    """A catalog of cards by id, each with its header."""
    return build_catalog([(headed(header, one), RenderedCard(template="")) for one, header in headers.items()], {}, {})


def from_bases(graph: Mapping[str, Sequence[str]], more: str = "") -> Catalog:
    """A catalog of cards by id, each with its base models."""
    return catalog({one: f"base_model: [{', '.join(bases)}]{more}" for one, bases in graph.items()})


def derived(made: Catalog) -> dict[str, dict[str, list[str]]]:
    """The ids of what derives from each base model, by relation."""
    return {
        base: {relation: [made.models[place].id for place in places] for relation, places in by_relation.items()}
        for base, by_relation in made.lineage.derived.items()
    }


def of(code: str, made: Catalog) -> list[Finding]:
    return [found for found in made.findings if found.code == code]


def test_descendants_are_sorted_by_relation_and_then_by_id() -> None:
    made = catalog(
        {
            "a/merged": "base_model: [b/base, c/other]",
            "a/tuned": "base_model: b/base",
            "a/gguf": "base_model: b/base\ntags: [gguf]",
            "a/also-tuned": "base_model: b/base",
            "a/lora": "base_model: b/base\nlibrary_name: peft",
        }
    )
    assert derived(made) == {
        "b/base": {
            "finetune": ["a/also-tuned", "a/tuned"],
            "adapter": ["a/lora"],
            "quantized": ["a/gguf"],
            "merge": ["a/merged"],
        },
        "c/other": {"merge": ["a/merged"]},
    }
    assert list(derived(made)["b/base"]) == ["finetune", "adapter", "quantized", "merge"]


def test_a_chain_and_a_diamond_count_direct_descendants_only() -> None:
    made = from_bases({"m/a": ["m/b", "m/c"], "m/b": ["m/d"], "m/c": ["m/d"], "m/d": []})
    assert derived(made) == {
        "m/b": {"merge": ["m/a"]},
        "m/c": {"merge": ["m/a"]},
        "m/d": {"finetune": ["m/b", "m/c"]},
    }
    assert made.findings == ()


def test_ids_are_compared_without_regard_to_case() -> None:
    made = from_bases({"Acme/Base": [], "a/x": ["acme/base"], "a/y": ["ACME/BASE"], "a/z": ["Out/Side", "out/side"]})
    assert derived(made) == {"Acme/Base": {"finetune": ["a/x", "a/y"]}, "out/side": {"merge": ["a/z"]}}
    assert [model.base_models for model in made.models[1:]] == [("Acme/Base",), ("Acme/Base",), ("out/side",)]
    assert [value.id for value in made.facets["base_models"].values.values()] == ["Acme/Base", "out/side"]


def test_the_spelling_of_a_base_model_depends_on_no_other_counts() -> None:
    few = from_bases({"a/x": ["O/b"], "a/y": ["O/B"]})
    many = from_bases({"a/x": ["O/b"], "a/y": ["O/B"], "a/z": ["O/b"], "a/w": ["O/b"]})
    assert list(derived(few)) == list(derived(many)) == ["O/B"]


def test_a_card_with_exactly_the_id_is_meant_before_one_in_another_case() -> None:
    made = from_bases({"a/Tiny": ["a/tiny"], "a/tiny": [], "b/x": ["a/tiny"], "b/y": ["A/TINY"]})
    assert derived(made) == {"a/tiny": {"finetune": ["a/Tiny", "b/x"]}, "a/Tiny": {"finetune": ["b/y"]}}


@pytest.mark.parametrize("own", ["a/b", "A/B"])
def test_a_model_is_no_base_model_of_itself(own: str) -> None:
    made = catalog({"a/b": f"license: mit\nbase_model: [c/d, {own}]", "a/c": "finetuned_from: a/c"})
    found = of("base-model-self", made)
    assert [(one.path, one.line) for one in found] == [("cards/a/b/README.md", 3), ("cards/a/c/README.md", 2)]
    assert [(model.base_models, model.base_model_relation) for model in made.models][1] == ((), None)
    assert "a/b" not in derived(made)
    assert of("base-model-cycle", made) == []


@pytest.mark.parametrize(
    ("graph", "steps"),
    [
        ({"a": ["b"], "b": ["a"]}, {"a": "a → b → a", "b": "b → a → b"}),
        ({"a": ["B"], "b": ["A"], "x": ["a"]}, {"a": "a → b → a", "b": "b → a → b"}),
        (
            {"x": ["a"], "a": ["b"], "b": ["c", "out"], "c": ["a"]},
            {"a": "a → b → c → a", "b": "b → c → a → b", "c": "c → a → b → c"},
        ),
        # Two circles that share a model: the way from the one meets the other.
        ({"a": ["b"], "b": ["c", "a"], "c": ["b"]}, {"a": "a → b → c → … → a", "b": "b → c → b", "c": "c → b → c"}),
    ],
)
def test_a_circle_is_reported_once_on_each_of_its_cards(graph: dict[str, list[str]], steps: dict[str, str]) -> None:
    found = of("base-model-cycle", from_bases(graph))
    assert sorted(one.path for one in found) == [f"cards/{model}/README.md" for model in sorted(steps)]
    for one in found:
        assert one.line == 2
        assert f": {steps[one.path.split('/')[1]]}." in one.message


NAMES = [f"m{number}" for number in range(8)]
GRAPHS = st.dictionaries(
    st.sampled_from(NAMES[:6]), st.lists(st.sampled_from([*NAMES, "M1", "M7"]), max_size=4, unique=True), max_size=6
)


def reach(graph: Mapping[str, Sequence[str]], start: str) -> set[str]:
    """All base models of a model, near and far, itself only if they lead back to it."""
    seen: set[str] = set()
    todo = list(graph.get(start, ()))
    while todo:
        base = todo.pop()
        if base not in seen:
            seen.add(base)
            todo += graph.get(base, ())
    return seen


@given(GRAPHS)
def test_any_graph_counts_each_descendant_once_and_finds_each_circle(graph: dict[str, list[str]]) -> None:
    made = from_bases(graph)
    plain = {
        one: list(dict.fromkeys(base.lower() for base in bases if base.lower() != one)) for one, bases in graph.items()
    }
    pairs = [(base.lower(), one) for base, by in derived(made).items() for ones in by.values() for one in ones]
    assert sorted(pairs) == sorted((base, one) for one, bases in plain.items() for base in bases)
    assert sorted(one.path for one in of("base-model-cycle", made)) == sorted(
        f"cards/{one}/README.md" for one in plain if one in reach(plain, one)
    )


PLACES = st.integers(1, 12).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, size - 1), max_size=4), min_size=size, max_size=size)
)


@given(PLACES)
def test_groups_hold_what_leads_to_each_other_bases_first(bases: list[list[int]]) -> None:
    groups = circles_bases_first(bases)
    group_of = {place: number for number, group in enumerate(groups) for place in group}
    assert sorted(place for group in groups for place in group) == list(range(len(bases)))
    graph = {str(place): [str(base) for base in following] for place, following in enumerate(bases)}
    reached = {place: {int(one) for one in reach(graph, str(place))} for place in range(len(bases))}
    for place, seen in reached.items():
        for base in seen:
            assert group_of[base] <= group_of[place]
            assert (group_of[base] == group_of[place]) == (place in reached[base] or base == place)


@pytest.mark.parametrize(
    "bases",
    [
        [[place + 1] for place in range(100_000)] + [[]],
        [[(place + 1) % 100_000] for place in range(100_000)],
        [[0] for _ in range(100_000)],
        [[base for base in range(place - 50, place) if base >= 0] for place in range(5_000)],
    ],
    ids=["chain", "ring", "star", "merges"],
)
def test_long_chains_rings_stars_and_merges_are_grouped_quickly(bases: list[list[int]]) -> None:
    with quick(1.5):
        groups = circles_bases_first(bases)
    assert sum(map(len, groups)) == len(bases)


def test_a_large_ring_has_short_findings() -> None:
    size = 300
    found = of("base-model-cycle", from_bases({f"m{n}": [f"m{(n + 1) % size}"] for n in range(size)}))
    assert len(found) == size
    assert "m0 → m1 → m2 → m3 → m4 → m5 → m6 → m7 → m8 → m9 → m10 → … → m0." in found[0].message
    assert max(len(one.message) for one in found) < 200
