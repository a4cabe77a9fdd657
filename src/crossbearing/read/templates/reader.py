"""The incidents of a report: wordings weighed, entities joined, those hit grouped, doers and weapons added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.tagger.decode import INCIDENTS, ROLES
from crossbearing.read.tagger.runtime import Reading as Tagged
from crossbearing.read.templates.candidates import Candidate, candidates
from crossbearing.read.templates.entities import Entity, entities
from crossbearing.read.templates.evidence import Seen, filler_evidence
from crossbearing.read.templates.grouping import TARGET, VICTIM, Group, group_evidence, grouped
from crossbearing.read.templates.records import Filler, Incident
from crossbearing.read.templates.sentences import Telling, tell
from crossbearing.read.templates.weights import Weights, weights
from crossbearing.read.templates.words import Words, words_of

__all__ = ["IncidentReader"]

FLOOR: Final = 0.1
"""Least chance of a wording that grouping looks at; what is given needs more (`Thresholds`)."""
SENTENCES: Final = 200
"""Parsed sentences that are looked at, from the first: work grows faster than length, and news comes first."""
HINT: Final = 0.05
"""A report of which no sentence reaches this chance tells no incident."""
MOST: Final = 60
"""Persons and things hit that are looked at in one report, the likeliest first."""
SHORT: Final = 8
"""Sentences of a short report, such as a bulletin's entry or a post."""
SHORT_SHARE: Final = 0.6
"""Of the least chance of an incident, what does for a short report: it has few sentences to speak for one, and most of
what was learned comes from long ones. On the 56 short ones of the development part it changes the scores by less than
half a point."""
OTHER_PART: Final = 3
"""Sentences that the border between two parts of a report counts for."""
BODY: Final = ROLES.index("perpetrator_organisation")
_DOERS: Final = tuple(role for role in range(len(ROLES)) if role not in {TARGET, VICTIM})


@dataclass(frozen=True, slots=True)
class IncidentReader:
    """Assembles incidents with what was learned for one model of the tagger."""

    weights: Weights

    @classmethod
    def open(cls, model: str) -> IncidentReader:
        """Return the reader for a model of the tagger, `student` or `careful`.

        Raises:
            ResourceError: If the weights are missing or damaged.
        """
        return cls(weights(model))

    def read(self, entries: Sequence[Parsed], tagged: Tagged, text: str) -> tuple[Incident, ...]:
        """Return the incidents that a report tells, in order of their first sentence.

        Args:
            entries: Its parsed sentences, in order.
            tagged: What the tagger read in them, with offsets into the document.
            text: The document's characters.
        """
        learned = self.weights
        words = words_of(entries[:SENTENCES], tagged)
        if not len(words):
            return ()
        telling = tell(words, learned.by_words, learned.relevance, learned.telling)
        if telling.chances.max() < HINT:
            return ()
        by_role = self.found(words, telling, text)
        groups, evidence = self.weighed(words, telling, by_role)
        if not groups:
            return ()
        chances = [float(chance) for chance in learned.groups.chances(np.array(evidence))]
        least = learned.least.incident * (SHORT_SHARE if len(words.ranges) <= SHORT else 1.0)
        kept = [(group, chance) for group, chance in zip(groups, chances, strict=True) if chance >= least]
        owned = owners(telling, by_role, [group for group, _ in kept])
        found = [
            Incident(
                type=INCIDENTS[group.type],
                fillers=self._fillers(words, text, owned[number]),
                sentences=tuple(words.indices[sentence] for sentence in group.sentences),
                score=chance,
                background=all(telling.back[sentence] for sentence in group.sentences),
            )
            for number, (group, chance) in enumerate(kept)
        ]
        return tuple(sorted(found, key=lambda incident: (incident.sentences, incident.type)))

    def found(self, words: Words, telling: Telling, text: str) -> list[list[Entity]]:
        """Return a report's entities by role, likeliest first."""
        wordings = candidates(words, text)
        return self.judged(words, wordings, filler_evidence(words, wordings, telling, self.weights.habits))

    def judged(self, words: Words, wordings: tuple[Candidate, ...], seen: Seen) -> list[list[Entity]]:
        """Return the entities by role that wordings give, judged by the evidence on them."""
        found = []
        for role, table in enumerate(self.weights.fillers):
            chances = table.chances(seen.evidence[role])
            found.append(entities(words, wordings, seen.places[role], chances, role=role, least=FLOOR))
        return found

    def weighed(
        self, words: Words, telling: Telling, by_role: Sequence[Sequence[Entity]]
    ) -> tuple[list[Group], list[list[float]]]:
        """Return the groups of a report, and for each the evidence on whether it is an incident."""
        likeliest = sorted((*by_role[TARGET], *by_role[VICTIM]), key=lambda entity: -entity.chance)[:MOST]
        hit = sorted(likeliest, key=lambda entity: (entity.places[0].first, entity.role))
        groups = grouped(
            words,
            telling,
            hit,
            lambda rows: self.weights.pairs.log_odds(np.array(rows)),
            self.weights.least.joined,
        )
        others = [entity for role, found in enumerate(by_role) if role not in {TARGET, VICTIM} for entity in found]
        return groups, [group_evidence(telling, group, groups, others) for group in groups]

    def _fillers(self, words: Words, text: str, owned: Sequence[Entity]) -> tuple[Filler, ...]:
        found: list[Filler] = []
        for entity in sorted(owned, key=lambda item: (item.role, item.places[0].first)):
            if entity.chance < self.weights.least.fillers[entity.role]:
                continue
            spans = [(int(words.starts[place.first]), int(words.ends[place.behind - 1])) for place in entity.places]
            surfaces = [text[start:end] for start, end in spans]
            others = tuple(dict.fromkeys(surfaces[1:]))
            found.append(Filler(ROLES[entity.role], surfaces[0], spans[0], others, entity.chance))
        return tuple(found)


def owners(telling: Telling, by_role: Sequence[Sequence[Entity]], groups: Sequence[Group]) -> list[list[Entity]]:
    """Return the entities of each group: those hit, and the doers and weapons that belong to it.

    A body belongs to every group of the report; an individual or a weapon to the nearest one, and rather to one of its
    own part of the report.

    Args:
        telling: What the report's sentences tell.
        by_role: Its entities by role.
        groups: Its groups.
    """
    owned = [list(group.hit) for group in groups]
    for entity in (entity for role in _DOERS for entity in by_role[role]):
        far = [_distance(telling, entity, group) for group in groups]
        for number, distance in enumerate(far):
            if entity.role == BODY or distance == min(far):
                owned[number].append(entity)
    return owned


def _distance(telling: Telling, entity: Entity, group: Group) -> int:
    """Return how many sentences lie between an entity and a group, more where they are in two parts of the report."""
    own = telling.settings[entity.sentence].part
    return min(
        abs(entity.sentence - number) + (OTHER_PART if telling.settings[number].part != own else 0)
        for number in group.sentences
    )
