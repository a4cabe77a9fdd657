"""Aircraft as what was shot at, and not as what struck: "a helicopter had been fired at from a boat"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crossbearing.read.sentences.grammar import lemma, verb_key
from crossbearing.read.sentences.parse import Parsed

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["fired_at_craft", "is_repelled", "repels", "shot_at", "words_of_means"]

_CRAFT: Final = frozenset({"helicopter", "chopper", "aircraft", "plane", "jet", "warplane", "drone", "uav", "airliner"})
_FIRING: Final = frozenset({"fire", "shoot", "open fire", "fire shot", "fire round", "direct fire"})
_HITTING: Final = frozenset(
    {"attack", "hit", "target", "strike", "shoot", "down", "shoot down", "bring down", "engage", "damage", "destroy"}
    | {"fire", "fire at", "fire on", "fire upon", "shoot at", "open fire", "intercept", "burn", "set ablaze"}
)
_UNMANNED: Final = frozenset({"drone", "uav", "quadcopter"})
_AT: Final = frozenset({"at", "on", "upon", "against", "towards", "toward"})
_REPELLING: Final = frozenset(
    {"repel", "repulse", "rebuff", "beat back", "beat off", "fend off", "fight off", "ward off", "drive back"}
    | {"push back", "throw back", "hold off", "stave off"}
)


def words_of_means(parsed: Parsed) -> str:
    """Return a sentence without the aircraft in it that were shot at: what is left may say how it was done.

    Args:
        parsed: The sentence.
    """
    text = parsed.sentence.text
    for token in parsed.tokens:
        # What is brought down is shot by those attacked, and a drone that is brought down had come to strike.
        fallen = lemma(token) == "shoot" and verb_key(token) == "shoot down"
        if fallen or (lemma(token) in _CRAFT - _UNMANNED and shot_at(token)):
            text = text[: token.idx] + " " * len(token.text) + text[token.idx + len(token.text) :]
    return text


def shot_at(token: Token) -> bool:
    """Tell whether a noun is what somebody fired at, hit or brought down, and does nothing else there.

    Args:
        token: The noun.
    """
    head = token
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    verb = head.head
    if head.dep_ == "nsubjpass":
        returned = any(one.dep_ == "conj" and one.tag_ in {"VBD", "VBZ"} for one in verb.children)
        return (verb_key(verb) in _HITTING or lemma(verb) in _HITTING) and not returned
    if head.dep_ == "dobj":
        return verb_key(verb) in _HITTING
    if head.dep_ != "pobj" or verb.lower_ not in _AT:
        return False
    above = verb.head
    if above.pos_ in {"NOUN", "PROPN"} and above.dep_ == "dobj":  # "fired shots at a helicopter"
        above = above.head
    return verb_key(above) in _FIRING or lemma(above) in {"fire", "shoot"}


def fired_at_craft(verb: Token) -> bool:
    """Tell whether a verb tells that an aircraft was fired at with nothing named that was fired.

    Args:
        verb: The verb.
    """
    if lemma(verb) not in {"fire", "shoot"} or any(one.dep_ == "dobj" for one in verb.children):
        return False
    heads = [one for one in verb.children if one.dep_ == "nsubjpass"]
    if verb.dep_ == "relcl" and any(one.dep_ == "nsubjpass" and one.lower_ in {"that", "which"} for one in heads):
        heads = [verb.head]
    heads += [part for one in verb.children if one.lower_ in _AT for part in one.children if part.dep_ == "pobj"]
    return any(lemma(one) in _CRAFT for one in heads)


def is_repelled(noun: Token) -> bool:
    """Tell whether an attack was beaten back: what is told after it was done by others ("repelled an attack by X").

    Args:
        noun: The noun that tells of the attack.
    """
    head = noun
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    return head.dep_ in {"dobj", "nsubjpass"} and verb_key(head.head) in _REPELLING


def repels(verb: Token) -> bool:
    """Tell whether a verb tells that something was beaten back ("fought off a raid").

    Args:
        verb: The verb.
    """
    return verb_key(verb) in _REPELLING and " " in verb_key(verb)
