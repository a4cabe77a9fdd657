"""The reader in a real browser: claims coded by hand, corrected and judged."""

from __future__ import annotations

import re

import pytest

from tests.e2e.browsers import Bench, browser, picture, pytestmark, violations
from tests.e2e.odd_case import WORDS, ask, bench, document, read, select, served

__all__ = ["bench", "browser", "pytestmark", "served"]


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
