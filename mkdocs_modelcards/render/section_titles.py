"""Which sections of the template a heading means: by the template's titles, and by others that cards have."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .template_sections import TEMPLATE_SECTIONS

_ALIASES = {
    "model_details": "model information, model info",
    "model_description": "description, model overview, model summary, overview, about the model, about this model",
    "model_sources": "model sources and links",
    "uses": "use, model use, model uses",
    "direct_use": (
        "direct uses, intended use, intended uses, intended usage, intended use cases, use case, use cases, "
        "primary intended uses, primary intended use, primary use cases, primary use case, evaluated use, recommended "
        "use, recommended uses, application, applications"
    ),
    "downstream_use": "downstream uses",
    "out_of_scope_use": (
        "out of scope, out of scope uses, out of scope use cases, misuse, misuse and out of scope use, misuse "
        "malicious use and out of scope use, prohibited use, prohibited uses, out of scope and misuse, misuse "
        "and malicious use"
    ),
    "bias_risks_limitations": (
        "bias, biases, limitation, limitations, limitations and bias, limitations and biases, bias and "
        "limitations, biases and limitations, bias risks limitations, risks, known limitations, risks and "
        "limitations, limitations and risks, risks limitations and biases, model limitations, bias risks and "
        "limitation, bias limitations and risks, potential limitations, known biases, ethical considerations, "
        "ethical considerations and limitations, ethics, caveats, limitations and ethical considerations, "
        "responsible ai considerations, bias and risks, limitations of the model, limitations and caveats, "
        "risks and biases, potential biases, risk bias ethical considerations"
    ),
    "bias_recommendations": "bias recommendations, caveats and recommendations",
    "get_started": (
        "how to get started, get started, getting started, quickstart, quick start, usage, how to, usages, "
        "how to use, how to use it, how to use the model, how to use this model, model usage, example usage, "
        "usage example, usage examples, example of usage, fast example of usage, sample usage, basic usage, "
        "using the model, using this model, model in action, fast usage, usage and example, usage "
        "instructions, how to run, example code, code example, sample code, load model and tokenizer, load "
        "pretrained model, loading the model, running the model, run the model, inference, sample inference code, "
        "inference code, inference example"
    ),
    "training_details": "training, model training, training information, details of training",
    "training_data": (
        "training dataset, training datasets, training set, training corpus, training corpora, dataset, "
        "datasets, dataset used, datasets used, pretraining data, pre training data, data sources, "
        "pretraining corpus, pretraining corpora, pre training corpus, pre training corpora, train data, "
        "pretraining dataset, pre training dataset, finetuning data, fine tuning data, finetuning corpus, "
        "fine tuning dataset, finetuning dataset, fine tuning corpus, details of the dataset, data, details "
        "of the downstream task dataset, training data sources, dataset details, data source, corpus, data and other "
        "resources"
    ),
    "training_procedure": (
        "training procedures, training process, training setup, training setting, training settings, "
        "pretraining, pre training, pretraining procedure, pretraining procedures, fine tuning, pre training "
        "procedure, pretraining details, pre training details, finetuning, training script, model fine "
        "tuning, fine tuning procedure, fine tuning details, finetuning details, training the model, model "
        "pretraining, how the model was trained, how the model was created, training method"
    ),
    "preprocessing": "pre processing, data preprocessing, text preprocessing, data processing",
    "training_hyperparameters": (
        "hyperparameters, hyper parameters, training hyper parameters, training parameters, pretraining "
        "hyperparameters, pre training hyperparameters, training regime, training arguments, fine tuning "
        "hyperparameters, finetuning hyperparameters, fine tuning hyper parameters, hyperparams, training params"
    ),
    "speeds_sizes_times": "speeds sizes and times, speed sizes and times",
    "evaluation": "evaluations, model evaluation",
    "testing_data_factors_metrics": "testing data factors metrics, testing data and metrics",
    "testing_data": (
        "test data, test dataset, test set, testing dataset, evaluation data, evaluation dataset, eval data, "
        "eval dataset, evaluation datasets, evaluation set, test datasets"
    ),
    "testing_factors": "testing factors",
    "testing_metrics": "testing metrics, evaluation metrics, metric",
    "results": (
        "result, eval results, evaluation results, evaluation result, model performance, performance, test "
        "set results, test results, testing results, benchmark, benchmarks, benchmark results, model "
        "benchmark, model benchmarks, results comparison, training results, model results, metrics on "
        "evaluation set, metrics on test set, metrics on validation set, test set metrics, evaluation results "
        "on test set, experimental results, performances, results on test set, accuracy, comparison"
    ),
    "results_summary": "results summary, summary of results",
    "model_examination": "interpretability, explainability",
    "environmental_impact": "carbon footprint, carbon emissions, carbon impact, co2 emissions, co2 footprint",
    "technical_specifications": "technical specification, technical specs, technical details",
    "model_specs": (
        "model architecture, architecture, model structure, architecture and objective, model specification, model "
        "specifications"
    ),
    "compute_infrastructure": "training infrastructure, hardware and software",
    "hardware": "training hardware, hardware type, hardware used",
    "software": "framework versions, software dependencies, software stack",
    "citation": (
        "citations, cite, citing, how to cite, cite us, cite as, how to cite us, citation info, bibtex entry "
        "and citation info, citation information, citing and authors, cite this model, please cite, how to "
        "cite this model, how to cite the model, bibtex citation, cite our work"
    ),
    "citation_bibtex": "bibtex entry",
    "citation_apa": "apa style",
    "glossary": "glossary of terms, terminology, terms and definitions, definitions",
    "more_information": "more info, more details, additional information, further information, other information",
    "model_card_authors": "author, authors, model card author, card authors, model authors",
    "model_card_contact": (
        "contact, contacts, contact us, contact information, contact info, contact details, model card "
        "contacts, contacting us, questions and comments, questions or comments, questions, details and contact"
    ),
}
"""Titles of older templates, and those that many cards on the Hub have, as `plain_title` gives them."""

_SHARED = {
    ("direct_use", "bias_risks_limitations"): (
        "intended uses and limitations, intended use and limitations, uses and limitations, usage and limitations, "
        "intended usage and limitations, use and limitations"
    ),
    ("training_data", "testing_data"): (
        "training and evaluation data, training and test data, training and testing data"
    ),
    ("bias_risks_limitations", "bias_recommendations"): "limitations and recommendations",
    ("results", "bias_risks_limitations"): "performance and limitations, limitations and performance",
    ("training_data", "training_procedure"): (
        "dataset and training, data and training, training and data, training and dataset, datasets and training, "
        "training data and procedure, training data and process"
    ),
    ("training_procedure", "results"): "training and results",
}
"""Titles that mean two sections."""

MAX_BEGINNING = 80
"""Characters of a title that is known by how it begins or ends; longer ones are sentences."""

_SAMPLES = r"(?:data|data ?sets?|corpus|corpora)"
_LIBRARIES = (
    r"(?:transformers|diffusers|pipelines?|pytorch|tensorflow|keras|python|llama|vllm|onnx|sentence transformers)"
)
_BEGINNINGS = {
    "model_description": r"(?:model )?introduction$|what (?:is|s) (?:it|this)$",
    "get_started": (
        r"how to (?:use|run|load)\b|model in action\b|quick ?start\b|"
        r"(?:use|using|usage|inference|run|running)\b(?: .*)? (?:with|in) (?:the )?(?:hugging ?face )?"
        rf"{_LIBRARIES}|usage (?:guide|specifications?|requirements|in|with|via|of the model)\b|"
        r"(?:example|sample) (?:usage|pipeline|code)\b|example using\b|run(?:ning)? the model (?:on|with|in)\b|"
        rf"using the (?:{_LIBRARIES} )?(?:model|package)|load(?:ing)? .*\b(?:model|weights|tokenizer)\b"
    ),
    "training_data": (
        rf"(?:the )?(?:pre ?)?(?:training |train |pretrain |fine ?tuning )?{_SAMPLES} "
        r"(?:used|description|information|statistics|overview|details)\b|"
        rf"details (?:of|about) the .*\b{_SAMPLES}$|{_SAMPLES} and training\b"
    ),
    "results": (
        r"results (?:on|of|for|with|after|in|from)\b|evaluation (?:on|of the model)\b|"
        r"performance (?:on|of|in|comparison|evaluation)\b|benchmarks? (?:on|highlights?|scores?|comparison)\b"
    ),
    "bias_risks_limitations": (
        r"(?:\w+ and )?ethical considerations\b|(?:known |model )?limitations? (?:of|and)\b|"
        r"risks? (?:and )?bias(?:es)?\b|disclaimers?$"
    ),
    "training_hyperparameters": r"(?:training |fine ?tuning )?hyper ?param(?:eter)?s\b",
    "environmental_impact": r"carbon (?:footprint|emissions?|emitted)\b|environmental impact\b",
    "citation": r"citation (?:and|instructions?|info)|if you (?:use|find)\w* .*\bcite\b",
    "model_card_authors": r"authors?\b",
}
"""What titles begin with, or are as a whole, that mean a section, though many of them are in no list."""

_ENDINGS = {
    "results": "results",
    "benchmark": "results",
    "benchmarks": "results",
    "evaluation": "results",
    "limitations": "bias_risks_limitations",
}
_OTHER_BEGINNINGS = ("about ", "how to ", "reproduc")
"""The last words of titles that mean a section, and what these don't begin with."""

_BEGINNING = re.compile("|".join(f"(?P<{key}>{pattern})" for key, pattern in _BEGINNINGS.items()))
_BRACKETS = re.compile(r"\([^()\n]*\)|\[[^\[\]\n]*\]")
_WORDS = bytes(char if char in b"\n0123456789abcdefghijklmnopqrstuvwxyz" else ord(" ") for char in range(256))


def plain_titles(titles: Sequence[str]) -> list[str]:
    """Headings' texts as titles are compared: words in lower case, without what is in brackets.

    Numbers at the ends and what is not ASCII, such as an emoji, are left out.
    """
    joined = "\n".join(titles)
    if joined.count("\n") >= len(titles):
        joined = "\n".join(title.replace("\n", " ") for title in titles)
    joined = joined.lower().replace("&", " and ")
    if "(" in joined or "[" in joined:
        joined = _BRACKETS.sub(" ", joined)
    joined = joined.encode("ascii", "ignore").translate(_WORDS).decode()
    while "  " in joined:
        joined = joined.replace("  ", " ")
    return [line.strip(" 0123456789") for line in joined.split("\n")]


_TITLES = {section.title: (section.key,) for section in TEMPLATE_SECTIONS}

_KEYS: dict[str, tuple[str, ...]] = {
    **dict(zip(plain_titles([*_TITLES]), _TITLES.values(), strict=True)),
    **{title: (key,) for key, titles in _ALIASES.items() for title in titles.split(", ")},
    **{title: keys for keys, titles in _SHARED.items() for title in titles.split(", ")},
}


def known_titles() -> Mapping[str, tuple[str, ...]]:
    """All titles that are known, as `plain_titles` returns them, each with the keys of the sections that it means."""
    return _KEYS


class TitleKeys(NamedTuple):
    """The keys of the sections that a heading means: none, one or two; and whether by how it begins or ends only."""

    keys: tuple[str, ...]
    is_likely: bool = False


_NONE = TitleKeys(())
_TITLE_KEYS = {title: TitleKeys(keys) for title, keys in _KEYS.items()} | {"": _NONE}
_LIKELY = {key: TitleKeys((key,), is_likely=True) for key in _BEGINNINGS}


def keys_of_titles(titles: Sequence[str]) -> list[TitleKeys]:
    """The sections that each of some headings, at least one, means."""
    return [_TITLE_KEYS.get(title) or _likely(title) for title in plain_titles(titles)]


def _likely(title: str) -> TitleKeys:
    if len(title) <= MAX_BEGINNING:
        if found := _BEGINNING.match(title):
            return _LIKELY[found.lastgroup or ""]
        ending = title.rpartition(" ")[2]
        if ending in _ENDINGS and not title.startswith(_OTHER_BEGINNINGS):
            return _LIKELY[_ENDINGS[ending]]
    return _NONE
