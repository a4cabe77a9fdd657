"""Origins: who holds an answer, whose knowledge it is, what joins bodies, and that copies add nothing."""

from __future__ import annotations

import pytest

from crossbearing.link.chains import Chains
from crossbearing.link.linking import link
from crossbearing.model.claims import Basis
from crossbearing.model.incidents import Certainty, Origin, Upstream
from crossbearing.model.values import Category, Value
from crossbearing.resources.bodies import Sort, known_bodies
from tests.invented_claims import NORTHTOWN, Report, case_of, count, day
from tests.memory_case import MemoryCase

COUNT = count("62")
INTENT = Category("deliberate", "intent", "deliberate")


def report(publisher: str, **more: str) -> Report:
    """Return a report that names the place and day of the invented strike."""
    return Report(publisher, **more).says("where", NORTHTOWN).says("when.start", day("2031-05-04"))


def origins(case: MemoryCase, slot: str = "killed") -> list[Origin]:
    """Link a case and return the origins of one question."""
    return [origin for origin in link(case).origins if origin.slot == slot]


def upstream_of(report_: Report, case: MemoryCase) -> tuple[Upstream, str]:
    """Return what the last claim of a report rests on, with the family of its origin."""
    claim = report_.claims[-1].id
    return next((one, origin.family) for origin in link(case).origins for one in origin.links if one.claim == claim)


@pytest.mark.parametrize(
    ("publisher", "kind", "chain", "expected"),
    [
        # A medium carries, a body holds.
        ("Northtown Times", "newspaper", ["Danish army"], ["Danish army"] * 2),
        ("Northtown Times", "newspaper", ["Reuters", "Danish army"], ["Danish army"] * 2),
        ("Northtown Times", "newspaper", [], ["", ""]),
        # A body that cites a body holds it; the inner one is whose knowledge it is.
        ("Northtown Times", "newspaper", ["Danish army", "Norwegian army"], ["Danish army", "Norwegian army"]),
        # A named body takes charge of what unnamed sources tell it.
        ("Northtown Times", "newspaper", ["Amnesty International", "-residents"], ["Amnesty International"] * 2),
        # Unnamed but described people are an origin as worded; others, reports and sources are none.
        ("Northtown Times", "newspaper", ["-locals and surviving soldiers"], ["locals and surviving soldiers"] * 2),
        ("Northtown Times", "newspaper", ["-other sources"], ["", ""]),
        ("Northtown Times", "newspaper", ["-reports"], ["", ""]),
        ("Northtown Times", "newspaper", ["-local media"], ["", ""]),
        # A party that publishes its own claim states itself, and one that cites another is its holder.
        ("Danish Defence Command", "government_party", [], ["Danish Defence Command"] * 2),
        ("Danish Defence Command", "military", ["Norwegian army"], ["Danish Defence Command", "Norwegian army"]),
        ("River Watch", "monitoring_ngo", [], ["River Watch"] * 2),
        ("River Watch", "", [], ["", ""]),
        # Kinds in words of the user's own: a hospital and a party state themselves, a radio station carries.
        ("Northtown Clinic", "hospital", [], ["Northtown Clinic"] * 2),
        ("River Valley Alliance", "political_party", [], ["River Valley Alliance"] * 2),
        ("Harbour Voice", "local radio", [], ["", ""]),
        ("Harbour Voice", "opposition portal", ["Danish army"], ["Danish army"] * 2),
        ("Harbour Board", "harbour thing", [], ["", ""]),
        # Its own name cut short is the party that publishes, and no other body of that name.
        ("Ruritanian National Army", "military", ["National Army"], ["Ruritanian National Army"] * 2),
        ("National Army", "military", ["Danish army"], ["National Army", "Danish army"]),
        # The names in an outlet's own name are its own voice.
        ("Northtown Times (J. Carver)", "newspaper", ["J. Carver"], ["", ""]),
        ("Southland Press Agency (Daily)", "news_agency", ["Southland Press Agency"], ["", ""]),
    ],
)
def test_who_holds_and_who_knows(publisher: str, kind: str, chain: list[str], expected: list[str]) -> None:
    """Media carry, bodies hold, the innermost named body is the source, and an outlet's own voice states none."""
    names = [name.removeprefix("-") for name in chain]
    made = report(publisher, kind=kind).says("killed", COUNT, *names, named=[name in names for name in chain])
    read = Chains(known_bodies(), [made.publication]).read(made.claims[-1], made.publication)
    assert [body.name if body else "" for body in (read.holder, read.source)] == expected


@pytest.mark.parametrize(
    ("slot", "basis", "states"),
    [
        ("intent", Basis.INFERENCE, True),
        ("intent", Basis.OPINION, True),
        ("intent", Basis.UNKNOWN, False),
        ("killed", Basis.INFERENCE, False),
    ],
)
def test_an_authors_own_inference(slot: str, basis: Basis, states: bool) -> None:
    """What an outlet infers itself is its own origin; a number of dead in its own voice states none."""
    made = report("Northtown Times").says(slot, COUNT if slot == "killed" else INTENT, basis=basis)
    upstream, family = upstream_of(made, case_of(made))
    assert upstream.stated is states
    assert family == ("Northtown Times" if states else "")


def test_what_one_report_states_is_carried_over() -> None:
    """An upstream stated once holds for the same body and answer elsewhere, and says where it was stated."""
    first = report("A").says("killed", COUNT, "Danish army", "Norwegian army")
    second = report("B").says("killed", COUNT, "Danish army")
    upstream, family = upstream_of(second, case_of(first, second))
    assert (family, upstream.certainty) == ("Norwegian state bodies", Certainty.CARRIED_OVER)
    assert any("as stated in A" in reason for reason in upstream.reasons)


@pytest.mark.parametrize(
    ("value", "slot", "family"),
    [
        pytest.param(day("2031-05-04"), "when.start", "Danish state bodies", id="day"),
        pytest.param(NORTHTOWN, "where", "Danish state bodies", id="place"),
        pytest.param(COUNT, "killed", "Norwegian state bodies", id="figure"),
    ],
)
def test_days_and_places_are_everybodys(value: Value, slot: str, family: str) -> None:
    """That one report has a body cite another for the day does not make the body's own day the other's."""
    first = report("A").says(slot, value, "Danish army", "Norwegian army")
    second = report("B").says(slot, value, "Danish army")
    assert upstream_of(second, case_of(first, second))[1] == family


def test_a_floor_of_the_same_figure_shares_its_upstream() -> None:
    """At least 62 and 62 are one figure for the sake of upstreams; 63 is another."""
    first = report("A").says("killed", count("62"), "Danish army", "Norwegian army")
    floor = report("B").says("killed", count(">=62"), "Danish army")
    other = report("C").says("killed", count("63"), "Danish army")
    case = case_of(first, floor, other)
    assert upstream_of(floor, case)[1] == "Norwegian state bodies"
    assert upstream_of(other, case)[1] == "Danish state bodies"


def test_bodies_that_quote_one_another_in_a_circle() -> None:
    """Two bodies that each name the other are one family, and linking ends."""
    case = case_of(
        report("A").says("killed", COUNT, "Danish army", "Norwegian army"),
        report("B").says("killed", COUNT, "Norwegian army", "Swedish army"),
        report("C").says("killed", COUNT, "Swedish army", "Danish army"),
    )
    assert len({origin.family for origin in origins(case)}) == 1


def test_every_claim_has_exactly_one_origin() -> None:
    """No claim of an incident is without an origin record, and none stands in two."""
    case = case_of(
        report("A").says("killed", COUNT, "Danish army"),
        report("B").says("killed", COUNT),
        report("C").says("killed", count("90"), "others", named=[False]),
    )
    linked = link(case)
    links = sorted(one.claim for origin in linked.origins for one in origin.links)
    assert links == sorted(member.claim for incident in linked.incidents for member in incident.members)
    assert len({origin.id for origin in linked.origins}) == len(linked.origins)


STORY = (
    "Aircraft bombed the western quarter of the town shortly after sunset, and rescue workers dug through the rubble "
    "of four houses until the morning while families waited by the road for any word of those who were still missing "
    "under the fallen floors of the old market hall near the river bridge."
)


def test_a_copy_rests_on_what_it_copies() -> None:
    """An outlet that prints another's text without naming anybody is suspected to rest on what that text names."""
    original = report("A").says("killed", COUNT, "Danish army").reads(STORY)
    copy = report("B").says("killed", COUNT).reads(f"{STORY} A local baker said that the street was quiet now.")
    alone = report("C").says("killed", COUNT).reads("Sixty-two people died, it was learned here today, " * 8)
    case = case_of(original, copy, alone)
    upstream, family = upstream_of(copy, case)
    assert (family, upstream.certainty, upstream.stated) == ("Danish state bodies", Certainty.SUSPECTED, False)
    assert "of its text" in upstream.reasons[0]
    assert upstream_of(alone, case)[1] == ""


def test_a_credit_line_names_the_carrier() -> None:
    """A text credited to an agency is suspected to rest on what the agency's own report names for the same answer."""
    agency = report("Southland Press", kind="news_agency").says("killed", COUNT, "Danish army")
    paper = report("B", credit="(Southland Press)").says("killed", COUNT)
    other = report("C", credit="(Southland Press)").says("killed", count("70"))
    case = case_of(agency, paper, other)
    assert upstream_of(paper, case)[1] == "Danish state bodies"
    assert upstream_of(other, case)[1] == ""


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Danish Defence Command", "Danish state bodies"),
        ("Danish Ministry of Defence", "Danish state bodies"),
        ("Norwegian military officials", "Norwegian state bodies"),
        ("Norwegian witnesses", "Norwegian witnesses"),
        ("Norwegian Refugee Monitor", "Norwegian Refugee Monitor"),
        ("Foreign Ministry of Denmark", "Danish state bodies"),
        ("A. Berg (Denmark)", "Danish state bodies"),
        ("OPCW-UN JIM", "OPCW-UN Joint Investigative Mechanism"),
    ],
)
def test_families(name: str, family: str) -> None:
    """A state's bodies are one family; witnesses, monitors and bodies of organisations stand by themselves."""
    made = report("A").says("killed", COUNT, name)
    assert upstream_of(made, case_of(made))[1] == family


def test_officials_are_somebody_and_not_the_body() -> None:
    """Officials of a state are its family, and give way to the named body that quotes them."""
    officials = known_bodies().body(report("A").says("killed", COUNT, "Danish officials").claims[-1].speakers[-1])
    assert (officials.sort, officials.label) == (Sort.DESCRIBED, "Danish state bodies")
    made = report("A").says("killed", COUNT, "River Watch", "Danish officials", named=[True, False])
    assert upstream_of(made, case_of(made))[1] == "River Watch"


def test_one_that_quotes_nobody_further_is_tied_to_no_other() -> None:
    """Two reports that name no body for an answer share nothing because one of them quotes an outlet for it."""
    quoting = report("A", kind="newspaper").says("killed", COUNT, "Harbour Radio")
    plain = report("B").says("killed", COUNT)
    case = case_of(quoting, plain)
    found = [origin for origin in origins(case) if not origin.family]
    assert [(len(origin.claims), origin.certainty) for origin in found] == [(2, Certainty.NONE)]


def test_a_described_body_counts_for_itself() -> None:
    """A hospital that a monitor cites is the hospital of the other report, whatever the monitor counts itself."""
    radio = (
        report("Radio")
        .says("killed", count("4"), "Northtown Hospital")
        .says("wounded", count("29"), "Northtown Hospital")
    )
    monitor = Report("Strike Monitor", "2031-05-05", kind="monitor")
    monitor.says("where", NORTHTOWN).says("when.start", day("2031-05-04"))
    monitor.says("killed", count("13")).says("wounded", count("29"), "the hospital")
    linked = link(case_of(radio, monitor))
    wounded = [origin for origin in linked.origins if origin.slot == "wounded"]
    assert len(wounded) == 1
    assert len(wounded[0].claims) == 2


@pytest.mark.parametrize(("kind", "families"), [("military", 1), ("ngo", 2)])
def test_a_unit_that_publishes_is_its_states_army(kind: str, families: int) -> None:
    """What a division of an army publishes is its state's; a body of another kind with such a name is not."""
    unit = report("Ninth Infantry Division, Press Office", kind=kind, country="DK").says("killed", count("5"))
    found = origins(case_of(unit, report("Post").says("killed", count("5"), "Danish army")))
    assert len({origin.family for origin in found}) == families


@pytest.mark.parametrize(("name", "families"), [("Health office, shadow government", 2), ("Health office", 1)])
def test_a_government_beside_the_states_own_is_none_of_its_bodies(name: str, families: int) -> None:
    """The office of a shadow government is another body than the state's ministry, whatever country it stands for."""
    office = report(name, kind="government", country="DK").says("killed", count("5"))
    found = origins(case_of(office, report("Post").says("killed", count("5"), "Danish health ministry")))
    assert len({origin.family for origin in found}) == families
