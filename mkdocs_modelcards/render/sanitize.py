"""Keep of a card's HTML what GitHub allows, and nothing else. Cards are untrusted."""

from __future__ import annotations

import re
from functools import cache

import nh3

TAGS = frozenset(
    "a abbr b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption "
    "figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p picture pre q rp rt ruby s samp section small source "
    "span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr".split()
)
_ALIGNED = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "img", "table", "caption", "hr",
            "thead", "tbody", "tfoot", "tr", "th", "td", "col", "colgroup")  # fmt: skip
ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": frozenset({"class", "dir", "id", "lang", "title"}),
    **{tag: frozenset({"align"}) for tag in _ALIGNED},
    "a": frozenset({"href", "name", "aria-label"}),
    "blockquote": frozenset({"cite"}),
    "col": frozenset({"align", "span", "width"}),
    "colgroup": frozenset({"align", "span", "width"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "img": frozenset({"align", "alt", "height", "src", "width"}),
    "ins": frozenset({"cite", "datetime"}),
    "input": frozenset({"checked"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "q": frozenset({"cite"}),
    "source": frozenset({"height", "media", "srcset", "type", "width"}),
    "table": frozenset({"align", "border", "cellpadding", "cellspacing", "width"}),
    "td": frozenset({"align", "colspan", "headers", "height", "rowspan", "valign", "width"}),
    "th": frozenset({"align", "colspan", "headers", "height", "rowspan", "scope", "valign", "width"}),
    "time": frozenset({"datetime"}),
}
URL_SCHEMES = frozenset({"http", "https", "mailto", "data"})
"""`data` is allowed here so that `_keep` sees it; it is kept for images only."""

RESERVED_ID_PREFIXES = ("__", "mc-", "mkdocs-", "mkdocs_")
"""Ids that a theme or this plugin gives to the page's own elements start with these."""

_CLASSES = frozenset({"dark:hidden", "hidden", "dark:block", "footnote-ref", "footnotes", "footnote-backref"})
_LANGUAGE_CLASS = re.compile(r"language-[\w.+#-]{1,40}")
_ID = re.compile(r"[^\s\"'<>&`=]{1,200}")
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_DATA_OR_SCRIPT = re.compile(r"(?:data|javascript|vbscript):", re.IGNORECASE)
_IGNORED_IN_SCHEMES = re.compile(r"[\x00-\x20]+")


def sanitize(html: str) -> str:
    """The HTML with only the allowed elements, attributes, classes, ids and addresses, well-formed.

    Dropped elements leave their content behind, scripts and style sheets are dropped whole. Images load lazily.
    """
    return _cleaner().clean(html)


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_keep,
        url_schemes=set(URL_SCHEMES),
        link_rel=None,
        # The only form control that Markdown makes is the box of a task; whatever a card writes becomes one.
        set_tag_attribute_values={"img": {"loading": "lazy"}, "input": {"type": "checkbox", "disabled": ""}},
        strip_comments=True,
    )


def _keep(tag: str, attribute: str, value: str) -> str | None:
    """The value that an allowed attribute keeps, None to drop it."""
    if attribute == "class":
        kept = [name for name in value.split() if name in _CLASSES or _LANGUAGE_CLASS.fullmatch(name)]
        return " ".join(kept) or None
    if attribute in ("id", "name"):
        return value if _may_be_id(tag, value) else None
    if attribute == "src" and tag == "img":
        return value if _DATA_IMAGE.fullmatch(value) or not _runs(value) else None
    if attribute in ("href", "cite", "src"):
        return None if _runs(value) else value
    if attribute == "srcset":
        return None if any(_runs(part) for part in value.split(",")) else value
    return value


def _may_be_id(tag: str, value: str) -> bool:
    """Whether an id takes none from the page, nor from the footnotes that Markdown numbers."""
    low = value.lower()
    if (low.startswith("fn-") and tag != "li") or (low.startswith("fnref-") and tag != "a"):
        return False
    return _ID.fullmatch(value) is not None and not low.startswith(RESERVED_ID_PREFIXES)


def _runs(url: str) -> bool:
    """Whether an address holds something to run or show itself. Browsers skip control characters in schemes."""
    return _DATA_OR_SCRIPT.match(_IGNORED_IN_SCHEMES.sub("", url)) is not None
