"""Pictures with a variant for dark pages: they follow the theme's palette, not the reader's system."""

from __future__ import annotations

import re
from html import escape

from .tags import ATTRIBUTES, TAG, attribute

_PICTURE = re.compile(rf"<picture{ATTRIBUTES}>(.*?)</picture>", re.DOTALL)
_SCHEME = re.compile(r"\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)")
_ATTRIBUTE = re.compile(r'\s+([^\s=>]+)(?:="([^"]*)")?')
_CHOSEN_HERE = ("class", "src", "srcset")


def follow_palette(html: str) -> str:
    """Sanitized HTML with `<picture>` elements for color schemes as two images, of which the style sheet shows one.

    A picture's sources are chosen by the system's color scheme, and a reader may have chosen the other one here.
    A picture that holds anything besides its sources and one image stays as it is.
    """
    return _PICTURE.sub(_images, html) if "prefers-color-scheme" in html else html


def _images(match: re.Match[str]) -> str:
    sources: dict[str, str] = {}
    images: list[re.Match[str]] = []
    for tag in TAG.finditer(match[1]):
        if tag["name"] not in ("img", "source"):
            return match[0]
        if tag["name"] == "img":
            images.append(tag)
        scheme = _SCHEME.fullmatch((attribute(tag, "media") or "").strip())
        addresses = (attribute(tag, "srcset") or "").split()
        if tag["name"] == "source" and scheme and len(addresses) == 1:
            sources.setdefault(scheme[1], addresses[0])
    if len(images) != 1 or not sources or TAG.sub("", match[1]).strip():
        return match[0]
    original = attribute(images[0], "src") or ""
    return "".join(_image(images[0], scheme, sources.get(scheme, original)) for scheme in ("light", "dark"))


def _image(tag: re.Match[str], scheme: str, address: str) -> str:
    left_out = _CHOSEN_HERE if scheme == "light" else (*_CHOSEN_HERE, "id")
    kept = (found[0] for found in _ATTRIBUTE.finditer(tag["attributes"]) if found[1] not in left_out)
    return f'<img class="mc-{scheme}-only" src="{escape(address)}"{"".join(kept)}>'
