"""A browser, and sites that a local server shows to it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from mkdocs_modelcards.history import CardDates, History
from scripts.ensure_chromium import installed_chromium
from tests.browser.cards import CARDS
from tests.local_server import QuietHandler, QuietServer
from tests.projects import MATERIAL, Project

PALETTE = [
    {"media": "(prefers-color-scheme: light)", "scheme": "default"},
    {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
]
# A machine that runs other tests at the same time may take long for a search.
expect.set_options(timeout=20_000)

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser for the whole run. Fails, with the command to run, when there is none."""
    path = installed_chromium()
    assert path is not None, "No Chromium: run `make test`, or `python scripts/ensure_chromium.py`."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """A function that serves a folder and returns its address."""
    servers: list[QuietServer] = []

    def start(folder: Path) -> str:
        server = QuietServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The address of a built site with cards that are hard to show."""
    project = Project(tmp_path_factory.mktemp("browser")).cards(CARDS)
    project.draw({"docs/index.md": "# Our models\n\n<!-- modelcards/overview -->\n"})
    path = project.configure(
        {"page_size": 5}, theme={**MATERIAL, "palette": PALETTE}, site_url="https://models.example/shelf/"
    )
    with pytest.MonkeyPatch.context() as patch:
        # Cards with dates, so that lists have feeds.
        history = History(dict.fromkeys(CARDS, CardDates("2024-05-01", "2025-06-02")))
        patch.setattr("mkdocs_modelcards.pipeline.read_history", lambda *_: history)
        build(load_config(str(path)))
    return serve(project.root / "site")


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile."""
    context = chromium.new_context()
    yield context
    context.close()
