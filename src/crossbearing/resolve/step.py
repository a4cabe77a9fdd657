"""The step that gives claims candidates for places, times and actors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from crossbearing.model.actors import Speaker
from crossbearing.model.claims import Claim
from crossbearing.model.documents import READ_BY_DEFAULT, BlockKind
from crossbearing.model.ids import digest
from crossbearing.model.locators import TableCell, TextSpan
from crossbearing.model.steps import Reading
from crossbearing.model.values import Actors, Place, When
from crossbearing.resolve.actors.matcher import ActorMatcher, Surroundings
from crossbearing.resolve.actors.pointing import NamedBodies
from crossbearing.resolve.actors.resolver import ActorResolver, Standing, introduced_persons
from crossbearing.resolve.gazetteer import Gazetteer
from crossbearing.resolve.gazetteer.build import signature
from crossbearing.resolve.places.backing import doubtful_countries, tells_of_forces
from crossbearing.resolve.places.context import read_context
from crossbearing.resolve.places.ranking import Context
from crossbearing.resolve.places.resolver import PlaceResolver
from crossbearing.resolve.times.ahead import tells_ahead
from crossbearing.resolve.times.expressions import NO_ZONE, PlaceZone
from crossbearing.resolve.times.narrative import Narrative, Surrounding
from crossbearing.resolve.times.reference import NO_REFERENCE, published_on
from crossbearing.resolve.times.timeline import Timeline
from crossbearing.resolve.times.zones import zone_of_country
from crossbearing.resources.actors import actor_key
from crossbearing.resources.loading import resource_hash

__all__ = ["Resolve"]

_MOST_CHARACTERS = 60_000  # of a document that are looked through for places; the rest adds nothing to the context
_BESIDE = 60  # characters on both sides of a name that show whether a capital is the place
_MENTIONED = 0.05  # share of a document's place names from which a country counts as spoken of
_MOSTLY = 0.6  # share from which it is what the document is about
_MONTH_FIRST = frozenset({"US", "FM", "MH", "PW"})  # countries whose custom is to write dates in figures as 9/17/2016


@dataclass(frozen=True, slots=True)
class Resolve:
    """Claims in; claims out, with candidates for places, times and actors.

    Suggestions are added, nothing is taken away: names and words stay as written, and what cannot be told stays
    unknown, with the reason.

    Args:
        places: Whether to look for places.
        times: Whether to read times.
        actors: Whether to suggest actors.
        assumed_zone: Zone for clock times where neither the words nor the place give one, IANA name or `UTC+3`; such
            times are marked as assumed. Empty: they stay without a zone.
    """

    places: bool = True
    times: bool = True
    actors: bool = True
    assumed_zone: str = ""

    name: ClassVar[str] = "resolve"
    version: ClassVar[str] = "2"
    needs: ClassVar[type] = Reading
    gives: ClassVar[type] = Reading

    @property
    def id(self) -> str:
        """Deterministic id: version, settings, and what the gazetteer and the tables are made of."""
        settings = f"{self.places:d}{self.times:d}{self.actors:d}{self.assumed_zone}"
        tables = (
            resource_hash(name)
            for name in (
                "actors.toml",
                "publishers.toml",
                "en/feasts.toml",
                "places/features.toml",
                "places/zones.toml",
            )
        )
        return f"{self.name}@{self.version}:{digest(settings, signature(), *tables)[:12]}"

    def open(self) -> Callable[[Iterable[Reading]], Iterator[Reading]]:
        """Open the gazetteer, building it where it is missing, and return the function that resolves readings.

        Raises:
            ResourceError: If a table is damaged or the gazetteer cannot be built.
        """
        gazetteer = Gazetteer()
        matcher = ActorMatcher()
        resolver = PlaceResolver(gazetteer, matcher.is_body)
        actors = ActorResolver(matcher)

        def run(readings: Iterable[Reading]) -> Iterator[Reading]:
            for reading in readings:
                if not reading.claims:
                    yield reading
                else:
                    yield _Document(self, reading, resolver, actors).resolved()

        return run


class _Document:
    """One document's claims, resolved together."""

    def __init__(self, step: Resolve, reading: Reading, places: PlaceResolver, actors: ActorResolver) -> None:
        self._step = step
        self._reading = reading
        self._places = places
        self._actors = actors
        self._publication = reading.collected.publication
        self._published = published_on(self._publication.published)
        if self._publication.country:
            self._published = replace(self._published, month_first=self._publication.country in _MONTH_FIRST)
        text = _read_text(reading)
        self._context = read_context(places.gazetteer, text, publisher=self._publication.country) if text else Context()
        self._shares = self._context.where
        self._around = Surroundings(
            countries=tuple((code, share) for code, share in sorted(self._shares.items()) if share >= _MENTIONED),
            on=self._publication.published[:10] if self._published.day else "",
            publisher=self._publisher(),
            doubtful=doubtful_countries(
                self._context,
                text,
                [code for code, share in self._shares.items() if share >= _MENTIONED],
                publisher=self._publication.country,
            )
            if step.actors and text
            else (),
            party=self._publication.country if tells_of_forces(text, self._publication.country) else "",
        )
        if step.actors and text:
            persons = introduced_persons(text, actors.matcher, self._around)
            self._around = replace(self._around, persons=persons)
        content = reading.collected.text.content[:_MOST_CHARACTERS]
        self._bodies = NamedBodies(content, actors.matcher, self._around) if step.actors and content else None

    def _publisher(self) -> tuple[str, str]:
        name = self._publication.publisher
        if not name or not self._step.actors:
            return "", ""
        head = self._actors.publisher(Speaker(name), self._publication.url, name)
        return actor_key(name), head.actor

    def resolved(self) -> Reading:
        """Return the reading with all its claims resolved, places first: times take their zone from them."""
        claims = list(self._reading.claims)
        if self._step.places:
            claims = [self._placed(claim) for claim in claims]
        zones = self._zones(claims)
        if self._step.times:
            claims = self._timed(claims, zones)
        if self._step.actors:
            claims = [self._with_actors(claim) for claim in claims]
        return replace(self._reading, claims=tuple(claims))

    def _placed(self, claim: Claim) -> Claim:
        if not isinstance(claim.value, Place) or claim.value.located:
            return claim
        return replace(claim, value=self._places.resolve(claim.value, self._context))

    def _zones(self, claims: list[Claim]) -> dict[str, PlaceZone]:
        """Return the zone by event, from the place of that event, and under an empty key that of the document."""
        zones: dict[str, PlaceZone] = {}
        votes: Counter[PlaceZone] = Counter()
        for claim in claims:
            if isinstance(claim.value, Place) and claim.value.country:
                place = claim.value
                zone = self._places.zone(place) or zone_of_country(place.country)
                if zone:
                    found = PlaceZone((zone, place.name or place.country))
                    zones.setdefault(claim.event.id, found)
                    votes[found] += 1
        best = max(self._shares.items(), key=lambda pair: pair[1], default=("", 0.0))
        if votes:
            names = Counter(found.zone for found in votes.elements())
            common, count = names.most_common(1)[0]
            if count > sum(names.values()) / 2:
                zones[""] = next(found for found in votes if found.zone == common)
        if "" not in zones and best[1] >= _MOSTLY and zone_of_country(best[0]):
            zones[""] = PlaceZone((zone_of_country(best[0]), f"{best[0]}, of which the document speaks most"))
        return zones

    def _timed(self, claims: list[Claim], zones: dict[str, PlaceZone]) -> list[Claim]:
        timeline = Timeline(self._reading.collected.text.content[:_MOST_CHARACTERS], self._published)
        narrative = Narrative(self._published, self._step.assumed_zone, timeline)
        times = [(claim, claim.value, self._surrounding(claim, zones)) for claim in claims]
        for _, value, around in times:
            if isinstance(value, When):
                narrative.learn(value, around)
        return [
            replace(claim, value=narrative.read(value, around)) if isinstance(value, When) else claim
            for claim, value, around in times
        ]

    def _surrounding(self, claim: Claim, zones: dict[str, PlaceZone]) -> Surrounding:
        spoken = claim.speakers[-1].said_at if claim.speakers else ""
        coded = isinstance(claim.locator, TableCell)
        return Surrounding(
            event=claim.event.id,
            said_at=published_on(spoken) if spoken and not coded else NO_REFERENCE,
            future=tells_ahead(claim.sentence, claim.value.text) if isinstance(claim.value, When) else False,
            place=zones.get(claim.event.id) or zones.get("") or NO_ZONE,
            sentence=claim.sentence,
            offset=claim.locator.start if isinstance(claim.locator, TextSpan | TableCell) else None,
            coded=coded,
        )

    def _standing(self, claim: Claim) -> Standing:
        locator, content = claim.locator, self._reading.collected.text.content
        if not isinstance(locator, TextSpan) or not isinstance(claim.value, Actors):
            return Standing(self._bodies)
        # A span is often that of the sentence: the words are found in it where they stand there once.
        quote = content[locator.start : locator.end]
        words = claim.value.text
        if quote.count(words) != 1:
            return Standing(self._bodies, locator.start) if quote else Standing(self._bodies)
        start = locator.start + quote.index(words)
        end = start + len(words)
        return Standing(self._bodies, start, content[max(0, start - _BESIDE) : start], content[end : end + _BESIDE])

    def _with_actors(self, claim: Claim) -> Claim:
        speakers = tuple(
            self._actors.publisher(speaker, self._publication.url, self._publication.publisher)
            if index == 0
            else self._actors.speaker(speaker, self._around)
            for index, speaker in enumerate(claim.speakers)
        )
        value = claim.value
        if isinstance(value, Actors):
            value = self._actors.members(value, self._around, claim.sentence, self._standing(claim))
        return replace(claim, speakers=speakers, value=value)


def _read_text(reading: Reading) -> str:
    """Return the words of a document that count as its report."""
    text = reading.collected.text
    wanted = READ_BY_DEFAULT | {BlockKind.CELL}
    parts = [text.content[block.start : block.end] for block in text.blocks if block.kind in wanted]
    return "\n".join(parts)[:_MOST_CHARACTERS] if parts else text.content[:_MOST_CHARACTERS]
