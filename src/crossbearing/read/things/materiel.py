"""Things: equipment lost, buildings damaged, aircraft and weapons used. One mention a kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crossbearing.model.values import CountState, Items
from crossbearing.read.mentions import Mention
from crossbearing.read.sentences.grammar import (
    agents,
    is_negated,
    is_passive,
    lemma,
    objects,
    passive_subjects,
    subjects,
    verb_key,
    with_conjuncts,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.things.named import Thing, find_things
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Doc, Token

__all__ = ["things"]

_USED_BY = frozenset({"with", "by", "using", "from", "of", "involving"})
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


def things(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield losses, damage, platforms and weapons of a sentence.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    doc = parsed.doc
    found = find_things(parsed, tables)
    if not found:
        return
    civil, munitions = tables.classes["civil"], tables.classes["munitions"]
    flying = tables.classes["aircraft"] | tables.classes["ships"]
    taking_part = False
    effective = [
        token
        for token in parsed.tokens
        if token.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}
        and (lemma(token) in tables.effects or verb_key(token) in tables.effects or lemma(token) in tables.effect_nouns)
    ]
    for thing in found:
        if (
            thing.kind in {"car", "building", "house", "market", "bakery", "kitchen"}
            and thing.count.state is CountState.UNKNOWN
            and thing.kind != "house"
        ):
            continue
        effect = _effect(doc, thing, effective, tables)
        if effect is not None:
            what, anchor = effect
            slot = "damage" if thing.kind in civil else "losses"
            yield _mention(parsed, thing, slot, what, anchor)
            continue
        if thing.kind in flying:
            anchor_token = _takes_part(doc, thing, found, tables)
            others = thing.first > 0 and doc[thing.first - 1].lower_ in {"other", "others"}
            if anchor_token is None and not others and (taking_part or _model_in_list(doc, thing, tables)):
                anchor_token = thing.head
            if anchor_token is not None:
                taking_part = True
                yield _mention(parsed, thing, "platform", "used", anchor_token)
                continue
        if thing.kind in munitions:
            anchor_token = _fired(doc, thing, tables)
            if anchor_token is not None:
                yield _mention(parsed, thing, "weapon", "used", anchor_token)


def _mention(parsed: Parsed, thing: Thing, slot: str, effect: str, anchor: int) -> Mention:
    value = Items(text=parsed.words(thing.first, thing.last), kind=thing.kind, count=thing.count, effect=effect)
    start, end = parsed.range(thing.first, thing.last)
    return Mention(slot, value, start, end, parsed.start(parsed.doc[anchor]), parsed.sentence.index, score=0.7)


_CHARGED = frozenset({"bomb", "missile", "rocket", "shell"})
_OF_CHARGES = frozenset({"hit", "burn", "seize", "capture", "lose", "crash", "collapse", "intercept"})
_FIRES = frozenset({"fire", "ablaze", "alight", "afire"})
_NOT_YET = frozenset({"would", "will", "should", "could", "to"})


def _effect(doc: Doc, thing: Thing, effective: list[Token], tables: Lexicon) -> tuple[str, int] | None:
    """Return what became of a thing and the token that says so, or None."""
    for verb in effective:
        name = verb_key(verb) if verb_key(verb) in tables.effects else lemma(verb)
        real = name in tables.effects and _real_effect(verb, name, thing)
        if real and any(_reaches(head, thing) for head in _affected(verb, name)):
            return tables.effects[name], int(verb.i)
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


def _real_effect(verb: Token, name: str, thing: Thing) -> bool:
    """Tell whether a verb tells what became of things, and not what might, or what a missile did."""
    if verb.pos_ not in {"VERB", "AUX", "ADJ"} or verb.dep_ == "amod" or is_negated(verb):
        return False
    if name in _OF_CHARGES and thing.kind in _CHARGED:
        return False
    if verb.dep_ == "xcomp" and lemma(verb.head) in {"manage", "succeed", "use"}:
        return not any(other.lower_ in _NOT_YET and other.dep_ == "aux" for other in verb.head.children)
    if name == "set" and not any(token.lower_ in _FIRES for token in verb.doc[verb.i + 1 : verb.i + 12]):
        return False
    return not any(other.lower_ in _NOT_YET and other.dep_ == "aux" for other in verb.children)


def _affected(verb: Token, name: str) -> list[Token]:
    if name == "set" and not is_passive(verb):  # "set fire to 14 shops"; "set 14 shops on fire"
        heads = [head for marker in verb.children if marker.lower_ == "to" for head in _of(marker)]
        return heads if any(held.lower_ in {"fire", "alight"} for held in objects(verb)) else objects(verb)
    if name not in {"crash", "collapse"} and (verb.tag_ != "VBN" or objects(verb)):
        return objects(verb)
    if is_passive(verb) or verb.dep_ in {"ccomp", "oprd", "acl"}:
        return [*passive_subjects(verb), *subjects(verb)]
    return subjects(verb)


def _of(marker: Token) -> list[Token]:
    return [part for head in marker.children if head.dep_ == "pobj" for part in with_conjuncts(head)]


def _lost_by_noun(thing: Thing, effective: list[Token], tables: Lexicon) -> tuple[str, int] | None:
    """Return the effect that "the destruction of three tanks" states, or None."""
    for noun in effective:
        if noun.pos_ != "NOUN" or lemma(noun) not in {"destruction", "loss", "capture"}:
            continue
        for marker in noun.children:
            heads = [head for head in marker.children if head.dep_ == "pobj"] if marker.lower_ in {"of", "to"} else []
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


def _takes_part(doc: Doc, thing: Thing, found: list[Thing], tables: Lexicon) -> int | None:
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
        else:
            break
    verb = top.head
    if (
        top.dep_ == "nsubj"
        and verb.pos_ in {"VERB", "AUX"}
        and (lemma(verb) in tables.part_verbs or lemma(verb) in tables.triggers.verbs)
    ):
        return int(verb.i)
    if top.dep_ == "nsubj" and (_aloft(verb) or _did_it(verb)):
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
            or lemma(verb.head) in {"carry", "launch", "conduct"}
        )
    ):
        return int(verb.head.i)
    if top.dep_ == "dobj" and lemma(verb) in {"use", "deploy", "send", "scramble", "fly", "employ", "involve"}:
        return int(verb.i)
    if top.dep_ == "ROOT" and any(lemma(token) in tables.triggers.nouns for token in doc[: thing.first]):
        return int(top.i)
    if top.dep_ in {"nsubj", "ROOT"} and any(
        other.dep_ == "relcl" and lemma(other) in tables.part_verbs for other in head.children
    ):
        return int(head.i)
    _ = found, agents
    return None


def _aloft(verb: Token) -> bool:
    """Tell whether something "was in the air" or "was overhead" at the time."""
    if lemma(verb) != "be" or is_negated(verb):
        return False
    if any(other.lower_ in {"overhead", "airborne", "aloft"} for other in verb.children):
        return True
    return any(
        marker.lower_ == "in" and any(other.lower_ in {"air", "sky", "skies"} for other in marker.children)
        for marker in verb.children
    )


def _did_it(verb: Token) -> bool:
    """Tell whether something "did it", as a report says of an attack told of before."""
    return lemma(verb) == "do" and any(held.lower_ == "it" for held in objects(verb)) and not is_negated(verb)


def _model_in_list(doc: Doc, thing: Thing, tables: Lexicon) -> bool:
    """Tell whether a thing stands in a list (a colon, "consisted of") of what an attack was flown with."""
    before = [token.lower_ for token in doc[: thing.first]]
    opened = ":" in before or {"consist", "consisted", "comprised", "comprising", "named"} & set(before)
    if not opened:
        return False
    words = {lemma(token) for token in doc}
    return bool(
        words & {"aircraft", "plane", "jet", "warplane", "attack", "strike", "raid", "involve", "force", "bomber"}
    ) and not words & set(tables.effects) - {"hit"}


def _fired(doc: Doc, thing: Thing, tables: Lexicon) -> int | None:
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
