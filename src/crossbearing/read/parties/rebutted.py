"""Who rejects, within the sentence, what it has just said of somebody: "..., which X denies", "X called it a lie"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from crossbearing.model.actors import Stance
from crossbearing.read.mentions import Mention, Source
from crossbearing.read.parties.hands import own_word
from crossbearing.read.sentences.grammar import (
    agents,
    antecedent,
    child,
    children,
    is_negated,
    lemma,
    prepositional,
    subjects,
    verb_key,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.voices.rebuttals import CALLING, LIES, points_back
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["rebutted", "untold"]

_MAKING_UP: Final = frozenset(
    {
        "fabricate",
        "lie",
        "invent",
        "spread",
        "exaggerate",
        "distort",
        "concoct",
        "mislead",
        "slander",
        "smear",
        "propagate",
        "deceive",
        "stage",
    }
    | {"peddle", "cover", "conceal", "hide", "use", "try", "seek", "want", "make"}
)
_SPEECH: Final = frozenset(
    {"propaganda", "lie", "lying", "slander", "disinformation", "defamation", "fabrication", "hypocrisy", "smear"}
)
_WHICH: Final = frozenset({"which", "that", "something"})


def untold(verb: Token) -> bool:
    """Tell whether "accused X of ..." charges X with its words only ("of fabricating the story", "of lying").

    Args:
        verb: The verb that accuses.
    """
    for mark in verb.subtree:
        if mark.lower_ != "of" or mark.dep_ != "prep":
            continue
        if any(lemma(one) in _MAKING_UP for one in children(mark, "pcomp")):
            return True
        if any(lemma(one) in _SPEECH for one in children(mark, "pobj")):
            return True
    return False


def rebutted(parsed: Parsed, told: Sequence[Mention], tables: Lexicon) -> Iterator[Mention]:
    """Yield denials of who is said to have done it, by those who reject it in the same sentence.

    Args:
        parsed: The sentence.
        told: What was read in it.
        tables: Word tables of its language.
    """
    charges = [
        one
        for one in told
        if one.slot in {"attacker", "responsibility"} and one.stance in {None, Stance.SUPPOSES} and one.value.text
    ]
    if not charges:
        return
    for verb in parsed.tokens:
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        speaker = _rejecting(parsed, verb, tables)
        if speaker is None:
            continue
        before = [one for one in charges if one.end <= parsed.start(verb) and one.anchor < parsed.start(verb)]
        if not before:
            continue
        last = max(before, key=lambda one: one.end)
        for slot in ("attacker", "responsibility"):
            same = [one for one in before if one.slot == slot and one.value.text == last.value.text]
            if same and not speaker.start <= same[-1].start < speaker.end:
                at = parsed.start(verb)
                yield replace(same[-1], stance=Stance.DENIES, told_by=(speaker,), anchor=at)


def _rejecting(parsed: Parsed, verb: Token, tables: Lexicon) -> Source | None:
    """Return who rejects by a verb what was told before it."""
    if is_negated(verb):
        return None
    name, held = lemma(verb), child(verb, "dobj")
    denies = tables.cues.stance.get(verb_key(verb)) == Stance.DENIES.value
    who: Token | None = next((one for one in subjects(verb) if one.i < verb.i or verb.dep_ != "relcl"), None)
    pointed = held is not None and (points_back(held) or held.lower_ in _WHICH)
    if denies and verb.dep_ == "relcl" and points_to_charge(verb.head) and child(verb, "ccomp") is None:
        # "..., an accusation (which) X denies", "..., a charge denied by X"
        who = next(iter(children(verb, "nsubj")), None)
        who = None if who is not None and who.lower_ in _WHICH else who
    elif denies and verb.dep_ == "acl" and points_to_charge(verb.head):
        who = next(iter(agents(verb)), None)
    elif (
        (denies and pointed)
        or (name in CALLING and pointed and _lie(verb, tables))
        or (name == "accuse" and held is not None and untold(verb))
    ):
        pass
    else:
        return None
    if who is None:
        return None
    who = antecedent(who)
    sources = own_word(parsed, verb, who, tables)
    return sources[0] if sources else None


def points_to_charge(noun: Token) -> bool:
    """Tell whether a noun stands beside a clause for what it charges somebody with ("..., a charge he denies").

    Args:
        noun: The noun.
    """
    return noun.dep_ in {"appos", "dobj", "npadvmod", "attr", "conj", "ROOT", "dep"} and points_back(noun, loose=True)


def _lie(verb: Token, tables: Lexicon) -> bool:
    said = [*children(verb, "oprd", "attr", "xcomp", "acomp"), *prepositional(verb, "as")]
    said += [one for mark in children(verb, "prep") for one in mark.children if mark.lower_ == "as"]
    held = child(verb, "ccomp")
    if held is not None:
        said += children(held, "oprd", "attr", "acomp")
    return any(lemma(one) in tables.hedges.false | LIES for one in said)
