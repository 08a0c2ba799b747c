"""From a profile to the seconds of each stage."""

from __future__ import annotations

import cProfile

import pytest

from scripts.bench.stages import OTHER, STAGES, Function, Profile, stage_of, stage_seconds, stage_table

BUILD = "/env/mkdocs/commands/build.py"
RENDER: Function = ("/src/mkdocs_modelcards/render/card.py", 10, "render_card")
CATALOG: Function = ("/src/mkdocs_modelcards/catalog/catalog.py", 5, "build_catalog")
REGEX: Function = ("/usr/lib/python/re.py", 3, "sub")
BUILTIN: Function = ("~", 0, "<built-in method sub>")
MAIN: Function = ("/src/main.py", 1, "main")
PARSE_AND_RENDER = "parse and render cards (or wait for those who do)"


@pytest.mark.parametrize(
    ("path", "name", "stage"),
    [
        ("/src/mkdocs_modelcards/discover.py", "discover", "discover: finding and reading cards"),
        ("/src/mkdocs_modelcards/parse/header.py", "split_card", PARSE_AND_RENDER),
        ("C:\\src\\mkdocs_modelcards\\render\\card.py", "render_card", PARSE_AND_RENDER),
        ("/src/mkdocs_modelcards/catalog/facets.py", "x", "catalog"),
        ("/src/mkdocs_modelcards/pages/renderer.py", "html", "pages: content"),
        ("/src/mkdocs_modelcards/plugin.py", "on_files", "other events of this plugin"),
        (BUILD, "_populate_page", "pages: populate"),
        (BUILD, "_build_page", "pages: theme"),
        (BUILD, "build", None),
        ("/env/mkdocs/contrib/search/search_index.py", "add_entry_from_context", "search"),
        ("/env/material/plugins/tags/plugin.py", "on_files", "events of other plugins"),
        ("/env/mkdocs/utils/__init__.py", "write_file", "writing files"),
        ("/env/mkdocs/utils/__init__.py", "get_relative_url", None),
        ("/env/jinja2/environment.py", "render", None),
        ("<frozen importlib._bootstrap>", "_find_and_load", "start: imports and settings"),
    ],
)
def test_functions_belong_to_stages(path: str, name: str, stage: str | None) -> None:
    assert stage_of((path, 1, name)) == stage


def test_time_of_a_helper_is_divided_among_its_callers() -> None:
    profile: Profile = {
        MAIN: (1, 1, 0.5, 10.5, {}),
        RENDER: (1, 1, 1.0, 7.0, {MAIN: (1, 1, 1.0, 7.0)}),
        CATALOG: (1, 1, 2.0, 3.0, {MAIN: (1, 1, 2.0, 3.0)}),
        REGEX: (4, 4, 3.0, 7.0, {RENDER: (3, 3, 2.0, 6.0), CATALOG: (1, 1, 1.0, 1.0)}),
        BUILTIN: (4, 4, 4.0, 4.0, {REGEX: (4, 4, 4.0, 4.0)}),
    }
    seconds = stage_seconds(profile)
    assert seconds[PARSE_AND_RENDER] == pytest.approx(1 + 2 + 4 * 6 / 7)
    assert seconds["catalog"] == pytest.approx(2 + 1 + 4 / 7)
    assert seconds[OTHER] == pytest.approx(0.5)


def test_functions_that_call_each_other_lose_no_time() -> None:
    one: Function = ("/lib/json.py", 1, "one")
    two: Function = ("/lib/json.py", 2, "two")
    profile: Profile = {
        RENDER: (1, 1, 1.0, 5.0, {}),
        one: (3, 3, 2.0, 4.0, {RENDER: (1, 1, 1.0, 4.0), two: (2, 2, 1.0, 2.0)}),
        two: (2, 2, 2.0, 3.0, {one: (2, 2, 2.0, 3.0)}),
    }
    assert stage_seconds(profile)[PARSE_AND_RENDER] == pytest.approx(5.0)
    assert sum(stage_seconds(profile).values()) == pytest.approx(5.0)


def test_a_real_profile_adds_up() -> None:
    profiler = cProfile.Profile()
    profiler.runcall(sorted, range(1000), key=str)
    profiler.create_stats()
    profile: Profile = profiler.stats
    own = sum(times[2] for times in profile.values())
    assert sum(stage_seconds(profile).values()) == pytest.approx(own)


def test_stages_come_in_the_order_of_a_build() -> None:
    lines = stage_table({**dict.fromkeys(STAGES, 0.0), "search": 1.0, "catalog": 3.0}).splitlines()
    assert [line.split("  ")[0] for line in lines] == ["catalog", "search", "all"]
    assert lines[0].split()[1:] == ["3.00", "s", "75.0%"]
    assert lines[2].split()[1:] == ["4.00", "s"]
