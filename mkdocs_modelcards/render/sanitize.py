"""Keep of a card's HTML what GitHub allows, and nothing else. Cards are untrusted."""

from __future__ import annotations

import re
from functools import cache

import nh3

from ..source_file import without_controls
from .options import DEFAULTS, RenderOptions
from .tags import ATTRIBUTES as ATTRIBUTES_OF_A_TAG

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

URL_ATTRIBUTES = frozenset("action background cite data formaction href longdesc poster src".split())
"""Attributes that hold an address, also of elements that only `allow_html` lets in."""

_CHECKED = URL_ATTRIBUTES | {"class", "id", "name", "srcset"}

NEVER_ALLOWED = frozenset(
    "base body frame frameset head html link math meta noembed noframes noscript plaintext script style svg "
    "template textarea title xmp".split()
)
"""Elements that `allow_html` must not let in: browsers run them, or read what follows them in another way."""

RESERVED_ID_PREFIXES = ("__", "mc-", "mkdocs-", "mkdocs_")
"""Ids that a theme or this plugin gives to the page's own elements start with these."""

RESERVED_IDS = frozenset(
    "$ document$ exports hljs hljs-dark hljs-light jQuery keyboardModalLabel navbar-collapse rtd-search-form "
    "searchModalLabel toc-collapse".split()
)
"""Other ids of themes, and names that themes' scripts ask `window` for: an element with such an id would answer."""

_CLASSES = frozenset({"dark:hidden", "hidden", "dark:block", "footnote-ref", "footnotes", "footnote-backref"})
_LANGUAGE_CLASS = re.compile(r"language-[\w.+#-]{1,40}")
_ID = re.compile(r"[^\s\"'<>&`=]{1,200}")
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_FRAME_CONTENT = re.compile(rf"(<iframe{ATTRIBUTES_OF_A_TAG}>).*?(?=</iframe>)", re.DOTALL)
_INPUT = re.compile(rf"<input{ATTRIBUTES_OF_A_TAG}>")
_SCHEME_WITHOUT_HOST = re.compile(r"https?:(?![/\\]{2})", re.IGNORECASE)
"""On a page of the same scheme, browsers read such an address as a relative one."""
_IGNORED_IN_SCHEMES = re.compile(r"[\x00-\x20]+")


def sanitize(html: str, options: RenderOptions = DEFAULTS) -> str:
    """The HTML with only the allowed elements, attributes, classes, ids and addresses, well-formed.

    Dropped elements leave their content behind, scripts and style sheets are dropped whole. Images load lazily.
    """
    clean = without_controls(_cleaner(options.allow_html, options.remote_images).clean(html))
    if "<input" in clean:
        clean = _INPUT.sub(_task, clean)
    # What a frame holds is raw text, in which later steps would see tags. Browsers don't show it.
    return _FRAME_CONTENT.sub(r"\1", clean) if "<iframe" in clean else clean


def _task(match: re.Match[str]) -> str:
    """The box of a task, the only form control that Markdown makes; whatever a card writes becomes one."""
    checked = ' checked=""' if " checked=" in match[0] else ""
    return f'<input type="checkbox" disabled="" aria-label="Task"{checked}>'


@cache
def _cleaner(allow_html: tuple[tuple[str, tuple[str, ...]], ...], remote_images: bool) -> nh3.Cleaner:
    attributes = {tag: set(names) for tag, names in ATTRIBUTES.items()}
    for tag, names in allow_html:
        attributes.setdefault(tag, set()).update(names)
    tags = {*TAGS, *attributes} - {"*"}
    return nh3.Cleaner(
        tags=tags,
        clean_content_tags=set(DROPPED_WHOLE) - tags,
        attributes=attributes,
        attribute_filter=_keep if remote_images else _keep_without_remote_images,
        url_schemes={*URL_SCHEMES, "data"},
        link_rel=None,
        set_tag_attribute_values={"img": {"loading": "lazy"}},
        strip_comments=True,
    )


def _keep(tag: str, attribute: str, value: str) -> str | None:
    """The value that an allowed attribute keeps, None to drop it."""
    if attribute not in _CHECKED:
        return value
    if attribute == "class":
        kept = [name for name in value.split() if name in _CLASSES or _LANGUAGE_CLASS.fullmatch(name)]
        return " ".join(kept) or None
    if attribute in ("id", "name"):
        return value if _may_be_id(tag, value) else None
    if attribute == "src" and tag == "img" and _DATA_IMAGE.fullmatch(value):
        return value
    if attribute in URL_ATTRIBUTES:
        return value if is_allowed(value) else None
    if attribute == "srcset":
        return value if all(is_allowed(part) for part in value.split(",")) else None
    return value


def _keep_without_remote_images(tag: str, attribute: str, value: str) -> str | None:
    shows_image = attribute in ("background", "poster") or (tag in ("img", "source") and attribute in ("src", "srcset"))
    if shows_image and not _DATA_IMAGE.fullmatch(value):
        candidates = value.split(",") if attribute == "srcset" else [value]
        if any(is_remote(candidate) for candidate in candidates):
            return None
    return _keep(tag, attribute, value)


def is_remote(url: str) -> bool:
    """Whether an address names a host. Browsers read backslashes as slashes."""
    plain = _IGNORED_IN_SCHEMES.sub("", url).replace("\\", "/")
    return plain.startswith("//") or _SCHEME.match(plain) is not None


def _may_be_id(tag: str, value: str) -> bool:
    """Whether an id takes none from the page, nor from the footnotes that Markdown numbers."""
    low = value.lower()
    if (low.startswith("fn-") and tag != "li") or (low.startswith("fnref-") and tag != "a"):
        return False
    return _ID.fullmatch(value) is not None and not is_reserved(value)


def is_reserved(name: str) -> bool:
    """Whether an id is one of the page's own."""
    return name in RESERVED_IDS or name.lower().startswith(RESERVED_ID_PREFIXES)


def is_allowed(url: str) -> bool:
    """Whether an address is relative or of an allowed scheme. Browsers skip control characters in schemes."""
    if url.startswith(("https://", "http://", "#")):
        return True
    plain = _IGNORED_IN_SCHEMES.sub("", url)
    scheme = _SCHEME.match(plain)
    return scheme is None or (scheme[1].lower() in URL_SCHEMES and not _SCHEME_WITHOUT_HOST.match(plain))
