"""Make sure that the browser tests have a Chromium: the one that is there, else Debian's, else Playwright's.

Prints the path of the one that the tests will use. Run by `make test`; the tests themselves install nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def installed_chromium() -> str | None:
    """A Chromium on this machine: the one that `CHROMIUM` names, one on the path, or Playwright's own."""
    wanted = os.environ.get("CHROMIUM")
    for name in (wanted, *NAMES) if wanted else NAMES:
        found = shutil.which(name)
        if found:
            return found
    return playwright_chromium()


def playwright_chromium() -> str | None:
    """The browser that Playwright has downloaded before, None when it has not."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def install() -> None:
    """Install Debian's package when that is possible, else Playwright's browser."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "--quiet"], check=False)
        done = subprocess.run(["apt-get", "install", "--yes", "--quiet", "chromium"], check=False)
        if done.returncode == 0:
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"], check=True)


def main() -> int:
    """Find a browser or install one."""
    if installed_chromium() is None:
        install()
    found = installed_chromium()
    if found is None:
        print("No Chromium could be found or installed. Install one and set CHROMIUM to its path.", file=sys.stderr)
        return 1
    print(found)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
