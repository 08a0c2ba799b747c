"""The generated cards: their ids, their texts, and the folder they are written to."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

from . import words
from .body import body
from .header import header

GENERATION = 500
"""After this many cards the organizations start anew, so that their number grows with that of the cards."""

ORGANIZATIONS = 158
"""The organizations of one generation: a few with many cards, many with one or two."""

LINK_CANDIDATES = 12


def model_id(number: int) -> str:
    """The id `ORG/NAME` of card `number`."""
    generation, place = divmod(number, GENERATION)
    organization = words.ORGANIZATIONS[place * place * ORGANIZATIONS // GENERATION**2]
    rng = Random(number)
    name = f"{rng.choice(words.FAMILIES)}-{rng.choice(words.SIZES)}-{rng.choice(words.TOPICS)}-{number}"
    return f"{organization}-{generation}/{name}"


def card_text(number: int) -> str:
    """Card `number`: the same text each time, however many cards there are."""
    rng = Random(number)
    own = model_id(number)
    earlier = [model_id(rng.randrange(number)) for _ in range(LINK_CANDIDATES)] if number else []
    return f"---\n{header(rng, number, own, earlier)}---\n\n{body(rng, number, own, earlier)}"


def write_cards(folder: Path, count: int) -> list[Path]:
    """Write the first `count` cards into an empty folder, and return their files in the order of their numbers."""
    shutil.rmtree(folder, ignore_errors=True)
    paths = []
    for number in range(count):
        path = folder / model_id(number) / "README.md"
        path.parent.mkdir(parents=True)
        path.write_text(card_text(number), encoding="utf-8")
        paths.append(path)
    return paths
