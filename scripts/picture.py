"""Take the picture of the example's dossier that the README shows: `python scripts/picture.py DOSSIER`.

Needs playwright and a Chromium (`CHROMIUM` names one that is not on the path).
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

PICTURE = Path(__file__).parents[1] / "docs" / "images" / "dossier.png"
WIDTH, HEIGHT = 1280, 1000


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
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(Path(arguments[0]).resolve().as_uri())
        page.screenshot(path=PICTURE)
        browser.close()
    print(f"Wrote {PICTURE}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
