"""The files that widget examples show: images, sounds and videos."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias, get_args

from ..parse.widget import WidgetExample
from ..parse.yaml_tree import Plain

MAX_EXAMPLES = 200
"""Examples of one card that a page shows."""

MAX_OUTPUTS = 50
"""Files of one output, and messages of one conversation, that a page shows."""

Medium: TypeAlias = Literal["image", "audio", "video"]
MEDIA: tuple[Medium, ...] = get_args(Medium)


def example_addresses(examples: Sequence[WidgetExample]) -> tuple[str, ...]:
    """The addresses of files in the inputs and outputs that a page shows, in order, without repetitions."""
    shown = examples[:MAX_EXAMPLES]
    return tuple(dict.fromkeys(address.strip() for example in shown for address in _addresses(example)))


def bare_output(output: Plain) -> Plain:
    """An output without the lists around it that hold nothing else: pipelines put one around what a batch gave."""
    while isinstance(output, list) and len(output) == 1 and isinstance(output[0], list):
        output = output[0]
    return output


def output_address(output: Plain) -> str | None:
    """The `url` of an output, None when it has none."""
    url = output.get("url") if isinstance(output, dict) else None
    return url if isinstance(url, str) and url.strip() else None


def message_file(part: Plain) -> tuple[Medium, str] | None:
    """What a part of a message shows, and its address; None for text.

    Both ways to write one are read: `{type: image, image: …}` (also with `url`), and `{type: image_url, image_url:
    {url: …}}`, as the chat templates of Transformers and OpenAI's interface have them.
    """
    if not isinstance(part, dict):
        return None
    for medium in MEDIA:
        given = part.get(f"{medium}_url", part.get(medium))
        if given is None and part.get("type") == medium:
            given = part.get("url")
        address = given.get("url") if isinstance(given, dict) else given
        if isinstance(address, str):
            return medium, address
    return None


def _addresses(example: WidgetExample) -> Iterator[str]:
    src = example.inputs.get("src")
    if isinstance(src, str):
        yield src
    messages = example.inputs.get("messages")
    for message in messages[:MAX_OUTPUTS] if isinstance(messages, list) else ():
        content = message.get("content") if isinstance(message, dict) else None
        for part in content[:MAX_OUTPUTS] if isinstance(content, list) else ():
            file = message_file(part)
            if file is not None:
                yield file[1]
    output = bare_output(example.output)
    for one in output[:MAX_OUTPUTS] if isinstance(output, list) else (output,):
        address = output_address(one)
        if address is not None:
            yield address
