"""Links to the terms of a card's glossary, from where each section of its text first uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

from .glossary import Glossary, Term
from .tags import TAG

MAX_LINKS = 1_000
"""Links to terms in one card."""

MAX_TRIES = 20_000
"""Words of a card that may be the first of a term, and are compared with all that begin so."""

_NOT_LINKED = frozenset("a button code h1 h2 h3 h4 h5 h6 kbd pre samp select summary textarea tt var".split())
"""Elements whose text stays as it is: links, code, headings, controls."""

_RANKS = {f"h{rank}": rank for rank in range(1, 7)}
_WORD = re.compile(r"\w+")
_ALERT_TITLE = ' class="mc-alert__title"'


def link_terms(html: str, glossary: Glossary) -> str:
    """Sanitized HTML with a link to its definition around the first use of each term in each section.

    Terms are found as whole words, whatever their case. Headings, code, links and the glossary itself stay as they are.
    """
    work = _Linking(glossary)
    pieces: list[str] = []
    end = 0
    for tag in TAG.finditer(html):
        if end < tag.start():
            pieces.append(work.linked(html[end : tag.start()]))
        pieces.append(tag[0])
        work.enter(tag)
        end = tag.end()
    return "".join((*pieces, work.linked(html[end:])))


class _Linking:
    """What has been linked so far, and whether the text at hand may be."""

    def __init__(self, glossary: Glossary) -> None:
        self.heading = f' id="{glossary.heading}"'
        self.terms = {_folded(name): term for term in glossary.terms for name in term.names}
        self.by_first_word = _by_first_word(self.terms)
        self.linked_here: set[str] = set()
        self.not_linked = self.glossary_rank = self.tries = self.links = 0
        self.in_alert_title = False

    def enter(self, tag: re.Match[str]) -> None:
        """Take notice of a tag, because it decides whether what follows is linked."""
        name = tag["name"]
        if name in _NOT_LINKED:
            self.not_linked += -1 if tag["end"] else 1
            if name in _RANKS and not tag["end"]:
                self.enter_section(_RANKS[name], tag["attributes"].startswith(self.heading))
        elif name == "p":
            self.in_alert_title = tag["attributes"].startswith(_ALERT_TITLE)

    def enter_section(self, rank: int, is_glossary: bool) -> None:
        self.linked_here.clear()
        if is_glossary:
            self.glossary_rank = rank
        elif rank <= self.glossary_rank:
            self.glossary_rank = 0

    def linked(self, text: str) -> str:
        """A text between two tags, with its links."""
        if self.not_linked or self.glossary_rank or self.in_alert_title:
            return text
        pieces: list[str] = []
        end = 0
        for word in _WORD.finditer(text):
            names = self.by_first_word.get(word[0].lower())
            # An `&` begins an escaped character, which is no word.
            if names is None or word.start() < end or text[word.start() - 1 : word.start()] == "&":
                continue
            if self.tries == MAX_TRIES or self.links == MAX_LINKS:
                break
            self.tries += 1
            name = names.match(text, word.start())
            if name is None:
                continue
            term = self.terms.get(_folded(unescape(name[0])))
            if term and term.id not in self.linked_here:
                self.linked_here.add(term.id)
                self.links += 1
                pieces += (text[end : word.start()], _link(term, name[0]))
                end = name.end()
        return "".join((*pieces, text[end:])) if pieces else text


def _by_first_word(names: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """For each first word, an expression for all names that begin with it, the longest in front."""
    grouped: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        for word in _WORD.findall(name)[:1]:
            grouped.setdefault(word, []).append(r"\s+".join(map(re.escape, escape(name, quote=False).split())))
    return {word: re.compile(rf"(?:{'|'.join(group)})(?!\w)", re.IGNORECASE) for word, group in grouped.items()}


def _folded(name: str) -> str:
    return " ".join(name.lower().split())


def _link(term: Term, words: str) -> str:
    title = escape(term.definition)
    return f'<a class="mc-term" data-mc-generated="" href="#{term.id}" title="{title}">{words}</a>'
