"""Which body a name stands for by its words alone."""

from __future__ import annotations

import pytest

from crossbearing.model.actors import Speaker
from crossbearing.resources.bodies import Sort, known_bodies


@pytest.mark.parametrize(
    ("name", "family"),
    [
        # A state's name before what may be anybody's makes no body of that state.
        ("Niger Bend Monitoring Centre", "body:niger bend monitoring centre"),
        ("Chad Health Access Organisation", "body:chad health access organisation"),
        # With an office or two such words it is one.
        ("Panama Canal Authority", "state:PA"),
        ("Libyan Presidential Council", "state:LY"),
        ("French general staff", "state:FR"),
        # "National" before a force does not set it apart from its state.
        ("Kenyan National Police Service", "state:KE"),
        ("Colombian National Army", "state:CO"),
        ("Kenyan National Front", "body:kenyan national front"),
    ],
)
def test_whose_body_a_name_is(name: str, family: str) -> None:
    """A body is a state's where an office or force stands behind the state's name."""
    assert known_bodies().body(Speaker(name=name)).family == family


@pytest.mark.parametrize("name", ["National Army", "SDF", "RSF"])
def test_a_name_of_several_bodies_names_none(name: str) -> None:
    """Where bodies of several states share a name and nothing tells which is meant, none of them is taken."""
    assert known_bodies().body(Speaker(name=name)).family == f"body:{name.lower()}"


def test_an_agencys_initials_are_the_agencys() -> None:
    """Initials that an agency shares with another body mean the agency."""
    assert known_bodies().body(Speaker(name="AFP")).sort is Sort.MEDIUM
