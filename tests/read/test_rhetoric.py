"""Opinion and rhetoric are marked as such and are no facts of the incident, whichever side speaks."""

from __future__ import annotations

import pytest
from evals.exchange import Exchange

from crossbearing.model.documents import MarkKind
from tests.read.support import read

# Written for this test, as writers of several sides of several conflicts put it.
PRONOUNCING = {
    "question that takes a fact for granted": "Who will answer for the 62 soldiers who were killed in the raid?",
    "question of belief": "How can anyone believe that the strike was a mistake?",
    "question that a minister asks": 'The minister asked: "Why did the jets bomb our hospital?"',
    "appeal": "Enough is enough: the world must act before more children are killed.",
    "appeal with a threat": "It is time for the enemy to pay for the attack on our people.",
    "shame": "Shame on those who shelled the hospital.",
    "history": "History will judge those who ordered the strike.",
    "lament": "This shameful massacre of our people will never be forgotten.",
    "praise": "The heroic martyrs of our nation rest in peace.",
    "disgrace": "The cowardly attack on the hospital is a disgrace to humanity, the minister said.",
    "games": "The attack is one more move in the dirty game of a cynical world.",
}
TELLING = {
    "loaded words beside a number": (
        "The evil regime and its puppets bombed the market, killing 14 civilians.",
        {"evil", "regime", "puppets"},
        ("killed", "14 civilians"),
    ),
    "loaded words beside a vague number": (
        "The barbaric strike killed dozens of people in the village, residents said.",
        {"barbaric"},
        ("killed", '"dozens"'),
    ),
    "abuse beside an attack": (
        "The cowardly terrorists fired rockets at our peaceful people.",
        {"cowardly", "terrorists"},
        ("attacker", "cowardly terrorists"),
    ),
    "praise beside a loss": (
        "Our heroic army destroyed three tanks of the invaders near the river.",
        {"heroic", "invaders"},
        ("losses", "tank: 3 destroyed"),
    ),
}
ORDINARY = (
    "12 martyrs fell in the shelling of the town, the agency said.",
    "Six fighters were martyred in a strike on the camp, the group said.",
    "The mujahideen withdrew from the village after the strike, which killed four people.",
    "The International Criminal Court opened a criminal investigation into the strike.",
)


@pytest.mark.parametrize("text", PRONOUNCING.values(), ids=PRONOUNCING.keys())
def test_pronouncing(text: str) -> None:
    """A sentence that asks, appeals or pronounces is marked and gives no claim."""
    reading = read(text, gate="off")
    assert [mark.quote for mark in reading.marks if mark.kind is MarkKind.RHETORIC]
    assert all(mark.note for mark in reading.marks)
    assert not reading.claims


@pytest.mark.parametrize(("text", "words", "claim"), TELLING.values(), ids=TELLING.keys())
def test_telling(text: str, words: set[str], claim: tuple[str, str]) -> None:
    """A sentence that tells something is read whatever words it uses, and its loaded words are listed."""
    reading = read(text, gate="off")
    assert {mark.quote for mark in reading.marks if mark.kind is MarkKind.LOADED_TERM} == words
    assert not [mark for mark in reading.marks if mark.kind is MarkKind.RHETORIC]
    assert claim in [(found.slot, found.value.describe()) for found in reading.claims]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_usage(text: str) -> None:
    """Words that a language or the law uses plainly are no loaded terms and cast no doubt on what is said."""
    reading = read(text, gate="off")
    assert not reading.marks
    assert reading.claims
    assert {found.stance for found in reading.claims} == {"asserts"}
    assert not [found.hedges for found in reading.claims if found.hedges]


def test_martyrs_are_counted() -> None:
    """Martyrs are persons killed."""
    for text, number in ((ORDINARY[0], 12), (ORDINARY[1], 6)):
        counts = [found.value.count.low for found in read(text, gate="off").claims if found.slot == "killed"]  # type: ignore[union-attr]
        assert counts == [number]


@pytest.mark.parametrize(
    "text", ["In my view, the strike was deliberate.", "The whole world knows that the strike was deliberate."]
)
def test_views_are_no_knowledge(text: str) -> None:
    """What a writer holds to be so is claimed on the basis of opinion alone."""
    assert [found.basis for found in read(text, gate="off").claims if found.slot == "intent"] == ["opinion"]


SIDES = (
    "The {a} regime and its thugs slaughtered 12 people in {A}; the heroic {b} soldiers of {B} held the bridge.",
    "Who will punish the {a} aggressors? {B} denounced the barbaric raid of the {a} army, a massacre of our people.",
    "In {A}, the so-called {b} liberators killed three civilians. {A} called {B} a junta of criminals.",
)


@pytest.mark.parametrize("text", SIDES)
@pytest.mark.parametrize("other", ["RU", "IL", "UA", "IR", "TR"])
def test_every_side_alike(text: str, other: str) -> None:
    """The same words are marked, in the same places, whichever side says them of whichever."""
    filled = text.format(a="Syrian", A="Syria", b="Iraqi", B="Iraq")
    for exchange in (Exchange("SY", "IQ"), Exchange("SY", other), Exchange("IQ", other)):
        swapped = exchange.apply(filled)
        expected = [(mark.kind, swapped.place(mark.start), swapped.place(mark.end)) for mark in read(filled).marks]
        assert [(mark.kind, mark.start, mark.end) for mark in read(swapped.text).marks] == expected
        assert len(expected) >= 2


def test_no_name_is_a_loaded_term() -> None:
    """The list of loaded terms names no state, people or group as it calls itself."""
    from crossbearing.model.actors import ActorKind
    from crossbearing.resources.actors import actors
    from crossbearing.resources.lexicon import lexicon

    tables = lexicon("en")
    own = {item.name.casefold() for item in actors().values() if item.kind is not ActorKind.OTHER}
    assert not set(tables.loaded) & (tables.state_words | own)
