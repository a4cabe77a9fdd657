"""Aircraft, ships and vehicles that took part in something, and munitions that were used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossbearing.read.sentences.grammar import is_negated, lemma, objects, subjects
from crossbearing.read.things.named import Thing
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Doc, Token

__all__ = ["fired", "model_in_list", "rides", "takes_part"]

_SENT = frozenset({"use", "deploy", "send", "scramble", "fly", "employ", "involve"})
_RIDERS = frozenset(
    {
        "they",
        "bandit",
        "raider",
        "robber",
        "gang",
        "man",
        "kidnapper",
        "insurgent",
        "herdsman",
        "youth",
        "killer",
        "sicario",
    }
)
_SHOTS = frozenset({"shell", "rocket", "missile", "bomb", "fire", "shot", "round"})
_SEEN = frozenset({"hear", "see", "spot", "notice"})


def takes_part(doc: Doc, thing: Thing, tables: Lexicon) -> int | None:
    """Return the token that says that an aircraft or ship took part in something, or None."""
    head = doc[thing.head]
    top = head
    for _ in range(6):
        if (
            top.dep_ in {"conj", "appos", "nmod", "compound"}
            and top.head.i != top.i
            and top.head.pos_ in {"NOUN", "PROPN", "NUM"}
        ):
            top = top.head
        elif top.dep_ == "pobj" and top.head.lower_ == "of" and lemma(top.head.head) in tables.attackers.counters:
            top = top.head.head  # "a pair of helicopters fired"
        else:
            break
    verb = top.head
    if top.dep_ == "nsubj" and _acts(verb, tables):
        return int(verb.i)
    if top.dep_ == "nsubjpass" and lemma(verb) in {"involve", "use", "deploy", "employ", "send", "launch", "scramble"}:
        return int(verb.i)
    if (
        top.dep_ == "pobj"
        and verb.lower_ in {"by", "from", "with"}
        and verb.head.pos_ in {"VERB", "NOUN"}
        and (
            lemma(verb.head) in tables.triggers.verbs
            or lemma(verb.head) in tables.triggers.nouns
            or lemma(verb.head)
            in {"carry", "launch", "conduct", "fly", "deliver", "make", "perform", "execute", "stage"}
        )
    ):
        return int(verb.head.i)
    if top.dep_ == "attr" and _was_it(top, head, verb, tables):
        return int(verb.i)
    if top.dep_ == "pobj" and verb.lower_ == "from" and lemma(verb.head) in {"come", "fall"}:
        return int(verb.head.i) if any(lemma(head) in _SHOTS for head in subjects(verb.head)) else None
    if top.dep_ == "dobj" and (lemma(verb) in _SENT or (lemma(verb) in _SEEN and _bombs_told(doc, tables))):
        return int(verb.i)
    if top.dep_ == "ROOT" and any(lemma(token) in tables.triggers.nouns for token in doc[: thing.first]):
        return int(top.i)
    if top.dep_ in {"nsubj", "ROOT"} and any(
        other.dep_ == "relcl" and lemma(other) in tables.part_verbs for other in head.children
    ):
        return int(head.i)
    return None


def _acts(verb: Token, tables: Lexicon) -> bool:
    if verb.pos_ not in {"VERB", "AUX"}:
        return False
    return lemma(verb) in tables.part_verbs or lemma(verb) in tables.triggers.verbs or _aloft(verb) or _did_it(verb)


def rides(doc: Doc, thing: Thing, tables: Lexicon) -> int | None:
    """Return the verb that says that attackers came in or on a vehicle, or None.

    Args:
        doc: The sentence.
        thing: The vehicle.
        tables: Word tables of its language.
    """
    top = doc[thing.head]
    while top.dep_ in {"conj", "appos"} and top.head.i != top.i and top.head.pos_ in {"NOUN", "PROPN"}:
        top = top.head
    marker = top.head
    if marker.dep_ == "conj" and marker.head.pos_ == "ADP":
        marker = marker if marker.pos_ == "ADP" else marker.head
    if top.dep_ != "pobj" or marker.lower_ not in {"on", "in", "aboard", "with", "by"}:
        return None
    verb = marker.head if marker.dep_ != "conj" else marker.head.head
    if (
        verb.pos_ == "NOUN"
        and _armed(verb, tables)
        and verb.head.pos_ == "VERB"
        and verb.dep_ in {"nsubj", "agent", "pobj"}
    ):
        return int(verb.head.i)  # "two men on a motorcycle fired"
    riding = frozenset(tables.raw["materiel"]["part"]["riding"])
    if verb.pos_ != "VERB" or lemma(verb) not in riding or is_negated(verb):
        return None
    return int(verb.i) if any(_armed(head, tables) for head in subjects(verb)) else None


def _armed(head: Token, tables: Lexicon) -> bool:
    return tables.persons.status.get(lemma(head)) in {"fighter", "military"} or lemma(head) in _RIDERS


def _was_it(top: Token, head: Token, verb: Token, tables: Lexicon) -> bool:
    """Tell whether a cleft names what did it: "it was a jet that hit", "not a drone but a jet"."""
    if lemma(verb) != "be":
        return False
    craft = tables.classes["aircraft"] | tables.classes["ships"]
    told = [one for one in subjects(verb) if tables.materiel.get(lemma(one)) in craft and one.tag_ == "NN"]
    model = tables.materiel.get(lemma(head)) != "aircraft" or any(one.dep_ == "compound" for one in head.lefts)
    if model and any(other.lower_ == "the" for one in told for other in one.lefts) and not is_negated(verb):
        return True  # "the aircraft was a gunship"
    clauses = [
        one for carrier in (verb, top, head) for one in carrier.children if one.dep_ in {"relcl", "ccomp", "advcl"}
    ]
    if not any(lemma(one) in tables.part_verbs or lemma(one) in tables.triggers.verbs for one in clauses):
        return False
    corrected = top is not head and any(one.lower_ == "but" for one in top.children)
    return corrected or not is_negated(verb)


def _bombs_told(doc: Doc, tables: Lexicon) -> bool:
    return any(
        lemma(token) in tables.triggers.verbs or lemma(token) in {"drop", "circle", "explosion", "blast"}
        for token in doc
    )


def _aloft(verb: Token) -> bool:
    """Tell whether something "was in the air" or "was overhead" at the time."""
    if lemma(verb) != "be" or is_negated(verb):
        return False
    if any(other.lower_ in {"overhead", "airborne", "aloft"} for other in verb.children):
        return True
    if any(other.lower_ in {"over", "above"} and other.dep_ == "prep" for other in verb.children):
        return not any(lemma(other) in {"age", "limit"} for other in verb.subtree)
    return any(
        marker.lower_ == "in" and any(other.lower_ in {"air", "sky", "skies"} for other in marker.children)
        for marker in verb.children
    )


def _did_it(verb: Token) -> bool:
    """Tell whether something "did it", as a report says of an attack told of before."""
    return lemma(verb) == "do" and any(held.lower_ == "it" for held in objects(verb)) and not is_negated(verb)


def model_in_list(doc: Doc, thing: Thing, tables: Lexicon) -> bool:
    """Tell whether a thing stands in a list (a colon, "consisted of") of what an attack was flown with."""
    before = [token.lower_ for token in doc[: thing.first]]
    opened = ":" in before or {"consist", "consisted", "comprised", "comprising", "named"} & set(before)
    if not opened:
        return False
    words = {lemma(token) for token in doc}
    return bool(
        words & {"aircraft", "plane", "jet", "warplane", "attack", "strike", "raid", "involve", "force", "bomber"}
    ) and not words & set(tables.effects) - {"hit"}


def fired(doc: Doc, thing: Thing, tables: Lexicon) -> int | None:
    """Return the token that says that a munition was used, or None."""
    head = doc[thing.head]
    verb = head.head
    if (
        head.dep_ in {"dobj", "conj"}
        and lemma(verb)
        in {
            "fire",
            "drop",
            "use",
            "launch",
            "throw",
            "release",
            "detonate",
            "explode",
            "hurl",
            "plant",
            "deploy",
            "employ",
        }
        and not is_negated(verb)
    ):
        return int(verb.i)
    if head.dep_ == "nsubjpass" and lemma(verb) in {
        "fire",
        "drop",
        "use",
        "launch",
        "throw",
        "release",
        "detonate",
        "plant",
        "place",
        "employ",
    }:
        return int(verb.i)
    if head.dep_ == "nsubj" and lemma(verb) in {
        "hit",
        "strike",
        "land",
        "explode",
        "fall",
        "detonate",
        "kill",
        "slam",
        "destroy",
        "wound",
        "damage",
    }:
        return int(verb.i)
    if (
        head.dep_ == "pobj"
        and verb.lower_ in {"with", "by", "using"}
        and verb.head.pos_ in {"VERB", "NOUN"}
        and (lemma(verb.head) in tables.triggers.verbs or lemma(verb.head) in tables.triggers.nouns)
    ):
        return int(verb.head.i)
    return None
