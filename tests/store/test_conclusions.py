"""What a case concludes and what it only ever appends to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import update

from crossbearing.model.claims import Claim, EventRelationKind
from crossbearing.model.documents import Publication
from crossbearing.model.errors import CaseError
from crossbearing.model.findings import Verdict
from crossbearing.model.judgements import Decision, Judgement, TargetKind
from crossbearing.model.protocols import Linked
from crossbearing.model.relations import IncidentRelation
from crossbearing.store import tables
from crossbearing.store.case import Case
from crossbearing.store.verify import verify
from tests.store import behind, making


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


class TestBeyondFindings:
    """What weighing tells beyond findings, and how incidents stand to one another."""

    def test_appraisals_are_kept_with_their_incident(self, filled: Case) -> None:
        """An appraisal comes back as it was, by id or alias, and goes with the next weighing that gives none."""
        (incident,) = filled.incidents()
        weighed = making.weighed(incident, list(filled.claims()))
        appraisal = making.appraisal(incident)
        filled.replace_findings([replace(weighed, appraisal=appraisal)])
        assert list(filled.appraisals()) == list(filled.appraisals("OLD-22222")) == [appraisal]
        assert verify(filled.path) == []
        filled.replace_findings([weighed])
        assert list(filled.appraisals()) == []
        assert verify(filled.path) == []

    def test_an_altered_appraisal_is_found_out(self, filled: Case) -> None:
        """A word changed in an appraisal no longer fits the hash that the log keeps."""
        (incident,) = filled.incidents()
        weighed = making.weighed(incident, list(filled.claims()))
        filled.replace_findings([replace(weighed, appraisal=making.appraisal(incident))])
        with filled._database.writing() as connection:
            connection.execute(update(tables.appraisals).values(body="{}"))
        assert any("findings of incident" in problem for problem in verify(filled.path))

    def test_relations_are_replaced_whole(self, filled: Case) -> None:
        """Relations come back by either incident, are replaced as a whole, and go with an incident that is gone."""
        (incident,) = filled.incidents()
        other = replace(incident, id="ALE-23456", aliases=())
        filled.replace_links(Linked((incident, other), tuple(filled.origins())))
        relation = IncidentRelation(
            EventRelationKind.POSSIBLE_DUPLICATE, incident.id, other.id, told=False, reason="Same place and time."
        )
        filled.replace_relations([relation])
        for asked in (None, incident.id, other.id, "OLD-22222"):
            assert list(filled.relations(asked)) == [relation]
        assert verify(filled.path) == []
        with pytest.raises(CaseError, match="does not hold"):
            filled.replace_relations([replace(relation, other="NOP-22222")])
        filled.replace_links(Linked((incident,), tuple(filled.origins())))
        assert list(filled.relations()) == []
        assert verify(filled.path) == []

    def test_altered_relations_are_found_out(self, filled: Case) -> None:
        """A relation changed behind the program's back no longer fits the log."""
        (incident,) = filled.incidents()
        other = replace(incident, id="ALE-23456", aliases=())
        filled.replace_links(Linked((incident, other), tuple(filled.origins())))
        filled.replace_relations(
            [IncidentRelation(EventRelationKind.SHARES_TOLL, incident.id, other.id, told=True, reason="One figure.")]
        )
        with filled._database.writing() as connection:
            connection.execute(update(tables.relations).values(body="{}"))
        assert any("relations" in problem for problem in verify(filled.path))

    def test_signed_grades_are_kept_and_logged(self, filled: Case) -> None:
        """A grade is kept as it was signed, and the log has its hash and no name."""
        grade = Judgement(
            "g1",
            TargetKind.GRADE,
            "HOM-23456",
            Decision.GRADE,
            "An Analyst",
            "2031-01-01T00:00:00+00:00",
            scale="airwars_harm",
            grade="fair",
            text="",
        )
        filled.add_judgements([grade])
        assert list(filled.judgements())[-1] == grade
        last = list(filled.entries())[-1]
        assert last.action == "judgements"
        assert "Analyst" not in json.dumps(last.detail)
        assert verify(filled.path) == []


class TestAppendOnly:
    """Log and judgements can be added to and nothing else."""

    @pytest.mark.parametrize("table", ["log", "judgements"])
    @pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET n = n + 1"])
    def test_database_refuses(self, filled: Case, table: str, change: str) -> None:
        """The database itself refuses to change or delete them."""
        with pytest.raises(CaseError, match="append-only"):
            behind.change(filled, change.format(table))

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
    assert behind.ask(filled, "SELECT label, families, outlets FROM positions") == [("3", 1, 1)]


def test_records_are_of_the_vocabulary(filled: Case) -> None:
    """Lists yield records, not rows."""
    assert {type(one) for one in filled.claims()} == {Claim}
    assert {type(one) for one in filled.publications()} == {Publication}


def test_tallies_are_found_out(filled: Case) -> None:
    """A tally that says something else than the records is a problem that `verify` names."""
    with filled._database.writing() as connection:
        connection.execute(update(tables.tallies).where(tables.tallies.c.facet == "slot").values(n=7))
    assert verify(filled.path) == ["slot killed: said to be 7, counted 3"]


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
