"""PROV-JSON, JSON-LD and SQLite: valid by the official library or by the database's own checks, references whole."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from prov.model import ProvActivity, ProvAgent, ProvDocument, ProvEntity

from tests.show.export.made import export, private_case
from tests.show.invented import invented_case
from tests.show.memory import MemoryCase

CLAIM_TERMS = {
    *("@id", "@type", "identifier", "name", "text", "appearance", "firstAppearance", "datePublished", "author"),
}
"""Terms of schema.org that a Claim of ours uses: those of Claim, CreativeWork and Thing."""


def load(name: str, folder: Path, case: MemoryCase | None = None) -> Any:
    """Return the JSON of an export."""
    path, _manifest = export(case or invented_case(), name, folder)
    return json.loads(path.read_text(encoding="utf-8"))


def test_prov_is_read_by_the_library(tmp_path: Path) -> None:
    """The official library reads the file, writes it again, and finds it equal."""
    path, manifest = export(invented_case(), "prov", tmp_path)
    document = ProvDocument.deserialize(str(path), format="json")
    again = ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert document == again
    kinds = (("entities", ProvEntity), ("activities", ProvActivity), ("agents", ProvAgent))
    for name, kind in kinds:
        assert len(list(document.get_records(kind))) == manifest["counts"][name] > 0


def test_every_claim_leads_to_an_original(tmp_path: Path) -> None:
    """From every claim, derivations lead to the original of its document, whose hash is given."""
    case = invented_case()
    graph = load("prov", tmp_path, case)
    derived = {one["prov:generatedEntity"]: one["prov:usedEntity"] for one in graph["wasDerivedFrom"].values()}
    for claim in case.claim_list:
        original = derived[derived[f"clm:{claim.id}"]]
        assert original == f"doc:{claim.document}"
        assert len(graph["entity"][original]["cb:sha256"]) == 64


def test_every_end_of_a_relation_is_there(tmp_path: Path) -> None:
    """No relation names an entity, activity or agent that the file does not hold."""
    graph = load("prov", tmp_path)
    nodes = {name for kind in ("entity", "activity", "agent") for name in graph[kind]}
    for kind, relations in graph.items():
        if kind not in ("prefix", "entity", "activity", "agent"):
            ends = {end for one in relations.values() for end in one.values() if isinstance(end, str)}
            assert ends <= nodes, kind


def test_decisions_of_people_are_activities(tmp_path: Path) -> None:
    """A signed decision is an activity that used the claim, by an agent without a name."""
    graph = load("prov", tmp_path)
    signed = [name for name in graph["activity"] if name.startswith("act:judge-")]
    assert len(signed) == 3
    assert "[reviewer 1]" in {agent["prov:label"] for agent in graph["agent"].values()}


def test_claims_in_jsonld(tmp_path: Path) -> None:
    """Every claim is a schema.org Claim with its words, appearance and author, and no rating stands anywhere."""
    case = invented_case()
    graph = load("jsonld", tmp_path, case)
    assert graph["@context"][0] == "https://schema.org"
    claims = [node for node in graph["@graph"] if node["@type"] == "Claim"]
    articles = {node["@id"] for node in graph["@graph"] if node["@type"] == "CreativeWork"}
    assert len(claims) == len(case.claim_list)
    for claim in claims:
        assert {name for name in claim if not name.startswith("cb:")} <= CLAIM_TERMS
        assert claim["text"]
        assert {one["@id"] for one in claim["appearance"]} <= articles
    assert "Rating" not in json.dumps(graph)
    assert "ClaimReview" not in json.dumps(graph)
    assert any(claim.get("author", {}).get("name") == "Syrian army" for claim in claims)


def test_sqlite_is_whole(tmp_path: Path) -> None:
    """The database is sound, every foreign key holds, and each table has as many rows as the manifest says."""
    path, manifest = export(invented_case(), "sqlite", tmp_path)
    with closing(sqlite3.connect(path / "case.sqlite")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for name, number in manifest["counts"].items():
            assert database.execute(f"SELECT count(*) FROM {name}").fetchone() == (number,)
        keys = database.execute("SELECT count(*) FROM pragma_foreign_key_list('claims')").fetchone()
        assert keys == (1,)


def test_sqlite_views_answer(tmp_path: Path) -> None:
    """The views tell who says what, the positions, the figures and what is disputed."""
    path, _manifest = export(invented_case(), "sqlite", tmp_path)
    with closing(sqlite3.connect(path / "case.sqlite")) as database:
        said = database.execute("SELECT origin, publisher FROM who_says_what WHERE slot = 'killed'").fetchall()
        assert ("Syrian army", "Reuters") in said
        for view in ("positions", "figures", "disputed"):
            assert database.execute(f"SELECT count(*) FROM {view}").fetchone()[0] > 0, view


def test_datasette_metadata(tmp_path: Path) -> None:
    """The metadata names the database file and only tables that are in it."""
    path, _manifest = export(private_case(), "sqlite", tmp_path)
    told = json.loads((path / "metadata.json").read_text(encoding="utf-8"))
    (name,) = told["databases"]
    with closing(sqlite3.connect(path / f"{name}.sqlite")) as database:
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert set(told["databases"][name]["tables"]) == tables
