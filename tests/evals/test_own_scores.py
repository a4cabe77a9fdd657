"""The scorers of our own sets give full marks to right answers, and none to wrong or missing ones."""

from datetime import datetime

import pytest
from evals.__main__ import main
from evals.actors import score_actors
from evals.own_sets import ActorMention, ActorText, Interval, KnownActor, TimeExpression, TimeText
from evals.times import is_right, score_times

from crossbearing.model.values import Duration, TimePrecision, When, YearStatus

TEXT = "Planes came at 17:00 on Saturday and again that night."


def expression(words: str, interval: Interval, **more: object) -> TimeExpression:
    start = TEXT.index(words)
    fields: dict = {
        "id": words, "start": start, "end": start + len(words), "text": words, "type": "DATE", "value": "",
        "mod": None, "precision": "day", "part": None, "about": False, "interval": interval, "outer": None,
        "zone": None, "zone_status": None, "utc": None, "year": "implied", "duration": None, "anchor": None,
        "basis": "publication",
    }  # fmt: skip
    return TimeExpression(**{**fields, **more})


SATURDAY = expression("Saturday", Interval("2016-09-17T00:00", "2016-09-18T00:00"))
CLOCK = expression("17:00", Interval("2016-09-17T17:00", "2016-09-17T17:00"), type="TIME", zone_status="implied",
                   utc=Interval("2016-09-17T14:00Z", "2016-09-17T14:00Z"))  # fmt: skip


def test_the_product_is_asked_with_the_whole_text() -> None:
    """A weekday is read against the date of publication, a clock time against the day beside it."""
    text = TimeText("t", "wire", "2016-09-19", "Homs", "Asia/Damascus", TEXT, (SATURDAY, CLOCK))
    shares = score_times([text])
    assert shares["value exact"] == (1.0, 2)
    assert shares["zone status"] == (1.0, 1)


def day(number: int) -> When:
    first = datetime(2016, 9, number)
    return When("x", first, first.replace(day=number + 1), TimePrecision.DAY, year_status=YearStatus.IMPLIED)


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        (day(17), True),
        (day(10), False),
        (When("x", datetime(2000, 9, 17), datetime(2000, 9, 18), TimePrecision.DAY), False),
        (When("x"), False),
        (Duration("x", 1.0, 1.0), False),
        (None, False),
    ],
)  # fmt: skip
def test_days(answer: When | Duration | None, right: bool) -> None:
    """Only the same day of a known year is right."""
    assert is_right(SATURDAY, answer, "Asia/Damascus") is right


@pytest.mark.parametrize(
    ("hour", "offset", "right"), [(17, 180, True), (14, 0, True), (17, 0, False), (17, None, False)]
)
def test_clocks_are_compared_at_the_place(hour: int, offset: int | None, right: bool) -> None:
    """A clock time in another zone is right if it is the same moment; without a zone it is not."""
    moment = datetime(2016, 9, 17, hour)
    answer = When("x", moment, moment, TimePrecision.MINUTE, utc_offset=offset, year_status=YearStatus.IMPLIED)
    assert is_right(CLOCK, answer, "Asia/Damascus") is right


def test_mentions_are_marked_right_wrong_or_missing() -> None:
    """A body by any of its names is right, another one wrong, none missing; nobody is right where nobody is meant."""
    words = "NATO spoke. Locals wept. NATO left. The Zorbian Rifles came."
    known = {
        "nato": KnownActor("nato", "NATO", "organisation", "", "", ("North Atlantic Treaty Organization",)),
        "un": KnownActor("un", "United Nations", "organisation", "", "", ()),
        "rifles": KnownActor("rifles", "Zorbian Rifles", "armed_group", "", "", ()),
    }
    mentions = (
        ActorMention("1", 0, 4, "NATO", "nato", (), None, ("abbreviation",)),
        ActorMention("2", 12, 18, "Locals", None, (), "generic_group", ()),
        ActorMention("3", 25, 29, "NATO", "un", (), None, ("abbreviation",)),
        ActorMention("4", 36, 54, "The Zorbian Rifles", "rifles", (), None, ("full_name",)),
    )
    shares = score_actors([ActorText("a", "wire", "2016-09-19", "", words, mentions)], known)
    assert shares["right"] == (0.5, 4)
    assert shares["wrong body"] == (0.25, 4)
    assert shares["missing"] == (0.25, 4)
    assert shares["right, abbreviation"] == (0.5, 2)
    assert shares["right, none: generic_group"] == (1.0, 1)


def test_own_sets_need_no_data_folder(capsys: pytest.CaptureFixture[str]) -> None:
    """The command scores a set of our own alone, and asks for the folder where one from elsewhere is wanted."""
    assert main(["--set", "times"]) == 0
    assert "value exact" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["--set", "polnear"])
