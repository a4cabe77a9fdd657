"""Whom a pronoun or a bare role word means."""

from __future__ import annotations

from crossbearing.read.mentions import Source
from crossbearing.read.voices.memory import Memory
from crossbearing.resources.lexicon import lexicon


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
