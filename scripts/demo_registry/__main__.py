"""Train every demo model and write the cards: ``python -m scripts.demo_registry [OUTPUT]``."""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from pathlib import Path

from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits

from .card import render
from .recipes import RECIPES


def main(arguments: list[str] | None = None) -> int:
    """Build the chosen cards one after the other; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.demo_registry", description=__doc__)
    parser.add_argument("output", nargs="?", type=Path, default=Path("cards"), help="folder for the cards")
    parser.add_argument("--only", default="", metavar="TEXT", help="build only cards whose path contains TEXT")
    options = parser.parse_args(arguments)

    start = time.monotonic()
    chosen = [recipe for recipe in RECIPES if options.only in recipe.path]
    # One thread gives the same sums in the same order everywhere, and the models are too small to gain from more.
    with threadpool_limits(1), warnings.catch_warnings():
        # The passes are bounded on purpose, and the cards say so.
        warnings.simplefilter("ignore", ConvergenceWarning)
        for recipe in chosen:
            before = time.process_time()
            content = recipe.build()
            seconds = time.process_time() - before
            for path, data in render(recipe, content, seconds).items():
                target = options.output / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            note = "" if seconds <= recipe.at_most_seconds else f"  (more than the {recipe.at_most_seconds} s foreseen)"
            print(f"{recipe.path}  {seconds:.1f} s{note}")
    print(f"{len(chosen)} cards in {time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
