"""Time expressions become intervals with precision, year and zone, and nothing is invented."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.model.values import TimePrecision, When, YearStatus, ZoneStatus
from crossbearing.resolve.times import PlaceZone, Reference, published_on, read_when
from crossbearing.resolve.times.ahead import tells_ahead
from crossbearing.resolve.times.narrative import Narrative, Surrounding
from crossbearing.resolve.times.timeline import Timeline
from tests.resolve.conftest import cases

_DAMASCUS = PlaceZone(("Asia/Damascus", "Deir ez-Zor"))


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _reference(case: dict[str, str]) -> Reference:
    base = published_on(case["published"])
    if not case["narrative"]:
        return base
    return Reference(
        day=base.day,
        year=base.year,
        year_status=base.year_status,
        narrative=date.fromisoformat(case["narrative"]),
        narrative_year=YearStatus.IMPLIED,
        month=base.month,
    )


@pytest.mark.parametrize("case", cases("times.csv"), ids=lambda case: f"{case['text']}@{case['published']}")
def test_expressions(case: dict[str, str]) -> None:
    """Each expression of the table gives the interval, precision, year and zone written beside it."""
    place = PlaceZone((case["zone"], "a place")) if case["zone"] else PlaceZone(("", ""))
    when = read_when(case["text"], _reference(case), place=place)
    assert (when.start, when.end) == (_moment(case["start"]), _moment(case["end"]))
    assert when.precision == case["precision"]
    assert when.year_status == case["year"]
    assert when.zone_status == case["zone_status"]
    assert when.utc_offset == (int(case["offset"]) if case["offset"] else None)
    assert when.text == case["text"]


@pytest.mark.parametrize("case", cases("anchors.csv"), ids=lambda case: case["text"])
def test_anchors(case: dict[str, str]) -> None:
    """Times told from an event keep the event's words and the distance, and no moment is made up."""
    when = read_when(case["text"], published_on("2016-09-19"), place=_DAMASCUS)
    assert when.start is None
    assert when.end is None
    assert when.anchor is not None
    assert (when.anchor.relation, when.anchor.to) == (case["relation"], case["to"])
    offset = when.anchor.offset
    if case["vague"]:
        assert offset is not None
        assert offset.vague
    elif case["low"]:
        assert offset is not None
        assert (offset.low, offset.high) == (float(case["low"]), float(case["high"]))
    else:
        assert offset is None


@pytest.mark.parametrize("case", cases("repeats.csv"), ids=lambda case: case["text"])
def test_repeated_times_are_no_single_moment(case: dict[str, str]) -> None:
    """A repeated time keeps how often it comes and names no moment; what only sounds alike is no repeated time."""
    when = read_when(case["text"], published_on("2016-09-19"), place=_DAMASCUS)
    assert when.repeats == case["repeats"]
    assert not (when.repeats and (when.start or when.end or when.clock))


@pytest.mark.parametrize("case", cases("ahead.csv"), ids=lambda case: f"{case['words']}: {case['sentence']}")
def test_what_is_to_come_is_told_by_its_clause(case: dict[str, str]) -> None:
    """The future is that of the clause around the time, not of the sentence."""
    assert tells_ahead(case["sentence"], case["words"]) is bool(case["ahead"])


@pytest.mark.parametrize("text", ["31 September", "30 February 2016", "9999-01-01", "0000-01-01"])
def test_impossible_dates_are_explained(text: str) -> None:
    """A date that is in no calendar stays unknown and says why."""
    when = read_when(text, published_on("2016-09-19"))
    assert not when.determinate
    assert when.note


def test_unplaced_days_say_why() -> None:
    """A weekday without a date of publication stays unknown, and the note names what is missing."""
    assert "date of publication" in read_when("on Saturday").note


@pytest.mark.parametrize("published", ["", "9999-12-31", "0001-01-01", "2016-13-40", "soon"])
def test_bad_publication_dates_give_no_year(published: str) -> None:
    """A missing or impossible date of publication implies no year."""
    when = read_when("17 September", published_on(published))
    assert when.year_status is YearStatus.UNKNOWN
    assert when.start == datetime(2000, 9, 17)


def test_summer_time_without_a_year_is_left_open() -> None:
    """Where the year is unknown and the zone changes its offset in summer, no offset is given."""
    when = read_when("17 September at 17:00", place=PlaceZone(("Europe/Kyiv", "Kyiv")))
    assert when.zone_status is ZoneStatus.IMPLIED
    assert when.utc_offset is None


def test_assumed_zone_is_marked() -> None:
    """A zone from the settings is marked as assumed, and gives way to one stated in the words."""
    reference = published_on("2016-09-19")
    assert read_when("Saturday 5 pm", reference, assumed="UTC+3").zone_status is ZoneStatus.ASSUMED
    assert read_when("Saturday 5 pm GMT", reference, assumed="UTC+3").zone_status is ZoneStatus.STATED


def test_narrative_carries_the_day() -> None:
    """A clock time belongs to the day told of before, a later day is counted from it."""
    story = Narrative(published_on("2016-09-19"))

    def read(text: str, event: str = "e") -> When:
        return story.read(When(text), Surrounding(event=event, place=_DAMASCUS))

    assert read("17 September").start == datetime(2016, 9, 17)
    assert read("17:00").start == datetime(2016, 9, 17, 17)
    assert read("the following day", "f").start == datetime(2016, 9, 18)
    assert read("17:50").start == datetime(2016, 9, 17, 17, 50)


@pytest.mark.parametrize(
    ("sentence", "words", "offset"),
    [
        ("It flew strikes on 18 September 2016, Australian Eastern Standard Time.", "18 September 2016", 600),
        ("The first fell at 17:00 and the last at 17:50, Moscow time, he said.", "17:00", 180),
        ("All times are GMT: the first fell at 17:00, the last at 17:50.", "17:50", 0),
        ("The first fell at 17:00 and the last at 17:50 (14:50 GMT).", "17:00", 120),
        ("It was hit at 17:00 in Kyiv time zone terms; the reply left London at 18:00 GMT, 21:00 MSK.", "17:00", 120),
        ("Strikes on 17 September were ordered at 09:00 GMT.", "17 September", 120),
    ],
)
def test_zones_elsewhere_in_the_sentence(sentence: str, words: str, offset: int) -> None:
    """A zone behind a time counts as stated, one elsewhere for clock times if it is the only one and no aside."""
    place = PlaceZone(("Africa/Maputo", "Maputo"))
    when = read_when(words, Reference(narrative=date(2016, 9, 17), narrative_year=YearStatus.STATED), place=place,
                     sentence=sentence)  # fmt: skip
    assert when.utc_offset == offset
    assert when.zone_status is (ZoneStatus.IMPLIED if offset == 120 else ZoneStatus.STATED)


@pytest.mark.parametrize(
    ("words", "year", "placed"),
    [
        ("at 5 a.m. on Saturday", YearStatus.STATED, True),
        ("early on Wednesday", YearStatus.STATED, False),
        ("early on Saturday", YearStatus.UNKNOWN, False),
        ("this morning", YearStatus.STATED, False),
        ("at dawn", YearStatus.UNKNOWN, True),
    ],
)
def test_an_undated_report_gives_weekdays_no_other_day(words: str, year: YearStatus, *, placed: bool) -> None:
    """It is the day told of before only where that is such a weekday: 17 September 2016 was a Saturday."""
    when = read_when(words, Reference(narrative=date(2016, 9, 17), narrative_year=year))
    assert (when.start is not None) == placed
    assert placed == (when.start is not None and when.start.day == 17)


def test_a_dash_is_no_offset() -> None:
    """The second time of a range is not taken for a zone."""
    when = read_when("06:30-07:00", published_on("2017-04-05"), place=_DAMASCUS)
    assert (when.start, when.end) == (datetime(2017, 4, 5, 6, 30), datetime(2017, 4, 5, 7, 0))
    assert when.zone == "Asia/Damascus"


_STORY = (
    "The ministry spoke of the events of 17 September.\n\nThe first strikes fell at 17:00. "
    "Talks went on at 09:00 on 20 September."
)


@pytest.mark.parametrize(("words", "day"), [("17:00", 17), ("09:00", 20)])
def test_days_named_anywhere_before_settle_clock_times(words: str, day: int) -> None:
    """A bare clock time is put on the day that follows it or was last named, though no claim is about that day."""
    published = published_on("2016-09")
    story = Narrative(published, timeline=Timeline(_STORY, published))
    when = story.read(When(words), Surrounding(event="e", offset=_STORY.index(words)))
    assert when.start is not None
    assert (when.start.year, when.start.month, when.start.day) == (2016, 9, day)
    assert when.year_status is YearStatus.IMPLIED


def test_the_day_may_follow_in_the_sentence() -> None:
    """Before the first day named, a clock time belongs to one named later in its sentence."""
    text = "At 17:00, hours after dawn, planes came on Saturday. On Sunday they left."
    published = published_on("2016-09-19")
    story = Narrative(published, timeline=Timeline(text, published))
    assert story.read(When("17:00"), Surrounding(offset=3)).start == datetime(2016, 9, 17, 17)


def test_events_keep_their_day_whatever_comes_first() -> None:
    """A clock time told before the day of its event is put on that day once all times were learnt."""
    story = Narrative(published_on("2016-09-19"))
    for text in ("17:00", "Saturday"):
        story.learn(When(text), Surrounding(event="e"))
    assert story.read(When("17:00"), Surrounding(event="e")).start == datetime(2016, 9, 17, 17)


def test_prose_falls_back_to_the_day_of_publication() -> None:
    """Where a report names no day, a clock time is that of its own day, and the note says so."""
    when = Narrative(published_on("2016-09-19")).read(When("17:00"), Surrounding())
    assert when.start == datetime(2016, 9, 19, 17)
    assert (when.year_status, when.note) == (YearStatus.IMPLIED, "day of publication assumed")


def test_coded_clock_times_get_no_invented_day() -> None:
    """A clock time of a coded row stays a time of day, on the day that the row gives or on none."""
    story = Narrative(published_on("2017-04-05"))
    alone = story.read(When("~11:30"), Surrounding(coded=True, place=_DAMASCUS))
    assert (alone.start, alone.clock, alone.about) == (None, (690, 690), True)
    assert alone.zone == "Asia/Damascus"
    placed = When("11:30", datetime(2017, 4, 4, 11, 30), datetime(2017, 4, 4, 11, 30), TimePrecision.MINUTE,
                  year_status=YearStatus.IMPLIED)  # fmt: skip
    assert story.read(placed, Surrounding(coded=True)) == placed


def test_reader_parts_survive() -> None:
    """A moment that the reader placed stays where the words alone give none."""
    placed = When("that fateful hour", datetime(2016, 9, 17, 17), datetime(2016, 9, 17, 18), TimePrecision.HOUR)
    story = Narrative(published_on("2016-09-19"))
    assert story.read(placed, Surrounding(event="e", place=_DAMASCUS)) == placed


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    """No text breaks the reader of times, and its words stay as written."""
    assert read_when(text, published_on("2016-09-19"), place=_DAMASCUS).text == text


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_iso_dates_need_no_reference(day: date) -> None:
    """Every ISO date of the calendar is read as that one day, its year stated."""
    when = read_when(day.isoformat())
    assert when.start == datetime(day.year, day.month, day.day)
    assert when.year_status is YearStatus.STATED


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 12, 31)), st.integers(min_value=0, max_value=6))
def test_weekdays_lie_in_the_week_before(published: date, weekday: int) -> None:
    """A weekday without more is the last one up to the day of the report."""
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    when = read_when(f"on {name}", published_on(published.isoformat()))
    assert when.start is not None
    assert when.start.weekday() == weekday
    assert 0 <= (published - when.start.date()).days <= 6


def _story(text: str, *, published: str) -> dict[str, When]:
    """Return the readings of the words in square brackets, by the words."""
    plain, spans = "", []
    for part in text.split("["):
        words, bracket, rest = part.partition("]")
        if bracket:
            spans.append((len(plain), words))
        plain += words + rest
    reference = published_on(published)
    story = Narrative(reference, timeline=Timeline(plain, reference))
    return {
        words: story.read(When(words), Surrounding(event=words, place=_DAMASCUS, sentence=plain, offset=offset))
        for offset, words in spans
    }


@pytest.mark.parametrize(
    ("text", "words", "start"),
    [
        (
            "Shells fell on Tuesday, a monitor said on Wednesday. [The previous day] was calm.",
            "The previous day",
            (6, 12),
        ),
        ("On Saturday evening helicopters came. At [3:30 a.m.] they left.", "3:30 a.m.", (6, 11)),
        ("On Saturday evening they met. The first shell had fallen at [3:30 a.m.] there.", "3:30 a.m.", (6, 10)),
        ("It began on June 3, [a Saturday], at noon.", "a Saturday", (6, 3)),
    ],
)
def test_a_story_moves_on(text: str, words: str, start: tuple[int, int]) -> None:
    """Days of speech are passed over, the morning follows the night, and a second name of a day is that day."""
    found = _story(text, published="2017-06-14")[words].start
    assert found is not None
    assert (found.month, found.day) == start


@pytest.mark.parametrize(
    ("text", "words", "year"),
    [
        ("The group was formed in 2014. On [2 August] a bomb killed nine.", "2 August", 2016),
        ("He fought abroad in 2014. On [7 March] he was seen again.", "7 March", 2014),
        ("In August 2014 the dam was shelled. On [29 August] it broke.", "29 August", 2014),
        ("The army has held the town since 2011. On [7 March] it lost a bridge.", "7 March", 2016),
        ("Forces have held it since October 2015. On [2 February] a man was shot.", "2 February", 2016),
    ],
    ids=["shortly before the report", "long before it", "the month told of", "since then", "since a month"],
)
def test_a_year_stated_before_a_day(text: str, words: str, year: int) -> None:
    """A year told before is that of the days that follow, unless they are those of the report's own weeks."""
    found = _story(text, published="2016-09-19")[words].start
    assert found is not None
    assert found.year == year


def test_a_year_once_stated_holds_for_the_days_that_follow() -> None:
    """Days without a year belong to the year stated last, until the text comes back to the day of the report."""
    read = _story(
        "In August 2013 the town fell. On [5 September] a house burned, on [9 November] another. "
        "Yesterday the court met; it had sat on [2 March] too.",
        published="2016-09-19",
    )
    assert [when.start.year for when in read.values() if when.start] == [2013, 2013, 2016]


def test_dates_in_figures_follow_the_other_dates_of_a_text() -> None:
    """Where one date can only be read month first, the others of the text are read so, and the note says it."""
    read = _story("Lost on 7/17/2014. Found on [8/5/2014].", published="2015-01-01")["8/5/2014"]
    assert read.start == datetime(2014, 8, 5)
    assert "month and day" in read.note


@given(st.text(max_size=300))
def test_no_words_break_the_reading(text: str) -> None:
    """Any text is read to a value or a note, never to an error, and keeps its words."""
    when = read_when(text, published_on("2016-09-19T10:00"), place=_DAMASCUS, sentence=text)
    assert when.text == text
    assert when.determinate or when.note
