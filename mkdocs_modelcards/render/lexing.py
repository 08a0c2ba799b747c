"""Code to tokens, as Pygments' lexers give them, in a fraction of their time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from pygments.lexer import Lexer, RegexLexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Error, Whitespace, _TokenType

from .first_characters import first_characters

Token: TypeAlias = "tuple[_TokenType, str]"

_Match: TypeAlias = "Callable[[str, int], re.Match[str] | None]"
_Action: TypeAlias = "_TokenType | Callable[[Lexer, re.Match[str]], Iterable[tuple[int, _TokenType, str]]] | None"
_Change: TypeAlias = "int | str | tuple[str, ...] | None"

_Rule: TypeAlias = "tuple[_Match, _Action, _Change]"
"""A rule of Pygments: what it matches, what that is, and how the stack of states changes."""

_State: TypeAlias = "tuple[Sequence[_Rule], Mapping[str, Sequence[_Rule]]]"
"""All rules of a state, and for each ASCII character those that can match where it comes next."""

_GRAMMAR = "_tokens"
"""Where a `RegexLexer` keeps its states; not documented, so where it is missing, the lexer runs as it is."""

_END = "\N{REPLACEMENT CHARACTER}"
"""What comes next at the end of a text: no ASCII character."""


def tokenizer(language: str) -> Callable[[str], Iterator[Token]]:
    """What gives the tokens of a text in a language, by Pygments' name, with all white space kept."""
    lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    return Scanner(lexer).tokens if _goes_by_rules_only(lexer) else lexer.get_tokens


class Scanner:
    """The tokens of a lexer that goes by rules and nothing else.

    `RegexLexer` tries the rules of a state one after another. Most of them begin with another character than the one
    that comes next, so trying them is what takes its time. Here they are left out; the others are tried in their order.
    """

    def __init__(self, lexer: Lexer) -> None:
        self._lexer = lexer
        self._grammar: Mapping[str, Sequence[_Rule]] = getattr(lexer, _GRAMMAR)
        self._states: dict[str, _State] = {}

    def tokens(self, text: str) -> Iterator[Token]:
        """The tokens that `get_tokens` of the lexer gives if it neither strips nor adds anything."""
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        following = text + _END
        position = 0
        stack = ["root"]
        rules, by_character = self._state("root")
        while True:
            for match, action, change in by_character.get(following[position], rules):
                found = match(text, position)
                if found:
                    if isinstance(action, _TokenType):
                        yield action, found.group()
                    elif action is not None:
                        for _, kind, value in action(self._lexer, found):
                            yield kind, value
                    position = found.end()
                    if change is not None:
                        _follow(change, stack)
                        rules, by_character = self._state(stack[-1])
                    break
            else:
                if position >= len(text):
                    return
                if following[position] == "\n":
                    stack = ["root"]
                    rules, by_character = self._state("root")
                    yield Whitespace, "\n"
                else:
                    yield Error, text[position]
                position += 1

    def _state(self, name: str) -> _State:
        state = self._states.get(name)
        if state is None:
            state = self._states[name] = _dispatched(self._grammar[name])
        return state


def _goes_by_rules_only(lexer: Lexer) -> bool:
    ways = (type(lexer).get_tokens_unprocessed, type(lexer).get_tokens)
    return ways == (RegexLexer.get_tokens_unprocessed, Lexer.get_tokens) and hasattr(lexer, _GRAMMAR)


def _dispatched(rules: Sequence[_Rule]) -> _State:
    by_character: dict[str, list[_Rule]] = {chr(code): [] for code in range(128)}
    for rule in rules:
        pattern = getattr(rule[0], "__self__", None)
        first = first_characters(pattern) if isinstance(pattern, re.Pattern) else None
        for character in by_character if first is None else first:
            by_character[character].append(rule)
    return rules, by_character


def _follow(change: int | str | tuple[str, ...], stack: list[str]) -> None:
    """Change the stack of states as a rule says. The lowest state always stays."""
    if isinstance(change, int):
        del stack[max(1, len(stack) + change) :]
        return
    for state in (change,) if isinstance(change, str) else change:
        if state == "#push":
            stack.append(stack[-1])
        elif state != "#pop":
            stack.append(state)
        elif len(stack) > 1:
            stack.pop()
