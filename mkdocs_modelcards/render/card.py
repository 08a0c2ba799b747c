"""One card's Markdown to a `RenderedCard`: a pure function of its text."""

from __future__ import annotations

from html import escape

import msgspec

from ..findings import Finding, finding
from ..parse.card import ModelCard
from .alerts import mark_alerts
from .headings import Heading, add_heading_ids, contents
from .highlight import highlight
from .markdown import to_html
from .nesting import MAX_NESTING, nesting
from .references import references
from .sanitize import sanitize
from .summary import arxiv_ids, shortened, summary, title_heading

MAX_HTML_CHARACTERS = 4_000_000
"""A few kilobytes of Markdown can make a table of a million cells."""


class RenderedCard(msgspec.Struct, frozen=True):
    """A card's body as safe HTML, and what it says about itself.

    `title` is None when neither metadata nor text give one; `titled_in_body` says that the body shows the title itself,
    so that a page need not show it twice. `contents` is the tree of the headings without the title, `references` the
    relative paths of files that the card links to or shows.
    """

    html: str
    contents: tuple[Heading, ...]
    title: str | None
    titled_in_body: bool
    summary: str
    arxiv: tuple[str, ...]
    references: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def render_card(card: ModelCard) -> RenderedCard:
    """Render one card. Raises nothing: a body that can't be rendered is shown as text, and reported."""
    try:
        return _render(card)
    except Exception as error:  # a card must never end a build, whatever a library makes of it
        message = f"The card could not be rendered ({type(error).__name__}: {error}); it is shown as plain text."
        return _as_text(card, "card-failed", message, "Please report this with the card.")


def _as_text(card: ModelCard, code: str, message: str, hint: str) -> RenderedCard:
    html = f"<pre>{escape(card.body, quote=False)}</pre>"
    summary_text = shortened(card.data.description or "")
    problem = finding(card.path, card.body_line, 1, code, message, hint)
    return RenderedCard(html, (), _given_title(card), False, summary_text, (), (), (problem,))


def _render(card: ModelCard) -> RenderedCard:
    unsafe = to_html(card.body)
    if len(unsafe) > MAX_HTML_CHARACTERS:
        message = f"The text makes {len(unsafe):,} characters of HTML; it is shown as plain text."
        hint = f"At most {MAX_HTML_CHARACTERS:,} are allowed. Look for tables with very many cells."
        return _as_text(card, "text-too-large", message, hint)
    if nesting(unsafe) > MAX_NESTING:
        message = f"The text nests quotes, lists or elements more than {MAX_NESTING} deep; it is shown as plain text."
        return _as_text(card, "text-too-deep", message, "Write it flatter, and close the elements of raw HTML.")
    headed = add_heading_ids(mark_alerts(sanitize(unsafe)))
    heading = title_heading(headed.headings)
    title = _given_title(card) or (shortened(heading.title) if heading else None)
    titled_in_body = heading is not None and title is not None and _same(title, shortened(heading.title))
    return RenderedCard(
        html=highlight(headed.html),
        contents=_without_title(contents(headed.headings), heading if titled_in_body else None),
        title=title,
        titled_in_body=titled_in_body,
        summary=shortened(card.data.description) if card.data.description else summary(headed.html),
        arxiv=arxiv_ids(card.body),
        references=references(headed.html),
    )


def _given_title(card: ModelCard) -> str | None:
    return card.data.model_name or card.data.pretty_name


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _without_title(tree: tuple[Heading, ...], title: Heading | None) -> tuple[Heading, ...]:
    """The tree with the title's own entry replaced by what stands below it."""
    flat: list[Heading] = []
    for heading in tree:
        flat += heading.children if title is not None and heading.id == title.id else (heading,)
    return tuple(flat)
