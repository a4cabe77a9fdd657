"""How far two persons agree who judged the same claims without seeing each other's decisions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from crossbearing.model.claims import Claim
from crossbearing.model.judgements import Decision, Judgement, TargetKind
from crossbearing.model.teamwork import SecondAssessment, SlotAgreement

__all__ = ["agreement_of", "nominal_alpha"]


def agreement_of(
    claims: Iterable[Claim], judgements: Iterable[Judgement], first: str, second: str
) -> tuple[SlotAgreement, ...]:
    """Return how far two persons agree: over all claims, then question by question in the order of the claims.

    The last decision of each person on a statement counts. Two corrections agree if they give the same answer.

    Args:
        claims: Of the incident.
        judgements: Of any persons on its statements, in any order.
        first: One person.
        second: The other.
    """
    slots: dict[str, str] = {}
    for claim in claims:
        slots.setdefault(claim.statement, claim.slot)
    made: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for one in sorted(judgements, key=lambda judgement: (judgement.when, judgement.id)):
        if one.target_kind is not TargetKind.STATEMENT or one.target not in slots:
            continue
        for person, decided in zip((first, second), made, strict=True):
            if SecondAssessment.same_person(one.who, person):
                decided[one.target] = _code(one)
    by_slot: defaultdict[str, list[str]] = defaultdict(list)
    for statement, slot in slots.items():
        by_slot[slot].append(statement)
    parts = [("", list(slots)), *by_slot.items()]
    return tuple(_agreement(slot, statements, *made) for slot, statements in parts)


def nominal_alpha(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return Krippendorff's alpha for nominal data of two observers without missing values.

    1 is perfect agreement, 0 what chance would give, below 0 worse than chance.

    Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011),
    https://repository.upenn.edu/asc_papers/43, sections A to C.

    Args:
        pairs: For each unit the two observers' values.

    Returns:
        Alpha, or None where there are fewer than two units or all values are the same: then nothing could have
        disagreed, and alpha is not defined.
    """
    values = Counter(value for pair in pairs for value in pair)
    number = 2 * len(pairs)
    expected = number * (number - 1) - sum(count * (count - 1) for count in values.values())
    if len(pairs) < 2 or not expected:
        return None
    observed = sum(2 for one, other in pairs if one != other)
    return 1 - (number - 1) * observed / expected


def _code(judgement: Judgement) -> str:
    if judgement.decision is Decision.CORRECT and judgement.value is not None:
        return f"correct {judgement.value.canonical()}"
    return judgement.decision.value


def _agreement(slot: str, statements: list[str], first: dict[str, str], second: dict[str, str]) -> SlotAgreement:
    both = [one for one in statements if one in first and one in second]
    pairs = [(first[one], second[one]) for one in both]
    return SlotAgreement(
        slot=slot,
        claims=len(statements),
        first=sum(one in first for one in statements),
        second=sum(one in second for one in statements),
        both=len(both),
        agreed=sum(one == other for one, other in pairs),
        alpha=nominal_alpha(pairs),
        differ=tuple(one for one in both if first[one] != second[one]),
    )
