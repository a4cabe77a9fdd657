"""Persons harmed that are told without a number: "a woman was killed", "killing civilians", "lives were lost", names.

Private persons' names never become part of an answer: a named victim counts as one person, a list of names as so many.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from crossbearing.model.claims import WHOLE
from crossbearing.model.values import Count, CountState, Group
from crossbearing.read.mentions import Mention
from crossbearing.read.persons.groups import describe_group, words_of
from crossbearing.read.persons.harming import slot_of_verb, touched_by, unreal
from crossbearing.read.persons.listed import NAMED, is_name, is_person, same_person
from crossbearing.read.sentences.grammar import is_negated, lemma, noun_range, passive_subjects
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["NAMED", "uncounted"]

_UNKNOWN = frozenset({"unknown", "unclear", "unconfirmed", "unspecified", "uncertain"})
_NO_ONE = frozenset({"any", "each", "every"})  # "each victim was shot twice" tells of no one alone
_HOLDERS = frozenset({"family", "group", "number", "total", "member"})
_PLURAL_WORDS = frozenset({"people", "police", "troops", "personnel", "civilians", "dead"})
_ONE_MORE = frozenset(
    {"other", "another", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}
)
_CAUSES = frozenset(
    {
        "cause",
        "leave",
        "result",
        "lead",
        "report",
        "inflict",
        "include",
        "be",
        "have",
        "claim",
        "lose",
        "suffer",
        "record",
        "see",
    }
)


def uncounted(
    parsed: Parsed, counted: set[int], tables: Lexicon, listed: Collection[int] = frozenset()
) -> Iterator[Mention]:
    """Yield the killed and wounded of a sentence that no number counts.

    Args:
        parsed: The sentence.
        counted: Token numbers that a count already covers.
        tables: Word tables of its language.
        listed: Token numbers of nouns that are part of a list counted as a whole.
    """
    harm = tables.harm
    done: set[tuple[str, int]] = set()
    for verb in parsed.tokens:
        slot = slot_of_verb(verb, harm)
        if (
            not slot
            or verb.dep_ == "amod"
            or verb.pos_ not in {"VERB", "AUX", "ADJ"}
            or is_negated(verb)
            or unreal(verb, harm)
        ):
            continue
        named, part = 0, False
        for head in touched_by(verb, harm):
            if head.dep_ in {"appos", "npadvmod"} or any(
                token.lower_ in {"mostly", "mainly"} for token in head.children
            ):
                continue
            if head.i in counted or _holds_number(head, counted) or _of_a_number(head):
                continue
            if (
                (slot, head.i) in done
                or any(token.dep_ == "nummod" and token.i < head.i for token in head.children)
                or any(token.lower_ in _NO_ONE for token in head.children)
            ):
                continue
            if is_name(head, tables):
                named += 1
                done.add((slot, head.i))
                part = part or head.i in listed
            elif head.lower_ in _ONE_MORE and head.pos_ in {"ADJ", "DET", "PRON", "NOUN"}:
                done.add((slot, head.i))
                yield _person(parsed, slot, head, verb, tables, part=head.i in listed)  # "and a third was wounded"
            elif is_person(head, tables) and not same_person(head, int(head.i) - 2, tables):
                if lemma(verb) not in harm.verbs and lemma(verb) != "shoot" and _several(head):
                    continue  # "the wounded were taken to hospital": told of before, and how many is told elsewhere
                done.add((slot, head.i))
                yield _person(parsed, slot, head, verb, tables, part=head.i in listed)
        if named:
            yield _names(parsed, slot, named, verb, part=part)
    yield from _loss_of_life(parsed, counted, tables)
    yield from _not_known(parsed, tables)


def _not_known(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield "the number of injured remains unknown": that there were some, and that how many is not known."""
    for noun in parsed.tokens:
        if lemma(noun) not in {"number", "count"} or noun.dep_ not in {"nsubj", "nsubjpass"}:
            continue
        verb = noun.head
        said = {token.lower_ for token in verb.children} | {verb.lower_}
        of = next((token for token in noun.children if token.lower_ == "of"), None)
        if of is None or not said & _UNKNOWN or is_negated(verb):
            continue
        for token in parsed.doc[of.i + 1 : of.i + 5]:
            slot = tables.harm.words.get(token.lower_) or tables.harm.nouns.get(lemma(token), "")
            if slot in {"killed", "wounded"}:
                text = parsed.words(int(noun.left_edge.i), int(token.i))
                start, end = parsed.range(int(noun.left_edge.i), int(token.i))
                group = Group(text=text, count=Count(text=text, state=CountState.UNKNOWN))
                anchor = parsed.start(verb)
                yield Mention(slot, group, start, end, anchor, parsed.sentence.index, type="killing", score=0.5)
                break


def _holds_number(head: Token, counted: set[int]) -> bool:
    """Tell whether a noun is counted by a number within it ("a family of six", "two of his sons")."""
    holder = lemma(head) in _HOLDERS
    return any(
        token.i in counted and (holder or (token.head.i == head.i and token.i <= head.i)) for token in head.subtree
    )


def _several(head: Token) -> bool:
    return head.tag_ in {"NNS", "NNPS"} or head.lower_ in _PLURAL_WORDS or lemma(head) == "family"


def _of_a_number(head: Token) -> bool:
    """Tell whether persons are spoken of by their number ("the number of people killed rose")."""
    above = head.head
    return head.dep_ == "pobj" and above.lower_ == "of" and lemma(above.head) in {"number", "toll", "count", "total"}


def _person(parsed: Parsed, slot: str, head: Token, verb: Token, tables: Lexicon, *, part: bool) -> Mention:
    first, last = noun_range(head)
    while last > first and parsed.doc[last].pos_ == "PROPN" and parsed.doc[last].i > head.i:
        last -= 1
    text = parsed.words(first, max(last, int(head.i)))
    if any(
        token.pos_ == "PROPN" and token.tag_ == "NNP" and token.dep_ in {"compound", "appos", "nmod"}
        for token in parsed.doc[first : head.i]
    ):
        first, text = int(head.i), str(head.text)
    plural = _several(head)
    size = 2 if lemma(head) == "couple" else 1
    count = Count(text=text, state=CountState.VAGUE) if plural else Count(text=text, low=size, high=size)
    if any(token.lower_ == "how" for token in parsed.doc[head.left_edge.i : head.i]):
        count = Count(text=text, state=CountState.UNKNOWN)  # "how many soldiers were killed" is asked and not told
    group = describe_group(text, count, words_of(parsed.doc, first, max(last, int(head.i))), tables)
    start, end = parsed.range(min(first, verb.i), max(int(head.i), verb.i))
    scope = f"part: {text.lower()}" if part else WHOLE
    anchor = parsed.start(verb)
    return Mention(slot, group, start, end, anchor, parsed.sentence.index, type="killing", scope=scope, score=0.6)


def _names(parsed: Parsed, slot: str, number: int, verb: Token, *, part: bool) -> Mention:
    """Return persons known by their names: so many, and none of the names."""
    text = f"{number} {NAMED}{'s' if number > 1 else ''}"
    first = int(verb.i)
    for other in verb.lefts:
        if other.dep_ in {"aux", "auxpass"}:
            first = min(first, int(other.i))
    start, end = parsed.range(first, int(verb.i))
    count = Count(text=text, low=number, high=number)
    return Mention(
        slot,
        Group(text=text, count=count),
        start,
        end,
        parsed.start(verb),
        parsed.sentence.index,
        type="killing",
        scope=f"part: {NAMED}" if part else WHOLE,
        score=0.55,
    )


def _loss_of_life(parsed: Parsed, counted: set[int], tables: Lexicon) -> Iterator[Mention]:
    """Yield "lives were lost", "there were casualties", "leaving victims"."""
    for noun in parsed.tokens:
        if (
            noun.i in counted
            or noun.pos_ not in {"NOUN", "ADJ", "PROPN"}
            or any(
                token.dep_ in {"nummod", "poss"} or token.lower_ in {"no", "any", "how", "further", "more", "some"}
                for token in noun.children
            )
        ):
            continue
        word = lemma(noun)
        if (
            word == "life"
            and noun.tag_ == "NNS"
            and noun in set(passive_subjects(noun.head))
            and lemma(noun.head) in {"lose", "claim"}
        ):
            yield _vague(parsed, "killed", noun, noun.head)
        elif (
            noun.tag_ == "NNS"
            and tables.harm.nouns.get(word)
            and noun.dep_ in {"attr", "dobj", "pobj", "nsubjpass", "conj"}
        ):
            first = noun
            while first.dep_ == "conj" and first.head is not first:
                first = first.head
            verb = first.head.head if first.dep_ == "pobj" else first.head
            if (
                lemma(verb) in _CAUSES
                and not (lemma(verb) in {"suffer", "receive"} and slot_of_verb(verb, tables.harm))
                and not is_negated(verb)
                and not unreal(verb, tables.harm)
                and not any(token.dep_ == "prep" and token.lower_ == "of" for token in noun.children)
            ):
                yield _vague(parsed, tables.harm.nouns[word], noun, noun)


def _vague(parsed: Parsed, slot: str, noun: Token, anchor: Token) -> Mention:
    text = str(noun.text)
    start, end = parsed.range(min(int(noun.i), int(anchor.i)), max(int(noun.i), int(anchor.i)))
    group = Group(text=text, count=Count(text=text, state=CountState.VAGUE))
    return Mention(slot, group, start, end, parsed.start(anchor), parsed.sentence.index, type="killing", score=0.5)
