"""The event mentions of a whole report: their phases and days, and the kind of attack it is mostly about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from crossbearing.model.claims import Modality
from crossbearing.read.happenings.circumstances import without_means
from crossbearing.read.happenings.events import AIR_KINDS, find_events, kind_by_words
from crossbearing.read.happenings.phases import Label, labels
from crossbearing.read.mentions import EventMention
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.values.times import expressions
from crossbearing.resources.lexicon import Lexicon

__all__ = ["by_sentence", "main_kind", "tell_events"]

_FOLLOWING = 2


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
        proper = [label for label in proper if not _anchor_only(entry, label.start)]
        if not proper and any(event.modality is Modality.NEWS for event in events.values()):
            proper = [label for label in named if _again(entry, label)]
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
        day = next(((item.day, item.year) for item in expressions(entry.sentence.text, tables) if item.day), ("", 0))
        for event in found:
            event.day = day[0]
            event.year = event.year or day[1]
            if stays and current is not None and event.modality is Modality.NEWS:
                event.phase, event.label = current
            events[event.number] = event
        if not stays:
            current = current if proper else None
    return events


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


def _anchor_only(entry: Parsed, start: int) -> bool:
    """Tell whether a phase is only what a time hangs on ("just after the first strike")."""
    before = entry.sentence.text[: start - entry.sentence.start].lower().rstrip()
    return before.endswith(("after", "before", "after the", "before the", "since the", "following the", "until the"))


def main_kind(parsed: dict[int, Parsed], events: dict[int, EventMention], tables: Lexicon) -> str | None:
    """Return the kind of attack a whole report suggests: that of its specific words, else of its method words."""
    counted = Counter(
        event.type
        for event in events.values()
        if not event.generic and event.type in AIR_KINDS | {"shelling", "bombing", "suicide_bombing", "small_arms_fire"}
    )
    if counted:
        return counted.most_common(1)[0][0]
    telling = (entry for entry in parsed.values() if not without_means(entry, tables))
    return kind_by_words(" ".join(entry.sentence.text for entry in telling), tables.triggers)


def by_sentence(events: Iterable[EventMention]) -> dict[int, list[EventMention]]:
    """Return event mentions by the index of their sentence."""
    found: dict[int, list[EventMention]] = {}
    for event in events:
        found.setdefault(event.sentence, []).append(event)
    return found
