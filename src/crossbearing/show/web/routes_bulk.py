"""Addresses of decisions on many claims at once: chosen by a filter on the server, made in batches, undone whole."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from crossbearing.model.claims import Claim
from crossbearing.model.judgements import Decision, Judgement, TargetKind
from crossbearing.model.locators import PageBox, TableCell, TextSpan
from crossbearing.show.web.desk import Desk
from crossbearing.show.web.jobs import Job, JobList
from crossbearing.show.web.problems import ProblemError

__all__ = ["bulk_routes"]

Row = dict[str, Any]
_BATCH = 1_000
_PREFIX = "bulk-"
_UNDONE = "undone"
_DECISIONS = {one.value: one for one in (Decision.ACCEPT, Decision.REJECT, Decision.UNSURE)}


class Chosen(BaseModel):
    """Which claims; what is empty does not narrow, and at least one thing must."""

    model_config = ConfigDict(extra="forbid", strict=True)

    incident: Annotated[str, Field(max_length=500)] = ""
    document: Annotated[str, Field(max_length=500)] = ""
    slot: Annotated[str, Field(max_length=500)] = ""
    stance: Annotated[str, Field(max_length=500)] = ""
    event: Annotated[str, Field(max_length=500)] = ""
    least: Annotated[float, Field(ge=0, le=1, description="the reader's score, at least")] = 0.0
    most: Annotated[float, Field(ge=0, le=1, description="the reader's score, at most")] = 1.0
    judged: Annotated[bool, Field(description="whether claims that somebody has judged are taken too")] = False


class BulkDecision(BaseModel):
    """One decision on all chosen claims. `expected` is the number that the page showed."""

    model_config = ConfigDict(extra="forbid", strict=True)

    who: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
    chosen: Chosen
    decision: Annotated[str, Field(pattern="^(accept|reject|unsure)$")]
    expected: Annotated[int, Field(ge=0)]
    why: Annotated[str, Field(max_length=20_000)] = ""


class Undo(BaseModel):
    """Who takes a bulk decision back; only the one who made it can."""

    model_config = ConfigDict(extra="forbid", strict=True)

    who: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]


def bulk_routes(desk: Desk, jobs: JobList) -> APIRouter:
    """Return the addresses of decisions on many claims."""
    routes = APIRouter(prefix="/api", tags=["work"])

    @routes.post("/bulk/count")
    def count(chosen: Chosen) -> Row:
        """How many claims a filter chooses, and the first of them."""
        number = 0
        first: list[Row] = []
        for claim in _claims(desk, chosen):
            number += 1
            if len(first) < 5:
                first.append({"id": claim.id, "slot": claim.slot, "words": claim.value.describe()})
        return {"count": number, "first": first}

    @routes.post("/bulk", status_code=202)
    def decide(body: BulkDecision) -> Row:
        """Decide on all chosen claims in the background. The job's result names the batch, by which it is taken back.

        Nothing is done where the filter now chooses another number of claims than the page showed.
        """
        claims = list(_claims(desk, body.chosen))
        if len(claims) != body.expected:
            raise ProblemError(
                412,
                f"the filter chose {body.expected:,} claims when it was shown, and {len(claims):,} now",
                "look at the list again, then decide",
                count=len(claims),
            )
        if not claims:
            raise ProblemError(422, "the filter chooses no claim", "widen it")
        batch, who = secrets.token_hex(8), " ".join(body.who.split())
        drafts = [
            Judgement(
                id=f"{_PREFIX}{batch}-{number}",
                target_kind=TargetKind.STATEMENT,
                target=claim.statement,
                decision=_DECISIONS[body.decision],
                who=who,
                when="",
                why=body.why,
                document=claim.document,
                quote=claim.locator.quote if isinstance(claim.locator, TextSpan | TableCell | PageBox) else "",
                slot=claim.slot,
            )
            for number, claim in enumerate({claim.statement: claim for claim in claims}.values())
        ]
        name = f"{body.decision} {len(drafts):,} claims"
        return jobs.start(name, lambda job: {"batch": batch, **_store(desk, drafts, job)}).view()

    @routes.post("/bulk/{batch}/undo", status_code=202)
    def undo(batch: str, body: Undo) -> Row:
        """Take a bulk decision back: what its author had decided before stands again, else nothing is decided."""
        who = " ".join(body.who.split())
        made = [one for one in desk.case.judgements() if one.id.startswith(f"{_PREFIX}{batch}-")]
        if not made:
            raise ProblemError(404, f"no bulk decision {batch}", "the job that made it names it")
        if any(one.who != who for one in made):
            raise ProblemError(422, f"{who} did not make it", "only the one who decided can take it back")
        before = _before(desk, made)
        again = secrets.token_hex(4)
        drafts = [
            replace(
                before.get(one.target, replace(one, decision=Decision.UNSURE, value=None)),
                id=f"undo-{batch}-{again}-{number}",
                why=_UNDONE,
            )
            for number, one in enumerate(made)
        ]
        return jobs.start(f"take back {len(drafts):,} decisions", lambda job: _store(desk, drafts, job)).view()

    return routes


def _claims(desk: Desk, chosen: Chosen) -> Iterator[Claim]:
    """Yield the chosen claims.

    Raises:
        ProblemError: If nothing narrows the choice.
        CaseError: If there is no such incident.
    """
    narrowed = chosen.model_dump(exclude={"judged"}, exclude_defaults=True)
    if not narrowed:
        raise ProblemError(422, "this would choose every claim of the case", "narrow it by at least one thing")
    incident = desk.case.incident(chosen.incident).id if chosen.incident else None
    fitting = (
        claim
        for claim in desk.case.claims(document=chosen.document or None, incident=incident, slot=chosen.slot or None)
        if chosen.least <= claim.score <= chosen.most
        and chosen.stance in ("", claim.stance.value)
        and chosen.event in ("", claim.event.type)
    )
    while some := list(islice(fitting, _BATCH)):
        judged = () if chosen.judged else desk.case.judged({claim.statement for claim in some})
        known = {one.target for one in judged}
        yield from (claim for claim in some if claim.statement not in known)


def _store(desk: Desk, drafts: list[Judgement], job: Job) -> Row:
    """Store decisions in batches, then weigh what they bear on once."""
    incidents: dict[str, None] = {}
    for start in range(0, len(drafts), _BATCH):
        when = datetime.now(UTC).isoformat(timespec="microseconds")
        some = [replace(one, when=when) for one in drafts[start : start + _BATCH]]
        desk.case.add_judgements(some)
        incidents.update(dict.fromkeys(desk.case.incidents_of(one.target for one in some)))
        job.tell(f"stored {start + len(some):,} of {len(drafts):,} decisions", (start + len(some)) / len(drafts) / 2)
    touched = list(incidents)
    desk.office.reweigh(
        touched,
        lambda done: job.tell(f"weighed {done:,} of {len(touched):,} incidents anew", 0.5 + done / len(touched) / 2),
    )
    return {"decided": len(drafts), "reweighed": len(touched)}


def _before(desk: Desk, made: list[Judgement]) -> dict[str, Judgement]:
    """Return for each statement what the author of a bulk decision had decided on it before."""
    own = {one.id for one in made}
    found: dict[str, Judgement] = {}
    for one in desk.case.judged({one.target for one in made}):
        if one.id not in own and one.who == made[0].who and one.when <= made[0].when:
            found[one.target] = one
    return found
