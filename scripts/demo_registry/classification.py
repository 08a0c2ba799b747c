"""Classifiers of tables: iris, wine, breast cancer, and two moons."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.calibration import CalibratedClassifierCV
from sklearn.datasets import load_breast_cancer, load_iris, load_wine
from sklearn.ensemble import RandomForestClassifier
from sklearn.frozen import FrozenEstimator
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, confusion_matrix, log_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_score, train_test_split
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, export_text

from . import figures
from .card import CardContent, Recipe
from .tables import accuracy, confusion_table, macro_f1, markdown_table, mean_and_spread, per_class_table, top_labels

Floats = NDArray[np.float64]
SEED = 0


def five_folds() -> StratifiedKFold:
    """The folds that every cross-validation here uses."""
    return StratifiedKFold(n_splits=5, shuffle=True, random_state=SEED)


def iris_logistic() -> CardContent:
    """Multinomial logistic regression on the four measurements of an iris."""
    data = load_iris()
    names = [str(name) for name in data.target_names]
    x_train, x_test, y_train, y_test = train_test_split(
        data.data, data.target, test_size=0.4, stratify=data.target, random_state=SEED
    )
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0)).fit(x_train, y_train)
    predicted = model.predict(x_test)
    folds = cross_val_score(model, data.data, data.target, cv=five_folds())
    weights = model[-1].coef_
    rows = [
        (feature.removesuffix(" (cm)"), *(f"{weights[k, column]:+.2f}" for k in range(3)))
        for column, feature in enumerate(data.feature_names)
    ]
    example = x_test[int(np.argmin(model.predict_proba(x_test).max(axis=1)))]
    return CardContent(
        values={
            "train_size": len(y_train),
            "test_size": len(y_test),
            "accuracy": accuracy(y_test, predicted),
            "macro_f1": macro_f1(y_test, predicted),
            "log_loss": float(log_loss(y_test, model.predict_proba(x_test))),
            "folds": mean_and_spread(folds),
            "worst_fold": float(folds.min()),
            "per_class": per_class_table(y_test, predicted, names),
            "confusion": confusion_table(y_test, predicted, names),
            "weights": markdown_table(["Measurement", *names], rows),
            "parameters": int(weights.size + model[-1].intercept_.size),
            "sure_output": top_labels(names, model.predict_proba([[5.1, 3.5, 1.4, 0.2]])[0], 3),
            "unsure": "[" + ", ".join(f"{value:.1f}" for value in example) + "]",
            "unsure_columns": "\n".join(
                f"        {feature}: [{value:.1f}]" for feature, value in zip(data.feature_names, example, strict=True)
            ),
            "unsure_output": top_labels(names, model.predict_proba([example])[0], 3),
        },
        files={
            "confusion.png": figures.heat_map(confusion_matrix(y_test, predicted), names, names, "predicted", "true"),
            "petals.png": figures.scatter(
                data.data[:, 2:4], data.target, names, "petal length (cm)", "petal width (cm)"
            ),
        },
    )


def hello_iris() -> CardContent:
    """Three nearest neighbors on iris, for the card without a header."""
    data = load_iris()
    folds = cross_val_score(KNeighborsClassifier(3), data.data, data.target, cv=five_folds())
    return CardContent(values={"folds": mean_and_spread(folds)})


def _wine_split() -> tuple[Any, Floats, Floats, NDArray[np.int64], NDArray[np.int64]]:
    data = load_wine()
    parts = train_test_split(data.data, data.target, test_size=0.4, stratify=data.target, random_state=SEED)
    return data, parts[0], parts[1], parts[2], parts[3]


def fit_wine_tree(x_train: Floats, y_train: NDArray[np.int64]) -> Any:
    """The small decision tree that the forest replaces."""
    return DecisionTreeClassifier(max_depth=3, random_state=SEED).fit(x_train, y_train)


def fit_wine_forest(x_train: Floats, y_train: NDArray[np.int64]) -> Any:
    """The random forest for wines."""
    return RandomForestClassifier(n_estimators=60, random_state=SEED, n_jobs=1).fit(x_train, y_train)


def wine_tree() -> CardContent:
    """A decision tree of depth three on the wine data."""
    data, x_train, x_test, y_train, y_test = _wine_split()
    names = [f"cultivator {number}" for number in (1, 2, 3)]
    model = fit_wine_tree(x_train, y_train)
    predicted = model.predict(x_test)
    rules = export_text(model, feature_names=list(data.feature_names), class_names=names, decimals=2)
    forest = fit_wine_forest(x_train, y_train)
    return CardContent(
        values={
            "train_size": len(y_train),
            "test_size": len(y_test),
            "accuracy": accuracy(y_test, predicted),
            "macro_f1": macro_f1(y_test, predicted),
            "forest_accuracy": accuracy(y_test, forest.predict(x_test)),
            "leaves": model.get_n_leaves(),
            "strays": int(((predicted == 1) & (y_test == 0)).sum()),
            "rules": "\n".join("    " + line for line in rules.rstrip().splitlines()),
            "confusion": confusion_table(y_test, predicted, names),
        }
    )


def wine_forest() -> CardContent:
    """A random forest on the wine data, compared with the tree it replaces."""
    data, x_train, x_test, y_train, y_test = _wine_split()
    names = [f"cultivator {number}" for number in (1, 2, 3)]
    model = fit_wine_forest(x_train, y_train)
    predicted = model.predict(x_test)
    importance = permutation_importance(model, x_test, y_test, n_repeats=10, random_state=SEED, n_jobs=1)
    order = np.argsort(-importance.importances_mean, kind="stable")[:8]
    top = {data.feature_names[index]: float(importance.importances_mean[index]) for index in order}
    folds = {
        "tree of depth 3": cross_val_score(fit_wine_tree(x_train, y_train), data.data, data.target, cv=five_folds()),
        "forest of 60 trees": cross_val_score(model, data.data, data.target, cv=five_folds()),
    }
    rows = [(name, mean_and_spread(scores), f"{scores.min():.3f}") for name, scores in folds.items()]
    columns = [
        f"        {name}: [{', '.join(f'{x_test[row, column]:g}' for row in (0, 1))}]"
        for column, name in enumerate(data.feature_names)
    ]
    return CardContent(
        values={
            "train_size": len(y_train),
            "test_size": len(y_test),
            "accuracy": accuracy(y_test, predicted),
            "macro_f1": macro_f1(y_test, predicted),
            "tree_accuracy": accuracy(y_test, fit_wine_tree(x_train, y_train).predict(x_test)),
            "folds": mean_and_spread(folds["forest of 60 trees"]),
            "fold_table": markdown_table(["Model", "Accuracy, 5 folds", "Worst fold"], rows, "lcr"),
            "per_class": per_class_table(y_test, predicted, names),
            "first_feature": next(iter(top)),
            "first_drop": next(iter(top.values())),
            "nodes": sum(tree.tree_.node_count for tree in model.estimators_),
            "table_rows": "\n".join(columns),
            "table_output": top_labels(names, model.predict_proba(x_test[:1])[0], 3),
        },
        files={"importances.png": figures.bars(top, "accuracy lost when the column is shuffled")},
    )


def expected_calibration_error(truth: NDArray[np.int64], probability: Floats, bins: int = 10) -> float:
    """The gap between stated and observed frequency, averaged over equally wide bins by their size."""
    which = np.minimum((probability * bins).astype(int), bins - 1)
    gaps = [abs(truth[which == b].mean() - probability[which == b].mean()) * (which == b).mean() for b in set(which)]
    return float(np.sum(gaps))


def _reliability(truth: NDArray[np.int64], probability: Floats) -> tuple[Floats, Floats]:
    which = np.minimum((probability * 5).astype(int), 4)
    bins = sorted(set(which.tolist()))
    stated = np.array([probability[which == b].mean() for b in bins])
    return stated, np.array([truth[which == b].mean() for b in bins])


class CancerData:
    """The breast cancer measurements, split three ways: to train, to calibrate, to test. Class 1 is malignant."""

    def __init__(self) -> None:
        data = load_breast_cancer()
        malignant = 1 - data.target
        x_rest, self.x_test, y_rest, self.y_test = train_test_split(
            data.data, malignant, test_size=0.4, stratify=malignant, random_state=SEED
        )
        self.x_train, self.x_held, self.y_train, self.y_held = train_test_split(
            x_rest, y_rest, test_size=0.4, stratify=y_rest, random_state=SEED
        )
        self.features = [str(name) for name in data.feature_names]


def fit_cancer_bayes(data: CancerData) -> Any:
    """Gaussian naive Bayes on all thirty measurements."""
    return GaussianNB().fit(data.x_train, data.y_train)


def breast_cancer_bayes() -> CardContent:
    """Naive Bayes, which ranks well and is far too sure of itself."""
    data = CancerData()
    model = fit_cancer_bayes(data)
    probability = model.predict_proba(data.x_test)[:, 1]
    predicted = (probability >= 0.5).astype(int)
    wrong = predicted != data.y_test
    confidence = np.maximum(probability, 1 - probability)
    rows = []
    for threshold in (0.01, 0.1, 0.5, 0.9, 0.99):
        flagged = probability >= threshold
        missed = int((~flagged & (data.y_test == 1)).sum())
        rows.append((f"{threshold:g}", missed, int((flagged & (data.y_test == 0)).sum())))
    importance = permutation_importance(model, data.x_test, data.y_test, n_repeats=5, random_state=SEED, n_jobs=1)
    order = np.argsort(-importance.importances_mean, kind="stable")[:5]
    return CardContent(
        values={
            "train_size": len(data.y_train),
            "test_size": len(data.y_test),
            "malignant": int(data.y_test.sum()),
            "accuracy": accuracy(data.y_test, predicted),
            "auc": float(roc_auc_score(data.y_test, probability)),
            "recall": float(predicted[data.y_test == 1].mean()),
            "missed": int((predicted[data.y_test == 1] == 0).sum()),
            "false_alarms": int(predicted[data.y_test == 0].sum()),
            "ece": expected_calibration_error(data.y_test, probability),
            "brier": float(brier_score_loss(data.y_test, probability)),
            "wrong": int(wrong.sum()),
            "wrong_and_sure": int((wrong & (confidence > 0.99)).sum()),
            "thresholds": markdown_table(["Threshold", "Malignant missed", "Benign flagged"], rows, "crr"),
            "confusion": confusion_table(data.y_test, predicted, ["benign", "malignant"]),
            "important": "\n".join(
                f"{rank}. {data.features[index]}: {importance.importances_mean[index]:.3f}"
                for rank, index in enumerate(order, 1)
            ),
        }
    )


def breast_cancer_calibrated() -> CardContent:
    """The same naive Bayes, frozen, under a fitted sigmoid."""
    data = CancerData()
    base = fit_cancer_bayes(data)
    before = base.predict_proba(data.x_test)[:, 1]
    after: dict[str, Floats] = {"uncalibrated": before}
    for method in ("sigmoid", "isotonic"):
        calibrated = CalibratedClassifierCV(FrozenEstimator(base), method=method).fit(data.x_held, data.y_held)
        after[method] = calibrated.predict_proba(data.x_test)[:, 1]
    rows = []
    for name, probability in after.items():
        rows.append(
            (
                name,
                f"{accuracy(data.y_test, probability >= 0.5):.3f}",
                f"{expected_calibration_error(data.y_test, probability):.3f}",
                f"{brier_score_loss(data.y_test, probability):.3f}",
                f"{log_loss(data.y_test, probability):.3f}",
            )
        )
    best = after["sigmoid"]
    return CardContent(
        values={
            "held_size": len(data.y_held),
            "test_size": len(data.y_test),
            "accuracy": accuracy(data.y_test, best >= 0.5),
            "auc": float(roc_auc_score(data.y_test, best)),
            "ece_before": expected_calibration_error(data.y_test, before),
            "ece": expected_calibration_error(data.y_test, best),
            "brier_before": float(brier_score_loss(data.y_test, before)),
            "brier": float(brier_score_loss(data.y_test, best)),
            "log_loss_before": float(log_loss(data.y_test, before)),
            "log_loss": float(log_loss(data.y_test, best)),
            "lowest": float(best.min()),
            "highest": float(best.max()),
            "comparison": markdown_table(["Probabilities", "Accuracy", "ECE", "Brier score", "Log loss"], rows),
        },
        files={
            "reliability.png": figures.reliability_diagram(
                {name: _reliability(data.y_test, probability) for name, probability in after.items()}
            )
        },
    )


RECIPES = (
    Recipe("demo-tabular/iris-logistic/README.md", iris_logistic, 5),
    Recipe("demo-tabular/hello-iris/README.md", hello_iris),
    Recipe("demo-tabular/wine-tree/README.md", wine_tree, 5),
    Recipe("demo-tabular/wine-forest/README.md", wine_forest, 5),
    Recipe("demo-tabular/breast-cancer-bayes/README.md", breast_cancer_bayes, 5),
    Recipe("demo-tabular/breast-cancer-calibrated/README.md", breast_cancer_calibrated, 5),
)
