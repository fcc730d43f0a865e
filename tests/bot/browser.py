"""A real browser for the tests of the preview and for the README's picture: whatever Chromium there is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
MISSING = f"no browser was found: install Chromium or Chrome ({', '.join(NAMES)}), or set CHROME_BIN to one"


def find_browser() -> str | None:
    """The browser that CHROME_BIN names, or the first of the usual ones."""
    named = os.environ.get("CHROME_BIN")
    if named:
        return named
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or next((place for place in PLACES if Path(place).exists()), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """The browser, running without a window."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - it starts nothing until it is needed

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        try:
            yield running
        finally:
            running.close()
