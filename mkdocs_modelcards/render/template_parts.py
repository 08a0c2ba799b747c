"""All that a card's text holds of the annotated template: sections, statements, citations, a glossary."""

from __future__ import annotations

import msgspec

from .citations import find_citations
from .cutouts import Fillings
from .glossary import Glossary, find_glossary
from .headings import HeadedHtml
from .placed_ids import with_ids
from .sections import CardSection, Citation, Statement, filled_sections, section_texts
from .statements import statements
from .template_sections import GET_STARTED
from .usage_code import usage_code


class TemplateParts(msgspec.Struct, frozen=True):
    """What a text holds of the template, and its HTML with ids at the citations and at the terms of the glossary."""

    html: str
    sections: tuple[CardSection, ...]
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    glossary: Glossary | None


def template_parts(headed: HeadedHtml, fillings: Fillings) -> TemplateParts:
    """Find the template's parts in sanitized HTML whose headings have ids, before its code is highlighted."""
    texts = section_texts(headed.html, headed.headings)
    citations = find_citations(headed.html, texts)
    glossary = find_glossary(headed.html, texts, fillings)
    placed = [one.id for one in citations]
    if glossary:
        placed += glossary.ids
    sections = filled_sections(texts)
    code = None if any(section.key == GET_STARTED for section in sections) else usage_code(headed.html)
    if code and all(one.place != code.place for one in placed):
        placed.append(code)
        sections = (*sections, CardSection(GET_STARTED, code.id))
    return TemplateParts(
        with_ids(headed.html, placed) if placed else headed.html,
        sections,
        statements(headed.html, texts, fillings),
        tuple([one.citation for one in citations]),
        glossary,
    )
