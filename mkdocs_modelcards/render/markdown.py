"""GitHub-flavored Markdown to HTML, by GitHub's own library."""

from __future__ import annotations

import re

from cmarkgfm import cmark

from .foreign import show_words
from .sanitize import DROPPED_WHOLE

_OPTIONS = cmark.Options.CMARK_OPT_UNSAFE | cmark.Options.CMARK_OPT_FOOTNOTES
_EXTENSIONS = ("table", "autolink", "strikethrough", "tasklist")
_RAW_TEXT = re.compile(rf"<(?=/?({'|'.join(DROPPED_WHOLE)}|noscript|plaintext|textarea|xmp)\b)", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b.*?</script", re.IGNORECASE | re.DOTALL)
_END_TAG = re.compile(rf"</({'|'.join(DROPPED_WHOLE)})\s*/?>", re.IGNORECASE)


def to_html(markdown: str) -> str:
    """The HTML of a card's Markdown, not yet safe to show.

    Raw HTML passes through. Elements whose content HTML reads as raw text are the exception: one that is never closed
    would swallow the rest of the card, so its tag becomes text, as GFM's tag filter does. Only elements that are
    closed and that the sanitizer drops whole, such as scripts, stay as they are. Words such as `<mask>` become text,
    too.
    """
    html = cmark.markdown_to_html_with_extensions(markdown, options=_OPTIONS, extensions=_EXTENSIONS)
    last_end = {match[1].lower(): match.start() for match in _END_TAG.finditer(html)}

    def escape(match: re.Match[str]) -> str:
        closed = match.start() <= last_end.get(match[1].lower(), -1)
        return "<" if closed else "&lt;"

    return show_words(_without_comments_in_scripts(_RAW_TEXT.sub(escape, html)))


def _without_comments_in_scripts(html: str) -> str:
    """Scripts are dropped, but a `<!--` in one would change where it ends (HTML Living Standard, 13.2.5.20)."""
    if "<!--" not in html:
        return html
    return _SCRIPT.sub(lambda match: match[0].replace("<!--", " "), html)
