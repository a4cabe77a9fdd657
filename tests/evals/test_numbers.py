"""Scores of numbers, groupings and places on cases small enough to count by hand."""

import pytest
from evals.groups import b_cubed
from evals.intervals import bootstrap, f1
from evals.numbers import field_score, mean_absolute_error, pearson
from evals.places import FARTHEST_KM, distance, score
from evals.spans import Counts


def test_pearson_is_one_for_a_straight_line_and_zero_for_a_constant():
    assert pearson([1, 2, 3], [10, 20, 30]) == pytest.approx(1.0)
    assert pearson([3, 2, 1], [10, 20, 30]) == pytest.approx(-1.0)
    assert pearson([2, 2, 2], [1, 2, 3]) == 0.0


def test_mean_absolute_error_counts_distance_on_both_sides():
    assert mean_absolute_error([0, 4], [1, 1]) == 2.0


def test_scores_of_unequal_lengths_are_refused_with_what_to_do():
    with pytest.raises(ValueError, match="give one answer, or None"):
        pearson([1.0], [])


def test_a_numeric_field_is_scored_on_ends_first_figure_and_silence():
    gold = [(3, 5), (2, 2), None, None]
    found = field_score([(3, 5), (2, 3), None, (0, 0)], [4, 9, None, 0], gold)
    assert (found.both_ends, found.inside, found.abstained) == (0.5, 0.5, 0.5)
    assert (found.coded, found.uncoded) == (2, 2)


def test_zero_is_an_answer_and_not_silence():
    assert field_score([(0, 0)], [0], [None]).abstained == 0.0


def test_b_cubed_of_equal_groupings_is_one_whatever_the_names():
    assert b_cubed({"a": 1, "b": 1, "c": 2}, {"a": "x", "b": "x", "c": "y"}).f1 == 1.0


def test_b_cubed_of_one_lump_keeps_recall_and_loses_precision():
    counts = b_cubed({"a": 0, "b": 0, "c": 0, "d": 0}, {"a": 1, "b": 1, "c": 2, "d": 2})
    assert (counts.precision, counts.recall) == (0.5, 1.0)


def test_b_cubed_refuses_groupings_of_other_items():
    with pytest.raises(ValueError, match="one grouping only"):
        b_cubed({"a": 1}, {"b": 1})


def test_a_degree_of_latitude_is_about_111_km():
    assert distance((0, 0), (1, 0)) == pytest.approx(111.2, abs=0.1)


def test_a_name_left_unresolved_counts_as_the_largest_error():
    found = score([None], [(10.0, 10.0)])
    assert (found.near, found.area, found.mean) == (0.0, 1.0, FARTHEST_KM)


def test_places_all_right_have_no_area_under_the_curve():
    found = score([(1, 1), (2, 2)], [(1, 1), (2, 2)])
    assert (found.near, found.area) == (1.0, 0.0)


def test_the_area_is_a_trapezoid_between_no_error_and_the_largest():
    assert score([(1, 1), None], [(1, 1), (2, 2)]).area == pytest.approx(0.5)


def test_the_interval_is_the_same_on_every_call_and_holds_the_score():
    counts = [Counts(1, 1, 1, 1), Counts(0, 1, 0, 1), Counts(1, 2, 1, 1), Counts(1, 1, 1, 2)]
    low, high = bootstrap(counts, f1)
    assert (low, high) == bootstrap(counts, f1)
    assert low <= f1(counts) <= high
