"""Who did it by deeds that no word for a kind of attack tells of: "planted by", "started the fire", "sank it"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from crossbearing.model.actors import Stance
from crossbearing.read.happenings.reality import governed
from crossbearing.read.mentions import EventMention, Mention
from crossbearing.read.parties.doers import Doer, doer
from crossbearing.read.parties.hands import who_mention
from crossbearing.read.parties.people import of_people
from crossbearing.read.persons.harming import unreal
from crossbearing.read.sentences.grammar import (
    agents,
    child,
    is_negated,
    is_passive,
    lemma,
    objects,
    passive_subjects,
    prepositional,
    subjects,
    verb_key,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["deeds", "is_deed"]

_LIT: Final = frozenset({"fire", "ablaze", "alight", "aflame"})
_SHOOTING: Final = frozenset({"fire", "shoot"})
_ARMS: Final = frozenset({"weapon", "firearm", "gun", "rifle", "pistol", "round", "shot", "revolver"})
_FUTURE: Final = frozenset({"will", "would", "shall", "can", "should", "must", "to"})


def deeds(parsed: Parsed, here: Sequence[EventMention], tables: Lexicon) -> Iterator[Mention]:
    """Yield who is said to have done a deed of violence that is no event word.

    Args:
        parsed: The sentence.
        here: The happenings that it tells of; their own words are read elsewhere.
        tables: Word tables of its language.
    """
    told = {event.token for event in here}
    for verb in parsed.tokens:
        if verb.pos_ != "VERB" or verb.i in told or not is_deed(verb, tables) or _unreal(verb, tables):
            continue
        passive = is_passive(verb) and verb.tag_ == "VBN"
        heads = agents(verb) if passive else subjects(verb)
        bare = lemma(verb) in _SHOOTING and not passive and not objects(verb)
        found = [who for head in heads if (who := _who(parsed, head, tables)) is not None and not (bare and who.own)]
        if not found:
            continue
        none = any(who.none for who in found)
        negated = is_negated(verb) or none
        if negated and any(other.lower_ in {"do", "does"} for other in verb.children if other.dep_ == "aux"):
            continue
        anchor = parsed.doc[found[0].last] if negated and not none else None
        yield who_mention(parsed, "attacker", found, verb, stance=Stance.DENIES if negated else None, anchor=anchor)


def _who(parsed: Parsed, head: Token, tables: Lexicon) -> Doer | None:
    return doer(parsed, head, tables) or of_people(parsed, head, tables)


def is_deed(verb: Token, tables: Lexicon) -> bool:
    """Tell whether a verb with what it is done to or with tells of violence.

    Args:
        verb: The verb.
        tables: Word tables of the language.
    """
    raw: Any = tables.raw["intent"]["deeds"]
    passive = is_passive(verb) and verb.tag_ == "VBN"
    if lemma(verb) == "set" and any(other.lower_ in _LIT for other in verb.subtree if other.i > verb.i):
        return True
    if lemma(verb) in {"fire", "shoot", "attack"} and any(other.lower_ == "first" for other in verb.children):
        return True
    held = passive_subjects(verb) if passive else objects(verb)
    if lemma(verb) in _SHOOTING and any(lemma(one) == "air" for one in prepositional(verb, "into", "in")):
        return False  # "fired into the air" strikes nobody
    if lemma(verb) in _SHOOTING and not held and not passive:
        return any(lemma(one) in tables.attackers.groups for one in subjects(verb))  # "the guards fired in panic"
    if lemma(verb) == "discharge" and any(lemma(one) in _ARMS for one in held):
        return True
    if lemma(verb) == "take" and any(_person(one, tables) for one in held):
        return any(other.lower_ in {"from", "away", "hostage", "captive"} for other in verb.children) and not passive
    if not held or any(lemma(one) in raw["figures"] for one in held):
        return False
    name = lemma(verb)
    if name in raw["verbs"]:
        if name in {"seize", "drag", "snatch", "beat", "rob"}:
            return any(_person(one, tables) for one in held)
        return name not in {"blow", "burn", "mow"} or verb_key(verb) != name
    if name in raw["starting"] and any(lemma(one) in raw["fire"] for one in held):
        return True
    if name not in raw["with"] and verb_key(verb) not in raw["with"]:
        return False
    return any(
        lemma(one) in raw["means"] or tables.materiel.get(lemma(one)) in tables.classes["munitions"] for one in held
    )


def _person(head: Token, tables: Lexicon) -> bool:
    return lemma(head) in tables.persons.status or (head.pos_ == "PROPN" and head.tag_ == "NNP")


def _unreal(verb: Token, tables: Lexicon) -> bool:
    words = {other.lower_ for other in verb.children if other.dep_ in {"aux", "auxpass"}}
    asked = any(other.dep_ == "mark" and other.lower_ == "whether" for other in verb.children)
    if words & _FUTURE or (unreal(verb, tables.harm) and not asked) or governed(verb, tables.hedges) is not None:
        return True
    mark = child(verb, "mark")
    return mark is not None and mark.lower_ in {"if", "unless"}
