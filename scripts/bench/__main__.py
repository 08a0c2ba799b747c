"""Build generated cards with this plugin and its peers, and write the numbers: ``python -m scripts.bench``."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from .contenders import EARLIER, PEERS, HugoMissingError, contenders, ours, peers_for
from .corpus.cards import write_cards
from .machine import this_machine
from .measure import BuildFailedError
from .plugin_files import PluginChangedError, unchanged
from .profiled_build import profile_text
from .report import report
from .rounds import Row, read_all, rows, run_rounds

SIZES = (1_000, 10_000)
RUNS = 3
FULL_SIZE = 50_000
NOTHING_BUILT = 2


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; return the exit status."""
    options = parsed(arguments)
    try:
        if options.profile:
            for cards in options.sizes:
                print(f"{cards:,} cards\n\n{profile(options.work / str(cards), cards)}\n")
            return 0
        machine = this_machine(options.peers)
        with unchanged():
            results = {
                cards: measure(options.work / str(cards), cards, options.peers, options.runs) for cards in options.sizes
            }
    except (BuildFailedError, HugoMissingError, PluginChangedError) as error:
        print(error, file=sys.stderr)
        return NOTHING_BUILT
    text = report(results, machine, date.today().isoformat(), shown_command(options), options.runs)
    options.output.write_text(text, encoding="utf-8")
    for folder in options.work.glob(f"*/*/{EARLIER}"):
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def measure(folder: Path, cards: int, peers: Sequence[str], runs: int) -> list[Row]:
    """Write that many cards and their sites into a folder, and build them.

    Raises `BuildFailedError` and `HugoMissingError`.
    """
    print(f"{cards:,} cards: writing them", file=sys.stderr)
    files = write_cards(folder / "ours" / "cards", cards)
    sites = contenders(peers_for(peers, cards), folder)
    read_all(folder)
    return rows(cards, run_rounds(sites, files, runs, lambda text: print(f"{cards:,} cards: {text}", file=sys.stderr)))


def profile(folder: Path, cards: int) -> str:
    """Where the time of this plugin's cold build of that many cards goes. Raises `BuildFailedError`."""
    write_cards(folder / "ours" / "cards", cards)
    site = ours(folder / "ours")
    read_all(folder / "ours" / "cards")
    site.forget()
    return profile_text(site, folder / "ours" / "mkdocs.yml")


def parsed(arguments: list[str] | None) -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=list(SIZES), metavar="N,N", help="numbers of cards")
    parser.add_argument("--full", action="store_true", help=f"build {FULL_SIZE:,} cards as well")
    parser.add_argument("--runs", type=_count, default=RUNS, metavar="N", help="how often to build; the median counts")
    parser.add_argument(
        "--peers", type=_peers, default=list(PEERS), metavar="hugo,material|none", help="whom to compare"
    )
    parser.add_argument("--output", type=Path, default=Path("docs/benchmarks.md"), help="the page to write")
    parser.add_argument("--work", type=Path, default=Path(".cache/bench"), help="a folder for cards and sites")
    parser.add_argument("--profile", action="store_true", help="show the time of each step of a cold build instead")
    options = parser.parse_args(arguments)
    if options.full:
        options.sizes = sorted({*options.sizes, FULL_SIZE})
    return options


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _sizes(text: str) -> list[int]:
    try:
        return sorted({_count(part.replace("_", "")) for part in text.split(",")})
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a list of numbers such as 1000,10000") from None


def _peers(text: str) -> list[str]:
    names = [] if text == "none" else text.split(",")
    unknown = [name for name in names if name not in PEERS]
    if unknown:
        raise argparse.ArgumentTypeError(f"'{unknown[0]}' is none of {', '.join(PEERS)}, none")
    return list(dict.fromkeys(names))


def shown_command(options: argparse.Namespace) -> str:
    """What to type for the same numbers; without folders, which say nothing to others."""
    usual = options.runs == RUNS and options.peers == list(PEERS)
    if usual and tuple(options.sizes) in (SIZES, (*SIZES, FULL_SIZE)):
        return "BENCH=full make bench" if FULL_SIZE in options.sizes else "make bench"
    chosen = (
        f"--sizes {','.join(map(str, options.sizes))} --runs {options.runs} --peers {','.join(options.peers) or 'none'}"
    )
    return f"python -m scripts.bench {chosen}"


if __name__ == "__main__":
    sys.exit(main())
