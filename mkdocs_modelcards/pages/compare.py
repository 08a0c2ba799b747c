"""What the page that compares models is given: how cards call the sections of the template."""

from __future__ import annotations

import msgspec

from ..render.section_titles import known_titles
from ..render.template_sections import TEMPLATE_SECTIONS


class SectionNames(msgspec.Struct, frozen=True):
    """A section: the name that readers see, and all titles that mean it, as titles are compared."""

    name: str
    titles: tuple[str, ...]


def section_names() -> tuple[SectionNames, ...]:
    """The template's sections in its order, so that sections of several cards find each other.

    A section that is a frame around others, such as *Uses*, goes with the one that its text belongs to.
    """
    titles: dict[str, list[str]] = {}
    for title, keys in known_titles().items():
        for key in keys:
            titles.setdefault(key, []).append(title)
    framed = {section.main[0]: section.key for section in TEMPLATE_SECTIONS if len(section.main) == 1}
    for key, frame in framed.items():
        titles[frame] = [*titles.get(frame, ()), *titles.pop(key, ())]
    return tuple(
        SectionNames(_capitalized(section.name or section.title), tuple(dict.fromkeys(titles[section.key])))
        for section in TEMPLATE_SECTIONS
        if section.key in titles
    )


def _capitalized(name: str) -> str:
    return name[:1].upper() + name[1:]
