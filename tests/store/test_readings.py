"""What is read into a case: originals, readings that replace one another, rejects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crossbearing.model.steps import Reading, Reject
from crossbearing.store.case import Case
from crossbearing.store.verify import verify
from tests.store import behind, making


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

    @pytest.mark.files
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
        assert behind.ask(case, "SELECT count(*) FROM claims") == [(2,)]
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
