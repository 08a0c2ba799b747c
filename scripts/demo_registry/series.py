"""A forecaster, a traveler through a grid, and a listener to tones."""

from __future__ import annotations

import io
import wave
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from . import figures
from .card import CardContent, Recipe
from .tables import accuracy, confusion_table, macro_f1, markdown_table, top_labels

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SEED = 0
HORIZON = 28
LAGS = 35


def visitors(days: int = 1096, seed: int = 5) -> Floats:
    """Daily visitors of a made-up swimming pool: trend, week, year, and weather that lasts some days."""
    random = np.random.default_rng(seed)
    day = np.arange(days)
    week = np.array([-20, -25, -15, -10, 5, 40, 35])[day % 7]
    year = 60 * np.sin(2 * np.pi * (day - 100) / 365.25)
    weather = np.zeros(days)
    for today in range(1, days):
        weather[today] = 0.7 * weather[today - 1] + random.normal(0, 12)
    return np.asarray(np.rint(np.maximum(200 + 0.03 * day + week + year + weather, 0)), dtype=float)


def fit_forecaster(history: Floats) -> Ridge:
    """The next day as a weighted sum of the last five weeks."""
    windows = np.lib.stride_tricks.sliding_window_view(history, LAGS + 1)
    return Ridge(alpha=10.0).fit(windows[:, :-1], windows[:, -1])


def forecast(model: Any, history: Floats, days: int) -> Floats:
    """That many days ahead, each forecast fed back as if it had happened."""
    known = list(history[-LAGS:])
    for _ in range(days):
        known.append(float(model.predict(np.array([known[-LAGS:]]))[0]))
    return np.array(known[LAGS:])


def seasonal_ridge() -> CardContent:
    """Forecasts of four weeks from many starting days, against two simple rules."""
    series = visitors()
    split = 800
    model = fit_forecaster(series[:split])
    starts = range(split, len(series) - HORIZON, 7)
    errors: dict[str, list[Floats]] = {"ridge": [], "same weekday last week": [], "mean of the last 28 days": []}
    for start in starts:
        truth = series[start : start + HORIZON]
        errors["ridge"].append(np.abs(forecast(model, series[:start], HORIZON) - truth))
        errors["same weekday last week"].append(np.abs(np.tile(series[start - 7 : start], 4) - truth))
        errors["mean of the last 28 days"].append(np.abs(series[start - 28 : start].mean() - truth))
    by_method = {name: np.mean(values, axis=0) for name, values in errors.items()}
    rows = [
        (name, *(f"{by_day[chosen].mean():.1f}" for chosen in (slice(0, 1), slice(0, 7), slice(21, 28), slice(0, 28))))
        for name, by_day in by_method.items()
    ]
    scale = float(np.abs(series[7:split] - series[: split - 7]).mean())
    start = starts[4]
    return CardContent(
        values={
            "days": len(series),
            "train_days": split,
            "starts": len(starts),
            "mae": float(by_method["ridge"].mean()),
            "naive_mae": float(by_method["same weekday last week"].mean()),
            "mase": float(by_method["ridge"].mean()) / scale,
            "scale": scale,
            "first_day": float(by_method["ridge"][0]),
            "errors": markdown_table(["Method", "Day 1", "Days 1–7", "Days 22–28", "All 28 days"], rows),
        },
        files={
            "forecast.png": figures.lines(
                np.arange(HORIZON, dtype=float),
                {
                    "what happened": series[start : start + HORIZON],
                    "forecast": forecast(model, series[:start], HORIZON),
                },
                "days ahead",
                "visitors",
            ),
            "error-by-day.png": figures.lines(
                np.arange(1, HORIZON + 1, dtype=float), by_method, "days ahead", "mean absolute error"
            ),
        },
    )


GRID = (
    "S..#..",
    ".#...#",
    "...O..",
    ".O.#.#",
    "..#...",
    "#....G",
)
MOVES = ((-1, 0), (0, 1), (1, 0), (0, -1))
ARROWS = "↑→↓←"


@dataclass(frozen=True)
class Step:
    """What one move led to."""

    cell: tuple[int, int]
    reward: float
    done: bool


def move(cell: tuple[int, int], action: int, random: np.random.Generator, slip: float) -> Step:
    """One move on the ice: with probability ``slip`` it goes to one of the two sides instead."""
    if random.random() < slip:
        action = (action + (1 if random.random() < 0.5 else 3)) % 4
    row, column = cell[0] + MOVES[action][0], cell[1] + MOVES[action][1]
    if not (0 <= row < 6 and 0 <= column < 6) or GRID[row][column] == "#":
        return Step(cell, -1, False)
    if GRID[row][column] == "O":
        return Step((row, column), -50, True)
    return Step((row, column), 20 if GRID[row][column] == "G" else -1, GRID[row][column] == "G")


def learn_grid(episodes: int, seed: int = SEED, slip: float = 0.1) -> tuple[Floats, Floats]:
    """Q-learning from the start cell; the table of values, and the return of each episode."""
    random = np.random.default_rng(seed)
    table = np.zeros((6, 6, 4))
    returns = np.zeros(episodes)
    for episode in range(episodes):
        cell = (0, 0)
        explore = max(0.05, 1 - episode / (episodes / 2))
        for _ in range(100):
            action = int(random.integers(4)) if random.random() < explore else int(table[cell].argmax())
            step = move(cell, action, random, slip)
            future = 0.0 if step.done else 0.97 * float(table[step.cell].max())
            table[cell][action] += 0.1 * (step.reward + future - table[cell][action])
            returns[episode] += step.reward
            cell = step.cell
            if step.done:
                break
    return table, returns


def travel(table: Floats | None, episodes: int, slip: float, seed: int = 1) -> tuple[Floats, float]:
    """The returns of the greedy policy (or, without a table, of random moves), and how often it arrived."""
    random = np.random.default_rng(seed)
    returns, arrived = np.zeros(episodes), 0
    for episode in range(episodes):
        cell = (0, 0)
        for _ in range(100):
            action = int(random.integers(4)) if table is None else int(table[cell].argmax())
            step = move(cell, action, random, slip)
            returns[episode] += step.reward
            cell = step.cell
            if step.done:
                arrived += step.reward > 0
                break
    return returns, arrived / episodes


def grid_world_q() -> CardContent:
    """The learned route over the ice, and what happens when the ice gets more slippery."""
    table, returns = learn_grid(4000)
    rows = []
    for slip in (0.0, 0.1, 0.2, 0.4):
        values, arrived = travel(table, 1000, slip)
        rows.append((f"{slip:.0%}", f"{values.mean():.1f} ± {values.std():.1f}", f"{arrived:.1%}"))
    values, arrived = travel(table, 1000, 0.1)
    by_chance, chance_arrived = travel(None, 1000, 0.1)
    policy = [
        " ".join(
            GRID[row][column] if GRID[row][column] in "#OG" else ARROWS[int(table[row, column].argmax())]
            for column in range(6)
        )
        for row in range(6)
    ]
    smooth = np.asarray(returns.reshape(-1, 100).mean(axis=1), dtype=float)
    return CardContent(
        values={
            "reward": f"{values.mean():.1f} ± {values.std():.1f}",
            "arrived": arrived,
            "chance_reward": float(by_chance.mean()),
            "chance_arrived": chance_arrived,
            "slips": markdown_table(["Chance to slip", "Mean return ± SD", "Arrived"], rows, "rcr"),
            "grid": "\n".join("    " + " ".join(row) for row in GRID),
            "policy": "\n".join(policy),
        },
        files={
            "grid-world-q-returns.png": figures.lines(
                np.arange(1, len(smooth) + 1, dtype=float) * 100,
                {"return": smooth},
                "episode",
                "mean return of 100 episodes",
            )
        },
    )


SAMPLE_RATE = 8000
WAVEFORMS = ("sine", "square", "sawtooth", "noise")


def tone(kind: int, pitch: float, loudness_of_noise: float, random: np.random.Generator) -> Floats:
    """A quarter of a second of one waveform, with noise on top, between −1 and 1."""
    phase = (np.arange(SAMPLE_RATE // 4) / SAMPLE_RATE * pitch + random.random()) % 1
    shapes = (np.sin(2 * np.pi * phase), np.sign(phase - 0.5), 2 * phase - 1, random.normal(0, 0.5, phase.size))
    return np.clip(0.5 * shapes[kind] + loudness_of_noise * random.normal(0, 1, phase.size), -1, 1)


def loudest_overtones(sound: Floats) -> Floats:
    """The strength of the spectrum at multiples of the loudest frequency, and how flat the spectrum is."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(sound.size))) + 1e-9
    base = int(spectrum[5:].argmax()) + 5
    tones = [spectrum[min(base * k, spectrum.size - 3) - 2 :][:5].max() / spectrum[base] for k in range(2, 8)]
    flatness = np.exp(np.log(spectrum).mean()) / spectrum.mean()
    return np.asarray(np.log([*tones, flatness]), dtype=float)


def tones(count: int, noise: float, seed: int) -> tuple[list[Floats], Ints]:
    """Random tones between 150 and 900 hertz."""
    random = np.random.default_rng(seed)
    kinds = random.integers(len(WAVEFORMS), size=count)
    return [tone(int(kind), random.uniform(150, 900), noise, random) for kind in kinds], kinds


def wav_of(sound: Floats) -> bytes:
    """The sound as an 8-bit mono WAV file."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(np.rint(127.5 + 127.5 * sound).astype(np.uint8).tobytes())
    return buffer.getvalue()


def tone_classifier() -> CardContent:
    """Waveforms told apart by their overtones, at rising levels of noise."""
    sounds, kinds = tones(800, 0.05, 1)
    features = np.array([loudest_overtones(sound) for sound in sounds])
    x_train, x_test, y_train, y_test = train_test_split(features, kinds, test_size=0.25, random_state=SEED)
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(x_train, y_train)
    predicted = model.predict(x_test)
    rows = []
    for noise in (0.0, 0.05, 0.2, 0.5, 1.0):
        heard, truth = tones(300, noise, 2)
        guesses = model.predict([loudest_overtones(sound) for sound in heard])
        rows.append((f"{noise:g}", f"{accuracy(truth, guesses):.3f}"))
    square = tone(1, 330.0, 0.05, np.random.default_rng(3))
    return CardContent(
        values={
            "train_size": len(y_train),
            "test_size": len(y_test),
            "accuracy": accuracy(y_test, predicted),
            "macro_f1": macro_f1(y_test, predicted),
            "confusion": confusion_table(y_test, predicted, WAVEFORMS),
            "noise": markdown_table(["Loudness of the noise", "Accuracy"], rows, "cc"),
            "square_output": top_labels(WAVEFORMS, model.predict_proba([loudest_overtones(square)])[0], 4),
        },
        files={"square.wav": wav_of(square)},
    )


RECIPES = (
    Recipe("demo-series/seasonal-ridge/README.md", seasonal_ridge, 5),
    Recipe("demo-series/grid-world-q.md", grid_world_q, 5),
    Recipe("demo-series/tone-classifier/README.md", tone_classifier, 5),
)
