"""Lists, tables, images, quotes and formulas of model cards."""

from __future__ import annotations

from random import Random

from . import words
from .draw import chance, skewed
from .prose import Style, decorated, link, phrase, sentence


def bullets(rng: Random, style: Style) -> str:
    """A list, some entries of which have lists of their own."""
    lines = []
    for number in range(1, skewed(rng, 2.6, 0.6, 30) + 1):
        text = link(rng, style) if chance(rng, style.links / 6) else decorated(rng, sentence(rng), style).rstrip()
        lines.append(f"{number}. {text}" if style.italics else f"- {text}")
        if chance(rng, 0.05):
            lines.append(f"    - {phrase(rng)}")
    return "\n".join(lines)


def table(rng: Random, style: Style) -> str:
    """A table of words and numbers without meaning."""
    columns, rows = rng.randint(2, 6), skewed(rng, 4.5, 0.75, 60)
    lines = [
        [rng.choice(words.NOUNS) for _ in range(columns)],
        ["---", *(rng.choice(("---", ":---:")),) * (columns - 1)],
    ]
    for _ in range(rows):
        name = f"**{phrase(rng)}**" if style.bold and chance(rng, 0.3) else phrase(rng)
        lines.append([name, *(f"{rng.randrange(10_000) / 100:.2f}" for _ in range(columns - 1))])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def images(rng: Random) -> str:
    """A plot, or a row of badges."""
    if chance(rng, 0.6):
        address = f"https://example.org/images/{rng.choice(words.NOUNS)}-{rng.randrange(1000)}.png"
        return f"![{phrase(rng)}]({address})" if chance(rng, 0.8) else f'<img src="{address}" width="600" alt="">'
    badges = rng.sample(words.BADGES, rng.randint(1, 3))
    return "\n".join(
        f"[![{badge}](https://example.org/badges/{badge}.svg)](https://example.org/{badge})" for badge in badges
    )


def quote(rng: Random, style: Style) -> str:
    """A quoted sentence or two."""
    return "\n>\n".join(f"> {decorated(rng, sentence(rng), style).rstrip()}" for _ in range(rng.randint(1, 2)))


def formulas(number: int) -> str:
    """One displayed formula and two within a line, two of which no other card has."""
    return (
        f"$$\\mathcal{{J}}_{{{number}}}(w) = \\sum_{{k=1}}^{{K}} \\log q_w(y_k) - "
        f"\\frac{{1}}{{{number + 2}}} \\lVert w \\rVert_2^2$$\n\n"
        f"where \\\\(\\gamma_{{{number}}} = \\frac{{2}}{{\\sqrt{{m}}}}\\\\) and \\\\(\\delta = 0.1\\\\)."
    )
