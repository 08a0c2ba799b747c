"""The mark that says how much of the template a card fills."""

from __future__ import annotations

import pytest

from mkdocs_modelcards.pages.completeness import ASKED_FOR, completeness_view
from mkdocs_modelcards.render.template_sections import DEVELOPER, ORGANIZER, SOCIOTECHNIC
from tests.projects import texts

from .test_pages import catalog, shown

TOTAL = len(ASKED_FOR)
WHOLE = "# Tiny\n" + "".join(f"\n## {section.title}\n\nYes.\n" for section in ASKED_FOR)


def missing(text: str) -> dict[str, list[str]]:
    """The names of the sections that a card does not fill, by role."""
    view = completeness_view(catalog(tiny=text).models[0])
    names: dict[str, list[str]] = {role: names.split(", ") for role, names in view.missing}
    assert view.filled + sum(map(len, names.values())) == view.total == TOTAL
    return names


def test_the_sections_that_count_are_those_that_the_template_does_not_call_optional() -> None:
    assert [section.key for section in ASKED_FOR] == [
        "model_description", "direct_use", "out_of_scope_use", "bias_risks_limitations", "bias_recommendations",
        "get_started", "training_data", "testing_data", "testing_factors", "testing_metrics", "results",
        "results_summary", "environmental_impact", "model_card_contact",
    ]  # fmt: skip


def test_an_empty_card_lacks_all_by_the_role_to_ask_first() -> None:
    assert missing("") == {
        DEVELOPER: [
            *("how to get started", "training data", "testing data", "testing factors", "testing metrics", "results"),
            *("summary of results", "environmental impact"),
        ],
        SOCIOTECHNIC: ["out-of-scope use", "risks and limitations", "recommendations"],
        ORGANIZER: ["model description", "direct use", "contact"],
    }


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("datasets: acme/reviews", "training data"),
        ("co2_eq_emissions: 12", "environmental impact"),
        ("model-index: [{name: a, results: [{task: {type: b}, dataset: {type: c, name: d}, "
         "metrics: [{type: e, value: 1}]}]}]", "results"),
    ],
)  # fmt: skip
def test_what_the_header_says_counts(header: str, name: str) -> None:
    assert name in missing("x")[DEVELOPER]
    assert name not in missing(f"---\n{header}\n---\n")[DEVELOPER]


def test_optional_sections_neither_count_nor_lack() -> None:
    assert missing("## Glossary\n\n- a b: c\n\n## Authors\n\nAnn.") == missing("")


def test_the_page_says_it_in_one_line_that_opens() -> None:
    page = shown(
        catalog(tiny=WHOLE.replace("## Results\n\nYes", "## Results\n\n[More Information Needed]")), "acme/tiny/"
    )
    assert texts(page, ".mc-completeness summary") == [
        f"This card fills {TOTAL - 1} of {TOTAL} sections of the model card template"
    ]
    assert texts(page, ".mc-completeness :is(dt, dd)") == ["Developer", "results"]
    assert texts(shown(catalog(tiny="x"), "acme/tiny/"), "summary")[-1].startswith("This card fills none of 14")


def test_a_card_that_fills_all_has_nothing_to_open() -> None:
    page = shown(catalog(tiny=WHOLE), "acme/tiny/")
    assert texts(page, ".mc-completeness") == ["This card fills every section of the model card template"]
    assert texts(page, ".mc-completeness details") == []
