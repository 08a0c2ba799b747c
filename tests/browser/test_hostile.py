"""The hostile registry, built for real and opened in a browser: nothing runs, leaves, shadows or covers."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from http.server import ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config
from PIL import Image, ImageChops
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, expect

from mkdocs_modelcards.formulas.typeset import Typesetter
from mkdocs_modelcards.parse.card import parse_card
from mkdocs_modelcards.render.card import render_card
from tests.hostile.allowed import READ, problems
from tests.hostile.generated import CARDS, REMOTE_HOST, REPEATED, draw
from tests.local_server import QuietHandler
from tests.projects import MATERIAL, Project
from tests.unit.helpers import source
from tests.unit.test_render_sanitize import ATTACKS

SHARES = 8
"""In how many parts the pages are opened, so that processes can share them."""

PALETTE = [
    {"scheme": scheme, "toggle": {"icon": "material/brightness-6", "name": f"Switch from {scheme}"}}
    for scheme in ("default", "slate")
]
HARMLESS = "harmless/harmless.md"
THEMES: Mapping[str, Mapping[str, object]] = {
    "material": {**MATERIAL, "palette": PALETTE},
    "mkdocs": {"name": "mkdocs", "highlightjs": False},
    "readthedocs": {"name": "readthedocs", "highlightjs": False},
}
COVERING = ("overlay/", "formulas/draws-outside", "formulas/in-")
"""Folders of cards that try to draw over the page around them."""

GLOBALS = """() => ({
  "own": Object.hasOwn(window, "__pwned"),
  "title": typeof document.title,
  "forms": String(document.forms),
  "body": String(document.body),
  "head": String(document.head),
  "cookie": typeof document.cookie,
  "location": String(Object.prototype.toString.call(document.location)),
  "documentElement": String(document.documentElement),
  "defaultView": document.defaultView === window,
  "getElementById": typeof document.getElementById,
  "exports": typeof exports,
})"""
"""What a page must say about itself, whatever elements it holds."""

UNTOUCHED = {
    "own": False,
    "title": "string",
    "forms": "[object HTMLCollection]",
    "body": "[object HTMLBodyElement]",
    "head": "[object HTMLHeadElement]",
    "cookie": "string",
    "location": "[object Location]",
    "documentElement": "[object HTMLHtmlElement]",
    "defaultView": True,
    "getElementById": "function",
    "exports": "undefined",
}

IDS = """() => {
  const count = new Map();
  for (const element of document.querySelectorAll("[id]")) count.set(element.id, (count.get(element.id) ?? 0) + 1);
  const own = [...document.querySelectorAll("[data-mc-body] [id]")];
  return own.map(element => element.id).filter(id => count.get(id) > 1);
}"""
"""The ids in a card's body that stand on other elements, too."""

MARGIN = """const body = document.querySelector("[data-mc-body]");
  // The style sheet leaves this much room around a card's text for the markers of lists.
  const slack = parseFloat(getComputedStyle(body).fontSize) + 2;"""

COVERED = f"""() => {{
  {MARGIN}
  const found = new Set();
  for (const top of [0, document.documentElement.scrollHeight]) {{
    scrollTo({{top, behavior: "instant"}});
    const box = body.getBoundingClientRect();
    for (let x = 4; x < innerWidth; x += 24) {{
      for (let y = 4; y < innerHeight; y += 24) {{
        const inside = x > box.left - slack && x < box.right + slack && y > box.top - slack && y < box.bottom + slack;
        if (inside) continue;
        for (const element of document.elementsFromPoint(x, y)) {{
          if (body.contains(element)) found.add(element.outerHTML.slice(0, 80));
        }}
      }}
    }}
  }}
  scrollTo({{top: 0, behavior: "instant"}});
  return [...found];
}}"""
"""Elements of a card's body that lie at points outside its box."""

COLUMN = """() => {
  const box = document.querySelector("[data-mc-body]").getBoundingClientRect();
  return [Math.round(box.left), Math.round(box.right), document.documentElement.scrollWidth];
}"""
"""Where the column of a card's text is, and how wide its page is."""

MASK = f"""() => {{
  {MARGIN}
  const box = body.getBoundingClientRect();
  const mask = document.createElement("div");
  const [left, top] = [Math.max(-slack, box.left - slack), Math.max(-slack, box.top - slack)];
  const [right, bottom] = [Math.min(innerWidth, box.right) + slack, Math.min(innerHeight, box.bottom) + slack];
  mask.style = `position: fixed; z-index: 9999; background: black; left: ${{left}}px; top: ${{top}}px;
    width: ${{Math.max(0, right - left)}}px; height: ${{Math.max(0, bottom - top)}}px`;
  document.documentElement.append(mask);
  const style = document.createElement("style");
  style.textContent = "[data-mc-body], [data-mc-body] * {{visibility: hidden !important}}";
  style.disabled = true;
  globalThis.undo = () => {{ mask.remove(); style.remove(); }};
  globalThis.hide = () => document.head.append(style);
}}"""
"""Puts a mask over the box of a card's text. `hide()` hides the text, `undo()` shows all again."""


class KeptHandler(QuietHandler):
    """Lets the browser keep connections and files, so that many pages are opened quickly."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        """Say how long a file may be kept."""
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()


class HostileSite:
    """The registry as a built site, and its address."""

    def __init__(self, root: Path, address: str) -> None:
        self.root = root
        self.address = address
        self.pages = sorted(path.parent.relative_to(root).as_posix() for path in root.rglob("index.html"))

    def url(self, page: str) -> str:
        """The address of a page."""
        return f"{self.address}{quote(page)}/" if page != "." else self.address

    def text(self, page: str) -> str:
        """The HTML of a page."""
        return (self.root / page / "index.html").read_text(encoding="utf-8")


class Watched:
    """A browser's page, and what happened in it that must not."""

    def __init__(self, context: BrowserContext, site: HostileSite) -> None:
        self.site = site
        self.events: list[str] = []
        self.images: list[str] = []
        self.page = context.new_page()
        self.page.on("request", self._request)
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda error: self.events.append(f"error {error}"))
        self.page.on("popup", lambda popup: self.events.append(f"window {popup.url}"))
        self.page.on("download", lambda download: self.events.append(f"download {download.url}"))
        self.page.on("console", self._console)

    def open(self, page: str) -> Page:
        """Open a page of the site."""
        self.page.goto(self.site.url(page))
        return self.page

    def _dialog(self, dialog: Dialog) -> None:
        self.events.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if request.url.startswith((self.site.address, "data:", "blob:")):
            return
        # Names below `.example` lead nowhere, so nothing really leaves.
        if request.resource_type in ("image", "media") and urlsplit(request.url).hostname == REMOTE_HOST:
            self.images.append(request.url)
        else:
            self.events.append(f"request {request.resource_type} {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        url = message.location["url"]
        is_missing = "Failed to load resource" in message.text
        if message.type != "error" or (is_missing and urlsplit(url).hostname == REMOTE_HOST):
            return
        self.events.append(f"console {message.text} {url}")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., HostileSite]]:
    """A function that builds the registry with a theme, once for each."""
    built: dict[tuple[str, bool], HostileSite] = {}
    servers: list[ThreadingHTTPServer] = []

    def site(theme: str = "material", *, remote_images: bool = True) -> HostileSite:
        key = (theme, remote_images)
        if key not in built:
            root = tmp_path_factory.mktemp("hostile")
            draw(root / "cards")
            project = Project(root).cards({HARMLESS: "---\nlicense: mit\n---\n# Harmless\n\nA harmless text.\n"})
            project.draw({"docs/index.md": "# Our models\n\n<!-- modelcards/overview -->\n"})
            build(load_config(str(project.configure({"remote_images": remote_images}, theme=THEMES[theme]))))
            server = ThreadingHTTPServer(("127.0.0.1", 0), partial(KeptHandler, directory=str(root / "site")))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            servers.append(server)
            built[key] = HostileSite(root / "site", f"http://127.0.0.1:{server.server_port}/")
        return built[key]

    yield site
    for server in servers:
        server.shutdown()
        server.server_close()


class Watch(Protocol):
    """Opens a fresh browser profile for a site with a theme."""

    def __call__(self, theme: str = "material", *, remote_images: bool = True) -> Watched:
        """The profile's page."""


@pytest.fixture
def watched(chromium: Browser, hostile: Callable[..., HostileSite]) -> Iterator[Watch]:
    """A function that opens a fresh browser profile for a site."""
    contexts: list[BrowserContext] = []

    def watch(theme: str = "material", *, remote_images: bool = True) -> Watched:
        context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        context.set_default_timeout(20_000)
        contexts.append(context)
        return Watched(context, hostile(theme, remote_images=remote_images))

    yield watch
    for context in contexts:
        context.close()


def check(page: Page, place: str) -> list[str]:
    """What is wrong with a page that was opened."""
    says, twice, bodies, elements = page.evaluate(
        f"""() => {{
          const bodies = [...document.querySelectorAll("[data-mc-body]")];
          return [({GLOBALS})(), ({IDS})(), bodies.length, ({READ})(bodies)];
        }}"""
    )
    found = [f"{name} is {says[name]}" for name, value in UNTOUCHED.items() if says[name] != value]
    found += [f"the id {name} stands twice" for name in twice]
    found += sorted(set(problems(elements)))
    if bodies > 1:
        found.append("there are several bodies")
    return [f"{place}: {problem}" for problem in found]


def look_through(watched: Watched, pages: Iterable[str]) -> list[str]:
    """Open pages, and return what is wrong with them."""
    found: list[str] = []
    for place in pages:
        found += check(watched.open(place), place)
        found += [f"{place}: {event}" for event in watched.events]
        watched.events.clear()
    return found


@pytest.mark.parametrize("share", range(SHARES))
def test_nothing_runs_and_nothing_leaves(watched: Watch, share: int) -> None:
    watch = watched()
    values = [page for page in watch.site.pages if page.startswith(("datasets/", "models/")) and page.count("/") > 1]
    # One template makes the pages of all values: a third of them shows what it does with hostile ones.
    pages = sorted({*watch.site.pages} - {*values} | {*values[::3]})
    assert len(pages) > 250
    assert look_through(watch, pages[share::SHARES]) == []


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_nothing_runs_in_other_themes(watched: Watch, theme: str) -> None:
    watch = watched(theme)
    folders = ("entities", "headings", "ids", "templates", "data/ends", "models/tags/-")
    pages = [page for page in watch.site.pages if page.startswith(folders) or page == "."]
    assert look_through(watch, pages) == []


def test_remote_images_are_the_only_requests_and_can_be_switched_off(watched: Watch) -> None:
    folders = ("images", "widgets", "addresses", "body", "links", "formulas/links", "encodings/homoglyphs")
    site = watched().site
    pages = [page for page in site.pages if page.startswith(folders) and REMOTE_HOST in site.text(page)]
    assert "images/remote-images" in pages
    for allowed in (True, False):
        watch = watched(remote_images=allowed)
        assert look_through(watch, pages) == []
        assert bool(watch.images) is allowed


DRAWING_NOISE = 2
"""How far a channel's value from 0 to 255 may be off where a browser draws the same edge twice."""


def difference(one: bytes, other: bytes) -> int:
    """The largest difference of any channel of any pixel of two pictures of the same size."""
    pictures = [Image.open(BytesIO(data)).convert("RGB") for data in (one, other)]
    return max(ImageChops.difference(*pictures).tobytes())


def settled(page: Page) -> bytes:
    """A picture of a page that does not change any more: themes follow the scrolling with some delay."""
    before = b""
    for _ in range(20):
        now = page.screenshot(animations="disabled")
        if now == before:
            break
        before = now
        page.wait_for_timeout(50)
    return before


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
@pytest.mark.parametrize("half", [0, 1])
def test_nothing_outside_the_box_of_a_card_is_covered(watched: Watch, theme: str, half: int) -> None:
    watch = watched(theme)
    column = watch.open(HARMLESS.removesuffix(".md")).evaluate(COLUMN)
    attacks = [page for page in watch.site.pages if page.startswith(COVERING)]
    assert len(attacks) > 10
    for place in attacks[half::2]:
        page = watch.open(place)
        assert page.evaluate(COLUMN) == column, place
        assert page.evaluate(COVERED) == [], place
        for end in ("0", "document.documentElement.scrollHeight"):
            page.evaluate(f"scrollTo({{top: {end}, behavior: 'instant'}})")
            settled(page)
            page.evaluate(MASK)
            shown = settled(page)
            page.evaluate("hide()")
            assert difference(settled(page), shown) <= DRAWING_NOISE, place
            page.evaluate("undo()")


@pytest.mark.parametrize(
    "place", ["ids/names-of-globals", "ids/headings-named-as-globals", "ids/ids-of-themes", "overlay/classes-of-themes"]
)
def test_the_theme_still_works(watched: Watch, place: str) -> None:
    watch = watched()
    page = watch.open(place)
    scheme = page.locator("body").get_attribute("data-md-color-scheme")
    page.locator("form[data-md-component=palette] label:visible").click()
    expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", scheme or "")
    page.keyboard.press("/")
    page.keyboard.type("harmless")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert watch.events == []


@pytest.mark.parametrize("place", ["ids/names-of-globals", "ids/headings-named-as-globals", "ids/ids-of-themes"])
def test_the_mkdocs_theme_still_works(watched: Watch, place: str) -> None:
    watch = watched("mkdocs")
    page = watch.open(place)
    search_in_mkdocs_theme(page, "harmless")
    assert watch.events == []


def search_in_mkdocs_theme(page: Page, word: str) -> None:
    """Search, and wait for a result. The theme forgets what is typed before its index has come."""
    page.locator("a[data-bs-target='#mkdocs_search_modal']").click()
    query = page.locator("#mkdocs-search-query")
    expect(query).to_be_focused()
    result = page.locator("#mkdocs-search-results a").first
    for _ in range(20):
        query.fill("")
        query.press_sequentially(word)
        page.wait_for_timeout(300)
        if result.is_visible():
            break
    expect(result).to_be_visible()


@pytest.mark.parametrize("word", ["script", "alert", "onerror", "config"])
def test_search_results_run_nothing(watched: Watch, word: str) -> None:
    watch = watched()
    page = watch.open(HARMLESS.removesuffix(".md"))
    page.keyboard.press("/")
    page.keyboard.type(word)
    results = page.locator(".md-search-result__item")
    expect(results.first).to_be_visible()
    names = results.locator("*").evaluate_all("found => [...new Set(found.map(element => element.localName))]")
    assert set(names) <= set("a article div nav h1 h2 h3 p mark ul li details summary span".split())
    handlers = results.locator("*").evaluate_all("found => found.flatMap(element => element.getAttributeNames())")
    assert not [name for name in handlers if name.startswith("on") or name == "style"]
    assert check(page, word) == []
    assert watch.events == []


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
@pytest.mark.parametrize("word", ["script", "text"])
def test_search_results_run_nothing_in_other_themes(watched: Watch, theme: str, word: str) -> None:
    watch = watched(theme)
    page = watch.page
    if theme == "readthedocs":
        page.goto(f"{watch.site.address}search.html?q={word}")
    else:
        watch.open(HARMLESS.removesuffix(".md"))
        search_in_mkdocs_theme(page, word)
    results = page.locator("#mkdocs-search-results")
    expect(results.locator("a").first).to_be_visible()
    names = results.locator("*").evaluate_all("found => [...new Set(found.map(element => element.localName))]")
    assert set(names) <= set("a article h3 p".split())
    assert watch.events == []


ALL_CARDS = [path.read_text(encoding="utf-8") for path in sorted(CARDS.rglob("*.md"))]
LINES = sorted({line for card in ALL_CARDS for line in card.split("\n") if 2 < len(line) < 500})
PIECES = st.one_of(
    st.sampled_from(ATTACKS),
    st.sampled_from(LINES),
    st.sampled_from(REPEATED),
    st.text(max_size=6),
    st.sampled_from(["\n", "\n\n", "\n\n    ", "\n- ", "\n> ", "|", "`", '"', "'", "<!--"]),
    st.sampled_from(["\\\\(", "\\\\)", "$$", "<Gallery />", "</Gallery>"]),
)  # fmt: skip


@pytest.fixture(scope="module")
def empty_page(chromium: Browser) -> Iterator[Page]:
    """A page of its own, with nothing in it."""
    page = chromium.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module")
def typesetter() -> Iterator[Typesetter]:
    """One engine for all formulas."""
    with Typesetter() as made:
        yield made


@given(texts=st.lists(st.lists(PIECES, max_size=10).map("".join), min_size=10, max_size=25))
@settings(
    max_examples=20,
    deadline=None,
    database=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
def test_whatever_is_written_a_browser_finds_only_what_is_allowed(
    empty_page: Page, typesetter: Typesetter, texts: list[str]
) -> None:
    events: list[str] = []

    def note(dialog: Dialog) -> None:
        events.append(dialog.message)
        dialog.dismiss()

    empty_page.once("dialog", note)
    bodies = [
        render_card(parse_card(source(f"---\nlicense: mit\n---\n{text}")), typesetter=typesetter).html for text in texts
    ]
    found = empty_page.evaluate(
        f"""texts => {{
          document.body.replaceChildren(...texts.map(html => {{
            const body = document.createElement("div");
            body.innerHTML = html;
            return body;
          }}));
          const bodies = [...document.body.children];
          return [({READ})(bodies), bodies.length, Object.hasOwn(window, "__pwned")];
        }}""",
        bodies,
    )
    assert problems(found[0]) == []
    assert found[1:] == [len(bodies), False]
    assert events == []
