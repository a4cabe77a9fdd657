"""The tables of actors and publishers are sound, neutral and even-handed."""

from __future__ import annotations

import re

import pytest

from crossbearing.resources.actors import actor, actors, bodies, states
from crossbearing.resources.affiliations import families, family_head, members, within
from crossbearing.resources.publishers import publisher_at, publisher_named, publishers

_LOADED = re.compile(
    r"\b(?:terrorists?|regime|rebels?|militants?|occupiers?|puppet|junta|so-called|separatists?)\b", re.IGNORECASE
)


def test_every_tie_leads_somewhere() -> None:
    """Whatever a body is part of, speaks for or is a member of is in the table, and its dates are in order."""
    for item in actors().values():
        for tie in item.affiliations:
            assert actor(tie.actor) is not None, (item.id, tie.actor)
            assert not (tie.since and tie.until) or tie.since <= tie.until, item.id


def test_labels_are_neutral() -> None:
    """No label carries a word that judges; such words stand among the aliases only."""
    assert [item.name for item in actors().values() if _LOADED.search(item.name)] == []


def test_entries_have_sources() -> None:
    """Every actor that is not made from the list of states says where it can be checked."""
    made = {f"{state.id}-{body}" for state in states().values() for body in bodies()}
    assert [
        item.id for item in actors().values() if not item.source and item.id not in made and item.kind != "medium"
    ] == []


def test_all_states_have_the_same_bodies() -> None:
    """No state lacks an office that others have."""
    for state in states().values():
        for body in bodies():
            assert actor(f"{state.id}-{body}") is not None


@pytest.mark.parametrize(
    ("identifier", "on", "head"),
    [
        ("us-central-command", "2016-09-17", "united-states"),
        ("peter-cook-pentagon", "2016-09-17", "united-states"),
        ("capital-washington", "", "united-states"),
        ("united-states-presidency", "", "united-states"),
        ("denmark-air-force", "2016-09-17", "denmark"),
        ("syria-air-force", "2016-09-17", "syria"),
        ("bashar-al-assad", "2016-09-17", "syria"),
        ("igor-konashenkov", "2016-09-17", "russia"),
        ("cjtf-oir", "2016-09-17", "global-coalition"),
        ("ypg", "2016-09-17", "sdf"),
        ("ypg", "2014-09-17", "ypg"),
        ("opcw-ffm", "2017-06-29", "opcw"),
        ("sohr", "", "sohr"),
        ("nobody-at-all", "", "nobody-at-all"),
    ],
)
def test_families(identifier: str, on: str, head: str) -> None:
    """A body's family ends at its state, organisation or movement, by the ties of the day."""
    assert family_head(identifier, on) == head


def test_members_are_no_family() -> None:
    """Members of the coalition act within it and do not speak for one another."""
    assert "denmark" in members("global-coalition", "2016-09-17")
    assert "global-coalition" in within("denmark-military", "2016-09-17")
    assert "global-coalition" not in families("denmark-military", "2016-09-17")
    assert not set(families("denmark-military", "2016-09-17")) & set(families("united-states-military", "2016-09-17"))


def test_memberships_are_dated() -> None:
    """Who was a member depends on the day."""
    assert "finland" not in members("nato", "2016-09-17")
    assert "finland" in members("nato", "2024-01-01")
    assert "qatar" in members("saudi-led-coalition", "2016-01-01")
    assert "qatar" not in members("saudi-led-coalition", "2018-01-01")


def test_publishers_have_no_grades() -> None:
    """An outlet has a kind, a country, an owner and addresses, and nothing that rates it."""
    fields = {name for entry in publishers().values() for name in entry.__slots__}
    assert fields == {"id", "name", "kind", "country", "owner", "domains", "aliases", "actor"}
    assert all(entry.actor == "" or actor(entry.actor) for entry in publishers().values())


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.reuters.com/world/1", "reuters"),
        ("http://in.reuters.com/article/x", "reuters"),
        ("edition.cnn.com/2016/09/17", "cnn"),
        ("https://reuters.com.example.org/", ""),
        ("https://notreuters.com/", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_publishers_by_address(url: str, expected: str) -> None:
    """An address belongs to the outlet whose host name it ends with, and to no look-alike."""
    found = publisher_at(url)
    assert (found.id if found else "") == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Guardian", "guardian"),
        ("guardian", "guardian"),
        ("asharqalawsat", "asharq-al-awsat"),
        ("Nowhere News", ""),
    ],
)
def test_publishers_by_name(name: str, expected: str) -> None:
    """Names with and without the article or blanks find the outlet; unknown ones find none."""
    found = publisher_named(name)
    assert (found.id if found else "") == expected
