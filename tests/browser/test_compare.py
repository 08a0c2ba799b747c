"""Models side by side, in a real browser, on a site below a path and with instant navigation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PALETTE
from tests.browser.test_pages import ARTICLE, WCAG
from tests.projects import MATERIAL, Project

STATUS = ".mc-compare [role=status]"
SMALL_CARD = """\
---
license: mit
language: en
datasets: acme/mails
model-index:
- results:
  - task: {type: text-classification}
    dataset: {type: acme/mails, name: Mails}
    metrics: [{type: accuracy, value: 0.875}, {type: loss, value: 0.5}]
---
# Small

Sorts mails.

## Uses

Mails.
"""
LARGE_CARD = (
    SMALL_CARD.replace("0.875", "0.9")
    .replace("0.5", "0.75")
    .replace("language: en", "language: [en, de]")
    .replace("name: Mails}", "name: All mails, config: default}")
    .replace("Small", "Large")
    .replace("## Uses", "## Training data\n\nMails.\n\n## Intended uses")
)
IS_ON_TOP = """cell => {
  const { x, y } = cell.getBoundingClientRect();
  return cell.contains(document.elementFromPoint(x + 1, y + 1));
}"""
HOSTILE_CARD = """\
---
license: other
license_name: <img src=x onerror=document.title='owned'>
license_link: javascript:document.title='owned'
---
# A <img src=x onerror="document.title='owned'"> model

## [Uses](javascript:document.title='owned') <script>document.title='owned'</script>

Text.
"""


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The address of a site below a path."""
    project = Project(tmp_path_factory.mktemp("compare"))
    cards = {f"acme/extra-{number}.md": f"---\nlicense: apache-2.0\n---\n# Extra {number}\n" for number in range(3)}
    project.cards({**cards, "acme/small.md": SMALL_CARD, "acme/large.md": LARGE_CARD, "acme/bad.md": HOSTILE_CARD})
    theme = {**MATERIAL, "palette": PALETTE, "features": ["navigation.instant"]}
    # Instant navigation needs a sitemap with the address that the site really has.
    address = f"{serve(project.root)}site/"
    build(load_config(str(project.configure(theme=theme, site_url=address))))
    return address


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page in a fresh profile."""
    return context.new_page()


def test_models_are_added_and_removed_and_the_address_follows(page: Page, models: str) -> None:
    page.goto(f"{models}acme/small/")
    page.evaluate("window.stays = true")
    page.get_by_role("link", name="Compare", exact=True).click()
    heads = page.get_by_role("columnheader")
    expect(page.locator(STATUS)).to_contain_text("Add a model to compare with acme/small.")
    assert page.evaluate("window.stays"), "the page was loaded, not navigated to"
    field = page.get_by_label("Id of a model")
    field.fill("ACME/large")
    field.press("Enter")
    expect(heads).to_have_count(2)
    expect(field).to_be_focused()
    assert page.url == f"{models}models/compare/?model=acme/small&model=acme/large"
    page.go_back()
    expect(heads).to_have_count(1)
    page.go_forward()
    expect(heads).to_have_count(2)
    page.get_by_role("button", name="Remove acme/small").click()
    expect(page.get_by_role("button", name="Remove acme/large")).to_be_focused()
    assert page.url == f"{models}models/compare/?model=acme/large"
    page.get_by_role("button", name="Remove acme/large").click()
    expect(field).to_be_focused()
    assert page.url == f"{models}models/compare/"


def test_facts_results_and_sections_stand_side_by_side(page: Page, models: str) -> None:
    page.goto(f"{models}models/compare/?model=acme/small&model=acme/large")
    row = page.get_by_role("row")
    expect(row.filter(has_text="Languages")).to_have_text("Languages ≠ (differs)English English German")
    expect(row.filter(has=page.get_by_role("rowheader", name="License"))).not_to_contain_text("differs")
    # What leads into one card's text is no difference.
    expect(row.filter(has_text="Trained on")).to_have_text("Trained onacme/mails acme/mails Training data")
    expect(page.get_by_role("table")).to_contain_text("Text Classification · Mails")
    expect(row.filter(has_text="Accuracy")).to_have_text("Accuracy0.875 0.9 (best)")
    expect(row.filter(has_text="Loss")).to_have_text("Loss0.5 (best)0.75")
    sections = row.filter(has_text="Intended uses").get_by_role("link")
    expect(sections).to_have_text(["Uses", "Intended uses"])
    expect(sections.last).to_have_attribute("href", f"{models}acme/large/#intended-uses")


def test_what_is_not_there_is_said(page: Page, models: str) -> None:
    asked = ("acme/smal", "acme/small", "ACME/SMALL", "acme/large", *(f"acme/extra-{number}" for number in range(3)))
    page.goto(f"{models}models/compare/?" + "&".join(f"model={model_id}" for model_id in asked))
    status = page.locator(STATUS)
    expect(status).to_contain_text("There is no model “acme/smal” here. Did you mean: acme/small")
    expect(status).to_contain_text("These are the first four")
    links = page.get_by_role("columnheader").get_by_role("link")
    expect(links).to_have_text(["acme/small", "acme/large", "acme/extra-0", "acme/extra-1"])


def test_suggestions_hold_what_is_typed(page: Page, models: str) -> None:
    page.goto(f"{models}models/compare/")
    field = page.get_by_label("Id of a model")
    field.click()
    field.press_sequentially("EXTRA")
    options = page.locator("datalist option")
    expect(options).to_have_count(3)
    assert options.first.get_attribute("value") == "acme/extra-0"


def test_a_site_that_does_not_answer_is_said(context: BrowserContext, page: Page, models: str) -> None:
    page.goto(f"{models}models/compare/?model=acme/small")
    expect(page.get_by_role("columnheader")).to_have_count(1)
    context.set_offline(True)
    page.get_by_label("Id of a model").fill("acme/large")
    page.get_by_role("button", name="Add").click()
    expect(page.locator(STATUS)).to_contain_text("the site does not answer")
    context.set_offline(False)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("columnheader")).to_have_count(2)


def test_nothing_of_a_card_runs(page: Page, models: str) -> None:
    page.goto(f"{models}models/compare/?model=acme/bad&model=acme/small")
    expect(page.get_by_role("columnheader")).to_have_count(2)
    assert page.title().startswith("acme/bad, acme/small")
    assert page.locator(".mc-compare :is(img, script, [onerror])").count() == 0
    assert page.locator(".mc-compare a[href^='javascript']").count() == 0


@pytest.mark.parametrize(("width", "others"), [(1440, "bad"), (360, "bad"), (390, "bad extra-0")])
def test_names_stay_in_sight_and_two_models_fit_on_a_phone(page: Page, models: str, width: int, others: str) -> None:
    page.set_viewport_size({"width": width, "height": 500})
    asked = ("small", *others.split())
    page.goto(f"{models}models/compare/?" + "&".join(f"model=acme/{name}" for name in asked))
    name = page.get_by_role("columnheader", name="acme/small")
    expect(name).to_be_visible()
    page.evaluate("document.querySelector('.mc-compare tbody:last-child').scrollIntoView({block: 'end'})")
    expect(name).to_be_in_viewport(ratio=1)
    assert name.evaluate(IS_ON_TOP), "something covers the name"
    fits = page.get_by_role("region", name="Comparison").evaluate("box => box.scrollWidth <= box.clientWidth")
    assert fits == (len(asked) == 2)


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
def test_no_barrier_and_not_wider_than_the_screen(chromium: Browser, models: str, width: int, scheme: str) -> None:
    page = chromium.new_page(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page.goto(f"{models}models/compare/?model=acme/small&model=acme/large&model=acme/extra-0&model=acme/bad&model=no")
    expect(page.get_by_role("columnheader")).to_have_count(4)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, context=ARTICLE, options=WCAG)
    assert found.violations_count == 0, found.generate_report()
    page.close()


def test_without_javascript_the_page_says_what_it_needs(chromium: Browser, models: str) -> None:
    page = chromium.new_page(java_script_enabled=False)
    page.goto(f"{models}models/compare/?model=acme/small")
    expect(page.get_by_text("This needs JavaScript")).to_be_visible()
    expect(page.get_by_label("Id of a model")).to_be_hidden()
    page.close()
