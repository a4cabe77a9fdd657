"""Which chains of speakers carry an answer: mostly one; a denial adds that of the one who denies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from crossbearing.model.actors import Link, Stance
from crossbearing.model.values import Group
from crossbearing.read.mentions import Attribution, Mention
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.voices.across_sentences import Voices
from crossbearing.read.voices.rebuttals import rebuts
from crossbearing.read.voices.stance import hearsay_aside, presupposed
from crossbearing.resources.lexicon import Lexicon

__all__ = ["CIRCUMSTANCES", "chains"]

CIRCUMSTANCES = frozenset(
    {"where", "when.start", "when.end", "method", "attacker", "struck", "platform", "weapon", "phase"}
)
"""Where, when and how a thing happened is granted by one who denies or doubts something else of it."""

_HOLDING_BACK = frozenset(
    {Stance.DENIES, Stance.CANNOT_SAY, Stance.SUPPOSES, Stance.DECLINES, Stance.RETRACTS, Stance.CONDITIONAL}
)
_GRANTED = frozenset({"where", "when.start", "when.end", "duration", "phase", "sequence", "process"})


def chains(
    voices: Voices, sentences: Mapping[int, Parsed], mention: Mention, tables: Lexicon
) -> list[list[Attribution]]:
    """Return the chains that carry a mention: mostly one; "X rejects Y's claim" is Y's claim and X's denial.

    Args:
        voices: Who speaks where in the document.
        sentences: Its parsed sentences, by index.
        mention: The answer.
        tables: Word tables of its language.
    """
    parsed = sentences[mention.sentence]
    chain = voices.at(mention.sentence, voices.told_at(mention.sentence, mention.anchor, mention.end - 1))
    if isinstance(mention.value, Group):
        giver = voices.giver(mention.sentence, mention.value.count.low)
        if giver is not None and all(entry.source.name != giver.source.name for entry in chain):
            chain = [*chain, giver]
    if chain and hearsay_aside(parsed, mention.anchor, tables):
        return [[]]
    granted = _granted(parsed, mention, chain)
    if granted is not None:
        return [granted]
    for entry in chain:
        other = next((one for one in chain if one.cue_start == entry.beside and one is not entry), None)
        if other is not None:
            return [[one for one in chain if one is not other], [one for one in chain if one is not entry]]
    for position, entry in enumerate(chain[:-1]):
        if entry.stance is Stance.RETRACTS:
            return [chain[: position + 1]]  # what an outlet takes back, it takes back whoever had told it
        if entry.stance is Stance.DENIES:
            return [chain[: position + 1], chain[:position] + chain[position + 1 :]]
    return _with_rebuttal(voices, sentences.get(mention.sentence + 1), mention, chain, tables)


def _with_rebuttal(
    voices: Voices, behind: Parsed | None, mention: Mention, chain: list[Attribution], tables: Lexicon
) -> list[list[Attribution]]:
    """Return a chain, and that of the one who denies it in the sentence behind, if that is not the publisher."""
    if behind is None or mention.slot in _GRANTED or (chain and chain[-1].stance is Stance.DENIES):
        return [chain]
    word = rebuts(behind, tables)
    if word is None:
        return [chain]
    at = behind.start(word)
    deniers = [entry for entry in voices.of(behind.sentence.index) if entry.covers(at) or entry.cue_start == at]
    if not deniers and not chain:
        return [chain]
    if not deniers:
        return [[replace(chain[0], carrier=Stance.DENIES), *chain[1:]]]
    if chain and deniers[-1].source.name.casefold() == chain[-1].source.name.casefold():
        return [chain]
    return [chain, [*deniers[:-1], replace(deniers[-1], stance=Stance.DENIES)]]


def _granted(parsed: Parsed, mention: Mention, chain: list[Attribution]) -> list[Attribution] | None:
    """Return the speakers who grant what a denial or doubt takes as given: those outside it. None where it does not."""
    if mention.slot not in CIRCUMSTANCES:
        return None
    own = (mention.start, mention.end) if mention.slot in {"attacker", "struck"} else (mention.anchor, mention.anchor)
    for position, entry in enumerate(chain):
        if entry.link is Link.PUBLISHES:
            continue  # "An earlier version said it was on Monday": the day is what is taken back
        here = parsed.sentence.start <= entry.cue_start < parsed.sentence.end
        if entry.stance in _HOLDING_BACK and here and presupposed(parsed, mention.anchor, own, entry.cue_start):
            return chain[:position]
    return None
