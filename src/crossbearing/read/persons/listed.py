"""Persons told one by one: "a man and his son", "the teacher, his wife and their three children", lists of names.

The text states such a number without saying it: so many persons are listed, and more may have been harmed. Where names
stand in the list it is a floor. No name becomes part of an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crossbearing.model.claims import WHOLE
from crossbearing.model.values import Count, CountState, Group, PersonStatus
from crossbearing.read.mentions import Mention
from crossbearing.read.persons.asides import asides
from crossbearing.read.persons.groups import is_person_word
from crossbearing.read.persons.harming import slot_of_verb, touched_by, unreal
from crossbearing.read.persons.tied import Tied
from crossbearing.read.sentences.grammar import (
    auxiliaries,
    is_negated,
    is_passive,
    lemma,
    prepositional,
    with_conjuncts,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.values.numbers import Number
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["LISTED", "NAMED", "PersonList", "is_name", "is_person", "person_lists", "same_person", "told_in_list"]

NAMED = "named person"
"""What stands in an answer in place of a victim's name."""

LISTED = "persons listed"
"""What stands in an answer that counts persons told one by one."""

_DEEP = 2  # other words for one person that stand within one another
_GROUPS = frozenset({"couple", "family", "group", "crew", "pair", "household", "victim", "team"})
_NEAR = 30  # tokens between a verb and "alongside": farther off it belongs to something else
_PEOPLE_ENDINGS = ("er", "or", "ist", "ian", "eur", "ee", "man", "woman", "ant", "graduate")
_PLURALS = frozenset({"people", "police", "troops", "personnel", "civilians", "dead", "children"})
_SINGULAR = frozenset({"was", "is", "has"})
_NOUNS = {
    "death": "killed",
    "killing": "killed",
    "murder": "killed",
    "martyrdom": "killed",
    "loss": "killed",
    "injury": "wounded",
    "wounding": "wounded",
}
_OF_AGE = frozenset({"-", "year", "years", "yr", "month", "months"})
_OPENING = frozenset({":", "\u2013", "\u2014", "--"})
_OWNERS = frozenset({"his", "her", "their", "its"})


@dataclass(frozen=True, slots=True)
class PersonList:
    """Persons that one word of harm befell, listed one by one.

    Args:
        slot: What became of them.
        trigger: Number of the token that tells it.
        low: How many are listed.
        open: Whether more may have been: names, floors and groups without a number stand in the list.
        named: How many of them stand there by name.
        heads: Numbers of the tokens of the listed nouns and names.
        cores: Numbers of the tokens of the numbers that count some of them.
    """

    slot: str
    trigger: int
    low: int
    open: bool
    named: int
    heads: frozenset[int]
    cores: frozenset[int]


def is_name(head: Token, tables: Lexicon) -> bool:
    """Tell whether a noun is the name of a person: a capitalised word that is nothing else known.

    Args:
        head: The noun.
        tables: Word tables of its language.
    """
    if head.pos_ != "PROPN" or is_person_word(head.lower_, tables.persons) or not head.text[:1].isupper():
        return False
    word = head.lower_
    return (
        word not in tables.cues.bodies
        and word not in tables.cues.media
        and word not in tables.materiel
        and head.tag_ == "NNP"
        and not head.text.isupper()
    )


def is_person(head: Token, tables: Lexicon) -> bool:
    """Tell whether a noun denotes a person or a family, by the tables or by its form ("professor", "pharmacist").

    Args:
        head: The noun.
        tables: Word tables of its language.
    """
    word = lemma(head)
    if is_person_word(word, tables.persons) or word == "family" or word in tables.persons.kin:
        return True
    if word == "old" and head.i and head.doc[head.i - 1].lower_ in _OF_AGE:
        return True  # "the 19-year-old", "a 17 year old"
    if (
        head.pos_ != "NOUN"
        or head.tag_ != "NN"
        or word in tables.materiel
        or word in tables.animals
        or word in tables.triggers.nouns
        or word in tables.triggers.times
    ):
        return False
    if any(other.dep_ == "appos" and is_name(other, tables) and other.pos_ == "PROPN" for other in head.children):
        return word.endswith(_PEOPLE_ENDINGS)  # "the rector of the university, Ivo Brandl"
    articles = {other.lower_ for other in head.children if other.dep_ == "det"}
    # Whatever single thing is killed and is no object or animal is a person ("a shepherd"); hurt can be much else.
    killed = tables.harm.verbs.get(lemma(head.head)) in {"killed", "died"}
    return (word.endswith(_PEOPLE_ENDINGS) and len(word) > 5 and "the" not in articles) or (
        killed and bool(articles & {"a", "an", "another"})
    )


def person_lists(parsed: Parsed, kept: Sequence[Tied], tables: Lexicon) -> list[PersonList]:
    """Return the lists of persons of a sentence, one a word of harm.

    Args:
        parsed: The sentence.
        kept: Its numbers that are tied to what became of persons.
        tables: Word tables of its language.
    """
    harm = tables.harm
    by_noun = {entry.phrase.head: entry for entry in kept if entry.phrase is not None and not entry.scope}
    sizes = {number.core: number for number in parsed.numbers}
    parts = {at for aside in asides(parsed.doc, harm) for at in range(aside.opened, aside.last + 1)}
    found: list[PersonList] = []
    triggers = [token for token in parsed.tokens if _tells(token, tables)]
    for trigger in triggers:
        slot = _NOUNS.get(lemma(trigger), "") if trigger.pos_ == "NOUN" else slot_of_verb(trigger, harm)
        if slot not in {"killed", "wounded", "casualties"} or is_negated(trigger) or unreal(trigger, harm):
            continue
        heads = [head for head in _heads(trigger, tables) if head.i not in parts]
        companions = _companions(parsed, trigger, [other.i for other in triggers], heads=heads, tables=tables)
        added = [head for head in companions if head.i not in parts]
        if (not heads and not added) or any(_either(head) for head in heads):
            continue
        one = trigger.pos_ != "NOUN" and len(heads) > 1 and bool(set(auxiliaries(trigger)) & _SINGULAR)
        listed = _listed(
            slot, int(trigger.i), heads[:1] if one else heads, added, by_noun=by_noun, sizes=sizes, tables=tables
        )
        if listed is not None:
            found.append(listed)
    return found


def told_in_list(parsed: Parsed, listed: PersonList) -> Mention:
    """Return the answer that a list of persons gives.

    Args:
        parsed: The sentence.
        listed: The list.
    """
    among = f", among them {listed.named} {NAMED}{'s' if listed.named > 1 else ''}" if listed.named else ""
    text = f"{listed.low} {LISTED}{among}"
    # The stretch is the word of harm alone where names stand in the list, so that no quote carries them.
    places = [listed.trigger] if listed.named else [listed.trigger, *listed.heads]
    start, end = parsed.range(min(places), max(places))
    count = Count(text=text, low=listed.low, high=None if listed.open else listed.low)
    also = parsed.doc[0].lower_ == "also"  # "also killed were two guards and a driver": with others told before
    return Mention(
        listed.slot,
        Group(text=text, count=count, status=PersonStatus.UNSTATED),
        start,
        end,
        parsed.start(parsed.doc[listed.trigger]),
        parsed.sentence.index,
        type="killing",
        scope=f"part: {text}" if also else WHOLE,
        score=0.58,
    )


def _tells(token: Token, tables: Lexicon) -> bool:
    if token.pos_ == "NOUN":
        return lemma(token) in _NOUNS and any(other.lower_ == "of" for other in token.children)
    if token.pos_ not in {"VERB", "AUX"} or token.dep_ == "amod":
        return False
    return lemma(token) in tables.harm.verbs or bool(slot_of_verb(token, tables.harm))


def _heads(trigger: Token, tables: Lexicon) -> list[Token]:
    if trigger.pos_ == "NOUN":
        heads = [part for head in prepositional(trigger, "of") for part in with_conjuncts(head)]
        # "The death of the mayor and two of his guards": parsers join the two to the death.
        heads += [part for part in trigger.conjuncts if part.pos_ == "NUM" and prepositional(part, "of")]
    else:
        heads = touched_by(trigger, tables.harm)
    found = [head for head in heads if head.dep_ not in {"appos", "npadvmod"}]
    for head in tuple(found):
        found.extend(_set_beside(head, tables))
    return found


def _set_beside(head: Token, tables: Lexicon, *, deep: int = 0) -> Iterator[Token]:
    """Yield persons whom parsers read as other words for one: "the driver, his wife and two sons", "Ivo, five guards".

    Those behind his own name ("his wife Eva and their four children") are further ones; the name is not.
    """
    single = head.tag_ in {"NN", "NNP"} and head.lower_ not in _PLURALS and lemma(head) not in _GROUPS
    for other in head.children:
        if other.dep_ != "appos" or deep > _DEEP or _spelt_out(head, other):
            continue
        kin = lemma(other) in tables.persons.kin and _owned(other)
        counted = single and any(part.dep_ == "nummod" and part.i < other.i for part in other.children)
        if kin or (counted and is_person(other, tables) and not _aged_so(other)):
            yield from with_conjuncts(other)
        elif single and is_name(other, tables):
            behind = [one for one in with_conjuncts(other) if one.i != other.i]
            yield from (one for one in behind if _numbered(one) is not None or _owned(one))
        yield from _set_beside(other, tables, deep=deep + 1)


def _spelt_out(head: Token, other: Token) -> bool:
    """Tell whether a colon or a dash opens who the persons are: "four children: a daughter, 16, and three sons"."""
    return any(token.text in _OPENING for token in head.doc[head.i + 1 : other.i])


def _aged_so(noun: Token) -> bool:
    """Tell whether a number before a noun is an age ("Ivo Brandl, a 12-year-old pupil")."""
    return any(part.lower_ == "old" for part in noun.children)


def _either(head: Token) -> bool:
    """Tell whether a noun is joined to the next one by "or" ("killed this guard or that guard")."""
    return any(other.dep_ == "cc" and other.lower_ == "or" for other in head.children)


def _owned(noun: Token) -> bool:
    return any(part.dep_ == "poss" and part.lower_ in _OWNERS for part in noun.children)


def _companions(
    parsed: Parsed, trigger: Token, triggers: Sequence[int], *, heads: Sequence[Token], tables: Lexicon
) -> Iterator[Token]:
    """Yield the nouns behind "alongside", "together with" and the like that belong to a word of harm."""
    doc = parsed.doc
    behind = min((other for other in triggers if other > trigger.i), default=len(doc))
    before = max((other for other in triggers if other < trigger.i), default=-1)
    # Between subject and passive verb; before an active one stand those who did it, or whom another verb befell.
    behind_subject = trigger.pos_ != "NOUN" and (is_passive(trigger) or tables.harm.verbs.get(lemma(trigger)) == "died")
    subject = min((int(head.i) for head in heads if head.i < trigger.i), default=int(trigger.i))
    first = max(before + 1, subject, int(trigger.i) - _NEAR) if behind_subject else int(trigger.i) + 1
    last = min(behind, int(trigger.i) + _NEAR, len(doc))
    done: set[int] = set()
    for position in range(first, last):
        length = _companion_words(parsed, position, trigger, tables)
        if not length:
            continue
        inner = _noun_behind(parsed, position + length, last)
        told = with_conjuncts(inner) if inner is not None else []
        for head in (*told, *(one for first in told for one in _set_beside(first, tables))):
            if head.i not in done and head.i < last:
                done.add(head.i)
                yield head


def _companion_words(parsed: Parsed, position: int, trigger: Token, tables: Lexicon) -> int:
    doc = parsed.doc
    words = [token.lower_ for token in doc[position : position + 3]]
    for phrase in tables.harm.companions:
        parts = phrase.split()
        if words[: len(parts)] == parts:
            return len(parts)
    joined = position == trigger.i + 1 or (position == trigger.i + 2 and doc[trigger.i + 1].text == ",")
    return 1 if words[:1] == ["with"] and joined and len(words) > 1 and words[1] in _OWNERS else 0


def _noun_behind(parsed: Parsed, position: int, last: int) -> Token | None:
    """Return the head of the noun phrase that begins at a position, or None."""
    for token in parsed.tokens[position : min(position + 12, last)]:
        if token.pos_ in {"NOUN", "PROPN"}:
            head = token
            while head.dep_ in {"compound", "nmod", "poss", "nummod", "amod", "npadvmod"} and head.head.i > head.i:
                head = head.head
            return head if head.i < last else token
        if token.pos_ in {"VERB", "AUX"} and token.tag_ != "VBN":
            return None
    return None


def _listed(
    slot: str,
    trigger: int,
    heads: Sequence[Token],
    added: Iterable[Token],
    *,
    by_noun: dict[int, Tied],
    sizes: dict[int, Number],
    tables: Lexicon,
) -> PersonList | None:
    """Return the list that the nouns make up, or None where there is none or a number before it counts all of it."""
    low = named = items = 0
    open_end = single = False
    seen: set[int] = set()
    cores: set[int] = set()
    last = -2
    for position, head in enumerate(sorted({*heads, *added}, key=lambda token: token.i)):
        if head.i == last + 1 or same_person(head, last, tables):
            continue  # two words of one name, or two trades of one person
        last = int(head.i)
        entry = by_noun.get(int(head.i))
        if entry is not None:
            if position == 0 and (_counts_all(head, entry, tables) or _told_by_age(head, entry, heads)):
                return None
            if entry.number.state is not CountState.NUMBER:
                return None  # "a teacher and dozens of others": the vague word says more than a count of the list
            low += entry.number.low or 1
            open_end = open_end or entry.number.low != entry.number.high or entry.number.about
            cores.add(entry.number.core)
        elif (numbered := _numbered(head)) is not None:
            number = sizes.get(int(numbered[0].i))
            if number is None or not number.low or not any(is_person(one, tables) for one in numbered[1]):
                continue
            low += number.low
            open_end = open_end or number.low != number.high or number.about
        elif is_name(head, tables):
            low, named, open_end, single = low + 1, named + 1, True, True
        elif is_person(head, tables):
            plural = head.tag_ in {"NNS", "NNPS"} or head.lower_ in _PLURALS
            twins = lemma(head) in {"twin", "couple"}
            low = low + (2 if plural or twins else 1)
            open_end = open_end or (plural and not twins) or lemma(head) == "family"
            single = single or not plural
        else:
            continue
        items += 1
        seen.add(int(head.i))
    if items < 2 or not single:
        return None
    return PersonList(slot, trigger, low, open_end, named, frozenset(seen), frozenset(cores))


def _told_by_age(head: Token, entry: Tied, heads: Sequence[Token]) -> bool:
    """Tell whether what stands behind a number tells the ages of those counted ("two children, a six year old ...")."""
    behind = [one for one in heads if one.i > head.i]
    return (entry.number.low or 0) > 1 and bool(behind) and all(lemma(one) == "old" for one in behind)


def _numbered(head: Token) -> tuple[Token, list[Token]] | None:
    """Return the number of "two guards" or "two of his guards" with whom it counts, or None."""
    if head.pos_ == "NUM":
        return head, prepositional(head, "of")
    marker = next((other for other in head.children if other.dep_ == "nummod" and other.i < head.i), None)
    return (marker, [head]) if marker is not None else None


def same_person(head: Token, before: int, tables: Lexicon) -> bool:
    """Tell whether a noun says more of the person before it ("an imam and preacher"); "a husband and wife" are two.

    Args:
        head: The noun.
        before: Number of the token of the noun before it.
        tables: Word tables of its language.
    """
    return (
        before >= 0
        and head.i == before + 2
        and head.doc[before + 1].lower_ == "and"
        and head.pos_ == "NOUN"
        and head.tag_ == "NN"
        and lemma(head) not in tables.persons.kin
        and lemma(head.doc[before]) not in tables.persons.kin
        and not any(other.dep_ in {"det", "poss", "nummod"} for other in head.children)
    )


def _counts_all(head: Token, entry: Tied, tables: Lexicon) -> bool:
    """Tell whether the number that opens a list counts all of it ("three people: a teacher, his wife and a guest")."""
    words = {token.lower_ for token in head.doc[entry.number.first : head.i + 1]}
    return lemma(head) in tables.persons.whole and not words & {"other", "others"}
