"""Feeds as Atom files (RFC 4287), for programs that watch what is new."""

from __future__ import annotations

import re
from urllib.parse import urljoin
from xml.sax.saxutils import escape, quoteattr

from ..identifiers import url_path
from .catalog import Catalog
from .feeds import Feed
from .model import CatalogModel

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML file may hold, not even escaped (XML 1.0, section 2.2)."""


class AtomFiles:
    """Makes the feeds of one site, which must have an address: Atom asks for whole ones.

    `page_file` ends the addresses of pages (`index.html`, or nothing). Dates are those of the catalog, so that a build
    gives the same bytes whenever it runs.
    """

    def __init__(self, catalog: Catalog, site_name: str, site_url: str, page_file: str = "") -> None:
        self._catalog = catalog
        self._site_name = site_name if _text(site_name).strip() else ""
        self._site_url = site_url
        self._page_file = page_file
        # A model stands in about ten feeds.
        self._entries: dict[int, str] = {}

    def content(self, feed: Feed) -> bytes:
        """The bytes of a feed's file."""
        page = self._whole(feed.page + self._page_file)
        dates = [model.dates for model in map(self._catalog.models.__getitem__, feed.models) if model.dates]
        title = f"{feed.title} – {self._site_name}" if self._site_name else feed.title
        parts = [
            '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n',
            f"<title>{_text(title)}</title>\n<id>{_text(page)}</id>\n",
            f"<updated>{_instant(max(known.updated for known in dates))}</updated>\n",
            f'<link rel="self" type="application/atom+xml" href={_attribute(self._whole(feed.address))}/>\n',
            f'<link rel="alternate" type="text/html" href={_attribute(page)}/>\n',
            *map(self._entry, feed.models),
            "</feed>\n",
        ]
        return "".join(parts).encode()

    def _entry(self, place: int) -> str:
        made = self._entries.get(place)
        if made is None:
            made = self._entries[place] = self._make_entry(self._catalog.models[place])
        return made

    def _make_entry(self, model: CatalogModel) -> str:
        assert model.dates is not None, "feeds have models with dates only"
        page = self._whole(model.address + self._page_file)
        has_title = _text(model.title).strip() and model.title not in (model.id, model.name)
        name = f"{model.title} ({model.id})" if has_title else model.id
        # Atom asks for an author; ids without an organization are those of the site's own models.
        authors = (model.organization or "", self._site_name, model.id)
        author = next(filter(None, (_text(one).strip() for one in authors)), "")
        created, updated = _instant(model.dates.created), _instant(model.dates.updated)
        parts = [
            f"<entry><title>{_text(name)}</title><id>{_text(page)}</id><link href={_attribute(page)}/>",
            f"<published>{created}</published>" if created != updated else "",
            f"<updated>{updated}</updated>",
            f"<author><name>{author}</name></author>",
            f"<category term={_attribute(model.task)}/>" if model.task and _text(model.task) else "",
            f"<summary>{_text(model.summary)}</summary>" if model.summary else "",
            "</entry>\n",
        ]
        return "".join(parts)

    def _whole(self, address: str) -> str:
        return urljoin(self._site_url, url_path(address))


def _instant(day: str) -> str:
    """The first second of a day in UTC, because feeds ask for a time (RFC 3339)."""
    return f"{day}T00:00:00Z"


def _text(text: str) -> str:
    return escape(_NO_XML.sub("", text))


def _attribute(text: str) -> str:
    return quoteattr(_NO_XML.sub("", text))
