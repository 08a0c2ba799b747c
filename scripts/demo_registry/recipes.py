"""All models of the catalog, in the order in which they are built."""

from __future__ import annotations

from . import (
    classification,
    compressed,
    language,
    moons,
    readers,
    regression,
    restoration,
    series,
    tagger,
    text,
    vision,
)
from .card import Recipe

RECIPES: tuple[Recipe, ...] = (
    *classification.RECIPES,
    *moons.RECIPES,
    *regression.RECIPES,
    *vision.RECIPES,
    *restoration.RECIPES,
    *compressed.RECIPES,
    *text.RECIPES,
    *tagger.RECIPES,
    *language.RECIPES,
    *readers.RECIPES,
    *series.RECIPES,
)
