"""Formulas in ordinary pages, by real builds."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from tests.projects import CARD, MATERIAL, Project, Site, hrefs, texts

METHOD = r"""---
title: The method
---
# The value of \(\beta_1\)

In a line: \(a<b\), and twice: \(a<b\).

$$
\frac{x}{y_{unique}}
$$

\begin{align}
a &= b \\
c &= d
\end{align}

## Why \(\lambda_2 < 1\)

Money: $5 and $6. Code: `\(x\)`. [A link](index.md "about \(z<1\)").

![Alt \(q^2\)](pixel.png)
"""
THEMES = [MATERIAL, {"name": "mkdocs"}, {"name": "readthedocs"}]
KATEX = "assets/modelcards/katex/katex.min.css"


def build(project: Project, page: str = METHOD, **settings: object) -> Site:
    """Build a project with one page that holds formulas, and one that does not."""
    project.cards({"acme/tiny/README.md": CARD})
    project.draw({"docs/sub/method.md": page, "docs/plain.md": "# Plain\n\nNo formula.\n", "docs/sub/pixel.png": b"x"})
    project.draw({"docs/sub/index.md": "# Sub\n"})
    options = settings.pop("options", None)
    assert options is None or isinstance(options, dict)
    return project.build(options, **settings)  # type: ignore[arg-type]  # any setting of MkDocs


def warnings(site: Site) -> list[str]:
    return [line for line in site.log if not line.startswith("INFO")]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme["name"])
def test_formulas_are_typeset_in_every_theme(project: Project, theme: dict[str, object]) -> None:
    site = build(project, theme=theme)
    assert warnings(site) == []
    page = site.page("sub/method")
    assert len(page.css(".katex-display")) == 2
    assert len(page.css(".katex")) == 6
    assert hrefs(page, "link[href$='katex.min.css']") == [f"../../{KATEX}"]
    assert "$5 and $6" in (page.body.text() if page.body else "")
    assert "<code>\\(x\\)</code>" in site.text("sub/method")
    assert [node.attributes["title"] for node in page.css("a[title^=about]")] == ["about z<1"]
    assert [node.attributes["alt"] for node in page.css("img[alt^=Alt]")] == ["Alt q^2"]
    assert "math/tex" not in site.text("sub/method")
    assert "MathJax" not in site.text("sub/method")


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme["name"])
def test_a_title_with_a_formula_is_clean(project: Project, theme: dict[str, object]) -> None:
    page = build(project, theme=theme).page("sub/method")
    assert [node.attributes["id"] for node in page.css("h1[id], h2[id]")] == ["the-value-of-_1", "why-_21"]
    entries = {text for text in texts(page, "a[href='#why-_21']") if text not in ("", "¶")}
    assert entries == {"Why λ_2<1"}


def test_a_page_without_formulas_loads_nothing(project: Project) -> None:
    site = build(project)
    assert "katex" not in site.text("plain").lower()
    assert "katex" not in site.text("acme/tiny").lower()


def test_katex_is_published_with_its_fonts_only(project: Project) -> None:
    site = build(project)
    names = [name.removeprefix("assets/modelcards/katex/") for name in site.files() if "/katex/" in name]
    assert {"katex.min.css", "LICENSE"} <= set(names)
    assert len([name for name in names if name.endswith(".woff2")]) == 20
    assert len(names) == 22
    fonts = re.findall(r"url\((fonts/[^)]*\.woff2)\)", site.text(KATEX))
    assert fonts
    assert set(fonts) <= set(names)


def test_a_file_of_the_site_wins(project: Project) -> None:
    project.draw({f"docs/{KATEX}": "/* mine */"})
    assert build(project).text(KATEX) == "/* mine */"


@pytest.mark.parametrize("theme", [MATERIAL, {"name": "mkdocs"}], ids=["material", "mkdocs"])
def test_search_finds_the_tex_once(project: Project, theme: dict[str, object]) -> None:
    site = build(project, theme=theme)
    entries = json.loads(site.text("search/search_index.json"))["docs"]
    found = [entry["text"] for entry in entries if entry["location"].startswith("sub/method")]
    # MkDocs' own index has each page as a whole, and again by sections.
    assert [text.count("y_{unique}") for text in found if "y_{" in text] == [1] * (1 if theme == MATERIAL else 2)
    text = " ".join(found)
    assert "katex" not in json.dumps(entries).lower()
    assert "annotation" not in text
    assert "strut" not in text


def test_search_may_be_off(project: Project) -> None:
    site = build(project, plugins=[])
    assert len(site.page("sub/method").css(".katex-display")) == 2


@pytest.mark.parametrize("name", ["mdx_math", "mdx_math:MathExtension"])
def test_the_options_of_the_extension_are_kept(project: Project, name: str) -> None:
    extensions = [{name: {"enable_dollar_delimiter": True, "add_preview": True}}]
    site = build(project, "# Page\n\nNow $x_0$ is a formula.\n", markdown_extensions=extensions)
    assert len(site.page("sub/method").css(".katex")) == 1
    assert "MathJax_Preview" not in site.text("sub/method")


def test_gitlab_delimiters(project: Project) -> None:
    text = "# Page\n\nIn a line: $`a<b`$.\n\n```math\n\\frac{a}{b}\n</script>\n```\n\n```python\nx = 1\n```\n"
    extensions = [{"mdx_math": {"use_gitlab_delimiters": True}}]
    site = build(project, text, markdown_extensions=extensions)
    page = site.page("sub/method")
    assert (len(page.css(".katex")), len(page.css(".katex-display"))) == (2, 1)
    assert "math/tex" not in site.text("sub/method")


def test_asciimath_stays_as_it_is_and_is_said_once(project: Project) -> None:
    extensions = [{"mdx_math": {"use_asciimath": True}}]
    site = build(project, "# Page\n\n$$a/b$$ and $$c<d$$\n", markdown_extensions=extensions)
    assert '<code class="math">a/b</code> and <code class="math">c&lt;d</code>' in site.text("sub/method")
    assert len([line for line in warnings(site) if "AsciiMath" in line]) == 1


def test_another_extension_for_formulas_is_left_alone(project: Project) -> None:
    extensions = [{"pymdownx.arithmatex": {"generic": True}}]
    site = build(project, r"# Page" "\n\n" r"A \(x\) here." "\n", markdown_extensions=extensions)
    assert r'<span class="arithmatex">\(x\)</span>' in site.text("sub/method")
    assert "katex" not in site.text("sub/method")


def test_a_wrong_formula_is_reported_with_its_place(project: Project) -> None:
    text = "---\ntitle: Page\n---\n# Page\n\nFine: \\(x\\).\n\n- wrong:\n  \\(\\foo{<b>}\\)\n\n$$\n\\bar\n$$\n"
    site = build(project, text)
    first, second = warnings(site)
    assert first.startswith(
        "WARNING modelcards: docs/sub/method.md:9:3: warning formula-invalid: "
        r"The formula can't be typeset: Undefined control sequence: \foo at character 1. Correct it"
    )
    assert second.startswith("WARNING modelcards: docs/sub/method.md:11:1: warning formula-invalid: ")
    assert r"\foo{&lt;b&gt;}</code>" in site.text("sub/method")


def test_the_severity_of_a_wrong_formula_can_be_chosen(project: Project) -> None:
    site = build(project, r"# Page" "\n\n" r"\(\foo\)" "\n", options={"severity": {"formula-invalid": "off"}})
    assert warnings(site) == []


def test_a_formula_cannot_close_a_script(project: Project) -> None:
    text = "# Page\n\n\\(x</script><script>alert(1)</script>\\)\n\n$$</script><img src=x onerror=alert(1)>$$\n"
    html = build(project, text).text("sub/method")
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "math/tex" not in html


PROSE = r"Price per model\(s\), (\(see below\)), from $$5 to $$10; run \[options\] \[1\] array\[i\] with \(x_1\)."


def test_prose_is_no_formula_unless_formulas_are_configured(project: Project) -> None:
    page = build(project, f"# Page\n\n{PROSE}\n").page("sub/method")
    assert texts(page, ".katex annotation") == ["x_1"]
    assert (
        "Price per model(s), ((see below)), from $$5 to $$10; run [options] [1] array[i]" in texts(page, "article p")[0]
    )
    page = build(project, f"# Page\n\n{PROSE}\n", markdown_extensions=["mdx_math"]).page("sub/method")
    assert texts(page, ".katex annotation") == ["s", "see below", "5 to", "options", "1", "i", "x_1"]


def test_pages_are_left_alone_on_demand(project: Project) -> None:
    site = build(project, options={"math_engine": "none"}, markdown_extensions=["mdx_math"])
    assert '<script type="math/tex">a<b</script>' in site.text("sub/method")
    assert warnings(site) == []
    site = build(project, options={"math_engine": "none"})
    assert "In a line: (a&lt;b), and twice" in site.text("sub/method")


@pytest.mark.parametrize(("engine", "reported"), [("quickjs", 1), ("auto", 1)])
def test_without_an_engine_the_source_is_shown(
    project: Project, monkeypatch: pytest.MonkeyPatch, engine: str, reported: int
) -> None:
    monkeypatch.setitem(sys.modules, "quickjs", None)
    monkeypatch.setitem(sys.modules, "py_mini_racer", None)
    site = build(project, options={"math_engine": engine})
    assert '<code class="math">a&lt;b</code>' in site.text("sub/method")
    assert "katex.min.css" not in site.text("sub/method")
    assert len([line for line in warnings(site) if "math-unavailable" in line]) == reported
    assert len(warnings(site)) == reported


def test_without_katex_the_source_is_shown(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Path:
        raise FileNotFoundError("not installed completely: install it again")

    monkeypatch.setattr("mkdocs_modelcards.mkdocs_math.katex_folder", missing)
    monkeypatch.setattr("mkdocs_modelcards.formulas.katex_script.katex_folder", missing)
    site = build(project)
    assert '<code class="math">a&lt;b</code>' in site.text("sub/method")
    [warning] = warnings(site)
    assert "warning math-unavailable: Formulas are shown as source: not installed completely" in warning


def test_an_engine_that_does_not_exist_is_a_configuration_error(project: Project) -> None:
    project.cards({"acme/tiny/README.md": CARD}).configure({"math_engine": "v8"})
    done = project.run("mkdocs", "build")
    assert done.returncode == 1
    assert "math_engine" in done.stderr


def test_two_builds_give_the_same(project: Project) -> None:
    first = build(project).files()
    (project.root / "site").rename(project.root / "first")
    again = build(project).files()
    assert {name for name in first if first[name] != again[name]} <= {"sitemap.xml.gz"}


def test_properdocs_typesets_formulas_too(project: Project) -> None:
    project.cards({"acme/tiny/README.md": CARD}).draw({"docs/method.md": METHOD.replace("![Alt", "[Alt")})
    project.configure(theme={"name": "mkdocs"})
    (project.root / "docs/pixel.png").write_bytes(b"x")
    done = project.run("properdocs", "build", "--config-file", "mkdocs.yml")
    assert done.returncode == 0, done.stderr
    html = Path(project.root / "site/method/index.html").read_text(encoding="utf-8")
    assert html.count("katex-display") == 2
