"""Pages in a real browser: on a phone, in the dark, without JavaScript, for everyone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.cards import ADDRESSES

SCHEMES = ("default", "slate")
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# What the theme itself does wrong is not this project's to mend: only what stands in the article is checked.
ARTICLE = {"include": [["article"]]}


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address[:30] or "home")
def test_no_page_is_wider_than_the_screen(chromium: Browser, site: str, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 800})
    page.goto(site + address)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address[:30] or "home")
def test_no_barrier_for_anyone(chromium: Browser, site: str, address: str) -> None:
    page = chromium.new_page(reduced_motion="reduce")
    page.goto(site + address, wait_until="networkidle" if "?model" in address else "load")
    page.evaluate("document.querySelectorAll('article details').forEach(details => details.open = true)")
    for scheme in SCHEMES:
        page.locator("body").evaluate("(body, scheme) => (body.dataset.mdColorScheme = scheme)", scheme)
        found = Axe().run(page, context=ARTICLE, options=WCAG)
        assert found.violations_count == 0, f"{scheme}: {found.generate_report()}"
    page.close()


def test_the_id_is_copied(context: BrowserContext, site: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}acme/full/")
    button = page.locator(".mc-identity [data-mc-copy]")
    button.click()
    assert page.evaluate("navigator.clipboard.readText()") == "acme/full"
    expect(button).to_contain_text("Copied")


def test_a_citation_is_copied_and_reached(context: BrowserContext, site: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}acme/full/")
    page.get_by_text("More facts").click()
    page.locator("[data-mc-copy=mc-bibtex]").click()
    expect(page.locator("[data-mc-copy=mc-bibtex]")).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "@misc{full, title={A classifier}}"
    page.get_by_role("link", name="BibTeX", exact=True).click()
    expect(page.locator("[data-mc-body] #mc-bibtex")).to_be_in_viewport()


def test_without_javascript_only_the_copy_button_is_missing(chromium: Browser, site: str) -> None:
    page = chromium.new_page(java_script_enabled=False)
    page.goto(f"{site}models/")
    page.get_by_role("link", name="Tasks", exact=True).first.click()
    page.get_by_role("link", name="Text Classification").first.click()
    page.locator(".mc-models > li > a").first.click()
    expect(page.locator("h1")).to_have_text("A classifier of reviews")
    for button in page.locator("[data-mc-copy]").all():
        expect(button).to_be_hidden()
    expect(page.get_by_text("acme/full").first).to_be_visible()
    page.close()


@pytest.mark.parametrize(
    "address", ["", "models/", "acme/full/", "models/tasks/"], ids=lambda address: address or "home"
)
def test_nothing_comes_from_another_host_and_nothing_fails(context: BrowserContext, site: str, address: str) -> None:
    page = context.new_page()
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(site + address, wait_until="networkidle")
    assert [url for url in requests if not url.startswith(site)] == []
    assert errors == []


def test_facts_may_break_over_pages_of_paper_but_titles_of_examples_stay_with_them(
    context: BrowserContext, site: str
) -> None:
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(f"{site}acme/full/")
    breaks = "elements => [...new Set(elements.map(element => getComputedStyle(element).breakAfter))]"
    assert page.locator(".mc-header dt").evaluate_all(breaks) == ["auto"]
    assert page.locator(".mc-example__title").evaluate_all(breaks) == ["avoid"]


def test_links_of_the_contents_lead_to_their_headings(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{site}acme/full/")
    page.locator(".md-sidebar--secondary a", has_text="Code").click()
    expect(page.locator("h2#code")).to_be_in_viewport()


def test_the_address_of_paged_lists_leads_on(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    page.goto(f"{site}acme/")
    page.locator(".mc-pages a", has_text="2").click()
    expect(page).to_have_url(f"{site}acme/-/2/")
    expect(page.locator(".mc-models > li")).to_have_count(4)


def test_code_follows_the_palette(chromium: Browser, site: str) -> None:
    colors = []
    for scheme in ("light", "dark"):
        page = chromium.new_page(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(f"{site}acme/full/")
        keyword = page.locator(".highlight .kn").first
        colors.append(keyword.evaluate("element => getComputedStyle(element).color"))
        background = page.locator(".highlight code").first
        colors.append(background.evaluate("element => getComputedStyle(element).backgroundColor"))
        page.close()
    assert len(set(colors)) == 4 or colors[1] != colors[3]


def test_folded_values_open(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    page.goto(f"{site}acme/tags/")
    last = page.get_by_role("link", name="tag-number-99", exact=True)
    expect(last).to_be_hidden()
    page.locator("details", has_text="more").locator("summary").first.click()
    expect(last).to_be_visible()
