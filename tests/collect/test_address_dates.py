"""Dates of publication that an address states."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.collect.address_dates import date_in_address
from tests.collect.making import BODY, basis, collect_one

TODAY = date(2031, 5, 6)
FIRST = datetime(2010, 11, 4, 1, 42, 54, 657_000, tzinfo=UTC)


def post(moment: datetime) -> str:
    """Return the address of a post made at a moment."""
    return f"https://twitter.com/someone/status/{((moment - FIRST) // timedelta(milliseconds=1)) << 22 | 4711}"


@given(st.datetimes(min_value=datetime(2010, 12, 1), max_value=datetime(2031, 5, 6), timezones=st.just(UTC)))
def test_posts_state_their_second(moment: datetime) -> None:
    """The number of a post gives back the second in which it was made."""
    found, how = date_in_address(post(moment), TODAY)
    assert abs(datetime.fromisoformat(found) - moment) <= timedelta(seconds=1)
    assert how == "from the number of the post in its address"


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://x.com/i/web/status/1293593516040269825", "2020-08-12T17:01:42Z"),
        ("https://news.example/world/2021/08/19/shells-on-town/", "2021-08-19"),
        ("https://news.example/2021-08-19/shells", "2021-08-19"),
        ("https://news.example/2021/8/9?page=2", "2021-08-09"),
        ("https://news.example/world/shells-on-town-2021-08-19/", "2021-08-19"),
        ("https://web.archive.org/web/20220101000000/https://news.example/2021/08/19/shells", "2021-08-19"),
        ("https://web.archive.org/web/20220101000000/https://news.example/shells", ""),
        ("https://map.example/en/2021/19-august-shells-on-a-town", "2021-08-19"),
        ("https://map.example/en/2021/19-autumn-shells-on-a-town", ""),
        ("https://www.google.com/url?sa=t&q=https://news.example/2021/08/19/shells&usg=1", "2021-08-19"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fnews.example%2F2021%2F08%2F19%2Fshells", "2021-08-19"),
        ("https://news.example/url?q=https://other.example/2021/08/19/shells", ""),
        ("https://news.example/2021/13/19/shells", ""),
        ("https://news.example/2021/02/30/shells", ""),
        ("https://news.example/2031/05/07/tomorrow", ""),
        ("https://news.example/article-20210819", ""),
        ("https://news.example/search?from=2021/08/19/", ""),
        ("https://news.example/2021/08/", ""),
        ("https://news.example/status/1293593516040269825", ""),
        ("https://twitter.com/someone", ""),
        ("https://twitter.com/someone/status/12345", ""),
        ("", ""),
    ],
)
def test_addresses(url: str, found: str) -> None:
    """Days and numbers of posts are read; what is no date, or lies ahead, is none."""
    assert date_in_address(url, TODAY)[0] == found


@pytest.mark.parametrize(
    ("stated", "found", "how"),
    [("", "2021-08-19", "from its address"), ("date: 2021-09-01\n", "2021-09-01", None)],
)
def test_only_where_nothing_else_states_it(tmp_path: Path, stated: str, found: str, how: str | None) -> None:
    """A date that the document states goes before that of its address, and the address is told as the basis."""
    path = tmp_path / "a.md"
    path.write_text(f"---\nurl: https://news.example/2021/08/19/shells/\n{stated}---\n{BODY}\n")
    collected = collect_one(path)
    assert collected.publication.published == found
    if how is not None:
        assert basis(collected)["published"] == how
