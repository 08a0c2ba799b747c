"""Templates of snippets: those of a site itself, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_modelcards.findings import Finding
from mkdocs_modelcards.pages.options import PageOptions
from mkdocs_modelcards.pages.snippet_templates import unreported
from mkdocs_modelcards.pages.template_files import theme_folder
from mkdocs_modelcards.pages.use import Uses

from .test_use import Shown, model, shown

OWN = """\
{% call snippet("Predict") %}
# pip install acme-ml
import acme_ml

model = acme_ml.load({{ model.id | python }}{{ data.inference_parameters | keywords("threshold") }})
print(model.predict({{ (example.text or "Good morning!") | python }}))
{% endcall %}
{% if model.task == "text-generation" %}
{% call snippet("In a terminal", "bash", hub=false) %}
acme-ml chat {{ model.id | shell }}
{% endcall %}
{% endif %}
"""
HEADER = "library_name: acme-ml\npipeline_tag: text-generation\ninference: {parameters: {threshold: 0.5}}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "modelcards" / "use"
    found.mkdir(parents=True)
    return found


def with_own(folder: Path, header: str, endpoint: str = "") -> tuple[Shown | None, list[Finding]]:
    reported: list[Finding] = []
    folders = [str(folder.parent.parent), str(theme_folder())]
    uses = Uses(folders, PageOptions(endpoint=endpoint), reported.append)
    # Each page may be made more than once.
    assert shown(uses, model(header)) == shown(uses, model(header))
    return shown(uses, model(header)), reported


def test_a_library_of_ones_own(folder: Path) -> None:
    (folder / "acme-ml.html").write_text(OWN, encoding="utf-8")
    found, reported = with_own(folder, HEADER, "https://models.example.com")
    assert found == (
        "acme-ml",
        [
            (
                "Predict",
                'import os\n\nos.environ["HF_ENDPOINT"] = "https://models.example.com"\n\n# pip install acme-ml\n'
                'import acme_ml\n\nmodel = acme_ml.load("acme/tiny", threshold=0.5)\n'
                'print(model.predict("Good morning!"))',
            ),
            ("In a terminal", "acme-ml chat acme/tiny"),
        ],
    )
    assert reported == []


def test_the_example_of_the_documentation_works() -> None:
    text = Path(__file__).parents[2].joinpath("docs/configuration.md").read_text(encoding="utf-8")
    assert f"```jinja\n{OWN}```" in text


def test_a_command_is_left_out_where_an_id_would_be_an_option(folder: Path) -> None:
    (folder / "acme-ml.html").write_text("{% set id = model.id | shell %}\n" + OWN, encoding="utf-8")
    uses = Uses([str(folder.parent.parent), str(theme_folder())], PageOptions(), unreported)
    found = shown(uses, model(HEADER, "-rf"))
    assert found
    assert [title for title, _ in found[1]] == ["Predict"]


def test_a_known_library_in_ones_own_words(folder: Path) -> None:
    (folder / "timm.html").write_text('{% call snippet("Load") %}\nimport x\n{% endcall %}', encoding="utf-8")
    assert with_own(folder, "library_name: timm") == (("timm", [("Load", "import x")]), [])


def test_an_empty_file_leaves_the_code_out(folder: Path) -> None:
    (folder / "other.html").write_text("", encoding="utf-8")
    assert with_own(folder, "tags: [a]") == (None, [])


def test_templates_can_share_macros(folder: Path) -> None:
    (folder.parent / "mine.html").write_text(
        "{% macro load(id) %}load({{ id | python }}){% endmacro %}", encoding="utf-8"
    )
    (folder / "timm.html").write_text(
        '{% import "modelcards/mine.html" as mine %}\n{% call snippet("Load") %}{{ mine.load("<b>") }}{% endcall %}',
        encoding="utf-8",
    )
    assert with_own(folder, "library_name: timm") == (("timm", [("Load", 'load("<b>")')]), [])


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ('{% call snippet("A") %}\n{% if %}\n{% endcall %}', 2, "makes no snippet: expected an expression"),
        ('{% call snippet("A") %}\n\n{{ modle.id | python }}{% endcall %}', 3, "'acme/tiny': 'modle' is undefined"),
        ('{% call snippet("A") %}\n{{ model.size | python }}{% endcall %}', 2, "has no attribute 'size'"),
        ('{% call snippet("A") %}\n{{ model.id }}{% endcall %}', 2, "a value needs a filter"),
        ('{% call snippet("A") %}\n{{ model.id | pyhton }}{% endcall %}', 2, "no filter named 'pyhton'"),
        ('{% call snippet("A") %}\n{{ model | python }}{% endcall %}', 2, "'CatalogModel' can't be written"),
        ('{% call snippet("A") %}\n{{ (1 / 0) | python }}{% endcall %}', 2, "division by zero"),
        ("\n{% call snippet() %}a{% endcall %}", 2, "missing 1 required positional argument: 'title'"),
        ('{% call snippet("A") %}a{% endcall %}\n{% include "modelcards/use/no.html" %}', 2, "no.html"),
        ("{% macro again() %}\n{{ again() }}{% endmacro %}{{ again() }}", 2, "recursion"),
    ],
)
def test_a_mistake_is_reported_with_its_line(folder: Path, template: str, line: int, message: str) -> None:
    file = folder / "timm.html"
    file.write_text(template, encoding="utf-8")
    found, reported = with_own(folder, "library_name: timm")
    assert found is None
    assert [(item.path, item.line, item.code, item.severity) for item in reported] == [
        (str(file), line, "snippet-invalid", "warning")
    ]
    assert message in reported[0].message


def test_a_template_that_is_no_text_is_reported(folder: Path) -> None:
    (folder / "timm.html").write_bytes(b"\xff")
    found, reported = with_own(folder, "library_name: timm")
    assert found is None
    assert [(item.path, item.line) for item in reported] == [("modelcards/use/timm.html", 1)]


def test_a_mistake_in_a_shared_template_is_reported_there(folder: Path) -> None:
    (folder.parent / "mine.html").write_text("{% macro load() %}\n{{ x }}{% endmacro %}", encoding="utf-8")
    (folder / "timm.html").write_text('{% import "modelcards/mine.html" as m %}{{ m.load() }}', encoding="utf-8")
    _, [reported] = with_own(folder, "library_name: timm")
    assert (Path(reported.path).name, reported.line) == ("mine.html", 2)
