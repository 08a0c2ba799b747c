"""The Markdown of one generated card: sections of text, code, tables, lists, images and quotes."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import msgspec

from . import code, words
from .blocks import bullets, formulas, images, quote, table
from .draw import chance, skewed
from .prose import Style, paragraph, sentence, title

FORMULAS_EVERY = 5
MEDIAN_SIZE, SIZE_SPREAD, LARGEST_SIZE = 1900, 0.81, 23_000
MEDIAN_CODE, CODE_SPREAD, LARGEST_CODE = 280, 0.85, 11_000
MEDIAN_PARAGRAPH, PARAGRAPH_SPREAD, LARGEST_PARAGRAPH = 115, 0.6, 1500


class Habits(msgspec.Struct, frozen=True, kw_only=True):
    """Which blocks one card has, as weights, and the style of its text."""

    style: Style
    text: float = 1.1
    code: float
    table: float
    bullets: float
    images: float
    quote: float
    citation: float


def habits(rng: Random, models: Sequence[str]) -> Habits:
    """What one card is made of. Most cards lack some kinds of blocks altogether."""
    style = Style(
        links=0 if chance(rng, 0.06) else min(6.0, 0.6 + rng.expovariate(1 / 0.95)),
        bold=chance(rng, 0.45),
        italics=chance(rng, 0.22),
        inline_code=chance(rng, 0.52),
        typography=chance(rng, 0.6),
        line_breaks=chance(rng, 0.12),
        foreign=rng.choice(words.FOREIGN_SENTENCES) if chance(rng, 0.03) else "",
        models=tuple(models),
    )
    return Habits(
        style=style,
        code=0.6 if chance(rng, 0.9) else 0,
        table=0.31 if chance(rng, 0.7) else 0,
        bullets=0.42 if chance(rng, 0.6) else 0,
        images=0.13 if chance(rng, 0.55) else 0,
        quote=0.22 if chance(rng, 0.4) else 0,
        citation=0.15 if chance(rng, 0.5) else 0,
    )


def body(rng: Random, number: int, model: str, models: Sequence[str]) -> str:
    """The text of card `number`, named `model`, which may link to `models`."""
    wanted = skewed(rng, MEDIAN_SIZE, SIZE_SPREAD, LARGEST_SIZE)
    kinds = habits(rng, models)
    blocks = [f"# {model.rpartition('/')[2]}", _text(rng, kinds.style)]
    while sum(map(len, blocks)) < wanted:
        blocks += _section(rng, number, model, kinds)
    blocks += ["## Load it", f"The weights of placeholder {number} load like this:", code.loading(number, model)]
    if number % FORMULAS_EVERY == 0:
        blocks.append(formulas(number))
    return "\n\n".join(blocks) + "\n"


def _text(rng: Random, style: Style) -> str:
    return paragraph(rng, style, skewed(rng, MEDIAN_PARAGRAPH, PARAGRAPH_SPREAD, LARGEST_PARAGRAPH))


def _section(rng: Random, number: int, model: str, kinds: Habits) -> list[str]:
    level = rng.choices((1, 2, 3, 4, 5), (1, 66, 21, 8, 1))[0]
    blocks = [f"{'#' * level} {title(rng)}"]
    names = ("text", "code", "table", "bullets", "images", "quote", "citation")
    weights = [getattr(kinds, name) for name in names]
    for name in rng.choices(names, weights, k=rng.choices((1, 2, 3), (5, 4, 1))[0]):
        if name == "code":
            if chance(rng, 0.6):
                blocks.append(sentence(rng))
            blocks.append(code.code_block(rng, model, skewed(rng, MEDIAN_CODE, CODE_SPREAD, LARGEST_CODE)))
        elif name == "table":
            blocks.append(table(rng, kinds.style))
        elif name == "bullets":
            blocks.append(bullets(rng, kinds.style))
        elif name == "images":
            blocks.append(images(rng))
        elif name == "quote":
            blocks.append(quote(rng, kinds.style))
        elif name == "citation":
            blocks.append(code.citation(rng, number))
        else:
            blocks.append(_text(rng, kinds.style))
    return blocks
