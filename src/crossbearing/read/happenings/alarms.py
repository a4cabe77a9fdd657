"""Alarms and calls: sirens, residents warned to leave, calls and radio messages made while an attack went on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crossbearing.model.actors import Stance
from crossbearing.model.values import Category
from crossbearing.read.mentions import Mention
from crossbearing.read.persons.harming import unreal
from crossbearing.read.sentences.grammar import (
    child,
    children,
    is_negated,
    is_passive,
    lemma,
    noun_range,
    passive_subjects,
    prepositional,
    subjects,
    verb_key,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["alarms"]

_FAILING = frozenset({"switch off", "turn off", "fail", "disable", "deactivate", "malfunction"})
_MEANS = frozenset({"by", "over", "via", "through", "in", "with", "on"})


def alarms(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield alarms given or not given, and calls made, around an attack.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    raw: Any = tables.raw["intent"]["warning"]
    for verb in parsed.tokens:
        if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ in {"aux", "auxpass"} or unreal(verb, tables.harm):
            continue
        span, code = _sounded(verb, raw), "alarm"
        if span is None:
            span, code = _warned(verb, raw), "warned"
        if span is None:
            span, code = _calls_made(verb, raw, tables) or _radioed(verb, raw, tables), "call"
        if span is not None:
            yield _mention(parsed, verb, span, code)


def _mention(parsed: Parsed, verb: Token, span: tuple[int, int], code: str) -> Mention:
    first, last = min(int(verb.i), *span), max(int(verb.i), *span)
    start, end = parsed.range(first, last)
    # Sirens, leaflets and telephone calls do not rule one another out.
    value = Category(parsed.words(first, last), "warning", code, exclusive=code == "call")
    no = any(
        other.lower_ in {"no", "neither"}
        for head in (*subjects(verb), *passive_subjects(verb), *children(verb, "dobj", "attr"))
        for other in head.lefts
    )
    off = code == "alarm" and (lemma(verb) in _FAILING or verb_key(verb) in _FAILING)
    stance = Stance.DENIES if no or is_negated(verb) or off else None
    return Mention("warning", value, start, end, parsed.start(verb), parsed.sentence.index, stance=stance, score=0.55)


def _sounded(verb: Token, raw: Any) -> tuple[int, int] | None:
    """Return "sirens sounded", "no alarm was given", "there was no warning siren"."""
    sounds = lemma(verb) in raw["sounding"] or verb_key(verb) in raw["sounding"]
    if lemma(verb) in _FAILING or verb_key(verb) in _FAILING:
        heads = passive_subjects(verb) if is_passive(verb) else [*subjects(verb), *children(verb, "dobj")]
        held = [head for head in heads if lemma(head) in raw["alarms"]]
        if held:
            return noun_range(held[0])
    if lemma(verb) in {"get", "have", "receive"}:
        for head in children(verb, "dobj"):
            none = any(other.lower_ == "no" for other in head.lefts) or is_negated(verb)
            if lemma(head) in {"warning", "alarm", "alert"} and none:
                return noun_range(head)
    exists = lemma(verb) == "be" and any(other.dep_ == "expl" for other in verb.children)
    if not sounds and not exists:
        return None
    heads = children(verb, "attr") if exists else passive_subjects(verb) if is_passive(verb) else subjects(verb)
    if not is_passive(verb) and lemma(verb) in {"raise", "give", "issue", "hear", "sound", "trigger", "activate"}:
        heads = [*children(verb, "dobj"), *heads]
    for head in heads:
        if lemma(head) in raw["alarms"] and not any(other.lower_ in {"false", "fire"} for other in head.lefts):
            return noun_range(head)
        denied = any(other.lower_ == "no" for other in head.lefts)
        if lemma(head) == "warning" and denied and (exists or lemma(verb) in {"give", "issue"}):
            return noun_range(head)
    return None


def _warned(verb: Token, raw: Any) -> tuple[int, int] | None:
    """Return "residents were warned by leaflets to leave the quarter"."""
    if lemma(verb) in {"send", "drop", "issue", "broadcast", "distribute"}:
        return _leave_told(verb, raw)
    if lemma(verb) not in raw["warning"]:
        return None
    passive = is_passive(verb)
    heads = passive_subjects(verb) if passive else children(verb, "dobj", "dative")
    heads = [head for head in heads if head.pos_ in {"NOUN", "PROPN"}]
    if not heads:
        return None
    how = [one for one in verb.subtree if one.dep_ in {"prep", "agent"} and one.lower_ in _MEANS and one.i > verb.i]
    words = {lemma(part) for one in how for part in one.subtree}
    clause = child(verb, "xcomp", "ccomp") or child(verb, "advcl")
    leaving = clause is not None and lemma(clause) in raw["taking_cover"]
    means = bool(words & set(raw["by"]))
    if not ((leaving and (means or lemma(verb) in {"warn", "alert"})) or (means and lemma(verb) in {"warn", "alert"})):
        return None
    last = int(clause.i) if leaving and clause is not None else int(verb.i)
    return noun_range(heads[0])[0], max(last, noun_range(heads[0])[1])


def _leave_told(verb: Token, raw: Any) -> tuple[int, int] | None:
    """Return "sent text messages urging people to get out"."""
    for head in _done_to(verb):
        means = lemma(head) in raw["by"] or lemma(head) in {"warning", "appeal", "instruction", "order"}
        for clause in (*children(head, "acl", "relcl"), *children(verb, "advcl", "xcomp")):
            inner = child(clause, "xcomp", "ccomp")
            if means and lemma(clause) in raw["warning"] and inner is not None and lemma(inner) in raw["taking_cover"]:
                return noun_range(head)[0], int(inner.i)
    return None


def _done_to(verb: Token) -> list[Token]:
    return passive_subjects(verb) if is_passive(verb) else children(verb, "dobj")


def _calls_made(verb: Token, raw: Any, tables: Lexicon) -> tuple[int, int] | None:
    """Return "made repeated calls to the commander", "reached the air force on the emergency line"."""
    if is_negated(verb) or is_passive(verb) or (verb.dep_ == "conj" and lemma(verb.head) in raw["calling"]):
        return None
    held = child(verb, "dobj")
    who = [head for head in subjects(verb) if head.pos_ in {"NOUN", "PROPN", "PRON"}]
    if held is None or not who:
        return None
    if lemma(verb) in {"make", "place", "send", "put"} and lemma(held) in {"call", "message", "appeal", "plea", "text"}:
        reached = [*prepositional(held, "to"), *prepositional(verb, "to", "through"), *children(verb, "dative")]
        pleads = any(lemma(part) in raw["pleading"] for part in verb.subtree if part.pos_ == "VERB" and part.i > verb.i)
        if reached and (pleads or _goes_on(verb, raw, tables)):
            return noun_range(who[0])[0], noun_range(held)[1]
    if lemma(verb) in {"reach", "contact", "call", "get", "ring", "raise", "alert"}:
        lines = [*prepositional(verb, "on", "by", "over", "via", "through"), *prepositional(held, "on", "over")]
        if any(lemma(line) in raw["lines"] for line in lines) or lemma(held) in {"hotline", "switchboard"}:
            return noun_range(who[0])[0], max(noun_range(held)[1], int(held.i))
    return None


def _radioed(verb: Token, raw: Any, tables: Lexicon) -> tuple[int, int] | None:
    """Return "the platoon radioed that it was being fired on", "phoned the base to say that shells were falling"."""
    if (
        lemma(verb) not in raw["calling"]
        or is_negated(verb)
        or is_passive(verb)
        or lemma(verb) in {"warn", "write", "call"}
    ):
        return None
    purpose = next(
        (one for one in verb.children if one.dep_ in {"xcomp", "advcl"} and lemma(one) in {"say", "report"}), None
    )
    clause = child(verb, "ccomp") or (child(purpose, "ccomp") if purpose is not None else None)
    if clause is None or clause.i < verb.i:
        return None
    ongoing = (
        any(other.lower_ in {"being", "was", "were", "is", "are"} for other in clause.children) or clause.tag_ == "VBG"
    )
    attack = any(
        lemma(part) in tables.triggers.verbs or lemma(part) in tables.triggers.nouns for part in clause.subtree
    )
    attack = attack or any(tables.persons.status.get(lemma(head)) == "fighter" for head in subjects(clause))
    who = [head for head in subjects(verb) if head.pos_ in {"NOUN", "PROPN", "PRON"}]
    if not (ongoing and attack and who):
        return None
    return noun_range(who[0])[0], int(verb.i)


def _goes_on(verb: Token, raw: Any, tables: Lexicon) -> bool:
    """Tell whether a clause or phrase of time says that an attack was going on."""
    ongoing = {*raw["going_on"], *tables.triggers.nouns, *tables.triggers.verbs}
    for clause in children(verb, "advcl"):
        mark = {other.lower_ for other in clause.children if other.dep_ in {"mark", "advmod"}}
        words = {lemma(clause), *(lemma(head) for head in subjects(clause))}
        if mark & {"while", "as", "when"} and words & ongoing:
            return True
    during = prepositional(verb, "during", "throughout", "amid")
    return any(lemma(head) in tables.triggers.nouns for head in during)
