"""Random choices that model cards are made of. All take the generator to draw from, so that a card can be repeated."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from random import Random


class Zipf:
    """Draws names, the earlier ones the more often, as tags and datasets are used in real catalogs."""

    def __init__(self, names: Sequence[str], exponent: float = 0.9) -> None:
        self._names = tuple(names)
        self._weights = tuple(itertools.accumulate((rank + 1) ** -exponent for rank in range(len(self._names))))

    def one(self, rng: Random) -> str:
        """One name."""
        return rng.choices(self._names, cum_weights=self._weights)[0]

    def several(self, rng: Random, count: int) -> list[str]:
        """That many different names, or all of them where there are fewer."""
        found: dict[str, None] = {}
        while len(found) < min(count, len(self._names)):
            found[self.one(rng)] = None
        return list(found)


def skewed(rng: Random, median: float, sigma: float, at_most: int) -> int:
    """A size with a long tail: half of all are below `median`; the larger `sigma`, the longer the tail."""
    return min(at_most, max(1, round(median * rng.lognormvariate(0, sigma))))


def chance(rng: Random, probability: float) -> bool:
    """Whether something of that probability happens."""
    return rng.random() < probability
