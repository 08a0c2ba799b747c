"""What a card says first: its title and its summary, and the papers it names."""

from __future__ import annotations

import re
from itertools import islice

import msgspec

from .headings import Heading
from .placeholders import written_text
from .tags import ATTRIBUTES, text_of

MAX_SUMMARY = 200
"""Characters of a summary, the ellipsis included."""

GENERIC_TITLES = frozenset({
    "about", "card", "contents", "description", "details", "introduction", "intro", "model", "model card",
    "model card for model id", "model description", "model details", "model information", "model name",
    "model summary", "overview", "readme", "summary", "table of contents", "usage", "how to use", "uses",
})  # fmt: skip
"""First headings that say nothing of which model the card is about, in lower case."""

_PARAGRAPH = re.compile(rf"<p{ATTRIBUTES}>(?P<content>.*?)</p>", re.DOTALL)
_HEADING_OR_PARAGRAPH = re.compile(rf"<(?P<name>h[1-6]|p){ATTRIBUTES}>(?P<content>.*?)</(?P=name)>", re.DOTALL)
_IMAGE = re.compile(rf"<img{ATTRIBUTES}>")
_GALLERY = '<span class="mc-gallery" data-mc-generated="">'
_LINK = re.compile(rf"<a{ATTRIBUTES}>.*?</a>", re.DOTALL)
_NOT_A_SUMMARY = re.compile(r"<(blockquote|table|details|section)\b.*?</\1>", re.DOTALL)
_START_OF_NO_SUMMARY = re.compile(r"<(?:blockquote|table|details|section)\b")
# It starts with the slash, which is faster to look for than a letter in either case.
_ARXIV = re.compile(
    r"/(?:(?<=arxiv\.org/)(?:abs|pdf)|(?<=huggingface\.co/)papers)/"
    r"((?:\d{4}\.\d{4,5})|(?:[a-z-]+(?:\.[A-Z]{2})?/\d{7}))",
    re.IGNORECASE,
)
_EIGHT_LETTERS = re.compile(r"(?:[\W\d_]*[^\W\d_]){8}")

MAX_PARAGRAPHS = 200
"""Headings and paragraphs that are looked at where the first paragraph does not tell of the model."""

_DESCRIBING = re.compile(
    r"[\W\d]*(?:(?:model |general |brief |short )?(?:description|summary|introduction|overview|abstract)|"
    r"introducing\b.*|about(?: (?:the|this) model)?|(?:what is|what's) (?:it|this))\W*",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"\W*(?:\d\W*)?(?:how to|usage|uses?\b|intended|quick|getting|get start|examples?\b|install|requirements|training|"
    r"fine-?tun|data|evaluation|testing|results?\b|performance|benchmark|limitations?\b|bias|risks|disclaimer|licen[cs]e|"
    r"cit|reference|(?:model card )?(?:author|contact)|about us|acknowledg|contributor|news\b|updates?\b|change ?log|"
    r"release notes|speeds|hardware|software|hyper|pre-?processing|technical|environment|throughput|compute|faq|todo\b|"
    r"model in action|questions?\b)",
    re.IGNORECASE,
)
"""How headings begin below which a text tells of something else than what the model is."""

_LABEL = re.compile(
    r"(?:model )?(?:description|summary|introduction|overview|abstract)\s*[:\uff1a]\s*(?=\S)", re.IGNORECASE
)
_TELLS_OF_ELSE = re.compile(
    r"[^\w(]*(?:\[?(?:19|20)\d\d[-/.]\d\d?\b|(?:note|notice|news|updates?|update log|warning|important|attention|tip|"
    r"disclaimer|credits?)\b\s*(?:[:!\uff1a.(]|$)|check ?out\b|visit\b|click\b|follow (?:us|me)\b|join (?:us|our)\b|"
    r"find below\b|below (?:is|are|you)\b|please cite\b|for (?:more )?details\b|"
    r"(?:please )?(?:see|refer to|read) (?:the|our|this|also|here|blog)\w*\b|"
    r"(?:you are|it is) (?:highly )?(?:encouraged|recommended)\b|(?:you can|try|test)\b.{0,60}\b(?:colab|demo|here)\b|"
    r"all credits\b|(?:special )?thanks\b|release \d|(?:language|license|tags):)",
    re.IGNORECASE,
)
"""How paragraphs begin that are news, notes, or lead elsewhere."""

_OUTDATED = re.compile(r"\b(?:outdated|deprecated|obsolete|superseded)\b", re.IGNORECASE)
_ONE_BOLD = re.compile(r"\s*<(strong|b)>(?:(?!</\1>).)*</\1>\W*", re.DOTALL)
_ONLY_LABEL = re.compile(r"[^:\uff1a]{1,40}[:\uff1a]\W*")
_SENTENCE_END = re.compile(r"[.!?](?=\s)|[\u3002\uff01\uff1f]")


def title_heading(headings: tuple[Heading, ...]) -> Heading | None:
    """The first heading of the first rank, when it names the model."""
    for heading in headings:
        if heading.level == 1:
            plain = heading.title.strip(" :.#").lower()
            return heading if plain and plain not in GENERIC_TITLES else None
    return None


def summary(html: str) -> str:
    """What the text says first of the model, as text of at most `MAX_SUMMARY` characters; empty when there is nothing.

    That is the first paragraph with words in it. Where this one tells of something else, such as news or a link, it is
    the first that does not below a heading such as *Model description*, or else before the text turns to use, training
    or the like. Galleries are passed over. So are quotes, tables, folded details, footnotes and rows of links, unless
    they are all there is.
    """
    # Nearly always, the summary stands before the first of what is passed over.
    start = _START_OF_NO_SUMMARY.search(html)
    found = _first_paragraph(html[: start.start()] if start else html, links_count=False)
    if found is None or not found.tells_of_model:
        plain = _NOT_A_SUMMARY.sub("", html) if start else html
        found = (
            _description(plain)
            or found
            or _first_paragraph(plain, links_count=False)
            or _first_paragraph(plain, links_count=True)
            or _first_paragraph(html, links_count=True)
        )
    return _without_label(found.text) if found else ""


class _Paragraph(msgspec.Struct, frozen=True):
    """A paragraph with words in it: its content without images, its text, and that without links."""

    html: str
    text: str
    own: str

    @property
    def tells_of_model(self) -> bool:
        """Whether it is more than news, a note, a link or a title in bold; that a model is outdated is no news."""
        is_else = (
            _TELLS_OF_ELSE.match(self.text)
            or (self.own is not self.text and _ONLY_LABEL.fullmatch(self.own))
            or (self.html.startswith(("<strong>", "<b>")) and _ONE_BOLD.fullmatch(self.html))
        )
        return not is_else or _OUTDATED.search(self.text) is not None


def _first_paragraph(html: str, *, links_count: bool) -> _Paragraph | None:
    """The first paragraph with words in it."""
    return next(filter(None, (_paragraph(match, links_count) for match in _PARAGRAPH.finditer(html))), None)


def _paragraph(match: re.Match[str], links_count: bool) -> _Paragraph | None:
    """A matched paragraph; None when it has no words or only a placeholder, or shows a gallery."""
    content = match["content"]
    if "<img" in content:
        content = _IMAGE.sub("", content)
    if _GALLERY in content or not written_text(content):
        return None
    text = text_of(content)
    own = text_of(_LINK.sub("", content)) if "<a" in content else text
    return _Paragraph(content, text, own) if _EIGHT_LETTERS.match(text if links_count else own) else None


def _description(html: str) -> _Paragraph | None:
    """The first paragraph that tells of the model: below a heading that says so, or else in the text's first part."""
    first: _Paragraph | None = None
    is_described = False
    is_first_part = True
    for match in islice(_HEADING_OR_PARAGRAPH.finditer(html), MAX_PARAGRAPHS):
        if match["name"] != "p":
            title = text_of(match["content"])
            is_described = _DESCRIBING.fullmatch(title) is not None
            is_first_part = not _AFTERWARDS.match(title)
        elif is_described or (is_first_part and not first):
            found = _paragraph(match, links_count=False)
            if found and found.tells_of_model:
                if is_described:
                    return found
                first = found
    return first


def _without_label(text: str) -> str:
    """A paragraph's text as a summary, without a label in front and without what announces a list at the end."""
    text = text[label.end() :] if (label := _LABEL.match(text)) else text
    if text.endswith((":", "\uff1a")):
        ends = [end.end() for end in _SENTENCE_END.finditer(text)]
        text = text[: ends[-1]] if ends else text[:-1].rstrip() + "…"
    return shortened(text)


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
