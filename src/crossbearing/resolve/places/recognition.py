"""Whether a name that some place has is meant as a place's name where it stands: not a person's, a firm's or a word."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields

from crossbearing.resolve.gazetteer.names import key
from crossbearing.resolve.places.mentions import Mention, is_where, not_places

__all__ = ["SIGNS", "SIGN_WEIGHTS", "SignWeights", "likely_places", "signs"]


@dataclass(frozen=True, slots=True)
class SignWeights:
    """How much each sign counts, as a natural logarithm of odds.

    Fitted as a logistic regression on one half of LGL and GeoVirus (documents by the hash of their id), in which every
    name of a place is marked; `dateline`, rare there, was set by hand. `evals` measures on the other half.

    Args:
        where: "in", "near", "from" and the like stand before it.
        where_elsewhere: The same holds elsewhere in the document.
        contained: A comma and another known name stand behind it.
        dateline: It opens a paragraph that a dash or bracket follows.
        after_capital: A capitalised word stands right before it in the same run.
        before_capital: A capitalised word stands right behind it in the same run.
        end_of_name: Elsewhere in the document it ends a longer run of capitalised words.
        start_of_name: Elsewhere it begins one.
        speaks: "said", "told" and the like stand right beside it.
        possessive: It has an "'s".
        sentence_start: It opens a sentence.
        words: It has several words.
        small_letters: The document has the same word in small letters.
        size: Weight of the weightiest place of this name, from that of a town of 10,000.
        large: It is first of all the name of a country or capital.
        several: Logarithm of how often the document has it.
        none: Weight of all names alike.
    """

    where: float = 1.1
    where_elsewhere: float = 1.2
    contained: float = 1.55
    dateline: float = 0.5
    after_capital: float = -1.3
    before_capital: float = -0.85
    end_of_name: float = -0.9
    start_of_name: float = 0.4
    speaks: float = -1.05
    possessive: float = -0.1
    sentence_start: float = -0.2
    words: float = 2.3
    small_letters: float = -1.75
    size: float = 0.75
    large: float = -0.4
    several: float = -0.35
    none: float = -0.7


SIGN_WEIGHTS = SignWeights()
"""The weights that are used."""
SIGNS = tuple(item.name for item in fields(SignWeights))
"""The signs in the order of what `signs` returns; the last is 1 for every name."""

_LEFT = re.compile(r"([A-Z][\w'\u2019-]*\.?|[A-Z]\.)[ \u00a0]$")
_RIGHT = re.compile(r"[ \u00a0]([A-Z][\w'\u2019-]*)")
_POSSESSIVE = re.compile(r"['\u2019]s\b")
_SPEAKS = re.compile(
    r"\s+(?:also\s+|then\s+)?(?:said|says|told|added|adds|asked|wrote|writes|noted|explained|recalled|thinks|thought|"
    r"believes|hopes|testified|argued|declined|joked|admitted|insisted|played|scored|pleaded)\b"
)
_SPOKEN = re.compile(r"\b(?:said|says|told|asked|added|by|with|mr\.?|mrs\.?|ms\.?|dr\.?)\s$", re.IGNORECASE)
_START = re.compile(r"(?:^|[.!?\n:\u201d\"]\s*|\n)$")
_DATELINE = re.compile(r"\s*(?:,[^.\n]{0,40})?\s*(?:\(|\u2014|--|\u2013|- )")
_STATE = re.compile(r",\s+(?:(?:[A-Z]\.){2}|[A-Z][a-z]{1,4}\.)")
_SMALL = re.compile(r"\b[a-z]{3,}\b")
_LOOK = 28  # characters on each side of a name that are looked at
_MOST = 9.0  # weight of a place beyond which more says nothing
_MIDDLE = 4.0


@dataclass(frozen=True, slots=True)
class _Seen:
    """What stands around one name."""

    form: str
    where: bool
    contained: bool
    dateline: bool
    after: bool
    ahead: bool
    speaks: bool
    possessive: bool
    opens: bool


def signs(
    text: str, mentions: Sequence[Mention], known: Callable[[str], float], acts: Callable[[str], bool]
) -> list[tuple[float, ...]]:
    """Return the signs of each name, in the order of `SIGNS`.

    Args:
        text: The document's words.
        mentions: The names, in order of their place.
        known: From a key to the weight of the weightiest place of this name.
        acts: Whether a key is first of all that of a country or capital.
    """
    seen = [
        _around(text, mention, mentions[index + 1].start if index + 1 < len(mentions) else -1)
        for index, mention in enumerate(mentions)
    ]
    count = Counter(item.form for item in seen)
    where = Counter(item.form for item in seen if item.where)
    ends = Counter(item.form for item in seen if item.after and not item.ahead)
    begins = Counter(item.form for item in seen if item.ahead and not item.after)
    small = frozenset(_SMALL.findall(text))
    return [
        (
            item.where,
            where[item.form] > item.where,
            item.contained,
            item.dateline,
            item.after,
            item.ahead,
            " " not in item.form and ends[item.form] > (item.after and not item.ahead),
            " " not in item.form and begins[item.form] > (item.ahead and not item.after),
            item.speaks,
            item.possessive,
            item.opens,
            " " in item.form,
            item.form in small,
            min(known(item.form), _MOST) - _MIDDLE,
            acts(item.form),
            math.log(count[item.form]),
            1.0,
        )
        for item in seen
    ]


def _around(text: str, mention: Mention, follower: int) -> _Seen:
    before, behind = text[max(0, mention.start - _LOOK) : mention.start], text[mention.end : mention.end + _LOOK]
    left = _LEFT.search(before)
    beside = follower > 0 and text[mention.end : follower].strip() == ","
    heads = not before.strip() or before.endswith("\n")
    return _Seen(
        form=key(mention.name),
        where=is_where(text, mention),
        contained=beside or bool(_STATE.match(behind)),
        dateline=heads and bool(_DATELINE.match(behind)),
        after=left is not None and (left[1].endswith(".") or key(left[1]) not in not_places()),
        ahead=bool(_RIGHT.match(behind)),
        speaks=bool(_SPEAKS.match(behind) or _SPOKEN.search(before)),
        possessive=bool(_POSSESSIVE.match(behind)),
        opens=bool(_START.search(before)),
    )


def likely_places(
    text: str,
    mentions: Sequence[Mention],
    known: Callable[[str], float],
    acts: Callable[[str], bool],
    *,
    weights: SignWeights = SIGN_WEIGHTS,
) -> list[float]:
    """Return how likely each name is meant as a place's, 0 to 1, by the words around it and the document.

    Args:
        text: The document's words.
        mentions: The names, in order of their place.
        known: From a key to the weight of the weightiest place of this name.
        acts: Whether a key is first of all that of a country or capital.
        weights: How much each sign counts.
    """
    values = tuple(asdict(weights).values())
    return [
        1.0 / (1.0 + math.exp(-sum(value * weight for value, weight in zip(row, values, strict=True))))
        for row in signs(text, mentions, known, acts)
    ]
