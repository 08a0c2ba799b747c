"""Highlight code with Pygments, by classes that the theme's palette colors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import unescape

from pygments import highlight as pygments_highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_all_lexers, get_lexer_by_name

MAX_CHARACTERS = 6_000
"""Longer code blocks stay plain: the time that Pygments takes can grow with the square of a text's length."""

MAX_CARD_CHARACTERS = 20_000
"""Once the code blocks of a card hold more, the rest stays plain."""

LANGUAGES = frozenset(
    "bash bat c cmake cpp css cython dart diff docker fortran go graphql haskell html http ini java "
    "javascript json julia kotlin lua markdown matlab nginx numpy objective-c output perl php powershell "
    "properties protobuf py2tb python pytb pycon r rust ruby scala scss shell-session sql swift tex toml typescript "
    "xml yaml".split()
)
"""The languages that are highlighted, by Pygments' names. Some others take minutes on hostile text."""

_GAP = re.compile(r"\s{200}")
"""White space that no one writes, and that the expressions of several languages are slowest on."""

_CODE = re.compile(r'<pre><code(?: class="([^"]*)")?>([^<]*)</code></pre>')


def highlight(html: str) -> str:
    """Sanitized HTML with its code blocks highlighted; blocks in no or an unknown language stay plain."""
    left = MAX_CARD_CHARACTERS

    def highlighted(match: re.Match[str]) -> str:
        nonlocal left
        language = _language(match[1] or "")
        code = match[2]
        short = len(code) <= min(left, MAX_CHARACTERS) and not _GAP.search(code)
        name = _names().get(language) if short else None
        if name is None:
            return f'<div class="highlight"><pre><span></span><code>{code}</code></pre></div>'
        left -= len(code)
        lines = pygments_highlight(unescape(code), _lexer(name), _formatter())
        code = lines if code.endswith("\n") else lines.removesuffix("\n")
        return f'<div class="highlight"><pre><span></span><code class="language-{language}">{code}</code></pre></div>'

    return _CODE.sub(highlighted, html)


def _language(classes: str) -> str:
    for name in classes.split():
        if name.startswith("language-"):
            return name.removeprefix("language-").lower()
    return ""


@cache
def _lexer(language: str) -> Lexer:
    return get_lexer_by_name(language, stripnl=False, ensurenl=False)


@cache
def _names() -> Mapping[str, str]:
    """The name in `LANGUAGES` for every name that people write, in lower case."""
    names = {"yml": "yaml"}
    for _, aliases, _, _ in get_all_lexers(plugins=False):
        for language in LANGUAGES.intersection(aliases):
            names.update(dict.fromkeys(aliases, language))
    return names


@cache
def _formatter() -> HtmlFormatter[str]:
    return HtmlFormatter(nowrap=True)
