"""What weighing tells of the invented incident beyond its findings, with signed judgements of two invented people."""

from __future__ import annotations

from types import SimpleNamespace

from crossbearing.model.appraisals import Appraisal, FigureGiven, SourceRecord
from crossbearing.model.claims import EventRelationKind
from crossbearing.model.counting import CountingRule
from crossbearing.model.course import Course, OrderGiven, Step, Telling
from crossbearing.model.grades import CriteriaSheet, Criterion, Met, SignedGrade
from crossbearing.model.hypotheses import (
    Assessment,
    Bearing,
    Cell,
    Evidence,
    Missing,
    Rating,
    Score,
    Sensitivity,
)
from crossbearing.model.ids import finding_id
from crossbearing.model.judgements import Decision, Judgement, TargetKind
from crossbearing.model.ranges import Known, Practice, PracticeRange
from crossbearing.model.relations import IncidentRelation
from crossbearing.model.values import TextValue
from tests.show.cast import clock, dead
from tests.show.memory import MemoryCase

__all__ = ["RULES", "appraise"]

RULES = tuple(
    CountingRule(topic, f"The rule on {topic}.", "Only September 2016." if topic == "scope" else "")
    for topic in ("scope", "inclusion", "status", "vague_words")
)
"""Counting rules of the invented case."""

WHEN = "2031-05-04T10:00:00+00:00"
FIRST, SECOND = "First Reviewer", "Second Reviewer"


def appraise(case: MemoryCase, incident: str, told: SimpleNamespace) -> None:
    """Add what weighing tells beyond findings, and the judgements behind it."""
    killed = finding_id(incident, "killed", "whole", "")
    case.rules = {name: text for rule in RULES for name, text in rule.meta.items()}
    case.appraisal_list.append(
        Appraisal(
            incident=incident,
            ranges=_ranges(killed, told),
            criteria=_criteria(incident, told),
            course=_course(incident, told),
            assessment=_assessment(incident, told),
            records=_records(killed, told),
            grades=(SignedGrade("airwars_harm", incident, "contested", FIRST, WHEN),),
        )
    )
    case.relation_list.append(
        IncidentRelation(
            EventRelationKind.POSSIBLE_DUPLICATE,
            incident,
            "XXX-22BCD",
            told=False,
            reason="Same place and time as the shelling, and no report tells both apart.",
            claims=(told.killed_wiki.id,),
            documents=(told.killed_wiki.document,),
        )
    )
    case.judgement_list.append(
        Judgement(
            "g1",
            TargetKind.GRADE,
            "Reuters",
            Decision.GRADE,
            FIRST,
            WHEN,
            "its own history",
            scale="admiralty_reliability",
            grade="B",
        )
    )


def _ranges(killed: str, told: SimpleNamespace) -> tuple[PracticeRange, ...]:
    rule = ("The rule in a sentence.", "https://example.org/rule")
    return (
        PracticeRange(
            Practice.AIRWARS,
            "belligerents",
            62,
            None,
            90,
            *rule,
            (told.killed_agency.id, told.killed_90.id),
            (),
            ("the highest figure is given as a floor",),
            Known.INFERRED,
            killed,
        ),
        PracticeRange(
            Practice.UCDP,
            "",
            15,
            62,
            90,
            *rule,
            (told.killed_15.id,),
            ("dozens",),
            (),
            Known.SECONDARY,
            killed,
            FIRST,
        ),
        PracticeRange(Practice.ACLED, "", None, 15, None, *rule, (told.killed_15.id,), (), (), Known.SECONDARY, killed),
    )


def _criteria(incident: str, told: SimpleNamespace) -> tuple[CriteriaSheet, ...]:
    signed = (SignedGrade("airwars_harm", incident, "contested", FIRST, WHEN, "two are named"),)
    return (
        CriteriaSheet(
            "airwars_harm",
            "confirmed",
            incident,
            'Criteria of "confirmed", met and not met; this is no grade',
            (
                Criterion("A body said to have struck says so.", Met.MET, "Said by it.", (told.intent_us.id,)),
                Criterion("It accepts that civilians were harmed.", Met.NOT_MET, "It gives none."),
            ),
            "https://example.org/grades",
            signed,
        ),
        CriteriaSheet(
            "airwars_harm",
            "fair",
            incident,
            'Criteria of "fair", met and not met; this is no grade',
            (Criterion("These sources are credible.", Met.CANNOT_TELL, "This is for a person."),),
            "https://example.org/grades",
            signed,
        ),
    )


def _course(incident: str, told: SimpleNamespace) -> Course:
    army = Telling("Syrian army", "Syrian army and government", ("SANA",), (told.start_sana.id,), clock("17:00", 17, 0))
    probe = Telling("", "", ("US Department of Defense",), (told.start_probe.id,), clock("15:55", 15, 55))
    locals_ = Telling("locals", "locals", ("Inside Syria Media Center",), (told.drones.id,))
    return Course(
        incident,
        (
            Step("s1", "air_strike", None, "", (army, probe), (army, probe), (), own=True),
            Step("s2", "air_strike", 2, "the second stage", (locals_,), (), (army,), own=True),
            Step("s3", "shelling", None, "", (probe,), (), (), own=False),
        ),
        (OrderGiven("s1", "s2", (locals_,), (army,), (probe,)),),
        (Telling("locals", "", ("Inside Syria Media Center",), (told.drones.id,), TextValue("the drones came last")),),
        ("s3",),
    )


def _assessment(incident: str, told: SimpleNamespace) -> Assessment:
    rows = (
        Evidence(
            "e1",
            incident,
            finding_id(incident, "warning", "whole", ""),
            "warning",
            "Was an alarm or call made while it went on? a call",
            ("Russian state bodies",),
            ("o1",),
            2,
            independent=True,
            claims=(told.call.id,),
            credibility="high",
            relevance="low",
            diagnosticity=1.0,
        ),
        Evidence(
            id="e2",
            incident=incident,
            finding="",
            slot="",
            text="The place was watched for two days.",
            families=(),
            origins=(),
            outlets=0,
            independent=False,
            claims=(),
            proposed_by=SECOND,
        ),
    )
    ratings = (
        Rating("h1", "e1", Bearing.CONSISTENT, FIRST, WHEN),
        Rating("h2", "e1", Bearing.INCONSISTENT, FIRST, WHEN),
        Rating("h1", "e2", Bearing.INCONSISTENT, FIRST, WHEN),
        Rating("h1", "e2", Bearing.NEUTRAL, SECOND, WHEN),
    )
    return Assessment(
        evidence=rows,
        cells=(
            Cell("h1", "e1", Bearing.CONSISTENT, ratings[:1]),
            Cell("h2", "e1", Bearing.INCONSISTENT, ratings[1:2]),
            Cell("h1", "e2", None, ratings[2:]),
        ),
        scores=(Score("h1", 0, 0.0, 1, 0, 1, 1, 1), Score("h2", 1, 0.75, 1, 0, 1, 2, 2)),
        sensitivity=(Sensitivity("row", "e1", ("h1",), ("h1", "h2"), leads=True),),
        missing=(
            Missing("No report answers: Was notice given beforehand?", slot="deconfliction"),
            Missing("the radar record", proposed_by=FIRST),
        ),
        likelihoods=(SignedGrade("icd203", "h1", "likely", FIRST, WHEN),),
        yardstick="icd203",
        confidence=(SignedGrade("confidence", incident, "low", FIRST, WHEN),),
        unplaced=(Rating("h1", "gone", Bearing.NEUTRAL, FIRST, WHEN),),
    )


def _records(killed: str, told: SimpleNamespace) -> tuple[SourceRecord, ...]:
    return (
        SourceRecord(
            "Syrian Observatory for Human Rights",
            "Syrian Observatory for Human Rights",
            (
                FigureGiven(
                    killed,
                    "killed",
                    dead("83", 83, 83),
                    "2016-09-18",
                    "superseded",
                    "90 a day later",
                    (told.killed_83.id,),
                ),
                FigureGiven(killed, "killed", dead("at least 90", 90), "2016-09-19", "", "", (told.killed_90.id,)),
            ),
            (SignedGrade("admiralty_reliability", "Syrian Observatory for Human Rights", "C", FIRST, WHEN),),
        ),
    )
