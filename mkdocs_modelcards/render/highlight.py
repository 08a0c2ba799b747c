"""Highlight code with Pygments, by classes that the theme's palette colors."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

from pygments import highlight as pygments_highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

MAX_CHARACTERS = 20_000
"""Longer code blocks stay plain: highlighting costs more than a reader gains."""

LANGUAGES = frozenset(
    "bash bat c cmake cpp csharp css cython dart diff docker fortran go graphql groovy haskell html http ini java "
    "javascript json julia kotlin lua make markdown matlab nginx numpy objective-c output perl php powershell "
    "properties protobuf py2tb python pytb pycon r rust ruby scala scss shell-session sql swift tex toml typescript "
    "xml yaml".split()
)
"""The languages that are highlighted, by Pygments' names. Some others take minutes on hostile text."""

_CODE = re.compile(r'<pre><code(?: class="([^"]*)")?>([^<]*)</code></pre>')


def highlight(html: str) -> str:
    """Sanitized HTML with its code blocks highlighted; blocks in no or an unknown language stay plain."""
    return _CODE.sub(_highlighted, html)


def _highlighted(match: re.Match[str]) -> str:
    language = _language(match[1] or "")
    code = match[2]
    lexer = _lexer(language) if language and len(code) <= MAX_CHARACTERS else None
    if lexer is not None:
        code = pygments_highlight(unescape(code), lexer, _formatter())
    classes = f' class="language-{language}"' if lexer is not None else ""
    return f'<div class="highlight"><pre><span></span><code{classes}>{code}</code></pre></div>'


def _language(classes: str) -> str:
    for name in classes.split():
        if name.startswith("language-"):
            return name.removeprefix("language-").lower()
    return ""


@cache
def _lexer(language: str) -> Lexer | None:
    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
    return lexer if LANGUAGES.intersection(lexer.aliases) else None


@cache
def _formatter() -> HtmlFormatter[str]:
    return HtmlFormatter(nowrap=True)
