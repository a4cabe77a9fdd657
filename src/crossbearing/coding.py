"""Coding by hand: a person's claim is checked, finished like those that a step read, kept, linked and weighed."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from crossbearing.judging import weigh_anew
from crossbearing.model.actors import Stance
from crossbearing.model.claims import Claim, Event
from crossbearing.model.coding import BY_HAND, CodedClaim, spoken_around, with_ids
from crossbearing.model.documents import Publication, Text
from crossbearing.model.errors import CaseError, InputError, SettingsError
from crossbearing.model.ids import event_id, normalised_words
from crossbearing.model.incidents import Incident, Origin
from crossbearing.model.judgements import Decision, Judgement, TargetKind
from crossbearing.model.locators import ImageRegion, MediaRange, TextSpan
from crossbearing.model.steps import Collected, Reading
from crossbearing.model.values import Category, PlaceCandidate, Value
from crossbearing.rooms import room
from crossbearing.written import answer_as_written

__all__ = ["bench_of", "code", "code_words", "finished", "relink", "slot_values", "withdraw"]

_SENTENCE = 600
"""Characters of a sentence at most, on either side of the words."""
_END = re.compile(r"[.!?\u061f\u06d4\u0964\u3002\uff01\uff1f\u2026]+[\"'\u201d\u2019\u00bb)]*\s|\n")
_DRAWING_SECONDS = 20.0
_CORRECTED = "coded anew by hand"


def _places(name: str) -> Sequence[PlaceCandidate]:
    found: Sequence[PlaceCandidate] = room("places_named")(name)  # loaded when first asked for
    return found


def slot_values() -> dict[str, tuple[str, ...]]:
    """Return for each question, in order, the types of values that may answer it."""
    return {slot.name: slot.values for slot in room("slots")().values()}


def bench_of(case: Any) -> Any:
    """Return the work behind the reader of the workbench (`show.web.bench.Bench`) for a case open for writing."""
    confined = room("confined")(seconds=_DRAWING_SECONDS)
    asked = room("page_picture").asked
    return room("web_bench").Bench(
        code=lambda record, incident: code(case, record, incident=incident),
        withdraw=lambda record, who, why: withdraw(case, record, who=who, why=why),
        relink=lambda tell: relink(case, tell),
        slot_values=slot_values(),
        places=_places,
        picture=lambda data, page, words: confined.call("page", asked(data, page=page, words=words)),
        preview=lambda path: room("table_preview").preview(path),
        mapping=lambda columns, slots, order, language: room("table_preview").mapping_text(
            columns, slots=slots, date_order=order, language=language
        ),
    )


def code(case: Any, record: CodedClaim, *, incident: str = "") -> CodedClaim:
    """Check a claim that a person coded, finish it and keep it; it counts once `relink` has run.

    Args:
        case: Open for writing.
        record: As the person gives it: `claim` has its words, question, answer, stance and scope; its speakers are
            those inside the text, without the publisher; an event without an id is a new one.
        incident: Id of an incident that the person says it is about, or empty.

    Returns:
        The record as kept.

    Raises:
        InputError: If the words do not stand where it says, or the answer is of no type that the question has.
        CaseError: If there is no such document, event, statement or incident.
        CaseWriteError: If the case cannot be written.
    """
    made = finished(case, record)
    corrected = _corrected(case, made)
    about = case.incident(incident).id if incident else ""
    case.records().add([made])
    case.coded().refresh([made.subject])
    decided = []
    if corrected is not None:
        decided.append(_decision(made, corrected, Decision.REJECT, made.why or _CORRECTED))
    if about:
        link = _decision(made, made.claim, Decision.MUST_JOIN, made.why)
        decided.append(replace(link, target_kind=TargetKind.LINK, other=about))
    case.add_judgements(decided)
    return made


def code_words(path: Path, given: Mapping[str, str], *, who: str, why: str = "") -> list[str]:
    """Code a claim from words of a document, link and weigh it.

    Args:
        path: Folder of the case.
        given: `document`, `words`, `slot`, `answer` (see `written.answer_as_written`) and `event`, a kind or the
            id of an event of the document.
        who: Who codes.
        why: Reason, or empty.

    Returns:
        Lines to print.

    Raises:
        CaseError: If there is no such case, document or event.
        InputError: If the words do not stand in the document, or the answer is none.
        CaseWriteError: If the case cannot be written.
    """
    if not who.strip():
        raise SettingsError("nobody signs this claim", remedy="name a person with --by")
    if given["slot"] not in slot_values():
        raise InputError("no question has this name", given["slot"], "see docs/guide/commands.md")
    value = answer_as_written(given["answer"], slot_values()[given["slot"]], given["slot"])
    with room("case").open(path, write=True) as case:
        documents = [one.id for one in case.documents() if one.id.startswith(given["document"])]
        if len(documents) != 1:
            raise CaseError("no such document, or more than one begins so", given["document"], "`search` names them")
        text = next(iter(case.texts(documents[0])), None)
        start = -1 if text is None else text.content.find(given["words"])
        if text is None or start < 0 or not given["words"]:
            raise InputError("these words do not stand in it", documents[0], "give them exactly as written")
        known = {claim.event.id for claim in case.claims(document=documents[0])}
        event = Event(given["event"], "") if given["event"] in known else Event("", given["event"])
        span = TextSpan(text.id, start, start + len(given["words"]), given["words"])
        claim = Claim("", "", documents[0], span, event, given["slot"], value, (), Stance.ASSERTS)
        made = code(case, CodedClaim(f"hand-{secrets.token_hex(10)}", documents[0], who, _now(), claim, why=why))
        changed = relink(case)
    anew = f"; weighed anew: {', '.join(changed)}" if changed else ""
    return [f"claim {made.claim.id} coded by hand as {made.id}, signed by {who}{anew}"]


def withdraw(case: Any, record: str, *, who: str, why: str = "") -> CodedClaim:
    """Take a coded claim back: a newer version says so, and what it corrected is open again.

    Raises:
        CaseError: If there is no such coded claim.
        CaseWriteError: If the case cannot be written.
    """
    found = case.records().one(record)
    if not isinstance(found, CodedClaim):
        raise CaseError("no such coded claim", record, "list the coded claims of the document")
    if found.withdrawn:
        return found
    taken = replace(found, by=who, at=_now(), withdrawn=True, why=why)
    corrected = _corrected(case, taken)
    case.records().add([taken])
    case.coded().refresh([taken.subject])
    if corrected is not None:
        undone = _decision(taken, corrected, Decision.UNSURE, why or "the correction was taken back")
        case.add_judgements([undone])
    return taken


def _corrected(case: Any, record: CodedClaim) -> Claim | None:
    """Return the claim that a coded one takes the place of; None where it takes no place, or that claim is gone."""
    if not record.corrects:
        return None
    found = next((one for one in case.claims(document=record.subject) if one.statement == record.corrects), None)
    known = any(one.id == record.id and one.corrects == record.corrects for one in _history(case, record.subject))
    if found is None and not known:
        raise CaseError("no such claim in this document", record.corrects, "list the claims of the document")
    return found


def _history(case: Any, document: str) -> Iterable[CodedClaim]:
    found: Iterable[CodedClaim] = case.records().of(CodedClaim.__name__, subject=document, history=True)
    return found


def relink(case: Any, tell: Callable[[str, float], None] | None = None) -> tuple[str, ...]:
    """Link a case anew and weigh the incidents that this changed, and no others.

    Args:
        case: Open for writing.
        tell: Told of the progress in words and shares between 0 and 1.

    Returns:
        The ids of those incidents.
    """
    say = tell or (lambda _words, _share: None)
    say("linking", -1.0)
    before = _states(case)
    case.replace_links(room("link")(case))
    after = _states(case)
    changed = [incident for incident, state in after.items() if before.get(incident) != state]
    say(f"weighing {len(changed)} of {len(after)} incidents", -1.0)
    if changed:
        weigh_anew(case, room("weigh")(), changed)
    case.replace_relations(room("relate")(case))
    return tuple(changed)


def _states(case: Any) -> dict[str, tuple[Incident, frozenset[Origin]]]:
    """Return for each incident what a weighing of it goes by, as far as linking gives it."""
    by_claim: dict[str, list[Origin]] = {}
    for origin in case.origins():
        for claim in origin.claims:
            by_claim.setdefault(claim, []).append(origin)
    return {
        incident.id: (
            incident,
            frozenset(origin for member in incident.members for origin in by_claim.get(member.claim, ())),
        )
        for incident in case.incidents()
    }


def finished(case: Any, record: CodedClaim) -> CodedClaim:
    """Return a coded claim with the publisher at the head of its chain, its actors, place, sentence, event and ids.

    Raises:
        InputError: If the words do not stand where it says, or the answer is of no type that the question has.
        CaseError: If there is no such document or event.
    """
    text = next(iter(case.texts(record.subject)), None)
    if text is None:
        raise CaseError("no such document, or one without a text", record.subject, "list the documents of the case")
    span = _checked_span(record, text)
    slot = room("slots")().get(record.claim.slot)
    if slot is None:
        raise InputError("no question has this name", record.claim.slot, "see the list of questions")
    _check_value(record.claim.value, slot.values, record.claim.slot)
    own = next(one for one in case.documents() if one.id == record.subject)
    publication = next(iter(case.publications(record.subject)), Publication("", record.subject))
    collected = Collected(own, publication, text, path="")
    claim = replace(
        record.claim,
        locator=span,
        event=_event(case, record),
        speakers=(room("publisher_speaker")(collected), *record.claim.speakers),
        sentence=sentence_around(text.content, span.start, span.end),
        step=BY_HAND,
        score=1.0,
        by=record.by,
    )
    (resolved,) = list(_resolve()([Reading(collected, claims=(claim,))]))
    before, behind = spoken_around(text.content, span.start, span.end)
    return replace(record, claim=with_ids(resolved.claims[0]), before=before, behind=behind)


@cache
def _resolve() -> Callable[[Iterable[Reading]], Iterable[Reading]]:
    """Finds places and actors, which are not a person's to know by id; times are as the person states them."""
    opened: Callable[[Iterable[Reading]], Iterable[Reading]] = room("resolve")(times=False).open()
    return opened


def _checked_span(record: CodedClaim, text: Text) -> TextSpan:
    span = record.claim.locator
    if not isinstance(span, TextSpan):
        raise InputError("a claim without words", record.subject, "select the words that carry it")
    if span.text and span.text != text.id:
        raise InputError("the document was read out anew since", record.subject, "load it again and select the words")
    if not (0 <= span.start < span.end <= len(text.content)) or text.content[span.start : span.end] != span.quote:
        raise InputError(
            f"these words do not stand at {span.start} to {span.end}", record.subject, "select the words again"
        )
    if not span.quote.strip():
        raise InputError("no words are selected", record.subject, "select the words that carry the claim")
    page = next((block.page for block in text.blocks if block.start <= span.start < block.end), None)
    return replace(span, text=text.id, page=page)


def _check_value(value: Value, allowed: Sequence[str], slot: str) -> None:
    if value.type not in allowed:
        raise InputError(
            f"an answer of type {value.type} to the question {slot}", slot, f"give one of {', '.join(allowed)}"
        )
    if isinstance(value, Category):
        if value.scheme != slot:
            raise InputError(f"a code of {value.scheme}, not of {slot}", slot, f"give a code of {slot}")
        if slot == "intent" and value.code not in room("intent_labels")():
            known = ", ".join(room("intent_labels")())
            raise InputError(f"there is no intent {value.code!r}", slot, f"give one of {known}")


def _event(case: Any, record: CodedClaim) -> Any:
    event = record.claim.event
    if event.id:
        known = {claim.event.id: claim.event for claim in case.claims(document=record.subject)}
        if event.id in known:
            return known[event.id]
        # The event may have been made by an earlier version of this record, which nothing else is about.
        for one in _history(case, record.subject):
            if one.claim.event.id == event.id:
                return one.claim.event
        raise CaseError("the document tells of no such event", event.id, "leave it out to begin a new one")
    if event.type not in room("event_kinds")():
        raise InputError(f"there is no kind of event {event.type!r}", record.subject, "see the list of kinds")
    return replace(event, id=event_id(record.subject, event.type, f"hand:{normalised_words(event.label) or record.id}"))


def sentence_around(content: str, start: int, end: int) -> str:
    """Return the sentence around a stretch of a text: from stop to stop, or within its line where there is none."""
    low = max(0, start - _SENTENCE)
    for stop in _END.finditer(content, low, start):
        low = stop.end()
    behind = _END.search(content, max(start, end - 1), min(len(content), end + _SENTENCE))
    high = min(len(content), end + _SENTENCE) if behind is None else behind.end()
    return content[min(low, start) : max(high, end)].strip()


def _decision(record: CodedClaim, on: Claim, decision: Decision, why: str) -> Judgement:
    span = on.locator
    return Judgement(
        f"coded-{secrets.token_hex(10)}",
        TargetKind.STATEMENT,
        on.statement,
        decision,
        record.by,
        record.at,
        why,
        document=record.subject,
        quote="" if isinstance(span, ImageRegion | MediaRange) else span.quote,
        slot=on.slot,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
