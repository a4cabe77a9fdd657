"""The day on which help was called: that of the happening, where nothing nearer to it tells one.

"Rescuers were called to the market on Friday night. They found nine people dead." Whoever is called comes within the
hour, so that the day holds for the happening; the hour is that of the call, and is not taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from crossbearing.model.claims import Modality
from crossbearing.model.values import TimePrecision
from crossbearing.read.mentions import EventMention, Mention
from crossbearing.read.sentences.grammar import child, is_negated, is_passive, lemma, passive_subjects, subjects
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.values.times import Expression, expressions
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["called_out"]

_HELPERS: Final = frozenset(
    {
        *("ambulance", "authority", "brigade", "crew", "defence", "defense", "department", "deputy", "dispatcher"),
        *("firefighter", "medic", "office", "officer", "paramedic", "patrol", "personnel", "police", "policeman"),
        *("rescuer", "responder", "service", "squad", "team", "trooper", "unit", "volunteer", "worker"),
    }
)
_HELP: Final = frozenset({*_HELPERS, "911", "999", "112", "help", "emergency"})
_SENT: Final = frozenset({"alert", "call", "dispatch", "scramble", "send", "summon"})
_GOING: Final = frozenset({"hurry", "race", "respond", "rush"})
_CALLS: Final = frozenset({"alert", "call", "complaint", "message", "report"})
_OF_HARM: Final = frozenset({"attack", "blast", "explosion", "incident", "it", "shooting", "stabbing", "strike"})
_NOT_YET: Final = frozenset({"can", "could", "will", "would"})
_HARMED: Final = frozenset({"killed", "wounded", "casualties"})
_CLOCK: Final = re.compile(
    r"\b(?:[01]?\d|2[0-3])(?:(?:[:.h][0-5]\d)?\s*(?:[ap]\.?\s?m\b\.?|o'clock)|[:h][0-5]\d\b)", re.IGNORECASE
)
_NAMES_A_DAY: Final = re.compile(
    r"day\b|tonight|last night|overnight|this (?:morning|afternoon|evening)", re.IGNORECASE
)
_NEAR: Final = 2  # sentences behind the call that may tell what had happened
_STEPS: Final = 6


def called_out(
    joined: Mapping[int, Parsed],
    here: Mapping[int, Sequence[EventMention]],
    mentions: Sequence[Mention],
    tables: Lexicon,
) -> list[Mention]:
    """Return the days on which police, medics or rescuers were called, as days of the happening told next to it.

    Args:
        joined: Sentences, by index.
        here: Event mentions by sentence.
        mentions: What was found before; persons harmed stand for a happening that no word tells.
        tables: Word tables of the language.
    """
    harmed = next((mention for mention in mentions if mention.slot in _HARMED), None)
    found: list[Mention] = []
    for index, entry in joined.items():
        if any(_is_real(event) for event in here.get(index, ())):
            continue  # the time is that of what the sentence tells
        verbs = [token for token in entry.tokens if token.pos_ in {"VERB", "AUX"} and _calls_out(token)]
        event = _told_beside(index, here) if verbs else None
        if not verbs or (event is None and harmed is None):
            continue
        kind = event.type if event is not None else harmed.type if harmed is not None else ""
        base = entry.sentence.start
        found.extend(
            Mention(
                slot="when.start",
                value=day.value,
                start=base + day.start,
                end=base + day.end,
                anchor=entry.start(verbs[0]),
                sentence=index,
                event=event.number if event is not None else None,
                type=kind,
                score=0.5,
            )
            for day in _days(entry, verbs, tables)
        )
    return found


def _is_real(event: EventMention) -> bool:
    return event.modality not in {Modality.HYPOTHETICAL, Modality.PLANNED}


def _told_beside(index: int, here: Mapping[int, Sequence[EventMention]]) -> EventMention | None:
    """Return the happening told right behind a sentence, else the last one before it."""
    news = [
        event
        for events in here.values()
        for event in events
        if event.modality is Modality.NEWS and not event.negated and event.happening >= 0
    ]
    behind = [event for event in news if index < event.sentence <= index + _NEAR]
    before = [event for event in news if event.sentence < index]
    if behind:
        return min(behind, key=lambda event: event.start)
    return max(before, key=lambda event: event.start, default=None)


def _days(entry: Parsed, verbs: Sequence[Token], tables: Lexicon) -> Iterator[Expression]:
    """Yield the days told of some verbs, without the hour."""
    for item in expressions(entry.sentence.text, tables):
        if item.role != "end" and item.value.anchor is None and _hangs_on(entry, item, verbs):
            day = _day_of(item, entry.sentence.text, tables)
            if day is not None:
                yield day


def _calls_out(verb: Token) -> bool:
    """Whether a verb tells that help was called, or came at once."""
    if is_negated(verb) or any(one.dep_ == "aux" and one.lower_ in _NOT_YET for one in verb.children):
        return False
    name, passive = lemma(verb), is_passive(verb)
    who = passive_subjects(verb) if passive else subjects(verb)
    if (passive and name in _SENT) or (not passive and name in _GOING):
        return any(_is_one(head, _HELPERS) for head in who)
    if passive:
        return name == "report" and any(lemma(head) in _OF_HARM for head in who)
    held = child(verb, "dobj")
    if name == "come":
        return any(lemma(head) in _CALLS for head in who) and any(one.lower_ == "in" for one in verb.children)
    if name == "call":
        return held is not None and _is_one(held, _HELP)
    return (
        name == "receive" and held is not None and lemma(held) in _CALLS and any(_is_one(one, _HELPERS) for one in who)
    )


def _is_one(head: Token, words: frozenset[str]) -> bool:
    return lemma(head) in words or head.lower_ in words


def _hangs_on(entry: Parsed, item: Expression, verbs: Sequence[Token]) -> bool:
    """Whether a time belongs to one of some verbs: the nearest verb above it is one, or else that before it."""
    token = next((one for one in entry.tokens if one.idx <= item.start < one.idx + len(one.text)), None)
    if token is None:
        return False
    current = token
    for _ in range(_STEPS):
        current = current.head
        if current.pos_ in {"VERB", "AUX"}:
            return current in verbs
        if current.head is current:
            break
    before = [one for one in entry.tokens[: token.i] if one.pos_ == "VERB"]
    return bool(before) and before[-1] in verbs


def _day_of(item: Expression, text: str, tables: Lexicon) -> Expression | None:
    """Return the part of an expression that names a day, or None where it names none."""
    masked = text[: item.start] + _CLOCK.sub(lambda clock: " " * len(clock[0]), text[item.start : item.end])
    for one in expressions(masked, tables):
        dated = one.value.precision is TimePrecision.DAY or bool(one.day)
        part = one.value.precision is TimePrecision.PART_OF_DAY and _NAMES_A_DAY.search(one.value.text) is not None
        if one.start >= item.start and (dated or part) and text[one.start : one.end] == one.value.text:
            return one
    return None
