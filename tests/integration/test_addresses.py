"""What happens when two things want the same place."""

from __future__ import annotations

import pytest

from tests.projects import CARD, Project, hrefs, texts


def errors(log: list[str]) -> list[str]:
    return [line.split("error ", 1)[1].split(":")[0] for line in log if line.startswith("ERROR")]


def test_ids_that_differ_only_in_case_keep_a_page_each(project: Project) -> None:
    site = project.cards({"Acme/tiny.md": CARD, "acme/Tiny.md": CARD}).build()
    assert site.has("Acme/tiny")
    assert site.has("acme/Tiny~2")
    assert errors(site.log) == ["id-collision", "organization-reserved"]
    line = next(line for line in site.log if "id-collision" in line)
    assert "cards/acme/Tiny.md:1:1" in line
    assert "cards/Acme/tiny.md" in line


def test_a_file_and_a_folder_of_the_same_id_keep_a_page_each(project: Project) -> None:
    site = project.cards({"acme/tiny.md": "First.\n", "acme/tiny/README.md": "Second.\n"}).build()
    bodies = [site.page(address).css("[data-mc-body]")[0].text().strip() for address in ("acme/tiny", "acme/tiny~2")]
    assert sorted(bodies) == ["First.", "Second."]
    assert errors(site.log) == ["id-collision"]


def test_an_organization_with_a_reserved_name_is_named_and_listed_elsewhere(project: Project) -> None:
    site = project.cards({"models/tiny.md": CARD}).build()
    assert errors(site.log) == ["organization-reserved"]
    assert site.has("models/tiny")
    assert hrefs(site.page("models/organizations"), ".mc-values a") == ["../../models/organizations/models/"]


def test_a_card_never_replaces_a_page_of_the_site(project: Project) -> None:
    project.draw({"docs/acme/tiny.md": "# Ours\n", "docs/team/index.md": "# Team\n"})
    site = project.cards({"acme/tiny.md": CARD, "team/small.md": CARD}).build()
    assert texts(site.page("acme/tiny"), "h1") == ["Ours"]
    assert texts(site.page("acme/tiny~2"), "h1") == ["Tiny classifier"]
    assert texts(site.page("team"), "h1") == ["Team"]
    assert site.has("models/organizations/team")
    assert errors(site.log) == ["address-taken", "organization-reserved"]
    assert any("docs" not in line and "'team/index.md'" in line for line in site.log)


def test_a_card_and_an_organization_of_the_same_name(project: Project) -> None:
    site = project.cards({"acme.md": CARD, "acme/tiny.md": CARD}).build()
    assert site.page("acme").css("[data-mc-body]")
    assert hrefs(site.page("models/organizations"), ".mc-values a") == ["../../models/organizations/acme/"]


def test_the_sites_own_list_of_models_is_kept(project: Project) -> None:
    project.draw({"docs/models/index.md": "# By hand\n"})
    site = project.cards({"acme/tiny.md": CARD}).build()
    assert texts(site.page("models"), "h1") == ["By hand"]
    assert errors(site.log) == ["address-taken"]


def test_the_sites_own_catalog_file_is_kept(project: Project) -> None:
    site = project.draw({"docs/catalog.json": "{}"}).cards({"acme/tiny.md": CARD}).build()
    assert site.text("catalog.json") == "{}"
    assert errors(site.log) == ["address-taken"]


@pytest.mark.parametrize("place", ["models/browse", "models/compare", "models/leaderboards", "models/tags", "models"])
def test_a_file_in_the_place_of_a_folder_is_kept(project: Project, place: str) -> None:
    site = project.draw({f"docs/{place}": "By hand.\n"}).cards({"acme/tiny.md": CARD}).build()
    assert (site.path / place).read_text() == "By hand.\n"
    assert errors(site.log) == ["address-taken"]
    assert texts(site.page("acme/tiny"), "h1") == ["Tiny classifier"]


TWO_CARDS = {"acme/tiny.md": CARD, "acme/large.md": CARD.replace("small", "large")}


def test_without_its_data_the_list_of_all_models_has_no_filters(project: Project) -> None:
    project.draw({"docs/models/browse": "By hand.\n"})
    site = project.cards(TWO_CARDS).build()
    assert "browse/index-" not in site.text("models")
    assert hrefs(site.page("models"), ".mc-models > li > a") == ["../acme/large/", "../acme/tiny/"]


def test_a_page_can_stand_where_the_data_of_filters_are(project: Project) -> None:
    project.draw({"docs/models/browse.md": "# Ours\n"})
    site = project.cards(TWO_CARDS).build(strict=True)
    assert texts(site.page("models/browse"), "h1") == ["Ours"]
    assert "browse/index-" in site.text("models")


def test_an_id_that_breaks_the_rules_is_kept_with_an_encoded_address(project: Project) -> None:
    site = project.cards({"acme/tiny,one two.md": CARD}).build()
    assert hrefs(site.page("models"), ".mc-models > li > a") == ["../acme/tiny%2Cone%20two/"]
    assert site.has("acme/tiny,one two")
    assert any("WARNING" in line and "id-invalid" in line for line in site.log)


def test_names_of_the_sites_files_are_no_folders(project: Project) -> None:
    project.draw({"docs/CNAME": "models.example.org"})
    names = ["catalog.json/x", "sitemap.xml/x", "sitemap.xml", "404.html", "search/search_index.json", "CNAME/x"]
    names.append("assets/modelcards/modelcards.css/x")
    site = project.cards({f"{name}.md": CARD for name in names}).build(site_url="https://example.org/")
    assert len(site.catalog()) == len(names)
    assert [model["url"] for model in site.catalog().values() if not site.has(str(model["url"]))] == []
    assert (site.path / "CNAME").read_text() == "models.example.org"
    assert errors(site.log).count("address-taken") == len(names)


def test_an_image_never_stands_in_the_way_of_a_page(project: Project) -> None:
    site = project.cards({"org.md": "![A picture](b.png) of it.\n", "b.png": "png", "org/b.png.md": CARD}).build()
    assert site.has("org/b.png")


def test_names_too_long_for_a_file_system_are_cut(project: Project) -> None:
    tree: dict[str, str | bytes] = {
        f"{'x' * 251}.md": CARD,
        f"{'x' * 250}/README.md": CARD,
        f"{'X' * 250}/README.md": CARD,
    }
    tree["image.md"] = f"![A name that is too long]({'a' * 300}.png)\n"
    site = project.cards(tree).build()
    assert len(site.catalog()) == 4
    assert all(site.has(str(model["url"])) for model in site.catalog().values())


def test_only_a_file_named_index_stands_for_its_folder(project: Project) -> None:
    site = project.draw({"docs/fooindex.html": "<p>x</p>"}).cards({"foo.md": CARD}).build(strict=True)
    assert site.has("foo")


def test_a_page_that_is_excluded_takes_no_address(project: Project) -> None:
    project.draw({"docs/models.md": "# Draft\n"})
    site = project.cards({"acme/tiny.md": CARD}).build(exclude_docs="models.md", strict=True)
    assert texts(site.page("models"), "h1") == ["Models"]


def test_images_of_an_organization_that_docs_would_exclude(project: Project) -> None:
    card = "---\nlicense: mit\n---\n![A plot](plot.png) of it all.\n"
    site = project.cards({"templates/tiny/README.md": card, "templates/tiny/plot.png": "png"}).build(strict=True)
    assert (site.path / "templates/tiny/plot.png").is_file()


def test_a_card_named_like_the_file_of_a_page(project: Project) -> None:
    site = project.cards({"acme/index.html.md": CARD, "acme/tiny.md": CARD}).build()
    assert site.has("acme")
    assert len(site.catalog()) == 2
