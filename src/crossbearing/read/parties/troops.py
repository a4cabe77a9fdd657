"""Armed persons, their units, and the grounds they hold: what nouns stand for, asked by several rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossbearing.read.parties.doers import doer
from crossbearing.read.sentences.grammar import children, is_passive, lemma, prepositional, subjects, verb_key
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["armed", "counted_of", "done_by", "ground_like", "left_behind", "named", "stands_for_force"]

_ARMED = frozenset({"fighter", "military", "police"})
_NONE_OF = frozenset(
    {
        "none",
        "any",
        "all",
        "some",
        "many",
        "most",
        "dozen",
        "number",
        "group",
        "hundred",
        "score",
        "handful",
        "band",
        "lot",
    }
    | {"thousand", "several", "few", "couple", "pair", "team", "column", "party", "one"}
)


def named(verb: Token, words: frozenset[str]) -> bool:
    """Tell whether a verb, with its particle, is among some; one with another particle is another verb ("take off")."""
    key = verb_key(verb)
    return key in words or (key == lemma(verb) and lemma(verb) in words)


def counted_of(head: Token) -> Token:
    """Return whom "none of our fighters" and "a group of gunmen" mean.

    Args:
        head: The head of the noun phrase.
    """
    if lemma(head) in _NONE_OF:
        inner = prepositional(head, "of")
        return inner[0] if inner else head
    return head


def armed(head: Token, tables: Lexicon) -> bool:
    """Tell whether a common noun stands for armed persons: by itself, or with "armed" before it.

    Args:
        head: The head of the noun phrase.
        tables: Word tables of the language.
    """
    words: Any = tables.raw["control"]["presence"]
    if head.pos_ == "PROPN" and head.tag_ == "NNPS" and head.i == head.left_edge.i == 0:
        return tables.persons.status.get(head.lower_.removesuffix("s")) in _ARMED  # "Rebels had ..." opens a sentence
    if head.pos_ not in {"NOUN", "NUM", "ADJ"}:
        return False
    if any(other.lower_ in words["armed"] for other in head.lefts):
        return lemma(head) in tables.persons.status or lemma(head) in tables.attackers.groups
    if lemma(head) in {"crew", "team", "squad", "unit", "cell"}:  # "a rocket crew", "a sniper team"
        beside = {other.lower_ for other in head.lefts if other.dep_ in {"compound", "amod", "nmod"}}
        return any(word in tables.materiel or tables.persons.status.get(word) in _ARMED for word in beside)
    return tables.persons.status.get(lemma(head)) in _ARMED or lemma(head) in {"sniper", "gunner", "troops", "forces"}


def stands_for_force(parsed: Parsed, head: Token, tables: Lexicon) -> bool:
    """Tell whether a noun phrase names armed persons, a unit, or a body that can fight.

    Args:
        parsed: The sentence.
        head: The head of the noun phrase.
        tables: Word tables of the language.
    """
    inner = counted_of(head)
    if armed(inner, tables) or lemma(inner) in tables.raw["control"]["reinforcement"]["units"]:
        return True
    return doer(parsed, inner, tables) is not None


def ground_like(head: Token, tables: Lexicon) -> bool:
    """Tell whether a noun names ground that one can hold: a word for it, or a name.

    Args:
        head: The head of the noun phrase.
        tables: Word tables of the language.
    """
    words = tables.raw["control"]["control"]["objects"]
    if lemma(head) in {"rest", "part", "half", "most", "much", "third", "all", "control", "swathe", "stretch"}:
        inner = prepositional(head, "of")
        return bool(inner) and ground_like(inner[0], tables)
    return lemma(head) in words or head.lower_ in words or (head.pos_ == "PROPN" and head.tag_ == "NNP")


def left_behind(verb: Token) -> list[Token]:
    """Return the places behind "from", "out of" and "off" of a verb."""
    found = prepositional(verb, "from", "off")
    for marker in verb.children:
        if marker.lower_ == "out":
            found += prepositional(marker, "of")
    return found + [head for head in prepositional(verb, "of") if any(one.lower_ == "out" for one in verb.children)]


def done_by(verb: Token) -> list[Token]:
    """Return the heads of a verb's subject, active or passive: who is told to be or do something."""
    return children(verb, "nsubjpass") or subjects(verb) if is_passive(verb) else subjects(verb)
