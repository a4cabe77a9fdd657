"""Event tables whose headers are known: recognised, read answer by answer, and never taken for more than they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crossbearing.collect.presets import recognise
from tests.command_line import listed, run, succeed

ACLED = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,location,latitude,longitude,"
    "geo_precision,source,notes,fatalities\n"
    "XYZ1,2021-03-03,1,Explosions/Remote violence,Air/drone strike,Military Forces of Examplia,Rebel Front,"
    "Aleppo,36.2021,37.1343,1,Example News,Aircraft hit a warehouse.,4\n"
    "XYZ2,2021-03-08,2,Battles,Armed clash,Rebel Front,,Homs,,,2,Example News; Example Post,Clashes near Homs.,0\n"
)
GED = (
    "id,type_of_violence,side_a,side_b,source_office,where_coordinates,where_prec,latitude,longitude,date_start,"
    "date_end,deaths_civilians,best,low,high\n"
    "17,3,Rebel Front,Civilians,Example News,Aleppo city,1,36.2,37.1,2021-03-03,2021-03-03,5,5,5,9\n"
    "18,1,Government of Examplia,Rebel Front,Example News,Homs city,2,34.7,36.7,2021-03-03,2021-03-09,0,12,12,12\n"
)
AIRWARS = (
    "unique_reference_code,incident_date,location_name,strike_type,belligerent,killed_min,killed_max,injured_min,"
    "injured_max\nEX1,2021-03-03,Aleppo,Airstrike,Coalition of Examplia,2,4,3,3\n"
)


def answers(folder: Path, name: str, content: str) -> list[tuple[str, str, str, str]]:
    """Build a case of one file and return slot, answer, stance and chain of its claims, in order."""
    (folder / name).write_text(content, encoding="utf-8")
    succeed("build", folder / name, "--case", folder / "x.case", "--quiet", "--workers", "1", "--tagger", "off")
    return sorted(
        (
            claim["slot"],
            claim["value"]["text"],
            claim["stance"],
            " > ".join(speaker["name"] for speaker in reversed(claim["speakers"])),
        )
        for claim in listed(folder / "x.case", "claims")
    )


def test_acled(tmp_path: Path) -> None:
    """Deaths, day, place and both actors as present; no deaths made of 0, no day of an imprecise date, no aggressor."""
    source = "Example News > ACLED"
    assert answers(tmp_path, "a.csv", ACLED) == [
        ("killed", "4", "asserts", source),
        ("presence", "Military Forces of Examplia", "asserts", source),
        ("presence", "Rebel Front", "asserts", "ACLED"),
        ("presence", "Rebel Front", "asserts", source),
        ("when.start", "2021-03-03", "asserts", source),
        ("where", "Aleppo (36.2021, 37.1343)", "asserts", source),
        ("where", "Homs", "asserts", "ACLED"),
    ]
    kinds = {claim["event"]["type"] for claim in listed(tmp_path / "x.case", "claims")}
    assert kinds == {"air_strike", "armed_clash"}
    notes = {reject["kind"] for reject in listed(tmp_path / "x.case", "rejects")}
    assert "table_recognised" in notes


def test_ged(tmp_path: Path) -> None:
    """Ranges stay ranges, side A did it in one-sided violence alone, and several days are no day."""
    found = answers(tmp_path, "g.csv", GED)
    source = "Example News > UCDP GED"
    assert ("killed", "5-9", "asserts", source) in found
    assert ("killed", "12", "asserts", source) in found
    assert ("attacker", "Rebel Front", "asserts", source) in found
    assert [row[1] for row in found if row[0] == "presence"] == ["Government of Examplia", "Rebel Front"]
    assert [row[1] for row in found if row[0] == "when.start"] == ["2021-03-03"]
    parts = [claim for claim in listed(tmp_path / "x.case", "claims") if claim["scope"] != "whole"]
    assert [(claim["scope"], claim["value"]["text"]) for claim in parts] == [("part: civilians", "5")]


def test_airwars(tmp_path: Path) -> None:
    """Ranges of killed and injured; a belligerent is supposed and not stated."""
    found = answers(tmp_path, "w.csv", AIRWARS)
    assert ("killed", "2-4", "asserts", "Airwars") in found
    assert ("wounded", "3", "asserts", "Airwars") in found
    assert ("attacker", "Coalition of Examplia", "supposes", "Airwars") in found


def test_followthemoney(tmp_path: Path) -> None:
    """An Event gives day and place, a document its words; other entities are passed over, and that is said."""
    entities = [
        {"id": "o", "schema": "Organization", "properties": {"name": ["Example News"]}},
        {"id": "e", "schema": "Event", "properties": {
            "name": ["Strike"], "date": ["2021-03-03"], "location": ["Aleppo"], "publisher": ["Example Archive"]}},
        {"id": "d", "schema": "Article", "properties": {
            "name": ["Strike in Aleppo"], "publisher": ["Example News"], "publishedAt": ["2021-03-04"],
            "bodyText": ["Four people were killed in Aleppo on 3 March 2021, the governor said."]}},
    ]  # fmt: skip
    text = "".join(json.dumps(entity) + "\n" for entity in entities)
    found = answers(tmp_path, "f.ftm.json", text)
    assert ("when.start", "2021-03-03", "asserts", "Example Archive") in found
    assert ("where", "Aleppo", "asserts", "Example Archive") in found
    assert [row[2:] for row in found if row[0] == "killed"] == [("asserts", "governor > Example News")]
    notes = [reject["reason"] for reject in listed(tmp_path / "x.case", "rejects")]
    assert any(note.startswith("1 of its rows answer no question") for note in notes)


def test_geojson(tmp_path: Path) -> None:
    """Features with a day, a place and figures are read as answers, each place with its coordinates."""
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [37.1343, 36.2021]},
        "properties": {"name": "Strike", "date": "2021-03-03", "location": "Aleppo", "killed": 3, "source": "Example"},
    }
    found = answers(tmp_path, "g.geojson", json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert found == [
        ("killed", "3", "asserts", "Example"),
        ("when.start", "2021-03-03", "asserts", "Example"),
        ("where", "Aleppo (36.2021, 37.1343)", "asserts", "Example"),
    ]


@pytest.mark.parametrize("format_", ["json", "csv"])
def test_our_own_lists_come_back(tmp_path: Path, format_: str) -> None:
    """Claims of an earlier export come back with question, answer, stance, scope and chain, in incidents as before."""
    (tmp_path / "one.txt").write_text(
        "---\npublisher: Example News\npublished: 2016-09-18\n---\nStrike near the airport\n\n"
        "At least 12 people were killed in an air strike near Deir ez-Zor on 17 September 2016, the Defence Ministry "
        "said. Defence Minister Sergei Shoigu said 9 soldiers were killed.\n",
        encoding="utf-8",
    )
    options = ("--quiet", "--workers", "1", "--tagger", "off")
    succeed("build", tmp_path / "one.txt", "--case", tmp_path / "a.case", *options)
    succeed("export", tmp_path / "a.case", "--format", format_, "-o", tmp_path / "out")
    succeed("build", tmp_path / "out" / f"claims.{format_}", "--case", tmp_path / "b.case", *options)

    def told(case: str) -> list[tuple[object, ...]]:
        return sorted(
            (claim["slot"], claim["value"]["words"], claim["scope"], claim["stance"], claim["event"]["type"],
             tuple(speaker["name"] for speaker in claim["speakers"]))
            for claim in listed(tmp_path / case, "claims")
        )  # fmt: skip

    assert told("b.case") == told("a.case")
    assert len(listed(tmp_path / "b.case", "incidents")) == len(listed(tmp_path / "a.case", "incidents"))


TWO_OF_ONE_DAY = (
    "At least 62 soldiers were killed in an air strike near Deir ez-Zor on 19 September 2016, the Defence Ministry "
    "said. Another air strike on 18 September 2016 killed 4 people, it said.",
    "About 20 people were killed when an air strike hit an aid convoy near Aleppo on 19 September 2016, the Defence "
    "Ministry said.",
)


@pytest.mark.parametrize("format_", ["json", "csv"])
def test_two_incidents_of_our_own_lists_stay_two(tmp_path: Path, format_: str) -> None:
    """Incidents of one day, told in the same few words in each row, come back apart, and the day with each of them."""
    for at, words in enumerate(TWO_OF_ONE_DAY):
        text = f"---\npublisher: Example News {at}\npublished: 2016-09-20\n---\nReport\n\n{words}\n"
        (tmp_path / f"{at}.txt").write_text(text, encoding="utf-8")
    options = ("--quiet", "--workers", "1", "--tagger", "off")
    succeed("build", tmp_path / "0.txt", tmp_path / "1.txt", "--case", tmp_path / "a.case", *options)
    succeed("export", tmp_path / "a.case", "--format", format_, "-o", tmp_path / "out")
    succeed("build", tmp_path / "out" / f"claims.{format_}", "--case", tmp_path / "b.case", *options)

    def killed(case: str) -> list[list[str]]:
        claims = listed(tmp_path / case, "claims")
        return sorted(
            sorted(
                claim["value"]["words"]
                for claim in claims
                if claim["slot"] == "killed" and claim["id"] in {member["claim"] for member in one["members"]}
            )
            for one in listed(tmp_path / case, "incidents")
        )

    there = [one for one in killed("b.case") if "\u226562 soldiers" in one or "about 20" in one]
    assert there == [["about 20"], ["\u226562 soldiers"]]
    titles = {one["title"] for one in listed(tmp_path / "b.case", "incidents")}
    assert {"Air strikes in Aleppo, 19 Sep 2016", "Air strikes in Deir ez-Zor, 19 Sep 2016"} <= titles


def test_ids_of_a_table_are_not_joined_by_day_or_place_alone(tmp_path: Path) -> None:
    """Events with ids of their own, in one town on unknown days or on a day in no town, stay apart."""
    rows = ACLED.splitlines()[0] + "\n" + "".join(
        f"XYZ{n},2021-03-0{n},{exact},Battles,Armed clash,{who},,{where},,,2,{source},{note},{dead}\n"
        for n, exact, who, where, source, note, dead in (
            (1, 2, "Rebel Front", "Homs", "Example News", "Clashes at the mill.", 4),
            (2, 2, "Army of Examplia", "Homs", "Example Post", "Men fought over a well.", 11),
            (3, 1, "Rebel Front", "", "Example News", "Shots at the border.", 7),
            (3, 1, "Rebel Front", "", "Example News", "Shots at the border.", 7),
        )
    )  # fmt: skip
    answers(tmp_path, "a.csv", rows)
    found = listed(tmp_path / "x.case", "incidents")
    assert not any("2021" in (one["where"] or {}).get("name", "") for one in found)
    assert len(found) == 3


@pytest.mark.parametrize(
    "columns",
    [
        ("title", "text", "date", "source"),
        ("text", "date", "location", "killed"),
        ("event_date", "location", "notes"),
        ("outlet", "claim_type", "value"),
    ],
)
def test_other_tables_are_not_taken_for_these(columns: tuple[str, ...]) -> None:
    """Tables of reports and of other coders are no event tables of a known kind, common words of theirs apart."""
    preset = recognise(columns)
    assert preset is None or preset.name.startswith("events with")


def test_a_table_with_texts_is_read_as_texts(tmp_path: Path) -> None:
    """Figures beside whole articles do not take the articles' place."""
    found = answers(
        tmp_path,
        "t.csv",
        "text,date,location,killed,source\n"
        '"Four people were killed in Aleppo on 3 March 2021, the governor said.",2021-03-04,Aleppo,7,Example News\n',
    )
    assert [row[1] for row in found if row[0] == "killed"] == ["Four people"]


def test_an_empty_table_of_a_known_kind(tmp_path: Path) -> None:
    """A table without rows gives no claim and an error that says so."""
    (tmp_path / "a.csv").write_text(ACLED.splitlines()[0] + "\n", encoding="utf-8")
    done = run("build", tmp_path / "a.csv", "--case", tmp_path / "x.case", "--quiet")
    assert done.returncode == 2
