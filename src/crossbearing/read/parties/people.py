"""Who did it and is no force: inmates, miners, villagers, men in uniforms, somebody unknown.

They count only where a verb of violence says it of them with its object, or "by" names them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crossbearing.read.parties.bodies import known
from crossbearing.read.parties.doers import Doer, doer, lemma_of
from crossbearing.read.sentences.grammar import agents, child, children, is_passive, lemma, noun_range, prepositional
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.actors import actor_key
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["anybody", "by_means", "done_to_somebody", "of_people"]

_SOMEBODY: Final = frozenset({"man", "woman", "person", "people", "individual", "youth", "teenager", "boy"})
_UNKNOWN: Final = frozenset(
    {
        "unknown",
        "unidentified",
        "unnamed",
        "armed",
        "masked",
        "hooded",
        "uniformed",
        "camouflaged",
        "disguised",
        "heavily-armed",
    }
    | {"gun-toting", "knife-wielding", "machete-wielding", "balaclava-clad"}
)
_WORN: Final = frozenset(
    {
        "uniform",
        "fatigue",
        "fatigues",
        "camouflage",
        "mask",
        "balaclava",
        "attire",
        "gear",
        "clothes",
        "motorcycle",
        "motorbike",
    }
)
_SHOTS: Final = frozenset(
    {"fire", "gunfire", "shot", "bullet", "shell", "rocket", "missile", "bomb", "grenade", "mine", "device"}
)
_BODILESS: Final = frozenset(
    {"it", "they", "he", "she", "we", "you", "i", "who", "which", "that", "this", "these", "those"}
)


def of_people(parsed: Parsed, head: Token, tables: Lexicon) -> Doer | None:
    """Return those whom a noun names as having done it though they are no force, or None.

    Args:
        parsed: The sentence.
        head: The noun, already known to be the doer of a deed.
        tables: Word tables of the language.
    """
    beside = child(head, "appos")
    if beside is not None and any(other.lower_ == "not" for other in (*beside.children, *head.children)):
        beside = None  # "army engineers, not rebels"
    if beside is not None and (named := doer(parsed, beside, tables)) is not None:
        return named
    if beside is not None and beside.pos_ == "PROPN" and head.tag_ == "NNS":  # "their neighbours, the N"
        spots = noun_range(beside)
        name = _bare(parsed.words(*spots))
        return Doer(name, (name,), *spots)
    if head.pos_ not in {"NOUN", "PROPN"}:
        return None
    word, singular = lemma(head), lemma_of(head.text)
    last = noun_range(head)[1]
    if {word, singular} & _SOMEBODY:
        dressed = [one for one in prepositional(head, "in", "on", "wearing") if lemma(one) in _WORN]
        dressed += [one for other in head.children if other.lower_ in {"wearing", "dressed"} for one in _worn(other)]
        if (
            not dressed
            and not any(other.lower_ in _UNKNOWN for other in head.lefts)
            and not _of_a_force(parsed, head, tables)
        ):
            return None
        last = max([last, *(noun_range(one)[1] for one in dressed)])
    elif not {word, singular} & tables.attackers.people and not _of_a_name(parsed, head, tables):
        return None
    first = noun_range(head)[0]
    text = _bare(parsed.words(first, last))
    return Doer(text, (text,), first, last) if text else None


def _of_a_name(parsed: Parsed, head: Token, tables: Lexicon) -> bool:
    """Tell whether words are a group's name by their form ("the Lions of the Lake"), or its "members"."""
    if lemma(head) in {"member", "follower"}:
        return child(head, "poss") is not None
    first, last = noun_range(head)
    if (
        head.pos_ != "PROPN"
        or parsed.doc[first].lower_ != "the"
        or actor_key(_bare(parsed.words(first, last))) in known()[1]
    ):
        return False
    words = {one.lower_ for one in parsed.doc[first : last + 1]}
    many = head.tag_ == "NNPS" or (head.text.endswith("s") and "of" in words)
    return many and not words & tables.attackers.unarmed and lemma(head) not in tables.triggers.times


def _worn(verb: Token) -> list[Token]:
    held = child(verb, "dobj")
    found = prepositional(verb, "in", "as")
    return [one for one in ([held] if held is not None else []) + found if lemma(one) in _WORN]


def _of_a_force(parsed: Parsed, head: Token, tables: Lexicon) -> bool:
    """Tell whether a body stands before "men" ("FDLR men", "army men")."""
    return any(
        other.dep_ in {"compound", "nmod", "amod"} and doer(parsed, other, tables) is not None for other in head.lefts
    )


def by_means(parsed: Parsed, heads: list[Token], tables: Lexicon) -> list[Doer]:
    """Return whose "fire from N", "a shell fired by N" and "a mine laid by N" were.

    Args:
        parsed: The sentence.
        heads: The subjects of a verb of harm.
        tables: Word tables of the language.
    """
    found: list[Doer] = []
    for head in heads:
        if lemma(head) in _SHOTS or tables.materiel.get(lemma(head)) in tables.classes["munitions"]:
            by = [one for clause in children(head, "acl") for one in agents(clause)]
            by = by or prepositional(head, "from", "by")
            found += [who for one in by if (who := doer(parsed, one, tables)) is not None]
    return found


def anybody(parsed: Parsed, head: Token, tables: Lexicon) -> Doer | None:
    """Return whoever a noun names where words charge somebody with a deed: a force, people, or a name of its own.

    Args:
        parsed: The sentence.
        head: The noun of who is charged ("blamed N", "the work of N").
        tables: Word tables of the language.
    """
    who = doer(parsed, head, tables) or of_people(parsed, head, tables)
    if who is not None or head.lower_ in _BODILESS:
        return who
    first, last = noun_range(head)
    text = _bare(parsed.words(first, last))
    if text.lower() in tables.cues.metonyms:
        return Doer(text, (text,), first, last)
    word = lemma(head)
    if (
        head.pos_ == "PROPN"
        and word not in tables.triggers.times
        and word not in tables.triggers.nouns
        and word not in tables.materiel
    ):
        return Doer(text, (text,), first, last)
    if head.pos_ == "NOUN" and head.tag_ == "NNS" and (word in tables.persons.status or word in tables.cues.unnamed):
        return Doer(text, (text,), first, last)
    return None


def done_to_somebody(verb: Token) -> bool:
    """Tell whether an active verb has somebody or something that it is done to ("farmers killed" alone has not).

    Args:
        verb: The verb.
    """
    if is_passive(verb) or (verb.tag_ == "VBN" and child(verb, "aux") is None):
        return False
    first = lemma(verb) in {"fire", "shoot", "attack"} and any(other.lower_ == "first" for other in verb.children)
    return first or child(verb, "dobj") is not None or bool(prepositional(verb, "on", "at", "into", "against"))


def _bare(text: str) -> str:
    words = text.split()
    while words and words[0].lower() in {
        "the",
        "a",
        "an",
        "some",
        "several",
        "many",
        "other",
        "its",
        "their",
        "his",
        "no",
        "two",
        "three",
        "four",
        "five",
        "six",
    }:
        words = words[1:]
    return " ".join(words).strip(" \"\u201c\u201d'(,").removesuffix("'s").removesuffix("\u2019s")
