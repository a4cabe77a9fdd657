"""Names of bodies and speakers are matched to actors, or not, with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.model.actors import Speaker
from crossbearing.model.values import ActorRef, Actors
from crossbearing.resolve.actors.matcher import ActorMatcher, Surroundings
from crossbearing.resolve.actors.resolver import ActorResolver, introduced_persons
from crossbearing.resources.actors import names_of
from tests.resolve.conftest import cases

_MATCHER = ActorMatcher()
_SYRIA = Surroundings((("SY", 0.9),), "2016-09-17")


def _around(case: dict[str, str]) -> Surroundings:
    return Surroundings(((case["countries"], 0.9),) if case["countries"] else (), case["on"])


@pytest.mark.parametrize("case", cases("actors.csv"), ids=lambda case: f"{case['name']}@{case['countries']}")
def test_names(case: dict[str, str]) -> None:
    """Each name of the table gives the actor written beside it, or rightly none."""
    found = _MATCHER.match(case["name"], _around(case))
    assert found.actor == case["actor"]
    if case["kind"]:
        assert found.kind == case["kind"]
    assert found.named is (case["named"] == "1")
    assert found.reason


def test_names_that_speak_for_one_another_stay_apart() -> None:
    """Coalition, United States, Washington, White House and NATO are five actors."""
    names = ("the US-led coalition", "the United States", "Washington", "the White House", "NATO")
    assert len({_MATCHER.match(name, _SYRIA).actor for name in names}) == 5


def test_persons_introduced_in_the_text() -> None:
    """A surname that the text introduces as a body's spokesman stands for that body later on."""
    text = "Colonel John Doe, spokesman for the Danish Ministry of Defence, said so. Doe added nothing."
    persons = introduced_persons(text, _MATCHER, _SYRIA)
    assert persons == (("doe", "denmark-defence-ministry"),)
    found = _MATCHER.match("Doe", Surroundings(_SYRIA.countries, _SYRIA.on, persons))
    assert found.actor == "denmark-defence-ministry"
    assert _MATCHER.match("Doe", _SYRIA).actor == ""


def test_members_get_what_they_belong_to_on_the_day() -> None:
    """Denmark was within the coalition in September 2016 and not a year before it began."""
    resolver = ActorResolver(_MATCHER)
    value = Actors("Danish jets", (ActorRef("Danish jets"),))
    member = resolver.members(value, _SYRIA).members[0]
    assert member.actor == "denmark-military"
    assert "denmark" in member.within
    assert "global-coalition" in member.within
    before = resolver.members(value, Surroundings((("SY", 0.9),), "2013-09-17")).members[0]
    assert "global-coalition" not in before.within


def test_as_written_names_stay() -> None:
    """Suggestions never touch the name as written, and an actor already given is kept."""
    resolver = ActorResolver(_MATCHER)
    assert resolver.speaker(Speaker("ISIS terrorists"), _SYRIA).name == "ISIS terrorists"
    assert resolver.speaker(Speaker("the army", actor="jordan-military"), _SYRIA).actor == "jordan-military"
    reference = resolver.reference(ActorRef("nobody known by this name"), _SYRIA)
    assert (reference.actor, reference.within) == ("", ())
    assert reference.note.startswith("no match")


def test_publisher_is_taken_from_metadata_only() -> None:
    """The head of a chain is matched by the publisher's name or address, never by the text."""
    resolver = ActorResolver(_MATCHER)
    head = Speaker("publisher")
    assert resolver.publisher(head, "https://www.rt.com/news/1", "").actor == "rt"
    assert resolver.publisher(head, "", "Syrian Observatory for Human Rights").actor == "sohr"
    assert resolver.publisher(head, "", "A Little Known Gazette").actor == ""
    assert resolver.publisher(head, "", "") == head


def test_head_of_a_chain_that_is_named_keeps_its_own_name() -> None:
    """Where a table names the carrier itself, metadata about another outlet does not overrule it."""
    resolver = ActorResolver(_MATCHER)
    assert resolver.publisher(Speaker("Las Vegas Review-Journal"), "", "AP").actor == "las-vegas-review-journal"
    assert resolver.publisher(Speaker("A Little Known Gazette"), "https://www.rt.com/", "RT").actor == ""


def test_a_bare_nationality_goes_by_its_state() -> None:
    """Of "Peruvian jets" the reader keeps "Peruvian": as a body that is Peru, while the words stay as written."""
    value = Actors("Peruvian jets", (ActorRef("Peruvian"), ActorRef("Peruvian Navy")))
    resolved = ActorResolver(_MATCHER).members(value, Surroundings(), "")
    assert resolved.text == "Peruvian jets"
    assert [member.name for member in resolved.members] == ["Peru", "Peruvian Navy"]


def test_swapping_the_parties_changes_nothing_but_names() -> None:
    """States are treated alike: the same words for another state give the same body of that state."""
    nouns = ("army", "air force", "defence ministry", "foreign ministry", "police", "regime", "soldiers")
    for noun in nouns:
        found = {
            _MATCHER.match(f"{adjective} {noun}", Surroundings()).actor.removeprefix(state)
            for adjective, state in (("Danish", "denmark"), ("Belarusian", "belarus"), ("Peruvian", "peru"))
        }
        assert len(found) == 1, noun


@pytest.mark.parametrize("name", ["", " ", "...", "x" * 10_000, "'; DROP TABLE actors; --", "\u202e", "\x00"])
def test_bad_names_are_no_match(name: str) -> None:
    """Empty, endless and hostile names match nobody, and the reason says so."""
    found = _MATCHER.match(name, _SYRIA)
    assert found.actor == ""
    assert found.reason.startswith("no match")


@given(st.text(max_size=200))
def test_any_name_is_answered(name: str) -> None:
    """No name breaks the matcher, and every answer has a reason."""
    assert _MATCHER.match(name, _SYRIA).reason


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("The blast was heard in Damascus.", ""),
        ("Residents of Damascus fled.", ""),
        ("Damascus called it aggression.", "capital-damascus"),
        ("In Damascus, people waited while Damascus said nothing.", "capital-damascus"),
    ],
)
def test_capitals_where_something_is_are_places(sentence: str, actor: str) -> None:
    """A capital stands for its government only where it is not merely where something happens."""
    value = Actors("Damascus", (ActorRef("Damascus"),))
    found = ActorResolver(_MATCHER).members(value, Surroundings(), sentence).members[0]
    assert found.actor == actor
    assert found.note


def test_a_medium_known_everywhere_gives_way_to_a_body_of_the_place() -> None:
    """AFP is the agency unless the text plays in the Philippines, where the forces have that name."""
    matcher = _MATCHER
    assert matcher.match("AFP", Surroundings()).actor == "afp"
    assert matcher.match("AFP", Surroundings(countries=(("PH", 0.8),))).actor == "philippines-military"


def test_names_of_state_bodies() -> None:
    """A body that every state has is known by its words with the state's name; an unknown id has no names."""
    assert {"Armed forces of Chad", "Chadian army"} <= set(names_of("chad-military"))
    assert names_of("nobody-at-all") == ()


@pytest.mark.parametrize(
    ("name", "country", "actor"),
    [
        ("Yemen's Houthi-controlled Health Ministry", "YE", "sanaa-health-ministry"),
        ("Houthi-controlled Health Office in Hodeidah", "YE", "houthi-authorities"),
        ("Taliban-run interior ministry", "AF", "taliban-authorities"),
        ("Gaza's Hamas-run health ministry", "PS", "gaza-health-ministry"),
        ("rebel-run health office", "SY", ""),
        ("Yemen's Health Ministry", "YE", "yemen-health-ministry"),
    ],
)
def test_bodies_named_by_who_runs_them(name: str, country: str, actor: str) -> None:
    """A body that is said to be run by somebody speaks for that one, not for the state whose place it has."""
    assert _MATCHER.match(name, Surroundings(((country, 0.9),), "2018-08-10")).actor == actor
