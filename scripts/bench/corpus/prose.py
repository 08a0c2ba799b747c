"""Placeholder sentences and paragraphs with the inline Markdown of model cards."""

from __future__ import annotations

import re
from random import Random

import msgspec

from . import words
from .draw import chance

_CHOICES = {
    "adjective": words.ADJECTIVES,
    "adverb": words.ADVERBS,
    "note": words.NOTES,
    "noun": words.NOUNS,
    "sentence": words.SENTENCES,
    "verb": words.VERBS,
}
_NAME = re.compile(rf"<({'|'.join(_CHOICES)}|number)>")


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """What the author of one card uses. `links` are links per paragraph; `models` are ids of cards to link to."""

    links: float = 0
    bold: bool = False
    italics: bool = False
    inline_code: bool = False
    typography: bool = False
    line_breaks: bool = False
    foreign: str = ""
    models: tuple[str, ...] = ()


def filled(rng: Random, pattern: str) -> str:
    """A pattern with words in the place of the names in angle brackets."""
    return _NAME.sub(lambda match: _word(rng, match[1]), pattern)


def _word(rng: Random, name: str) -> str:
    if name == "number":
        return str(rng.choice((2, 3, 8, 12, 64, 512)) * rng.randint(1, 9))
    word = rng.choice(_CHOICES[name])
    return filled(rng, word) if "<" in word else word


def title(rng: Random) -> str:
    """A section's title."""
    return filled(rng, rng.choice(words.SECTION_TITLES))


def phrase(rng: Random) -> str:
    """A few words without a full stop."""
    return filled(rng, rng.choice(words.PHRASES))


def sentence(rng: Random) -> str:
    """One sentence without Markdown."""
    return filled(rng, rng.choice(words.SENTENCES))


def link(rng: Random, style: Style) -> str:
    """A link as cards have them: to a page, a model of the same catalog, a dataset of the Hub or a paper."""
    text, kind = phrase(rng), rng.random()
    if kind < 0.1 and style.models:
        model = rng.choice(style.models)
        return f"[{model}](https://huggingface.co/{model})"
    if kind < 0.25:
        hub = rng.choice(("", "datasets/", "spaces/"))
        return f"[{text}](https://huggingface.co/{hub}placeholder-{rng.choice(words.TOPICS)}/{rng.choice(words.NOUNS)})"
    if kind < 0.33:
        # No paper can have such an id: the first two digits are its year, the other two its month.
        return f"[{text}](https://arxiv.org/abs/0000.{rng.randrange(100_000):05})"
    address = f"https://example.org/{rng.choice(words.TOPICS)}/{rng.choice(words.NOUNS)}-{rng.randrange(1000)}"
    if kind < 0.45:
        return address
    return f"[{text}]({address}/{rng.choice(words.NOUNS)}.html)"


def decorated(rng: Random, text: str, style: Style) -> str:
    """A sentence with some of the inline Markdown that its author uses."""
    first, _, rest = text.partition(" ")
    if style.bold and chance(rng, 0.3):
        text = f"**{first}** {rest}"
    elif style.italics and chance(rng, 0.2):
        text = f"*{first}* {rest}"
    if style.inline_code and chance(rng, 0.3):
        text += f" See `{rng.choice(words.NOUNS)}_{rng.choice(words.NOUNS)}`."
    if style.typography and chance(rng, 0.5):
        text += f" {rng.choice(words.TYPOGRAPHY)}"
    if style.line_breaks and chance(rng, 0.2):
        text += "  \n"
    return text


def paragraph(rng: Random, style: Style, size: int) -> str:
    """About `size` characters of running text."""
    if style.foreign and chance(rng, 0.8):
        return style.foreign * (1 + size // len(style.foreign) // 2)
    parts: list[str] = []
    while sum(map(len, parts)) < size:
        parts.append(decorated(rng, sentence(rng), style))
    count = int(style.links) + chance(rng, style.links % 1)
    parts += [f"See {link(rng, style)} and {link(rng, style)}." for _ in range(count // 2)]
    parts += [f"See {link(rng, style)}." for _ in range(count % 2)]
    rng.shuffle(parts)
    return " ".join(parts)
