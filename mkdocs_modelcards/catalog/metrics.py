"""What is known of metrics: their names for people, which values are better, and on which scale they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from .lines import one_line
from .metric_names import NAMES, SPELLINGS, Direction, Scale

MAX_KEY_CHARACTERS = 80
"""Longer identifiers name no metric, and are cut where they are shown."""

NO_NAME = "?"
"""The name of a metric whose identifier has nothing to show."""


class Metric(msgspec.Struct, frozen=True):
    """A metric: the key that all its spellings share, its name for people on one line, its direction and its scale."""

    key: str
    name: str
    direction: Direction = "unknown"
    scale: Scale = "unknown"

    @property
    def is_percentage(self) -> bool:
        """Whether the same value may be written as a share or in percent."""
        return self.scale in ("share", "correlation", "rate")

    @property
    def has_bars(self) -> bool:
        """Whether a longer bar is a better value, and there is a longest one."""
        return self.direction == "higher" and self.scale == "share"


_KNOWN = {
    key: Metric(key, name, direction, scale)
    for (direction, scale), names in NAMES.items()
    for key, name in names.items()
}

_BY_LAST_WORD = frozenset(
    "accuracy auc bleu cer exact_match f1 loss mae mse ndcg perplexity precision recall reward rmse wer".split()
)
"""Metrics that name a variant when they end an identifier, as in `prompt_level_strict_acc`."""

_SEPARATORS = re.compile(r"[\s\-_/]+")
_WORD_ENDS = re.compile(r"[^a-z0-9]+")
_AVERAGE = re.compile(r"(?:^|_)(macro|micro|weighted|samples|binary)(?:_avg|_average|_averaged)?(?=_|$)")
_FILTER = re.compile(r",([\w.-]*)$")
_CUTOFF = re.compile(r"(?:_at_?|_?@_?)(\d{1,6}|k)$")
_SPLIT = re.compile(r"^(test|val|validation|dev|train)_")
_SIMILARITY = re.compile(r"^(cos_sim|cosine|dot|euclidean|manhattan|max)_")
_SAME = {"cos_sim": "cosine", "val": "validation"}
_NO_FILTER = ",none"


def metric(kind: str, name: str | None = None) -> Metric:
    """What is known of a metric, by its type and the name that a card gives it.

    The name counts only where the type leaves open which metric it is: `rouge` with the name `ROUGE-1`, and `f1` with
    the name `Macro F1`. An unknown type is its own name.
    """
    short = name if name is not None and len(name) <= MAX_KEY_CHARACTERS else None
    return _metric(kind, short) if len(kind) <= MAX_KEY_CHARACTERS else Metric(kind, _own_name(kind))


@lru_cache(maxsize=4096)
def _metric(kind: str, name: str | None) -> Metric:
    key = _key(kind)
    found = _find(key)
    if found is None:
        return _like_its_last_word(key, kind)
    base, rest = found
    if name is not None:
        named_key = _key(name)
        named = _find(named_key)
        if base.key == "rouge" and named is not None and named[0].key.startswith("rouge"):
            base = named[0]
        average = _AVERAGE.search(named_key)
        if average and average[1] not in rest:
            rest = (*rest, average[1])
    return _variant(base, rest)


def _variant(base: Metric, rest: tuple[str, ...]) -> Metric:
    """A metric with what makes a variant of it, such as a cutoff (`@10`), an average or a measure of similarity."""
    if not rest:
        return base
    cutoff = "".join(what for what in rest if what.startswith("@"))
    others = [what for what in rest if not what.startswith("@")]
    name = base.name + cutoff + (f" ({', '.join(others)})" if others else "")
    return Metric("_".join([base.key + cutoff, *sorted(others)]), name, base.direction, base.scale)


def _key(kind: str) -> str:
    """The identifier in one case, with one sign between its words."""
    return _SEPARATORS.sub("_", one_line(kind, MAX_KEY_CHARACTERS)).strip("_").casefold()


def _find(key: str) -> tuple[Metric, tuple[str, ...]] | None:
    """The metric that an identifier names, and what makes a variant of it."""
    for plain, rest in _readings(key):
        known = _KNOWN.get(SPELLINGS.get(plain, plain))
        if known is not None:
            return known, rest
    return None


def _like_its_last_word(key: str, kind: str) -> Metric:
    """A metric of its own, as good or bad as the one that its last word names."""
    words = _WORD_ENDS.split(key)
    last = SPELLINGS.get(words[-1], words[-1])
    like = _KNOWN[last] if len(words) > 1 and last in _BY_LAST_WORD else Metric("", "")
    return Metric(key, _own_name(kind), like.direction, like.scale)


def _own_name(kind: str) -> str:
    return one_line(kind, MAX_KEY_CHARACTERS) or NO_NAME


def _readings(key: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The identifier, and what is left of it without one after another of the parts that make a variant."""
    yield key, ()
    key = key.removesuffix(_NO_FILTER).removeprefix("eval_")
    yield key, ()
    rest: tuple[str, ...] = ()
    for pattern in (_FILTER, _SPLIT, _CUTOFF, _AVERAGE, _SIMILARITY):
        found = pattern.search(key)
        if found:
            key = (key[: found.start()] + key[found.end() :]).strip("_")
            rest = (*rest, f"@{found[1]}" if pattern is _CUTOFF else _SAME.get(found[1], found[1]))
            yield key, rest
