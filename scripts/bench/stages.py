"""From a profile of functions to the seconds of each stage of a build."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import msgspec

Function: TypeAlias = tuple[str, int, str]
"""File, line and name, as cProfile has them."""

Times: TypeAlias = tuple[int, int, float, float]
"""Calls without recursion, calls, own seconds, and seconds with all that was called."""

Profile: TypeAlias = Mapping[Function, tuple[int, int, float, float, Mapping[Function, Times]]]
"""What cProfile writes: the times of each function, and those that come from each of its callers."""

OTHER = "other"
ROUNDS = 60
"""How many calls up a function's stage is looked for."""


class Rule(msgspec.Struct, frozen=True):
    """Functions that belong to a stage: all those of files with a text in their path, or only some."""

    stage: str
    path: str
    functions: frozenset[str] = frozenset()

    def matches(self, function: Function) -> bool:
        """Whether a function is meant."""
        return self.path in function[0].replace("\\", "/") and (not self.functions or function[2] in self.functions)


def _ours(stage: str, names: str) -> Iterable[Rule]:
    return (Rule(stage, f"mkdocs_modelcards/{name}") for name in names.split())


def _build(stage: str, names: str) -> Rule:
    return Rule(stage, "mkdocs/commands/build.py", frozenset(names.split()))


RULES = (
    Rule("start: imports and settings", "importlib._bootstrap>"),
    Rule("start: imports and settings", "mkdocs/config/"),
    *_ours("discover: finding and reading cards", "discover.py source_file.py"),
    *_ours("parse and render cards (or wait for those who do)", "parse/ formulas/ render/ processing/"),
    *_ours("dates from git", "history.py"),
    *_ours("catalog", "catalog/"),
    *_ours("links and files of cards", "attachments.py targets.py"),
    Rule("files and navigation of MkDocs", "mkdocs/structure/files.py"),
    Rule("files and navigation of MkDocs", "mkdocs/structure/nav.py"),
    *_ours("pages: content", "pages/ mkdocs_pages.py"),
    _build("pages: populate", "_populate_page"),
    *_ours("pages: theme", "frames/ mkdocs_frames.py mkdocs_page_values.py mkdocs_stand_in.py"),
    _build("pages: theme", "_build_page _build_template _build_theme_template _build_extra_template get_context"),
    Rule("search", "mkdocs/contrib/search/"),
    Rule("search", "material/plugins/search/"),
    *_ours("other events of this plugin", "plugin.py mkdocs_math.py markdown_math.py progress.py"),
    Rule("events of other plugins", "mkdocs/plugins.py"),
    Rule("events of other plugins", "material/plugins/"),
    Rule("writing files", "mkdocs/utils/__init__.py", frozenset({"write_file", "copy_file", "clean_directory"})),
)
"""In the order of a build. What no rule names counts for its callers, such as the functions of Jinja."""

STAGES = (*dict.fromkeys(rule.stage for rule in RULES), OTHER)


def stage_of(function: Function) -> str | None:
    """The stage that a function belongs to by itself; `None` when that depends on who calls it."""
    return next((rule.stage for rule in RULES if rule.matches(function)), None)


def stage_seconds(profile: Profile) -> dict[str, float]:
    """The seconds of each stage, which add up to those of the whole profile.

    The time of a function that belongs to no stage is divided among its callers, in proportion to the time that it took
    for each, and so on upward.
    """
    shares = _shares(profile)
    seconds: dict[str, float] = dict.fromkeys(STAGES, 0.0)
    for function, (_, _, own, _, callers) in profile.items():
        stage = stage_of(function)
        if stage is not None:
            seconds[stage] += own
            continue
        left = own
        for caller, (_, _, own_for_caller, _) in callers.items():
            for name, share in shares.get(caller, {}).items():
                seconds[name] += own_for_caller * share
                left -= own_for_caller * share
        seconds[OTHER] += left
    return seconds


def _shares(profile: Profile) -> dict[Function, Mapping[str, float]]:
    """Which part of a function's time belongs to which stage."""
    fixed = {function: {stage: 1.0} for function in profile if (stage := stage_of(function)) is not None}
    shares: dict[Function, Mapping[str, float]] = dict(fixed)
    for _ in range(ROUNDS):
        # Functions may call each other in circles, so this comes closer step by step instead of going up once.
        shares = {**shares, **{name: _mixed(profile[name][4], shares) for name in profile if name not in fixed}}
    return shares


def _mixed(callers: Mapping[Function, Times], shares: Mapping[Function, Mapping[str, float]]) -> Mapping[str, float]:
    total = sum(times[3] for times in callers.values())
    if not total:
        return {OTHER: 1.0}
    mixed: defaultdict[str, float] = defaultdict(float)
    for caller, times in callers.items():
        for stage, share in shares.get(caller, {}).items():
            mixed[stage] += share * times[3] / total
    return mixed


def stage_table(seconds: Mapping[str, float]) -> str:
    """The seconds of each stage as lines of text, in the order of a build, without stages that took no time."""
    total = sum(seconds.values())
    lines = [(stage, seconds[stage]) for stage in STAGES if seconds.get(stage, 0) >= 0.005]
    width = max(map(len, STAGES))
    text = [f"{stage:{width}}  {value:8.2f} s  {value / total:6.1%}" for stage, value in lines]
    return "\n".join([*text, f"{'all':{width}}  {total:8.2f} s"])
