"""Categories of persons harmed, as recorders of civilian harm keep them apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from crossbearing.model.errors import ResourceError
from crossbearing.model.ids import normalised_words
from crossbearing.model.values import Group, PersonStatus, Value
from crossbearing.resources.lexicon import languages
from crossbearing.resources.loading import table

__all__ = ["CIVILIANS", "COMBATANTS", "NOT_STATED", "category_of", "part_category"]

CIVILIANS = "civilians"
"""Persons said to have been civilians."""

COMBATANTS = "belligerents"
"""Persons said to have been soldiers or fighters."""

NOT_STATED = "status not stated"
"""Persons of whom nobody says what they were."""

_CATEGORIES: Mapping[PersonStatus, str] = {
    PersonStatus.CIVILIAN: CIVILIANS,
    PersonStatus.MEDICAL: CIVILIANS,
    PersonStatus.JOURNALIST: CIVILIANS,
    PersonStatus.MILITARY: COMBATANTS,
    PersonStatus.FIGHTER: COMBATANTS,
    PersonStatus.POLICE: "police",
    PersonStatus.MIXED: "of several statuses",
    PersonStatus.UNSTATED: NOT_STATED,
}


def category_of(status: PersonStatus) -> str:
    """Return the category that a status falls under."""
    return _CATEGORIES[status]


def part_category(scope: str, values: Iterable[Value]) -> str:
    """Return the category of its own that a part of a toll is, or an empty string.

    Args:
        scope: Such as `part: 11 children` or `part: six civilians`.
        values: The answers to it. All words of the part must be of one category: "women and children" is none. Words
            without one leave it to the status that all answers state: of "nine, six of them civilians", the six.
    """
    values = list(values)
    words = normalised_words(scope.partition(":")[2].partition(";")[0]).split()
    words += [
        word
        for value in values
        if isinstance(value, Group)
        for word in normalised_words(f"{value.age} {value.sex} {value.role}").split()
    ]
    found = {_words()[word] for word in words if word in _words()}
    if found:
        return found.pop() if len(found) == 1 else ""
    stated = {category_of(value.status) if isinstance(value, Group) else "" for value in values}
    return stated.pop() if len(stated) == 1 and stated <= {CIVILIANS, COMBATANTS} else ""


@cache
def _words() -> dict[str, str]:
    """Return categories by word, singular and plural, of all languages.

    Airwars keeps them apart within civilians (its fields children, women, men, healthcare personnel, journalists).
    """
    found: dict[str, str] = {}
    for code in languages():
        try:
            categories = table(f"{code}/recorded.toml")["categories"]
        except ResourceError:  # a language may have no such words yet: its parts are then of no category
            continue
        for name, words in categories.items():
            found.update((normalised_words(word), name) for word in words)
    return found
