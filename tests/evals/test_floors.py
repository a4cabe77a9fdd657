"""Floors hold where they were measured, and cannot be passed by measuring something else."""

from pathlib import Path

import pytest
from evals.floors import FLOORS, Floor, breaches, floors
from evals.loaders import DataError
from evals.sets import SETS, Row

ROW = Row("polnear", "dev", "cue exact F1", 71.2, setting="student, gate off")


@pytest.mark.parametrize(
    ("floor", "broken"),
    [
        (Floor("polnear", "dev", "cue exact F1", "student, gate off", least=71.0), ""),
        (Floor("polnear", "dev", "cue exact F1", "student, gate off", least=71.3), "below its floor of 71.3"),
        (Floor("polnear", "dev", "cue exact F1", "student, gate off", most=71.0), "above its ceiling of 71"),
        (Floor("polnear", "dev", "source exact F1", "student, gate off", least=1.0), "was not measured"),
        (Floor("polnear", "dev", "cue exact F1", "careful, gate off", least=99.0), ""),
        (Floor("polnear", "test", "cue exact F1", "student, gate off", least=99.0), ""),
        (Floor("muc4", "dev", "CEAF-TF micro F1", "student, gate off", least=99.0), ""),
    ],
)
def test_a_floor_is_broken_by_a_lower_figure_and_by_none_of_a_set_that_was_scored(floor, broken):
    found = breaches([ROW], [floor])
    assert bool(found) == bool(broken)
    assert broken in "".join(found)


def test_a_set_that_could_not_be_read_breaks_no_floor():
    unread = Row("polnear", "dev", "cue exact F1", None, setting="student, gate off", note="not yet")
    assert not breaches([unread], [Floor("polnear", "dev", "cue exact F1", "student, gate off", least=1.0)])


@pytest.mark.parametrize(
    "text",
    [
        '[[floor]]\nset = "polnear"\nsplit = "dev"\nmetric = "x"\n',
        '[[floor]]\nset = "polnear"\nsplit = "dev"\nmetric = "x"\nleast = 1\nmost = 2\n',
        '[[floor]]\nset = "polnear"\nsplit = "dev"\nmetric = "x"\nleest = 1\n',
    ],
)
def test_an_entry_that_is_no_floor_is_refused(tmp_path: Path, text: str):
    path = tmp_path / "floors.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"floor 1"):
        floors(path)


def test_the_floors_kept_here_name_sets_that_exist():
    wanted = floors(FLOORS)
    known = {item.name for item in SETS} | {"near_copies", "times", "actors"}
    assert wanted
    assert {floor.set.split("/")[0] for floor in wanted} <= known
