"""One incident as the page shows it: at a glance, disputes first, then everything else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from crossbearing.model.findings import Finding, Verdict
from crossbearing.model.hypotheses import Hypothesis
from crossbearing.model.incidents import Incident
from crossbearing.model.judgements import Decision
from crossbearing.model.values import TimePrecision
from crossbearing.show.dossier.appraisal import AppraisalView, RangeView, RelationView, appraisal_view, relation_views
from crossbearing.show.dossier.carries import Carrier, carriers
from crossbearing.show.dossier.context import Labels, Outlines
from crossbearing.show.dossier.findings import Answer, FindingView, answers
from crossbearing.show.dossier.maps import MapView, map_view
from crossbearing.show.dossier.material import CaseMaterial, IncidentMaterial
from crossbearing.show.dossier.matrix import Matrix, matrix
from crossbearing.show.dossier.sources import Sources, sentence, sources
from crossbearing.show.dossier.statements import Statement, Statements
from crossbearing.show.dossier.timeline import Timeline, timeline
from crossbearing.show.dossier.words import VERDICTS, VerdictWords, finding_around, plural, when_words

__all__ = ["Card", "Explanation", "IncidentView", "Tally", "card", "incident_view"]

_PEOPLE = ("killed", "wounded", "casualties", "missing", "captured")
_THINGS = ("losses", "damage")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings came to one verdict, and their share of all, in hundredths."""

    verdict: VerdictWords
    number: int
    share: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A rival explanation with what is offered for and against it."""

    question: str
    text: str
    held_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    offered: tuple[Statement, ...]
    against: tuple[Statement, ...]
    proposed_by: str
    edited_by: str


@dataclass(frozen=True, slots=True)
class Loss:
    """A finding on losses with its answers, those of several bodies in the same words taken together, and ranges."""

    finding: FindingView
    answers: tuple[Answer, ...]
    ranges: tuple[RangeView, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An incident in the list of all.

    Args:
        id: Its id.
        title: Its title.
        kind: Kind of event in words.
        when: Date in words, or empty.
        where: Place in words, or empty.
        documents: Number of documents.
        claims: Number of claims.
        tallies: Verdicts.
        anchor: Where it is shown in full, or empty.
    """

    id: str
    title: str
    kind: str
    when: str
    where: str
    documents: int
    claims: int
    tallies: tuple[Tally, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class IncidentView:
    """An incident in full.

    Args:
        card: Its head.
        counting: Documents and outlets in one sentence.
        machine: Number of claims nobody has judged.
        confirmed: Number of claims a person accepted or corrected.
        rejected: Number of claims a person rejected.
        unsure: Number of claims a person left open.
        disputed: Findings on which accounts conflict or changed.
        disputed_around: The same, about related happenings.
        quiet: Why nothing is listed as disputed, where nothing is.
        matrix: Questions about the incident itself, by origins.
        around: Questions about related happenings, by origins.
        timeline: When.
        map: Where, or None.
        people: Findings on persons harmed.
        things: Findings on things lost or damaged.
        explanations: Rival explanations.
        sources: Publishers and origins.
        carriers: Who carries whom, with the words that show it.
        appraisal: Ranges, course, evidence, criteria and what each source gave.
        relations: How it stands to other incidents.
    """

    card: Card
    counting: str
    machine: int
    confirmed: int
    rejected: int
    unsure: int
    disputed: tuple[FindingView, ...]
    disputed_around: tuple[FindingView, ...]
    quiet: str
    matrix: Matrix
    around: Matrix
    timeline: Timeline
    map: MapView | None
    people: tuple[Loss, ...]
    things: tuple[Loss, ...]
    explanations: tuple[Explanation, ...]
    sources: Sources
    carriers: tuple[Carrier, ...]
    appraisal: AppraisalView
    relations: tuple[RelationView, ...]


def _tallies(findings: tuple[Finding, ...]) -> tuple[Tally, ...]:
    counted = Counter(finding.verdict for finding in findings)
    total = sum(counted.values()) or 1
    return tuple(
        Tally(words, counted[verdict], round(100 * counted[verdict] / total, 2))
        for verdict, words in VERDICTS.items()
        if counted[verdict]
    )


def card(incident: Incident, findings: tuple[Finding, ...], labels: Labels, *, full: bool) -> Card:
    """Return an incident as an entry of the list."""
    return Card(
        id=incident.id,
        title=incident.title or incident.id,
        kind=labels.event(incident.type) if incident.type else "",
        when=when_words(incident.when, zone=False) if incident.when else "",
        where=incident.where.describe() if incident.where else "",
        documents=len({member.document for member in incident.members}),
        claims=len({member.claim for member in incident.members}),
        tallies=_tallies(findings),
        anchor=f"i-{incident.id}" if full else "",
    )


def _loss(view: FindingView, finding: Finding, statements: Statements, appraisal: AppraisalView) -> Loss:
    held = [holding for position in finding.positions for holding in position.holdings]
    return Loss(
        view,
        answers(held, statements, together=True)
        + answers(finding.spanning, statements, spanning=True, together=True)
        + answers(finding.unknowns, statements, together=True),
        appraisal.ranges.get(finding.id, ()),
    )


def _explanation(hypothesis: Hypothesis, statements: Statements, labels: Labels) -> Explanation:
    return Explanation(
        question=labels.question(hypothesis.slot) if hypothesis.slot else "Put in by a person",
        text=hypothesis.text,
        held_by=hypothesis.held_by,
        denied_by=hypothesis.denied_by,
        offered=statements.of(hypothesis.claims),
        against=statements.of(hypothesis.claims_against),
        proposed_by="" if hypothesis.proposed_by == "machine" else hypothesis.proposed_by,
        edited_by=hypothesis.edited_by,
    )


def incident_view(
    part: IncidentMaterial, material: CaseMaterial, statements: Statements, labels: Labels, outlines: Outlines
) -> IncidentView:
    """Return an incident in full."""
    happened = part.incident.when
    if happened is not None and happened.start is not None and happened.precision is TimePrecision.DAY:
        statements = statements.on(happened.start.date())
    own = [finding for finding in part.findings if not finding_around(finding, labels)]
    table = matrix(own, statements, labels)
    around = matrix([finding for finding in part.findings if finding not in own], statements, labels)
    rows = [row.finding for row in table.rows]
    order = (VERDICTS[Verdict.DISPUTED], VERDICTS[Verdict.CHANGED_ACCOUNT])
    decisions = Counter(material.decisions.get(claim.statement) for claim in part.claims.values())
    found = sources(part, material)
    every = rows + [row.finding for row in around.rows]
    disputed = tuple(row for verdict in order for row in rows if row.verdict == verdict)
    aside = tuple(row for verdict in order for row in every if row.verdict == verdict and row.around)
    appraisal = appraisal_view(part.appraisal, part.hypotheses, statements, labels)
    titles = {incident.id: incident for incident in material.incidents}
    losses = [
        _loss(row, finding, statements, appraisal)
        for row, finding in zip(rows, own, strict=True)
        if finding.slot in _PEOPLE + _THINGS
    ]
    return IncidentView(
        card=card(part.incident, part.findings, labels, full=True),
        counting=sentence(found),
        machine=decisions[None],
        confirmed=decisions[Decision.ACCEPT] + decisions[Decision.CORRECT],
        rejected=decisions[Decision.REJECT],
        unsure=decisions[Decision.UNSURE],
        disputed=disputed,
        disputed_around=aside,
        quiet="" if disputed else _quiet(rows, found),
        matrix=table,
        around=around,
        timeline=timeline(part, material, statements),
        map=map_view(part, statements, outlines),
        people=tuple(loss for loss in losses if loss.finding.slot in _PEOPLE),
        things=tuple(loss for loss in losses if loss.finding.slot in _THINGS),
        explanations=tuple(_explanation(item, statements, labels) for item in part.hypotheses),
        sources=found,
        carriers=carriers(part.origins, statements),
        appraisal=appraisal,
        relations=relation_views(part.incident.id, part.relations, titles, (one.incident.id for one in material.full)),
    )


def _quiet(rows: list[FindingView], found: Sources) -> str:
    if not rows:
        return "No question of this incident has been weighed."
    if len(found.publishers) < 2:
        return "Nothing can be disputed here: only one outlet reports it."
    return (
        f"None of the {plural(len(rows), 'question')} has answers that conflict. That is no proof: see below how many "
        "origins stand behind each."
    )
