"""A case of odd documents, served for tests of the reader, and how those tests read and select in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.request import Request, urlopen

import pytest

from tests.collect.making import pdf
from tests.command_line import succeed
from tests.e2e.browsers import Bench, opened, playwright, serving
from tests.harbour_reports import ARABIC, HARBOUR, WORDS

__all__ = ["ARABIC", "LAST", "ODD", "WORDS", "ask", "bench", "document", "read", "select", "served"]

ODD = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
HOSTILE = f"""\
---
title: '{ODD}'
publisher: '{ODD}'
url: 'javascript:window.hacked=1'
credit: '{ODD}'
published: 2019-03-05
---

Shells hit the harbour of Latakia on 3 March 2019, killing four people, {ODD} said. {ODD}
"""

SNAPSHOT = """\
<!doctype html><html><head><title>Shells at the port</title>
<script>window.hacked = 1; fetch('https://elsewhere.example/told')</script>
<link rel="stylesheet" href="https://elsewhere.example/style.css"></head><body onload="window.hacked = 1">
<article><h1>Shells at the port</h1><img src="https://elsewhere.example/pixel.png" onerror="window.hacked = 1">
<p>Shells hit the port of Latakia on 3 March 2019, killing four people, the port authority said on Monday. The port was
closed for the rest of the day, it said, and ships were sent to Tartus.</p>
<form action="https://elsewhere.example/sent"><button>send</button></form></article></body></html>
"""

LAST = "آخر كلمات هذه الوثيقة الطويلة"


def _long() -> str:
    """Two megabytes of Arabic, which no reader knows, with characters outside the basic plane among them."""
    lines = [
        f"الفقرة رقم {number}: سقطت قذائف على المرفأ 😀 وقال السكان إنهم سمعوا انفجارات في الليل وفي النهار."
        for number in range(14_000)
    ]
    return "\n\n".join([*lines, "كلمة " * 20_000, LAST]) + "\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address, with its secret, of a server over a case of our own odd documents."""
    folder = tmp_path_factory.mktemp("reader")
    reports = folder / "reports"
    reports.mkdir()
    for name, text in {
        "harbour.md": HARBOUR,
        "arabic.md": ARABIC,
        "hostile.md": HOSTILE,
        "page.html": SNAPSHOT,
    }.items():
        (reports / name).write_text(text, encoding="utf-8")
    (reports / "long.txt").write_text(_long(), encoding="utf-8")
    lines = [
        "Shelling at the harbour",
        "Four people were killed in",
        "Latakia on 3 March 2019, the port authority said.",
    ]
    (reports / "report.pdf").write_bytes(pdf([["A page before it"], lines]))
    succeed("build", reports, "--case", folder / "odd.case", "--workers", 1, "--quiet", timeout=300)
    with serving(folder / "odd.case") as address:
        yield address


@pytest.fixture
def bench(served: str, browser: playwright.Browser) -> Iterator[Bench]:
    """The workbench, entered by the address that was printed, signed by an analyst."""
    with opened(served, browser, name="Analyst A", clipboard=True) as bench:
        yield bench
    assert [fault for fault in bench.faults if "ERR_FAILED" not in fault and "sandbox" not in fault] == []


def ask(served: str, path: str, body: object = None) -> dict[str, object]:
    """Ask the API directly."""
    address, _, secret = served.partition("/?token=")
    data = None if body is None else json.dumps(body).encode()
    request = Request(address + path, data=data, headers={"Authorization": f"Bearer {secret}"})
    if data is not None:
        request.add_header("Content-Type", "application/json")
    with urlopen(request, timeout=60) as answer:
        found: dict[str, object] = json.load(answer)
    return found


def document(served: str, name: str) -> str:
    """Id of a document."""
    items = ask(served, "/api/documents?limit=500")["items"]
    assert isinstance(items, list)
    return next(str(one["id"]) for one in items if str(one["name"]).endswith(name))


def read(bench: Bench, served: str, name: str, query: str = "") -> None:
    """Open a document in the reader, and wait for its claims: they are marked in the text when they have come."""
    bench.go(f"/documents/{document(served, name)}{query}", "[data-start]")
    bench.page.wait_for_selector('[aria-busy="false"]')


def select(bench: Bench, words: str) -> None:
    """Select words in the text, as a drag of the mouse over them does."""
    bench.page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector('[data-reader]'), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return;
            }
        }""",
        words,
    )
