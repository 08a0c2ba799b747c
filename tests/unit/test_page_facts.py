"""The facts of a model's page: what decides at a glance, and what opens on demand."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from mkdocs_modelcards.findings import Finding
from mkdocs_modelcards.pages.more_facts import mass, rounded
from mkdocs_modelcards.pages.options import PageOptions
from mkdocs_modelcards.pages.renderer import PageRenderer
from mkdocs_modelcards.vocabulary import license_text_url, licenses
from tests.projects import hrefs, texts
from tests.unit.test_pages import THEMES, catalog, pages, shown


def facts(page: LexborHTMLParser) -> dict[str, str]:
    """What each line of facts says, by its title."""
    titles = [node.text(strip=True) for node in page.css(".mc-header dt")]
    return dict(zip(titles, [" ".join(node.text().split()) for node in page.css(".mc-header dd")], strict=True))


def of(header: str, body: str = "Text.") -> LexborHTMLParser:
    """The page of one card."""
    return shown(catalog(tiny=f"---\n{header}\n---\n{body}\n"), "acme/tiny/")


@pytest.mark.parametrize(
    ("header", "title", "said"),
    [
        ("pipeline_tag: fill-mask", "Task", "Fill-Mask"),
        ("license: apache-2.0", "License", "Apache license 2.0 Full text"),
        ("license: cc", "License", "Creative Commons license family"),
        ("license: [mit, apache-2.0]", "Licenses", "MIT Apache license 2.0"),
        (
            "license: other\nlicense_name: acme-1\nlicense_link: https://acme.example/l",
            "License",
            "Other acme-1 terms of its own: read them before use",
        ),
        ("license: mit\nlicense_details: with a note", "License", "MIT Full text with a note"),
        ("datasets: [a/b, c]", "Trained on", "a/b c"),
        ("language: [no, de]", "Languages", "Norwegian German"),
        ("language: pt\nlanguage_bcp47: [pt-BR, pt-PT]", "Language", "Portuguese pt-BR, pt-PT"),
        ("language: de\nlanguage_details: Swiss spelling", "Language", "German Swiss spelling"),
        ("library_name: transformers", "Library", "Transformers Documentation"),
        ("library_name: acme-lib", "Library", "acme-lib"),
        ("base_model: acme/base", "Finetuned from", "acme/base"),
        ("base_model: acme/base\nbase_model_relation: quantized", "Quantized from", "acme/base"),
        ("base_model: [a/b, c/d]", "Merge of", "a/b c/d"),
        ("base_model: a/b\ntags: lora", "Adapter for", "a/b"),
        ("finetuned_from: a/b", "Finetuned from", "a/b"),
        ("tags: [one, two]", "Tags", "one two"),
        ("metrics: [f1, bleu]", "Metrics", "f1 bleu"),
        ("buckets: [acme/weights]", "Storage buckets", "acme/weights"),
        ("doi: 10.57967/hf/0003", "DOI", "10.57967/hf/0003"),
        ("mask_token: <mask>", "Mask token", "<mask>"),
        ("instance_prompt: a photo of sks dog", "Instance prompt", "a photo of sks dog"),
        ("inference: false", "Inference", "hosted inference is off"),
        ("inference: {parameters: {top_k: 5, x: true}}", "Inference", "top_k: 5 x: true"),
        (
            "inference: {parameters: {a: {b: true, c: null}, d: [1, two], e: null, f: two}}",
            "Inference",
            'a: {"b": true, "c": null} d: [1, "two"] e: null f: two',
        ),
        ("co2_eq_emissions: 8", "Emissions", "8 g CO₂ eq."),
        ('co2_eq_emissions: "1234.5"', "Emissions", "1.23 kg CO₂ eq. about as much as 4.97 km in an average car (EPA)"),
        (
            "co2_eq_emissions: {emissions: 5, source: CodeCarbon, training_type: fine-tuning, "
            "geographical_location: Bonn, hardware_used: 1 GPU}",
            "Emissions",
            "5 g CO₂ eq. fine-tuning hardware: 1 GPU place: Bonn source: CodeCarbon",
        ),
    ],
)  # fmt: skip
def test_each_field_has_its_line(header: str, title: str, said: str) -> None:
    assert facts(of(header))[title] == said


def test_licenses_link_to_their_texts() -> None:
    page = of("license: apache-2.0")
    assert hrefs(page, ".mc-i-license + dd span a") == ["https://spdx.org/licenses/Apache-2.0.html"]
    page = of("license: other\nlicense_name: acme-1\nlicense_link: https://acme.example/l")
    assert hrefs(page, ".mc-i-license + dd span a") == ["https://acme.example/l"]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "https://a b", "LICENSE"])
def test_what_is_no_address_of_the_web_is_text(link: str) -> None:
    page = of(f"license: other\nlicense_name: acme-1\nlicense_link: '{link}'")
    assert hrefs(page, ".mc-i-license + dd span a") == []
    assert facts(page)["License"].startswith("Other acme-1")


def test_a_source_of_emissions_links() -> None:
    page = of("co2_eq_emissions: {emissions: 5, source: https://mlco2.github.io/impact}")
    assert hrefs(page, ".mc-i-co2 + dd a") == ["https://mlco2.github.io/impact"]


def test_a_base_model_of_the_catalog_leads_to_its_page() -> None:
    found = catalog(tiny="---\nbase_model: [Acme/Base, acme/else]\n---\nText.\n", base="Text.\n")
    assert hrefs(shown(found, "acme/tiny/"), ".mc-i-base + dd a") == [
        "../../acme/base/",
        "../../models/base_models/acme/else/",
    ]


def test_many_values_fold() -> None:
    page = of(f"tags: {[f'tag{number}' for number in range(15)]}")
    assert len(page.css(".mc-i-tag + dd > a")) == 8
    assert texts(page, ".mc-i-tag + dd summary") == ["7 more"]


def test_papers_come_from_links_in_the_text() -> None:
    page = of("license: mit", "See https://arxiv.org/abs/1810.04805 and https://arxiv.org/pdf/1908.10084.")
    assert facts(page)["Papers it links"] == "arXiv:1810.04805 arXiv:1908.10084"
    assert hrefs(page, ".mc-i-paper + dd a")[0] == "https://arxiv.org/abs/1810.04805"


def test_many_papers_are_counted_and_the_calculators_is_none() -> None:
    page = of("license: mit", " ".join(f"https://arxiv.org/abs/2301.0000{number}" for number in range(7)))
    assert facts(page)["Papers it links"].endswith("arXiv:2301.00004 and 2 more in the text")
    assert "Paper it links" not in facts(of("license: mit", "See https://arxiv.org/abs/1910.09700."))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Text.", "not stated"),
        ("# Tiny\n\n## License and use\n\nAsk us.", "License and use the header names none"),
        ("# Tiny\n\n## Model Description\n\n- **License:** MIT", "MIT"),
    ],
)
def test_a_header_without_license_is_no_license(body: str, said: str) -> None:
    assert facts(of("model_name: Plain", body))["License"] == said


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("MIT", "MIT Full text"),
        ("The MIT License", "MIT Full text"),
        ("Modified MIT", "MIT Full text the text says: Modified MIT"),
    ],
)
def test_a_license_that_the_text_says_otherwise_is_shown(stated: str, said: str) -> None:
    page = of("license: mit", f"# Tiny\n\n## Model Description\n\n- **License:** {stated}")
    assert facts(page)["License"] == said


def test_a_tag_that_names_the_task_is_not_repeated() -> None:
    page = of("pipeline_tag: fill-mask\nlibrary_name: timm\ntags: [fill-mask, timm, small]")
    assert facts(page)["Tag"] == "small"


def test_what_goes_wrong_beside_the_text_costs_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(model: object) -> None:
        raise OverflowError("too large")

    monkeypatch.setattr("mkdocs_modelcards.pages.renderer.completeness_view", fail)
    reported: list[Finding] = []
    found = catalog(tiny="---\nlicense: mit\n---\nText.\n")
    renderer = PageRenderer(found, THEMES, report=reported.append)
    page = LexborHTMLParser(renderer.html(pages(found)["acme/tiny/"]))
    assert "Text." in texts(page, "[data-mc-body]")[0]
    assert [(one.code, one.path) for one in reported] == [("card-failed", "cards/acme/tiny/README.md")]


def test_texts_of_headers_are_bounded_and_escaped() -> None:
    page = of(f"license: mit\nlicense_details: '<b>{'x' * 5000}'")
    shown_details = page.css(".mc-i-license + dd > span")[-1]
    assert shown_details.css("b") == []
    assert len(shown_details.text()) == 300


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 g"), (0.123456, "0.123 g"), (999, "999 g"), (1000, "1 kg"), (2.5e6, "2.5 t"), (1e30, "1e+24 t")],
)
def test_masses_are_readable(number: float, text: str) -> None:
    assert mass(number) == text


def test_numbers_are_grouped() -> None:
    assert rounded(12345.6) == "12,346"


def test_nearly_every_license_leads_to_a_text() -> None:
    without = {identifier for identifier in licenses() if license_text_url(identifier) is None}
    assert without == {
        "bsd", "cc", "deepfloyd-if-license", "gfdl", "gpl", "lgpl", "other", "unknown",
    }  # fmt: skip
    assert license_text_url("no-license") is None


RESULTS = """\
model-index:
- name: tiny
  results:
  - task: {type: fill-mask}
    dataset: {type: a/b, name: Reviews}
    metrics: [{type: accuracy, value: 0.90}, {type: f1, value: 0.80}]
  - task: {type: fill-mask}
    dataset: {type: c/d, name: Mails}
    metrics: [{type: accuracy, value: 0.70}]
"""


def test_headline_results_name_each_dataset_once() -> None:
    page = of(RESULTS.rstrip(), "# Tiny\n\n## Results\n\nGood ones.")
    assert facts(page)["Results"] == "Accuracy 0.90, F1 0.80 on Reviews Accuracy 0.70 on Mails All results In the text"
    assert hrefs(page, ".mc-i-results + dd a") == ["#mc-results", "#results"]


def test_sections_of_the_text_answer_where_the_header_does_not() -> None:
    body = """\
# Tiny

## Training data

Reviews.

## Limitations and bias

Short texts only.

## How to use

Load it.

## Evaluation results

Good ones.
"""
    page = of("license: mit", body)
    said = {title: facts(page).get(title) for title in ("Trained on", "Results", "Limits", "How to use")}
    assert said == {
        "Trained on": "Training data",
        "Results": "Evaluation results",
        "Limits": "Limitations and bias",
        "How to use": "How to use",
    }
    assert page.css("details.mc-use") == []


def test_people_and_citations_come_from_the_text() -> None:
    body = """\
# Tiny

## Model Description

- **Developed by:** [Acme](https://acme.example)
- **Repository:** https://git.example.com/tiny

## Citation

```bibtex
@article{a, title={A}}
```

## Model Card Authors

Ada, Ben

## Model Card Contact

cards@acme.example
"""
    page = of("license: mit", body)
    said = facts(page)
    assert said["Developed by"] == "Acme"
    assert (said["Card authors"], said["Contact"], said["Cite"]) == ("Ada, Ben", "cards@acme.example", "BibTeXCopy")
    assert hrefs(page, ".mc-i-cite + dd a") == ["#mc-bibtex"]
    assert page.css_matches("[data-mc-body] #mc-bibtex")


def test_a_license_in_doubt_says_so_beside_it() -> None:
    base = "---\nlicense: cc-by-nc-4.0\n---\nText.\n"
    tiny = "---\nlicense: apache-2.0\nbase_model: acme/base\n---\nText.\n"
    page = shown(catalog(base=base, tiny=tiny), "acme/tiny/")
    assert hrefs(page, ".mc-i-license + dd span a")[-1] == "#mc-lineage"
    assert page.css_matches("#mc-lineage ~ .mc-notice--warning")


def test_what_is_not_stated_is_said_in_one_line() -> None:
    assert facts(of("license: mit"))["Not stated"] == "task, training data, results, limits"
    assert facts(of("pipeline_tag: fill-mask\ndatasets: a/b"))["Not stated"] == "results, limits"
    body = "# Tiny\n\n## Training data\n\nA.\n\n## Limitations\n\nB.\n\n## Results\n\nC.\n"
    assert "Not stated" not in facts(of("pipeline_tag: fill-mask", body))


def test_a_registry_of_ones_own_is_named_beside_the_cards_code() -> None:
    found = catalog(tiny="# Tiny\n\n## How to use\n\n    AutoModel.from_pretrained('acme/tiny')\n")
    renderer = PageRenderer(found, THEMES, options=PageOptions(endpoint="https://hub.acme.example"))
    page = LexborHTMLParser(renderer.html(pages(found)["acme/tiny/"]))
    assert facts(page)["How to use"] == "How to use with HF_ENDPOINT=https://hub.acme.example"
