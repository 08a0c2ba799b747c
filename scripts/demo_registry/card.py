"""From measured values to the files of one card.

A recipe trains a model and returns plain values and pictures. The words of a card live in ``templates/``, as
Markdown in which ``<<name>>`` or ``<<name:format>>`` stands for a measured value. A name that is missing, and a
value that no template uses, are errors: a card can neither show a stale number nor lose a new one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import yaml

TEMPLATES = Path(__file__).parent / "templates"
SHARED = TEMPLATES / "_shared"

SOURCE_URL = "https://scikit-learn.org/stable/datasets/toy_dataset.html"
POWER_PER_CORE_IN_WATTS = 15
GRID_INTENSITY_IN_GRAMS_PER_KWH = 400
JOULES_PER_KWH = 3_600_000

_PLACEHOLDER = re.compile(r"<<([a-z][a-z0-9_]*)(?::([^<>]+))?>>")
_SECONDS_STEPS = (1, 5, 20, 60, 300, 1800)


@dataclass(frozen=True)
class CardContent:
    """What training one model gave: values for its templates, and files to put beside the card."""

    values: Mapping[str, object]
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Recipe:
    """One model: where its card goes, how it is built, and an upper bound for the processor time that takes."""

    path: str
    build: Callable[[], CardContent]
    at_most_seconds: int = 1


class TemplateError(ValueError):
    """A template and the values of its recipe do not belong together."""


def processor_bound(measured_seconds: float, declared: int) -> int:
    """The declared bound if it held, else the next coarse step above the measurement."""
    if measured_seconds <= declared:
        return declared
    return next((step for step in _SECONDS_STEPS if step >= measured_seconds), int(measured_seconds) + 1)


def emissions_in_grams(processor_seconds: float) -> float:
    """CO2-equivalent of that many seconds of one core, under the two stated assumptions."""
    kilowatt_hours = processor_seconds * POWER_PER_CORE_IN_WATTS / JOULES_PER_KWH
    return kilowatt_hours * GRID_INTENSITY_IN_GRAMS_PER_KWH


def fill(template: str, values: Mapping[str, object], origin: str) -> str:
    """The template with every placeholder replaced; raises TemplateError for an unknown name."""

    def replacement(match: re.Match[str]) -> str:
        name, spec = match.group(1), match.group(2) or ""
        if name not in values:
            raise TemplateError(f"{origin}: no value named {name!r}; there are {', '.join(sorted(values))}")
        return format(values[name], spec)

    return _PLACEHOLDER.sub(replacement, template)


def header_of(card: str) -> object:
    """The metadata of a card as YAML reads it, or None for a card without a header."""
    if not card.startswith("---\n"):
        return None
    end = card.find("\n---\n", 3)
    if end < 0:
        raise TemplateError("the header of the card is never closed")
    return yaml.safe_load(card[4:end])


def render(recipe: Recipe, content: CardContent, processor_seconds: float) -> dict[str, bytes]:
    """All files of one card, by their path below the output folder."""
    bound = processor_bound(processor_seconds, recipe.at_most_seconds)
    general: dict[str, object] = {
        "cpu_bound": "1 second" if bound == 1 else f"{bound} seconds",
        "emissions": emissions_in_grams(bound),
        "watts": POWER_PER_CORE_IN_WATTS,
        "source_url": SOURCE_URL,
        "intensity": GRID_INTENSITY_IN_GRAMS_PER_KWH,
    }
    for passage in sorted(SHARED.iterdir()):
        general[passage.stem] = fill(passage.read_text(encoding="utf-8"), general, passage.name).rstrip("\n")
    values = {**general, **content.values}

    folder = PurePosixPath(recipe.path).parent
    files = {str(folder / name): data for name, data in content.files.items()}
    used: set[str] = set()
    for path in _templates(recipe.path):
        text = (TEMPLATES / path).read_text(encoding="utf-8")
        used.update(match.group(1) for match in _PLACEHOLDER.finditer(text))
        filled = fill(text, values, path)
        if path == recipe.path and not isinstance(header_of(filled), dict | None):
            raise TemplateError(f"{path}: the header is not a mapping")
        files[path] = filled.encode("utf-8")
    if unused := set(content.values) - used:
        raise TemplateError(f"{recipe.path}: no template shows {', '.join(sorted(unused))}")
    return files


def _templates(card_path: str) -> Iterator[str]:
    """The card's own template and, for a card with a folder of its own, every text that belongs beside it."""
    if PurePosixPath(card_path).name != "README.md":
        yield card_path
        return
    for path in sorted((TEMPLATES / card_path).parent.rglob("*")):
        if path.is_file():
            yield path.relative_to(TEMPLATES).as_posix()
