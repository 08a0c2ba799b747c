"""What a card states in the template's places."""

from __future__ import annotations

import pytest

from mkdocs_modelcards.render.sections import Statement
from mkdocs_modelcards.render.summary import MAX_SUMMARY

from .helpers import codes, quick, rendered


def stated(body: str) -> dict[str, Statement]:
    """The statements of a text by their keys."""
    made = rendered(body)
    assert "card-failed" not in codes(made.findings)
    return {statement.key: statement for statement in made.statements}


def described(line: str) -> dict[str, Statement]:
    """What one line below *Model description* states."""
    return stated(f"## Model description\n\n{line}\n")


@pytest.mark.parametrize(
    "line",
    [
        "- **Developed by:** Acme",
        "* **Developed by**: Acme",
        "- Developed by: Acme",
        "- __Developed by [optional]:__ Acme",
        "- **Developed by** [NLP]: Acme",
        "- **Developed by:**\n  - Acme",
        "- **Developed by:** Acme\n\n- **Nothing:** x",
        "**Developed by:** Acme",
        "**Model type:** tiny\n**Developed by:** Acme\n**Anything:** x",
        "- **Developed by:** `Acme`",
        "- **Developed by:** [Acme](javascript:alert)",
        "- **Developed by:** [Acme](../acme)",
        "- **Developed by:** Acme\n- **Developed by:** Others",
    ],
)
def test_a_line_with_a_label_is_a_statement(line: str) -> None:
    assert described(line)["developers"] == Statement("developers", "Acme")


@pytest.mark.parametrize(
    ("line", "statement"),
    [
        ("- **Language(s) (NLP):** en, de", Statement("language", "en, de")),
        ("- **Paper [optional]:** <https://a.org/x?a=1&b=2>",
         Statement("paper", "https://a.org/x?a=1&b=2", "https://a.org/x?a=1&b=2")),
        ("- **Finetuned from model:** [Base](https://a.org) and [more](https://b.org)",
         Statement("base_model", "Base and more")),
        ("- **Funded by:** [Ann](mailto:a@b.org)", Statement("funded_by", "Ann", "mailto:a@b.org")),
        ("- **Model type:** `<b>` & \\(x^2\\)", Statement("model_type", "<b> & x^2")),
        ("- **License:** " + "ab " * 400, Statement("license", ("ab " * 66).strip() + "…")),
    ],
)  # fmt: skip
def test_a_statement_is_plain_text(line: str, statement: Statement) -> None:
    assert described(line) == {statement.key: statement}
    assert len(statement.text) <= MAX_SUMMARY


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("- **Developed by:** The [Acme company](https://a.org)", "https://a.org"),
        ("- **Developed by:** Acme, see the [paper](https://a.org) for all developers", None),
        ("- **Developed by:** [Acme](https://a.org) and [Bo](https://b.org)", None),
        ("- **Developed by:** [Acme](https://a.org), [Acme](https://a.org)", None),
        ("- **Repository:** the code is [here](https://a.org)", "https://a.org"),
        ("- **Repository:** [one](https://a.org), [two](https://b.org)", None),
    ],
)
def test_a_statement_leads_where_nearly_all_of_it_leads(line: str, url: str | None) -> None:
    assert [statement.url for statement in described(line).values()] == [url]


@pytest.mark.parametrize(
    "paper",
    [
        "<https://arxiv.org/abs/2005.14165>",
        "[Tiny](https://arxiv.org/pdf/2005.14165v5.pdf)",
        "arxiv.org/abs/2005.14165",
    ],
)
def test_a_paper_on_arxiv_is_listed_with_the_others(paper: str) -> None:
    made = rendered(f"## Model Sources\n\n- **Paper:** {paper}\n- **Demo:** x\n")
    assert [statement.key for statement in made.statements] == ["demo"]
    assert made.arxiv == ("2005.14165",)


def test_the_labels_of_the_template_may_be_long() -> None:
    label = "Carbon Emitted (Power consumption x Time x Carbon produced based on location of power grid)"
    for line in (f"- **{label}:** 15 kg", f"- **Carbon Emitted** *{label.removeprefix('Carbon Emitted ')}*: 15 kg"):
        assert stated(f"## Environmental Impact\n\n{line}\n") == {"co2_emitted": Statement("co2_emitted", "15 kg")}


@pytest.mark.parametrize(
    "value", ["", "[More Information Needed]", "`developers`", '{{ developers | default("x", true) }}', "TODO"]
)
def test_placeholders_state_nothing(value: str) -> None:
    assert described(f"- **Developed by:** {value}\n- **Model type:** tiny") == {
        "model_type": Statement("model_type", "tiny")
    }


def test_labels_elsewhere_in_the_text_are_no_statements() -> None:
    assert stated("Hello.\n\n- **Developed by:** Acme\n\n## Usage\n\n- **Developed by:** Acme") == {}


def test_all_places_of_the_template_are_read() -> None:
    found = stated(
        "## Model Sources\n\n- **Repository:** x\n- **Demo:** y\n\n"
        "## Training Hyperparameters\n\n- **Training regime:** bf16\n\n"
        "## Environmental Impact\n\n- **Hardware Type:** A100\n- **Hours used:** 3\n- **Cloud Provider:** Acme\n"
        "- **Compute Region:** north\n- **Carbon Emitted:** 2 kg\n"
    )
    assert {key: statement.text for key, statement in found.items()} == {
        "repo": "x", "demo": "y", "training_regime": "bf16", "hardware": "A100", "hours_used": "3",
        "cloud_provider": "Acme", "cloud_region": "north", "co2_emitted": "2 kg",
    }  # fmt: skip


def test_authors_and_contact_are_statements_as_a_whole() -> None:
    found = stated("## Authors\n\n- Ann\n- [Bo](https://b.org)\n\n## Contact\n\nWrite to a@b.org.\n\n### No\n\nMore.")
    assert found == {
        "model_card_authors": Statement("model_card_authors", "Ann, Bo"),
        "model_card_contact": Statement("model_card_contact", "Write to a@b.org.", "mailto:a@b.org"),
    }
    assert stated("## Model Card Contact\n\n[More Information Needed]") == {}
    assert stated("## Author - Publication\n\n```\n@misc{a}\n```\n\nAnn") == {
        "model_card_authors": Statement("model_card_authors", "Ann")
    }


@pytest.mark.parametrize(
    ("contact", "url"),
    [
        ("Please write to a@b.org if anything is unclear.", "mailto:a@b.org"),
        ("If anything is unclear, open an issue [here](https://a.org).", "https://a.org"),
        ("- Ann, ann at b dot org\n- [Bo](https://b.org), bo at b dot org", None),
        ("Ann (a@b.org), Bo (b@b.org)", None),
    ],
)
def test_a_contact_leads_to_the_only_address_in_it(contact: str, url: str | None) -> None:
    assert stated(f"## Contact\n\n{contact}")["model_card_contact"].url == url


def test_a_contact_in_bold_in_another_section_is_no_statement() -> None:
    assert stated("## More\n\n**Contact** Write to a@b.org.") == {}


@pytest.mark.parametrize(
    "lines",
    [
        "- **Developed by:** " * 5_000,
        "- **Developed by:** x\n" * 20_000,
        "**Developed by:**\n" + "<b>x" * 20_000,
        "<" * 100_000 + ":",
        "- **Developed by:** " + "word " * 100_000,
        "- **Developed by:** " + "[a](https://b.org) " * 20_000,
        ("a" * 99 + "*b* " * 99 + "\n") * 1_000,
    ],
    ids=lambda lines: lines[:25],
)
def test_statements_of_any_text_are_found_quickly(lines: str) -> None:
    with quick():
        described(lines)
