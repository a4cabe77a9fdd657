"""Names of places in whole texts: told from persons and words, settled together, by the publisher's reports too."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossbearing.model.values import Place, PlacePrecision
from crossbearing.resolve.gazetteer import Gazetteer
from crossbearing.resolve.gazetteer.names import key
from crossbearing.resolve.places.chains import Chain, parse_chain
from crossbearing.resolve.places.context import read_context
from crossbearing.resolve.places.geoparser import Geoparser
from crossbearing.resolve.places.homes import Homes
from crossbearing.resolve.places.mentions import Mention
from crossbearing.resolve.places.ranking import NOT_SAID, Context, Within, rank
from crossbearing.resolve.places.resolver import PlaceResolver
from crossbearing.resolve.places.toponyms import ToponymResolver


@pytest.fixture(scope="module")
def geoparser(gazetteer: Gazetteer) -> Geoparser:
    """A geoparser over the gazetteer of all tests."""
    return Geoparser(gazetteer)


def _places(geoparser: Geoparser, text: str) -> dict[str, str]:
    """Return the country of each name found that is taken for a place."""
    return {
        item.mention.name: item.named.best.match.place.country
        for item in geoparser.read(text)
        if item.named.best is not None
    }


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Fighting went on near Tripoli and Misrata in Libya on Monday.", "Tripoli", "LY"),
        ("Shells fell on Tripoli and Sidon in Lebanon on Monday.", "Tripoli", "LB"),
        ("The road from Alexandria to Cairo in Egypt was closed.", "Alexandria", "EG"),
        ("Police in Alexandria, Va., and Arlington closed the road to Fairfax.", "Alexandria", "US"),
        ("Troops entered Homs from Hama and Aleppo in Syria.", "Homs", "SY"),
    ],
)
def test_the_document_settles_its_names(geoparser: Geoparser, text: str, name: str, country: str) -> None:
    """A name that towns of several countries have means the one that the document's other names speak for."""
    assert _places(geoparser, text)[name] == country


def test_persons_are_no_places(geoparser: Geoparser) -> None:
    """A surname that towns have too is none of them where the document gives a first name with it."""
    text = "Governor Ann Clayton spoke in Omaha, Nebraska. Clayton said that the road was closed. It is, Clayton said."
    found = _places(geoparser, text)
    assert "Clayton" not in found
    assert found["Omaha"] == "US"


def test_capitals_that_act_are_told(geoparser: Geoparser) -> None:
    """A capital that says something is marked as acting, one in which something happens is not."""
    text = "Ankara said on Friday that it regretted the strike. Talks went on in Geneva and in Damascus."
    acts = {item.mention.name: item.acts for item in geoparser.read(text)}
    assert acts["Ankara"]
    assert not acts["Damascus"]


def test_the_abbreviation_of_a_country_is_found(geoparser: Geoparser) -> None:
    """US in capitals is the country, us in small letters a word."""
    names = [item.mention.name for item in geoparser.read("The US struck a convoy. They told us so in Baghdad.")]
    assert "US" in names
    assert "us" not in names


def test_institutions_named_after_towns(gazetteer: Gazetteer) -> None:
    """A university named after a town lies in it, and the note says that it was taken from the name inside."""
    context = read_context(gazetteer, "The report speaks of Aleppo and Idlib in Syria.")
    place = PlaceResolver(gazetteer).resolve(Place("Aleppo University"), context)
    assert place.country == "SY"
    assert place.located


def test_one_name_means_one_place(geoparser: Geoparser) -> None:
    """A name that stands in a text several times means the same each time."""
    text = "In Springfield, Illinois, rain fell. Springfield and Decatur were flooded. Springfield dried."
    found = [item.named.ranked[0].match.place.id for item in geoparser.read(text) if item.mention.name == "Springfield"]
    assert len(found) == 3
    assert len(set(found)) == 1


def _homes(geoparser: Geoparser, order: tuple[int, ...]) -> Homes:
    texts = (
        "The county board met in Alexandria, Minnesota, with guests from Osakis and Glenwood.",
        "Farmers near Osakis, Minnesota, and Brandon expect rain; so do those in Long Prairie and Sauk Centre.",
        "A bus left Glenwood, Minnesota, for Fergus Falls and Saint Cloud on Friday.",
    )
    homes = Homes()
    for number in order:
        homes.learn("paper", f"report-{number}", geoparser.context(texts[number]))
    return homes


def test_the_home_of_a_publisher(geoparser: Geoparser) -> None:
    """A local paper's bare name of a town means the one where its other reports play."""
    text = "The mayor of Alexandria opened the new bridge on Friday."
    mention = Mention("Alexandria", text.index("Alexandria"), text.index("Alexandria") + len("Alexandria"))
    home = _homes(geoparser, (0, 1, 2)).of("paper", without="report-9")
    assert home is not None
    (alone,) = geoparser.locate(text, [mention])
    (at_home,) = geoparser.locate(text, [mention], home=home)
    assert alone.named.ranked[0].match.place.country == "EG"
    assert 45 < at_home.named.ranked[0].match.place.latitude < 47


def test_homes_do_not_depend_on_order_or_on_the_report_itself(geoparser: Geoparser) -> None:
    """Reports may come in any order, one is never judged by itself, and one other report is too few."""
    one, other = _homes(geoparser, (0, 1, 2)), _homes(geoparser, (2, 0, 1))
    assert one.of("paper", without="report-1") == other.of("paper", without="report-1")
    assert one.of("paper", without="report-1") != one.of("paper")
    assert _homes(geoparser, (0, 1)).of("paper", without="report-0") is None
    assert one.of("another paper") is None


@pytest.mark.parametrize(
    ("words", "chain"),
    [
        ("Rafah, the Gaza Strip", Chain("Rafah", (), ("the Gaza Strip",))),
        ("Homs, Hama and Idlib", Chain("Homs, Hama and Idlib")),
        ("the market in Idlib", Chain("the market", (), ("Idlib",))),
        ("\u0631\u0641\u062d, Rafah, the Gaza Strip", Chain("\u0631\u0641\u062d", ("Rafah",), ("the Gaza Strip",))),
        ("Raqqa, where the strike hit a school", Chain("Raqqa, where the strike hit a school")),
        ("Sarmin, southern Idlib, Syria", Chain("Sarmin", (), ("southern Idlib", "Syria"))),
        ("Raqqa", Chain("Raqqa")),
    ],
)
def test_chains(words: str, chain: Chain) -> None:
    """An expression is taken apart into a name, the same in another script, and what it lies in."""
    assert parse_chain(words) == chain


def test_what_a_place_lies_in_decides(gazetteer: Gazetteer) -> None:
    """A name with what it lies in means the place there, however small, and no other however large."""
    resolver = PlaceResolver(gazetteer)
    paris = resolver.resolve(Place("Paris, Texas"), Context())
    assert (paris.country, round(paris.latitude or 0)) == ("US", 34)
    unknown = resolver.resolve(Place("Qwxzptlk, Texas"), Context())
    assert not unknown.located
    assert "lie in Texas" in unknown.note
    assert [candidate.kind for candidate in unknown.candidates] == ["province"]


def test_unknown_parts_of_a_town_take_its_area(gazetteer: Gazetteer) -> None:
    """An unknown street of a known town gets the town's area, coarser than a site, and the note says so."""
    context = read_context(gazetteer, "The report speaks of Aleppo and Idlib in Syria.")
    place = PlaceResolver(gazetteer).resolve(Place("Qwxzptlk street, Manbij, Aleppo"), context)
    assert place.precision is PlacePrecision.TOWN
    assert "said to lie" in place.note
    village = PlaceResolver(gazetteer).resolve(Place("Qwxzptlk village, Manbij, Aleppo"), context)
    assert (village.radius or 0) > (place.radius or 0)


def test_a_district_is_wider_than_its_town(gazetteer: Gazetteer) -> None:
    """Where only the town of a district is known, the area is as wide as a district."""
    context = read_context(gazetteer, "The report speaks of Aleppo and Idlib in Syria.")
    place = PlaceResolver(gazetteer).resolve(Place("Jarabulus subdistrict"), context)
    assert place.precision is PlacePrecision.DISTRICT
    assert (place.radius or 0) >= 15_000


@pytest.mark.parametrize(
    ("words", "name", "precision", "beyond"),
    [
        ("eastern Aleppo countryside", "Aleppo", PlacePrecision.DISTRICT, (None, 37.16)),
        ("a market in Idlib", "Idlib", PlacePrecision.TOWN, (None, None)),
        ("a village in northern Hama province", "Hama", PlacePrecision.PROVINCE, (35.13, None)),
        ("the town of Khan Shaykhun in Idlib province", "Khan Shaykhun", PlacePrecision.TOWN, (None, None)),
        ("on the Aleppo-Damascus highway", "Aleppo", PlacePrecision.REGION, (None, None)),
        ("the eastern bank of the Euphrates", "Euphrates", PlacePrecision.REGION, (None, None)),
    ],
)
def test_areas_in_words(
    gazetteer: Gazetteer,
    words: str,
    name: str,
    precision: PlacePrecision,
    beyond: tuple[float | None, float | None],
) -> None:
    """Parts, stretches and unnamed sites are as wide as they are said to be, and lie on the side that is said."""
    context = read_context(gazetteer, "The report speaks of Aleppo, Idlib, Raqqa, Deir ez-Zor and Hama in Syria.")
    place = PlaceResolver(gazetteer).resolve(Place(words), context)
    assert name in place.name
    assert place.precision is precision
    north_of, east_of = beyond
    assert north_of is None or (place.latitude or 0) > north_of
    assert east_of is None or (place.longitude or 0) > east_of


def test_a_road_with_one_unknown_end_is_no_pin(gazetteer: Gazetteer) -> None:
    """On a road to somewhere unknown is somewhere around the end that is known."""
    place = PlaceResolver(gazetteer).resolve(Place("on the road from Raqqa to Qwxzptlk"), Context())
    assert place.located
    assert (place.radius or 0) > 20_000
    assert "could not be located" in place.note


def test_swapped_coordinates_are_told_by_the_name_beside(gazetteer: Gazetteer) -> None:
    """Coordinates in the wrong order stand as written, and the note says where they would lie the other way round."""
    place = PlaceResolver(gazetteer).resolve(Place("Raqqa (39.0079, 35.9528)"), Context())
    assert place.latitude == pytest.approx(39.0079)
    assert "swapped" in place.note


@pytest.mark.parametrize(("short", "name"), [("Minn.", "Minnesota"), ("W.Va.", "West Virginia"), ("N.Y.", "New York")])
def test_abbreviated_states(gazetteer: Gazetteer, short: str, name: str) -> None:
    """An abbreviation with full stops is the state it stands for."""
    best = ToponymResolver(gazetteer).name(short, Context()).best
    assert best is not None
    assert (best.match.place.name, best.match.place.kind) == (name, "province")


def test_within_holds_by_ids_discs_and_boxes(gazetteer: Gazetteer) -> None:
    """A place lies in a division by its id, in a disc by distance, in a box across the date line too."""
    place = next(match.place for match in gazetteer.exact("Aleppo") if match.place.kind == "city")
    assert Within(frozenset({"country:SY"})).holds(place)
    assert Within(discs=((36.0, 37.0, 50_000.0),)).holds(place)
    assert Within(boxes=((36.0, 37.0, 37.0, 38.0),)).holds(place)
    assert not Within(boxes=((50.0, 170.0, 60.0, 190.0),)).holds(place)
    assert not NOT_SAID.holds(place)


@pytest.mark.parametrize("name", ["Springfield", "San Antonio", "Paris", "Deir ez-Zor"])
def test_scores_leave_room_for_none(gazetteer: Gazetteer, name: str) -> None:
    """The scores of a name's candidates add up to less than 1: the rest is the chance that none of them is meant."""
    ranked = rank(gazetteer.exact(name), key(name), Context())
    assert 0 < sum(item.score for item in ranked) < 1.001
    assert [item.score for item in ranked] == sorted((item.score for item in ranked), reverse=True)
    assert all(item.reasons for item in ranked)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        "In '; DROP TABLE place; -- and \" OR 1=1 NEAR(a b, they met.",
        "In \u0410leppo, \u0420\u0430ris and \u062d\u0644\u0628 they met.",
        "In " + "Deir ez-Zor " * 2000,
        "\x00 In \ud800 Homs \uffff",
        "IN HOMS, SYRIA, THEY MET.",
    ],
)
def test_hostile_texts_are_read(geoparser: Geoparser, text: str) -> None:
    """Endless words, query syntax, mixed scripts and broken characters harm nothing and bring down nothing."""
    for item in geoparser.read(text):
        assert text[item.mention.start : item.mention.end] == item.mention.name
    assert _places(geoparser, "Troops entered Homs from Hama in Syria.")["Homs"] == "SY"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(geoparser: Geoparser, text: str) -> None:
    """No text breaks the geoparser, and what it finds stands where it says."""
    for item in geoparser.read(text):
        assert text[item.mention.start : item.mention.end] == item.mention.name
        assert 0 <= item.likely <= 1


def test_two_names_of_one_place_do_not_speak_for_each_other(gazetteer: Gazetteer) -> None:
    """A second name of the same place adds no nearness, a place beside it does."""
    name = "Hamad Town"
    others = ("", " and in Madinat Hamad", " and in Manama")
    texts = [f"In Hamad Town{other} it rained." for other in others]
    found = [rank(gazetteer.plain(name), key(name), read_context(gazetteer, text))[0] for text in texts]
    assert len({item.match.place.id for item in found}) == 1
    assert not any("close by" in reason for item in found[:2] for reason in item.reasons)
    assert any("close by" in reason for reason in found[2].reasons)


def test_a_division_by_its_full_name_needs_no_context(gazetteer: Gazetteer) -> None:
    """A name with its word, "Idlib governorate", is the division even where nothing else is known, not the town."""
    best = ToponymResolver(gazetteer).name("Idlib governorate", Context()).best
    assert best is not None
    assert best.match.place.kind == "province"
    assert best.score > 0.8
