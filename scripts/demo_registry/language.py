"""A writer of characters and a search model, both made from scikit-learn's own descriptions."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer

from . import figures
from .card import CardContent, Recipe
from .sentences import description_sentences, descriptions
from .tables import markdown_table, quoted

Floats = NDArray[np.float64]
SEED = 0
ORDER = 4


class CharacterModel:
    """An n-gram model of characters that blends all shorter contexts (Witten and Bell's weights)."""

    def __init__(self, text: str, order: int) -> None:
        self.order = order
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)
        for place in range(len(text)):
            for length in range(min(order, place + 1)):
                self.counts[text[place - length : place]][text[place]] += 1
        self.alphabet = sorted(self.counts[""])

    def chances(self, context: str) -> dict[str, float]:
        """The probability of each next character."""
        blended = dict.fromkeys(self.alphabet, 1 / (len(self.alphabet) + 1))
        for length in range(self.order):
            seen = self.counts.get(context[len(context) - length :]) if length <= len(context) else None
            if not seen:
                break
            total, kinds = sum(seen.values()), len(seen)
            blended = {
                letter: (seen.get(letter, 0) + kinds * chance) / (total + kinds) for letter, chance in blended.items()
            }
        return blended

    def bits_per_character(self, text: str) -> float:
        """The mean surprise over a text, in bits; a character outside the alphabet gets its small share."""
        rare = 1 / (len(self.alphabet) + 1)
        total = sum(
            -math.log2(self.chances(text[max(0, i - self.order + 1) : i]).get(text[i], rare)) for i in range(len(text))
        )
        return total / len(text)

    def write(self, prompt: str, length: int, temperature: float, seed: int) -> str:
        """The prompt continued by that many characters."""
        random = np.random.default_rng(seed)
        text = prompt
        for _ in range(length):
            chances = self.chances(text[len(text) - self.order + 1 :])
            weights = np.array(list(chances.values())) ** (1 / temperature)
            text += list(chances)[int(random.choice(len(weights), p=weights / weights.sum()))]
        return text


def split_descriptions() -> tuple[str, str]:
    """All descriptions in one text; three of the data sets are kept for the test."""
    texts = descriptions()
    test = ("california_housing", "kddcup99", "wine_data")
    return " ".join(t for n, t in texts.items() if n not in test), " ".join(texts[name] for name in test)


def longest_copy(text: str, source: str) -> int:
    """The length of the longest piece of the text that stands in the source word for word."""
    return max(
        (
            end - start
            for start in range(len(text))
            for end in range(start + 1, len(text) + 1)
            if text[start:end] in source
        ),
        default=0,
    )


def description_writer() -> CardContent:
    """Continues a prompt in the manner of scikit-learn's data set descriptions."""
    train, test = split_descriptions()
    rows, bits = [], {}
    for order in range(1, 9):
        model = CharacterModel(train, order)
        bits[order] = model.bits_per_character(test[:2500])
        rows.append((f"**{order}**" if order == ORDER else str(order), f"{bits[order]:.2f}", f"{2 ** bits[order]:.1f}"))
    model = CharacterModel(train, ORDER)
    samples = {t: model.write("The data set ", 110, t, seed) for t, seed in ((0.3, 1), (0.7, 2), (1.2, 3))}
    return CardContent(
        values={
            "train_characters": len(train),
            "test_characters": 2500,
            "bits": bits[ORDER],
            "perplexity": 2 ** bits[ORDER],
            "alphabet": len(model.alphabet),
            "contexts": len(model.counts),
            "orders": markdown_table(["Order n", "Bits per character", "Perplexity"], rows, "crr"),
            "cool": samples[0.3],
            "medium": samples[0.7],
            "hot": samples[1.2],
            "medium_output": json.dumps({"text": samples[0.7]}),
            "copied": longest_copy(samples[0.3], train),
            "copied_hot": longest_copy(samples[1.2], train),
        },
        files={
            "bits.png": figures.lines(
                [float(order) for order in bits],
                {"held-out text": list(bits.values())},
                "order n",
                "bits per character",
            )
        },
    )


def fit_search(sentences: Sequence[str]) -> Any:
    """Latent semantic analysis: weighted words, forty directions, unit length."""
    return make_pipeline(
        TfidfVectorizer(stop_words="english", sublinear_tf=True), TruncatedSVD(40, random_state=SEED), Normalizer()
    ).fit(sentences)


def description_search() -> CardContent:
    """Sentence embeddings, tested by whether the nearest sentence speaks of the same data set."""
    named = description_sentences()
    names, sentences = [name for name, _ in named], [sentence for _, sentence in named]
    truth = np.array(names)
    rows, scores = [], {}
    words = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(sentences)
    spaces = {"TF-IDF, all words": np.asarray(words.todense())}
    spaces["LSA, 40 directions"] = fit_search(sentences).transform(sentences)
    for name, vectors in spaces.items():
        likeness = vectors @ vectors.T
        np.fill_diagonal(likeness, -1)
        order = np.argsort(-likeness, axis=1, kind="stable")
        hits = truth[order] == truth[:, None]
        scores[name] = (float(hits[:, 0].mean()), float(hits[:, :5].mean()))
        rows.append((name, vectors.shape[1], f"{scores[name][0]:.3f}", f"{scores[name][1]:.3f}"))
    shares = np.array([np.mean(truth == name) for name in truth])
    model = fit_search(sentences)
    source = "Which plant do the three classes belong to?"
    others = [
        "The data set contains 3 classes of 50 instances each, where each class refers to a type of iris plant.",
        "Thirteen chemical measurements were taken for wines of three cultivators.",
        "The images show faces of forty people under different lighting.",
    ]
    vectors = model.transform([source, *others])
    likeness = [round(float(value), 4) for value in vectors[1:] @ vectors[0]]
    return CardContent(
        values={
            "sentences": len(sentences),
            "sets": len(set(names)),
            "precision1": scores["LSA, 40 directions"][0],
            "precision5": scores["LSA, 40 directions"][1],
            "tfidf1": scores["TF-IDF, all words"][0],
            "chance": float(shares.mean()),
            "spaces": markdown_table(["Vectors", "Length", "Precision at 1", "Precision at 5"], rows),
            "variance": float(model[1].explained_variance_ratio_.sum()),
            "output": json.dumps([{"label": o, "score": value} for o, value in zip(others, likeness, strict=True)]),
            "others": "\n".join(f"      - {quoted(text)}" for text in others),
        }
    )


RECIPES = (
    Recipe("demo-text/description-writer/README.md", description_writer, 20),
    Recipe("demo-text/description-search/README.md", description_search, 5),
)
