"""Code that shows how to use a model, under whatever heading."""

from __future__ import annotations

import pytest

from mkdocs_modelcards.render.sections import CardSection
from tests.unit.helpers import quick, rendered

CODE = "```python\nfrom acme import load\n```\n"


@pytest.mark.parametrize(
    ("body", "sections"),
    [
        (f"# Tiny\n\n## Some example\n\n{CODE}", (CardSection("get_started", "mc-code"),)),
        (f"# Tiny\n\n## How to use\n\n{CODE}", (CardSection("get_started", "how-to-use"),)),
        ("Text.\n\n    pip install acme\n", (CardSection("get_started", "mc-code"),)),
        ("Text.\n\n```\nloss: 0.1\n```\n", ()),
        ("Text with `import acme`.", ()),
    ],
)
def test_code_counts_where_no_title_says_how_to_start(body: str, sections: tuple[CardSection, ...]) -> None:
    assert rendered(body).sections == sections


def test_the_id_stands_on_the_block_that_loads_something() -> None:
    made = rendered(f"```\nloss: 0.1\n```\n\n{CODE}\n{CODE}")
    assert made.html.count('id="mc-code"') == 1
    assert made.html.index("loss") < made.html.index("mc-code") < made.html.index("acme")


def test_a_citation_is_no_code() -> None:
    body = "```bibtex\n@misc{a, title={How to import goods}}\n```\n"
    assert rendered(body).sections == ()


def test_many_blocks_are_looked_at_quickly() -> None:
    with quick():
        rendered("```\nx\n```\n\n" * 5_000)
