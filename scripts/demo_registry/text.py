"""Text classifiers, a tagger, a translator and a fill-mask model."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline

from .card import CardContent, Recipe
from .number_words import LANGUAGES, english, german, hebrew, norwegian
from .sentences import (
    Review,
    english_reviews,
    german_reviews,
    reviews_with_unseen_words,
)
from .tables import accuracy, macro_f1, markdown_table, top_labels

Floats = NDArray[np.float64]
SEED = 0


def _hashed(reviews: Sequence[Review]) -> Any:
    hasher = HashingVectorizer(ngram_range=(1, 3), n_features=2**14, alternate_sign=False)
    return hasher.transform([review.text for review in reviews])


def _labels(reviews: Sequence[Review]) -> list[int]:
    return [review.label for review in reviews]


def split_reviews(reviews: list[Review]) -> tuple[list[Review], list[Review]]:
    """Two thirds to train and one third to test."""
    train, test = train_test_split(reviews, test_size=1 / 3, stratify=_labels(reviews), random_state=SEED)
    return train, test


def fit_sentiment() -> SGDClassifier:
    """The English model: hashed words, word pairs and triples, and a linear classifier."""
    train, _ = split_reviews(english_reviews())
    model = SGDClassifier(loss="log_loss", alpha=1e-4, max_iter=30, tol=None, random_state=SEED)
    return model.fit(_hashed(train), _labels(train))


def _score(model: Any, reviews: Sequence[Review]) -> float:
    return accuracy(_labels(reviews), model.predict(_hashed(reviews)))


def _sentiment_of(model: Any, text: str) -> str:
    return top_labels(["negative", "positive"], model.predict_proba(_hashed([Review(text, 0, False)]))[0], 2)


def reviews_sentiment() -> CardContent:
    """English sentiment on seen words, on negations, and on words it has never met."""
    model = fit_sentiment()
    train, test = split_reviews(english_reviews())
    unseen = reviews_with_unseen_words()
    groups = {
        "plain sentences": [review for review in test if not review.negated],
        "negated sentences": [review for review in test if review.negated],
        "adjectives not in the training data": unseen,
        "German sentences": german_reviews(),
    }
    rows = [(name, len(reviews), f"{_score(model, reviews):.3f}") for name, reviews in groups.items()]
    return CardContent(
        values={
            "train_size": len(train),
            "test_size": len(test),
            "accuracy": _score(model, test),
            "macro_f1": macro_f1(_labels(test), model.predict(_hashed(test))),
            "unseen": _score(model, unseen),
            "groups": markdown_table(["Test sentences", "Number", "Accuracy"], rows),
            "good_output": _sentiment_of(model, "The lamp is really practical."),
            "negated_output": _sentiment_of(model, "The tent is not very comfortable."),
            "unseen_output": _sentiment_of(model, "The kettle is quite superb."),
        }
    )


def reviews_sentiment_de() -> CardContent:
    """The English model after a few passes over German sentences."""
    model = fit_sentiment()
    _, english_test = split_reviews(english_reviews())
    train, test = split_reviews(german_reviews())
    small, _ = train_test_split(train, train_size=200, stratify=_labels(train), random_state=SEED)
    rows = [("0", f"{_score(model, test):.3f}", f"{_score(model, english_test):.3f}")]
    before = _score(model, english_test)
    for passes in range(1, 31):
        model.partial_fit(_hashed(small), _labels(small))
        if passes in (1, 3, 10, 30):
            rows.append((str(passes), f"{_score(model, test):.3f}", f"{_score(model, english_test):.3f}"))
    fresh = SGDClassifier(loss="log_loss", alpha=1e-4, max_iter=30, tol=None, random_state=SEED)
    fresh.fit(_hashed(small), _labels(small))
    return CardContent(
        values={
            "train_size": len(small),
            "test_size": len(test),
            "accuracy": _score(model, test),
            "macro_f1": macro_f1(_labels(test), model.predict(_hashed(test))),
            "english_before": before,
            "english_after": _score(model, english_test),
            "from_scratch": _score(fresh, test),
            "passes": markdown_table(["Passes over the German data", "German", "English"], rows, "rcc"),
            "good_output": _sentiment_of(model, "Die Uhr ist wirklich schön."),
            "bad_output": _sentiment_of(model, "Der Stuhl ist nicht sehr bequem."),
        }
    )


def number_words_language() -> CardContent:
    """Which language a number word is from, by its letters."""
    codes = list(LANGUAGES)
    words = [(LANGUAGES[code][1](number), index) for index, code in enumerate(codes) for number in range(100)]
    train, test = train_test_split(words, test_size=0.4, stratify=[label for _, label in words], random_state=SEED)
    model = make_pipeline(CountVectorizer(analyzer="char_wb", ngram_range=(1, 3)), MultinomialNB(alpha=0.1))
    model.fit([word for word, _ in train], [label for _, label in train])
    truth = np.array([label for _, label in test])
    predicted = model.predict([word for word, _ in test])
    rows = []
    for index, code in enumerate(codes):
        wrong = [word for (word, label), guess in zip(test, predicted, strict=True) if label == index != guess]
        recall = float(np.mean(predicted[truth == index] == index))
        rows.append((f"`{code}`", LANGUAGES[code][0], f"{recall:.3f}", ", ".join(wrong) or "–"))
    by_word: dict[str, set[int]] = {}
    for word, label in words:
        by_word.setdefault(word, set()).add(label)
    shared = [
        f"*{word}* ({', '.join(codes[i] for i in sorted(labels))})"
        for word, labels in by_word.items()
        if len(labels) > 1
    ]
    examples = ("zweiundvierzig", hebrew(32), "six")
    outputs = {word: top_labels(codes, model.predict_proba([word])[0], 3) for word in examples}
    return CardContent(
        values={
            "train_size": len(train),
            "test_size": len(test),
            "accuracy": accuracy(truth, predicted),
            "macro_f1": macro_f1(truth, predicted),
            "languages": markdown_table(["Code", "Language", "Recall", "Test words it missed"], rows, "llrl"),
            "shared": ", ".join(shared),
            "shared_count": len(shared),
            "german_output": outputs["zweiundvierzig"],
            "hebrew_output": outputs[hebrew(32)],
            "six_output": outputs["six"],
        }
    )


class NumberTranslator:
    """English to German number words: five slots, each filled by a classifier of the English word pieces."""

    # In the order of German: the hundreds, the units or teens, the link, the tens, a teen or lone unit.
    _SLOT = re.compile(
        r"(?:(\w*?hundert))?(?:(ein|\w+?)(und))?"
        r"(zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig)?(\w*)"
    )

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self.vectorizer = CountVectorizer(analyzer=self.pieces)
        inputs = self.vectorizer.fit_transform([source for source, _ in pairs])
        slots = [self.slots(target) for _, target in pairs]
        self.models = []
        for column in zip(*slots, strict=True):
            self.models.append(LogisticRegression(C=30.0, max_iter=400).fit(inputs, column))

    @staticmethod
    def pieces(text: str) -> list[str]:
        """The words, and for each whether "hundred" follows it."""
        words = re.findall(r"[a-z]+", text.lower())
        following = [*words[1:], ""]
        return [w + ("+hundred" if after == "hundred" else "") for w, after in zip(words, following, strict=True)]

    @classmethod
    def slots(cls, german_word: str) -> tuple[str, ...]:
        """The German word cut into its slots; joined again they give the word."""
        match = cls._SLOT.fullmatch(german_word)
        if match is None:
            raise ValueError(f"not a German number word: {german_word}")
        return tuple(part or "" for part in match.groups())

    def translate(self, text: str) -> str:
        """The likeliest filling of every slot, joined."""
        inputs = self.vectorizer.transform([text])
        return "".join(str(model.predict(inputs)[0]) for model in self.models)


def number_pairs() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """All pairs from 1 to 999, split at random into 300 to train and 699 to test."""
    pairs = [(english(number), german(number)) for number in range(1, 1000)]
    train, test = train_test_split(pairs, train_size=300, random_state=SEED)
    return train, test


def number_words_translator() -> CardContent:
    """Exact translations of unseen numbers, and how many examples that takes."""
    train, test = number_pairs()
    rows, curve = [], {}
    for size in (50, 100, 200, 300):
        model = NumberTranslator(train[:size])
        curve[size] = float(np.mean([model.translate(source) == target for source, target in test]))
        rows.append((str(size), f"{curve[size]:.3f}"))
    wrong = [(s, t, model.translate(s)) for s, t in test if model.translate(s) != t]
    examples = {text: model.translate(text) for text in ("two hundred and forty-one", "two thousand", "five kettles")}
    return CardContent(
        values={
            "train_size": len(train),
            "test_size": len(test),
            "exact": curve[300],
            "wrong": len(wrong),
            "cut_short": sum(target.startswith(said) for _, target, said in wrong),
            "sizes": markdown_table(["Training pairs", "Exact match on the 699 test pairs"], rows, "rr"),
            "mistakes": markdown_table(["English", "Right", "Model"], wrong[:6], "lll"),
            "common": json.dumps({"text": examples["two hundred and forty-one"]}, ensure_ascii=False),
            "common_text": examples["two hundred and forty-one"],
            "thousand": json.dumps({"text": examples["two thousand"]}, ensure_ascii=False),
            "thousand_text": examples["two thousand"],
            "kettles_text": examples["five kettles"],
        }
    )


MASK = "[MASK]"


def _neighbors(words: Sequence[str]) -> dict[str, str]:
    place = words.index(MASK)
    return {str(i - place): word for i, word in enumerate(words) if i != place}


def counting_rows() -> list[list[int]]:
    """Rows of five numbers below fifty that go up or down in equal steps."""
    return [
        [start + step * index for index in range(5)]
        for step in (-10, -5, -2, -1, 1, 2, 5, 10)
        for start in range(50)
        if 0 <= start + 4 * step < 50
    ]


def masked(row: Sequence[int], place: int) -> tuple[list[str], str]:
    """The words of a row with one of them masked, and the word behind the mask."""
    words = [norwegian(number) for number in row]
    return [*words[:place], MASK, *words[place + 1 :]], words[place]


def norwegian_counting() -> CardContent:
    """Guesses the hidden word of a row of Norwegian number words."""
    train, test = train_test_split(counting_rows(), test_size=0.25, random_state=SEED)
    examples = [masked(row, place) for row in train for place in range(5)]
    model = make_pipeline(DictVectorizer(), LogisticRegression(C=30.0, max_iter=300))
    model.fit([_neighbors(words) for words, _ in examples], [answer for _, answer in examples])
    rows, first, five = [], [], []
    for place in range(5):
        tests = [masked(row, place) for row in test]
        chances = model.predict_proba([_neighbors(words) for words, _ in tests])
        ranked = [list(model.classes_[np.argsort(-row)]) for row in chances]
        ranks = np.array(
            [
                order.index(answer) if answer in order else len(order)
                for order, (_, answer) in zip(ranked, tests, strict=True)
            ]
        )
        first.append(float((ranks == 0).mean()))
        five.append(float((ranks < 5).mean()))
        rows.append((f"{place + 1}", f"{first[-1]:.3f}", f"{five[-1]:.3f}"))

    def recorded(text: str) -> str:
        chances = model.predict_proba([_neighbors(text.split())])[0]
        return top_labels([str(name) for name in model.classes_], chances, 3)

    return CardContent(
        values={
            "train_size": len(examples),
            "test_size": len(test) * 5,
            "vocabulary": len(model.classes_),
            "top1": float(np.mean(first)),
            "top5": float(np.mean(five)),
            "places": markdown_table(["Place of the mask", "Top 1", "Top 5"], rows, "ccc"),
            "up_output": recorded("to fire [MASK] åtte ti"),
            "down_output": recorded("førti [MASK] tjue ti null"),
            "odd_output": recorded("en to [MASK] fem åtte"),
        }
    )


RECIPES = (
    Recipe("demo-text/reviews-sentiment/README.md", reviews_sentiment, 5),
    Recipe("demo-text/reviews-sentiment-de/README.md", reviews_sentiment_de, 5),
    Recipe("demo-text/number-words-language/README.md", number_words_language, 5),
    Recipe("demo-text/number-words-translator/README.md", number_words_translator, 20),
    Recipe("demo-text/norwegian-counting/README.md", norwegian_counting, 5),
)
