"""What a card's first widget example gives to snippets, as input for the model."""

from __future__ import annotations

import msgspec

from ..parse.widget import WidgetExample
from ..parse.yaml_tree import Plain

MAX_CHARACTERS = 160
MAX_LABEL = 40
MAX_ITEMS = 4


class ExampleInput(msgspec.Struct, frozen=True, kw_only=True):
    """The inputs of an example, each empty where it has none. Texts are cut, `src` is an address of the web."""

    text: str = ""
    context: str = ""
    src: str = ""
    prompt: str = ""
    candidate_labels: tuple[str, ...] = ()
    source_sentence: str = ""
    sentences: tuple[str, ...] = ()


NONE = ExampleInput()


def example_input(examples: tuple[WidgetExample, ...]) -> ExampleInput:
    """The inputs of the first of a card's examples."""
    if not examples:
        return NONE
    inputs = examples[0].inputs
    src = inputs.get("src")
    return ExampleInput(
        text=_cut(inputs.get("text")) or _cut(_last_message(inputs.get("messages"))),
        context=_cut(inputs.get("context"), 2 * MAX_CHARACTERS),
        src=src if isinstance(src, str) and src.startswith(("http://", "https://")) else "",
        prompt=_cut(inputs.get("prompt")),
        candidate_labels=_all_cut(inputs.get("candidate_labels"), MAX_LABEL),
        source_sentence=_cut(inputs.get("source_sentence")),
        sentences=_all_cut(inputs.get("sentences"), MAX_CHARACTERS),
    )


def _last_message(messages: Plain) -> Plain:
    """The content of the last message of a user."""
    if isinstance(messages, list):
        for message in reversed(messages):
            if isinstance(message, dict) and message.get("role") == "user":
                return message.get("content")
    return None


def _cut(text: Plain, limit: int = MAX_CHARACTERS) -> str:
    if not isinstance(text, str):
        return ""
    text = text.strip()
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def _all_cut(texts: Plain, limit: int) -> tuple[str, ...]:
    if not isinstance(texts, list):
        return ()
    return tuple(cut for cut in (_cut(text, limit) for text in texts[:MAX_ITEMS]) if cut)
