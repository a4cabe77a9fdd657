"""How smoothly the matrix of a large incident scrolls: frames of a real Chromium over an invented matrix.

`python -m benchmarks.matrix CASE --origins 60 --questions 30` serves a case, answers the matrix of its first incident
with an invented one of that size, scrolls it both ways by wheel, and prints how long it took to show, how long frames
took (median, 95th percentile, longest, in milliseconds) and how many cells stood in the page. `work` is
the processor time of the page's own thread for a frame, which other programs of the machine do not lengthen.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
from typing import Any

__all__ = ["invented_matrix", "main"]

_ARGUMENTS = ("--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")
_FRAMES = """
() => { window.__frames = []; let last = performance.now();
  const tick = (now) => { window.__frames.push(now - last); last = now; window.__timer = requestAnimationFrame(tick); };
  window.__timer = requestAnimationFrame(tick); }
"""
_NAMES = (
    "the Ministry of Defence",
    "a provincial hospital",
    "Residents of the quarter, by telephone",
    "المرصد المحلي لتوثيق الأضرار المدنية في المحافظة",
    "Обласна військова адміністрація",
)


def invented_matrix(origins: int, questions: int, seed: int = 7) -> dict[str, Any]:
    """Return a matrix as the API gives it: long names, several scripts, three cells in five filled.

    Args:
        origins: Number of columns.
        questions: Number of rows.
        seed: Of what is drawn by chance.
    """
    chance = random.Random(seed)
    verdicts = ("disputed", "repeated", "single_origin", "range", "agreed", "unknown")
    columns = [
        {
            "key": f"origin {number}",
            "name": f"{chance.choice(_NAMES)} {number}",
            "bodies": [],
            "outlets": [f"outlet {number}-{n}" for n in range(chance.randint(1, 9))],
            "reasons": [],
        }
        for number in range(origins)
    ]
    rows = [
        {
            "id": f"finding-{number}",
            "slot": "killed",
            "question": f"How many were killed, as counted in part {number} of the town?",
            "scope": "whole" if number % 3 else f"part: quarter {number}",
            "unit": "",
            "verdict": chance.choice(verdicts),
            "reason": "62 soldiers (the ministry) against ≥15 (the investigation and 4 more)",
            "outlets": 9,
            "state_origin": 4,
            "state_none": 5,
            "machine": 9,
            "confirmed": 0,
            "cells": {
                column["key"]: [_holding(chance) for _ in range(chance.randint(1, 4))]
                for column in columns
                if chance.random() < 0.6
            },
        }
        for number in range(questions)
    ]
    return {"incident": "invented", "columns": columns, "rows": rows}


def _holding(chance: random.Random) -> dict[str, Any]:
    low = chance.randint(1, 90)
    return {
        "holder": "the ministry",
        "family": "the ministry",
        "value": {"type": "Count", "words": f"{low}-{low + 7} soldiers", "text": str(low)},
        "claims": [],
        "outlets": ["one", "two"][: chance.randint(1, 2)],
        "said_at": "",
        "current": chance.random() < 0.8,
        "note": "",
        "reason": "",
        "denied": chance.random() < 0.1,
        "role": "position",
    }


def _work(meter: Any) -> float:
    """Return the seconds of processor time that the page's main thread has spent, whatever else the machine does."""
    metrics = {one["name"]: one["value"] for one in meter.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"])


def main() -> None:
    """Serve, scroll, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matrix", description=__doc__)
    parser.add_argument("case")
    parser.add_argument("--origins", type=int, default=60)
    parser.add_argument("--questions", type=int, default=30)
    options = parser.parse_args()
    command = [sys.executable, "-m", "crossbearing.cli", "serve", options.case, "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            line = server.stdout.readline() if server.stdout else ""
            found = re.search(r"http://\S+", line)
            if found is None:
                raise SystemExit(f"the server did not start: {line}")
            _scroll(found.group(), invented_matrix(options.origins, options.questions))
        finally:
            server.terminate()


def _scroll(address: str, matrix: dict[str, Any]) -> None:
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=list(_ARGUMENTS))
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        page.goto(address)
        page.wait_for_selector(".cards a")
        incident = page.get_attribute(".cards a", "href")
        page.route("**/matrix", lambda route: route.fulfill(json=matrix))
        page.goto(f"{address.split('/?', maxsplit=1)[0]}{incident}")
        page.wait_for_selector("#tab-matrix")
        shown = page.evaluate(
            """async () => { const start = performance.now(); document.getElementById('tab-matrix').click();
            while (!document.querySelector('td .cell')) await new Promise(requestAnimationFrame);
            await new Promise(requestAnimationFrame); return performance.now() - start; }"""
        )
        page.hover("td .cell")
        meter = page.context.new_cdp_session(page)
        meter.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.evaluate(_FRAMES)
        work = _work(meter)
        for across, down in ((0, 90), (160, 0), (0, -90), (-160, 0), (120, 60), (-120, -60)):
            for _ in range(25):
                page.mouse.wheel(across, down)
                page.wait_for_timeout(16)
        frames = sorted(
            page.evaluate("() => { cancelAnimationFrame(window.__timer); return window.__frames.slice(2); }")
        )
        work = _work(meter) - work
        cells = page.locator("td .cell").count()
        browser.close()
    middle, most = frames[len(frames) // 2], frames[int(0.95 * (len(frames) - 1))]
    told = {"shown": shown, "frames": len(frames), "median": middle, "p95": most, "longest": frames[-1]}
    told |= {"work": 1000 * work / len(frames), "cells": cells}
    print(json.dumps({name: round(value, 1) for name, value in told.items()}))


if __name__ == "__main__":
    main()
