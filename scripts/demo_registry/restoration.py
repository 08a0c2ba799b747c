"""Models that draw: a noise filter for digits, and one that completes them from a word."""

from __future__ import annotations

import numpy as np
from sklearn.decomposition import PCA
from sklearn.neural_network import MLPRegressor
from sklearn.svm import SVC

from . import figures
from .card import CardContent, Recipe
from .tables import accuracy, markdown_table
from .vision import BRIGHTEST, SEED, Floats, Ints, digits, noisy


def peak_signal_to_noise(clean: Floats, other: Floats) -> float:
    """PSNR in decibels against the brightest gray."""
    return float(10 * np.log10(BRIGHTEST**2 / np.mean((clean - other) ** 2)))


def digits_denoiser() -> CardContent:
    """Principal components as a noise filter."""
    data = digits()
    rows = []
    for components in (5, 10, 15, 20, 30, 45):
        pca = PCA(components, random_state=SEED).fit(data.x_train)
        row: list[str] = [f"**{components}**" if components == 15 else str(components)]
        for strength in (0, 2, 4):
            restored = pca.inverse_transform(pca.transform(noisy(data.x_test, strength, 1)))
            row.append(f"{peak_signal_to_noise(data.x_test, np.clip(restored, 0, BRIGHTEST)):.1f}")
        rows.append(tuple(row))
    pca = PCA(15, random_state=SEED).fit(data.x_train)
    spoiled = noisy(data.x_test, 4, 1)
    restored = np.clip(pca.inverse_transform(pca.transform(spoiled)), 0, BRIGHTEST)
    reader = SVC(C=5.0, gamma=0.001).fit(data.x_train, data.y_train)
    return CardContent(
        values={
            "train_size": len(data.x_train),
            "test_size": len(data.x_test),
            "psnr_before": peak_signal_to_noise(data.x_test, spoiled),
            "psnr": peak_signal_to_noise(data.x_test, restored),
            "variance": float(pca.explained_variance_ratio_.sum()),
            "components": markdown_table(["Components", "No noise", "σ = 2", "σ = 4"], rows, "rccc"),
            "read_clean": accuracy(data.y_test, reader.predict(data.x_test)),
            "read_before": accuracy(data.y_test, reader.predict(spoiled)),
            "read_after": accuracy(data.y_test, reader.predict(restored)),
        },
        files={
            "rows.png": figures.picture_rows(
                {"original": data.x_test[:9], "noisy": spoiled[:9], "restored": restored[:9]}
            ),
            "noisy.png": figures.digit_png(spoiled[0]),
            "restored.png": figures.digit_png(restored[0]),
        },
    )


def _with_prompt(images: Floats, prompts: Ints | None) -> Floats:
    """The upper half of each image, and its prompt as ten switches (all off without a prompt)."""
    switches = np.zeros((len(images), 10)) if prompts is None else np.eye(10)[prompts]
    return np.hstack([images[:, :32] / BRIGHTEST, switches])


def digits_completer() -> CardContent:
    """Draws the lower half of a digit from its upper half and a number word."""
    data = digits()
    # Half of the training examples come without a prompt, so that the model also learns to do without.
    inputs = np.vstack([_with_prompt(data.x_train, data.y_train), _with_prompt(data.x_train, None)])
    lower = np.vstack([data.x_train[:, 32:], data.x_train[:, 32:]]) / BRIGHTEST
    model = MLPRegressor(hidden_layer_sizes=(64,), alpha=1e-3, max_iter=120, random_state=SEED).fit(inputs, lower)

    def complete(images: Floats, prompts: Ints | None) -> Floats:
        drawn = np.clip(model.predict(_with_prompt(images, prompts)), 0, 1) * BRIGHTEST
        return np.hstack([images[:, :32], drawn])

    reader = SVC(C=5.0, gamma=0.001).fit(data.x_train, data.y_train)
    wrong_prompt = (data.y_test + 5) % 10
    mean_lower = np.hstack([data.x_test[:, :32], np.tile(data.x_train[:, 32:].mean(axis=0), (len(data.x_test), 1))])
    trials = {
        "the right word": complete(data.x_test, data.y_test),
        "no prompt": complete(data.x_test, None),
        "a wrong word (five more)": complete(data.x_test, wrong_prompt),
        "*always the mean lower half*": mean_lower,
    }
    rows = [
        (
            name,
            f"{peak_signal_to_noise(data.x_test[:, 32:], images[:, 32:]):.1f} dB",
            f"{accuracy(data.y_test, reader.predict(images)):.3f}",
        )
        for name, images in trials.items()
    ]
    obeyed = accuracy(wrong_prompt, reader.predict(trials["a wrong word (five more)"]))
    nine = np.flatnonzero(data.y_test == 9)[:1]
    upper = data.x_test[nine].copy()
    upper[:, 32:] = 0
    shown = np.array([np.flatnonzero(data.y_test == digit)[1] for digit in range(10)])
    return CardContent(
        values={
            "psnr": peak_signal_to_noise(data.x_test[:, 32:], trials["the right word"][:, 32:]),
            "psnr_unprompted": peak_signal_to_noise(data.x_test[:, 32:], trials["no prompt"][:, 32:]),
            "trials": markdown_table(["Prompt", "PSNR of the lower half", "Read correctly by an SVM"], rows),
            "obeyed": obeyed,
        },
        files={
            "upper.png": figures.digit_png(upper[0]),
            "as-nine.png": figures.digit_png(complete(data.x_test[nine], np.array([9]))[0]),
            "as-eight.png": figures.digit_png(complete(data.x_test[nine], np.array([8]))[0]),
            "rows.png": figures.picture_rows(
                {
                    "original": data.x_test[shown],
                    "right word": complete(data.x_test[shown], data.y_test[shown]),
                    "no prompt": complete(data.x_test[shown], None),
                }
            ),
        },
    )


RECIPES = (
    Recipe("demo-vision/digits-denoiser/README.md", digits_denoiser, 5),
    Recipe("demo-vision/digits-completer/README.md", digits_completer, 5),
)
