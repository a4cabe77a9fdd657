"""Numbers, times, places and lengths as words state them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossbearing.model.documents import Block, BlockKind, Text
from crossbearing.model.values import TimePrecision
from crossbearing.read.places.stated import stated_place
from crossbearing.read.sentences.parse import load_model
from crossbearing.read.sentences.segment import sentences
from crossbearing.read.values.lengths import durations
from crossbearing.read.values.numbers import find_numbers, parse_integer
from crossbearing.read.values.times import clock_minutes, expressions, month_day
from crossbearing.resources.lexicon import languages, lexicon, pattern

if TYPE_CHECKING:
    from spacy.language import Language

ENGLISH = lexicon("en")


@cache
def model() -> Language:
    return load_model("auto")


@pytest.mark.parametrize(
    ("words", "low", "high", "about"),
    [
        ("62 soldiers died", 62, 62, False),
        ("at least 62 soldiers died", 62, None, False),
        ("more than a hundred soldiers died", 100, None, False),
        ("up to 80 soldiers died", None, 80, False),
        ("about 90 soldiers died", 90, 90, True),
        ("40-50 soldiers died", 40, 50, False),
        ("between 62 and 83 soldiers died", 62, 83, False),
        ("twenty-three soldiers died", 23, 23, False),
        ("two hundred and fifty soldiers died", 250, 250, False),
        ("two dozen soldiers died", 24, 24, True),
        ("1,200 soldiers died", 1200, 1200, False),
        ("80 or more soldiers died", 80, None, False),
        ("no fewer than 15 soldiers died", 15, None, False),
        ("up to more than 200 soldiers died", 200, None, False),
    ],
)
def test_numbers(words: str, low: int | None, high: int | None, about: bool) -> None:
    """Digits, words, ranges and open ends are read as written."""
    number = find_numbers([token.lower_ for token in model()(words)], ENGLISH)[0]
    assert (number.low, number.high, number.about) == (low, high, about)


@pytest.mark.parametrize(
    "words", ["in 2014 it began", "on 17 September", "at 17:00", "a 12-year-old boy", "30 km away", "50 percent"]
)
def test_no_counts(words: str) -> None:
    """Years, dates, clock times, ages, distances and shares are no counts."""
    assert not [
        number
        for number in find_numbers([token.lower_ for token in model()(words)], ENGLISH)
        if number.state == "number"
    ]


@given(st.integers(min_value=0, max_value=999_999_999))
def test_digits_come_back(value: int) -> None:
    """A whole number written with or without commas is read back."""
    assert parse_integer(str(value)) == value
    assert parse_integer(f"{value:,}") == value


@pytest.mark.parametrize(
    ("words", "shown", "precision", "day", "role"),
    [
        ("On 17 September planes came", "17 September", TimePrecision.DAY, "09-17", ""),
        ("on September 17, 2016 planes came", "September 17, 2016", TimePrecision.DAY, "09-17", ""),
        ("it began at 17:00 on Saturday", "17:00 on Saturday", TimePrecision.MINUTE, "", "start"),
        ("it ended at 5 PM", "5 PM", TimePrecision.MINUTE, "", "end"),
        ("late on Friday evening", "Friday evening", TimePrecision.PART_OF_DAY, "", ""),
        ("the raid of last night", "last night", TimePrecision.PART_OF_DAY, "", ""),
        ("just after the first strike they came", "just after the first strike", TimePrecision.UNKNOWN, "", ""),
    ],
)
def test_times(words: str, shown: str, precision: TimePrecision, day: str, role: str) -> None:
    """A time expression keeps its words, its grain and what it says by itself."""
    found = expressions(words, ENGLISH)
    assert [(item.value.text, item.value.precision, item.day, item.role) for item in found] == [
        (shown, precision, day, role)
    ]
    assert words[found[0].start : found[0].end] == shown


def test_impossible_dates_are_none() -> None:
    """The 31st of February is no day."""
    assert month_day(2, 31) is None


@given(st.integers(0, 23), st.integers(0, 59))
def test_clock_times_come_back(hour: int, minute: int) -> None:
    """A clock time written with a colon is read back."""
    assert clock_minutes(f"at {hour:02d}:{minute:02d}") == hour * 60 + minute


@pytest.mark.parametrize(
    ("words", "low", "high", "about", "vague"),
    [
        ("about an hour", 3600, 3600, True, False),
        ("27 minutes", 1620, 1620, False, False),
        ("more than 20 minutes", 1200, None, False, False),
        ("two to three days", 172800, 259200, False, False),
        ("for hours", None, None, False, True),
        ("half an hour", 1800, 1800, False, False),
    ],
)
def test_durations(words: str, low: float | None, high: float | None, about: bool, vague: bool) -> None:
    """Lengths of time keep open ends and vague words."""
    value = durations(words)[0].value
    assert (value.low, value.high, value.about, value.vague) == (low, high, about, vague)


@pytest.mark.parametrize(
    ("lead", "kind", "low", "high", "bearing"),
    [
        ("3-6 km south-west of", "offset", 3000, 6000, 225),
        ("six kilometres to the south of", "offset", 6000, 6000, 180),
        ("south of", "offset", None, None, 180),
        ("not far from", "near", None, None, None),
        ("in the countryside of", "countryside", None, None, None),
    ],
)
def test_places(lead: str, kind: str, low: float | None, high: float | None, bearing: float | None) -> None:
    """A place keeps its relation to the place named, and no coordinates are made up."""
    place = stated_place(f"{lead} Homs", "Homs", lead, ENGLISH)
    assert place.relation is not None
    assert (place.relation.kind, place.relation.distance_low, place.relation.distance_high, place.relation.bearing) == (
        kind,
        low,
        high,
        bearing,
    )
    assert place.latitude is None


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400), st.integers(0, 400))
def test_sentences_hold_their_place(content: str, limit: int) -> None:
    """Sentences lie inside the text in order, do not overlap, and are as long as what they show."""
    text = Text("t", "d", "x", "en", content, (Block(BlockKind.BODY, 0, len(content)),))
    last = 0
    for sentence in sentences(text, limit):
        assert last <= sentence.start < sentence.end <= min(len(content), limit)
        assert len(sentence.text) == sentence.end - sentence.start
        last = sentence.end


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("The U.S. army struck. It missed.", ["The U.S. army struck.", "It missed."]),
        ("Maj. Gen. Igor Konashenkov spoke. He left.", ["Maj. Gen. Igor Konashenkov spoke.", "He left."]),
        (
            "A line that was wrapped\nby a mail program goes on.",
            ["A line that was wrapped\nby a mail program goes on."],
        ),
        ("BEIRUT (Reuters) - Jets struck Homs.", ["BEIRUT (Reuters) -", "Jets struck Homs."]),
        ("one died. two fled.", ["one died.", "two fled."]),
    ],
)
def test_sentence_bounds(content: str, expected: list[str]) -> None:
    """Abbreviations end no sentence, wrapped lines go on, datelines stand apart, lower-cased text is split too."""
    text = Text("t", "d", "x", "en", content, (Block(BlockKind.BODY, 0, len(content)),))
    assert [content[sentence.start : sentence.end] for sentence in sentences(text, 1000)] == expected


def test_tables_of_every_language_load() -> None:
    """Each language with word tables has a full set of them."""
    assert "en" in languages()
    for language in languages():
        tables = lexicon(language)
        assert tables.cues.verbs
        assert tables.triggers.nouns
        assert all(kind in tables.materiel.values() for kinds in tables.classes.values() for kind in kinds)


def test_loaded_terms_spare_ordinary_usage() -> None:
    """Words that are a language's ordinary usage are no loaded terms."""
    assert "martyr" not in ENGLISH.loaded
    assert "martyrs" not in ENGLISH.loaded


@settings(deadline=None)  # compiling on a busy machine can take longer than the time one example has
@given(st.lists(st.sampled_from(["at least", "no", "a", "the army"]), max_size=4))
def test_patterns_match_whole_words(words: list[str]) -> None:
    """A pattern of words never matches inside another word."""
    assert not pattern(tuple(words)).search("notable xat leastx")
