"""Like words against a misread place or another day: patterns and daily happenings stay apart."""

from __future__ import annotations

import pytest

from crossbearing.link.comparisons import COMPARISONS, score
from crossbearing.link.linking import link
from crossbearing.link.pair import Pair
from crossbearing.link.strands import strands_of
from crossbearing.model.values import Place, When
from tests.invented_claims import NORTHTOWN, Report, case_of, count, day, place
from tests.memory_case import MemoryCase

FARTOWN = place("Fartown", 10.0, 10.0)
STORY = (
    "Gunmen on the Vardan mill bridge fired at the ferry Oskelu. Warden Timras of the Lathe Union said that the "
    "Kestrel boat took the dead to Quarry Wharf. The Lathe Union named the crew of the Oskelu, among them pilot Brenok."
)
TOLD_AGAIN = (
    "The court heard how the ferry Oskelu was fired at from the Vardan mill bridge. Warden Timras of the Lathe Union "
    "wept. The Kestrel boat, he said, brought pilot Brenok and the others to Quarry Wharf, where the Lathe Union met."
)
OTHER = "A bakery in the harbour quarter reopened on Monday, said Mayor Dunhill, and the Orlop Market follows in June."


def report(publisher: str, on: str, text: str, where: Place | None, *, killed: str = "7", told: str = "") -> Report:
    """Return a report of a shooting."""
    made = Report(publisher, on).reads(text)
    if where is not None:
        made.says("where", where, kind="small_arms_fire")
    made.says("when.start", day(told or on), kind="small_arms_fire")
    return made.says("killed", count(killed), kind="small_arms_fire")


def padded(*reports: Report) -> MemoryCase:
    """Return a case of these and of reports on other matters, so that names can be rare."""
    others = [
        report(f"Outlet {n}", "2031-05-05", f"{OTHER} Row {n}.", place(f"Town {n}", n * 3.0, -60.0), killed=str(n + 11))
        for n in range(12)
    ]
    return case_of(*reports, *others)


def together(case: MemoryCase, *reports: Report) -> bool:
    """Whether reports stand in one incident."""
    wanted = {one.document for one in reports}
    return any(wanted <= {member.document for member in incident.members} for incident in link(case).incidents)


@pytest.mark.parametrize(
    ("where", "killed", "on", "joined"),
    [
        (None, "7", "2031-09-20", False),
        (None, "31", "2031-09-20", False),
        (NORTHTOWN, "7", "2031-05-20", False),
        (FARTOWN, "31", "2031-09-20", False),
        (FARTOWN, "7", "2031-05-04", True),
        (FARTOWN, "7", "2031-05-05", False),
    ],
    ids=[
        "trial",
        "other toll",
        "same place again",
        "a pattern of the agency",
        "misread place",
        "the day after elsewhere",
    ],
)
def test_follow_ups_and_look_alikes(where: Place | None, killed: str, on: str, *, joined: bool) -> None:
    """Like words outweigh a misread place on one day; on another day they do not: agencies word by patterns."""
    first = report("Herald", "2031-05-04", STORY, NORTHTOWN)
    later = report("Gazette", on, TOLD_AGAIN, where, killed=killed)
    assert together(padded(first, later), first, later) is joined


def test_other_words_on_one_day_far_apart() -> None:
    """Without names in common, two places far apart are two happenings."""
    first = report("Herald", "2031-05-04", STORY, NORTHTOWN)
    other = report("Gazette", "2031-05-04", OTHER, FARTOWN)
    assert not together(padded(first, other), first, other)


def test_the_reasons_say_so() -> None:
    """What outweighed the places is told with each claim of the incident."""
    first = report("Herald", "2031-05-04", STORY, NORTHTOWN)
    other = report("Gazette", "2031-05-04", TOLD_AGAIN, FARTOWN)
    found = link(padded(first, other)).incidents
    (incident,) = [one for one in found if len({member.document for member in one.members}) == 2]
    reasons = {reason for member in incident.members for reason in member.reasons}
    assert {"same_day", "same_toll"} <= reasons
    assert reasons & {"many_shared_rare_names", "most_rare_names_shared"}


@pytest.mark.parametrize(("killed", "where", "stories"), [("7", None, 1), ("31", None, 2), ("7", FARTOWN, 2)])
def test_what_is_told_without_a_place_goes_on(killed: str, where: Place | None, stories: int) -> None:
    """A search or a trial on a later day belongs to the story; another toll or a place makes it another one."""
    made = report("Herald", "2031-05-20", STORY, NORTHTOWN, told="2031-05-04")
    made.says("when.start", day("2031-05-20"), kind="small_arms_fire", event="later")
    made.says("killed", count(killed), kind="small_arms_fire", event="later")
    if where is not None:
        made.says("where", where, kind="small_arms_fire", event="later")
    found = strands_of(made.claims, publications={made.document: [made.publication]}, pinned=frozenset())
    assert len(found) == stories


def test_scores_are_symmetric() -> None:
    """Which of two reports comes first changes nothing."""
    case = padded(report("Herald", "2031-05-04", STORY, NORTHTOWN), report("Gazette", "2031-09-20", TOLD_AGAIN, None))
    publications = {one.document: [one] for one in case.publication_list}
    strands = strands_of(case.claim_list, publications=publications, pinned=frozenset())
    for one in strands[:6]:
        for other in strands[:6]:
            assert score(one, other) == score(other, one)


@pytest.mark.parametrize(
    ("mine", "theirs", "apart"), [("Monday", "Thursday evening", True), ("Monday", "on Monday", False)]
)
def test_other_days_of_the_week(mine: str, theirs: str, *, apart: bool) -> None:
    """Undated reports that tell of a Monday and of a Thursday share no happening for their place and kind alone."""
    one, other = (
        Report(publisher, "")
        .says("where", NORTHTOWN, kind="shelling")
        .says("when.start", When(told), kind="shelling")
        .says("killed", count("4"), kind="shelling")
        for publisher, told in (("Herald", mine), ("Gazette", theirs))
    )
    (first,), (second,) = (strands_of(made.claims, publications={}, pinned=frozenset()) for made in (one, other))
    assert ("other_weekday" in [held.name for held in COMPARISONS if held.holds(Pair(first, second))]) is apart
    assert first.weekdays == {0}
