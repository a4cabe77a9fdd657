"""What is withdrawn is gone from every byte of the case, and the log keeps that it was there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from crossbearing.model.care import Care
from crossbearing.model.errors import CaseError, CaseWriteError
from crossbearing.model.judgements import Decision, TargetKind
from crossbearing.model.protocols import Linked
from crossbearing.model.steps import Reading
from crossbearing.model.victims import SealedVictim
from crossbearing.store.case import Case
from crossbearing.store.verify import verify
from tests.store import making

TOWN = "Exampletown"
AUTHORITY = "data protection officer, file 7"


def filled(path: Path, folder: Path) -> list[str]:
    """Make a case of three reports with judgements, records and old readings; return the ids of its documents."""
    with Case.create(path) as case:
        documents = fill(case, folder)
    (path / "debug.log").write_text(f"Traceback: {TOWN}", encoding="utf-8")
    return documents


def fill(case: Case, folder: Path) -> list[str]:
    """Put three reports with judgements, records and old readings into a case; return the ids of its documents."""
    folder.mkdir()
    readings = [
        making.reading(
            folder, town, n, name=f"{town.lower()}-report.txt", title=f"What {town} saw on that very morning"
        )
        for n, town in enumerate((TOWN, "Hama", "Idlib"), start=3)
    ]
    claims = [reading.claims[0] for reading in readings]
    case.add_readings(readings)
    case.add_readings([making.reading(folder, TOWN, 3, name="exampletown-report.txt", step="reader-2")])
    happening = making.incident("HOM-23456", claims)
    alone = making.incident("EXA-23456", claims[:1])
    case.replace_links(Linked((happening, alone), (making.origin(claims[:1]), making.origin(claims[1:2]))))
    case.replace_findings([making.weighed(happening, claims), making.weighed(alone, claims[:1])])
    quote = f"The governor of {TOWN} said"
    case.add_judgements([replace(making.judgement(one), quote=quote, why=f"{TOWN} is far") for one in claims[:2]])
    remark = replace(
        making.judgement(claims[2], id_="remark", decision=Decision.ADD, kind=TargetKind.EVIDENCE),
        target="e1", document="", quote="", text=f"it says: the governor of {TOWN} said 3 people were killed",
    )  # fmt: skip
    case.add_judgements([remark])
    document = claims[0].document
    case.records().add(
        [
            Care("c1", document, "an editor", "2026-01-01", why=f"{TOWN} asked"),
            SealedVictim("v1", "HOM-23456", "an editor", "2026-01-01", "sealed", (document,)),
            Care("c2", claims[1].document, "an editor", "2026-01-01", why="stays"),
        ]
    )
    return [claim.document for claim in claims]


def places_with(path: Path, word: str) -> list[str]:
    """Return in which files of a case the bytes of a word stand, and whether the index of words still knows it."""
    found = [
        str(file.relative_to(path))
        for file in path.rglob("*")
        if word.casefold().encode() in file.name.encode() or (file.is_file() and word.casefold() in _text(file))
    ]
    with closing(sqlite3.connect(f"file:{path / 'case.db'}?mode=ro", uri=True)) as database:
        database.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'search', 'row')")
        terms = {term for (term,) in database.execute("SELECT term FROM temp.vocabulary")}
    return found + (["the index of words"] if word.casefold() in terms else [])


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8", "replace").casefold()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed case from which nothing was withdrawn yet."""
    filled(tmp_path / "a.case", tmp_path / "reports")
    return tmp_path / "a.case"


def document(path: Path) -> str:
    """Return the id of the document that is to go."""
    with Case.open(path) as case:
        return next(one.id for one in case.documents() if one.name.startswith("exampletown"))


def withdraw(path: Path) -> None:
    """Withdraw it, and remove its bytes."""
    with Case.open(path, write=True) as case:
        erased = case.withdrawals().withdraw([document(path)], authority=AUTHORITY)
        assert (erased.documents, erased.claims, erased.gone) == (1, 2, 1)
        assert erased.incidents == ("HOM-23456",)
        case.withdrawals().purge()


def test_every_byte_is_gone(path: Path) -> None:
    """A word that only the withdrawn document had stands in no file of the case, its index and its log of changes."""
    assert len(places_with(path, TOWN)) >= 3
    withdraw(path)
    assert places_with(path, TOWN) == []
    assert places_with(path, "hama")


def test_the_case_is_whole_afterwards(path: Path) -> None:
    """`verify` finds nothing wrong, the other reports are there, and the log tells hash, authority and date."""
    withdraw(path)
    assert verify(path) == []
    with Case.open(path) as case:
        assert len(list(case.documents())) == 2
        assert [one.id for one in case.incidents()] == ["HOM-23456"]
        assert len(case.incident("HOM-23456").members) == 2
        (told,) = case.withdrawals().all()
        assert (len(told.sha256), told.authority, told.readmitted) == (64, AUTHORITY, False)
        assert [record.id for record in case.records().of("Care")] == ["c2"]
        assert list(case.records().of("SealedVictim", history=True)) == []


def test_judgements_lose_their_words(path: Path) -> None:
    """Decisions stay, signed and dated; their quotes of it, by whomever and on whatever, are gone."""
    withdraw(path)
    with Case.open(path) as case:
        judged = list(case.judgements())
        assert [one.who for one in judged] == ["an editor"] * 3
        assert [(one.quote, one.why, one.text) for one in judged if TOWN in repr(one)] == []


def test_the_guard_is_back(path: Path) -> None:
    """After a withdrawal judgements can be changed as little as before."""
    withdraw(path)
    with closing(sqlite3.connect(path / "case.db")) as database, pytest.raises(sqlite3.IntegrityError):
        database.execute("UPDATE judgements SET body = 'x'")


@pytest.mark.parametrize("table", ["readings", "judgements"])
def test_nothing_else_goes_under_its_cover(path: Path, table: str) -> None:
    """What somebody takes out besides is found, though the same entries of the log lost bodies."""
    withdraw(path)
    with closing(sqlite3.connect(path / "case.db")) as database, database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute("DROP TRIGGER judgements_no_delete")
        database.execute(f"DELETE FROM {table} WHERE n = (SELECT max(n) FROM {table})")
    assert any(f"{table} of log entry" in problem for problem in verify(path))


def test_not_taken_in_again(path: Path, tmp_path: Path) -> None:
    """The same bytes are refused with a reason, until somebody with authority lets them back."""
    withdraw(path)
    again = making.reading(tmp_path / "reports", TOWN, 3, name="other-name.txt")
    with Case.open(path, write=True) as case:
        case.add_readings([again])
        assert len(list(case.documents())) == 2
        (reject,) = case.rejects()
        assert (reject.kind, "withdrawn on 2" in reject.reason, reject.where) == ("withdrawn", True, "other-name.txt")
        (gone,) = case.withdrawals().all()
        case.withdrawals().readmit(gone.sha256[:12], authority="court order")
        case.add_readings([again])
        assert len(list(case.documents())) == 3
        assert case.withdrawals().all()[0].readmitted
        with pytest.raises(CaseError, match="no withdrawn original"):
            case.withdrawals().readmit(gone.sha256, authority="court order")
    assert verify(path) == []


def test_parts_of_one_file_go_together(tmp_path: Path) -> None:
    """Documents cut from the same original cannot stay without it."""
    (tmp_path / "reports").mkdir()
    reading = making.reading(tmp_path / "reports", TOWN, 3)
    rows = []
    for n in (1, 2):
        collected = reading.collected
        own = replace(collected.document, id=f"{collected.document.id[:-1]}{n}", locator=f"row={n}")
        text = replace(collected.text, id=f"text-{n}", document=own.id)
        publication = replace(collected.publication, id=f"publication-{n}", document=own.id)
        rows.append(replace(reading, collected=replace(collected, document=own, text=text, publication=publication),
                            claims=(), marks=()))  # fmt: skip
    with Case.create(tmp_path / "a.case") as case:
        case.add_readings(rows)
        first, second = (one.id for one in case.documents())
        assert case.withdrawals().together(second) == (first, second)
        assert case.withdrawals().withdraw([second], authority=AUTHORITY).documents == 2
        case.withdrawals().purge()
    assert verify(tmp_path / "a.case") == []
    assert places_with(tmp_path / "a.case", TOWN) == []


def test_unknown_document(path: Path) -> None:
    """A document that is not there is refused, and nothing happens to the others."""
    with Case.open(path, write=True) as case, pytest.raises(CaseError, match="no such document"):
        case.withdrawals().withdraw([document(path), "0" * 20], authority=AUTHORITY)
    assert verify(path) == []
    assert places_with(path, TOWN)


def test_a_reader_in_the_way(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another process holds the old pages, that is said, and finishing later removes them."""
    monkeypatch.setattr("crossbearing.store.compacting._WAIT_SECONDS", 0.2)
    with Case.open(path, write=True) as case:
        case.withdrawals().withdraw([document(path)], authority=AUTHORITY)
        with closing(sqlite3.connect(path / "case.db", isolation_level=None)) as other:
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM log").fetchone()
            with pytest.raises(CaseWriteError, match="--finish"):
                case.withdrawals().purge()
        case.withdrawals().purge()
    assert places_with(path, TOWN) == []


def test_words_that_stand_elsewhere_stay(path: Path, tmp_path: Path) -> None:
    """A quote that another report carries too is not taken from those who judged that one."""
    sentence = f"The governor of {TOWN} said 3 people were killed."
    with Case.open(path, write=True) as case:
        other = making.collected(tmp_path / "reports", f"{sentence} So did all.", name="copy.txt")
        claim = making.claim(other, sentence=sentence, quote="3", value=making.number(3))
        case.add_readings([Reading(other, (claim,))])
        case.add_judgements([replace(making.judgement(claim), quote=sentence)])
    withdraw(path)
    with Case.open(path) as case:
        assert [one.quote for one in case.judgements() if one.document == claim.document] == [sentence]
    assert verify(path) == []
