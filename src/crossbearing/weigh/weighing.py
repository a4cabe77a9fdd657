"""Weighs one incident: for each question positions, verdict and reason; and what follows from all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from crossbearing.model.appraisals import Appraisal
from crossbearing.model.findings import Finding, OneSide
from crossbearing.model.grades import SignedGrade
from crossbearing.model.ids import finding_id
from crossbearing.model.incidents import Incident
from crossbearing.model.protocols import CaseReader, Weighed
from crossbearing.resources.bodies import Bodies, known_bodies
from crossbearing.resources.vocabulary import event_kinds, slots
from crossbearing.weigh.accounts import given_up, standings
from crossbearing.weigh.answers import Answer, Question
from crossbearing.weigh.channels import with_channels
from crossbearing.weigh.criteria import criteria_of
from crossbearing.weigh.denials import without_denied_circumstances
from crossbearing.weigh.evidence import assess
from crossbearing.weigh.explaining import as_edited
from crossbearing.weigh.gathering import answers_from
from crossbearing.weigh.holdings import holdings_of, outlet_tally, position_of, unknown_holdings
from crossbearing.weigh.hypotheses import propose
from crossbearing.weigh.independence import one_side
from crossbearing.weigh.phases import course
from crossbearing.weigh.positions import Grouping, group
from crossbearing.weigh.ranges import ranges_of
from crossbearing.weigh.records import records_of
from crossbearing.weigh.shares import told_as_parts
from crossbearing.weigh.sides import sides_of
from crossbearing.weigh.signing import grades_of
from crossbearing.weigh.verdicts import decide

__all__ = ["Weighing", "finding_of"]


class Weighing:
    """The default weigher (`crossbearing.model.protocols.Weigher`).

    Args:
        bodies: Tells families of bodies by name; without it, by the program's own table of actors.
    """

    def __init__(self, bodies: Bodies | None = None) -> None:
        self._bodies = bodies or known_bodies()

    def __call__(self, incident: Incident, reader: CaseReader) -> Weighed:
        """Return what the accounts of an incident come to: findings, explanations, ranges, criteria and its course.

        Args:
            incident: The incident, with its members.
            reader: The case; its origins must be those that linking gave together with the incident.
        """
        incident, gathered = answers_from(incident, reader)
        answers = told_as_parts(without_denied_circumstances(with_channels(gathered, self._bodies)), self._bodies)
        by_question: dict[Question, list[Answer]] = {}
        for answer in answers:
            by_question.setdefault(answer.question, []).append(answer)
        groupings = {question: group(found, given_up(found)) for question, found in by_question.items()}
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
        judgements = list(reader.judgements())
        hypotheses = as_edited(
            incident.id,
            propose(incident.id, label, {question: groupings[question] for question in in_order}, self._bodies),
            judgements,
        )
        grades = grades_of(judgements)
        graded = {answer.claim.statement for answer in answers} | {answer.upstream.holder for answer in answers}
        graded.add(incident.id)
        appraisal = Appraisal(
            incident=incident.id,
            ranges=tuple(
                found for finding in findings for found in ranges_of(finding, sides, best=_best(grades, finding.id))
            ),
            criteria=criteria_of(incident.id, findings, sides, self._bodies, signed=grades),
            course=course(incident, gathered),
            assessment=assess(incident.id, hypotheses, findings, judgements, grades),
            records=records_of(findings, grades),
            grades=tuple(one for one in grades if one.target in graded),
        )
        return Weighed(incident=incident.id, findings=findings, hypotheses=hypotheses, appraisal=appraisal)


def _best(grades: Iterable[SignedGrade], finding: str) -> list[SignedGrade]:
    return [grade for grade in grades if grade.scale == "ucdp_best" and grade.target == finding]


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
    standing = standings([*stands, *grouping.spanning], grouping.unknowns)
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
