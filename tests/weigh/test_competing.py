"""Rival explanations against evidence: sums of inconsistency, weights, what tells apart, and what would change it."""

from __future__ import annotations

import pytest

from crossbearing.model.hypotheses import Bearing, Cell, Evidence, Hypothesis, Rating
from crossbearing.weigh.competing import cells_of, scores, sensitivities, with_diagnosticity

FIRST, SECOND = "First Analyst", "Second Analyst"


def explanation(name: str) -> Hypothesis:
    """Return an explanation."""
    return Hypothesis(name, "i", "intent", "", name, (), (), ())


def row(name: str, *, family: str = "", credibility: str = "", independent: bool = False) -> Evidence:
    """Return a row of evidence."""
    return Evidence(
        id=name,
        incident="i",
        finding="",
        slot="warning",
        text=name,
        families=(family,) if family else (),
        origins=(),
        outlets=1,
        independent=independent,
        claims=(),
        credibility=credibility,
    )


def cells(table: dict[str, str]) -> tuple[Cell, ...]:
    """Return cells from rows of letters such as `{"a": "C I"}`, one letter an explanation."""
    return cells_of(
        Rating(f"H{number}", name, Bearing(letters), FIRST, "2031-01-01")
        for name, line in table.items()
        for number, letters in enumerate(line.split(), start=1)
        if letters != "."
    )


def hypotheses(number: int = 2) -> list[Hypothesis]:
    """Return explanations H1, H2, ..."""
    return [explanation(f"H{one}") for one in range(1, number + 1)]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({"a": "C I"}, {"H1": (0, 1), "H2": (1, 2)}),
        ({"a": "CC II", "b": "I C"}, {"H1": (1, 1), "H2": (2, 2)}),
        ({"a": "I I"}, {"H1": (1, 1), "H2": (1, 1)}),
        ({"a": "N NA", "b": "CC I"}, {"H1": (0, 1), "H2": (1, 2)}),
        ({"a": "CC CC", "b": "CC CC", "c": "N I"}, {"H1": (0, 1), "H2": (1, 2)}),
    ],
)
def test_only_what_stands_against_counts(table: dict[str, str], expected: dict[str, tuple[int, int]]) -> None:
    """I counts 1 and II counts 2; what fits, is neutral or does not apply counts nothing, however often."""
    found = scores(hypotheses(), [row(name) for name in table], cells(table))
    assert {one.hypothesis: (one.inconsistency, one.rank) for one in found} == expected


def test_what_nobody_rated_has_stood_no_test() -> None:
    """An explanation without a rating has no rank and stands last, though nothing is held against it."""
    found = scores(hypotheses(3), [row("a")], cells({"a": "C I ."}))
    assert [(one.hypothesis, one.rank) for one in found] == [("H1", 1), ("H2", 2), ("H3", 0)]


def test_rows_that_do_not_apply_are_told() -> None:
    """How many rows do not apply is told, for an explanation that fewer rows touch looks better."""
    found = {
        one.hypothesis: one for one in scores(hypotheses(), [row("a"), row("b")], cells({"a": "NA I", "b": "C C"}))
    }
    assert (found["H1"].rated, found["H1"].not_applicable) == (1, 1)


def test_weights_raise_and_lower() -> None:
    """A row that can hardly be relied on counts half in the weighted sum, and whole in the plain one."""
    rows = [row("a", credibility="low"), row("b", credibility="high")]
    found = {one.hypothesis: one for one in scores(hypotheses(), rows, cells({"a": "I C", "b": "C I"}))}
    assert (found["H1"].weighted, found["H2"].weighted) == (0.5, 1.5)
    assert (found["H1"].inconsistency, found["H2"].inconsistency) == (1, 1)


def test_people_who_differ_leave_a_cell_open() -> None:
    """Where two people rate otherwise neither wins: the cell counts nothing and both ratings stay in view."""
    ratings = [
        Rating("H1", "a", Bearing.INCONSISTENT, FIRST, "2031-01-01"),
        Rating("H1", "a", Bearing.CONSISTENT, SECOND, "2031-01-02"),
        Rating("H2", "a", Bearing.INCONSISTENT, FIRST, "2031-01-01"),
    ]
    made = cells_of(ratings)
    assert [(cell.bearing, len(cell.ratings)) for cell in made] == [(None, 2), (Bearing.INCONSISTENT, 1)]
    found = {one.hypothesis: one for one in scores(hypotheses(), [row("a")], made)}
    assert (found["H1"].inconsistency, found["H1"].unrated) == (0, 1)


def test_rows_that_tell_apart_stand_on_top() -> None:
    """A row that fits all alike tells nothing apart; one rated for a single explanation has no such figure."""
    found = with_diagnosticity([row("a"), row("b"), row("c"), row("d")], cells({"a": "C C", "b": "CC II", "c": "I ."}))
    assert [(one.id, one.diagnosticity) for one in found] == [("b", 2.0), ("a", 0.0), ("c", None), ("d", None)]


def test_a_single_row_that_decides_is_named() -> None:
    """The one row without which another explanation leads is named, and a row that changes nothing is not."""
    rows = [row("a"), row("b"), row("c")]
    table = {"a": "II C", "b": "C I", "c": "C C"}
    found = sensitivities(hypotheses(), rows, cells(table))
    assert [(one.kind, one.what, one.before, one.after, one.leads) for one in found] == [
        ("row", "a", ("H2",), ("H1",), True)
    ]


def test_an_origin_is_tried_as_a_whole() -> None:
    """Two rows of one origin, neither of which decides alone, decide together; independent ones do not fall with it."""
    rows = [row("a", family="River Watch"), row("b", family="River Watch"), row("c"), row("d")]
    table = {"a": "I C", "b": "I C", "c": "C I", "d": "C N"}
    found = sensitivities(hypotheses(), rows, cells(table))
    assert ("origin", "River Watch", True) in [(one.kind, one.what, one.leads) for one in found]
    apart = [row("a", family="River Watch", independent=True), row("b", family="River Watch"), *rows[2:]]
    assert not [one for one in sensitivities(hypotheses(), apart, cells(table)) if one.kind == "origin"]


def test_nothing_rated_orders_nothing() -> None:
    """Without ratings there is no rank and nothing that would change it."""
    assert {one.rank for one in scores(hypotheses(), [row("a")], ())} == {0}
    assert sensitivities(hypotheses(), [row("a")], ()) == ()
