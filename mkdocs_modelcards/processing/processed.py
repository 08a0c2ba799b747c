"""One card parsed and rendered, and the same as bytes that can be sent and saved."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import msgspec

from ..discover import CardSource
from ..formulas.typeset import Typesetter
from ..parse.card import ModelCard, parse_card, unread_card
from ..render.card import RenderedCard, render_card, shown_as_text
from ..render.options import RenderOptions

COMPRESSION_LEVEL = 1


class ProcessedCard(msgspec.Struct, frozen=True):
    """One card after the first pass.

    The text of the card (`card.body`) and its HTML (`rendered.template`) are taken out, since a catalog of all of them
    would not fit into memory: the first is not needed any more, the second is `template`.

    Without an engine for a formula (`missed_engine`), or when the card is `lost`, another build may have another
    result.
    """

    card: ModelCard
    rendered: RenderedCard
    template: str
    missed_engine: bool = False
    lost: bool = False


class PackedCard(msgspec.Struct, frozen=True):
    """A processed card as bytes: its `record` without the template, and the template, both compressed."""

    record: bytes
    template: bytes
    missed_engine: bool


class _Record(msgspec.Struct, frozen=True, array_like=True):
    card: ModelCard
    rendered: RenderedCard


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Record)


def process_card(source: CardSource, options: RenderOptions, typesetter: Typesetter) -> tuple[ModelCard, RenderedCard]:
    """Parse and render one card: a pure function of its source and the options."""
    card = parse_card(source)
    return card, render_card(card, options, typesetter)


def process_cards(sources: Sequence[CardSource], options: RenderOptions, typesetter: Typesetter) -> list[ProcessedCard]:
    """Parse and render some cards, one after the other."""
    return [_processed(source, options, typesetter) for source in sources]


def _processed(source: CardSource, options: RenderOptions, typesetter: Typesetter) -> ProcessedCard:
    card, rendered = process_card(source, options, typesetter)
    return _without_texts(card, rendered, missed_engine=typesetter.missed)


def lost_card(source: CardSource) -> ProcessedCard:
    """A card whose process ended, or had to be ended, in the middle of it."""
    card = unread_card(source)
    message = "The process that rendered the card ended, or took too long, so the card's text is shown as it is."
    hint = "Build again; if it stays so, please report it with the card."
    rendered = shown_as_text(card, "card-failed", message, hint)
    return msgspec.structs.replace(_without_texts(card, rendered), lost=True)


def _without_texts(card: ModelCard, rendered: RenderedCard, *, missed_engine: bool = False) -> ProcessedCard:
    return ProcessedCard(
        msgspec.structs.replace(card, body="", shows_text=bool(rendered.template) and not rendered.template.isspace()),
        msgspec.structs.replace(rendered, template=""),
        rendered.template,
        missed_engine,
    )


def packed(processed: ProcessedCard) -> PackedCard | None:
    """A card as bytes; None for one that MessagePack can't hold, such as an integer of more than 64 bits."""
    try:
        record = _ENCODER.encode(_Record(processed.card, processed.rendered))
        template = processed.template.encode()
    except (OverflowError, UnicodeEncodeError):
        return None
    return PackedCard(compressed(record), compressed(template), processed.missed_engine)


def unpacked_record(record: bytes) -> tuple[ModelCard, RenderedCard]:
    """A card without its template. Raises `ValueError` for bytes that are no packed record."""
    read = _DECODER.decode(decompressed(record))
    return read.card, read.rendered


def compressed(data: bytes) -> bytes:
    """Bytes in fewer bytes, with a checksum."""
    return zlib.compress(data, COMPRESSION_LEVEL)


def decompressed(data: bytes) -> bytes:
    """What `compressed` was given. Raises `ValueError` where the checksum, or anything else, is wrong."""
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise ValueError(str(error)) from None
