"""The files beside a card that its text names."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from .links import LINKING_TAG, candidates
from .tags import attribute


def references(html: str) -> tuple[str, ...]:
    """The relative paths in links and images of sanitized HTML, decoded, in order, without repetitions."""
    return tuple(dict.fromkeys(path for url in _urls(html) if (path := relative_path(url))))


def _urls(html: str) -> Iterator[str]:
    for match in LINKING_TAG.finditer(html):
        yield attribute(match, "href" if match["name"] == "a" else "src") or ""
        yield from candidates(attribute(match, "srcset") or "")


def relative_path(url: str) -> str | None:
    """The decoded path of an address that names neither a scheme, a host nor the root; None for others."""
    if url.startswith(("#", "http://", "https://")):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    path = unquote(parts.path)
    if parts.scheme or parts.netloc or not path or path.startswith("/") or "\0" in path or "\\" in path:
        return None
    return path
