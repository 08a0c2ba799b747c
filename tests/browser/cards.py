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

A note[^1].

[^1]: At the end.

<details><summary>More</summary>

Folded away.

</details>
"""

CARDS = {
    "acme/full/README.md": FULL,
    f"acme/{LONG}.md": f"---\nmodel_name: {TITLE}\nlicense: PUBLIC DOMAIN NOTICE\n---\n{'x' * 400}\n",
    "acme/languages.md": f"---\nlanguage: {LANGUAGES}\n---\nMany languages.\n",
    "acme/tags.md": f"---\ntags: {[f'tag-number-{number}' for number in range(100)]}\n---\nMany tags.\n",
    "acme/empty.md": "",
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
