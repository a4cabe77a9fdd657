"""Who speaks in the invented reports, the words for codes, and values made short."""

from __future__ import annotations

from datetime import datetime

from crossbearing.model.actors import Link, Speaker
from crossbearing.model.values import (
    Count,
    Group,
    PersonStatus,
    PlaceCandidate,
    TimePrecision,
    When,
    YearStatus,
    ZoneStatus,
)
from crossbearing.show.dossier.context import Labels

LABELS = Labels(
    questions={
        "when.start": "When did it start?",
        "when.end": "When did it end?",
        "where": "Where?",
        "strikes": "How many strikes?",
        "killed": "How many were killed?",
        "wounded": "How many were wounded?",
        "losses": "Which equipment was lost?",
        "presence": "Who was there?",
        "intent": "Was it meant?",
        "motive": "For what reason?",
        "warning": "Was an alarm or call made while it went on?",
    },
    intent={"mistake": "a mistake", "deliberate": "deliberate"},
    events={"air_strike": "Air strikes", "shelling": "Shelling"},
)

PRIVATE_NAMES = ("Omar Testman", "Testman", "Selma Invented", "Listed Firstname")
"""Names of the invented private persons in the case."""

SYRIA = Speaker("Syrian army", "syrian-army", kind="military")
RUSSIA = Speaker("Russian Defence Ministry", "russian-mod", kind="agency")
KONASHENKOV = Speaker("Igor Konashenkov", kind="person", link=Link.SPEAKS_FOR)
US = Speaker("US Central Command", "us-central-command", kind="military")
SOHR = Speaker("Syrian Observatory for Human Rights", "sohr", kind="ngo")
TESTMAN = Speaker("Omar Testman", kind="person", link=Link.QUOTES)
LOCALS = Speaker("locals", named=False, kind="witness_group")

AIRPORT = PlaceCandidate(
    "airport:DEZ", "Deir ez-Zor airport", "SY", 35.2854, 40.1760, "airport", 2000, 0.9, "same name"
)
CITY = PlaceCandidate("geonames:170794", "Deir ez-Zor", "SY", 35.3359, 40.1408, "city", 4000, 0.9, "same name")


def dead(text: str, low: int | None, high: int | None = None, **fields: object) -> Group:
    """Return a number of dead."""
    return Group(text, Count(text, low, high, **fields), PersonStatus.MILITARY, "soldiers")  # type: ignore[arg-type]


def clock(text: str, hour: int, minute: int, **fields: object) -> When:
    """Return a clock time of the day of the incident."""
    moment = datetime(2016, 9, 17, hour, minute)
    given = {
        "precision": TimePrecision.MINUTE,
        "zone": "UTC+3",
        "zone_status": ZoneStatus.IMPLIED,
        "utc_offset": 180,
        "year_status": YearStatus.STATED,
        **fields,
    }
    return When(text, moment, moment, **given)  # type: ignore[arg-type]
