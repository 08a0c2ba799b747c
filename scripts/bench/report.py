"""The results as a page of the documentation."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from .contenders import HUGO, MATERIAL, MATERIAL_AT_MOST, OURS
from .machine import Machine
from .rounds import COLD, Row

MB = 1_000_000
HEADS = (
    "site", "time (s)", "of Hugo's", "of Material's", "processor time (s)", "memory (MB)", "site (MB)",
    "kB per card", "files", "ms per card", "growth",
)  # fmt: skip

INTRODUCTION = """\
---
hide: [navigation, toc]
---

# Benchmarks

How long a catalog takes to build, how much memory that needs, and how large the site gets: of this plugin, of
[Hugo](https://gohugo.io/), and of MkDocs with Material alone, all with the same cards and in the same run. `make bench`
writes this page.
"""

EXPLANATION = """\
## What is measured

- The cards are generated, with a size, a structure and a metadata header like those of real model cards. Their
  text means nothing. The same number always gives the same cards.
- **Cold** is a build with neither a site nor a cache. **Nothing changed** is the same command once more. **One card
  edited** is once more with a sentence added to one card, a different one in each run. Both contain what a cold build
  has not to do: MkDocs deletes the files of the site before it. Hugo and Material are built cold only, since they
  render everything each time.
- This plugin and Material have the theme's defaults and `search`; cards are kept out of the navigation, because the
  build would otherwise grow with the square of their number. Material also lists the tags. With more than 10,000 cards
  it is left out, because each run would take many minutes. Hugo renders each card with
  its contents and makes the lists by tag, license, dataset, language, task and library, in a layout of a few lines. It
  has no search and typesets no formulas.
- All files have been read once before the first build. The sites are built in turn, and each number is the median of
  all runs, with the fastest and the slowest time in parentheses.
- **Time** is what a clock on the wall shows; *of Hugo's* and *of Material's* compare it with the cold builds of the
  two. **Processor time** is that of all processes together. **Memory** is the peak of the largest process.
  **Site** is the sum of the sizes of all files, and **kB per card** is this sum divided by the number of cards.
  It falls with their number: about 3 MB of scripts, styles and fonts are there once, and lists get longer.
- **Growth** is the time per card, compared with the one at the smallest number of cards.

## Repeat it

```sh
make bench               # 1,000 and 10,000 cards
BENCH=full make bench    # 50,000 cards as well
make bench BENCH_OPTIONS="--sizes 200 --runs 1 --peers hugo"
```

The same without `make`, with fewer cards and runs:

```sh
pip install --editable '.[bench]'
python -m scripts.bench --sizes 200 --runs 1 --output /dev/stdout
```

`python -m scripts.bench --profile --sizes 1000` shows where the time of this plugin's cold build goes, step by step.
`--help` lists all options. Results of different machines, or of different days on a shared one, can't be compared;
ratios within one run can.
"""


def report(results: Mapping[int, Sequence[Row]], machine: Machine, day: str, command: str, runs: int) -> str:
    """The page: one table for each number of cards in `results`, in this order, and what the numbers mean."""
    smallest = results[min(results)]
    tables = [f"## {cards:,} cards\n\n{table(found, smallest)}\n" for cards, found in results.items()]
    return "\n".join([INTRODUCTION, machine_text(machine, day, command, runs), *tables, EXPLANATION])


def machine_text(machine: Machine, day: str, command: str, runs: int) -> str:
    """Where and how the numbers came about, in one paragraph."""
    versions = ", ".join(f"{name} {version}" for name, version in machine.versions.items())
    cores = "1 core" if machine.cores == 1 else f"{machine.cores} cores"
    memory = machine.memory_bytes / 2**30
    text = (
        f"Measured on {day} with `{command}`, {'one run' if runs == 1 else f'{runs} runs'}, on {machine.processor}, "
        f"{cores}, {memory:.0f} GiB of memory, {machine.system}. {versions}."
    )
    return textwrap.fill(text, 120, break_long_words=False, break_on_hyphens=False) + "\n"


def table(found: Sequence[Row], smallest: Sequence[Row]) -> str:
    """The rows of one number of cards as a Markdown table; growth is that since the `smallest` number."""
    cold = {row.contender: row for row in found if row.state == COLD}
    before = {(row.contender, row.state): row for row in smallest}
    lines = [list(HEADS), ["---", *["---:"] * (len(HEADS) - 1)]]
    for row in found:
        first = before.get((row.contender, row.state))
        lines.append([
            row.contender if row.contender != OURS else f"**{OURS}**, {row.state}",
            f"{row.seconds:.1f} ({row.fastest:.1f}–{row.slowest:.1f})" if row.fastest < row.slowest
            else f"{row.seconds:.1f}",
            _ratio(row, cold.get(HUGO)),
            _ratio(row, cold.get(MATERIAL)),
            f"{row.cpu_seconds:.1f}",
            f"{row.peak_bytes / MB:,.0f}",
            f"{row.site_bytes / MB:,.1f}",
            f"{row.site_bytes / 1000 / row.cards:.1f}",
            f"{row.files:,}",
            f"{row.seconds_per_card * 1000:.2f}",
            f"{row.seconds_per_card / first.seconds_per_card:.2f}" if first else "–",
        ])  # fmt: skip
    if MATERIAL not in cold and found and found[0].cards > MATERIAL_AT_MOST:
        lines.append([MATERIAL, "not built, too slow", *["–"] * (len(HEADS) - 2)])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _ratio(row: Row, other: Row | None) -> str:
    return f"{row.seconds / other.seconds:.2f}" if other else "–"
