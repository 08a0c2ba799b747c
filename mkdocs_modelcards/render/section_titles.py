"""Which sections of the template a heading means: by the template's titles, and by others that cards have."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .template_sections import TEMPLATE_SECTIONS

_ALIASES = {
    "model_details": "model information, model info",
    "model_description": "description, model overview, model summary, overview, about the model, about this model",
    "model_sources": "model sources and links",
    "uses": "use, model use, model uses",
    "direct_use": (
        "direct uses, intended use, intended uses, intended usage, intended use cases, use case, use cases, "
        "primary intended uses, primary intended use, primary use cases, primary use case"
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
        "risks and biases, potential biases"
    ),
    "bias_recommendations": "bias recommendations, caveats and recommendations",
    "get_started": (
        "how to get started, get started, getting started, quickstart, quick start, usage, how to, usages, "
        "how to use, how to use it, how to use the model, how to use this model, model usage, example usage, "
        "usage example, usage examples, example of usage, fast example of usage, sample usage, basic usage, "
        "using the model, using this model, model in action, fast usage, usage and example, usage "
        "instructions, how to run, example code, code example, sample code, load model and tokenizer, load "
        "pretrained model, loading the model, use in transformers, use with transformers, usage with "
        "transformers, running the model, run the model, inference"
    ),
    "training_details": "training, model training, training information, details of training",
    "training_data": (
        "training dataset, training datasets, training set, training corpus, training corpora, dataset, "
        "datasets, dataset used, datasets used, pretraining data, pre training data, data sources, "
        "pretraining corpus, pretraining corpora, pre training corpus, pre training corpora, train data, "
        "pretraining dataset, pre training dataset, finetuning data, fine tuning data, finetuning corpus, "
        "fine tuning dataset, finetuning dataset, fine tuning corpus, details of the dataset, data, details "
        "of the downstream task dataset, data and training, training data sources, dataset details"
    ),
    "training_procedure": (
        "training procedures, training process, training setup, training setting, training settings, "
        "pretraining, pre training, pretraining procedure, pretraining procedures, fine tuning, pre training "
        "procedure, pretraining details, pre training details, finetuning, training script, model fine "
        "tuning, fine tuning procedure, fine tuning details, finetuning details, training the model, model "
        "pretraining, how the model was trained, training method"
    ),
    "preprocessing": "pre processing, data preprocessing, text preprocessing, data processing",
    "training_hyperparameters": (
        "hyperparameters, hyper parameters, training hyper parameters, training parameters, pretraining "
        "hyperparameters, pre training hyperparameters, training regime, training arguments, fine tuning "
        "hyperparameters, finetuning hyperparameters"
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
        "on test set, experimental results, performances, results on test set"
    ),
    "results_summary": "results summary, summary of results",
    "model_examination": "interpretability, explainability",
    "environmental_impact": "carbon footprint, carbon emissions, carbon impact, co2 emissions, co2 footprint",
    "technical_specifications": "technical specification, technical specs, technical details",
    "model_specs": "model architecture, architecture, model structure, architecture and objective",
    "compute_infrastructure": "training infrastructure, hardware and software",
    "hardware": "training hardware, hardware type",
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
        "contacts, contacting us, questions and comments, questions or comments"
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
}
"""Titles that mean two sections."""

_HOW_TO_USE = "how to use "
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


def keys_of_titles(titles: Sequence[str]) -> list[tuple[str, ...]]:
    """The keys of the sections that each of some headings, at least one, means: none, one or two."""
    plain = plain_titles(titles)
    found = [_KEYS.get(title, ()) for title in plain]
    for number, title in enumerate(plain):
        if not found[number] and title.startswith(_HOW_TO_USE):
            found[number] = ("get_started",)
    return found
