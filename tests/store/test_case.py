"""Making, opening and refusing cases, and what is in them afterwards."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from crossbearing.model.claims import Claim
from crossbearing.model.documents import Publication
from crossbearing.model.errors import (
    CaseError,
    CaseExistsError,
    CaseMissingError,
    CaseTooNewError,
    CaseWriteError,
)
from crossbearing.model.findings import Verdict
from crossbearing.model.protocols import CaseCounts, CaseReader, CaseWriter, Linked
from crossbearing.model.steps import Reading, Reject
from crossbearing.store import case as case_module
from crossbearing.store import tables
from crossbearing.store.case import Case
from crossbearing.store.verify import verify
from tests.store import making


class TestMakingAndOpening:
    """A case is there whole or not at all, and nothing else is taken for one."""

    def test_new_case_is_empty(self, case: Case) -> None:
        """A new case holds nothing, knows its name and has one entry in its log."""
        assert case.counts() == CaseCounts(0, 0, 0, 0, 0, 0, 0, 0)
        assert case.meta()["name"] == "A case"
        assert [entry.action for entry in case.entries()] == ["create"]
        assert verify(case.path) == []

    def test_name_is_that_of_the_folder(self, tmp_path: Path) -> None:
        """A case without a name is called as its folder."""
        with Case.create(tmp_path / "homs-2017.case") as case:
            assert case.meta()["name"] == "homs-2017"

    def test_existing_case_is_refused(self, case: Case) -> None:
        """Where a case stands, none is made, and the message tells what to do instead."""
        with pytest.raises(CaseExistsError, match=r"add.*--case"):
            Case.create(case.path)

    def test_other_folder_is_refused(self, tmp_path: Path) -> None:
        """A folder that holds something else is left alone."""
        (tmp_path / "notes").mkdir()
        (tmp_path / "notes" / "a.txt").write_text("mine")
        with pytest.raises(CaseError, match="something else"):
            Case.create(tmp_path / "notes")
        assert [path.name for path in (tmp_path / "notes").iterdir()] == ["a.txt"]

    def test_file_is_refused(self, tmp_path: Path) -> None:
        """So is a file."""
        (tmp_path / "a.case").write_text("mine")
        with pytest.raises(CaseError, match="something else"):
            Case.create(tmp_path / "a.case")

    def test_empty_folder_is_taken(self, tmp_path: Path) -> None:
        """An empty folder of that name is no obstacle."""
        (tmp_path / "a.case").mkdir()
        Case.create(tmp_path / "a.case").close()
        assert verify(tmp_path / "a.case") == []

    def test_nothing_is_left_of_a_case_that_could_not_be_made(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """If making a case fails, no folder of any name is left."""

        def fail(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("crossbearing.store.case.upgrade", fail)
        with pytest.raises(CaseWriteError, match=r"a\.case: the disk is full"):
            Case.create(tmp_path / "a.case")
        assert list(tmp_path.iterdir()) == []

    def test_made_by_another_process_meanwhile(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Of two processes that make the same case, one is told that it stands there already."""
        path = tmp_path / "a.case"

        def slowly(folder: Path, name: str, *, named: Path) -> None:
            monkeypatch.undo()
            Case.create(path).close()
            make(folder, name, named=named)

        make = case_module._make
        monkeypatch.setattr(case_module, "_make", slowly)
        with pytest.raises(CaseExistsError):
            Case.create(path)
        assert [one.name for one in tmp_path.iterdir()] == ["a.case"]
        assert verify(path) == []

    def test_missing_case(self, tmp_path: Path) -> None:
        """Where nothing stands, nothing is opened or made."""
        with pytest.raises(CaseMissingError, match=r"no\.case: no such case"):
            Case.open(tmp_path / "no.case", write=True)
        assert not (tmp_path / "no.case").exists()

    @pytest.mark.parametrize(
        ("make", "message"),
        [
            (lambda folder: None, "not a case"),
            (lambda folder: (folder / "case.db").write_bytes(b""), "damaged"),
            (lambda folder: (folder / "case.db").write_bytes(b"something else " * 99), "damaged"),
            (lambda folder: _other_database(folder / "case.db"), "another program"),
        ],
        ids=["empty folder", "empty file", "other file", "other database"],
    )
    def test_what_is_no_case(self, make: Callable[[Path], object], message: str, tmp_path: Path) -> None:
        """What is no case is said to be none, and stays as it is."""
        folder = tmp_path / "a.case"
        folder.mkdir()
        make(folder)
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        with pytest.raises(CaseError, match=message):
            Case.open(folder, write=True)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before

    @pytest.mark.parametrize("write", [False, True])
    def test_newer_case_is_not_touched(self, filled: Case, write: bool) -> None:
        """A case of a newer format is refused, whatever it is opened for, and no byte of it changes."""
        filled.close()
        with sqlite3.connect(filled.path / "case.db") as database:
            database.execute("PRAGMA journal_mode = DELETE")
            database.execute("PRAGMA user_version = 99")
        database.close()
        before = {path: path.read_bytes() for path in filled.path.rglob("*") if path.is_file()}
        with pytest.raises(CaseTooNewError, match="format 99"):
            Case.open(filled.path, write=write)
        assert {path: path.read_bytes() for path in filled.path.rglob("*") if path.is_file()} == before

    def test_newer_format_still_in_the_write_ahead_log(self, filled: Case) -> None:
        """A newer format is seen where another process has not folded it into the database file yet."""
        other = sqlite3.connect(filled.path / "case.db")
        other.execute("PRAGMA user_version = 99")
        with pytest.raises(CaseTooNewError, match="format 99"):
            Case.open(filled.path)
        other.close()

    def test_reading_case_cannot_be_written(self, filled: Case, folder: Path) -> None:
        """A case opened for reading refuses every change."""
        filled.close()
        with Case.open(filled.path) as case, pytest.raises(CaseWriteError, match="reading only"):
            case.add_readings([making.reading(folder, "Aleppo", 9)])

    def test_case_keeps_to_the_protocols(self, case: Case) -> None:
        """A case is a reader and a writer in the sense of the vocabulary."""
        reader: CaseReader = case
        writer: CaseWriter = case
        wanted = {name for protocol in (CaseReader, CaseWriter) for name in vars(protocol) if not name.startswith("_")}
        assert {name for name in wanted if not callable(getattr(case, name, None))} == set()
        assert all(isinstance(one, Case) for one in (reader, writer))

    def test_unfinished_until_finished(self, tmp_path: Path) -> None:
        """A case is to be resumed until its first build has come to its end."""
        path = tmp_path / "a.case"
        assert not Case.unfinished(path)
        Case.create(path).close()
        assert Case.unfinished(path)
        with Case.resume(path) as case:
            case.finish()
        assert not Case.unfinished(path)


def _other_database(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE claims (id TEXT)")
    database.close()


class TestReadings:
    """What is collected and read comes out as it went in."""

    def test_round_trip(self, case: Case, folder: Path) -> None:
        """Document, publication, text, claims, marks and original are returned as given, and the case is in order."""
        given = making.reading(folder, "Homs", 5, title="A strike")
        case.add_readings([given])
        assert list(case.documents()) == [given.collected.document]
        assert list(case.publications()) == [given.collected.publication]
        assert list(case.texts()) == [given.collected.text]
        assert list(case.claims()) == list(given.claims)
        assert list(case.marks()) == list(given.marks)
        assert case.original(given.collected.document.id) == Path(given.collected.path).read_bytes()
        assert verify(case.path) == []

    def test_original_is_guarded(self, case: Case, folder: Path) -> None:
        """The copy is marked read-only, whatever its source was."""
        given = making.reading(folder, "Homs", 5)
        case.add_readings([given])
        (copy,) = (path for path in (case.path / "originals").rglob("*") if path.is_file())
        assert copy.stat().st_mode & 0o777 == 0o444
        assert copy.name == given.collected.document.sha256

    def test_original_needs_its_source_no_more(self, case: Case, folder: Path) -> None:
        """The case holds its own copy."""
        given = making.reading(folder, "Homs", 5)
        content = Path(given.collected.path).read_bytes()
        case.add_readings([given])
        Path(given.collected.path).unlink()
        assert case.original(given.collected.document.id) == content

    def test_adding_again_changes_nothing(self, filled: Case, folder: Path) -> None:
        """The same readings a second time leave everything as it was but the log."""
        before = _content(filled)
        filled.add_readings([making.reading(folder, town, n) for n, town in enumerate(("Homs", "Hama", "Idlib"), 3)])
        assert _content(filled) == before
        assert verify(filled.path) == []

    def test_same_bytes_from_two_outlets(self, case: Case, folder: Path) -> None:
        """The same bytes from two outlets are one document with two publications, the earlier first."""
        late = making.reading(folder, "Homs", 5, publisher="Courier", published="2017-05-04", name="b.txt")
        early = making.reading(folder, "Homs", 5, publisher="Gazette", published="2017-05-02", name="a.txt")
        case.add_readings([late, early])
        assert case.counts().documents == 1
        assert [publication.publisher for publication in case.publications()] == ["Gazette", "Courier"]
        assert len(list(case.claims())) == 1
        assert verify(case.path) == []

    @pytest.mark.parametrize("turned", [False, True])
    def test_reading_against_the_earlier_publication_counts(self, case: Case, folder: Path, turned: bool) -> None:
        """Of readings by the same steps for two outlets, that of the earlier publication counts, in any order."""
        readings = [
            making.reading(folder, "Homs", 5, publisher="Courier", published="2017-05-04", name="b.txt"),
            making.reading(folder, "Homs", 5, publisher="Gazette", published="2017-05-02", name="a.txt"),
        ]
        for reading in reversed(readings) if turned else readings:
            case.add_readings([reading])
        assert [claim.speakers[0].name for claim in case.claims()] == ["Gazette"]

    def test_newer_reader_replaces_the_older(self, case: Case, folder: Path) -> None:
        """The claims of the newest reading are shown, and the older ones stay stored."""
        old, new = (making.reading(folder, "Homs", 5, step=step) for step in ("reader-1", "reader-2"))
        case.add_readings([old])
        case.add_readings([new])
        assert list(case.claims()) == list(new.claims)
        assert list(case.marks()) == list(new.marks)
        assert case.counts().claims == 1
        with sqlite3.connect(case.path / "case.db") as database:
            assert database.execute("SELECT count(*) FROM claims").fetchone() == (2,)
        database.close()
        assert verify(case.path) == []

    def test_newer_reader_that_finds_nothing(self, case: Case, folder: Path) -> None:
        """A newer reading without any claim replaces the older too."""
        old = making.reading(folder, "Homs", 5)
        case.add_readings([old])
        case.add_readings([Reading(old.collected)])
        assert list(case.claims()) == []
        assert case.tallies("slot") == {}
        assert verify(case.path) == []

    def test_same_reader_with_other_places(self, case: Case, folder: Path) -> None:
        """Claims of the same reader that were resolved anew replace the older ones."""
        old = making.reading(folder, "Homs", 5)
        new = replace(old, claims=(replace(old.claims[0], score=0.5),))
        case.add_readings([old])
        case.add_readings([new])
        assert [claim.score for claim in case.claims()] == [0.5]

    def test_newer_extractor_replaces_the_text(self, case: Case, folder: Path) -> None:
        """The text of a newer extractor is the one that is shown and found."""
        old = making.reading(folder, "Homs", 5)
        case.add_readings([old])
        content = Path(old.collected.path).read_text()
        new = making.collected(folder, content, extractor="plain-2", shown=f"Headline. {content}")
        case.add_readings([Reading(new)])
        assert [text.extractor for text in case.texts()] == ["plain-2"]
        assert [hit.document for hit in case.search("headline")] == [new.document.id]

    def test_newer_extractor_corrects_the_publication(self, case: Case, folder: Path) -> None:
        """A date that a newer extractor reads off the same file corrects the publication, and adds no second one."""
        case.add_readings([making.reading(folder, "Homs", 5, name="a.txt", published="")])
        corrected = making.reading(folder, "Homs", 5, name="a.txt", published="2017-05-02", extractor="plain-2")
        case.add_readings([corrected])
        assert [publication.published for publication in case.publications()] == ["2017-05-02"]
        assert case.counts().publications == 1
        assert verify(case.path) == []

    def test_corrected_metadata_of_a_publication(self, case: Case, folder: Path) -> None:
        """What is told anew of the same publication replaces what was told before."""
        case.add_readings([making.reading(folder, "Homs", 5, title="Old headline")])
        case.add_readings([making.reading(folder, "Homs", 5, title="New headline")])
        assert [publication.title for publication in case.publications()] == ["New headline"]
        assert case.search("old headline") == []
        assert len(case.search("new headline")) == 1

    def test_unread_documents_are_counted(self, case: Case, folder: Path) -> None:
        """A document that no reader could read is collected, searchable and counted, until one can."""
        given = making.reading(folder, "Homs", 5)
        case.add_readings([Reading(given.collected, read=False)])
        assert case.counts().not_read == 1
        assert len(case.search("governor")) == 1
        case.add_readings([given])
        assert case.counts().not_read == 0

    def test_lists_are_in_order(self, case: Case, folder: Path) -> None:
        """Documents come by name, numbers in it by size, and claims in the order of their documents."""
        names = ["b.txt", "a10.txt", "a9.txt"]
        case.add_readings([making.reading(folder, "Homs", n, name=name) for n, name in enumerate(names, 3)])
        assert [document.name for document in case.documents()] == ["a9.txt", "a10.txt", "b.txt"]
        assert [claim.value.describe() for claim in case.claims()] == ["5", "4", "3"]

    def test_filters_of_claims(self, filled: Case) -> None:
        """Claims can be asked for by document, incident, alias of an incident, and slot."""
        every = list(filled.claims())
        assert list(filled.claims(document=every[1].document)) == [every[1]]
        assert list(filled.claims(incident="HOM-23456")) == every
        assert list(filled.claims(incident="OLD-22222")) == every
        assert list(filled.claims(slot="killed")) == every
        assert list(filled.claims(slot="wounded")) == []
        assert list(filled.claims(incident="HOM-99999")) == []

    def test_long_lists_come_whole(self, case: Case, folder: Path) -> None:
        """Lists longer than a page lose and double nothing."""
        of = making.collected(folder, " ".join(f"{n} were killed." for n in range(2500)))
        claims = tuple(
            making.claim(of, sentence=f"{n} were killed.", quote=str(n), value=making.number(n))
            for n in range(1000, 2500)
        )
        case.add_readings([Reading(of, claims)])
        assert list(case.claims()) == list(claims)

    def test_names_that_are_no_text(self, case: Case, folder: Path) -> None:
        """File names and titles with lone surrogates or NUL are stored and returned as they are."""
        given = making.reading(folder, "Homs", 5, name="caf\udce9\0.txt", title="a\ud800b")
        case.add_readings([given])
        assert list(case.documents()) == [given.collected.document]
        assert list(case.publications()) == [given.collected.publication]
        assert verify(case.path) == []

    @pytest.mark.parametrize("change", ["gone", "changed"])
    def test_original_that_is_no_longer_as_collected(self, change: str, case: Case, folder: Path) -> None:
        """A file that vanished or changed since it was collected is a reject, and the others are stored."""
        bad, good = making.reading(folder, "Homs", 5), making.reading(folder, "Hama", 6)
        path = Path(bad.collected.path)
        path.unlink() if change == "gone" else path.write_text("something else")
        case.add_readings([bad, good])
        assert [document.id for document in case.documents()] == [good.collected.document.id]
        assert [reject.where for reject in case.rejects()] == [bad.collected.document.name]
        assert verify(case.path) == []

    def test_nothing_of_a_failing_batch_is_stored(self, filled: Case, folder: Path) -> None:
        """If the readings stop with an error in the middle, nothing of them is stored."""
        before = _content(filled)

        def readings() -> Iterator[Reading]:
            yield making.reading(folder, "Aleppo", 9)
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            filled.add_readings(readings())
        assert _content(filled) == before
        assert verify(filled.path) == []
        filled.add_readings([making.reading(folder, "Aleppo", 9)])
        assert verify(filled.path) == []
        filled.close()
        with Case.open(filled.path, write=True) as case:
            assert case.counts().documents == 4
        assert verify(filled.path) == []


class TestRejects:
    """The reject table tells of the last run of each file."""

    def test_kept_within_a_run(self, case: Case) -> None:
        """Rejects of one run add up, each once."""
        rejects = [Reject("read", "a.csv#row=2", "bad"), Reject("read", "a.csv#row=3", "bad")]
        case.add_rejects(rejects[:1])
        case.add_rejects(rejects)
        assert list(case.rejects()) == rejects

    def test_replaced_by_a_later_run(self, case: Case, folder: Path) -> None:
        """A file that is taken in later loses its old rejects, and others keep theirs."""
        case.add_rejects([Reject("collect", name, "bad") for name in ("a.txt", "a.txt#row=2", "a.txt.bak", "b.txt")])
        case.close()
        with Case.open(case.path, write=True) as later:
            later.add_readings([making.reading(folder, "Homs", 5, name="a.txt")])
            later.add_rejects([Reject("collect", "b.txt", "still bad")])
            assert [(one.where, one.reason) for one in later.rejects()] == [
                ("a.txt.bak", "bad"),
                ("b.txt", "still bad"),
            ]


class TestConclusions:
    """Incidents, origins and findings replace one another whole."""

    def test_round_trip(self, filled: Case) -> None:
        """What was stored is returned, by incident or all."""
        (incident,) = filled.incidents()
        assert filled.incident("HOM-23456") == incident == filled.incident("OLD-22222")
        listings: tuple[Callable[..., Iterator[object]], ...] = (filled.findings, filled.hypotheses, filled.origins)
        for listing in listings:
            assert list(listing()) == list(listing("HOM-23456")) == list(listing("OLD-22222")) != []
            assert list(listing("HOM-99999")) == []
        assert filled.tallies("verdict") == {"single_origin": 1}
        assert verify(filled.path) == []

    def test_unknown_incident(self, filled: Case) -> None:
        """An incident that is not there is an error that names it."""
        with pytest.raises(CaseError, match="HOM-99999"):
            filled.incident("HOM-99999")

    def test_largest_first(self, filled: Case) -> None:
        """Incidents come by their number of claims."""
        claims = list(filled.claims())
        few, many = making.incident("AAA-22222", claims[:1]), making.incident("ZZZ-22222", claims)
        filled.replace_links(Linked((few, many), ()))
        assert [incident.id for incident in filled.incidents()] == ["ZZZ-22222", "AAA-22222"]

    def test_incidents_that_are_gone(self, filled: Case) -> None:
        """An incident that is no more takes its findings along, and can be found by its alias in another."""
        claims = list(filled.claims())
        filled.replace_links(Linked((making.incident("NEW-22222", claims, aliases=("HOM-23456",)),), ()))
        assert [*filled.findings(), *filled.hypotheses(), *filled.origins()] == []
        assert filled.incident("HOM-23456").id == "NEW-22222"
        assert filled.tallies("verdict") == {}
        assert filled.tallies("incident_type") == {"air_strike": 1}
        assert verify(filled.path) == []

    def test_unchanged_incidents_keep_their_findings(self, filled: Case) -> None:
        """Storing the same incidents again leaves the findings alone."""
        findings = list(filled.findings())
        filled.replace_links(Linked(tuple(filled.incidents()), tuple(filled.origins())))
        assert list(filled.findings()) == findings
        assert verify(filled.path) == []

    def test_findings_are_replaced(self, filled: Case) -> None:
        """Findings of an incident replace the former ones, positions and tallies with them."""
        (incident,) = filled.incidents()
        filled.replace_findings([making.weighed(incident, list(filled.claims()), verdict=Verdict.REPEATED)])
        assert [finding.verdict for finding in filled.findings()] == [Verdict.REPEATED]
        assert filled.tallies("verdict") == {"repeated": 1}
        assert verify(filled.path) == []

    def test_findings_of_an_unknown_incident(self, filled: Case) -> None:
        """Findings for an incident that the case does not hold are refused, and nothing changes."""
        before = _content(filled)
        claims = list(filled.claims())
        with pytest.raises(CaseError, match="XXX-22222"):
            filled.replace_findings([making.weighed(making.incident("XXX-22222", claims), claims)])
        assert _content(filled) == before

    def test_weighing_may_read_the_case(self, filled: Case) -> None:
        """Findings may be made from the case while they are stored, one after the other."""
        filled.replace_findings(
            making.weighed(incident, list(filled.claims(incident=incident.id))) for incident in filled.incidents()
        )
        assert len(list(filled.findings())) == 1


class TestAppendOnly:
    """Log and judgements can be added to and nothing else."""

    @pytest.mark.parametrize("table", ["log", "judgements"])
    @pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET n = n + 1"])
    def test_database_refuses(self, filled: Case, table: str, change: str) -> None:
        """The database itself refuses to change or delete them."""
        with sqlite3.connect(filled.path / "case.db") as database, pytest.raises(sqlite3.Error, match="append-only"):
            database.execute(change.format(table))
        database.close()

    def test_judgement_twice(self, filled: Case) -> None:
        """A judgement whose id is there is not stored again."""
        (known,) = filled.judgements()
        filled.add_judgements([known, replace(known, id="another")])
        assert [judgement.id for judgement in filled.judgements()] == [known.id, "another"]
        assert verify(filled.path) == []

    def test_one_entry_a_call(self, filled: Case) -> None:
        """Each writing call leaves one entry, in order, with the hash of the one before."""
        actions = [entry.action for entry in filled.entries()]
        assert actions == ["create", "readings", "links", "findings", "judgements"]
        filled.log("export", {"format": "csv"})
        entries = list(filled.entries())
        assert entries[-1].action == "export"
        assert [entry.prev for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]

    def test_log_holds_no_names(self, filled: Case) -> None:
        """Neither file names, publishers, words of documents nor who judged are in the log."""
        said = json.dumps([entry.detail for entry in filled.entries()])
        for word in ("Gazette", ".txt", "governor", "editor", "Homs", "A case"):
            assert word not in said

    def test_markers(self, filled: Case) -> None:
        """Markers outlive the process, each plan having its own."""
        markers = filled.markers("plan-1")
        assert not markers.done("a")
        markers.mark(["a", "b", "a"])
        markers.mark(["b"])
        filled.close()
        with Case.open(filled.path, write=True) as case:
            assert case.markers("plan-1").done("a")
            assert not case.markers("plan-2").done("a")


def test_settings_are_kept(case: Case) -> None:
    """Settings stand beside the name of the case and can be replaced."""
    case.settings({"reader": "reader-1"})
    case.settings({"reader": "reader-2"})
    assert case.meta()["reader"] == "reader-2"
    assert case.meta()["name"] == "A case"


def test_bodies_agree_with_the_tables(filled: Case) -> None:
    """What screens read from columns is what the bodies say."""
    with sqlite3.connect(filled.path / "case.db") as database:
        rows = database.execute("SELECT label, families, outlets FROM positions").fetchall()
    database.close()
    assert rows == [("3", 1, 1)]


def test_records_are_of_the_vocabulary(filled: Case) -> None:
    """Lists yield records, not rows."""
    assert {type(one) for one in filled.claims()} == {Claim}
    assert {type(one) for one in filled.publications()} == {Publication}


def _content(case: Case) -> list[object]:
    return [
        list(listing())
        for listing in (
            case.documents,
            case.publications,
            case.texts,
            case.claims,
            case.marks,
            case.incidents,
            case.findings,
            case.origins,
            case.hypotheses,
            case.judgements,
        )
    ] + [case.tallies(facet) for facet in ("slot", "stance", "language", "read", "verdict", "incident_type")]


def test_tallies_are_found_out(filled: Case) -> None:
    """A tally that says something else than the records is a problem that `verify` names."""
    with filled._database.writing() as connection:
        connection.execute(update(tables.tallies).where(tables.tallies.c.facet == "slot").values(n=7))
    assert verify(filled.path) == ["slot killed: said to be 7, counted 3"]
