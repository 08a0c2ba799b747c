"""Citations in a card's text: blocks of BibTeX, and references in APA style."""

from __future__ import annotations

import re

import pytest

from mkdocs_modelcards.render.citations import MAX_CITATIONS
from mkdocs_modelcards.render.sections import Citation

from .helpers import Tags, codes, quick, rendered

ENTRY = "@article{tiny,\n  title = {Tiny},\n}"


def cited(body: str) -> dict[str, str]:
    """The text of each citation's element by its id."""
    made = rendered(body)
    assert "card-failed" not in codes(made.findings)
    found = {}
    for citation in made.citations:
        element = re.search(rf'<(\w+) id="{citation.id}"[^>]*>(.*?)</\1>', made.html, re.DOTALL)
        assert element is not None
        found[citation.id] = Tags(element[2]).text.strip()
    assert len(re.findall(' id="mc-', made.html)) == len(found)
    return found


@pytest.mark.parametrize(
    "block",
    [
        f"```bibtex\n{ENTRY}\n```",
        f"```\n{ENTRY}\n```",
        f"```latex\n{ENTRY}\n```",
        f"~~~markdown\n\n{ENTRY}\n~~~",
        "    " + ENTRY.replace("\n", "\n    "),
        f"- Cite:\n\n  ```\n  {ENTRY.replace(chr(10), chr(10) + '  ')}\n  ```",
        f"<pre><code>{ENTRY}</code></pre>",
    ],
)
def test_a_block_of_bibtex_is_a_citation(block: str) -> None:
    assert cited(f"Hello.\n\n{block}\n") == {"mc-bibtex": ENTRY}


@pytest.mark.parametrize(
    "entry",
    ["@misc{a b, year=1}", "@PhdThesis(x,\n  a = 1)", "% by us\n@online{x:y/z,\nurl = {u}}", f"{ENTRY}\n{ENTRY}"],
)
def test_any_type_and_several_entries_are_one_citation(entry: str) -> None:
    assert cited(f"```\n{entry}\n```") == {"mc-bibtex": entry}


@pytest.mark.parametrize(
    "code",
    [
        "@dataclass\nclass A: pass",
        "@media print {\n  a, b { color: red }\n}",
        "\\makeatletter\n\\def\\@foo{x, y=1}",
        "@app.get('/')\ndef a(b, c=1): ...",
        "@Test(a = 1, b = 2)",
        "mail@example.com",
        f'x = """{ENTRY}"""',
    ],
)
def test_other_code_is_none(code: str) -> None:
    assert cited(f"```\n{code}\n```") == {}


def test_each_citation_has_an_id_of_its_own_that_cards_can_not_take() -> None:
    body = f'<p id="mc-bibtex">x</p>\n\n```\n{ENTRY}\n```\n\n```bibtex\n@misc{{b}}\n```\n'
    assert list(cited(body)) == ["mc-bibtex", "mc-bibtex-2"]


def test_a_citation_is_found_in_highlighted_code_too() -> None:
    made = rendered(f"```latex\n{ENTRY}\n```")
    assert '<div class="highlight"><pre><code id="mc-bibtex" class="language-latex">@article<span' in made.html


@pytest.mark.parametrize(
    "body",
    [
        "## Citation\n\n### APA\n\nAnn, A. (2020). *Tiny*.\n\nMore.",
        "## Citation\n\n**APA:**\n\nAnn, A. (2020). *Tiny*.",
        "## Citation\n\n**BibTeX:**\n\n[More Information Needed]\n\n**APA**:\n\nAnn, A. (2020). *Tiny*.",
        "### APA\n\n```\nAnn, A. (2020). Tiny.\n```",
        "### APA\n\n> Ann, A. (2020). Tiny.",
    ],
)
def test_the_text_below_apa_is_a_citation(body: str) -> None:
    assert cited(body) == {"mc-apa": "Ann, A. (2020). Tiny."}


@pytest.mark.parametrize("text", ["", "[More Information Needed]", "`citation_apa`", '<p id="x">a</p>'])
def test_no_citation_in_apa_style(text: str) -> None:
    assert cited(f"## Citation\n\n### APA\n\n{text}\n\n# Next\n\nText.") == {}


def test_citations_are_in_the_order_of_the_text() -> None:
    made = rendered(f"### APA\n\nAnn.\n\n### BibTeX\n\n```\n{ENTRY}\n```")
    assert made.citations == (Citation("apa", "mc-apa"), Citation("bibtex", "mc-bibtex"))


def test_citations_are_bounded_and_found_quickly() -> None:
    with quick():
        assert len(rendered(f"```\n{ENTRY}\n```\n\n" * 1_000).citations) == MAX_CITATIONS
    for block in ("```\n" + " \n%\n" * 50_000, "```\n@a{" + "b" * 200_000, "```\n" + "@a{b," * 50_000):
        with quick():
            cited(block)
