"""The widget examples of a card: what to try, and what the model answered."""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import groupby

import msgspec

from ..catalog.model import CatalogModel
from ..parse.widget import WidgetExample
from ..render.example_files import MAX_EXAMPLES, output_address
from .example_media import MediaPlaces
from .example_parts import MAX_WORDS, Room, Text
from .example_rows import INPUT, OUTPUT, Row, RowMaker, is_empty
from .options import PageOptions

MAX_CHARACTERS = 100_000
"""What the examples of one page may say in all."""

SHOWN = 20
"""Examples that show at once; the others fold away."""


class ExampleView(msgspec.Struct, frozen=True):
    """One example as it is shown. `is_text` says that it is a single text to try, which needs no label."""

    title: str
    rows: tuple[Row, ...]
    is_text: bool


class ExampleGroup(msgspec.Struct, frozen=True):
    """Examples under a small heading; `title` is empty for those without a group."""

    title: str
    examples: tuple[ExampleView, ...]


class ExampleViews(msgspec.Struct, frozen=True):
    """The examples that show at once, those that fold away, and how many are left out.

    `has_outputs` says whether any of them has an output.
    """

    shown: tuple[ExampleGroup, ...]
    folded: tuple[ExampleGroup, ...]
    folded_count: int
    left_out: int
    has_outputs: bool


def has_examples(model: CatalogModel) -> bool:
    """Whether a model's page shows examples: `example_views` is not None."""
    gallery = model.rendered.gallery
    return any(_is_shown(example, gallery) for example in model.card.data.widget[:MAX_EXAMPLES])


def example_views(model: CatalogModel, options: PageOptions, published: Container[str]) -> ExampleViews | None:
    """The examples of a model, grouped; None when there is none to show.

    `published` holds the site's paths of the files beside cards. What a gallery in the text shows is not shown again.
    """
    widget = model.card.data.widget
    if not widget:
        return None
    gallery = model.rendered.gallery
    examples = [example for example in widget[:MAX_EXAMPLES] if _is_shown(example, gallery)]
    if not examples:
        return None
    # Groups stand where they begin, and what has none comes first: it would seem to belong to the group before it.
    places = {group: place for place, group in enumerate(dict.fromkeys(["", *(_group(one) for one in examples)]))}
    examples.sort(key=lambda example: places[_group(example)])
    room = Room(MAX_CHARACTERS)
    maker = RowMaker(MediaPlaces(model, options, published), room)
    views: list[tuple[str, ExampleView]] = []
    for example in examples:
        if room.left <= 0:
            break
        rows = maker.rows(example, in_gallery=_is_in_gallery(example, gallery))
        title = room.cut(example.example_title or "", MAX_WORDS)
        views.append((_group(example)[:MAX_WORDS], ExampleView(title, rows, _is_text(rows))))
    return ExampleViews(
        shown=_grouped(views[:SHOWN]),
        folded=_grouped(views[SHOWN:]),
        folded_count=len(views[SHOWN:]),
        left_out=len(examples) - len(views) + max(0, len(widget) - MAX_EXAMPLES),
        has_outputs=any(row.label == OUTPUT for _, view in views for row in view.rows),
    )


def _group(example: WidgetExample) -> str:
    return example.group or ""


def _grouped(views: Iterable[tuple[str, ExampleView]]) -> tuple[ExampleGroup, ...]:
    return tuple(
        ExampleGroup(title, tuple(view for _, view in group)) for title, group in groupby(views, key=lambda one: one[0])
    )


def _is_text(rows: tuple[Row, ...]) -> bool:
    return len(rows) == 1 and rows[0].label == INPUT and isinstance(rows[0].parts[0], Text)


def _is_shown(example: WidgetExample, gallery: Container[str]) -> bool:
    """Whether an example says anything that a gallery in the text does not."""
    if _is_in_gallery(example, gallery):
        others = (value for key, value in example.inputs.items() if key not in ("text", "prompt"))
        return bool(example.parameters) or not all(map(is_empty, others))
    return example.output is not None or not all(map(is_empty, example.inputs.values()))


def _is_in_gallery(example: WidgetExample, gallery: Container[str]) -> bool:
    address = output_address(example.output)
    return address is not None and address.strip() in gallery
