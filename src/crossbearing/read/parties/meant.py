"""Whom words mean that name nobody: "it said it had ...", "its jets", "their men", within one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crossbearing.read.sentences.grammar import children, lemma, noun_range

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["owner_of", "self_of", "whole_name"]

_CLIMB: Final = 14
_ITS: Final = frozenset({"its", "their"})
_ONE: Final = frozenset({"it", "its"})
_TELLING: Final = frozenset({"ccomp", "xcomp", "acl", "pcomp", "advcl", "conj", "relcl"})
# First parts of names that the parser cuts at their hyphen.
_ARTICLES: Final = frozenset({"al", "el", "as", "ash", "an", "ad", "ar", "at", "az", "ul"})


def self_of(pronoun: Token) -> Token | None:
    """Return the noun that "it" or "they" stands for where a clause around it tells something: "the army said it had".

    Args:
        pronoun: The pronoun, as a subject or before a noun ("its").

    Returns:
        The subject of the nearest clause above that has another one, if that is a noun of fitting number; else None.
    """
    current = pronoun
    for _ in range(_CLIMB):
        above = current.head
        if above.i == current.i:
            return None
        if above.pos_ in {"VERB", "AUX"}:
            for held in children(above, "nsubj", "nsubjpass"):
                if held.left_edge.i <= pronoun.i <= held.right_edge.i or held.i > pronoun.i:
                    continue
                if held.pos_ not in {"NOUN", "PROPN"}:
                    return None
                single = held.tag_ in {"NN", "NNP"} or lemma(held) == "police"
                return held if single or pronoun.lower_ not in _ONE else None
        if current.pos_ in {"VERB", "AUX"} and current.dep_ not in _TELLING:
            return None
        current = above
    return None


def owner_of(head: Token) -> Token | None:
    """Return whose "its jets" and "their men" are, where a clause around the words tells it; else None.

    Args:
        head: The noun behind the possessive.
    """
    mark = next((other for other in head.lefts if other.dep_ == "poss" and other.lower_ in _ITS), None)
    return self_of(mark) if mark is not None else None


def whole_name(head: Token) -> tuple[int, int]:
    """Return the first and last token of a noun phrase, of a name cut at its hyphen the whole ("al-Shabab").

    Args:
        head: Its head, or the first part of such a name.
    """
    first, last = noun_range(head)
    doc = head.doc
    if head.lower_ in _ARTICLES and head.i + 2 < len(doc) and doc[head.i + 1].text == "-":
        last = max(last, int(head.i) + 2)
        while last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN" and doc[last + 1].dep_ == doc[last].dep_:
            last += 1
    return first, last
