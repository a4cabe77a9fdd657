"""Whether a word that may tell of violence does: "the strike" on a town, and not that of workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossbearing.read.sentences.grammar import agents, child, lemma, objects, passive_subjects, prepositional, subjects
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["is_gunfire", "plausible"]

_WATCHING = frozenset({"observe", "watch", "monitor", "track", "scout", "surveil", "reconnoitre"})
# What missiles and shells do; said of persons and of talks too.
_TOLD = frozenset({"figure", "toll", "count", "estimate", "tally", "statement"})
_FLYING = frozenset({"slam", "smash", "rain", "land", "fall", "crash", "plough", "plow"})
_GOING_ON = frozenset(
    {"begin", "start", "stop", "cease", "end", "continue", "last", "resume", "die", "subside", "hear"}
)
_LAND = frozenset(
    """area base camp checkpoint city control district front ground height hill island land line neighbourhood point
    port position post province quarter region road side summit territory town village zone""".split()  # noqa: SIM905
)
_TAKING = frozenset({"seize", "capture", "confiscate"})
# What is seized and is no ground.
_GOODS = frozenset(
    """ammunition arm arms ammo belt car cartridge cash cocaine computer device document drug equipment explosive
    firearm fuel gun handgun laptop magazine material money motorbike motorcycle munition phone pistol radio revolver
    rifle shotgun substance uniform van vehicle weapon weaponry""".split()  # noqa: SIM905
)
_NOT_ATTACK_HEADS = frozenset({"rate", "price", "market", "economy", "labour", "labor", "hunger", "heart"})


def plausible(token: Token, kind: str, tables: Lexicon) -> bool:
    """Tell whether a trigger word is used of violence here.

    Args:
        token: The word.
        kind: The kind of event that it may tell of.
        tables: Word tables of the language.
    """
    name = lemma(token)
    if name in _NOT_ATTACK_HEADS or (
        kind == "attack"
        and name == "strike"
        and any(lemma(other) in {"hunger", "labor", "labour", "general"} for other in token.lefts)
    ):
        return False
    if _harmless(token, kind, tables):
        return False
    if name in _FLYING and token.pos_ == "VERB":
        fired = [lemma(subject) for subject in subjects(token)]
        fired += [f"{token.doc[head.i - 1].lower_} {lemma(head)}" for head in subjects(token) if head.i]
        return any(tables.materiel.get(word) in tables.classes["munitions"] | {"drone"} for word in fired)
    if name in _WATCHING:
        holder = token.head if token.dep_ in {"xcomp", "advcl"} and child(token, "nsubj") is None else token
        heads = [subject for subject in holder.children if subject.dep_ == "nsubj"] or subjects(token)
        words = {lemma(part) for subject in heads for part in subject.subtree}
        return bool(
            words
            & {
                "drone",
                "drones",
                "uav",
                "aircraft",
                "plane",
                "force",
                "forces",
                "military",
                "coalition",
                "satellite",
                "army",
                "jet",
                "helicopter",
            }
        ) and (child(token, "ccomp") is None)
    if name in {
        "fire",
        "down",
        "burn",
        "fight",
        "hit",
        "recover",
        "storm",
        "pound",
        "gas",
        "mortar",
        "raid",
        "mine",
        "bomb",
        "death",
        "hanging",
        "battle",
        "advance",
    }:
        if name == "fire" and token.pos_ == "VERB":
            return any(other.lower_ in {"at", "on", "into", "from", "upon"} for other in token.children) or any(
                lemma(other) in tables.materiel for other in token.children
            )
        if name == "down" and token.pos_ == "VERB":
            return any(lemma(other) in tables.materiel for other in token.subtree)
        if name == "burn":
            return child(token, "dobj") is not None or bool(agents(token))
        if name == "bomb" and token.pos_ == "NOUN":
            return token.dep_ in {"nsubj", "nsubjpass"} and lemma(token.head) in {
                "explode",
                "detonate",
                "kill",
                "go",
                "hit",
                "wound",
                "destroy",
                "injure",
                "strike",
                "plant",
                "place",
                "damage",
                "blow",
            }
        if name == "death":
            return False
        if name == "recover":
            # "a boy is recovering", "three bodies were recovered": land is won back, by name or by its word.
            what = [*objects(token), *passive_subjects(token)]
            return kind == "killing" or any(one.pos_ == "PROPN" or lemma(one) in _LAND for one in what)
        if name == "mine":
            return (
                token.pos_ == "NOUN"
                and token.dep_ in {"nsubj", "nsubjpass", "pobj"}
                and lemma(token.head) in {"explode", "kill", "by", "on", "detonate", "wound"}
            )
    held = next(iter([*objects(token), *passive_subjects(token)]), None) if kind == "movement" else None
    # "The daily withdraws its report", "the figure of 25 dead is withdrawn": nobody moves.
    return held is None or lemma(held) not in tables.cues.nouns.union(tables.raw["times"]["telling"]["nouns"], _TOLD)


def _harmless(token: Token, kind: str, tables: Lexicon) -> bool:
    """Tell whether shots went into the air, goods were seized ("two rifles were seized"), or an operation is any."""
    if lemma(token) == "operation":
        return not any(
            other.dep_ in {"amod", "compound", "poss"} or other.lower_ in {"the", "this"} for other in token.lefts
        )
    if token.pos_ != "VERB":
        return False
    if lemma(token) in {"fire", "shoot"} and any(lemma(one) == "air" for one in prepositional(token, "into", "in")):
        return True
    if kind != "takeover" or lemma(token) not in _TAKING:
        return False
    what = [*objects(token), *passive_subjects(token)]
    return bool(what) and all(lemma(one) in tables.materiel or lemma(one) in _GOODS for one in what)


def is_gunfire(token: Token) -> bool:
    """Tell whether "firing" is that of arms: "the firing on the crowd", but not the firing of a minister.

    Args:
        token: The noun.
    """
    at = any(other.lower_ in {"on", "at", "upon", "into"} for other in token.children)
    stops = token.dep_ in {"nsubj", "nsubjpass", "dobj"} and lemma(token.head) in _GOING_ON
    return (at or stops) and not any(other.lower_ == "of" for other in token.children)
