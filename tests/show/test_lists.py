"""Lists of a case as JSON, CSV and tables: stable shapes, documented, safe to open."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from crossbearing.model.claims import Claim
from crossbearing.model.documents import MarkKind
from crossbearing.model.errors import CaseError, SettingsError
from crossbearing.model.locators import ImageRegion, PageBox
from crossbearing.model.steps import Reject
from crossbearing.model.values import TextValue
from crossbearing.show.plain import spreadsheet_safe
from crossbearing.show.shapes import COLUMNS, SHAPES_VERSION, claims, findings, incidents, shape, sources
from crossbearing.show.tables import render
from tests.show.cast import LABELS, dead
from tests.show.invented import invented_case
from tests.show.memory import MemoryCase

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "json.md"
LISTS = tuple(COLUMNS)
ALIKE = (
    "spanning[]",
    "unknowns[]",
    "starts[]",
    "ends[]",
    "orders[].before[]",
    "orders[].after[]",
    "orders[].together[]",
)
"""Lists whose objects the guide describes by naming another list that they are shaped like."""


def names(row: dict[str, object], prefix: str = "") -> set[str]:
    """Return the names of all fields of a row, those of inner objects dotted, those in lists after `[]`."""
    found: set[str] = set()
    for key, value in row.items():
        found.add(prefix + key)
        if isinstance(value, dict) and key not in ("value", "when", "where", "verdicts"):
            found |= names(value, f"{prefix}{key}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            found |= names(value[0], f"{prefix}{key}[].")
    return found


def test_a_claim_has_exactly_the_designed_fields() -> None:
    """A claim has the fields of the design, in its order, and its inner objects too."""
    row = claims(invented_case())[0]
    designed = "id statement document span event slot value scope speakers stance basis hedges step score judgement"
    assert list(row) == designed.split()
    assert list(row["span"]) == ["start", "end", "quote"]
    assert list(row["event"]) == ["id", "type", "negated", "phase"]
    assert list(row["speakers"][0]) == ["name", "link", "named", "actor", "stance"]
    assert next(iter(row["value"])) == "type"
    assert list(row["value"])[-1] == "text"


def test_spans_point_into_the_text() -> None:
    """The quote of a span is the text between its offsets."""
    case = invented_case()
    texts = {text.document: text.content for text in case.text_list}
    for row in claims(case):
        assert texts[row["document"]][row["span"]["start"] : row["span"]["end"]] == row["span"]["quote"]


def test_speakers_run_from_the_publisher_inwards() -> None:
    """The publisher heads the chain and the one whose knowledge it is ends it."""
    row = next(
        row for row in claims(invented_case(), slot="killed") if row["span"]["quote"] == "62 soldiers were killed"
    )
    assert row["speakers"][0]["name"] == "publisher"
    assert row["speakers"][-1]["name"] == "Syrian army"


def test_the_last_judgement_is_shown() -> None:
    """A judged claim carries the last decision with its author; others carry null."""
    rows = claims(invented_case())
    judged = [row for row in rows if row["judgement"]]
    assert sorted(row["judgement"]["decision"] for row in judged) == ["accept", "reject", "unsure"]
    assert judged[0]["judgement"]["who"] == "reviewer"


def test_claims_outside_running_text() -> None:
    """A claim in a picture or on a page has no offsets; words on a page are kept."""
    case = MemoryCase()
    document = case.report("Paper", "2020-01-01", "Five people died there on that day.")
    case.claim(document, "Five people died", "killed", dead("Five", 5, 5), locator=PageBox(1, 0, 0, 1, 1, "Five"))
    case.claim(document, "on that day", "other", TextValue("x"), locator=ImageRegion(0, 0, 1, 1))
    assert [row["span"] for row in claims(case)] == [
        {"start": None, "end": None, "quote": "Five"},
        {"start": None, "end": None, "quote": ""},
    ]


def test_filters() -> None:
    """Lists are narrowed by incident, document and question; what is unknown is an error."""
    case = invented_case()
    assert {row["slot"] for row in claims(case, slot="losses")} == {"losses"}
    assert len(claims(case, incident="DEZ-OLD22")) == len(case.incident("DEZ-4F2K9").members)
    assert [row["id"] for row in incidents(case, incident="XXX-22BCD")] == ["XXX-22BCD"]
    assert {row["incident"] for row in findings(case, incident="DEZ-OLD22")} == {"DEZ-4F2K9"}
    assert [row["publisher"] for row in sources(case, incident="XXX-22BCD")] == ["Reuters"]
    with pytest.raises(CaseError):
        claims(case, incident="NOPE")
    with pytest.raises(SettingsError, match="narrowed"):
        shape(case, "rejects", {"slot": "killed"}, "json")
    with pytest.raises(SettingsError, match="no list"):
        shape(case, "nonsense", {}, "json")
    with pytest.raises(SettingsError, match="no form"):
        shape(case, "claims", {}, "yaml")


@pytest.mark.parametrize("what", LISTS)
def test_csv_and_json_list_the_same(what: str) -> None:
    """CSV has a row for each JSON object, in order, under the columns promised."""
    case = invented_case()
    rows = json.loads(shape(case, what, {}, "json"))
    table = list(csv.DictReader(io.StringIO(shape(case, what, {}, "csv"))))
    assert len(table) == len(rows) > 0
    assert tuple(table[0]) == COLUMNS[what]
    first = COLUMNS[what][0]
    assert [spreadsheet_safe(str(row[first])) for row in rows] == [row[first] for row in table]
    filled = {name for row in table for name, cell in row.items() if cell}
    assert set(COLUMNS[what]) - filled <= {"judgement.why", "event.phase", "remedy", "unknowns", "one_side"}


@pytest.mark.parametrize("what", LISTS)
def test_empty_lists(what: str) -> None:
    """An empty case gives an empty list, a CSV with its header alone, and a table that says why."""
    case = MemoryCase()
    assert json.loads(shape(case, what, {}, "json")) == []
    assert shape(case, what, {}, "csv") == ",".join(COLUMNS[what])
    assert len(render(case, what, {}, LABELS).split()) > 4


@pytest.mark.parametrize("what", LISTS)
def test_the_guide_names_every_field(what: str) -> None:
    """`docs/guide/json.md` describes each field of each list, at the version of the shapes."""
    guide = GUIDE.read_text(encoding="utf-8")
    assert f"version {SHAPES_VERSION}" in guide
    section = guide.split(f"## `{what}`")[1].split("\n## ")[0]
    documented = set(re.findall(r"^\| `([^`]+)`", section, flags=re.MULTILINE))
    rows = json.loads(shape(invented_case(), what, {}, "json"))
    used = {name for row in rows for name in names(row) if not name.startswith(ALIKE)}
    assert used - documented == set()
    assert documented - used == set()


@pytest.mark.parametrize(
    ("cell", "safe"),
    [("=1+1", "'=1+1"), ("+1", "'+1"), ("@x", "'@x"), ("-x", "'-x"), ("-5", "-5"), ("62", "62"), ("", "")],
)
def test_no_cell_becomes_a_formula(cell: str, safe: str) -> None:
    """A cell that a spreadsheet would run gets an apostrophe in front; numbers stay as they are."""
    assert spreadsheet_safe(cell) == safe


def test_a_hostile_quote_in_csv() -> None:
    """A quote that begins like a formula is harmless in the CSV and unchanged in the JSON."""
    case = MemoryCase()
    document = case.report("Paper", "2020-01-01", "=HYPERLINK(1) people died there on that day, it says.")
    case.claim(document, "=HYPERLINK(1) people died", "killed", dead("1", 1, 1))
    assert "'=HYPERLINK" in shape(case, "claims", {}, "csv")
    assert json.loads(shape(case, "claims", {}, "json"))[0]["span"]["quote"].startswith("=HYPERLINK")


class TestTables:
    """Tables for the terminal."""

    @pytest.mark.parametrize("what", LISTS)
    @pytest.mark.parametrize("width", [40, 60, 120, 200])
    def test_fit_the_terminal(self, what: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
        """No line is wider than the terminal, and a pipe gets no escape codes."""
        monkeypatch.setenv("COLUMNS", str(width))
        text = render(invented_case(), what, {}, LABELS)
        assert max(map(len, text.splitlines())) <= width
        assert "\x1b" not in text

    def test_verdicts_in_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Findings are told by sign and word, with how many outlets state an origin."""
        monkeypatch.setenv("COLUMNS", "120")
        text = " ".join(render(invented_case(), "findings", {}, LABELS).split())
        assert "✕ disputed" in text
        assert "state an origin" in text

    def test_words_of_sources_are_only_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Markup of the table library and control characters in a source have no effect."""
        monkeypatch.setenv("COLUMNS", "120")
        case = MemoryCase()
        document = case.report("[red]Paper[/red]", "2020-01-01", "Five \x1b[31mpeople died there on that day, it says.")
        case.claim(document, "Five \x1b[31mpeople died", "killed", dead("Five", 5, 5))
        text = render(case, "claims", {}, LABELS)
        assert "[red]Paper[/red]" in " ".join(text.split())
        assert "\x1b" not in text

    def test_reasons_for_emptiness_differ(self) -> None:
        """An empty list says whether nothing was taken in, nothing was read, or nothing fits the filter."""
        empty, refused, unread, quiet = MemoryCase(), MemoryCase(), MemoryCase(), MemoryCase()
        refused.reject_list.append(Reject("collect", "a.pdf", "it is encrypted"))
        document = unread.report("Paper", "2020-01-01", "Words in a language that no reader knows.")
        unread.mark(document, "Words", MarkKind.NOT_READ, "no reader for this language")
        quiet.report("Paper", "2020-01-01", "Boil the lentils until they are soft.")
        texts = [render(case, "claims", {}, LABELS) for case in (empty, refused, unread, quiet, invented_case())]
        assert len(set(texts)) == 5
        filtered = render(invented_case(), "claims", {"slot": "missing"}, LABELS)
        assert "slot missing" in " ".join(filtered.split())

    def test_an_unknown_list(self) -> None:
        """A list that does not exist is an error in words."""
        with pytest.raises(SettingsError, match="no list"):
            render(MemoryCase(), "nonsense", {}, LABELS)


def test_the_fixture_reads_like_a_case() -> None:
    """The case in memory gives claims by incident, document and question as the protocol says."""
    case = invented_case()
    every: list[Claim] = list(case.claims())
    assert len(every) == case.counts().claims
    assert sum(len(list(case.claims(document=document.id))) for document in case.documents()) == len(every)
