"""Cards that are hard to show, each for one reason."""

from __future__ import annotations

LONG = "a-rather-long-part-of-a-name-that-leaves-no-room-for-anything-else-on-the-screen-of-a-phone-96"
TITLE = "A title of many words " * 9
LANGUAGES = "[en, de, fr, es, it, pt, nl, sv, da, fi, pl, cs, ru, uk, tr, ar, he, hi, ja, ko, zh]"

FULL = """\
---
license: apache-2.0
pipeline_tag: text-classification
library_name: sklearn
language: [en, de]
datasets: [acme/reviews, acme/mails]
base_model: acme/wide
tags: [small, reviews, not-for-all-audiences]
extra_gated_prompt: Please say what you need it for.
widget: [{text: A fine film., example_title: Praise, output: [{label: good, score: 0.9}]}]
co2_eq_emissions: 1200
model-index:
  - name: full
    results:
      - task: {type: text-classification}
        dataset: {type: acme/reviews, name: Reviews, split: test}
        metrics: [{type: accuracy, value: 0.93, verified: true}, {type: a_metric_with_a_name_of_its_own, value: 20 ± 1}]
        source: {name: A board, url: "https://example.org"}
---
# A classifier of reviews

It sorts short reviews into good and bad.

## Table

| one | two | three | four | five | six | seven | eight | nine | ten | eleven | twelve |
|---|---|---|---|---|---|---|---|---|---|---|---|
| 0.123456 | 0.123456 | 0.123456 | 0.123456 | 0.123456 | 0.123456 | 0.1 | 0.1 | 0.1 | 0.1 | 0.1 | 0.1 |

## Code

```python
from acme import load  # a comment that makes this line of code much longer than any screen of any phone is wide
model = load("acme/full")
```

> [!WARNING]
> Not for medical use.

- [x] evaluated
- [ ] audited

## Citation

```bibtex
@misc{full, title={A classifier}}
```

## Model Card Contact

cards@acme.example

## Glossary

- **Code**: what programs are written in.

A note[^1].

[^1]: At the end.

<details><summary>More</summary>

Folded away.

</details>
"""

RESULTS = """\
base_model: acme/full
model-index:
  - name: tags
    results:
      - task: {type: text-classification}
        dataset: {type: acme/reviews, name: Reviews, split: test}
        metrics: [{type: accuracy, value: 0.5}]
"""

SHARED = f"base_model: acme/{LONG[:90]}\ndatasets: [acme/reviews, acme/mails]\ntags: [small, reviews, {LONG}]\n"

CARDS = {
    "acme/full/README.md": FULL,
    f"acme/{LONG}.md": f"---\nmodel_name: {TITLE}\nlicense: PUBLIC DOMAIN NOTICE\n{SHARED}---\n{'x' * 400}\n",
    "acme/languages.md": f"---\nlanguage: {LANGUAGES}\n{SHARED}---\nMany languages.\n",
    "acme/tags.md": f"---\ntags: {[f'tag-number-{number}' for number in range(100)]}\n{RESULTS}---\nMany tags.\n",
    "acme/empty.md": "",
    "acme/full/BIAS.md": "# Who is treated badly\n\nShort reviews.\n",
    "acme/plain.md": "Only text, without a header.\n",
    "acme/arabic.md": "---\nlanguage: ar\nmodel_name: نموذج صغير\n---\n# نموذج صغير\n\nهذا نموذج صغير للتصنيف.\n",
    "acme/wide.md": "# Wide\n\n<table><tr>" + "<td>a-cell-of-a-raw-table</td>" * 30 + "</tr></table>\n",
    "acme/image.md": '# Image\n\n<img src="https://example.invalid/x.png" width="2000" alt="A wide image">\n',
}

ADDRESSES = (
    "",
    "models/",
    "models/-/2/",
    "models/tasks/",
    "models/tags/",
    "models/licenses/apache-2.0/",
    "models/base_models/acme/wide/",
    "datasets/",
    "datasets/acme/reviews/",
    "models/leaderboards/",
    "models/leaderboards/text-classification/acme/reviews/accuracy-test/",
    "models/compare/?model=acme/full&model=acme/tags",
    "acme/full/bias/",
    "acme/",
    "acme/full/",
    f"acme/{LONG}/",
    "acme/languages/",
    "acme/tags/",
    "acme/empty/",
    "acme/plain/",
    "acme/arabic/",
    "acme/wide/",
    "acme/image/",
)
"""A page of each type, and every card."""
