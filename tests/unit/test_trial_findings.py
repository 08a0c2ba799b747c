"""Defects that people found who tried the plugin as users and as attackers."""

from __future__ import annotations

import sys
import time
from html import unescape
from pathlib import Path

import pytest

from mkdocs_modelcards.catalog.addresses import AddressBook
from mkdocs_modelcards.discover import CardsFolder, CardSource, discover
from mkdocs_modelcards.parse import card as card_module
from mkdocs_modelcards.parse.card import parse_card
from mkdocs_modelcards.parse.fields import MAX_LIST_VALUES, MAX_SHORT_CHARACTERS
from mkdocs_modelcards.parse.yaml_tree import read_yaml
from mkdocs_modelcards.render.card import render_card
from mkdocs_modelcards.render.nesting import nesting
from mkdocs_modelcards.source_file import SourceFile
from mkdocs_modelcards.vocabulary import nearest_license


def draw(root: Path, *locations: str) -> CardsFolder:
    for location in locations:
        path = root / location
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Text.\n", encoding="utf-8")
    return CardsFolder(root, "cards")


def test_markdown_in_a_cards_folder_is_said_to_be_no_card(tmp_path: Path) -> None:
    found = discover(draw(tmp_path, "o/vision/README.md", "o/vision/edges/README.md", "o/vision/BIAS.md"))
    assert [source.id for source in found.sources] == ["o/vision"]
    assert [(item.path, item.code) for item in found.findings] == [("cards/o/vision/edges/README.md", "file-ignored")]


def test_an_organizations_readme_hides_no_nested_card(tmp_path: Path) -> None:
    found = discover(draw(tmp_path, "o/README.md", "o/group/model.md"))
    assert [source.id for source in found.sources] == ["o/group/model"]
    assert [source.id for source in found.beside] == ["o"]
    assert found.findings == ()


def test_folders_without_end_are_cut_off(tmp_path: Path) -> None:
    found = discover(draw(tmp_path, "/".join(["a"] * 200) + "/x.md"))
    assert found.sources == ()
    assert [item.code for item in found.findings] == ["file-ignored"]


@pytest.mark.parametrize("header", ["a: !%ED%A0%80 b", "a: !<tag:%ED%A0%80> b"])
def test_a_tag_that_decodes_to_no_text_is_reported(header: str) -> None:
    tree = read_yaml("card.md", header, 2)
    assert tree.root is None
    assert [(item.code, item.line) for item in tree.findings] == [("header-invalid", 2)]


def test_a_card_that_cannot_be_read_is_shown_and_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: str, text: str) -> None:
        raise RuntimeError("a library's mistake")

    monkeypatch.setattr(card_module, "split_card", fail)
    card = parse_card(CardSource("o/n", "o/n.md", SourceFile("cards/o/n.md", "All of it.")))
    assert card.body == "All of it."
    assert [item.code for item in card.findings] == ["card-failed"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("MIT License", "mit"),
        ("MIT", "mit"),
        ("AGPL", "agpl-3.0"),
        ("GPLv3", "gpl-3.0"),
        ("gpl3", "gpl-3.0"),
        ("apache2", "apache-2.0"),
        ("Apache License, Version 2.0", "apache-2.0"),
        ("BSD 3-Clause", "bsd-3-clause"),
        ("CC BY-SA 3.0", "cc-by-sa-3.0"),
        ("PUBLIC DOMAIN NOTICE", None),
        ("proprietary", None),
        ("MPL", "mpl-2.0"),
        ("BSD-3", "bsd-3-clause"),
        ("llama", None),
        ("GPL-3.0-or-later", None),
    ],
)
def test_licenses_are_suggested_when_they_are_nearly_certain(written: str, meant: str | None) -> None:
    assert nearest_license(written) == meant


@pytest.mark.parametrize("body", [">" * 300_000, "<div>" * 60_000, "<h2><div>" * 30_000, "<b>" * 60_000])
def test_text_that_nests_without_end_is_shown_as_it_is_at_once(body: str) -> None:
    start = time.process_time()
    rendered = render_card(parse_card(CardSource("o/n", "o/n.md", SourceFile("cards/o/n.md", body))))
    assert time.process_time() - start < 2
    assert [item.code for item in rendered.findings] in (["text-too-deep"], ["text-too-large"])
    assert unescape(rendered.html) == f"<pre>{body}</pre>"


def test_elements_that_are_closed_nest_no_deeper() -> None:
    assert nesting("<div><p>a<p>b<img><br></div>" * 1000) == 1
    assert nesting("<ul><li><ul><li></ul></ul>") == 2


def test_the_mark_of_list_pages_is_no_address_of_a_card() -> None:
    book = AddressBook({})
    assert book.take_numbered("models/-/2/", "a card") == "models/-~/2~2/"


def test_long_lists_and_values_are_cut_and_reported() -> None:
    tags = "\n".join(f"- t{number}" for number in range(MAX_LIST_VALUES + 5))
    text = f"---\nmodel_name: {'x' * 1000}\ntags:\n{tags}\n---\nText.\n"
    card = parse_card(CardSource("o/n", "o/n.md", SourceFile("cards/o/n.md", text)))
    assert len(card.data.tags) == MAX_LIST_VALUES
    assert card.data.model_name == "x" * MAX_SHORT_CHARACTERS
    assert {item.code for item in card.findings} == {"list-too-long", "value-too-long"}


@pytest.mark.parametrize(("key", "meant"), [("task", "pipeline_tag"), ("licence", "license"), ("datset", "datasets")])
def test_keys_that_people_write_for_others(key: str, meant: str) -> None:
    card = parse_card(CardSource("o/n", "o/n.md", SourceFile("o/n.md", f"---\n{key}: x\n---\nText.\n")))
    assert [(item.code, item.hint) for item in card.findings] == [("field-misspelled", f"Did you mean '{meant}'?")]


def test_attribute_values_hold_no_tags_for_later_steps_to_find() -> None:
    body = "<a title='<pre><code>x</code></pre><img src=x onerror=alert(1)>'>q</a>"
    rendered = render_card(parse_card(CardSource("o/n", "o/n.md", SourceFile("o/n.md", body))))
    assert "<pre>" not in rendered.html
    assert "<img" not in rendered.html


def test_a_table_of_a_million_cells_is_shown_as_text() -> None:
    body = "|".join("a" * 3000) + "\n" + "|".join("-" * 3000) + "\n" + "b\n" * 1000
    rendered = render_card(parse_card(CardSource("o/n", "o/n.md", SourceFile("o/n.md", body))))
    assert [item.code for item in rendered.findings] == ["text-too-large"]
    assert len(rendered.html) < 2 * len(body)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_to_what_is_hidden_or_excluded_is_reported_and_not_read(tmp_path: Path) -> None:
    folder = draw(tmp_path, ".h/a.md", "drafts/b/README.md", "o/n/x.txt")
    (tmp_path / "o" / "hidden.md").symlink_to(tmp_path / ".h" / "a.md")
    (tmp_path / "o" / "drafted").symlink_to(tmp_path / "drafts", target_is_directory=True)
    (tmp_path / "o" / "n" / "README.md").symlink_to(tmp_path / "drafts" / "b" / "README.md")
    found = discover(CardsFolder(folder.path, "cards", ("drafts/",)))
    assert found.sources == ()
    assert [(item.path, item.code) for item in found.findings] == [
        ("cards/o/drafted", "file-ignored"),
        ("cards/o/hidden.md", "file-ignored"),
        ("cards/o/n/README.md", "file-ignored"),
    ]
