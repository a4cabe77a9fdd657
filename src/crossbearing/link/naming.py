"""Type, date, place, title and id of an incident.

Ids are minted once and inherited by the largest overlap with what was there before; an incident merged into another
leaves its id as an alias.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from crossbearing.link.days import Days
from crossbearing.link.kinds import GENERIC, is_harmful, main_kind, makes_an_incident, may_be_one
from crossbearing.link.strands import Strand
from crossbearing.model.ids import incident_id, normalised_words
from crossbearing.model.incidents import Incident
from crossbearing.model.values import Place, PlacePrecision, PlaceRelationKind, TimePrecision, When, YearStatus
from crossbearing.resources.vocabulary import event_kinds

__all__ = ["Inheritance", "date_of", "inherit", "kind_of", "mint", "place_of", "title_of"]

_AT = frozenset({PlacePrecision.EXACT, PlacePrecision.SITE})
_NEAR = frozenset({PlaceRelationKind.NEAR, PlaceRelationKind.OFFSET, PlaceRelationKind.COUNTRYSIDE})
_TOWN_OR_FINER = frozenset(
    {
        PlacePrecision.EXACT,
        PlacePrecision.SITE,
        PlacePrecision.NEIGHBOURHOOD,
        PlacePrecision.TOWN,
        PlacePrecision.NEAR_TOWN,
    }
)


def kind_of(strands: Iterable[Strand]) -> str:
    """Return the kind of happening that documents tell most, harmful before harmless, special before generic.

    Each document has one vote, which it shares out among the kinds that it tells by the number of its claims about
    each. A kind is told by those too whose word may mean the same: three reports of a drone, a missile and an air
    strike outweigh two of a clash.

    Args:
        strands: The strands of one incident.
    """
    votes: defaultdict[str, float] = defaultdict(float)
    chosen: Counter[str] = Counter()
    for strand in strands:
        if not strand.kinds:
            continue
        chosen[main_kind(strand.kinds)] += 1
        harmful = [(kind, count) for kind, count in strand.kinds if is_harmful(kind)] or list(strand.kinds)
        whole = sum(count for _kind, count in harmful)
        for kind, count in harmful:
            votes[kind] += count / whole
    told = {
        kind: sum(vote for other, vote in votes.items() if other not in GENERIC and may_be_one(kind, other))
        for kind in chosen
    }
    return min(
        chosen,
        key=lambda kind: (
            not makes_an_incident([(kind, 1)]),
            kind in GENERIC,
            -round(told[kind], 6),
            -chosen[kind],
            -round(votes[kind], 6),
            kind,
        ),
        default="other",
    )


def date_of(strands: Iterable[Strand]) -> When | None:
    """Return the day that most documents state, or None where none states one."""
    votes: Counter[Days] = Counter()
    for strand in strands:
        if strand.days is not None and strand.days.stated:
            votes[strand.days] += 1
    if not votes:
        return None
    best = max(votes, key=lambda days: (days.year_known, votes[days], -days.length, -days.first.toordinal()))
    return When(
        text=_spell(best),
        start=datetime.combine(best.first, time()),
        end=datetime.combine(best.last, time()) + timedelta(days=1),
        precision=TimePrecision.DAY if best.length == 1 else TimePrecision.DAYS,
        year_status=YearStatus.STATED if best.year_known else YearStatus.UNKNOWN,
    )


def place_of(strands: Iterable[Strand]) -> Place | None:
    """Return the place that most documents name, towns and finer counted before areas, or None.

    A name that could not be located counts a little less than a located one, so that one misread name among many that
    are right moves nothing.
    """
    votes: Counter[str] = Counter()
    named: dict[str, Place] = {}
    for strand in strands:
        votes.update({_place_key(place) for place in strand.places})
        for place in strand.places:
            known = named.get(_place_key(place))
            if known is None or _finest_first(place) < _finest_first(known):
                named[_place_key(place)] = place
    weights = {key: votes[key] * _standing(place) for key, place in named.items()}
    best = max(named, key=lambda key: (weights[key], -_finest_first(named[key])[0], key), default=None)
    return named[best] if best is not None else None


def _place_key(place: Place) -> str:
    return place.id or normalised_words(place.name or place.text)


def _finest_first(place: Place) -> tuple[float, str]:
    return (place.radius if place.radius is not None else 1e9, place.canonical())


def _standing(place: Place) -> float:
    """How much it counts that a document names a place, by how well the place is known."""
    if not place.located:
        return 0.9
    return 1.0 if place.precision in _TOWN_OR_FINER else 0.1


def title_of(kind: str, place: Place | None, when: When | None) -> str:
    """Return a neutral title of kind, place and date, such as `Air strikes near Deir ez-Zor, 17 Sep 2016`."""
    known = event_kinds().get(kind)
    title = known.label if known is not None else "Happening"
    if place is not None:
        name = next((candidate.name for candidate in place.candidates if candidate.id == place.id), "")
        name = " ".join((name or place.name or place.text).split())
        near = place.precision is PlacePrecision.NEAR_TOWN or (
            place.relation is not None and place.relation.kind in _NEAR
        )
        title += f" {'near' if near else 'at' if place.precision in _AT else 'in'} {name}"
    return f"{title}, {when.text}" if when is not None else title


def mint(place: Place | None, seed: str, taken: set[str]) -> str:
    """Return a new incident id, none of those taken; it is added to them."""
    name = (place.name or place.text) if place is not None else ""
    attempt, salted = incident_id(name, seed), 0
    while attempt in taken:
        salted += 1
        attempt = incident_id(name, f"{seed}#{salted}")
    taken.add(attempt)
    return attempt


@dataclass(frozen=True, slots=True)
class Inheritance:
    """An id with its aliases, handed on from earlier incidents."""

    id: str
    aliases: tuple[str, ...]


def inherit(
    groups: Sequence[tuple[frozenset[str], frozenset[str]]], prior: Sequence[Incident], confirmed: frozenset[str]
) -> dict[int, Inheritance]:
    """Return which group inherits which earlier id.

    Each earlier id goes to the group it overlaps most, by claims first and by documents where a newer reading changed
    the claims. A group that overlaps several keeps the id of the largest overlap; the others become aliases. Where
    several groups overlap one earlier incident (it was split), only the largest inherits.

    Args:
        groups: For each group its claim ids and its document ids.
        prior: Incidents as they were.
        confirmed: Ids of incidents that a person has confirmed; they are handed on first.
    """
    by_claim: dict[str, int] = {claim: index for index, (claims, _) in enumerate(groups) for claim in claims}
    by_document: dict[str, list[int]] = {}
    for index, (_, documents) in enumerate(groups):
        for document in documents:
            by_document.setdefault(document, []).append(index)
    wishes: list[tuple[bool, int, int, str, int]] = []
    known = {incident.id: incident for incident in prior}
    for incident in prior:
        shared = Counter(by_claim[one.claim] for one in incident.members if one.claim in by_claim)
        told = {one.document for one in incident.members}
        also = Counter(index for document in told for index in by_document.get(document, ()))
        for index in shared or also:
            wishes.append((incident.id not in confirmed, -shared[index], -also[index], incident.id, index))
    found: dict[int, Inheritance] = {}
    settled: set[str] = set()
    for _confirmed, _shared, _also, name, index in sorted(wishes):
        if name in settled:
            continue
        settled.add(name)
        heir = found.get(index)
        if heir is None:
            found[index] = Inheritance(name, known[name].aliases)
        else:
            aliases = dict.fromkeys((*heir.aliases, name, *known[name].aliases))
            found[index] = Inheritance(heir.id, tuple(aliases))
    return found


def _spell(days: Days) -> str:
    year = f" {days.first.year}" if days.year_known else ""
    if days.length == 1:
        return f"{days.first.day} {days.first:%b}{year}"
    if (days.first.year, days.first.month) == (days.last.year, days.last.month):
        return f"{days.first.day}\u2013{days.last.day} {days.first:%b}{year}"
    return f"{days.first.day} {days.first:%b} to {days.last.day} {days.last:%b}{year}"
