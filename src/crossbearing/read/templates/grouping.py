"""Which entities met in one incident: those hit are joined into groups, one a happening.

Persons and things hit tell incidents apart far better than those who did it: in MUC-4's training part two templates
of one report share the perpetrating body in three cases of four, and a victim or target in one of ten.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from crossbearing.read.tagger.decode import INCIDENTS, ROLES
from crossbearing.read.templates.apart import APART_COLUMNS, apart_evidence
from crossbearing.read.templates.entities import Entity
from crossbearing.read.templates.linear import Evidence, log_odds
from crossbearing.read.templates.sentences import Telling
from crossbearing.read.templates.words import Words

__all__ = ["GROUP_COLUMNS", "PAIR_COLUMNS", "Group", "group_evidence", "grouped", "pair_evidence"]

TARGET: Final = ROLES.index("target")
VICTIM: Final = ROLES.index("victim")
BARE: Final = 0.3
"""Where no group of entities has a type, or tells in some part of the report, a sentence that reaches this is an
incident without persons or things hit."""
SURE: Final = 0.5
"""Entities of sentences that tell two types, each at least this likely, are never of one incident."""
APART: Final = -9.0
"""Log odds that stand for never."""
COORDINATED: Final = 8
"""Most words between two members of one list."""

_NEW: Final = re.compile(
    r"\b(another|in addition|also|meanwhile|separate(ly)?|other|later|earlier|previously|second|similar|furthermore"
    r"|moreover|elsewhere|too)\b",
    re.IGNORECASE,
)
_TIME: Final = re.compile(
    r"\b(\d{1,2} (january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|(january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2}"
    r"|yesterday|last (night|week|month|year|\w+day)|today|this morning|tonight|on \w+day|ago|in (19|20)\d\d)\b",
    re.IGNORECASE,
)

#: Columns of `pair_evidence`.
PAIR_COLUMNS: Final = (
    *("same_sentence", "next_sentence", "after_next", "distance", "both_victims", "both_targets"),
    *("victims_in_sentence", "targets_in_sentence", "listed", "same_types", "same_paragraph", "word_of_another"),
    *("time_in_later", "words_between", "length", "told_apart", "one_looks_back"),
    *APART_COLUMNS,
)
#: Columns of `group_evidence`.
GROUP_COLUMNS: Final = (
    *("victim", "target", "victims", "targets", "any_hit", "any_hit_odds", "told_odds", "report_odds", "report_any"),
    *(
        "told_any",
        "bare",
        "first_share",
        "first_log",
        "groups",
        "of_type",
        "near_individual",
        "near_body",
        "near_weapon",
    ),
    *("looks_back", "relevance", "length", "best_hit", "is_best", "expected_tellings"),
    *(f"is_{kind}" for kind in INCIDENTS),
)


@dataclass(frozen=True, slots=True)
class Group:
    """What makes up one incident.

    Args:
        type: Number of its type in `INCIDENTS`.
        hit: Persons and things hit; none where only sentences tell it.
        sentences: The parsed sentences that tell it, ascending.
    """

    type: int
    hit: tuple[Entity, ...]
    sentences: tuple[int, ...]


def pair_evidence(words: Words, telling: Telling, one: Entity, other: Entity) -> list[float]:
    """Return the evidence on whether two entities were hit in one incident, by `PAIR_COLUMNS`."""
    if one.places[0].first > other.places[0].first:
        one, other = other, one
    apart = other.sentence - one.sentence
    between = range(one.places[0].behind, other.places[0].first) if apart == 0 else range(0)
    first, later = (telling.chances[entity.sentence] for entity in (one, other))
    victims = one.role == other.role == VICTIM
    targets = one.role == other.role == TARGET
    alike = float(np.sqrt(first / max(first.sum(), 1e-6) * later / max(later.sum(), 1e-6) + 1e-12).sum())
    listed = apart == 0 and len(between) <= COORDINATED and all(_in_list(words, word) for word in between)
    wording = words.wording[other.sentence]
    return [
        *(float(apart == distance) for distance in range(3)),
        float(np.log1p(apart)),
        *(float(victims), float(targets), float(victims and apart == 0), float(targets and apart == 0), float(listed)),
        alike,
        float(words.paragraphs[one.sentence] == words.paragraphs[other.sentence]),
        *(float(apart > 0 and cue.search(wording) is not None) for cue in (_NEW, _TIME)),
        *(len(between) / 10, float(np.log1p(len(words.ranges))), abs(float(first.max() - later.max()))),
        float(telling.back[one.sentence] != telling.back[other.sentence]),
        *apart_evidence(telling.settings[one.sentence], telling.settings[other.sentence]),
    ]


def grouped(
    words: Words, telling: Telling, hit: Sequence[Entity], joins: Callable[[list[list[float]]], Evidence], least: float
) -> list[Group]:
    """Return the groups of a report: entities hit, joined where they belong together, and what is told without any.

    Groups grow by average linkage: the two with the highest mean evidence over all pairs are joined until it falls
    below `least` (Sokal and Michener, Univ. Kansas Sci. Bull. 1958).

    Args:
        words: The report's words.
        telling: What its sentences tell.
        hit: Persons and things hit.
        joins: Gives log odds of belonging together for rows of `pair_evidence`.
        least: Mean log odds below which groups stay apart.
    """
    found = []
    for members in _linked(words, telling, hit, joins, least):
        chances = sum(
            (telling.chances[entity.sentence] * entity.chance for entity in members), np.zeros(len(INCIDENTS))
        )
        numbers = tuple(sorted({entity.sentence for entity in members}))
        found.append(Group(int(chances.argmax()), tuple(members), numbers))
    return [*found, *_bare(telling, found)]


def group_evidence(telling: Telling, group: Group, groups: Sequence[Group], others: Sequence[Entity]) -> list[float]:
    """Return the evidence on whether a report tells an incident, by `GROUP_COLUMNS`.

    Args:
        telling: What its sentences tell.
        group: The group in question.
        groups: All groups of the report.
        others: Entities of the roles that name doers and weapons.
    """
    rows, kind = telling.chances, group.type
    numbers = list(group.sentences)
    victims = [entity.chance for entity in group.hit if entity.role == VICTIM]
    targets = [entity.chance for entity in group.hit if entity.role == TARGET]
    any_hit = 1.0 - float(np.prod([1.0 - chance for chance in (*victims, *targets)]))
    best = max((entity.chance for other in groups for entity in other.hit), default=0.0)

    def near(role: str) -> float:
        return max(
            (
                entity.chance * 0.8 ** min(abs(entity.sentence - number) for number in numbers)
                for entity in others
                if ROLES[entity.role] == role
            ),
            default=0.0,
        )

    bounded = min(max(any_hit, 0.01), 0.99)
    return [
        *(max(victims, default=0.0), max(targets, default=0.0), sum(victims), sum(targets), any_hit),
        *(float(log_odds(chance)) for chance in (bounded, rows[numbers, kind].max(), rows[:, kind].max(), rows.max())),
        *(float(log_odds(rows[numbers].max())), float(not group.hit)),
        *(numbers[0] / len(rows), float(np.log1p(numbers[0])), float(np.log(len(groups)))),
        float(sum(other.type == kind for other in groups) > 1),
        *(near(role) for role in ("perpetrator_individual", "perpetrator_organisation", "weapon")),
        *(float(any(telling.back[number] for number in numbers)), telling.relevance, float(np.log(len(rows)))),
        *(best, float(max((*victims, *targets), default=0.0) >= best), float(rows[:, kind].sum())),
        *(float(kind == number) for number in range(len(INCIDENTS))),
    ]


def _bare(telling: Telling, found: Sequence[Group]) -> Iterator[Group]:
    """Yield incidents that only sentences tell: of a type, or in a part of the report, that no group found has."""
    covered = {number for group in found for number in group.sentences}
    parts = {telling.settings[number].part for number in covered}
    types = {group.type for group in found}
    bare: dict[tuple[int, int | None], list[int]] = {}
    for number, row in enumerate(telling.chances):
        kind, part = int(row.argmax()), telling.settings[number].part
        if row[kind] >= BARE and number not in covered and (kind not in types or part not in parts):
            bare.setdefault((kind, None if part in parts else part), []).append(number)
    for (kind, _), numbers in bare.items():
        yield Group(kind, (), tuple(numbers))


def _linked(
    words: Words, telling: Telling, hit: Sequence[Entity], joins: Callable[[list[list[float]]], Evidence], least: float
) -> list[list[Entity]]:
    size = len(hit)
    pairs = [(one, other) for one in range(size) for other in range(one)]
    odds = np.zeros((size, size))
    if pairs:
        found = joins([pair_evidence(words, telling, hit[one], hit[other]) for one, other in pairs])
        for (one, other), value in zip(pairs, found, strict=True):
            apart = _told_apart(telling, hit[one], hit[other])
            odds[one, other] = odds[other, one] = APART if apart else value
    groups = [[number] for number in range(size)]
    while len(groups) > 1:
        value, one, other = max(
            (float(odds[np.ix_(groups[one], groups[other])].mean()), one, other)
            for one in range(len(groups))
            for other in range(one)
        )
        if value < least:
            break
        groups[other] += groups.pop(one)
    return [[hit[number] for number in sorted(group)] for group in groups]


def _told_apart(telling: Telling, one: Entity, other: Entity) -> bool:
    """Say whether two entities stand in sentences that surely tell incidents of two types."""
    first, later = telling.chances[one.sentence], telling.chances[other.sentence]
    return bool(first.argmax() != later.argmax() and min(first.max(), later.max()) >= SURE)


def _in_list(words: Words, word: int) -> bool:
    return words.texts[word].lower() in {",", "and", "or", "&", ";"} or words.kinds[word] in {
        "PROPN",
        "NUM",
        "PUNCT",
        "ADJ",
        "NOUN",
        "DET",
    }
