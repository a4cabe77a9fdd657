"""One person told without a number: "the death of a civilian", "the injury of a child", "five, including a medic".

What "the death of the man" tells of was told before; only who is told for the first time counts, as one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from crossbearing.model.claims import WHOLE
from crossbearing.model.values import Count
from crossbearing.read.mentions import Mention
from crossbearing.read.persons.asides import Aside, asides
from crossbearing.read.persons.groups import describe_group, words_of
from crossbearing.read.persons.listed import is_name, is_person
from crossbearing.read.persons.tied import Tied
from crossbearing.read.sentences.grammar import lemma, noun_range, prepositional, with_conjuncts
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["alone"]

_NOUNS = {
    "death": "killed",
    "martyrdom": "killed",
    "injury": "wounded",
    "wounding": "wounded",
}
_ARTICLES = frozenset({"a", "an", "another"})
_DENIED = frozenset({"no", "any", "without", "not"})
_SCORE = 0.58


def alone(parsed: Parsed, kept: Sequence[Tied], counted: Collection[int], tables: Lexicon) -> Iterator[Mention]:
    """Yield the persons of a sentence that a noun of harm, or an aside behind a number, tells of one by one.

    Args:
        parsed: The sentence.
        kept: Its numbers that are tied to what became of persons.
        counted: Token numbers that a count or a list already covers.
        tables: Word tables of its language.
    """
    for noun in parsed.tokens:
        slot = _NOUNS.get(lemma(noun), "") if noun.pos_ == "NOUN" else ""
        if not slot or any(other.lower_ in _DENIED for other in noun.lefts):
            continue
        for head in prepositional(noun, "of"):
            if head.i not in counted and _one(head, tables) and not _with_others(head, tables):
                yield _told(parsed, slot, head, noun, tables, scope=WHOLE)
    for aside in asides(parsed.doc, tables.harm):
        wholes = [entry for entry in kept if entry.number.core < aside.opened and not entry.scope]
        if not wholes:
            continue
        whole = max(wholes, key=lambda entry: entry.number.core)
        for head in parsed.doc[aside.first : aside.last + 1]:
            if head.i not in counted and _opened_by(head, aside) and _one(head, tables):
                first, last = _words(head)
                scope = f"part: {parsed.words(first, last).lower()}"
                yield _told(parsed, whole.slot, head, parsed.doc[whole.trigger], tables, scope=scope)


def _one(head: Token, tables: Lexicon) -> bool:
    """Tell whether a noun is one person told for the first time."""
    article = any(other.dep_ == "det" and other.lower_ in _ARTICLES for other in head.children)
    return article and head.tag_ == "NN" and lemma(head) not in {"family", "couple"} and is_person(head, tables)


def _opened_by(head: Token, aside: Aside) -> bool:
    """Tell whether a noun, or the one it is joined to by "and", stands right under the words that open an aside."""
    while head.dep_ == "conj" and head.head.i < head.i:
        head = head.head
    return head.dep_ == "pobj" and aside.opened <= head.head.i < aside.first


def _with_others(head: Token, tables: Lexicon) -> bool:
    """Tell whether further persons are told with one: they are a list, which is counted as a whole."""
    others = [other for other in with_conjuncts(head) if other.i != head.i]
    return any(is_person(other, tables) or is_name(other, tables) for other in others)


def _words(head: Token) -> tuple[int, int]:
    """Return the stretch of a noun and what stands before it, without names and without what stands behind it."""
    first = noun_range(head)[0]
    named = any(token.pos_ == "PROPN" for token in head.doc[first : head.i])
    return (int(head.i), int(head.i)) if named else (first, int(head.i))


def _told(parsed: Parsed, slot: str, head: Token, trigger: Token, tables: Lexicon, *, scope: str) -> Mention:
    first, last = _words(head)
    text = parsed.words(first, last)
    group = describe_group(text, Count(text=text, low=1, high=1), words_of(parsed.doc, first, last), tables)
    near = first if scope != WHOLE else int(trigger.i)
    start, end = parsed.range(min(first, near), max(last, near))
    anchor = parsed.start(trigger)
    return Mention(slot, group, start, end, anchor, parsed.sentence.index, type="killing", scope=scope, score=_SCORE)
