"""Where and when sentences lay what they tell, and where another happening begins."""

import pytest

from crossbearing.read.templates.apart import APART_COLUMNS, apart_evidence, settings_of
from tests.read.templates.marked import words


def parts(text):
    return [setting.part for setting in settings_of(words(text, {}))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb exploded in Kabul. The police closed the road.", [0, 0]),
        ("A bomb exploded in Kabul. Meanwhile, gunmen shot at a bus.", [0, 1]),
        ("A bomb exploded in Kabul. In a separate incident, gunmen shot at a bus.", [0, 1]),
        ("A bomb exploded in Kabul. Hours later, gunmen shot at a bus.", [0, 1]),
        ("A bomb exploded in Kabul. In Herat, gunmen shot at a bus.", [0, 1]),
        ("A bomb exploded in Kabul. In Kabul, gunmen also shot at a bus.", [0, 0]),
        ("A bomb exploded in Kabul. In March, a minister had resigned.", [0, 0]),
        ("", []),
    ],
)
def test_parts_begin_where_words_or_another_place_say_so(text, expected):
    """A cue of another happening or a new place at the head of a sentence begins a part; the same place does not."""
    assert parts(text) == expected


def test_places_and_times_are_compared():
    """Kabul on Monday and Herat on Tuesday differ in both; what names neither says nothing."""
    one, other, silent = settings_of(
        words("A bomb exploded in Kabul on Monday. A bomb exploded in Herat on Tuesday. Nobody was hurt.", {})
    )
    seen = dict(zip(APART_COLUMNS, apart_evidence(one, other), strict=True))
    assert seen["other_place"] == seen["other_time"] == 1.0
    assert seen["shared_place"] == seen["shared_time"] == 0.0
    same = dict(zip(APART_COLUMNS, apart_evidence(one, one), strict=True))
    assert same["shared_place"] == same["shared_time"] == 1.0
    assert not any(apart_evidence(one, silent)[1:])
