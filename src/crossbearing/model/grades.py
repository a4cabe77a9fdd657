"""Scales on which people grade, what each asks, and how the accounts stand to what it asks.

The program never grades. It shows which criteria the accounts meet; the grade is a person's signed judgement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["SCALES", "YARDSTICKS", "CriteriaSheet", "Criterion", "Graded", "Met", "Scale", "SignedGrade"]


class Graded(StrEnum):
    """What a scale grades."""

    INCIDENT = "incident"
    SOURCE = "source"
    STATEMENT = "statement"
    FINDING = "finding"
    HYPOTHESIS = "hypothesis"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale that people grade on.

    Args:
        name: Its name in commands and files.
        title: What it is called.
        graded: What it grades.
        grades: Each grade with what it means, in order.
        source: Where it can be read.
        default: The grade that holds until a person gives another, or empty.
        number: Whether any whole number of 0 or more is a grade.
    """

    name: str
    title: str
    graded: Graded
    grades: Mapping[str, str]
    source: str
    default: str = ""
    number: bool = False


_AIRWARS = "https://airwars.org/about/methodology/ and https://github.com/rctngle/airwars-archive-2025"
_ADMIRALTY = "NATO AJP-2.1; https://github.com/MISP/misp-taxonomies/blob/main/admiralty-scale/machinetag.json"
_ICD = "https://archive.dni.gov/files/documents/ICD/ICD-203.pdf"
_PHIA = "https://www.gov.uk/government/publications/explaining-uncertainty-in-uk-intelligence-assessment"
_WEIGHTS = "Heuer (1999), chapter 8; no weights of its own: the tools that have them use different ones"
_LEVELS = {"high": "high", "medium": "medium", "low": "low"}

SCALES: Mapping[str, Scale] = {
    scale.name: scale
    for scale in (
        Scale(
            "airwars_harm",
            "Airwars' grade of reported civilian harm",
            Graded.INCIDENT,
            {
                "confirmed": "a belligerent has itself accepted responsibility for civilian harm",
                "fair": "two or more credible sources report it, and the belligerent's near actions are likely or "
                "confirmed",
                "weak": "a single source claims it",
                "contested": "competing attributions: several belligerents are named",
                "discounted": "those killed were combatants, or another party was most likely responsible",
            },
            _AIRWARS,
        ),
        Scale(
            "strike_status",
            "Airwars' strike status",
            Graded.INCIDENT,
            {
                "declared_strike": "a belligerent says that it struck",
                "likely_strike": "two or more sources report a strike of it, and none is named against it",
                "contested_strike": "several belligerents are named",
                "single_source_claim": "a single source claims it",
            },
            _AIRWARS,
        ),
        Scale(
            "admiralty_reliability",
            "reliability of a source (Admiralty A to F)",
            Graded.SOURCE,
            {
                "A": "completely reliable",
                "B": "usually reliable",
                "C": "fairly reliable",
                "D": "not usually reliable",
                "E": "unreliable",
                "F": "cannot be judged, which does not mean bad",
            },
            _ADMIRALTY,
            default="F",
        ),
        Scale(
            "admiralty_credibility",
            "credibility of information (Admiralty 1 to 6)",
            Graded.STATEMENT,
            {
                "1": "confirmed by other, independent sources",
                "2": "probably true: not confirmed, consistent",
                "3": "possibly true: not confirmed, agrees with some",
                "4": "doubtful: not confirmed, possible, no other information",
                "5": "improbable: contradicted",
                "6": "cannot be judged, which does not mean false",
            },
            _ADMIRALTY,
            default="6",
        ),
        Scale(
            "ucdp_best",
            "UCDP's best figure",
            Graded.FINDING,
            {},
            "UCDP Georeferenced Event Dataset, codebook (https://ucdp.uu.se/downloads/)",
            number=True,
        ),
        Scale("credibility", "how far a piece of evidence can be relied on", Graded.EVIDENCE, _LEVELS, _WEIGHTS),
        Scale("relevance", "how much a piece of evidence has to do with it", Graded.EVIDENCE, _LEVELS, _WEIGHTS),
        Scale(
            "icd203",
            "likelihood (ICD 203, first row of words)",
            Graded.HYPOTHESIS,
            {
                "almost no chance": "1 to 5 %",
                "very unlikely": "5 to 20 %",
                "unlikely": "20 to 45 %",
                "roughly even chance": "45 to 55 %",
                "likely": "55 to 80 %",
                "very likely": "80 to 95 %",
                "almost certain": "95 to 99 %",
            },
            _ICD,
        ),
        Scale(
            "icd203_probable",
            "likelihood (ICD 203, second row of words)",
            Graded.HYPOTHESIS,
            {
                "remote": "1 to 5 %",
                "highly improbable": "5 to 20 %",
                "improbable": "20 to 45 %",
                "roughly even odds": "45 to 55 %",
                "probable": "55 to 80 %",
                "highly probable": "80 to 95 %",
                "nearly certain": "95 to 99 %",
            },
            _ICD,
        ),
        Scale(
            "phia",
            "likelihood (PHIA yardstick)",
            Graded.HYPOTHESIS,
            {
                "remote chance": "above 0 to 5 %",
                "highly unlikely": "10 to 20 %",
                "unlikely": "25 to 35 %",
                "realistic possibility": "40 to below 50 %",
                "likely": "55 to 75 %",
                "highly likely": "80 to 90 %",
                "almost certain": "95 to below 100 %",
            },
            _PHIA,
        ),
        Scale(
            "confidence",
            "confidence in an assessment",
            Graded.INCIDENT,
            {"high": "high", "moderate": "moderate", "low": "low"},
            _ICD,
        ),
    )
}
"""All scales by name. What each grade asks is put in our own words."""

YARDSTICKS: tuple[str, ...] = ("icd203", "icd203_probable", "phia")
"""Scales of likelihood; within one incident only one of them may be used (ICD 203 forbids mixing its own two rows)."""


@dataclass(frozen=True, slots=True)
class SignedGrade:
    """A grade that a person has given.

    Args:
        scale: Name of the scale.
        target: What is graded.
        grade: The grade.
        who: Who gave it.
        when: UTC, ISO 8601.
        why: Reason, or empty.
    """

    scale: str
    target: str
    grade: str
    who: str
    when: str
    why: str = ""


class Met(StrEnum):
    """How the accounts stand to a criterion."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that a grade asks.

    Args:
        text: What is asked, as a statement.
        met: How the accounts stand to it.
        reason: Why, in one sentence.
        claims: Ids of the claims that show it.
    """

    text: str
    met: Met
    reason: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CriteriaSheet:
    """The criteria of one grade, met and not met. It is no grade.

    Args:
        scale: Name of the scale.
        grade: The grade whose criteria they are.
        target: What would be graded.
        title: Such as `Criteria of "fair"; no grade`.
        criteria: What it asks.
        source: Where the scale can be read.
        signed: Grades that people have given on this scale, latest of each person.
    """

    scale: str
    grade: str
    target: str
    title: str
    criteria: tuple[Criterion, ...]
    source: str
    signed: tuple[SignedGrade, ...] = ()
