"""The grammar of a wording: its head, what governs it, and the words around it."""

from __future__ import annotations

from typing import Final

from crossbearing.read.sentences.alike import one_name
from crossbearing.read.templates.candidates import Place
from crossbearing.read.templates.words import Words

__all__ = ["FAMILIES", "habits_of", "head_of"]

FAMILIES: Final = ("head", "first", "governor", "link", "before", "behind", "shape")
"""Kinds of habit: head word, first word, governing word with its link, that link alone, the words on both sides, and
the parts of speech."""

_UPWARD: Final = frozenset({"conj", "appos", "compound", "nmod", "flat", "poss", "amod"})
_NOUNS: Final = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "X"})
_STEPS: Final = 5


def head_of(words: Words, place: Place) -> int:
    """Return the word of a place that the others hang on."""
    head = place.behind - 1
    for word in range(place.first, place.behind):
        above = words.heads[word]
        if above == word or not place.first <= above < place.behind:
            if words.kinds[word] in _NOUNS:
                return word
            head = word
    return head


def habits_of(words: Words, place: Place) -> tuple[str, ...]:
    """Return one key a family of `FAMILIES`: what `Habits` keeps counts for.

    A member of a list or an apposition is governed by what governs the list: in "killed a judge and two clerks" both
    hang on "kill". The agent of a passive is told apart from other words behind "by".
    """
    head = head_of(words, place)
    low, high = words.bounds(place.first)
    link, preposition, governor = _governed(words, head)
    return (
        words.lemmas[head],
        one_name(words.texts[place.first]),
        f"{link}|{preposition}|{words.lemmas[governor] if governor != head else ''}",
        f"{link}|{preposition}|{words.kinds[governor]}",
        one_name(words.texts[place.first - 1]) if place.first > low else "<",
        one_name(words.texts[place.behind]) if place.behind < high else ">",
        f"{words.dependencies[head]}|{words.kinds[head]}|{words.kinds[place.first]}",
    )


def _governed(words: Words, head: int) -> tuple[str, str, int]:
    """Return the link that leads upwards from a word, its preposition, and the governing word."""
    word = head
    for _ in range(_STEPS):
        if words.dependencies[word] not in _UPWARD or words.heads[word] == word:
            break
        word = words.heads[word]
    link, governor = words.dependencies[word], words.heads[word]
    if link != "pobj":
        return link, "", head if governor == word else governor
    if words.dependencies[governor] == "agent":
        link = "agent"
    return link, words.lemmas[governor], words.heads[governor]
