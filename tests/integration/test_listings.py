"""Lists of models, indexes of facets, and the pages of their values."""

from __future__ import annotations

from tests.projects import CARD, Project, hrefs, texts

FACETS = ("tasks", "libraries", "languages", "licenses", "tags", "base_models", "metrics", "organizations")


def card(header: str) -> str:
    return f"---\n{header}\n---\nA model of some kind.\n"


def test_there_is_an_index_for_every_facet(project: Project) -> None:
    site = project.cards({"acme/tiny/README.md": CARD}).build()
    assert [facet for facet in FACETS if not site.has(f"models/{facet}")] == []
    assert site.has("datasets")


def test_an_index_shows_values_with_counts_the_most_frequent_first(project: Project) -> None:
    site = project.cards(
        {"a/one.md": card("license: mit"), "a/two.md": card("license: mit"), "a/three.md": card("license: apache-2.0")}
    ).build()
    page = site.page("models/licenses")
    assert texts(page, ".mc-values > li") == ["MIT 2", "Apache license 2.0 apache-2.0 1"]
    assert hrefs(page, ".mc-values a") == ["../../models/licenses/mit/", "../../models/licenses/apache-2.0/"]


def test_tasks_are_grouped_by_modality(project: Project) -> None:
    site = project.cards(
        {
            "a/one.md": card("pipeline_tag: fill-mask"),
            "a/two.md": card("pipeline_tag: image-classification"),
            "a/three.md": card("pipeline_tag: my-own-task"),
        }
    ).build()
    page = site.page("models/tasks")
    assert texts(page, "h2") == ["Computer Vision", "Natural Language Processing", "Other"]
    assert hrefs(page, ".md-sidebar--secondary a.md-nav__link") == [
        "#computer-vision",
        "#natural-language-processing",
        "#other",
    ]


def test_a_list_shows_summary_task_and_license(project: Project) -> None:
    page = project.cards({"acme/tiny/README.md": CARD}).build().page("models")
    row = texts(page, ".mc-models > li")[0]
    assert row.startswith("Tiny classifier acme/tiny It sorts short reviews into good and bad. Text Classification mit")
    assert hrefs(page, ".mc-models > li > a") == ["../acme/tiny/"]


def test_facets_are_namespaces_of_their_own(project: Project) -> None:
    site = project.cards({"a/danish.md": card("language: da"), "a/tagged.md": card("tags: [da]")}).build()
    assert hrefs(site.page("models/languages/da"), ".mc-models > li > a") == ["../../../a/danish/"]
    assert hrefs(site.page("models/tags/da"), ".mc-models > li > a") == ["../../../a/tagged/"]


def test_norwegian_is_not_false(project: Project) -> None:
    site = project.cards({"a/norsk.md": card("language: no")}).build()
    assert texts(site.page("models/languages"), ".mc-values > li") == ["Norwegian no 1"]
    assert site.catalog()["a/norsk"]["languages"] == ["no"]


def test_an_organizations_models_stand_at_its_name(project: Project) -> None:
    site = project.cards({"acme/b.md": CARD, "acme/a.md": CARD, "other/c.md": CARD, "alone.md": CARD}).build()
    assert hrefs(site.page("acme"), ".mc-models > li > a") == ["../acme/a/", "../acme/b/"]
    assert site.catalog()["alone"]["organization"] is None


def test_long_lists_are_paged(project: Project) -> None:
    site = project.cards({f"acme/m{number:03}.md": card("license: mit") for number in range(25)}).build(
        {"page_size": 10}
    )
    pages = ("models", "models/-/2", "models/-/3")
    assert [len(site.page(address).css(".mc-models > li")) for address in pages] == [10, 10, 5]
    assert hrefs(site.page("models/-/2"), ".mc-pages a") == [
        "../../../models/",
        "../../../models/-/2/",
        "../../../models/-/3/",
    ]
    assert site.has("models/licenses/mit/-/3")
    assert site.has("acme/-/3")


def test_every_page_of_a_large_catalog_stays_below_300_kb(project: Project) -> None:
    summary = "A summary that is as long as a summary can be. " * 10
    header = "license: mit\npipeline_tag: text-classification\ntags: [{}]"
    cards = {
        f"acme/a-model-with-a-rather-long-name-{number:04}.md": card(
            header.format(", ".join(f"tag-{number}-{tag}" for tag in range(5)))
        ).replace("A model of some kind.", summary)
        for number in range(300)
    }
    site = project.cards(cards).build({"page_size": 200}, plugins=[])
    sizes = {name: len(content) for name, content in site.files().items() if name.endswith(".html")}
    assert max(sizes.values()) <= 300_000
    assert site.has("models/tags/-/3")


def test_all_cards_are_reachable_by_links(project: Project) -> None:
    site = project.cards({f"acme/m{number}.md": CARD for number in range(7)}).build({"page_size": 3})
    seen: set[str] = set()
    todo = ["models/"]
    while todo:
        address = todo.pop()
        if address in seen or not site.has(address):
            continue
        seen.add(address)
        depth = address.count("/")
        links = hrefs(site.page(address), "article a[href]")
        todo += [link.removeprefix("../" * depth) for link in links if link.startswith("../" * depth)]
    assert {f"acme/m{number}/" for number in range(7)} <= seen


def test_values_that_are_no_names_get_safe_addresses_of_their_own(project: Project) -> None:
    values = ["NLP", "nlp", "c++", "..", "../../etc", "a b", "中文", "index.html", "x" * 200, "-", "<b>"]
    lines = "\n".join(f"- {value!r}" for value in values)
    site = project.cards({"acme/tiny.md": f"---\ntags:\n{lines}\n---\nText.\n"}).build()
    page = site.page("models/tags")
    links = hrefs(page, ".mc-values a")
    assert len({link.lower() for link in links}) == len(values)
    assert sorted(texts(page, ".mc-values a")) == sorted(values)
    assert all(link.startswith("../../models/tags/") and ".." not in link[6:] for link in links)


def test_an_empty_folder_gives_pages_that_say_so(project: Project) -> None:
    site = project.cards({}).build(strict=True)
    assert "no model here yet" in site.page("models").css("article")[0].text()
    assert "No card names one" in site.page("models/licenses").css("article")[0].text()
    assert site.catalog() == {}


def test_the_overview_shows_what_is_there_by_task(project: Project) -> None:
    project.cards({"acme/tiny/README.md": CARD, "acme/untold.md": "Text of a card.\n"})
    project.draw({"docs/index.md": "# Our models\n\n<!--modelcards/overview-->\n\nBye.\n"})
    page = project.build().page("")
    assert texts(page, ".mc-overview h2") == ["Natural Language Processing"]
    assert hrefs(page, ".mc-overview__groups a") == ["models/tasks/text-classification/"]
    assert "1 model says no task" in page.css(".mc-overview__rest")[0].text()


def test_the_list_of_a_base_model_leads_to_its_card(project: Project) -> None:
    site = project.cards(
        {
            "a/base.md": card("license: mit"),
            "a/fine.md": card("base_model: a/base"),
            "a/other.md": card("base_model: b/x"),
        }
    ).build()
    assert hrefs(site.page("models/base_models/a/base"), ".mc-base a") == ["../../../../a/base/"]
    assert hrefs(site.page("models/base_models/b/x"), ".mc-base a") == ["https://huggingface.co/b/x"]


def test_a_site_without_a_home_page_gets_one(project: Project) -> None:
    site = project.draw({"docs/about.md": "# About\n"}).cards({"acme/tiny/README.md": CARD}).build()
    assert texts(site.page(""), "h1") == ["Model catalog"]


def test_the_overview_finds_its_way_from_a_deeper_page(project: Project) -> None:
    project.cards({"acme/tiny/README.md": CARD}).draw({"docs/a/b.md": "# B\n\n<!-- modelcards/overview -->\n"})
    for directory_urls, path, link in ((True, "a/b", "../../"), (False, "a/b.html", "../")):
        site = project.build(use_directory_urls=directory_urls)
        suffix = "" if directory_urls else "index.html"
        assert hrefs(site.page(path), ".mc-overview__groups a") == [f"{link}models/tasks/text-classification/{suffix}"]
