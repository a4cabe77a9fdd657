"""Places become areas with candidates, or stay unknown with the reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.model.values import Place, PlacePrecision, PlaceRelation, PlaceRelationKind
from crossbearing.resolve.gazetteer import Gazetteer
from crossbearing.resolve.places.context import read_context
from crossbearing.resolve.places.coordinates import parse_coordinates
from crossbearing.resolve.places.geometry import bearing_of, distance, midpoint, offset
from crossbearing.resolve.places.ranking import Context
from crossbearing.resolve.places.relations import parse_relation
from crossbearing.resolve.places.resolver import PlaceResolver
from tests.resolve.conftest import cases


def _resolve(gazetteer: Gazetteer, text: str, context: str, name: str = "") -> Place:
    around = read_context(gazetteer, f"The report speaks of {context}. It happened {text}.")
    return PlaceResolver(gazetteer).resolve(Place(text, name=name), around)


@pytest.mark.parametrize("case", cases("places.csv"), ids=lambda case: f"{case['text']}@{case['context']}")
def test_places(gazetteer: Gazetteer, case: dict[str, str]) -> None:
    """Each place of the table lies where an atlas has it, as finely as the words say."""
    place = _resolve(gazetteer, case["text"], case["context"])
    assert place.precision == case["precision"], place.note
    assert (place.relation.kind.value if place.relation else "") == case["relation"]
    if not case["latitude"]:
        assert not place.located
        assert place.note
        return
    assert place.latitude is not None
    assert place.longitude is not None
    apart = distance(place.latitude, place.longitude, float(case["latitude"]), float(case["longitude"]))
    assert apart <= 1000 * float(case["within_km"]), (apart, place)
    assert place.country == case["country"]
    assert place.radius is not None
    assert place.radius > 0
    assert place.candidates
    assert all(candidate.reason for candidate in place.candidates)


def test_the_airfield_is_the_one_the_document_names(gazetteer: Gazetteer) -> None:
    """A common noun stands for the only place of its kind in the document."""
    text = "The strikes hit positions near Deir ez-Zor airport in Syria. They fell three km south of the airfield."
    around = read_context(gazetteer, text)
    place = PlaceResolver(gazetteer).resolve(Place("three km south of the airfield"), around)
    assert place.latitude is not None
    assert place.longitude is not None
    assert distance(place.latitude, place.longitude, 35.2584, 40.176) < 1500
    alone = PlaceResolver(gazetteer).resolve(Place("three km south of the airfield"), Context())
    assert not alone.located
    assert "airfield" in alone.note


@pytest.mark.parametrize("text", ["Atama village", "north of Atama village", "in the town of Atama"])
def test_words_for_kinds_of_places_make_no_names_alike(gazetteer: Gazetteer, text: str) -> None:
    """A name that no place has is not another country's because both are called villages."""
    around = read_context(gazetteer, "The United States said its forces struck in Idlib, Syria. The US gave no toll.")
    place = PlaceResolver(gazetteer).resolve(Place(text), around)
    assert not place.located
    assert place.note


@pytest.mark.parametrize(
    ("text", "context", "id_"),
    [
        ("on the Euphrates", "Syria", "own:euphrates"),
        ("on the banks of the Tigris", "Iraq", "own:tigris"),
        ("on the Niger", "Mali", ""),
        ("along the Khabur", "Syria", ""),
        ("in Niger", "Niger", "geonames:2440476"),
    ],
    ids=["a river", "its banks", "a river that a state is called after", "a river of none known", "that state"],
)
def test_what_lies_on_a_river_lies_in_no_town_or_state(gazetteer: Gazetteer, text: str, context: str, id_: str) -> None:
    """Words for a river, road or coast find one of that name or nothing, and never a town, district or state."""
    place = _resolve(gazetteer, text, context)
    assert place.id == id_
    assert place.located == bool(id_)
    assert place.located or place.note


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("northern Idlib", PlacePrecision.PROVINCE),
        ("in Idlib", PlacePrecision.TOWN),
        ("western Aleppo", PlacePrecision.TOWN),
    ],
    ids=["a small town's", "the town", "a large town's"],
)
def test_the_north_of_a_small_town_is_that_of_its_province(
    gazetteer: Gazetteer, text: str, precision: PlacePrecision
) -> None:
    """Where town and province bear one name, a part told by its bearing is the province's, unless the town is large."""
    assert _resolve(gazetteer, text, "Syria").precision is precision


def test_relation_of_the_reader_is_kept(gazetteer: Gazetteer) -> None:
    """Where the words alone give no relation, the one that the reader saw counts."""
    relation = PlaceRelation(PlaceRelationKind.NEAR, ("Raqqa",))
    place = PlaceResolver(gazetteer).resolve(Place("Raqqa", name="Raqqa", relation=relation), Context())
    assert place.relation == relation
    assert place.precision is PlacePrecision.NEAR_TOWN


def test_near_is_wider_than_in(gazetteer: Gazetteer) -> None:
    """An area near a town holds the town itself."""
    inside = _resolve(gazetteer, "in Raqqa", "Syria")
    near = _resolve(gazetteer, "near Raqqa", "Syria")
    assert inside.radius is not None
    assert near.radius is not None
    assert near.radius > inside.radius


def test_coordinates_far_from_the_name_are_said_to_be(gazetteer: Gazetteer) -> None:
    """Coordinates stand, and a note says how far they lie from the place named beside them."""
    place = _resolve(gazetteer, "Raqqa (33.5138, 36.2765)", "Syria")
    assert place.precision is PlacePrecision.EXACT
    assert "km from" in place.note


@pytest.mark.parametrize(
    "name",
    ["x" * 10_000, "'; DROP TABLE place; --", '" OR 1=1 NEAR(a b', "*", "AND OR NOT", "{}", "\x00", "()"],
)
def test_hostile_names_are_explained(gazetteer: Gazetteer, name: str) -> None:
    """Endless names and query syntax find nothing, harm nothing, and the note says why."""
    place = PlaceResolver(gazetteer).resolve(Place(name), Context())
    assert not place.located
    assert place.note
    assert gazetteer.find("Aleppo").matches


def test_homoglyphs_meet_the_name_they_imitate(gazetteer: Gazetteer) -> None:
    """A Latin name with a Cyrillic letter in it finds the same places as without."""
    assert [match.place.id for match in gazetteer.find("\u0410leppo").matches] == [
        match.place.id for match in gazetteer.find("Aleppo").matches
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [("95.0, 36.0", "no latitude"), ("35.0, 190.5", "no longitude"), ("135.2, 40.1", "swapped"), ("0.0, 0.0", "0, 0")],
)
def test_coordinates_off_the_globe(text: str, problem: str) -> None:
    """Coordinates that cannot be are named as such, never corrected silently."""
    found = parse_coordinates(text)
    assert found is not None
    assert found.latitude is None
    assert problem in found.problem


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [("18SUJ2339407396", 38.8977, -77.0365), ("38S MB 41 82", 33.28, 44.37), ("33TWN0012345678", 47.3646, 15.0016)],
)
def test_grid_references(text: str, latitude: float, longitude: float) -> None:
    """Military grid references give the point that other converters give."""
    found = parse_coordinates(text)
    assert found is not None
    assert found.latitude == pytest.approx(latitude, abs=0.01)
    assert found.longitude == pytest.approx(longitude, abs=0.01)


@pytest.mark.parametrize(
    ("words", "kind", "names", "distance_and_bearing"),
    [
        ("about 6 km south of the airport", "offset", ("airport",), (6000, 6000, 180)),
        ("30 miles south-west of the city of Deir ez-Zor", "offset", ("Deir ez-Zor",), (48280.32, 48280.32, 225)),
        ("within five kilometres of Avdiivka", "offset", ("Avdiivka",), (0, 5000, None)),
        ("10 nautical miles off Hodeidah", "offset", ("Hodeidah",), (18520, 18520, None)),
        ("south of Deir al-Zor", "offset", ("Deir al-Zor",), (None, None, 180)),
        ("between Saraqib and Idlib", "between", ("Saraqib", "Idlib"), (None, None, None)),
        ("the Aleppo\u2013Damascus highway", "along", ("Aleppo", "Damascus"), (None, None, None)),
        ("outskirts of Raqqa", "countryside", ("Raqqa",), (None, None, None)),
        ("Aleppo's western countryside", "countryside", ("Aleppo",), (None, None, 270)),
        ("on W. #Deir_Nour countryside", "countryside", ("Deir Nour",), (None, None, 270)),
        ("next to the village of Hatla", "near", ("Hatla",), (None, None, None)),
    ],
)
def test_relations(
    words: str, kind: str, names: tuple[str, ...], distance_and_bearing: tuple[float | None, ...]
) -> None:
    """Spatial relations are read with their distances in metres and bearings in degrees."""
    stated = parse_relation(words)
    assert stated.relation is not None
    assert stated.relation.kind == kind
    assert stated.names == names
    relation = stated.relation
    assert (relation.distance_low, relation.distance_high, relation.bearing) == distance_and_bearing


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("in #Port_Marl, southern #Oskland", "Port Marl"),
        ("in #PortMarl", "Port Marl"),
        ("in #McMarl", "McMarl"),
        ("in NE Oskland", "northeast Oskland"),
        ("in S. Oskland", "south Oskland"),
        ("the 400 block of N. Mill Street", "400 block of N. Mill Street"),
        ("at the U.S. Embassy", "U.S. Embassy"),
    ],
)
def test_names_as_posts_shorten_them(words: str, name: str) -> None:
    """Tags are read as words, and letters of the compass as what they stand for, but not in addresses."""
    assert parse_relation(words).names[0] == name


_LATITUDES = st.floats(min_value=-85, max_value=85)
_LONGITUDES = st.floats(min_value=-180, max_value=180)


@given(_LATITUDES, _LONGITUDES, st.floats(min_value=0, max_value=360), st.floats(min_value=0, max_value=500_000))
def test_offsets_lie_as_far_as_asked(latitude: float, longitude: float, bearing: float, metres: float) -> None:
    """Going some way leads to a point that far off."""
    there = offset(latitude, longitude, bearing, metres)
    assert distance(latitude, longitude, *there) == pytest.approx(metres, abs=1.0)


@given(_LATITUDES, _LONGITUDES, _LATITUDES, st.floats(min_value=-60, max_value=60))
def test_midpoints_are_equally_far(lat1: float, lon1: float, lat2: float, step: float) -> None:
    """A midpoint lies as far from the one place as from the other."""
    lon2 = (lon1 + step + 180) % 360 - 180
    middle = midpoint(lat1, lon1, lat2, lon2)
    assert distance(*middle, lat1, lon1) == pytest.approx(distance(*middle, lat2, lon2), abs=1.0)


@pytest.mark.parametrize(("word", "degrees"), [("north", 0), ("SSW", 202.5), ("south-eastern", 135), ("up", None)])
def test_compass_words(word: str, degrees: float | None) -> None:
    """Compass words give degrees from north, other words none."""
    assert bearing_of(word) == degrees


@given(st.text(max_size=200))
def test_any_expression_is_answered(gazetteer: Gazetteer, text: str) -> None:
    """No text breaks the resolver: it is located, or a note says why not."""
    place = PlaceResolver(gazetteer).resolve(Place(text), Context())
    assert place.located or place.note
    assert place.text == text
