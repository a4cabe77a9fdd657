"""Words for things."""

from __future__ import annotations

import pytest

from crossbearing.model.values import thing_words


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
