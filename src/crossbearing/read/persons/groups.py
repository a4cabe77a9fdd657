"""Persons: the noun phrase behind a number, and what it says they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crossbearing.model.values import Count, Group, PersonStatus
from crossbearing.read.sentences.grammar import lemma
from crossbearing.resources.lexicon import Lexicon, PersonWords

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Doc

__all__ = ["Phrase", "describe_group", "is_person_word", "phrase_behind", "words_of", "words_of_toll"]

_LINKS = frozenset({"of", "the", "its", "his", "their", "these", "those", "them", "whom", "from"})
# Participles that taggers take for verbs ("14 identified civilians").
_MARKED = frozenset(
    {"identified", "unidentified", "named", "unnamed", "alleged", "suspected", "displaced", "confirmed", "verified"}
    | {"armed", "unarmed", "known", "unknown", "documented", "detained"}
)
_CALLED = frozenset({"named", "called", "identified", "aged", "nicknamed"})
_QUOTES = frozenset({'"', "\u201c", "\u201d", "\u201e", "\u2018", "[", "]"})
_INSIDE = ("JJ", "VBN", "NN", "HYPH", "POS", "VBG", "CD", "AFX")
_TOLLS = frozenset({"toll", "number", "count", "tally", "total", "figure", "casualty", "death", "fatality", "loss"})
_STOPS = frozenset({"dead", "killed", "wounded", "injured", "missing", "hurt"})
_DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    | {"today", "yesterday", "tonight", "overnight"}
)
_TIMES = frozenset({"night", "week", "month", "year", "morning", "afternoon", "evening", "weekend", "summer", "winter"})
_WHICH = frozenset({"last", "this", "next", "late", "early", "earlier", "later"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """The noun phrase that a number counts.

    Args:
        first: Number of its first token (behind the number).
        last: Number of its last token.
        head: Number of its head noun.
    """

    first: int
    last: int
    head: int


def words_of(doc: Doc, first: int, last: int) -> list[tuple[str, str]]:
    """Return lemma and form of the tokens from `first` to `last`, in lower case."""
    return [(lemma(token), str(token.lower_)) for token in doc[first : last + 1]]


def is_person_word(word: str, persons: PersonWords) -> bool:
    """Tell whether a lemma denotes a person or persons."""
    return word in persons.status


def phrase_behind(doc: Doc, last: int) -> Phrase | None:
    """Return the noun phrase that follows a number, or None where none does ("62 were killed").

    Args:
        doc: The sentence.
        last: Number of the last token of the number.
    """
    position = last + 1
    size = len(doc)
    while position < size and (
        doc[position].lower_ in _LINKS
        or doc[position].text in _QUOTES
        or (doc[position].text == "-" and position == last + 1)
    ):
        position += 1
    first = position
    head = -1
    while position < size:
        token = doc[position]
        tag = "VBN" if token.lower_ in _MARKED else token.tag_
        if token.text in {"[", "]"} and position > first:
            position += 1
            continue
        if token.lower_ in _STOPS and not _modifies(doc, position):
            break
        going_on = tag in {"VBG", "VBN"} and doc[head].tag_ == "NNS"
        if head == position - 1 and (going_on or token.lower_ in _CALLED or _opens_time(doc, position)):
            break  # "seven children collecting scrap metal", "one child named Ivo", "eight soldiers last week"
        hyphened = "-" in (doc[position + 1].text if position + 1 < size else "", doc[position - 1].text)
        if hyphened and tag in {"IN", "RP", "RB"}:
            pass  # "two off-duty soldiers"
        elif tag.startswith("NN"):
            head = position
        elif tag == "POS":
            pass
        elif (not tag.startswith(_INSIDE) and not (token.text == "," and _between_adjectives(doc, position))) or (
            tag == "CD" and position > first and doc[position - 1].tag_ != "HYPH"
        ):
            break
        position += 1
    if head < 0:
        return None
    # "members of the security forces", "passers-by": the phrase goes on, the head stays.
    stop = head
    if head + 2 < size and doc[head + 1].text == "-" and doc[head + 2].lower_ in {"by", "on", "law"}:
        return Phrase(first, head + 2, head)
    if head + 2 < size and doc[head + 1].lower_ == "of":
        stop = _of_phrase(doc, head + 1)
    return Phrase(first, stop, head)


def _opens_time(doc: Doc, position: int) -> bool:
    """Tell whether a time opens behind persons: a day by itself, or "last", "early" and the like before one."""
    word = doc[position].lower_
    behind = doc[position + 1].lower_ if position + 1 < len(doc) else ""
    if word in _WHICH:
        return behind in _DAYS | _TIMES
    # "two Sunday school teachers", "five Friday worshippers": a noun follows that the day goes with.
    if word not in _DAYS or doc[position - 1].tag_ not in {"NNS", "NN"}:
        return False
    return behind in _TIMES or not doc[position + 1 : position + 2] or doc[position + 1].tag_ not in {"NN", "NNS"}


def _modifies(doc: Doc, position: int) -> bool:
    """Tell whether a participle such as "wounded" stands before a noun it modifies."""
    following = doc[position + 1] if position + 1 < len(doc) else None
    if following is None:
        return False
    if doc[position].lower_ == "dead":
        return False
    return (
        following.tag_.startswith(("NN", "JJ"))
        and following.lower_ not in {"today", "yesterday"}
        and not (following.tag_ == "NNP" and doc[position].tag_ == "VBD")
    )


def _between_adjectives(doc: Doc, position: int) -> bool:
    return (
        0 < position < len(doc) - 1
        and doc[position - 1].tag_.startswith("JJ")
        and doc[position + 1].tag_.startswith("JJ")
    )


def _of_phrase(doc: Doc, position: int) -> int:
    stop = position - 1
    current = position + 1
    while current < len(doc):
        tag = doc[current].tag_
        if tag.startswith("NN"):
            stop = current
        elif tag not in {"DT", "JJ", "POS", "PRP$", "HYPH", "VBN"} or doc[current].lower_ in _STOPS:
            break
        current += 1
    return stop


def words_of_toll(doc: Doc, place: int) -> list[tuple[str, str]]:
    """Return lemma and form of the words that say whose dead a toll without a noun counts.

    They stand with the toll: "the civilian death toll reached 12", "the number of civilians killed rose to 12". Where
    it counts persons of two sorts ("of soldiers and civilians killed"), nothing is returned.

    Args:
        doc: Parsed sentence.
        place: Position of the word that says what became of them, or of the toll.
    """
    found = []
    token = doc[place]
    for noun in (token, token.head, token.head.head, token.head.head.head):  # "number of civilians killed"
        if lemma(noun) in _TOLLS:
            found += [other for other in noun.children if other.dep_ in {"amod", "compound"}]
            preps = [other for other in noun.children if other.dep_ == "prep" and other.lower_ in {"of", "among"}]
            found += [other for prep in preps for other in prep.children if other.dep_ == "pobj"]
    if any(other.dep_ == "conj" for noun in found for other in noun.children):
        return []
    return [(lemma(other), other.lower_) for other in dict.fromkeys(found)]


def describe_group(
    text: str, count: Count, words: Sequence[tuple[str, str]], tables: Lexicon, affiliation: str = ""
) -> Group:
    """Return a number of persons with what the words say of them.

    Args:
        text: The words as written, number included.
        count: How many.
        words: Lemma and form of each word of the noun phrase, in lower case.
        tables: Word tables of the language.
        affiliation: Words that say to whom they belong, as written.

    Returns:
        The group; status, age, sex and role only where a word states them.
    """
    persons = tables.persons
    joined = f" {' '.join(form for _, form in words)} "
    status, status_text = "", ""
    for phrase, code in persons.phrases.items():
        if f" {phrase} " in joined or f" {phrase}s " in joined:  # "army", "security forces"
            status, status_text = code, phrase
            break
    found = [
        (persons.status.get(base) or persons.status[form], form)
        for base, form in words
        if base in persons.status or form in persons.status
    ]
    stated = [pair for pair in found if pair[0] != "unstated"]
    if not status and stated:
        status, status_text = stated[-1]
        if any(code == "civilian" for code, _ in stated):
            status, status_text = next(pair for pair in stated if pair[0] == "civilian")
    age = next((form for base, form in words if base in persons.age), "")
    sex = next((form for base, form in words if base in persons.female or base in persons.male), "")
    role = next((form for base, form in words if base in persons.role), "")
    return Group(
        text=text,
        count=count,
        status=PersonStatus(status) if status else PersonStatus.UNSTATED,
        status_text=status_text,
        age=age,
        sex=sex,
        role=role,
        affiliation=affiliation,
    )
