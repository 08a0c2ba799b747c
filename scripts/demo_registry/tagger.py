"""Marks places, days and times in announcements."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from .card import CardContent, Recipe
from .sentences import (
    CALENDAR_PATTERNS,
    NEW_PATTERNS,
    PLACES,
    UNSEEN_PLACES,
    TaggedSentence,
    calendar_sentences,
)
from .tables import markdown_table


def word_features(words: Sequence[str], place: int) -> dict[str, Any]:
    """What the tagger knows of a word: itself, its shape, and its neighbors."""
    word = words[place]
    return {
        "word": word.lower(),
        "capital": word[0].isupper(),
        "digit": word[0].isdigit(),
        "before": words[place - 1].lower() if place else "<start>",
        "two before": words[place - 2].lower() if place > 1 else "<start>",
        "after": words[place + 1].lower() if place + 1 < len(words) else "<end>",
    }


def entities(words: Sequence[str], tags: Sequence[str]) -> set[tuple[str, str, int]]:
    """The entities that a row of tags marks: kind, text, place of the first word."""
    found: list[tuple[str, list[str], int]] = []
    for place, (word, tag) in enumerate(zip(words, tags, strict=True)):
        if tag.startswith("I-") and found and found[-1][0] == tag[2:] and found[-1][2] + len(found[-1][1]) == place:
            found[-1][1].append(word)
        elif tag != "O":
            found.append((tag[2:], [word], place))
    return {(kind, " ".join(parts), place) for kind, parts, place in found}


def fit_tagger() -> Any:
    """Logistic regression over one word and its neighbors."""
    sentences = calendar_sentences(300, PLACES, 1)
    features = [word_features(s.words, i) for s in sentences for i in range(len(s.words))]
    return make_pipeline(DictVectorizer(), LogisticRegression(C=5.0, max_iter=300)).fit(
        features, [tag for s in sentences for tag in s.tags]
    )


def _tags(model: Any, sentence: TaggedSentence) -> list[str]:
    return list(model.predict([word_features(sentence.words, i) for i in range(len(sentence.words))]))


def entity_scores(model: Any, sentences: Sequence[TaggedSentence], kind: str = "") -> tuple[float, float, float]:
    """Precision, recall and F1 over whole entities, of one kind or of all."""
    right = said = true = 0
    for sentence in sentences:
        truth = {e for e in entities(sentence.words, sentence.tags) if kind in ("", e[0])}
        guess = {e for e in entities(sentence.words, _tags(model, sentence)) if kind in ("", e[0])}
        right, said, true = right + len(truth & guess), said + len(guess), true + len(truth)
    precision, recall = right / max(said, 1), right / max(true, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def calendar_tagger() -> CardContent:
    """Marks places, days and times; known and unknown places are measured apart."""
    model = fit_tagger()
    known, unknown = calendar_sentences(300, PLACES, 2), calendar_sentences(300, UNSEEN_PLACES, 3)
    reworded = calendar_sentences(300, UNSEEN_PLACES, 4, NEW_PATTERNS)
    rows = []
    for kind in ("PLACE", "DAY", "TIME", ""):
        scores = [f"{entity_scores(model, sentences, kind)[2]:.3f}" for sentences in (known, unknown, reworded)]
        rows.append((f"`{kind}`" if kind else "**all**", *scores))

    def recorded(text: str) -> str:
        words = text.split()
        chances = model.predict_proba([word_features(words, place) for place in range(len(words))])
        tags = [str(tag) for tag in model.classes_[chances.argmax(axis=1)]]
        found = sorted(entities(words, tags), key=lambda entity: entity[2])
        return json.dumps(
            [
                {
                    "label": f"{kind}: {part}",
                    "score": round(float(chances[place : place + len(part.split())].max(axis=1).mean()), 4),
                }
                for kind, part, place in found
            ]
        )

    precision, recall, f1 = entity_scores(model, known)
    return CardContent(
        values={
            "patterns": len(CALENDAR_PATTERNS),
            "precision": precision,
            "recall": recall,
            "f1": f1,
            "unknown_f1": entity_scores(model, unknown)[2],
            "reworded_f1": entity_scores(model, reworded)[2],
            "kinds": markdown_table(
                ["Entity", "Known places", "Unknown places", "Unknown places, other wording"], rows, "lccc"
            ),
            "picnic_output": recorded("The picnic in Nairobi is on Sunday at half past ten ."),
            "plain_output": recorded("May bought bread in Lima"),
        }
    )


RECIPES = (Recipe("demo-text/calendar-tagger/README.md", calendar_tagger, 5),)
