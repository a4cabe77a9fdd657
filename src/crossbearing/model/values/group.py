"""Persons harmed: how many, and who they are said to have been."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from crossbearing.model.ids import normalised_words
from crossbearing.model.values.comparison import Comparison, Relation, combine, incomparable_types
from crossbearing.model.values.count import Count
from crossbearing.model.values.labels import compare_labels

__all__ = ["Group", "PersonStatus"]


class PersonStatus(StrEnum):
    """What persons are said to have been. Status is part of the answer, never of the question."""

    CIVILIAN = "civilian"
    MILITARY = "military"
    FIGHTER = "fighter"
    POLICE = "police"
    MEDICAL = "medical"
    JOURNALIST = "journalist"
    MIXED = "mixed"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Group:
    """A number of persons with what is said of them.

    Args:
        text: As written ("62 Syrian soldiers").
        count: How many.
        status: What they are said to have been.
        status_text: The word for it as written ("soldiers"), or empty.
        age: As written ("children"), or empty.
        sex: As written ("women"), or empty.
        role: As written ("rescuers"), or empty.
        affiliation: As written ("Syrian"), or empty.
    """

    type: ClassVar[str] = "group"

    text: str
    count: Count
    status: PersonStatus = PersonStatus.UNSTATED
    status_text: str = ""
    age: str = ""
    sex: str = ""
    role: str = ""
    affiliation: str = ""

    @property
    def determinate(self) -> bool:
        """Whether the number is."""
        return self.count.determinate

    @property
    def vague(self) -> bool:
        """Whether the number is known only by a vague word."""
        return self.count.vague

    @property
    def point(self) -> bool:
        """Whether it states a single number."""
        return self.count.point

    def compare(self, other: Any) -> Comparison:
        """Return how these persons stand to others: by number, then by what they are said to have been.

        A status that is not stated admits any; civilians are neither soldiers nor fighters; other differences of
        wording overlap.
        """
        if isinstance(other, Count):
            other = Group(text=other.text, count=other)
        if not isinstance(other, Group):
            return incomparable_types(self.type, other.type)
        count = self.count.compare(other.count)
        if count.relation is Relation.INCOMPARABLE:
            return count
        return combine(
            (
                count,
                self._compare_status(other),
                compare_labels(self.age, other.age, "age"),
                compare_labels(self.sex, other.sex, "sex"),
                compare_labels(self.role, other.role, "role"),
                compare_labels(self.affiliation, other.affiliation, "affiliation"),
            )
        )

    def relation_to(self, other: Group) -> Relation:
        """Return the relation of `compare` without its reason; numbers that differ need no look at the words."""
        count = self.count.relation_to(other.count)
        if count in (Relation.INCOMPARABLE, Relation.CONFLICTS):
            return count
        return self.compare(other).relation

    def _compare_status(self, other: Group) -> Comparison:
        if self.status is other.status:
            stated = self.status is not PersonStatus.UNSTATED
            return Comparison(Relation.SAME, f"both say {self.status}" if stated else "neither states who they were")
        if other.status is PersonStatus.UNSTATED:
            return Comparison(Relation.REFINES, f"only one states who they were ({self.status})")
        if self.status is PersonStatus.UNSTATED:
            return Comparison(Relation.REFINED_BY, f"only one states who they were ({other.status})")
        pair = " / ".join(sorted((self.status_text or self.status, other.status_text or other.status)))
        combatants = {PersonStatus.MILITARY, PersonStatus.FIGHTER}
        statuses = {self.status, other.status}
        if PersonStatus.CIVILIAN in statuses and statuses & combatants:
            return Comparison(Relation.CONFLICTS, f"their status differs ({pair})")
        return Comparison(Relation.OVERLAPS, f"their status is described differently ({pair})")

    def canonical(self) -> str:
        """Return a stable form such as `group:count:62..62:total:military`."""
        words = (normalised_words(word) for word in (self.age, self.sex, self.role, self.affiliation))
        return ":".join(("group", self.count.canonical(), self.status.value, *words)).rstrip(":")

    def describe(self) -> str:
        """Return a short form such as `62 soldiers`, `62 Syrian soldiers` or `90 of the government forces`."""
        body = self.affiliation if self.affiliation.casefold().startswith("the ") else ""
        words = [word for word in ("" if body else self.affiliation, self.sex, self.age, self.role) if word]
        status = f" {normalised_words(self.status_text)} "
        if self.status_text and not any(status in f" {normalised_words(word)} " for word in (body, *words)):
            words.append(self.status_text)
        count = self.count.describe()
        # A plural without a number is its own count: "soldiers", and not "soldiers" soldiers.
        words = [word for word in words if normalised_words(word) != normalised_words(count)]
        return " ".join((count, *words, *(("of", body) if body else ())))
