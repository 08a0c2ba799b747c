"""Sentences for the text models: generated ones, and scikit-learn's own descriptions of its data sets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from itertools import product

import numpy as np

# Each noun carries its German article and noun; the adjectives come in pairs of the same meaning.
THINGS = (
    ("kettle", "Der Wasserkocher"),
    ("lamp", "Die Lampe"),
    ("chair", "Der Stuhl"),
    ("notebook", "Das Notizbuch"),
    ("backpack", "Der Rucksack"),
    ("radio", "Das Radio"),
    ("umbrella", "Der Regenschirm"),
    ("clock", "Die Uhr"),
    ("bicycle", "Das Fahrrad"),
    ("tent", "Das Zelt"),
)
GOOD = (
    ("excellent", "ausgezeichnet"),
    ("reliable", "zuverlässig"),
    ("practical", "praktisch"),
    ("beautiful", "schön"),
    ("comfortable", "bequem"),
    ("sturdy", "stabil"),
    ("lovely", "hübsch"),
    ("useful", "nützlich"),
)
BAD = (
    ("terrible", "schrecklich"),
    ("useless", "nutzlos"),
    ("ugly", "hässlich"),
    ("flimsy", "wackelig"),
    ("uncomfortable", "unbequem"),
    ("disappointing", "enttäuschend"),
    ("noisy", "laut"),
    ("faulty", "defekt"),
)
DEGREES = (("really", "wirklich"), ("very", "sehr"), ("quite", "ziemlich"), ("rather", "eher"))
UNSEEN_GOOD = ("superb", "delightful", "handy", "pleasant")
UNSEEN_BAD = ("awful", "broken", "clumsy", "shoddy")


@dataclass(frozen=True)
class Review:
    """One sentence about a thing; positive is 1, negative 0."""

    text: str
    label: int
    negated: bool


def english_reviews() -> list[Review]:
    """All English sentences, plain and negated."""
    return _reviews(0, "is", "not")


def german_reviews() -> list[Review]:
    """All German sentences, plain and negated."""
    return _reviews(1, "ist", "nicht")


def _reviews(language: int, verb: str, no: str) -> list[Review]:
    words = [(pair[language], 1) for pair in GOOD] + [(pair[language], 0) for pair in BAD]
    reviews = []
    for thing, degree, (word, label) in product(THINGS, DEGREES, words):
        subject = f"The {thing[0]}" if language == 0 else thing[1]
        reviews.append(Review(f"{subject} {verb} {degree[language]} {word}.", label, False))
        reviews.append(Review(f"{subject} {verb} {no} {degree[language]} {word}.", 1 - label, True))
    return reviews


def reviews_with_unseen_words() -> list[Review]:
    """English sentences whose adjectives occur nowhere in the training data."""
    words = [(word, 1) for word in UNSEEN_GOOD] + [(word, 0) for word in UNSEEN_BAD]
    return [
        Review(f"The {thing[0]} is {degree[0]} {word}.", label, False)
        for thing, degree, (word, label) in product(THINGS, DEGREES, words)
    ]


PLACES = ("Lisbon", "Oslo", "Cape Town", "Lima", "San Marino", "Kyoto", "Dublin", "New Delhi", "Quito", "Tartu")
UNSEEN_PLACES = ("Nairobi", "Buenos Aires", "Riga", "Port Louis")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TIMES = ("noon", "9 am", "7 pm", "half past ten", "midnight", "a quarter to six")
EVENTS = ("concert", "workshop", "market", "lecture", "picnic", "May fair")
CALENDAR_PATTERNS = (
    "The {event} in {PLACE} is on {DAY} at {TIME} .",
    "On {DAY} the {event} moves to {PLACE} .",
    "Doors open at {TIME} on {DAY} in {PLACE} .",
    "There is no {event} on {DAY} .",
    "We leave {PLACE} at {TIME} .",
)
# Other wordings, for the test only.
NEW_PATTERNS = (
    "{DAY} {TIME} : {event} , {PLACE}",
    "{PLACE} hosts the {event} next {DAY} from {TIME} .",
    "Is the {event} near {PLACE} on {DAY} or {DAY} ?",
)


@dataclass(frozen=True)
class TaggedSentence:
    """Words and their tags: O outside, B- at the first and I- at every further word of an entity."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


def calendar_sentences(
    count: int, places: tuple[str, ...], seed: int, patterns: tuple[str, ...] = CALENDAR_PATTERNS
) -> list[TaggedSentence]:
    """Random announcements with places, days and times marked."""
    random = np.random.default_rng(seed)
    choices = {"PLACE": places, "DAY": DAYS, "TIME": TIMES, "event": EVENTS}
    sentences = []
    for _ in range(count):
        words: list[str] = []
        tags: list[str] = []
        for part in patterns[random.integers(len(patterns))].split():
            slot = part.strip("{}")
            if part == slot:
                words.append(part)
                tags.append("O")
                continue
            filled = choices[slot][random.integers(len(choices[slot]))].split()
            words.extend(filled)
            entity = slot if slot.isupper() else ""
            tags.extend(f"{'BI'[index > 0]}-{entity}" if entity else "O" for index in range(len(filled)))
        sentences.append(TaggedSentence(tuple(words), tuple(tags)))
    return sentences


def descriptions() -> dict[str, str]:
    """scikit-learn's description of each data set, without markup, by its file's name."""
    folder = files("sklearn.datasets.descr")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".rst"))
    return {name.removesuffix(".rst"): _plain((folder / name).read_text(encoding="utf-8")) for name in names}


def _plain(text: str) -> str:
    text = re.sub(r"^\s*(\.\. .*|[=\-~^+| ]{4,}|:[\w ]+:.*|>>>.*)$", "", text, flags=re.MULTILINE)
    return re.sub(r"\s+", " ", re.sub(r"[`*]+", "", text)).strip()


def description_sentences() -> list[tuple[str, str]]:
    """Sentences of eight to forty words from the descriptions, each with its data set's name."""
    return [
        (name, sentence)
        for name, text in descriptions().items()
        for sentence in re.split(r"(?<=[.!?]) (?=[A-Z])", text)
        if 8 <= len(sentence.split()) <= 40
    ]
