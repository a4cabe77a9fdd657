"""Whose words a figure is, where a pronoun, a passive or "the group" says so."""

from __future__ import annotations

import pytest

from crossbearing.model.claims import Basis
from tests.read.support import read

# The text; its number of persons; the speakers behind the publisher.
TOLD = [
    (
        "The governor condemned the raid on Osk, in which by his count 41 people were killed.",
        "41",
        ["governor"],
    ),
    (
        "A missile fell in Osk on Monday, the media centre of the armed forces said. According to its information 18"
        " guests of a wedding died.",
        "18",
        ["media centre of the armed forces"],
    ),
    (
        "A bomb went off in Osk on Monday, the police said. According to their figures nine people were killed.",
        "nine",
        ["police"],
    ),
    (
        "Nine soldiers were killed in the attack on Osk, the governor was quoted as saying by state television.",
        "Nine",
        ["state television", "governor"],
    ),
    (
        "In a statement distributed on Thursday the group claims responsibility for the ambush at Osk. It says that its"
        " fighters killed 45 soldiers.",
        "45",
        ["group"],
    ),
    (
        "The police speak of six dead in Osk. The group that sent the bomber boasts of 31 soldiers killed.",
        "31",
        ["The group"],
    ),
    ("Road to Osk, van: the army says it killed four men.", "four", ["army"]),
    ("A bomb went off in Osk. The hospital counted 19 wounded; the police hold to three dead.", "three", ["police"]),
    # Who counts for himself, and who is only spoken of.
    ("According to our sources, 12 people were killed in Osk on Monday.", "12", ["our sources"]),
    ("The general raided Osk. According to their families, two boys were killed.", "two", ["their families"]),
]


@pytest.mark.parametrize(("text", "number", "speakers"), TOLD)
def test_whose_figure_it_is(text: str, number: str, speakers: list[str]) -> None:
    """A figure is that of whoever a pronoun, a passive or a claim of the deed makes tell it, and not the monitor's."""
    found = [
        [speaker.name.removeprefix("the ") for speaker in claim.speakers[1:]]
        for claim in read(text, publisher="Sahel Monitor").claims
        if claim.slot == "killed" and getattr(claim.value, "text", "").startswith(number)
    ]
    assert found == [speakers]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("The guards stormed the prison of Osk. We counted 26 dead of the second pavilion.", Basis.SAW),
        ('The guards stormed the prison of Osk. 26 died. "We counted them," a sign said.', Basis.UNKNOWN),
    ],
)
def test_whoever_publishes_counted(text: str, basis: Basis) -> None:
    """What a report counted itself it knows at first hand; what it quotes somebody for it does not."""
    (claim,) = [one for one in read(text, publisher="Families of Osk").claims if "26" in getattr(one.value, "text", "")]
    assert (len(claim.speakers), claim.basis) == (1, basis)


@pytest.mark.parametrize(
    ("text", "slot", "voices"),
    [
        (
            "The commission is unable to verify the figure of 50 dead in Osk given by the Brea Front.",
            "killed",
            [("commission", "cannot_say"), ("Brea Front", "asserts")],
        ),
        (
            "A shell hit Osk on Monday. The toll of 50 dead announced by the Brea Front has been questioned.",
            "killed",
            [("Brea Front", "asserts")],
        ),
        ("The shots at Osk came from a hill held by the Brea Front.", "control", []),
        ("The army said the village was in an area held by the Brea Front.", "control", [("army", "asserts")]),
    ],
)
def test_a_figure_given_by_somebody_and_a_hill_held_by_somebody(
    text: str, slot: str, voices: list[tuple[str, str]]
) -> None:
    """Who gave the figure that a sentence speaks of is its source; who holds a hill says nothing."""
    found = [claim for claim in read(text, publisher="Osk Daily", published="2031-05-04").claims if claim.slot == slot]
    assert found
    for claim in found:
        told = [(one.name.removeprefix("The ").removeprefix("the "), one.stance.value) for one in claim.speakers[1:]]
        assert told == voices


# Two who speak in one sentence; papers, officers and sources that point back; passives and counts.
POINTING = [
    ("Police said six people died in Osk and the hospital said 20 were wounded.", "wounded", "20", ["hospital"]),
    (
        "Six people died in Osk, police said, and 20 were wounded, according to the hospital.",
        "wounded",
        "20",
        ["hospital"],
    ),
    ("The army said 12 rebels were killed at Osk but the militia said two men had died.", "killed", "two", ["militia"]),
    ("The army said two soldiers died, and the rebels said nine had been killed in Osk.", "killed", "nine", ["rebels"]),
    ("Police said nine people died in Osk and confirmed that 20 were wounded.", "wounded", "20", ["Police"]),
    (
        "The mayor said nine people died in Osk, and Radio Kesh reported 20 wounded, citing the hospital.",
        "killed",
        "nine",
        ["mayor"],
    ),
    (
        "The spokesman said 13 militants had died in Osk, adding that three soldiers were wounded.",
        "wounded",
        "three",
        ["spokesman"],
    ),
    (
        "The ministry said that nine had died in Osk and that the hospital had reported 20 wounded.",
        "wounded",
        "20",
        ["ministry", "hospital"],
    ),
    (
        "In a statement on Monday, the army said it had killed 14 militants at Osk. The statement added that three"
        " soldiers were wounded.",
        "wounded",
        "three",
        ["army"],
    ),
    (
        "The army said in a statement that 14 men died at Osk. The statement on the raid from Norland Command said that"
        " three soldiers were wounded.",
        "wounded",
        "three",
        ["statement"],
    ),
    (
        "Eleven people were killed in Osk, according to the Civil Defence. Another 30 were wounded, according to the"
        " same source.",
        "wounded",
        "Another 30",
        ["Civil Defence"],
    ),
    (
        "A security source said 11 people were killed in Osk. The mayor said 12 were hurt. Another 30 were wounded,"
        " according to the same source.",
        "wounded",
        "Another 30",
        ["security source"],
    ),
    (
        "The Osk General Hospital received nine bodies after the raid, its director told reporters.",
        "killed",
        "nine",
        ["director of Osk General Hospital"],
    ),
    (
        "The Osk Police Command confirmed the killing of nine men. The command's spokesman said 12 were wounded.",
        "wounded",
        "12",
        ["Osk Police Command"],
    ),
    ("The toll of 13 dead in Osk was given by the interior minister.", "killed", "13", ["interior minister"]),
    ("The deaths of four soldiers at Osk were confirmed by the army.", "killed", "four", ["army"]),
    ("The deaths of 13 men at Osk were caused by a mine.", "killed", "13", []),
    ("According to figures from the health ministry, 13 people have died in Osk.", "killed", "13", ["health ministry"]),
    ("The toll from the raid on Osk stood at 13 dead on Monday.", "killed", "13", []),
    ("A statement issued by the army said four soldiers had died at Osk.", "killed", "four", ["army"]),
    ("An earlier police statement spoke of nine dead in Osk.", "killed", "nine", ["police"]),
    (
        "A report by the rights commission found that 13 people were killed in Osk.",
        "killed",
        "13",
        ["rights commission"],
    ),
    ("Thirteen people, the ministry said, had been killed in Osk.", "killed", "Thirteen", ["ministry"]),
    (
        "The rights office condemned the raid on Osk, saying it had reports of 14 deaths.",
        "killed",
        "14",
        ["rights office"],
    ),
    (
        "The number of inmates killed in Osk rose to 31 on Tuesday. The prosecutor's office announced the new figure.",
        "killed",
        "31",
        ["prosecutor's office"],
    ),
    ("The raid on Osk killed 13 people, a toll confirmed by the ministry.", "killed", "13", ["ministry"]),
    ("At least 13 dead in Osk blast \u2013 ministry", "killed", "At least 13", ["ministry"]),
    (
        "The National Rescue Agency (NRA) said 13 people died in Osk. The NRA added that 20 were wounded.",
        "wounded",
        "20",
        ["National Rescue Agency"],
    ),
    ("The latest count by the rescue service stands at 13 dead in Osk.", "killed", "13", ["rescue service"]),
]


@pytest.mark.parametrize(("text", "slot", "number", "speakers"), POINTING)
def test_who_is_pointed_back_to(text: str, slot: str, number: str, speakers: list[str]) -> None:
    """Each of two who speak tells his own part; papers, officers and "the same source" are those named before."""
    found = [
        [speaker.name.removeprefix("the ").removeprefix("The ") for speaker in claim.speakers[1:]]
        for claim in read(text, publisher="Sahel Monitor").claims
        if claim.slot == slot and getattr(claim.value, "text", "").startswith(number)
    ]
    assert found == [speakers]


def test_a_witness_who_tells_what_a_commander_said() -> None:
    """What a person was told is part of what he tells, and no second account beside it."""
    text = "A survivor said soldiers had come to Osk and the commander said that 12 men had been killed."
    (killed,) = [claim for claim in read(text, publisher="Sahel Monitor").claims if claim.slot == "killed"]
    assert [speaker.name for speaker in killed.speakers[1:]] == ["survivor", "commander"]


def test_a_figure_that_stands_is_that_of_whoever_established_it() -> None:
    """Whoever established at what a number stands gave that number, and not another that was told before."""
    text = (
        "The council said 12 policemen had died in Osk. It clarified that the number of dead remains 11, as established"
        " by the prosecutor's office."
    )
    killed = [claim for claim in read(text, publisher="Sahel Monitor").claims if claim.slot == "killed"]
    assert [speaker.name for speaker in killed[0].speakers[1:]] == ["The council"]
