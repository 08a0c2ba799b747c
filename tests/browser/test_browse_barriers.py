"""No state of the list of all models keeps anyone out, in a theme with both palettes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page, expect

from tests.browser.cards import CARDS, LONG
from tests.browser.conftest import PALETTE
from tests.browser.test_pages import ARTICLE, SCHEMES, WCAG
from tests.projects import MATERIAL, Project


def unfold(page: Page) -> None:
    """Unfold all facets."""
    page.evaluate("document.querySelectorAll('.mc-filters details').forEach(details => { details.open = true })")


def unfold_tags(page: Page) -> None:
    """Show all tags."""
    page.locator("[data-parameter=other] summary").click()
    page.locator("[data-parameter=other]").get_by_role("button", name="Show all").click()


def share(page: Page) -> None:
    """Show the ways to share."""
    page.locator(".mc-share summary").click()


def filters(page: Page) -> None:
    """Open the dialog."""
    page.get_by_role("button", name="Filters").click()
    expect(page.get_by_role("dialog", name="Filters")).to_be_visible()
    unfold(page)


def excerpts(page: Page) -> None:
    """Wait for the passages that were found."""
    expect(page.locator(".mc-models mark").first).to_be_visible()


def nothing(page: Page) -> None:
    """Leave the page as it is."""


STATES: dict[str, tuple[str, Callable[[Page], None], int]] = {
    "all models": ("", nothing, 1440),
    "facets": ("", unfold, 1440),
    "all tags": ("", unfold_tags, 1440),
    "chips": ("?license=apache-2.0&language=en&language=de", share, 1440),
    "any or all": ("?other=small&other=reviews&any=other", unfold, 1440),
    "search": ("?search=review&language=en", nothing, 1440),
    "excerpts": ("?search=audited", excerpts, 1440),
    "results": ("?sort=text-classification/acme/reviews/accuracy-test", nothing, 1440),
    "no match": (f"?license=apache-2.0&language=ar&search=nothing&author={LONG}", nothing, 1440),
    "phone": ("?license=apache-2.0", nothing, 390),
    "dialog": ("?other=small&other=reviews", filters, 390),
    "phone, no match": (f"?license=apache-2.0&language=ar&author={LONG}", nothing, 390),
}


@pytest.mark.parametrize("state", STATES)
def test_no_barrier_in_any_state(chromium: Browser, site: str, state: str) -> None:
    address, prepare, width = STATES[state]
    page = chromium.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.goto(f"{site}models/{address}")
    expect(page.locator(".mc-filters input").first).to_be_attached()
    prepare(page)
    # What lies below a theme's header, in part, would count as too small.
    page.evaluate("scrollTo(0, 0)")
    for scheme in SCHEMES:
        page.locator("body").evaluate("(body, scheme) => (body.dataset.mdColorScheme = scheme)", scheme)
        found = Axe().run(page, context=ARTICLE, options=WCAG)
        assert found.violations_count == 0, f"{scheme}: {found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_at_twice_the_size_everything_is_there(chromium: Browser, site: str) -> None:
    # A window of 1280 by 800 pixels at 200 % has room for half as many.
    page = chromium.new_page(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    page.goto(f"{site}models/?license=apache-2.0")
    page.get_by_role("button", name="Filters (1)").click()
    done = page.get_by_role("dialog").get_by_role("button", name="Show 1 model")
    expect(done).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    found = Axe().run(page, context=ARTICLE, options=WCAG)
    assert found.violations_count == 0, found.generate_report()
    page.close()


def test_with_forced_colors_what_is_chosen_can_be_told(chromium: Browser, site: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, forced_colors="active")
    page.goto(f"{site}models/?license=apache-2.0")
    box = page.locator("[data-parameter=license]").get_by_role("checkbox", checked=True)
    expect(box).to_be_visible()
    # Drawn by the browser, which knows the forced colors.
    assert box.evaluate("box => getComputedStyle(box).appearance") in ("auto", "checkbox")
    chip = page.locator(".mc-chip")
    border = chip.evaluate(
        "chip => { const s = getComputedStyle(chip); return [s.borderTopColor, s.backgroundColor]; }"
    )
    assert border[0] != border[1]
    found = Axe().run(page, context=ARTICLE, options=WCAG)
    assert found.violations_count == 0, found.generate_report()
    page.close()


def test_with_reduced_motion_nothing_moves_by_itself(chromium: Browser, site: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.goto(f"{site}models/?license=apache-2.0")
    expect(page.locator(".mc-chip")).to_be_visible()
    running = "document.getAnimations().filter(one => one.effect.target.closest('.mc-browser')).length"
    page.locator("[data-parameter=license]").get_by_role("checkbox").first.click()
    assert page.evaluate(running) == 0
    page.close()


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_other_themes(chromium: Browser, tmp_path: Path, serve: Callable[[Path], str], theme: str) -> None:
    project = Project(tmp_path).cards(CARDS)
    build(load_config(str(project.configure({"page_size": 5}, theme={"name": theme, "highlightjs": False}))))
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{serve(project.root / 'site')}models/?license=apache-2.0")
    expect(page.locator(".mc-models > li")).to_have_count(1)
    unfold(page)
    found = Axe().run(page, context={"include": [[".mc-browser"]]}, options=WCAG)
    assert found.violations_count == 0, found.generate_report()
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Filters (1)").click()
    dialog = page.get_by_role("dialog", name="Filters")
    expect(dialog.get_by_role("button", name="Show 1 model")).to_be_in_viewport()
    page.close()


def test_instant_navigation_leaves_and_comes_back(
    chromium: Browser, tmp_path: Path, serve: Callable[[Path], str]
) -> None:
    project = Project(tmp_path).cards(CARDS).draw({"docs/index.md": "# Home\n\n<!-- modelcards/overview -->\n"})
    theme = {**MATERIAL, "palette": PALETTE, "features": ["navigation.instant"]}
    address = f"{serve(project.root)}site/"
    build(load_config(str(project.configure({"page_size": 5}, theme=theme, site_url=address))))
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address)
    page.evaluate("window.stays = true")
    page.locator("article a[href$='models/']").first.click()
    page.locator("[data-parameter=license]").get_by_role("checkbox", name="Apache").click()
    expect(page.locator(".mc-models > li")).to_have_count(1)
    page.get_by_role("link", name="acme/full").click()
    expect(page.locator("h1")).to_contain_text("A classifier of reviews")
    page.go_back()
    expect(page.locator(".mc-chip")).to_have_text("License: Apache license 2.0")
    expect(page.locator(".mc-models > li")).to_have_count(1)
    page.get_by_role("button", name="Remove filter").click()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="2").click()
    assert page.url == f"{address}models/?p=1"
    page.go_back()
    expect(page.locator(".mc-pages [aria-current]")).to_have_text("1")
    # What was typed just before leaving belongs to the page that was left.
    page.get_by_role("searchbox", name="Search models").fill("zeb")
    page.locator(".mc-browse").get_by_role("link", name="Tags").click()
    expect(page.locator("h1")).to_have_text("Tags")
    page.wait_for_timeout(400)
    assert page.url == f"{address}models/tags/"
    assert page.evaluate("window.stays"), "the page was loaded, not navigated to"
    page.close()
