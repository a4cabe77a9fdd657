"""What people recorded to be held back leaves in no format; what they opened does."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from crossbearing.model.care import Care, Consent, Naming, PlaceCare, SourceCare
from crossbearing.model.errors import CaseError
from crossbearing.model.incidents import Incident
from crossbearing.model.protocols import CaseReader, Weighed
from crossbearing.model.values import Place, PlacePrecision
from crossbearing.model.victims import SealedVictim
from crossbearing.show.export.formats import FORMATS, Codes, Settings, draft_export
from crossbearing.show.export.leaks import refuse_leaks
from crossbearing.show.export.shared import SharedCase
from crossbearing.show.outward import outward, runs_of_words
from tests.show.export.made import CODES, every_byte, private_case, verdict
from tests.show.memory import MemoryCase, position

ALL = tuple(FORMATS)
WORDS = "from the roof of the old mill two boats were seen burning"
OUTLET = "Quiet Bulletin"


@dataclass
class Kept:
    """Records of a case, in memory."""

    items: list[Any] = field(default_factory=list)

    def of(self, kind: str, *, subject: str | None = None, history: bool = False) -> Iterator[Any]:
        """Yield the records of a kind."""
        yield from (one for one in self.items if type(one).__name__ == kind and subject in (None, one.subject))


class CareCase(MemoryCase):
    """A case in memory with records."""

    kept: Kept

    def records(self) -> Kept:
        """Return its records."""
        return self.kept

    def pages(self) -> CareCase:
        """Return what tells its version."""
        return self

    def version(self) -> str:
        """Return one version."""
        return "1"


def weigh(incident: Incident, reader: CaseReader) -> Weighed:
    """Return a finding that names every holder and outlet of the deaths that the reader tells of."""
    case = MemoryCase()
    case.pubs = list(reader.publications())
    claims = list(reader.claims(incident=incident.id, slot="killed"))
    holders = [case.hold(claim.speakers[-1].name, claim) for claim in claims]
    case.find(incident.id, "killed", verdict(), "; ".join(claim.sentence for claim in claims),
              *[position(one) for one in holders])  # fmt: skip
    return Weighed(incident.id, tuple(case.finding_list), ())


def made(*records: Any) -> CareCase:
    """Return the private case with one more report, and records; the report's document id stands under `secret`."""
    plain = private_case()
    case = CareCase(**{name: getattr(plain, name) for name in plain.__dataclass_fields__})
    document = case.report(
        OUTLET, "2016-09-20", f"A guard said that {WORDS}. In all 17 people were killed.", title=f"Seen {WORDS}",
        url="https://quiet.example.org/mill", name="quiet-mill-boats.txt",
    )  # fmt: skip
    first = case.incident_list[0]
    like = case.claim_list[0]
    claim = case.claim(document, "17 people were killed", "killed", like.value, *like.speakers[1:], event=like.event,
                       sentence=f"A guard said that {WORDS}.")  # fmt: skip
    case.incident_list.clear()
    case.gather(replace(first, members=()), *case.claim_list)
    case.kept = Kept([replace(one, subject=document) if getattr(one, "subject", "") == "secret" else one
                      for one in records])  # fmt: skip
    assert claim.document == document
    return case


def export(case: Any, name: str, folder: Path, **asked: Any) -> dict[str, Any]:
    """Make an export of a case with the weigher above and words of places at risk, and return its manifest."""
    codes = replace(CODES, weigh=weigh, at_risk=("airport", "hospital"))
    path = folder / (name if FORMATS[name].folder else f"{name}.out")
    draft = draft_export(
        case, name, path, settings=Settings(**{"at": "2026-01-05T10:00:00+00:00"} | asked), codes=codes
    )
    draft.draft.place()
    return dict(draft.manifest)


def leaks(folder: Path, words: Sequence[str]) -> list[tuple[str, str]]:
    """Return where any of some words stands, in any case."""
    return [
        (where, word)
        for where, data in every_byte(folder)
        for word in words
        if word.casefold() in data.decode("utf-8", "replace").casefold()
    ]


CONFIDENTIAL = Care("c", "secret", "an editor", "2026-01-01", confidential=True)
SECRET = (WORDS, "old mill", OUTLET, "quiet.example.org", "quiet-mill", "17 people")


@pytest.mark.parametrize("name", ["csv", "json", "parquet", "ftm", "jsonld", "sqlite"])
def test_without_a_record_it_leaves(name: str, tmp_path: Path) -> None:
    """With nothing recorded the report is in the export: it is the records that hold it back."""
    export(made(), name, tmp_path)
    assert leaks(tmp_path, ["17 people"])


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(
    "record",
    [
        CONFIDENTIAL,
        Care("c", "secret", "an editor", "2026-01-01", embargo="2026-01-06"),
        Care("c", "secret", "an editor", "2026-01-01", consent=Consent.WITHDRAWN),
    ],
    ids=["confidential", "embargoed", "consent withdrawn"],
)
def test_a_document_held_back(name: str, record: Care, tmp_path: Path) -> None:
    """No word, name, address or figure of a document held back stands in any byte; that there is one is counted."""
    manifest = export(made(record), name, tmp_path, with_names=True)
    assert leaks(tmp_path, SECRET) == []
    assert manifest["redaction"]["held_back"]["documents"] == 1


def test_an_embargo_ends(tmp_path: Path) -> None:
    """On the day itself it may be told."""
    export(made(Care("c", "secret", "an editor", "2026-01-01", embargo="2026-01-05")), "json", tmp_path)
    assert leaks(tmp_path, ["17 people"])


@pytest.mark.parametrize("name", ALL)
def test_figures_without_words(name: str, tmp_path: Path) -> None:
    """With leave to tell its figures no word of it leaves, and the number is there."""
    case = made(replace(CONFIDENTIAL, figures=True))
    manifest = export(case, name, tmp_path)
    assert leaks(tmp_path, (WORDS, "old mill", OUTLET, "quiet.example.org", "quiet-mill")) == []
    assert manifest["redaction"]["held_back"]["documents_with_figures"] == 1
    if name == "json":
        claims = json.loads((tmp_path / "json" / "claims.json").read_text(encoding="utf-8"))
        (bare,) = (one for one in claims if {speaker["name"] for speaker in one["speakers"]} == {"[held back]"})
        assert (bare["span"]["quote"], bare["slot"]) == ("", "killed")


@pytest.mark.parametrize("name", ALL)
def test_a_speaker_held_back(name: str, tmp_path: Path) -> None:
    """What a speaker who did not consent says leaves nowhere, with the sentence around it; nor does the name."""
    source = SourceCare("s", "", "an editor", "2026-01-01", "Norvin Examply", consent=Consent.REFUSED)
    manifest = export(made(source), name, tmp_path, with_names=True)
    assert leaks(tmp_path, ("Examply", "a farmer, told us")) == []
    assert manifest["redaction"]["held_back"]["speakers"] == 1


@pytest.mark.parametrize("name", ALL)
def test_a_name_hidden_by_decision(name: str, tmp_path: Path) -> None:
    """A name that somebody decided to hide is hidden, though the rules would keep it and names are asked for."""
    source = SourceCare("s", "", "an editor", "2026-01-01", "Sergei Shoigu", naming=Naming.HIDE)
    export(made(source), name, tmp_path, with_names=True)
    assert leaks(tmp_path, ["Shoigu"]) == []


def test_a_name_kept_by_decision(tmp_path: Path) -> None:
    """A name that somebody decided to keep is told, though the rules would hide it; others stay hidden."""
    source = SourceCare("s", "", "an editor", "2026-01-01", "Norvin Examply", naming=Naming.KEEP)
    manifest = export(made(source), "json", tmp_path)
    assert leaks(tmp_path, ["Norvin Examply"])
    assert leaks(tmp_path, ["Madeupov", "quiet_observer_77"]) == []
    assert manifest["redaction"]["held_back"]["names_kept_by_decision"] == 1


@pytest.mark.parametrize("name", ALL)
def test_a_place_at_risk(name: str, tmp_path: Path) -> None:
    """A place recorded to be at risk is told no finer than its level: no name and no digit of its point leaves."""
    place = PlaceCare("p", "", "an editor", "2026-01-01", "Deir ez-Zor airport", until="2027-01-01", level="province")
    manifest = export(made(place), name, tmp_path)
    assert leaks(tmp_path, ("Deir ez-Zor airport", "35.2854", "40.176")) == []
    assert manifest["redaction"]["places_at_risk"] >= 1


@pytest.mark.parametrize("name", ALL)
def test_a_place_at_risk_by_rule(name: str, tmp_path: Path) -> None:
    """A fine place whose kind the rules hold back is coarsened though nobody recorded anything."""
    export(made(), name, tmp_path)
    assert leaks(tmp_path, ("Deir ez-Zor airport", "35.2854", "40.176")) == []


@pytest.mark.parametrize(
    "record",
    [
        PlaceCare("p", "", "an editor", "2026-01-01", "Deir ez-Zor airport", open=True),
        PlaceCare("p", "", "an editor", "2026-01-01", "deir ez-zor Airport", until="2026-01-05"),
    ],
    ids=["opened", "embargo over"],
)
def test_a_place_opened(record: PlaceCare, tmp_path: Path) -> None:
    """A place that somebody opened, or whose day has come, is told as the case knows it, whatever the rules say."""
    export(made(record), "json", tmp_path)
    assert leaks(tmp_path, ["Deir ez-Zor airport"])


@pytest.mark.parametrize("name", ALL)
def test_names_of_the_ledger(name: str, tmp_path: Path) -> None:
    """Names of the ledger leave nowhere, not even where names are asked for."""
    sealed = SealedVictim("v", "DEZ-2ABCD", "an editor", "2026-01-01", "sealed")
    manifest = export(made(sealed), name, tmp_path, with_names=True, ledger=("Sergei Shoigu",), ledger_searched=True)
    assert leaks(tmp_path, ["Shoigu"]) == []
    assert manifest["redaction"]["ledger"] == "searched for"


def test_a_ledger_that_was_not_opened_is_told(tmp_path: Path) -> None:
    """Where a ledger is kept and its names were not looked for, the manifest says so."""
    sealed = SealedVictim("v", "DEZ-2ABCD", "an editor", "2026-01-01", "sealed")
    assert export(made(sealed), "csv", tmp_path)["redaction"]["ledger"] == "not searched for"


def test_the_net_under_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A format that wrote words held back is caught, in mark-up and packed files too, and nothing appears."""

    def forgetful(case: SharedCase, path: Path, codes: Codes) -> dict[str, int]:
        path.write_text("<p>From the <b>roof</b> of the OLD\nmill</p>", encoding="utf-8")
        return {}

    leaking = replace(FORMATS["geojson"], write=forgetful)
    monkeypatch.setattr("crossbearing.show.export.formats.FORMATS", {"geojson": leaking})
    with pytest.raises(CaseError, match="held back stand in it") as caught:
        export(made(CONFIDENTIAL), "geojson", tmp_path)
    assert "mill" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_words_that_others_say_too_are_no_leak() -> None:
    """A sentence that another report carries as well does not stop an export."""
    case = made(CONFIDENTIAL)
    case.report("Example News", "2016-09-21", f"It is said that {WORDS}.")
    out = outward(case, weigh=weigh, kinds=(), today="2026-01-05")
    assert not set(runs_of_words(WORDS)) & out.traces()


def test_pdf_pages_and_metadata_are_searched(tmp_path: Path) -> None:
    """A name in the text layer of a PDF is found, and one in its metadata."""
    for number, (shown, title) in enumerate((("Norvin Examply", "x"), ("nothing", "Norvin Examply"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "a.pdf").write_bytes(_pdf(shown, title))
        with pytest.raises(CaseError, match="should be hidden"):
            refuse_leaks(folder, ["Norvin Examply"])
    refuse_leaks(tmp_path / "1", ["Quellina Inventius"])


def _pdf(shown: str, title: str) -> bytes:
    """Return a PDF of one page, by hand: its streams are not packed, its strings are split as writers split them."""
    middle = len(shown) // 2
    content = f"BT /F1 12 Tf 20 100 Td [({shown[:middle]}) -5 ({shown[middle:]})] TJ ET".encode()
    coded = "".join(f"{ord(char):04X}" for char in title)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Title<FEFF{coded}>>>".encode(),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size %d/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(objects) + 1, table, trailer)


def test_fine_places_near_one_at_risk() -> None:
    """The same place under another spelling is coarsened as well; a town that holds it is not."""
    place = PlaceCare("p", "", "an editor", "2026-01-01", "Deir ez-Zor airport")
    risk = outward(made(place), weigh=weigh, kinds=(), today="2026-01-05").risk
    there = next(claim.value for claim in made().claim_list if isinstance(claim.value, Place))
    spelled = replace(there, text="the aerodrome", name="Dayr az-Zawr aerodrome", candidates=())
    assert risk.level(spelled) == "district"
    assert risk.level(replace(spelled, precision=PlacePrecision.TOWN)) == ""
