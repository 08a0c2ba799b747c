"""How the list of all models fares in a browser with many models: ``python -m scripts.measure_browsing``.

Prints, for each number of generated models, the bytes that are loaded before the first filter works (as a server that
compresses with gzip sends them), and the time from a click, or a key, to the end of the next frame. Numbers are medians
with the fastest and the slowest of several tries, in milliseconds, on the processor at hand.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import sys
import tempfile
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from playwright.sync_api import Page, Response, sync_playwright

from tests.browse_sites import many_models, write_browse_site
from tests.local_server import QuietHandler, QuietServer

from .ensure_chromium import installed_chromium

SIZES = (10_000, 50_000)
TRIES = 9
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

# From the event to the frame after the one that shows its result: two frames are asked for, the first of which is
# painted between them. The time of the page's own work is measured besides.
TIMED = """async ([selector, change]) => {
  const target = document.querySelector(selector);
  await new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)));
  const start = performance.now();
  if (change === null) target.click();
  else { target.value = change; target.dispatchEvent(new Event("input", { bubbles: true })); }
  const worked = performance.now() - start;
  await new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
  return [worked, performance.now() - start];
}"""


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.measure_browsing", description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of models")
    parser.add_argument("--tries", type=int, default=TRIES, help="how often to click")
    options = parser.parse_args(arguments)
    chromium = installed_chromium()
    if chromium is None:
        print("No Chromium: run `python scripts/ensure_chromium.py`.", file=sys.stderr)
        return 2
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for size in map(int, options.sizes.split(",")):
            with tempfile.TemporaryDirectory() as folder:
                site = write_browse_site(many_models(size), Path(folder))
                server = QuietServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(site)))
                threading.Thread(target=server.serve_forever, daemon=True).start()
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                print(f"{size:,} models")
                measure(page, f"http://127.0.0.1:{server.server_port}/models/", options.tries)
                page.close()
                server.shutdown()
        browser.close()
    return 0


def measure(page: Page, address: str, tries: int) -> None:
    """Print the numbers of one site."""
    loaded: list[Response] = []
    page.on("response", lambda response: loaded.append(response))
    page.goto(address)
    page.locator(".mc-filters input").first.wait_for(state="attached")
    page.evaluate("document.querySelectorAll('.mc-filters details').forEach(details => { details.open = true })")
    page.wait_for_timeout(500)
    kinds = {"data": "/browse/", "page": "/models/", "scripts and styles": "/assets/"}
    sizes = dict.fromkeys(kinds, 0)
    for response in loaded:
        kind = next((name for name, part in kinds.items() if part in response.url), None)
        if kind and response.ok:
            sizes[kind] += len(gzip.compress(response.body(), 6))
    print("  before the first filter works: " + ", ".join(f"{name} {size:,} bytes" for name, size in sizes.items()))
    actions: dict[str, tuple[str, Callable[[int], str | None]]] = {
        "a filter of a facet (all facets unfolded)": ("[data-parameter=license] li:nth-child(2) input", lambda _: None),
        "a tag": ("[data-parameter=other] li:nth-child(3) input", lambda _: None),
        "a rare value": ("[data-parameter=author] li:nth-child(9) input", lambda _: None),
        "a letter in the search": (".mc-search input", lambda number: "model placeholder"[: number % 16 + 1]),
    }
    for name, (selector, change) in actions.items():
        times = [page.evaluate(TIMED, [selector, change(number)]) for number in range(tries)]
        worked, shown = zip(*times, strict=True)
        print(f"  {name}: shown after {spread(shown)} ms, of which script {spread(worked)} ms")


def spread(times: tuple[float, ...]) -> str:
    """A median, with the fastest and the slowest."""
    return f"{statistics.median(times):.0f} ({min(times):.0f}–{max(times):.0f})"


if __name__ == "__main__":
    sys.exit(main())
