"""The reader in a real browser: what stands beside the text, long documents, hostile ones."""

from __future__ import annotations

import re

import pytest

from tests.e2e.browsers import Bench, browser, picture, pytestmark, violations
from tests.e2e.odd_case import LAST, ODD, ask, bench, document, read, select, served

__all__ = ["bench", "browser", "pytestmark", "served"]


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
    bench.page.get_by_role("textbox", name="Why (may be left out)", exact=True).fill(ODD)
    bench.page.get_by_role("button", name="Add the claim").click()
    article = bench.page.locator("article", has_text="coded by hand")
    article.wait_for()
    assert ODD in article.inner_text()
    assert ODD in bench.page.inner_text("[data-reader]")
    assert bench.page.locator("main img, main script").count() == 0
    assert bench.page.locator("a[href^='javascript']").count() == 0
