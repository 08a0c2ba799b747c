"""The first pass: the same cards whatever the way, and each from the cache when nothing changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.discover import CardSource
from mkdocs_modelcards.formulas.typeset import Typesetter
from mkdocs_modelcards.parse.card import ModelCard
from mkdocs_modelcards.processing import all_cards
from mkdocs_modelcards.processing.all_cards import CardChangedError, FirstPass, Means, first_pass
from mkdocs_modelcards.processing.cache_file import CacheFile
from mkdocs_modelcards.processing.processed import (
    ProcessedCard,
    compressed,
    decompressed,
    packed,
    process_cards,
    unpacked_record,
)
from mkdocs_modelcards.render.card import RenderedCard
from mkdocs_modelcards.render.options import RenderOptions
from mkdocs_modelcards.source_file import SourceFile

OPTIONS = RenderOptions()


def source(name: str, text: str) -> CardSource:
    return CardSource(f"acme/{name}", f"acme/{name}.md", SourceFile(f"cards/acme/{name}.md", text))


SOURCES = (
    source("plain", "---\nlicense: mit\n---\n# Plain\n\nSee [the base](../base)."),
    source("math", "---\nlicense: mit\n---\n# Loss \\\\(x^2\\\\)\n\n$$\\frac{1}{2}$$"),
    source("broken", "---\nlicense: [mit\n---\n# Broken"),
    source("large", "---\nlicense: mit\nnumber: 123456789012345678901234567890\n---\n# Large numbers"),
    source("empty", ""),
    source("ünï", "---\ntags: ['\U0001f917', a]\n---\n\U0001f917 text"),
)


@pytest.fixture(scope="module")
def typesetter() -> Iterator[Typesetter]:
    with Typesetter() as opened:
        yield opened


def outcome(done: FirstPass) -> dict[str, tuple[ModelCard, RenderedCard, str]]:
    return {card.location: (card, rendered, done.templates.of(card.location)) for card, rendered in done.cards}


def expected(sources: Iterable[CardSource], typesetter: Typesetter) -> dict[str, tuple[ModelCard, RenderedCard, str]]:
    cards = process_cards(tuple(sources), OPTIONS, typesetter)
    return {card.card.location: (card.card, card.rendered, card.template) for card in cards}


def test_the_way_does_not_matter(tmp_path: Path, typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(all_cards, "MIN_CARDS_FOR_WORKERS", 2)
    wanted = expected(SOURCES, typesetter)
    assert len(wanted) == len(SOURCES)
    for executor in (None, lambda: ThreadPoolExecutor(2)):
        for path in (None, tmp_path / "cache"):
            for _ in range(2):
                cache = CacheFile(path, pytest.fail)
                means = Means(typesetter=typesetter, cache=cache, open_executor=executor, note=pytest.fail)
                assert outcome(first_pass(SOURCES, OPTIONS, means)) == wanted
                cache.close()


class NothingToDo(Typesetter):
    """Fails when a card is rendered that should have come from the cache."""

    def typeset(self, tex: str, display: bool) -> None:  # type: ignore[override]  # it never returns
        pytest.fail("typeset again")


def test_known_cards_are_not_rendered_again(
    tmp_path: Path, typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[str] = []
    process = process_cards

    def noted(sources: Sequence[CardSource], options: RenderOptions, typesetter: Typesetter) -> list[ProcessedCard]:
        rendered.extend(card.id for card in sources)
        return process(sources, options, typesetter)

    monkeypatch.setattr(all_cards, "process_cards", noted)

    def run(sources: Iterable[CardSource], options: RenderOptions = OPTIONS) -> list[str]:
        rendered.clear()
        cache = CacheFile(tmp_path / "cache", pytest.fail)
        first_pass(sources, options, Means(typesetter=typesetter, cache=cache))
        cache.close()
        return rendered.copy()

    first, other = SOURCES[:2]
    assert run((first, other)) == [first.id, other.id]
    assert run((other, first)) == []
    longer = msgspec.structs.replace(first, file=SourceFile(first.file.path, first.file.text + "."))
    moved = msgspec.structs.replace(first, location="other/plain.md")
    named = msgspec.structs.replace(first, id="acme/other")
    shown = msgspec.structs.replace(first, file=SourceFile("models/acme/plain.md", first.file.text))
    judged = msgspec.structs.replace(first, eval_results=(SourceFile("r.yaml", "- {}"),))
    for changed in (longer, moved, named, shown, judged):
        assert run((changed, other)) == [changed.id]
        assert run((changed, other)) == []
    for options in (RenderOptions(toc_depth=2), RenderOptions(remote_images=False)):
        assert run((first,), options) == [first.id]
    monkeypatch.setattr(all_cards, "code_fingerprint", lambda: b"another version")
    assert run((first,)) == [first.id]
    typesetter = Typesetter("none")
    assert run((first,)) == [first.id]


def test_large_numbers_and_strange_names_are_kept_without_the_cache(typesetter: Typesetter) -> None:
    strange = msgspec.structs.replace(SOURCES[0], location="acme/\udce4.md")
    cache = CacheFile(None, pytest.fail)
    done = first_pass((strange, SOURCES[3]), OPTIONS, Means(typesetter=typesetter, cache=cache))
    assert outcome(done) == expected((strange, SOURCES[3]), typesetter)
    assert dict(done.cards[1][0].data.extra) == {"number": 123456789012345678901234567890}


def spoiled(path: Path, spoil: str) -> None:
    import sqlite3

    with sqlite3.connect(path) as database:
        database.execute(spoil)
    database.close()


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE entries SET value = x'00'",
        "UPDATE entries SET value = 'text'",
        "UPDATE entries SET value = (SELECT value FROM entries WHERE rowid = 2)",
        "UPDATE entries SET value = substr(value, 1, length(value) - 1) WHERE rowid = 4",
    ],
)
def test_a_spoiled_entry_costs_the_cache_and_nothing_else(tmp_path: Path, typesetter: Typesetter, spoil: str) -> None:
    path = tmp_path / "cache"
    notes: list[str] = []
    for number in range(3):
        if number == 1:
            spoiled(path, spoil)
        cache = CacheFile(path, notes.append)
        done = first_pass(SOURCES, OPTIONS, Means(typesetter=typesetter, cache=cache))
        assert outcome(done) == expected(SOURCES, typesetter)
        cache.close()
    assert len(notes) == 1
    assert "made anew" in notes[0]


def test_entries_that_go_while_the_site_is_built_are_made_again(tmp_path: Path, typesetter: Typesetter) -> None:
    notes: list[str] = []
    for number in range(2):
        cache = CacheFile(tmp_path / "cache", pytest.fail)
        means = Means(typesetter=typesetter, cache=cache, note=notes.append)
        cards = list(SOURCES)
        done = first_pass(cards, OPTIONS, means)
        if number == 1:
            spoiled(tmp_path / "cache", "DELETE FROM entries")
            cards[0] = msgspec.structs.replace(cards[0], file=SourceFile("cards/acme/plain.md", "Another text."))
            wanted = expected(SOURCES, typesetter)
            for location in wanted.keys() - {"acme/plain.md"}:
                assert done.templates.of(location) == wanted[location][2]
            assert len(notes) == 1
            with pytest.raises(CardChangedError, match=r"'acme/plain\.md' has changed"):
                done.templates.of("acme/plain.md")
        cache.close()


def test_what_a_missing_engine_left_out_is_not_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mkdocs_modelcards.formulas import typeset

    def run() -> FirstPass:
        cache = CacheFile(tmp_path / "cache", pytest.fail)
        with Typesetter() as typesetter:
            done = first_pass(SOURCES[:2], OPTIONS, Means(typesetter=typesetter, cache=cache))
        found = msgspec.structs.replace(done, cards=tuple(done.cards))
        assert outcome(found)
        cache.close()
        return done

    with monkeypatch.context() as patched:
        patched.setattr(typeset, "open_engine", lambda choice: None)
        assert run().missed_engine
    done = run()
    assert not done.missed_engine
    assert {card.id: rendered.has_math for card, rendered in done.cards} == {"acme/plain": False, "acme/math": True}


def test_progress_counts_every_card(typesetter: Typesetter) -> None:
    told: list[bool] = []
    cache = CacheFile(None, pytest.fail)
    first_pass(SOURCES, OPTIONS, Means(typesetter=typesetter, cache=cache, progress=lambda: told.append(True)))
    assert len(told) == len(SOURCES)


class NoExecutor:
    def __call__(self) -> Executor:
        raise OSError("no semaphores here")


def test_without_processes_the_cards_are_rendered_in_this_one(
    typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(all_cards, "MIN_CARDS_FOR_WORKERS", 2)
    notes: list[str] = []
    cache = CacheFile(None, pytest.fail)
    means = Means(typesetter=typesetter, cache=cache, open_executor=NoExecutor(), note=notes.append)
    assert outcome(first_pass(SOURCES, OPTIONS, means)) == expected(SOURCES, typesetter)
    assert notes == [
        "No processes could be started (no semaphores here), so the cards are rendered one after the other."
    ]


@given(st.binary())
def test_compression_loses_nothing(data: bytes) -> None:
    assert decompressed(compressed(data)) == data


@given(st.binary(max_size=40))
def test_bytes_that_are_no_record_are_a_value_error(data: bytes) -> None:
    for wrong in (data, compressed(data)):
        with pytest.raises(ValueError, match=r"."):
            unpacked_record(wrong)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@given(header=TEXTS, body=TEXTS)
def test_a_packed_card_is_the_same_card(header: str, body: str) -> None:
    [done] = process_cards((source("any", f"---\n{header}\n---\n{body}"),), OPTIONS, Typesetter("none"))
    bundle = packed(done)
    if bundle is not None:
        assert unpacked_record(bundle.record) == (done.card, done.rendered)
        assert decompressed(bundle.template).decode() == done.template
