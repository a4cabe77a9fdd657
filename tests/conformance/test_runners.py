"""The same plan over the same source gives the same on every runner."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from crossbearing.model.errors import ResourceError
from crossbearing.model.protocols import Runner
from crossbearing.model.steps import Group, Item, Map, Plan, Reject, Whole
from crossbearing.run.processes import ProcessRunner
from crossbearing.run.serial import SerialRunner
from tests.conformance.steps import Count, Join, Multiply, Tail, Unopened, Upper, first_letters, item

Make = Callable[..., Runner]

RUNNERS: dict[str, Make] = {
    "serial": SerialRunner,
    "serial by ones": lambda **options: SerialRunner(**{"batch": 1, **options}),
    "one process": lambda **options: ProcessRunner(1, **options),
    "two processes": lambda **options: ProcessRunner(2, **options),
    "three processes, small batches": lambda **options: ProcessRunner(3, **{"batch": 3, **options}),
}


@pytest.fixture(params=RUNNERS, ids=list(RUNNERS))
def make(request: pytest.FixtureRequest) -> Make:
    """Each runner in turn."""
    return RUNNERS[request.param]


class Sink:
    """Keeps what is delivered."""

    def __init__(self) -> None:
        self.batches: list[tuple[list[str], list[Reject]]] = []

    def __call__(self, records: Sequence[Any], rejects: Sequence[Reject]) -> None:
        """Keep a batch."""
        self.batches.append(([record.name for record in records], list(rejects)))

    @property
    def names(self) -> list[str]:
        """Names of the records delivered, in order."""
        return [name for names, _ in self.batches for name in names]

    @property
    def rejects(self) -> list[Reject]:
        """Rejects delivered, in order."""
        return [reject for _, rejects in self.batches for reject in rejects]


class Remembered:
    """Markers in memory."""

    def __init__(self) -> None:
        self.keys: set[str] = set()

    def done(self, key: str) -> bool:
        """Tell whether a record is finished."""
        return key in self.keys

    def mark(self, keys: Iterable[str]) -> None:
        """Remember that records are finished."""
        self.keys.update(keys)


def run(runner: Runner, plan: Plan, names: Iterable[str]) -> Sink:
    """Run a plan over records of these names."""
    sink = Sink()
    runner.run(plan, [item(name) for name in names], sink)
    return sink


MANY = [f"x{number}" for number in range(60)]
BAD = ["a", "refused", "b", "bad-input", "c", "fault", "d*40", "e"]


def test_maps(make: Make) -> None:
    """Records come out in the order of the source, those that became many in their places, and so do the rejects."""
    sink = run(make(), Plan((Map(Upper()), Map(Multiply()), Map(Tail()))), [*MANY, *BAD])
    expected = [f"X{number}/0!" for number in range(60)]
    expected += ["A/0!", "B/0!", "C/0!", *(f"D/{number}!" for number in range(40)), "E/0!"]
    assert sink.names == expected
    assert [(reject.where, reject.kind, reject.step) for reject in sink.rejects] == [
        ("refused", "refused", "upper"),
        ("bad-input", "input", "upper"),
        ("fault", "unexpected", "upper"),
    ]
    assert sink.rejects[1] == Reject("upper", "bad-input", "not readable", "mend it", "input")
    assert "KeyError" in sink.rejects[2].reason


def test_one_record_that_holds_many(make: Make) -> None:
    """A single record of a thousand, as a table has rows, comes out whole and in order."""
    sink = run(make(), Plan((Map(Multiply()), Map(Tail()))), ["table*1000"])
    assert sink.names == [f"table/{number}!" for number in range(1000)]
    assert len(sink.batches) > 1, "delivered in one piece, nothing of it would be safe before all is done"


def test_many_that_hold_many(make: Make) -> None:
    """Records that become many twice over keep their order."""
    sink = run(make(), Plan((Map(Multiply()), Map(Upper()), Map(Tail()))), [f"t{n}*30" for n in range(20)])
    assert sink.names == [f"T{n}/{number}!" for n in range(20) for number in range(30)]


def test_groups_and_wholes(make: Make) -> None:
    """Groups come in the order in which their keys appear, records in them by source; a whole step sees everything."""
    plan = Plan((Map(Upper()), Group(Join(), first_letters), Map(Tail()), Whole(Count()), Map(Tail())))
    sink = run(make(), plan, ["ab", "bc", "refused", "ca", "dd"])
    assert sink.names == ["AB+CA! of 4!", "AB+BC! of 4!", "BC+CA! of 4!", "DD! of 4!"]
    assert [reject.where for reject in sink.rejects] == ["refused"]


@pytest.mark.parametrize("plan", [Plan((Whole(Count()),)), Plan((Group(Join(), first_letters),)), Plan(())])
def test_plans_of_one_kind(make: Make, plan: Plan) -> None:
    """Plans that begin and end with any kind of stage deliver what that gives."""
    sink = run(make(), plan, ["ab", "ac"])
    expected = {0: ["ab", "ac"], 1: ["ab of 2", "ac of 2"]}
    if plan.stages and isinstance(plan.stages[0], Group):
        assert sink.names == ["ab+ac", "ab", "ac"]
    else:
        assert sink.names == expected[len(plan.stages)]


def test_nothing(make: Make) -> None:
    """An empty source is no work, and no step is opened for it."""
    assert run(make(), Plan((Map(Unopened()),)), []).batches == []


def test_endless_sources_are_read_as_needed(make: Make) -> None:
    """A source without a length is read step by step."""
    read = 0

    def source() -> Iterable[Item]:
        nonlocal read
        for number in range(3000):
            read += 1
            yield item(f"x{number}")

    delivered: list[int] = []

    def sink(records: Sequence[Any], rejects: Sequence[Reject]) -> None:
        delivered.append(len(records))
        assert read - sum(delivered) < 1500, "the source is read far ahead of what is delivered"

    make().run(Plan((Map(Upper()),)), source(), sink)
    assert sum(delivered) == 3000


def test_step_that_cannot_be_opened(make: Make) -> None:
    """A step whose model is missing ends the run with its own error."""
    with pytest.raises(ResourceError, match=r"model\.bin: the model is missing; reinstall"):
        run(make(), Plan((Map(Unopened()),)), ["a"])


def test_finished_records_are_left_out(make: Make, tmp_path: Path) -> None:
    """What was delivered once is not done again, rejects of bad input included, unless its content changes."""
    for name in ("a", "b", "refused"):
        (tmp_path / name).write_text(name)
    items = [Item(path=str(tmp_path / name), name=name) for name in ("a", "b", "refused")]
    markers, plan = Remembered(), Plan((Map(Upper()),))
    first, second, third = Sink(), Sink(), Sink()
    make(markers=markers).run(plan, items, first)
    make(markers=markers).run(plan, items, second)
    assert (first.names, second.batches) == (["A", "B"], [])
    (tmp_path / "b").write_text("changed")
    make(markers=markers).run(plan, items, third)
    assert third.names == ["B"]


def test_faults_are_tried_again(make: Make, tmp_path: Path) -> None:
    """What failed unexpectedly is not finished: the next run tries it again."""
    (tmp_path / "fault").write_text("x")
    markers, plan = Remembered(), Plan((Map(Upper()),))
    for _ in range(2):
        sink = Sink()
        make(markers=markers).run(plan, [Item(path=str(tmp_path / "fault"), name="fault")], sink)
        assert [reject.kind for reject in sink.rejects] == ["unexpected"]


def test_stopped_in_the_middle_of_a_table(make: Make, tmp_path: Path) -> None:
    """A run that stops in the middle of one large record goes on behind what was delivered of it, and loses nothing."""
    table = tmp_path / "table"
    table.write_text("rows")
    source = [Item(path=str(table), name="table*200")]
    seen = tmp_path / "seen"
    markers, plan = Remembered(), Plan((Map(Multiply()), Map(Upper()), Map(Tail(str(seen)))))
    delivered: list[str] = []

    def stopping(records: Sequence[Any], rejects: Sequence[Reject]) -> None:
        if len(delivered) >= 60:
            raise KeyboardInterrupt
        delivered.extend(record.name for record in records)

    with pytest.raises(KeyboardInterrupt):
        make(markers=markers, batch=10).run(plan, source, stopping)
    before = len(delivered)
    assert 60 <= before < 200
    seen.unlink()
    rest = Sink()
    make(markers=markers, batch=10).run(plan, source, rest)
    assert delivered + rest.names == [f"TABLE/{number}!" for number in range(200)]
    assert len(seen.read_text().splitlines()) == 200 - before, "finished rows were done again"
    again = Sink()
    make(markers=markers, batch=10).run(plan, source, again)
    assert again.batches == []


def test_error_of_the_sink_ends_the_run(make: Make) -> None:
    """If results cannot be stored, the run ends with that error, and nothing of that batch counts as finished."""
    markers = Remembered()

    def full(records: Sequence[Any], rejects: Sequence[Reject]) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        make(markers=markers).run(Plan((Map(Upper()),)), [item(name) for name in MANY], full)
    assert markers.keys == set()


def test_debug_log(make: Make, tmp_path: Path) -> None:
    """The traceback of a fault is kept in the debug log; without a fault there is none."""
    log = tmp_path / "debug.log"
    run(make(debug_log=log), Plan((Map(Upper()),)), ["a", "refused", "bad-input"])
    assert not log.exists()
    run(make(debug_log=log), Plan((Map(Upper()),)), ["a", "fault"])
    assert "a fault of the program" in log.read_text()
    assert "Traceback" in log.read_text()
