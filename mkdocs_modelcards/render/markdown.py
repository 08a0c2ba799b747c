"""GitHub-flavored Markdown to HTML, by GitHub's own library."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from functools import cache

from cmarkgfm import _cmark, cmark

from .foreign import WORDS, show_words
from .sanitize import DROPPED_WHOLE
from .tags import raw_names

_OPTIONS = cmark.Options.CMARK_OPT_UNSAFE | cmark.Options.CMARK_OPT_FOOTNOTES
_EXTENSIONS = ("table", "autolink", "strikethrough", "tasklist")
_RAW_TEXT_NAMES = (*DROPPED_WHOLE, "noscript", "plaintext", "textarea", "xmp")
_RAW_TEXT = re.compile(rf"<(?=/?({'|'.join(_RAW_TEXT_NAMES)})\b)", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b.*?</script", re.IGNORECASE | re.DOTALL)
_END_TAG = re.compile(rf"</({'|'.join(DROPPED_WHOLE)})\s*/?>", re.IGNORECASE)


def to_html(markdown: str) -> str:
    """The HTML of a card's Markdown, not yet safe to show.

    Raw HTML passes through. Elements whose content HTML reads as raw text are the exception: one that is never closed
    would swallow the rest of the card, so its tag becomes text, as GFM's tag filter does. Only elements that are
    closed and that the sanitizer drops whole, such as scripts, stay as they are. Words such as `<mask>` become text,
    too.
    """
    html = _html(markdown)
    names = raw_names(markdown)
    if any(name.startswith(_RAW_TEXT_NAMES) or not name.isascii() for name in names):
        html = _without_comments_in_scripts(_without_open_raw_text(html))
    return html if names.isdisjoint(WORDS) else show_words(html)


def _html(markdown: str) -> str:
    """As cmarkgfm's `markdown_to_html_with_extensions`, which keeps the tree and the HTML in memory forever."""
    cmark.core_extensions_ensure_registered()
    parser = cmark.parser_new(options=_OPTIONS)
    try:
        for name in _EXTENSIONS:
            cmark.parser_attach_syntax_extension(parser, cmark.find_syntax_extension(name))
        cmark.parser_feed(parser, markdown)
        root = cmark.parser_finish(parser)
        html = _cmark.lib.cmark_render_html(root, _OPTIONS, cmark.parser_get_syntax_extensions(parser))
        text: str = _cmark.ffi.string(html).decode("utf-8")
        free_tree, free_text = _functions_that_free()
        free_tree(int(_cmark.ffi.cast("uintptr_t", root)))
        free_text(int(_cmark.ffi.cast("uintptr_t", html)))
        return text
    finally:
        cmark.parser_free(parser)


@cache
def _functions_that_free() -> tuple[Callable[[int], object], Callable[[int], object]]:
    """The functions that free a tree and a text at an address; such that do nothing where a system hides cmark's."""
    try:
        free_tree, free_text = ctypes.CDLL(_cmark.__file__).cmark_node_free, ctypes.CDLL(None).free
    except (AttributeError, OSError, TypeError):
        return id, id
    for function in (free_tree, free_text):
        function.argtypes, function.restype = (ctypes.c_void_p,), None
    return free_tree, free_text


def _without_open_raw_text(html: str) -> str:
    last_end = {match[1].lower(): match.start() for match in _END_TAG.finditer(html)}

    def escape(match: re.Match[str]) -> str:
        closed = match.start() <= last_end.get(match[1].lower(), -1)
        return "<" if closed else "&lt;"

    return _RAW_TEXT.sub(escape, html)


def _without_comments_in_scripts(html: str) -> str:
    """Scripts are dropped, but a `<!--` in one would change where it ends (HTML Living Standard, 13.2.5.20)."""
    if "<!--" not in html:
        return html
    return _SCRIPT.sub(lambda match: match[0].replace("<!--", " "), html)
