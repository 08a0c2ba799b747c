"""Sub-cards and the texts of organizations: found, placed, linked and shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urljoin

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from mkdocs_modelcards.attachments import Attachments
from mkdocs_modelcards.catalog.catalog import Catalog, build_catalog
from mkdocs_modelcards.catalog.data_file import catalog_json
from mkdocs_modelcards.catalog.sub_cards import CardText
from mkdocs_modelcards.discover import CardsFolder, CardSource, discover
from mkdocs_modelcards.file_links import moved
from mkdocs_modelcards.formulas.typeset import Typesetter
from mkdocs_modelcards.history import CardDates
from mkdocs_modelcards.pages.renderer import PageRenderer
from mkdocs_modelcards.pages.site_pages import site_pages
from mkdocs_modelcards.pages.template_files import theme_folder
from mkdocs_modelcards.parse.card import parse_card
from mkdocs_modelcards.pipeline import CatalogOptions, CatalogResult, load_catalog
from mkdocs_modelcards.processing.all_cards import Means
from mkdocs_modelcards.processing.cache_file import CacheFile
from mkdocs_modelcards.processing.processed import lost_card
from mkdocs_modelcards.render.card import RenderedCard, render_card
from mkdocs_modelcards.render.links import Link, candidates
from mkdocs_modelcards.source_file import SourceFile
from mkdocs_modelcards.targets import DEFAULTS, LinkOptions, Target, resolve_links
from tests.projects import Tree, hrefs, texts

from .helpers import card, codes, quick
from .test_discover import draw, link, links

CARD = "---\nlicense: mit\n---\n# Tiny\n\nIt sorts.\n"
ALL = ("BIAS.md", "EXPLAINABILITY.md", "PRIVACY.md", "SAFETY.md")
PICTURE = b"\x89PNG\r\n\x1a\n"
NAMES = st.text("ab1x.,", min_size=1, max_size=4).filter(lambda name: name[-1] != "," and name[0] != ",")


class Shown:
    """A folder of cards from its files to its pages."""

    def __init__(self, root: Path, tree: Tree, publish: Iterable[str] = (), links: LinkOptions = DEFAULTS) -> None:
        draw(root, tree)
        with Typesetter() as typesetter:
            means = Means(typesetter=typesetter, cache=CacheFile(None, print))
            options = CatalogOptions(publish=tuple(publish), links=links)
            self.result: CatalogResult = load_catalog(CardsFolder(root, "cards"), {}, options, means)
        self.catalog: Catalog = self.result.catalog
        self.pages = {page.address: page for page in site_pages(self.catalog, 1)}
        self.files = [file.site_path for file in self.result.attachments.files]
        self.findings = [(found.code, found.path) for found in self.result.findings]
        self._renderer = PageRenderer(
            self.catalog,
            [str(theme_folder())],
            templates=self.result.templates,
            targets=self.result.targets.by_card,
            published=frozenset(self.files),
        )

    def page(self, address: str) -> LexborHTMLParser:
        return LexborHTMLParser(self._renderer.html(self.pages[address]))

    def leads(self, address: str) -> list[str]:
        """Where the links in a page's text lead, from the site's root."""
        found = hrefs(self.page(address), "[data-mc-body] a[href]")
        return [urljoin(f"https://x/{address}", href).removeprefix("https://x/") for href in found]


def sub_card(text: str, name: str = "BIAS.md", model_id: str = "acme/tiny") -> CardSource:
    location = f"{model_id}/{name}"
    file = SourceFile(f"cards/{location}", text)
    return CardSource(model_id, location, file, kind="sub-card", part_of=f"{model_id}/README.md")


def catalog_of(*sources: CardSource) -> Catalog:
    parsed = [parse_card(one) for one in sources]
    return build_catalog([(one, render_card(one)) for one in parsed], {}, {})


@pytest.mark.parametrize("name", [*ALL, *(name.lower() for name in ALL), "Bias.MD"])
def test_a_sub_card_lies_beside_its_card(tmp_path: Path, name: str) -> None:
    draw(tmp_path, {"acme/tiny/README.md": CARD, f"acme/tiny/{name}": "Text.\n"})
    discovery = discover(CardsFolder(tmp_path, "cards"))
    [found] = discovery.beside
    assert found == CardSource(
        "acme/tiny",
        f"acme/tiny/{name}",
        SourceFile(f"cards/acme/tiny/{name}", "Text.\n"),
        kind="sub-card",
        part_of="acme/tiny/README.md",
    )
    assert [source.id for source in discovery.sources] == ["acme/tiny"]
    assert discovery.findings == ()


@pytest.mark.parametrize(
    "tree",
    [
        {"acme/tiny/README.md": CARD, "acme/tiny/docs/BIAS.md": "x"},
        {"acme/tiny/README.md": CARD, "acme/tiny/BIAS.md/x.txt": "x"},
        {"acme/tiny/README.md": CARD, "acme/tiny/LICENSE.md": "x", "acme/tiny/BIAS.txt": "x"},
        {"acme/tiny.md": CARD, "acme/BIAS/README.md": "x"},
    ],
)
def test_what_is_no_sub_card(tmp_path: Path, tree: Mapping[str, str]) -> None:
    draw(tmp_path, tree)
    discovery = discover(CardsFolder(tmp_path, "cards"))
    assert (discovery.beside, discovery.findings) == ((), ())


def test_of_names_that_differ_only_in_case_the_first_is_read(tmp_path: Path) -> None:
    names = [f"{'bias'[:place].upper()}{'bias'[place:]}.md" for place in range(5)]
    draw(tmp_path, {"acme/tiny/README.md": CARD, **{f"acme/tiny/{name}": name for name in names}})
    discovery = discover(CardsFolder(tmp_path, "cards"))
    if len({entry.name for entry in (tmp_path / "acme/tiny").iterdir()}) < 6:
        pytest.skip("this file system ignores case")
    assert [source.file.text for source in discovery.beside] == ["BIAS.md"]
    [found] = discovery.findings
    assert (found.code, found.path) == ("file-ignored", "cards/acme/tiny/BIAs.md")
    assert found.message == (
        "This file is not shown, because BIAS.md beside it differs only in case. Nor are 3 more files."
    )


def test_a_thousand_names_make_one_finding(tmp_path: Path) -> None:
    word = "explainability"
    for number in range(1000):
        name = "".join(char.upper() if number >> place & 1 else char for place, char in enumerate(word))
        draw(tmp_path, {f"acme/tiny/{name}.md": "x"})
    draw(tmp_path, {"acme/tiny/README.md": CARD})
    with quick():
        discovery = discover(CardsFolder(tmp_path, "cards"))
    assert (len(discovery.beside), codes(discovery.findings)) in ((1, ["file-ignored"]), (1, []))


@links
def test_sub_cards_that_are_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    draw(tmp_path, {"secret.md": "Secret.", "cards/acme/tiny/README.md": CARD, "cards/.hidden.md": "Hidden."})
    link(tmp_path / "cards/acme/tiny/BIAS.md", tmp_path / "secret.md")
    link(tmp_path / "cards/acme/tiny/PRIVACY.md", "../../.hidden.md")
    link(tmp_path / "cards/acme/README.md", tmp_path / "secret.md")
    discovery = discover(CardsFolder(tmp_path / "cards", "cards"))
    assert discovery.beside == ()
    assert sorted((item.code, item.path) for item in discovery.findings) == [
        ("file-ignored", "cards/acme/tiny/PRIVACY.md"),
        ("file-outside", "cards/acme/README.md"),
        ("file-outside", "cards/acme/tiny/BIAS.md"),
    ]


@pytest.mark.parametrize("text", ["# Bias\n", "---\n---\n# Bias\n", "---\nlicense: mit\n---\n# Bias\n"])
def test_a_sub_card_needs_no_header(text: str) -> None:
    found = parse_card(sub_card(text, model_id="a--b/c/d"))
    assert found.findings == ()
    assert (found.kind, found.part_of, found.body) == ("sub-card", "a--b/c/d/README.md", "# Bias\n")


def test_a_wrong_header_of_a_sub_card_is_reported() -> None:
    [found] = parse_card(sub_card("---\nlicense: [mit\n---\n# Bias\n")).findings
    assert (found.code, found.path) == ("header-invalid", "cards/acme/tiny/BIAS.md")


def test_a_sub_card_that_a_process_lost_still_belongs_to_its_card() -> None:
    found = lost_card(sub_card("Text.")).card
    assert (found.kind, found.part_of) == ("sub-card", "acme/tiny/README.md")


def test_sub_cards_are_no_models_and_come_in_one_order(tmp_path: Path) -> None:
    names = ("bias.md", "EXPLAINABILITY.md", "privacy.md", "SAFETY.md")
    tree = {f"acme/tiny/{name}": f"---\ntags: [secret]\n---\n# On {name}\n" for name in names}
    found = Shown(tmp_path, {"acme/tiny/README.md": CARD, **tree})
    [model] = found.catalog.models
    assert [(part.name, part.address) for part in model.sub_cards] == [
        ("Bias", "acme/tiny/bias/"),
        ("Explainability", "acme/tiny/explainability/"),
        ("Privacy", "acme/tiny/privacy/"),
        ("Safety", "acme/tiny/safety/"),
    ]
    assert dict(found.catalog.facets["tags"].values) == {}
    assert not [address for address in found.pages if "secret" in address]
    assert found.findings == []


@pytest.mark.parametrize("text", ["", " \n", "---\nlicense: mit\n---\n", "<!-- To be written. -->\n"])
def test_a_sub_card_without_text_has_no_tab(tmp_path: Path, text: str) -> None:
    found = Shown(tmp_path, {"acme/tiny/README.md": CARD, "acme/tiny/BIAS.md": text, "acme/README.md": text})
    assert found.catalog.models[0].sub_cards == ()
    assert found.catalog.organization_cards == {}
    assert found.page("acme/tiny/").css("nav.mc-tabs") == []
    assert found.page("acme/").css("[data-mc-body]") == []


def test_addresses_that_are_taken(tmp_path: Path) -> None:
    parsed = [parse_card(one) for one in (sub_card("# B"), sub_card("# S", "SAFETY.md"))]
    pairs = [(one, render_card(one)) for one in (card(CARD), *parsed)]
    found = build_catalog(pairs, {}, {"acme/tiny/bias/": "docs/acme/tiny/bias.md"})
    assert [part.address for part in found.models[0].sub_cards] == ["acme/tiny/bias~2/", "acme/tiny/safety/"]
    [problem] = found.findings
    assert (problem.code, problem.path) == ("address-taken", "cards/acme/tiny/BIAS.md")
    assert "belongs to the file 'docs/acme/tiny/bias.md'" in problem.message


def test_a_model_keeps_its_address_before_a_sub_card() -> None:
    other = card(CARD, "acme/Tiny/bias")
    parsed = parse_card(sub_card("# B"))
    found = build_catalog([(one, render_card(one)) for one in (parsed, other, card(CARD))], {}, {})
    assert [model.address for model in found.models] == ["acme/Tiny/bias/", "acme/tiny/"]
    assert found.models[1].sub_cards[0].address == "acme/tiny/bias~2/"


def test_sub_cards_have_dates_of_their_own() -> None:
    one = parse_card(sub_card("# B"))
    pairs = [(item, render_card(item)) for item in (card(CARD), one)]
    [model] = build_catalog(pairs, {"acme/tiny/BIAS.md": CardDates("2024-01-02", "2024-03-04")}, {}).models
    assert (model.dates, model.sub_cards[0].dates) == (None, CardDates("2024-01-02", "2024-03-04"))


def test_the_catalog_for_programs_names_sub_cards() -> None:
    found = catalog_of(CardSource("acme/tiny", "acme/tiny/README.md", SourceFile("x", CARD)), sub_card("# B"))
    records = msgspec.json.decode(catalog_json(found, "index.html"))["models"]
    assert [record["sub_cards"] for record in records] == [{"bias": "acme/tiny/bias/index.html"}]


def test_tabs_lead_from_each_part_to_each_other(tmp_path: Path) -> None:
    tree = {"acme/tiny/README.md": CARD, "acme/tiny/BIAS.md": "Much.\n", "acme/tiny/SAFETY.md": "# Safe\n"}
    found = Shown(tmp_path, {**tree, "acme/plain.md": CARD})
    addresses = ["acme/tiny/", "acme/tiny/bias/", "acme/tiny/safety/"]
    for place, address in enumerate(addresses):
        page = found.page(address)
        [nav] = page.css("nav.mc-tabs")
        assert nav.attributes["aria-label"] == "Parts of this card"
        assert texts(page, ".mc-tabs a") == ["Model card", "Bias", "Safety"]
        leading = [urljoin(f"https://x/{address}", href) for href in hrefs(page, ".mc-tabs a")]
        assert leading == [f"https://x/{other}" for other in addresses]
        assert texts(page, ".mc-tabs a[aria-current=page]") == [["Model card", "Bias", "Safety"][place]]
    assert found.page("acme/plain/").css("nav.mc-tabs") == []


def test_the_page_of_a_sub_card(tmp_path: Path) -> None:
    text = "---\nmodel_name: <b>\n---\nIt is <script>x</script> unfair.\n\n## To whom\n\n## Why \\\\(x\\\\)\n"
    found = Shown(tmp_path, {"acme/tiny/README.md": CARD, "acme/tiny/bias.md": text, "acme/tiny/SAFETY.md": "# Safe\n"})
    made = found.pages["acme/tiny/bias/"]
    assert (made.title, made.description) == ("Bias – Tiny", "It is unfair.")
    assert made.search_text == "acme/tiny It is unfair."
    assert [heading.title for heading in made.contents] == ["To whom", "Why x"]
    page = found.page("acme/tiny/bias/")
    assert texts(page, "h1") == ["Bias"]
    assert texts(page, ".mc-id") == ["acme/tiny"]
    assert hrefs(page, ".mc-id a") == ["../../../acme/", "../../../acme/tiny/"]
    assert len(page.css("[data-mc-body]")) == 1
    assert len(page.css("link[rel=stylesheet]")) == 1
    assert page.css("script") == []
    assert texts(found.page("acme/tiny/safety/"), "h1") == ["Safe"]


@pytest.mark.parametrize(
    ("location", "url", "address"),
    [
        ("acme/tiny/README.md", "BIAS.md", "acme/tiny/bias/"),
        ("acme/tiny/README.md", "./BIAS.md#who-else", "acme/tiny/bias/#who-else"),
        ("acme/tiny/README.md", "bias.md", "acme/tiny/bias/"),
        ("acme/tiny/README.md", "bias/", "acme/tiny/bias/"),
        ("acme/tiny/README.md", "../README.md", "acme/"),
        ("acme/tiny/README.md", "/acme/tiny/BIAS.md", "acme/tiny/bias/"),
        ("acme/tiny/README.md", "https://huggingface.co/acme/tiny/blob/main/BIAS.md", "acme/tiny/bias/"),
        ("acme/tiny/BIAS.md", "README.md", "acme/tiny/"),
        ("acme/tiny/BIAS.md", "readme.md#tiny", "acme/tiny/#tiny"),
        ("acme/tiny/BIAS.md", ".", "acme/tiny/"),
        ("acme/tiny/BIAS.md", "../other", "acme/other/"),
        ("acme/tiny/BIAS.md", "SAFETY.md", "acme/tiny/safety/"),
        ("acme/tiny/BIAS.md", "../README.md#we", "acme/#we"),
        ("acme/other/README.md", "../tiny/BIAS.md", "acme/tiny/bias/"),
        ("acme/other/README.md", "https://hf.co/acme/tiny/blob/main/bias.md", "acme/tiny/bias/"),
        ("solo.md", "acme/tiny/BIAS.md", "acme/tiny/bias/"),
        ("acme/README.md", "tiny", "acme/tiny/"),
        ("acme/README.md", "tiny/README.md", "acme/tiny/"),
        ("acme/README.md", "tiny/BIAS.md#who-else", "acme/tiny/bias/#who-else"),
        ("acme/README.md", "../solo.md", "solo/"),
    ],
)
def test_links_between_the_parts(tmp_path: Path, location: str, url: str, address: str) -> None:
    tree = {
        "acme/README.md": "# We\n",
        "acme/tiny/README.md": CARD,
        "acme/tiny/BIAS.md": "## Who else\n",
        "acme/tiny/SAFETY.md": "Text.\n",
        "acme/other/README.md": CARD,
        "solo.md": CARD,
    }
    found = Shown(tmp_path, {**tree, location: f"{tree[location]}\n[a]({url})\n"}, publish=["*.md"])
    page = next(text.address for text in found.catalog.texts() if text.card.location == location)
    assert found.leads(page) == [address]
    assert found.findings == []


@pytest.mark.parametrize("url", ["https://huggingface.co/acme/tiny", "https://hf.co/acme/tiny/blob/main/BIAS.md"])
def test_links_of_a_sub_card_to_itself_on_the_hub_stay(tmp_path: Path, url: str) -> None:
    found = Shown(tmp_path, {"acme/tiny/README.md": CARD, "acme/tiny/BIAS.md": f"[a]({url})"})
    assert hrefs(found.page("acme/tiny/bias/"), "[data-mc-body] a") == [url]


def test_a_sub_card_leads_to_its_own_card_where_ids_differ_only_in_case() -> None:
    ids = ("acme/Tiny", "acme/tiny")
    cards = [CardSource(one, f"{one}/README.md", SourceFile(f"cards/{one}/README.md", CARD)) for one in ids]
    found = catalog_of(*cards, *(sub_card("[a](README.md)", model_id=one) for one in ids))
    targets = resolve_links(found, Attachments((), {}), {}).by_card
    assert [targets[f"{one}/BIAS.md"] for one in ids] == [
        (Target(address="acme/Tiny/"),),
        (Target(address="acme/tiny~2/"),),
    ]


def test_dead_links_are_reported_where_they_stand(tmp_path: Path) -> None:
    text = "Text.\n\n[a](gone.md) [b](README.md#gone) ![c](gone.png)\n"
    tree = {"acme/tiny/README.md": CARD + "[d](BIAS.md#gone)", "acme/tiny/BIAS.md": text}
    found = Shown(tmp_path, tree).result.findings
    assert sorted((item.path, item.line, item.code) for item in found) == [
        ("cards/acme/tiny/BIAS.md", 3, "anchor-dead"),
        ("cards/acme/tiny/BIAS.md", 3, "link-dead"),
        ("cards/acme/tiny/BIAS.md", 3, "link-dead"),
        ("cards/acme/tiny/README.md", 7, "anchor-dead"),
    ]
    assert "leads to cards/acme/tiny/BIAS.md, which has no such heading" in " ".join(item.message for item in found)


@pytest.mark.parametrize(
    ("source_url", "addresses"),
    [
        ("https://git.example/{path}", ["https://git.example/acme/tiny/a.csv", "https://git.example/acme/a.csv"]),
        ("https://hub.example/{id}/blob/main/{file}", ["https://hub.example/acme/tiny/blob/main/a.csv", None]),
        ("https://hub.example/{id}/{path}", ["https://hub.example/acme/tiny/acme/tiny/a.csv", None]),
    ],
)
def test_an_organization_has_no_repository_as_models_have(
    tmp_path: Path, source_url: str, addresses: list[str | None]
) -> None:
    text = "Rows lie [in a file](a.csv).\n"
    tree = {"acme/tiny/README.md": CARD, "acme/tiny/BIAS.md": text, "acme/README.md": text}
    tree |= {"acme/a.csv": "a", "acme/tiny/a.csv": "a"}
    found = Shown(tmp_path, tree, links=LinkOptions(source_url=source_url))
    pages = (found.page("acme/tiny/bias/"), found.page("acme/"))
    assert [node.attributes.get("href") for page in pages for node in page.css("[data-mc-body] a")] == addresses


def test_files_beside_a_sub_card_lie_where_those_of_its_card_do(tmp_path: Path) -> None:
    body = "![a](plot.png) ![b](./in/a%20b.png?x#gh-dark-mode-only) [c](plot.png) <img src=' plot.png'>\n\n"
    body += "<picture><source srcset='plot.png 2x, in/a%20b.png 2w, https://x/2x'><img src='plot.png'></picture>\n"
    tree: Tree = {
        "acme/tiny/README.md": f"{CARD}![a](plot.png)\n",
        "acme/tiny/BIAS.md": body,
        "acme/tiny/plot.png": PICTURE,
        "acme/tiny/in/a b.png": PICTURE,
    }
    found = Shown(tmp_path, tree)
    assert sorted(found.files) == ["acme/tiny/in/a b.png", "acme/tiny/plot.png"]
    assert found.findings == []
    page = found.page("acme/tiny/bias/")
    images = [node.attributes["src"] for node in page.css("[data-mc-body] img")]
    assert images == ["../plot.png", ".././in/a%20b.png?x#gh-dark-mode-only", "../plot.png", "../plot.png"]
    assert hrefs(page, "[data-mc-body] a") == ["../plot.png"]
    [source] = page.css("source")
    assert source.attributes["srcset"] == "../plot.png 2x, ../in/a%20b.png 2w, https://x/2x"
    assert [node.attributes["src"] for node in found.page("acme/tiny/").css("[data-mc-body] img")] == ["plot.png"]


def test_a_choice_of_images_with_one_that_is_gone_is_not_shown(tmp_path: Path) -> None:
    body = "<picture><source srcset='plot.png 2x, gone.png'><img src='plot.png'></picture>\n"
    tree: Tree = {"acme/tiny/README.md": CARD, "acme/tiny/BIAS.md": body, "acme/tiny/plot.png": PICTURE}
    found = Shown(tmp_path, tree)
    assert [source.attributes for source in found.page("acme/tiny/bias/").css("source")] == [{"data-mc-dead": ""}]
    assert found.findings == [("link-dead", "cards/acme/tiny/BIAS.md")]


@given(st.lists(st.tuples(NAMES, st.sampled_from(["", " 2x", " 100w", " a"])), min_size=1, max_size=5))
def test_each_path_of_a_choice_of_images_moves(choice: list[tuple[str, str]]) -> None:
    srcset = ", ".join(name + size for name, size in choice)
    one = CardText("a", "a/bias/", "a/", card(""), RenderedCard(template=""))
    assert candidates(moved(one, Link("srcset", srcset, 1)) or "") == tuple(f"../{url}" for url in candidates(srcset))


def test_an_organizations_text_stands_above_its_models(tmp_path: Path) -> None:
    text = "---\ntitle: Acme\nemoji: x\n---\n# We at Acme\n\n![a](plot.png) [b](one)\n\n## Contact\n\n$$x$$\n"
    tree: Tree = {"acme/README.md": text, "acme/plot.png": PICTURE, "acme/one.md": CARD, "acme/two.md": CARD}
    found = Shown(tmp_path, tree)
    assert found.findings == []
    assert [model.id for model in found.catalog.models] == ["acme/one", "acme/two"]
    page = found.page("acme/")
    assert texts(page, "h1") == ["We at Acme"]
    assert texts(page, "h2") == ["Contact", "Models"]
    assert len(page.css("[data-mc-body] ~ .mc-models > li")) == 1
    assert len(page.css("link[rel=stylesheet]")) == 1
    assert [heading.title for heading in found.pages["acme/"].contents] == ["Contact", "Models"]
    assert [node.attributes["src"] for node in page.css("[data-mc-body] img")] == ["plot.png"]
    assert found.leads("acme/") == ["acme/one/"]
    assert found.files == ["acme/plot.png"]
    second = found.page("acme/-/2/")
    assert texts(second, "h1") == ["acme (page 2)"]
    assert second.css("[data-mc-body]") == []


def test_an_organizations_text_without_a_title_stands_below_the_name(tmp_path: Path) -> None:
    found = Shown(tmp_path, {"acme/README.md": "We sort what others throw away.\n", "acme/one.md": CARD})
    assert texts(found.page("acme/"), "h1") == ["acme"]
    assert found.pages["acme/"].search_text == "We sort what others throw away."


def test_an_organization_whose_name_is_taken_keeps_its_text(tmp_path: Path) -> None:
    tree: Tree = {"search/README.md": "We ![a](a.png).\n", "search/a.png": PICTURE, "search/one.md": CARD}
    found = Shown(tmp_path, tree)
    assert found.catalog.organization_cards["search"].address == "models/organizations/search/"
    assert found.files == ["models/organizations/search/a.png"]
    assert texts(found.page("models/organizations/search/"), "[data-mc-body]") == ["We ."]


def test_a_text_of_an_organization_without_models_is_reported(tmp_path: Path) -> None:
    found = Shown(tmp_path, {"acme/README.md": "We.\n", "acme/group/one.md": CARD})
    assert ("file-ignored", "cards/acme/README.md") in found.findings
    assert found.catalog.organization_cards == {}


def test_files_of_an_organization_take_no_place_of_another_file(tmp_path: Path) -> None:
    tree: Tree = {
        "acme/README.md": "![a](tiny/plot.png) ![b](one/plot.png) ![c](tiny.png)\n",
        "acme/tiny.png/README.md": f"{CARD}![a](plot.png)\n",
        "acme/one.md": f"{CARD}![a](plot.png)\n",
        "acme/plot.png": PICTURE,
        "acme/one/plot.png": b"another",
        "acme/tiny/README.md": f"{CARD}![a](plot.png)\n",
        "acme/tiny/plot.png": PICTURE,
    }
    found = Shown(tmp_path, tree)
    sources = {file.site_path: file.source.relative_to(tmp_path).as_posix() for file in found.result.attachments.files}
    assert sources == {"acme/one/plot.png": "acme/plot.png", "acme/tiny/plot.png": "acme/tiny/plot.png"}
    assert len(found.files) == len(sources)
    assert ("link-not-published", "cards/acme/README.md") in found.findings
