"""What a card states in the template's places: who developed the model, its paper, the hardware, whom to ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from .cutouts import Fillings
from .placeholders import LABEL, written_text
from .section_titles import plain_titles
from .sections import SectionText, Statement
from .summary import shortened
from .tags import ATTRIBUTES, TAG

MAX_HTML = 2_000
"""Characters of HTML that a statement is read from."""

_PLACES = frozenset({
    "model_details", "model_description", "model_sources", "environmental_impact", "training_hyperparameters",
    "training_procedure", "technical_specifications", "compute_infrastructure",
})  # fmt: skip
"""Sections with lines such as `- **Developed by:** Acme`."""

_WHOLE = frozenset({"model_card_authors", "model_card_contact"})
"""Sections that are one statement each."""

_LABELS = {
    "developers": "developed by, developer, developers, model developer, model developers",
    "funded_by": "funded by",
    "shared_by": "shared by",
    "model_type": "model type",
    "language": "language, languages",
    "license": "license",
    "base_model": (
        "finetuned from, finetuned from model, fine tuned from, fine tuned from model, parent model, base model"
    ),
    "repo": "repository, repo, github repository, github repo",
    "paper": "paper, research paper",
    "demo": "demo",
    "hardware": "hardware type, hardware",
    "hours_used": "hours used",
    "cloud_provider": "cloud provider",
    "cloud_region": "compute region",
    "co2_emitted": "carbon emitted",
    "training_regime": "training regime",
}
"""What lines begin with, by the template's variables."""

_KEYS = {label: key for key, labels in _LABELS.items() for label in labels.split(", ")}
_MAY_BE_LABELED = re.compile(r"<(?:strong|b|li)>")
_LINK = re.compile(rf'<a(?={ATTRIBUTES}?\s+href="((?:https?:|mailto:)[^"]*)"){ATTRIBUTES}>', re.IGNORECASE)
_END_OF_ITEM = re.compile(r"</li>\s*(?=<li\b)|<br>\s*(?=[^\s<])")


def statements(html: str, texts: Iterable[SectionText], fillings: Fillings) -> tuple[Statement, ...]:
    """The statements of a card, the first of each key: plain text of at most 200 characters, and the first link.

    `html` is sanitized HTML that `texts` stand in, and `fillings` what is shown for the words in the place of formulas.
    Placeholders state nothing, and only links to `http`, `https` and `mailto` count.
    """
    found: dict[str, Statement] = {}
    for text in texts:
        if not text.own:
            continue
        if text.key in _WHOLE:
            values = [(text.key, html[text.start : text.stop])]
        elif text.key in _PLACES and _MAY_BE_LABELED.search(html, text.start, text.stop):
            values = list(_labeled(html[text.start : text.stop]))
        else:
            continue
        for key, value in values:
            stated = _statement(key, value, fillings) if key not in found else None
            if stated:
                found[key] = stated
    return tuple(found.values())


def _labeled(html: str) -> Iterator[tuple[str, str]]:
    """The keys and values of the lines that begin with a known label. A value ends with its item or paragraph."""
    key = ""
    value: list[str] = []
    for line in html.split("\n"):
        label = LABEL.match(line) if ":" in line else None
        named = _KEYS.get(plain_titles([TAG.sub("", label["label"])])[0]) if label else None
        if key and label and (named or line.startswith("<strong>")):
            yield key, "\n".join(value)
            key = ""
        if label and named:
            key, value = named, [line[label.end() :]]
        elif key:
            value.append(line)
        if key and ("</li>" in line or "</p>" in line):
            yield key, "\n".join(value)
            key = ""
    if key:
        yield key, "\n".join(value)


def _statement(key: str, html: str, fillings: Fillings) -> Statement | None:
    if len(html) > MAX_HTML:
        html = html[: html.rfind("<", 0, MAX_HTML)]
    text = fillings.in_text(written_text(_END_OF_ITEM.sub(", ", html)))
    link = _LINK.search(html)
    return Statement(key, shortened(text), unescape(link[1]) if link else None) if text else None
