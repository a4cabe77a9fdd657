"""Making exports of invented cases, and reading back every byte of them."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from crossbearing.model.actors import Link, Speaker
from crossbearing.model.claims import Event
from crossbearing.model.documents import MarkKind
from crossbearing.model.findings import Verdict
from crossbearing.model.incidents import Incident
from crossbearing.model.values import (
    Count,
    Group,
    Place,
    PlaceCandidate,
    PlacePrecision,
    TextValue,
    TimePrecision,
    When,
    YearStatus,
)
from crossbearing.show.export.formats import FORMATS, Codes, Country, Kind, Settings, draft_export
from tests.show.cast import clock
from tests.show.memory import MemoryCase, position

CODES = Codes(
    kinds={
        "air_strike": Kind("Air strikes", "Explosions/Remote violence / Air/drone strike", True, "Airstrike"),
        "shelling": Kind(
            "Shelling", "Explosions/Remote violence / Shelling/artillery/missile attack", True, "Artillery"
        ),
        "protest": Kind("Protest", "Protests / Peaceful protest", False, ""),
    },
    countries={"SY": Country("Syria", 760)},
    questions={"killed": "How many were killed?", "where": "Where?"},
)

SECRETS = ("Norvin Examply", "Quellina Inventius", "Bekzat Madeupov", "quiet_observer_77", "examply.norvin@example.org")
"""Made-up private names, handles and addresses that may stand in no export."""


def export(case: Any, name: str, folder: Path, *, force: bool = False, **asked: Any) -> tuple[Path, dict[str, Any]]:
    """Make an export of a case and return where it stands, and its manifest."""
    path = folder / (name if FORMATS[name].folder else f"{name}.out")
    settings = Settings(at="2026-01-05T10:00:00+00:00", version="0.0.1", **asked)
    made = draft_export(case, name, path, settings=settings, codes=CODES, force=force)
    made.draft.place()
    return path, dict(made.manifest)


def every_byte(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file below a folder, and each member of zip files among them, by name; names are searched as well."""
    for path in sorted(folder.rglob("*")):
        yield f"name of {path.name}", path.relative_to(folder).as_posix().encode()
        if path.is_file():
            data = path.read_bytes()
            yield path.name, data
            if path.suffix == ".parquet":
                import pyarrow.parquet

                yield f"{path.name}: cells", str(pyarrow.parquet.read_table(path).to_pylist()).encode()
            if data[:2] == b"PK":
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    for member in archive.namelist():
                        yield f"{path.name}/{member}", archive.read(member)
            if data[:15] == b"SQLite format 3":
                with sqlite3.connect(path) as database:
                    yield f"{path.name}: dump", "\n".join(database.iterdump()).encode()


def private_case() -> MemoryCase:
    """Return a case in which private persons, a victim, an account and an official are named."""
    case = MemoryCase(name="A farm near Exampleton, told by Norvin Examply")
    first = case.report(
        "Example News",
        "2016-09-18T08:15:00+03:00",
        "Norvin Examply, 34, a farmer, told us that 4 people were killed near Deir ez-Zor airport at 17:20.",
        "Defence Minister Sergei Shoigu said that 2 people were killed.",
        "Bekzat Madeupov, 7, was among 4 people killed there.",
        "The dead: Quellina Inventius, Bekzat Madeupov.",
        title="Norvin Examply saw the strike",
        url="https://news.example.org/norvin-examply-saw-it",
        name="norvin-examply.html",
    )
    second = case.report(
        "quiet_observer_77",
        "2016-09-18",
        "We count 5 dead in Exampleton, says @quiet_observer_77. Write to examply.norvin@example.org.",
        kind="social_media",
        url="https://twitter.com/quiet_observer_77/status/1",
    )
    norvin = Speaker("Norvin Examply", kind="person", link=Link.TOLD_BY)
    minister = Speaker("Defence Minister Sergei Shoigu", kind="person")
    event = Event("e1", "air_strike")

    def dead(words: str, number: int) -> Group:
        return Group(words, Count(words, number, number))

    told = case.claim(
        first,
        "4 people were killed",
        "killed",
        dead("4 people", 4),
        norvin,
        event=event,
        sentence="Norvin Examply, 34, a farmer, told us that 4 people were killed near Deir ez-Zor airport.",
    )
    official = case.claim(first, "2 people were killed", "killed", dead("2 people", 2), minister, event=event)
    child = case.claim(
        first,
        "4 people killed there",
        "killed",
        dead("4 people", 4),
        event=event,
        sentence="Bekzat Madeupov, 7, was among 4 people killed there.",
    )
    post = case.claim(
        second,
        "5 dead in Exampleton",
        "killed",
        dead("5 dead", 5),
        event=event,
        sentence="We count 5 dead in Exampleton, says @quiet_observer_77.",
    )
    airport = Place(
        "near Deir ez-Zor airport", "Deir ez-Zor airport", 35.2854, 40.1760, 5000, PlacePrecision.SITE, country="SY",
        id="airport:DEZ",
        candidates=(PlaceCandidate("airport:DEZ", "Deir ez-Zor airport", "SY", 35.2854, 40.1760, "airport", 2000, 0.9,
                                   "same name"),),
    )  # fmt: skip
    where = case.claim(first, "near Deir ez-Zor airport", "where", airport, norvin, event=event)
    when = case.claim(first, "at 17:20", "when.start", clock("at 17:20", 17, 20), norvin, event=event)
    free = case.claim(first, "a farmer, told us", "other", TextValue("Norvin Examply tells it"), event=event)
    case.mark(first, "Quellina Inventius, Bekzat Madeupov", MarkKind.NAMES_LISTED, "2 names")
    incident = Incident("DEZ-2ABCD", "Air strikes, Deir ez-Zor airport, 17 Sep 2016", "air_strike",
                        day("17 September 2016", 17), airport, ())  # fmt: skip
    case.gather(incident, told, official, child, post, where, when, free)
    case.find(
        incident.id, "killed", verdict(), "Norvin Examply says 4 people and another source 5.",
        position(case.hold("Norvin Examply", told)), position(case.hold("", post, family="")),
    )  # fmt: skip
    return case


def day(words: str, number: int) -> When:
    """Return a day of September 2016."""
    return When(words, datetime(2016, 9, number), datetime(2016, 9, number + 1), TimePrecision.DAY,
                year_status=YearStatus.STATED)  # fmt: skip


def verdict() -> Any:
    """Return the verdict of accounts that part."""
    return Verdict.DISPUTED
