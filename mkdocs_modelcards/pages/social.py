"""What pages say to programs: what other sites show of a page when someone links to it, and where its feed is.

Tags for other sites are those of the Open Graph protocol (https://ogp.me), which others read, too. Left out is what
readers of these tags take from elsewhere: a title, a description and a picture for X, which takes those of Open Graph;
sizes and texts of pictures, which nobody knows here; the language, which the page says.
"""

from __future__ import annotations

import re
from collections.abc import Container
from html import escape
from posixpath import normpath
from urllib.parse import urljoin, urlsplit

from ..catalog.feeds import FEED_FILE, Feed
from ..catalog.model import CatalogModel
from ..identifiers import url_path
from ..render.references import relative_path
from .options import PageOptions
from .site_pages import CardPage, SitePage, SubCardPage

MAX_URL = 2000
"""Characters of a picture's address; longer ones are not shown."""
MAX_TITLE = 200

_HAS_TAGS = re.compile(r"""<meta[^>]*\sproperty=["']?og:title\b""")
_HEAD_END = "</head>"


class SocialTags:
    """Makes the tags of the pages of one site.

    `published` are the site's paths of the files beside cards. Pictures beside a card need `options.site_url`, because
    the protocol asks for whole addresses.
    """

    def __init__(self, site_name: str, options: PageOptions, published: Container[str]) -> None:
        self._site_name = site_name
        self._options = options
        self._published = published

    def of(self, page: SitePage, url: str | None) -> str:
        """The tags of a page, which has the whole address `url`."""
        model = page.model if isinstance(page, (CardPage, SubCardPage)) else None
        image = self._image(model) if model else None
        tags = [
            _tag("og:title", " ".join(page.title[:MAX_TITLE].split())),
            _tag("og:type", "website"),
            _tag("og:site_name", self._site_name),
            _tag("og:description", page.description),
            _tag("og:url", url),
            _tag("og:image", image),
            f'<meta name="twitter:card" content="{"summary_large_image" if image else "summary"}">\n',
        ]
        return "".join(tags)

    def _image(self, model: CatalogModel) -> str | None:
        url = model.card.data.thumbnail or ""
        path = relative_path(url)
        if path is not None:
            place = f"{model.address}{normpath(path)}"
            found = urljoin(self._options.site_url, url_path(place)) if place in self._published else ""
            return found if _is_whole(found) else None
        return url if self._options.remote_images and _is_whole(url) else None


def with_social_tags(html: str, tags: str) -> str:
    """A whole page with the tags at the end of its head; as it is where it has such tags already, or no head."""
    end = html.rfind(_HEAD_END)
    # Looking for the word takes a tenth of the time of the regular expression.
    if end < 0 or (html.find("og:title", 0, end) >= 0 and _HAS_TAGS.search(html, 0, end)):
        return html
    return f"{html[:end]}{tags}{html[end:]}"


def with_feed(html: str, feed: Feed) -> str:
    """A whole page that says where the feed of its models is; as it is where it has no head."""
    end = html.rfind(_HEAD_END)
    # Material's script asks for a `sitemap.xml` beside whatever a `link[rel=alternate]` names, and there is none. What
    # looks for feeds reads `rel` as a set of words.
    link = f'<link rel="alternate feed" type="application/atom+xml" title="{escape(feed.title)}" href="{FEED_FILE}">\n'
    return f"{html[:end]}{link}{html[end:]}" if end >= 0 else html


def _is_whole(url: str) -> bool:
    """Whether an address names a host of the web, and nothing in it would end it."""
    if len(url) > MAX_URL or not url.lower().startswith(("https://", "http://")) or not url.isprintable():
        return False
    try:
        return bool(urlsplit(url).hostname) and " " not in url
    except ValueError:
        return False


def _tag(name: str, content: str | None) -> str:
    return f'<meta property="{name}" content="{escape(content)}">\n' if content else ""
