"""Scorers of groupings: samples hold whole incidents, figures come from findings, texts have one main incident."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from evals.gva import sampled
from evals.linking import Written, compared_rows, grouping_rows, incident_of, main_incidents, toll

from crossbearing.link.linking import link
from crossbearing.model.documents import Document
from crossbearing.weigh.weighing import Weighing
from tests.invented_claims import NORTHTOWN, Report, case_of, count, day, place
from tests.memory_case import MemoryCase


def report(publisher: str, killed: str) -> Report:
    """Return a report of one strike."""
    made = Report(publisher, "2031-05-05").says("where", NORTHTOWN).says("when.start", day("2031-05-04"))
    return made.says("killed", count(killed), "District Council")


def linked(*reports: Report) -> MemoryCase:
    """Return a linked case whose documents are named after their publishers."""
    case = case_of(*reports)
    case.document_list = [
        Document(one.document, "0" * 64, "", "text/plain", 1, f"{one.publication.publisher}.md", "2031-05-06")
        for one in reports
    ]
    return case.with_links(link(case))


def test_samples_hold_whole_incidents() -> None:
    """A sample stops at its size but never within an incident, and is the same for any order of the articles."""
    articles = [
        {"incident_id": str(number % 4), "doc_id": f"d{number}", "title": "", "dct": "2031-05-04", "content": "Words."}
        for number in range(12)
    ]
    chosen = sampled(articles, 4)
    assert len(chosen) == 6
    assert len({text.incident for text in chosen}) == 2
    assert {text.id for text in sampled(articles[::-1], 4)} == {text.id for text in chosen}
    assert len(sampled(articles, 0)) == 12


def test_a_text_stands_under_the_incident_of_most_of_its_claims() -> None:
    """Of two happenings that a text tells the one with more claims counts."""
    both = report("Both", "9")
    far = place("Fartown", 10.0, 10.0)
    both.says("where", far, event="second").says("when.start", day("2031-05-04"), event="second")
    case = linked(report("One", "9"), both)
    found = main_incidents(case)
    assert found["Both"] == found["One"]


def test_the_incident_of_several_texts() -> None:
    """It is that of most of them; where they stand apart, the one that most of their claims are about."""
    counts = {"Long": Counter(far=60, near=40), "Short": Counter(near=4), "Brief": Counter(near=2, far=1)}
    assert incident_of(["Long", "Short", "Brief"], counts) == "near"
    assert incident_of(["Long", "Short"], counts) == "far"
    assert incident_of(["Nothing"], counts) is None


def test_tolls_are_those_of_the_findings() -> None:
    """Lowest and highest are over all standing figures; the best is the one that more families give."""
    told = [report("A", "9"), report("B", "9"), report("C", "12")]
    told[2].claims[-1] = replace(told[2].claims[-1], speakers=told[2].claims[-1].speakers[:1])
    case = linked(*told)
    findings = Weighing()(case.incident_list[0], case).findings
    assert toll(findings, "killed") == (9, 12, 9)
    assert toll(findings, "wounded") is None


def test_rows_of_a_grouping() -> None:
    """Texts without an incident stand alone, and the bare figure is told beside ours."""
    texts = [Written(name, incident, "", {}) for name, incident in (("a", "1"), ("b", "1"), ("c", "2"))]
    rows = {row.metric: row.ours for row in grouping_rows("set", "dev", {"a": "X", "b": "X"}, texts, 0.0)}
    assert rows["B-cubed F1"] == 100
    assert rows["B-cubed F1, every text alone"] is not None
    assert rows["B-cubed F1, every text alone"] < 100


def test_pairs_that_would_join_are_compared() -> None:
    """Reports of one place, day and toll are brought to comparison."""
    (row,) = compared_rows("set", "dev", linked(report("A", "9"), report("B", "9"), report("C", "9")))
    assert (row.ours, row.count) == (100.0, 3)
