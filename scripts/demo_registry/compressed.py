"""Descendants of the digit models: quantized, pruned, merged; a color palette; and questions about digits."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.datasets import load_sample_image

from . import figures
from .card import CardContent, Recipe
from .tables import accuracy, macro_f1, markdown_table, top_labels
from .vision import DIGIT_NAMES, DIGIT_WORDS, QUESTIONS, SEED, DigitQuestions, Digits, digits, fit_digits_mlp
from .vision import fit_linear_half as linear_half

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Layers:
    """The weights of a network of ReLU layers with a linear end."""

    weights: tuple[Floats, ...]
    biases: tuple[Floats, ...]

    @classmethod
    def of(cls, model: Any) -> Layers:
        """The weights of a fitted scikit-learn network."""
        return cls(tuple(model.coefs_), tuple(model.intercepts_))

    def scores(self, images: Floats) -> Floats:
        """The outputs before the softmax."""
        signal = images
        for index, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            signal = signal @ weight + bias
            if index < len(self.weights) - 1:
                signal = np.maximum(signal, 0)
        return signal


@dataclass(frozen=True)
class QuantizedMatrix:
    """Whole numbers and one step size: the matrix is their product."""

    steps: NDArray[np.int8]
    step_size: float

    @classmethod
    def of(cls, matrix: Floats, bits: int) -> QuantizedMatrix:
        """Round symmetrically to the given number of bits."""
        largest = 2 ** (bits - 1) - 1
        step_size = float(np.abs(matrix).max()) / largest
        return cls(np.rint(matrix / step_size).astype(np.int8), step_size)

    def restored(self) -> Floats:
        """The matrix as floating-point numbers again."""
        return self.steps.astype(np.float64) * self.step_size


def quantize(layers: Layers, bits: int) -> Layers:
    """The layers with their weights rounded; the few biases stay as they are."""
    return Layers(tuple(QuantizedMatrix.of(weight, bits).restored() for weight in layers.weights), layers.biases)


def stored_bytes(arrays: dict[str, NDArray[Any]]) -> int:
    """The size of the arrays as an uncompressed NumPy archive."""
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    return len(buffer.getvalue())


def digits_mlp_int8() -> CardContent:
    """The network with 8-bit weights, and what fewer bits would cost."""
    data = digits()
    layers = Layers.of(fit_digits_mlp(data))
    full = layers.scores(data.x_test)
    small = quantize(layers, 8)
    rows = []
    for bits in (8, 6, 5, 4, 3, 2):
        scores = quantize(layers, bits).scores(data.x_test)
        right = accuracy(data.y_test, scores.argmax(axis=1))
        same = float((scores.argmax(axis=1) == full.argmax(axis=1)).mean())
        rows.append((f"**{bits}**" if bits == 8 else str(bits), f"{right:.3f}", f"{same:.3f}"))
    float_arrays = {
        f"{kind}{index}": part.astype(np.float32)
        for kind, parts in (("weight", layers.weights), ("bias", layers.biases))
        for index, part in enumerate(parts)
    }
    matrices = [QuantizedMatrix.of(weight, 8) for weight in layers.weights]
    int8_arrays: dict[str, NDArray[Any]] = {f"weight{index}": matrix.steps for index, matrix in enumerate(matrices)}
    int8_arrays["step_sizes"] = np.array([matrix.step_size for matrix in matrices], dtype=np.float32)
    int8_arrays.update({name: part for name, part in float_arrays.items() if name.startswith("bias")})
    scores = small.scores(data.x_test)
    three = np.flatnonzero(data.y_test == 3)[0]
    chances = np.exp(scores[three] - scores[three].max())
    before, after = stored_bytes(float_arrays), stored_bytes(int8_arrays)
    return CardContent(
        values={
            "accuracy_before": accuracy(data.y_test, full.argmax(axis=1)),
            "accuracy": accuracy(data.y_test, scores.argmax(axis=1)),
            "macro_f1": macro_f1(data.y_test, scores.argmax(axis=1)),
            "changed": int((scores.argmax(axis=1) != full.argmax(axis=1)).sum()),
            "test_size": len(data.y_test),
            "bytes_before": before,
            "bytes": after,
            "ratio": before / after,
            "largest_error": max(
                float(np.abs(weight - matrix.restored()).max())
                for weight, matrix in zip(layers.weights, matrices, strict=True)
            ),
            "step_sizes": " and ".join(f"{matrix.step_size:.5f}" for matrix in matrices),
            "bits": markdown_table(["Bits", "Accuracy", "Same answer as float32"], rows, "crr"),
            "three_output": top_labels(DIGIT_NAMES, chances / chances.sum(), 2),
        },
        files={"three.png": figures.digit_png(data.x_test[three])},
    )


def _pruned(layers: Layers, share: float) -> Layers:
    weights = []
    for weight in layers.weights:
        limit = np.quantile(np.abs(weight), share)
        weights.append(np.where(np.abs(weight) >= limit, weight, 0.0))
    return Layers(tuple(weights), layers.biases)


def _trained_further(model: Any, layers: Layers, data: Digits, passes: int) -> Layers:
    """Train the surviving weights of a pruned network; those that are zero stay zero."""
    masks = [weight != 0 for weight in layers.weights]
    model.coefs_ = [weight.copy() for weight in layers.weights]
    for _ in range(passes):
        model.partial_fit(data.x_train, data.y_train)
        for weight, mask in zip(model.coefs_, masks, strict=True):
            weight *= mask
    return Layers.of(model)


def digits_mlp_pruned() -> CardContent:
    """The network without its smallest weights, before and after a few more passes."""
    data = digits()
    layers = Layers.of(fit_digits_mlp(data))
    before, after = {}, {}
    for share in (0.0, 0.5, 0.7, 0.8, 0.9, 0.95):
        cut = _pruned(layers, share)
        before[share] = accuracy(data.y_test, cut.scores(data.x_test).argmax(axis=1))
        further = _trained_further(fit_digits_mlp(data), cut, data, 15) if share else layers
        after[share] = accuracy(data.y_test, further.scores(data.x_test).argmax(axis=1))
        if share == 0.8:
            kept = int(sum((weight != 0).sum() for weight in further.weights))
    rows = [(f"{share:.0%}", f"{before[share]:.3f}", f"{after[share]:.3f}") for share in before]
    return CardContent(
        values={
            "accuracy_before": before[0.0],
            "cut_accuracy": before[0.8],
            "accuracy": after[0.8],
            "kept": kept,
            "weights": sum(weight.size for weight in layers.weights),
            "shares": markdown_table(
                ["Weights removed", "Accuracy, cut only", "Accuracy after 15 more passes"], rows, "rcc"
            ),
        },
        files={
            "pruning.png": figures.lines(
                [share * 100 for share in before],
                {"cut only": list(before.values()), "after 15 more passes": list(after.values())},
                "weights removed (%)",
                "test accuracy",
            )
        },
    )


def digits_linear_soup() -> CardContent:
    """The mean of two linear models, each trained on half of the data."""
    data = digits()
    halves = [linear_half(data, half) for half in (0, 1)]

    def score(share_of_b: float) -> float:
        weight = (1 - share_of_b) * halves[0].coef_ + share_of_b * halves[1].coef_
        bias = (1 - share_of_b) * halves[0].intercept_ + share_of_b * halves[1].intercept_
        return accuracy(data.y_test, (data.x_test @ weight.T + bias).argmax(axis=1))

    shares = [step / 10 for step in range(11)]
    scores = [score(share) for share in shares]
    votes = sum(half.predict_proba(data.x_test) for half in halves).argmax(axis=1)
    return CardContent(
        values={
            "a": scores[0],
            "b": scores[-1],
            "accuracy": scores[5],
            "ensemble": accuracy(data.y_test, votes),
            "test_size": len(data.y_test),
            "mixtures": markdown_table(
                ["Share of B", "Accuracy"], [(f"{shares[i]:.1f}", f"{scores[i]:.3f}") for i in range(0, 11, 2)], "cc"
            ),
            "mean_weight": float(np.mean([np.abs(half.coef_).mean() for half in halves])),
        },
        files={"mixture.png": figures.lines(shares, {"merged model": scores}, "share of model B", "test accuracy")},
    )


def flower_palette() -> CardContent:
    """Eight colors for a photograph, and what they do to another photograph."""
    flower = np.asarray(load_sample_image("flower.jpg"), dtype=np.float64)[::4, ::4]
    china = np.asarray(load_sample_image("china.jpg"), dtype=np.float64)[::4, ::4]
    pixels = flower.reshape(-1, 3)
    sample = pixels[np.random.default_rng(SEED).choice(len(pixels), 3000, replace=False)]

    def quality(image: Floats, palette: Any) -> float:
        colors = image.reshape(-1, 3)
        restored = palette.cluster_centers_[palette.predict(colors)]
        return float(10 * np.log10(255**2 / np.mean((colors - restored) ** 2)))

    palettes = {count: KMeans(count, n_init=3, random_state=SEED).fit(sample) for count in (2, 4, 8, 16, 32)}
    rows = [
        (
            f"**{count}**" if count == 8 else str(count),
            f"{quality(flower, palette):.1f}",
            f"{quality(china, palette):.1f}",
        )
        for count, palette in palettes.items()
    ]
    model = palettes[8]
    labels = model.predict(pixels)
    painted = model.cluster_centers_[labels].reshape(flower.shape)
    shares = np.bincount(labels, minlength=8) / len(labels)
    order = np.argsort(-shares, kind="stable")
    codes = ["#" + "".join(f"{round(part):02x}" for part in center) for center in model.cluster_centers_]
    return CardContent(
        values={
            "psnr": quality(flower, model),
            "psnr_other": quality(china, model),
            "colors": markdown_table(
                ["Color", "Share of the picture"], [(f"`{codes[index]}`", f"{shares[index]:.1%}") for index in order]
            ),
            "counts": markdown_table(["Colors", "flower.jpg (dB)", "china.jpg (dB)"], rows),
            "width": flower.shape[1],
            "height": flower.shape[0],
            "largest": codes[order[0]],
        },
        files={
            "flower.png": figures.png_of_pixels(flower.astype(np.uint8)),
            "eight-colors.png": figures.png_of_pixels(np.rint(painted).astype(np.uint8), scale=2),
            "thumbnail.png": figures.png_of_pixels(np.rint(painted)[:100, :100].astype(np.uint8), scale=3),
        },
    )


def digits_questions() -> CardContent:
    """Questions in words about the picture of a digit."""
    data = digits()
    model = DigitQuestions(data)
    right: dict[str, list[bool]] = {kind: [] for kind in QUESTIONS}
    for image, digit in zip(data.x_test, data.y_test, strict=True):
        expected = {
            "which": DIGIT_WORDS[digit],
            "even": "no" if digit % 2 else "yes",
            "large": "yes" if digit > 4 else "no",
        }
        for kind, answer in expected.items():
            right[kind].append(model.answer(image, QUESTIONS[kind][0])[0] == answer)
    rows = [(QUESTIONS[kind][0], f"{np.mean(answers):.3f}") for kind, answers in right.items()]
    six = data.x_test[np.flatnonzero(data.y_test == 6)[0]]

    def recorded(question: str) -> str:
        answer, score = model.answer(six, question)
        return json.dumps({"answer": answer, "score": round(score, 4)})

    return CardContent(
        values={
            "accuracy": float(np.mean([np.mean(answers) for answers in right.values()])),
            "kinds": markdown_table(["Question", "Accuracy"], rows),
            "phrasings": sum(len(variants) for variants in QUESTIONS.values()),
            "which_output": recorded("Which digit is this?"),
            "even_output": recorded("Is it even?"),
            "odd_output": recorded("Is it odd?"),
            "color_output": recorded("What color is it?"),
        },
        files={"six.png": figures.digit_png(six)},
    )


RECIPES = (
    Recipe("demo-compressed/digits-mlp-int8/README.md", digits_mlp_int8, 5),
    Recipe("demo-compressed/digits-mlp-pruned/README.md", digits_mlp_pruned, 20),
    Recipe("demo-compressed/digits-linear-soup/README.md", digits_linear_soup, 5),
    Recipe("demo-vision/flower-palette/README.md", flower_palette, 5),
    Recipe("demo-vision/digits-questions/README.md", digits_questions, 5),
)
