"""The event mentions of a whole report: their phases and days, and the kind of attack it is mostly about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from crossbearing.model.claims import Modality
from crossbearing.read.happenings.circumstances import without_means
from crossbearing.read.happenings.events import AIR_KINDS, find_events, kind_by_words
from crossbearing.read.happenings.phases import Label, labels
from crossbearing.read.happenings.stages import STAGE, Stage, Stages
from crossbearing.read.happenings.targets import words_of_means
from crossbearing.read.mentions import EventMention
from crossbearing.read.sentences.grammar import lemma, subjects
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.values.times import expressions
from crossbearing.resources.lexicon import Lexicon

__all__ = ["by_sentence", "main_kind", "tell_events"]

_FOLLOWING = 2
_STRIKING = AIR_KINDS | {"bombing", "suicide_bombing", "shelling", "attack"}
_RESCUERS = frozenset(
    {"rescuer", "medic", "paramedic", "firefighter", "ambulance", "responder", "volunteer", "bystander"}
)
_HELPING = frozenset({"arrive", "gather", "rush", "come", "work", "search", "carry", "run"})
_TENDING = frozenset({"tend", "pull", "dig", "evacuate", "help", "treat"})


def tell_events(
    parsed: Mapping[int, Parsed], tables: Lexicon, published: int, goes_on: Callable[[], bool]
) -> dict[int, EventMention]:
    """Return the event mentions of a document by number, with the phase, day and year each is told with.

    A phase named by its number ("the second stage") holds for its sentence and for those that go on with it
    ("Amid that, ..."), until the paragraph ends.

    Args:
        parsed: Parsed sentences by index, in order.
        tables: Word tables of the language.
        published: Year of publication, or 0.
        goes_on: Asked before each sentence; where it says no, the rest tells of nothing.
    """
    events: dict[int, EventMention] = {}
    current: tuple[int, str] | None = None
    paragraph = -1
    stages, told = Stages(tables), None
    for entry in parsed.values():
        if not goes_on():
            break
        found = find_events(entry, tables, len(events), published)
        named = labels(entry, tables)
        proper = [label for label in named if label.proper or label.ordinal == 1 or current is not None]
        if entry.sentence.paragraph != paragraph:
            current = None
            paragraph = entry.sentence.paragraph
            proper = [
                label
                for label in named
                if label.proper
                or (
                    label.ordinal == 1
                    and not entry.sentence.text[: max(0, label.start - entry.sentence.start)]
                    .lower()
                    .rstrip()
                    .endswith(("after the", "before the", "since the", "from the"))
                )
            ]
        proper = [label for label in proper if not _anchor_only(entry, label.start) and not _one_of_all(entry, label)]
        if not proper and any(event.modality is Modality.NEWS for event in events.values()):
            proper = [label for label in named if _again(entry, label)] or _on_helpers(entry, found, events)
        if proper:
            current = (proper[0].ordinal, proper[0].text)
        stays = current is not None and (
            bool(proper)
            or entry.sentence.text.lower().startswith(
                (
                    "amid that",
                    "amid this",
                    "at that",
                    "meanwhile",
                    "during this",
                    "during that",
                    "while this",
                    "at the same time",
                )
            )
        )
        series, same = stages.follow(entry, found, events)
        if series:
            found.extend(
                _bare_stages(entry, series, found, events, whole=stages.whole, number=len(events) + len(found))
            )
        day = next(((item.day, item.year) for item in expressions(entry.sentence.text, tables) if item.day), ("", 0))
        for event in found:
            event.day = day[0]
            event.year = event.year or day[1]
            if stays and current is not None and event.modality is Modality.NEWS:
                event.phase, event.label = _label_of(event, proper, current)
            stage = _stage_of(event, series, told if same or series else None)
            if stage is not None and event.modality is Modality.NEWS and event.number != stages.whole:
                event.phase, event.label, event.whole = stage.ordinal, stage.text, stages.whole
            events[event.number] = event
        told = series[-1] if series else told if same else None
        if not stays:
            current = current if proper else None
    return events


def _stage_of(event: EventMention, series: Sequence[Stage], told: Stage | None) -> Stage | None:
    """Return the stage that an event mention is told in: that named last before it there, or the one at hand."""
    before = [stage for stage in series if stage.offset <= event.start]
    if before:
        return before[-1]
    return series[0] if series and not series[0].opens else told


def _label_of(event: EventMention, labels: Sequence[Label], current: tuple[int, str]) -> tuple[int, str]:
    """Return number and name of the stage of an event where its sentence names several: the last before it."""
    before = [label for label in labels if label.start <= event.start]
    return (before[-1].ordinal, before[-1].text) if before else current


def _bare_stages(
    entry: Parsed,
    series: Sequence[Stage],
    found: Sequence[EventMention],
    events: Mapping[int, EventMention],
    *,
    whole: int | None,
    number: int,
) -> Iterator[EventMention]:
    """Yield event mentions for stages of which no word tells what happened: "the first, at 10:05, was at a bank"."""
    known = [event for event in (*events.values(), *found) if event.modality is Modality.NEWS]
    of = next((event for event in known if event.number == whole), known[-1] if known else None)
    for stage, following in zip(series, [*series[1:], None], strict=True):
        until = following.offset if following is not None else entry.sentence.end
        if (
            stage.token is None
            or of is None
            or (len(series) == 1 and any(stage.offset <= event.start < until for event in found))
        ):
            continue
        token = entry.doc[stage.token]
        yield EventMention(
            number=number,
            type=of.type,
            start=entry.start(token),
            end=entry.end(token),
            sentence=entry.sentence.index,
            token=int(token.i),
            lemma=STAGE,
            generic=of.generic,
        )
        number += 1


def _again(entry: Parsed, label: Label) -> bool:
    """Tell whether a further strike falls where the one before it fell: "a second missile hit the school".

    Whatever is told of for the first time may lie elsewhere ("a second strike hit a village in the north").
    """
    head = entry.doc[label.token]
    if label.ordinal < _FOLLOWING or not any(other.lower_ in {"a", "another"} for other in head.lefts):
        return False
    if any(token.lower_ in {"same", "again"} for token in entry.tokens):
        return True
    verb = head.head
    late = any(token.lower_ in {"later", "afterwards", "then"} for token in entry.tokens)
    held = [other for other in verb.children if other.dep_ in {"dobj", "pobj"}]
    known = [other for other in held if any(part.lower_ in {"the", "its"} for part in other.lefts)]
    return head.dep_ == "nsubj" and verb.pos_ == "VERB" and late and (not held or bool(known))


def _on_helpers(entry: Parsed, found: Sequence[EventMention], events: Mapping[int, EventMention]) -> list[Label]:
    """Return a label for a further strike on those who came to help: "as rescuers arrived, a second bomb went off"."""
    blasts = [event for event in found if event.type in _STRIKING and event.modality is Modality.NEWS]
    recent = [event for event in events.values() if entry.sentence.index - event.sentence <= _FOLLOWING]
    if not blasts or not any(event.type in _STRIKING and event.modality is Modality.NEWS for event in recent):
        return []
    for clause in entry.tokens:
        if clause.dep_ != "advcl" or not any(one.lower_ in {"as", "when", "while"} for one in clause.children):
            continue
        rescuers = any(lemma(one) in _RESCUERS for one in subjects(clause))
        came = lemma(clause) in _TENDING or (rescuers and lemma(clause) in _HELPING)
        blast = next((event for event in blasts if clause.head.i == event.token), None)
        if came and blast is not None:
            return [Label(_FOLLOWING, blast.start, blast.end, entry.doc[blast.token].text, blast.token, proper=True)]
    return []


def _one_of_all(entry: Parsed, label: Label) -> bool:
    """Tell whether first and last are the ends of one happening: "the first fell at 17:00 and the last at 17:50"."""
    behind = entry.sentence.text[label.end - entry.sentence.start :].lower()
    return (
        label.ordinal == 1 and not label.proper and re.search(r"\bthe (?:very )?(?:last|final)\b", behind) is not None
    )


def _anchor_only(entry: Parsed, start: int) -> bool:
    """Tell whether a phase is only what a time hangs on ("just after the first strike")."""
    before = entry.sentence.text[: start - entry.sentence.start].lower().rstrip()
    return before.endswith(("after", "before", "after the", "before the", "since the", "following the", "until the"))


def main_kind(parsed: dict[int, Parsed], events: dict[int, EventMention], tables: Lexicon) -> str | None:
    """Return the kind of attack a whole report suggests: that of its specific words, else of its method words."""
    counted = Counter(
        event.type
        for event in events.values()
        if not event.generic
        and not event.negated
        and event.type in AIR_KINDS | {"shelling", "bombing", "suicide_bombing", "small_arms_fire"}
    )
    if counted:
        return counted.most_common(1)[0][0]
    telling = (entry for entry in parsed.values() if not without_means(entry, tables))
    return kind_by_words(" ".join(words_of_means(entry) for entry in telling), tables.triggers)


def by_sentence(events: Iterable[EventMention]) -> dict[int, list[EventMention]]:
    """Return event mentions by the index of their sentence."""
    found: dict[int, list[EventMention]] = {}
    for event in events:
        found.setdefault(event.sentence, []).append(event)
    return found
