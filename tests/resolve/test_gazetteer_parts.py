"""Parts of the gazetteer: the sieve, extents, capitals, names of divisions' codes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crossbearing.resolve.gazetteer import Gazetteer
from crossbearing.resolve.gazetteer.commands import find
from crossbearing.resolve.gazetteer.names import key
from crossbearing.resolve.gazetteer.sieve import Sieve
from crossbearing.resolve.gazetteer.sources import division_codes


@given(st.lists(st.text(max_size=20), max_size=50))
def test_the_sieve_lets_every_name_through(names: list[str]) -> None:
    """What was added passes, also after the bits were kept and read again."""
    sieve = Sieve.of_size(len(names))
    for name in names:
        sieve.add(name)
    again = Sieve(sieve.bits)
    assert all(again.passes(name) for name in names)


def test_the_sieve_holds_back_nearly_all_others() -> None:
    """Of names that were not added some two in a hundred pass."""
    sieve = Sieve.of_size(2000)
    for number in range(2000):
        sieve.add(f"name {number}")
    assert sum(sieve.passes(f"other {number}") for number in range(2000)) < 100


def test_extents(gazetteer: Gazetteer) -> None:
    """A province and a country have a box that holds a town of theirs; a town has none."""
    town = next(match.place for match in gazetteer.exact("Aleppo") if match.place.kind == "city")
    for place_id in (town.province, gazetteer.find("Syria").matches[0].place.id):
        south, west, north, east = gazetteer.extent(place_id) or (0.0, 0.0, 0.0, 0.0)
        assert south < town.latitude < north
        assert west < town.longitude < east
    assert gazetteer.extent(town.id) is None
    assert "(from " in find("Idlib province", 1)[1]


def test_a_capital_is_one_place(gazetteer: Gazetteer) -> None:
    """Of the towns that share the name of a capital in its country only the largest is the capital."""
    capitals = [match.place for match in gazetteer.exact("Washington") if match.place.kind == "capital"]
    assert [place.country for place in capitals] == ["US"]
    assert capitals[0].population > 500_000


def test_codes_of_divisions() -> None:
    """GeoNames' codes of divisions lead to their ids, so that added places lie in the right one."""
    assert division_codes()["SY.07"].startswith("geonames:")


def test_known_names_pass_and_others_do_not(gazetteer: Gazetteer) -> None:
    """A name of a town is known with its weight, a name nobody has is not."""
    assert gazetteer.known(key("Aleppo")) > 5
    assert gazetteer.known(key("Qwxzptlkburg")) == 0.0
