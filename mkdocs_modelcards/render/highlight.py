"""Highlight code with Pygments, by classes that the theme's palette colors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape, unescape

from pygments.lexers import get_all_lexers
from pygments.token import STANDARD_TYPES, _TokenType

from .lexing import Token, tokenizer

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

_CLASSES = {kind: "" if name in ("n", "w") else name for kind, name in STANDARD_TYPES.items()}
"""The classes of tokens. Themes show plain names and white space as they show text without a class."""

_BOXED = frozenset(name for name in _CLASSES.values() if name == "err" or name.startswith("g"))
"""Classes that a theme may give a frame or a background: there, white space between two tokens is seen."""

_GAP = re.compile(r"\s{200}")
"""White space that no one writes, and that the expressions of several languages are slowest on."""

_tokenizer = cache(tokenizer)

_CODE = re.compile(r'<pre><code( id="mc-[a-z0-9-]+")?(?: class="([^"]*)")?>([^<]*)</code></pre>')


def highlight(html: str) -> str:
    """Sanitized HTML with its code blocks highlighted; blocks in no or an unknown language stay plain."""
    left = MAX_CARD_CHARACTERS

    def highlighted(match: re.Match[str]) -> str:
        nonlocal left
        start = f'<div class="highlight"><pre><code{match[1] or ""}'
        language = _language(match[2] or "")
        code = match[3]
        short = len(code) <= min(left, MAX_CHARACTERS) and not _GAP.search(code)
        name = _names().get(language) if short else None
        if name is None:
            return f"{start}>{code}</code></pre></div>"
        left -= len(code)
        spans = _spans(code, _tokenizer(name)(unescape(code)))
        return f'{start} class="language-{language}">{spans}</code></pre></div>'

    return _CODE.sub(highlighted, html)


def _language(classes: str) -> str:
    for name in classes.split():
        if name.startswith("language-"):
            return name.removeprefix("language-").lower()
    return ""


def _spans(code: str, tokens: Iterable[Token]) -> str:
    """The tokens of a piece of HTML without elements as HTML, with one element around each run that looks the same."""
    pieces: list[str] = []
    opened = ""
    space = ""
    escaping = "&" in code
    for kind, text in tokens:
        name = _CLASSES.get(kind)
        if name is None:
            name = _classes(kind)
        if escaping and not text.isalnum():
            text = escape(text, quote=False)
        if name == opened:
            pieces += (space, text)
            space = ""
        elif not text:
            continue
        elif name:
            closing = f"</span>{space}" if opened else ""
            pieces.append(f'{closing}<span class="{name}">{text}')
            opened, space = name, ""
        elif text.isspace() and opened not in _BOXED:
            space += text
        else:
            pieces.append(f"</span>{space}{text}")
            opened = space = ""
    return "".join((*pieces, "</span>" if opened else "", space))


def _classes(kind: _TokenType) -> str:
    """The classes of a token. One that Pygments has no short name for has those of its parents, too."""
    if kind.parent is None or kind in STANDARD_TYPES:
        return STANDARD_TYPES[kind]
    parents = _classes(kind.parent)
    return f"{parents} {parents.split(' ')[-1]}-{kind[-1]}"


@cache
def _names() -> Mapping[str, str]:
    """The name in `LANGUAGES` for every name that people write, in lower case."""
    names = {"yml": "yaml"}
    for _, aliases, _, _ in get_all_lexers(plugins=False):
        for language in LANGUAGES.intersection(aliases):
            names.update(dict.fromkeys(aliases, language))
    return names
