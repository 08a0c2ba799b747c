"""Lists of models in ordinary pages, by real builds."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority

from tests.projects import CARD, MATERIAL, Project, Site, hrefs, texts

CARDS = {
    "acme/tiny/README.md": CARD,
    "acme/large.md": CARD.replace("Tiny", "Large").replace("mit", "apache-2.0").replace("small", "big, fast"),
    "acme/odd.md": "---\nlicense: mit\n---\n# &lt;b>Odd {{ x }} &lt;!-- modelcards/overview -->\n\nAn &lt;i>odd one.\n",
}
BLOCK = "```modelcards\nlicense: mit\n```"
THEMES = [MATERIAL, {"name": "mkdocs"}]
EXTENSIONS: list[list[object]] = [
    ["admonition", "md_in_html"],
    ["admonition", "md_in_html", "smarty", "attr_list", "pymdownx.superfences", "pymdownx.highlight"],
]
ROWS = ".mc-list .mc-models > li > a"


def build(project: Project, page: str, **settings: object) -> Site:
    """Build a project with a page that may have lists, two folders deep."""
    project.cards(CARDS).draw({"docs/a/b/page.md": page})
    options = settings.pop("options", None)
    assert options is None or isinstance(options, dict)
    return project.build(options, **settings)  # type: ignore[arg-type]  # any setting of MkDocs


def warnings(site: Site) -> list[str]:
    return [line for line in site.log if not line.startswith("INFO")]


@pytest.mark.parametrize("extensions", EXTENSIONS, ids=["plain", "superfences"])
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme["name"])
def test_a_list_wherever_a_block_stands(project: Project, theme: dict[str, object], extensions: list[object]) -> None:
    inside = "\n".join(f"    {line}" for line in BLOCK.split("\n"))
    quoted = "\n".join(f"> {line}" for line in BLOCK.split("\n"))
    text = (
        f"# Page\n\nText\n{BLOCK}\nmore.\n\n!!! note\n{inside}\n\n- item\n\n{inside}\n\n{quoted}\n\n"
        f'<div markdown="1">\n{BLOCK}\n</div>\n\nEnd.\n'
    )
    site = build(project, text, theme=theme, markdown_extensions=extensions)
    assert warnings(site) == []
    page = site.page("a/b/page")
    assert len(page.css(".mc-list")) == 5
    for around in (".admonition > .mc-list", "li > .mc-list", "blockquote > .mc-list"):
        assert len(page.css(around)) == 1
    assert len(page.css("p .mc-list")) == 0
    assert hrefs(page, ROWS) == ["../../../acme/odd/", "../../../acme/tiny/"] * 5
    assert "license: mit" not in site.text("a/b/page")
    assert texts(page, "[role=main] > p, article > p, .col-md-9 > p")[-1] == "End."


def test_links_without_directory_addresses(project: Project) -> None:
    site = build(project, "```modelcards\nlimit: 1\ncolumns: license\n```\n", use_directory_urls=False)
    page = site.page("a/b/page.html")
    assert hrefs(page, ".mc-list a") == [
        "../../acme/large/index.html",
        "../../models/licenses/apache-2.0/index.html",
        "../../models/index.html",
    ]


def test_more_models_than_shown(project: Project) -> None:
    text = "```modelcards\nlicense: [mit, apache-2.0]\nsort: modified\nlimit: 1\n```\n"
    page = build(project, text).page("a/b/page")
    assert texts(page, ".mc-list__all a") == ["All 3 models"]
    assert hrefs(page, ".mc-list__all a") == ["../../../models/?license=apache-2.0&license=mit&sort=modified"]
    assert len(page.css(ROWS)) == 1


def test_after_a_search_the_list_of_all_models_may_have_others(project: Project) -> None:
    page = build(project, "```modelcards\nsearch: classifier\nlimit: 1\n```\n").page("a/b/page")
    assert texts(page, ".mc-list__all a") == ["Search for these among all models"]
    assert hrefs(page, ".mc-list__all a") == ["../../../models/?search=classifier&sort=name"]


def test_a_table(project: Project) -> None:
    many = ", ".join(f"tag-{number}" for number in range(8))
    project.cards({"acme/tagged.md": f"---\ntags: [{many}]\n---\n# Tagged\n\nIt has tags.\n"})
    columns = (
        "task, library, language, license, dataset, base_model, metric, tags, organization, summary, created, updated"
    )
    page = build(project, f"```modelcards\ncolumns: [{columns}]\n```\n").page("a/b/page")
    assert texts(page, "thead th") == [
        "Model", "Task", "Library", "Languages", "License", "Datasets", "Base models", "Metrics", "Tags",
        "Organization", "Summary", "Created", "Updated",
    ]  # fmt: skip
    assert [node.attributes["scope"] for node in page.css(".mc-list th")] == ["col"] * 13 + ["row"] * 4
    assert texts(page, "tbody th") == [
        "Large classifier acme/large",
        "<b>Odd {{ x }} <!-- modelcards/overview --> acme/odd",
        "acme/tagged",
        "Tiny classifier acme/tiny",
    ]
    rows = [texts(page, f"tbody tr:nth-child({number}) td") for number in (1, 3)]
    assert rows[0] == [
        "Text Classification", "", "English", "apache-2.0", "acme/reviews", "", "", "big, fast", "acme",
        "It sorts short reviews into good and bad.", "", "",
    ]  # fmt: skip
    assert rows[1][7] == "tag-0, tag-1, tag-2, tag-3, tag-4 +3"
    assert hrefs(page, "tbody tr:nth-child(1) td a") == [
        f"../../../{path}/"
        for path in (
            "models/tasks/text-classification", "models/languages/en", "models/licenses/apache-2.0",
            "datasets/acme/reviews", "models/tags/big", "models/tags/fast", "acme",
        )
    ]  # fmt: skip


def test_the_order_of_a_leaderboard(project: Project) -> None:
    index = (
        "---\nmodel-index:\n- name: x\n  results:\n"
        "  - task: {{type: fill-mask}}\n    dataset: {{type: imdb, name: I}}\n"
        "    metrics: [{{type: accuracy, value: {}}}]\n---\nText.\n"
    )
    project.cards(
        {"acme/good.md": index.format(0.9), "acme/best.md": index.format("95%"), "acme/low.md": index.format(1)}
    )
    page = build(project, "```modelcards\nsort: fill-mask/imdb/accuracy\nlimit: 2\n```\n").page("a/b/page")
    assert texts(page, "thead th") == ["Model", "Accuracy"]
    assert hrefs(page, "thead a") == ["../../../models/leaderboards/fill-mask/imdb/accuracy/"]
    assert texts(page, "tbody :is(th, td)") == ["acme/low", "1", "acme/best", "95%"]
    assert hrefs(page, ".mc-list__all a") == ["../../../models/leaderboards/fill-mask/imdb/accuracy/"]
    assert texts(page, ".mc-list__all a") == ["All 3 models"]
    text = "```modelcards\nsort: fill-mask/imdb/accuracy\nauthor: acme\nlimit: 1\n```\n"
    page = build(project, text).page("a/b/page")
    assert hrefs(page, ".mc-list__all a") == ["../../../models/?author=acme&sort=fill-mask/imdb/accuracy"]
    assert texts(page, ".mc-list__all a") == ["All models with these filters"]


def test_what_cards_say_is_text(project: Project) -> None:
    html = build(project, f"{BLOCK}\n\n```modelcards\nlicense: mit\ncolumns: summary\n```\n").text("a/b/page")
    assert html.count("&lt;b&gt;Odd {{ x }} &lt;!-- modelcards/overview --&gt;</b>") == 2
    assert html.count("An &lt;i&gt;odd one.") == 2
    assert "mc-overview" not in html


SHOWN = "````markdown\n{0}\n````\n\n<!--\n{0}\n-->\n\nText.\n\n{1}\n\n- a\n\n{2}\n"


@pytest.mark.parametrize("extensions", EXTENSIONS, ids=["plain", "superfences"])
def test_blocks_that_are_shown_stay_as_they_are(project: Project, extensions: list[object]) -> None:
    text = SHOWN.format(BLOCK, *("\n".join(" " * by + line for line in BLOCK.split("\n")) for by in (4, 8)))
    site = build(project, f"# Page\n\n{text}", markdown_extensions=extensions)
    page = site.page("a/b/page")
    assert len(page.css(".mc-list")) == 0
    assert [code.text().strip() for code in page.css("pre > code")] == [BLOCK] * 3
    assert "modelcards/list" not in site.text("a/b/page")


def test_code_that_only_markdown_knows_as_such_is_restored(project: Project) -> None:
    # A line across the page that looks like the start of a list's item.
    inside = "\n".join(f"    {line}" for line in BLOCK.replace("mit", "<b>").split("\n"))
    site = build(project, f"# Page\n\n* * *\n\n{inside}\n\nText.\n")
    assert [code.text().strip() for code in site.page("a/b/page").css("pre > code")] == [BLOCK.replace("mit", "<b>")]
    assert warnings(site) == []


def test_in_a_card_a_block_is_code(project: Project) -> None:
    project.cards({"acme/tiny/README.md": f"{CARD}\n{BLOCK}\n\n<!-- modelcards/list 0 -->\n"})
    site = project.build(strict=True)
    assert len(site.page("acme/tiny").css(".mc-list")) == 0
    assert "license: mit" in texts(site.page("acme/tiny"), "[data-mc-body] pre")[0]


def test_a_mark_of_its_own_fills_nothing(project: Project) -> None:
    assert "mc-list" not in build(project, "# Page\n\n<!-- modelcards/list 0 -->\n").text("a/b/page")


@pytest.mark.parametrize("number", ["7", "1" * 5_000, "٠"], ids=["small", "large", "other-digits"])
def test_a_mark_of_no_block_stays(project: Project, number: str) -> None:
    mark = f"<!-- modelcards/list {number} -->"
    html = build(project, f"# Page\n\n{BLOCK}\n\n{mark}\n\n`{mark}`\n").text("a/b/page")
    assert html.count('class="mc-root mc-list"') == 1
    assert mark in html
    assert f"<code>{escape(mark)}</code>" in html


FRONT = "---\ntitle: Page\ntags:\n  - x\n---\n\n"


@pytest.mark.parametrize("front", ["", FRONT], ids=["plain", "front-matter"])
def test_mistakes_are_reported_with_their_place_and_a_notice(project: Project, front: str) -> None:
    text = f"{front}# Page\n\n- item\n\n    ```modelcards\n    licence: <b>\n    ```\n\nEnd.\n"
    site = build(project, text)
    line = text[: text.index("licence")].count("\n") + 1
    assert warnings(site) == [
        f"WARNING modelcards: docs/a/b/page.md:{line}:5: warning list-invalid: "
        "'licence' is no key of a list. Did you mean 'license'?"
    ]
    page = site.page("a/b/page")
    assert texts(page, ".mc-list .mc-notice") == [
        f"This list of models can't be shown Line {line}: 'licence' is no key of a list. Did you mean 'license'?"
    ]
    assert "End." in texts(page, "article > p")


def test_the_place_is_that_of_the_live_block(project: Project) -> None:
    bad = "```modelcards\nlimit: 0\n```"
    text = f"{FRONT}# Page\n\n````markdown\n{bad}\n````\n\n{bad}\n\n{bad}\n"
    places = [line.split(": ")[1] for line in warnings(build(project, text))]
    assert places == ["docs/a/b/page.md:16:8", "docs/a/b/page.md:20:8"]


class Writer(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # untyped in MkDocs
    """A plugin that writes Markdown, as one for macros does."""

    @event_priority(-50)
    def on_page_markdown(self, markdown: str, **kwargs: object) -> str:
        """Put lines in front of a page, and a block where it asks for one."""
        return "Written.\n\n" + markdown.replace("[[list]]", "```modelcards\nlimit: 0\n```")


def test_what_other_plugins_write_counts(project: Project) -> None:
    (project.root / "hooks.py").write_text(
        "from tests.integration.test_page_lists import Writer\n"
        "def on_config(config):\n    config.plugins['writer'] = Writer()\n    return config\n"
    )
    text = f"{FRONT}# Page\n\n[[list]]\n\n```modelcards\nlimit: 300\n```\n\n{BLOCK}\n"
    site = build(project, text, hooks=["hooks.py"])
    assert [line.split(": ")[1] for line in warnings(site)] == ["docs/a/b/page.md:2:8", "docs/a/b/page.md:12:8"]
    assert len(site.page("a/b/page").css(ROWS)) == 2


def test_a_strict_build_fails_on_a_bad_block(project: Project) -> None:
    with pytest.raises(Abort):
        build(project, "```modelcards\nlicense: mti\n```\n", strict=True)
    build(project, f"{BLOCK}\n\n```modelcards\nlicense: mit\nother: big\n```\n", strict=True)


def test_severities_can_be_chosen(project: Project) -> None:
    options = {"severity": {"list-invalid": "off", "list-value-unknown": "info"}}
    site = build(
        project, "```modelcards\nlimit: 0\n```\n\n```modelcards\nlicense: x\n```\n", options=options, strict=True
    )
    assert len([line for line in site.log if "info list-value-unknown" in line]) == 1
    assert len(site.page("a/b/page").css(".mc-notice")) == 1


def test_a_list_without_a_model_says_what_was_asked_for(project: Project) -> None:
    text = "```modelcards\nlicense: [mit, x<y]\nother: [big, small]\nsearch: good  ones\n```\n"
    page = build(project, text).page("a/b/page")
    assert texts(page, ".mc-empty") == [
        "No model matches this list. Licenses: MIT or x<y · Tags: big and small · Words: good ones. All models"
    ]
    assert hrefs(page, ".mc-empty a") == ["../../../models/"]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme["name"])
def test_search_does_not_index_what_is_inserted(project: Project, theme: dict[str, object]) -> None:
    text = f"# Page\n\nBefore \\(x_1\\).\n\n{BLOCK}\n\n<!-- modelcards/overview -->\n\nAfter.\n"
    site = build(project, text, theme=theme)
    entries = json.loads(site.text("search/search_index.json"))["docs"]
    [found] = [entry["text"] for entry in entries if entry["location"] == "a/b/page/#page"] or [
        entry["text"] for entry in entries if entry["location"] == "a/b/page/"
    ]
    assert "Before" in found
    assert "After" in found
    assert "classifier" not in found
    assert "Text Classification" not in found
    page = site.page("a/b/page")
    assert len(page.css(ROWS)) == 2
    assert len(page.css(".mc-overview")) == 1
    assert len(page.css(".katex")) == 1


def test_a_second_build_sees_new_cards(project: Project) -> None:
    assert len(build(project, BLOCK).page("a/b/page").css(ROWS)) == 2
    (project.root / "cards" / "acme" / "odd.md").unlink()
    project.draw({"cards/acme/more.md": "---\nlicense: mit\n---\nText.\n", "cards/acme/yet.md": CARD})
    assert hrefs(project.build().page("a/b/page"), ROWS) == [
        f"../../../acme/{name}/" for name in ("more", "tiny", "yet")
    ]


def test_a_page_without_a_catalog(project: Project) -> None:
    (project.root / "cards").mkdir()
    project.draw({"docs/index.md": "# Home\n\n```modelcards\n```\n"})
    assert texts(project.build(strict=True).page(""), ".mc-empty") == ["No model matches this list. All models"]


def test_the_place_of_a_page_outside_of_the_project(project: Project, tmp_path: Path) -> None:
    project.draw({"site/mkdocs.yml": "", "pages/index.md": "```modelcards\nlimit: 0\n```\n"})
    inner = Project(tmp_path / "site", project.caplog)
    (tmp_path / "site" / "cards").mkdir()
    site = inner.build(docs_dir="../pages")
    assert [line.split(": ")[1] for line in warnings(site)] == ["../pages/index.md:2:8"]
