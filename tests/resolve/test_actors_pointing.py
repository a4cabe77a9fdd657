"""Words that point back to bodies, names by date, and names that look like others."""

from __future__ import annotations

import pytest

from crossbearing.model.values import ActorRef, Actors
from crossbearing.resolve.actors.matcher import ActorMatcher, Surroundings
from crossbearing.resolve.actors.pointing import NamedBodies
from crossbearing.resolve.actors.resolver import ActorResolver, Standing
from crossbearing.resources.actors import actors, dated_names, lifetimes, pointing_alone, pointing_words
from crossbearing.resources.publishers import publishers

_MATCHER = ActorMatcher()


def _resolved(text: str, *, country: str, on: str) -> tuple[str, str]:
    """Return actor and note of the words in square brackets."""
    before, _, rest = text.partition("[")
    words, _, behind = rest.partition("]")
    around = Surroundings(((country, 0.9),), on)
    bodies = NamedBodies(before + words + behind, _MATCHER, around)
    standing = Standing(bodies, len(before), before[-60:], behind[:60])
    member = ActorResolver(_MATCHER).members(Actors(words, (ActorRef(words),)), around, "", standing).members[0]
    return member.actor, member.note


@pytest.mark.parametrize(
    ("text", "country", "on", "actor"),
    [
        ("The M23 took the hill. [The rebels] broke the truce.", "CD", "2022-11-30", "m23"),
        ("Hezbollah fired rockets. [The group] said so.", "LB", "2023-11-22", "hezbollah"),
        ("Hamas and Palestinian Islamic Jihad fired rockets. [The group] said so.", "PS", "2023-11-22", ""),
        ("[The rebels] hold the port.", "LY", "2011-03-26", ""),
        ("[Rebels] hold the port; the M23 left.", "CD", "2022-11-30", ""),
        ("Jets struck a base of [the Guards].", "IR", "2025-06-14", "irgc"),
        ("NATO met. [The alliance] will see.", "BE", "2022-11-16", "nato"),
        ("[Blue helmets] stay in their base.", "LB", "2024-10-10", "unifil"),
        ("[The army] left the town.", "ML", "2023-09-01", "mali-military"),
        ("[Residents] fled.", "ML", "2023-09-01", ""),
        ("It was heard in [Damascus] at noon.", "SY", "2016-09-19", ""),
        ("He spoke while [Damascus] called it aggression.", "SY", "2016-09-19", "capital-damascus"),
    ],
)
def test_words_point_to_what_the_document_names(text: str, country: str, on: str, actor: str) -> None:
    """A word such as "the group" is the one body it can be, and none, with a reason, where it can be several."""
    found, note = _resolved(text, country=country, on=on)
    assert found == actor
    assert note


@pytest.mark.parametrize(
    ("name", "on", "actor"),
    [
        ("Kabul", "2021-05-01", "capital-kabul"),
        ("Kabul", "2022-04-17", "taliban-authorities"),
        ("the Syrian army", "2016-09-17", "syria-military"),
        ("the Syrian army", "2025-03-01", "syria-new-army"),
        ("the coalition", "2005-06-01", "mnf-iraq"),
        ("the coalition", "2016-11-01", "global-coalition"),
    ],
)
def test_names_stand_for_bodies_of_their_time(name: str, on: str, actor: str) -> None:
    """One name is another body before and after a change."""
    country = "IQ" if "coalition" in name else "AF" if name == "Kabul" else "SY"
    assert _MATCHER.match(name, Surroundings(((country, 0.9),), on)).actor == actor


@pytest.mark.parametrize("name", ["H\u0430mas", "\u039dATO", "R\u0435uters"])
def test_letters_that_look_alike_are_no_match(name: str) -> None:
    """A name that mixes alphabets is none, and the reason names them."""
    found = _MATCHER.match(name, Surroundings())
    assert found.actor == ""
    assert "mixes the letters" in found.reason


def test_longer_names_are_not_the_names_inside_them() -> None:
    """A name is more than a name inside it: a committee is no newspaper, a court for a state is not that state."""
    around = Surroundings((("ML", 0.9),), "2020-08-19")
    assert _MATCHER.match("The National Committee for Something Else", around).actor == ""
    assert _MATCHER.match("The Extraordinary Court for Sierra Leone", around).actor == ""


def test_tables_name_known_bodies() -> None:
    """Dated names, lifetimes and words that point alone lead to bodies of the table."""
    named = {row.actor for rows in dated_names().values() for row in rows} | set(lifetimes())
    named |= set(pointing_alone().values())
    assert named <= set(actors())
    assert pointing_words()


def test_publishers_cover_all_regions_and_carry_no_grade() -> None:
    """Outlets of at least ninety countries are known, each by its kind, and an address leads to one outlet."""
    entries = publishers().values()
    assert len({entry.country for entry in entries if entry.country}) >= 90
    domains = [domain for entry in entries for domain in entry.domains]
    assert len(domains) == len(set(domains))
    assert not any(hasattr(entry, "reliability") or hasattr(entry, "grade") for entry in entries)
