"""Links to the terms of a card's glossary, from where each section of its text first uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

import msgspec

from .glossary import Glossary, Term
from .tags import TAG

MAX_LINKS = 1_000
"""Links to terms in one card."""

MAX_TRIES = 20_000
"""Words of a card that may be the first of a term, and are looked up with those behind them."""

_NOT_LINKED = frozenset("a button code h1 h2 h3 h4 h5 h6 kbd pre samp select summary textarea tt var".split())
"""Elements whose text stays as it is: links, code, headings, controls."""

_RANKS = {f"h{rank}": rank for rank in range(1, 7)}
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\w+|\s+|&\w+;|[^\w\s]")
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


class _Branch(msgspec.Struct):
    """Terms that begin alike: the one whose name is complete here, and the others by their next word or sign."""

    term: Term | None = None
    following: dict[str, _Branch] = {}


class _Linking:
    """What has been linked so far, and whether the text at hand may be."""

    def __init__(self, glossary: Glossary) -> None:
        self.heading = f' id="{glossary.heading}"'
        self.by_first_word = _by_words(glossary.terms)
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
            branch = self.by_first_word.get(word[0].lower())
            # An `&` begins an escaped character, which is no word.
            if branch is None or word.start() < end or text[word.start() - 1 : word.start()] == "&":
                continue
            if self.tries == MAX_TRIES or self.links == MAX_LINKS:
                break
            self.tries += 1
            term, name_end = _longest(branch, text, word.end())
            if term and term.id not in self.linked_here:
                self.linked_here.add(term.id)
                self.links += 1
                pieces += (text[end : word.start()], _link(term, text[word.start() : name_end]))
                end = name_end
        return "".join((*pieces, text[end:])) if pieces else text


def _by_words(terms: Iterable[Term]) -> dict[str, _Branch]:
    """The names of terms as a tree of their words and signs, as they stand in HTML."""
    root = _Branch()
    for term in terms:
        for name in term.names:
            branch = root
            for key, _ in _tokens(escape(name, quote=False)):
                branch = branch.following.setdefault(key, _Branch())
            branch.term = term
    return root.following


def _tokens(text: str, start: int = 0) -> Iterator[tuple[str, int]]:
    """The words and signs of a text in lower case, a blank for any white space, each with where it ends."""
    for token in _TOKEN.finditer(text, start):
        yield " " if token[0].isspace() else token[0].lower(), token.end()


def _longest(branch: _Branch, text: str, start: int) -> tuple[Term | None, int]:
    """The longest term that a text goes on with behind its first word, and where it ends."""
    found, found_end = branch.term, start
    for key, end in _tokens(text, start):
        following = branch.following.get(key)
        if following is None:
            break
        branch = following
        if branch.term and not _WORD.match(text, end):
            found, found_end = branch.term, end
    return found, found_end


def _link(term: Term, words: str) -> str:
    title = escape(term.definition)
    return f'<a class="mc-term" data-mc-generated="" href="#{term.id}" title="{title}">{words}</a>'
