"""One card's Markdown to a `RenderedCard`: a pure function of its text and the options."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from html import escape

import msgspec

from ..findings import Finding, finding, quoted
from ..formulas.typeset import Typesetter
from ..parse.card import ModelCard
from .alerts import mark_alerts
from .contents_list import contents_places, fill_contents
from .cutouts import CutMarkdown, Filling, Fillings, cut_out, misplaced, numbers_in
from .direction import set_directions
from .dropped import dropped_findings
from .example_files import example_addresses
from .gallery import gallery, output_urls
from .headings import Heading, add_heading_ids, contents
from .highlight import highlight
from .language import text_language
from .limits import MAX_SHOWN_CHARACTERS, body_excess, html_excess
from .links import Lines, Link, check_anchors, fill_slots, ids_by_name, named_anchors, with_slots
from .markdown import to_html
from .math import typeset_cutouts
from .options import DEFAULTS, RenderOptions
from .pictures import follow_palette
from .references import references, relative_path
from .sanitize import sanitize
from .sections import CardSection, Citation, Statement
from .summary import arxiv_ids, shortened, summary, title_heading
from .tags import TAG, attribute, text_of
from .template_parts import template_parts
from .term_links import link_terms
from .usage_code import downloads

MAX_TRIES = 3
"""How often a text is read for formulas, before it is taken to have none."""

_AROUND_NAME = re.compile(r"^\s*model card (?:for|of):? |:? model card\s*$", re.IGNORECASE)

MAX_FINDINGS = 50
"""Dead anchors of one card that are reported."""


class RenderedCard(msgspec.Struct, frozen=True, kw_only=True):
    """A card's body as safe HTML, and what it says about itself.

    `template` is the HTML with a slot for each of `links`, whose targets are known only with all cards. `title` is None
    when neither metadata nor text give one; `titled_in_body` says that the body shows the title itself, so that a page
    need not show it twice. `contents` is the tree of the headings without the title, `ids` are those that links may
    lead to, `references` the relative paths of files that the card links to or shows, `language` is the code of the
    text's language. `sections` are those of the annotated template that the card fills, `statements` what it says in
    the template's places, such as who wrote it, and `citations` those that the text holds. `downloads` says that code
    in the text loads something from a registry. `gallery` has the addresses of the outputs of widget examples that the
    text shows, when it has a gallery.
    """

    template: str
    links: tuple[Link, ...] = ()
    contents: tuple[Heading, ...] = ()
    ids: tuple[str, ...] = ()
    title: str | None = None
    titled_in_body: bool = False
    summary: str = ""
    arxiv: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    language: str | None = None
    sections: tuple[CardSection, ...] = ()
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    gallery: tuple[str, ...] = ()
    downloads: bool = False
    has_math: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def html(self) -> str:
        """The HTML with all links as the card has them."""
        return self.linked(link.as_written() for link in self.links)

    def linked(self, attributes: Iterator[str]) -> str:
        """The HTML with an attribute, with a space before it, for each of `links`."""
        return fill_slots(self.template, attributes)


def render_card(
    card: ModelCard, options: RenderOptions = DEFAULTS, typesetter: Typesetter | None = None
) -> RenderedCard:
    """Render one card. Raises nothing: a body that can't be rendered is shown as text, and reported.

    Without a typesetter, formulas are shown as their source.
    """
    try:
        return _render(card, options, typesetter)
    except Exception as error:  # a card must never end a build, whatever a library makes of it
        message = f"The card could not be rendered ({type(error).__name__}: {error}); it is shown as plain text."
        return shown_as_text(card, "card-failed", message, "Please report this with the card.")


def shown_as_text(card: ModelCard, code: str, message: str, hint: str) -> RenderedCard:
    """A card that can't be rendered: its text as it is, and a finding that says why."""
    body = card.body.replace("\0", "\N{REPLACEMENT CHARACTER}")
    shown = body[:MAX_SHOWN_CHARACTERS] + ("\n…" if len(body) > MAX_SHOWN_CHARACTERS else "")
    return RenderedCard(
        template=f"<pre>{escape(shown, quote=False)}</pre>",
        title=_given_title(card),
        summary=shortened(card.data.description or ""),
        references=_references(card, ""),
        findings=(finding(card.path, card.body_line, 1, code, message, hint),),
    )


def _render(card: ModelCard, options: RenderOptions, typesetter: Typesetter | None) -> RenderedCard:
    excess = body_excess(card.body)
    if excess is not None:
        return shown_as_text(card, excess.code, excess.message, excess.hint)
    kept: frozenset[int] = frozenset()
    for attempt in range(MAX_TRIES + 1):
        # What turns out to be code or an address was no formula: the text is read once more with it as it was.
        cut = cut_out(card.body, kept) if attempt < MAX_TRIES else CutMarkdown(card.body)
        unsafe = to_html(cut.markdown)
        excess = html_excess(unsafe)
        if excess is not None:
            return shown_as_text(card, excess.code, excess.message, excess.hint)
        safe = sanitize(unsafe, options)
        wrong = misplaced(safe, cut)
        if not wrong:
            break
        kept |= wrong
    rendered = _assemble(card, options, cut, safe, typesetter)
    dropped = tuple(dropped_findings(card, cut.markdown, unsafe, options))
    return msgspec.structs.replace(rendered, findings=rendered.findings + dropped) if dropped else rendered


def _assemble(
    card: ModelCard, options: RenderOptions, cut: CutMarkdown, safe: str, typesetter: Typesetter | None
) -> RenderedCard:
    math = typeset_cutouts(card, cut, typesetter)
    formulas = Fillings(cut, math.formulas)
    galleries = [number for number, cutout in enumerate(cut.cutouts) if cutout.formula is None]
    headed = add_heading_ids(mark_alerts(_with_galleries(card, options, cut, galleries, safe)), formulas)
    parts = template_parts(headed, formulas)
    headed = msgspec.structs.replace(headed, html=parts.html)
    heading = title_heading(headed.headings)
    title = _given_title(card) or (shortened(heading.title) if heading else None)
    titled_in_body = heading is not None and title is not None and _same(title, shortened(heading.title))
    places = contents_places(headed.html, headed.headings)
    left_out = {place.heading for place in places} | ({heading.id} if heading and titled_in_body else set())
    tree = _contents(headed.headings, left_out, options.toc_depth)
    ids = (*headed.ids, *named_anchors(headed.html))
    anchored = check_anchors(fill_contents(headed.html, places, tree), ids_by_name(ids))
    outputs = dict.fromkeys(output_urls(card.data.widget), card.key_lines.get("widget", 1)) if galleries else {}
    lines = Lines(card.body, card.body_line, outputs)
    texts = formulas.in_attributes(anchored.html)
    directed = set_directions(follow_palette(texts))
    referring = link_terms(directed, parts.glossary) if parts.glossary else directed
    linked = with_slots(referring, options.hub_hosts, lines)
    return RenderedCard(
        # Code is highlighted late, because no other step need walk through its many tags.
        template=formulas.in_html(highlight(linked.html)),
        links=linked.links,
        contents=tree,
        ids=ids,
        title=title,
        titled_in_body=titled_in_body,
        summary=shortened(card.data.description) if card.data.description else formulas.in_text(summary(headed.html)),
        arxiv=arxiv_ids(card.body),
        references=_references(card, headed.html),
        gallery=_shown_outputs(card, options, headed.html) if galleries else (),
        language=text_language(card.data.language, lambda: formulas.in_text(text_of(headed.html))),
        sections=parts.sections,
        statements=parts.statements,
        citations=parts.citations,
        downloads=downloads(card.body),
        has_math=math.has_math,
        findings=(*math.findings, *_gallery_findings(card, cut), *_anchor_findings(card, anchored.dead, lines)),
    )


def _with_galleries(card: ModelCard, options: RenderOptions, cut: CutMarkdown, numbers: list[int], html: str) -> str:
    """The HTML with the outputs of widget examples in the place of its first gallery; further ones show nothing."""
    if not numbers:
        return html
    shown = {attribute(match, "src") for match in TAG.finditer(html) if match["name"] == "img"}
    built = gallery(card.data.widget, shown, remote=options.remote_images)
    if cut.key in built:  # the header holds words that would become what they stand for in the text
        built = ""
    openings = {number for number in numbers if not cut.cutouts[number].source.startswith("</")}
    first = next((number for number in numbers_in(html, cut) if number in openings), None)
    fillings = {number: Filling(built if number == first else "", "") for number in numbers}
    filled = Fillings(cut, fillings)
    return filled.in_html(filled.in_attributes(html))


def _shown_outputs(card: ModelCard, options: RenderOptions, html: str) -> tuple[str, ...]:
    """The outputs of widget examples that a text with a gallery shows, in the gallery or beside it."""
    shown = {attribute(match, "src") for match in TAG.finditer(html) if match["name"] in ("img", "video")}
    return tuple(url for url in output_urls(card.data.widget, remote=options.remote_images) if url in shown)


def _gallery_findings(card: ModelCard, cut: CutMarkdown) -> Iterator[Finding]:
    empty = [cutout for cutout in cut.cutouts if cutout.formula is None and cutout.source.endswith("/>")]
    if empty and not output_urls(card.data.widget):
        line = card.body_line + card.body.count("\n", 0, empty[0].start)
        message = "The gallery shows nothing, because no widget example has an output with an address."
        hint = "Add `output: {url: images/example.png}` to the examples under `widget`, or remove the gallery."
        yield finding(card.path, line, 1, "gallery-empty", message, hint)


def _contents(headings: tuple[Heading, ...], left_out: Container[str | None], depth: int) -> tuple[Heading, ...]:
    return contents(tuple(found for found in headings if found.level <= depth and found.id not in left_out))


def _references(card: ModelCard, html: str) -> tuple[str, ...]:
    data = card.data
    others = map(relative_path, (data.thumbnail or "", data.license_link or "", *example_addresses(data.widget)))
    return tuple(dict.fromkeys((*references(html), *filter(None, others))))


def _anchor_findings(card: ModelCard, dead: tuple[str, ...], lines: Lines) -> Iterator[Finding]:
    for href in dead[:MAX_FINDINGS]:
        message = f"The link {quoted(href)} leads to no heading of this card."
        hint = "The table of contents beside the text shows what each heading's address is."
        yield finding(card.path, lines.of(href), 1, "anchor-dead", message, hint)


def _given_title(card: ModelCard) -> str | None:
    return card.data.model_name or card.data.pretty_name


def _same(one: str, other: str) -> bool:
    """Whether two titles say the same; templates put words around the model's name."""
    return _AROUND_NAME.sub("", one).strip().casefold() == _AROUND_NAME.sub("", other).strip().casefold()
