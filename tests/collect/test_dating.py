"""Dates of publication keep the precision stated, and what cannot be told is left open."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossbearing.collect.dating import column_order, parse_date

TODAY = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2016", "2016"),
        ("2016-09", "2016-09"),
        ("2016-09-17", "2016-09-17"),
        ("2016/9/17", "2016-09-17"),
        ("20160917", "2016-09-17"),
        ("2016-09-17T20:05", "2016-09-17T20:05"),
        ("2016-09-17 20:05 local time", "2016-09-17T20:05"),
        ("2016-09-17T20:05:30.123Z", "2016-09-17T20:05:30Z"),
        ("2016-09-17T20:05:30+0300", "2016-09-17T20:05:30+03:00"),
        ("2009-03-20 12:24:52.002364-05", "2009-03-20T12:24:52-05:00"),
        ("17 September 2016", "2016-09-17"),
        ("17th of September, 2016", "2016-09-17"),
        ("Saturday, September 17, 2016", "2016-09-17"),
        ("Sept. 17, 2016 at 8:05 pm", "2016-09-17T20:05"),
        ("September 17, 2016 12:30 a.m.", "2016-09-17T00:30"),
        ("September 2016", "2016-09"),
        ("Sat, 17 Sep 2016 20:05:00 GMT", "2016-09-17T20:05:00Z"),
        ("17/9/2016", "2016-09-17"),
        ("9/17/2016", "2016-09-17"),
        ("17.09.2016", "2016-09-17"),
        ("4.5.2016", "2016-05-04"),
        ("5/5/2016", "2016-05-05"),
        ("1474142700", "2016-09-17T20:05:00Z"),
        ("1474142700000", "2016-09-17T20:05:00Z"),
        ("١٧ سبتمبر ٢٠١٦", "2016-09-17"),
        ("9 ديسمبر 2024", "2024-12-09"),
        ("17 сентября 2016", "2016-09-17"),
        ("17 septembre 2016", "2016-09-17"),
        ("17. September 2016", "2016-09-17"),
        ("", ""),
    ],
)
def test_dates_as_people_write_them(written: str, iso: str) -> None:
    """Common forms in several languages come out at the precision at which they were written."""
    found = parse_date(written, today=TODAY)
    assert (found.iso, found.problem) == (iso, "")


@pytest.mark.parametrize(
    ("written", "order", "iso"),
    [("04/05/2016", "", "2016"), ("04/05/2016", "day", "2016-05-04"), ("04/05/2016", "month", "2016-04-05")],
)
def test_two_readings_are_settled_by_a_stated_order_only(written: str, order: str, iso: str) -> None:
    """A date that can be read two ways keeps its year alone until someone says which number is the day."""
    found = parse_date(written, today=TODAY, order=order)
    assert found.iso == iso
    assert bool(found.note) == (order == "")


@pytest.mark.parametrize(
    "written",
    [
        "2016-13-01",
        "31/04/2016",
        "2016-02-30",
        "45 September 2016",
        "yesterday",
        "2027-01-01",
        "1066",
        "25:00 2016",
        "last week",
        "99/99/9999",
    ],
)
def test_what_is_no_date_is_left_open_with_a_reason(written: str) -> None:
    """Days that do not exist, the future, the distant past and phrases give no date and say why."""
    found = parse_date(written, today=TODAY)
    assert found.iso == ""
    assert written in found.problem


@pytest.mark.parametrize(
    ("values", "order", "part"),
    [
        (["4/5/2017", "4/23/2017"], "month", "month/day/year"),
        (["4/5/2017", "23/4/2017"], "day", "day/month/year"),
        (["4/5/2017", "6/7/2017"], "", "no date of the column"),
        (["23/4/2017", "4/23/2017"], "", "others month first"),
        (["2017-04-05", "5/5/2017"], "", ""),
    ],
)
def test_a_column_tells_its_order(values: list[str], order: str, part: str) -> None:
    """One date with a number above twelve settles the order of its whole column; contradictions settle nothing."""
    found = column_order(values)
    assert found.order == order
    assert part in found.note


@given(st.dates(min_value=date(1900, 1, 1), max_value=TODAY), st.sampled_from(["day", "month"]))
def test_a_date_comes_back_from_every_form(day: date, order: str) -> None:
    """Any date written in any of the forms is read as that date."""
    numbers = f"{day.day}/{day.month}/{day.year}" if order == "day" else f"{day.month}/{day.day}/{day.year}"
    for written in (day.isoformat(), numbers, f"{day.day} {day:%B} {day.year}", f"{day:%b} {day.day}, {day.year}"):
        assert parse_date(written, today=TODAY, order=order).iso == day.isoformat()


@settings(deadline=None)  # the first date in another language loads dateparser
@given(st.text(max_size=60))
def test_no_text_whatever_raises(written: str) -> None:
    """Whatever stands where a date should be, the answer is a date or a reason, never an error, and never ahead."""
    found = parse_date(written, today=TODAY)
    assert not (found.iso and found.problem)
    assert found.iso[:10] <= "2026-01-17"
