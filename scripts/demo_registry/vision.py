"""Models of the 8×8 handwritten digits."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression, Ridge, SGDClassifier
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import MultinomialNB
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.svm import SVC

from . import figures
from .card import CardContent, Recipe
from .tables import accuracy, confusion_table, macro_f1, markdown_table, per_class_table, top_labels

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SEED = 0
DIGIT_NAMES = tuple(str(digit) for digit in range(10))
DIGIT_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
BRIGHTEST = 16.0


@dataclass(frozen=True)
class Digits:
    """The digits, two thirds to train and one third to test."""

    x_train: Floats
    x_test: Floats
    y_train: Ints
    y_test: Ints


def digits() -> Digits:
    """The split that every digit model in the catalog shares, so that their numbers can be compared."""
    data = load_digits()
    return Digits(*train_test_split(data.data, data.target, test_size=1 / 3, stratify=data.target, random_state=SEED))


def shifted(images: Floats, columns: int) -> Floats:
    """The images moved sideways by whole pixels, with an empty margin."""
    moved = np.roll(images.reshape(-1, 8, 8), columns, axis=2)
    edge = slice(0, columns) if columns > 0 else slice(columns, None)
    if columns:
        moved[:, :, edge] = 0
    return moved.reshape(len(images), 64)


def noisy(images: Floats, strength: float, seed: int) -> Floats:
    """The images with Gaussian noise, kept within the gray range."""
    noise = np.random.default_rng(seed).normal(0, strength, images.shape)
    return np.clip(images + noise, 0, BRIGHTEST)


def digits_svm() -> CardContent:
    """A support vector machine, and how it stands noise and shifts."""
    data = digits()
    model = SVC(C=5.0, gamma=0.001).fit(data.x_train, data.y_train)
    predicted = model.predict(data.x_test)
    trials = {
        "as scanned": data.x_test,
        "one pixel to the right": shifted(data.x_test, 1),
        "one pixel to the left": shifted(data.x_test, -1),
        "two pixels to the right": shifted(data.x_test, 2),
        "noise, σ = 2": noisy(data.x_test, 2, 1),
        "noise, σ = 4": noisy(data.x_test, 4, 1),
        "ink and paper swapped": BRIGHTEST - data.x_test,
    }
    rows = [(name, f"{accuracy(data.y_test, model.predict(images)):.3f}") for name, images in trials.items()]
    margins = model.decision_function(data.x_test)
    sevens = np.flatnonzero((data.y_test == 7) & (predicted == 7))
    easy = int(sevens[np.argmax(margins[sevens, 7])])
    wrong = np.flatnonzero(predicted != data.y_test)
    return CardContent(
        values={
            "train_size": len(data.y_train),
            "test_size": len(data.y_test),
            "accuracy": accuracy(data.y_test, predicted),
            "macro_f1": macro_f1(data.y_test, predicted),
            "mistakes": len(wrong),
            "support_vectors": int(model.n_support_.sum()),
            "conditions": markdown_table(["Test images", "Accuracy"], rows),
            "per_class": per_class_table(data.y_test, predicted, DIGIT_NAMES),
            "mistake_list": ", ".join(f"a {data.y_test[i]} read as {predicted[i]}" for i in wrong),
            "seven_output": top_labels(DIGIT_NAMES, _softmax(margins[easy]), 3),
            "hard_output": top_labels(DIGIT_NAMES, _softmax(margins[wrong[0]]), 3),
            "hard_truth": int(data.y_test[wrong[0]]),
        },
        files={
            "seven.png": figures.digit_png(data.x_test[easy]),
            "hard.png": figures.digit_png(data.x_test[wrong[0]]),
            "mistakes.png": figures.picture_rows({"misread": data.x_test[wrong]}),
            "confusion.png": figures.heat_map(
                confusion_matrix(data.y_test, predicted), DIGIT_NAMES, DIGIT_NAMES, "predicted", "true"
            ),
        },
    )


def _softmax(margins: Floats) -> Floats:
    powers = np.exp(margins - margins.max())
    return np.asarray(powers / powers.sum(), dtype=float)


def fit_digits_mlp(data: Digits) -> Any:
    """A network of one hidden layer; the parent of the compressed models."""
    return MLPClassifier((48,), alpha=1e-3, max_iter=150, random_state=SEED, tol=1e-5).fit(data.x_train, data.y_train)


def digits_mlp() -> CardContent:
    """The network before anything is compressed."""
    data = digits()
    model = fit_digits_mlp(data)
    predicted = model.predict(data.x_test)
    parameters = sum(part.size for part in [*model.coefs_, *model.intercepts_])
    return CardContent(
        values={
            "train_size": len(data.y_train),
            "test_size": len(data.y_test),
            "accuracy": accuracy(data.y_test, predicted),
            "train_accuracy": accuracy(data.y_train, model.predict(data.x_train)),
            "macro_f1": macro_f1(data.y_test, predicted),
            "parameters": parameters,
            "kilobytes": parameters * 4 / 1000,
            "epochs": model.n_iter_,
            "confusion": confusion_table(data.y_test, predicted, DIGIT_NAMES),
            "three_output": top_labels(
                DIGIT_NAMES, model.predict_proba(data.x_test[np.flatnonzero(data.y_test == 3)[:1]])[0], 2
            ),
        },
        files={
            "three.png": figures.digit_png(data.x_test[np.flatnonzero(data.y_test == 3)[0]]),
            "loss.png": figures.lines(
                np.arange(1, model.n_iter_ + 1, dtype=float),
                {"loss": np.log10(model.loss_curve_)},
                "pass over the training data",
                "log₁₀ of the training loss",
            ),
        },
    )


def fit_linear_half(data: Digits, half: int) -> Any:
    """A linear classifier of the even (0) or odd (1) rows of the training set."""
    return SGDClassifier(loss="log_loss", alpha=1e-3, max_iter=60, tol=None, random_state=half).fit(
        data.x_train[half::2], data.y_train[half::2]
    )


def linear_half_a() -> CardContent:
    """The first parent of the merged model, for a sparse card."""
    data = digits()
    return CardContent({"accuracy": accuracy(data.y_test, fit_linear_half(data, 0).predict(data.x_test))})


def linear_half_b() -> CardContent:
    """The second parent of the merged model, for a card that is nothing but a heading."""
    fit_linear_half(digits(), 1)
    return CardContent({})


# Which of the segments a to g of a pocket calculator's display are lit for each digit.
SEGMENTS = ("abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg")
SEGMENT_CODES: Floats = np.array([[1.0 if letter in lit else -1.0 for letter in "abcdefg"] for lit in SEGMENTS])


def segment_scores(model: Any, images: Floats, candidates: list[int]) -> Floats:
    """How well the predicted segments fit each candidate digit, from 0 to 1 over the candidates."""
    codes = SEGMENT_CODES[candidates]
    fit = model.predict(images) @ codes.T / np.linalg.norm(codes, axis=1)
    return np.asarray([_softmax(row) for row in fit], dtype=float)


def fit_segments(data: Digits, unseen: tuple[int, ...]) -> Any:
    """Pixels to segments, learned without a single example of the unseen digits."""
    seen = ~np.isin(data.y_train, unseen)
    return Ridge(alpha=100.0).fit(data.x_train[seen], SEGMENT_CODES[data.y_train[seen]])


def digits_segments() -> CardContent:
    """Zero-shot reading of two digits that were left out of the training."""
    data = digits()
    pairs = {}
    for pair in combinations(range(10), 2):
        model = fit_segments(data, pair)
        chosen = np.isin(data.y_test, pair)
        scores = segment_scores(model, data.x_test[chosen], list(pair))
        everything = segment_scores(model, data.x_test[chosen], list(range(10)))
        truth = data.y_test[chosen]
        pairs[pair] = (
            accuracy(truth, np.array(pair)[scores.argmax(axis=1)]),
            accuracy(truth, everything.argmax(axis=1)),
        )
    order = sorted(pairs, key=lambda pair: pairs[pair][0])
    rows = [(f"{a} or {b}", f"{pairs[a, b][0]:.3f}", f"{pairs[a, b][1]:.3f}") for a, b in [*order[:4], *order[-4:]]]
    model = fit_segments(data, (4, 6))
    four = np.flatnonzero(data.y_test == 4)[:1]
    return CardContent(
        values={
            "pair_accuracy": float(np.mean([two for two, _ in pairs.values()])),
            "open_accuracy": float(np.mean([ten for _, ten in pairs.values()])),
            "below_chance": sum(two < 0.5 for two, _ in pairs.values()),
            "worst_best": markdown_table(["Left out", "Accuracy among the two", "Accuracy among all ten"], rows, "lcc"),
            "this_pair": pairs[4, 6][0],
            "codes": markdown_table(
                ["Digit", *"abcdefg"],
                [
                    (digit, *("●" if letter in lit else "○" for letter in "abcdefg"))
                    for digit, lit in enumerate(SEGMENTS)
                ],
                "rccccccc",
            ),
            "two_output": top_labels(["4", "6"], segment_scores(model, data.x_test[four], [4, 6])[0], 2),
            "five_output": top_labels(
                ["1", "4", "6", "7", "9"], segment_scores(model, data.x_test[four], [1, 4, 6, 7, 9])[0], 5
            ),
        },
        files={"four.png": figures.digit_png(data.x_test[four[0]])},
    )


QUESTIONS = {
    "which": ("Which digit is this?", "What digit is shown?", "Which number is it?", "Read the digit."),
    "even": ("Is it even?", "Is this an even number?", "Is the digit divisible by two?", "Even or not?"),
    "large": (
        "Is it larger than four?",
        "Is the number more than four?",
        "Is this greater than four?",
        "Is it above four?",
    ),
}


class DigitQuestions:
    """Answers three kinds of questions about a digit from class probabilities and the question's words."""

    def __init__(self, data: Digits) -> None:
        texts = [text for variants in QUESTIONS.values() for text in variants]
        kinds = [kind for kind, variants in QUESTIONS.items() for _ in variants]
        self.kind_of = make_pipeline(CountVectorizer(), MultinomialNB()).fit(texts, kinds)
        self.reader = LogisticRegression(C=0.01, max_iter=300).fit(data.x_train, data.y_train)

    def answer(self, image: Floats, question: str) -> tuple[str, float]:
        """The likeliest answer and its probability."""
        chances = self.reader.predict_proba(image.reshape(1, 64))[0]
        kind = str(self.kind_of.predict([question])[0])
        if kind == "which":
            return DIGIT_WORDS[int(chances.argmax())], float(chances.max())
        yes = float(chances[0::2].sum() if kind == "even" else chances[5:].sum())
        return ("yes", yes) if yes >= 0.5 else ("no", 1 - yes)


RECIPES = (
    Recipe("demo-vision/digits-svm/README.md", digits_svm, 5),
    Recipe("demo-vision/digits-mlp/README.md", digits_mlp, 5),
    Recipe("demo-vision/digits-linear-a/README.md", linear_half_a, 5),
    Recipe("demo-vision/digits-linear-b/README.md", linear_half_b, 5),
    Recipe("demo-vision/digits-segments/README.md", digits_segments, 5),
)
