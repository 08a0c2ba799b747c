"""The builds of one number of cards, several times in turn, so that a busy minute hits all contenders alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import msgspec

from .contenders import HUGO, MATERIAL, OURS, Contender
from .measure import SiteSize, Usage, run_measured, site_size

COLD = "cold"
WARM = "nothing changed"
EDITED = "one card edited"
EDIT_STRIDE = 389
"""How far apart the cards lie that one run after the other edits."""

Build = tuple[str, str]
"""Who builds, and in which state: `COLD`, `WARM` or `EDITED`."""


class Measurement(msgspec.Struct, frozen=True):
    """One build: what it took, and what it wrote."""

    usage: Usage
    size: SiteSize


class Row(msgspec.Struct, frozen=True):
    """One line of the result: medians over all runs, with the fastest and the slowest time."""

    cards: int
    contender: str
    state: str
    seconds: float
    fastest: float
    slowest: float
    cpu_seconds: float
    peak_bytes: float
    site_bytes: float
    files: int

    @property
    def seconds_per_card(self) -> float:
        """The time that one card takes."""
        return self.seconds / self.cards


def run_rounds(
    sites: Sequence[Contender],
    cards: Sequence[Path],
    runs: int,
    note: Callable[[str], None],
    build: Callable[[Contender], Measurement] | None = None,
) -> dict[Build, list[Measurement]]:
    """Build all sites in turn, `runs` times, and this plugin's also a second time and after an edit.

    `cards` are the files of this plugin's cards, `note` is told of each build. `build` is what is measured. Raises
    `BuildFailedError` when a build fails.
    """
    build = build or build_once
    results: dict[Build, list[Measurement]] = {}

    def measured(site: Contender, state: str) -> None:
        found = build(site)
        results.setdefault((site.name, state), []).append(found)
        note(f"{site.name}, {state}: {found.usage.seconds:.1f} s")

    for run in range(runs):
        for site in sites:
            site.forget()
            measured(site, COLD)
            if site.name == OURS:
                measured(site, WARM)
                with edited(cards[run * EDIT_STRIDE % len(cards)]):
                    measured(site, EDITED)
    return results


def build_once(site: Contender) -> Measurement:
    """Build a site and measure it. Raises `BuildFailedError`."""
    usage = run_measured(site)
    return Measurement(usage, site_size(site.site))


@contextmanager
def edited(card: Path) -> Iterator[None]:
    """A card with one more sentence at its end, as long as the block lasts."""
    before = card.read_bytes()
    card.write_bytes(before + b"\nThis sentence has just been added.\n")
    try:
        yield
    finally:
        card.write_bytes(before)


def read_all(folder: Path) -> None:
    """Read all files of a folder, so that the first build does not wait for the disk longer than the others."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.read_bytes()


def rows(cards: int, results: Mapping[Build, Sequence[Measurement]]) -> list[Row]:
    """The results of one number of cards: this plugin's first, then those of its peers."""
    order = [(OURS, COLD), (OURS, WARM), (OURS, EDITED), (HUGO, COLD), (MATERIAL, COLD)]
    return [_row(cards, build, results[build]) for build in order if build in results]


def _row(cards: int, build: Build, found: Sequence[Measurement]) -> Row:
    times = [one.usage.seconds for one in found]
    return Row(
        cards=cards,
        contender=build[0],
        state=build[1],
        seconds=median(times),
        fastest=min(times),
        slowest=max(times),
        cpu_seconds=median(one.usage.cpu_seconds for one in found),
        peak_bytes=median(one.usage.peak_bytes for one in found),
        site_bytes=median(one.size.bytes for one in found),
        files=found[-1].size.files,
    )
