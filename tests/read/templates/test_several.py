"""Made-up reports of several incidents, written before they were first read: each incident is told, and on its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from crossbearing.read.step import Read
from crossbearing.read.templates.records import Incident
from tests.read.support import collected

REPORTS: Final[list[dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name("several.yaml").read_text("utf-8"))
FOUND: Final = 14
"""Of 17 incidents that are news; reached with the shipped weights."""
FILLED: Final = 21
"""Of 34 fillers; 22 were reached."""

Told = list[tuple[dict[str, Any], list[Incident]]]


@pytest.fixture(scope="module")
def read() -> tuple[Told, list[Incident]]:
    """Every incident expected, with those read that hold the sentence which tells it; and all that were read."""
    rules = Read(gate="off").open_rules()
    told: Told = []
    every: list[Incident] = []
    for report in REPORTS:
        survey = rules.survey(collected(report["text"]))
        every += survey.incidents
        for wanted in report["incidents"]:
            (sentence,) = [one.index for one in survey.sentences if wanted["tells"] in one.text]
            told.append((wanted, [incident for incident in survey.incidents if sentence in incident.sentences]))
    return told, every


def fits(wanted: dict[str, Any], incident: Incident) -> bool:
    return incident.type in wanted["types"]


def news(told: Told) -> Told:
    return [(wanted, held) for wanted, held in told if not wanted.get("background")]


def test_incidents_told_are_found(read: tuple[Told, list[Incident]]) -> None:
    """Most incidents that are news are read, under a type that fits."""
    found = [wanted["tells"] for wanted, held in news(read[0]) if any(fits(wanted, incident) for incident in held)]
    assert len(found) >= FOUND, found


def test_incidents_of_one_report_stay_apart(read: tuple[Told, list[Incident]]) -> None:
    """No incident that is read holds the sentences of two."""
    told, every = read
    for incident in every:
        joined = [wanted["tells"] for wanted, held in told if any(incident is one for one in held)]
        assert len(joined) <= 1, joined


def test_what_went_before_is_no_news(read: tuple[Told, list[Incident]]) -> None:
    """An attack of years ago is left out or marked as background, never told as the report's news."""
    for wanted, held in read[0]:
        if wanted.get("background"):
            assert all(incident.background for incident in held), wanted["tells"]


def test_fillers_go_to_their_own_incident(read: tuple[Told, list[Incident]]) -> None:
    """Targets, doers and weapons expected are mostly found, and in the incident that the report ties them to."""
    right = wanted_all = 0
    for wanted, held in news(read[0]):
        for role in ("target", "weapon", "perpetrator_individual", "perpetrator_organisation"):
            if role in wanted:
                forms = {form.lower() for form in wanted[role].split(" | ")}
                wanted_all += 1
                right += any(filler.surface.lower() in forms for one in held for filler in one.of(role))
    assert right >= FILLED, f"{right} of {wanted_all}"
