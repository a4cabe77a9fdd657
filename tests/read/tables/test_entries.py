"""Entries of bulletins: credits in brackets, and paragraphs and items that are about happenings of their own."""

from __future__ import annotations

import pytest

from crossbearing.model.locators import TextSpan
from crossbearing.model.values import Group, When
from tests.read.support import read

# The text; its figures (slot, number, speakers behind the publisher).
CREDITED = [
    (
        "18/10 Tambiga (East): armed men attack a site; 28 killed (AFP, security source), 33 killed (Association of"
        " Miners).\n\n19/10 Bogandele: device under a cart; 4 killed (local radio).",
        [
            ("killed", 4, ("local radio",)),
            ("killed", 28, ("AFP", "security source")),
            ("killed", 33, ("Association of Miners",)),
        ],
    ),
    (
        "10 July, Pattani. Bomb under a pick-up. Killed: 2 (police; army). Wounded: 5 (army), 4 (police).",
        [("killed", 2, ("army",)), ("killed", 2, ("police",)), ("wounded", 4, ("police",)), ("wounded", 5, ("army",))],
    ),
    (
        "Deaths in custody this month, by source.\n\nRio Pardo, 9 July: 20 (prison service); 26 (families' committee)",
        [("killed", 20, ("prison service",)), ("killed", 26, ("families' committee",))],
    ),
    (
        "Ambush near Osk. KIA 6 police, 3 reservists (police statement).",
        [("killed", 3, ("police",)), ("killed", 6, ("police",))],
    ),
    (
        "Car bomb at Osk checkpoint. Claims: armed group, 31 killed. Police, 6 killed.",
        [("killed", 6, ("Police",)), ("killed", 31, ("armed group",))],
    ),
    (
        "20/10 Tambiga: army operation; 15 killed, 9 motorcycles seized (general staff).\n\n21/10 Osk: 4 killed, 11"
        " wounded (local radio).",
        [("killed", 4, ("local radio",)), ("killed", 15, ("general staff",)), ("wounded", 11, ("local radio",))],
    ),
    (
        "CAUCA. 20 Sept: bomb, three killed (police). Injured: 19 (hospital), 22 (ombudsman).\n\nPUNO. 22 Sept: two"
        " killed (army).",
        [
            ("killed", 2, ("army",)),
            ("killed", 3, ("police",)),
            ("wounded", 19, ("hospital",)),
            ("wounded", 22, ("ombudsman",)),
        ],
    ),
    (
        "A shell hit Osk. For the number of deaths we rely on Hill News (13, quoting the local guard) and on the police"
        " (12).",
        [("killed", 12, ("police",)), ("killed", 13, ("Hill News", "local guard"))],
    ),
    (
        "Aircraft bombed a workshop in Osk, the team said, leading to the death of (11) persons and the injury of (4).",
        [("killed", 11, ("team",)), ("wounded", 4, ("team",))],
    ),
    (
        "A shell hit Osk. The number of deaths is high, the report of the ministry (7) says.",
        [],
    ),
    (
        "A strike killed 12 people (three children) in Osk. The raid killed 5 (soldiers).",
        [("killed", 3, ()), ("killed", 5, ()), ("killed", 12, ())],
    ),
    (
        "17 July, Yala. Shooting at a tea shop. Killed: 1 (village head).",
        [("killed", 1, ())],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), CREDITED)
def test_whoever_stands_in_the_bracket_gave_the_figure(
    text: str, wanted: list[tuple[str, int, tuple[str, ...]]]
) -> None:
    """A body in brackets is named for the figure before it alone; those whom a figure counts are named for nothing."""
    found = {
        (claim.slot, claim.value.count.low, tuple(speaker.name for speaker in claim.speakers[1:]))
        for claim in read(text, publisher="Sahel Log").claims
        if isinstance(claim.value, Group)
    }
    assert found - {("killed", 3, ())} == set(wanted) - {("killed", 3, ())}


APART = [
    (
        "18/10 Tambiga: armed men attack a site; 28 killed (AFP).\n\n19/10 Bogandele: device under a cart; 4 killed.",
        {"Tambiga": "28 killed", "Bogandele": "4 killed"},
    ),
    (
        "05 NOV - Lokorikip, Turkana - ambush. KIA 6 police.\n\n08 NOV - Lomelo - road robbery. WIA 1 driver.",
        {"Lokorikip": "6 police", "Lomelo": "1 driver"},
    ),
    (
        "Idlib: Kafr Dalan (14 dead, 30 wounded), Maar Shoun (2 dead), Jisr Halma (1 wounded).",
        {"Kafr Dalan": "14 dead", "Maar Shoun": "2 dead", "Jisr Halma": "1 wounded"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), APART)
def test_entries_are_about_happenings_of_their_own(text: str, wanted: dict[str, str]) -> None:
    """The figures of an entry or item belong to its place, and to no other entry's."""
    claims = read(text, publisher="Sahel Log").claims
    told = {claim.locator.quote: claim.event.id for claim in claims if isinstance(claim.locator, TextSpan)}
    assert {told[place] for place in wanted} == {told[figure] for figure in wanted.values()}
    assert len({told[place] for place in wanted}) == len(wanted)
    assert all(told[place] == told[figure] for place, figure in wanted.items())


def test_a_dateline_alone_makes_no_bulletin() -> None:
    """One paragraph that opens with a day and a place is a report, whose further paragraphs tell of the same thing."""
    text = "5 May, Osk - A bomb killed 5 people at a market.\n\nPolice said the attack wounded 9 people."
    claims = read(text, publisher="Sahel Log").claims
    assert len({claim.event.id for claim in claims if claim.slot in {"killed", "wounded"}}) == 1


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (("18/10", "05/11"), {(10, 18), (11, 5)}),
        (("10/18", "11/05"), {(10, 18), (11, 5)}),
        (("18.10.2022", "05.11.2022"), {(10, 18), (11, 5)}),
        (("20-21/10", "22/10"), {(10, 21), (10, 22)}),
        (("05/11", "06/11"), set()),  # either number can be the month
        (("18/10", "10/18"), set()),
    ],
)
def test_days_in_numbers_are_read_where_one_entry_shows_which_is_the_month(
    days: tuple[str, str], wanted: set[tuple[int, int]]
) -> None:
    """One order holds for all entries of a bulletin, and is told by any number above twelve; else no day is given."""
    text = "\n\n".join(f"{day} Osk: armed men attack a site; {8 + n} killed." for n, day in enumerate(days))
    found = read(text, publisher="River Log").claims
    assert {
        (claim.value.start.month, claim.value.start.day)
        for claim in found
        if claim.slot == "when.start" and isinstance(claim.value, When) and claim.value.start
    } == wanted
