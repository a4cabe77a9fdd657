"""Persons harmed whom a noun tells of: "the fatal shooting of a clerk", "the murder of a judge", "the body of a man".

Numbers behind such nouns are tied elsewhere (`tying.py`); here are single persons, names, and those listed one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from crossbearing.model.claims import WHOLE
from crossbearing.model.values import Count, Group
from crossbearing.read.mentions import Mention
from crossbearing.read.persons.beside import found_dead
from crossbearing.read.persons.groups import Phrase, describe_group, words_of
from crossbearing.read.persons.listed import LISTED, NAMED, is_name, is_person, same_person
from crossbearing.read.persons.shooting import slot_of_deed
from crossbearing.read.sentences.grammar import lemma, noun_range, prepositional, with_conjuncts
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["deeds"]

_PLURAL = frozenset({"NNS", "NNPS"})
_REMAINS = frozenset({"body", "corpse"})
_SCORE = 0.55


def deeds(parsed: Parsed, counted: Collection[int], tables: Lexicon) -> Iterator[Mention]:
    """Yield the persons whom nouns for killing and wounding, or for bodies, tell of in a sentence.

    Args:
        parsed: The sentence.
        counted: Token numbers that a count already covers.
        tables: Word tables of its language.
    """
    for noun in parsed.tokens:
        if noun.pos_ not in {"NOUN", "PROPN"} or noun.i in counted:
            continue
        remains = lemma(noun) in _REMAINS
        slot = "killed" if remains else slot_of_deed(noun)
        if not slot or lemma(noun.head) in tables.harm.planned:
            continue
        if lemma(noun) == "death" and not remains and _one_death(noun):
            yield _death(parsed, noun)
            continue
        told = _told(noun, counted, tables)
        if told and (not remains or found_dead(parsed.doc, Phrase(int(noun.i), int(told[-1].i), int(noun.i)))):
            yield from _mentions(parsed, slot, noun, told, tables)


def _one_death(noun: Token) -> bool:
    """Tell whether a death is told of as one, and of nobody named for it ("investigating a shooting death")."""
    articles = {other.lower_ for other in noun.lefts}
    return noun.tag_ == "NN" and bool(articles & {"a", "an"}) and not prepositional(noun, "of")


def _death(parsed: Parsed, noun: Token) -> Mention:
    first = noun_range(noun)[0]
    text = parsed.words(first, int(noun.i))
    start, end = parsed.range(first, int(noun.i))
    group = Group(text=text, count=Count(text=text, low=1, high=1))
    return Mention("killed", group, start, end, parsed.start(noun), parsed.sentence.index, type="killing", score=_SCORE)


def _told(noun: Token, counted: Collection[int], tables: Lexicon) -> list[Token]:
    """Return the single persons behind a noun and "of"; none where a number or a plural stands among them."""
    found: list[Token] = []
    for first in prepositional(noun, "of"):
        for head in with_conjuncts(first):
            if any(token.i in counted for token in head.subtree):
                return []
            if found and (head.i == found[-1].i + 1 or same_person(head, int(found[-1].i), tables)):
                continue
            if not is_name(head, tables) and (not is_person(head, tables) or head.tag_ in _PLURAL or _several(head)):
                return []
            if is_name(head, tables) and not _aged(head):
                return []  # what is recalled is mostly told by names alone
            found.append(head)
    return found


def _aged(name: Token) -> bool:
    """Tell whether a name stands with an age ("7-year-old Eva Muster", "Ivo Brandl, 34")."""
    behind = name.doc[name.i + 1 : name.i + 3]
    return any(token.lower_ == "old" for token in name.lefts) or (
        len(behind) > 1 and behind[0].text == "," and behind[1].text.isdigit() and len(behind[1].text) < 3
    )


def _several(head: Token) -> bool:
    return lemma(head) in {"family", "people", "police", "couple", "group"}


def _mentions(parsed: Parsed, slot: str, noun: Token, told: list[Token], tables: Lexicon) -> Iterator[Mention]:
    named = sum(is_name(head, tables) for head in told)
    places = [int(noun.i)] if named else [int(noun.i), *(int(head.i) for head in told)]
    start, end = parsed.range(min(places), max(places))
    anchor = parsed.start(noun)
    if len(told) > 1:
        among = f", among them {named} {NAMED}{'s' if named > 1 else ''}" if named else ""
        text = f"{len(told)} {LISTED}{among}"
        group = Group(text=text, count=Count(text=text, low=len(told), high=None if named else len(told)))
        yield Mention(slot, group, start, end, anchor, parsed.sentence.index, type="killing", score=0.58)
        return
    head = told[0]
    if named:
        text = f"1 {NAMED}"
        group = Group(text=text, count=Count(text=text, low=1, high=1))
    else:
        first, last = noun_range(head)[0], int(head.i)
        text = parsed.words(first, last)
        group = describe_group(text, Count(text=text, low=1, high=1), words_of(parsed.doc, first, last), tables)
    yield Mention(slot, group, start, end, anchor, parsed.sentence.index, type="killing", scope=WHOLE, score=_SCORE)
