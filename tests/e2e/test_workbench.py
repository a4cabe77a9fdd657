"""The workbench in a real browser, over a copy of the example case."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.browsers import Bench, browser, opened, picture, playwright, pytestmark, serving, violations

__all__ = ["browser", "pytestmark"]


@pytest.fixture(scope="module")
def served(example_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address, with its secret, of a server over a copy of the example case."""
    case = tmp_path_factory.mktemp("workbench") / "copy.case"
    shutil.copytree(example_case, case)
    with serving(case) as address:
        yield address


@pytest.fixture
def bench(served: str, browser: playwright.Browser) -> Iterator[Bench]:
    """The workbench, entered by the address that was printed."""
    with opened(served, browser) as bench:
        yield bench
    assert [fault for fault in bench.faults if "412" not in fault] == []


SCREENS = {
    "case": ("/", ".cards a"),
    "table": ("/?view=table", "tbody a"),
    "queue": ("/queue", "article"),
    "documents": ("/documents", "tbody a"),
    "add": ("/add", "textarea"),
    "search": ("/search?q=airport", "main li"),
    "nothing-found": ("/?words=nothingofthekind", ".empty"),
}
TABS = {
    "overview": ".heads li",
    "matrix": "td .cell",
    "findings": "li.panel",
    "sources": "svg path",
    "course": "tbody tr",
    "explanations": "tbody select",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", SCREENS)
def test_screens_of_the_case(bench: Bench, name: str, scheme: str) -> None:
    """Each screen opens without a fault, asks for nothing elsewhere, and axe finds nothing against WCAG 2.2 AA."""
    bench.page.emulate_media(color_scheme=scheme)
    bench.go(*SCREENS[name])
    picture(bench.page, f"{name}-{scheme}")
    assert violations(bench.page) == []


@pytest.mark.parametrize("tab", TABS)
def test_views_of_an_incident(bench: Bench, tab: str) -> None:
    """Each view of an incident opens without a fault, and axe finds nothing against WCAG 2.2 AA."""
    bench.go(f"{bench.incident()}?tab={tab}", TABS[tab])
    picture(bench.page, f"incident-{tab}")
    assert violations(bench.page) == []


def test_the_reader_shows_the_words_of_a_claim(bench: Bench) -> None:
    """Arriving from a claim scrolls to its words and marks them; j and k move."""
    bench.go("/queue", "article .words a")
    bench.page.click("article .words a >> nth=0")
    bench.page.wait_for_selector("mark.current")
    assert bench.page.evaluate("() => document.querySelector('mark.current').getBoundingClientRect().top > 0")
    before = bench.page.get_attribute("article.current", "id")
    bench.page.keyboard.press("j" if bench.page.locator("article").last.get_attribute("id") != before else "k")
    assert bench.page.get_attribute("article.current", "id") != before
    picture(bench.page, "reader")
    # What is scrolled half under the bar at the top counts for axe as a target too small to hit.
    bench.page.evaluate("() => scrollTo(0, 0)")
    assert violations(bench.page) == []


def test_a_cell_of_the_matrix_opens_to_its_words(bench: Bench) -> None:
    """A cell opens to holders, outlets and exact words; escape closes it; arrows move among cells."""
    bench.go(f"{bench.incident()}?tab=matrix", "td .cell")
    cell = bench.page.locator("td .cell").first
    cell.focus()
    bench.page.keyboard.press("Enter")
    bench.page.wait_for_selector("dialog[open] article .words mark")
    picture(bench.page, "matrix-cell")
    bench.page.keyboard.press("Escape")
    assert bench.page.locator("dialog[open]").count() == 0


def test_an_answer_of_the_overview_opens_to_its_words(bench: Bench) -> None:
    """Every answer of the first view of an incident opens to the words that carry it, by keyboard alone."""
    bench.go(bench.incident(), "button.answer")
    bench.page.locator("button.answer").first.focus()
    bench.page.keyboard.press("Enter")
    bench.page.wait_for_selector("dialog[open] article .words mark")
    assert violations(bench.page) == []
    bench.page.keyboard.press("Escape")
    assert bench.page.locator("dialog[open]").count() == 0


def test_evidence_opens_to_its_words(bench: Bench) -> None:
    """A row of evidence and an explanation beside it open to the words they rest on before anybody rates them."""
    bench.go(f"{bench.incident()}?tab=explanations", "tbody select")
    for button in ("tbody th button", ".list li button"):
        bench.page.locator(button).first.click()
        bench.page.wait_for_selector("dialog[open] article .words mark")
        bench.page.keyboard.press("Escape")
        assert bench.page.locator("dialog[open]").count() == 0


def test_judging_asks_for_a_name_and_is_kept(bench: Bench) -> None:
    """The first decision asks who decides; it is shown at once, stored, and undone with u."""
    bench.go("/queue", "article")
    bench.page.keyboard.press("j")
    bench.page.keyboard.press("y")
    bench.page.wait_for_selector("dialog[open] #who")
    bench.page.fill("#who", "Analyst A")
    bench.page.keyboard.press("Enter")
    bench.page.wait_for_selector("text=accepted by Analyst A")
    for _ in range(100):
        if "confirmed 1" in bench.page.inner_text("footer"):
            break
        time.sleep(0.1)
    assert "confirmed 1" in bench.page.inner_text("footer")
    bench.page.keyboard.press("u")
    bench.page.wait_for_selector("text=unsure by Analyst A")


def test_a_lost_connection_loses_no_judgement(bench: Bench) -> None:
    """Where the server does not answer, the page says so, takes the decision back, and sends it when told to."""
    bench.go("/queue", "article")
    bench.page.evaluate("() => localStorage.setItem('crossbearing.name', 'Analyst B')")
    bench.go("/queue", "article")
    bench.page.route("**/api/judgements", lambda route: route.abort())
    bench.page.keyboard.press("j")
    bench.page.keyboard.press("n")
    bench.page.wait_for_selector("text=Not stored")
    bench.page.unroute("**/api/judgements")
    bench.page.get_by_role("button", name="Try again").click()
    bench.page.wait_for_selector("text=rejected by Analyst B")
    bench.faults = [fault for fault in bench.faults if "ERR_FAILED" not in fault]


def test_filters_stand_in_the_address(bench: Bench) -> None:
    """A filter narrows the list, stands in the address, and holds when the address is opened anew."""
    bench.go("/", ".cards a")
    bench.page.fill("#f-words", "nothing of the kind")
    bench.page.keyboard.press("Enter")
    bench.page.wait_for_selector(".empty")
    assert "words=nothing" in bench.page.url
    bench.page.reload()
    bench.page.wait_for_selector(".empty")


def test_a_pasted_report_is_taken_in(bench: Bench) -> None:
    """A text pasted into the page becomes a document of the case, with live progress."""
    bench.go("/add", "textarea")
    bench.page.fill("#pasted", "Shelling at the harbour\n\nShells hit Latakia on 3 March 2019, killing four people.")
    bench.page.keyboard.press("Control+Enter")
    bench.page.wait_for_selector("text=Done:")
    picture(bench.page, "added")


def test_readable_on_a_phone(bench: Bench) -> None:
    """At 390 pixels nothing of the list is wider than the screen."""
    bench.page.set_viewport_size({"width": 390, "height": 800})
    bench.go("/", ".cards a")
    picture(bench.page, "phone")
    assert bench.page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_keys_are_listed(bench: Bench) -> None:
    """A question mark lists the keys; escape closes the list."""
    bench.go("/", ".cards a")
    bench.page.keyboard.press("?")
    bench.page.wait_for_selector("dialog[open] kbd")
    picture(bench.page, "help")
    bench.page.keyboard.press("Escape")
    assert bench.page.locator("dialog[open]").count() == 0


def test_a_number_is_corrected(bench: Bench) -> None:
    """A correction is typed as people write numbers, refused where it is none, and shown with its author."""
    bench.go("/queue", "article")
    bench.page.evaluate("() => localStorage.setItem('crossbearing.name', 'Analyst C')")
    bench.go("/queue", "article")
    claim = bench.page.locator("article", has_text="How many were killed?").first
    claim.get_by_role("button", name="Correct").click()
    answer = claim.get_by_label(re.compile("Corrected answer"))
    answer.fill("50-40")
    answer.press("Enter")
    claim.get_by_role("alert").wait_for()
    answer.fill("at least 61")
    answer.press("Enter")
    bench.page.wait_for_selector("text=corrected to ≥61")
    assert violations(bench.page) == []


def test_a_report_is_moved_to_an_incident_of_its_own(bench: Bench) -> None:
    """From the incident a report is moved out, which is linked at once and listed with its author, and taken back."""
    bench.go("/queue", "article")
    bench.page.evaluate("() => localStorage.setItem('crossbearing.name', 'Analyst D')")
    bench.go(bench.incident(), "h1")
    bench.page.get_by_role("button", name="Join or split…").click()
    bench.page.wait_for_selector("dialog[open] option:has-text('WeForNews')", state="attached")
    assert violations(bench.page) == []
    picture(bench.page, "grouping")
    wanted = bench.page.locator("dialog[open] option", has_text="WeForNews").get_attribute("value")
    bench.page.get_by_label("The report").select_option(wanted)
    bench.page.get_by_role("button", name="Move the report").click()
    bench.page.wait_for_selector("dialog[open] li:has-text('is not about this incident')")
    bench.page.get_by_role("button", name="Take back").click()
    bench.page.wait_for_selector("text=all is as the program suggests")
    bench.page.keyboard.press("Escape")
    assert bench.page.locator("dialog[open]").count() == 0


def test_what_protects_people_is_recorded_beside_the_document(bench: Bench) -> None:
    """In the reader a person records a mark of care; it is kept with the name, and the document is covered at once."""
    bench.go("/documents", "tbody a")
    bench.page.evaluate("() => localStorage.setItem('crossbearing.name', 'Analyst D')")
    bench.go("/documents", "tbody a")
    bench.page.locator("tbody a").last.click()
    bench.page.get_by_role("button", name="Care for people…").click()
    bench.page.wait_for_selector("text=Consent to its use")
    assert violations(bench.page) == []
    picture(bench.page, "care")
    bench.page.get_by_label("graphic").check()
    bench.page.get_by_role("button", name="Keep this of the document").click()
    bench.page.wait_for_selector("text=Last recorded by Analyst D")
    bench.page.keyboard.press("Escape")
    bench.page.wait_for_selector("text=Show the words of this document")
