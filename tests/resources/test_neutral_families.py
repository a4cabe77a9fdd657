"""No body is shown under the name of a side that is behind it; what is behind it is a fact of its own."""

from __future__ import annotations

import pytest

from crossbearing.model.actors import ActorKind, Speaker
from crossbearing.resources.actors import actors
from crossbearing.resources.affiliations import tie_between, ties_of
from crossbearing.resources.bodies import known_bodies

# Who stands behind offices, by the group's id, and how reports call offices that it runs.
OFFICES = [
    (
        "hamas",
        "Hamas",
        ["Gaza's health ministry", "Hamas-run health ministry", "Gaza health ministry", "Gaza civil defence"],
    ),
    ("houthis", "Houthi", ["Houthi-run health ministry", "Sanaa government", "Houthi-controlled health ministry"]),
    ("taliban", "Taliban", ["Taliban government", "Taliban authorities", "de facto authorities"]),
]


@pytest.mark.parametrize(("group", "word", "names"), OFFICES)
def test_an_office_is_not_labelled_by_the_group_behind_it(group: str, word: str, names: list[str]) -> None:
    """Name and family of an office hold no name of the group that runs it, however a report calls it."""
    bodies = known_bodies()
    own = bodies.body(Speaker(name=actors()[group].name, actor=group))
    for name in names:
        found = bodies.body(Speaker(name=name))
        assert found.family != own.family, name
        assert word.lower() not in f"{found.name} {found.label}".lower(), (name, found)


@pytest.mark.parametrize("name", ["Gaza health ministry", "Gaza civil defence", "Government Media Office in Gaza"])
def test_offices_of_one_authority_are_one_family(name: str) -> None:
    """Offices of the same authorities are one family, as those of a state are."""
    bodies = known_bodies()
    assert bodies.body(Speaker(name=name)).label == bodies.body(Speaker(name="Gaza authorities")).label


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Authorities in the Gaza Strip", "Hamas"),
        ("Authorities in Sanaa", "Ansar Allah (Houthi movement)"),
        ("De facto authorities in Afghanistan", "Taliban"),
        ("Taliban", "De facto authorities in Afghanistan"),
    ],
)
def test_what_is_behind_an_authority_is_a_sourced_fact(one: str, other: str) -> None:
    """The tie is told with its day and where it can be checked, in either order."""
    tie = tie_between(one, other)
    assert tie is not None
    assert tie.since
    assert tie.since in tie.words
    assert tie.source
    assert tie.source in tie.words


def test_bodies_without_a_tie_have_none() -> None:
    """Two bodies of different states, and a name that the table does not know, are not tied."""
    assert tie_between("Authorities in the Gaza Strip", "Authorities in Sanaa") is None
    assert tie_between("Nobody at all", "Hamas") is None


def test_ties_end() -> None:
    """A tie that has not begun on a day is not told for that day."""
    assert any(tie.other == "Hamas" for tie in ties_of("gaza-health-ministry", "2020-01-01"))
    assert not any(tie.other == "Hamas" for tie in ties_of("gaza-health-ministry", "2005-01-01"))


def test_no_office_of_the_table_has_an_armed_group_for_its_family() -> None:
    """Whatever office the table knows, its family is a state, an authority or itself, and no armed group."""
    bodies = known_bodies()
    groups = {f"actor:{item.id}" for item in actors().values() if item.kind is ActorKind.ARMED_GROUP}
    wrong = [
        item.id
        for item in actors().values()
        if item.kind is ActorKind.AGENCY and bodies.body(Speaker(name=item.name, actor=item.id)).family in groups
    ]
    assert wrong == []
