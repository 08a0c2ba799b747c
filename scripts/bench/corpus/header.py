"""The metadata header of one generated card."""

from __future__ import annotations

from random import Random
from typing import TypeAlias

import yaml

from mkdocs_modelcards import vocabulary

from . import words
from .draw import Zipf, chance
from .prose import sentence

Value: TypeAlias = "str | int | float | list[Value] | dict[str, Value]"

_COMMON_TAGS = Zipf(words.COMMON_TAGS)
_RARE_TAGS = Zipf(words.RARE_TAGS)
_DATASETS = Zipf(words.DATASETS)
_TASKS = Zipf(list(vocabulary.tasks())[:25])
_LICENSES = Zipf([name for name in vocabulary.licenses() if name != "other"][:38])
_LIBRARIES = Zipf(
    "transformers diffusers timm peft sentence-transformers gguf keras spacy sklearn mlx nemo flair".split()
)
_LANGUAGES = Zipf(
    "en de zh es fr multilingual ru ar ja pt it ko hi tr nl pl sv no da fi cs uk vi id th he el hu ro bg fa".split()
)
_RARE_LANGUAGES = Zipf([code for code in vocabulary.languages() if len(code) == 2 and code > "b"][:110], 0.2)
_METRICS = ("accuracy", "f1", "bleu", "wer")


def header(rng: Random, number: int, model: str, earlier: list[str]) -> str:
    """The YAML of card `number`, named `model`, which may be based on one of `earlier`."""
    task, metric = _TASKS.one(rng), rng.choice(_METRICS)
    datasets = _DATASETS.several(rng, rng.choice((0, 1, 1, 2, 2, 3, 4, 4)))
    data: dict[str, Value] = {
        "language": list[Value](_languages(rng)),
        "license": _license(rng),
        "library_name": _LIBRARIES.one(rng),
        "pipeline_tag": task,
        "tags": list[Value](_tags(rng)),
        "datasets": list[Value](datasets),
        "metrics": [metric],
    }
    if chance(rng, 0.11):
        data["widget"] = [{"text": sentence(rng)} for _ in range(rng.randint(1, 3))]
    if earlier and chance(rng, 0.28):
        data["base_model"] = rng.choice(earlier)
    if datasets and chance(rng, 0.41):
        result: dict[str, Value] = {
            "task": {"type": task},
            "dataset": {"type": datasets[0], "name": datasets[0]},
            "metrics": [{"type": metric, "value": number % 1000 / 10}],
        }
        data["model-index"] = [{"name": model, "results": [result]}]
    return str(yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False))


def _languages(rng: Random) -> list[str]:
    if chance(rng, 0.06):
        return list(dict.fromkeys([*_LANGUAGES.several(rng, 2), *_RARE_LANGUAGES.several(rng, rng.randint(0, 6))]))
    return [_RARE_LANGUAGES.one(rng) if chance(rng, 0.09) else "en" if chance(rng, 0.1) else _LANGUAGES.one(rng)]


def _license(rng: Random) -> str:
    if chance(rng, 0.4):
        return "apache-2.0" if chance(rng, 0.55) else "mit"
    return _LICENSES.one(rng)


def _tags(rng: Random) -> list[str]:
    rare = _RARE_TAGS.several(rng, rng.choices((0, 1, 2, 3), (55, 20, 15, 10))[0])
    return [*rare, *_COMMON_TAGS.several(rng, rng.randint(3, 8))]
