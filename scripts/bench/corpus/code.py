"""Code blocks of model cards: loading and running a model, shell commands, outputs, citations."""

from __future__ import annotations

import json
from random import Random

from . import words
from .draw import Zipf
from .prose import filled, sentence

_STATEMENTS = (
    "from transformers import AutoModel, AutoTokenizer",
    "import torch",
    "import numpy as np",
    "model.eval()",
    "",
    "",
    "<noun> = <noun>s[0]",
    "print(<noun>s[:<number>])",
    "model.to('cuda')",
    "<noun>s = ['<adjective>', '<noun>']",
    'tokenizer = AutoTokenizer.from_pretrained("<model>")',
    'model = AutoModel.from_pretrained("<model>", revision=<number>)',
    'inputs = tokenizer("<sentence>", return_tensors="pt", max_length=<number>)',
    "outputs = model.generate(**inputs, do_sample=True, top_k=<number>, temperature=0.<number>)",
    'for <noun>, score in zip(outputs.<noun>s, outputs.scores):\n    print(f"{} {:.3f}".format(<noun>, score))',
    "with torch.no_grad():\n    <noun>s = model(inputs['input_ids'], labels=None)[0]\n    loss = <noun>s.mean()",
    "# <sentence>",
    "def <verb>_<noun>(text: str, limit: int = <number>) -> list[str]:\n"
    '    """<sentence>"""\n'
    "    return [part.strip() for part in text.split() if len(part) < limit]",
    'result = pipe("<sentence>")',
    'text = "<sentence> <sentence>"',
    "print(tokenizer.decode(outputs[0], skip_special_tokens=True))",
    "assert len(<noun>s) == <number> and <noun>s[0] is not None",
    'config["<noun>"] = {"<adjective>": <number>, "rate": 1e-<number>, "<noun>s": None}',
)
_COMMANDS = (
    "pip install --upgrade example-<noun> example-<verb>",
    "python run_<noun>.py --model <model> --<noun> <number> --output_dir ./<noun>s",
    "export <noun>_DIR=/path/to/<noun>",
    "for step in 1 2 3; do ./<verb>_<noun>.sh --seed $step; done",
    "# <sentence>",
)
_OUTPUTS = (
    "[{'<noun>': '<sentence>', 'score': 0.<number>},",
    "  <noun>: <number>    <adjective> <noun>s: <number>",
    "<number> <noun>",
    "{'<noun>': <number>}",
    "Step <number>: loss 0.<number>, <noun>s <number>",
    "<sentence>",
)
_LANGUAGES = Zipf(("", "python", "bash", "json", "shell", "py", "text", "python3", "yaml", "diff"), 1.1)


def _lines(rng: Random, patterns: tuple[str, ...], model: str, size: int) -> str:
    lines: list[str] = []
    while sum(map(len, lines)) < size:
        lines.append(filled(rng, rng.choice(patterns)).replace("<model>", model))
    return "\n".join(lines)


def fenced(language: str, code: str) -> str:
    """A code block."""
    return f"```{language}\n{code}\n```"


def loading(number: int, model: str) -> str:
    """How to load the model: the one block that every card has, and no two cards alike."""
    code = (
        f'from catalog import load\n\nmodel_{number} = load("{model}", revision={number})\nprint(model_{number}.config)'
    )
    return fenced("python", code)


def code_block(rng: Random, model: str, size: int) -> str:
    """About `size` characters of code in one of the languages that cards use."""
    language = "python" if rng.random() < 0.32 else _LANGUAGES.one(rng)
    if language in ("bash", "shell"):
        return fenced(language, _lines(rng, _COMMANDS, model, size))
    if language == "json":
        entries = [
            {"text": sentence(rng), "label": rng.choice(words.NOUNS), "rank": rank} for rank in range(size // 90 + 1)
        ]
        return fenced(language, json.dumps(entries, indent=2))
    if language.startswith("py") or (not language and rng.random() < 0.5):
        return fenced(language, _lines(rng, _STATEMENTS, model, size))
    return fenced(language, _lines(rng, _OUTPUTS, model, size))


def citation(rng: Random, number: int) -> str:
    """A BibTeX entry of a paper that does not exist."""
    authors = " and ".join(f"Placeholder, {letter}." for letter in rng.sample("ABCDEFGHIJ", rng.randint(1, 6)))
    entry = (
        f"@misc{{placeholder{number},\n    title={{{sentence(rng).rstrip('.')}}},\n    author={{{authors}}},\n"
        f"    year={{0000}},\n    eprint={{0000.{number % 100_000:05}}},\n    archivePrefix={{arXiv}}\n}}"
    )
    return fenced("bibtex", entry)
