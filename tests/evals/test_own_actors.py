"""The labelled mentions of bodies are sound: offsets, one answer each, names that mean several."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain

import pytest
from evals.own_sets import (
    ActorMention,
    actors,
    known_actors,
)

from crossbearing.model.actors import ActorKind

SPLITS = ("dev", "test", "dev2", "test2")
ALL_ACTORS = tuple(chain.from_iterable(actors(split) for split in SPLITS))

# Written the same way, meant differently: each must be labelled with at least two bodies.
AMBIGUOUS = ("SDF", "RSF", "ADF", "SNA", "AFP", "AA", "coalition", "Congo", "army", "enemy", "Kabul", "Al-Shabab")


def mentions() -> list[ActorMention]:
    return [mention for text in ALL_ACTORS for mention in text.mentions]


def test_actors_has_the_mentions_it_promises() -> None:
    """At least 300 mentions over at least 80 texts, texts in one split only, no id twice."""
    assert len(mentions()) >= 300
    assert len(ALL_ACTORS) >= 80
    ids = [mention.id for mention in mentions()]
    assert len(ids) == len(set(ids))
    contents = [text.text for text in ALL_ACTORS]
    assert len(contents) == len(set(contents))


def test_actor_offsets_cut_out_the_mentions() -> None:
    """Offsets are in order, do not overlap and cut out the words."""
    for text in ALL_ACTORS:
        behind = 0
        for mention in text.mentions:
            assert behind <= mention.start < mention.end
            assert text.text[mention.start : mention.end] == mention.text
            behind = mention.end


def test_each_mention_has_one_answer() -> None:
    """A mention has an actor of the table or a reason for none, never both; no entry of the table is a person."""
    table = known_actors()
    reasons = {
        "generic_group",
        "private_person",
        "place_as_place",
        "office_unnamed",
        "thing",
        "ambiguous",
        "event_or_deal",
    }
    for mention in mentions():
        assert (mention.actor is None) == (mention.no_match in reasons), mention
        assert set(mention.accept) <= set(table)
        assert mention.actor is None or mention.actor in table
    assert {actor.kind for actor in table.values()} <= set(ActorKind) - {ActorKind.PERSON}
    used = {key for mention in mentions() for key in (mention.actor, *mention.accept) if key}
    assert used == set(table)


def test_no_name_stands_for_two_bodies() -> None:
    """A name or other name of the table belongs to one body, so that matching by name cannot hit the wrong one."""
    names = Counter(name.casefold() for actor in known_actors().values() for name in (actor.name, *actor.also))
    assert [name for name, count in names.items() if count > 1] == []


def test_no_match_is_well_represented() -> None:
    """Between a tenth and a third of the mentions have no match, in each split."""
    for split in SPLITS:
        counts = Counter(mention.no_match is None for text in actors(split) for mention in text.mentions)
        assert 0.1 <= counts[False] / counts.total() <= 0.34


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_ambiguous_names_are_there_in_both_meanings(name: str) -> None:
    """A name that can mean several bodies stands for at least two answers."""
    found = {
        mention.actor or mention.no_match
        for mention in mentions()
        if re.fullmatch(rf"(the )?{name}", mention.text, flags=re.IGNORECASE)
    }
    assert len(found) >= 2, found
