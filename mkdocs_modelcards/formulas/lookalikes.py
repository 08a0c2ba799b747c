"""Text that only looks like a formula: prices, years, abbreviations and other words in escaped parentheses."""

from __future__ import annotations

import re

TAG = re.compile(
    r"</?[a-z][a-z0-9-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*\s*/?>",
    re.IGNORECASE | re.ASCII,
)
"""An HTML tag as CommonMark reads it."""

_COMMAND = re.compile(r"\\[a-zA-Z]+")
_SIGN = re.compile(r"[=^_{}+<>\\]")
_LETTER = r"[^\W\d_]"
_ANY_LETTER = re.compile(_LETTER)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_WORD = re.compile(rf"{_LETTER}{{3}}")
_SHORT_WORD = re.compile(rf"(?<!\w){_LETTER}{{2}}(?!\w)")
_CELLS = re.compile(r"\s\||\|\s|^\|[\d.,]*\|$")

_GROUP = re.compile(r"([_^])\{[^{}]*\}")
_TEX_ESCAPE = re.compile(r"\\([{},;])")
_FOREIGN = re.compile(
    rf"{_LETTER}{{3}}|{_LETTER}{{2}}\s+\w|\w\s+{_LETTER}{{2}}|\.(?!\d)|(?<={_LETTER})\.|[\"`@#$%&?~\\;:…–—]"
)
_VARIABLE = rf"{_LETTER}(?:[_^]\w)*'*"
_VARIABLES = re.compile(rf"(?:[({{]\s*)?{_VARIABLE}(?:\s*,\s*{_VARIABLE})*(?:\s*[)}}])?")
_OPERATION = re.compile(r"[\w)\]}'|!](?<!_)\s*(?:[<>=!]=|[=^_+*<>≤≥≠≈∼≡±×·∈∉⊂⊆→←↦⇒∝∘⊕⊗])\s*[-−]?(?!_)[\w(\[{|.∞]")
_SPACED_MINUS = re.compile(r"[\w)\]}'] +[-−/] +[\w(\[{]")
_TIGHT_MINUS = re.compile(r"[\w)\]}'][-−/][\d(\[]|[\d)\]][-−/][\w(\[]")
_SIZE = re.compile(rf"\d{_LETTER}")
_CALL = re.compile(rf"(?<!\w){_LETTER}(?:_\w)?'*\(\s*\w(?:\s*[,|]\s*\w)*\s*\)|(?<!\w)\|{_LETTER}\w?\|")


def is_formula(tex: str, *, after_word: bool = False) -> bool:
    r"""Whether the text between `\(` and `\)` is a formula, not prose whose parentheses some tool has escaped.

    It is one if it holds a TeX command. Otherwise it must hold nothing that belongs to prose (a word of three letters
    or more, apart from `_{…}` and `^{…}`; shorter words side by side; signs such as `%`, `:` or a full stop), must not
    directly follow a word, as the plural in `model\(s\)` does, and must be made like a formula: variables of one letter
    alone or in a list (`x`, `x, y`), two operands with an operator between them (`n + 1`, `x_1`, `p < 0.05`), or a
    function of something (`f(x)`). There must be a letter, or an exponent as in `10^6`. A hyphen or a slash is an
    operator between spaces or beside a number (`n-1`), but not in `A-Z`, `n/a` and `7B/13B`.
    """
    if _COMMAND.search(tex):
        return True
    plain = _GROUP.sub(r"\1a", _TEX_ESCAPE.sub(r"\1", tex))
    if after_word or _FOREIGN.search(plain) or not ("^" in plain or _ANY_LETTER.search(plain)):
        return False
    return bool(
        _VARIABLES.fullmatch(plain.strip())
        or _OPERATION.search(plain)
        or _SPACED_MINUS.search(plain)
        or (_TIGHT_MINUS.search(plain) and not _SIZE.search(plain))
        or _CALL.search(plain)
    )


def is_prose(tex: str, *, in_row: bool = False) -> bool:
    """Whether the text between two `$$` in a line of text is prose: then they are prices, or the shell's own number.

    It is if it holds neither letter nor digit, or if nothing in it is a sign of TeX and it holds words, starts or ends
    in the middle of a sentence (`$$20, $$`), or holds the end of a cell in the row of a table. Two letters are a word
    if there is white space at an end (`$$ to $$`), and variables otherwise (`$$xy$$`).
    """
    plain = TAG.sub("", tex)
    if not _LETTER_OR_DIGIT.search(plain):
        return True
    if _SIGN.search(plain):
        return False
    stripped = plain.strip()
    words = _WORD.search(plain) or (plain != stripped and _SHORT_WORD.search(plain))
    torn = stripped[0] in "),.;:!?]" or stripped[-1] in "([,;:"
    return bool(words or torn or (in_row and _CELLS.search(plain)))
