"""The files beside a card that its text names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.render.markdown import to_html
from mkdocs_modelcards.render.references import references
from mkdocs_modelcards.render.sanitize import sanitize

from .helpers import quick


def named(markdown: str) -> list[str]:
    return list(references(sanitize(to_html(markdown))))


@pytest.mark.parametrize(
    ("markdown", "paths"),
    [
        ("![a](b.png)", ["b.png"]),
        ("[a](b.pdf)", ["b.pdf"]),
        ("[a](./b.pdf) ![c](d/e.png)", ["./b.pdf", "d/e.png"]),
        ("[a](../other/b.png)", ["../other/b.png"]),
        ("![a](b.png) ![c](b.png) [d](b.png)", ["b.png"]),
        ("[a](b%20c.pdf?d=e#f)", ["b c.pdf"]),
        ("[a](<b c.pdf>)", ["b c.pdf"]),
        ("[a](größe.pdf)", ["größe.pdf"]),
        ("[a](b%C3%B6.pdf)", ["bö.pdf"]),
        ("<img src='a.png'>", ["a.png"]),
        ("<picture><source srcset='a.png 1x, b.png 2x'><img src='c.png'></picture>", ["a.png", "b.png", "c.png"]),
        ("[a][b]\n\n[b]: c.pdf", ["c.pdf"]),
        ("<a>b</a> <a name='c'></a> <img alt='d'>", []),
        ("[a](#b)", []),
        ("[a](?b)", []),
        ("[a](/b.png)", []),
        ("[a](//example.org/b.png)", []),
        ("[a](https://example.org/b.png) <mailto:a@b.c>", []),
        ("![a](data:image/png;base64,AA==)", []),
        ("[a](b\\\\c.png)", []),
        ("[a](b%5Cc.png)", []),
        ("[a](b%00.png)", []),
        ("`![a](b.png)`", []),
        ("<!-- ![a](b.png) -->", []),
        ("[a](http://[b)", []),
    ],
)
def test_relative_paths_in_links_and_images(markdown: str, paths: list[str]) -> None:
    assert named(markdown) == paths


@given(st.text(max_size=20))
def test_what_is_found_is_always_a_relative_path(url: str) -> None:
    for path in named(f"[a](<{url}>) <img src='{url}'>"):
        assert path
        assert not path.startswith("/")
        assert not set(path) & {"\0", "\\"}


@pytest.mark.parametrize("html", ["<img src='a'>", "<a href='b'>", "<img alt='", "<a "])
def test_many_links_are_found_quickly(html: str) -> None:
    clean = sanitize(html * 5000)
    with quick():
        references(clean)


def test_many_candidates_are_found_quickly() -> None:
    with quick():
        references("<source srcset=\"" + "a," * 50_000 + "\">")  # fmt: skip
