"""Persons harmed: how many, and who they are said to have been."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from crossbearing.model.values.count import Count

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
