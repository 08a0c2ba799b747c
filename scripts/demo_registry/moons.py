"""A small network on two moons, and its fine-tuned descendant."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import make_moons
from sklearn.neural_network import MLPClassifier

from . import figures
from .card import CardContent, Recipe
from .tables import accuracy, macro_f1, markdown_table

Floats = NDArray[np.float64]
SEED = 0


def moons(angle: float, seed: int, count: int = 400) -> tuple[Floats, NDArray[np.int64]]:
    """Two interleaved half circles with noise, turned by an angle in degrees."""
    points, classes = make_moons(count, noise=0.2, random_state=seed)
    turn = np.deg2rad(angle)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return points @ rotation.T, classes


def fit_moons() -> Any:
    """A network of two hidden layers on upright moons."""
    return MLPClassifier((16, 16), learning_rate_init=0.01, max_iter=300, random_state=SEED).fit(*moons(0, 1))


def fit_rotated_moons() -> Any:
    """The same network after a few more passes over moons turned by sixty degrees."""
    model = fit_moons()
    points, classes = moons(60, 2, 120)
    for _ in range(40):
        model.partial_fit(points, classes)
    return model


def _moon_picture(model: Any, angle: float) -> bytes:
    grid_x, grid_y = np.meshgrid(np.linspace(-2.2, 2.6, 120), np.linspace(-1.6, 2.4, 120))
    scores = model.predict_proba(np.c_[grid_x.ravel(), grid_y.ravel()])[:, 1].reshape(grid_x.shape)
    points, classes = moons(angle, 3, 200)
    return figures.decision_regions(grid_x, grid_y, scores, points, classes)


def moons_mlp() -> CardContent:
    """The small network on its own ground, and on turned data."""
    model = fit_moons()
    rows = []
    for angle in (0, 15, 30, 60, 90):
        points, classes = moons(angle, 3)
        rows.append((f"{angle}°", f"{accuracy(classes, model.predict(points)):.3f}"))
    points, classes = moons(0, 3)
    return CardContent(
        values={
            "accuracy": accuracy(classes, model.predict(points)),
            "macro_f1": macro_f1(classes, model.predict(points)),
            "angles": markdown_table(["Data turned by", "Accuracy"], rows, "rr"),
            "epochs": model.n_iter_,
            "final_loss": float(model.loss_),
            "parameters": sum(part.size for part in [*model.coefs_, *model.intercepts_]),
        },
        files={"moons-mlp-regions.png": _moon_picture(model, 0)},
    )


def moons_mlp_rotated() -> CardContent:
    """The fine-tuned network: what it learned, and what it forgot."""
    before, after = fit_moons(), fit_rotated_moons()
    rows, scores = [], {}
    for angle in (0, 30, 60, 90):
        points, classes = moons(angle, 3)
        scores[angle] = (accuracy(classes, before.predict(points)), accuracy(classes, after.predict(points)))
        rows.append((f"{angle}°", *(f"{score:.3f}" for score in scores[angle])))
    return CardContent(
        values={
            "before_new": scores[60][0],
            "after_new": scores[60][1],
            "before_old": scores[0][0],
            "after_old": scores[0][1],
            "angles": markdown_table(["Data turned by", "Before fine-tuning", "After"], rows, "rrr"),
        },
        files={"regions.png": _moon_picture(after, 60)},
    )


RECIPES = (
    Recipe("moons-mlp.md", moons_mlp, 5),
    Recipe("demo-tabular/moons-mlp-rotated/README.md", moons_mlp_rotated, 5),
)
