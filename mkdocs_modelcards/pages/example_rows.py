"""What one widget example says, line by line: its inputs, its parameters and its output."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, cast

import msgspec

from ..parse.widget import WidgetExample
from ..parse.yaml_tree import Plain
from ..render.example_files import MAX_OUTPUTS, bare_output, message_file, output_address
from .example_media import Media, MediaPlaces
from .example_parts import (
    MAX_WORDS,
    NOTHING,
    Code,
    Items,
    Note,
    Room,
    Scores,
    Table,
    Text,
    code_part,
    is_scalar,
    scores_part,
    settings_part,
    table_part,
    text_part,
    value_part,
)

INPUT = "Input"
OUTPUT = "Output"
IN_GALLERY = Note("In the gallery above")

_ORDER = (
    "src",
    "text",
    "prompt",
    "source_sentence",
    "sentences",
    "context",
    "table",
    "structured_data",
    "candidate_labels",
)
_LABELS = {
    "image": "Image",
    "audio": "Audio",
    "video": "Video",
    "prompt": "Prompt",
    "source_sentence": "Sentence",
    "sentences": "Sentences",
    "context": "Context",
    "candidate_labels": "Labels",
}
_TEXTS = ("text", "generated_text", "translation_text", "summary_text", "answer")
"""Keys of outputs that hold a text, as the pipelines of Transformers name them."""

Part: TypeAlias = Text | Code | Items | Table | Scores | Note | Media


class Row(msgspec.Struct, frozen=True):
    """One line of an example: what it is, and what it says."""

    label: str
    parts: tuple[Part, ...]


def is_empty(value: Plain) -> bool:
    """Whether an input says nothing."""
    return not value.strip() if isinstance(value, str) else value in (None, [], {})


class RowMaker:
    """Makes the rows of one model's examples: `places` know where files are, `room` how much may still be said."""

    def __init__(self, places: MediaPlaces, room: Room) -> None:
        self._places = places
        self._room = room

    def rows(self, example: WidgetExample, *, in_gallery: bool) -> tuple[Row, ...]:
        """The inputs of an example, its parameters and its output, unless that is in a gallery of the card's text."""
        rows = [*self._messages(example.inputs.get("messages")), *self._inputs(example)]
        settings = example.parameters
        if settings:
            part = (
                settings_part(settings, self._room) if isinstance(settings, dict) else value_part(settings, self._room)
            )
            rows.append(Row("Parameters", (part,)))
        if example.output is not None:
            output = (IN_GALLERY,) if in_gallery else tuple(self._output(example))
            rows.append(Row(OUTPUT, output))
        return tuple(rows)

    def _inputs(self, example: WidgetExample) -> Iterator[Row]:
        inputs = example.inputs
        scored = _scored_labels(example.output)
        for key in _ORDER:
            value = inputs.get(key)
            if value is None or is_empty(value):
                continue
            if key == "sentences" and isinstance(value, list) and scored and scored == value:
                continue  # the output names them all
            label = _LABELS.get(key, "")
            part: Part
            if key == "src" and isinstance(value, str):
                medium = self._places.medium(value)
                text = example.example_title or "Input of the example"
                label, part = _LABELS.get(medium or "", "File"), self._places.media(value, text, self._room, medium)
            elif key in ("table", "structured_data"):
                label = "Table" if "text" in inputs else "Input"
                part = table_part(value, self._room) or value_part(value, self._room)
            elif key == "candidate_labels" and isinstance(value, list) and all(map(is_scalar, value)):
                several = " (several may apply)" if example.multi_class else ""
                part = text_part(", ".join(str(one)[:MAX_WORDS] for one in value[:MAX_OUTPUTS]) + several, self._room)
            else:
                part = value_part(value, self._room)
            if key == "text":
                label = "Question" if inputs.keys() & {"context", "table"} else "Text" if len(inputs) > 1 else "Input"
            yield Row(label or "Input", (part,))

    def _messages(self, messages: Plain) -> Iterator[Row]:
        if not isinstance(messages, list):
            if not is_empty(messages):
                yield Row("Messages", (value_part(messages, self._room),))
            return
        for message in messages[:MAX_OUTPUTS]:
            role = message.get("role") if isinstance(message, dict) else None
            others = {key: one for key, one in message.items() if key != "role"} if isinstance(message, dict) else {}
            content = others.pop("content", None) if isinstance(message, dict) else message
            parts = [self._message_part(part) for part in content[:MAX_OUTPUTS]] if isinstance(content, list) else []
            if not isinstance(content, list) and content is not None:
                parts.append(value_part(content, self._room))
            if others:
                parts.append(code_part(others, self._room))
            yield Row(self._room.cut(role if isinstance(role, str) and role.strip() else "Message", 40), tuple(parts))
        if len(messages) > MAX_OUTPUTS:
            yield Row("", (Text(f"… and {len(messages) - MAX_OUTPUTS:,} more messages"),))

    def _message_part(self, part: Plain) -> Part:
        file = message_file(part)
        if file is not None:
            medium, url = file
            return self._places.media(url, f"{medium.capitalize()} of the message", self._room, medium)
        text = part.get("text") if isinstance(part, dict) else None
        if isinstance(text, str) and isinstance(part, dict) and part.keys() <= {"type", "text"}:
            return text_part(text, self._room)
        return value_part(part, self._room)

    def _output(self, example: WidgetExample) -> Iterator[Part]:
        output = bare_output(example.output)
        if isinstance(output, dict):
            yield from self._answer(output, example)
        elif isinstance(output, list) and output:
            yield from self._answers(output, example)
        else:
            yield value_part(output, self._room)

    def _answers(self, output: list[Plain], example: WidgetExample) -> Iterator[Part]:
        sentences = example.inputs.get("sentences")
        if isinstance(sentences, list) and len(sentences) == len(output) and all(map(is_scalar, output)):
            output = [{"label": one, "score": score} for one, score in zip(sentences, output, strict=True)]
        scores = scores_part(output, self._room)
        if scores is not None:
            yield scores
        elif all(isinstance(one, dict) and ("url" in one or one.keys() & {*_TEXTS}) for one in output):
            for one in output[:MAX_OUTPUTS]:
                yield from self._answer(cast("dict[str, Plain]", one), example)
        else:
            yield value_part(output, self._room)

    def _answer(self, output: dict[str, Plain], example: WidgetExample) -> Iterator[Part]:
        """What an output that is a mapping says; what has no known key is shown as JSON."""
        scores = scores_part([output], self._room)
        if scores is not None:
            yield scores
            return
        others = dict(output)
        address = output_address(output)
        if address is not None:
            del others["url"]
            prompt = example.inputs.get("text") or example.inputs.get("prompt") or example.example_title
            text = prompt if isinstance(prompt, str) else "Output of the example"
            yield self._places.media(address, text, self._room, self._places.medium(address, is_output=True))
        for key in _TEXTS:
            if isinstance(others.get(key), str):
                yield text_part(str(others.pop(key)), self._room)
        if others:
            yield code_part(others, self._room)
        elif not output:
            yield NOTHING


def _scored_labels(output: Plain) -> list[Plain]:
    """The labels of an output that is a list of scores."""
    if not isinstance(output, list):
        return []
    return [one.get("label") for one in output if isinstance(one, dict) and "score" in one]
