"""Whom a pronoun or a bare role word means."""

from __future__ import annotations

import pytest

from crossbearing.read.mentions import Source
from crossbearing.read.voices.memory import Memory
from crossbearing.resources.lexicon import lexicon
from tests.read.support import read


def source(name: str, head: str, *, named: bool = False, pronoun: bool = False) -> Source:
    """Return a source without a place in a text."""
    return Source(name, 0, len(name), named, head, pronoun)


def test_the_source_is_the_one_told_of_before() -> None:
    """A bare word with "the" is the unnamed source of that kind told of last; with "a" it is another."""
    memory = Memory(lexicon("en").cues)
    memory.remember(source("source at the airport", "source"))
    again, other = (memory.resolve(source("source", "source"), definite=known) for known in (True, False))
    assert again is not None
    assert other is not None
    assert (again.name, other.name) == ("source at the airport", "source")


def test_they_are_those_just_described() -> None:
    """Persons described right before ("Officials were more guarded.") are meant by "they", not a body further back."""
    memory = Memory(lexicon("en").cues)
    memory.remember(source("Defence Ministry", "ministry", named=True))
    memory.note(source("officials", "official"), next_said=True)
    they = memory.resolve(source("They", "they", pronoun=True))
    assert they is not None
    assert they.name == "officials"


def test_he_is_no_union() -> None:
    """A body of persons is never "he": the person told of before it is."""
    memory = Memory(lexicon("en").cues)
    memory.remember(source("hospital administrator", "administrator"))
    memory.remember(source("doctors' union", "union"))
    he = memory.resolve(source("he", "he", pronoun=True))
    assert he is not None
    assert he.name == "hospital administrator"


def test_very_many_sources_are_not_all_kept() -> None:
    """Text with ten thousand speakers keeps the last of them: reading it stays linear."""
    memory = Memory(lexicon("en").cues)
    for number in range(10_000):
        memory.remember(source(f"Speaker {number}", "speaker", named=True))
    assert len(memory._known) <= 300
    last = memory.resolve(source("it", "it", pronoun=True))
    assert last is not None
    assert last.name == "Speaker 9999"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Brea Front denied the shelling of Osk. Its spokesman said that 20 people had died.", "Brea Front"),
        ("The Brea Front denied the shelling of Osk. Its leader said that 20 people had died.", "leader of Brea Front"),
    ],
)
def test_its_spokesman_and_its_leader(text: str, speaker: str) -> None:
    """Whoever speaks for "it" is named with the body, so that two bodies' leaders are not one."""
    told = [
        claim for claim in read(text, publisher="Osk Daily", published="2031-05-04").claims if claim.slot == "killed"
    ]
    assert [claim.speakers[-1].name.removeprefix("A ") for claim in told] == [speaker]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("The clinic has received 31 wounded from the attack near Osk by Friday 6 p.m.", []),
        ("A drive-by shooting in Osk on Friday morning left 3 people dead.", ["Friday morning"]),
    ],
)
def test_by_when_a_count_was_made_is_no_beginning(text: str, starts: list[str]) -> None:
    """How far a count had come by a time says nothing of when the happening began."""
    claims = read(text, publisher="Osk Daily", published="2031-05-04").claims
    assert [claim.value.text for claim in claims if claim.slot == "when.start"] == starts


def test_salvos_are_stages() -> None:
    """A second salvo has a time of its own, which is not when it all began."""
    text = "Two salvos hit the camp at Osk on 3 May. The first hit the kitchen at 06:25. The second came at 06:47."
    claims = read(text, publisher="Osk Daily", published="2031-05-04").claims
    times = {claim.value.text: claim.event.phase for claim in claims if claim.slot == "when.start"}
    assert times == {"3 May": None, "06:25": 1, "06:47": 2}


def test_who_is_only_named_beside_a_figure_is_no_it() -> None:
    """Behind "the figure given by X" the sentence's own subject goes on, and not X."""
    text = (
        "The commission has no means to verify the figure of 50 dead in Osk given by the Brea Front. It says that five"
        " hostages died."
    )
    claims = read(text, publisher="Osk Daily", published="2031-05-04").claims
    told = {claim.value.text: claim.speakers[-1].name for claim in claims if claim.slot == "killed"}
    assert told["50"] == "Brea Front"
    assert told["five hostages"].lower().endswith("commission")
