"""Which incidents a sentence tells: the tagger's chances and the words that it holds, weighed together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from crossbearing.read.tagger.decode import INCIDENTS
from crossbearing.read.templates.apart import Setting, settings_of
from crossbearing.read.templates.linear import Evidence, Lexical, Linear, log_odds
from crossbearing.read.templates.words import Words

__all__ = ["TOLD_COLUMNS", "Telling", "held_words", "looks_back", "tell", "told_evidence"]

_BACK: Final = re.compile(
    r"\b(last year|years? (ago|earlier|before)|months? (ago|earlier|before)|in (1\d|20)\d\d|since (19|20)\d\d"
    r"|in the past|previous(ly)?|former(ly)?|earlier this year|last month|history|anniversary|decades?"
    r"|over the years)\b",
    re.IGNORECASE,
)


#: Columns of `told_evidence`.
TOLD_COLUMNS: Final = ("tagger", "words", "relevance", "other_type", "trigger")

TRIGGERS: Final = {
    "arson": frozenset({"arson", "burn", "torch", "set fire", "set ablaze", "set alight", "ablaze"}),
    "attack": frozenset(
        {"attack", "ambush", "assassinate", "assassination", "murder", "shoot", "shooting", "gun down", "assault"}
        | {"massacre", "stab", "raid", "storm", "shell", "shelling", "kill", "open fire", "gunfire", "firefight"}
    ),
    "bombing": frozenset(
        {"bomb", "bombing", "blow up", "explode", "explosion", "blast", "detonate", "dynamite", "car bomb", "ied"}
        | {"bombard", "bombardment", "air strike", "airstrike", "missile", "rocket", "mortar", "grenade", "drone"}
        | {"landmine", "roadside bomb", "suicide bomber", "suicide bombing", "explosive device"}
    ),
    "forced work stoppage": frozenset({"stoppage", "paralyze", "blockade"}),
    "kidnapping": frozenset(
        {"kidnap", "kidnapping", "kidnapper", "abduct", "abduction", "abductor", "hostage", "captor", "ransom"}
    ),
    "robbery": frozenset({"rob", "robbery", "robber", "loot", "looting", "steal", "theft", "heist"}),
}
"""Lemmas, and pairs of them, that name an incident of a type in any report; the learned tables add what they hold."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What each parsed sentence of a report tells.

    Args:
        chances: Chance that a sentence tells an incident of a type, shape (sentences, types).
        relevance: Log odds, from its words alone, that the report tells any incident.
        back: For each sentence, whether it looks back.
        settings: For each sentence, where and when it lays what it tells.
    """

    chances: Evidence
    relevance: float
    back: tuple[bool, ...]
    settings: tuple[Setting, ...]


def held_words(words: Words) -> list[frozenset[str]]:
    """Return for each sentence the lemmas and pairs of neighbouring lemmas that it holds."""
    found = []
    for low, high in words.ranges:
        lemmas = [words.lemmas[word] for word in range(low, high) if words.lemmas[word].isalpha()]
        found.append(frozenset(lemmas) | {f"{one} {two}" for one, two in pairwise(lemmas)})
    return found


def looks_back(wording: str) -> bool:
    """Say whether a sentence speaks of earlier years, months or times."""
    return _BACK.search(wording) is not None


def told_evidence(words: Words, by_words: Sequence[Lexical], relevance: Lexical) -> tuple[Evidence, float]:
    """Return evidence on what sentences tell, shape (sentences, types, columns), and the report's relevance.

    Columns: log odds of the tagger, of the words, and of the report's relevance; the tagger's for the likeliest other
    type; whether a trigger stands in the sentence. Other sentences have no say: they would lend their type.
    """
    held = held_words(words)
    report = relevance.log_odds(frozenset().union(*held))
    highest = [words.told[low:high].max(axis=0, initial=0.0) for low, high in words.ranges]
    told = log_odds(np.array(highest).reshape(-1, len(INCIDENTS)))
    evidence = np.zeros((*told.shape, len(TOLD_COLUMNS)))
    evidence[:, :, 0], evidence[:, :, 2] = told, report
    evidence[:, :, 1] = [[table.log_odds(words_held) for table in by_words] for words_held in held]
    for kind in range(len(INCIDENTS)):
        evidence[:, kind, 3] = np.delete(told, kind, axis=1).max(axis=1)
    evidence[:, :, 4] = [[not TRIGGERS[kind].isdisjoint(words_held) for kind in INCIDENTS] for words_held in held]
    return evidence, report


def tell(words: Words, by_words: Sequence[Lexical], relevance: Lexical, weighed: Sequence[Linear]) -> Telling:
    """Return what each sentence of a report tells.

    Args:
        words: The report's words; there is at least one sentence.
        by_words: One table of words a type.
        relevance: Words of reports that tell an incident.
        weighed: For each type, weights of the columns of `told_evidence`.
    """
    evidence, report = told_evidence(words, by_words, relevance)
    chances = np.stack([table.chances(evidence[:, kind]) for kind, table in enumerate(weighed)], axis=1)
    return Telling(chances, report, tuple(looks_back(wording) for wording in words.wording), settings_of(words))
