"""Words in angle brackets that happen to be elements of SVG or MathML, such as `<mask>` and `<path>`."""

from __future__ import annotations

import re
from bisect import bisect_left

WORDS = frozenset(
    "abs and animate annotation annotation-xml apply bind bvar ci circle cn csymbol defs desc discard ellipse filter g "
    "line maction maligngroup malignmark marker mask menclose merror metadata mfenced mfrac mglyph mi mlabeledtr "
    "mlongdiv mmultiscripts mn mo mover mpadded mpath mphantom mprescripts mroot mrow ms mscarries mscarry msgroup "
    "msline mspace msqrt msrow mstack mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none path "
    "pattern polygon polyline rect semantics sep set share stop switch symbol text tspan use view".split()
)
"""Elements that nh3 drops with their content where they stand outside of `svg` and `math`."""

_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)(?=[\s/>])", re.IGNORECASE)

_END = re.compile(r"</(svg|math)(?=[\s/>])", re.IGNORECASE)


def show_words(html: str) -> str:
    """HTML, not yet sanitized, with such words as text, so that they do not take with them what follows.

    What stands within `svg` and `math` stays as it is.
    """
    ends: dict[str, list[int]] = {"svg": [], "math": []}
    for end in _END.finditer(html):
        ends[end[1].lower()].append(end.start())
    inside = 0

    def as_text(match: re.Match[str]) -> str:
        nonlocal inside
        name = match[2].lower()
        if match.start() < inside:
            return match[0]
        if name in ends and not match[1] and ends[name] and ends[name][-1] > match.start():
            inside = ends[name][bisect_left(ends[name], match.start())]
        return f"&lt;{match[0][1:]}" if name in WORDS else match[0]

    return _TAG.sub(as_text, html)
