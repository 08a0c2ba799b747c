"""Walk sanitized HTML tag by tag.

The sanitizer's output is canonical: every `<` starts a tag, attribute values stand in double quotes and hold none. That
makes a scan with one expression exact, and lets later steps insert between tags without parsing and writing anew.
"""

from __future__ import annotations

import re
from html import escape, unescape

ATTRIBUTES = r'(?:\s+[^\s=>]+(?:="[^"]*")?)*'
"""An expression for all attributes of a tag."""

TAG = re.compile(rf"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>{ATTRIBUTES})\s*/?>")
_ATTRIBUTE = re.compile(r'([^\s=>]+)(?:="([^"]*)")?')
_SPACES = re.compile(r"\s+")


def attribute(match: re.Match[str], name: str) -> str | None:
    """The unescaped value of an attribute of a matched tag, None when it has none."""
    for key, value in _ATTRIBUTE.findall(match["attributes"]):
        if key == name:
            return unescape(value)
    return None


def text_of(html: str) -> str:
    """The text of a piece of sanitized HTML, white space folded; images count with their alternative text."""
    return _SPACES.sub(" ", unescape(TAG.sub(_alternative, html))).strip()


def _alternative(match: re.Match[str]) -> str:
    if match["name"] == "img":
        return escape(attribute(match, "alt") or "")
    return " " if match["name"] == "br" else ""
