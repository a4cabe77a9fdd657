"""Tying a person's decisions to the present reading of the words they were made on.

A judgement names a statement. Where the present reading has that statement, the judgement holds for it. Where it has
not, because a newer reader or extractor reads the words otherwise, the judgement is carried to the claim on the same
question that rests on the same words of the same document, if there is exactly one such claim that nobody could take
for another: what was read before is still stored and tells which of several fits. A decision is never carried to
another stance, and no acceptance or rejection of one answer to another that conflicts with it; such a judgement is
listed as unanchored for a person to look at.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from crossbearing.model.claims import Claim
from crossbearing.model.ids import normalised_words
from crossbearing.model.judgements import Anchoring, Decision, Judgement
from crossbearing.model.locators import PageBox, TableCell, TextSpan
from crossbearing.model.values import Relation
from crossbearing.store import tables
from crossbearing.store.bodies import unpack

__all__ = ["anchor", "present_statements"]

_MANY = 500


def anchor(connection: Connection, judgement: Judgement) -> tuple[Anchoring, str]:
    """Return how a judgement is tied to the present reading, and the statement it holds for, or ''.

    Args:
        connection: Where to read.
        judgement: On a statement, or on the link of a statement to something else.
    """
    table = tables.claims
    present = select(table.c.n).where(table.c.statement == judgement.target, table.c.current).limit(1)
    if connection.execute(present).first() is not None:
        return Anchoring.BY_STATEMENT, judgement.target
    words = normalised_words(judgement.quote)
    if not (judgement.document and words):
        return Anchoring.UNANCHORED, ""
    bodies = connection.execute(
        select(table.c.body)
        .where(table.c.document == judgement.document, table.c.slot == judgement.slot, table.c.current)
        .order_by(table.c.place, table.c.n)
    ).scalars()
    alike = [claim for claim in map(unpack, bodies) if normalised_words(_quote(claim)) == words]
    old = connection.execute(
        select(table.c.reading, table.c.body)
        .where(table.c.statement == judgement.target)
        .order_by(table.c.n.desc())
        .limit(1)
    ).first()
    if old is not None:
        # What stood beside the old claim in the same reading is something else, though it rests on the same words.
        beside = set(connection.execute(select(table.c.statement).where(table.c.reading == old.reading)).scalars())
        others = [claim for claim in alike if claim.statement not in beside]
        alike = _closest(unpack(old.body), others, judgement.decision)
    statements = dict.fromkeys(claim.statement for claim in alike)
    if len(statements) == 1:
        return Anchoring.BY_QUOTE, next(iter(statements))
    return Anchoring.UNANCHORED, ""


def present_statements(connection: Connection, statements: Iterable[str]) -> frozenset[str]:
    """Return those of some statements that the present reading has."""
    table = tables.claims
    wanted = list(dict.fromkeys(statements))
    found: set[str] = set()
    for start in range(0, len(wanted), _MANY):
        query = select(table.c.statement).where(table.c.statement.in_(wanted[start : start + _MANY]), table.c.current)
        found.update(connection.execute(query).scalars())
    return frozenset(found)


def _quote(claim: Claim) -> str:
    return claim.locator.quote if isinstance(claim.locator, TextSpan | TableCell | PageBox) else ""


def _closest(old: Claim, alike: list[Claim], decision: Decision) -> list[Claim]:
    """Return those claims that the decision on an old one may hold for, and of these the ones most like it."""
    fitting = [claim for claim in alike if claim.stance is old.stance]
    if decision in (Decision.ACCEPT, Decision.REJECT):
        fitting = [claim for claim in fitting if old.value.compare(claim.value).relation is not Relation.CONFLICTS]
    likeness = [_likeness(old, claim) for claim in fitting]
    return [claim for claim, score in zip(fitting, likeness, strict=True) if score == max(likeness)]


def _likeness(old: Claim, new: Claim) -> tuple[bool, bool, bool, bool]:
    """Return what two readings have in common, the weightiest first."""
    return (
        normalised_words(old.sentence) == normalised_words(new.sentence),
        old.scope == new.scope,
        old.value.canonical() == new.value.canonical(),
        [normalised_words(one.name) for one in old.speakers[1:]]
        == [normalised_words(one.name) for one in new.speakers[1:]],
    )
