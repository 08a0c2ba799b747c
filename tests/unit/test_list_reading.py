"""Reading a block: what it means, and what is said about mistakes, with their places."""

from __future__ import annotations

import pytest
import yaml

from mkdocs_modelcards.catalog.selection import Filters
from mkdocs_modelcards.lists.definition import ListDefinition
from mkdocs_modelcards.lists.fences import find_fences
from mkdocs_modelcards.lists.reading import MAX_SUGGESTIONS, ReadList, read_list
from mkdocs_modelcards.lists.values import ListValues
from mkdocs_modelcards.parse import yaml_tree

from .helpers import quick
from .test_leaderboards import index, result
from .test_pages import catalog

CARD = """\
---
license: apache-2.0
pipeline_tag: text-classification
library_name: sklearn
language: ["no", en]
tags: [small, NLP, 4-bit]
datasets: [Acme/Reviews, acme/reviews]
base_model: acme/base
base_model_relation: finetune
metrics: [f1]
---
Text.
"""
FOUND = catalog(
    tiny=CARD,
    other=CARD.replace("NLP", "nlp").replace("Acme", "acme"),
    base="---\nlicense: mit\n---\nText.\n",
    one=index(result(0.9)),
    two=index(result(0.8)),
)
KNOWN = ListValues(FOUND)
BOARD = "text-classification/acme/reviews/accuracy"


def read(text: str, prefix: str = "", lines_before: int = 0) -> ReadList:
    block = "\n".join(f"{prefix}{line}" for line in ["```modelcards", *text.split("\n"), "```"])
    [fence] = find_fences(f"- Item\n\n{block}")
    return read_list(fence, "docs/page.md", lines_before - 2, KNOWN)


def definition(text: str) -> ListDefinition:
    """The list of a block in which nothing is wrong."""
    done = read(text)
    assert done.findings == ()
    assert done.definition is not None
    return done.definition


@pytest.mark.parametrize("text", ["", "# nothing"])
def test_an_empty_block_lists_all(text: str) -> None:
    assert definition(text) == ListDefinition(Filters(), "name", None, 10, ())


def test_everything_at_once() -> None:
    done = definition(
        "pipeline_tag: text-classification\nlibrary: sklearn\nlanguage: no\nlicense: [mit, apache-2.0]\n"
        "dataset: acme/reviews\nbase_model: acme/base\nbase_model_relation: finetune\nmetric: f1\nauthor: acme\n"
        "other: [small, 4-bit]\nsearch: two words\nany: [other]\nall: base_model\nsort: modified\nlimit: 200\n"
        "columns: [task, updated]"
    )
    assert done.filters == Filters(
        {
            "pipeline_tag": ("text-classification",),
            "library": ("sklearn",),
            "language": ("no",),
            "license": ("mit", "apache-2.0"),
            "dataset": ("acme/reviews",),
            "base_model": ("acme/base",),
            "base_model_relation": ("finetune",),
            "metric": ("f1",),
            "author": ("acme",),
            "other": ("small", "4-bit"),
        },
        "two words",
        ("other",),
        ("base_model",),
    )
    assert (done.sort, done.limit, done.columns) == ("modified", 200, ("task", "updated"))


@pytest.mark.parametrize(
    ("text", "parameter", "values"),
    [
        ("license: license:mit", "license", ("mit",)),
        ("license: [MIT, mit]", "license", ("mit",)),
        ("dataset: dataset:ACME/reviews", "dataset", ("acme/reviews",)),
        ("dataset: Acme/Reviews", "dataset", ("acme/reviews",)),
        ("other: NLP", "other", ("NLP",)),
        ("other: nlp", "other", ("nlp",)),
        ("base_model: base_model:acme/base", "base_model", ("acme/base",)),
        ("author: Acme", "author", ("acme",)),
        ("other: license:mit", "license", ("mit",)),
        ("other: other:small", "other", ("small",)),
        ("other: dataset:acme/reviews", "dataset", ("acme/reviews",)),
        ("base_model_relation: Finetune", "base_model_relation", ("finetune",)),
    ],
)
def test_how_a_value_may_be_written(text: str, parameter: str, values: tuple[str, ...]) -> None:
    assert definition(text).filters == Filters({parameter: values})


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("base_model", "base_model:finetune:acme/base"),
        ("base_model", "finetune:acme/base"),
        ("base_model", "base_model:finetune:ACME/Base"),
        ("other", "base_model:finetune:acme/base"),
    ],
)
def test_a_base_model_with_its_relation(key: str, written: str) -> None:
    values = {"base_model": ("acme/base",), "base_model_relation": ("finetune",)}
    assert definition(f"{key}: {written}").filters == Filters(values)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("other: other:other:small", {"other": "other:small"}),
        ("other: other:license:mit", {"other": "license:mit"}),
        ("license: license:license:mit", {"license": "license:mit"}),
        ("base_model: base_model:base_model:acme/base", {"base_model": "base_model:acme/base"}),
        (
            "base_model: finetune:finetune:acme/base",
            {"base_model": "finetune:acme/base", "base_model_relation": "finetune"},
        ),
        (
            "base_model: finetune:base_model:acme/base",
            {"base_model": "base_model:acme/base", "base_model_relation": "finetune"},
        ),
    ],
)
def test_one_prefix_of_each_kind_is_understood(text: str, values: dict[str, str]) -> None:
    done = read(text)
    assert done.definition is not None
    assert done.definition.filters == Filters({parameter: (value,) for parameter, value in values.items()})


@pytest.mark.parametrize("prefix", ["other:", "license:", "base_model:", "finetune:"])
@pytest.mark.parametrize("key", ["other", "license", "base_model"])
def test_many_prefixes_are_one_value(key: str, prefix: str) -> None:
    with quick():
        assert [found.code for found in read(f"{key}: {prefix * 1_500}x").findings] == ["list-value-unknown"]


def test_the_order_of_a_leaderboard_always_shows_its_values() -> None:
    done = definition(f"sort: models/leaderboards/{BOARD}/")
    assert (done.sort, done.board, done.columns) == (BOARD, FOUND.leaderboards.all[0], ("result",))
    assert definition(f"sort: {BOARD}\ncolumns: [result, task]").columns == ("result", "task")
    assert definition(f"sort: {BOARD}\ncolumns: task").columns == ("task", "result")


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("license: [mit", 2, 10, "Not valid YAML"),
        ("just a text", 2, 1, "A list is made of keys and values; this is 'just a text'."),
        ("- a\n- b", 2, 1, "A list is made of keys and values; this is a list."),
        ("limit: 1\nlicence: mit", 3, 1, "'licence' is no key of a list. Did you mean 'license'?"),
        ("tags: small", 2, 1, "'tags' is no key of a list. Did you mean 'other'?"),
        ("task: fill-mask", 2, 1, "'task' is no key of a list. Did you mean 'pipeline_tag'?"),
        ("zzzzzz: 1", 2, 1, "'zzzzzz' is no key of a list. The keys are: pipeline_tag, library,"),
        ("license: mit\nlicense: mit", 3, 1, "The key 'license' stands in line 2 and again in line 3."),
        ("license: {a: b}", 2, 10, "'license' must be a text or a list of texts; this is a mapping."),
        ("license:\n  - [mit]", 3, 5, "'license' must be a text or a list of texts; this is a list."),
        ("license:", 2, 9, "'license' has no value. Write one, or remove the key."),
        ("license: []", 2, 10, "'license' has no value. Write one, or remove the key."),
        ("search: [a, b]", 2, 9, "'search' must be a text; this is a list."),
        ("limit: 0", 2, 8, "'limit' must be a whole number from 1 to 200; this is '0'."),
        ("limit: 201", 2, 8, "'limit' must be a whole number from 1 to 200; this is '201'."),
        ("limit: true", 2, 8, "'limit' must be a whole number from 1 to 200; this is 'true'."),
        ("limit: [5]", 2, 8, "'limit' must be a whole number from 1 to 200; this is a list."),
        ("limit: 1.5", 2, 8, "'limit' must be a whole number from 1 to 200; this is '1.5'."),
        ("columns: [task, licence]", 2, 17, "'licence' in 'columns' is no column. Did you mean 'license'?"),
        ("columns: pipeline_tag", 2, 10, "'pipeline_tag' in 'columns' is no column. Did you mean 'task'?"),
        ("columns: qqqqq", 2, 10, "'qqqqq' in 'columns' is no column. There are: task, library,"),
        ("columns: [task, result]", 2, 10, "The column 'result' needs a leaderboard in 'sort'."),
        ("any: license", 2, 6, "'license' in 'any' can't be switched. There are: language, dataset, base_model,"),
        ("any: tags", 2, 6, "'tags' in 'any' can't be switched. Did you mean 'other'?"),
        ("any: other\nall: [other]", 3, 6, "'other' stands in 'any' and in 'all'. Keep one of them."),
        ("sort: updated", 2, 7, "'updated' is no order of a list. Did you mean 'modified'?"),
        ("sort: text-classification/acme/reviews/acuracy", 2, 7, f"is no order of a list. Did you mean '{BOARD}'?"),
        ("sort: downloads", 2, 7, "Write 'name', 'modified', 'created', or the address of a leaderboard"),
        ("sort: [name]", 2, 7, "'sort' must be a text; this is a list."),
        ("a: &a [1, 1]\nb: *c", 3, 4, "The alias '*c' names no value before it."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("prefix", ["", "    "], ids=["plain", "indented"])
def test_mistakes(text: str, line: int, column: int, message: str, prefix: str) -> None:
    done = read(text, prefix)
    assert done.definition is None
    found = done.findings[0]
    assert (found.path, found.line, found.column) == ("docs/page.md", line, column + len(prefix))
    assert (found.code, found.severity) == ("list-invalid", "warning")
    assert message in f"{found.message} {found.hint}"
    assert "header" not in found.message


def test_lines_count_from_the_start_of_the_file() -> None:
    assert [found.line for found in read("licence: mit", lines_before=7).findings] == [9]


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("license: apache-2", 10, "No model has 'apache-2' as 'license'. Did you mean 'apache-2.0'?"),
        ("license: [mit, Apache license 2]", 16, "Did you mean 'apache-2.0'?"),
        ("pipeline_tag: translation", 15, "All values are listed at 'models/tasks/'."),
        ("author: acmee", 9, "Did you mean 'acme'?"),
        ("base_model_relation: merge", 22, "The relations are: finetune, adapter, quantized, merge."),
        ("base_model_relation: finetuned", 22, "Did you mean 'finetune'?"),
        ("other: '<b>'", 8, "No model has '<b>' as 'other'."),
    ],
)
def test_values_that_no_model_has(text: str, column: int, said: str) -> None:
    done = read(text)
    assert done.definition is not None
    [found] = done.findings
    assert (found.code, found.line, found.column) == ("list-value-unknown", 2, column)
    assert said in f"{found.message} {found.hint}"


@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
def test_half_a_character_is_no_value(loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_tree, "_LOADER", loader)
    [found] = read(r'other: "\ud800"').findings
    assert found.message.startswith(("No model has '?' as 'other'", "Not valid YAML"))


def test_a_wrong_key_and_an_unknown_value_are_both_said() -> None:
    done = read("licence: mit\nauthor: acmee")
    assert (done.definition, [found.code for found in done.findings]) == (None, ["list-invalid", "list-value-unknown"])


@pytest.mark.parametrize(
    ("page", "place", "said"),
    [
        ("\n```modelcards\nlicense: mit\n", (2, 1), "The block is never closed."),
        ("```modelcards x\nlicense: mit\n```", (1, 15), "'x' can't stand behind 'modelcards'."),
        (f"```modelcards\n{'#' * 20_001}\n```", (1, 1), "The block has more than 20,000 characters."),
    ],
)
def test_blocks_that_can_not_be_read(page: str, place: tuple[int, int], said: str) -> None:
    [fence] = find_fences(page)
    done = read_list(fence, "docs/page.md", 0, KNOWN)
    [found] = done.findings
    assert (done.definition, found.code, found.line, found.column) == (None, "list-invalid", *place)
    assert found.message == said


def test_aliases_have_limits_here_too() -> None:
    doubling = "\n".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))
    with quick():
        done = read(f"a0: &a0 [x, x]\n{doubling}")
    assert done.definition is None
    assert done.findings[0].message.startswith("The list")


def test_a_value_that_is_repeated_counts_and_is_reported_once() -> None:
    done = read(f"license: [{'mit, ' * 200}nobodys, nobodys]")
    assert done.definition is not None
    assert done.definition.filters == Filters({"license": ("mit", "nobodys")})
    assert [found.column for found in done.findings] == [len("license: [") + 200 * len("mit, ") + 1]


def test_a_list_takes_as_many_values_as_an_address() -> None:
    names = ", ".join(f"x-{number}" for number in range(99))
    assert read(f"license: mit\nother: [{names}]").definition is not None
    done = read(f"license: [mit, cc0-1.0]\nother: [{names}, y]")
    assert done.definition is None
    [found] = [found for found in done.findings if found.code == "list-invalid"]
    assert (found.line, found.column) == (3, len(f"other: [{names}") - len("x-98") + 1)
    assert found.message == "A list takes at most 100 values to filter by, of all keys together."


def test_unknown_values_take_little_time_in_a_large_catalog() -> None:
    words = [f"{number:05x}-tag" for number in range(50_000)]
    tags = [words[start : start + 1_000] for start in range(0, len(words), 1_000)]
    known = ListValues(
        catalog(**{f"m{n}": f"---\ntags: [{', '.join(some)}]\n---\nText.\n" for n, some in enumerate(tags)})
    )
    unknown = ", ".join(f"{number:05x}-tga" for number in range(100))
    [fence] = find_fences(f"```modelcards\nother: [{unknown}]\n```")
    with quick():
        for _ in range(3):
            done = read_list(fence, "docs/page.md", 0, known)
    assert len(done.findings) == 100
    hints = ["Did you mean" in found.hint for found in done.findings]
    assert hints == [True] * MAX_SUGGESTIONS + [False] * (100 - MAX_SUGGESTIONS)
