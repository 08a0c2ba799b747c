"""The first pass over all cards: from the cache where they are in it, else parsed and rendered."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

import msgspec

from ..discover import CardSource
from ..formulas.typeset import Typesetter
from ..parse.card import ModelCard
from ..render.card import RenderedCard
from ..render.links import SLOT
from ..render.options import RenderOptions
from .cache_file import CacheCorruptError, CacheFile
from .processed import PackedCard, decompressed, packed, process_cards, unpacked_record
from .versions import code_fingerprint
from .workers import OpenExecutor, Result, WorkersUnavailableError, process_in_workers

MIN_CARDS_FOR_WORKERS = 150
"""Below, starting processes costs more than they save."""

RECORD = b"record"
TEMPLATE = b"template"


class CardTemplates:
    """The HTML of cards, with slots for links. It lies in the cache: that of all cards may not fit into memory.

    `render_again` renders all cards once more into the cache. It is called when another build, or a person, has taken
    entries away since they were found.
    """

    def __init__(self, cache: CacheFile, render_again: Callable[[], None]) -> None:
        self._cache = cache
        self._render_again = render_again
        self._keys: dict[str, bytes] = {}
        self._held: dict[str, str] = {}

    def of(self, location: str) -> str:
        """The HTML of the card at a location. Raises `CardChangedError` if it is gone, and the card is another one."""
        if location in self._held:
            return self._held[location]
        template = self._read(self._keys[location])
        if template is None:
            self._render_again()
            template = self._read(self._keys[location])
        if template is None:
            raise CardChangedError(f"the card '{location}' has changed while the site was built; build it again")
        return template

    def find(self, location: str) -> str | None:
        """The HTML of the card at a location, None if it is gone. Any thread may ask."""
        return self._held[location] if location in self._held else self._read(self._keys[location])

    def fingerprint(self, location: str) -> bytes:
        """A hash of all that the HTML of the card at a location depends on."""
        if location in self._keys:
            return self._keys[location]
        return hashlib.blake2b(self._held[location].encode("utf-8", "surrogatepass"), digest_size=16).digest()

    def keep(self, location: str, key: bytes) -> None:
        """Say which entry of the cache holds a card's HTML."""
        self._keys[location] = key

    def hold(self, location: str, template: str) -> None:
        """Hold the HTML of a card that the cache can't hold."""
        self._held[location] = template

    def _read(self, key: bytes) -> str | None:
        try:
            value = self._cache.get(key)
            return None if value is None else decompressed(value).decode()
        except (CacheCorruptError, ValueError):
            return None


class CardChangedError(Exception):
    """A card was rendered from one text, and its HTML was lost when the file already had another one."""


class FirstPass(msgspec.Struct, frozen=True):
    """All cards without their texts, in no particular order, where their HTML is, and whether an engine was missed."""

    cards: tuple[tuple[ModelCard, RenderedCard], ...]
    templates: CardTemplates
    missed_engine: bool


class Means(msgspec.Struct, frozen=True, kw_only=True):
    """What the first pass works with besides the cards: none of it changes the result.

    Without `open_executor` all is done in this process. `progress` is called for each card that is done, and `note`
    with what the user may want to know.
    """

    typesetter: Typesetter
    cache: CacheFile
    open_executor: OpenExecutor | None = None
    progress: Callable[[], None] = lambda: None
    note: Callable[[str], None] = lambda message: None


def first_pass(sources: Iterable[CardSource], options: RenderOptions, means: Means) -> FirstPass:
    """Parse and render all cards. If the cache turns out to be corrupt, `sources` are asked for a second time."""
    try:
        return _FirstPass(options, means).run(sources)
    except CacheCorruptError as error:
        means.cache.discard(str(error))
        return _FirstPass(options, means).run(sources)


class _FirstPass:
    def __init__(self, options: RenderOptions, means: Means) -> None:
        self._options = options
        self._means = means
        self._seed = hashlib.blake2b(code_fingerprint(), digest_size=16)
        self._seed.update(msgspec.msgpack.encode((options, means.typesetter.choice)))
        self._cards: list[tuple[ModelCard, RenderedCard]] = []
        self._templates = CardTemplates(means.cache, self._render_again)
        self._missed_engine = False
        self._sources: Iterable[CardSource] = ()

    def run(self, sources: Iterable[CardSource]) -> FirstPass:
        self._sources = sources
        try:
            for source, result in self._processed(self._unknown(sources)):
                self._add(source, result)
        except KeyboardInterrupt:
            self._means.cache.save()
            raise
        self._means.cache.save()
        return FirstPass(tuple(self._cards), self._templates, self._missed_engine)

    def _unknown(self, sources: Iterable[CardSource]) -> Iterator[CardSource]:
        """The cards that are not in the cache; those that are, are added."""
        for source in sources:
            key = self._key(source)
            if key is None or not self._found(source, key):
                yield source

    def _found(self, source: CardSource, key: bytes) -> bool:
        cache = self._means.cache
        record, template = cache.get(key + RECORD), cache.get(key + TEMPLATE)
        if record is None or template is None:
            return False
        try:
            card, rendered = unpacked_record(record)
            slots = decompressed(template).decode().count(SLOT)
        except ValueError as error:
            raise CacheCorruptError(str(error)) from None
        if slots != len(rendered.links):
            raise CacheCorruptError("an entry does not fit another one")
        self._templates.keep(source.location, key + TEMPLATE)
        self._done(card, rendered)
        return True

    def _render_again(self) -> None:
        means = self._means
        means.note("The cache has lost entries while the site was built, so the cards are rendered again.")
        for source in self._sources:
            key = self._key(source)
            result = packed(process_cards([source], self._options, means.typesetter)[0])
            if key is not None and result is not None:
                means.cache.put(key + TEMPLATE, result.template, lasting=False)

    def _processed(self, sources: Iterator[CardSource]) -> Iterator[tuple[CardSource, Result]]:
        means = self._means
        first = list(islice(sources, MIN_CARDS_FOR_WORKERS))
        rest = chain(first, sources)
        if means.open_executor is not None and len(first) == MIN_CARDS_FOR_WORKERS:
            try:
                yield from process_in_workers(rest, self._options, means.typesetter.choice, means.open_executor)
                return
            except WorkersUnavailableError as error:
                means.note(f"No processes could be started ({error}), so the cards are rendered one after the other.")
        for source in rest:
            [processed] = process_cards([source], self._options, means.typesetter)
            yield source, packed(processed) or processed

    def _add(self, source: CardSource, result: Result) -> None:
        key = self._key(source)
        self._missed_engine = self._missed_engine or result.missed_engine
        if isinstance(result, PackedCard) and key is not None:
            lasting = not result.missed_engine
            self._means.cache.put(key + RECORD, result.record, lasting=lasting)
            self._means.cache.put(key + TEMPLATE, result.template, lasting=lasting)
            self._templates.keep(source.location, key + TEMPLATE)
            self._done(*unpacked_record(result.record))
        elif isinstance(result, PackedCard):
            self._templates.hold(source.location, decompressed(result.template).decode())
            self._done(*unpacked_record(result.record))
        else:
            self._templates.hold(source.location, result.template)
            self._done(result.card, result.rendered)

    def _done(self, card: ModelCard, rendered: RenderedCard) -> None:
        self._cards.append((card, rendered))
        self._means.progress()

    def _key(self, source: CardSource) -> bytes | None:
        """A hash of all that a card's result depends on; None where a file's name is no text."""
        try:
            encoded = msgspec.msgpack.encode(source)
        except UnicodeEncodeError:
            return None
        found = self._seed.copy()
        found.update(encoded)
        return found.digest()
