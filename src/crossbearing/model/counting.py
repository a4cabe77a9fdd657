"""What a case counts and how: the rules that every output prints, so that its figures can be understood.

A transparent record states its scope, whom it includes, how it takes their status and what it makes of vague words
(Every Casualty, Standards for Casualty Recording, 2016).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["TOPICS", "CountingRule", "rules_from"]

TOPICS: Mapping[str, str] = {
    "scope": "What is counted",
    "inclusion": "Which reports count",
    "status": "Who the persons were",
    "vague_words": "Words without a number",
}
"""The topics that a case must state a rule on, with their headings, in order."""

_PREFIX = "counting."


@dataclass(frozen=True, slots=True)
class CountingRule:
    """A rule by which a case counts.

    Args:
        topic: A key of `TOPICS`.
        text: The rule as the program follows it.
        own: What those who keep the case add to it, or empty.
    """

    topic: str
    text: str
    own: str = ""

    @property
    def heading(self) -> str:
        """The topic in words."""
        return TOPICS[self.topic]

    @property
    def meta(self) -> dict[str, str]:
        """The rule as entries of the case's own data."""
        own = {f"{_PREFIX}own.{self.topic}": self.own} if self.own else {}
        return {f"{_PREFIX}{self.topic}": self.text, **own}


def rules_from(meta: Mapping[str, str]) -> tuple[CountingRule, ...]:
    """Return the rules that a case states, in the order of `TOPICS`.

    Args:
        meta: The case's own data (`CaseReader.meta`).
    """
    return tuple(
        CountingRule(topic, meta[_PREFIX + topic], meta.get(f"{_PREFIX}own.{topic}", ""))
        for topic in TOPICS
        if meta.get(_PREFIX + topic)
    )
