"""Measured values as Markdown tables and as the recorded outputs of widgets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.metrics import accuracy_score, confusion_matrix, precision_recall_fscore_support


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[object]], align: str = "") -> str:
    """A GFM table; ``align`` has one of ``l``, ``c``, ``r`` per column, default: first left, others right."""
    marks = {"l": ":---", "c": ":---:", "r": "---:"}
    align = align or "l" + "r" * (len(header) - 1)
    lines = [header, [marks[letter] for letter in align], *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def per_class_table(truth: ArrayLike, predicted: ArrayLike, names: Sequence[str]) -> str:
    """Precision, recall, F1 and test size of each class."""
    columns = precision_recall_fscore_support(truth, predicted, labels=range(len(names)), zero_division=0)
    rows = [
        (name, f"{precision:.3f}", f"{recall:.3f}", f"{f1:.3f}", int(support))
        for name, precision, recall, f1, support in zip(names, *columns, strict=True)
    ]
    return markdown_table(["Class", "Precision", "Recall", "F1", "Test examples"], rows)


def confusion_table(truth: ArrayLike, predicted: ArrayLike, names: Sequence[str]) -> str:
    """How often each true class (rows) was given each label (columns)."""
    matrix = confusion_matrix(truth, predicted, labels=range(len(names)))
    rows = [(f"**{name}**", *counts) for name, counts in zip(names, matrix.tolist(), strict=True)]
    return markdown_table(["True class", *(f"as {name}" for name in names)], rows)


def accuracy(truth: ArrayLike, predicted: ArrayLike) -> float:
    """The share of right answers."""
    return float(accuracy_score(truth, predicted))


def macro_f1(truth: ArrayLike, predicted: ArrayLike) -> float:
    """The unweighted mean of the classes' F1 scores."""
    return float(np.mean(precision_recall_fscore_support(truth, predicted, zero_division=0)[2]))


def mean_and_spread(scores: Sequence[float] | NDArray[np.float64]) -> str:
    """Mean and standard deviation over folds or runs, as text."""
    return f"{np.mean(scores):.3f} ± {np.std(scores):.3f}"


def top_labels(names: Sequence[str], scores: ArrayLike, count: int) -> str:
    """The best labels with their scores, as the flow form that both YAML and JSON read."""
    values = np.asarray(scores, dtype=float)
    best = np.argsort(-values, kind="stable")[:count]
    return json.dumps(
        [{"label": names[index], "score": round(float(values[index]), 4)} for index in best], ensure_ascii=False
    )


def quoted(text: str) -> str:
    """Text as a double-quoted scalar that both YAML and JSON read."""
    return json.dumps(text, ensure_ascii=False)
