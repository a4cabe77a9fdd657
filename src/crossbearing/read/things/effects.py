"""What became of things: destroyed, damaged, captured, downed, lost; by verbs, by nouns, in lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossbearing.model.values import CountState
from crossbearing.read.sentences.grammar import (
    is_negated,
    is_passive,
    lemma,
    objects,
    passive_subjects,
    prepositional,
    subjects,
    verb_key,
    with_conjuncts,
)
from crossbearing.read.things.named import Thing
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Doc, Token

__all__ = ["effect_on"]

_DESTROYED_WORDS = {
    "destroyed": "destroyed",
    "damaged": "damaged",
    "wrecked": "destroyed",
    "burned": "destroyed",
    "burnt": "destroyed",
    "levelled": "destroyed",
    "leveled": "destroyed",
    "flattened": "destroyed",
    "downed": "downed",
    "captured": "captured",
    "seized": "captured",
    "lost": "lost",
}
# Said of a thing without anybody who does it: "the boat sank".
_BY_ITSELF = frozenset(
    {
        "sink",
        "burn",
        "blow up",
        "explode",
        "burn down",
        "burn out",
        "capsize",
        "cave in",
        "collapse",
        "crash",
        "founder",
    }
)
_AMOUNTING = frozenset({"put", "estimate", "amount", "include", "comprise", "give", "set", "total", "stand", "run"})
_WRECKS = frozenset(
    {"hull", "wreck", "wreckage", "hulk", "carcass", "remains", "remain", "shell", "remnant", "debris", "skeleton"}
)
_LOST_PARTS = frozenset({"roof", "window", "wall", "door", "facade", "wing", "ceiling"})
_RUINS = frozenset({"shell", "ruin", "wreck", "rubble"})
_PLAIN = frozenset({"NOUN", "VERB", "ADP", "ADV", "AUX", "PART"})
_NESTED = 3
_CHARGED = frozenset(
    {"bomb", "missile", "rocket", "shell", "grenade", "mine", "explosive", "barrel_bomb", "cluster_munition"}
)
_OF_CHARGES = frozenset({"blow up", "hit", "burn", "seize", "capture", "lose", "crash", "collapse", "intercept"})
_FIRES = frozenset({"fire", "ablaze", "alight", "afire"})
_NOT_YET = frozenset({"would", "will", "should", "could", "to"})


def effect_on(doc: Doc, thing: Thing, effective: list[Token], tables: Lexicon) -> tuple[str, int] | None:
    """Return what became of a thing and the token that says so, or None.

    Args:
        doc: The sentence.
        thing: The thing.
        effective: Words of the sentence that can tell what became of things.
        tables: Word tables of its language.
    """
    for verb in effective:
        name = _name(verb, tables)
        real = name in tables.effects and _real_effect(verb, name, thing)
        if real and any(_reaches(head, thing) for head in _affected(verb, name)):
            return _fitting(tables.effects[name], name, thing, tables), int(verb.i)
    part = _of_its_part(doc, thing, effective, tables)
    part = _cut(thing, doc) if part is None else part
    if part is not None:
        return "damaged", part
    state = _by_state(doc, thing, tables)
    if state is not None:
        return state
    wreck = _wreck(doc, thing)
    if wreck is not None:
        return wreck
    lost = _lost_by_noun(thing, effective, tables)
    if lost is not None:
        return lost
    listed = _listed_effect(doc, thing, effective, tables)
    if listed is not None:
        return listed
    following = doc[thing.last + 1] if thing.last + 1 < len(doc) else None
    if following is not None and following.lower_ in _DESTROYED_WORDS and following.tag_ == "VBN":
        return _DESTROYED_WORDS[following.lower_], int(following.i)
    return None


def _name(verb: Token, tables: Lexicon) -> str:
    """Return a verb with its particle where the table has it so; parsers take "caved in" for a place."""
    beside = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
    for name in (verb_key(verb), f"{lemma(verb)} {beside}"):
        if name in tables.effects:
            return name
    return lemma(verb)


def _fitting(effect: str, name: str, thing: Thing, tables: Lexicon) -> str:
    """Return an effect as it fits a kind: aircraft are downed, walls destroyed; shops are looted and not captured."""
    flying = tables.classes["aircraft"] | {"missile", "rocket"}
    if effect == "downed" and thing.kind in tables.classes["civil"]:
        return "destroyed"
    if name == "knock down":
        return "downed" if thing.kind in flying else "damaged"
    return "looted" if name in {"loot", "steal"} and thing.kind in tables.classes["civil"] else effect


def _none(noun: Token) -> bool:
    return any(other.lower_ in {"no", "any"} for other in noun.lefts)


def _wreck(doc: Doc, thing: Thing) -> tuple[str, int] | None:
    """Return what "the burnt-out hulls of three carriers" and "the jet failed to return" say."""
    marker = doc[thing.head].head
    if doc[thing.head].dep_ == "pobj" and marker.lower_ == "of" and lemma(marker.head) in _WRECKS:
        return "destroyed", int(marker.head.i)
    for verb in doc:
        if verb.pos_ not in {"VERB", "AUX"} or lemma(verb) not in {"return", "lose", "be", "have"}:
            continue
        what = _by_plain_verb(verb, thing)
        if what and any(_reaches(head, thing) for head in subjects(verb)):
            return what, int(verb.i)
    return None


def _by_plain_verb(verb: Token, thing: Thing) -> str:
    """Return what "failed to return", "lost their roofs" and "is a ruin" say of their subject, or nothing."""
    if lemma(verb) == "return":
        return "lost" if is_negated(verb) and thing.kind not in {"car", "truck"} else ""
    if lemma(verb) == "lose":
        return "damaged" if any(lemma(held) in _LOST_PARTS for held in objects(verb)) else ""
    if lemma(verb) == "have":
        return "damaged" if any(lemma(held) in {"hole", "crack", "breach", "gash"} for held in objects(verb)) else ""
    ruined = any(other.dep_ == "attr" and lemma(other) in _RUINS for other in verb.children)
    return "destroyed" if ruined and not is_negated(verb) else ""


def _cut(thing: Thing, doc: Doc) -> int | None:
    """Return the verb that tells that lines and ways were cut."""
    if thing.kind not in {"power_station", "pipeline", "bridge"}:
        return None
    for verb in doc:
        if verb.pos_ == "VERB" and lemma(verb) in {"cut", "sever", "breach", "sabotage"} and not is_negated(verb):
            heads = passive_subjects(verb) if is_passive(verb) else objects(verb)
            if any(_reaches(head, thing) for head in heads):
                return int(verb.i)
    return None


def _real_effect(verb: Token, name: str, thing: Thing) -> bool:
    """Tell whether a verb tells what became of things, and not what might, or what a missile did."""
    if verb.pos_ not in {"VERB", "AUX", "ADJ"} or verb.dep_ == "amod" or is_negated(verb):
        return False
    if name in _OF_CHARGES and thing.kind in _CHARGED:
        return False
    if verb.dep_ == "xcomp" and any(other.lower_ == "have" for other in verb.children):
        return True  # "claims to have destroyed"
    if verb.dep_ == "xcomp" and lemma(verb.head) in {"manage", "succeed", "use"}:
        return not any(other.lower_ in _NOT_YET and other.dep_ == "aux" for other in verb.head.children)
    if name == "set" and not any(token.lower_ in _FIRES for token in verb.doc[verb.i + 1 : verb.i + 12]):
        return False
    return not any(other.lower_ in _NOT_YET and other.dep_ == "aux" for other in verb.children)


def _affected(verb: Token, name: str) -> list[Token]:
    if name == "set" and not is_passive(verb):  # "set fire to 14 shops"; "set 14 shops on fire"
        heads = [head for marker in verb.children if marker.lower_ == "to" for head in _of(marker)]
        return heads if any(held.lower_ in {"fire", "alight"} for held in objects(verb)) else objects(verb)
    if name in _BY_ITSELF and not is_passive(verb) and not objects(verb):
        return subjects(verb)
    if name not in {"crash", "collapse"} and (verb.tag_ != "VBN" or objects(verb)):
        return objects(verb)
    if is_passive(verb) or verb.dep_ in {"ccomp", "oprd", "acl"}:
        return [*passive_subjects(verb), *subjects(verb)]
    return subjects(verb)


def _of_its_part(doc: Doc, thing: Thing, effective: list[Token], tables: Lexicon) -> int | None:
    """Return the verb that tells what became of a part of a building: "the roof of the school caved in"."""
    if thing.kind not in tables.classes["civil"] | tables.classes["ships"] | tables.classes["vehicles"]:
        return None
    parts = frozenset(tables.raw["materiel"]["parts"]["nouns"])
    for verb in doc:
        off = [] if not any(lemma(held) in parts for held in objects(verb)) else prepositional(verb, "off", "from")
        if lemma(verb) in {"rip", "tear", "blow", "shear", "slice"} and any(_reaches(head, thing) for head in off):
            return int(verb.i)  # "ripped the front off a building"
    for verb in effective:
        name = _name(verb, tables)
        if name not in tables.effects or not _real_effect(verb, name, thing) or tables.effects[name] == "captured":
            continue
        for head in _affected(verb, name) or (subjects(verb) if not objects(verb) and not is_passive(verb) else []):
            current = [head] if lemma(head) in parts or head.lower_.removesuffix("s") in parts else []
            for _ in range(_NESTED):
                current = [inner for one in current for inner in prepositional(one, "of", "in", "at", "on")]
                if any(_reaches(one, thing) or thing.head in {other.i for other in one.conjuncts} for one in current):
                    return int(verb.i)
                current = [one for one in current if lemma(one) in parts]
            if lemma(head) in parts and any(one.dep_ == "poss" and one.i == thing.head for one in head.lefts):
                return int(verb.i)  # "the mosque's dome collapsed"
    return None


def _by_state(doc: Doc, thing: Thing, tables: Lexicon) -> tuple[str, int] | None:
    """Return what several words together say of a thing: "put out of action", "left in ruins", "suffered damage"."""
    table: dict[str, dict[str, list[str]]] = tables.raw["materiel"]["states"]
    for verb in doc:
        if verb.pos_ not in {"VERB", "AUX"} or any(
            other.lower_ in _NOT_YET for other in verb.children if other.dep_ == "aux"
        ):
            continue
        words = f"{lemma(verb)} {' '.join(token.lower_ for token in doc[verb.i + 1 : verb.i + 7])} "
        plain = (
            f"{lemma(verb)} {' '.join(token.lower_ for token in doc[verb.i + 1 : verb.i + 9] if token.pos_ in _PLAIN)} "
        )
        for effect, phrases in table["of_object"].items():
            behind = [one for phrase in phrases if (one := _behind(verb, phrase, words)) is not None]
            if behind and not is_negated(verb):
                heads = passive_subjects(verb) if is_passive(verb) else [*objects(verb), *prepositional(verb, "with")]
                if any(_reaches(head, thing) for head in heads):
                    return effect, int(verb.i)
        for effect, phrases in table["of_subject"].items():
            if any(phrase + " " in plain or words.startswith(phrase + " ") for phrase in phrases) and not (
                is_negated(verb) and "no longer" not in words
            ):
                told = verb.head if verb.dep_ in {"aux", "auxpass"} else verb
                heads = [*subjects(told), *passive_subjects(told)]
                if any(_reaches(head, thing) for head in heads):
                    return effect, int(verb.i)
    return None


def _behind(verb: Token, phrase: str, words: str) -> str | None:
    """Return a phrase whose verb this is, and whose other words stand behind it, with its object between or not."""
    first, _, rest = phrase.partition(" ")
    if lemma(verb) != first:
        return None
    told = " ".join(token.lower_ for token in verb.doc[verb.i + 1 : verb.right_edge.i + 1])
    return phrase if words.startswith(phrase + " ") or f" {rest} " in f" {told} " else None


def _of(marker: Token) -> list[Token]:
    return [part for head in marker.children if head.dep_ == "pobj" for part in with_conjuncts(head)]


def _lost_by_noun(thing: Thing, effective: list[Token], tables: Lexicon) -> tuple[str, int] | None:
    """Return the effect that "the destruction of three tanks" states, or None."""
    for noun in effective:
        if noun.pos_ != "NOUN" or lemma(noun) not in {"destruction", "loss", "capture", "damage"} or _none(noun):
            continue
        verb = noun.head
        if noun.tag_ == "NNS" and lemma(noun) == "loss" and lemma(verb) in _AMOUNTING:  # "put its losses at five tanks"
            heads = [*prepositional(verb, "at", "to", "of"), *(objects(verb) if noun.dep_ == "nsubj" else [])]
            if any(_reaches(head, thing) for head in heads):
                return tables.effect_nouns[lemma(noun)], int(noun.i)
        to_things = prepositional(verb, "to") if lemma(noun) == "damage" and noun.dep_ in {"nsubjpass", "dobj"} else []
        if any(_reaches(head, thing) for head in to_things) and not is_negated(verb):
            return tables.effect_nouns[lemma(noun)], int(noun.i)
        for marker in noun.children:
            joined = [marker, *marker.conjuncts]  # "the loss of the corvette and of two helicopters"
            heads = [
                head for one in joined for head in one.children if head.dep_ == "pobj" and one.lower_ in {"of", "to"}
            ]
            if any(_reaches(head, thing) for head in heads):
                return tables.effect_nouns[lemma(noun)], int(noun.i)
    return None


def _listed_effect(doc: Doc, thing: Thing, effective: list[Token], tables: Lexicon) -> tuple[str, int] | None:
    """Return the effect told before a colon or bracket for the list behind it ("were wiped out: three tanks, ...")."""
    mark = next((token.i for token in doc[: thing.first] if token.text in {":", "("} and token.i > 0), None)
    if (
        mark is None
        or any(token.text in {")", ";"} for token in doc[mark : thing.first])
        or thing.count.state is CountState.UNKNOWN
    ):
        return None
    for verb in effective:
        if verb.pos_ == "NOUN":
            if verb.i < mark and verb.tag_ == "NNS" and lemma(verb) == "loss" and not is_negated(verb):
                return tables.effect_nouns[lemma(verb)], int(verb.i)  # "losses: three tanks, two trucks"
            continue
        name = verb_key(verb) if verb_key(verb) in tables.effects else lemma(verb)
        if (
            verb.i < mark
            and name in tables.effects
            and verb.tag_ in {"VBN", "VBD"}
            and not objects(verb)
            and not is_negated(verb)
            and name not in {"hit", "intercept", "down"}
        ):
            return tables.effects[name], int(verb.i)
    return None


def _reaches(head: Token, thing: Thing) -> bool:
    """Tell whether a thing is what a verb's argument names, is joined to it, or is listed for it in brackets."""
    if thing.first <= head.i <= thing.last:
        return True
    if head.i == thing.head or any(token.i == thing.head for token in head.conjuncts):
        return True
    for token in head.subtree:
        if token.i == thing.head and token.dep_ in {"appos", "conj", "pobj", "nmod", "ROOT"}:
            path = token
            for _ in range(8):
                if path.i == head.i:
                    return True
                if (
                    path.dep_ not in {"appos", "conj", "nmod", "dep"}
                    and not (path.dep_ == "pobj" and path.head.lower_ in {"of", "including"})
                    and not (path.dep_ == "prep" and path.lower_ in {"of", "including"})
                ):
                    break
                path = path.head
    return False
