"""A line of an outlet's name and a day above a text tells who published it when; a headline with a date does not."""

from __future__ import annotations

from datetime import date

import pytest

from crossbearing.collect.masthead import Masthead, read_masthead
from crossbearing.collect.plain import read_plain
from crossbearing.model.documents import BlockKind

TODAY = date(2026, 1, 1)
BODY = "Shells hit a market in Idlib today, and seven people were killed there, the governor said in a statement."


@pytest.mark.parametrize(
    ("line", "publisher", "published"),
    [
        ("Harbour Radio, 9 August 2018", "Harbour Radio", "9 August 2018"),
        ("Al-Masirah TV (party-run), 9 August 2018", "Al-Masirah TV (party-run)", "9 August 2018"),
        ("Reuters | 2018-08-09", "Reuters", "2018-08-09"),
        ("August 9, 2018 – Northern Times", "Northern Times", "August 9, 2018"),
        ("Ministry of Defence, 9 August 2018", "Ministry of Defence", "9 August 2018"),
        ("Syrian Observatory for Human Rights - 3 May 2017", "Syrian Observatory for Human Rights", "3 May 2017"),
    ],
)
def test_name_and_day(line: str, publisher: str, published: str) -> None:
    """Names of outlets and of publishing bodies with a day, in either order."""
    assert read_masthead(line, today=TODAY) == Masthead(publisher, published)


@pytest.mark.parametrize(
    "line",
    [
        "Air strikes on Deir ez-Zor, 17 September 2016",
        "Bombing of the Ministry of Defence, 3 May 2004",
        "Ministry hit in Sanaa, 9 August 2018",
        "Harbour Radio, August",
        "Harbour Radio, 2018",
        "Harbour Radio",
        "9 August 2018",
        "Seven killed in attack, says Northern Times, 9 August 2018",
        "",
    ],
)
def test_headlines_are_none(line: str) -> None:
    """A headline with the day of the event, a name alone and a date alone say nothing of who published."""
    assert read_masthead(line, today=TODAY) is None


def test_read_as_metadata() -> None:
    """The line is boilerplate, its name and day are the publication's, and the next short line is the title."""
    draft = read_plain(f"Harbour Radio, 9 August 2018\n\nMarket shelled in Idlib\n\n{BODY}", where="a.txt", today=TODAY)
    assert (draft.stated.publisher, draft.stated.published) == ("Harbour Radio", "9 August 2018")
    assert [(part.kind, part.text) for part in draft.parts] == [
        (BlockKind.BOILERPLATE, "Harbour Radio, 9 August 2018"),
        (BlockKind.TITLE, "Market shelled in Idlib"),
        (BlockKind.BODY, BODY),
    ]


def test_front_matter_goes_first() -> None:
    """What the front matter states stands, whatever the line above the text says."""
    content = f"---\npublisher: Desk\npublished: 2018-08-10\n---\nHarbour Radio, 9 August 2018\n\n{BODY}"
    draft = read_plain(content, where="a.txt", today=TODAY)
    assert (draft.stated.publisher, draft.stated.published) == ("Desk", "2018-08-10")
