"""The template's sections in a card's text: which headings mean them, and whether they are filled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.render.section_titles import keys_of_titles, plain_titles
from mkdocs_modelcards.render.template_sections import TEMPLATE_SECTIONS

from .helpers import Tags, codes, quick, rendered

CURRENT = """\
# Model Card for Tiny

## Model Details

### Model Description

- **Developed by:** [More Information Needed]
- **Shared by [optional]:** {{ shared_by | default("[More Information Needed]", true)}}

### Model Sources [optional]

- **Repository:**

## Uses

### Direct Use

<!-- This section is for the model use without fine-tuning or plugging into a larger ecosystem/app. -->

[More Information Needed]

## Bias, Risks, and Limitations

[More Information Needed](#bias)

### Recommendations

Users (both direct and downstream) should be made aware of the risks, biases and limitations of the model. More \
information needed for further recommendations.

## How to Get Started with the Model

Use the code below to get started with the model.

```python
{{ get_started_code | default("[More Information Needed]", true)}}
```

## Environmental Impact

Carbon emissions can be estimated using the [Machine Learning Impact calculator](https://mlco2.github.io/impact) \
presented in [Lacoste et al. (2019)](https://arxiv.org/abs/1910.09700).

- **Hardware Type:** TODO

## Model Card Contact

_More information needed_
"""
ANNOTATED = """\
# Model Details

**Section Overview:** This section provides basic information
about what the model is.

## Model Description

`model_description`

_Provide basic details about the model._

* **Developed by:** `developers`

_List (and ideally link to) the people who **built** the model._

## Training Procedure [optional]

_When you want to know what hardware you need, consider:_

### Training Hyperparameters

* **Training regime:** training_regime`
"""


def filled(body: str) -> dict[str, str]:
    """The ids of the sections that a text fills, by their keys."""
    made = rendered(body)
    assert "card-failed" not in codes(made.findings)
    return {found.key: found.id for found in made.sections}


def test_every_title_of_the_template_means_its_section() -> None:
    titles = [section.title for section in TEMPLATE_SECTIONS]
    assert keys_of_titles(titles) == [(section.key,) for section in TEMPLATE_SECTIONS]


@pytest.mark.parametrize(
    ("title", "keys"),
    [
        ("BIAS, RISKS & LIMITATIONS:", ("bias_risks_limitations",)),
        ("2.1 Training Data", ("training_data",)),
        ("Model Sources [optional]", ("model_sources",)),
        ("Glossary (optional)", ("glossary",)),
        ("Model in Action 🚀", ("get_started",)),
        ("How to use Tiny with Transformers", ("get_started",)),
        ("Usage (sentence-transformers)", ("get_started",)),
        ("Intended uses & limitations", ("direct_use", "bias_risks_limitations")),
        ("Training and evaluation data", ("training_data", "testing_data")),
        ("BibTeX entry and citation info", ("citation",)),
        ("Eval results", ("results",)),
        ("Authors", ("model_card_authors",)),
        ("Training data and dragons", ()),
        ("模型", ()),
        ("", ()),
    ],
)
def test_headings_are_known_by_their_words(title: str, keys: tuple[str, ...]) -> None:
    assert keys_of_titles([title]) == [keys]


@given(st.lists(st.text(), min_size=1))
def test_each_title_is_read_for_itself(titles: list[str]) -> None:
    assert plain_titles(titles) == [plain_titles([title])[0] for title in titles]


def test_what_is_left_of_the_current_template_fills_nothing() -> None:
    assert filled(CURRENT) == {}


def test_what_is_left_of_the_annotated_template_fills_nothing() -> None:
    assert filled(ANNOTATED) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Reviews.",
        "- **Hardware Type:** A100",
        "[data](x)",
        "![plot](plot.png)",
        "```\nx = 1\n```",
        "| a |\n|---|\n| 1 |",
        "_In italics._",
        "Two kinds: more information needed, and less.",
        "\\(x^2\\)",
        "中文",
        "> quoted",
    ],
)
def test_anything_else_fills_a_section(text: str) -> None:
    assert filled(f"## Training data\n\n{text}\n") == {"training_data": "training-data"}


def test_a_section_is_filled_by_what_is_below_it() -> None:
    body = "# Uses\n## Direct use\n[More Information Needed]\n## For fun\n### More\nYes.\n# Results\n# X\nNo."
    assert filled(body) == {"uses": "uses"}


def test_a_frames_own_text_belongs_to_what_it_is_mostly_about() -> None:
    assert filled("## Evaluation\n\nGood.") == {"evaluation": "evaluation", "results": "evaluation"}
    both = filled("## Evaluation\n\nGood.\n\n### Results\n\nBetter.")
    assert both == {"evaluation": "evaluation", "results": "results"}


def test_the_first_filled_heading_wins_and_one_of_its_own_before_a_shared_one() -> None:
    body = "## Usage\n## Intended uses & limitations\nAll.\n## How to use\nSo.\n## Limitations\nA.\n## Bias\nB."
    assert filled(body) == {
        "direct_use": "intended-uses--limitations",
        "bias_risks_limitations": "limitations",
        "get_started": "how-to-use",
    }


def test_a_summary_is_one_of_results_only_after_results() -> None:
    assert filled("## Summary\n\nTiny.") == {}
    assert "results_summary" in filled("## Results\n\nGood.\n\n### Summary\n\nGood.")


def test_levels_do_not_matter() -> None:
    assert filled("###### Training data\n\nA.\n\n# Limitations\n\nB.") == {
        "training_data": "training-data",
        "bias_risks_limitations": "limitations",
    }


@pytest.mark.parametrize(
    "body",
    [
        "## Usage\n" * 5_000,
        "# Usage\n## Usage\n### Usage\n#### Usage\n##### Usage\n###### Usage\n" * 1_000,
        "## Summary\n" * 5_000,
        "## " + "(" * 50_000,
        "## Usage\n\n" + "<p><em>" * 5_000,
        "`license`\n\n## Usage\n\n" + "<em>a</em>\n" * 20_000,
        "## Usage\n\n" + "[More Information Needed]\n\n" * 20_000,
        "## Usage\n\n" + ": " * 200_000,
    ],
    ids=lambda body: body[:20],
)
def test_sections_of_any_text_are_found_quickly(body: str) -> None:
    with quick():
        filled(body)


PIECES = [
    "## Glossary", "### Model description", "# Citation", "### APA", "**APA:**", "## Contact", "<h2>Usage</h2>",
    "- **a b**: c", "**Developed by:** x", "<dl><dt>a<dd>b", "<table><tr><td>a<td>b", "| a | b |", "|---|---|", "_x_",
    "<details>", "</details>", "```", "@a{b, c=1}", "`license`", "<p id='a'>", "<ul><li>a: b", "a b", "\\\\(x\\\\)",
    "[More Information Needed]",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["\n", "\n\n"]))
def test_whatever_parts_a_text_has_their_ids_are_in_it_once(pieces: list[str], between: str) -> None:
    made = rendered(between.join(pieces))
    assert "card-failed" not in codes(made.findings)
    ids = Tags(made.html).all("id")
    assert len(ids) == len(set(ids))
    targets = {*(found.id for found in made.sections), *(citation.id for citation in made.citations)}
    assert targets <= set(ids)
