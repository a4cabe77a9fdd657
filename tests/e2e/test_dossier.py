"""The dossier in a real browser, cut off from every network."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line import ROOT, succeed

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
PICTURES = ROOT / ".cache" / "screenshots"

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium: install it or name one in CHROMIUM")


class Visit:
    """A page open in the browser, with what it logged and asked for.

    Args:
        page: The page, not yet gone anywhere.
    """

    def __init__(self, page: playwright.Page) -> None:
        self.page = page
        self.messages: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.messages.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.messages.append(f"error: {error}"))
        page.on("request", lambda request: self.requests.append(request.url))


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    """One browser for all tests."""
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield started
        started.close()


@pytest.fixture(params=["light", "dark"])
def visit(request: pytest.FixtureRequest, browser: playwright.Browser, example_dossier: Path) -> Iterator[Visit]:
    """The example's dossier, open in light and in dark, without a network."""
    context = browser.new_context(color_scheme=request.param, viewport={"width": 1280, "height": 900}, offline=True)
    visit = Visit(context.new_page())
    visit.page.goto(example_dossier.as_uri())
    yield visit
    context.close()


def picture(page: playwright.Page, name: str, **options: object) -> None:
    """Keep a screenshot for people to look at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", **options)


def contrast(page: playwright.Page) -> float:
    """Contrast of body text and page, by WCAG 2.2 (relative luminance)."""
    colours = page.evaluate(
        "() => { const s = getComputedStyle(document.body), r = getComputedStyle(document.documentElement);"
        " return [s.color, s.backgroundColor, r.backgroundColor] }"
    )
    luminance = []
    text, background, root = ([float(n) for n in re.findall(r"[\d.]+", colour)] for colour in colours)
    if len(background) > 3 and background[3] == 0:
        background = root if not (len(root) > 3 and root[3] == 0) else [255.0, 255.0, 255.0]
    for colour in (text, background):
        parts = [part / 255 for part in colour[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        luminance.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(luminance) + 0.05) / (min(luminance) + 0.05)


def test_opens_without_a_network_and_without_errors(visit: Visit, request: pytest.FixtureRequest) -> None:
    """The page asks for nothing but itself and logs no error; the colours follow the system and can be read."""
    visit.page.wait_for_load_state("load")
    assert [url for url in visit.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert len([url for url in visit.requests if url.startswith("file:")]) == 1
    assert [message for message in visit.messages if message.startswith(("error", "warning"))] == []
    assert contrast(visit.page) >= 7
    scheme = request.node.callspec.params["visit"]
    picture(visit.page, f"dossier-{scheme}-top")
    picture(visit.page, f"dossier-{scheme}-whole", full_page=True)


def test_light_and_dark_differ(browser: playwright.Browser, example_dossier: Path) -> None:
    """The page is light in a light system and dark in a dark one."""
    shades = {}
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.goto(example_dossier.as_uri())
        shades[scheme] = page.evaluate(
            "() => { const canvas = document.createElement('canvas'); return getComputedStyle(document.body).color }"
        )
        page.close()
    assert shades["light"] != shades["dark"]


def test_every_link_leads_somewhere(visit: Visit) -> None:
    """Every link inside the page has its target, and every target of a statement is a highlighted stretch of words."""
    broken = visit.page.evaluate(
        "() => [...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1))"
        ".filter(id => id && !document.getElementById(decodeURIComponent(id)))"
    )
    assert broken == []
    assert visit.page.locator("a[href^='#']").count() > 50
    assert visit.page.locator("mark").count() > 50, "no highlighted words"


def test_ids_are_unique(visit: Visit) -> None:
    """No two elements share an id, or links would lead to the wrong words."""
    doubled = visit.page.evaluate(
        "() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
        " return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))] }"
    )
    assert doubled == []


def test_a_statement_leads_to_its_words(visit: Visit) -> None:
    """Following a statement's link in the matrix brings its highlighted words into view."""
    links = visit.page.locator("table a[href^='#']")
    assert links.count() > 20
    seen = 0
    for number in range(0, links.count(), max(1, links.count() // 12)):
        link = links.nth(number)
        target = link.get_attribute("href")
        visit.page.evaluate("target => { location.hash = target }", target)
        visit.page.wait_for_timeout(50)
        place = visit.page.evaluate(
            "id => { const box = document.getElementById(id).getBoundingClientRect();"
            " return [box.top, box.bottom, box.height, innerHeight] }",
            (target or "")[1:],
        )
        assert place[2] > 0, f"{target} is hidden"
        assert place[0] < place[3], f"{target} is below the window"
        assert place[1] > 0, f"{target} is above the window"
        seen += 1
    assert seen >= 6


def test_holds_all_its_parts(visit: Visit) -> None:
    """The page has a heading for each part of the incident file that the design names."""
    headings = " | ".join(visit.page.locator("h1, h2, h3").all_inner_texts()).casefold()
    for part in ("glance", "matrix", "timeline", "map", "loss", "explanation", "source", "document"):
        assert part in headings, f"no heading for {part}: {headings}"
    assert visit.page.locator("svg").count() >= 2, "neither map nor timeline is drawn"


def test_says_how_many_outlets_state_an_origin(visit: Visit) -> None:
    """Verdict rows print how many outlets state an origin and how many none."""
    text = " ".join(visit.page.locator("body").inner_text().split())
    assert re.search(r"\d+ outlets?: \d+ states? an origin, \d+ (?:state )?none", text), text[:2000]


def test_a_verdict_never_speaks_by_colour_alone(visit: Visit) -> None:
    """Every verdict is given in words beside its sign."""
    text = visit.page.locator("body").inner_text().casefold()
    assert "disputed" in text
    assert "single origin" in text


def test_fits_a_narrow_screen(browser: playwright.Browser, example_dossier: Path) -> None:
    """On a telephone nothing sticks out of the page; wide tables scroll by themselves."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(example_dossier.as_uri())
    picture(page, "dossier-narrow")
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 1
    page.close()


def test_prints(browser: playwright.Browser, example_dossier: Path) -> None:
    """Printed, the page is a document of several pages, its sections open."""
    page = browser.new_page()
    page.goto(example_dossier.as_uri())
    page.emulate_media(media="print")
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = page.pdf(path=PICTURES / "dossier.pdf", format="A4", print_background=True)
    assert 3 <= data.count(b"/Type /Page\n") + data.count(b"/Type /Page ") + data.count(b"/Type/Page/") <= 200
    hidden = page.evaluate("() => [...document.querySelectorAll('details:not([open])')].length")
    shown = page.evaluate(
        "() => [...document.querySelectorAll('details:not([open]) mark')].filter(m => m.offsetHeight > 0).length"
    )
    marks = page.evaluate("() => [...document.querySelectorAll('details:not([open]) mark')].length")
    assert hidden == 0 or shown == marks, "words in closed sections would be missing on paper"
    page.close()


def test_works_without_scripts(browser: playwright.Browser, example_dossier: Path) -> None:
    """With scripts switched off the findings and the words behind them are still there."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(example_dossier.as_uri())
    assert page.locator("mark").count() > 50
    assert "disputed" in page.locator("body").inner_text().casefold()
    context.close()


def test_is_safe_against_what_reports_contain(tmp_path: Path, browser: playwright.Browser) -> None:
    """Markup and scripts in a report, its title, its publisher or its address are shown as words and never run."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.md").write_text(
        '---\ntitle: "<img src=x onerror=alert(1)> <script>alert(2)</script>"\n'
        "publisher: \"<b onmouseover='alert(3)'>Paper</b>\"\npublished: 2019-03-04\n"
        'url: "javascript:alert(4)"\n---\n\nFive people were killed on 3 March 2019 when shells hit a market in Idlib, '
        "\"</mark><script>document.title = 'gone'</script>\" said the governor & his <i>aide</i>.\n",
        encoding="utf-8",
    )
    succeed("build", folder, "--case", tmp_path / "a.case", "--workers", 1, "--quiet")
    succeed("report", tmp_path / "a.case", "-o", tmp_path / "a.html", "--with-names")
    page = browser.new_page()
    page.on("dialog", lambda dialog: pytest.fail(f"a script of the report ran: {dialog.message}"))
    page.goto((tmp_path / "a.html").as_uri())
    assert page.title() != "gone"
    assert page.locator("a[href^='javascript:']").count() == 0
    assert page.locator("img").count() == 0
    assert page.locator("[onerror], [onmouseover]").count() == 0
    page.close()


def test_documents_are_excerpts(visit: Visit) -> None:
    """No document is reprinted whole: a sentence of a report that carries no claim and stands by none is not there."""
    text = " ".join(visit.page.locator("body").inner_text().split())
    assert "Listen live" not in text
    assert "Wildfire burns" not in text
    assert "look out for the bulletins that follow" not in text


def test_is_the_same_every_time(example_case: Path, example_dossier: Path, tmp_path: Path) -> None:
    """Writing the dossier again gives the same page, apart from the time of writing."""
    seed = {"PYTHONHASHSEED": "7"}  # of its own: no order of a set may be behind it
    succeed("report", example_case, "-o", tmp_path / "again.html", env=seed)
    clock = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?|\d\d:\d\d")
    first, again = (
        clock.sub("", path.read_text(encoding="utf-8")) for path in (example_dossier, tmp_path / "again.html")
    )
    assert first == again
