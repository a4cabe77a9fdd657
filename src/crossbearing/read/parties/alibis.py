"""Who says that it was not he: "distanced itself from", "had no aircraft in the area", "it was not us"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from crossbearing.model.actors import Stance
from crossbearing.read.mentions import Mention
from crossbearing.read.parties.doers import Doer, doer
from crossbearing.read.parties.hands import is_attack, named_ones, own_word, who_mention
from crossbearing.read.parties.people import of_people
from crossbearing.read.sentences.grammar import child, is_negated, lemma, prepositional, subjects, verb_key
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["alibis"]

_OFF: Final = frozenset({"distance", "dissociate", "disassociate"})
_AREA: Final = frozenset(
    {
        "area",
        "region",
        "vicinity",
        "zone",
        "sky",
        "airspace",
        "village",
        "town",
        "district",
        "sector",
        "location",
        "scene",
        "spot",
        "city",
        "time",
    }
    | {"neighbourhood", "neighborhood", "province", "valley", "border", "water", "site", "place"}
)
_THERE: Final = frozenset({"there", "nearby", "anywhere", "nowhere", "around"})
_MEN: Final = frozenset(
    {"presence", "personnel", "people", "man", "unit", "aircraft", "patrol", "asset", "operation", "activity", "member"}
)


def alibis(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield who says that he did not do it, by words that name no deed.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    for verb in parsed.tokens:
        if verb.pos_ in {"VERB", "AUX"}:
            yield from _stood_off(parsed, verb, tables)
            yield from _not_there(parsed, verb, tables)
            yield from _it_was_not(parsed, verb, tables)
        elif verb.pos_ in {"NOUN", "PROPN"}:
            yield from _not_they(parsed, verb, tables)


def _not_they(parsed: Parsed, noun: Token, tables: Lexicon) -> Iterator[Mention]:
    """Yield Y of "X, not Y, blew up the dam" and "was fired by X and not by Y"."""
    first = int(noun.left_edge.i)
    while first > 0 and parsed.doc[first - 1].lower_ in {"by", "the", "a"}:
        first -= 1
    if first < 2 or parsed.doc[first].i >= noun.i + 1:
        return
    if parsed.doc[first].lower_ == "not":
        first += 1
    before, opened = parsed.doc[first - 1], parsed.doc[first - 2]
    rather = before.lower_ == "than" and opened.lower_ == "rather"
    if not rather and not (before.lower_ == "not" and opened.text in {",", "and", "but", "\u2014", "\u2013"}):
        return
    above = noun.head.head if noun.head.lower_ in {"by", "than"} else noun.head
    beside = noun.dep_ in {"appos", "conj"} or noun.head.lower_ in {"by", "than"}
    who = doer(parsed, noun, tables) or of_people(parsed, noun, tables)
    if who is None or not beside or above.i == noun.i or not _violent(above, tables):
        return
    yield who_mention(parsed, "attacker", [who], noun, stance=Stance.DENIES)


def _violent(token: Token, tables: Lexicon) -> bool:
    """Tell whether a deed of violence stands above a word."""
    raw = tables.raw["intent"]["deeds"]
    for one in (token, *token.ancestors):
        if one.pos_ in {"VERB", "NOUN"} and (
            lemma(one) in tables.triggers.nouns
            or lemma(one) in tables.triggers.verbs
            or verb_key(one) in tables.triggers.verbs
            or lemma(one) in {*raw["verbs"], *raw["with"], "carry"}
            or tables.harm.words.get(one.lower_) in {"killed", "wounded"}
        ):
            return True
        if one.dep_ in {"ROOT", "ccomp", "relcl"}:
            return False
    return False


def _stood_off(parsed: Parsed, verb: Token, tables: Lexicon) -> Iterator[Mention]:
    """Yield "X distanced itself from the attack": X says that it was not X."""
    held, who = child(verb, "dobj"), subjects(verb)
    off = lemma(verb) in _OFF and held is not None and held.lower_.endswith(("self", "selves"))
    washed = lemma(verb) == "wash" and held is not None and lemma(held) == "hand"
    if not (off or washed) or not who:
        return
    behind = prepositional(verb, "from", "of") + (prepositional(held, "of") if held is not None else [])
    if not any(is_attack(head, tables) for head in behind):
        return
    found = named_ones(parsed, who[:1], tables)
    if found:
        told_by = own_word(parsed, verb, who[0], tables)
        yield who_mention(parsed, "responsibility", found, verb, stance=Stance.DENIES, told_by=told_by)


def _not_there(parsed: Parsed, verb: Token, tables: Lexicon) -> Iterator[Mention]:
    """Yield "had no aircraft in the area", "its troops were nowhere near": who was not there has not done it."""
    held = child(verb, "dobj")
    if lemma(verb) == "have" and held is not None:
        no = any(other.lower_ == "no" for other in held.lefts) or (
            is_negated(verb) and any(other.lower_ in {"any", "a"} for other in held.lefts)
        )
        armed = lemma(held) in tables.attackers.carriers | tables.attackers.groups | _MEN
        near = [held, verb]
        if not no or not armed:
            return
    elif lemma(verb) in {"be", "fly", "operate"} and (
        is_negated(verb) or any(o.lower_ == "nowhere" for o in verb.children)
    ):
        near = [verb]
    else:
        return
    spots = [
        one
        for head in near
        for one in prepositional(head, "in", "near", "over", "at", "around", "within", "above", "inside")
    ]
    there = any(other.lower_ in _THERE for head in near for other in head.children)
    if not there and not any(lemma(one) in _AREA - {"time"} for one in spots):
        return
    found = [who for head in subjects(verb)[:1] if (who := doer(parsed, head, tables)) is not None]
    if found and (lemma(verb) != "be" or found[0].own or found[0].text.startswith(("our ", "we"))):
        yield who_mention(parsed, "attacker", found, verb, stance=Stance.DENIES)


def _it_was_not(parsed: Parsed, verb: Token, tables: Lexicon) -> Iterator[Mention]:
    """Yield X of "it was not X (but Y) that did it"."""
    named = child(verb, "attr") if lemma(verb) == "be" and is_negated(verb) else None
    if named is None or not any(one.lower_ in {"it", "this", "that"} for one in subjects(verb)):
        return
    tells = any(one.dep_ in {"relcl", "ccomp"} for one in (*named.subtree, *verb.children)) or named.lower_ == "us"
    if named.lower_ == "us":
        found = [Doer("we", ("we",), int(named.i), int(named.i))]
    else:
        who = doer(parsed, named, tables)
        found = [who] if who is not None else []
    if found and (tells or any(other.lower_ == "but" for other in named.children) or named.pos_ == "PROPN"):
        yield who_mention(parsed, "attacker", found, verb, stance=Stance.DENIES)
