"""Answers that assembled incidents add to those of the rules."""

import pytest

from crossbearing.model.claims import Modality
from crossbearing.model.values import ActorRef, Actors, TextValue
from crossbearing.read.mentions import EventMention, Mention
from crossbearing.read.templates.answers import added_answers
from crossbearing.read.templates.records import Filler, Incident
from tests.read.templates.marked import entries_of

TEXT = "Militia fighters shelled the grain store. The town is calm."


def filler(role, surface, score=0.9):
    start = TEXT.index(surface)
    return Filler(role, surface, (start, start + len(surface)), (), score)


def event(modality=Modality.NEWS, *, negated=False):
    start = TEXT.index("shelled")
    return EventMention(4, "shelling", start, start + 7, 0, 2, "shell", modality=modality, negated=negated)


def added(*fillers, mentions=(), events=None, score=0.8, background=False):
    parsed = {entry.sentence.index: entry for entry in entries_of(TEXT)}
    incident = Incident("attack", fillers, (0,), score, background)
    return list(added_answers([incident], parsed, {0: [event()]} if events is None else events, mentions))


DOER = filler("perpetrator_individual", "Militia fighters")
STORE = filler("target", "grain store")


def test_doer_and_target_become_answers_of_the_sentence_s_event():
    """The fighters are who attacked, the store what was struck, both tied to the event and to their own words."""
    found = added(DOER, STORE)
    assert [(item.slot, item.event, TEXT[item.start : item.end]) for item in found] == [
        ("attacker", 4, "Militia fighters"),
        ("struck", 4, "grain store"),
    ]
    assert isinstance(found[0].value, Actors)
    assert found[1].value == TextValue("grain store")


def test_what_the_rules_answered_stays_theirs():
    """Where the rules know who attacked, the incident adds what was struck and nothing on the attacker."""
    known = Mention("attacker", Actors("fighters", (ActorRef("fighters"),)), 0, 7, 0, 0, 4)
    assert [item.slot for item in added(DOER, STORE, mentions=[known])] == ["struck"]


def test_words_that_answer_another_question_are_not_answered_twice():
    """A store read as a loss is not struck as well."""
    start = TEXT.index("grain store")
    known = Mention("losses", TextValue("grain store"), start, start + 11, start, 0, 4)
    assert [item.slot for item in added(STORE, mentions=[known])] == []


@pytest.mark.parametrize(
    ("fillers", "options"),
    [
        ((filler("target", "grain store", 0.4),), {}),
        ((STORE,), {"score": 0.3}),
        ((STORE,), {"background": True}),
        ((STORE,), {"events": {}}),
        ((STORE,), {"events": {0: [event(Modality.PLANNED)]}}),
        ((STORE,), {"events": {0: [event(negated=True)]}}),
        ((filler("victim", "grain store"),), {}),
        ((filler("target", "town"),), {}),
    ],
    ids=["unlikely", "unlikely incident", "background", "no event", "planned", "negated", "victim", "other sentence"],
)
def test_doubtful_unreal_or_past_things_add_nothing(fillers, options):
    """Only likely fillers of likely incidents of the news, beside an event told as real, become answers."""
    assert added(*fillers, **options) == []
