"""What one who asks may not see while a second assessment is open: whose decisions and codings, on what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from crossbearing.model.claims import Claim
from crossbearing.model.coding import CodedClaim
from crossbearing.model.errors import CaseError
from crossbearing.model.ids import digest
from crossbearing.model.judgements import Judgement, TargetKind
from crossbearing.model.teamwork import AssessmentState, SecondAssessment

__all__ = ["Unseen", "open_assessments", "persons_hidden_from"]


def open_assessments(case: Any) -> list[SecondAssessment]:
    """Return the second assessments of a case that are open."""
    return [one for one in case.records().of("SecondAssessment") if one.state is AssessmentState.CODING]


def persons_hidden_from(who: str, assessment: SecondAssessment) -> tuple[str, ...]:
    """Return whose decisions somebody may not see: the other person's, both where nobody says who asks, or nobody's."""
    same = assessment.same_person
    if who and not any(same(who, person) for person in assessment.persons):
        return ()
    return tuple(person for person in assessment.persons if not (who and same(who, person)))


@dataclass(frozen=True)
class _Part:
    """What one assessment keeps from view.

    Args:
        incident: Its incident.
        persons: Whose decisions and codings.
        targets: Everything of the incident that can be judged.
        documents: Documents that tell of it.
        coded: Ids of codings elsewhere that somebody said are about it.
    """

    incident: str
    persons: tuple[str, ...]
    targets: frozenset[str]
    documents: frozenset[str]
    coded: frozenset[str]

    def by_them(self, name: str) -> bool:
        return bool(name) and any(SecondAssessment.same_person(name, person) for person in self.persons)

    def hides(self, record: CodedClaim) -> bool:
        return self.by_them(record.claim.by) and (record.subject in self.documents or record.id in self.coded)


@dataclass(frozen=True)
class Unseen:
    """What may not be seen; false where that is nothing.

    Args:
        claims: Claims coded by hand that may not be seen.
        incidents: Ids of the incidents that are assessed or hold such claims.
        parts: What each assessment keeps from view.
    """

    claims: tuple[Claim, ...] = ()
    incidents: frozenset[str] = frozenset()
    parts: tuple[_Part, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def ids(self) -> frozenset[str]:
        """Ids of the claims that may not be seen."""
        return frozenset(claim.id for claim in self.claims)

    @property
    def targets(self) -> frozenset[str]:
        """Everything on which decisions may be hidden."""
        return frozenset[str]().union(*(part.targets for part in self.parts))

    def tag(self) -> str:
        """Return a short text that is another where something else may not be seen."""
        return digest(*sorted(self.ids), *(f"{part.incident} {part.persons}" for part in self.parts))

    def hides(self, judgement: Judgement) -> bool:
        """Return whether a judgement may not be seen."""
        on = (judgement.target, judgement.other, judgement.text)
        return any(not part.targets.isdisjoint(on) and part.by_them(judgement.who) for part in self.parts)

    def seen(self, judgements: Iterable[Judgement]) -> list[Judgement]:
        """Return those judgements that may be seen."""
        return [one for one in judgements if not self.hides(one)]

    def hides_record(self, record: Any) -> bool:
        """Return whether a record may not be seen."""
        return isinstance(record, CodedClaim) and any(part.hides(record) for part in self.parts)

    @classmethod
    def of(cls, case: Any, who: str) -> Unseen:
        """Return what somebody may not see of a case.

        A claim that a person codes by hand is hidden in all documents that tell of the incident, whether it is linked
        to it yet or not, and elsewhere where its coder said that it is about the incident.

        Args:
            case: The case, with all that is in it.
            who: The name of the one who asks, or empty.
        """
        opened = [(one, hidden) for one in open_assessments(case) if (hidden := persons_hidden_from(who, one))]
        if not opened:
            return cls()
        coded: Sequence[CodedClaim] = list(case.records().of(CodedClaim.__name__))
        parts = tuple(part for one, hidden in opened if (part := _part(case, one.subject, hidden, coded)) is not None)
        documents = dict.fromkeys(record.subject for record in coded for part in parts if part.hides(record))
        about = {record.claim.statement for record in coded for part in parts if record.id in part.coded}
        claims = tuple(
            claim
            for document in documents
            for claim in case.claims(document=document)
            if any(
                part.by_them(claim.by) and (document in part.documents or claim.statement in about) for part in parts
            )
        )
        holding = case.incidents_of({claim.statement for claim in claims}) if claims else ()
        return cls(claims, frozenset((*(part.incident for part in parts), *holding)), parts)


def _part(case: Any, incident: str, persons: tuple[str, ...], coded: Sequence[CodedClaim]) -> _Part | None:
    try:
        found = case.incident(incident)
    except CaseError:  # the incident is gone; nothing of it is shown either
        return None
    statements = {claim.statement for claim in case.claims(incident=found.id)}
    explanations = {one.id for one in case.hypotheses(found.id)}
    linked = {
        one.target
        for one in case.judged({record.claim.statement for record in coded})
        if one.target_kind is TargetKind.LINK and one.other in (found.id, incident)
    }
    return _Part(
        incident=found.id,
        persons=persons,
        targets=frozenset({found.id, *statements, *explanations}),
        documents=frozenset(member.document for member in found.members),
        coded=frozenset(record.id for record in coded if record.claim.statement in linked),
    )
