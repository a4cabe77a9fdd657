"""Incidents of hand-written reports on several conflicts, read through the product's own path."""

from __future__ import annotations

import pytest

from crossbearing.read.document import RuleReader
from crossbearing.read.step import Read
from crossbearing.read.templates.reader import IncidentReader
from tests.read.support import collected
from tests.read.templates.marked import entries_of, reading_of


@pytest.fixture(scope="module")
def rules() -> RuleReader:
    """The reading step's own reader, every sentence parsed."""
    return Read(gate="off").open_rules()


def incidents(rules, text):
    return rules.survey(collected(text)).incidents


def surfaces(found, role):
    return {filler.surface.lower() for incident in found for filler in incident.of(role)}


TWO = (
    "A car bomb exploded outside the interior ministry in Kabul on Monday, destroying the ministry's main gate, "
    "police said. The Taliban claimed responsibility for the bombing.\n\n"
    "In a separate incident in Kandahar, attackers set fire to a school and a clinic, officials said. Both buildings "
    "burned to the ground."
)


@pytest.mark.parametrize("model", ["student", "careful"])
def test_two_incidents_of_one_report_stay_apart(model):
    """A bombing in one city and a fire in another are two: each keeps its target, and the bomb is the first's alone."""
    marks = {
        "car bomb": ("weapon", 0.9),
        "ministry's main gate": ("target", 0.9),
        "school": ("target", 0.9),
        "Taliban": ("perpetrator_organisation", 0.8),
    }
    told = {"exploded": ("bombing", 0.98), "fire": ("arson", 0.98)}
    found = IncidentReader.open(model).read(entries_of(TWO), reading_of(TWO, marks, told), TWO)
    assert [incident.type for incident in found] == ["bombing", "arson"]
    assert any("main gate" in surface for surface in surfaces(found[:1], "target"))
    assert surfaces(found[1:], "target") == {"school"}
    assert "car bomb" in surfaces(found[:1], "weapon")
    assert not surfaces(found[1:], "weapon")


@pytest.mark.parametrize(
    ("text", "kind", "role", "part"),
    [
        ("Rebels blew up a bridge near Goma with dynamite overnight, the army said.", "bombing", "target", "bridge"),
        (
            "Gunmen kidnapped the mayor of Melitopol from the town hall, the city council said.",
            "kidnapping",
            None,
            "",
        ),
        (
            "Attackers set fire to two mosques and several shops in the town, the police chief said. The mosques were "
            "burned down.",
            "arson",
            "target",
            "mosques",
        ),
        (
            "Two rockets hit the airport of Irbil and damaged a hangar. An armed faction claimed the rocket attack.",
            None,
            "weapon",
            "rockets",
        ),
    ],
    ids=["Congo", "Ukraine", "arson", "Iraq"],
)
def test_reports_of_several_conflicts_give_an_incident(rules, text, kind, role, part):
    """Type and, where one is plainly named, weapon or target are found in today's reports too."""
    found = incidents(rules, text)
    assert found
    assert kind is None or kind in {incident.type for incident in found}
    assert role is None or any(part in surface for surface in surfaces(found, role))


@pytest.mark.parametrize(
    "text",
    [
        "The central bank left its main rate unchanged on Thursday. Analysts had expected a small rise.",
        "The national team won the cup final on penalties. Thousands celebrated in the capital.",
        "The minister opened a new hospital and praised the builders.",
    ],
    ids=["bank", "sport", "hospital"],
)
def test_reports_without_violence_give_none(rules, text):
    """A report that tells no incident has none."""
    assert incidents(rules, text) == ()


def test_fillers_are_tied_to_their_words(rules):
    """Every filler's span holds its wording, whatever stands before it."""
    text = "\u201cBREAKING\u201d \u2014 na\u00efve caf\u00e9s.\n\n" + TWO
    found = incidents(rules, text)
    fillers = [filler for incident in found for filler in incident.fillers]
    assert fillers
    assert all(text[filler.span[0] : filler.span[1]] == filler.surface for filler in fillers)
    assert all(0.0 <= filler.score <= 1.0 for filler in fillers)


def test_an_empty_report_has_no_incidents(rules):
    """No text, no incident and no error."""
    assert incidents(rules, "") == ()
    assert incidents(rules, "\n \n") == ()


def test_an_incident_told_in_the_past_alone_is_background():
    """Where every sentence that tells it speaks of years ago, an incident is background; today's is not."""
    past = "Five years ago a bomb destroyed the embassy."
    news = "A bomb destroyed the embassy this morning."
    marks = {"the embassy": ("target", 0.9), "bomb": ("weapon", 0.9)}
    reader = IncidentReader.open("careful")
    seen = {}
    for text in (past, news):
        told = {"destroyed": ("bombing", 0.98)}
        seen[text] = reader.read(entries_of(text), reading_of(text, marks, told), text)
    assert [incident.background for incident in seen[news]] == [False]
    assert all(incident.background for incident in seen[past])
