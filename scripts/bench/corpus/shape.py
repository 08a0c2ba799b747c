"""What a folder of cards is like: ``python -m scripts.bench.corpus.shape FOLDER [FOLDER]``.

With it, the generated cards can be held against real ones.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from mkdocs_modelcards.discover import CardsFolder, CardSource, discover
from mkdocs_modelcards.formulas.scan import find_formulas
from mkdocs_modelcards.parse.card import ModelCard, parse_card
from mkdocs_modelcards.render.markdown import to_html

_CODE_BLOCK = re.compile(r"<pre.*?</pre>", re.DOTALL)
_HEADING = re.compile(r"<h[1-6]")
_CELL = re.compile(r"<t[dh]\b")


class Spread(msgspec.Struct, frozen=True):
    """How large something is over all cards, and how many cards have any of it."""

    mean: float
    median: float
    p90: float
    largest: float
    share: float


class Shape(msgspec.Struct, frozen=True):
    """What a folder of cards is like: sizes per card, and how many different values its headers name."""

    cards: int
    per_card: Mapping[str, Spread]
    distinct: Mapping[str, int]
    non_ascii: float
    """The share of characters beyond ASCII in all bodies."""


def spread(values: Iterable[int]) -> Spread:
    """The spread of at least one value."""
    ordered = sorted(values)
    count = len(ordered)
    above_zero = sum(value > 0 for value in ordered)
    return Spread(sum(ordered) / count, ordered[count // 2], ordered[count * 9 // 10], ordered[-1], above_zero / count)


def card_sizes(source: CardSource, card: ModelCard) -> dict[str, int]:
    """What one card has, by name."""
    html = to_html(card.body)
    text = _CODE_BLOCK.sub("", html)
    code = _CODE_BLOCK.findall(html)
    return {
        "body characters": len(card.body),
        "header characters": len(source.file.text) - len(card.body),
        "code blocks": len(code),
        "code characters": sum(map(len, code)),
        "headings": len(_HEADING.findall(text)),
        "links": text.count("<a "),
        "images": text.count("<img"),
        "table cells": len(_CELL.findall(text)),
        "list entries": text.count("<li"),
        "paragraphs": text.count("<p>"),
        "formulas": len(find_formulas(card.body)),
        "tags": len(card.data.tags),
        "datasets": len(card.data.datasets),
        "languages": len(card.data.language),
        "base models": len(card.data.base_model),
        "evaluation results": len(card.data.eval_results),
        "widget examples": len(card.data.widget),
    }


_VALUES: Mapping[str, Callable[[ModelCard], Sequence[str]]] = {
    "organizations": lambda card: (card.id.partition("/")[0],),
    "tags": lambda card: card.data.tags,
    "datasets": lambda card: card.data.datasets,
    "languages": lambda card: card.data.language,
    "licenses": lambda card: card.data.license,
    "base models": lambda card: card.data.base_model,
    "metrics": lambda card: card.data.metrics,
}


def measure(folder: Path) -> Shape:
    """Measure a folder of cards. Raises `ValueError` when there is none in it."""
    sources = discover(CardsFolder(folder, folder.name)).sources
    if not sources:
        raise ValueError(f"There is no card in {folder}.")
    cards = [parse_card(source) for source in sources]
    sizes = [card_sizes(source, card) for source, card in zip(sources, cards, strict=True)]
    per_card = {name: spread(size[name] for size in sizes) for name in sizes[0]}
    distinct = {name: len({value for card in cards for value in values(card)}) for name, values in _VALUES.items()}
    bodies = "".join(card.body for card in cards)
    return Shape(len(cards), per_card, distinct, sum(not char.isascii() for char in bodies) / max(1, len(bodies)))


def shape_table(shapes: Mapping[str, Shape]) -> str:
    """Shapes side by side, as a Markdown table."""
    first, *_ = shapes.values()
    lines = [["", *shapes], ["---"] * (len(shapes) + 1)]
    lines += [["cards", *(f"{shape.cards:,}" for shape in shapes.values())]]
    for name in first.per_card:
        cells = [shape.per_card[name] for shape in shapes.values()]
        lines.append(
            [name, *(f"{c.mean:,.1f} / {c.median:,} / {c.p90:,} / {c.largest:,} ({c.share:.0%})" for c in cells)]
        )
    for name in first.distinct:
        lines.append([f"different {name}", *(f"{shape.distinct[name]:,}" for shape in shapes.values())])
    lines.append(["characters beyond ASCII", *(f"{shape.non_ascii:.2%}" for shape in shapes.values())])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def main(arguments: list[str] | None = None) -> int:
    """Print the shapes of folders of cards; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.corpus.shape", description=__doc__)
    parser.add_argument("folder", nargs="+", type=Path, help="a folder of cards")
    options = parser.parse_args(arguments)
    print(shape_table({folder.name: measure(folder) for folder in options.folder}))
    print("\nPer card: mean / median / 90th percentile / largest (share of the cards that have any).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
