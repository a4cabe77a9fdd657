"""Scores of spans and attributions on cases small enough to count by hand."""

import pytest
from evals.loaders import Attribution
from evals.spans import Counts, exact, linked, overlap, touching, trimmed, whole


@pytest.mark.parametrize(
    ("predicted", "gold", "precision", "recall"),
    [
        ([(0, 4), (6, 9)], [(0, 4), (6, 10)], 0.5, 0.5),
        ([(0, 4)], [(0, 4), (6, 10)], 1.0, 0.5),
        ([(0, 4), (0, 4)], [(0, 4)], 1.0, 1.0),
        ([], [(0, 4)], 0.0, 0.0),
        ([(0, 4)], [], 0.0, 0.0),
    ],
)
def test_exact_spans_need_both_ends_and_count_once(predicted, gold, precision, recall):
    counts = exact(predicted, gold)
    assert (counts.precision, counts.recall) == (precision, recall)


def test_overlap_counts_characters_so_that_marking_everything_does_not_pay():
    counts = overlap([(0, 100)], [(10, 20)])
    assert counts.precision == pytest.approx(0.1)
    assert counts.recall == 1.0


def test_touching_spans_count_however_little_they_share():
    counts = touching([(0, 5), (20, 30)], [(4, 9)])
    assert (counts.precision, counts.recall) == (0.5, 1.0)


def test_counts_add_up_to_a_micro_average():
    total = Counts(1, 1, 1, 1) + Counts(0, 3, 0, 1)
    assert total.f1 == pytest.approx(2 * 0.25 * 0.5 / 0.75)


def test_blanks_at_the_ends_of_a_span_are_no_part_of_it():
    text = " The ministry said so. "
    assert trimmed(text, (0, len(text))) == (1, len(text) - 1)


MINISTRY = Attribution(((0, 12),), ((13, 17),), ((18, 40),))


def test_a_whole_attribution_needs_every_piece():
    shorter = Attribution(MINISTRY.source, MINISTRY.cue, ((18, 39),))
    assert whole([MINISTRY], [MINISTRY]).f1 == 1.0
    assert whole([shorter], [MINISTRY]).f1 == 0.0


@pytest.mark.parametrize(("end", "right"), [(39, 1.0), (30, 1.0), (28, 0.0)])
def test_a_linked_attribution_forgives_content_of_which_half_is_shared(end, right):
    assert linked([Attribution(MINISTRY.source, MINISTRY.cue, ((18, end),))], [MINISTRY]).right == right


def test_a_linked_attribution_with_another_source_is_wrong():
    other = Attribution(((50, 60),), MINISTRY.cue, MINISTRY.content)
    assert linked([other], [MINISTRY]).right == 0.0


def test_one_gold_attribution_cannot_be_won_twice():
    rival = Attribution(MINISTRY.source, MINISTRY.cue, ((18, 39),))
    counts = linked([MINISTRY, rival], [MINISTRY])
    assert (counts.right, counts.predicted) == (1.0, 2.0)
