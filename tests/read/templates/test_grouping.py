"""Who was hit in one incident and who in another, and what tells an incident without anyone hit."""

import numpy as np
import pytest

from crossbearing.read.tagger.decode import INCIDENTS, ROLES
from crossbearing.read.templates.apart import settings_of
from crossbearing.read.templates.candidates import Place
from crossbearing.read.templates.entities import Entity
from crossbearing.read.templates.grouping import (
    GROUP_COLUMNS,
    PAIR_COLUMNS,
    Group,
    group_evidence,
    grouped,
    pair_evidence,
)
from crossbearing.read.templates.linear import Habits, Lexical, Linear, log_odds
from crossbearing.read.templates.sentences import Telling, held_words, looks_back
from tests.read.templates.marked import words

TEXT = (
    "Gunmen killed a judge, a clerk and two guards in the capital. "
    "In the north, another bomb destroyed a bridge last week. "
    "The port is quiet."
)
ATTACK, BOMBING = INCIDENTS.index("attack"), INCIDENTS.index("bombing")


def marked():
    return words(TEXT, {})


def entity(report, wording, role="victim", chance=0.6):
    first = next(n for n in range(len(report)) if report.texts[n] == wording)
    return Entity(ROLES.index(role), (wording,), (Place(first, first + 1, 0, 0),), chance, int(report.sentence[first]))


def telling(report):
    chances = np.full((len(report.ranges), len(INCIDENTS)), 0.05)
    chances[0, ATTACK] = 0.9
    chances[1, BOMBING] = 0.8
    return Telling(chances, 0.0, (False, True, False), settings_of(report))


def pair(report, one, other):
    return dict(zip(PAIR_COLUMNS, pair_evidence(report, telling(report), one, other), strict=True))


def test_members_of_one_list_are_seen_as_listed():
    """A judge and a clerk stand in one list, whichever is asked for first."""
    report = marked()
    judge, clerk = entity(report, "judge"), entity(report, "clerk")
    assert pair(report, judge, clerk)["listed"] == 1.0
    assert pair(report, clerk, judge) == pair(report, judge, clerk)


def test_a_later_sentence_with_words_of_another_time_speaks_for_two_incidents():
    """A bridge told of a sentence later, "another bomb" and "last week" are all seen."""
    report = marked()
    seen = pair(report, entity(report, "judge"), entity(report, "bridge", "target"))
    assert seen["next_sentence"] == seen["word_of_another"] == seen["time_in_later"] == 1.0
    assert seen["same_sentence"] == seen["listed"] == 0.0
    assert seen["same_types"] < pair(report, entity(report, "judge"), entity(report, "clerk"))["same_types"]


def by_sentence(rows):
    """Say yes within one sentence and no otherwise."""
    return np.array([1.0 if row[0] else -1.0 for row in rows])


def test_groups_hold_those_hit_together_and_take_the_type_of_their_sentences():
    """Two victims of one sentence are one attack; the bridge is a bombing of its own."""
    report = marked()
    hit = [entity(report, "judge"), entity(report, "clerk"), entity(report, "bridge", "target")]
    groups = grouped(report, telling(report), hit, by_sentence, 0.0)
    assert [(INCIDENTS[group.type], len(group.hit)) for group in groups] == [("attack", 2), ("bombing", 1)]


def test_a_type_told_without_anyone_hit_is_a_group_of_its_sentences():
    """With nobody hit there are still an attack and a bombing, and none told by the quiet port."""
    report = marked()
    groups = grouped(report, telling(report), [], by_sentence, 0.0)
    assert groups == [Group(ATTACK, (), (0,)), Group(BOMBING, (), (1,))]


@pytest.mark.parametrize(("least", "count"), [(-2.0, 2), (2.0, 3)])
def test_the_threshold_decides_how_many_incidents(least, count):
    """Below all evidence everything is joined but what sure types tell apart; above it each person hit is one."""
    report = marked()
    hit = [entity(report, "judge"), entity(report, "clerk"), entity(report, "bridge", "target")]
    assert sum(bool(group.hit) for group in grouped(report, telling(report), hit, by_sentence, least)) == count


def test_evidence_on_a_group_has_one_number_a_column():
    """Chances of those hit, the doer near by and looking back reach the columns named for them."""
    report = marked()
    gunmen = entity(report, "Gunmen", "perpetrator_individual", 0.5)
    attack = Group(ATTACK, (entity(report, "judge"),), (0,))
    bombing = Group(BOMBING, (), (1,))
    seen = dict(
        zip(
            GROUP_COLUMNS,
            group_evidence(telling(report), bombing, [attack, bombing], [gunmen]),
            strict=True,
        )
    )
    assert seen["bare"] == seen["looks_back"] == seen["is_bombing"] == 1.0
    assert seen["near_individual"] == pytest.approx(0.4)
    assert seen["victim"] == 0.0
    assert seen["best_hit"] == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("Two people died there in 1985.", True),
        ("The bridge was hit five years ago.", True),
        ("Since 2014 the town has changed hands.", True),
        ("Shells fell on the market this morning.", False),
    ],
)
def test_sentences_that_look_back_are_seen(text, back):
    """Earlier years mark background, today does not."""
    assert looks_back(text) is back


def test_words_held_are_lemmas_and_neighbouring_pairs():
    """The words of a sentence are compared by lemma, with each pair of neighbours."""
    held = held_words(words("Rebels burned the stores.", {}))[0]
    assert {"rebel", "burn", "store", "burn the"} <= held


def test_a_regression_is_its_weighted_standardised_sum():
    """One row by hand: (3 - 1) / 2 * 0.5 + 1 = 1.5, and 1.5 log odds are 0.818."""
    one = Linear(np.array([1.0]), np.array([2.0]), np.array([0.5]), 1.0)
    assert one.log_odds(np.array([[3.0]])) == pytest.approx([1.5])
    assert one.chances(np.array([[3.0]])) == pytest.approx([0.8175745])


def test_words_and_habits_not_known_weigh_nothing():
    """A table answers with its offset, and a habit with 0, for what it does not hold."""
    assert Lexical({"burn": 2.0}, -1.0).log_odds(frozenset({"sing"})) == -1.0
    assert Lexical({"burn": 2.0}, -1.0).log_odds(frozenset({"sing", "burn"})) == 1.0
    habits = Habits({"head": {"bus": (0.0, 0.0, 1.5, 0.0, 0.0)}})
    assert habits.ratio("head", "bus", 2) == 1.5
    assert habits.ratio("head", "hill", 2) == 0.0


def test_log_odds_are_bounded():
    """Certainty counts as a thousandth from it."""
    assert log_odds(1.0) == pytest.approx(-log_odds(0.0))
    assert np.isfinite(log_odds(0.0))
