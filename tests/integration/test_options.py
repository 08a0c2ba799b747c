"""The options: what they take, and what they change in a built site."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_modelcards.config import ModelCardsConfig
from tests.projects import Project, Tree, hrefs, texts

PIXEL = b"\x89PNG\r\n\x1a\n"
TINY = """\
---
license: mit
thumbnail: plot.png
---
# Tiny

## Loss \\\\(\\beta\\\\)

### Details

See [the base](../base), [its data](/acme/base#data), [on the Hub](https://huggingface.co/acme/base/),
[weights](model.bin), [rows](rows.csv), [elsewhere](/other/model).

![Badge](https://example.org/badge.svg) <video src="film.mp4" controls onplay="x()"></video>

<Gallery />
"""
TREE: Tree = {
    "acme/tiny/README.md": TINY,
    "acme/tiny/plot.png": PIXEL,
    "acme/tiny/film.mp4": b"film",
    "acme/tiny/model.bin": b"weights",
    "acme/tiny/rows.csv": b"a,b\n",
    "acme/base/README.md": "---\nlicense: mit\n---\n# Base\n\n## Data\n\nText.\n",
}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"toc_depth": 0}, "0 is not between 1 and 6."),
        ({"toc_depth": 7}, "7 is not between 1 and 6."),
        ({"toc_depth": True}, "True is not between 1 and 6."),
        ({"processes": -1}, "-1 is not between 0 and 256."),
        ({"processes": 257}, "257 is not between 0 and 256."),
        ({"processes": True}, "True is not between 0 and 256."),
        ({"cache": "no"}, "Expected type: <class 'bool'>"),
        ({"cache_dir": ""}, "The folder of the cache needs a name"),
        ({"publish": ["!"]}, "'!' is not a pattern as in a .gitignore"),
        ({"publish": "*.csv"}, "Expected a list of items"),
        ({"source_url": "git.example.com/{path}"}, "is not an address such as 'https://huggingface.co'"),
        ({"source_url": "https://git.example.com/models"}, "needs {path} or {file} in it"),
        ({"source_url": "https://git.example.com/{nope}/{path}"}, "'{nope}' stands for nothing"),
        ({"edit_url": "git.example.com/{path}"}, "is not an address such as 'https://huggingface.co'"),
        ({"edit_url": "https://git.example.com/edit"}, "needs {path} or {file} in it"),
        ({"edit_url": "https://git.example.com/{nope}/{path}"}, "'{nope}' stands for nothing"),
        ({"endpoint": "models.example.com"}, "is not an address such as 'https://huggingface.co'"),
        ({"endpoint": "ftp://models.example.com"}, "is not an address such as 'https://huggingface.co'"),
        ({"publish": [5]}, "Expected type: <class 'str'>"),
        ({"hub_url": "huggingface.co"}, "is not an address such as 'https://huggingface.co'"),
        ({"hub_url": 'https://a.b/"onclick='}, "is not an address such as 'https://huggingface.co'"),
        ({"hub_url": "http://["}, "is not an address such as 'https://huggingface.co'"),
        ({"remote_images": "no"}, "Expected type: <class 'bool'>"),
        ({"allow_html": ["video"]}, "Expected type: <class 'dict'>"),
        ({"allow_html": {"script": []}}, "'script' can't be made safe, so it is never allowed."),
        ({"allow_html": {"svg": ["width"]}}, "'svg' can't be made safe"),
        ({"allow_html": {"Video": []}}, "'Video' is not the name of an element in lower case"),
        ({"allow_html": {"my-player": []}}, "'my-player' is not the name of an element"),
        ({"allow_html": {"video": "src"}}, "'video' needs a list of attributes"),
        ({"allow_html": {"video": ["onplay"]}}, "The attribute 'onplay' runs scripts"),
        ({"allow_html": {"iframe": ["srcdoc"]}}, "The attribute 'srcdoc' runs scripts"),
        ({"allow_html": {"video": ["a b"]}}, "'a b' is not the name of an attribute"),
        ({"math_engine": "node"}, "Expected one of"),
    ],
)
def test_wrong_values_are_explained(tmp_path: Path, options: dict[str, object], message: str) -> None:
    config = ModelCardsConfig(config_file_path=str(tmp_path / "mkdocs.yml"))
    (tmp_path / "cards").mkdir()
    config.load_dict(options)
    failed, _ = config.validate()
    assert [name for name, _ in failed] == list(options)
    assert message in str(failed[0][1])


def test_without_options(project: Project) -> None:
    site = project.cards(TREE).build()
    page = site.page("acme/tiny")
    assert hrefs(page, "[data-mc-body] p:nth-of-type(1) a[href]") == [
        "../../acme/base/",
        "../../acme/base/#data",
        "../../acme/base/",
        "https://huggingface.co/other/model",
    ]
    assert texts(page, "a[data-mc-dead]") == ["weights", "rows"]
    assert [node.attributes["src"] for node in page.css("[data-mc-body] img")] == ["https://example.org/badge.svg"]
    assert page.css("video") == []
    assert page.css("img.mc-thumbnail")[0].attributes["src"] == "plot.png"
    assert not (site.path / "acme/tiny/rows.csv").exists()
    assert texts(page, ".md-nav--secondary .md-nav__link") == ["Loss β", "Details"]
    codes = sorted(line.split(": ")[2].split()[1] for line in site.log if "README.md:" in line)
    assert codes == ["gallery-empty", "html-dropped", "link-not-published", "link-not-published", "link-to-hub"]


def test_contents_are_as_deep_as_asked_for(project: Project) -> None:
    page = project.cards(TREE).build({"toc_depth": 2}).page("acme/tiny")
    assert texts(page, ".md-nav--secondary .md-nav__link") == ["Loss β"]


def test_more_files_are_published(project: Project) -> None:
    site = project.cards(TREE).build({"publish": ["*.csv", "/acme/tiny/model.bin"]})
    assert (site.path / "acme/tiny/rows.csv").read_bytes() == b"a,b\n"
    assert (site.path / "acme/tiny/model.bin").exists()
    assert site.page("acme/tiny").css("[data-mc-dead]") == []


def test_files_lie_in_a_repository(project: Project) -> None:
    site = project.cards(TREE).build({"source_url": "https://git.example.com/cards/{path}"})
    links = hrefs(site.page("acme/tiny"), "[data-mc-body] a[href^='https://git']")
    assert links == [
        "https://git.example.com/cards/acme/tiny/model.bin",
        "https://git.example.com/cards/acme/tiny/rows.csv",
    ]


def test_another_hub(project: Project) -> None:
    tiny = "# A\n\n[a](https://hub.example.com/acme/base) [b](/other/model)\n"
    project.cards({**TREE, "acme/tiny/README.md": tiny})
    page = project.build({"hub_url": "https://hub.example.com/"}).page("acme/tiny")
    assert hrefs(page, "[data-mc-body] a") == ["../../acme/base/", "https://hub.example.com/other/model"]


def test_images_of_other_hosts_are_left_out(project: Project) -> None:
    page = project.cards(TREE).build({"remote_images": False}).page("acme/tiny")
    image = page.css("[data-mc-body] img")[0]
    assert ("src" in image.attributes, image.attributes["alt"]) == (False, "Badge")


def test_more_html_is_kept(project: Project) -> None:
    page = project.cards(TREE).build({"allow_html": {"video": ["src", "controls"]}}).page("acme/tiny")
    assert page.css("video")[0].attributes == {"src": "film.mp4", "controls": ""}


@pytest.mark.parametrize(("engine", "selector"), [("quickjs", ".katex"), ("none", "code.math")])
def test_the_engine_for_formulas(project: Project, engine: str, selector: str) -> None:
    page = project.cards(TREE).build({"math_engine": engine}).page("acme/tiny")
    assert len(page.css(f"h2 {selector}")) == 1
    assert len(page.css("link[href$='katex.min.css']")) == (engine == "quickjs")


def test_pages_without_formulas_load_nothing_for_them(project: Project) -> None:
    site = project.cards(TREE).build()
    with_katex = [name for name, data in site.files().items() if name.endswith(".html") and b"katex.min.css" in data]
    assert with_katex == ["acme/tiny/index.html"]
    assert (site.path / "assets/modelcards/katex/katex.min.css").exists()
