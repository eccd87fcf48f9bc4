"""The Chromium of the system, which opens pages as a reader does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser; a test that asks for it is skipped where it, or what drives it, is not there."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="what drives the browser is an extra: make test-pages installs it"
    )
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("there is no Chromium: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Opened:
    """A page that was opened, with all that it asked for and said."""

    page: Any
    requests: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def shown(self) -> list[str]:
        """The ids of the rows that can be seen."""
        return self.page.evaluate("[...document.querySelectorAll('.pair')].filter(r => !r.hidden).map(r => r.id)")


@contextmanager
def opened(browser: Any, path: Path, **options: Any) -> Iterator[Opened]:
    """Open a file; whatever it asks for, logs or raises is kept."""
    context = browser.new_context(**{"viewport": DESK, "offline": True, **options})
    page = context.new_page()
    found = Opened(page)
    page.on("request", lambda request: found.requests.append(request.url))
    page.on("console", lambda message: found.said.append(message.text))
    page.on("pageerror", lambda error: found.said.append(str(error)))
    page.on("dialog", lambda dialog: (found.said.append(dialog.message), dialog.dismiss()))
    page.goto(path.as_uri())
    try:
        yield found
    finally:
        context.close()
