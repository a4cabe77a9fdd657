"""One text in hundreds of outlets, each with a quarter of its own: found, at a cost that grows with the texts."""

from __future__ import annotations

import random
import time

import pytest

from crossbearing.link.copies import find_copies
from crossbearing.link.linking import link
from crossbearing.model.incidents import Certainty
from tests.invented_claims import NORTHTOWN, Report, case_of, count, day
from tests.memory_case import MemoryCase

LENGTH = 240  # words of the text that goes round
CHANGED = LENGTH // 4
MOST_SECONDS = 30.0  # of processor time for the largest flood; two on an idle machine
SOURCE = "River Watch"


def flood(outlets: int, *, scattered: bool = False) -> MemoryCase:
    """Return reports with one text, of which each changes a quarter: a stretch of it, or words all over it."""
    chance = random.Random(3)
    words = ["".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(3)) for _ in range(4000)]
    base = chance.choices(words, k=LENGTH)
    reports = []
    for number in range(outlets):
        own = list(base)
        start = chance.randrange(LENGTH - CHANGED)
        places = chance.sample(range(LENGTH), CHANGED) if scattered else range(start, start + CHANGED)
        for place in places:
            own[place] = chance.choice(words)
        told = Report(f"Outlet {number}", name=str(number)).reads(f"Shells fell on Northtown. {' '.join(own)}.")
        told.says("where", NORTHTOWN).says("when.start", day("2031-05-04"))
        reports.append(told.says("killed", count("9"), *((SOURCE,) if number % 20 == 0 else ())))
    return case_of(*reports)


@pytest.mark.parametrize(("outlets", "tied"), [(40, 0.8), (240, 1.0), (480, 1.0)])
def test_a_text_that_went_round(outlets: int, tied: float) -> None:
    """All of it is one incident, and whoever names nobody is suspected to have it from whom the others name.

    Two of a few whose changes lie apart may have less than half in common, and then nothing ties them.
    """
    case = flood(outlets)
    since = time.process_time()
    found = link(case)
    seconds = time.process_time() - since
    assert len(found.incidents) == 1
    killed = [origin for origin in found.origins if origin.slot == "killed"]
    certain = [upstream.certainty for origin in killed for upstream in origin.links]
    assert certain.count(Certainty.STATED) == outlets // 20
    assert certain.count(Certainty.SUSPECTED) >= tied * (outlets - outlets // 20)
    assert {origin.family for origin in killed} <= {SOURCE, ""}
    assert seconds < MOST_SECONDS


def test_words_changed_all_over_make_nobody_independent() -> None:
    """Where every fourth word is another, no run of words is left: then no origin is told, and none is made up."""
    found = link(flood(240, scattered=True))
    assert len(found.incidents) == 1
    killed = [origin for origin in found.origins if origin.slot == "killed"]
    assert {origin.certainty for origin in killed} == {Certainty.STATED, Certainty.NONE}


@pytest.mark.parametrize(("publishers", "copies"), [(400, 400), (3, 0), (0, 0)])
def test_furniture_of_pages_is_no_text_that_went_round(publishers: int, copies: int) -> None:
    """What hundreds of pages of a few publishers, or of nobody knows whom, have in common makes no copies of them."""
    case = flood(400)
    named = enumerate(one.document for one in case.publication_list)
    known = {document: f"House {n % publishers}" if publishers else "" for n, document in named}
    assert len(find_copies(case.text_list, known).texts) == copies
