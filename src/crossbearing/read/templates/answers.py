"""What assembled incidents add to the rules' answers: who is told as doer, what was hit, where rules found nobody.

The rules answer from the grammar of one event word. An incident knows more: a doer named a sentence before, an object
behind a verb that no table holds. Its answers are taken only where the same sentence has an event and the rules gave
that event no answer to the question, and only likely ones, so that they add and never contradict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from crossbearing.model.claims import Modality
from crossbearing.model.values import ActorRef, Actors, TextValue
from crossbearing.read.mentions import EventMention, Mention
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.templates.records import Filler, Incident

__all__ = ["added_answers"]

LIKELY: Final = 0.6
"""Least chance of a filler that is taken as an answer."""
TOLD: Final = 0.5
"""Least chance of its incident."""
SLOTS: Final = {
    "perpetrator_individual": "attacker",
    "perpetrator_organisation": "attacker",
    "target": "struck",
}
"""Which question a role answers. Victims and weapons are read by rules alone, which know numbers and kinds."""
_UNREAL: Final = frozenset({Modality.HYPOTHETICAL, Modality.PLANNED})


def added_answers(
    incidents: Sequence[Incident],
    parsed: Mapping[int, Parsed],
    events: Mapping[int, Sequence[EventMention]],
    mentions: Sequence[Mention],
) -> Iterator[Mention]:
    """Yield answers that incidents give and rules did not.

    Args:
        incidents: The report's incidents.
        parsed: Its parsed sentences by index.
        events: Event mentions by sentence.
        mentions: What the rules found.
    """
    answered = {(mention.slot, mention.sentence) for mention in mentions}
    spans = [(mention.start, mention.end) for mention in mentions if mention.slot != "method"]
    for incident in incidents:
        if incident.score < TOLD or incident.background:
            continue
        for filler in incident.fillers:
            slot = SLOTS.get(filler.role, "")
            if not slot or filler.score < LIKELY:
                continue
            sentence = next((n for n, entry in parsed.items() if _within(filler, entry)), None)
            if sentence is None or (slot, sentence) in answered:
                continue
            if any(start < filler.span[1] and filler.span[0] < end for start, end in spans):
                continue
            event = _nearest(filler, events.get(sentence, ()))
            if event is None:
                continue
            answered.add((slot, sentence))
            value = (
                Actors(text=filler.surface, members=(ActorRef(filler.surface),))
                if slot == "attacker"
                else TextValue(filler.surface)
            )
            yield Mention(
                slot, value, *filler.span, event.start, sentence, event.number, score=round(0.9 * filler.score, 2)
            )


def _within(filler: Filler, entry: Parsed) -> bool:
    return entry.sentence.start <= filler.span[0] < entry.sentence.end


def _nearest(filler: Filler, here: Sequence[EventMention]) -> EventMention | None:
    """Return the event of a sentence that stands nearest, if any is told as real."""
    real = [event for event in here if event.modality not in _UNREAL and not event.negated]
    return min(real, key=lambda event: abs(event.start - filler.span[0]), default=None)
