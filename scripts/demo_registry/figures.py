"""Pictures for the cards, as PNG bytes that are the same on every run."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image

Floats = NDArray[np.float64]

# Okabe and Ito's palette stays distinct for most kinds of color blindness.
COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#999999")

_PALETTE_SIZE = 64
_DOTS_PER_INCH = 160


def png_of(figure: Figure) -> bytes:
    """The figure as a small palette PNG without a date or a program's version in it."""
    raw = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "demo"}):
        figure.savefig(raw, format="png", dpi=_DOTS_PER_INCH, metadata={"Software": None}, facecolor="white")
    return _palette_png(Image.open(raw).convert("RGB"))


def png_of_pixels(pixels: NDArray[np.uint8], scale: int = 1) -> bytes:
    """An image, gray or RGB, enlarged by whole pixels."""
    image = Image.fromarray(pixels)
    return _palette_png(image.resize((image.width * scale, image.height * scale), Image.Resampling.NEAREST))


def digit_png(values: Floats) -> bytes:
    """One 8×8 digit of scikit-learn's set (0 to 16) as a dark stroke on white."""
    gray = 255 - np.clip(values.reshape(8, 8) / 16 * 255, 0, 255)
    return png_of_pixels(gray.astype(np.uint8), scale=16)


def _palette_png(image: Image.Image) -> bytes:
    output = io.BytesIO()
    image.convert("RGB").quantize(_PALETTE_SIZE, dither=Image.Dither.NONE).save(output, "PNG", optimize=True)
    return output.getvalue()


def heat_map(matrix: Floats, rows: Sequence[str], columns: Sequence[str], x_label: str, y_label: str) -> bytes:
    """A matrix of counts with the numbers written in."""
    figure = Figure(figsize=(4.6, 3.8), layout="constrained")
    axes = figure.subplots()
    axes.imshow(matrix, cmap="Blues")
    axes.set_xticks(range(len(columns)), columns, rotation=30 if max(map(len, columns)) > 3 else 0)
    axes.set_yticks(range(len(rows)), rows)
    axes.set_xlabel(x_label)
    axes.set_ylabel(y_label)
    limit = float(matrix.max()) / 2
    for (row, column), value in np.ndenumerate(matrix):
        color = "white" if value > limit else "black"
        axes.text(column, row, f"{value:g}", ha="center", va="center", color=color, fontsize=8)
    return png_of(figure)


def bars(values: Mapping[str, float], x_label: str) -> bytes:
    """Horizontal bars, the first on top."""
    figure = Figure(figsize=(5.4, 0.8 + 0.28 * len(values)), layout="constrained")
    axes = figure.subplots()
    axes.barh(list(values), list(values.values()), color=COLORS[0])
    axes.invert_yaxis()
    axes.set_xlabel(x_label)
    axes.spines[["top", "right"]].set_visible(False)
    return png_of(figure)


def scatter(points: Floats, groups: NDArray[np.int64], names: Sequence[str], x_label: str, y_label: str) -> bytes:
    """Points in the plane, a color and a marker for each group."""
    figure = Figure(figsize=(5.2, 3.6), layout="constrained")
    axes = figure.subplots()
    for index, (name, marker) in enumerate(zip(names, "osD^vP", strict=False)):
        chosen = points[groups == index]
        axes.scatter(chosen[:, 0], chosen[:, 1], s=18, color=COLORS[index], marker=marker, label=name, alpha=0.8)
    _finish(axes, x_label, y_label, legend=True)
    return png_of(figure)


def lines(
    x: Sequence[float] | Floats,
    series: Mapping[str, Sequence[float] | Floats],
    x_label: str,
    y_label: str,
) -> bytes:
    """One line for each named series over the same x."""
    figure = Figure(figsize=(5.4, 3.4), layout="constrained")
    axes = figure.subplots()
    for index, (name, y) in enumerate(series.items()):
        style = ("-", "--", "-.", ":")[index % 4]
        marker = "o" if len(y) < 30 else ""
        axes.plot(x, y, color=COLORS[index], linestyle=style, marker=marker, markersize=4, label=name)
    _finish(axes, x_label, y_label, legend=len(series) > 1)
    return png_of(figure)


def reliability_diagram(series: Mapping[str, tuple[Floats, Floats]]) -> bytes:
    """Stated against observed frequencies of several models, over the ideal diagonal."""
    figure = Figure(figsize=(5.4, 3.8), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="#777777", linestyle=":", label="ideal")
    for (name, (stated, observed)), color, marker in zip(series.items(), COLORS, "osD^", strict=False):
        axes.plot(stated, observed, color=color, marker=marker, markersize=5, label=name, alpha=0.85)
    _finish(axes, "stated probability of malignant", "observed share", legend=True)
    return png_of(figure)


def predicted_against_true(truth: Floats, predicted: Floats, unit: str) -> bytes:
    """A scatter of predictions over true values with the line on which they would be equal."""
    figure = Figure(figsize=(4.6, 3.8), layout="constrained")
    axes = figure.subplots()
    ends = [float(min(truth.min(), predicted.min())), float(max(truth.max(), predicted.max()))]
    axes.plot(ends, ends, color="#777777", linestyle=":")
    axes.scatter(truth, predicted, s=16, color=COLORS[0], alpha=0.7)
    _finish(axes, f"true {unit}", f"predicted {unit}", legend=False)
    return png_of(figure)


def picture_rows(rows: Mapping[str, Floats]) -> bytes:
    """Rows of 8×8 digits, each with its name at the left."""
    count = len(next(iter(rows.values())))
    figure = Figure(figsize=(0.62 * count + 1.2, 0.68 * len(rows)), layout="constrained")
    grid = figure.subplots(len(rows), count, squeeze=False)
    for line, (name, digits) in enumerate(rows.items()):
        for column in range(count):
            axes = grid[line, column]
            axes.imshow(digits[column].reshape(8, 8), cmap="gray_r", vmin=0, vmax=16)
            axes.set_xticks([])
            axes.set_yticks([])
            if column == 0:
                axes.set_ylabel(name, rotation=0, ha="right", va="center", fontsize=9)
    return png_of(figure)


def decision_regions(
    grid_x: Floats, grid_y: Floats, scores: Floats, points: Floats, classes: NDArray[np.int64]
) -> bytes:
    """The plane shaded by a score between 0 and 1, with labeled points on it."""
    figure = Figure(figsize=(5.2, 3.6), layout="constrained")
    axes = figure.subplots()
    axes.contourf(grid_x, grid_y, scores, levels=np.linspace(0, 1, 9), cmap="RdBu_r", alpha=0.55)
    for label, marker in ((0, "o"), (1, "s")):
        chosen = points[classes == label]
        axes.scatter(chosen[:, 0], chosen[:, 1], s=14, color=COLORS[label], marker=marker, label=f"class {label}")
    _finish(axes, "first coordinate", "second coordinate", legend=True)
    return png_of(figure)


def _finish(axes: matplotlib.axes.Axes, x_label: str, y_label: str, legend: bool) -> None:
    axes.set_xlabel(x_label)
    axes.set_ylabel(y_label)
    axes.spines[["top", "right"]].set_visible(False)
    if legend:
        axes.legend(frameon=False, fontsize=8)
