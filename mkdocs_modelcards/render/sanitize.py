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
DROPPED_WHOLE = ("iframe", "noembed", "noframes", "script", "style", "title")
"""Elements whose content goes with them: it is not text to read."""

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
    "table": frozenset({"align", "width"}),
    "td": frozenset({"align", "colspan", "headers", "rowspan", "valign", "width"}),
    "th": frozenset({"align", "colspan", "headers", "rowspan", "scope", "valign", "width"}),
    "time": frozenset({"datetime"}),
}
URL_SCHEMES = frozenset({"http", "https", "mailto"})
"""The schemes of addresses. Images may also be `data:` addresses of pictures that hold no script."""

RESERVED_ID_PREFIXES = ("__", "mc-", "mkdocs-", "mkdocs_")
"""Ids that a theme or this plugin gives to the page's own elements start with these."""

_CLASSES = frozenset({"dark:hidden", "hidden", "dark:block", "footnote-ref", "footnotes", "footnote-backref"})
_LANGUAGE_CLASS = re.compile(r"language-[\w.+#-]{1,40}")
_ID = re.compile(r"[^\s\"'<>&`=]{1,200}")
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
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
        clean_content_tags=set(DROPPED_WHOLE),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_keep,
        url_schemes={*URL_SCHEMES, "data"},
        link_rel=None,
        # The only form control that Markdown makes is the box of a task; whatever a card writes becomes one.
        set_tag_attribute_values={
            "img": {"loading": "lazy"},
            "input": {"type": "checkbox", "disabled": "", "aria-label": "Task"},
        },
        strip_comments=True,
    )


def _keep(tag: str, attribute: str, value: str) -> str | None:
    """The value that an allowed attribute keeps, None to drop it."""
    if attribute == "class":
        kept = [name for name in value.split() if name in _CLASSES or _LANGUAGE_CLASS.fullmatch(name)]
        return " ".join(kept) or None
    if attribute in ("id", "name"):
        return value if _may_be_id(tag, value) else None
    if attribute == "src" and tag == "img" and _DATA_IMAGE.fullmatch(value):
        return value
    if attribute in ("href", "cite", "src"):
        return value if _is_allowed(value) else None
    if attribute == "srcset":
        return value if all(_is_allowed(part) for part in value.split(",")) else None
    return value


def _may_be_id(tag: str, value: str) -> bool:
    """Whether an id takes none from the page, nor from the footnotes that Markdown numbers."""
    low = value.lower()
    if (low.startswith("fn-") and tag != "li") or (low.startswith("fnref-") and tag != "a"):
        return False
    return _ID.fullmatch(value) is not None and not low.startswith(RESERVED_ID_PREFIXES)


def _is_allowed(url: str) -> bool:
    """Whether an address is relative or of an allowed scheme. Browsers skip control characters in schemes."""
    scheme = _SCHEME.match(_IGNORED_IN_SCHEMES.sub("", url))
    return scheme is None or scheme[1].lower() in URL_SCHEMES
