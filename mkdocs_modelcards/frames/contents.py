"""How a theme writes a page's table of contents, learned from one with marks, and written for others.

A theme writes the entries by recursion, so what it writes for one page is not a text with a slot. But in reading order
it is a walk: from the text of one entry to that of the next, with some markup in between. That markup depends on where
the walk comes from and where it goes to, such as from an entry of the second depth back to one of the first, and on
nothing else. So two tables are learned: what is written for an entry, and what is written between two entries.

"On nothing else" is put to the test. The list with marks is the page's own, made larger: each list in it is written
several times over, so that each step of the walk stands at several positions, odd and even, first and last. Where the
same step is written in two ways, for instance with a number, nothing is learned. A step that the tables don't know is
learned from the page that takes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias, TypeVar

import msgspec

from .marks import Marked, Slot, UnlearnableError, formed

Shape: TypeAlias = "tuple[tuple[int, Shape], ...]"
"""A list of entries without their texts: each entry's level, and the entries below it."""
State: TypeAlias = tuple[int, ...]
"""Where an entry is: the levels from the first entry above it to itself, all 0 where a theme never asks for levels."""
Step: TypeAlias = tuple[State, frozenset[State], State]
"""From where, past which entries that are not written, to where; `()` is before the first and after the last entry."""

NOWHERE: State = ()
NONE_PASSED: frozenset[State] = frozenset()
LARGEST_PRACTICE = 600

Key = TypeVar("Key")
Value = TypeVar("Value")


class Entry(msgspec.Struct, frozen=True):
    """One entry: its levels, whether there are entries below it, its id and its title."""

    levels: State
    inner: bool
    id: str
    title: str


class Body(msgspec.Struct, frozen=True):
    """What is written for an entry itself: slots, and the texts between them."""

    slots: tuple[Slot, ...]
    texts: tuple[str, ...]


class Contents(msgspec.Struct, frozen=True):
    """What is known of how a theme writes contents; `by_level` says whether it asks for the entries' levels."""

    by_level: bool
    bodies: Mapping[tuple[State, bool], Body]
    steps: Mapping[Step, str]
    hidden: frozenset[State]

    def write(self, entries: Sequence[Entry]) -> str | None:
        """The HTML of a list of entries in reading order, or None when it has a step that is not known."""
        parts: list[str | None] = []
        place, passed = NOWHERE, NONE_PASSED
        for entry in entries:
            state = entry.levels if self.by_level else (0,) * len(entry.levels)
            body = self.bodies.get((state, entry.inner))
            if body is None:
                if state not in self.hidden:
                    return None
                passed |= {state}
                continue
            parts.append(self.steps.get((place, passed, state)))
            for slot, text in zip(body.slots, body.texts, strict=True):
                parts += (formed(slot.form, entry.id if slot.field == "id" else entry.title), text)
            place, passed = state, NONE_PASSED
        parts.append(self.steps.get((place, passed, NOWHERE)))
        known = [part for part in parts if part is not None]
        return "".join(known) if len(known) == len(parts) else None

    def joined(self, other: Contents) -> Contents:
        """What is known from both. Raises `UnlearnableError` where they contradict each other."""
        if self.by_level != other.by_level:
            raise UnlearnableError("it writes some tables of contents in another way")
        return _checked(
            self.by_level,
            [*self.bodies.items(), *other.bodies.items()],
            [*self.steps.items(), *other.steps.items()],
            self.hidden | other.hidden,
        )


def learned(marked: Marked, entries: Sequence[Entry], *, by_level: bool) -> Contents:
    """Learn from how the entries of a practice were written.

    `marked` is the output from the first mark of an entry to the last, with the text before and after. Each slot's
    field is `id` or `title` with the number of the entry, as in `title:7`. Raises `UnlearnableError`.
    """
    states = [entry.levels if by_level else (0,) * len(entry.levels) for entry in entries]
    bodies: list[tuple[tuple[State, bool], Body]] = []
    steps: list[tuple[Step, str]] = []
    written: set[int] = set()
    previous, position = -1, 0
    while position < len(marked.slots):
        number = _number(marked.slots[position])
        if number <= previous:
            raise UnlearnableError("it writes the table of contents in another order")
        steps.append((_step(states, previous, number), marked.texts[position]))
        end = position
        while end < len(marked.slots) and _number(marked.slots[end]) == number:
            end += 1
        slots = tuple(Slot(slot.field.partition(":")[0], slot.form) for slot in marked.slots[position:end])
        # The text after the last slot belongs to the step to the next entry.
        texts = (*marked.texts[position + 1 : end], "")
        bodies.append(((states[number], entries[number].inner), Body(slots, texts)))
        written.add(number)
        previous, position = number, end
    steps.append((_step(states, previous, len(states)), marked.texts[-1]))
    hidden = frozenset(state for number, state in enumerate(states) if number not in written)
    return _checked(by_level, bodies, steps, hidden)


def practice(shape: Shape) -> Shape | None:
    """A shape with each step of the given one at several positions, or None when that would be too large."""
    larger = _repeated(_without_runs(shape))
    return larger if _size(larger) <= LARGEST_PRACTICE else None


def walk(shape: Shape, above: State = NOWHERE) -> Iterator[tuple[State, bool]]:
    """The levels of each entry in reading order, and whether there are entries below it."""
    for level, below in shape:
        yield (*above, level), bool(below)
        yield from walk(below, (*above, level))


def _without_runs(shape: Shape) -> Shape:
    """Three equal entries in a row take the same steps as two."""
    kept: list[tuple[int, Shape]] = []
    for level, below in shape:
        entry = (level, _without_runs(below))
        if kept[-2:] != [entry, entry]:
            kept.append(entry)
    return tuple(kept)


def _repeated(shape: Shape) -> Shape:
    """Copies at distances of `n` and `n + 1` entries, of which one is odd: themes color every other line."""
    entries = tuple((level, _repeated(below)) for level, below in shape)
    return entries + entries + entries[-1:] + entries


def _size(shape: Shape) -> int:
    return sum(1 + _size(below) for _, below in shape)


def _number(slot: Slot) -> int:
    return int(slot.field.partition(":")[2])


def _step(states: Sequence[State], start: int, end: int) -> Step:
    origin = states[start] if start >= 0 else NOWHERE
    goal = states[end] if end < len(states) else NOWHERE
    return origin, frozenset(states[start + 1 : end]), goal


def _checked(
    by_level: bool,
    bodies: Sequence[tuple[tuple[State, bool], Body]],
    steps: Sequence[tuple[Step, str]],
    hidden: frozenset[State],
) -> Contents:
    contents = Contents(by_level, _same(bodies), _same(steps), hidden)
    if any(state in hidden for state, _ in contents.bodies):
        raise UnlearnableError("it shows some entries of the table of contents, and not others like them")
    return contents


def _same(pairs: Sequence[tuple[Key, Value]]) -> Mapping[Key, Value]:
    found: dict[Key, Value] = {}
    for key, value in pairs:
        if found.setdefault(key, value) != value:
            raise UnlearnableError("it writes entries of the table of contents in different ways")
    return found
