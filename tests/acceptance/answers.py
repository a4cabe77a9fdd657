"""Whether an answer of the program is the answer that a careful reader wrote down."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from crossbearing.model.findings import Holding
from crossbearing.model.values import Category, Count, Duration, Group, Items, Place, TextValue, Value, When
from crossbearing.model.values.count import CountState

__all__ = ["fits", "held", "of_kind", "plain", "words"]

# One word for the peoples and the states that the golden file names in both forms.
_FOLD = {
    name: state
    for state, names in {
        "us": "american america united states washington usa",
        "australia": "australian",
        "denmark": "danish",
        "britain": "british uk kingdom",
        "russia": "russian moscow",
        "syria": "syrian damascus",
        "is": "isil isis daesh islamic",
    }.items()
    for name in names.split()
}
_POINTS = {"N": 0, "NE": 45, "E": 90, "SE": 135, "S": 180, "SW": 225, "W": 270, "NW": 315}
_SMALL = {"a", "and", "at", "by", "for", "from", "in", "led", "near", "of", "on", "the", "to", "with"}


def plain(text: str) -> str:
    """Return words in lower case without accents or punctuation, as names are compared."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", decomposed.replace("'s ", " ")))


def words(text: str) -> set[str]:
    """Return the telling words of a name, peoples and states in one form."""
    return {_FOLD.get(word, word) for word in plain(text).split()} - _SMALL


def held(golden: Mapping[str, Any], holding: Holding) -> bool:
    """Return whether what a body holds is the answer of the golden file: who denies a code holds its negation."""
    value = holding.value
    if isinstance(value, Category):
        return fits(golden, replace(value, negated=not value.negated) if holding.denied else value)
    return fits(golden, value) and holding.denied is bool(golden.get("denied"))


def fits(golden: Mapping[str, Any], value: Value) -> bool:
    """Return whether an answer is the one of the golden file.

    Codes that are no codes of the program (its `intent` alone has some) and free words are compared by nothing but
    their slot, as the golden file asks for.

    Args:
        golden: An answer in the form that the golden file explains at its top.
        value: An answer of the program.
    """
    if "kind" in golden:
        return _items(golden, value)
    if "minutes" in golden:
        return isinstance(value, Duration) and _bounds(golden["minutes"], value.low, value.high, unit=60)
    if "at" in golden or "day" in golden or "to" in golden:
        return _when(golden, value)
    if "distance_km" in golden or "of" in golden or ("text" in golden and isinstance(value, Place)):
        return _place(golden, value)
    if "low" in golden or "high" in golden or "word" in golden or "state" in golden:
        return _count(golden, value)
    if "actors" in golden:
        names = set().union(*map(words, golden["actors"]))
        return bool(words(value.text) & names)
    if "code" in golden:
        return _code(golden, value)
    return True


def _count(golden: Mapping[str, Any], value: Value) -> bool:
    count = value.count if isinstance(value, Group | Items) else value
    if not isinstance(count, Count):
        return golden.get("state") == "unknown" and not value.determinate
    if "state" in golden:
        return count.state in (CountState.UNKNOWN, CountState.NONE_REPORTED, CountState.VAGUE)
    if "word" in golden:
        return count.state is CountState.VAGUE
    return _bounds(golden, count.low, count.high) or (golden["high"] == 0 and count.state is CountState.NONE)


def _bounds(golden: Mapping[str, Any], low: float | None, high: float | None, *, unit: int = 1) -> bool:
    wanted = tuple(None if golden[end] is None else golden[end] * unit for end in ("low", "high"))
    return (low, high) == wanted


def _items(golden: Mapping[str, Any], value: Value) -> bool:
    return of_kind(value, golden["kind"]) and ("count" not in golden or _count(golden["count"], value))


def of_kind(value: Value, kind: str) -> bool:
    """Return whether an answer is about a kind of thing, by its code or by the words as written."""
    if isinstance(value, Group):
        return plain(kind) in plain(value.text)
    if not isinstance(value, Items):
        return False
    code, wanted = plain(value.kind).replace(" ", ""), plain(kind).replace(" ", "")
    return code == wanted or wanted in plain(value.text).replace(" ", "")


def _when(golden: Mapping[str, Any], value: Value) -> bool:
    if not isinstance(value, When):
        return False
    if "to" in golden:
        return value.anchor is not None
    if value.start is None:
        return False
    if "day" in golden:
        return not value.precision.clock and value.start.date().isoformat() == golden["day"]
    moment = datetime.fromisoformat(golden["at"])
    offset = moment.utcoffset() or timedelta()
    shift = timedelta() if value.utc_offset is None else offset - timedelta(minutes=value.utc_offset)
    return value.precision.clock and abs(value.start + shift - moment.replace(tzinfo=None)) < timedelta(minutes=1)


def _place(golden: Mapping[str, Any], value: Value) -> bool:
    if not isinstance(value, Place):
        return False
    relation = value.relation
    if "distance_km" in golden:
        if relation is None or relation.bearing is None:
            return False
        turn = abs((relation.bearing - _POINTS[golden["bearing"]] + 180) % 360 - 180)
        return turn < 12 and _bounds(golden["distance_km"], relation.distance_low, relation.distance_high, unit=1000)
    if relation is not None and relation.distance_low is not None:
        return False
    if "text" in golden and "relation" not in golden:
        return bool(words(golden["text"]) & words(value.text))
    if golden.get("text"):
        return bool(words(golden["text"]) & words(value.text))
    return "tharda" not in plain(value.text)


def _code(golden: Mapping[str, Any], value: Value) -> bool:
    if isinstance(value, TextValue):
        return True
    if not isinstance(value, Category):
        return False
    negated = bool(golden.get("negated") or golden.get("denied"))
    if value.scheme != "intent":
        mine, theirs = set(golden["code"].split("_")), set(value.code.split("_"))
        return (mine <= theirs or theirs <= mine) and value.negated is negated
    if golden["code"] == "mistake" or (golden["code"] == "deliberate" and negated):
        # "Not meant" and "a mistake" are one position of the golden file.
        return value.code.startswith("mistake") or (value.code.startswith("deliberate") and value.negated)
    return value.code.startswith(golden["code"]) and value.negated is negated
