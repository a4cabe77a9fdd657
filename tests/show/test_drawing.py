"""What is drawn: scales, maps and time lanes; nothing overlaps, and open ends stay open."""

from __future__ import annotations

import itertools
import math
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.model.findings import Finding, Holding, Position, Verdict
from crossbearing.model.incidents import Incident
from crossbearing.model.values import (
    Count,
    CountState,
    Place,
    PlaceCandidate,
    PlacePrecision,
    PlaceRelation,
    PlaceRelationKind,
    TextValue,
    TimePrecision,
    Value,
    When,
)
from crossbearing.resources.outlines import outlines
from crossbearing.show.dossier.clock import clock
from crossbearing.show.dossier.geometry import HEIGHT, WIDTH, Frame, clipped, polar
from crossbearing.show.dossier.maps import map_view
from crossbearing.show.dossier.material import IncidentMaterial, load
from crossbearing.show.dossier.statements import Statements
from crossbearing.show.dossier.strips import round_step, strip
from crossbearing.show.dossier.words import value_words
from tests.show.cast import LABELS
from tests.show.invented import invented_case
from tests.show.memory import MemoryCase


def finding(slot: str, *answers: tuple[str, Value], outlets: int = 1) -> Finding:
    """Return a finding with one position for each (holder, answer)."""
    positions = []
    for index, (holder, value) in enumerate(answers):
        names = tuple(f"{holder or 'paper'}{index}-{n}" for n in range(outlets))
        positions.append(Position(value, (Holding(holder, holder, value, (), names),), (holder,), names, 1, 0))
    return Finding("f", "i", slot, "whole", "", Verdict.DISPUTED, "because", tuple(positions))


def words(value: Value) -> str:
    """Return an answer in words."""
    return value_words(value, LABELS)


class TestStrips:
    """Answers on one scale."""

    def test_points_ranges_and_open_ends(self) -> None:
        """A number is a point, a range a bar, and an open end runs to the edge and is marked as open."""
        found = strip(
            finding("killed", ("a", Count("62", 62, 62)), ("b", Count("60-90", 60, 90)), ("c", Count("", 15, None)),
                    ("d", Count("", None, 80))), words)  # fmt: skip
        assert found is not None
        point, bar, up, down = found.bars
        assert point.point
        assert bar.start < point.start < bar.end
        assert up.open_end
        assert up.end == 100
        assert down.open_start
        assert down.start == 0
        assert up.start < bar.start

    @pytest.mark.parametrize(
        "answers",
        [
            [Count("62", 62, 62)],
            [Count("62", 62, 62), Count("62", 62, 62)],
            [Count("some", state=CountState.VAGUE, word="some"), Count("3", 3, 3)],
            [TextValue("a"), TextValue("b")],
            [],
        ],
    )
    def test_nothing_to_compare(self, answers: list[Value]) -> None:
        """One place on a scale, vague words or free text make no scale."""
        assert strip(finding("killed", *(("a", answer) for answer in answers)), words) is None

    @given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=2, max_size=12))
    def test_everything_stays_on_the_scale(self, pairs: list[tuple[int, int]]) -> None:
        """Whatever the numbers, bars lie between the ends of the scale and in the order of the numbers."""
        values = [Count("", min(pair), max(pair)) for pair in pairs]
        found = strip(finding("killed", *(("a", value) for value in values)), words)
        if found is None:
            assert len({(value.low, value.high) for value in values}) < 2
            return
        assert all(0 <= bar.start <= bar.end <= 100 for bar in found.bars)
        assert all(0 <= tick.at <= 100 for tick in found.ticks)
        assert len([tick for tick in found.ticks if tick.label]) <= 6

    @given(st.floats(0.001, 1e9), st.integers(2, 10))
    def test_round_steps(self, width: float, most: int) -> None:
        """A step is 1, 2 or 5 times a power of ten and needs no more ticks than allowed."""
        step = round_step(width, most)
        lead = step / 10 ** math.floor(math.log10(step) + 1e-9)
        assert min(abs(lead - factor) for factor in (1, 2, 5, 10)) < 1e-6
        assert width / step <= most + 1e-6


AIRFIELD = PlaceCandidate("x:1", "the airfield", "SY", 35.0, 40.0, "airport", 1000, 1.0, "same name")


def place(text: str, latitude: float | None, longitude: float | None, radius: float | None, **more: object) -> Place:
    """Return a place."""
    return Place(text, text, latitude, longitude, radius, PlacePrecision.SITE, **more)  # type: ignore[arg-type]


def mapped(*places: Place, outlets: int = 1):  # type: ignore[no-untyped-def]
    """Return the map of some answers."""
    part = IncidentMaterial(
        Incident("i", "t", "air_strike", None, None, ()), {}, (finding("where", *(("a", x) for x in places)),), (), ()
    )
    return map_view(part, Statements(load(MemoryCase(), incident=None, in_full=1), LABELS), outlines())


class TestMaps:
    """Areas, not pins."""

    def test_distance_and_bearing_are_a_sector(self) -> None:
        """An answer of 3 to 6 km south-west of a place lies south-west of it, as a ring sector and not as a circle."""
        relation = PlaceRelation(PlaceRelationKind.OFFSET, ("the airfield",), 3000, 6000, 225)
        view = mapped(place("3 to 6 km SW", 34.97, 39.96, 2000, relation=relation, candidates=(AIRFIELD,)))
        (area,) = view.areas
        (mark,) = view.landmarks
        assert area.x < mark.x
        assert area.y > mark.y
        assert "a" not in area.path

    def test_what_cannot_be_drawn_is_listed(self) -> None:
        """An unknown place, one much wider than the rest and one far away are listed with the reason, not drawn."""
        view = mapped(
            place("here", 35.0, 40.0, 2000), place("near here", 35.02, 40.0, 3000), place("nowhere", None, None, None),
            place("the country", 35.5, 39.0, 250_000), place("far off", 25.0, 51.0, 2000),
        )  # fmt: skip
        assert [area.words for area in view.areas] == ["near here", "here"]
        reasons = {item.words: item.why for item in view.unplaced}
        assert "gazetteer" in reasons["nowhere"]
        assert "too wide" in reasons["the country"]
        assert "km from where most" in reasons["far off"]

    def test_two_places_far_apart(self) -> None:
        """Of two towns far apart in both directions one is drawn and one listed: never nothing, and never a failure."""
        view = mapped(place("one", 12.7, 28.4, 3000), place("other", 11.3, 29.8, 3000))
        assert len(view.areas) == 1
        assert [item.why for item in view.unplaced if "km from where most" in item.why]

    @given(st.lists(st.tuples(st.floats(-80, 80), st.floats(-179, 179), st.floats(1, 900_000)), min_size=1, max_size=4))
    def test_something_is_drawn_wherever_accounts_place_it(self, spots: list[tuple[float, float, float]]) -> None:
        """Wherever the answers lie and however wide they are, at least one of them is drawn and none is lost."""
        view = mapped(*(place(f"p{n}", y, x, r) for n, (y, x, r) in enumerate(spots)))
        assert view.areas
        told = " ".join([*(area.words for area in view.areas), *(item.words for item in view.unplaced)])
        assert all(f"p{n}" in told for n in range(len(spots)))

    def test_no_place_at_all(self) -> None:
        """Without any answer there is no map."""
        assert mapped() is None

    def test_wordings_of_one_area_are_one_area(self) -> None:
        """The same area in other words is drawn once, with all its wordings."""
        view = mapped(place("at the base", 35.0, 40.0, 2000), place("near the base", 35.0, 40.0, 2000))
        (area,) = view.areas
        assert area.words == "the base; near the base"

    @given(
        st.lists(
            st.tuples(st.floats(-1e-1, 1e-1), st.floats(-1e-1, 1e-1), st.floats(100, 9000)), min_size=1, max_size=9
        )
    )
    def test_numbers_stand_clear_of_one_another(self, spots: list[tuple[float, float, float]]) -> None:
        """However close the areas lie, their numbers do not overlap and stay inside the frame."""
        view = mapped(*(place(f"p{n}", 35 + y, 40 + x, r) for n, (x, y, r) in enumerate(spots)))
        for index, one in enumerate(view.areas):
            assert 0 < one.x < WIDTH
            assert 0 < one.y < HEIGHT
            for other in view.areas[index + 1 :]:
                assert math.hypot(one.x - other.x, one.y - other.y) >= 18

    def test_the_inset_shows_the_country(self) -> None:
        """The country around the place is named, and the spot lies inside the inset."""
        view = mapped(place("here", 35.0, 39.0, 2000))
        assert view.inset.name == "Syria"
        assert 0 < view.inset.x < 150
        assert 0 < view.inset.y < 112

    def test_the_open_sea(self) -> None:
        """A place in no country has a map without an inset."""
        view = mapped(place("at sea", 0.0, -30.0, 2000))
        assert view.inset is None
        assert len(view.areas) == 1

    @pytest.mark.parametrize(("latitude", "longitude"), [(89.9, 0.0), (-89.9, 10.0), (0.0, 179.9), (65.0, -179.9)])
    def test_edges_of_the_world(self, latitude: float, longitude: float) -> None:
        """Poles and the date line break nothing."""
        assert len(mapped(place("edge", latitude, longitude, 5000)).areas) == 1


class TestGeometry:
    """The plane."""

    def test_scale(self) -> None:
        """A kilometre north and a kilometre east are equally long at the centre."""
        frame = Frame(35.0, 40.0, 10.0)
        x0, y0 = frame.xy(35.0, 40.0)
        _, y1 = frame.xy(35.0 + 1 / 111.32, 40.0)
        x1, _ = frame.xy(35.0, 40.0 + 1 / (111.32 * math.cos(math.radians(35))))
        assert y0 - y1 == pytest.approx(10, abs=0.1)
        assert x1 - x0 == pytest.approx(10, abs=0.1)

    @pytest.mark.parametrize(("bearing", "x", "y"), [(0, 0, -10), (90, 10, 0), (180, 0, 10), (270, -10, 0)])
    def test_bearings(self, bearing: float, x: float, y: float) -> None:
        """Bearings run clockwise from north."""
        assert polar(0, 0, 10, bearing) == pytest.approx((x, y), abs=0.05)

    @given(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=3, max_size=20))
    def test_clipping(self, points: list[tuple[float, float]]) -> None:
        """A cut polygon lies inside the box; one already inside is unchanged."""
        for x, y in clipped(points, (-10, -5, 20, 15)):
            assert -10 - 1e-6 <= x <= 20 + 1e-6
            assert -5 - 1e-6 <= y <= 15 + 1e-6
        assert clipped(points, (-60, -60, 60, 60)) == points


def at(hour: int, minute: int, precision: TimePrecision = TimePrecision.MINUTE) -> When:
    """Return a clock time."""
    moment = datetime(2020, 1, 1) + timedelta(hours=hour, minutes=minute)
    return When(f"{hour}:{minute:02d}", moment, moment, precision)


class TestClock:
    """Start and end by origin."""

    def test_lanes(self) -> None:
        """Start and end of one origin with the same outlet are one bar; an end alone is open at its start."""
        start, end = finding("when.start", ("a", at(17, 0))), finding("when.end", ("a", at(17, 50)), ("b", at(16, 56)))
        drawn = clock((start, end))
        assert drawn is not None
        one, two = drawn.lanes
        assert (one.name, one.words) == ("a", "start 17:00; end 17:50")
        (bar,) = one.marks
        assert bar.has_start
        assert bar.has_end
        assert bar.x1 < bar.x2
        assert not two.marks[0].has_start

    def test_unstated_origins_do_not_share_a_lane(self) -> None:
        """Outlets that state no origin have lanes of their own, for they do not speak for one another."""
        drawn = clock((finding("when.start", ("", at(17, 0)), ("", at(15, 55))),))
        assert drawn is not None
        assert len(drawn.lanes) == 2

    def test_bars_of_a_lane_do_not_overlap(self) -> None:
        """Several times of one origin stand in rows below each other, labels counted in."""
        drawn = clock((finding("when.start", *(("a", at(17, minute)) for minute in range(0, 12, 3))),))
        assert drawn is not None
        (lane,) = drawn.lanes
        assert len(lane.marks) == 4
        for one, other in itertools.combinations(lane.marks, 2):
            assert one.row != other.row or one.x2 < other.x1 - 30
        assert drawn.height > 30 + 38 + 8

    def test_days_only(self) -> None:
        """Without any clock time there is no clock scale."""
        assert clock((finding("when.start", ("a", at(0, 0, TimePrecision.DAY))),)) is None


def test_the_invented_case_is_drawn_whole() -> None:
    """In the invented case each clock time is in a lane and each located place of fine grain on the map."""
    material = load(invented_case(), incident="DEZ-4F2K9", in_full=1)
    drawn = clock(material.full[0].findings)
    assert drawn is not None
    assert len(drawn.lanes) == 3
    view = map_view(material.full[0], Statements(material, LABELS), outlines())
    assert view is not None
    assert len(view.areas) == 4
    assert {item.words for item in view.unplaced} == {"northeast Syria", "Jabal Nowhere"}
    assert {mark.name for mark in view.landmarks} == {"Deir ez-Zor", "Deir ez-Zor airport"}
