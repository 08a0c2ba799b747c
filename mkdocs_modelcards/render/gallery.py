"""`<Gallery />`: the pictures and films that a card's widget examples made."""

from __future__ import annotations

from collections.abc import Container
from html import escape

from ..parse.widget import WidgetExample
from .sanitize import is_allowed, is_remote

_FILMS = (".mp4", ".webm", ".mov")


def output_urls(examples: tuple[WidgetExample, ...], *, remote: bool = True) -> tuple[str, ...]:
    """The addresses of all outputs that a gallery may show; those of other hosts only with `remote`."""
    return tuple(url for example in examples if (url := _url(example, remote=remote)))


def gallery(examples: tuple[WidgetExample, ...], shown: Container[str | None], *, remote: bool = True) -> str:
    """The outputs of examples as HTML that may stand inside a paragraph; empty when no example has one to show.

    Addresses in `shown` are left out, because the text shows them itself; those of other hosts unless `remote`.
    """
    items = "".join(
        _item(example, url) for example in examples if (url := _url(example, remote=remote)) and url not in shown
    )
    return f'<span class="mc-gallery" data-mc-generated="">{items}</span>' if items else ""


def _url(example: WidgetExample, *, remote: bool) -> str | None:
    url = example.output.get("url") if isinstance(example.output, dict) else None
    # What is checked is what is shown: without its spaces, an address may become another one.
    url = url.strip() if isinstance(url, str) else ""
    if not url or not is_allowed(url):
        return None
    return url if remote or not is_remote(url) else None


def _item(example: WidgetExample, url: str) -> str:
    prompt = example.inputs.get("text") or example.inputs.get("prompt") or example.example_title
    caption = escape(" ".join(str(prompt).split())) if isinstance(prompt, str) else ""
    address = escape(url)
    if url.lower().partition("?")[0].endswith(_FILMS):
        # A film of another host is asked for when a reader starts it, not before.
        preload = "none" if is_remote(url) else "metadata"
        shown = f'<video src="{address}" controls="" preload="{preload}" aria-label="{caption}"></video>'
    else:
        shown = f'<a href="{address}"><img src="{address}" alt="{caption or "Generated image"}" loading="lazy"></a>'
    text = f'<span class="mc-gallery__caption">{caption}</span>' if caption else ""
    return f'<span class="mc-gallery__item">{shown}{text}</span>'
