"""Names that may mean one body, bodies of one state that count apart, and labels beside a figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crossbearing.link.aliases import alike, profile_of
from crossbearing.link.beside import labels, matching
from crossbearing.link.offices import with_offices_left_open
from crossbearing.model.actors import Speaker
from crossbearing.model.incidents import Certainty
from crossbearing.resources.bodies import known_bodies
from tests.invented_claims import Report, case_of, count
from tests.link.test_origins import origins, report, upstream_of


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # What it does, and a full name of that sort.
        ("a local rights group", "Citizens' Observatory of Violence", True),
        ("state's chief prosecutor", "prosecutor's office", True),
        ("municipal police", "the police", True),
        ("medics", "doctors at the town's hospital", True),
        # The same name in two languages.
        ("Observatoire Citoyen des Violences", "Citizens' Observatory of Violence", True),
        ("district police superintendent", "police", True),
        ("armed group", "Media wing of the armed group", True),
        ("village's vigilante group", "local leaders", True),
        ("Denmark's ombudsman", "Office of the Ombudsman", True),
        ("The group", "Media wing of the armed group", True),
        ("rights group", "armed group", False),
        ("state's minister of information", "state government", True),
        ("occupation authorities", "head of the town", True),
        ("The group", "Two security sources", False),
        # A name that says no more than that a state speaks.
        ("officials", "Northtown police", True),
        ("authorities", "health ministry", True),
        ("officials", "army", False),
        ("officials", "River Observatory of Violence", False),
        ("local defence force", "military", False),
        # Of different levels, states or work; two full names of one town.
        ("provincial hospital", "district hospital", False),
        ("Danish army", "Norwegian army", False),
        ("police", "ambulance service", False),
        ("civil defence", "defence ministry", False),
        ("Northtown Rights Network", "Northtown Women's Observatory", False),
        ("residents", "residents", False),
        # An office of which a place has one, and bodies of which it may have several.
        ("governor of Northtown region", "Northtown Regional Military Administration", True),
        ("emergency officials", "state's emergency management agency", True),
        ("Secretariat of Public Security", "Secretariat of Security and Citizen Protection", False),
        ("Northtown hospital", "Northtown clinic", False),
        ("district administration", "deputy commissioner", True),
        ("first responders", "civil defence", True),
        ("disaster agency", "army", False),
    ],
)
def test_names_that_may_mean_one_body(one: str, other: str, expected: bool) -> None:
    """Names are alike by what the bodies do, unless a state, a level or a name of their own tells them apart."""
    assert alike(profile_of(one), profile_of(other)) is expected
    assert alike(profile_of(other), profile_of(one)) is expected


def test_a_described_body_is_the_only_named_one_of_its_sort() -> None:
    """A rights group is suspected to be the observatory that another report names for this exact figure."""
    loose = report("Star").says("killed", count("52"), "local rights group", named=[False])
    named = report("Post").says("killed", count("52"), "River Observatory of Violence")
    upstream, family = upstream_of(loose, case_of(named, loose))
    assert (upstream.certainty, family) == (Certainty.SUSPECTED, "River Observatory of Violence")
    assert any("may be River Observatory of Violence" in reason for reason in upstream.reasons)


@pytest.mark.parametrize(
    ("killed", "others"),
    [
        ("52", ["River Observatory of Violence", "Hill Human Rights Watchers"]),  # either can be meant
        ("1", ["River Observatory of Violence"]),  # one dead is no telling figure
    ],
)
def test_a_described_body_that_may_be_several_is_none(killed: str, others: list[str]) -> None:
    """Where two bodies of its sort are named, or the figure is anybody's, a described body stays by itself."""
    loose = report("Star").says("killed", count(killed), "local rights group", named=[False])
    named = [report(f"Post {name}").says("killed", count(killed), name) for name in others]
    assert upstream_of(loose, case_of(*named, loose))[1] == "local rights group"


def test_names_joined_before_hide_nobody() -> None:
    """A ministry named in short and in full is its state's, whose ministry a third report names."""
    state = report("Post").says("killed", count("6"), "Danish health ministry")
    short = report("Star", country="DK").says("killed", count("6"), "Ministry of Health")
    full = report("Herald").says("killed", count("6"), "Ministry of Public Health")
    again = report("Zealand Times").says("killed", count("6"), "Copenhagen")
    assert {origin.family for origin in origins(case_of(state, short, full, again))} == {"Danish state bodies"}


def test_a_body_of_the_same_work_before_one_that_may_be_any() -> None:
    """The head of the town is the mayor whom another report names, though a third one has it from officials."""
    town = report("Star").says("killed", count("29"), "head of the town", named=[False])
    mayor = report("Post").says("killed", count("29"), "mayor of Northtown")
    officials = report("Herald").says("killed", count("29"), "Lakeside officials", named=[False])
    assert upstream_of(town, case_of(mayor, officials, town))[1] == "mayor of Northtown"


def told(publisher: str, killed: str, wounded: str, *chain: str) -> Report:
    """Return a report with a number of killed and wounded, its last claim the number of killed."""
    return report(publisher).says("wounded", count(wounded), *chain).says("killed", count(killed), *chain)


@pytest.mark.parametrize(("wounded", "number"), [("14", 2), ("12", 1)])
def test_bodies_of_one_state_that_count_apart(wounded: str, number: int) -> None:
    """Two bodies of a state that differ in another figure have two origins in one family, and else one origin."""
    case = case_of(told("Post", "5", "12", "Danish police"), told("Star", "5", wounded, "Danish health ministry"))
    assert len(origins(case)) == number
    assert {origin.family for origin in origins(case)} == {"Danish state bodies"}


def test_an_ombudsman_counts_for_himself() -> None:
    """One figure of a ministry and of the same state's ombudsman is of two origins in one family."""
    case = case_of(
        report("Post").says("killed", count("8"), "Danish health ministry"),
        report("Office of the Ombudsman", kind="agency", country="DK").says("killed", count("8")),
    )
    assert [origin.family for origin in origins(case)] == ["Danish state bodies"] * 2


def test_an_office_is_that_of_its_publishers_state_where_that_speaks() -> None:
    """The army in a Danish paper is not the Norwegian one, though that gives the figure, where Denmark speaks too."""
    danish = report("Star", country="DK").says("killed", count("3"), "army")
    norse = report("Post", country="NO").says("killed", count("3"), "Norwegian army")
    other = report("Sun").says("wounded", count("9"), "Danish army")
    assert upstream_of(danish, case_of(danish, norse))[1] == "Norwegian state bodies"
    assert upstream_of(danish, case_of(danish, norse, other))[1] != "Norwegian state bodies"


def test_an_echo_of_two_sides_set_side_by_side_is_none() -> None:
    """A report that has one figure from two sides does not tell whose of them a third one repeats."""
    both = (
        report("Post")
        .says("wounded", count("7"), "Danish army")
        .says("killed", count("3"), "Danish army")
        .says("killed", count("3"), "Norwegian army")
    )
    later = told("Star", "3", "7")
    assert upstream_of(later, case_of(both, later))[1] == ""


def test_who_is_cited_elsewhere_for_the_figure_of_the_same_body() -> None:
    """A report that cites the prosecutor for other things is suspected to have the prosecutor's figure from there."""
    later = report("Star").says("strikes", count("112"), "state's chief prosecutor").says("killed", count("8"))
    earlier = report("Post").says("killed", count("8"), "state prosecutor")
    upstream, family = upstream_of(later, case_of(earlier, later))
    assert (upstream.certainty, family) == (Certainty.SUSPECTED, "state prosecutor")


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("Claims are listed. Police: 6 killed, 9 hurt. Council: 4.", "6 killed", ["police"]),
        ("18/10: 28 killed (AFP, security source), 33 killed (miners)", "28 killed", ["afp", "security source"]),
        ("12 Nov | Weir | 6 | Ministry of Health\n13 Nov | Ford | 2 | Council", "6", ["weir", "ministry of health"]),
        ("6 killed, according to the Danish police.", "6 killed", ["danish police"]),
        ("Deaths: 17 (official figure of the state police); others differ.", "17", ["state police"]),
        ("After the raid on the market 19 wounded people were taken to the town's old hospital.", "19 wounded", []),
    ],
)
def test_labels_beside_a_figure(text: str, figure: str, expected: list[str]) -> None:
    """Short pieces of the figure's own sentence, row or bracket may be a credit; whole clauses are none."""
    start = text.index(figure)
    assert labels(text, start, start + len(figure)) == expected


def test_labels_name_bodies_by_name_or_by_what_they_do() -> None:
    """A label is a body of that name, or one of which it says no more than what it does."""
    bodies = [
        ("body:river watch", "River Watch"),
        ("state:DK", "Danish police"),
        ("body:hill hospital", "Hill Hospital"),
    ]
    assert matching(["river watch"], bodies) == [("body:river watch", "River Watch")]
    assert matching(["police"], bodies) == [("state:DK", "Danish police")]
    assert matching(["ford hospital"], bodies) == []


def test_a_label_beside_the_figure_is_whose_it_is() -> None:
    """A monitor's entry that labels a figure with the police rests on the police, where others have it from them."""
    entry = report("River Watch", kind="monitor").reads("Police, 6 killed.").says("killed", count("6"))
    police = report("Post").says("killed", count("6"), "Danish police")
    case = case_of(police, entry)
    upstream, family = upstream_of(entry, case)
    assert (family, upstream.certainty, upstream.stated) == ("Danish state bodies", Certainty.SUSPECTED, False)
    alone = report("River Watch", kind="monitor").reads("We counted 6 killed.").says("killed", count("6"))
    assert upstream_of(alone, case_of(police, alone))[1] == "River Watch"


@pytest.mark.parametrize(
    ("words", "family"), [("The River Observatory of Violence listed 52.", "rights group"), ("", "")]
)
def test_a_full_name_in_the_text_may_be_the_body(words: str, family: str) -> None:
    """A report that names an observatory somewhere has its exact figure from the rights group others credit with it."""
    loose = report("Star").says("killed", count("52"), "rights group", named=[False])
    other = report("Sun").says("missing", count("11"), "River Observatory of Violence")
    later = report("Post").says("killed", count("52")).reads(words)
    assert upstream_of(later, case_of(loose, other, later))[1] == family


@pytest.mark.parametrize(
    ("country", "others", "kept"),
    [
        ("", ["Syrian army"], False),  # another state's army is named in full, and none of this one
        ("IQ", ["Syrian army"], True),  # published there
        ("", ["Iraqi army"], True),  # named in full elsewhere
        ("", [], True),  # nothing speaks against it
    ],
)
def test_an_office_whose_state_is_a_lone_guess(country: str, others: list[str], kept: bool) -> None:
    """The army of a state that only one report is taken to mean is left open beside a state that others name."""
    guess = report("Star", country=country).says("killed", count("3"), "army")
    last = guess.claims[-1]
    guessed = Speaker("army", actor="iraq-military", kind="military")
    guess.claims[-1] = replace(last, speakers=(last.speakers[0], guessed))
    named = [report(f"Post {name}").says("killed", count("3"), name) for name in others]
    case = case_of(guess, *named)
    publications = {one.document: [one] for one in case.publication_list}
    settled = with_offices_left_open(case.claim_list, publications=publications, bodies=known_bodies())
    army = next(speaker for claim in settled for speaker in claim.speakers if speaker.name == "army")
    assert (army.actor == "iraq-military") is kept


def test_whom_a_body_only_describes_is_carried_over_where_others_name_it() -> None:
    """A mission that cites "the emergency service" has the figure from the one that others cite; else it is its own."""
    mission = report("River Mission", kind="ngo").says("killed", count("27"), "emergency service", named=[False])
    other = report("Post").says("killed", count("27"), "Northtown Ambulance Service")
    own = upstream_of(mission, case_of(mission))[1]
    assert (own, upstream_of(mission, case_of(other, mission))[1]) == ("River Mission", "Northtown Ambulance Service")


def test_a_body_that_is_described_by_those_who_quote_it_alone_keeps_its_answer() -> None:
    """What a monitor heard from officers stays its own, though a paper that quotes it describes them otherwise."""
    monitor = report("River Watch", kind="monitor").says("killed", count("30"), "officers at the ford", named=[False])
    paper = report("Post").says(
        "killed", count("30"), "River Watch", "officers of the Danish army", named=[True, False]
    )
    assert upstream_of(monitor, case_of(monitor, paper))[1] == "River Watch"


def test_a_monitor_that_quotes_an_outlet_for_whom_it_describes() -> None:
    """What a monitor has from an outlet is no count of its own: it is that of the body which the outlet names."""
    monitor = report("River Watch", kind="monitor").says(
        "killed", count("36"), "Northern Wire", "farmers", named=[True, False]
    )
    wire = report("Northern Wire", kind="news_agency").says("killed", count("36"), "head of the guild", named=[False])
    upstream, family = upstream_of(monitor, case_of(wire, monitor))
    assert (upstream.certainty, family) == (Certainty.SUSPECTED, "head of the guild")
    assert any("quotes Northern Wire" in reason for reason in upstream.reasons)


@pytest.mark.parametrize(("kind", "family"), [("armed_group", "Sons of the River"), ("ngo", "armed group")])
def test_an_armed_group_that_publishes_is_the_one_that_others_describe(kind: str, family: str) -> None:
    """A figure from "an armed group" may be that of the one which published it, by the kind stated for it."""
    own = report("Sons of the River", kind=kind).says("killed", count("8"))
    paper = report("Post").says("killed", count("8"), "armed group", named=[False])
    assert upstream_of(paper, case_of(own, paper))[1] == family


def test_who_credits_a_monitor_follows_it_to_whom_it_labels() -> None:
    """A paper that credits a monitor for a figure which the monitor labels with the police rests on the police too."""
    entry = report("River Watch", kind="monitor").reads("Police, 6 killed.").says("killed", count("6"))
    police = report("Post").says("killed", count("6"), "Danish police")
    paper = report("Star").says("killed", count("6"), "River Watch")
    assert {upstream_of(one, case_of(police, entry, paper))[1] for one in (entry, paper)} == {"Danish state bodies"}


def test_names_of_one_office_stay_together_beside_another_that_counts_apart() -> None:
    """The health ministry under two names is one office of its state, and the police that counts apart another."""
    case = case_of(
        told("Post", "5", "12", "Danish police"),
        told("Star", "5", "14", "Danish health ministry"),
        told("Sun", "5", "14", "Danish health authorities"),
    )
    assert sorted(len(origin.claims) for origin in origins(case)) == [1, 2]


def test_who_is_cited_by_the_name_of_a_state_is_that_states_body() -> None:
    """What a report tells by itself is suspected to be from the state that it cites elsewhere, if others name that."""
    ministry = report("Post").says("killed", count("4"), "Danish defence ministry")
    paper = report("Star").says("weapon", count("82"), "Denmark").says("killed", count("4"))
    upstream, family = upstream_of(paper, case_of(ministry, paper))
    assert (upstream.certainty, family) == (Certainty.SUSPECTED, "Danish state bodies")
