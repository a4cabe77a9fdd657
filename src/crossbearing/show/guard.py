"""A case with what is held back taken out of it: what every export, dossier, list and answer reads.

Where a document is held back, the incidents it tells of are weighed anew without it, so that no verdict, range or
reason tells what it said; with leave to tell its figures, they are weighed with its figures and without its words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from crossbearing.model.appraisals import Appraisal
from crossbearing.model.claims import Claim
from crossbearing.model.documents import Document, Mark, Publication, Text
from crossbearing.model.errors import CaseError
from crossbearing.model.findings import Finding
from crossbearing.model.hypotheses import Hypothesis
from crossbearing.model.incidents import Carry, Incident, Origin
from crossbearing.model.judgements import Anchoring, Judgement
from crossbearing.model.locators import PageBox, TableCell, TextSpan
from crossbearing.model.protocols import SearchHit, Weighed, Weigher
from crossbearing.model.relations import IncidentRelation
from crossbearing.model.steps import Reject
from crossbearing.model.values import Place, Relation, TextValue, When
from crossbearing.show.clearance import cleared
from crossbearing.show.guard_pages import GuardedPages
from crossbearing.show.guard_records import GuardedRecords
from crossbearing.show.held import HELD_BACK, Held

__all__ = ["GuardedCase"]


@dataclass(frozen=True)
class _Taken:
    """What follows from what is held back, in one state of the case.

    Args:
        held: What is held back.
        claims: Ids of claims that are held back, wholly or but for their figures.
        gone: Those of them that are not told at all.
        statements: Their statements.
        incidents: The incidents they belong to, as they may be told; None for one that nothing else tells of.
        names: Names of files held back.
        spoken: Sentences of speakers held back, by the document, itself not held back, that they stand in.
        weighed: What was weighed anew so far.
    """

    held: Held = field(default_factory=Held)
    claims: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    statements: frozenset[str] = frozenset()
    incidents: dict[str, Incident | None] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    spoken: dict[str, tuple[str, ...]] = field(default_factory=dict)
    weighed: dict[str, Weighed] = field(default_factory=dict)

    def told(self, claim: Claim) -> Claim | None:
        """Return a claim as it may be told: whole, bare of words, or not at all.

        Of what others say in the sentence of a speaker held back the answer is told, and none of the words.
        """
        shown = self.held.claim(claim) if self.held else claim
        said = self.spoken.get(claim.document, ())
        if shown is None or not said:
            return shown
        if _inside(shown, said):
            if isinstance(shown.value, TextValue):
                return None
            text = shown.locator.text if isinstance(shown.locator, TextSpan) else ""
            shown = replace(shown, locator=TextSpan(text, 0, 0, ""), sentence="")
        return replace(shown, sentence=_blotted(shown.sentence, said))

    def hidden(self, key: str) -> bool:
        """Tell whether an id is that of a document, claim or statement held back."""
        return key in self.statements or key in self.claims or key in self.held.documents


class _GuardedMaterial:
    """Documents, texts and claims without what is held back; see `GuardedCase`."""

    def __init__(self, case: Any, weigh: Weigher, *, allowed: bool, strict: bool, today: Callable[[], str]) -> None:
        self._case = case
        self._strict = strict
        self._weigh = weigh
        self._allowed = allowed
        self._today = today
        self._state: tuple[tuple[str, str], _Taken] = (("", ""), _Taken())

    def __getattr__(self, name: str) -> Any:
        # What else a store can do is about no document's words: counts, settings, the log, writing.
        return getattr(self._case, name)

    @property
    def whole(self) -> Any:
        """The case with everything in it."""
        return self._case

    def held(self) -> Held:
        """Return what is held back in the present piece of work; nothing for those who may see it."""
        return self._taken().held

    def documents(self) -> Iterator[Document]:
        """Yield all documents; those held back are counted and nothing else."""
        held = self.held()
        yield from map(held.document, self._case.documents())

    def publications(self, document: str | None = None) -> Iterator[Publication]:
        """Yield publications; those of documents held back are counted and nothing else."""
        held = self.held()
        yield from map(held.publication, self._case.publications(document))

    def texts(self, document: str | None = None) -> Iterator[Text]:
        """Yield working texts of documents that are not held back, the words of speakers held back blotted out."""
        taken = self._taken()
        for text in self._case.texts(document):
            if text.document not in taken.held.documents:
                said = taken.spoken.get(text.document)
                yield replace(text, content=_blotted(text.content, said)) if said else text

    def marks(self, document: str | None = None) -> Iterator[Mark]:
        """Yield marks on documents that are not held back."""
        held = self.held()
        yield from (mark for mark in self._case.marks(document) if mark.document not in held.documents)

    def claims(
        self, *, document: str | None = None, incident: str | None = None, slot: str | None = None
    ) -> Iterator[Claim]:
        """Yield claims as they may be told."""
        taken = self._taken()
        for claim in self._case.claims(document=document, incident=incident, slot=slot):
            shown = taken.told(claim)
            if shown is not None:
                yield shown

    def rejects(self) -> Iterator[Reject]:
        """Yield rejects, without those that name a file held back."""
        names = self._taken().names
        yield from (one for one in self._case.rejects() if not (names and one.where.startswith(names)))

    def search(self, query: str, limit: int = 50) -> Sequence[SearchHit]:
        """Return documents that match; for one held back it is not even told that it matches."""
        taken = self._taken()
        found: Sequence[SearchHit] = self._case.search(query, limit + len(taken.held.documents))
        told = [hit for hit in found if hit.document not in taken.held.documents][:limit]
        return [replace(hit, snippet=HELD_BACK) if hit.document in taken.spoken else hit for hit in told]

    def original(self, document: str) -> bytes:
        """Return the bytes of an original.

        Raises:
            CaseError: If it is held back, is not there, or was altered.
        """
        taken = self._taken()
        if document in taken.held.documents or document in taken.spoken:
            raise CaseError("this document, or words in it, are held back", document, "ask whoever keeps the case")
        data: bytes = self._case.original(document)
        return data

    def pages(self) -> GuardedPages:
        """Return the lists that screens read."""
        return GuardedPages(self._case.pages(), self)

    def records(self) -> Any:
        """Return what people keep of the case, without what is about documents held back."""
        taken = self._taken()
        return GuardedRecords(self._case.records(), taken.hidden, open_=self._open())

    def _open(self) -> bool:
        return not self._strict and cleared(self._allowed)

    def _taken(self) -> _Taken:
        if self._open():
            return _Taken()
        key = (self._case.pages().version(), self._today())
        if self._state[0] != key:
            self._state = (key, self._work_out(key[1]))
        return self._state[1]

    def _work_out(self, today: str) -> _Taken:
        records = self._case.records()
        held = Held.of(records.of("Care"), records.of("SourceCare"), today)
        if not held:
            return _Taken()
        if held.by_speaker:
            touched = [claim for claim in self._case.claims() if held.touches(claim)]
        else:
            touched = [claim for document in held.documents for claim in self._case.claims(document=document)]
        claims = frozenset(claim.id for claim in touched)
        gone = frozenset(claim.id for claim in touched if held.claim(claim) is None)
        names = tuple(one.name for one in self._case.documents() if one.id in held.documents)
        spoken: dict[str, dict[str, None]] = {}
        for claim in touched:
            if claim.document not in held.documents:
                spoken.setdefault(claim.document, {})[claim.sentence] = None
        said = {key: tuple(one for one in sentences if one) for key, sentences in spoken.items()}
        # Free words of others inside such a sentence are those of the speaker all the same.
        beside = {claim.id: claim for key in said for claim in self._case.claims(document=key)
                  if isinstance(claim.value, TextValue) and _inside(claim, said[key])}  # fmt: skip
        statements = frozenset(claim.statement for claim in (*touched, *beside.values()))
        taken = _Taken(held, claims | beside.keys(), gone | beside.keys(), statements, names=names, spoken=said)
        for incident in self._case.incidents():
            if any(member.claim in claims for member in incident.members):
                taken.incidents[incident.id] = self._told(incident, taken)
        return taken

    def _told(self, incident: Incident, taken: _Taken) -> Incident | None:
        """Return an incident as the claims that may be told tell it."""
        members = tuple(member for member in incident.members if member.claim not in taken.gone)
        if not members:
            return None
        left = {member.claim for member in members}
        values = [
            shown.value
            for claim in self._case.claims(incident=incident.id)
            if claim.id in left and (shown := taken.told(claim)) is not None
        ]
        when = incident.when if _is_told(incident.when, values) else None
        where = incident.where if _is_told(incident.where, values) else None
        title = incident.title
        if (when, where) != (incident.when, incident.where):
            parts = [incident.type.replace("_", " ").capitalize()]
            parts += [one.describe() for one in (where, when) if one is not None]
            title = ", ".join(parts)
        return replace(incident, members=members, when=when, where=where, title=title)


def _carries(origin: Origin, taken: _Taken) -> tuple[Carry, ...]:
    """Return who carries whom, without edges that anything held back shows: such an edge would tell that it does."""
    held = set(taken.held.documents)
    return tuple(one for one in origin.carries if not (taken.claims & set(one.claims) or held & set(one.documents)))


def _inside(claim: Claim, sentences: Iterable[str]) -> bool:
    """Return whether a claim's words stand in one of some sentences."""
    quote = claim.locator.quote if isinstance(claim.locator, TextSpan | TableCell | PageBox) else ""
    words = claim.sentence or quote
    return any((quote and quote in sentence) or (words and words in sentence) for sentence in sentences)


def _blotted(text: str, sentences: Iterable[str]) -> str:
    """Return a text with some sentences made unreadable, every other character where it stood."""
    for sentence in sentences:
        blot = "".join(char if char.isspace() else "\N{FULL BLOCK}" for char in sentence)
        text = text.replace(sentence, blot)
    return text


def _is_told(value: Place | When | None, values: Iterable[Any]) -> bool:
    """Return whether any of some answers says what an incident's place or time says."""
    if value is None:
        return True
    near = (Relation.SAME, Relation.REFINES, Relation.REFINED_BY, Relation.OVERLAPS)
    return any(isinstance(one, type(value)) and (one == value or one.compare(value).relation in near) for one in values)


class GuardedCase(_GuardedMaterial):
    """Implements `CaseReader`, and the rest of an open case, over a case: without what its records hold back.

    What may be seen is asked anew at each call (`show.clearance`), so one of these serves people of different rights.

    Args:
        case: The case, with `records()` and `pages()`.
        weigh: Weighs an incident anew.
        allowed: Whether what is held back is shown where nobody said anything.
        strict: Never show it, whoever asks: for what leaves the case.
        today: Returns the day, an ISO date, that embargoes are measured by.
    """

    def __init__(
        self,
        case: Any,
        weigh: Weigher,
        *,
        allowed: bool = False,
        strict: bool = False,
        today: Callable[[], str] = lambda: datetime.now(UTC).date().isoformat(),
    ) -> None:
        super().__init__(case, weigh, allowed=allowed, strict=strict, today=today)

    def incidents(self) -> Iterator[Incident]:
        """Yield incidents as they may be told."""
        taken = self._taken()
        for incident in self._case.incidents():
            told = taken.incidents.get(incident.id, incident)
            if told is not None:
                yield told

    def incident(self, incident: str) -> Incident:
        """Return one incident, by its id or by an alias of it.

        Raises:
            CaseError: If there is none, or nothing of it may be told.
        """
        found: Incident = self._case.incident(incident)
        told = self._taken().incidents.get(found.id, found)
        if told is None:
            raise CaseError("all that is known of this incident is held back", found.id, "ask whoever keeps the case")
        return told

    def findings(self, incident: str | None = None) -> Iterator[Finding]:
        """Yield findings, of incidents that hold anything back as they come out without it."""
        yield from self._conclusions("findings", incident)

    def hypotheses(self, incident: str | None = None) -> Iterator[Hypothesis]:
        """Yield rival explanations, likewise."""
        yield from self._conclusions("hypotheses", incident)

    def appraisals(self, incident: str | None = None) -> Iterator[Appraisal]:
        """Yield what weighing told beyond findings, likewise."""
        yield from self._conclusions("appraisal", incident)

    def origins(self, incident: str | None = None) -> Iterator[Origin]:
        """Yield origins, without claims and reasons that are held back."""
        taken = self._taken()
        for origin in self._case.origins(incident):
            hidden = taken.claims & set(origin.claims)
            if not hidden:
                yield replace(origin, carries=_carries(origin, taken)) if taken.claims else origin
                continue
            claims = tuple(claim for claim in origin.claims if claim not in taken.gone)
            links = tuple(link for link in origin.links if link.claim not in taken.claims)
            open_ = [link for link in links if link.holder or link.source]
            if claims:
                known = {name for link in open_ for name in (link.holder_family, link.source_family)}
                holders = {name for link in open_ for name in (link.holder, link.source)}
                yield replace(
                    origin,
                    claims=claims,
                    links=links,
                    family=origin.family if origin.family in known else "",
                    holders=tuple(name for name in origin.holders if name in holders),
                    reasons=(),
                    carries=_carries(origin, taken),
                )

    def relations(self, incident: str | None = None) -> Iterator[IncidentRelation]:
        """Yield how incidents stand to one another, as far as nothing held back says so."""
        taken = self._taken()
        for one in self._case.relations(incident):
            known = all(taken.incidents.get(key, True) is not None for key in (one.incident, one.other))
            said = bool(taken.claims & set(one.claims) or set(taken.held.documents) & set(one.documents))
            # What follows from place, time and figures may follow from those that are held back.
            follows = not one.told and bool({one.incident, one.other} & set(taken.incidents))
            if known and not said and not follows:
                yield one

    def judgements(self) -> Iterator[Judgement]:
        """Yield all judgements; those on what is held back without their words."""
        taken = self._taken()
        yield from (taken.held.judgement(one, taken.hidden) for one in self._case.judgements())

    def judged(self, targets: Iterable[str]) -> list[Judgement]:
        """Return all judgements on some targets, likewise."""
        taken = self._taken()
        return [taken.held.judgement(one, taken.hidden) for one in self._case.judged(targets)]

    def anchored(self) -> Iterator[tuple[Judgement, Anchoring, str]]:
        """Yield judgements on statements with what they are tied to, likewise."""
        taken = self._taken()
        for judgement, how, statement in self._case.anchored():
            yield taken.held.judgement(judgement, taken.hidden), how, statement

    def _conclusions(self, what: str, incident: str | None) -> Iterator[Any]:
        taken = self._taken()
        whole = {"appraisal": "appraisals"}.get(what, what)
        own = None if incident is None else self._case.incident(incident).id
        if own is None or own not in taken.incidents:
            for one in getattr(self._case, whole)(own):
                if one.incident not in taken.incidents:
                    yield one
        for key in (own,) if own is not None else tuple(taken.incidents):
            told = taken.incidents.get(key)
            if told is not None:
                if key not in taken.weighed:
                    taken.weighed[key] = self._weigh(told, self)
                found = getattr(taken.weighed[key], what)
                yield from (found,) if what == "appraisal" and found is not None else found or ()
