"""Take the picture of the example's dossier that the README shows: `python scripts/picture.py DOSSIER`.

Needs playwright and a Chromium (`CHROMIUM` names one that is not on the path).
"""

from __future__ import annotations

import base64
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

PICTURE = Path(__file__).parents[1] / "docs" / "images" / "dossier.png"
WIDTH = 1280
PARTS = (("h2", "", 270), ("h4", "How many were killed?", 640), ("h3", "Matrix", 780))
"""Heading at which each part of the picture begins, words in it, and how many pixels high it is."""


def main(arguments: list[str]) -> int:
    """Write the picture."""
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if len(arguments) != 1 or chromium is None:
        print("usage: picture.py DOSSIER; with Chromium on the path or in CHROMIUM", file=sys.stderr)
        return 2
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": 900}, color_scheme="light")
        page.goto(Path(arguments[0]).resolve().as_uri())
        # The bar with the sections stays in view on the screen; here it would lie over the parts.
        page.evaluate("document.querySelector('body > header').style.display = 'none'")
        parts = [_part(page, *part) for part in PARTS]
        images = "".join(f'<img src="data:image/png;base64,{base64.b64encode(part).decode()}">' for part in parts)
        # On a page of its own: the dossier's own rules forbid it to load anything.
        sheet = browser.new_page(viewport={"width": WIDTH, "height": 100})
        sheet.set_content(f"<style>*{{margin:0}}img{{display:block;border-bottom:1px solid #999}}</style>{images}")
        sheet.screenshot(path=PICTURE, full_page=True)
        browser.close()
    print(f"Wrote {PICTURE}")
    return 0


def _part(page: Page, heading: str, words: str, height: int) -> bytes:
    top = page.locator(f"main {heading}", has_text=words).first.evaluate("e => e.getBoundingClientRect().top + scrollY")
    area = {"x": 0.0, "y": float(top) - 24, "width": float(WIDTH), "height": float(height)}
    return page.screenshot(full_page=True, clip=area)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
