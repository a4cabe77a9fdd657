"""Errors are told apart, drawn by seed, and never written into the repository."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from evals.reader import Answer
from evals.samples import main, polnear, span_errors

TEXT = "The ministry said that the bridge was closed, the port office denied it."
SILENT = Answer((), {}, {}, {}, frozenset(), lambda start, end: None)


class Fixed:
    """A reader that gives one answer to every text."""

    setting = "fixed"

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def read(self, texts: Iterable[str]) -> Iterator[Answer]:
        """Yield the answer once a text."""
        for _ in texts:
            yield self.answer


def write(path: Path, *rows: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    said = {"source": [[0, 12]], "cue": [[13, 17]], "content": [[18, 44]]}
    write(folder / "polnear" / "dev.jsonl", {"doc_id": "a", "text": TEXT, "attributions": [said]})
    targets = [
        {"id": str(number), "split": split, "text": TEXT, "target": [38, 44], "label": label}
        for number, (split, label) in enumerate([("dev", 3.0), ("dev", 1.5), ("dev", -2.0), ("train", -3.0)])
    ]
    write(folder / "factuality" / "meantime.jsonl", *targets)
    write(folder / "re3d" / "one" / "documents.jsonl", {"_id": "d", "text": TEXT})
    place = {"documentId": "d", "begin": 23, "end": 33, "type": "Location", "confidence": 1.0}
    person = {"documentId": "d", "begin": 0, "end": 12, "type": "Person", "confidence": 1.0}
    write(folder / "re3d" / "one" / "entities.jsonl", place, person)
    return folder


@pytest.mark.parametrize(
    ("ours", "gold", "expected"),
    [
        ([(0, 5)], [(0, 5)], []),
        ([], [(0, 5)], [("missed", (0, 5), None)]),
        ([(0, 5)], [], [("false", None, (0, 5))]),
        ([(2, 5)], [(0, 5)], [("edge", (0, 5), (2, 5))]),
        ([(5, 9)], [(0, 5)], [("missed", (0, 5), None), ("false", None, (5, 9))]),
        ([(0, 2), (3, 9)], [(0, 9)], [("edge", (0, 9), (3, 9)), ("false", None, (0, 2))]),
        ([(0, 9)], [(0, 3), (4, 9)], [("edge", (4, 9), (0, 9)), ("missed", (0, 3), None)]),
        ([(0, 5), (0, 5)], [(0, 5), (6, 9)], [("missed", (6, 9), None)]),
    ],
)
def test_spans_that_touch_are_one_error_and_the_rest_is_missed_or_false(ours, gold, expected):
    """Pairs are made one to one by the characters in common; equal spans are no error."""
    assert list(span_errors(ours, gold)) == expected


def test_a_span_error_shows_both_spans_in_their_place(data):
    """Gold and ours are marked in the text around them, also where they cross."""
    parts = {"source": ((4, 12),), "cue": ((13, 17),), "content": ((27, 71),)}
    errors = list(polnear(data, "dev", Fixed(replace(SILENT, parts=parts))))
    assert [(error.label, error.kind, error.gold, error.ours) for error in errors] == [
        ("source", "edge", "The ministry", "ministry"),
        ("content", "edge", "that the bridge was closed", "bridge was closed, the port office denied it"),
    ]
    assert errors[0].context.startswith("[[The {{ministry]]}} said")
    assert "[[that the {{bridge was closed]], the port office denied it}}." in errors[1].context


def test_scores_off_by_more_than_one_are_errors_and_those_of_train_are_not_looked_at(data, tmp_path, capsys):
    """A score of 2 is right enough for 3 and 1.5, wrong for -2."""
    out = tmp_path / "errors.jsonl"
    arguments = ["--data", str(data), "--set", "factuality/meantime", "--out", str(out)]
    assert main(arguments, Fixed(replace(SILENT, factuality=lambda start, end: 2.0))) == 0
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(error["kind"], error["gold"], error["ours"]) for error in found] == [("score", "-2.00", "2.00")]
    assert "1 of 1 errors" in capsys.readouterr().out


def test_a_target_without_a_score_is_told_apart(data, tmp_path):
    """Where the reader gives no score, 0 is taken, as in the evaluation, and the error says so."""
    out = tmp_path / "errors.jsonl"
    assert main(["--data", str(data), "--set", "factuality/meantime", "--out", str(out)], Fixed(SILENT)) == 0
    assert {json.loads(line)["kind"] for line in out.read_text(encoding="utf-8").splitlines()} == {"unscored"}


def test_of_entities_only_the_kinds_that_describe_an_incident_are_drawn(data, tmp_path):
    """A missed place is an error here, a missed person is not."""
    out = tmp_path / "errors.jsonl"
    assert main(["--data", str(data), "--set", "re3d", "--out", str(out)], Fixed(SILENT)) == 0
    assert [json.loads(line)["gold"] for line in out.read_text(encoding="utf-8").splitlines()] == ["the bridge"]


def test_the_same_seed_draws_the_same_errors_and_another_seed_others(data, tmp_path):
    """Drawing is by seed alone, without replacement."""
    parts = {"source": tuple((place, place + 1) for place in range(20, 60))}
    drawn = []
    for number, seed in enumerate((7, 7, 8)):
        out = tmp_path / f"{number}.jsonl"
        arguments = ["--data", str(data), "--set", "polnear", "--seed", str(seed), "--count", "10", "--out", str(out)]
        assert main(arguments, Fixed(replace(SILENT, parts=parts))) == 0
        drawn.append(out.read_text(encoding="utf-8"))
    assert len(set(drawn[0].splitlines())) == 10
    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"--split": "train"}, "learned from it"),
        ({"--split": "absent"}, "has no absent.jsonl"),
        ({"--out": str(Path(__file__).with_name("errors.jsonl"))}, "lies in the repository"),
        ({"--set": "gva"}, "no errors can be drawn"),
    ],
)
def test_what_cannot_or_must_not_be_drawn_is_refused_and_nothing_is_written(data, tmp_path, capsys, changed, said):
    """The message says what is wrong, and the command ends with 2."""
    options = {"--data": str(data), "--set": "polnear", "--out": str(tmp_path / "errors.jsonl"), **changed}
    assert main([word for pair in options.items() for word in pair], Fixed(SILENT)) == 2
    assert said in capsys.readouterr().err
    assert not Path(options["--out"]).exists()
