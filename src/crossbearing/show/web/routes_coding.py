"""Addresses of coding by hand: what a claim can be coded with, coding one, listing them, taking one back.

A claim coded by hand is kept at once; linking and weighing it runs in the background, since it looks at the whole case.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from crossbearing.model.actors import Link, Speaker, Stance
from crossbearing.model.claims import WHOLE, Basis, Claim, Event, Modality
from crossbearing.model.coding import CodedClaim
from crossbearing.model.locators import TextSpan
from crossbearing.model.values import PersonStatus
from crossbearing.show.plain import plain, plain_value
from crossbearing.show.web.bench import Bench
from crossbearing.show.web.desk import Desk
from crossbearing.show.web.jobs import Job, JobList
from crossbearing.show.web.signed import Code, Id, Long, Name, Offset, Short, Signed
from crossbearing.show.web.typed import value_of
from crossbearing.show.web.views import claim_views

__all__ = ["Relinker", "coding_routes"]

Row = dict[str, Any]


class SpeakerDraft(BaseModel):
    """A link of the chain inside the text, outermost first."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    link: Link = Link.CITES
    named: bool = True
    stance: Stance = Stance.ASSERTS


class EventDraft(BaseModel):
    """What the claim is about: an event of the document by its id, or a new one by its kind."""

    model_config = ConfigDict(extra="forbid")

    id: Code = ""
    type: Code = ""
    label: Short = ""
    negated: bool = False
    phase: Annotated[int, Field(ge=1, le=99)] | None = None


class CodingDraft(BaseModel):
    """A claim as a person codes it. `id` is made by the page: sent again, it is a newer version of the same."""

    model_config = ConfigDict(extra="forbid")

    id: Id
    who: Name
    text: Code = ""
    start: Offset
    end: Offset
    quote: Annotated[str, Field(min_length=1, max_length=20_000)]
    slot: Code
    value: dict[str, Any]
    speakers: Annotated[list[SpeakerDraft], Field(max_length=8)] = []
    stance: Stance = Stance.ASSERTS
    basis: Basis = Basis.UNKNOWN
    scope: Short = WHOLE
    event: EventDraft
    corrects: Code = ""
    incident: Code = ""
    why: Long = ""


class Relinker:
    """Links the case anew in the background; codings that come while one waits its turn share it.

    Args:
        bench: Does it.
        jobs: Where it runs.
    """

    def __init__(self, bench: Bench, jobs: JobList) -> None:
        self._bench, self._jobs = bench, jobs
        self._lock = threading.Lock()
        self._waiting: Job | None = None

    def ask(self) -> Job:
        """Return the job that will link what is now in the case."""
        with self._lock:
            if self._waiting is None:
                self._waiting = self._jobs.start("link what was coded by hand", self._work)
            return self._waiting

    def _work(self, job: Job) -> Row:
        with self._lock:  # whatever is kept from now on needs another one
            self._waiting = None
        return {"reweighed": list(self._bench.relink(job.tell))}


def coding_routes(desk: Desk, bench: Bench, jobs: JobList) -> APIRouter:
    """Return the addresses of coding by hand."""
    routes = APIRouter(prefix="/api", tags=["reader"])
    relinker = Relinker(bench, jobs)

    @routes.get("/coding")
    def vocabulary() -> Row:
        """What a claim can be coded with: questions with their types of answers, kinds of events, codes."""
        return {
            "slots": {
                name: {"question": desk.labels.question(name), "values": list(values)}
                for name, values in bench.slot_values.items()
            },
            "stances": [one.value for one in Stance],
            "bases": [one.value for one in Basis],
            "links": [one.value for one in Link if one is not Link.PUBLISHES],
            "statuses": [one.value for one in PersonStatus],
        }

    @routes.get("/places")
    def places(name: Annotated[str, Query(min_length=1, max_length=200)]) -> Row:
        """What a name of a place may mean, best first."""
        return {"items": [plain(one) for one in bench.places(name)]}

    @routes.get("/documents/{document}/coded")
    def coded(document: str) -> Row:
        """The claims coded by hand in a document, with those that newer versions replaced and those taken back."""
        desk.document(document)
        return {"items": [_record(one) for one in _coded(desk, document)]}

    @routes.post("/documents/{document}/claims", status_code=201)
    def code(document: str, draft: CodingDraft) -> Row:
        """Add a claim by hand from a selection of words, or a newer version of one.

        Offsets count code points of the present working text, and `quote` must be what stands there. The answer names
        the job that links and weighs it.
        """
        desk.document(document)
        kept = bench.code(_claim(document, draft), draft.incident)
        (view,) = claim_views([kept.claim], desk, uncovered=True)
        return {"record": _record(kept), "claim": view, "job": relinker.ask().id}

    @routes.post("/coded/{record}/withdraw")
    def withdraw(record: str, signed: Signed) -> Row:
        """Take a claim coded by hand back; its record stays, and what it corrected is open again."""
        desk.case.records().one(record)  # raises where the one who asks may not see it
        kept = bench.withdraw(record, signed.who, signed.why)
        return {"record": _record(kept), "job": relinker.ask().id}

    return routes


def _claim(document: str, draft: CodingDraft) -> CodedClaim:
    value = value_of(draft.value)
    speakers = tuple(
        Speaker(one.name.strip(), named=one.named, link=one.link, stance=one.stance) for one in draft.speakers
    )
    event = draft.event
    claim = Claim(
        id="",
        statement="",
        document=document,
        locator=TextSpan(draft.text, draft.start, draft.end, draft.quote),
        event=Event(event.id, event.type, event.negated, event.phase, event.label.strip(), Modality.NEWS),
        slot=draft.slot,
        value=value,
        speakers=speakers,
        stance=draft.stance,
        basis=draft.basis,
        scope=" ".join(draft.scope.split()) or WHOLE,
    )
    return CodedClaim(
        draft.id,
        document,
        draft.who,
        datetime.now(UTC).isoformat(timespec="microseconds"),
        claim,
        corrects=draft.corrects,
        why=draft.why,
    )


def _coded(desk: Desk, document: str) -> Iterable[CodedClaim]:
    found: Iterable[CodedClaim] = desk.case.records().of(CodedClaim.__name__, subject=document, history=True)
    return found


def _record(record: CodedClaim) -> Row:
    shown: Row = plain(record)
    return {**shown, "claim": {**shown["claim"], "value": plain_value(record.claim.value)}}
