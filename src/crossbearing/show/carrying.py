"""How it is known that one outlet or body has an answer from another, in words, for every place that shows it."""

from __future__ import annotations

from crossbearing.model.incidents import CarryReason

__all__ = ["BRIEFLY", "CARRY_WORDS", "is_stated"]

CARRY_WORDS = {
    CarryReason.QUOTES: "it names the other as its source, or another report says so",
    CarryReason.CREDITS: "its credit line names the other",
    CarryReason.NAMES: "its text names the other and gives the same answer, naming nobody for it",
    CarryReason.COPIES: "its text is that of the other, or much of it, or retells it",
    CarryReason.ECHOES: "it gives several telling answers alike with the other, later",
}
"""What each reason says of the two, in a clause."""

BRIEFLY = {
    CarryReason.QUOTES: "named as its source",
    CarryReason.CREDITS: "credit line",
    CarryReason.NAMES: "named in its text, same answer",
    CarryReason.COPIES: "its text, copied or retold",
    CarryReason.ECHOES: "same telling answers, later",
}
"""The same in few words, for lists."""


def is_stated(reason: CarryReason) -> bool:
    """Return whether somebody says so, since a chain of speakers shows it; every other reason is a suspicion."""
    return reason is CarryReason.QUOTES
