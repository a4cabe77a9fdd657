"""Who holds what: answers of a grouping turned into the holdings and positions that screens show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from crossbearing.model.findings import Holding, Position
from crossbearing.weigh.accounts import CREDITED, RETRACTION, SUPERSEDED, Standing
from crossbearing.weigh.answers import Answer
from crossbearing.weigh.positions import Stand

__all__ = ["holdings_of", "outlet_tally", "position_of", "unknown_holdings"]

Standings = Mapping[tuple[str, str, bool], Standing]


def holdings_of(stand: Stand, standings: Standings) -> list[Holding]:
    """Return who gives an answer, one holding a holder, in order of first appearance.

    Args:
        stand: The answer with all who give it.
        standings: How each account's answers stand (`accounts.standings`).
    """
    by_holder: dict[tuple[str, str, str, bool], list[Answer]] = {}
    for answer in stand.answers:
        key = (answer.upstream.holder or answer.upstream.source, answer.account, answer.family, answer.retracts)
        by_holder.setdefault(key, []).append(answer)
    found = []
    for (holder, account, family, retracts), answers in by_holder.items():
        if retracts:
            standing = Standing(False, RETRACTION, f"{holder or ' and '.join(_outlets(answers))} withdraws this answer")
        else:
            standing = standings.get((account, stand.value.canonical(), stand.denied), Standing())
        found.append(
            Holding(
                holder=holder,
                family=family,
                value=answers[0].value,
                claims=tuple(answer.claim.id for answer in answers),
                outlets=_outlets(answers),
                said_at=_said(answers),
                current=standing.current,
                note=standing.note,
                reason=standing.reason or _credit(answers[0]),
                denied=stand.denied or retracts,
            )
        )
    return found


def position_of(stands: Sequence[Stand], standings: Standings) -> Position:
    """Return the position that a group of stands makes, under the answer that seeds it.

    Where a denial seeds it, it goes under the first answer that is asserted in it, else under what the denial leaves.
    """
    holdings = _given_up_with_its_family([holding for stand in stands for holding in holdings_of(stand, standings)])
    answers = sorted((answer for stand in stands for answer in stand.answers), key=lambda answer: answer.order)
    outlets, stating = outlet_tally(answers)
    given = [holding for holding in holdings if holding.note != RETRACTION]
    stated = [holding for holding in given if holding.holder] or given
    return Position(
        value=next((stand.value for stand in stands if not stand.denied), stands[0].effective),
        holdings=tuple(holdings),
        families=tuple(dict.fromkeys(answer.family for answer in answers if answer.family)),
        outlets=outlets,
        state_origin=len(stating),
        state_none=len(outlets) - len(stating),
        origins=tuple(dict.fromkeys(answer.origin for answer in answers if answer.origin)),
        # An outlet that names nobody cannot keep alive a figure that all who are named for it have replaced.
        superseded=not any(holding.current and holding.note != CREDITED for holding in stated),
    )


def _given_up_with_its_family(holdings: list[Holding]) -> list[Holding]:
    """Return holdings; what an outlet tells without a name, and a named body since replaced, is replaced with it."""
    replaced = {one.family: one for one in holdings if one.note == SUPERSEDED and one.holder and one.family}
    found = []
    for one in holdings:
        named = None if one.holder or not one.current else replaced.get(one.family)
        found.append(one if named is None else replace(one, current=False, note=SUPERSEDED, reason=named.reason))
    return found


def unknown_holdings(answers: Iterable[Answer]) -> tuple[Holding, ...]:
    """Return who was asked or expected to answer and gave none, named nothing comparable, or denied it in passing."""
    by_holder: dict[tuple[str, str, str, str], list[Answer]] = {}
    for answer in answers:
        stance = f"along_with {answer.along_with}" if answer.along_with else answer.claim.stance.value
        if answer.opinion and stance not in {"declines", "cannot_say", "conditional"}:
            stance = "opinion"
        key = (answer.upstream.holder or answer.upstream.source, answer.family, stance, answer.value.canonical())
        by_holder.setdefault(key, []).append(answer)
    reasons = {
        "declines": "declines to answer",
        "cannot_say": "cannot say",
        "conditional": "says it only on a condition",
        "retracts": "withdraws what it said before",
        "opinion": "told as an opinion, which no report can check: shown, and no answer",
    }
    return tuple(
        Holding(
            holder=holder,
            family=family,
            value=found[0].value,
            claims=tuple(answer.claim.id for answer in found),
            outlets=_outlets(found),
            said_at=_said(found),
            note=stance if stance in reasons else "no_answer",
            reason=reasons.get(stance) or _no_answer(found[0]),
        )
        for (holder, family, stance, _value), found in by_holder.items()
    )


def outlet_tally(answers: Iterable[Answer]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the outlets that carry answers, in order of first appearance, and those of them that state an origin."""
    outlets: dict[str, bool] = {}
    for answer in answers:
        for outlet in answer.outlets:
            outlets[outlet] = outlets.get(outlet, False) or answer.upstream.stated
    return tuple(outlets), frozenset(outlet for outlet, stated in outlets.items() if stated)


def _outlets(answers: Iterable[Answer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(outlet for answer in answers for outlet in answer.outlets))


def _said(answers: Sequence[Answer]) -> str:
    return "" if answers[0].appeared.startswith("~") else answers[0].appeared


def _no_answer(answer: Answer) -> str:
    if answer.along_with:
        did = "withdrawn" if answer.retracts else "denied"
        return f"{did} together with the answer to another question ({answer.along_with}), not by itself"
    return "names nothing that could be compared"


def _credit(answer: Answer) -> str:
    upstream = answer.upstream
    if upstream.source and upstream.source != upstream.holder:
        return f"credited to {upstream.source}"
    return ""
