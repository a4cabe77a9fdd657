"""Wordings that could fill a role, and how they join into entities."""

import numpy as np
import pytest

from crossbearing.read.tagger.decode import ROLES
from crossbearing.read.templates.candidates import Candidate, candidates, folded
from crossbearing.read.templates.entities import entities
from crossbearing.read.templates.phrases import FAMILIES, habits_of
from tests.read.templates.marked import words

VICTIM, TARGET = ROLES.index("victim"), ROLES.index("target")
TEXT = "Gunmen from the hills attacked the old customs depot of the harbour. They fled in a lorry."
MARKS = {"the old customs depot": ("target", 0.7), "Gunmen": ("perpetrator_individual", 0.6)}


@pytest.mark.parametrize(
    ("text", "key"),
    [("The Ministry's Depot.", "ministrys depot"), ("a  bus", "bus"), ("“An-26”", "“an26”"), ("the", "")],
)
def test_wordings_fold_case_articles_and_punctuation(text, key):
    """Two ways of writing one wording have one key."""
    assert folded(text) == key


def test_likely_words_and_noun_phrases_both_give_wordings():
    """A stretch of likely words is a wording without its article, and so are the phrase's end and its longer form."""
    found = {item.wording for item in candidates(words(TEXT, MARKS), TEXT)}
    assert {"old customs depot", "customs depot", "depot", "old customs depot of harbour"} <= found
    assert {"gunmen", "gunmen from hills"} <= found


def test_what_the_tagger_holds_unlikely_everywhere_is_no_wording():
    """A lorry that nothing marks is left out, and so are pronouns."""
    found = {item.wording for item in candidates(words(TEXT, MARKS), TEXT)}
    assert not found & {"lorry", "they"}


def test_a_report_without_words_has_no_wordings():
    """Nothing gives nothing."""
    assert candidates(words("", {}), "") == ()


def test_habits_of_a_list_hang_on_what_governs_the_list():
    """In "killed a judge and two clerks" both are objects of kill; behind a passive, "by" is its agent."""
    text = "Rebels killed a judge and two clerks. The bridge was destroyed by soldiers."
    marked = words(text, dict.fromkeys(("a judge", "two clerks", "soldiers"), ("victim", 0.6)))
    keys = {
        item.wording: dict(zip(FAMILIES, habits_of(marked, item.places[0]), strict=True))
        for item in candidates(marked, text)
    }
    assert keys["judge"]["governor"] == keys["two clerks"]["governor"] == "dobj||kill"
    assert keys["soldiers"]["governor"] == "agent|by|destroy"
    assert keys["clerks"]["head"] == "clerk"


def joined(text, marks, role, chances):
    marked = words(text, marks)
    found = tuple(item for item in candidates(marked, text) if item.wording in chances)
    places = tuple(item.places[0] for item in found)
    values = np.array([chances[item.wording] for item in found])
    return entities(marked, found, places, values, role=role, least=0.1)


def test_wordings_that_hold_one_another_are_one_entity_named_by_the_likeliest():
    """The old customs depot and the depot are one, with both wordings."""
    found = joined(TEXT, MARKS, TARGET, {"old customs depot": 0.6, "depot": 0.3, "customs depot": 0.05})
    assert [item.wordings for item in found] == [("old customs depot", "depot")]
    assert found[0].chance == pytest.approx(0.6)


def test_a_short_form_in_brackets_is_its_long_form():
    """A front and its letters are one body; another body is not."""
    text = "The Northern River Front (NRF) and the Coast Guard met. The NRF fired first."
    marks = {
        "The Northern River Front": ("victim", 0.6),
        "NRF": ("victim", 0.6),
        "Coast Guard": ("victim", 0.6),
    }
    found = joined(text, marks, VICTIM, {"northern river front": 0.6, "nrf": 0.5, "coast guard": 0.4})
    assert [item.wordings for item in found] == [("northern river front", "nrf"), ("coast guard",)]


def test_wordings_below_the_least_chance_are_no_entities():
    """What is unlikely for a role is not one of its entities."""
    assert joined(TEXT, MARKS, TARGET, {"old customs depot": 0.05}) == []


def test_a_wording_keeps_every_place():
    """A wording that stands twice has two places, in order."""
    text = "A bomb hit the bridge. Police closed the bridge."
    found: dict[str, Candidate] = {
        item.wording: item for item in candidates(words(text, {"the bridge": ("target", 0.5)}), text)
    }
    firsts = [place.first for place in found["bridge"].places]
    assert len(firsts) == 2
    assert firsts == sorted(firsts)
