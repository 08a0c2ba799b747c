"""The demo registry: complete, clean, and written by its script."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser

from mkdocs_modelcards.catalog.model import catalog_model
from mkdocs_modelcards.discover import CardsFolder, discover
from mkdocs_modelcards.parse.card import ModelCard, parse_card
from mkdocs_modelcards.parse.header import split_card
from mkdocs_modelcards.parse.metadata import KNOWN_KEYS, RELATIONS
from mkdocs_modelcards.parse.yaml_tree import Mapped, read_yaml
from mkdocs_modelcards.render.card import render_card
from tests.projects import Site

CHECKOUT = Path(__file__).resolve().parent.parent.parent
SPARSE = {"demo-tabular/hello-iris", "demo-vision/digits-linear-a", "demo-vision/digits-linear-b"}
SECTIONS = ("uses", "bias, risks, and limitations", "training details", "evaluation", "environmental impact",
            "model card authors", "model card contact", "how to get started with the model")  # fmt: skip


@pytest.fixture(scope="module")
def cards() -> list[ModelCard]:
    """Every demo card, read."""
    return [parse_card(source) for source in discover(CardsFolder(CHECKOUT / "cards", "cards")).sources]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The project's own site."""
    folder = tmp_path_factory.mktemp("demo") / "site"
    build(load_config(str(CHECKOUT / "mkdocs.yml"), site_dir=str(folder), strict=True))
    return Site(folder, [])


def test_there_are_enough_cards_and_three_are_sparse(cards: list[ModelCard]) -> None:
    assert len(cards) >= 24
    short = {card.id for card in cards if len(card.body.split()) < 40}
    assert short == SPARSE


def test_the_cards_have_no_findings_but_the_intended(cards: list[ModelCard]) -> None:
    found = {(card.id, item.code) for card in cards for item in (*card.findings, *render_card(card).findings)}
    assert found == {
        ("demo-tabular/hello-iris", "header-missing"),
        ("demo-vision/digits-linear-b", "header-missing"),
        ("demo-compressed/digits-mlp-pruned", "field-renamed"),
    }


def test_the_cards_follow_the_template(cards: list[ModelCard]) -> None:
    for card in cards:
        if card.id not in SPARSE:
            titles = {title.strip().lower() for title in re.findall(r"^#+ (.+)$", card.body, re.MULTILINE)}
            assert [section for section in SECTIONS if section not in titles] == [], card.id


def test_every_metadata_field_occurs(cards: list[ModelCard]) -> None:
    used: set[str] = set()
    for card in cards:
        header = split_card(card.path, (CHECKOUT / "cards" / card.location).read_text(encoding="utf-8")).header
        root = read_yaml(card.path, header or "").root
        used |= set(root.items) if isinstance(root, Mapped) else set()
    assert KNOWN_KEYS - used == {"doi"}


def test_every_relation_and_kind_of_result_occurs(cards: list[ModelCard]) -> None:
    models = [catalog_model(card, render_card(card), "", None, None) for card in cards]
    assert {model.base_model_relation for model in models} == {*RELATIONS, None}
    values = [result.metric_value for card in cards for result in card.data.eval_results]
    assert {type(value) for value in values} >= {float, str}
    assert any(card.data.language == ("no",) for card in cards)


FEATURES = (
    *(f"h{level}" for level in range(1, 7)),
    "table td[align=right]",
    ".highlight .kn",
    "li input[type=checkbox][checked]",
    "del",
    "section.footnotes",
    "ol ul, ul ul",
    "blockquote blockquote",
    *(f".mc-alert--{kind}" for kind in ("note", "tip", "important", "warning", "caution")),
    "details > summary",
    "kbd",
    "sub",
    "sup a, sup",
    "picture > source",
    "p[align]",
    "img[alt]",
    "br",
    "hr",
)


@pytest.mark.parametrize("selector", FEATURES)
def test_every_markdown_feature_occurs(site: Site, selector: str) -> None:
    pages = (site.page(str(model["url"])) for model in site.catalog().values())
    assert any(page.css("[data-mc-body]")[0].css(selector) for page in pages)


def test_every_image_of_the_cards_is_on_the_site(site: Site) -> None:
    shown = 0
    for model in site.catalog().values():
        for image in site.page(str(model["url"])).css("[data-mc-body] img"):
            source = image.attributes["src"] or ""
            assert (site.path / str(model["url"]) / source).is_file(), f"{model['id']}: {source}"
            shown += 1
    assert shown >= 10


def test_the_home_page_shows_the_registry_by_task(site: Site) -> None:
    page: LexborHTMLParser = site.page("")
    tasks = {model["task"] for model in site.catalog().values() if model["task"]}
    assert len(page.css(".mc-overview__groups a")) == len(tasks)


def test_the_script_writes_the_cards(tmp_path: Path, cards: list[ModelCard]) -> None:
    pytest.importorskip("sklearn", reason="needs the extra `demo`")
    pytest.importorskip("matplotlib", reason="needs the extra `demo`")
    done = subprocess.run(
        [sys.executable, "-m", "scripts.demo_registry", str(tmp_path), "--only", "iris"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.md")}
    assert written == {card.location for card in cards if "iris" in card.id}
    text = (tmp_path / "demo-tabular/iris-logistic/README.md").read_text(encoding="utf-8")
    committed = (CHECKOUT / "cards/demo-tabular/iris-logistic/README.md").read_text(encoding="utf-8")
    assert re.findall(r"^#+ .*$", text, re.MULTILINE) == re.findall(r"^#+ .*$", committed, re.MULTILINE)
