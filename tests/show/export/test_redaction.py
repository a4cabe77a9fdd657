"""No name that should be hidden leaves in any format, and what is asked to be coarse is coarse throughout."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from crossbearing.model.errors import CaseError, SettingsError
from crossbearing.model.values import Place, PlacePrecision
from crossbearing.model.values.place import distance
from crossbearing.show.dossier.privacy import WITHHELD
from crossbearing.show.export.coarse import Coarsening
from crossbearing.show.export.formats import FORMATS, Codes, Settings
from crossbearing.show.export.shared import SharedCase
from tests.show.cast import clock
from tests.show.export.made import SECRETS, every_byte, export, private_case
from tests.show.invented import invented_case

ALL = tuple(FORMATS)


def holds(data: bytes, name: str) -> bool:
    """Tell whether bytes hold a name, in any case and with anything that file names put between its words."""
    text = data.decode("utf-8", "replace").casefold()
    return any(name.casefold().replace(" ", mark) in text for mark in (" ", "-", "_", "%20", "+", ""))


@pytest.mark.parametrize("name", ALL)
def test_no_private_name_leaves(name: str, tmp_path: Path) -> None:
    """No private person, victim, account or address stands in any byte of an export, packed ones and names included."""
    export(private_case(), name, tmp_path)
    leaks = [(where, secret) for where, data in every_byte(tmp_path) for secret in SECRETS if holds(data, secret)]
    assert leaks == []


@pytest.mark.parametrize("name", ALL)
def test_surnames_do_not_leave_either(name: str, tmp_path: Path) -> None:
    """Nor does a single word of a hidden name."""
    export(private_case(), name, tmp_path)
    words = ("Norvin", "Examply", "Quellina", "Inventius", "Bekzat", "Madeupov")
    assert [(where, word) for where, data in every_byte(tmp_path) for word in words if holds(data, word)] == []


@pytest.mark.parametrize("name", ALL)
def test_with_names_keeps_all_but_victims(name: str, tmp_path: Path) -> None:
    """Asked for names, an export gives those of sources, and still none of a victim's."""
    _path, manifest = export(private_case(), name, tmp_path, with_names=True)
    files = list(every_byte(tmp_path))
    for victim in ("Quellina Inventius", "Bekzat Madeupov", "Madeupov"):
        assert [where for where, data in files if holds(data, victim)] == []
    assert manifest["redaction"]["names"] == "kept, victims apart"


def test_names_come_back_when_asked_for(tmp_path: Path) -> None:
    """With names asked for, the witness and the account are named: the hiding is what hid them."""
    path, _manifest = export(private_case(), "json", tmp_path, with_names=True)
    claims = (path / "claims.json").read_text(encoding="utf-8")
    assert "Norvin Examply" in claims
    assert "quiet_observer_77" in (path / "documents.json").read_text(encoding="utf-8")


def test_one_person_has_one_number(tmp_path: Path) -> None:
    """The witness has the same number as a speaker, in a sentence and in a reason; the minister keeps his name."""
    path, _manifest = export(private_case(), "json", tmp_path)
    claims = json.loads((path / "claims.json").read_text(encoding="utf-8"))
    speakers = {speaker["name"] for claim in claims for speaker in claim["speakers"]}
    (numbered,) = (name for name in speakers if name.startswith("[person"))
    assert "Defence Minister Sergei Shoigu" in speakers
    finding = json.loads((path / "findings.json").read_text(encoding="utf-8"))[0]
    assert numbered in finding["reason"]
    assert finding["positions"][0]["holdings"][0]["holder"] == numbered


def test_one_account_has_one_number(tmp_path: Path) -> None:
    """An account has one number as publisher and as handle, and its page's address is left out."""
    path, _manifest = export(private_case(), "json", tmp_path)
    documents = json.loads((path / "documents.json").read_text(encoding="utf-8"))
    post = next(row for row in documents if row["kind"] == "social_media")
    assert post["publisher"] == "[account 1]"
    assert post["url"] == ""
    sources = json.loads((path / "sources.json").read_text(encoding="utf-8"))
    assert "[account 1]" in {row["publisher"] for row in sources}


def test_victims_have_no_number(tmp_path: Path) -> None:
    """A victim is withheld without a number that could be followed from file to file."""
    case = private_case()
    export(case, "json", tmp_path)
    assert WITHHELD not in (tmp_path / "json" / "incidents.json").read_text(encoding="utf-8")
    counts = json.loads((tmp_path / "json" / "manifest.json").read_text(encoding="utf-8"))["redaction"]["hidden"]
    assert counts["victims"] >= 1


def test_the_same_case_gives_the_same_export(tmp_path: Path) -> None:
    """Two exports of a case are alike byte for byte, numbers included."""
    (tmp_path / "one").mkdir()
    one, _ = export(private_case(), "json", tmp_path / "one")
    two, _ = export(private_case(), "json", tmp_path / "two")
    for path in one.iterdir():
        assert path.read_bytes() == (two / path.name).read_bytes()


@pytest.mark.parametrize("name", ALL)
def test_coarsened_places_leave_no_finer_name(name: str, tmp_path: Path) -> None:
    """Coarsened to provinces, no name of a finer place and no digit of its point stands in any byte."""
    export(private_case(), name, tmp_path, coarsen="province")
    for where, data in every_byte(tmp_path):
        for told in ("Deir ez-Zor airport", "35.2854", "40.176", "Exampleton"):
            assert not holds(data, told), (where, told)


@pytest.mark.parametrize("name", ALL)
def test_coarsened_times_leave_no_finer_time(name: str, tmp_path: Path) -> None:
    """Coarsened to months, no day and no clock time stands in any byte, dates of publication included."""
    export(private_case(), name, tmp_path, grain="month")
    for where, data in every_byte(tmp_path):
        for told in ("17:20", "2016-09-17", "2016-09-18", "17 Sep", "08:15"):
            assert not holds(data, told), (where, told)


@pytest.mark.parametrize("level", ["town", "district", "province"])
def test_a_coarse_area_holds_the_fine_one(level: str) -> None:
    """Wherever the place lies, the coarse area holds all of the fine one, and has its own level and no name."""
    for latitude in (-77.3, -12.34, 0.01, 35.2854, 69.9):
        for longitude in (-179.95, 0.02, 40.176, 179.9):
            fine = Place("x", "x", latitude, longitude, 800, PlacePrecision.SITE)
            coarse = Coarsening(level).place(fine)
            assert coarse.radius is not None
            assert coarse.latitude is not None
            assert coarse.longitude is not None
            assert distance(latitude, longitude, coarse.latitude, coarse.longitude) + 800 <= coarse.radius
            assert coarse.name == ""
            assert coarse.precision.value == level


def test_a_place_coarser_than_the_level_stays() -> None:
    """A country is not made finer by asking for provinces; asking for countries leaves the code alone."""
    country = Place("Syria", "Syria", 35, 38, 400_000, PlacePrecision.COUNTRY, country="SY")
    assert Coarsening("province").place(country) == country
    site = Place("x", "x", 35.2, 40.1, 800, PlacePrecision.SITE, country="SY")
    coarse = Coarsening("country").place(site)
    assert (coarse.located, coarse.describe(), coarse.country) == (False, "SY", "SY")


@pytest.mark.parametrize(
    ("grain", "start", "end"),
    [("hour", "2016-09-17T17:00:00", "2016-09-17T18:00:00"), ("day", "2016-09-17T00:00:00", "2016-09-18T00:00:00"),
     ("month", "2016-09-01T00:00:00", "2016-10-01T00:00:00"), ("year", "2016-01-01T00:00:00", "2017-01-01T00:00:00")],
)  # fmt: skip
def test_a_coarse_time_holds_the_fine_one(grain: str, start: str, end: str) -> None:
    """A clock time becomes the hour, day, month or year it lies in, and keeps its zone."""
    coarse = Coarsening(grain=grain).when(clock("at 17:20", 17, 20))
    assert coarse.start is not None
    assert coarse.end is not None
    assert (coarse.start.isoformat(), coarse.end.isoformat(), coarse.zone) == (start, end, "UTC+3")


def test_no_such_level() -> None:
    """A level or grain that there is not is refused, and those there are are named."""
    with pytest.raises(SettingsError, match="town, district, province, country"):
        Settings(coarsen="street")
    with pytest.raises(SettingsError, match="hour, day, month, year"):
        Settings(grain="week")


def test_the_second_net(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A format that forgot to hide is caught before anything stands at its place, and the name is not repeated."""

    def forgetful(case: SharedCase, path: Path, codes: Codes) -> dict[str, int]:
        path.write_text("seen by NORVIN EXAMPLY", encoding="utf-8")
        return {}

    leaking = replace(FORMATS["geojson"], write=forgetful)
    monkeypatch.setattr("crossbearing.show.export.formats.FORMATS", {"geojson": leaking})
    with pytest.raises(CaseError, match="should be hidden") as caught:
        export(private_case(), "geojson", tmp_path)
    assert "examply" not in str(caught.value).casefold()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ALL)
def test_the_dossier_case_leaks_nothing(name: str, tmp_path: Path) -> None:
    """The invented case of the dossier's tests gives away none of its private persons."""
    export(invented_case(), name, tmp_path)
    for where, data in every_byte(tmp_path):
        for secret in ("Omar Testman", "Testman", "Selma Invented", "Listed Firstname", "Second Reviewer"):
            assert not holds(data, secret), (where, secret)
