"""What a card states in the template's places: who developed the model, its paper, the hardware, whom to ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from .cutouts import Fillings
from .placeholders import LABEL, written_text
from .section_titles import plain_titles
from .sections import Likeness, SectionText, Statement
from .summary import arxiv_ids, shortened
from .tags import ATTRIBUTES, TAG, text_of

MAX_HTML = 2_000
"""Characters of HTML that a statement is read from."""

MIN_LINKED = 0.6
"""The share of a statement's text that a link's own text is at least, for the link to be that of the statement."""

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

_ADDRESSES = frozenset({"repo", "paper", "demo"})
"""Statements that ask for an address, whatever text stands around it."""

_CONTACT = "model_card_contact"

_KEYS = {label: key for key, labels in _LABELS.items() for label in labels.split(", ")}
_MAY_BE_LABELED = re.compile(r"<(?:strong|b|li)>")
_LINK = re.compile(
    rf'<a(?={ATTRIBUTES}?\s+href="(?P<url>(?:https?:|mailto:)[^"]*)"){ATTRIBUTES}>(?P<content>[^<]*(?:<(?!/a>)[^<]*)*)',
    re.IGNORECASE,
)
_CODE_BLOCK = re.compile(r"<pre>.*?</pre>", re.DOTALL)
_END_OF_ITEM = re.compile(r"</li>\s*(?=<li\b)|<br>\s*(?=[^\s<])")


def statements(html: str, texts: Iterable[SectionText], fillings: Fillings) -> tuple[Statement, ...]:
    """The statements of a card, the first of each key: plain text of at most 200 characters, and the address of a link.

    `html` is sanitized HTML that `texts` stand in, and `fillings` what is shown for the words in the place of formulas.
    Placeholders state nothing, and only links to `http`, `https` and `mailto` count. A statement has the address of a
    link whose text is nearly all of it; a contact and what asks for an address also that of the only link. A paper on
    arXiv is none, because `arxiv_ids` finds it.
    """
    found: dict[str, Statement] = {}
    for text in texts:
        if not text.own or text.likeness is Likeness.LABELED:
            continue
        if text.key in _WHOLE:
            values = [(text.key, _CODE_BLOCK.sub("", html[text.start : text.stop]))]
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
    if not text:
        return None
    address = _address(key, text, html) if "<a" in html else None
    if key == "paper" and arxiv_ids(address or text):
        return None
    return Statement(key, shortened(text), address)


def _address(key: str, text: str, html: str) -> str | None:
    """Where a statement's text leads as a whole."""
    links = [(unescape(link["url"]), text_of(link["content"])) for link in _LINK.finditer(html)]
    addresses = dict.fromkeys(url for url, _ in links)
    if len(addresses) != 1:
        return None
    is_only = key in _ADDRESSES or (key == _CONTACT and "<li>" not in html)
    return links[0][0] if is_only or max(len(content) for _, content in links) >= MIN_LINKED * len(text) else None
