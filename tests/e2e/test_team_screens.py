"""What a team does in the workbench, in a real browser: assessments, grades, exports, settings, sources, views."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.browsers import Bench, browser, picture, pytestmark, violations
from tests.e2e.test_workbench import bench, served

__all__ = ["bench", "browser", "pytestmark", "served"]

HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


def sign_as(bench: Bench, name: str) -> None:
    """Work under a name from the next page on."""
    bench.page.evaluate("name => localStorage.setItem('crossbearing.name', name)", name)


def both_schemes(bench: Bench, name: str) -> None:
    """Take a picture in light and dark, and let axe look at each."""
    for scheme in ("light", "dark"):
        bench.page.emulate_media(color_scheme=scheme)
        picture(bench.page, f"{name}-{scheme}")
        assert violations(bench.page) == [], scheme


def test_two_people_code_without_sight_of_each_other(bench: Bench) -> None:
    """Opened, coded by two by keyboard, compared, signed by a third; neither is shown findings while it is open."""
    sign_as(bench, "Editor")
    incident = bench.incident()
    bench.go(f"{incident}?tab=team", "text=Have it assessed by two people")
    bench.page.click("text=Have it assessed by two people")
    bench.page.get_by_label("First person, as they sign").fill("Ann")
    bench.page.get_by_label("Second person, as they sign").fill("بن علي")
    bench.page.get_by_label("Second person, as they sign").press("Enter")
    bench.page.wait_for_selector("text=being coded")
    both_schemes(bench, "team-open")
    for name, keys in (("Ann", "yyyn"), ("بن علي", "yyyy")):
        sign_as(bench, name)
        bench.go(incident, ".bar")
        bench.page.wait_for_selector("article")
        assert bench.page.locator("[role=tab]").count() == 0
        judged = bench.page.get_by_role("status").filter(has_text="judged by you")
        assert judged.inner_text().startswith("0 of"), "nothing of the other person is counted here"
        for key in keys:
            bench.page.keyboard.press("j")
            bench.page.keyboard.press(key)
        bench.page.wait_for_selector("[role=status] >> text=/^4 of/")
        if name == "Ann":
            both_schemes(bench, "blind-coding")
        bench.page.get_by_role("button", name="I have finished").click()
        bench.page.wait_for_selector("text=Your part is finished")
    sign_as(bench, "Editor")
    bench.go(f"{incident}?tab=team", "text=all together")
    bench.page.get_by_label("Editor’s note").fill(HOSTILE)
    bench.page.get_by_role("button", name=re.compile("Sign as editor")).click()
    bench.page.wait_for_selector("text=✓ signed by Editor")
    assert bench.page.title() != "owned"
    both_schemes(bench, "team")
    bench.faults = [fault for fault in bench.faults if "403" not in fault]


def test_questions_and_versions_are_kept(bench: Bench) -> None:
    """A question with its silence, a frozen version, and what it said, all by keyboard."""
    sign_as(bench, "Editor")
    bench.go(f"{bench.incident()}?tab=team", "text=Note a question")
    bench.page.get_by_role("button", name="Note a question").focus()
    bench.page.keyboard.press("Enter")
    bench.page.get_by_label("Question", exact=True).fill(f"Which unit answered the call? {HOSTILE}")
    bench.page.get_by_label("Who was asked").fill("the press office")
    bench.page.get_by_label("What came of it").select_option("silence")
    bench.page.get_by_label("Who was asked").press("Enter")
    bench.page.wait_for_selector("text=no reply came")
    bench.page.click("text=Publish what it says now")
    bench.page.get_by_label("What is said of this version").press("Enter")
    bench.page.wait_for_selector("text=Nothing has changed since version 1")
    bench.page.get_by_role("button", name="What it said").click()
    bench.page.wait_for_selector("dialog[open] >> text=fits what is kept")
    both_schemes(bench, "version")
    bench.page.keyboard.press("Escape")
    assert bench.page.title() != "owned"


def test_grades_stand_beside_criteria(bench: Bench) -> None:
    """A grade is chosen by keyboard and signed; criteria are shown met and not met and choose nothing."""
    sign_as(bench, "Analyst A")
    bench.go(bench.incident(), "text=Grades…")
    bench.page.get_by_role("button", name="Grades…").click()
    bench.page.wait_for_selector("dialog[open] .criteria li")
    assert bench.page.locator("dialog[open] input:checked").count() == 0
    bench.page.locator("dialog[open] input[value=weak]").focus()
    bench.page.keyboard.press("Space")
    bench.page.get_by_role("button", name=re.compile("Sign this grade")).first.click()
    bench.page.wait_for_selector("dialog[open] .given >> text=signed Analyst A")
    both_schemes(bench, "grades")


def test_sources_are_graded_and_compared(bench: Bench) -> None:
    """Admiralty letters are signed on the list of sources; two reports open side by side with shared passages."""
    sign_as(bench, "Analyst A")
    bench.go("/sources", "tbody button")
    both_schemes(bench, "sources")
    bench.page.locator("tbody button").first.click()
    bench.page.wait_for_selector("dialog[open] input[value=B]")
    assert bench.page.locator("dialog[open] fieldset").count() == 1, "reliability alone; credibility is of statements"
    bench.page.check("dialog[open] input[value=B]")
    bench.page.fill("dialog[open] textarea", HOSTILE)
    bench.page.get_by_role("button", name=re.compile("Sign this grade")).click()
    bench.page.wait_for_selector("dialog[open] .given")
    bench.page.keyboard.press("Escape")
    bench.page.wait_for_selector("tbody td b:has-text('B')")
    one, other = (bench.page.locator("form select").nth(n) for n in (0, 1))
    one.select_option(index=1)
    other.select_option(index=1)
    bench.page.get_by_role("button", name="Compare").click()
    bench.page.wait_for_selector("article mark")
    bench.page.keyboard.press("j")
    bench.page.wait_for_selector("mark.current")
    both_schemes(bench, "compare")
    assert bench.page.title() != "owned"


def test_an_export_is_explained_then_downloaded(bench: Bench, tmp_path: Path) -> None:
    """What will be hidden is shown before anything is written; a changed wish must be looked at anew."""
    sign_as(bench, "Analyst A")
    bench.go(bench.incident(), ".heads li")
    bench.page.locator("header").get_by_role("button", name="Export").click()
    bench.page.wait_for_selector("dialog[open] select >> nth=0")
    bench.page.get_by_label("Format").select_option("geojson")
    bench.page.get_by_role("button", name="Show what will be hidden").click()
    bench.page.get_by_role("heading", name="What will be hidden").wait_for()
    both_schemes(bench, "export")
    bench.page.get_by_label("Places no finer than").select_option("district")
    assert bench.page.get_by_role("button", name=re.compile("^Export as")).count() == 0
    bench.page.get_by_role("button", name="Show what will be hidden").click()
    bench.page.get_by_role("button", name=re.compile("^Export as")).click()
    bench.page.wait_for_selector("a.download")
    with bench.page.expect_download() as download:
        bench.page.click("a.download")
    download.value.save_as(tmp_path / "export.zip")
    with zipfile.ZipFile(io.BytesIO((tmp_path / "export.zip").read_bytes())) as archive:
        assert any(name.endswith(".geojson") for name in archive.namelist())


def test_settings_hold(bench: Bench) -> None:
    """Dark is dark in a light system, and stays after a reload; an own rule is kept with the case."""
    sign_as(bench, "Analyst A")
    bench.page.emulate_media(color_scheme="light")
    bench.go("/", ".cards a")
    bench.page.get_by_role("button", name="Settings").click()
    bench.page.wait_for_selector("dialog[open] h4")
    bench.page.get_by_label("Light or dark").select_option("dark")
    bench.page.get_by_label("Our own rule").first.fill("Named dead only")
    bench.page.get_by_role("button", name="Keep this rule").click()
    bench.page.wait_for_selector("text=: kept.")
    assert violations(bench.page) == []
    picture(bench.page, "settings")
    bench.page.reload()
    bench.page.wait_for_selector(".cards a")
    shown = bench.page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert max(int(part) for part in re.findall(r"\d+", shown)[:3]) < 60
    bench.page.evaluate("() => localStorage.removeItem('crossbearing.prefs')")


def test_a_view_is_kept_under_a_name(bench: Bench) -> None:
    """Filters kept under a name open again with one click, for whoever works there."""
    sign_as(bench, "Analyst A")
    bench.go("/?words=nothing", ".empty:not([role=status])")
    bench.page.get_by_role("button", name="Keep this view").click()
    bench.page.fill("#view-name", HOSTILE)
    bench.page.keyboard.press("Enter")
    bench.page.wait_for_selector("section a[aria-current]")
    bench.go("/", ".cards a")
    bench.page.get_by_role("link", name=HOSTILE).click()
    bench.page.wait_for_selector(".empty")
    assert "words=nothing" in bench.page.url
    bench.page.get_by_role("button", name=re.compile("Take away the view")).click()
    bench.page.get_by_role("link", name=HOSTILE).wait_for(state="detached")
    assert bench.page.title() != "owned"


def test_many_are_decided_and_taken_back(bench: Bench) -> None:
    """The filter's number is shown first; one decision covers it, and one undo takes it back."""
    sign_as(bench, "Analyst D")
    bench.go("/queue", "article")
    bench.page.click("summary")
    bench.page.get_by_label("Question").select_option("wounded")
    bench.page.get_by_role("button", name="Count them first").click()
    bench.page.wait_for_selector("details b:has-text('claims')")
    both_schemes(bench, "bulk")
    bench.page.get_by_role("button", name=re.compile(r"^Reject \d+ claims")).click()
    bench.page.get_by_role("button", name="Take the last one back").click()
    bench.page.get_by_role("button", name="Take the last one back").wait_for(state="detached")


def keep(bench: Bench, name: str, folder: Path) -> bytes:
    """Return what a button gives to download."""
    with bench.page.expect_download() as download:
        bench.page.get_by_role("button", name=name).click()
    download.value.save_as(folder / "kept")
    return (folder / "kept").read_bytes()


def test_the_explanations_become_pictures_and_a_table(bench: Bench, tmp_path: Path) -> None:
    """The matrix of explanations is kept as SVG, PNG and CSV."""
    bench.go(f"{bench.incident()}?tab=explanations", "tbody select")
    assert keep(bench, "picture (SVG)", tmp_path).startswith(b"<svg")
    assert keep(bench, "picture (PNG)", tmp_path).startswith(b"\x89PNG")
    assert keep(bench, "table (CSV)", tmp_path).startswith(b"evidence,origin,tells_apart")


@pytest.mark.parametrize("path", ["/incidents/NO-SUCH-1", "/compare?one=a&other=b", "/documents/nothing", "/nowhere"])
def test_what_is_not_there_is_told_in_words(bench: Bench, path: str) -> None:
    """An unknown id or address says so and leads on; nothing is blank."""
    bench.go(path, "main [role=alert], main .empty a")
    assert violations(bench.page) == []
    bench.faults = [fault for fault in bench.faults if "404" not in fault]


def test_a_stale_question_is_told_and_nothing_is_lost(bench: Bench) -> None:
    """Two people change one question: the slower one is told, sees what stands, and keeps what was typed."""
    sign_as(bench, "Editor")
    incident = bench.incident()
    bench.go(f"{incident}?tab=team", "text=Note a question")
    bench.page.get_by_role("button", name="Note a question").click()
    bench.page.get_by_label("Question", exact=True).fill("Who counted?")
    bench.page.get_by_role("button", name="Keep", exact=True).click()
    row = bench.page.locator("li", has_text="Who counted?")
    row.get_by_role("button", name="Change").click()
    bench.page.get_by_label("Reply, in their words").fill("typed by the slower one")
    other: Callable[[], Any] = lambda: bench.page.evaluate(  # noqa: E731 - what somebody else's page does meanwhile
        """async (path) => { const list = await (await fetch(`/api${path}/questions`)).json();
        const one = list.items.find((item) => item.question === 'Who counted?');
        const body = { who: 'Somebody', question: one.question, reply: 'the hospital', state: 'replied' };
        await fetch(`/api/questions/${one.id}`, { method: 'POST', body: JSON.stringify(body),
          headers: { 'Content-Type': 'application/json' } }); }""",
        incident,
    )
    other()
    bench.page.get_by_role("button", name="Keep", exact=True).click()
    bench.page.wait_for_selector("text=has changed this since you loaded it")
    assert bench.page.get_by_label("Reply, in their words").input_value() == "typed by the slower one"
    bench.page.get_by_role("button", name="Keep", exact=True).click()
    bench.page.wait_for_selector(".one >> text=typed by the slower one")


@pytest.mark.parametrize("path", ["/sources", "/queue", "{incident}?tab=team", "{incident}?tab=sources"])
def test_team_screens_are_readable_on_a_phone(bench: Bench, path: str) -> None:
    """At 390 pixels nothing but tables that scroll by themselves is wider than the screen."""
    address = path.format(incident=bench.incident())
    bench.page.set_viewport_size({"width": 390, "height": 800})
    bench.go(address, "main h1, main h2")
    bench.page.wait_for_load_state("networkidle")
    assert bench.page.evaluate("() => document.documentElement.scrollWidth") <= 390
