"""The step resolves whole documents, changes no record in place, and is the same on every machine."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from crossbearing.model.actors import Link, Speaker, Stance
from crossbearing.model.claims import Claim, Event
from crossbearing.model.documents import Block, BlockKind, Document, Publication, Text
from crossbearing.model.locators import TextSpan
from crossbearing.model.steps import Collected, Reading, Step
from crossbearing.model.values import ActorRef, Actors, Place, Value, When, YearStatus, ZoneStatus
from crossbearing.resolve.gazetteer import Gazetteer
from crossbearing.resolve.step import Resolve

_BODY = (
    "On 17 September aircraft of the international coalition struck Syrian army positions near the airport of "
    "Deir ez-Zor, the Russian Ministry of Defence said. It began at 17:00, three kilometres south of the airfield."
)


def _claim(slot: str, value: Value, *speakers: Speaker, event: str = "e") -> Claim:
    chain = (Speaker("publisher", link=Link.PUBLISHES), *speakers)
    span = TextSpan("t", 0, 2, "On")
    return Claim("c", "s", "d", span, Event(event, "air_strike"), slot, value, chain, Stance.ASSERTS, sentence=_BODY)


def _reading(*claims: Claim, published: str = "2016-09-18", body: str = _BODY) -> Reading:
    document = Document("d", "0" * 64, "", "text/plain", len(body), "a.txt", "")
    publication = Publication("p", "d", publisher="RT", url="https://www.rt.com/news/1", published=published)
    text = Text("t", "d", "x", "en", body, (Block(BlockKind.BODY, 0, len(body)),))
    return Reading(Collected(document, publication, text, ""), claims)


@pytest.fixture(scope="module")
def resolved(gazetteer: Gazetteer) -> tuple[Reading, Reading]:
    """A reading and what the step makes of it."""
    assert gazetteer
    before = _reading(
        _claim("where", Place("near the airport of Deir ez-Zor", name="Deir ez-Zor")),
        _claim("where", Place("three kilometres south of the airfield")),
        _claim("when.start", When("On 17 September")),
        _claim("when.start", When("17:00")),
        _claim("attacker", Actors("coalition", (ActorRef("the international coalition"),)), Speaker("Russian MoD")),
        _claim("struck", Actors("army", (ActorRef("Syrian army"),)), Speaker("locals")),
    )
    return before, next(iter(Resolve().open()([before])))


def test_claims_keep_their_words_ids_and_order(resolved: tuple[Reading, Reading]) -> None:
    """Only suggestions are added: ids, words, slots and order stay, and the record given is not touched."""
    before, after = resolved
    assert [(claim.id, claim.statement, claim.slot, claim.locator) for claim in after.claims] == [
        (claim.id, claim.statement, claim.slot, claim.locator) for claim in before.claims
    ]
    assert [claim.value.canonical() for claim in after.claims] == [claim.value.canonical() for claim in before.claims]
    assert all(claim.speakers[0].actor == "" for claim in before.claims)


def test_places_times_and_actors_are_suggested(resolved: tuple[Reading, Reading]) -> None:
    """Each kind of value gets its suggestion, the clock time its day and the zone of the place."""
    _, after = resolved
    near, south, day, clock, attacker, struck = (claim.value for claim in after.claims)
    assert isinstance(near, Place)
    assert isinstance(south, Place)
    assert near.country == south.country == "SY"
    assert isinstance(day, When)
    assert day.year_status is YearStatus.IMPLIED
    assert isinstance(clock, When)
    assert clock.describe() == "17 Sep 2016, 17:00 (UTC+3)"
    assert clock.zone_status is ZoneStatus.IMPLIED
    assert isinstance(attacker, Actors)
    assert attacker.members[0].actor == "global-coalition"
    assert isinstance(struck, Actors)
    assert struck.members[0].actor == "syria-military"


def test_speakers_are_suggested(resolved: tuple[Reading, Reading]) -> None:
    """The publisher comes from metadata, a ministry by its name, and locals stay nobody."""
    _, after = resolved
    assert {claim.speakers[0].actor for claim in after.claims} == {"rt"}
    assert after.claims[4].speakers[1].actor == "russia-defence-ministry"
    locals_ = after.claims[5].speakers[1]
    assert (locals_.actor, locals_.named, locals_.kind) == ("", False, "witness_group")


def test_resolving_twice_changes_nothing(resolved: tuple[Reading, Reading]) -> None:
    """What is resolved stays as it is when the step runs again."""
    _, after = resolved
    assert next(iter(Resolve().open()([after]))) == after


def test_without_a_date_no_year_is_invented(gazetteer: Gazetteer) -> None:
    """A document without a date of publication keeps the year unknown."""
    assert gazetteer
    reading = _reading(_claim("when.start", When("On 17 September")), published="")
    value = next(iter(Resolve().open()([reading]))).claims[0].value
    assert isinstance(value, When)
    assert value.year_status is YearStatus.UNKNOWN


def test_switches(gazetteer: Gazetteer) -> None:
    """Each kind of suggestion can be switched off."""
    assert gazetteer
    reading = _reading(
        _claim("where", Place("Raqqa")), _claim("when.start", When("17 September")), _claim("other", Place("Homs"))
    )
    step = Resolve(places=False, times=False, actors=False)
    assert next(iter(step.open()([reading]))) == reading


def test_id_is_deterministic_and_follows_the_settings() -> None:
    """The same settings give the same id, others another, and the step travels to other processes."""
    assert isinstance(Resolve(), Step)
    assert Resolve().id == Resolve().id
    assert len({Resolve().id, Resolve(places=False).id, Resolve(assumed_zone="UTC+3").id}) == 3
    assert pickle.loads(pickle.dumps(Resolve(assumed_zone="UTC"))) == Resolve(assumed_zone="UTC")


def test_unread_documents_pass(gazetteer: Gazetteer) -> None:
    """A document without claims goes through untouched."""
    assert gazetteer
    reading = replace(_reading(), read=False)
    assert list(Resolve().open()([reading])) == [reading]


def test_text_without_places(gazetteer: Gazetteer) -> None:
    """A text that names no place leaves clock times without a zone."""
    assert gazetteer
    body = "It began at 17:00 on Saturday."
    reading = _reading(_claim("when.start", When("17:00 on Saturday")), body=body)
    value = next(iter(Resolve().open()([reading]))).claims[0].value
    assert isinstance(value, When)
    assert value.zone_status is ZoneStatus.UNKNOWN
    assert value.utc_offset is None
