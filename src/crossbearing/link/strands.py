"""Strands: what one document tells of one happening, as compact features to compare with other documents.

A report's own story is one strand: the strike, what was seen before it and the attack that followed. A report of five
strikes in five places has five. Background (an earlier strike recalled) is never mixed with the news.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from crossbearing.link.days import Days, days_apart, days_of, most_told, weekdays_of
from crossbearing.link.kinds import makes_an_incident, same_kinds
from crossbearing.link.places import fine_point
from crossbearing.link.rounds import parts_of
from crossbearing.link.words import NOTHING, Telling
from crossbearing.model.actors import Stance
from crossbearing.model.claims import Claim, Event, EventRelationKind, Modality
from crossbearing.model.documents import Publication
from crossbearing.model.ids import normalised_words
from crossbearing.model.locators import TableCell
from crossbearing.model.values import Actors, Count, Group, Place, PlacePrecision, When
from crossbearing.model.values.place import distance

__all__ = ["Strand", "Toll", "strands_of"]

_COARSE = 60_000.0  # metres: an area with a larger radius sets no two places apart
_MOST_PLACES = 8
_SLACK = 3_000.0  # metres by which two stated places may miss each other and still be one
_CODED = re.compile(r"(?P<place>(?!\d{4}-\d\d-\d\d$)[^,]+(?:,[^,]+)*?)?(?:, )?(?P<day>\d{4}-\d\d-\d\d)?")
_MONTHS = frozenset(
    name.casefold() for names in (calendar.month_name, calendar.month_abbr) for name in names if name
) | {"on", "in", "the", "a", "sept"}
_STORY = frozenset(
    {
        EventRelationKind.PART_OF,
        EventRelationKind.BEFORE,
        EventRelationKind.AFTER,
        EventRelationKind.DURING,
        EventRelationKind.FOLLOW_UP_STRIKE,
        EventRelationKind.ENABLES,
        EventRelationKind.SHARES_TOLL,
    }
)


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of persons killed or wounded, as a range."""

    slot: str
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Strand:
    """What one document tells of one happening.

    Args:
        key: Smallest statement id in it.
        document: Document id.
        events: Event ids.
        kinds: Kinds of its events with the number of claims about each, the negated ones left out.
        places: Located or named places, finest first.
        told: Days on which it happened as the text tells, the one told most first; a misread one may be among them.
        published: Day of publication, or None.
        tolls: Numbers of killed and wounded.
        parties: Keys of the bodies named as attacking or struck.
        claims: Claim ids.
        background: Whether the report tells it as background.
        pinned: Whether a person's judgement took this claim out of its story.
        words: Its names, numbers and other words, weighed by how few documents share them.
        place_names: Names of its places, normalised.
        table: Hash of the table of coded claims that it is a row of, or empty for a report.
        happenings: For each claim the kind of its event, and whether the text says that it did not happen.
        weekdays: Days of the week on which it happened, Monday 0, where no day could be made of them.
    """

    key: str
    document: str
    events: frozenset[str]
    kinds: tuple[tuple[str, int], ...]
    places: tuple[Place, ...]
    told: tuple[Days, ...]
    published: date | None
    tolls: frozenset[Toll]
    parties: frozenset[str]
    claims: tuple[str, ...]
    background: bool = False
    pinned: bool = False
    words: Telling = NOTHING
    place_names: frozenset[str] = frozenset()
    table: str = ""
    happenings: tuple[tuple[str, bool], ...] = ()
    weekdays: frozenset[int] = frozenset()

    @property
    def days(self) -> Days | None:
        """The day told most, or None."""
        return self.told[0] if self.told else None

    @property
    def place(self) -> Place | None:
        """The finest place told, or None."""
        return self.places[0] if self.places else None


def strands_of(
    claims: Iterable[Claim], *, publications: Mapping[str, Sequence[Publication]], pinned: frozenset[str]
) -> list[Strand]:
    """Return the strands of all documents, in order of document and appearance.

    Args:
        claims: All claims, those of a document in order of their words.
        publications: Publications by document id, earliest first.
        pinned: Statement ids that a judgement links by itself: each becomes a strand of its own.
    """
    by_document: dict[str, list[Claim]] = {}
    for claim in claims:
        by_document.setdefault(claim.document, []).append(claim)
    found: list[Strand] = []
    for document in sorted(by_document):
        published = _published(publications.get(document, ()))
        found.extend(_of_document(by_document[document], document, published, pinned))
    return found


def _of_document(
    claims: Sequence[Claim], document: str, published: date | None, pinned: frozenset[str]
) -> list[Strand]:
    by_event: dict[str, list[Claim]] = {}
    singled: list[Claim] = []
    for claim in claims:
        by_event.setdefault(claim.event.id, []).append(claim)
        if claim.statement in pinned:
            singled.append(claim)
    notes: list[Strand] = []
    events: dict[str, Event] = {}
    for key, found in by_event.items():
        whole = _strand(found, document, published)
        for number, part in enumerate(parts_of(found, published)):
            name = f"{key}#{number}" if number else key
            if part == found:
                notes.append(whole)
            else:
                note = _strand(part, document, published)
                # A round-up names its day once, for all that it tells.
                notes.append(replace(note, events=frozenset({name}), told=note.told or whole.told))
            events[name] = part[0].event
    news = [note for note in notes if _modality(note, events) is Modality.NEWS]
    past = [note for note in notes if _modality(note, events) is Modality.BACKGROUND]
    stories = _stories(news, events) + [replace(one, background=True) for one in _stories(past, events)]
    if not singled:
        return stories
    return _without(stories, singled, document, published, by_event)


def _without(
    stories: Sequence[Strand],
    singled: Sequence[Claim],
    document: str,
    published: date | None,
    by_event: Mapping[str, list[Claim]],
) -> list[Strand]:
    taken = {claim.id for claim in singled}
    found = []
    for story in stories:
        rest = tuple(claim for claim in story.claims if claim not in taken)
        if rest:
            kept = tuple(one for claim, one in zip(story.claims, story.happenings, strict=True) if claim not in taken)
            found.append(replace(story, claims=rest, happenings=kept))
    for claim in singled:
        own = _strand(by_event[claim.event.id], document, published)
        happening = ((claim.event.type, claim.event.negated),)
        found.append(replace(own, key=claim.statement, claims=(claim.id,), happenings=happening, pinned=True))
    return found


def _modality(note: Strand, events: Mapping[str, Event]) -> Modality:
    return events[next(iter(note.events))].modality


def _strand(claims: Sequence[Claim], document: str, published: date | None) -> Strand:
    event = claims[0].event
    places: list[Place] = []
    days: list[Days] = []
    tolls: set[Toll] = set()
    parties: set[str] = set()
    weekdays: frozenset[int] = frozenset()
    for claim in claims:
        value = claim.value
        if claim.stance is Stance.RETRACTS:
            continue  # a place or day that is taken back is none of the story
        if isinstance(value, Place) and claim.slot == "where" and value.determinate and not _is_a_month(value):
            places.append(value)
        elif isinstance(value, When) and claim.slot == "when.start":
            told = days_of(value, published)
            if told is not None:
                days.append(told)
            weekdays |= weekdays_of(value)
        elif claim.slot in ("killed", "wounded", "casualties") and isinstance(value, Group | Count):
            toll = _toll(claim.slot, value)
            if toll is not None and claim.scope == "whole":
                tolls.add(toll)
        elif isinstance(value, Actors) and claim.slot in ("attacker", "struck", "responsibility"):
            parties.update(key for key in value.keys if key)
    named = _CODED.fullmatch(event.label) if isinstance(claims[0].locator, TableCell) else None
    if named is not None:
        # A row of already coded claims has its place and day in the label of its event.
        if named["place"] and not places:
            places.append(Place(text=named["place"], name=named["place"]))
        if named["day"] and not days:
            day = date.fromisoformat(named["day"])
            days.append(Days(day, day))
    return Strand(
        key=min(claim.statement for claim in claims),
        document=document,
        events=frozenset({event.id}),
        kinds=() if event.negated else ((event.type, len(claims)),),
        places=_distinct(places),
        told=most_told(days, published),
        published=published,
        tolls=frozenset(tolls),
        parties=frozenset(parties),
        claims=tuple(claim.id for claim in claims),
        place_names=_names(places),
        happenings=tuple((claim.event.type, claim.event.negated) for claim in claims),
        weekdays=weekdays,
    )


def _names(places: Iterable[Place]) -> frozenset[str]:
    return frozenset(normalised_words(place.name or place.text) for place in places) - {""}


def _is_a_month(place: Place) -> bool:
    """Whether what was read as a place is a month ("on Nov. 28")."""
    return not place.located and set(normalised_words(place.name or place.text).split()) <= _MONTHS


def _stories(notes: Sequence[Strand], events: Mapping[str, Event]) -> list[Strand]:
    """Join a document's events into stories: those that tell a place or a day set stories apart, the rest follow."""
    stories: list[list[Strand]] = []
    story_of: dict[str, int] = {}
    placed = [note for note in notes if note.place is not None or note.days is not None]
    if any(makes_an_incident(note.kinds) for note in placed):
        # An arrest or an inquiry days later in another town is part of the story it follows.
        placed = [note for note in placed if makes_an_incident(note.kinds)]
    for note in sorted(placed, key=lambda one: (one.place is None, one.days is None)):
        index = next((i for i, story in enumerate(stories) if all(_one_story(note, other) for other in story)), None)
        if index is None:
            stories.append([note])
            index = len(stories) - 1
        else:
            stories[index].append(note)
        story_of.update(dict.fromkeys(note.events, index))
    before: int | None = None
    for note in notes:
        event = next(iter(note.events))
        if event not in story_of:
            linked = next(
                (
                    story_of[link.other]
                    for link in events[event].relations
                    if link.kind in _STORY and link.other in story_of
                ),
                None,
            )
            index = linked if linked is not None else before
            if index is None:
                index = 0
                if not stories:
                    stories.append([])
            stories[index].append(note)
            story_of[event] = index
        before = story_of[event]
    return [_join(story) for story in stories if story]


def _happened(notes: Sequence[Strand]) -> Sequence[Strand]:
    """Return those of a story's events that tell where and when it happened: not what followed, if others do."""
    own = [note for note in notes if makes_an_incident(note.kinds) and (note.places or note.told)]
    return own or notes


def _one_story(note: Strand, other: Strand) -> bool:
    if note.told and other.told and min(days_apart(mine, theirs) for mine in note.told for theirs in other.told) > 1:
        return _goes_on(note, other) or _goes_on(other, note)
    if note.place is None or other.place is None:
        return True
    ours, others = _spots(note), _spots(other)
    if not ours or not others or not _count_apart(note, other):
        ours, others = note.places, other.places
    return any(_may_be_one_place(mine, theirs) for mine in ours for theirs in others)


def _spots(note: Strand) -> tuple[Place, ...]:
    """Return the places that are no areas: that two towns lie in one country, which both sentences name, joins nothing.

    A name that is not located may be a spot, too.
    """
    return tuple(place for place in note.places if not place.located or fine_point(place) is not None)


def _count_apart(one: Strand, other: Strand) -> bool:
    """Whether both answer one question about persons harmed, and never with the same number."""
    slots = {toll.slot for toll in one.tolls} & {toll.slot for toll in other.tolls}
    return bool(slots) and not one.tolls & other.tolls


def _goes_on(later: Strand, told: Strand) -> bool:
    """Whether what is told without a place goes on about a happening: of the same kind, and with no other toll.

    Its day is then that of a search, a trial or a burial, or is misread. A second happening has mostly a place.
    """
    if later.place is not None or told.place is None or not later.tolls <= told.tolls:
        return False
    return same_kinds(later.kinds, told.kinds)


def _may_be_one_place(one: Place, other: Place) -> bool:
    if (
        one.latitude is None
        or one.longitude is None
        or one.radius is None
        or other.latitude is None
        or other.longitude is None
        or other.radius is None
    ):
        return True  # a name that could not be located sets nothing apart
    if one.holds(other) or other.holds(one):
        return True
    if max(one.radius, other.radius) > _COARSE:
        return distance(one.latitude, one.longitude, other.latitude, other.longitude) <= one.radius + other.radius
    reach = one.radius + other.radius + _SLACK
    return distance(one.latitude, one.longitude, other.latitude, other.longitude) <= reach


def _join(notes: Sequence[Strand]) -> Strand:
    kinds: Counter[str] = Counter()
    for note in notes:
        kinds.update(dict(note.kinds))
    own = _happened(notes)
    return replace(
        notes[0],
        key=min(note.key for note in notes),
        events=frozenset(event for note in notes for event in note.events),
        kinds=tuple(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))),
        places=_distinct(place for note in own for place in note.places),
        place_names=_names(place for note in own for place in note.places),
        told=most_told((days for note in own for days in note.told), notes[0].published),
        tolls=frozenset(toll for note in notes for toll in note.tolls),
        parties=frozenset(party for note in notes for party in note.parties),
        claims=tuple(claim for note in notes for claim in note.claims),
        happenings=tuple(happening for note in notes for happening in note.happenings),
        weekdays=frozenset(day for note in own for day in note.weekdays),
    )


def _published(publications: Sequence[Publication]) -> date | None:
    for publication in publications:
        try:
            return datetime.fromisoformat(publication.published[:10]).date()
        except ValueError:
            continue
    return None


def _toll(slot: str, value: Group | Count) -> Toll | None:
    count = value.count if isinstance(value, Group) else value
    if count.low is None and count.high is None:
        return None
    return Toll(slot, count.low or 0, count.high)


def _distinct(places: Iterable[Place]) -> tuple[Place, ...]:
    """Return places without repetition, finest first, and no more than a few: a story has few places of its own."""
    found: dict[tuple[object, ...], Place] = {}
    for place in sorted(places, key=_fineness):
        found.setdefault((place.latitude, place.longitude, place.radius, place.id or place.canonical()), place)
    return tuple(found.values())[:_MOST_PLACES]


def _fineness(place: Place) -> tuple[int, float, str]:
    order = tuple(PlacePrecision).index(place.precision)
    return (order, place.radius if place.radius is not None else 1e9, place.canonical())
