"""Scores of time expressions of our own set, as its README defines them: the product reads the marked words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from crossbearing.model.values import Duration, When, YearStatus
from crossbearing.read.values.lengths import durations
from crossbearing.resolve.times import NO_REFERENCE, PlaceZone, published_on
from crossbearing.resolve.times.ahead import tells_ahead
from crossbearing.resolve.times.narrative import Narrative, Surrounding
from crossbearing.resolve.times.timeline import Timeline
from evals.own_sets import TimeExpression, TimeText

__all__ = ["Judged", "answers", "is_right", "score_times", "tallies"]

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\d\"'(\u201c])|\n+")


@dataclass(frozen=True, slots=True)
class Judged:
    """An expression, what the product made of it, and whether that is right."""

    text: TimeText
    expression: TimeExpression
    answer: When | Duration | None
    right: bool


def answers(text: TimeText) -> Iterator[tuple[TimeExpression, When | Duration | None]]:
    """Yield what the product makes of each marked expression of a text, in order, knowing what it knows of a document.

    Lengths are read by the reading room.
    """
    published = published_on(text.published)
    narrative = Narrative(published, timeline=Timeline(text.text, published))
    place = PlaceZone((text.zone or "", text.place))
    for expression in sorted(text.expressions, key=lambda item: item.start):
        if expression.type == "DURATION":
            yield expression, next((found.value for found in durations(expression.text)), None)
        else:
            sentence = _sentence(text.text, expression.start)
            around = Surrounding(
                event=expression.id,
                said_at=NO_REFERENCE,
                future=tells_ahead(sentence, expression.text),
                place=place,
                sentence=sentence,
                offset=expression.start,
            )
            yield expression, narrative.read(When(expression.text), around)


def _sentence(text: str, offset: int) -> str:
    start = 0
    for found in _SENTENCE.finditer(text):
        if found.start() > offset:
            return text[start : found.start()]
        start = found.end()
    return text[start:]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.removesuffix("Z"))


def _at_place(when: When, zone: str | None) -> tuple[datetime | None, datetime | None]:
    """Return the civil time at the place, where the answer and the place have zones."""
    if when.utc_offset is None or not zone or not when.precision.clock:
        return when.start, when.end

    def moved(moment: datetime | None) -> datetime | None:
        if moment is None:
            return None
        there = (moment - timedelta(minutes=when.utc_offset or 0)).replace(tzinfo=ZoneInfo("UTC"))
        return there.astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    return moved(when.start), moved(when.end)


def is_right(expression: TimeExpression, answer: When | Duration | None, zone: str | None) -> bool:
    """Return whether an answer has the right value by the conventions of the set.

    Args:
        expression: The gold reading.
        answer: What the product read, or None.
        zone: IANA zone of the place of the text, or None where it is not known.
    """
    if expression.type == "SET":
        return isinstance(answer, When) and _period(answer.repeats) == _period(expression.value)
    if answer is None:
        return False
    if expression.duration is not None:
        gold = expression.duration
        return isinstance(answer, Duration) and _same_length(
            answer, gold.low, gold.high, gold.low is None and gold.high is None
        )
    if not isinstance(answer, When):
        return False
    if expression.anchor is not None:
        return _right_anchor(expression, answer, zone)
    if expression.interval is None:
        # A reference to the past or present, or a time of a day that cannot be known: no interval may be made up.
        return answer.start is None and answer.end is None
    return _right_interval(expression, answer, zone)


def _period(value: str) -> str:
    """Return how often a repeated time comes: "every evening" is daily in either notation of TIMEX3."""
    for pattern, period in (("XXXX-XX-XX", "P1D"), ("XXXX-WXX", "P1W"), ("XXXX-XX", "P1M"), ("XXXX-", "P1Y")):
        if value.startswith(pattern):
            return period
    return value


def _same_length(ours: Duration, low: float | None, high: float | None, vague: bool) -> bool:
    if vague or ours.vague:
        return vague and ours.vague
    # A length that is open downwards and one from nothing are the same.
    return (ours.low or 0.0, ours.high) == (low or 0.0, high)


def _right_interval(expression: TimeExpression, answer: When, zone: str | None) -> bool:
    gold = expression.interval
    if gold is None or (expression.year == "unknown") != (answer.year_status is YearStatus.UNKNOWN):
        return False
    if expression.utc is not None and zone is None:
        if answer.utc_offset is None or answer.start is None or answer.end is None:
            return False
        shift = timedelta(minutes=answer.utc_offset)
        return (answer.start - shift, answer.end - shift) == (
            _moment(expression.utc.start),
            _moment(expression.utc.end),
        )
    if expression.utc is not None and answer.utc_offset is None:
        return False
    start, end = _at_place(answer, zone)
    wanted = _moment(gold.start), _moment(gold.end)
    if (start, end) == wanted:
        return True
    if expression.outer is None or start is None or end is None:
        return False
    within = _moment(expression.outer.start) <= start and end <= _moment(expression.outer.end)
    return within and start <= wanted[1] and wanted[0] <= end


def _right_anchor(expression: TimeExpression, answer: When, zone: str | None) -> bool:
    gold = expression.anchor
    if gold is None:
        return False
    if answer.anchor is None:
        if gold.resolves_to is None:
            return False
        return _at_place(answer, zone) == (_moment(gold.resolves_to.start), _moment(gold.resolves_to.end))
    ours = answer.anchor
    if ours.relation != gold.relation or not _share_a_word(ours.to, gold.to):
        return False
    if ours.offset is None:
        return gold.low is None and gold.high is None and not gold.vague
    return _same_length(ours.offset, gold.low, gold.high, gold.vague)


_EMPTY_WORDS = frozenset({"the", "a", "an", "of", "on", "in", "at", "to", "its", "their", "this", "that"})


def _share_a_word(ours: str, gold: str) -> bool:
    mine, theirs = (set(re.findall(r"\w+", words.lower())) - _EMPTY_WORDS for words in (ours, gold))
    return bool(mine & theirs) or not theirs


def judged(texts: Iterable[TimeText]) -> Iterator[Judged]:
    """Yield every expression of some texts with the product's answer and whether it is right."""
    for text in texts:
        for expression, answer in answers(text):
            yield Judged(text, expression, answer, is_right(expression, answer, text.zone))


def tallies(items: Iterable[Judged]) -> dict[str, list[bool]]:
    """Return right and wrong by measure: all, by type, by basis, and zone and year status apart."""
    found: dict[str, list[bool]] = {"value exact": []}
    for item in items:
        expression, answer = item.expression, item.answer
        found["value exact"].append(item.right)
        found.setdefault(f"value exact, {expression.type}", []).append(item.right)
        found.setdefault(f"value exact, basis {expression.basis}", []).append(item.right)
        if isinstance(answer, When) and expression.zone_status is not None:
            wanted = {expression.zone_status, "implied"} if expression.zone_status == "stated_local" else set()
            wanted |= {expression.zone_status.removesuffix("_local")}
            found.setdefault("zone status", []).append(answer.zone_status.value in wanted)
        if isinstance(answer, When) and expression.year is not None:
            found.setdefault("year status", []).append(answer.year_status.value == expression.year)
    return found


def score_times(texts: Iterable[TimeText]) -> dict[str, tuple[float, int]]:
    """Return the share that is right, 0 to 1, and how many it rests on, by measure.

    Args:
        texts: A split of the set, as `evals.own_sets.times` yields it.
    """
    return {name: (sum(marks) / len(marks), len(marks)) for name, marks in tallies(judged(texts)).items() if marks}
