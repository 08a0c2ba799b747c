"""Pages that are filled into frames are those that the theme's template renders."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_modelcards import mkdocs_frames
from mkdocs_modelcards.frames.compact import compact_around
from tests.projects import CARD, MATERIAL, Project, Site

ORDINARY = '---\nlicense: mit\n---\n# {name} & "co"\n\n{summary}\n\n{headings}\n'
HEADINGS = (
    "## One\n\n### Two\n\n### Two\n\n## Three\n",
    "## One\n\n## Two & 'three'\n\n### Four\n\n#### Five\n\n## Six\n",
    "",
    "### One\n\n## Two\n",
    "## One\n\n## Two\n\n## Three\n\n## Four\n\n### Five\n\n### Six\n\n### Seven\n",
    "# Again\n\n## One\n",
)
CARDS = {
    f"{organization}/m{number}.md": ORDINARY.format(
        name=f"Model {number}", summary="It sorts reviews." if number % 3 else "", headings=HEADINGS[number % 6]
    )
    for organization in ("acme", "models-and-more", "assets")
    for number in range(24)
} | {"acme/tiny.md": CARD, "lone.md": CARD, "aaa/deep.md": ORDINARY.format(name="A", summary="B", headings="### C\n")}
PAGES = 80
"""Less than there are cards and organizations, so some are filled without being rendered."""
FALLS_BACK = "are rendered one by one"


class Builds:
    """One project, built with frames and without."""

    def __init__(self, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        self.project = project
        self.patch = monkeypatch
        self.rendered = 0

    def with_frames(self, **settings: object) -> Site:
        """Build, and count the pages that are rendered."""
        self.rendered = 0

        def counting(html: str, content: str) -> str:
            self.rendered += not content.startswith("qjxwk")
            return compact_around(html, content)

        with self.patch.context() as patch:
            patch.setattr(mkdocs_frames, "compact_around", counting)
            return self.project.build({"cache": False}, **settings)  # type: ignore[arg-type]  # options of MkDocs

    def without_frames(self, **settings: object) -> Site:
        """Build with each page rendered."""
        with self.patch.context() as patch:
            patch.setattr(mkdocs_frames.PageFrames, "_values", lambda *arguments: None)
            return self.project.build({"cache": False}, **settings)  # type: ignore[arg-type]  # options of MkDocs

    def same(self, **settings: object) -> str:
        """Build in both ways, compare all files, and return what was said about frames."""
        plain = self.without_frames(**settings)
        expected = {name: data for name, data in plain.files().items() if name.endswith(".html")}
        framed = self.with_frames(**settings)
        pages = {name: data for name, data in framed.files().items() if name.endswith(".html")}
        assert [name for name in expected if pages[name] != expected[name]] == []
        assert len(pages) == len(expected)
        return " ".join(line for line in framed.log if "template '" in line or "can't be compared" in line)


@pytest.fixture
def builds(project: Project, monkeypatch: pytest.MonkeyPatch) -> Builds:
    # Themes write the moment of the build into the home page.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    project.cards(CARDS)
    return Builds(project, monkeypatch)


def own_theme(
    project: Project, head: str = "", body: str = "", around: str = "{{ page.content }}"
) -> dict[str, object]:
    """A small theme, which builds fast."""
    main = f"<!doctype html>\n<head>\n  {head}\n</head>\n<body>\n  {body}\n  <main>\n  {around}\n  </main>\n</body>\n"
    project.draw({"theme/main.html": main})
    return {"theme": {"name": None, "custom_dir": "theme"}, "plugins": []}


@pytest.mark.parametrize(
    "settings",
    [
        {"theme": MATERIAL},
        {"theme": {**MATERIAL, "features": ["toc.integrate", "navigation.tabs", "navigation.path", "navigation.top"]}},
        {
            "theme": {
                **MATERIAL,
                "features": ["navigation.instant", "content.code.copy", "navigation.indexes", "navigation.sections"],
                "palette": [{"scheme": "default"}, {"scheme": "slate"}],
            },
            "site_url": "https://example.org/models/",
            "repo_url": "https://example.org/code",
            "use_directory_urls": False,
            "nav": [{"Home": "index.md"}, {"Ours": ["acme/index.md", {"Tiny": "acme/tiny/index.md"}]}],
            "extra_css": ["assets/own.css"],
            "extra": {"homepage": "acme/"},
        },
        {"theme": {"name": "mkdocs"}},
        {"theme": {"name": "mkdocs", "navigation_depth": 4}, "site_url": "https://example.org/"},
        {"theme": {"name": "readthedocs"}, "site_url": "https://example.org/"},
    ],
)
def test_themes(builds: Builds, settings: dict[str, object]) -> None:
    assert builds.same(**settings) == ""
    assert builds.rendered < PAGES


LIST = (
    "{% for item in page.toc recursive %}<li><a href='{{ item.url }}'>{{ item.title }}</a>"
    "{% if item.children %}<ul>{{ loop(item.children) }}</ul>{% endif %}</li>\n  {% endfor %}"
)


@pytest.mark.parametrize(
    "body",
    [
        LIST,
        LIST.replace("<li>", "<li data-level='{{ item.level }}'>"),
        LIST.replace("<li>", "{% if item.level < 3 %}<li>").replace("</li>", "</li>{% endif %}"),
        "{{ page.content | striptags }}",
        "{% if '<h1' not in page.content %}<h1>{{ page.title }}</h1>{% endif %}",
        "{{ page.toc | map(attribute='title') | list | first }}",
        "{{ page.file.src_uri }} {{ page.file.src_path | tojson }} {{ page.url }} {{ base_url | tojson }}",
        "{{ page.title }} {{ page.title | striptags }} {{ page.title | e }} {{ page.title | tojson }}",
        "{{ page.title }}\n {{ page.title }}{{ [page.title, '?'] | join }}",
        "{{ page.title ~ '!' }} {{ '%s' | format(page.title) }} {{ page.title | d('none', true) }}",
        "{{ page.meta.description }} {{ page.meta['description'] | e }}",
        "{{ 'acme/m1/' | url }} {{ 'models/tasks/' | url }} {{ 'lone/' | url }} {{ '.' | url }} {{ '../x' | url }}",
        "{% for item in nav.items %}{{ item.url | url }} {{ item == page }}{{ item.active }}{% endfor %}",
        "{% if page.meta.tags %}tags{% endif %}{% if page.parent %}up{% endif %}{{ page.ancestors }}",
        "{{ page.canonical_url }} {{ page.abs_url }} {{ page.edit_url }} {{ page.is_homepage }} {{ page.is_index }}",
        "<input\n  value='a\n\n  b'\n  disabled> a\n\n\n  b <b>{{ page.title }}</b>\n  <i>c</i>",
        "<!-- a\n\n  b --> <pre>a\n\n  b</pre> <script>let a = `\n\n  `;</script>",
        "<pre>\n\n  not closed",
        "{% if page.typeset %}{{ page.typeset.title }}{% endif %}",
    ],
)
def test_what_can_be_learned(builds: Builds, body: str) -> None:
    assert builds.same(**own_theme(builds.project, body=body)) == ""
    assert builds.rendered < PAGES


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("{{ page.title | upper }}", "the page in the filter 'upper'"),
        ("{{ page.title | length }}", "the page in the filter 'length'"),
        ("{{ page.title | striptags | upper }}", "the page in the filter 'upper'"),
        ("{{ page.title | replace('_', ' ') }}", "it works with the page in the filter 'replace'"),
        ("{{ page.title | striptags | replace('_', ' ') }}", "it works with the page in the filter 'replace'"),
        ("{{ (page.title | striptags).replace('_', ' ') }}", "it works with the page in a function"),
        ("{{ '{}'.format(page.title) }}", "it works with the page in a function"),
        ("{{ page.title is lower }}", "it works with the page in the test 'lower'"),
        ("{% if page.title == 'Tiny classifier' %}x{% endif %}", "it works with page.title"),
        ("{% if page.title in ('Tiny classifier', 'y') %}x{% endif %}", "it works with page.title"),
        ("{% if 'acme' in page.url %}x{% endif %}", "it works with page.url"),
        ("{% if page.url.startswith('acme') %}x{% endif %}", "the page in a function"),
        ("{{ {'acme/tiny/': 'x'}[page.url] }}", "it works with page.url"),
        ("{{ page.url.split('/')[0] }}", "the page in a function"),
        ("{{ (page.title ~ '!').upper() }}", "the page in a function"),
        ("{% filter upper %}{{ page.title }}{% endfilter %}", "the page in the filter 'upper'"),
        ("{{ page.title[0] }}", "it works with page.title"),
        ("{{ page.meta.description | truncate(9) }}", "the page in the filter 'truncate'"),
        ("{% if '<table' in page.content %}x{% endif %}", "it works with page.content"),
        ("{{ page.content }}", "it does not write the content once"),
        ("{{ page.update_date }}", "it works with page.update_date"),
        ("{{ page.file.name }}", "it works with page.file.name"),
        ("{{ page.toc | length }}", "the page in the filter 'length'"),
        ("{{ page.toc.items | length }}", "it works with page.toc"),
        (LIST.replace("<li>", "<li>{{ loop.index }}"), "it writes entries of the table of contents in different ways"),
        (LIST.replace("<li>", "<li>{{ loop.cycle('odd', 'even') }}"), "in different ways"),
        (LIST.replace("<li>", "<li{% if loop.last %} class='last'{% endif %}>"), "in different ways"),
        (LIST.replace("<li>", "<li>{{ loop.length }}"), "it works with page.toc"),
        (LIST + LIST, "table of contents"),
    ],
)
def test_what_can_not_be_learned(builds: Builds, body: str, reason: str) -> None:
    said = builds.same(**own_theme(builds.project, body=body))
    assert FALLS_BACK in said
    assert said.count(FALLS_BACK) == 1
    assert reason in said


CALLS = """\
from jinja2 import pass_context

@pass_context
def of_context(context, *rest): return {"acme/m7/": "seven"}.get(str(context["page"].url), "")

def of_page(page): return {"acme/m7/": "seven"}.get(str(page.url), "")

def on_env(env, **_):
    env.globals.update(of_context=of_context, of_page=of_page)
    env.filters.update(of_context=of_context, of_page=of_page)
    env.tests.update(of_page=of_page)
"""


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("{{ of_context() }}", "a function"),
        ("{{ of_page(page) }}", "a function"),
        ("{{ 'x' | of_context }}", "the filter 'of_context'"),
        ("{{ page | of_page }}", "the filter 'of_page'"),
        ("{{ page is of_page }}", "the test 'of_page'"),
    ],
)
def test_functions_of_plugins(builds: Builds, body: str, reason: str) -> None:
    builds.project.draw({"hooks.py": CALLS})
    assert f"it works with the page in {reason}" in builds.same(
        **own_theme(builds.project, body=body), hooks=["hooks.py"]
    )


@pytest.mark.parametrize("body", ["{{ range(1000000) | random }}", "{{ build_date_utc }}"])
def test_what_is_never_the_same(builds: Builds, body: str) -> None:
    site = builds.with_frames(**own_theme(builds.project, body=body))
    assert any(FALLS_BACK in line for line in site.log)


HOOKS = {
    "title": "def on_page_content(html, page, **_):\n    if 'm7' in page.url: page.title = 'A <b>new</b>\\n  title'",
    "meta": "def on_page_markdown(markdown, page, **_):\n    if 'm7' in page.url: page.meta['tags'] = ['a', page.url]",
    "content": "def on_page_content(html, page, **_):\n    if 'm7' in page.url: return html.replace('h1', 'h2')",
    "no content": "def on_page_content(html, page, **_):\n    if 'm7' in page.url: return ''",
    "context": (
        "class Shown:\n    def __init__(self, text): self.text = text\n    def __str__(self): return self.text\n"
        "def on_page_context(context, page, **_):\n    if 'm7' in page.url: context['extra'] = Shown(page.url)"
    ),
    "context value": "def on_page_context(context, page, **_):\n    context['extra'] = [1, page.url == 'acme/m7/']",
    "settings": "def on_page_context(context, page, config, **_):\n    config.extra['n'] = 'm7' in page.url",
    "theme": "def on_page_context(context, page, config, **_):\n    config.theme['n'] = ['m7' in page.url]",
    "environment": (
        "def on_env(env, **_):\n    global kept\n    kept = env\n"
        "def on_page_context(context, page, **_):\n    kept.globals['n'] = 'm7' in page.url"
    ),
    "attribute": "def on_page_content(html, page, **_):\n    if 'm7' in page.url: page.typeset = 'attribute'",
    "entry": (
        "def on_page_context(context, page, **_):\n    for item in page.toc:\n"
        "        if 'm7' in page.url and item.children: item.children[0].typeset = 'typeset'"
    ),
    "contents": "def on_page_content(html, page, **_):\n    if 'm7' in page.url: page.toc = type(page.toc)([])",
    "output": "def on_post_page(output, page, **_):\n    return output.replace('</body>', page.url + '</body>')",
    "neighbor": "def on_page_context(context, page, nav, **_):\n    if '7' in page.url: page.next_page = nav.pages[0]",
}


@pytest.mark.parametrize("hook", HOOKS)
def test_plugins_that_change_some_pages(builds: Builds, hook: str) -> None:
    body = (
        "{{ page.title }}{{ page.meta.tags }}{{ extra }}{{ config.extra.n }}{{ config.theme.n }}{{ n }}"
        "{{ page.typeset }}"
        "{% if '<h1' in page.content %}heading{% endif %}"
        "{{ page.next_page.title }}{% for item in page.toc %}{{ item.title }}"
        "{% for below in item.children %}{{ below.title }}{{ below.typeset }}{% endfor %}{% endfor %}"
    )
    builds.project.draw({"hooks.py": HOOKS[hook] + "\n"})
    assert builds.same(**own_theme(builds.project, body=body), hooks=["hooks.py"]) == ""


def test_the_only_page_of_a_navigation(builds: Builds) -> None:
    body = "{% for item in nav.items %}{{ item == page }} {{ item.active }}{% endfor %}"
    assert builds.same(**own_theme(builds.project, body=body), nav=[{"Seven": "acme/m7/index.md"}]) == ""


def test_that_time_passes_is_no_difference(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    builds.with_frames(**own_theme(builds.project))
    assert builds.rendered < PAGES


def test_templates_that_plugins_render_themselves(builds: Builds) -> None:
    hook = (
        "def on_env(env, **_):\n    global kept\n    kept = env\n"
        "def on_post_page(output, page, **_):\n"
        "    kept.get_template('main.html').render(page=page)\n"
        "    return output + kept.get_template('own.html').render(page=page)"
    )
    builds.project.draw({"hooks.py": hook, "theme/own.html": "<i>\n\n\n</i>{{ page.content }}"})
    site = builds.with_frames(**own_theme(builds.project), hooks=["hooks.py"])
    assert "<i>\n\n\n</i>" in site.text("acme/m7/")


def test_a_template_of_a_page_s_own(builds: Builds) -> None:
    hook = "def on_page_markdown(markdown, page, **_):\n    if 'm7' in page.url: page.meta['template'] = 'other.html'\n"
    builds.project.draw({"hooks.py": hook, "theme/other.html": "<p>{{ page.title }}</p>\n\n {{ page.content }}"})
    assert builds.same(**own_theme(builds.project), hooks=["hooks.py"]) == ""


def test_a_difference_that_shows_late(builds: Builds) -> None:
    hook = (
        "seen = []\n"
        "def on_env(env, **_):\n    env.filters['late'] = lambda text: text if len(seen) < 7 else 'late'\n"
        "def on_page_context(context, page, **_):\n    if 'same' in page.url: seen.append(page)\n"
    )
    builds.project.draw({"hooks.py": hook}).cards({f"same/m{number}.md": CARD for number in range(20)})
    site = builds.with_frames(**own_theme(builds.project, body="{{ config.site_name | late }}"), hooks=["hooks.py"])
    assert any(line.startswith("WARNING") and "nothing that it is given tells them apart" in line for line in site.log)


def test_values_that_look_like_marks(builds: Builds) -> None:
    name = "qjxwky0z qjxwky1z&amp;lt;<i>y</i>  z"
    builds.project.cards(
        {
            f"marks/m{number}.md": ORDINARY.format(name=name, summary=name, headings=f"## {name}\n")
            for number in range(9)
        }
    )
    assert builds.same(**own_theme(builds.project, body=LIST + "{{ page.meta.description }}")) == ""


def test_white_space_is_folded(builds: Builds) -> None:
    site = builds.with_frames(theme=MATERIAL)
    page = site.text("acme/tiny/")
    before = page[: page.index('<div class="mc-root')]
    assert "\n\n" not in before
    assert "\n " not in before
    assert Path(site.path / "index.html").read_text().count("\n\n") > 10


ODD = """\
class Odd:
    def __eq__(self, other):
        raise ValueError("compared")
    def __reduce__(self):
        raise TypeError("copied")
def on_config(config):
    config.extra["odd"] = Odd()
"""
STATE = """\
state = {}
def on_env(env, **kwargs):
    env.globals["state"] = state
def on_page_context(context, page, **kwargs):
    state["banner"] = page.title if page.title.startswith("Model 1") else ""
"""


@pytest.mark.parametrize("hook", [ODD, STATE])
def test_settings_and_globals_that_may_change_unseen(builds: Builds, hook: str) -> None:
    builds.project.draw({"hooks.py": hook})
    body = "{{ state.banner if state }}"
    said = builds.same(**own_theme(builds.project, body=body), hooks=["hooks.py"])
    assert said.count("hold a value that can't be compared") == (1 if hook is ODD else 0)


def test_what_a_plugin_adds_before_pages_are_written_stays(builds: Builds) -> None:
    hook = """\
def on_env(env, config, files):
    for file in files:
        if file.page and file.page.content and file.page.title != "Models":
            file.page.content += "<p>Added</p>"
"""
    builds.project.draw({"hooks.py": hook})
    for plugins in ([], ["search"]):
        settings = {**own_theme(builds.project), "plugins": plugins, "hooks": ["hooks.py"]}
        pages = builds.with_frames(**settings).files()
        bare = [name for name, data in pages.items() if name.endswith(".html") and b"<p>Added</p>" not in data]
        assert bare == ["models/index.html"]


def test_a_plugin_may_empty_the_contents(builds: Builds) -> None:
    hook = """\
from mkdocs.structure.toc import TableOfContents
def on_page_content(html, page, **kwargs):
    page.toc = TableOfContents([])
"""
    builds.project.draw({"hooks.py": hook})
    site = builds.with_frames(
        **own_theme(builds.project, body="{% for item in page.toc %}!!{% endfor %}"), hooks=["hooks.py"]
    )
    assert [name for name, data in site.files().items() if name.endswith(".html") and b"!!" in data] == []
