"""Where the links of cards lead, once all cards and the files beside them are known."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_modelcards.attachments import MAX_FILE_BYTES, MAX_FILES, Attachments
from mkdocs_modelcards.catalog.catalog import build_catalog
from mkdocs_modelcards.pages.renderer import PageRenderer
from mkdocs_modelcards.pages.site_pages import CardPage, site_pages
from mkdocs_modelcards.pages.template_files import theme_folder
from mkdocs_modelcards.parse.card import parse_card
from mkdocs_modelcards.render.card import render_card
from mkdocs_modelcards.targets import DEFAULTS, MAX_FINDINGS, NOWHERE, LinkOptions, Target, resolve_links

from .helpers import Tags, card, quick, source
from .test_attachments import POINTER, load
from .test_discover import draw
from .test_render_sanitize import assert_harmless

BY_PATH = LinkOptions(source_url="https://git.example.com/blob/main/{path}")
BY_FILE = LinkOptions(source_url="https://hub.example.com/{id}/blob/main/{file}")
CARDS = {
    "acme/other/README.md": "---\nlicense: mit\n---\n# Other\n\n## Use it\n\n<a name='raw'></a>\n",
    "acme/flat.md": "---\nlicense: mit\n---\n# Flat\n",
    "Beta/Big/README.md": "---\nlicense: mit\n---\n# Big\n",
    "solo.md": "---\nlicense: mit\n---\n# Solo\n",
}
SITE = {"": "docs/index.md", "guide/start/": "docs/guide/start.md", "files/a.zip": "docs/files/a.zip"}


def resolved(
    root: Path,
    body: str,
    options: LinkOptions = DEFAULTS,
    *,
    location: str = "acme/tiny/README.md",
    tree: Mapping[str, str | bytes] = {},
    publish: Iterable[str] = (),
) -> tuple[tuple[Target | None, ...], list[tuple[str, int]]]:
    """The targets of one card's links, whose text starts in line 4, and the findings as code and line."""
    catalog, attachments = load(root, {**CARDS, **tree, location: f"---\nlicense: mit\n---\n{body}"}, publish)
    made = resolve_links(catalog, attachments, SITE, options)
    return made.by_card.get(location, ()), [(found.code, found.line) for found in made.findings]


def target(root: Path, url: str, location: str = "acme/tiny/README.md") -> Target | None:
    """The target of a link that nothing is wrong with."""
    [found], findings = resolved(root, f'<a href="{url}">a</a>', location=location)
    assert findings == []
    return found


@pytest.mark.parametrize(
    ("location", "url", "address"),
    [
        *(
            ("acme/tiny/README.md", url, "acme/other/")
            for url in (
                "../other", "../other/", "../other/README.md", "../OTHER/readme.md", "other", "other.md",
                "other/README.md", "./../other", "../../acme/other", "/acme/other", "/acme/other/",
                "/ACME/Other/README.md", "../other.md",
                "https://huggingface.co/acme/other", "http://huggingface.co/acme/other/", "https://hf.co/acme/other",
                "https://www.huggingface.co/Acme/Other", "https://huggingface.co/acme/other/blob/main/README.md",
                "https://huggingface.co/acme/other/blob/0123abc/readme.md", "https://huggingface.co/acme/other?x=y",
                "https://HUGGINGFACE.co:443/acme/other", "..%2Fother", "/acme/%6Fther",
                "acme/other", "../other/index.md",
            )
        ),
        *(("acme/tiny/README.md", url, "acme/flat/") for url in ("../flat", "../flat.md", "flat.md", "/acme/flat.md")),
        *(("acme/tiny.md", url, "acme/other/") for url in ("other", "other/README.md", "../other", "../acme/other")),
        ("acme/tiny.md", "../../acme/other", "acme/other/"),
        *(("acme/tiny/README.md", url, "acme/") for url in ("..", "../", "/acme", "/acme/", "../../acme")),
        *(("acme/tiny/README.md", f"../../models/tasks{end}", "models/tasks/") for end in ("", "/", "/index.md")),
        *(("acme/tiny/README.md", url, "") for url in ("../../", "../..", "../../index.md", "/")),
        ("acme/tiny/README.md", "../../guide/start", "guide/start/"),
        *(("acme/tiny.md", url, "acme/flat/") for url in ("flat.md", "./flat.md", "../flat", "flat")),
        *(("solo2.md", url, "acme/other/") for url in ("acme/other", "../acme/other", "acme/other/README.md")),
        *(("solo2.md", url, "solo/") for url in ("solo.md", "../solo", "solo", "https://huggingface.co/solo")),
        *(("acme/tiny/README.md", url, "Beta/Big/") for url in ("../../Beta/Big", "/beta/big", "https://hf.co/beta/BIG")),
        *(("acme/tiny/README.md", url, "solo/") for url in ("/solo", "../../solo.md", "https://huggingface.co/solo")),
        *(("acme/tiny/README.md", url, "acme/tiny/") for url in ("README.md", ".", "../tiny", "/acme/tiny")),
    ],
)  # fmt: skip
def test_links_to_cards(tmp_path: Path, location: str, url: str, address: str) -> None:
    assert target(tmp_path, url, location) == Target(address=address)


@pytest.mark.parametrize(
    ("url", "suffix"),
    [
        ("../other#use-it", "#use-it"),
        ("../other#Use-It", "#use-it"),
        ("../other/README.md?a=b&amp;c#raw", "?a=b&c#raw"),
        ("/acme/other#user-content-raw", "#raw"),
        ("https://huggingface.co/acme/other#use-it", "#use-it"),
        ("https://huggingface.co/acme/other?x=y#use-it", "#use-it"),
        ("https://huggingface.co/acme/other/blob/main/README.md#other", "#other"),
    ],
)
def test_links_to_headings_of_other_cards(tmp_path: Path, url: str, suffix: str) -> None:
    assert target(tmp_path, url) == Target(address="acme/other/", suffix=suffix)


@pytest.mark.parametrize(
    "url", ["../other#gone", "/acme/other#gone", "https://hf.co/acme/other#gone", "README.md#gone"]
)
def test_headings_that_other_cards_do_not_have_are_reported(tmp_path: Path, url: str) -> None:
    [found], findings = resolved(tmp_path, f"\n[a]({url})")
    assert found is not None
    assert found.suffix == "#gone"
    assert findings == [("anchor-dead", 5)]


@pytest.mark.parametrize(
    "url",
    [
        "https://huggingface.co/acme/other/tree/main", "https://huggingface.co/acme/other/blob/main/config.json",
        "https://huggingface.co/datasets/acme/other", "https://huggingface.co/spaces/acme/other",
        "https://huggingface.co/acme/other/discussions/1", "https://huggingface.co/acme", "https://huggingface.co/models",
        "https://huggingface.co/acme/gone", "https://huggingface.co/acme/tiny", "https://huggingface.co/", "https://hf.co",
        "https://huggingface.co/acme/tiny/blob/main/README.md", "https://huggingface.co/docs/hub/model-cards",
        "https://huggingface.co/acme/other/resolve/main/README.md", "https://hf.co/acme/other/blob/a/b/README.md",
    ],
)  # fmt: skip
def test_other_pages_of_the_hub_stay(tmp_path: Path, url: str) -> None:
    assert target(tmp_path, url) is None


@pytest.mark.parametrize(
    ("url", "address", "suffix"),
    [
        ("/", "", ""),
        ("/guide/start", "guide/start/", ""),
        ("/guide/start/#a", "guide/start/", "#a"),
        ("/files/a.zip?b", "files/a.zip", "?b"),
        ("/models/", "models/", ""),
        ("/models/licenses/mit", "models/licenses/mit/", ""),
        ("/acme", "acme/", ""),
    ],
)
def test_links_to_other_pages_of_the_site(tmp_path: Path, url: str, address: str, suffix: str) -> None:
    [found], _ = resolved(tmp_path, f"[a]({url})")
    assert found == Target(address=address, suffix=suffix)


@pytest.mark.parametrize(
    ("url", "hub"),
    [
        ("/acme/gone?a=b#c", "https://hub.example.com/x/acme/gone?a=b#c"),
        ("/datasets/a/b", "https://hub.example.com/x/datasets/a/b"),
        ("/a%22%3E%3Cb%3E", "https://hub.example.com/x/a%22%3E%3Cb%3E"),
        ("///host/a", "https://hub.example.com/x///host/a"),
        ("/%2Fhost", "https://hub.example.com/x//host"),
        ("/\\host", "https://hub.example.com/x/%5Chost"),
        ("/../../a", "https://hub.example.com/x/../../a"),
    ],
)
def test_other_links_from_the_root_lead_to_the_hub(tmp_path: Path, url: str, hub: str) -> None:
    options = LinkOptions(hub_url="https://hub.example.com/x/")
    [found], findings = resolved(tmp_path, f'<a href="{url}">a</a>', options)
    assert found is not None
    assert found.url is not None
    assert urlsplit(found.url).hostname == "hub.example.com"
    assert found.url.replace("/x/host", "/x///host") == hub
    assert findings == [("link-to-hub", 4)]


def test_files_beside_a_card_keep_their_links(tmp_path: Path) -> None:
    tree = {"acme/tiny/a.png": "a", "acme/tiny/b c.pdf": "b", "acme/tiny/d.csv": "d", "acme/tiny/e/f.mp4": "f"}
    body = "![a](a.png) [b](<b c.pdf>) [c](./d.csv?x#y) [d](e/../e/f.mp4)"
    assert resolved(tmp_path, body, tree=tree, publish=["*.csv"]) == ((None,) * 4, [])


@pytest.mark.parametrize(
    ("options", "path", "url"),
    [
        (BY_PATH, "d.csv", "https://git.example.com/blob/main/acme/tiny/d.csv"),
        (BY_PATH, "./e f/%22%3E.bin?x#y", "https://git.example.com/blob/main/acme/tiny/e%20f/%22%3E.bin"),
        (BY_PATH, "../other/g.bin", "https://git.example.com/blob/main/acme/other/g.bin"),
        (BY_PATH, "{id}.bin", "https://git.example.com/blob/main/acme/tiny/%7Bid%7D.bin"),
        (BY_FILE, "d.csv", "https://hub.example.com/acme/tiny/blob/main/d.csv"),
        (BY_FILE, "weights/gone.bin", "https://hub.example.com/acme/tiny/blob/main/weights/gone.bin"),
        (BY_FILE, "weights/../{path}", "https://hub.example.com/acme/tiny/blob/main/%7Bpath%7D"),
        (BY_FILE, "java%0Ascript:alert(1)", "https://hub.example.com/acme/tiny/blob/main/java%0Ascript%3Aalert%281%29"),
        (BY_FILE, "a%00b", "https://hub.example.com/acme/tiny/blob/main/a%00b"),
        (BY_FILE, "a\\..\\b", "https://hub.example.com/acme/tiny/blob/main/a%5C..%5Cb"),
    ],
)
def test_other_files_lead_to_the_source(tmp_path: Path, options: LinkOptions, path: str, url: str) -> None:
    names = ("acme/tiny/d.csv", 'acme/tiny/e f/">.bin', "acme/other/g.bin", "acme/tiny/{id}.bin")
    tree: dict[str, str | bytes] = dict.fromkeys(names, "a") if sys.platform != "win32" else {}
    assert resolved(tmp_path, f'<a href="{path}">a</a>', options, tree=tree) == ((Target(url=url),), [])


@pytest.mark.parametrize(
    ("options", "body", "code"),
    [
        (LinkOptions(), "[a](gone.csv)", "link-dead"),
        (LinkOptions(), "![a](gone.png)", "link-dead"),
        (LinkOptions(), "[a](example.com)", "link-dead"),
        (LinkOptions(), "[a](%00) ", "link-dead"),
        (LinkOptions(), "![a](/a.png)", "link-dead"),
        (LinkOptions(), "![a](../other)", "link-outside"),
        (LinkOptions(), "![a](https%3A//hf.co/acme/other)", "link-dead"),
        (LinkOptions(), "[a](d.csv)", "link-not-published"),
        (LinkOptions(), "[a](.env)", "link-not-published"),
        (LinkOptions(), "[a](../other/g.bin)", "link-outside"),
        (LinkOptions(), "[a](../../../etc/passwd)", "link-outside"),
        (LinkOptions(), "[a](p.png)", "file-lfs-pointer"),
        (LinkOptions(), "![a](p.png)", "file-lfs-pointer"),
        (LinkOptions(), "[a](large.mp4)", "file-too-large"),
        (BY_PATH, "[a](gone.csv)", "link-dead"),
        (BY_PATH, "![a](d.csv)", "link-not-published"),
        (BY_PATH, "[a](.env)", "link-not-published"),
        (BY_PATH, "[a](../../../etc/passwd)", "link-outside"),
        (BY_FILE, "[a](../other/g.bin)", "link-outside"),
        (BY_FILE, "[a](../gone.bin)", "link-dead"),
        (BY_FILE, "[a](../../..)", "link-outside"),
        (BY_FILE, "[a](.env)", "link-not-published"),
    ],
)
def test_links_that_lead_nowhere_are_reported(tmp_path: Path, options: LinkOptions, body: str, code: str) -> None:
    names = ("acme/tiny/d.csv", "acme/tiny/.env", "acme/other/g.bin")
    tree: dict[str, str | bytes] = {"acme/tiny/p.png": POINTER, **dict.fromkeys(names, "a")}
    draw(tmp_path, {"acme/tiny/large.mp4": ""})
    os.truncate(tmp_path / "acme/tiny/large.mp4", MAX_FILE_BYTES + 1)
    assert resolved(tmp_path, f"Text.\n\n{body}", options, tree=tree) == ((NOWHERE,), [(code, 6)])


def test_attachment_in_own_folder_is_reported(tmp_path: Path) -> None:
    text = "---\nlicense: mit\n---\n# A\n\n![x](modelcards/full-text/x.png)\n"
    tree = {"assets/README.md": text, "assets/modelcards/full-text/x.png": "a"}
    [found] = resolve_links(*load(tmp_path, tree), {}).findings
    assert (found.code, found.path, found.line) == ("link-not-published", "cards/assets/README.md", 6)
    assert "a folder of the site's own" in found.message


def test_files_that_are_not_published_are_reported_but_lead_to_the_source(tmp_path: Path) -> None:
    [found], findings = resolved(tmp_path, "[a](p.png)", BY_PATH, tree={"acme/tiny/p.png": POINTER})
    assert found == Target(url="https://git.example.com/blob/main/acme/tiny/p.png")
    assert findings == [("file-lfs-pointer", 4)]


def test_too_many_files_are_reported(tmp_path: Path) -> None:
    names = [f"{number}.png" for number in range(MAX_FILES + 1)]
    found, findings = resolved(
        tmp_path, "\n".join(f"![a]({name})" for name in names), tree={f"acme/tiny/{name}": "a" for name in names}
    )
    assert found == (*(None,) * MAX_FILES, NOWHERE)
    assert findings == [("files-too-many", 4 + MAX_FILES)]


def test_each_address_is_reported_once_and_some_addresses_at_most(tmp_path: Path) -> None:
    body = "".join(f"[a](gone{number}.csv) [b](gone{number}.csv)\n" for number in range(MAX_FINDINGS + 9))
    found, findings = resolved(tmp_path, body)
    assert found == (NOWHERE,) * 2 * (MAX_FINDINGS + 9)
    assert findings == [("link-dead", 4 + number) for number in range(MAX_FINDINGS)]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("gone.csv", "The link 'gone.csv' leads to no file and no card. Correct the path"),
        ("example.com", "If a web site is meant, write https://example.com."),
        ("README.md#gone", "leads to the card acme/tiny, which has no such heading"),
        ("p.png", "git lfs pull --include=cards/acme/tiny/p.png"),
        ("$(a) 'b.png", "git lfs pull --include='cards/acme/tiny/$(a) '\"'\"'b.png'"),
    ],
)
def test_what_findings_say(tmp_path: Path, path: str, said: str) -> None:
    tree = {"acme/tiny/p.png": POINTER, "acme/tiny/$(a) 'b.png": POINTER}
    catalog, attachments = load(tmp_path, {**tree, "acme/tiny/README.md": f"---\nlicense: mit\n---\n[a](<{path}>)"})
    [found] = resolve_links(catalog, attachments, {}).findings
    assert said in found.line_of_text()
    assert found.path == "cards/acme/tiny/README.md"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_that_are_not_utf_8_lead_to_the_source(tmp_path: Path) -> None:
    location = os.fsdecode(b"acme-\xff/tiny/README.md")
    [found], _ = resolved(
        tmp_path, "[a](b.bin)", BY_PATH, location=location, tree={os.fsdecode(b"acme-\xff/tiny/b.bin"): "b"}
    )
    assert found == Target(url="https://git.example.com/blob/main/acme-%FF/tiny/b.bin")


def test_cards_whose_ids_differ_in_case_are_found(tmp_path: Path) -> None:
    cards = [parse_card(source("---\n---\n# A\n", name)) for name in ("acme/Big", "acme/big")]
    linking = card("[a](/acme/BIG)", "acme/tiny")
    catalog = build_catalog([(one, render_card(one)) for one in (*cards, linking)], {}, {})
    made = resolve_links(catalog, Attachments((), {}), {})
    assert made.by_card["acme/tiny/README.md"] == (Target(address="acme/Big/"),)


def test_a_catalog_without_links(tmp_path: Path) -> None:
    catalog, attachments = load(tmp_path, CARDS)
    made = resolve_links(catalog, attachments, SITE)
    assert set(made.by_card.values()) <= {()}
    assert made.findings == ()


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("a.png", []),
        ("./a.png", []),
        ("https://example.org/a.png", []),
        ("gone.png", [("link-dead", 3)]),
        ("../other.png", [("link-outside", 3)]),
        (".a.png", [("link-not-published", 3)]),
        ("a.svg", [("link-not-published", 3)]),
    ],
)
def test_the_picture_in_a_header_is_looked_up(tmp_path: Path, url: str, found: list[tuple[str, int]]) -> None:
    files = dict.fromkeys(("acme/tiny/a.png", "acme/other.png", "acme/tiny/.a.png", "acme/tiny/a.svg"), "a")
    text = f"---\nlicense: mit\nthumbnail: {url}\n---\nText.\n"
    catalog, attachments = load(tmp_path, {"acme/tiny/README.md": text, **files})
    findings = resolve_links(catalog, attachments, {}).findings
    assert [(one.code, one.line) for one in findings] == found


@pytest.mark.parametrize(
    ("srcset", "found", "codes_found"),
    [
        ("a.png", None, []),
        ("a.png 1x, b.png 2x", None, []),
        ("a.png 1x, https://example.org/c.png 2x", None, []),
        ("a.png 1x, gone.png 2x", NOWHERE, [("link-dead", 4)]),
        ("/gone.png", NOWHERE, [("link-dead", 4)]),
        ("a.svg, gone.png", NOWHERE, [("link-not-published", 4)]),
        ("//[, a.png", None, []),
        ("/acme/tiny/a.png", Target(address="acme/tiny/a.png"), []),
    ],
)
def test_choices_of_images(
    tmp_path: Path, srcset: str, found: Target | None, codes_found: list[tuple[str, int]]
) -> None:
    tree = {f"acme/tiny/{name}": "x" for name in ("a.png", "b.png", "a.svg")}
    body = f'<picture><source srcset="{srcset}"><img src="a.png"></picture>'
    assert resolved(tmp_path, body, tree=tree) == ((found, None), codes_found)


def test_files_beside_a_card_come_before_pages_and_cards_elsewhere(tmp_path: Path) -> None:
    tree = {f"acme/tiny/{name}": "x" for name in ("guide/start.md", "models/x.bin", "solo.md")}
    made, _ = resolved(tmp_path, "[a](guide/start.md) [b](models) [c](solo.md)", BY_PATH, tree=tree)
    assert [found.url for found in made if found] == [
        "https://git.example.com/blob/main/acme/tiny/guide/start.md",
        "https://git.example.com/blob/main/acme/tiny/models",
        "https://git.example.com/blob/main/acme/tiny/solo.md",
    ]
    assert resolved(tmp_path / "two", "[a](datasets)")[1] == [("link-dead", 4)]


def test_other_cards_do_not_change_how_a_card_is_rendered(tmp_path: Path) -> None:
    text = "---\nlicense: mit\n---\n[a](../other#gone) ![b](c.png) [d](https://hf.co/acme/other)"
    alone = load(tmp_path / "one", {"acme/tiny/README.md": text})[0]
    among = load(tmp_path / "two", {**CARDS, "acme/tiny/README.md": text, "acme/tiny/c.png": "c"})[0]
    [tiny] = [model for model in among.models if model.id == "acme/tiny"]
    assert tiny.rendered == alone.models[0].rendered


def page(root: Path, body: str, options: LinkOptions, page_file: str = "") -> Tags:
    """The body of a card's page."""
    text = f"---\nlicense: mit\n---\n{body}"
    catalog, attachments = load(root, {**CARDS, "acme/tiny/README.md": text, "acme/tiny/a b.png": "a"})
    made = resolve_links(catalog, attachments, SITE, options)
    renderer = PageRenderer(
        catalog,
        [str(theme_folder())],
        page_file,
        targets=made.by_card,
        published=frozenset(file.site_path for file in attachments.files),
    )
    [found] = [one for one in site_pages(catalog, 100) if isinstance(one, CardPage) and one.model.id == "acme/tiny"]
    return Tags(renderer.html(found).partition("data-mc-body")[2].partition(">")[2])


@pytest.mark.parametrize(
    ("body", "page_file", "written"),
    [
        ("[a](../other#Use-It)", "", {"href": "../../acme/other/#use-it"}),
        ("[a](../other?a=b&c)", "index.html", {"href": "../../acme/other/index.html?a=b&c"}),
        ("[a](/)", "index.html", {"href": "../../index.html"}),
        ("[a](/files/a.zip)", "index.html", {"href": "../../files/a.zip"}),
        ("[a](gone.csv)", "", {"data-mc-dead": ""}),
        ("[a](/gone)", "", {"href": "https://huggingface.co/gone"}),
        ("[a](<a b.png>)", "", {"href": "a%20b.png"}),
        ("[a](https://hf.co/acme/other)", "", {"href": "../../acme/other/"}),
        ("[a](https://hf.co/acme/other/tree/main)", "", {"href": "https://hf.co/acme/other/tree/main"}),
    ],
)
def test_links_on_the_page_of_a_card(tmp_path: Path, body: str, page_file: str, written: dict[str, str]) -> None:
    assert page(tmp_path, body, LinkOptions(), page_file).tags[1] == ("a", written)


HOSTILE = [
    "a\" onclick=\"alert(1)", "a' onclick='alert(1)", "../other#\"><script>", "../other?\"><script>", "/a\"><script>",
    "javascript:alert(1)", "java\nscript:alert(1)", "./javascript:alert(1)", "%6Aavascript:alert(1)", "\\\\host\\a",
    "//host/a", "https:\\\\host", "/\\host", "///host", "..\\..\\a", "a%00b", "a\0b", "%2F%2Fhost", "%5C%5Chost",
    "data:text/html,a",
    "{path}{id}{file}", "https://hf.co/acme/other#\"><script>", "&quot; onclick=alert(1)", "\u00a0javascript:alert(1)",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(HOSTILE) | st.text(max_size=8), min_size=1, max_size=4).map("".join),
    st.sampled_from([DEFAULTS, BY_FILE, BY_PATH]),
)
@settings(max_examples=60)
def test_no_address_breaks_out_of_its_attribute_or_runs(url: str, options: LinkOptions) -> None:
    body = f"[a](<{url}>) ![b](<{url}>)\n\n<a href=\"{url}\" title='href='>c</a><img src='{url}'>"
    linking = card(f"---\nlicense: mit\n---\n{body}", "acme/tiny")
    other = card("# Other", "acme/other")
    catalog = build_catalog([(one, render_card(one)) for one in (linking, other)], {}, {})
    made = resolve_links(catalog, Attachments((), {}), {}, options)
    renderer = PageRenderer(catalog, [str(theme_folder())], targets=made.by_card)
    [found] = [one for one in site_pages(catalog, 9) if isinstance(one, CardPage) and one.model.id == "acme/tiny"]
    tags = Tags(renderer.html(found).partition("data-mc-body")[2].partition(">")[2])
    names = "href src alt title loading data-mc-dead class dir align name id lang"
    assert {name for _, attributes in tags.tags for name in attributes} <= set(names.split())
    for address in (*tags.all("href"), *tags.all("src")):
        assert_harmless(address, is_image=False)


def test_many_links_are_resolved_quickly(tmp_path: Path) -> None:
    body = "".join(
        f"[a](../other{number}) [b](/x/{number}) [c](https://hf.co/acme/{number}#a) " for number in range(5000)
    )
    catalog, attachments = load(tmp_path, {**CARDS, "acme/tiny/README.md": f"---\n---\n{body}"})
    with quick(4):
        made = resolve_links(catalog, attachments, SITE, BY_FILE)
    assert len(made.by_card["acme/tiny/README.md"]) == 15_000
    assert len(made.findings) == MAX_FINDINGS
