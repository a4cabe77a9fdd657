"""Persons named with their age: whom a text names so, and that follow-ups find their incident by them."""

from __future__ import annotations

import pytest

from crossbearing.link.comparisons import score
from crossbearing.link.gathering import gather
from crossbearing.link.judged import LinkJudgements
from crossbearing.link.linking import link
from crossbearing.link.persons import persons_in
from crossbearing.link.strands import Strand
from crossbearing.model.values import Place
from tests.invented_claims import NORTHTOWN, SOUTHTOWN, Report, case_of, count, day, place
from tests.memory_case import MemoryCase

CYRILLIC = "\u041e\u0434\u043e \u0411\u0440\u0430\u043d\u0434"
ARABIC = "\u0642\u0635\u0641 \u0639\u0644\u0649 \u0627\u0644\u0642\u0631\u064a\u0629 61"


@pytest.mark.parametrize(
    ("text", "aged"),
    [
        ("Governor Odo Brandmar, 61, was hit.", {("odo", "brandmar"): 61, ("governor", "brandmar"): 61}),
        ("The dead are Odo T. Brandmar Jr., 61, and others.", {("odo", "brandmar"): 61}),
        ("Among them was Odo Brandmar (61).", {("odo", "brandmar"): 61}),
        ("A 61-year-old Odo Brandmar spoke.", {("odo", "brandmar"): 61}),
        ("They named Odo de la Mar, aged 61.", {("odo", "mar"): 61}),
        ("Odo Brandmar, 61 ans, est mort.", {("odo", "brandmar"): 61}),
        (f"{CYRILLIC}, 61 \u0433\u043e\u0434", {tuple(CYRILLIC.casefold().split()): 61}),
        (f"61-\u043b\u0435\u0442\u043d\u0438\u0439 {CYRILLIC}", {tuple(CYRILLIC.casefold().split()): 61}),
        ("In Port Osk, 20 people died.", {}),
        ("On Monday, 3 were hurt.", {}),
        ("It cost Odo Brandmar 61 crowns.", {}),
        ("Odo Brandmar spoke.", {}),
        ("the mill, 61, burned", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_who_is_named_with_an_age(text: str, aged: dict[tuple[str, str], int]) -> None:
    """A name with an age in one of the usual ways is found; counts of people and days are no ages."""
    assert persons_in(text).aged == aged


def test_who_is_named_without() -> None:
    """Words with capitals that follow one another may be a name, in any script that has capitals."""
    assert ("odo", "brandmar") in persons_in("Later Governor Odo Brandmar spoke.").pairs
    assert persons_in(ARABIC).pairs == frozenset()


FIRST = "Shots fell at the ferry. Harbour master Odo Brandmar, 61, and two guards were hit, said Warden Timras."
TRIAL = "The court sat on Monday. Odo Brandmar, {age}, was carried in, and Judge Ilsebrand listened for an hour."
NAMED = "The court sat on Monday. Odo Brandmar was carried in, and Judge Ilsebrand listened for an hour."
NAMESAKE = "A bakery burned. Odo Brandmar, {age}, smelled smoke, said Mayor Dunhill of the Orlop Market."


def shooting(publisher: str, on: str, text: str, where: Place | None, *, killed: str = "") -> Report:
    """Return a report of a shooting on the day it came out."""
    made = Report(publisher, on).reads(text).says("when.start", day(on), kind="small_arms_fire")
    if where is not None:
        made.says("where", where, kind="small_arms_fire")
    return made.says("killed", count(killed), kind="small_arms_fire") if killed else made


def padded(*reports: Report) -> MemoryCase:
    """Return a case of these and of reports on other matters, all of which name the mayor with her age."""
    others = [
        shooting(f"Outlet {n}", f"2031-05-{n + 1:02d}", f"Row {n}, said Ada Dunhill, 50.", place(f"T{n}", n * 3.0, 9.0))
        for n in range(28)
    ]
    return case_of(*reports, *others)


def together(case: MemoryCase, *reports: Report) -> bool:
    """Whether reports stand in one incident."""
    wanted = {one.document for one in reports}
    return any(wanted <= {member.document for member in incident.members} for incident in link(case).incidents)


@pytest.mark.parametrize(
    ("text", "on", "where", "joined"),
    [
        (TRIAL.format(age=61), "2031-09-20", None, True),
        (TRIAL.format(age=62), "2032-09-20", None, True),
        (TRIAL.format(age=61), "2031-09-20", NORTHTOWN, True),
        (TRIAL.format(age=31), "2031-09-20", None, False),
        (NAMED, "2031-09-20", None, False),
        (NAMESAKE.format(age=19), "2031-05-04", SOUTHTOWN, False),
    ],
    ids=["trial", "a year later", "the court's town", "other age", "named only, another day", "namesake"],
)
def test_follow_ups(text: str, on: str, where: Place | None, *, joined: bool) -> None:
    """A person of one age joins a trial with its happening, whatever its day; a namesake of another age does not."""
    first = shooting("Herald", "2031-05-04", FIRST, NORTHTOWN, killed="7")
    later = shooting("Gazette", on, text, where)
    assert together(padded(first, later), first, later) is joined


def test_whom_everybody_names_joins_nothing() -> None:
    """A person whom many reports name with an age holds an office or is a sign of the outlet's manner."""
    reports = padded()
    sizes = [len({member.document for member in incident.members}) for incident in link(reports).incidents]
    assert max(sizes) == 1


def strands_of(case: MemoryCase) -> list[Strand]:
    """Return the strands of a case."""
    publications = {one.document: [one] for one in case.publication_list}
    return gather(case.claims(), texts=case.texts(), publications=publications, judgements=LinkJudgements()).strands


def test_the_reason_names_nobody() -> None:
    """The comparison is told as a reason; the person's name stands nowhere in what linking gives."""
    first = shooting("Herald", "2031-05-04", FIRST, NORTHTOWN, killed="7")
    later = shooting("Gazette", "2031-09-20", TRIAL.format(age=61), None)
    found = link(padded(first, later))
    reasons = {reason for incident in found.incidents for member in incident.members for reason in member.reasons}
    assert "same_person_of_one_age" in reasons
    assert "brandmar" not in repr(found).casefold()


def test_scores_are_symmetric() -> None:
    """Which of two reports comes first changes nothing."""
    first = shooting("Herald", "2031-05-04", FIRST, NORTHTOWN, killed="7")
    strands = strands_of(padded(first, shooting("Gazette", "2031-09-20", NAMED, None)))
    assert all(score(one, other) == score(other, one) for one in strands[:9] for other in strands)


def test_large_cases_are_read_a_document_at_a_time() -> None:
    """Whether claims are kept or let go, the strands are the same and every claim of a document can be had."""
    case = padded(shooting("Herald", "2031-05-04", FIRST, NORTHTOWN, killed="7"))
    publications = {one.document: [one] for one in case.publication_list}
    kept, read = (
        gather(case.claims(), texts=case.texts(), publications=publications, judgements=LinkJudgements(), at_once=size)
        for size in (10_000, 3)
    )
    assert kept.kept is not None
    assert read.kept is None
    assert kept.strands == read.strands
    documents = [one.document for one in case.publication_list]
    assert list(kept.claims_of(documents, case)) == list(read.claims_of(documents, case))
