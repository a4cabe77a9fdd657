"""Hypothesis strategies for values, shared by the tests of the vocabulary, the codec and the store."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import strategies as st

from crossbearing.model.values import (
    ActorRef,
    Actors,
    Anchor,
    Category,
    Count,
    CountKind,
    CountState,
    Duration,
    Group,
    Items,
    PersonStatus,
    Place,
    TextValue,
    TimePrecision,
    Value,
    When,
    YearStatus,
)

small = st.integers(0, 120)
bound = st.none() | small
words = st.sampled_from(["", "children", "women", "Syrian", "medics"])


@st.composite
def ranges(draw: st.DrawFn, numbers: st.SearchStrategy[int] = small) -> tuple[int | None, int | None]:
    """Draw a range with at least one bound."""
    low, high = draw(st.none() | numbers), draw(st.none() | numbers)
    if low is None and high is None:
        low = high = draw(numbers)
    if low is not None and high is not None:
        low, high = sorted((low, high))
    return low, high


@st.composite
def counts(draw: st.DrawFn) -> Count:
    """Draw a count of any state, kind and unit."""
    state = draw(st.sampled_from([CountState.NUMBER] * 5 + list(CountState)))
    kind = draw(st.sampled_from([CountKind.TOTAL] * 3 + list(CountKind)))
    unit, defined = draw(st.sampled_from([("", True), ("", True), ("bombs", True), ("strikes", False)]))
    if state is not CountState.NUMBER:
        return Count("some", state=state, word="some", kind=kind, unit=unit, unit_defined=defined)
    low, high = draw(ranges())
    return Count("n", low, high, about=draw(st.booleans()), kind=kind, unit=unit, unit_defined=defined)


@st.composite
def durations(draw: st.DrawFn) -> Duration:
    """Draw a duration, known, vague or unknown."""
    if draw(st.integers(0, 5)) == 0:
        return Duration("hours", vague=draw(st.booleans()))
    low, high = (None if minutes is None else minutes * 60.0 for minutes in draw(ranges()))
    return Duration("d", low, high, draw(st.booleans()))


@st.composite
def whens(draw: st.DrawFn) -> When:
    """Draw a time: clock or calendar, with or without year, zone, ends and anchor."""
    if draw(st.integers(0, 6)) == 0:
        offset = draw(st.none() | durations())
        return When("after it", anchor=Anchor(draw(st.sampled_from(["before", "after"])), "the strike", "", offset))
    if draw(st.integers(0, 8)) == 0:
        return When("at some time")
    if draw(st.integers(0, 6)) == 0:
        first = draw(st.sampled_from([0, 5, 690, 695, 1430]))
        zone = draw(st.sampled_from([None, 0, 180]))
        clock = (first, first + draw(st.sampled_from([0, 10, 60])))
        return When("at that hour", precision=TimePrecision.MINUTE, utc_offset=zone, clock=clock)
    precision, length = draw(
        st.sampled_from(
            [
                (TimePrecision.MINUTE, timedelta()),
                (TimePrecision.HOUR, timedelta(hours=1)),
                (TimePrecision.DAY, timedelta(days=1)),
                (TimePrecision.MONTH, timedelta(days=30)),
                (TimePrecision.YEAR, timedelta(days=366)),
            ]
        )
    )
    year_status = draw(st.sampled_from([YearStatus.STATED, YearStatus.STATED, YearStatus.UNKNOWN]))
    year = 2000 if year_status is YearStatus.UNKNOWN else draw(st.sampled_from([2016, 2017]))
    start = datetime(year, draw(st.sampled_from([1, 2, 9, 12])), draw(st.integers(1, 28)), draw(st.integers(0, 23)))
    start += timedelta(minutes=draw(st.sampled_from([0, 5, 30])))
    ends = draw(st.sampled_from(["both", "both", "both", "start", "end"]))
    return When(
        "t",
        None if ends == "end" else start,
        None if ends == "start" else start + length,
        precision,
        about=draw(st.booleans()),
        utc_offset=draw(st.sampled_from([None, None, 0, 180, 600])),
        year_status=year_status,
    )


@st.composite
def places(draw: st.DrawFn) -> Place:
    """Draw an area near one of a few points, a name without a point, or nothing."""
    name = draw(st.sampled_from(["", "the town", "the airport"]))
    if draw(st.integers(0, 4)) == 0:
        return Place(name, name)
    latitude, longitude = draw(st.sampled_from([(35.3, 40.1), (35.31, 40.1), (36.2, 37.1), (-10.0, 179.9)]))
    return Place("p", name, latitude, longitude, float(draw(st.sampled_from([0, 500, 5_000, 200_000]))))


@st.composite
def actor_answers(draw: st.DrawFn) -> Actors:
    """Draw a set of bodies, open or closed, possibly empty."""
    names = draw(st.lists(st.sampled_from(["US", "coalition", "Russia", "Syria"]), max_size=3, unique=True))
    members = tuple(ActorRef(name, within=("coalition",) if name == "US" else ()) for name in names)
    return Actors(", ".join(names), members, open=draw(st.booleans()))


@st.composite
def groups(draw: st.DrawFn) -> Group:
    """Draw persons harmed."""
    status = draw(st.sampled_from(list(PersonStatus)))
    return Group("g", draw(counts()), status, "", draw(words), draw(words), draw(words), draw(words))


@st.composite
def items(draw: st.DrawFn) -> Items:
    """Draw things of one kind."""
    effect = draw(st.sampled_from(["", "destroyed", "damaged"]))
    return Items("i", draw(st.sampled_from(["tank", "mortar"])), draw(counts()), effect)


@st.composite
def categories(draw: st.DrawFn) -> Category:
    """Draw a code of the tree of intent, negated or not."""
    code = draw(st.sampled_from(["mistake", "mistake.technical_error", "deliberate", "negligence", "not_stated"]))
    exclusive = draw(st.sampled_from([True, True, False]))
    return Category("c", "intent", code, negated=draw(st.booleans()), exclusive=exclusive)


texts = st.sampled_from(["", "a mistake", "A mistake!", "the hill", "…"]).map(TextValue)

KINDS: dict[str, st.SearchStrategy[Value]] = {
    "count": counts(),
    "when": whens(),
    "duration": durations(),
    "place": places(),
    "actors": actor_answers(),
    "group": groups(),
    "category": categories(),
    "items": items(),
    "text": texts,
}
values = st.one_of(*KINDS.values())
