"""Words for things."""

from __future__ import annotations

import pytest

from crossbearing.model.values import Count, Group, PersonStatus, thing_words


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("a_10", "A-10"),
        ("su_24", "Su-24"),
        ("mig", "MiG"),
        ("anti_aircraft_gun", "anti-aircraft gun"),
        ("infantry_fighting_vehicle", "infantry fighting vehicle"),
        ("", ""),
    ],
)
def test_things_are_written_as_people_write_them(kind: str, words: str) -> None:
    """Designations come with their capitals and hyphen, other kinds as plain words."""
    assert thing_words(kind) == words


@pytest.mark.parametrize(
    ("affiliation", "status_text", "words"),
    [
        ("Syrian", "soldiers", "90 Syrian soldiers"),
        ("the government forces", "government forces", "90 of the government forces"),
        ("the government's forces", "members", "90 members of the government's forces"),
        ("", "soldiers", "90 soldiers"),
    ],
)
def test_persons_are_told_once(affiliation: str, status_text: str, words: str) -> None:
    """What persons were is not told again where their body says it; a body with its article stands behind."""
    count = Count(text="90", low=90, high=90)
    group = Group(
        text="90", count=count, status=PersonStatus.MILITARY, status_text=status_text, affiliation=affiliation
    )
    assert group.describe() == words
