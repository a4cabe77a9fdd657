"""What weighing tells beyond findings, on the page and in lists: side by side, signed by name, nothing merged."""

from __future__ import annotations

import re

import pytest

from crossbearing.show.dossier.page import render_dossier
from crossbearing.show.tables import render
from tests.show.cast import LABELS
from tests.show.invented import invented_case
from tests.show.test_dossier import outlines


@pytest.fixture(scope="module")
def page() -> str:
    """The page of the invented case."""
    return render_dossier(invented_case(), labels=LABELS, outlines=outlines())


def section(page: str, name: str) -> str:
    """Return the words of the first section of a class, tags taken out."""
    found = re.search(rf'<section[^>]*class="{name}".*?</section>', page, flags=re.DOTALL)
    assert found, name
    return " ".join(re.sub(r"<[^>]+>", " ", found.group()).split())


def test_three_practices_side_by_side(page: str) -> None:
    """Each practice's range stands by itself, with its figures in its own manner and the vague words it left."""
    words = section(page, "losses")
    assert "Whom Airwars UCDP ACLED" in words
    assert re.search(r"belligerents 62–90", words)
    assert "best 62 (given by First Reviewer), low 15, high 90; “dozens”" in words
    row = next(part for part in re.findall(r"<tr>.*?</tr>", page, flags=re.DOTALL) if "all together" in part)
    cells = [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<td>.*?</td>", row)]
    assert cells[0] == "–"
    assert cells[1].startswith("best 62")
    assert cells[2].startswith("15")
    assert "inferred from published records" in words


def test_counting_rules_are_on_the_page(page: str) -> None:
    """The case's rules stand where persons are counted, its own additions too."""
    words = section(page, "losses")
    for topic in ("scope", "inclusion", "status", "vague_words"):
        assert f"The rule on {topic}." in words
    assert "Only September 2016." in words


def test_the_course_tells_who_orders_it_how(page: str) -> None:
    """Steps stand in order with their tellers; where accounts differ it says so, and what nothing places is named."""
    words = section(page, "course")
    assert words.index("17:00") < words.index("stage 2") < words.index("Shelling")
    assert "accounts differ" in words
    assert "Nothing that was said places it" in words
    assert "Orders told in words only" in words


def test_the_matrix_shows_ratings_and_who_differ(page: str) -> None:
    """Rows show their ratings, people who differ are both named, and missing evidence is listed."""
    words = section(page, "evidence")
    assert "H1" in words
    assert "another explanation would lead" in words
    assert "First Reviewer: I, Second Reviewer: N" in words
    assert "the radar record noted by First Reviewer" in words
    assert "Was notice given beforehand?" in words


def test_likelihood_and_confidence_never_share_a_sentence(page: str) -> None:
    """The word of likelihood and the level of confidence stand apart (ICD 203)."""
    found = re.search(r'<section[^>]*class="evidence".*?</section>', page, flags=re.DOTALL)
    assert found
    for block in re.findall(r"<(?:p|li)\b.*?</(?:p|li)>", found.group(), flags=re.DOTALL):
        words = re.sub(r"<[^>]+>", " ", block)
        assert not ("likely (" in words and "confidence" in words)


def test_criteria_are_titled_as_no_grade(page: str) -> None:
    """Criteria are titled as such, with what is met and what a person must judge; the signed grade is named apart."""
    words = section(page, "criteria")
    assert words.count("this is no grade") == 2
    assert "✓ met : A body said to have struck says so." in words
    assert "the accounts cannot tell" in words
    assert "contested, signed by First Reviewer" in words


def test_what_a_source_gave_is_listed_without_a_rate(page: str) -> None:
    """A source's figures stand in order with what became of them, its letter signed, and no share of right or wrong."""
    words = section(page, "sources")
    assert words.index("83") < words.index("90 a day later")
    assert "C (First Reviewer" in words
    assert "%" not in words


def test_relations_are_suggestions(page: str) -> None:
    """Another incident beside this one is named with the reason, as a suggestion."""
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "possibly the same as Shelling, 30 Sep 2016" in text
    assert "it is a suggestion" in text


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("ranges", "none of them is merged"),
        ("course", "accounts differ"),
        ("criteria", "which only a person gives"),
        ("hypotheses", "likely (55 to 80 %; First Reviewer)"),
        ("evidence", "people differ"),
        ("records", "No rate is made of it"),
        ("relations", "nothing is joined"),
        ("rules", "Only September 2016."),
        ("findings", "ACLED: 15"),
    ],
)
def test_lists_say_what_they_are(what: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each list says below its rows how it is to be read."""
    monkeypatch.setenv("COLUMNS", "400")
    assert words in " ".join(render(invented_case(), what, {}, LABELS).split())
