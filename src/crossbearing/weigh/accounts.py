"""One body's account over time: counts it replaced, accounts it changed, answers it withdrew or was credited with.

The answers of an account are taken in order of first appearance; the last one is current. An earlier count that
conflicts with it is superseded, downward revisions too; an earlier answer of another kind that conflicts with it is a
changed account. A figure that another family carried first is credited elsewhere and supersedes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crossbearing.model.values import Count, Group, Items, Relation, Value, relation_between
from crossbearing.weigh.answers import Answer, sortable
from crossbearing.weigh.positions import Form, Stand, stands_of

__all__ = ["CHANGED", "CREDITED", "RETRACTED", "RETRACTION", "SUPERSEDED", "Standing", "given_up", "standings"]

SUPERSEDED = "superseded"
"""Note: the holder has since given another count."""

CHANGED = "changed_account"
"""Note: the holder's account has changed; both stay in view."""

RETRACTED = "retracted"
"""Note: the holder has withdrawn it."""

RETRACTION = "retraction"
"""Note: it withdraws another answer."""

CREDITED = "credited_elsewhere"
"""Note: the figure was another family's first."""

_DAY = 10  # characters of an ISO date


@dataclass(frozen=True, slots=True)
class Standing:
    """How one account's answer stands among the others of the same account.

    Args:
        current: Whether the account still gives it.
        note: One of the notes above, or empty.
        reason: Why, in words, or empty.
    """

    current: bool = True
    note: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    """An answer of an account at its first appearance there."""

    stand: Stand
    family: str
    first: str
    outlets: frozenset[str]
    holder: str = ""

    @property
    def value(self) -> Value:
        return self.stand.value


def standings(stands: Iterable[Stand], unknowns: Iterable[Answer] = ()) -> dict[tuple[str, str, bool], Standing]:
    """Return how each answer of each account stands.

    Args:
        stands: All stands of one question, spanning ones too.
        unknowns: Answers that state none; a withdrawal among them takes back whatever its account gave before.

    Returns:
        By account, canonical value and whether it is denied. What outlets give without an origin stands under an empty
        account, where all of them have withdrawn it, and is not in it otherwise.
    """
    every = list(stands)
    by_account = _steps(every)
    withdrawals = [
        answer
        for answer in (*(one for stand in every for one in stand.answers), *unknowns)
        if answer.retracts and not answer.along_with
    ]
    by_outlets = [answer for answer in withdrawals if _of_an_outlet(answer)]
    first_by_family = _first_appearances(every)
    family_steps: dict[str, list[_Step]] = {}
    for steps in by_account.values():
        for step in steps:
            family_steps.setdefault(step.family, []).append(step)
    found: dict[tuple[str, str, bool], Standing] = {}
    for account, steps in by_account.items():
        own = []
        for step in steps:
            credited = _credited_elsewhere(step, first_by_family, family_steps.get(step.family, []))
            if credited is None:
                own.append(step)
            else:
                found[_key(account, step)] = credited
        found.update(_over_time(account, own, [one for one in withdrawals if one.account == account], by_outlets))
    found.update(_unattributed(every, by_outlets))
    return found


def _unattributed(stands: Iterable[Stand], by_outlets: list[Answer]) -> dict[tuple[str, str, bool], Standing]:
    """Return the standing of what outlets gave without an origin and have all withdrawn."""
    found = {}
    for stand in stands if by_outlets else ():
        given = [answer for answer in stand.answers if not answer.account and not answer.retracts]
        reason = _withdrawn_by_outlets(_step(stand, given), by_outlets) if given else ""
        if reason:
            found[("", *stand.form)] = Standing(False, RETRACTED, reason)
    return found


def given_up(answers: Iterable[Answer]) -> frozenset[Form]:
    """Return the forms of those answers to one question that all who are named for them have replaced or withdrawn.

    An outlet that names nobody cannot keep alive what everybody who was named for it has given up.
    """
    stands, unknowns = stands_of(answers)
    if len(stands) < 2 and not any(answer.retracts for answer in (*unknowns, *(a for s in stands for a in s.answers))):
        return frozenset()  # the one answer there is replaces none
    standing = standings(stands, unknowns)
    found = set()
    for stand in stands:
        given = [answer for answer in stand.answers if not answer.retracts]
        if not given:
            found.add(stand.form)  # it is only told that it was withdrawn: nobody here gives it
        named = [answer for answer in given if answer.account] or given
        notes = [standing.get((answer.account, *stand.form), Standing()) for answer in named]
        if notes and not any(note.current and note.note != CREDITED for note in notes):
            found.add(stand.form)
    return frozenset(found)


def _steps(stands: Iterable[Stand]) -> dict[str, list[_Step]]:
    by_account: dict[str, list[_Step]] = {}
    for stand in stands:
        for account, answers in _by_account(stand).items():
            given = [answer for answer in answers if not answer.retracts]
            if given:
                by_account.setdefault(account, []).append(_step(stand, given))
    return by_account


def _step(stand: Stand, given: list[Answer]) -> _Step:
    outlets = frozenset(outlet for answer in given for outlet in answer.outlets)
    return _Step(stand, given[0].family, given[0].appeared, outlets, given[0].own_account)


def _of_an_outlet(answer: Answer) -> bool:
    """Whether an outlet speaks for itself here: it may take back what it printed, whomever it had it from."""
    return not answer.upstream.stated and len(answer.claim.speakers) < 2


def _withdrawn_by_outlets(step: _Step, withdrawals: Iterable[Answer]) -> str:
    """Return why an answer is withdrawn: every outlet that carried it has taken it back; or nothing."""
    taken_back = [answer for answer in withdrawals if _withdraws(answer, step)]
    outlets = list(
        dict.fromkeys(outlet for answer in taken_back for outlet in answer.outlets if outlet in step.outlets)
    )
    if not step.outlets or not step.outlets <= set(outlets):
        return ""
    when = _day(taken_back[-1].appeared)
    return f"{' and '.join(outlets)} withdrew it{f' on {when}' if when else ''}"


def _over_time(
    account: str, steps: list[_Step], withdrawn: list[Answer], by_outlets: list[Answer]
) -> dict[tuple[str, str, bool], Standing]:
    found: dict[tuple[str, str, bool], Standing] = {}
    remaining = []
    for step in steps:
        withdrawal = next((answer for answer in withdrawn if _withdraws(answer, step)), None)
        carried = _withdrawn_by_outlets(step, by_outlets)
        if withdrawal is None and not carried:
            remaining.append(step)
        elif withdrawal is None:
            found[_key(account, step)] = Standing(False, RETRACTED, carried)
        else:
            when = _day(withdrawal.appeared)
            reason = f"{account} withdrew it on {when}" if when else f"{account} withdrew it"
            found[_key(account, step)] = Standing(False, RETRACTED, reason)
    remaining.sort(key=_chronologically)
    if not remaining:
        return found
    last = remaining[-1]
    for index, step in enumerate(remaining):
        # What two channels of one body give on one day is not put in order by its size.
        at_once = step.holder != last.holder and _day(step.first) == _day(last.first)
        if step is last or at_once or not _conflict(step, last):
            found[_key(account, step)] = Standing()
        elif _counts(step.value):
            found[_key(account, step)] = Standing(False, SUPERSEDED, _replaced(account, step, remaining[index + 1 :]))
        elif _day(step.first) < _day(last.first):
            found[_key(account, step)] = Standing(False, CHANGED, _replaced(account, step, remaining[index + 1 :]))
        else:
            # Two reports of one day that render one body differently: nothing shows which came later.
            found[_key(account, step)] = Standing(True, "", f"{account} is given with {last.value.describe()} as well")
    return found


def _replaced(account: str, step: _Step, after: list[_Step]) -> str:
    """Name the first later answer that does not fit the one replaced, and who of the account gave it."""
    later = next(other for other in after if _conflict(step, other) and not _conflict(other, after[-1]))
    when = _day(later.first)
    return f"{later.holder or account} later gave {later.value.describe()}{f' ({when})' if when else ''}"


def _credited_elsewhere(step: _Step, first_by_family: dict[str, dict[str, str]], same: list[_Step]) -> Standing | None:
    """Return the standing of a figure that another family carried first, or None.

    Two bodies may come to the same figure by themselves. Only where the family had given another figure before, and
    that one fits neither, is the later figure taken as one that was credited to it.
    """
    if not _counts(step.value) or step.stand.denied:
        return None
    earlier_own = [
        other
        for other in same
        if other is not step and _conflict(other, step) and sortable(other.first) < sortable(step.first)
    ]
    if not earlier_own:
        return None
    carriers = {
        family: first
        for family, first in first_by_family.get(step.value.canonical(), {}).items()
        if family != step.family and sortable(first) < sortable(step.first)
    }
    if not carriers:
        return None
    family = min(carriers, key=lambda name: (sortable(carriers[name]), name))
    when = _day(carriers[family])
    return Standing(True, CREDITED, f"carried first by {family}{f' ({when})' if when else ''}; it supersedes nothing")


def _first_appearances(stands: Iterable[Stand]) -> dict[str, dict[str, str]]:
    """Return, by canonical value and family of the source, when it first appeared."""
    first: dict[str, dict[str, str]] = {}
    for stand in stands:
        if stand.denied:
            continue
        for answer in stand.answers:
            family = answer.family
            if family and not answer.retracts:
                known = first.setdefault(stand.value.canonical(), {})
                if family not in known or sortable(answer.appeared) < sortable(known[family]):
                    known[family] = answer.appeared
    return first


def _by_account(stand: Stand) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = {}
    for answer in stand.answers:
        if answer.account:
            found.setdefault(answer.account, []).append(answer)
    return found


def _chronologically(step: _Step) -> tuple[str, float, str, str]:
    # Within one day tolls are taken to grow, where nothing tells their order.
    count = _number(step.value)
    size = float(count.low or count.high or 0) if count is not None else 0.0
    return (sortable(_day(step.first) or "~"), size, step.first, step.value.canonical())


def _conflict(step: _Step, other: _Step) -> bool:
    if step.stand.denied != other.stand.denied:
        asserted, denied = (other, step) if step.stand.denied else (step, other)
        relation = relation_between(asserted.value, denied.value)
        return relation in (Relation.SAME, Relation.REFINES)
    return step.stand.relation_to(other.stand) is Relation.CONFLICTS


def _withdraws(answer: Answer, step: _Step) -> bool:
    if sortable(answer.appeared) < sortable(step.first):
        return False
    if not answer.value.determinate:
        return True
    relation = relation_between(answer.value, step.value)
    if _counts(answer.value) and relation is not Relation.SAME:
        # Who withdraws a 90 does not withdraw the "at least 34" that it fits.
        mine, theirs = _number(answer.value), _number(step.value)
        return relation.compatible and mine is not None and theirs is not None and mine.low == theirs.low
    return relation.compatible


def _counts(value: Value) -> bool:
    return isinstance(value, Count | Group | Items)


def _number(value: Value) -> Count | None:
    count = value.count if isinstance(value, Group | Items) else value
    return count if isinstance(count, Count) else None


def _day(moment: str) -> str:
    return "" if moment.startswith("~") else moment[:_DAY]


def _key(account: str, step: _Step) -> tuple[str, str, bool]:
    return (account, step.value.canonical(), step.stand.denied)
