"""Places that are themselves what was struck: "rockets hit Kharkiv", "warplanes bombed the town of Atareb".

They are told as the object of a verb of attack, without a preposition, or behind "of" by a noun for one ("the shelling
of Kharkiv"). Most objects are no places ("bombed the convoy", "killed Petrov"), so that a name counts only beside a
noun for places ("Jenin camp", "the town Atareb"), before a wider place, or if it is that of a town or a province that
tables of places know; what is shelled under a name is a place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from crossbearing.read.parties.doers import nation_of, no_place
from crossbearing.read.places.stated import PlaceWords
from crossbearing.read.sentences.grammar import lemma
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.tree import Token, written
from crossbearing.resources.lexicon import Lexicon
from crossbearing.resources.place_names import place_names, states_named, town_names

__all__ = ["struck_places"]

_STRUCK = frozenset({"dobj", "nsubjpass"})
_POUNDING = frozenset({"shelling", "bombardment"})
"""What befalls places: persons and bodies are not said to be shelled by name alone."""
_POUNDED = frozenset({"bomb", "shell", "bombard"})
"""Verbs of the same: "warplanes bombed Osk"."""
_NEAR = 6  # words behind a name among which the wider place is named
_OF_PERSONS = frozenset({"killing", "execution", "abduction", "arrest", "small_arms_fire"})
"""Kinds of event that befall persons, who may have the name of a town."""


def struck_places(
    parsed: Parsed, words: PlaceWords, tables: Lexicon, named: Callable[[int], tuple[int, int] | None]
) -> Iterator[tuple[int, int]]:
    """Yield the first and last token of each place that is the object of a verb of attack.

    Args:
        parsed: The sentence.
        words: Words about places.
        tables: Word tables of the language.
        named: Returns the tokens of the name that begins near a token, or None.
    """
    for token in parsed.tokens:
        head = _object_of(token)
        if head is None and _of(token) is not None:
            behind = _struck_by_noun(parsed, token, words, tables, found=named(int(token.left_edge.i)))
            if behind is not None:
                yield behind
        if head is None or head.pos_ not in {"VERB", "AUX"}:
            continue
        verb = lemma(head)
        kind = tables.triggers.verbs.get(verb, "")
        if kind in _OF_PERSONS or not (kind or verb in tables.triggers.generic):
            continue
        start = int(token.left_edge.i)
        found = named(start)
        if (
            found is None
            or not start <= found[0] <= int(token.i) + 1
            or any(part.lower_ == "of" for part in parsed.doc[start : found[0]])
        ):
            continue
        beside = any(lemma(part) in words.heads for part in parsed.doc[start : found[0]])
        bare = verb in _POUNDED and token.pos_ == "PROPN" and int(found[0]) == start
        if _is_place(parsed, found, words, tables) or ((beside or bare) and _is_name(parsed, found, tables)):
            yield start if beside else found[0], found[1]


def _object_of(token: Token) -> Token | None:
    """Return the verb whose object a token is, by itself or as one of several."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token.head if token.dep_ in _STRUCK else None


def _struck_by_noun(
    parsed: Parsed, token: Token, words: PlaceWords, tables: Lexicon, *, found: tuple[int, int] | None
) -> tuple[int, int] | None:
    """Return the place of "the shelling of Kharkiv" that a token ends, or None.

    Args:
        parsed: The sentence.
        token: The object of "of", or one joined to it.
        words: Words about places.
        tables: Word tables of the language.
        found: The name that begins with the token's phrase, or None.
    """
    attack = _of(token)
    said = attack.lower_ if attack is not None and attack.tag_ == "VBG" else lemma(attack) if attack is not None else ""
    kind = tables.triggers.nouns.get(said, "") or (said if said in _POUNDING else "")
    start = int(token.left_edge.i)
    if not kind or kind in _OF_PERSONS or found is None or found[0] != start or not start <= int(token.i) <= found[1]:
        return None
    if not parsed.doc[start].text[:1].isupper():
        return None
    behind = parsed.doc[found[1] + 1 : found[1] + 1 + _NEAR]
    wider = bool(behind) and behind[0].text == "," and any(lemma(part) in words.heads for part in behind)
    plain = token.pos_ == "PROPN" and (wider or said in _POUNDING)
    return found if _is_place(parsed, found, words, tables) or (plain and _is_name(parsed, found, tables)) else None


def _of(token: Token) -> Token | None:
    """Return what happened to a token by "of" ("the shelling of ..."), or None."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    of = token.head
    return of.head if token.dep_ == "pobj" and of.lower_ == "of" and of.head.pos_ in {"NOUN", "PROPN", "VERB"} else None


def _is_place(parsed: Parsed, found: tuple[int, int], words: PlaceWords, tables: Lexicon) -> bool:
    """Whether a name ends in a noun for places, or tables of places know it."""
    first, last = found
    bare = written(parsed.doc[first : last + 1]).lower()
    known = bare in town_names() or bare in place_names()
    return _is_name(parsed, found, tables) and (known or (last > first and lemma(parsed.doc[last]) in words.heads))


def _is_name(parsed: Parsed, found: tuple[int, int], tables: Lexicon) -> bool:
    """Whether some tokens are a name, and not that of a body, a state or a people."""
    name = written(parsed.doc[found[0] : found[1] + 1])
    if not name[:1].isupper() or no_place(name) or nation_of(name, tables):
        return False
    return not states_named(name)
