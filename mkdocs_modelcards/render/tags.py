"""Walk sanitized HTML tag by tag, and tell which tags raw HTML may hold.

The sanitizer's output is canonical: every `<` starts a tag, attribute values stand in double quotes and hold none. That
makes a scan with one expression exact, and lets later steps insert between tags without parsing and writing anew.
"""

from __future__ import annotations

import re
from html import escape, unescape

ATTRIBUTES = r'(?:\s+[^\s=>]+(?:="[^"]*")?)*'
"""An expression for all attributes of a tag."""

TAG = re.compile(rf"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>{ATTRIBUTES})\s*/?>")
_RAW_NAME = re.compile(r"</?([a-z][a-z0-9-]*)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'([^\s=>]+)(?:="([^"]*)")?')


def start_tags(names: str) -> re.Pattern[str]:
    """`TAG` for the start tags of some elements only, whose names are those that the expression `names` matches.

    As every `<` starts a tag, it finds what `TAG` finds of these, without stopping at the others.
    """
    return re.compile(rf"<(?P<name>{names})(?P<attributes>{ATTRIBUTES})\s*/?>")


def raw_names(markdown: str) -> frozenset[str]:
    """The names, in lower case, of all elements whose tags a Markdown text may bring, and of some that it does not.

    cmark copies raw HTML as it stands. So a step that looks for certain elements in its output has nothing to do where
    they are not among these. What stands in code counts, too; elements that Markdown itself makes do not.
    """
    return frozenset(map(str.lower, set(_RAW_NAME.findall(markdown)))) if "<" in markdown else frozenset()


_IMAGE_OR_BREAK = start_tags("img|br")


def attribute(match: re.Match[str], name: str) -> str | None:
    """The unescaped value of an attribute of a matched tag, None when it has none."""
    for key, value in _ATTRIBUTE.findall(match["attributes"]):
        if key == name:
            return unescape(value)
    return None


def text_of(html: str) -> str:
    """The text of a piece of sanitized HTML, white space folded; images count with their alternative text."""
    if "<" in html:
        html = TAG.sub("", _IMAGE_OR_BREAK.sub(_alternative, html))
    return " ".join(unescape(html).split())


def _alternative(match: re.Match[str]) -> str:
    if match["name"] == "img":
        return escape(attribute(match, "alt") or "")
    return " "
