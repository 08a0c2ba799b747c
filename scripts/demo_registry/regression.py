"""Regressors of tables, a clustering and an anomaly detector."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.datasets import load_diabetes, load_linnerud, load_wine
from sklearn.decomposition import PCA
from sklearn.dummy import DummyRegressor
from sklearn.ensemble import GradientBoostingRegressor, IsolationForest
from sklearn.linear_model import LinearRegression, RidgeCV
from sklearn.metrics import (
    adjusted_rand_score,
    average_precision_score,
    mean_absolute_error,
    r2_score,
    roc_auc_score,
    root_mean_squared_error,
    silhouette_score,
)
from sklearn.model_selection import KFold, LeaveOneOut, cross_val_predict, cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from . import figures
from .card import CardContent, Recipe
from .tables import markdown_table, mean_and_spread

Floats = NDArray[np.float64]
SEED = 0
ALPHAS = tuple(float(value) for value in np.logspace(-2, 3, 16))


def diabetes_ridge() -> CardContent:
    """Ridge regression of disease progression, with errors by age, sex and severity."""
    data = load_diabetes(scaled=False)
    x_train, x_test, y_train, y_test = train_test_split(data.data, data.target, test_size=0.4, random_state=SEED)
    model = make_pipeline(StandardScaler(), RidgeCV(ALPHAS)).fit(x_train, y_train)
    predicted = model.predict(x_test)
    error = np.abs(predicted - y_test)
    age, sex = x_test[:, 0], x_test[:, 1]
    groups = {
        "younger than 40": age < 40,
        "40 to 59": (age >= 40) & (age < 60),
        "60 and older": age >= 60,
        "sex coded 1": sex == 1,
        "sex coded 2": sex == 2,
        "progression up to 100": y_test <= 100,
        "progression above 100, up to 200": (y_test > 100) & (y_test <= 200),
        "progression above 200": y_test > 200,
    }
    rows = [
        (name, int(chosen.sum()), f"{error[chosen].mean():.1f}", f"{(predicted - y_test)[chosen].mean():+.1f}")
        for name, chosen in groups.items()
    ]
    weights = sorted(zip(data.feature_names, model[-1].coef_, strict=True), key=lambda pair: -abs(pair[1]))
    folds = cross_val_score(model, data.data, data.target, cv=KFold(5, shuffle=True, random_state=SEED))
    mean_error = float(np.abs(y_test - y_train.mean()).mean())
    return CardContent(
        values={
            "train_size": len(y_train),
            "test_size": len(y_test),
            "alpha": float(model[-1].alpha_),
            "r2": float(r2_score(y_test, predicted)),
            "mae": float(mean_absolute_error(y_test, predicted)),
            "rmse": float(root_mean_squared_error(y_test, predicted)),
            "baseline_mae": mean_error,
            "folds": mean_and_spread(folds),
            "groups": markdown_table(["Group", "Patients", "Mean absolute error", "Mean error"], rows),
            "weights": markdown_table(
                ["Column", "Weight"], [(f"`{name}`", f"{weight:+.1f}") for name, weight in weights], "lr"
            ),
            "lowest": float(predicted.min()),
            "highest": float(predicted.max()),
        },
        files={"predictions.png": figures.predicted_against_true(y_test, predicted, "progression")},
    )


def diabetes_intervals() -> CardContent:
    """Three gradient-boosted quantiles that state a range instead of a number."""
    data = load_diabetes(scaled=False)
    x_train, x_test, y_train, y_test = train_test_split(data.data, data.target, test_size=0.4, random_state=SEED)
    quantiles = {
        level: GradientBoostingRegressor(
            loss="quantile", alpha=level, n_estimators=80, max_depth=2, learning_rate=0.06, random_state=SEED
        ).fit(x_train, y_train)
        for level in (0.1, 0.5, 0.9)
    }
    predicted = {level: model.predict(x_test) for level, model in quantiles.items()}
    inside = (y_test >= predicted[0.1]) & (y_test <= predicted[0.9])
    in_training = (y_train >= quantiles[0.1].predict(x_train)) & (y_train <= quantiles[0.9].predict(x_train))
    width = predicted[0.9] - predicted[0.1]
    rows = []
    for level, values in predicted.items():
        gap = y_test - values
        loss = float(np.maximum(level * gap, (level - 1) * gap).mean())
        rows.append((f"{level:g}", f"{(y_test <= values).mean():.3f}", f"{loss:.2f}"))
    order = np.argsort(predicted[0.5], kind="stable")[::4]
    return CardContent(
        values={
            "train_size": len(y_train),
            "test_size": len(y_test),
            "coverage": float(inside.mean()),
            "train_coverage": float(in_training.mean()),
            "width": float(width.mean()),
            "target_low": float(data.target.min()),
            "target_high": float(data.target.max()),
            "narrowest": float(width.min()),
            "widest": float(width.max()),
            "crossings": int((width < 0).sum()),
            "median_mae": float(mean_absolute_error(y_test, predicted[0.5])),
            "quantiles": markdown_table(["Quantile", "Observed share below", "Pinball loss"], rows, "ccr"),
        },
        files={
            "intervals.png": figures.lines(
                np.arange(len(order), dtype=float),
                {
                    "0.9 quantile": predicted[0.9][order],
                    "median": predicted[0.5][order],
                    "0.1 quantile": predicted[0.1][order],
                },
                "every fourth test patient, by predicted median",
                "progression",
            )
        },
    )


def linnerud_fitness() -> CardContent:
    """A regression that is worse than the mean, left in the catalog on purpose."""
    data = load_linnerud()
    model = make_pipeline(StandardScaler(), LinearRegression())
    predicted = cross_val_predict(model, data.data, data.target, cv=LeaveOneOut())
    baseline = cross_val_predict(DummyRegressor(), data.data, data.target, cv=LeaveOneOut())
    fitted = model.fit(data.data, data.target)
    rows = []
    for column, name in enumerate(data.target_names):
        truth = data.target[:, column]
        rows.append(
            (
                name,
                f"{r2_score(truth, fitted.predict(data.data)[:, column]):.2f}",
                f"{r2_score(truth, predicted[:, column]):.2f}",
                f"{mean_absolute_error(truth, predicted[:, column]):.1f}",
                f"{mean_absolute_error(truth, baseline[:, column]):.1f}",
            )
        )
    return CardContent(
        values={
            "people": len(data.data),
            "r2": float(r2_score(data.target, predicted)),
            "train_r2": float(r2_score(data.target, fitted.predict(data.data))),
            "targets": markdown_table(
                ["Target", "R² on the training data", "R², leave-one-out", "MAE, leave-one-out", "MAE of the mean"],
                rows,
            ),
            "heaviest": float(data.target[:, 0].max()),
        }
    )


def wine_clusters() -> CardContent:
    """k-means that is never shown the cultivators, and finds them almost all the same."""
    data = load_wine()
    scaled = StandardScaler().fit_transform(data.data)
    rows = []
    for count in range(2, 7):
        labels = KMeans(count, n_init=10, random_state=SEED).fit_predict(scaled)
        rows.append(
            (
                f"**{count}**" if count == 3 else str(count),
                f"{silhouette_score(scaled, labels):.3f}",
                f"{adjusted_rand_score(data.target, labels):.3f}",
            )
        )
    model = KMeans(3, n_init=10, random_state=SEED).fit(scaled)
    unscaled = KMeans(3, n_init=10, random_state=SEED).fit_predict(data.data)
    counts = [[int(((model.labels_ == c) & (data.target == t)).sum()) for t in range(3)] for c in range(3)]
    table = [(f"cluster {index}", *row) for index, row in enumerate(counts)]
    return CardContent(
        values={
            "wines": len(scaled),
            "silhouette": float(silhouette_score(scaled, model.labels_)),
            "rand": float(adjusted_rand_score(data.target, model.labels_)),
            "unscaled_rand": float(adjusted_rand_score(data.target, unscaled)),
            "inertia": float(model.inertia_),
            "counts": markdown_table(["", "Cultivator 1", "Cultivator 2", "Cultivator 3"], table),
            "misplaced": int(len(scaled) - sum(max(row) for row in counts)),
            "choices": markdown_table(["Clusters", "Silhouette", "Adjusted Rand index"], rows, "ccc"),
        },
        files={
            "clusters.png": figures.scatter(
                PCA(2, random_state=SEED).fit_transform(scaled),
                model.labels_,
                ["cluster 0", "cluster 1", "cluster 2"],
                "first principal component",
                "second principal component",
            )
        },
    )


FAULTS = ("spike", "stuck", "drift")


def sensor_readings(count: int, seed: int, faults: bool) -> tuple[Floats, NDArray[np.int64]]:
    """Temperature, humidity and vibration of a made-up machine; kind 0 is normal, 1 to 3 are the faults."""
    random = np.random.default_rng(seed)
    temperature = random.normal(60, 3, count)
    humidity = 40 - 0.8 * (temperature - 60) + random.normal(0, 2, count)
    vibration = np.exp(random.normal(0, 0.25, count))
    readings = np.column_stack([temperature, humidity, vibration])
    kinds = np.zeros(count, dtype=np.int64)
    if faults:
        kinds[: count // 20 * 3] = np.repeat([1, 2, 3], count // 20)
        readings[kinds == 1, 2] += random.normal(3, 0.5, int((kinds == 1).sum()))
        readings[kinds == 2, 1] = 40
        readings[kinds == 3, 0] += random.normal(9, 2, int((kinds == 3).sum()))
    return readings, kinds


def fit_sensor_model() -> IsolationForest:
    """An isolation forest that has seen only normal readings."""
    readings, _ = sensor_readings(1500, 1, faults=False)
    return IsolationForest(n_estimators=100, random_state=SEED, n_jobs=1).fit(readings)


def sensor_anomalies() -> CardContent:
    """The detector, measured on each kind of fault that it was never shown."""
    model = fit_sensor_model()
    readings, kinds = sensor_readings(2000, 2, faults=True)
    score = -model.score_samples(readings)
    normal, _ = sensor_readings(1500, 3, faults=False)
    limit = float(np.quantile(-model.score_samples(normal), 0.98))
    rows = []
    for number, name in enumerate(FAULTS, 1):
        chosen = (kinds == 0) | (kinds == number)
        ranked = roc_auc_score(kinds[chosen] > 0, score[chosen])
        found = float((score[kinds == number] > limit).mean())
        rows.append((name, int((kinds == number).sum()), f"{ranked:.3f}", f"{found:.1%}"))
    return CardContent(
        values={
            "auc": float(roc_auc_score(kinds > 0, score)),
            "average_precision": float(average_precision_score(kinds > 0, score)),
            "fault_share": float((kinds > 0).mean()),
            "limit": limit,
            "false_alarms": float((score[kinds == 0] > limit).mean()),
            "faults": markdown_table(["Fault", "Readings", "ROC AUC", "Found at the limit"], rows),
        },
        files={
            "readings.png": figures.scatter(
                readings[:, [0, 2]], kinds, ["normal", *FAULTS], "temperature (°C)", "vibration (mm/s)"
            )
        },
    )


RECIPES = (
    Recipe("demo-tabular/diabetes-ridge/README.md", diabetes_ridge, 5),
    Recipe("demo-tabular/diabetes-intervals/README.md", diabetes_intervals, 5),
    Recipe("demo-tabular/linnerud-fitness/README.md", linnerud_fitness, 5),
    Recipe("demo-tabular/wine-clusters/README.md", wine_clusters, 5),
    Recipe("demo-tabular/sensor-anomalies/README.md", sensor_anomalies, 5),
)
