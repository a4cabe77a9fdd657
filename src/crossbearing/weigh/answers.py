"""Claims of an incident as answers: with what they rest on, which outlets carried them, and when they appeared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from crossbearing.model.actors import Stance
from crossbearing.model.claims import WHOLE, Basis, Claim
from crossbearing.model.documents import Publication
from crossbearing.model.incidents import Certainty, Incident, Origin, Upstream
from crossbearing.model.judgements import Decision, Judgement
from crossbearing.model.values import Actors, Category, Count, CountKind, Group, Items, Value, When
from crossbearing.resources.vocabulary import Slot

__all__ = ["Answer", "Question", "answers_of", "question_of"]

# Questions about the happening as a whole, whichever of its parts or sequels a sentence is about.
_OF_THE_WHOLE_INCIDENT = frozenset(
    {
        "intent",
        "intended_target",
        "motive",
        "legal_characterisation",
        "cause",
        "responsibility",
        "warning",
        "deconfliction",
        "collusion",
        "process",
        "sequence",
        "phase",
        "control",
        "reinforcement",
        "presence",
        "other",
    }
)
_CIRCUMSTANCES = frozenset({"when.start", "when.end", "where", "duration"})
_OF_AN_ATTACK = frozenset({"method", "attacker", "struck"})
_NO_ATTACKS = frozenset({"investigation", "communication", "surveillance", "movement"})
_NO_ANSWER = frozenset({Stance.DECLINES, Stance.CANNOT_SAY, Stance.CONDITIONAL})


@dataclass(frozen=True, slots=True)
class Question:
    """What is compared with what: answers to one slot, of one scope, in one unit or of one kind of thing."""

    slot: str
    scope: str
    unit: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One claim as an answer to one question.

    Args:
        claim: The claim, its value corrected where a person corrected it.
        question: What it answers.
        upstream: What it rests on.
        family: Family of bodies whose answer it is, or empty.
        origin: Id of its origin, or empty.
        outlets: Publishers that carried it, earliest first.
        appeared: ISO date or time of its appearance, `~` for an unknown one, so that it sorts behind all known ones.
        confirmed: Whether a person has accepted or corrected it.
        along_with: Slot with which it is merely denied together (`denials`), or empty.
        channel: Account that it belongs to where its body speaks through several (`channels`), or empty.
    """

    claim: Claim
    question: Question
    upstream: Upstream
    family: str
    origin: str
    outlets: tuple[str, ...]
    appeared: str
    confirmed: bool
    along_with: str = ""
    channel: str = ""

    @property
    def value(self) -> Value:
        """The answer itself."""
        return self.claim.value

    @property
    def denied(self) -> bool:
        """Whether it rejects the value instead of holding it."""
        return self.claim.stance is Stance.DENIES

    @property
    def retracts(self) -> bool:
        """Whether it withdraws the value."""
        return self.claim.stance is Stance.RETRACTS

    @property
    def opinion(self) -> bool:
        """Whether it is told as a mere opinion, which no report could check: shown, and no answer of the incident."""
        return self.claim.basis is Basis.OPINION

    @property
    def gives_none(self) -> bool:
        """Whether it states no answer: declined, unsaid, an opinion, or nothing that could be compared."""
        if self.claim.stance in _NO_ANSWER or self.along_with or self.opinion:
            return True
        return not self.value.determinate and not self.value.vague

    @property
    def account(self) -> str:
        """Whose account it is: that of the body which speaks through several names, else `own_account`."""
        return self.channel or self.own_account

    @property
    def own_account(self) -> str:
        """Whose account it is by name: the holder's, or the credited family's where this is another one.

        Empty where no origin is stated.
        """
        upstream = self.upstream
        if upstream.source and upstream.source_family != upstream.holder_family:
            return upstream.source
        return upstream.holder

    @property
    def order(self) -> tuple[str, str, str]:
        """Sort key: first appearance, outlet, claim id."""
        return (sortable(self.appeared), self.outlets[0] if self.outlets else "", self.claim.id)


def sortable(moment: str) -> str:
    """Return a date of any precision so that it sorts behind all finer dates within it (`2016-09` ends September)."""
    return f"{moment}~" if len(moment) < 10 else moment


def question_of(claim: Claim, slot: Slot, related: str) -> Question:
    """Return what a claim is compared with.

    Args:
        claim: The claim.
        slot: Its slot.
        related: Kind of the related happening it is about, or empty.
    """
    scope = claim.scope if claim.scope.startswith("part") else WHOLE
    stage = claim.event.phase or 1
    if slot.name == "when.start" and scope == WHOLE and stage > 1:
        scope = f"part: stage {stage}"  # when the second strike came is not when it began
    if related and slot.name not in _OF_THE_WHOLE_INCIDENT:
        scope = f"event: {related}" if scope == WHOLE else f"event: {related}; {scope}"
    return Question(slot.name, scope, _unit(claim.value, slot))


def _unit(value: Value, slot: Slot) -> str:
    if isinstance(value, When):
        return "relative to an event" if value.anchor is not None else ""
    if slot.many:
        if isinstance(value, Items):
            return value.kind
        if isinstance(value, Group):
            return value.status.value
        return value.type
    count = value.count if isinstance(value, Group | Items) else value
    if isinstance(count, Count) and count.unit_defined:
        return count.unit
    return ""


def answers_of(
    incident: Incident,
    claims: Iterable[Claim],
    *,
    publications: Mapping[str, Sequence[Publication]],
    names: Mapping[str, str],
    origins: Iterable[Origin],
    decisions: Mapping[str, Judgement],
    slots: Mapping[str, Slot],
) -> list[Answer]:
    """Return the answers that an incident's claims give, in order of first appearance.

    Args:
        incident: The incident.
        claims: Its claims, in any order; those that are no members of it are left out.
        publications: Publications by document id.
        names: Document names by document id, for documents whose publisher nothing states.
        origins: Origins of the incident.
        decisions: Standing decisions by statement id: rejected claims are left out, corrected ones changed.
        slots: All slots by name; claims of other slots are left out.
    """
    related = {member.claim: member.related for member in incident.members}
    rests_on = {link.claim: (origin, link) for origin in origins for link in origin.links}
    found = []
    for claim in claims:
        slot = slots.get(claim.slot)
        decision = decisions.get(claim.statement)
        if slot is None or claim.id not in related or _asks_nothing(claim, related[claim.id]):
            continue
        if decision is not None and decision.decision is Decision.REJECT:
            continue
        judged = replace(claim, value=_as_the_slot_has_it(_judged_value(claim, decision), slot))
        origin, upstream = rests_on.get(claim.id) or (None, Upstream(claim.id, "", "", certainty=Certainty.NONE))
        published = sorted(publications.get(claim.document, ()), key=_by_date)
        outlets = tuple(dict.fromkeys(one.publisher for one in published if one.publisher))
        if not outlets:
            outlets = (f"publisher not stated ({names.get(claim.document, claim.document)})",)
        found.append(
            Answer(
                claim=judged,
                question=question_of(judged, slot, related[claim.id]),
                upstream=upstream,
                family=origin.family if origin is not None else "",
                origin=origin.id if origin is not None else "",
                outlets=outlets,
                appeared=_appeared(claim, published),
                confirmed=_confirmed(claim, decision),
            )
        )
    return sorted(found, key=lambda answer: answer.order)


def _asks_nothing(claim: Claim, related: str) -> bool:
    """Whether a claim answers a question that nobody asks.

    By what kind of attack, by which attacker and against whom an inquiry that followed was made; and when and where
    something is said not to have happened.
    """
    if claim.event.negated and related and claim.slot in _CIRCUMSTANCES:
        return True
    return bool(related) and claim.slot in _OF_AN_ATTACK and related in _NO_ATTACKS


def _confirmed(claim: Claim, decision: Judgement | None) -> bool:
    """Whether a person stands behind a claim: by a decision on it, or by having coded it."""
    if decision is None:
        return bool(claim.by)
    return decision.decision in (Decision.ACCEPT, Decision.CORRECT)


def _by_date(publication: Publication) -> tuple[str, str]:
    return (sortable(publication.published or "~"), publication.id)


def _judged_value(claim: Claim, decision: Judgement | None) -> Value:
    corrected = decision is not None and decision.decision is Decision.CORRECT
    return decision.value if decision is not None and corrected and decision.value is not None else claim.value


def _as_the_slot_has_it(value: Value, slot: Slot) -> Value:
    """Return the value with the slot's rule for sets of bodies and for codes, and running totals as totals."""
    if isinstance(value, Category) and value.exclusive != slot.exclusive:
        return replace(value, exclusive=slot.exclusive)
    if isinstance(value, Actors) and value.open != slot.open:
        return replace(value, open=slot.open)
    # A running total is a total as far as it had got: it is compared with totals, and later ones supersede it.
    if isinstance(value, Count) and value.kind is CountKind.CUMULATIVE:
        return replace(value, kind=CountKind.TOTAL)
    if isinstance(value, Group | Items) and value.count.kind is CountKind.CUMULATIVE:
        return replace(value, count=replace(value.count, kind=CountKind.TOTAL))
    return value


def _appeared(claim: Claim, published: Sequence[Publication]) -> str:
    said = claim.speakers[-1].said_at if claim.speakers and claim.speakers[-1].said_at[:4].isdigit() else ""
    earliest = next((one.published for one in published if one.published), "")
    return said or earliest or "~"
