"""What tests in a real browser share: the browser, a server over a case, a workbench open in it, pictures, axe."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.command_line import ROOT

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
PICTURES = ROOT / ".cache" / "screenshots"
PAGES = ROOT / "src" / "crossbearing" / "show" / "web" / "pages" / "index.html"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = ("--no-sandbox", "--enable-unsafe-swiftshader", "--disable-background-networking")
"""Maps are drawn by software that plays a graphics card; pages without it, which takes a quarter of that time."""

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium: install it or name one in CHROMIUM"),
    pytest.mark.skipif(not PAGES.is_file(), reason="the pages are not built: pip install -e ."),
]


class Bench:
    """A workbench open in the browser.

    Args:
        page: The page.
        address: Where the server listens, without a slash at the end.
    """

    def __init__(self, page: playwright.Page, address: str) -> None:
        self.page = page
        self.address = address
        self.faults: list[str] = []
        self.foreign: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda told: self.faults.append(told.text) if told.type == "error" else None)
        page.on("request", lambda request: self._asked(request.url))

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, "blob:", "data:")):
            self.foreign.append(url)

    def go(self, path: str, ready: str) -> None:
        """Open an address and wait for what shows that it is there."""
        self.page.goto(self.address + path)
        self.page.wait_for_selector(ready)

    def incident(self) -> str:
        """Open the list and return the address of the first incident."""
        self.go("/", ".cards a")
        address: str = self.page.get_attribute(".cards a", "href") or ""
        return address


@contextmanager
def serving(case: Path) -> Iterator[str]:
    """Serve a case and give the address, with its secret."""
    command = [sys.executable, "-m", "crossbearing.cli", "serve", str(case), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        line = server.stdout.readline() if server.stdout else ""
        found = re.search(r"http://\S+", line)
        assert found, line
        yield found.group()
        server.terminate()


@contextmanager
def opened(served: str, browser: playwright.Browser, *, name: str = "", clipboard: bool = False) -> Iterator[Bench]:
    """Give the workbench, entered by the address that was printed, under a person's name; it asks no other address."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
    if clipboard:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
    if name:
        context.add_init_script(f"localStorage.setItem('crossbearing.name', '{name}')")
    context.set_default_timeout(60_000)
    page = context.new_page()
    bench = Bench(page, served.split("/?", maxsplit=1)[0])
    page.goto(served)
    yield bench
    hacked = page.evaluate("() => window.hacked")
    context.close()
    assert hacked is None
    assert bench.foreign == []


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    """One browser for all tests."""
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield started
        started.close()


def picture(page: playwright.Page, name: str) -> None:
    """Keep a screenshot for people to look at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"workbench-{name}.png")


def violations(page: playwright.Page) -> list[str]:
    """Return what axe-core finds against WCAG 2.2 A and AA."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: npm ci in frontend/")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}))"
        ".violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html).join(' | ')}`)"
    )
    return list(found)
