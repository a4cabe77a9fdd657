"""Weighs one incident: for each question the positions, the verdict and its reason, and the rival explanations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from crossbearing.model.claims import Claim
from crossbearing.model.documents import Publication
from crossbearing.model.findings import Finding, OneSide
from crossbearing.model.ids import finding_id
from crossbearing.model.incidents import Incident
from crossbearing.model.judgements import Judgement, TargetKind, standing_decisions
from crossbearing.model.protocols import CaseReader, Weighed
from crossbearing.resources.bodies import Bodies, known_bodies
from crossbearing.resources.vocabulary import event_kinds, slots
from crossbearing.weigh.accounts import standings
from crossbearing.weigh.answers import Answer, Question, answers_of
from crossbearing.weigh.denials import without_denied_circumstances
from crossbearing.weigh.holdings import holdings_of, outlet_tally, position_of, unknown_holdings
from crossbearing.weigh.hypotheses import propose
from crossbearing.weigh.independence import one_side
from crossbearing.weigh.positions import Grouping, group
from crossbearing.weigh.shares import told_as_parts
from crossbearing.weigh.sides import sides_of
from crossbearing.weigh.verdicts import decide

__all__ = ["Weighing", "answers_from", "finding_of"]


class Weighing:
    """The default weigher (`crossbearing.model.protocols.Weigher`).

    Args:
        bodies: Tells families of bodies by name; without it, by the program's own table of actors.
    """

    def __init__(self, bodies: Bodies | None = None) -> None:
        self._bodies = bodies or known_bodies()

    def __call__(self, incident: Incident, reader: CaseReader) -> Weighed:
        """Return the findings and rival explanations of an incident.

        Args:
            incident: The incident, with its members.
            reader: The case; its origins must be those that linking gave together with the incident.
        """
        answers = answers_from(incident, reader)
        answers = told_as_parts(without_denied_circumstances(answers), self._bodies)
        by_question: dict[Question, list[Answer]] = {}
        for answer in answers:
            by_question.setdefault(answer.question, []).append(answer)
        groupings = {question: group(found) for question, found in by_question.items()}
        sides = sides_of(groupings, self._bodies)
        known = slots()
        in_order = sorted(
            groupings,
            key=lambda question: (known[question.slot].order, question.scope != "whole", question.scope, question.unit),
        )
        findings = tuple(
            finding_of(incident.id, question, answers=by_question[question], grouping=groupings[question], sides=sides)
            for question in in_order
        )
        kinds = event_kinds()
        label = kinds[incident.type].label if incident.type in kinds else "What happened"
        hypotheses = propose(incident.id, label, {question: groupings[question] for question in in_order})
        return Weighed(incident=incident.id, findings=findings, hypotheses=hypotheses)


def answers_from(incident: Incident, reader: CaseReader) -> list[Answer]:
    """Return all answers that an incident's claims give, in order of first appearance.

    Args:
        incident: The incident, with its members.
        reader: The case; its origins must be those that linking gave together with the incident.
    """
    claims = list(reader.claims(incident=incident.id))
    return answers_of(
        incident,
        claims,
        publications=_publications(claims, reader),
        names=_Names(reader),
        origins=reader.origins(incident.id),
        decisions=_decisions(reader),
        slots=slots(),
    )


def finding_of(
    incident: str,
    question: Question,
    *,
    answers: Sequence[Answer],
    grouping: Grouping,
    sides: Mapping[str, frozenset[str]],
) -> Finding:
    """Return the finding on one question.

    Args:
        incident: Incident id.
        question: Slot, scope and unit.
        answers: The answers to it, in order of appearance.
        grouping: The same answers, grouped.
        sides: For each family the sides of the conflict it is on, as far as the accounts show them.
    """
    slot = slots()[question.slot]
    stands = [stand for position in grouping.positions for stand in position]
    standing = standings([*stands, *grouping.spanning])
    positions = tuple(position_of(position, standing) for position in grouping.positions)
    decided = decide(grouping, positions, disputable=slot.disputable)
    outlets, stating = outlet_tally(answers)
    side = one_side(decided.families, sides) if len(decided.families) > 1 else OneSide.UNKNOWN
    return Finding(
        id=finding_id(incident, question.slot, question.scope, question.unit),
        incident=incident,
        slot=question.slot,
        scope=question.scope,
        unit=question.unit,
        verdict=decided.verdict,
        reason=f"{decided.because[:1].upper()}{decided.because[1:]}.",
        positions=positions,
        spanning=tuple(holding for stand in grouping.spanning for holding in holdings_of(stand, standing)),
        unknowns=unknown_holdings(grouping.unknowns),
        outlets=len(outlets),
        state_origin=len(stating),
        state_none=len(outlets) - len(stating),
        one_side=side,
        machine=sum(1 for answer in answers if not answer.confirmed),
        confirmed=sum(1 for answer in answers if answer.confirmed),
    )


class _Names(Mapping[str, str]):
    """Document names by id, read from the case only if a publisher is missing."""

    def __init__(self, reader: CaseReader) -> None:
        self._reader = reader
        self._names: dict[str, str] | None = None

    def _all(self) -> dict[str, str]:
        if self._names is None:
            self._names = {document.id: document.name for document in self._reader.documents()}
        return self._names

    def __getitem__(self, document: str) -> str:
        return self._all()[document]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def _publications(claims: Iterable[Claim], reader: CaseReader) -> dict[str, list[Publication]]:
    documents = dict.fromkeys(claim.document for claim in claims)
    return {document: list(reader.publications(document)) for document in documents}


def _decisions(reader: CaseReader) -> dict[str, Judgement]:
    return standing_decisions(
        (statement, judgement)
        for judgement, _anchoring, statement in reader.anchored()
        if statement and judgement.target_kind is TargetKind.STATEMENT
    )
