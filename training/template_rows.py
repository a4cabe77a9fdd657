"""What MUC-4's key says of wordings, sentences, pairs and groups: the labels that assembling is learned from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from evals.loaders import Bulletin
from numpy.typing import NDArray

from crossbearing.read.tagger.decode import INCIDENTS, ROLES
from crossbearing.read.templates.candidates import Candidate, candidates, folded
from crossbearing.read.templates.entities import Entity
from crossbearing.read.templates.grouping import Group
from crossbearing.read.templates.linear import Habits
from crossbearing.read.templates.phrases import FAMILIES, habits_of
from crossbearing.read.templates.sentences import held_words
from crossbearing.read.templates.words import Words
from training.data import MUC_ROLES

#: Habits of fewer wordings are not kept; those nearer to 0 than `PLAIN` for every role neither.
FEWEST: Final = 8
PLAIN: Final = 0.3
#: Prior wordings at the usual rate that each habit starts from.
PRIOR: Final = 4.0
#: Reports that a word, and a pair of words, must stand in to be learned from.
WORD_REPORTS: Final = 6
PAIR_REPORTS: Final = 12
_TOLD_BY: Final = ("Victim", "Target", "Weapon", "PerpInd")
_MIDDLE_WORD: Final = re.compile(r"(?<=[a-z,] )[A-Za-z][a-z'-]*[a-z]")


@dataclass(frozen=True, slots=True)
class Report:
    """A report of the set with its words as parser and tagger see them."""

    bulletin: Bulletin
    words: Words

    @property
    def wordings(self) -> tuple[Candidate, ...]:
        """Its wordings that could fill a role."""
        return candidates(self.words, self.bulletin.text)


class Ordinary:
    """Words that are no names: a corpus with capitals writes them mostly without.

    The learned tables hold such words alone, so that they name no person, place or party.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._plain: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()
        for text in texts:
            for match in _MIDDLE_WORD.finditer(text):
                word = match.group()
                (self._plain if word[0].islower() else self._capital)[word.lower()] += 1

    def holds(self, word: str) -> bool:
        """Say whether a word is ordinary: seen without a capital, and at least twice as often as with one."""
        return self._plain[word] >= 1 and self._plain[word] >= 2 * self._capital[word]

    def lemmas(self, reports: Iterable[Report]) -> frozenset[str]:
        """Return the lemmas of which some form is ordinary and none mostly a name."""
        forms: dict[str, set[str]] = defaultdict(set)
        for report in reports:
            for lemma, text in zip(report.words.lemmas, report.words.texts, strict=True):
                forms[lemma].add(text.lower())
        return frozenset(
            lemma
            for lemma, texts in forms.items()
            if any(self.holds(text) for text in (*texts, lemma))
            and self._capital[lemma] <= self._plain[lemma] + sum(self._plain[text] for text in texts)
        )


def forms_of(bulletin: Bulletin) -> tuple[frozenset[str], ...]:
    """Return for each role the folded forms of its fillers."""
    return tuple(
        frozenset(
            folded(form)
            for template in bulletin.templates
            for entity in template.roles.get(name, ())
            for form in entity
        )
        for name in MUC_ROLES
    )


def filler_labels(bulletin: Bulletin, found: Sequence[Candidate]) -> NDArray[np.float64]:
    """Return 1 where a wording is a form of a filler of a role, shape (roles, wordings)."""
    forms = forms_of(bulletin)
    rows = [[float(item.wording in forms[role]) for item in found] for role in range(len(ROLES))]
    return np.array(rows, dtype=np.float64).reshape(len(ROLES), len(found))


def sentence_labels(report: Report) -> NDArray[np.int64]:
    """Return 1 where a sentence holds a filler of a template of a type, 0 where no template has the type, else -1."""
    bulletin, words = report.bulletin, report.words
    labels = -np.ones((len(words.ranges), len(INCIDENTS)), dtype=np.int64)
    for kind, name in enumerate(INCIDENTS):
        telling = [template for template in bulletin.templates if name in template.incident_type.split(" / ")]
        if not telling:
            labels[:, kind] = 0
            continue
        forms = {form for template in telling for role in _TOLD_BY for e in template.roles.get(role, ()) for form in e}
        for form in forms:
            for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", bulletin.text):
                word = int(np.searchsorted(words.starts, match.start(), side="right")) - 1
                if word >= 0:
                    labels[words.sentence[word], kind] = 1
    return labels


def templates_of(bulletin: Bulletin, entity: Entity) -> set[int]:
    """Return the numbers of the templates that an entity's likeliest wording fills its role in."""
    name = tuple(MUC_ROLES)[entity.role]
    return {
        number
        for number, template in enumerate(bulletin.templates)
        for gold in template.roles.get(name, ())
        if any(folded(form) == entity.wordings[0] for form in gold)
    }


def group_labels(bulletin: Bulletin, groups: Sequence[Group]) -> list[float]:
    """Return for each group 1 where it stands for an incident of the key of its type, each incident claimed once.

    Groups that hold a person or thing hit in a template claim it first; the others, in order of the report, claim what
    is left of their type: giving them is right too, if with fillers missed.
    """
    labels = [0.0] * len(groups)
    free = set(range(len(bulletin.templates)))
    for by_hit in (True, False):
        for place, group in enumerate(groups):
            if labels[place]:
                continue
            fits = {number for number in free if INCIDENTS[group.type] in bulletin.templates[number].incident_type}
            if by_hit:
                fits &= {number for entity in group.hit for number in templates_of(bulletin, entity)}
            if fits:
                labels[place] = 1.0
                free.discard(min(fits))
    return labels


def vocabulary(reports: Sequence[Report], ordinary: frozenset[str]) -> list[str]:
    """Return the ordinary lemmas, and pairs of them, that stand in enough reports."""
    seen: Counter[str] = Counter()
    for report in reports:
        seen.update(frozenset().union(*held_words(report.words)))
    return sorted(
        words
        for words, count in seen.items()
        if count >= (PAIR_REPORTS if " " in words else WORD_REPORTS) and all(word in ordinary for word in words.split())
    )


def habits(reports: Sequence[Report], ordinary: frozenset[str], holds: Ordinary) -> Habits:
    """Return how much likelier than usual wordings with some property fill each role."""
    total, usual = 0, np.zeros(len(ROLES))
    seen: Mapping[str, Counter[str]] = {family: Counter() for family in FAMILIES}
    right: Mapping[str, dict[str, NDArray[np.float64]]] = {
        family: defaultdict(lambda: np.zeros(len(ROLES))) for family in FAMILIES
    }
    for report in reports:
        found = report.wordings
        labels = filler_labels(report.bulletin, found)
        for number, candidate in enumerate(found):
            keys = {
                item
                for place in candidate.places
                for item in zip(FAMILIES, habits_of(report.words, place), strict=True)
            }
            total += 1
            usual += labels[:, number]
            for family, key in keys:
                seen[family][key] += 1
                right[family][key] += labels[:, number]
    rate = (usual + 1) / (total + 100)
    kept: dict[str, dict[str, list[float]]] = {}
    for family in FAMILIES:
        kept[family] = {}
        for key, count in sorted(seen[family].items()):
            ratios = np.log((right[family][key] + PRIOR * rate) / (count + PRIOR) / rate)
            if count >= FEWEST and np.abs(ratios).max() >= PLAIN and _free_of_names(family, key, ordinary, holds):
                kept[family][key] = [round(float(ratio), 1) for ratio in ratios]
    return Habits(kept)


def _free_of_names(family: str, key: str, ordinary: frozenset[str], holds: Ordinary) -> bool:
    if family in {"link", "shape"}:
        return True
    if family == "governor":
        return all(not part or part in ordinary or part in {"by", "against"} for part in key.split("|")[1:])
    return key in ordinary or holds.holds(key) or not any(c.isalpha() for c in key)
