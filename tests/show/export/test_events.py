"""Event tables in the columns of others: their codes and number rules, empty where the file decides nothing."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from crossbearing.model.actors import Speaker
from crossbearing.model.appraisals import Appraisal
from crossbearing.model.course import Course
from crossbearing.model.findings import Verdict
from crossbearing.model.grades import SignedGrade
from crossbearing.model.hypotheses import Assessment
from crossbearing.model.incidents import Incident
from crossbearing.model.ranges import Practice, PracticeRange
from crossbearing.model.values import (
    ActorRef,
    Actors,
    Count,
    Group,
    Place,
    PlacePrecision,
    TimePrecision,
    When,
    YearStatus,
)
from crossbearing.show.export.acled import ACLED_COLUMNS
from crossbearing.show.export.ged import GED_COLUMNS, prio_grid
from tests.show.export.made import export
from tests.show.invented import invented_case
from tests.show.memory import MemoryCase, position

SHELLING = Incident(
    "ALE-2ABCD",
    "Shelling, Aleppo, 3 May 2016",
    "shelling",
    When("3 May 2016", datetime(2016, 5, 3), datetime(2016, 5, 4), TimePrecision.DAY, year_status=YearStatus.STATED),
    Place("in Aleppo", "Aleppo", 36.2021, 37.1343, 8000, PlacePrecision.TOWN, country="SY"),
    (),
)
US = Speaker("US Central Command", "us-central-command", kind="military")


def case_of(
    incident: Incident = SHELLING, *, low: int | None = 4, best: int | None = None, high: int | None = 6, **given: Any
) -> MemoryCase:
    """Return a case of one incident with a range of dead under two practices, and who shelled as asked."""
    case = MemoryCase()
    document = case.report("Example News", "2016-05-04", "Shells killed 4 people in Aleppo.", title="Shells")
    killed = case.claim(document, "4 people", "killed", Group("4 people", Count("4", 4, 4)), US)
    named = case.claim(document, "Shells", "attacker", actors(*given.get("attackers", ("Example Army",))), US)
    case.gather(incident, killed, named)
    case.find(
        incident.id, "killed", Verdict.RANGE, "The figures fit.", position(case.hold("US Central Command", killed))
    )
    case.find(
        incident.id, "attacker", given.get("verdict", Verdict.AGREED), "Reason.",
        position(case.hold("US Central Command", named, denied=given.get("denied", False))),
    )  # fmt: skip
    finding = case.finding_list[0].id
    ranges = tuple(
        PracticeRange(
            practice, "civilians" if practice is Practice.AIRWARS else "", low, found, high, "rule", "source",
            words=given.get("words", ()), notes=given.get("notes", ()), finding=finding,
        )
        for practice, found in ((Practice.UCDP, best), (Practice.ACLED, low), (Practice.AIRWARS, None))
    )  # fmt: skip
    case.appraisal_list.append(
        Appraisal(incident.id, ranges, (), Course(incident.id, (), ()), Assessment(), grades=given.get("grades", ()))
    )
    return case


def actors(*names: str) -> Actors:
    """Return an answer that names bodies."""
    return Actors(", ".join(names), tuple(ActorRef(name) for name in names))


def table(case: MemoryCase, name: str, folder: Path, **asked: Any) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return the rows of events and of notes."""
    path, _manifest = export(case, name, folder, force=True, **asked)
    found = []
    for file in ("events.csv", "notes.csv"):
        with (path / file).open(encoding="utf-8", newline="") as opened:
            found.append(list(csv.DictReader(opened)))
    return found[0], found[1]


def noted(notes: list[dict[str, str]], column: str) -> str:
    """Return the notes on a column, joined."""
    return " | ".join(row["note"] for row in notes if row["column"] == column and row["incident"])


def test_columns() -> None:
    """The tables have the 31 columns of ACLED since 2023 and the 49 of GED 23.1, each once."""
    assert (len(ACLED_COLUMNS), len(set(ACLED_COLUMNS))) == (31, 31)
    assert (len(GED_COLUMNS), len(set(GED_COLUMNS))) == (49, 49)


def test_acled_row(tmp_path: Path) -> None:
    """A settled incident fills ACLED's columns: date, types, actor, place, the most conservative figure."""
    (row,), _notes = table(case_of(), "acled", tmp_path)
    assert tuple(row) == ACLED_COLUMNS
    filled = {
        "event_id_cnty": "ALE-2ABCD", "event_date": "2016-05-03", "year": "2016", "time_precision": "1",
        "disorder_type": "Political violence", "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack", "actor1": "Example Army", "iso": "760",
        "country": "Syria", "location": "Aleppo", "latitude": "36.2021", "longitude": "37.1343",
        "geo_precision": "1", "source": "Example News", "fatalities": "4",
    }  # fmt: skip
    assert {name: row[name] for name in filled} == filled
    undecided = ("inter1", "inter2", "interaction", "civilian_targeting", "admin1", "region", "actor2", "tags")
    assert {row[name] for name in undecided} == {""}


def test_ged_row(tmp_path: Path) -> None:
    """GED gets low and high, best only where it follows or a person judged it, and the number of the grid's cell."""
    (row,), notes = table(case_of(notes=("the most likely figure is for a person to judge",)), "ged", tmp_path)
    assert tuple(row) == GED_COLUMNS
    filled = {
        "low": "4", "best": "", "high": "6", "date_prec": "1", "date_start": "2016-05-03", "date_end": "2016-05-03",
        "where_prec": "1", "side_a": "Example Army", "number_of_sources": "1", "source_office": "Example News",
        "source_original": "US Central Command", "geom_wkt": "POINT (37.1343 36.2021)", "priogrid_gid": "181875",
    }  # fmt: skip
    assert {name: row[name] for name in filled} == filled
    assert "for a person to judge" in noted(notes, "best, high, low")


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"), [(-90, -180, 1), (-89.9, 179.9, 720), (90, 180, 259200), (0, 0, 129961)]
)
def test_prio_grid(latitude: float, longitude: float, cell: int) -> None:
    """Cells run from the south-west corner eastwards, 720 a row, and end with number 259,200."""
    assert prio_grid(latitude, longitude) == cell


@pytest.mark.parametrize(
    ("days", "grain", "acled", "ged"),
    [
        ((datetime(2016, 5, 3), datetime(2016, 5, 4)), TimePrecision.DAY, ("2016-05-03", "1"), "1"),
        ((datetime(2016, 5, 3, 17, 20), datetime(2016, 5, 3, 17, 20)), TimePrecision.MINUTE, ("2016-05-03", "1"), "1"),
        ((datetime(2016, 5, 3), datetime(2016, 5, 6)), TimePrecision.DAYS, ("2016-05-03", "2"), "2"),
        ((datetime(2016, 5, 2), datetime(2016, 5, 9)), TimePrecision.WEEK, ("2016-05-02", "2"), "3"),
        ((datetime(2016, 5, 1), datetime(2016, 6, 1)), TimePrecision.MONTH, ("2016-05-15", "3"), "4"),
        ((datetime(2016, 1, 1), datetime(2017, 1, 1)), TimePrecision.YEAR, ("", ""), "5"),
    ],
)
def test_precision_of_time(
    days: tuple[datetime, datetime], grain: TimePrecision, acled: tuple[str, str], ged: str, tmp_path: Path
) -> None:
    """Days, weeks, months and years become the codes of either table, mid-month for a month."""
    when = When("then", *days, grain, year_status=YearStatus.STATED)
    incident = replace(SHELLING, when=when)
    (row,), _notes = table(case_of(incident), "acled", tmp_path)
    assert (row["event_date"], row["time_precision"]) == acled
    (row,), _notes = table(case_of(incident), "ged", tmp_path)
    assert row["date_prec"] == ged


def test_an_unknown_year_gives_no_date(tmp_path: Path) -> None:
    """Without a known year the date stays empty, and a note says why."""
    when = When("3 May", datetime(2000, 5, 3), datetime(2000, 5, 4), TimePrecision.DAY)
    (row,), notes = table(case_of(replace(SHELLING, when=when)), "acled", tmp_path)
    assert (row["event_date"], row["year"]) == ("", "")
    assert "year is not known" in noted(notes, "event_date")


@pytest.mark.parametrize(
    ("precision", "acled", "ged"),
    [
        (PlacePrecision.EXACT, "1", "1"), (PlacePrecision.NEAR_TOWN, "2", "2"), (PlacePrecision.DISTRICT, "2", "3"),
        (PlacePrecision.PROVINCE, "3", "4"), (PlacePrecision.REGION, "3", "5"), (PlacePrecision.COUNTRY, "", "6"),
    ],
)  # fmt: skip
def test_precision_of_place(precision: PlacePrecision, acled: str, ged: str, tmp_path: Path) -> None:
    """Levels of precision become the codes of either table; ACLED gets no point for a whole country."""
    place = Place("there", "There", 36.2, 37.1, 20_000, precision, country="SY")
    (row,), _notes = table(case_of(replace(SHELLING, where=place)), "acled", tmp_path)
    assert row["geo_precision"] == acled
    assert bool(row["latitude"]) == bool(acled)
    (row,), _notes = table(case_of(replace(SHELLING, where=place)), "ged", tmp_path)
    assert row["where_prec"] == ged


def test_a_disputed_actor_stays_empty(tmp_path: Path) -> None:
    """Where accounts part on who it was, or it is denied, no actor is given, and the note says so."""
    for given in ({"verdict": Verdict.DISPUTED}, {"denied": True}):
        (row,), notes = table(case_of(**given), "acled", tmp_path)
        assert row["actor1"] == ""
        assert "left empty" in noted(notes, "actor1")


def test_no_number_is_no_zero(tmp_path: Path) -> None:
    """Where no account gives a number, ACLED's fatalities are empty, its defaults unused, and GED has no event."""
    case = case_of(low=None, high=None, words=("many",))
    (row,), notes = table(case, "acled", tmp_path)
    assert row["fatalities"] == ""
    assert "default figures are not applied" in noted(notes, "fatalities")
    assert "many" in noted(notes, "fatalities")
    rows, notes = table(case, "ged", tmp_path)
    assert rows == []
    assert "no event of GED: no account gives a number" in noted(notes, "")


def test_no_death_is_no_event_of_ged(tmp_path: Path) -> None:
    """None killed is a 0 of ACLED's and no event of GED; nor is a kind that GED does not code."""
    (row,), _notes = table(case_of(low=0, best=0, high=0), "acled", tmp_path)
    assert row["fatalities"] == "0"
    rows, notes = table(case_of(low=0, best=0, high=0), "ged", tmp_path)
    assert (rows, noted(notes, "")) == ([], "no event of GED: no death is told")
    _rows, notes = table(case_of(replace(SHELLING, type="protest")), "ged", tmp_path / "other")
    assert "does not code protest" in noted(notes, "")


def test_airwars_record(tmp_path: Path) -> None:
    """A record has the ranges by category, a town's level, who names whom, and no grade that nobody signed."""
    path, _manifest = export(case_of(), "airwars", tmp_path)
    (record,) = json.loads(path.read_text(encoding="utf-8"))
    assert record["casualties"] == [
        {"category": "civilians", "killed_min": 4, "killed_max": 6, "injured_min": None, "injured_max": None}
    ]
    assert record["geolocations"][0]["geolocation_accuracy"] == "City"
    assert record["strike_type"] == ["Artillery"]
    assert record["civilian_harm_reported"] is True
    assert (record["civilian_harm_status"], record["strike_status"]) == (None, None)
    assert record["victims"] == []
    (belligerent,) = record["belligerents"]
    assert (belligerent["belligerent_term"], belligerent["belligerent_type"]) == ("Example Army", "Suspected")
    assert belligerent["named_by"] == ["US Central Command"]


def test_a_signed_grade_is_given(tmp_path: Path) -> None:
    """A grade that a person signed is in the record."""
    grade = SignedGrade("airwars_harm", "ALE-2ABCD", "fair", "Second Reviewer", "2026-01-03")
    path, _manifest = export(case_of(grades=(grade,)), "airwars", tmp_path)
    (record,) = json.loads(path.read_text(encoding="utf-8"))
    assert record["civilian_harm_status"] == "fair"


@pytest.mark.parametrize("name", ["acled", "ged"])
def test_every_incident_is_a_row_or_a_note(name: str, tmp_path: Path) -> None:
    """No incident of a case vanishes: each is an event or stands in the notes as none."""
    case = invented_case()
    rows, notes = table(case, name, tmp_path)
    key = "event_id_cnty" if name == "acled" else "id"
    told = {row[key] for row in rows} | {row["incident"] for row in notes if row["column"] == ""}
    assert {one.id for one in case.incident_list} <= told
