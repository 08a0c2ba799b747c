"""Pages of models: what they show, and where."""

from __future__ import annotations

import pytest

from tests.projects import CARD, Project, hrefs, texts


def test_each_layout_of_a_card_gets_a_page_at_its_id(project: Project) -> None:
    site = project.cards({"acme/tiny/README.md": CARD, "acme/other.md": CARD, "alone.md": CARD}).build()
    assert [address for address in ("acme/tiny", "acme/other", "alone") if site.has(address)] == [
        "acme/tiny",
        "acme/other",
        "alone",
    ]
    assert list(site.catalog()) == ["acme/other", "acme/tiny", "alone"]


def test_the_body_stands_in_exactly_one_marked_element(project: Project) -> None:
    page = project.cards({"acme/tiny/README.md": CARD}).build().page("acme/tiny")
    bodies = page.css("[data-mc-body]")
    assert len(bodies) == 1
    assert "It sorts short reviews" in bodies[0].text()
    assert "license: mit" not in bodies[0].text()


def test_a_stray_end_tag_does_not_end_the_body(project: Project) -> None:
    page = (
        project.cards({"acme/tiny/README.md": "# T\n\n</div></div></article>\n\nafter it\n"}).build().page("acme/tiny")
    )
    assert "after it" in page.css("[data-mc-body]")[0].text()


def test_a_title_in_the_text_is_the_pages_only_title(project: Project) -> None:
    page = project.cards({"acme/tiny/README.md": CARD}).build().page("acme/tiny")
    assert texts(page, "h1") == ["Tiny classifier"]
    assert texts(page, "title") == ["Tiny classifier - Models"]


@pytest.mark.parametrize(
    ("body", "titles"),
    [
        ("---\nmodel_name: Named\n---\n# Other\n", ["Named", "Other"]),
        ("---\nmodel_name: Named\n---\n# named\n", ["named"]),
        ("---\nlicense: mit\n---\n# Model Card\n", ["acme/tiny", "Model Card"]),
        ("Just text about it.\n", ["acme/tiny"]),
    ],
    ids=["name and other heading", "name and same heading", "generic heading", "no heading"],
)
def test_titles(project: Project, body: str, titles: list[str]) -> None:
    page = project.cards({"acme/tiny/README.md": body}).build().page("acme/tiny")
    assert texts(page, "h1") == titles


def test_chips_link_to_the_pages_of_their_values(project: Project) -> None:
    site = project.cards({"acme/tiny/README.md": CARD}).build()
    links = hrefs(site.page("acme/tiny"), ".mc-header dl dd > a")
    assert links == [
        "../../models/tasks/text-classification/",
        "../../models/licenses/mit/",
        "../../datasets/acme/reviews/",
        "../../models/languages/en/",
        "../../models/tags/small/",
    ]
    assert all(site.has(link.removeprefix("../../")) for link in links)
    assert texts(site.page("acme/tiny"), ".mc-header dl dd > a") == [
        "Text Classification",
        "MIT",
        "acme/reviews",
        "English",
        "small",
    ]


def test_the_sidebar_shows_the_contents_without_the_title(project: Project) -> None:
    page = project.cards({"acme/tiny/README.md": CARD}).build().page("acme/tiny")
    assert hrefs(page, ".md-sidebar--secondary a.md-nav__link") == ["#training-data"]


def test_sections_of_the_first_level_all_reach_the_sidebar(project: Project) -> None:
    body = "# Tiny\n\n## One\n\n# Uses\n\n## Direct Use\n\n# Limits\n"
    page = project.cards({"acme/tiny/README.md": body}).build().page("acme/tiny")
    links = hrefs(page, ".md-sidebar--secondary a.md-nav__link")
    assert links == ["#one", "#uses", "#direct-use", "#limits"]


def test_many_values_fold_away_without_getting_lost(project: Project) -> None:
    tags = [f"tag-{number:02}" for number in range(30)]
    page = project.cards({"acme/tiny/README.md": f"---\ntags: {tags}\n---\nText.\n"}).build().page("acme/tiny")
    assert texts(page, ".mc-header dl a") == tags
    assert texts(page, ".mc-header dl details a") == tags[8:]


def test_metadata_is_escaped_wherever_it_lands(project: Project) -> None:
    attack = "</title><img src=x onerror=alert(1)>"
    header = (
        f"---\nmodel_name: '{attack}'\ndescription: '\"{attack}'\ntags: ['{attack}']\nlicense: '{attack}'\n"
        f"language: ['{attack}']\ndatasets: ['{attack}']\nlibrary_name: '{attack}'\npipeline_tag: '{attack}'\n"
        f"base_model: ['{attack}']\nnew_version: '{attack}'\nextra_gated_prompt: '{attack}'\n---\nText of it.\n"
    )
    site = project.cards({"acme/tiny/README.md": header}).build()
    for name, content in site.files().items():
        if name.endswith(".html"):
            assert b"<img src=x" not in content, name


def test_scripts_of_a_card_do_not_reach_its_page(project: Project) -> None:
    body = "# T\n\n<script>alert(1)</script>\n\n<p onclick='alert(2)'>kept</p>\n\n[link](javascript:alert(3))\n"
    page = project.cards({"acme/tiny/README.md": body}).build().page("acme/tiny")
    html = page.css("[data-mc-body]")[0].html or ""
    assert "alert" not in html
    assert "kept" in html


def test_no_text_of_a_card_is_offered_to_other_plugins_as_markdown(project: Project) -> None:
    hook = (
        "def on_page_markdown(markdown, page, **kwargs):\n"
        "    assert 'classifier' not in markdown, markdown\n"
        "    return markdown\n"
    )
    project.draw({"hook.py": hook}).cards({"acme/tiny/README.md": CARD}).build(hooks=["hook.py"])


def test_images_beside_a_card_are_published_with_its_page(project: Project) -> None:
    body = "# T\n\n![plot](plots/a%20b.png) ![icon](icon.svg) ![out](../secret.png) ![gone](gone.png) [p](paper.pdf)\n"
    site = project.cards(
        {
            "acme/tiny/README.md": body,
            "acme/tiny/plots/a b.png": b"plot",
            "acme/tiny/icon.svg": b"<svg/>",
            "acme/tiny/paper.pdf": b"%PDF",
            "acme/secret.png": b"secret",
            "acme/file.md": "![plot](plot.png)\n",
            "acme/plot.png": b"other plot",
        }
    ).build()
    assert (site.path / "acme/tiny/plots/a b.png").read_bytes() == b"plot"
    assert (site.path / "acme/tiny/paper.pdf").read_bytes() == b"%PDF"
    assert (site.path / "acme/file/plot.png").read_bytes() == b"other plot"
    assert not [name for name in site.files() if "icon.svg" in name or "secret" in name]


def test_links_publish_nothing_that_is_hidden_or_excluded(project: Project) -> None:
    body = "![a](git.png) ![b](draft.png) ![c](weights.png) ![d](.hidden/x.png) ![e](fine.png) of it all.\n"
    project.cards(
        {
            ".git/config.png": "token",
            "drafts/d.png": "draft",
            "weights.bin": "weights",
            "acme/tiny/README.md": body,
            "acme/tiny/.hidden/x.png": "hidden",
            "shared/fine.png": "fine",
        }
    )
    targets = {"git": ".git/config.png", "draft": "drafts/d.png", "weights": "weights.bin", "fine": "shared/fine.png"}
    for name, target in targets.items():
        (project.root / f"cards/acme/tiny/{name}.png").symlink_to(project.root / "cards" / target)
    site = project.build({"exclude": ["drafts/"]})
    assert [name for name in site.files() if name.startswith("acme/tiny/")] == [
        "acme/tiny/fine.png",
        "acme/tiny/index.html",
    ]


def test_a_newer_version_is_linked_from_the_old_card(project: Project) -> None:
    site = project.cards(
        {
            "acme/v1.md": "---\nnew_version: acme/v2\n---\nOld one.\n",
            "acme/v2.md": "---\nnew_version: acme/v3\n---\nOlder one.\n",
            "acme/v3.md": "---\nlicense: mit\n---\nNew one.\n",
        }
    ).build()
    assert hrefs(site.page("acme/v1"), ".mc-notice a") == ["../../acme/v3/"]
    assert hrefs(site.page("acme/v3"), ".mc-notice a") == []


def test_a_card_gone_wrong_breaks_no_other(project: Project) -> None:
    site = project.cards(
        {
            "acme/yaml.md": "---\nlicense: [mit\n---\n# Broken header\n\nStill here.\n",
            "acme/bytes.md": b"---\nlicense: mit\n---\n\xff\xfe bytes\n",
            "acme/empty.md": "",
            "acme/parser.md": '<![><img src="]><img\n\nafter\n',
            "acme/good.md": CARD,
        }
    ).build()
    assert len(site.catalog()) == 5
    assert "Still here." in site.page("acme/yaml").css("[data-mc-body]")[0].text()
    assert "\N{REPLACEMENT CHARACTER}" in site.page("acme/bytes").css("[data-mc-body]")[0].text()
    assert "after" in site.page("acme/parser").css("[data-mc-body]")[0].text()
    codes = {line.split()[4].rstrip(":") for line in site.log if " modelcards: cards/" in line}
    assert codes == {"header-invalid", "file-encoding", "file-empty", "header-missing"}


OWN_LICENSE = "---\nlicense: other\nlicense_name: acme-1\nlicense_link: {}\n---\nText.\n"


def test_a_license_beside_the_card_is_published_and_linked(project: Project) -> None:
    site = project.cards(
        {"acme/tiny/README.md": OWN_LICENSE.format("LICENSE.md"), "acme/tiny/LICENSE.md": "Be kind.\n"}
    ).build(strict=True)
    assert hrefs(site.page("acme/tiny"), ".mc-i-license + dd > span a") == ["../../acme/tiny/LICENSE.md"]
    assert site.text("acme/tiny/LICENSE.md") == "Be kind.\n"


@pytest.mark.parametrize("name", ["LICENSE.html", "license.svg", "notes.md"])
def test_only_files_named_like_licenses_are_published_as_licenses(project: Project, name: str) -> None:
    site = project.cards({"acme/tiny/README.md": OWN_LICENSE.format(name), f"acme/tiny/{name}": "<script>"}).build()
    assert not (site.path / "acme/tiny" / name).exists()
    assert hrefs(site.page("acme/tiny"), ".mc-i-license + dd > span a") == []
    assert [line for line in site.log if "link-not-published" in line]


def test_a_license_that_is_not_there_is_reported_and_not_linked(project: Project) -> None:
    site = project.cards({"acme/tiny/README.md": OWN_LICENSE.format("LICENSE")}).build()
    assert [line for line in site.log if "acme/tiny/README.md:4:1: warning link-dead" in line]
    assert "acme-1" in texts(site.page("acme/tiny"), ".mc-i-license + dd")[0]
    assert hrefs(site.page("acme/tiny"), ".mc-i-license + dd > span a") == []
