"""What a theme writes around a page's content, with the white space that templates leave behind folded.

A template engine leaves a line, with its indentation, for each statement: one fifth of what Material writes around a
page. Each run of white space that has a line break in it becomes one line break. It never goes altogether, because
white space of any length separates two words, or two boxes in a line, and none doesn't. Nothing else is touched: not
the text of scripts, style sheets, comments and preformatted text, and no attribute's value.
"""

from __future__ import annotations

import re

RUN = re.compile(r"[ \t\r\f]*\n[ \t\r\n\f]*")
KEPT = "code|iframe|kbd|listing|noembed|noframes|noscript|plaintext|pre|samp|script|style|textarea|title|xmp"
PIECE = re.compile(
    rf"(?P<kept><!--.*?-->|<(?P<name>{KEPT})\b(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>.*?</(?P=name)\s*>)"
    r"|(?P<tag></?[a-z!](?:[^\"'>]|\"[^\"]*\"|'[^']*')*>)",
    re.DOTALL | re.IGNORECASE,
)
TAG_START = re.compile(r"<[a-z!/?]", re.IGNORECASE)
KEPT_TAG = re.compile(rf"</?(?:{KEPT})\b", re.IGNORECASE)
IN_TAG = re.compile(rf"\"[^\"]*\"|'[^']*'|{RUN.pattern}")


def compact_around(html: str, content: str) -> str:
    """A page with the white space before and after its content folded, and the content as it is.

    A page in which the content does not stand exactly once, or with anything that is not plain HTML around it, is
    returned as it is.
    """
    if not content or html.count(content) != 1:
        return html
    before, _, after = html.partition(content)
    compact_before, compact_after = compact(before), compact(after)
    if compact_before is None or compact_after is None:
        return html
    return compact_before + content + compact_after


def compact(html: str) -> str | None:
    """HTML that begins and ends between two tags, with its white space folded.

    None when it can't be told what is text in it: when a tag or an element with preformatted text is not closed, or
    where a tag's own style says how its white space shows.
    """
    folded: list[str] = []
    end = 0
    for piece in PIECE.finditer(html):
        folded.append(html[end : piece.start()])
        if TAG_START.search(folded[-1]):
            return None
        folded[-1] = RUN.sub("\n", folded[-1])
        tag, kept = piece["tag"], piece["kept"]
        if kept is not None:
            # A comment in a script changes which `</script>` ends it.
            if not kept.startswith("<!--") and "<!--" in kept:
                return None
            folded.append(kept)
        elif KEPT_TAG.match(tag) or "white-space" in tag:
            return None
        else:
            folded.append(IN_TAG.sub(_folded_outside_quotes, tag) if "\n" in tag else tag)
        end = piece.end()
    if TAG_START.search(html, end):
        return None
    folded.append(RUN.sub("\n", html[end:]))
    # A run that a comment or a tag does not part from the next one has been folded already.
    return "".join(folded)


def _folded_outside_quotes(match: re.Match[str]) -> str:
    return match[0] if match[0][0] in "\"'" else "\n"
