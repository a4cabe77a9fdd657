"""Each set is scored through a reader; a perfect one scores 100, and the train part is never scored."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from evals.__main__ import main, table
from evals.loaders import Attribution
from evals.neutrality import swaps
from evals.reader import Answer
from evals.sets import NOT_YET, SETS, factuality, muc4, polnear

from crossbearing.read.templates.records import Filler, Incident

TEXT = "The ministry said that the bridge was closed."
GOLD = Attribution(((0, 12),), ((13, 17),), ((18, 44),))
NOTHING = Answer((), {}, {}, {}, frozenset(), lambda start, end: None)


class Fixed:
    """A reader that gives one answer to every text."""

    setting = "fixed"

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def read(self, texts: Iterable[str]) -> Iterator[Answer]:
        """Yield the answer once a text."""
        for _ in texts:
            yield self.answer


def write(folder: Path, name: str, row: dict) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps(row) + "\n", encoding="utf-8")


@pytest.fixture
def quotes(tmp_path: Path) -> Path:
    row = {
        "doc_id": "a",
        "text": TEXT,
        "attributions": [{"source": [[0, 12]], "cue": [[13, 17]], "content": [[18, 44]]}],
    }
    write(tmp_path, "polnear/test.jsonl", row)
    write(tmp_path, "polnear/train.jsonl", row)
    return tmp_path


def test_a_perfect_reader_scores_100_on_every_split_but_train(quotes):
    parts = {"source": GOLD.source, "cue": GOLD.cue, "content": GOLD.content}
    rows = list(polnear(quotes, Fixed(Answer((GOLD,), parts, {}, {}, frozenset(), lambda start, end: None))))
    assert {row.split for row in rows} == {"test"}
    assert {row.ours for row in rows} == {100.0}


def test_a_silent_reader_scores_0(quotes):
    assert {row.ours for row in polnear(quotes, Fixed(NOTHING))} == {0.0}


def test_a_role_filler_counts_under_any_of_its_forms(tmp_path):
    row = {
        "docid": "d",
        "text": "the depot burned; the fuel depot was lost",
        "templates": [
            {
                "incident_type": "arson",
                "PerpInd": [],
                "PerpOrg": [],
                "Target": [["depot", "fuel depot"]],
                "Victim": [],
                "Weapon": [],
            }
        ],
        "full_key": [],
    }
    write(tmp_path, "muc4/dev.jsonl", row)
    answer = Answer((), {}, {"target": ((22, 32),)}, {}, frozenset({"arson"}), lambda start, end: None)
    found = {item.metric: item.ours for item in muc4(tmp_path, Fixed(answer))}
    assert found["Target filler F1"] == 100.0
    assert found["incident type F1, a document"] == 100.0
    assert found["CEAF-TF micro F1"] == found["CEAF-REE micro F1"] == 0.0


def test_assembled_incidents_are_scored_as_templates(tmp_path):
    template = {"incident_type": "arson", "PerpInd": [], "PerpOrg": [], "Target": [["depot", "fuel depot"]]}
    row = {
        "docid": "d",
        "text": "the depot burned; the fuel depot was lost",
        "templates": [{**template, "Victim": [], "Weapon": []}],
        "full_key": [],
    }
    write(tmp_path, "muc4/dev.jsonl", row)
    fire = Incident("arson", (Filler("target", "fuel depot", (22, 32), ("depot",), 0.9),), (0,), 0.9)
    found = {item.metric: item.ours for item in muc4(tmp_path, Fixed(replace(NOTHING, assembled=(fire,))))}
    assert found["CEAF-TF micro F1"] == found["CEAF-REE micro F1"] == found["CEAF-TF incident_type F1"] == 100.0


def test_factuality_is_scored_off_the_train_part_with_a_constant_beside_it(tmp_path):
    rows = [
        {"id": str(i), "split": split, "text": TEXT, "target": [37, 43], "label": label}
        for i, (split, label) in enumerate([("dev", 3.0), ("dev", -1.0), ("train", 2.0)])
    ]
    (tmp_path / "factuality").mkdir()
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "factuality" / "meantime.jsonl").write_text(lines, encoding="utf-8")
    answer = Answer((), {}, {}, {}, frozenset(), lambda start, end: 1.0)
    found = {row.metric: row for row in factuality(tmp_path, Fixed(answer))}
    assert found["mean absolute error"].ours == 2.0
    assert found["Pearson r"].count == 2


def test_every_set_of_the_collection_is_named_and_none_is_left_out_in_silence():
    names = {item.name for item in SETS}
    assert {
        "polnear",
        "muc4",
        "factuality",
        "re3d",
        "airwars_gaza",
        "airwars_syria",
        "gva",
        "toponyms",
        "fa_kes",
    } == names


def test_the_command_names_what_is_missing_and_returns_2(tmp_path, capsys):
    assert main(["--data", str(tmp_path), "--alone", "--models", str(tmp_path), "--set", "polnear"]) == 2
    assert "no such file" in capsys.readouterr().err
    assert main(["--data", str(tmp_path), "--set", "polnear"]) == 2
    assert "no folder 'polnear'" in capsys.readouterr().err


def test_the_table_says_what_is_not_read_yet(quotes):
    rows = list(polnear(quotes, Fixed(NOTHING)))
    assert "exact F1" in table(rows)
    assert NOT_YET == "not yet read by the product"


def test_a_reader_that_marks_words_by_place_is_unmoved_by_a_swap():
    assert all(not any(swap.differing.values()) for swap in swaps(Fixed(NOTHING)))


def test_a_reader_that_knows_one_party_is_found_out():
    class Partial:
        def read(self, texts: Iterable[str]) -> Iterator[Answer]:
            """Mark a target in sentences of one party alone."""
            for text in texts:
                roles = {"target": ((0, 3),)} if text.startswith("A spokesman for the Iraqi") else {}
                yield Answer((), {}, roles, {}, frozenset(), lambda start, end: None)

    assert next(swaps(Partial())).differing["roles"] == 11
