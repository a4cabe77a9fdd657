"""The incidents of a report: wordings weighed, entities joined, those hit grouped, doers and weapons added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from crossbearing.read.parse import Parsed
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
SHORT: Final = 3
"""Sentences of a short report, such as a bulletin's entry or a post."""
SHORT_SHARE: Final = 0.6
"""Of the least chance of an incident, what does for a short report: it has few sentences to speak for one, and what was
learned comes from long ones. A rule of thumb; no report of the development part is so short."""
BODY: Final = ROLES.index("perpetrator_organisation")


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
        found = [
            Incident(
                type=INCIDENTS[group.type],
                fillers=self._fillers(words, text, by_role, group, [other for other, _ in kept]),
                sentences=tuple(words.indices[number] for number in group.sentences),
                score=chance,
                background=all(telling.back[number] for number in group.sentences),
            )
            for group, chance in kept
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

    def _fillers(
        self, words: Words, text: str, by_role: Sequence[Sequence[Entity]], group: Group, groups: Sequence[Group]
    ) -> tuple[Filler, ...]:
        found: list[Filler] = []
        for role, name in enumerate(ROLES):
            chosen = [entity for entity in group.hit if entity.role == role]
            if role not in {TARGET, VICTIM}:
                chosen = [entity for entity in by_role[role] if _belongs(entity, group, groups)]
            chosen = [entity for entity in chosen if entity.chance >= self.weights.least.fillers[role]]
            for entity in sorted(chosen, key=lambda item: item.places[0].first):
                spans = [(int(words.starts[place.first]), int(words.ends[place.behind - 1])) for place in entity.places]
                surfaces = [text[start:end] for start, end in spans]
                found.append(Filler(name, surfaces[0], spans[0], tuple(dict.fromkeys(surfaces[1:])), entity.chance))
        return tuple(found)


def _belongs(entity: Entity, group: Group, groups: Sequence[Group]) -> bool:
    """Say whether a doer or a weapon belongs to a group: the nearest one, and for a body every group of the report."""
    if entity.role == BODY:
        return True
    distances = [min(abs(entity.sentence - number) for number in other.sentences) for other in groups]
    return distances[groups.index(group)] == min(distances)
