"""Tables of coded claims: each row a document of cells, with what the mapping settles for it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from crossbearing.collect.mapping import load_mapping
from crossbearing.collect.refusal import RefusedError
from crossbearing.model.documents import BlockKind
from crossbearing.resources.vocabulary import slots
from tests.collect.making import cells, collect, xlsx

ROOT = Path(__file__).parents[2]
FACTS = ROOT.parent / "shared" / "facts"
MAPPING = """
[columns]
publisher = "outlet"
publisher_kind = "kind"
published = "day"
slot = "about"
value = "says"
unit = "of"
chain = "who"
stance = "how"

[slots]
dead = "killed"
tanks_lost = { slot = "losses", kind = "tank", effect = "destroyed" }
why = "intent"

[codes.intent]
"not on purpose" = "not deliberate"
"on purpose" = "deliberate"

[stances]
rejects = "denies"

[units]
souls = "persons"

[chain]
separator = " < "
order = "publisher_first"
media = ["Gazette"]
unnamed = ["sources"]

[files."north*"]
event = "air_strike"
date = "2021-03-03"
place = "Northport"
country = "NO"
language = "en"
"""
TABLE = """outlet,kind,day,about,says,of,who,how,other
Gazette,newspaper,2021-03-04,dead,>=4,souls,Gazette < sources < Health office,asserts,ignored
Monitor,ngo,2021-03,tanks_lost,2,,Monitor,rejects,
Gazette,newspaper,,why,It was Not on purpose,,Gazette,asserts,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a table of three claims and its mapping."""
    (tmp_path / "north.csv").write_text(TABLE)
    (tmp_path / "mapping.toml").write_text(MAPPING)
    return tmp_path


def test_each_row_is_a_document_of_cells(folder: Path) -> None:
    """Cells stand in the order of the columns under our names; columns not mapped are left out."""
    documents, rejects = collect(folder)
    assert rejects == []
    assert [document.document.locator for document in documents] == ["row=1", "row=2", "row=3"]
    first = documents[0]
    assert all(block.kind is BlockKind.CELL for block in first.text.blocks)
    assert [block.label for block in first.text.blocks][:8] == [
        "publisher", "publisher_kind", "published", "claim_type", "value", "unit", "chain", "stance",
    ]  # fmt: skip
    assert "ignored" not in first.text.content
    assert first.text.extractor.startswith("coded_table@")
    assert first.text.language == "en"
    assert (first.publication.publisher, first.publication.kind) == ("Gazette", "newspaper")
    assert [document.publication.published for document in documents] == ["2021-03-04", "2021-03", ""]


def test_the_mapping_settles_what_the_row_leaves_open(folder: Path) -> None:
    """Slot, code, effect, stance, unit, kinds of chain links and file-wide facts stand as cells of their own."""
    dead, lost, why = (cells(document) for document in collect(folder)[0])
    assert (dead["claim_type"], dead["slot"], dead["unit.meaning"]) == ("dead", "killed", "persons")
    assert (dead["chain.separator"], dead["chain.order"], dead["chain.kinds"]) == (
        " < ",
        "publisher_first",
        "medium unnamed -",
    )
    assert (dead["event"], dead["date"], dead["place"], dead["place.country"]) == (
        "air_strike",
        "2021-03-03",
        "Northport",
        "NO",
    )
    assert (lost["slot"], lost["slot.kind"], lost["slot.effect"], lost["stance.code"]) == (
        "losses",
        "tank",
        "destroyed",
        "denies",
    )
    assert (why["slot"], why["slot.code"]) == ("intent", "not deliberate")
    assert "slot.code" not in dead


def test_a_spreadsheet_of_claims_gives_the_same(folder: Path) -> None:
    """The format of the table makes no difference to its claims."""
    rows = [line.split(",") for line in TABLE.splitlines()]
    (folder / "north_b.xlsx").write_bytes(xlsx(rows))
    documents, _ = collect(folder)
    assert [cells(document) for document in documents[:3]] == [cells(document) for document in documents[3:]]


def test_an_unknown_claim_type_is_kept_and_noted_once(folder: Path) -> None:
    """Rows whose type the mapping does not know are read as `other`, and one note names the type."""
    (folder / "north.csv").write_text(TABLE + "Gazette,,,weather,rain,,,,\nGazette,,,weather,snow,,,,\n")
    documents, (reject,) = collect(folder)
    assert [cells(document)["slot"] for document in documents[3:]] == ["other", "other"]
    assert (reject.kind, reject.fatal) == ("unknown_claim_type", False)
    assert "weather" in reject.reason


def test_our_own_slot_names_need_no_mapping_of_words(folder: Path) -> None:
    """A claim type that is a slot of ours means that slot."""
    (folder / "north.csv").write_text(TABLE + "Gazette,,,wounded,11,,,,\n")
    documents, rejects = collect(folder)
    assert rejects == []
    assert cells(documents[-1])["slot"] == "wounded"


def test_a_table_without_a_mapped_column_is_refused(folder: Path) -> None:
    """The reject names the column that is missing and those that are there."""
    (folder / "north.csv").write_text("outlet,about,says\nGazette,dead,4\n")
    documents, (reject,) = collect(folder)
    assert documents == []
    assert reject.kind == "bad_mapping"
    assert "'kind'" in reject.reason
    assert "outlet, about, says" in reject.reason


def test_a_mapping_for_another_table_is_passed_over(folder: Path) -> None:
    """A table of reports beside a table of claims is not held to the claims' mapping, and that is noted."""
    (folder / "reports.csv").write_text("article_title,article_content\nStruck,The harbour was struck at noon.\n")
    documents, (reject,) = collect(folder)
    assert [document.document.name for document in documents] == ["north.csv"] * 3 + ["reports.csv"]
    assert (reject.kind, reject.where, reject.fatal) == ("mapping_passed_over", "reports.csv", False)


@pytest.mark.parametrize(
    ("mapping", "part"),
    [
        ("[columns", "valid TOML"),
        ("[columns]\nvalue = 'v'\n", "'slot'"),
        ("[columns]\nslot = 's'\n", "'value'"),
        ("[columns]\nslot = 's'\nvalue = 'v'\npublsher = 'p'\n", "did you mean 'publisher'"),
        ("[colums]\nslot = 's'\n", "did you mean 'columns'"),
        ("[columns]\nslot = 's'\nvalue = 'v'\n[slots]\nx = 'kiled'\n", "did you mean 'killed'"),
        ("[columns]\nslot = 's'\nvalue = 'v'\n[slots]\nx = { slot = 'killed', event = 'airstrike' }\n", "air_strike"),
        ("[columns]\nslot = 's'\nvalue = 'v'\n[stances]\nx = 'deny'\n", "denies"),
        ("[columns]\nslot = 's'\nvalue = 'v'\n[chain]\norder = 'up'\n", "origin_first"),
        ("[columns]\nslot = 's'\nvalue = 'v'\n[table]\ndate_order = 'us'\n", "date_order"),
        ("[columns]\nslot = 's'\nvalue = 'v'\n[[families]]\nbodies = []\n", "without a name"),
    ],
)
def test_a_mistake_in_a_mapping_is_named(tmp_path: Path, mapping: str, part: str) -> None:
    """Each mistake is refused with the field that is wrong, and where it is near a known word, with that word."""
    path = tmp_path / "mapping.toml"
    path.write_text(mapping)
    with pytest.raises(RefusedError) as caught:
        load_mapping(path)
    assert caught.value.kind == "bad_mapping"
    assert part in caught.value.what
    assert caught.value.where == str(path)


def test_families_are_read() -> None:
    """The complete mapping names bodies that count as one origin, in the tables it holds for."""
    mapping = load_mapping(ROOT / "examples" / "facts-mapping.toml")
    assert mapping.coded
    assert mapping.families
    assert all(family.name and family.bodies for family in mapping.families)


@pytest.mark.parametrize(("name", "rows"), [("deir_ez_zor_2016.csv", 250), ("khan_shaykhun_2017.csv", 65)])
def test_the_fact_tables_load_whole(name: str, rows: int) -> None:
    """Every row of the fact tables is a document with a slot of ours, an answer and a publisher; nothing is noted."""
    if not FACTS.exists():
        pytest.skip("the fact tables are not beside this checkout")
    documents, rejects = collect(FACTS / name, mapping=ROOT / "examples" / "facts-mapping.toml")
    assert rejects == []
    assert len(documents) == rows
    found = [cells(document) for document in documents]
    assert all(row["slot"] in slots() and row["value"] and row["publisher"] for row in found)
    counts = Counter(row["slot"] for row in found)
    assert counts["killed"] >= 15
    assert counts["other"] < 0.05 * rows
    unread = {row["stance"] for row in found} - {
        "asserts", "denies", "supposes", "concedes", "conditional", "declines", "cannot_say", "retracts",
    }  # fmt: skip
    assert unread == set()
