"""How it ended for persons harmed: recovering, sent home, maimed, found with wounds, dead by their own hand.

The readers here take a verb and the words of harm, and return a slot and the heads of those whom it befell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossbearing.read.sentences.grammar import (
    children,
    is_passive,
    lemma,
    objects,
    passive_subjects,
    prepositional,
    subjects,
)
from crossbearing.resources.lexicon import HarmWords

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = [
    "NOTHING",
    "Told",
    "befell",
    "behind",
    "buried",
    "cared_for",
    "costing",
    "hurting",
    "losing",
    "maimed",
    "passing",
    "paying",
    "recovering",
    "released",
    "self_inflicted",
    "taken_away",
    "with_wounds",
]

Told = tuple[str, list["Token"]]
"""A slot, empty where nothing is told, and the heads of those whom it befell."""

NOTHING: Told = ("", [])
"""What a reader returns where a verb tells of nobody's condition."""

_NEAR = 9  # tokens behind a verb that belong to what it tells
_FAR = 22  # where a list of persons stands between
_ENDS = frozenset((".", ";", ":", "while", "but", "when", "after", "before", "because", "although"))
_ORDINALS = frozenset(("other", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"))
_OWN = frozenset(("his", "her", "their", "its"))
_FINGERS = frozenset(("both", "a", "an", "one", "two", "three", "his", "her", "their", "several", "the"))
_SELF = frozenset(("himself", "herself", "themselves"))
_ARMS = frozenset(("gun", "pistol", "rifle", "weapon", "shotgun", "revolver", "handgun", "knife", "firearm", "it"))
_BURIERS = frozenset(
    """resident villager relative family mourner survivor neighbour neighbor community they we""".split()  # noqa: SIM905
)
_SURVIVED = frozenset(("shooting", "attack", "stabbing", "blast", "explosion", "strike", "spree", "bombing"))
_GRAVES = frozenset(("cemetery", "cemeteries", "graveyard", "grave", "graves", "funeral", "funerals", "mourners"))
_UNDER = frozenset(("under", "beneath", "underneath", "alive", "rubble", "debris", "earth", "mud", "snow", "inside"))
_PRICES = frozenset(("supreme", "ultimate", "highest"))
_AWAY = {"take": "away", "lead": "away", "round": "up", "drag": "away", "carry": "off", "march": "off"}
_CONVEYED = frozenset(("ambulance", "ambulances", "stretcher", "stretchers", "helicopter", "hospital", "hospitals"))
_LASTING = frozenset(("paralysed", "paralyzed", "blinded", "disabled", "maimed", "comatose", "disfigured"))
_CARE = frozenset(("treatment", "care", "attention", "aid"))


def behind(verb: Token, near: int = _NEAR) -> list[Token]:
    """Return the tokens behind a verb, as far as what it tells can reach.

    Args:
        verb: The verb.
        near: How many tokens at most.
    """
    found: list[Token] = []
    for token in verb.doc[verb.i + 1 : verb.i + 1 + near]:
        if token.lower_ in _ENDS:
            break
        found.append(token)
    return found


def befell(verb: Token) -> list[Token]:
    """Return those to whom a verb was done: passive subjects, or objects of an active one."""
    if is_passive(verb) or verb.tag_ == "VBN":
        # "a fourth victim remains hospitalised": the subject hangs on the verb that stands in for "is"
        helped = [head for other in children(verb, "auxpass") for head in children(other, "nsubj", "nsubjpass")]
        return passive_subjects(verb) or helped or ([verb.head] if verb.dep_ == "acl" else [])
    return objects(verb)


def recovering(verb: Token, harm: HarmWords) -> Told:
    """Read "is expected to survive", "should pull through", "is recovering", "the other victim survived"."""
    name = lemma(verb)
    if name == "pull" and "through" not in {token.lower_ for token in behind(verb, 2)}:
        return NOTHING
    if name == "make" and not any(lemma(held) == "recovery" for held in objects(verb)):
        return NOTHING
    if verb.dep_ == "xcomp" and lemma(verb.head) == "expect":
        return "wounded", passive_subjects(verb.head) or subjects(verb.head)
    auxiliaries = {lemma(other) for other in children(verb, "aux")}
    if name == "recover" and verb.tag_ == "VBG" and "be" in auxiliaries and not objects(verb):
        return "wounded", subjects(verb)
    attack = {lemma(held) for held in objects(verb)} & _SURVIVED
    if name == "survive" and attack and (victims := [head for head in subjects(verb) if lemma(head) == "victim"]):
        return "wounded", victims  # "all four victims survived the shooting"
    if name == "survive" and not objects(verb):
        told = with_wounds(verb, harm)
        if told[0]:
            return told
        return "wounded", [head for head in subjects(verb) if lemma(head) == "victim" or head.lower_ in _ORDINALS]
    return NOTHING


def released(verb: Token, harm: HarmWords) -> Told:
    """Read "was released from hospital", "has been discharged from hospital"."""
    around = [token.lower_ for token in behind(verb)]
    if "from" not in around or not (is_passive(verb) and verb.tag_ == "VBN"):
        return NOTHING
    at = around.index("from")
    near = {*around[at + 1 : at + 7]}
    return ("wounded", passive_subjects(verb)) if near & (harm.conditions.hospitals - {"trauma"}) else NOTHING


def with_wounds(verb: Token, harm: HarmWords) -> Told:
    """Read "showed up at a hospital with a gunshot wound"; who is found with wounds may be dead or alive."""
    around = behind(verb, _FAR)
    marked = next((place for place, token in enumerate(around) if token.lower_ == "with"), None)
    if marked is None:
        return NOTHING
    words = around[marked + 1 : marked + 7]
    wound = next((place for place, token in enumerate(words) if lemma(token) in harm.conditions.wounds), None)
    if wound is None or any(token.lower_ in {"no", "without", ",", "and"} for token in words[:wound]):
        return NOTHING
    if lemma(verb) in harm.conditions.coming | {"survive", "escape"}:
        return "wounded", subjects(verb)
    if lemma(verb) in harm.conditions.taking | {"rescue", "pull", "free"}:
        return ("wounded", befell(verb)) if is_passive(verb) and verb.tag_ == "VBN" else NOTHING
    found = befell(verb)
    if found and all({"deceased", "dead"} & {one.lower_ for one in head.lefts} for head in found):
        return "killed", found  # "located a deceased man with a gunshot wound"
    return "casualties", found


def maimed(verb: Token, harm: HarmWords) -> Told:
    """Read "tore off the foot of a boy"."""
    parts = [held for held in objects(verb) if held.lower_ in harm.conditions.body]
    owners = [owner for part in parts for owner in prepositional(part, "of")]
    return ("wounded", owners) if owners else NOTHING


def _wounds_behind(verb: Token, harm: HarmWords) -> bool:
    """Tell whether "with" and wounds stand behind those whom a verb leaves ("left eight people with wounds")."""
    around = behind(verb, _FAR)
    marked = next((place for place, token in enumerate(around) if token.lower_ == "with"), None)
    if marked is None or not objects(verb) or objects(verb)[0].i > around[marked].i:
        return False
    words = around[marked + 1 : marked + 6]
    wound = next((place for place, token in enumerate(words) if lemma(token) in harm.conditions.wounds), None)
    return wound is not None and not any(token.lower_ in {"no", "without", ","} for token in words[:wound])


def hurting(verb: Token, harm: HarmWords) -> Told:
    """Read "left a customer paralysed", "left eight people with gunshot wounds"."""
    if is_passive(verb):
        lasting = any(token.lower_ in _LASTING for token in behind(verb, 3))
        return ("wounded", passive_subjects(verb)) if lasting and verb.tag_ == "VBN" else NOTHING
    state = next((token for token in behind(verb) if token.lower_ in _LASTING), None)
    if state is None:
        return ("wounded", objects(verb)) if _wounds_behind(verb, harm) else NOTHING
    if state.dep_ == "amod" and state.head.i > state.i:
        return NOTHING
    return "wounded", children(state, "nsubj", "nsubjpass") or [held for held in objects(verb) if held.i < state.i]


def losing(verb: Token, harm: HarmWords) -> Told:
    """Read "lost his life", "lost both legs"."""
    for held in objects(verb)[:1]:
        owners = {token.lower_ for token in held.lefts}
        if lemma(held) == "life" and owners & _OWN:
            return "killed", subjects(verb)
        if held.lower_ in harm.conditions.body and owners & _FINGERS:
            return "wounded", subjects(verb)
    return NOTHING


def costing(verb: Token, _: HarmWords) -> Told:
    """Read "cost nine lives", "claimed the life of a girl", "took his own life"."""
    for held in objects(verb)[:1]:
        if held.lower_ == "lives" and not any(token.lower_ == "own" for token in held.lefts):
            return "killed", [held]
        if held.lower_ not in {"life", "lives"}:
            continue
        owners = [token for token in held.lefts if token.lower_ in _OWN]
        if any(token.lower_ == "own" for token in held.lefts) and owners:
            return ("killed", subjects(verb)) if lemma(verb) == "take" else NOTHING
        lost = prepositional(held, "of")
        if lost:
            return "killed", lost
    return NOTHING


def passing(verb: Token, _: HarmWords) -> Told:
    """Read "passed away"."""
    away = [token.lower_ for token in behind(verb, 1)] == ["away"]
    return ("killed", subjects(verb)) if away and not objects(verb) else NOTHING


def self_inflicted(verb: Token, _: HarmWords) -> Told:
    """Read "turned the gun on himself"; that he died of it is told by the word for suicide, where it stands beside."""
    words = [token.lower_ for token in behind(verb)]
    held = objects(verb)[:1]
    if not held or lemma(held[0]) not in _ARMS or "on" not in words:
        return NOTHING
    if not _SELF & set(words[words.index("on") + 1 : words.index("on") + 2]):
        return NOTHING
    died = any("suicide" in token.lower_ for token in verb.doc)
    return "killed" if died else "casualties", subjects(verb)


def buried(verb: Token, _: HarmWords) -> Told:
    """Read "residents buried 17 people": who is buried by the living, and under nothing, is dead."""
    if _UNDER & {token.lower_ for token in behind(verb)}:
        return NOTHING
    if is_passive(verb):
        words = {token.lower_ for token in verb.doc}
        graves = bool(_GRAVES & words) or [token.lower_ for token in behind(verb, 2)] == ["so", "far"]
        return ("killed", passive_subjects(verb)) if graves and verb.tag_ == "VBN" else NOTHING
    by = any(lemma(head) in _BURIERS for head in subjects(verb))
    return ("killed", objects(verb)) if by else NOTHING


def paying(verb: Token, _: HarmWords) -> Told:
    """Read "paid the supreme price", "made the ultimate sacrifice"."""
    held = objects(verb)[:1]
    if not held or lemma(held[0]) not in {"price", "sacrifice"}:
        return NOTHING
    return ("killed", subjects(verb)) if _PRICES & {token.lower_ for token in held[0].lefts} else NOTHING


def taken_away(verb: Token, _: HarmWords) -> Told:
    """Read "took away eight men", "were rounded up", "seized 15 travellers"; by an ambulance nobody is captured."""
    words = [token.lower_ for token in behind(verb)]
    if _CONVEYED & set(words):
        return NOTHING
    particle = _AWAY.get(lemma(verb))
    if particle is not None and not any(
        other.lower_ == particle and other.dep_ in {"prt", "advmod"} for other in verb.children
    ):
        return NOTHING
    remains = ("body", "corpse", "remain", "casualty", "wounded", "injured", "dead")
    # Places and things are seized far oftener than persons: only whom a number counts, which asks for persons, is told.
    counted = [
        head
        for head in befell(verb)
        if (head.pos_ == "NUM" and particle is not None) or any(one.dep_ == "nummod" for one in head.children)
    ]
    return "captured", [head for head in counted if lemma(head) not in remains]


def cared_for(verb: Token, _: HarmWords) -> Told:
    """Read "are receiving treatment", "received medical care" of persons."""
    held = next((other for other in objects(verb) if lemma(other) in _CARE), None)
    if held is None or (lemma(held) != "treatment" and "medical" not in {token.lower_ for token in held.lefts}):
        return NOTHING
    return "wounded", subjects(verb)
