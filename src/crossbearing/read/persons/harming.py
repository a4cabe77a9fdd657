"""What verbs do to persons: kill, wound or both, whom they befell, and whether it happened at all."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from crossbearing.read.persons.bare import comma_behind, harmed_in_headline, left_so, own_subject
from crossbearing.read.persons.conditions import condition
from crossbearing.read.persons.shooting import in_headline, right_behind, slot_of_shooting
from crossbearing.read.sentences.carrying_out import is_carrying_out
from crossbearing.read.sentences.grammar import (
    children,
    is_passive,
    lemma,
    objects,
    passive_subjects,
    subjects,
    with_conjuncts,
)
from crossbearing.resources.lexicon import HarmWords

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["slot_of_verb", "touched_by", "unreal"]

_HYPOTHETICAL = frozenset({"would", "will", "should", "can", "could", "shall"})
_ALMOST = frozenset({"almost", "nearly"})
_OPENS = 8  # tokens from "any time" to the verb of its clause
_DEADLY = frozenset({"fatally", "mortally"})
_SAID = frozenset({"report", "list", "identify", "name", "confirm", "count", "record", "register"})
_SELF = frozenset({"himself", "herself", "themselves", "itself"})


def slot_of_verb(verb: Token, harm: HarmWords) -> str:
    """Return the slot that a verb tells of, or an empty string; "killed and wounded" before one number is both."""
    found = harm.verbs.get(lemma(verb), "")
    if found == "wounded" and any(other.lower_ in _DEADLY for other in verb.children):
        return "killed"
    if lemma(verb) == "shoot":
        return slot_of_shooting(verb, harm)
    if is_carrying_out(verb):
        return ""
    if lemma(verb) in {"stab", "knife"} and "death" not in {
        token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 3]
    }:
        return "casualties"
    if not found and lemma(verb) in harm.to_death | {"gun"}:
        after = [token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 2]]
        gunned = lemma(verb) == "gun" and after == ["down"]
        found = "killed" if gunned or (lemma(verb) != "gun" and (after == ["dead"] or _to_death(verb, harm))) else ""
    slot = "killed" if found == "died" else found
    if not slot:
        return condition(verb, harm)[0]
    if slot not in {"killed", "wounded"}:
        return slot
    # Only a partner right beside it can share the number; looking no further keeps long lists cheap.
    for other in verb.doc[max(0, verb.i - 3) : verb.i + 4]:
        if (
            other.i == verb.i
            or (other.head.i != verb.i and verb.head.i != other.i)
            or "conj" not in {other.dep_, verb.dep_}
        ):
            continue
        theirs = harm.verbs.get(lemma(other), "")
        if {slot, theirs} == {"killed", "wounded"}:
            between = verb.doc[min(verb.i, other.i) + 1 : max(verb.i, other.i)]
            if all(token.lower_ in {"and", "or", "/", "either"} for token in between):
                return "casualties"
    return slot


def _to_death(verb: Token, harm: HarmWords) -> bool:
    """Tell whether "to death" hangs on a verb: "stoned two men to death", "was beaten to death", "burned to death"."""
    if lemma(verb) not in harm.to_death:
        return False
    ends = [other for other in verb.children if other.lower_ == "to" and other.i > verb.i]
    return any(part.lower_ == "death" for end in ends for part in end.children)


def unreal(verb: Token, harm: HarmWords) -> bool:
    """Tell whether what a verb tells is planned, threatened or imagined."""
    words = {other.lower_ for other in verb.children if other.dep_ in {"aux", "auxpass"}}
    if words & _HYPOTHETICAL and not ("could" in words and {"have", "been"} & words):
        return True
    if "to" in words and verb.dep_ in {"xcomp", "advcl", "acl", "ccomp"}:
        return lemma(verb.head) in harm.planned or verb.head.pos_ == "NOUN"
    if _any_time(verb) or any(other.dep_ == "advmod" and other.lower_ in _ALMOST for other in verb.children):
        return True
    return any(other.dep_ == "mark" and other.lower_ in {"if", "unless", "whether"} for other in verb.children)


def _any_time(verb: Token) -> bool:
    """Tell whether a clause says what holds whenever it happens ("any time one of our pupils is hurt")."""
    before = [token.lower_ for token in verb.doc[max(0, verb.i - _OPENS) : verb.i]]
    pairs = set(pairwise(before))
    return bool({"anytime", "whenever"} & set(before) or {("any", "time"), ("every", "time")} & pairs)


def touched_by(verb: Token, harm: HarmWords) -> list[Token]:
    """Return the heads of those whom a verb of harm befell."""
    if harm.verbs.get(lemma(verb)) == "died":
        return subjects(verb) or passive_subjects(verb)
    told, heads = condition(verb, harm)
    if told:
        return heads
    if right_behind(verb):
        return [verb.head]
    held = [] if is_passive(verb) else [head for head in objects(verb) if head.lower_ != "dead"]  # "shot him dead"
    if first := left_so(verb) or (comma_behind(verb) if held else []):
        return first
    if not held and not is_passive(verb) and _to_death(verb, harm):
        return subjects(verb)  # "four of them burned to death"
    if any(head.lower_ in _SELF for head in held) or (not held and (in_headline(verb) or harmed_in_headline(verb))):
        return subjects(verb)  # "shot himself", "killed herself"; "Teen shot in Tampa"
    if is_passive(verb):
        return own_subject(verb) or passive_subjects(verb) or _said_of(verb)
    if not held and verb.tag_ == "VBN":  # a headline's "Officer killed under shelling", without "was"
        return [head for head in (passive_subjects(verb) or _said_of(verb)) if head.i < verb.i]
    return held


def _said_of(verb: Token) -> list[Token]:
    """Return those of "a girl was reported as killed", "found the man and a boy shot and wounded"."""
    above = verb.head
    if any(other.dep_ == "mark" and other.lower_ == "as" for other in verb.children) and lemma(above) in _SAID:
        return passive_subjects(above)
    turned = [other for other in verb.children if other.dep_ == "auxpass" and other.i > verb.i]
    if turned:  # "also killed in the strike were two guards and a driver"
        return [one for be in turned for other in children(be, "attr", "nsubj") for one in with_conjuncts(other)]
    if verb.dep_ == "pcomp" and above.lower_ == "after":
        return subjects(above.head) or passive_subjects(above.head)  # "walked to a hospital after being shot"
    if verb.dep_ == "conj" and lemma(above) in {"shoot", "stab"} and lemma(above.head) in {"find", "discover"}:
        return [] if objects(above) else subjects(above)
    return []
