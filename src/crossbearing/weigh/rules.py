"""The rules by which this program counts, in words, for the case to state and every output to print."""

from __future__ import annotations

from crossbearing.model.counting import CountingRule

__all__ = ["COUNTING_RULES"]

COUNTING_RULES: tuple[CountingRule, ...] = (
    CountingRule(
        "scope",
        "Each question is counted for the incident's own happening; parts of it, and happenings before and after it, "
        "are questions of their own and only bound the whole.",
    ),
    CountingRule(
        "inclusion",
        "Every claim read counts, from whatever source, unless a person has rejected it. Origins are counted apart "
        "from outlets; where none is stated, none is assumed, and copies are one origin.",
    ),
    CountingRule(
        "status",
        "What persons are said to have been is part of the answer: 62 soldiers and 62 civilians are a dispute. Nobody "
        "is assumed to be a civilian or a combatant.",
    ),
    CountingRule(
        "vague_words",
        'Words without a number ("several", "dozens") stay words and conflict with nothing. "At least" and "more than" '
        'are floors, "about" is 5 % on either side, and only "none" is 0.',
    ),
)
"""One rule a topic of `model.counting.TOPICS`, as the weighing follows it; ranges follow their practices' own."""
