"""When a page was published at the earliest, as far as the posts say that it shows.

A page that shows a post of X (Twitter) keeps, saved as text, the line with which it was shown: "— Osk Observatory
(@oskobs) May 16, 2031". A page is no older than the latest post that it shows, and hardly ever much younger: of 59
texts about Airwars' Syrian incidents that show posts, the latest was made within a day of the happening in 55 and
within eight days in all, and the three of them that tell their own day tell that one. It is used only where nothing
else states a date, and told as the basis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from crossbearing.collect.dating import parse_date
from crossbearing.collect.draft import Part
from crossbearing.model.documents import BlockKind

__all__ = ["date_of_shown_posts"]

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_WRITTEN = rf"(?:{_MONTH} \d{{1,2}}, (?:19|20)\d\d|\d{{1,2}} {_MONTH} (?:19|20)\d\d)(?!\d)"
_SIGNED = re.compile(rf"[—–-]\s*[^\n()]{{1,80}}\(@\w{{2,15}}\)\s*(?P<day>{_WRITTEN})")
"""With what X shows a post elsewhere (docs.x.com, "Embedded posts": name, handle in brackets, day)."""
_DAY = re.compile(_WRITTEN)
_FULL = len("2031-05-16")
_LATER = timedelta(days=3)
"""A day told that lies so far behind the latest post shows that the page is younger than it."""


def date_of_shown_posts(parts: Sequence[Part], *, today: date) -> str:
    """Return the day of the latest post that a page shows, or an empty string.

    Args:
        parts: Of the text; what belongs to other stories or to comments does not count.
        today: Nothing was posted after it.

    Returns:
        An ISO day; none where the text tells of a day well behind it.
    """
    texts = [part.text for part in parts if part.kind not in (BlockKind.RELATED, BlockKind.COMMENT)]
    latest = max((day for text in texts for day in _days(_SIGNED, text, today)), default=None)
    if latest is None or any(day > latest + _LATER for text in texts for day in _days(_DAY, text, today)):
        return ""
    return latest.isoformat()


def _days(pattern: re.Pattern[str], text: str, today: date) -> Iterator[date]:
    for found in pattern.finditer(text):
        dated = parse_date(found["day"] if "day" in pattern.groupindex else found.group(), today=today)
        if len(dated.iso) >= _FULL:
            yield date.fromisoformat(dated.iso[:_FULL])
