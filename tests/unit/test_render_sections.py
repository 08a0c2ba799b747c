"""The template's sections in a card's text: which headings mean them, and whether they are filled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.render.section_titles import TitleKeys, keys_of_titles, plain_titles
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
    assert keys_of_titles(titles) == [TitleKeys((section.key,)) for section in TEMPLATE_SECTIONS]


@pytest.mark.parametrize(
    ("title", "keys"),
    [
        ("BIAS, RISKS & LIMITATIONS:", ("bias_risks_limitations",)),
        ("2.1 Training Data", ("training_data",)),
        ("Model Sources [optional]", ("model_sources",)),
        ("Glossary (optional)", ("glossary",)),
        ("Model in Action 🚀", ("get_started",)),
        ("Usage (sentence-transformers)", ("get_started",)),
        ("Intended uses & limitations", ("direct_use", "bias_risks_limitations")),
        ("Training and evaluation data", ("training_data", "testing_data")),
        ("BibTeX entry and citation info", ("citation",)),
        ("Eval results", ("results",)),
        ("Authors", ("model_card_authors",)),
        ("Performance and Limitations", ("results", "bias_risks_limitations")),
        ("Dataset and Training", ("training_data", "training_procedure")),
        ("Evaluated Use", ("direct_use",)),
        ("Training data and dragons", ()),
        ("模型", ()),
        ("", ()),
    ],
)
def test_headings_are_known_by_their_words(title: str, keys: tuple[str, ...]) -> None:
    assert keys_of_titles([title]) == [TitleKeys(keys)]


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("How to use Tiny with Transformers", "get_started"),
        ("Usage guide", "get_started"),
        ("Using with `diffusers`", "get_started"),
        ("Use with PyTorch", "get_started"),
        ("Loading the Weights with Hugging Face Transformers", "get_started"),
        ("Load Tiny and its tokenizer:", "get_started"),
        ("Running the model on a CPU", "get_started"),
        ("Introduction", "model_description"),
        ("What is it?", "model_description"),
        ("Dataset used for the model", "training_data"),
        ("Details of the reviews dataset", "training_data"),
        ("Results on common benchmarks", "results"),
        ("Evaluation on downstream tasks", "results"),
        ("Benchmark Highlights:", "results"),
        ("with the following results:", "results"),
        ("0-shot Evaluation", "results"),
        ("Ethical Considerations and Risks", "bias_risks_limitations"),
        ("Disclaimer", "bias_risks_limitations"),
        ("Carbon footprint of training", "environmental_impact"),
        ("Citation and Related Information", "citation"),
        ("Author - Publication", "model_card_authors"),
    ],
)
def test_other_headings_are_known_by_how_they_begin_or_end(title: str, key: str) -> None:
    assert keys_of_titles([title]) == [TitleKeys((key,), is_likely=True)]


@pytest.mark.parametrize(
    "title",
    [
        "How to finetune", "Memory usage", "Reproduce the results", "About the CLUE benchmark", "Evaluation approach",
        "Data preparation", "Introductory words", "Terms of use", "Using less memory", "Performance tips",
        "How to reproduce the results", "Privacy considerations",
        "Results " + "and more words " * 6,
    ],
)  # fmt: skip
def test_headings_that_only_look_alike_mean_no_section(title: str) -> None:
    assert keys_of_titles([title]) == [TitleKeys(())]


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
    assert filled(body) == {"uses": "uses", "direct_use": "uses"}


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


def test_a_frame_has_what_is_below_headings_that_mean_no_section() -> None:
    tables = "### Sums\n\n#### Small\n\n| a |\n|---|\n| 1 |\n\n### Words\n\nGood."
    assert filled(f"## Evaluation\n\n{tables}") == {"evaluation": "evaluation", "results": "evaluation"}
    below_another = f"## Evaluation\n\n### Testing data\n\n{tables.replace('###', '####')}"
    assert filled(below_another) == {"evaluation": "evaluation", "testing_data": "testing-data"}


def test_a_frame_is_surer_than_a_heading_that_is_known_by_its_beginning() -> None:
    body = "## Evaluation\n\n### Image benchmarks\n\nGood.\n\n### Video benchmarks\n\nBetter."
    assert filled(body) == {"evaluation": "evaluation", "results": "evaluation"}
    assert filled("## Disclaimer\n\nA.\n\n## Limitations\n\nB.") == {"bias_risks_limitations": "limitations"}


@pytest.mark.parametrize("cell", ["0.5", "**93.1 %**", "1,000"])
def test_metrics_with_a_table_of_numbers_are_results(cell: str) -> None:
    table = f"| metric | value |\n|---|---|\n| accuracy | {cell} |"
    assert filled(f"## Metrics\n\n### All\n\n{table}") == {"testing_metrics": "metrics", "results": "metrics"}
    assert filled(f"## Metrics\n\n{table.replace(cell, 'high')}") == {"testing_metrics": "metrics"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("**Training Data**\nReviews.", "training_data"),
        ("**Training data:** Reviews.", "training_data"),
        ("**Training data**\n\nReviews.", "training_data"),
        ("**Out-of-scope** Use for harm.", "out_of_scope_use"),
        ("**Carbon footprint of training** was 3 kg.", "environmental_impact"),
        ("Text.\n\n**Limitations**\n\n- None.", "bias_risks_limitations"),
    ],
)
def test_a_paragraph_that_begins_with_a_title_in_bold_fills_a_section_of_the_heading_above(text: str, key: str) -> None:
    assert filled(f"# Tiny\n\n## More\n\n{text}\n\n## Else\n\nx") == {key: "more"}


@pytest.mark.parametrize(
    "body",
    [
        "## More\n\n**Training Data**\n\n[More Information Needed]\n\n## Else\n\nx",
        "## More\n\n**Training Data**\n\n**Limits of this**",
        "## More\n\nOn **Training Data** and more.",
        "# Tiny\n\n**Training Data** Reviews.",
        "**Training Data** Reviews.",
        "## More\n\n**Model type** Small.",
    ],
)
def test_other_words_in_bold_fill_nothing(body: str) -> None:
    assert filled(body) == {}


def test_a_heading_is_surer_than_words_in_bold() -> None:
    body = "## More\n\n**Training Data** Some.\n\n## Dataset used here\n\nReviews."
    assert filled(body) == {"training_data": "dataset-used-here"}


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
        "## Usage\n\n" + "**Training data**\n\n" * 10_000,
        "## Metrics\n" * 3_000 + "| a |\n|---|\n| b |\n",
        "# Evaluation\n" + "## Results\n### x\n" * 2_000,
        "# Metrics\n\n<table><tr><td>1" + " " * 80_000 + "x</td></tr></table>\n",
        "## Usage\n\n<p><strong>Section Overview:</strong>" + " " * 60_000 + "x<button><p>y</p></button></p>",
        "`license`\n\n## Usage\n\n<p><em>" + " " * 60_000 + "x<button><p>y</p></button></em></p>",
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
    "[More Information Needed]", "**Training data** x", "**Results**", "### Metrics", "### Small",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["\n", "\n\n"]))
def test_whatever_parts_a_text_has_their_ids_are_in_it_once(pieces: list[str], between: str) -> None:
    made = rendered(between.join(pieces))
    assert "card-failed" not in codes(made.findings)
    ids = Tags(made.html).all("id")
    assert len(ids) == len(set(ids))
    targets = {*(found.id for found in made.sections), *(citation.id for citation in made.citations)}
    assert targets <= set(ids)
