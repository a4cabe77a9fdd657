"""A case on a PostgreSQL server: where it stands, that many writers lose nothing, that what was altered shows."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from crossbearing.model.errors import CaseError, CaseExistsError, CaseMissingError, CaseWriteError, SettingsError
from crossbearing.model.steps import Reading
from crossbearing.store.address import Server, server_of
from crossbearing.store.case import Case
from crossbearing.store.sealing import Sealed, restore, sealed
from crossbearing.store.verify import verify
from tests.store import behind, making
from tests.store.test_withdrawing import AUTHORITY, TOWN, fill

WRITERS = 50


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("postgresql://db.example.org/cases?case=homs", Server("cases", "homs", "db.example.org")),
        ("postgresql:/db.example.org/cases?case=homs", Server("cases", "homs", "db.example.org")),
        ("postgres://me@db.example.org:5433/cases?case=a.b", Server("cases", "a.b", "db.example.org", "5433", "me")),
        ("postgresql:///cases?case=homs", Server("cases", "homs")),
        ("postgresql:///cases?host=/run/x&case=homs", Server("cases", "homs", options=(("host", "/run/x"),))),
        ("postgresql://h/c?sslmode=verify-full&case=n", Server("c", "n", "h", options=(("sslmode", "verify-full"),))),
        ("homs.case", None),
        ("/data/postgresql/homs.case", None),
    ],
)
def test_address(written: str, meant: Server | None) -> None:
    """An address is read as written, also where it was taken for a path; what is none is a path."""
    assert server_of(written) == meant
    assert server_of(Path(written)) == meant
    if meant is not None:
        assert server_of(str(meant)) == meant


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("postgresql://me:secret@h/cases?case=a", "password"),
        ("postgresql://h/cases", "names no case"),
        ("postgresql://h/cases?case=a/../b", "no name of a case"),
        ('postgresql://h/cases?case=a"; drop', "no name of a case"),
        ("postgresql://?case=a", "names no database"),
        ("postgresql://h/cases?case=a&password=secret", "settings that are not known"),
    ],
)
def test_address_that_is_none(written: str, what: str) -> None:
    """A bad address is refused with what is wrong, and a password is not shown again."""
    with pytest.raises(SettingsError, match=what) as refused:
        server_of(written)
    if "@" in written:
        assert "secret" not in str(refused.value)


def test_made_once(server: str) -> None:
    """Where a case stands, none is made; where none stands, none is opened."""
    with pytest.raises(CaseMissingError):
        Case.open(f"{server}&case=once")
    assert not Case.unfinished(f"{server}&case=once")
    with Case.create(f"{server}&case=once") as case:
        assert case.meta()["name"] == "once"
    assert Case.unfinished(f"{server}&case=once")
    with pytest.raises(CaseExistsError):
        Case.create(f"{server}&case=once")


def test_nothing_is_left_of_a_case_that_could_not_be_made(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case is there whole or not at all."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("crossbearing.store.case.log.append", fail)
        with pytest.raises(CaseWriteError):
            Case.create(f"{server}&case=half")
    with pytest.raises(CaseMissingError):
        Case.open(f"{server}&case=half")
    Case.create(f"{server}&case=half").close()


def test_schema_of_somebody_else(server: str) -> None:
    """A schema that is no case is left alone."""
    with Case.create(f"{server}&case=own") as case:
        behind.change(case, "CREATE SCHEMA case_theirs")
    for ask in (Case.open, Case.create):
        with pytest.raises(CaseError, match=r"not a case|something else"):
            ask(f"{server}&case=theirs")


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("postgresql:///cases?host=/nowhere&case=a", "cannot be reached"),
        ("{server}&case=a", "cannot be reached.*others"),
    ],
)
def test_server_that_is_not_there(server: str, address: str, what: str) -> None:
    """A server or database that is not there is said to be missing."""
    with pytest.raises(CaseError, match=what):
        Case.open(address.format(server=server.replace("/cases?", "/others?")))


def test_newer_case_is_not_touched(server: str) -> None:
    """A case of a newer format is refused."""
    with Case.create(f"{server}&case=newer") as case:
        behind.change(case, "COMMENT ON SCHEMA case_newer IS 'Crossbearing case, format 999'")
    with pytest.raises(CaseError, match="format 999"):
        Case.open(f"{server}&case=newer", write=True)


def test_fifty_writers(server: str, tmp_path: Path) -> None:
    """Fifty who write at once lose nothing: all judgements and documents are there, the chain of the log is whole."""
    address = f"{server}&case=fifty"
    first = making.reading(tmp_path, "Homs", 1)
    with Case.create(address) as case:
        case.add_readings([first])
        written_before = len(list(case.entries()))

        def write(number: int) -> None:
            with Case.open(address, write=True) as own:
                own.add_judgements([making.judgement(first.claims[0], id_=f"judgement-{number}")])
                own.add_readings([making.reading(tmp_path, f"town-{number}", number + 10)])
                own.settings({"shared": str(number), f"own-{number}": "kept"})

        with ThreadPoolExecutor(WRITERS) as pool:
            list(pool.map(write, range(WRITERS)))
        assert {one.id for one in case.judgements()} == {f"judgement-{number}" for number in range(WRITERS)}
        assert case.counts().documents == WRITERS + 1
        assert case.tallies("stance") == {"asserts": WRITERS + 1}
        assert sum(name.startswith("own-") for name in case.meta()) == WRITERS
        entries = list(case.entries())
        assert [entry.n for entry in entries] == list(range(1, written_before + 3 * WRITERS + 1))
        assert [entry.prev for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]
    assert verify(address) == []


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE claims SET body = replace(body, 'killed', 'wounded') WHERE n = 1", "altered"),
        ("DELETE FROM claims WHERE n = 2", "not there"),
        ("UPDATE log SET detail = '{}' WHERE n = 2", "log entry 2"),
        ("DELETE FROM log WHERE n = 3", "are missing"),
        ("UPDATE original_parts SET data = 'x'", "altered (original of"),
        ("DELETE FROM original_parts", "missing (original of"),
        ("INSERT INTO original_parts VALUES ('ab', 0, 'x')", "no document has this original"),
        ("DELETE FROM documents WHERE n = 1", "refers to a row of documents"),
        ("UPDATE judgements SET body = replace(body, 'accept', 'reject')", "not those that the log says"),
        ("UPDATE tallies SET n = n + 1", "said to be"),
    ],
)
def test_altered_row(filled: Case, statement: str, what: str) -> None:
    """What somebody altered with the guards out of the way is named."""
    assert verify(filled.path) == []
    assert behind.tamper(filled, statement)[0]
    assert any(what in problem for problem in verify(filled.path))


def _originals(whole: Sealed, folder: Path) -> Callable[[str], Path]:
    def original(sha256: str) -> Path:
        whole.copy_original(sha256, folder / sha256)
        return folder / sha256

    return original


def _handed_over(case: Path | Server, place: Path | Server, folder: Path) -> None:
    with sealed(case) as whole:
        restore(
            Path(place) if isinstance(place, Server) else place,
            format_=whole.format,
            rows=whole.rows,
            originals=_originals(whole, folder),
            told={"bag": "a test"},
            head=whole.head,
        )


def test_moved_between_stores(filled: Case, server: str, tmp_path: Path) -> None:
    """A case moved from a server to a folder and to a server again is the same case, and goes on from where it was."""
    address = server_of(f"{server}&case=moved")
    assert address is not None
    _handed_over(filled.path, tmp_path / "moved.case", tmp_path)
    _handed_over(tmp_path / "moved.case", address, tmp_path)
    with Case.open(address, write=True) as moved:
        for name in ("claims", "documents", "findings", "judgements", "incidents"):
            assert list(getattr(moved, name)()) == list(getattr(filled, name)())
        assert [entry.hash for entry in moved.entries()][: len(list(filled.entries()))] == [
            entry.hash for entry in filled.entries()
        ]
        assert [hit.document for hit in moved.search("killed")] == [hit.document for hit in filled.search("killed")]
        moved.add_readings([making.reading(tmp_path, "Raqqa", 7)])
        assert moved.counts().documents == filled.counts().documents + 1
    assert verify(address) == []
    with pytest.raises(CaseExistsError):
        _handed_over(tmp_path / "moved.case", address, tmp_path)


def test_nothing_is_left_of_a_bad_hand_over(filled: Case, server: str, tmp_path: Path) -> None:
    """What is no whole case is not taken in, and leaves no draft."""
    address = f"{server}&case=broken"
    with sealed(filled.path) as whole, pytest.raises(CaseError, match="no whole case"):
        restore(
            Path(address),
            format_=whole.format,
            rows=lambda table: [] if table == "claims" else whole.rows(table),
            originals=_originals(whole, tmp_path),
            told={},
            head=whole.head,
        )
    assert behind.ask(filled, "SELECT nspname FROM pg_namespace WHERE nspname ~ 'draft|broken'") == []


def test_log_cannot_be_emptied(server: str) -> None:
    """Emptying a table at one stroke is refused like any other change."""
    with Case.create(f"{server}&case=emptied") as case:
        for table in ("log", "judgements", "records"):
            with pytest.raises(CaseError, match="append-only"):
                behind.change(case, f"TRUNCATE {table} CASCADE")


def test_large_original(server: str, tmp_path: Path) -> None:
    """An original of several parts comes back byte by byte, and an empty one is there."""
    address = f"{server}&case=large"
    with Case.create(address) as case:
        large, empty = (making.collected(tmp_path, content) for content in ("word " * 700_000, ""))
        case.add_readings([Reading(large), Reading(empty)])
        assert case.original(large.document.id) == b"word " * 700_000
        assert case.original(empty.document.id) == b""
    assert verify(address) == []


def tables_with(case: Case, word: str) -> set[str]:
    """Return which tables of a case on a server hold a word anywhere, in any column, as text or as bytes."""
    forms = [word.casefold(), *(form.encode().hex() for form in (word, word.casefold(), word.upper()))]
    held = " OR ".join(f"lower(one::text) LIKE '%%{form}%%'" for form in forms)
    found = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
    names = [str(name) for (name,) in behind.ask(case, found)]
    return {name for name in names if behind.ask(case, f'SELECT 1 FROM "{name}" AS one WHERE {held} LIMIT 1')}


def test_withdrawal_leaves_nothing_in_any_table(server: str, tmp_path: Path) -> None:
    """What is withdrawn stands in no table any more, its original and the index of words included; the rest does."""
    with Case.create(f"{server}&case=withdrawn") as case:
        fill(case, tmp_path / "reports")
        assert {"documents", "texts", "claims", "judgements", "records"} <= tables_with(case, TOWN)
        assert len(tables_with(case, TOWN)) > 7
        one = next(one.id for one in case.documents() if one.name.startswith("exampletown"))
        case.withdrawals().withdraw([one], authority=AUTHORITY)
        case.withdrawals().purge()
        assert tables_with(case, TOWN) == set()
        assert {"documents", "texts", "claims"} <= tables_with(case, "Hama")
        assert verify(case.path) == []
