"""Retellings: other words with the same small things are found, independent accounts of one event are not."""

from __future__ import annotations

import pytest

from crossbearing.link.copies import Copies
from crossbearing.link.linking import link
from crossbearing.link.retold import find_retellings
from crossbearing.model.incidents import Certainty, Origin
from tests.invented_claims import NORTHTOWN, Report, case_of, count, day
from tests.memory_case import MemoryCase

NO_COPIES = Copies({}, {})
WIRE = (
    "The shell went through the roof of the bakery while women queued for flatbread, said the council. Sacks of bran "
    "smouldered for hours and the oven's chimney leaned over the lane. A tinsmith carried the injured on a ladder."
)
RETOLD = (
    "Women in the flatbread queue were hit as a shell pierced a bakery roof. The chimney of the oven now leans across "
    "the lane, bran sacks smouldered until noon, and a tinsmith used his ladder to carry the injured."
)
INDEPENDENT = (
    "Our reporter counted the bodies in the mosque courtyard in the evening and spoke with four relatives, who showed "
    "death certificates. One of them, a schoolteacher, had been on the way to buy kerosene when the explosion happened."
)


def report(publisher: str, published: str, text: str, *chain: str) -> Report:
    """Return a report of one strike with 14 dead."""
    made = Report(publisher, published).says("where", NORTHTOWN).says("when.start", day("2031-05-04"))
    return made.says("killed", count("14"), *chain).reads(text)


def linked(*reports: Report) -> tuple[MemoryCase, list[Origin]]:
    """Return a case of reports and the origins of its counts."""
    case = case_of(*reports)
    found = link(case)
    return case.with_links(found), [origin for origin in found.origins if origin.slot == "killed"]


def test_other_words_and_the_same_small_things() -> None:
    """A retelling shares the bran, the ladder and the tinsmith; an account of one's own shares the event alone."""
    reports = [report("Wire", "2031-05-04", WIRE), report("Blog", "2031-05-05", RETOLD)]
    reports.append(report("Daily", "2031-05-05", INDEPENDENT))
    case, _origins = linked(*reports)
    publications = {one.document: [one] for one in case.publication_list}
    found = find_retellings(case.incident_list, NO_COPIES, texts=case.text_list, publications=publications)
    wire, blog, daily = (one.document for one in reports)
    assert [other for _share, other, _reason in found[wire]] == [blog]
    assert [other for _share, other, _reason in found[blog]] == [wire]
    assert daily not in found
    assert "rare words" in found[blog][0][2]


def test_a_retelling_that_names_nobody_is_suspected_to_rest_on_what_the_wire_names() -> None:
    """The blog's count goes to the council that the wire names, as suspected and with its reason."""
    blog = report("Blog", "2031-05-05", RETOLD)
    _case, (origin,) = linked(report("Wire", "2031-05-04", WIRE, "District Council"), blog)
    assert origin.family == "District Council"
    (upstream,) = [one for one in origin.links if not one.stated]
    assert upstream.claim in {claim.id for claim in blog.claims}
    assert upstream.certainty is Certainty.SUSPECTED
    assert "rare words" in upstream.reasons[0]


def test_the_same_count_in_an_account_of_ones_own_stays_apart() -> None:
    """The same 14 dead in an independent text have no known origin, and so count for none."""
    daily = report("Daily", "2031-05-05", INDEPENDENT)
    _case, origins = linked(report("Wire", "2031-05-04", WIRE, "District Council"), daily)
    assert {origin.certainty for origin in origins} == {Certainty.STATED, Certainty.NONE}


def test_one_body_under_two_names_in_a_text_and_its_copy() -> None:
    """The chiefs of the ward in a retelling are the council of the wire; a body that counts for itself is not."""
    copy = report("Blog", "2031-05-05", RETOLD, "ward chiefs")
    _case, origins = linked(report("Wire", "2031-05-04", WIRE, "District Council"), copy)
    assert len(origins) == 1
    assert any("which names District Council" in reason for reason in origins[0].reasons)
    own = Report("River Watch", "2031-05-05", kind="monitor").says("where", NORTHTOWN)
    own.says("when.start", day("2031-05-04")).says("killed", count("14"), "River Watch").reads(RETOLD)
    _case, origins = linked(report("Wire", "2031-05-04", WIRE, "District Council"), own)
    assert {origin.family for origin in origins} == {"District Council", "River Watch"}


def test_bodies_of_different_work_in_a_text_and_its_copy_stay_two() -> None:
    """The group that a retelling names for the figure is not the police whom the wire names."""
    copy = report("Blog", "2031-05-05", RETOLD, "The group")
    _case, origins = linked(report("Wire", "2031-05-04", WIRE, "ward police"), copy)
    assert {origin.family for origin in origins} == {"ward police", "The group"}


@pytest.mark.parametrize(("name", "families"), [("Riverwatch", 2), ("the ward chiefs", 1)])
def test_a_body_of_a_name_of_its_own_is_no_states(name: str, families: int) -> None:
    """A proper name in a retelling is another body than the state's army; a description may be that of the army."""
    copy = report("Blog", "2031-05-05", RETOLD, name)
    _case, origins = linked(report("Wire", "2031-05-04", WIRE, "Danish army"), copy)
    assert len({origin.family for origin in origins}) == families


def test_large_incidents_are_compared_by_what_they_share() -> None:
    """Of sixty reports of one strike only those that share several rare words are looked at, and found."""
    fillers = [
        report(f"Outlet {number}", "2031-05-05", f"Word from street number{number} corner{number} house{number}.")
        for number in range(60)
    ]
    pair = [report("Wire", "2031-05-04", WIRE), report("Blog", "2031-05-05", RETOLD)]
    case, _origins = linked(*fillers, *pair)
    found = find_retellings(case.incident_list, NO_COPIES, texts=case.text_list, publications={})
    assert set(found) == {one.document for one in pair}
