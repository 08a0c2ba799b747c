"""What a card says first: its title and its summary, and the papers it names."""

from __future__ import annotations

import re

from .headings import Heading
from .tags import ATTRIBUTES, text_of

MAX_SUMMARY = 200
"""Characters of a summary, the ellipsis included."""

GENERIC_TITLES = frozenset({
    "about", "card", "contents", "description", "details", "introduction", "intro", "model", "model card",
    "model description", "model details", "model information", "model name", "model summary", "overview", "readme",
    "summary", "table of contents", "usage", "how to use", "uses",
})  # fmt: skip
"""First headings that say nothing of which model the card is about, in lower case."""

_PARAGRAPH = re.compile(rf"<p{ATTRIBUTES}>(.*?)</p>", re.DOTALL)
_IMAGE = re.compile(rf"<img{ATTRIBUTES}>")
_GALLERY = re.compile(r'<span class="mc-gallery" data-mc-generated="">')
_LINK = re.compile(rf"<a{ATTRIBUTES}>.*?</a>", re.DOTALL)
_NOT_A_SUMMARY = re.compile(r"<(blockquote|table|details|section)\b.*?</\1>", re.DOTALL)
_START_OF_NO_SUMMARY = re.compile(r"<(?:blockquote|table|details|section)\b")
# It starts with the slash, which is faster to look for than a letter in either case.
_ARXIV = re.compile(
    r"/(?:(?<=arxiv\.org/)(?:abs|pdf)|(?<=huggingface\.co/)papers)/"
    r"((?:\d{4}\.\d{4,5})|(?:[a-z-]+(?:\.[A-Z]{2})?/\d{7}))",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]")


def title_heading(headings: tuple[Heading, ...]) -> Heading | None:
    """The first heading of the first rank, when it names the model."""
    for heading in headings:
        if heading.level == 1:
            plain = heading.title.strip(" :.#").lower()
            return heading if plain and plain not in GENERIC_TITLES else None
    return None


def summary(html: str) -> str:
    """The first paragraph with words in it, as text of at most `MAX_SUMMARY` characters; empty when there is none.

    Galleries are passed over. So are quotes, tables, folded details, footnotes and rows of links, unless they are all
    there is.
    """
    # Nearly always, the summary stands before the first of what is passed over.
    start = _START_OF_NO_SUMMARY.search(html)
    found = _first_paragraph(html[: start.start()] if start else html, links_count=False)
    if found:
        return found
    plain = _NOT_A_SUMMARY.sub("", html)
    return (
        _first_paragraph(plain, links_count=False)
        or _first_paragraph(plain, links_count=True)
        or _first_paragraph(html, links_count=True)
    )


def _first_paragraph(html: str, *, links_count: bool) -> str:
    """The first paragraph with words in it, shortened; empty when there is none."""
    for match in _PARAGRAPH.finditer(html):
        content = _IMAGE.sub("", match[1]) if "<img" in match[1] else match[1]
        if _GALLERY.search(content):
            continue
        own = content if links_count or "<a" not in content else _LINK.sub("", content)
        if len(_LETTERS.findall(text_of(own))) >= 8:
            return shortened(text_of(content))
    return ""


def shortened(text: str) -> str:
    """The text, cut at a word's end to `MAX_SUMMARY` characters."""
    text = " ".join(text.split())
    if len(text) <= MAX_SUMMARY:
        return text
    cut = text[: MAX_SUMMARY - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[MAX_SUMMARY // 2 :] else cut).rstrip(" ,;:.") + "…"


def arxiv_ids(markdown: str) -> tuple[str, ...]:
    """The ids of the papers that a card links to, on arXiv or the Hub's paper pages, in order."""
    return tuple(dict.fromkeys(match[1].lower() for match in _ARXIV.finditer(markdown)))
