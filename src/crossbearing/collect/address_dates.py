"""When something was published, as far as its address on the web says so.

A post of X (Twitter) has a number that begins with the millisecond in which it was made; many newspapers and blogs put
the day into the address of an article. Both are used only where nothing else states a date, and are told as the basis.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote

__all__ = ["date_in_address"]

_POST = re.compile(
    r"^https?://(?:(?:www|mobile|m)\.)?(?:twitter|x)\.com/(?:[^/?#]+|i/web)/status(?:es)?/(?P<number>\d{12,19})(?!\d)",
    re.IGNORECASE,
)
_DAY = re.compile(r"^https?://[^/?#]+/(?:[^?#]*/)?(?P<y>20\d\d|19\d\d)[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?=[/?#]|$)")
_DAY_BEHIND = re.compile(
    r"^https?://[^/?#]+/[^?#]*[-_/](?P<y>20\d\d|19\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?:\.\w{2,5})?/?(?=[?#]|$)"
)
"""A day behind the words of an address ("/world/bridge-struck-2031-05-16/")."""
_MONTHS = "january february march april may june july august september october november december".split()  # noqa: SIM905
_DAY_NAMED = re.compile(
    rf"^https?://[^/?#]+/(?:[^?#]*/)?(?P<y>20\d\d|19\d\d)/(?P<d>\d{{1,2}})-(?P<m>{'|'.join(_MONTHS)})(?=[-/?#]|$)",
    re.IGNORECASE,
)
"""A day that opens the words of an address below its year ("/en/2031/16-may-bridge-struck")."""
_LED_ON = re.compile(
    r"^https?://(?:www\.)?(?:google\.[a-z.]{2,6}/url|l\.facebook\.com/l\.php)\?(?:[^#]*&)?(?:q|u|url)=(?P<to>http[^&#]+)"
)
"""An address that only leads on to another one."""
_KEPT_ELSEWHERE = re.compile(r"^https?://(?:web\.)?archive\.(?:org/web/\w+|\w+/\d+)/(?P<kept>https?://.+)$")
_ZERO = datetime(2010, 11, 4, 1, 42, 54, 657_000, tzinfo=UTC)
"""The moment from which the numbers count: twitter-archive/snowflake, `IdWorker.scala`, twepoch 1288834974657."""
_BITS = 22  # behind the milliseconds stand the numbers of the machine and of the post on it (same source)


def date_in_address(url: str, today: date) -> tuple[str, str]:
    """Return when something was published by its address, and how that is known, or two empty strings.

    Args:
        url: Its address; that of a copy in a web archive is taken for the one that was archived, and one that only
            leads on (a search engine's, a network's) for the one it leads to.
        today: Nothing was published after it.

    Returns:
        An ISO moment in UTC, or an ISO day, and the basis in words.
    """
    led = _LED_ON.match(url)
    address = unquote(led["to"]) if led else url
    archived = _KEPT_ELSEWHERE.match(address)
    address = archived["kept"] if archived else address
    if post := _POST.match(address):
        moment = _ZERO + timedelta(milliseconds=int(post["number"]) >> _BITS)
        if _ZERO.date() < moment.date() <= today:
            return moment.strftime("%Y-%m-%dT%H:%M:%SZ"), "from the number of the post in its address"
    elif day := _DAY.match(address) or _DAY_BEHIND.match(address) or _DAY_NAMED.match(address):
        try:
            month = _MONTHS.index(day["m"].lower()) + 1 if day["m"].isalpha() else int(day["m"])
            found = date(int(day["y"]), month, int(day["d"]))
        except ValueError:
            return "", ""
        if found <= today:
            return found.isoformat(), "from its address"
    return "", ""
