"""Airwars' codes made of claims, on claims small enough to code by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial

import pytest
from evals.airwars import Coded, coded_from_narrative, coded_from_sources, gaza
from evals.loaders import airwars_gaza, coded_range

from crossbearing.model.actors import Link, Speaker, Stance
from crossbearing.model.claims import WHOLE, Claim, Event, Modality
from crossbearing.model.locators import TextSpan
from crossbearing.model.values import Count, CountState, Group, PersonStatus

PUBLISHER = Speaker(name="publisher", named=False, link=Link.PUBLISHES)
SOURCE = Speaker(name="an agency", named=True, link=Link.CITES)


def said(
    place: int,
    low: int | None = None,
    high: int | None = None,
    *,
    word: str = "",
    by: Speaker | None = None,
    text: str = "",
    scope: str = WHOLE,
    slot: str = "killed",
    status: PersonStatus = PersonStatus.UNSTATED,
    score: float = 0.95,
) -> Claim:
    """Return a claim of so many persons at a place in the text."""
    words = text or word or f"{low} people"
    state = CountState.VAGUE if word else CountState.NUMBER
    count = Count(text=words, low=low, high=high, state=state, word=word)
    span = TextSpan(text="t", start=place, end=place + 1, quote="x")
    speakers = (PUBLISHER,) if by is None else (PUBLISHER, by)
    return Claim(
        id=f"c{place}",
        statement=f"s{place}",
        document="d",
        locator=span,
        event=Event(id="e", type="air_strike"),
        slot=slot,
        value=Group(text=words, count=count, status=status),
        speakers=speakers,
        stance=Stance.ASSERTS,
        scope=scope,
        score=score,
        sentence=f"sentence {place // 100}",
    )


@pytest.mark.parametrize(
    ("claims", "ends"),
    [
        ([], None),
        ([said(0, 14, None)], (14, 14)),
        ([said(0, 7, None), said(100, 4, 4, by=SOURCE), said(200, 8, 8, by=SOURCE)], (7, 8)),
        ([said(0, 22, 31)], (22, 31)),
        ([said(0, None, 27), said(100, 19, 19, by=SOURCE), said(200, 17, 17, by=SOURCE)], (19, 27)),
        ([said(0, 35, None, text="more than 35 others")], (36, 36)),
        ([said(0, word="a number")], (2, 2)),
        ([said(0, word="a large number")], (12, 24)),
        ([said(0, word="a number"), said(100, 3, 3, by=SOURCE), said(200, 5, 5, by=SOURCE)], (3, 5)),
        ([said(0, word="dozens"), said(100, 3, 3, by=SOURCE)], (12, 24)),
        ([said(0, word="an unknown number"), said(100, word="dozens", by=SOURCE)], (12, 24)),
        ([said(0, None, 50), said(1, 20, 20, scope="part: children")], (50, 50)),
        ([said(0, 1, None), said(100, word="civilians", by=SOURCE)], (1, 2)),
        ([said(0, 10, 10, scope="part: of one"), said(1, 9, 9, scope="part: of another")], (19, 19)),
        (
            [said(0, 6, 6), said(1, 5, 5, scope="part: civilians", status=PersonStatus.CIVILIAN, score=0.75)],
            (5, 5),
        ),
        ([said(0, 6, 6, status=PersonStatus.FIGHTER)], None),
        ([said(0, word="several", slot="casualties", text="several people")], (2, 2)),
        ([said(0, word="casualties", slot="casualties")], None),
    ],
)
def test_the_assessors_own_account_leads_and_sources_raise_it(claims, ends):
    """Each rule of the module's docstring gives the code that the set's README describes."""
    assert coded_from_narrative(claims, "killed").ends == ends


def test_what_is_denied_or_told_as_background_is_no_answer():
    """A denied figure and the toll of an earlier war are no casualties of the incident."""
    denied = replace(said(0, 5, 5), stance=Stance.DENIES)
    earlier = replace(said(100, 300, 300), event=Event(id="o", type="killing", modality=Modality.BACKGROUND))
    assert coded_from_narrative([denied, earlier], "killed") == Coded(None, None)


def test_sources_without_an_assessor_span_a_range():
    """Raw sources give a range from the lowest to the highest figure; vague words count where there is no other."""
    claims = [said(0, 4, 4, by=SOURCE), said(100, 9, None), said(200, word="dozens")]
    assert coded_from_sources(claims, "killed") == Coded((4, 9), 4)
    assert coded_from_sources(claims[2:], "killed").ends == (12, 24)


def test_uncoded_is_not_zero():
    """A record without a code has no range, and a coded 0 has one."""
    assert coded_range({"killed_min": None, "killed_max": None}, "killed") is None
    assert coded_range({"killed_min": 0, "killed_max": 2}, "killed") == (0, 2)


def test_a_tagger_alone_has_no_rows(tmp_path):
    """The set is scored by claims alone: a reader without claims gives no figure instead of a false one."""
    folder = tmp_path / "airwars_gaza"
    folder.mkdir()
    row = {"incident_code": "x1", "narrative": "Four people were killed.", "killed_min": 4, "killed_max": 4}
    (folder / "dev.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert airwars_gaza(folder / "dev.jsonl")[0].killed == (4, 4)

    class Alone:
        setting = "alone"

        def read(self, texts):
            """Read nothing."""
            return iter(())

    assert list(gaza(partial(dict), tmp_path, Alone())) == []
