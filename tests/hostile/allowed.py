"""What a browser may find in the body of a card: the sanitizer's list, and what the build itself adds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypedDict

from mkdocs_modelcards.render.sanitize import ATTRIBUTES, TAGS

READ = """bodies => { const base = document.baseURI.startsWith("http") ? document.baseURI : "https://own.example/";
return bodies.flatMap(body => [...body.querySelectorAll("*")].map(element => {
  const addresses = {};
  for (const name of ["href", "src", "cite", "poster", "srcset", "data", "action", "formaction", "background"]) {
    const value = element.getAttribute(name) ?? element.getAttribute("xlink:" + name);
    if (value === null) continue;
    // A candidate of `srcset` may follow a comma with or without a space.
    for (const part of name === "srcset" ? value.split(",").flatMap(part => part.trim().split(/\\s+/)) : [value]) {
      try { addresses[part] = new URL(part, base).protocol; } catch { addresses[part] = "invalid:"; }
    }
  }
  return {
    name: element.localName,
    namespace: element.namespaceURI.split("/").pop(),
    attributes: Object.fromEntries([...element.attributes].map(attribute => [attribute.name, attribute.value])),
    addresses,
    katex: element.closest(".katex, .katex-display") !== null,
    highlight: element.parentElement.closest(".highlight code") !== null,
    generated: element.closest("[data-mc-generated]") !== null,
  };
})).filter((element, place, all) => place === 0 || JSON.stringify(element) !== JSON.stringify(all[place - 1])); }"""
"""JavaScript: the elements of bodies, as `Found`."""


class Found(TypedDict):
    """An element as a browser sees it; `addresses` has the protocol that each of its addresses leads to."""

    name: str
    namespace: str
    attributes: Mapping[str, str]
    addresses: Mapping[str, str]
    katex: bool
    highlight: bool
    generated: bool


PROTOCOLS = frozenset({"http:", "https:", "mailto:", "invalid:"})
IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
CLASS = re.compile(r"dark:hidden|hidden|dark:block|footnote-ref|footnotes|footnote-backref|language-[\w.+#-]{1,40}")
SCROLLING = ("md-typeset__scrollwrap", "md-typeset__table", "wy-table-responsive")
"""What themes' scripts wrap tables in."""

ALERTS = ("note", "tip", "important", "warning", "caution")
BUILT_CLASSES: Mapping[str, frozenset[str]] = {
    "blockquote": frozenset({"mc-alert", *(f"mc-alert--{kind}" for kind in ALERTS)}),
    "code": frozenset({"math", "mc-math-wrong"}),
    "div": frozenset({"highlight", *SCROLLING}),
    "img": frozenset({"mc-light-only", "mc-dark-only"}),
    "span": frozenset({"mc-long-formula"}),
    "table": frozenset({"table", "table-hover", "table-striped", "docutils"}),  # themes' scripts set them
}  # fmt: skip
GENERATED_CLASSES = frozenset("mc-alert__title mc-toc mc-gallery mc-gallery__item mc-gallery__caption".split())
BUILT_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "*": frozenset({"data-mc-generated", "data-mc-dead", "tabindex"}),
    "img": frozenset({"loading"}),
    "input": frozenset({"type", "disabled", "aria-label"}),
    "video": frozenset({"src", "controls", "preload", "aria-label"}),
}
CODE_ID = re.compile(r"__code_\d+")
VALUES: Mapping[str, re.Pattern[str]] = {
    "data-mc-generated": re.compile(""),
    "data-mc-dead": re.compile(""),
    "tabindex": re.compile("0"),
    "loading": re.compile("lazy"),
    "id": re.compile(r"(?!(?i:__|mc-|mkdocs[-_]))[^\s\"'<>&`=]+"),
    "name": re.compile(r"(?!(?i:__|mc-|mkdocs[-_]))[^\s\"'<>&`=]+"),
}

MATHML = frozenset(
    "annotation math menclose mfrac mglyph mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup "
    "msup mtable mtd mtext mtr munder munderover semantics".split()
)
MATHML_ATTRIBUTES = frozenset(
    "accent accentunder class columnalign columnlines columnspacing depth display displaystyle encoding fence height "
    "linebreak linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize notation rowlines "
    "rowspacing rspace scriptlevel separator stretchy style symmetric voffset width xmlns".split()
)
SVG: Mapping[str, frozenset[str]] = {
    "svg": frozenset("height preserveAspectRatio style viewBox width xmlns".split()),
    "path": frozenset({"d"}),
    "line": frozenset("stroke-width x1 x2 y1 y2".split()),
}
STYLE = re.compile(
    r"(?:(?:background-color|border(?:-\w+)*|bottom|color|height|left|margin(?:-\w+)?|max-width|min-width|padding"
    r"(?:-\w+)?|position|text-shadow|top|vertical-align|width):\s*(?!fixed|sticky)[\w#.%+ -]*;?\s*)*"
)
"""No function, and so no address, in any value."""


def problems(elements: Iterable[Found]) -> list[str]:
    """What must not be in a card's body."""
    return [f"<{element['name']}> {problem}" for element in elements for problem in _of(element)]


def _of(element: Found) -> Iterable[str]:
    name, attributes = element["name"], element["attributes"]
    if element["katex"]:
        yield from _in_formula(element)
        return
    if element["namespace"] != "xhtml":
        yield f"is {element['namespace']}"
    if name not in TAGS and not (name == "video" and element["generated"]):
        yield "is not allowed"
    allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(name, frozenset())
    allowed |= BUILT_ATTRIBUTES["*"] | BUILT_ATTRIBUTES.get(name, frozenset())
    for attribute, value in attributes.items():
        if attribute not in allowed:
            yield f"has the attribute {attribute}={value!r}"
        elif name == "pre" and attribute == "id" and CODE_ID.fullmatch(value):
            continue  # Material's script sets it
        elif attribute in VALUES and not VALUES[attribute].fullmatch(value):
            yield f"has {attribute}={value!r}"
    for word in attributes.get("class", "").split():
        if not _may_be_class(element, word):
            yield f"has the class {word!r}"
    for address, protocol in element["addresses"].items():
        is_picture = name == "img" and protocol == "data:" and IMAGE.fullmatch(address)
        if protocol not in PROTOCOLS and not is_picture:
            yield f"leads to {address[:80]!r}"


def _may_be_class(element: Found, word: str) -> bool:
    if CLASS.fullmatch(word) or word in BUILT_CLASSES.get(element["name"], ()):
        return True
    if element["generated"] and word in GENERATED_CLASSES:
        return True
    return element["highlight"] and element["name"] == "span" and re.fullmatch("[a-z]{1,3}[0-9]?", word) is not None


def _in_formula(element: Found) -> Iterable[str]:
    name, attributes = element["name"], element["attributes"]
    if name in MATHML and element["namespace"] != "svg":
        # KaTeX puts elements into others whose content HTML reads as HTML; they are hidden, and unknown there.
        known, allowed = True, MATHML_ATTRIBUTES
    elif element["namespace"] == "svg":
        known, allowed = name in SVG, SVG.get(name, frozenset())
    else:
        known, allowed = name == "span", frozenset({"aria-hidden", "class", "style", "tabindex"})
    if not known:
        yield f"is in a formula ({element['namespace']})"
    for attribute, value in attributes.items():
        if attribute not in allowed:
            yield f"in a formula has {attribute}={value!r}"
        elif attribute == "style" and not STYLE.fullmatch(value):
            yield f"in a formula has the style {value!r}"
        elif attribute == "class" and not re.fullmatch(r"[\w\[\] .-]*", value):
            yield f"in a formula has the class {value!r}"
    if any(word.startswith(("md-", "mc-")) for word in attributes.get("class", "").split()):
        yield f"in a formula has the class {attributes['class']!r}"
    if element["addresses"]:
        yield f"in a formula leads to {list(element['addresses'])}"
