"""Items of a round-up, and attacks beside others, as happenings of their own."""

from __future__ import annotations

from collections import defaultdict

import pytest

from crossbearing.model.claims import Claim, Modality
from tests.read.support import read


def told(text: str, **more: str) -> dict[str, list[Claim]]:
    """Return the claims of a text's news by event."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in read(text, **more).claims:
        if claim.event.modality is Modality.NEWS and not claim.event.negated:
            found[claim.event.id].append(claim)
    return found


def answers(text: str, *slots: str) -> set[tuple[str, ...]]:
    """Return for each event the words of its first answers to some questions."""
    return {
        tuple(
            next((str(getattr(claim.value, "text", "")) for claim in claims if claim.slot == slot), "")
            for slot in slots
        )
        for claims in told(text).values()
    }


PARTED = [
    pytest.param(
        "Incidents, 18 June 2031\n\n- Mosul: a roadside bomb killed two policemen.\n"
        "- Kirkuk: gunmen wounded nine men.\n"
        "- Baquba: shelling killed four farmers.",
        {("Mosul", "two policemen"), ("Kirkuk", ""), ("Baquba", "four farmers")},
        id="list with labels",
    ),
    pytest.param(
        "Incidents, 18 June 2031\n\nMosul: a roadside bomb killed two policemen.\n\nKirkuk: shelling killed nine men.",
        {("Mosul", "two policemen"), ("Kirkuk", "nine men")},
        id="list without signs below a heading",
    ),
    pytest.param(
        "Daily list, 19 June 2031\n\n1. Artillery fire on the town of Osk killed three men.\n"
        "2. A drone killed two clerks in Marl.",
        {("on the town of Osk", "three men"), ("in Marl", "two clerks")},
        id="numbers",
    ),
    pytest.param(
        "In Sumy, a drone killed two drivers. In Kharkiv, guided bombs killed five clerks.",
        {("In Sumy", "two drivers"), ("In Kharkiv", "five clerks")},
        id="sentences that open with places",
    ),
    pytest.param(
        "Shells killed seven people in Taiz. Elsewhere, in Marib, a missile killed four men.",
        {("in Taiz", "seven people"), ("in Marib", "four men")},
        id="elsewhere",
    ),
]


@pytest.mark.parametrize(("text", "expected"), PARTED)
def test_items_are_happenings_of_their_own(text: str, expected: set[tuple[str, str]]) -> None:
    """Each item of a round-up has its own place and toll, and no other item's."""
    assert answers(text, "where", "killed") == expected


def test_the_day_of_a_heading_is_that_of_each_item() -> None:
    """A day above a list is told of each of its entries."""
    text = "Incidents, 18 June 2031\n\n- Mosul: a bomb killed two policemen.\n- Kirkuk: shelling killed nine men."
    days = [[str(claim.value.text) for claim in claims if claim.slot == "when.start"] for claims in told(text).values()]  # type: ignore[union-attr]
    assert days == [["18 June 2031"], ["18 June 2031"]]


def test_days_that_open_sentences_part_happenings() -> None:
    """Two sentences that open with other days and tell harm tell two happenings."""
    text = "On Saturday a grenade wounded five people at a bar. On Sunday gunmen killed a clerk in Palmira."
    assert {("Saturday", "five people"), ("Sunday", "")} <= answers(text, "when.start", "wounded")


ONE = [
    pytest.param(
        "What is known:\n\n- A blast killed five people in Kabul.\n- The attack took place in western Kabul.\n"
        "- The attack was claimed by nobody.",
        id="what is known of one attack",
    ),
    pytest.param(
        "A bomb killed five people in Kabul. In Dashti, residents heard the blast.", id="another place without harm"
    ),
    pytest.param(
        "On Saturday a grenade wounded five people. On Sunday one of them died of his wounds.", id="a later death"
    ),
    pytest.param("January: Three attacks killed two men. March: Two attacks killed nine men.", id="months as labels"),
]


@pytest.mark.parametrize("text", ONE)
def test_what_is_no_round_up_stays_one(text: str) -> None:
    """Lists about one attack, mentions of further places and later deaths make no further happening."""
    assert len(told(text)) == 1


def test_a_repelled_attack_and_its_answer_are_two() -> None:
    """Whoever attacked first is no attacker of the answer to it."""
    text = (
        "Troops repelled an attack by the Northern Front on the river. A helicopter was fired at and returned fire. "
        "Six fighters were killed."
    )
    by_type = {claims[0].event.type: claims for claims in told(text).values()}
    answer = by_type["helicopter_attack"]
    assert [claim.slot for claim in answer if claim.slot in {"attacker", "killed"}] == ["killed"]
    assert not any(claim.slot == "where" and "Front" in str(claim.value) for claim in read(text).claims)


def test_what_was_before_is_a_happening_of_its_own() -> None:
    """An attack that a sentence puts hours before what was told is another one."""
    found = told("A drone was shot at near Osk. Five hours earlier two missiles had struck a tanker.")
    assert {claims[0].event.type for claims in found.values()} == {"small_arms_fire", "missile_attack"}


def test_who_fought_off_a_raid_did_not_make_it() -> None:
    """Whoever beats an attack back is no attacker."""
    text = "Officers fought off a raid by rustlers on a police post near Osk."
    assert [
        str(claim.value) for claim in read(text).claims if claim.slot == "attacker" and "fficer" in str(claim.value)
    ] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A helicopter had been fired at from a boat.", "helicopter_attack"),
        ("Rebels fired at a drone near Osk and wounded two men.", "drone_strike"),
        ("The soldiers seized two rifles.", "takeover"),
        ("Police fired into the air.", "small_arms_fire"),
    ],
)
def test_what_was_shot_at_or_seized_gives_no_kind(text: str, kind: str) -> None:
    """An aircraft that is shot at, arms that are seized and shots into the air tell no such happening."""
    assert kind not in {claim.event.type for claim in read(text).claims}


def test_kinds_of_one_killing_are_one() -> None:
    """A massacre, shots and "the assault" of one report are one happening with one toll."""
    text = "The gunmen opened fire on houses in Osk. The assault killed 60 people."
    assert {claim.event.id for claim in read(text).claims if claim.slot in {"attacker", "killed"}} == {
        claim.event.id for claim in read(text).claims
    }


def test_what_the_same_men_did_next_is_the_same_killing() -> None:
    """Verbs of killing that one sentence tells of one doer are one happening."""
    text = "Militants stormed the village of Osk and beheaded four men."
    assert len(told(text)) == 1
