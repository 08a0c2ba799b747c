"""Lists of models in ordinary pages, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, expect

from tests.browser.cards import CARDS
from tests.browser.conftest import PALETTE
from tests.browser.test_pages import ARTICLE, SCHEMES, WCAG
from tests.projects import MATERIAL, Project

COLUMNS = "task, library, language, license, dataset, base_model, metric, tags, organization, summary, created, updated"
PAGE = f"""# Lists

```modelcards
limit: 200
```

```modelcards
limit: 200
columns: [{COLUMNS}]
```

!!! note

    ```modelcards
    limit: 2
    columns: [task, tags]
    ```

```modelcards
sort: text-classification/acme/reviews/accuracy-test
```

```modelcards
license: nobodys
```

```modelcards
licence: mit
```
"""


@pytest.fixture(
    scope="module", params=[{**MATERIAL, "palette": PALETTE}, {"name": "mkdocs"}], ids=lambda it: it["name"]
)
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]
) -> str:
    """The address of a page with lists of each kind, of cards that are hard to show."""
    project = Project(tmp_path_factory.mktemp("lists")).cards(CARDS)
    project.draw({"docs/index.md": PAGE})
    path = project.configure(theme=request.param, markdown_extensions=["admonition"])
    build(load_config(str(path)))
    return serve(project.root / "site")


def test_lists_fit_the_screen(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    page.goto(address)
    expect(page.locator(".mc-list")).to_have_count(6)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        wide = page.locator(".mc-list .mc-scroll").first
        assert wide.evaluate("box => box.scrollWidth > box.clientWidth")
    page.close()


def test_lists_are_no_barrier(chromium: Browser, address: str) -> None:
    page = chromium.new_page(reduced_motion="reduce")
    page.goto(address)
    body = page.locator("body")
    is_material = body.get_attribute("data-md-color-scheme") is not None
    for scheme in SCHEMES if is_material else ("light",):
        if is_material:
            body.evaluate("(body, scheme) => (body.dataset.mdColorScheme = scheme)", scheme)
        found = Axe().run(page, context=ARTICLE if is_material else {"include": [[".mc-list"]]}, options=WCAG)
        assert found.violations_count == 0, f"{scheme}: {found.generate_report()}"
    page.close()
