"""The reader and the screen for adding in a real browser: coding by hand, what stands beside, long documents."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.collect.making import pdf
from tests.command_line import succeed
from tests.e2e.test_workbench import ARGUMENTS, CHROMIUM, Bench, picture, playwright, violations
from tests.e2e.test_workbench import pytestmark as pytestmark  # noqa: PLC0414 - the same conditions hold here

HARBOUR = """\
---
title: Shelling at the harbour
publisher: Harbour Gazette
published: 2019-03-04
url: https://gazette.example/harbour
---

Artillery shells hit the harbour of Latakia on 3 March 2019, the port authority said. Four people were killed and eleven
were wounded, according to the port authority.
"""

ARABIC = """\
---
title: قصف على مرفأ اللاذقية
publisher: وكالة الساحل
published: 2019-03-05
---

قالت وزارة الدفاع إن ستة أشخاص قتلوا عندما سقطت قذائف على مرفأ اللاذقية يوم الأحد.

ونفى متحدث باسم الوزارة مشاركة سفن حربية في القصف.
"""
WORDS = "ستة أشخاص"

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
    command = [sys.executable, "-m", "crossbearing.cli", "serve", str(folder / "odd.case"), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        line = server.stdout.readline() if server.stdout else ""
        found = re.search(r"http://\S+", line)
        assert found, line
        yield found.group()
        server.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    """One browser for all tests."""
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def bench(served: str, browser: playwright.Browser) -> Iterator[Bench]:
    """The workbench, entered by the address that was printed, signed by an analyst."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.add_init_script("localStorage.setItem('crossbearing.name', 'Analyst A')")
    context.set_default_timeout(60_000)
    page = context.new_page()
    bench = Bench(page, served.split("/?", maxsplit=1)[0])
    page.goto(served)
    yield bench
    hacked = page.evaluate("() => window.hacked")
    context.close()
    assert hacked is None
    assert bench.foreign == []
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


def test_a_claim_is_coded_from_a_selection(bench: Bench, served: str) -> None:
    """Words selected in Arabic become a claim with its speaker, shown where they stand, right to left, and undone."""
    read(bench, served, "arabic.md")
    select(bench, WORDS)
    bench.page.get_by_role("button", name="Add a claim from these words").click()
    assert bench.page.get_by_label("Exact words").input_value() == WORDS
    bench.page.get_by_label("Answer:").fill("6")
    bench.page.get_by_label("Who says it").fill("وزارة الدفاع")
    bench.page.get_by_label("Kind of event").select_option("shelling")
    picture(bench.page, "coding")
    assert violations(bench.page) == []
    bench.page.get_by_role("button", name="Add the claim").click()
    article = bench.page.locator("article", has_text="coded by hand, Analyst A")
    article.wait_for()
    assert bench.page.inner_text("mark.current") == WORDS
    assert bench.page.evaluate("() => getComputedStyle(document.querySelector('[data-start]')).direction") == "rtl"
    bench.page.wait_for_selector(".linking", state="detached")
    assert "وكالة الساحل ▸ وزارة الدفاع" in article.inner_text()
    picture(bench.page, "coded")
    bench.page.keyboard.press("u")
    bench.page.wait_for_selector("text=Taken back")
    assert bench.page.locator("article").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_coding_works_by_keyboard_alone(bench: Bench, served: str, scheme: str) -> None:
    """`a` opens the form, words are typed as they stand, Ctrl+Enter sends; what makes no sense is told; Esc closes."""
    bench.page.emulate_media(color_scheme=scheme)
    read(bench, served, "arabic.md")
    keys = bench.page.keyboard
    keys.press("a")
    bench.page.wait_for_selector("form textarea:focus")
    keys.type("كلمات ليست هنا")
    keys.press("Tab")
    keys.type("Who attacked")
    keys.press("Tab")
    keys.type("the navy; the army")
    keys.press("Control+Enter")
    bench.page.get_by_role("alert").filter(has_text="do not stand in the text").wait_for()
    assert violations(bench.page) == []
    bench.page.locator("form textarea").focus()
    keys.press("Control+a")
    keys.type("سفن حربية")
    bench.page.get_by_label("Kind of event").focus()
    keys.type("shelling")
    keys.press("Control+Enter")
    bench.page.locator("article", has_text="the navy, the army").wait_for()
    bench.page.locator("article").get_by_role("button", name="Take back").press("Enter")
    bench.page.wait_for_selector("text=Taken back")
    keys.press("a")
    bench.page.wait_for_selector("form textarea:focus")
    keys.press("Escape")
    assert bench.page.locator("aside form").count() == 0


def test_a_claim_is_coded_anew(bench: Bench, served: str) -> None:
    """Stance and speaker of a claim that was read are corrected; what was read stays, rejected, and opens again."""
    read(bench, served, "harbour.md")
    bench.page.locator("article", has_text="How many were wounded?").first.click()
    bench.page.keyboard.press("c")
    assert bench.page.get_by_label("Answer:").input_value() == "11"
    bench.page.get_by_label("Stance").select_option("supposes")
    bench.page.get_by_label("Who says it").fill("the port authority > a doctor")
    bench.page.get_by_role("button", name="Keep this instead").click()
    article = bench.page.locator("article", has_text="coded by hand")
    article.wait_for()
    assert "supposes:" in article.inner_text()
    assert "the port authority ▸ a doctor" in article.inner_text()
    bench.page.locator("article", has_text="✗ rejected").wait_for()
    article.get_by_role("button", name="Take back").click()
    bench.page.wait_for_selector("text=Taken back")
    bench.page.locator("article", has_text="unsure by Analyst A").wait_for()


def test_a_place_is_corrected(bench: Bench, served: str) -> None:
    """Answers other than numbers and times are corrected where they stand: a place by name and point."""
    key = document(served, "harbour.md")
    text = ask(served, f"/api/documents/{key}")["text"]
    assert isinstance(text, dict)
    start = str(text["content"]).index("Latakia")
    place = {"$": "Place", "text": "Latakia", "name": "Latakia"}
    coded = {"slot": "where", "value": place, "event": {"type": "shelling"}, "quote": "Latakia"}
    span = {"start": start, "end": start + len("Latakia")}
    ask(served, f"/api/documents/{key}/claims", {"id": "hand-of-a-place", "who": "Analyst B", **span, **coded})
    read(bench, served, "harbour.md")
    claim = bench.page.locator("article", has_text="Where?").first
    claim.get_by_role("button", name="Correct").click()
    field = claim.get_by_label(re.compile("Corrected answer"))
    assert field.input_value().startswith("Latakia @ 35.")
    field.fill("the fishing port @ 95, 10")
    field.press("Enter")
    claim.get_by_role("alert").wait_for()
    field.fill("the fishing port @ 35.52, 35.77, 300")
    field.press("Enter")
    bench.page.wait_for_selector("text=corrected to")
    assert violations(bench.page) == []


def test_a_lost_connection_loses_no_coding(bench: Bench, served: str) -> None:
    """Where the server does not answer, the form stays as it was filled in; sent again, the claim is there once."""
    read(bench, served, "arabic.md")
    select(bench, WORDS)
    bench.page.keyboard.press("a")
    bench.page.get_by_label("Answer:").fill("6")
    bench.page.get_by_label("Kind of event").select_option("shelling")
    bench.page.route("**/claims", lambda route: route.abort())
    bench.page.get_by_role("button", name="Add the claim").click()
    bench.page.get_by_role("alert").filter(has_text="does not answer").wait_for()
    assert bench.page.get_by_label("Answer:").input_value() == "6"
    bench.page.unroute("**/claims")
    bench.page.get_by_role("button", name="Add the claim").click()
    bench.page.locator("article", has_text="coded by hand").wait_for()
    assert bench.page.locator("article").count() == 1
    bench.page.get_by_role("button", name="Take back").click()
    bench.page.wait_for_selector("text=Taken back")


def test_several_claims_are_judged_at_once(bench: Bench, served: str) -> None:
    """`x` chooses; one decision holds for all chosen; what a lost connection kept back is sent once; `u` undoes."""
    read(bench, served, "harbour.md")
    keys = bench.page.keyboard
    keys.press("j")
    keys.press("x")
    keys.press("j")
    keys.press("x")
    bench.page.get_by_text("2 chosen").wait_for()
    assert violations(bench.page) == []
    bench.page.route("**/api/judgements", lambda route: route.abort())
    keys.press("y")
    bench.page.wait_for_selector("text=Not stored")
    assert bench.page.get_by_text("accepted by Analyst A").count() == 0
    bench.page.unroute("**/api/judgements")
    bench.page.get_by_role("button", name="Try again").click()
    bench.page.get_by_text("accepted by Analyst A").nth(1).wait_for()
    keys.press("u")
    bench.page.get_by_text("unsure by Analyst A").nth(1).wait_for()


def test_a_page_of_a_pdf_stands_beside_the_text(bench: Bench, served: str) -> None:
    """The page of the present claim is drawn with its words marked; its pages are turned."""
    read(bench, served, "report.pdf")
    bench.page.locator("article", has_text="How many were killed?").first.click()
    bench.page.keyboard.press("o")
    bench.page.wait_for_selector(".page .box")
    assert bench.page.get_by_text("page 2 of 2").count() == 1
    assert bench.page.evaluate("() => document.querySelector('.page img').naturalWidth") > 500
    picture(bench.page, "original")
    assert violations(bench.page) == []
    bench.page.get_by_role("button", name="page before").click()
    bench.page.get_by_text("page 1 of 2").wait_for()


def test_a_snapshot_can_do_nothing(bench: Bench, served: str) -> None:
    """A page with scripts, remote pictures and forms is shown, runs nothing and asks nobody."""
    answered: list[str] = []
    bench.page.on("response", lambda answer: answered.append(answer.url))
    read(bench, served, "page.html")
    bench.page.keyboard.press("o")
    frame = bench.page.frame_locator("iframe[sandbox='']")
    frame.get_by_text("ships were sent to Tartus").wait_for()
    bench.page.wait_for_timeout(500)
    assert violations_outside_frames(bench) == []
    assert all(url.startswith(bench.address) for url in answered)
    # The browser tells of what the policy kept the page from; nothing of it left the machine.
    bench.foreign = [url for url in bench.foreign if url in answered]
    bench.faults = [fault for fault in bench.faults if "Content Security Policy" not in fault]


def violations_outside_frames(bench: Bench) -> list[str]:
    """What axe finds; it cannot look into a frame where nothing may run."""
    return [found for found in violations(bench.page) if not found.startswith("frame-tested")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_translation_stands_beside(bench: Bench, served: str, scheme: str) -> None:
    """Paragraph by paragraph, told apart from the original, signed, found by the search, and taken back."""
    bench.page.emulate_media(color_scheme=scheme)
    read(bench, served, "arabic.md")
    bench.page.get_by_role("button", name="Add a translation").click()
    boxes = bench.page.get_by_label("Translation of this paragraph")
    boxes.nth(1).fill("The Defence Ministry said that six people were killed when shells hit the port.")
    boxes.nth(2).fill(f"A spokesman denied that warships took part. {ODD if scheme == 'dark' else ''}")
    assert violations(bench.page) == []
    bench.page.get_by_role("button", name="Keep the translation").click()
    bench.page.wait_for_selector(".translation >> text=A spokesman denied")
    bench.page.wait_for_selector("text=What is read, quoted and judged is the original.")
    picture(bench.page, f"translation-{scheme}")
    assert violations(bench.page) == []
    bench.go("/search?q=spokesman+warships", "main li")
    bench.page.get_by_text("translation").first.wait_for()
    bench.page.locator("main li a").first.click()
    bench.page.get_by_role("button", name=re.compile(r"Translation \(en\)")).click()
    bench.page.get_by_role("button", name="Take it back").click()
    bench.page.get_by_role("button", name=re.compile(r"Translation \(en\)")).wait_for(state="detached")


def test_a_citation_is_copied(bench: Bench, served: str) -> None:
    """One key copies outlet, title, date, address, hash and the words of the present claim."""
    read(bench, served, "harbour.md")
    bench.page.locator("article", has_text="How many were killed?").first.click()
    bench.page.keyboard.press("q")
    bench.page.wait_for_selector("text=Copied:")
    line = bench.page.evaluate("() => navigator.clipboard.readText()")
    for part in (
        "Harbour Gazette",
        "“Shelling at the harbour”",
        "4 Mar 2019",
        "https://gazette.example/harbour",
        "SHA-256 ",
    ):
        assert part in line
    assert line.startswith("“")


def test_a_document_of_two_megabytes(bench: Bench, served: str) -> None:
    """It opens, holds only what is near the screen, shows words near its end where they are claimed, and scrolls."""
    key = document(served, "long.txt")
    text = ask(served, f"/api/documents/{key}")["text"]
    assert isinstance(text, dict)
    content = str(text["content"])
    assert len(content.encode()) > 2_000_000
    start = content.index("الفقرة رقم 13500")
    words = content[start : start + 16]
    coded = ask(
        served,
        f"/api/documents/{key}/claims",
        {
            "id": "hand-long-document",
            "who": "Analyst B",
            "start": start,
            "end": start + len(words),
            "quote": words,
            "slot": "other",
            "value": {"$": "TextValue", "text": "x"},
            "event": {"type": "shelling"},
        },
    )["claim"]
    assert isinstance(coded, dict)
    read(bench, served, "long.txt", f"?claim={coded['id']}")
    bench.page.wait_for_selector("mark.current")
    assert bench.page.inner_text("mark.current") == words
    inside = (
        "() => { const box = document.querySelector('mark.current').getBoundingClientRect(); "
        "return box.top > 0 && box.bottom < innerHeight }"
    )
    bench.page.wait_for_function(inside)
    assert bench.page.locator("[data-start]").count() < 2_000
    picture(bench.page, "long")
    bench.page.keyboard.press("End")
    bench.page.get_by_text(LAST).wait_for()
    bench.page.keyboard.press("Home")
    bench.page.get_by_text("الفقرة رقم 0:").wait_for()
    assert bench.page.locator("[data-start]").count() < 2_000
    select(bench, "رقم 3")
    bench.page.get_by_role("button", name="Add a claim from these words").click()
    assert bench.page.get_by_label("Exact words").input_value() == "رقم 3"


def test_hostile_markup_stays_text(bench: Bench, served: str) -> None:
    """Markup in title, publisher, address, text and everything coded is shown as it is and never runs."""
    read(bench, served, "hostile.md")
    bench.page.locator("details summary").first.click()
    bench.page.keyboard.press("a")
    bench.page.get_by_label("Exact words").fill("killing four people")
    bench.page.get_by_label("Question").select_option("motive")
    bench.page.get_by_label("Answer:").fill(ODD)
    bench.page.get_by_label("Who says it").fill(ODD.replace(">", "|"))
    bench.page.get_by_label("Only a part").fill(ODD)
    bench.page.locator("label", has_text=re.compile("^Event")).locator("select").select_option("")
    bench.page.get_by_label("Its name here").fill(ODD)
    bench.page.get_by_label("Kind of event").select_option("shelling")
    bench.page.get_by_label("Why").fill(ODD)
    bench.page.get_by_role("button", name="Add the claim").click()
    article = bench.page.locator("article", has_text="coded by hand")
    article.wait_for()
    assert ODD in article.inner_text()
    assert ODD in bench.page.inner_text("[data-reader]")
    assert bench.page.locator("main img, main script").count() == 0
    assert bench.page.locator("a[href^='javascript']").count() == 0


TABLE = (
    "kopf;inhalt;quelle;wann\n"
    'Shelling;"Shells hit the harbour of Latakia on 3 March 2019, killing four.";Gazette;04/03/2019\n'
    f'{ODD};"Six people were killed at the harbour of Latakia.";Coast Agency;05/03/2019\n'
    "Empty;;Coast Agency;05/03/2019\n"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_columns_are_mapped_and_remembered(bench: Bench, tmp_path: Path, scheme: str) -> None:
    """A table is shown before it is taken; what its columns hold is chosen once and remembered; rejects are told."""
    bench.page.emulate_media(color_scheme=scheme)
    file = tmp_path / f"table-{scheme}.csv"
    table = TABLE.replace("quelle", f"quelle {scheme}")
    file.write_text(table if scheme == "dark" else table.replace(ODD, "Second report"), encoding="utf-8")
    bench.go("/add", "textarea")
    bench.page.get_by_label("choose files").set_input_files(file)
    bench.page.get_by_role("heading", name=re.compile("What do the columns of")).wait_for()
    assert bench.page.locator("#column-1").input_value() == "text"
    bench.page.locator("#column-0").select_option("title")
    bench.page.locator("#column-2").select_option("publisher")
    bench.page.locator("#column-3").select_option("published")
    bench.page.get_by_label("Dates such as").select_option("day")
    picture(bench.page, f"mapper-{scheme}")
    assert violations(bench.page) == []
    bench.page.get_by_role("button", name="Take it in so").click()
    bench.page.wait_for_selector("text=Done:")
    bench.page.get_by_text("holds no text").first.wait_for()
    bench.page.get_by_label("choose files").set_input_files(file)
    bench.page.get_by_text("As Analyst A mapped").wait_for()
    assert bench.page.locator("#column-2").input_value() == "publisher"
    bench.page.get_by_role("button", name="Cancel").click()


def test_what_was_refused_is_sent_again(bench: Bench, tmp_path: Path) -> None:
    """A file that could not be taken in is told with its reason and can be tried again at once."""
    good, bad = tmp_path / "good.txt", tmp_path / "bad.pdf"
    good.write_text("Shells hit Latakia on 4 March 2019, killing two people.\n", encoding="utf-8")
    bad.write_bytes(b"%PDF-1.7 not really")
    bench.go("/add", "textarea")
    bench.page.get_by_label("choose files").set_input_files([good, bad])
    bench.page.wait_for_selector("text=Done:")
    bench.page.get_by_role("cell", name="bad.pdf").first.wait_for()
    bench.page.get_by_role("button", name="Try 1 file again").click()
    bench.page.wait_for_selector("text=1 file found", timeout=120_000)
