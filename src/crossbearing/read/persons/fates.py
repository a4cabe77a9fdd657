"""What became of persons told of before: pronouns that point back to them, and who was wounded first and died later.

"A man was shot. He was pronounced dead at the scene": he is that man. "A boy was wounded ... the boy died on Saturday":
one person, who in the end is no wounded one. Only persons harmed that a sentence shortly before tells of are meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from crossbearing.model.claims import WHOLE
from crossbearing.model.values import Count, CountState, Group
from crossbearing.read.mentions import Mention
from crossbearing.read.persons.groups import describe_group, phrase_behind, words_of
from crossbearing.read.persons.harming import slot_of_verb, touched_by, unreal
from crossbearing.read.persons.hit_first import hit_first
from crossbearing.read.persons.listed import NAMED, is_name
from crossbearing.read.persons.one_by_one import and_others, next_in_order, one_by_one
from crossbearing.read.persons.rest import and_himself, and_more, some_of_them
from crossbearing.read.persons.tying import countable
from crossbearing.read.sentences.grammar import is_negated
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["DIED_LATER", "fates"]

DIED_LATER = "part: died later"
"""Scope of the wounded who are told to have died: they are no wounded in the end."""

_ONE = frozenset(("he", "she", "him", "her"))
_SEVERAL = frozenset(("they", "them", "all"))
_HARMED = ("killed", "wounded", "casualties")
_TOLD_OF = (*_HARMED, "presence")
_GROWN = frozenset(("man", "woman", "adult", "mother", "father", "husband", "wife", "person"))
_YOUNG = frozenset(("juvenile", "minor", "male", "youth", "youngster"))
_OTHERS = frozenset(("another", "other", "second", "third", "fourth"))
_NEW = frozenset(("a", "an", "one", "1"))
_BACK_WORDS = frozenset(("the", "his", "her", "their"))
_DEATH = "death"
_WHOSE = ("his ", "her ", "their ")
_BACK = 2  # sentences that a pronoun reaches back
_SCORE = 0.55
_ALONE = 0.5
_FOUND = re.compile(r"\b(?:found|located|discovered)\b[^.;]{0,60}$", re.IGNORECASE)
_AGED = re.compile(r"\b(\d{1,3})-(?:year|yr|month|week|day)s?-old\b")
_FEMALE = frozenset(("she", "her"))
_MALE = frozenset(("he", "him"))


def fates(sentences: Mapping[int, Parsed], mentions: Sequence[Mention], tables: Lexicon) -> list[Mention]:
    """Return the mentions of a document with what pronouns tell of persons harmed, and those who died later marked.

    Args:
        sentences: Its sentences, by index and in order.
        mentions: What was read so far.
        tables: Word tables of its language.
    """
    found = list(mentions)
    order = list(sentences)
    for place, index in enumerate(order):
        near = order[max(0, place - _BACK) : place + 1]
        for verb, slot, head in _pointing(sentences[index], tables):
            known = [one for one in found if one.sentence in near and one.slot in _TOLD_OF and _counted(one)]
            known.extend(_just_counted(head, sentences[index], known, tables))
            meant = _meant(head, sentences[index], known, tables)
            if meant is not None and (meant[0].slot, meant[0].sentence) != (slot, sentences[index].sentence.index):
                told = _told(sentences[index], meant, verb, slot, head=head)
                toll = any(one.slot in _HARMED and one.scope == WHOLE for one in found)
                if meant[0].slot == "presence" and toll and told.scope == WHOLE:
                    told = replace(told, scope=f"part: {meant[1].text.lower()}")
                found.append(told)
            elif head.lower_ in _ONE and not any(_can_be(head, slot, one, tables) for one in found):
                found.append(_alone(sentences[index], verb, slot, head=head))
    found = hit_first(and_others(next_in_order(found), tables), sentences, tables)
    found = and_himself(some_of_them(and_more(found)), sentences)
    if _both_told(found):
        again = frozenset(one.start for one in found if _found_so(one, sentences))
        found = _died_later(found, _names(sentences, tables), again, tables)
    return [*found, *one_by_one(found, tables, _aged(sentences, tables))]


def _pointing(parsed: Parsed, tables: Lexicon) -> list[tuple[Token, str, Token]]:
    """Return the verbs of harm whose sufferer is a pronoun, each with its slot and the pronoun."""
    told: list[tuple[Token, str, Token]] = []
    if not any(token.lower_ in _ONE or token.lower_ in _SEVERAL for token in parsed.tokens):
        return told
    for verb in parsed.tokens:
        if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ == "amod":
            continue
        slot = slot_of_verb(verb, tables.harm)
        if slot not in {"killed", "wounded"} or is_negated(verb) or unreal(verb, tables.harm):
            continue
        for head in touched_by(verb, tables.harm):
            if head.pos_ in {"PRON", "DET"} and (head.lower_ in _ONE or head.lower_ in _SEVERAL):
                told.append((verb, slot, head))
                break
    return told


def _both_told(mentions: Sequence[Mention]) -> bool:
    slots = {mention.slot for mention in mentions}
    return "killed" in slots and "wounded" in slots


def _counted(mention: Mention) -> bool:
    value = mention.value
    return isinstance(value, Group) and value.count.state is CountState.NUMBER and bool(value.count.low)


def _just_counted(head: Token, parsed: Parsed, known: Sequence[Mention], tables: Lexicon) -> list[Mention]:
    """Return the persons counted last before "they" in its own sentence, where nothing told of harm counts them."""
    if head.lower_ not in _SEVERAL:
        return []
    before = [one for one in parsed.numbers if one.last < head.i and one.state is CountState.NUMBER]
    for number in reversed(before):
        phrase = phrase_behind(parsed.doc, number.last)
        if phrase is None or phrase.last >= head.i or not countable(parsed.doc, phrase, tables):
            continue
        start, end = parsed.range(number.first, phrase.last)
        if any(one.start < end and start < one.end for one in known):
            return []
        count = number.count(parsed.words(number.first, number.last))
        words = words_of(parsed.doc, phrase.first, phrase.last)
        group = describe_group(parsed.words(number.first, phrase.last), count, words, tables)
        return [Mention("presence", group, start, end, start, parsed.sentence.index)]
    return []


def _meant(head: Token, parsed: Parsed, known: Sequence[Mention], tables: Lexicon) -> tuple[Mention, Group] | None:
    """Return the persons told of last before a pronoun that it can stand for, or None."""
    at = parsed.start(head)
    before = sorted((one for one in known if one.end <= at), key=lambda one: one.start)
    for mention in reversed(before):
        value = mention.value
        if not isinstance(value, Group):
            continue
        single = value.count.low == 1
        if (head.lower_ in _ONE) != single:
            if head.lower_ in _ONE and mention.sentence == parsed.sentence.index:
                continue
            return None
        words = {value.sex, *value.text.lower().split()}
        persons = tables.persons
        if (head.lower_ in _FEMALE and words & persons.male) or (head.lower_ in _MALE and words & persons.female):
            continue
        return mention, value
    return None


def _told(parsed: Parsed, told: tuple[Mention, Group], verb: Token, slot: str, *, head: Token) -> Mention:
    meant, value = told
    start, end = parsed.range(min(int(head.i), int(verb.i)), max(int(head.i), int(verb.i)))
    count = Count(text=value.count.text, low=value.count.low, high=value.count.high, about=value.count.about)
    scope = meant.scope if meant.slot == slot or meant.scope != WHOLE else WHOLE
    if (meant.slot, slot, meant.sentence) == ("killed", "wounded", parsed.sentence.index):
        scope = DIED_LATER  # "the clerk died after he was taken to hospital in critical condition"
    return Mention(
        slot,
        replace(value, count=count),
        start,
        end,
        parsed.start(verb),
        parsed.sentence.index,
        type="killing",
        scope=scope,
        score=_SCORE,
    )


def _can_be(head: Token, slot: str, mention: Mention, tables: Lexicon) -> bool:
    """Tell whether a pronoun adds nobody: its question is answered, or it can stand for one person harmed otherwise."""
    if mention.slot not in _HARMED or not isinstance(mention.value, Group):
        return False
    words = set(mention.value.text.lower().split())
    other = tables.persons.male if head.lower_ in _FEMALE else tables.persons.female
    return mention.slot == slot or (_single(mention) and not words & other)


def _alone(parsed: Parsed, verb: Token, slot: str, *, head: Token) -> Mention:
    """Return the one person whom a pronoun stands for, where nothing else in the report tells of such harm."""
    start, end = parsed.range(min(int(head.i), int(verb.i)), max(int(head.i), int(verb.i)))
    text = str(head.text)
    group = Group(text=text, count=Count(text=text, low=1, high=1))
    anchor = parsed.start(verb)
    return Mention(slot, group, start, end, anchor, parsed.sentence.index, type="killing", score=_ALONE)


def _found_so(mention: Mention, sentences: Mapping[int, Parsed]) -> bool:
    """Tell whether a sentence has someone found: what a report opens with is often told again from there."""
    parsed = sentences.get(mention.sentence)
    return parsed is not None and bool(_FOUND.search(parsed.sentence.text[: mention.start - parsed.sentence.start]))


def _died_later(
    mentions: Sequence[Mention], names: Mapping[int, frozenset[str]], again: frozenset[int], tables: Lexicon
) -> list[Mention]:
    """Return the mentions, single wounded marked who are told to have died: later, or beside it in one sentence."""
    deaths = [one for one in mentions if one.slot == "killed" and _single(one)]
    lone = not any(_counted(one) and not _single(one) and one.scope == WHOLE for one in mentions if one.slot in _HARMED)
    lone = lone and not _two_told(mentions)
    found: list[Mention] = []
    for mention in mentions:
        later = (
            mention.slot == "wounded"
            and _single(mention)
            and any(
                _same(mention, death, names)
                or (
                    (lone or _of_one_age(mention, death))
                    and _alike(mention, death, again, tables)
                    and not _other_name(mention, death, names)
                )
                for death in deaths
            )
        )
        found.append(replace(mention, scope=DIED_LATER) if later else mention)
    return found


def _two_told(mentions: Sequence[Mention]) -> bool:
    """Tell whether a report sets one harmed person apart from another, so that neither is its only one.

    "Another boy was shot as well"; "a man was killed and a girl was wounded", each told for the first time.
    """
    singles = sorted((one for one in mentions if one.slot in _HARMED and _single(one)), key=lambda one: one.start)
    # Of the first one told, "another" says that who did it was such a one.
    if any(_opening(one) & _OTHERS and not _opening(one) & _BACK_WORDS for one in singles[1:]):
        return True
    new = [one for one in singles if _opening(one) & _NEW or _AGED.match(_text(one))]
    return any(
        one.slot == "killed"
        and other.slot == "wounded"
        and one.sentence == other.sentence
        and _text(one) != _text(other)
        and not _together(one, other)
        for one in new
        for other in new
    )


def _of_one_age(one: Mention, other: Mention) -> bool:
    ages = [_AGED.search(_text(mention)) for mention in (one, other)]
    return all(ages) and len({age.group(0) for age in ages if age is not None}) == 1


def _text(mention: Mention) -> str:
    return str(getattr(mention.value, "text", "")).lower()


def _opening(mention: Mention) -> set[str]:
    """Return the first words of an answer."""
    return set(_text(mention).split()[:2])


def _single(mention: Mention) -> bool:
    value = mention.value
    return isinstance(value, Group) and value.count.low == value.count.high == 1 and value.count.low is not None


def _same(wounded: Mention, death: Mention, names: Mapping[int, frozenset[str]]) -> bool:
    """Tell whether a wounded person and a dead one are one: by name or the same words, the death told later."""
    mine, theirs = wounded.value, death.value
    if not isinstance(mine, Group) or not isinstance(theirs, Group):
        return False
    if names.get(wounded.anchor, frozenset()) & names.get(death.anchor, frozenset()):
        return True
    if _opening_is_name(mine, names.get(death.anchor, frozenset())):
        return True
    if mine.text.lower() == theirs.text.lower() and (_AGED.search(mine.text) or mine.text.lower().startswith(_WHOSE)):
        return True  # one age or one owner and the same words: one person, whichever is told first
    if NAMED in mine.text or NAMED in theirs.text or (death.start < wounded.start and not _together(wounded, death)):
        return False
    if wounded.sentence == death.sentence:
        return mine.text == theirs.text and _together(wounded, death)
    words, again = _words(mine), _words(theirs)
    back = theirs.text.lower().startswith("the ") and words[-1:] == again[-1:]
    return back or (words == again and len(words) > 1)


def _opening_is_name(group: Group, names: frozenset[str]) -> bool:
    """Tell whether one word for a person, read as a noun, is part of the other's name."""
    return group.text[:1].isupper() and group.text.lower() in names


def _other_name(one: Mention, other: Mention, names: Mapping[int, frozenset[str]]) -> bool:
    """Tell whether two mentions name persons, and share no part of a name."""
    mine, theirs = names.get(one.anchor), names.get(other.anchor)
    return bool(mine and theirs and not mine & theirs)


def _together(one: Mention, other: Mention) -> bool:
    return one.start <= other.end and other.start <= one.end


def _alike(one: Mention, other: Mention, found: frozenset[int], tables: Lexicon) -> bool:
    """Tell whether two words for the only person harmed in a report can mean the same ("the boy", "the teen").

    Args:
        one: A person harmed.
        other: Another mention of one.
        found: Where those start who are told of as found, be it once more.
        tables: Word tables of the language.
    """
    first, second = sorted((one, other), key=lambda mention: mention.start)
    if first.sentence == second.sentence and not _together(first, second):
        return False
    if not isinstance(first.value, Group) or not isinstance(second.value, Group):
        return False
    ages = [_AGED.search(group.text) for group in (first.value, second.value)]
    if all(ages):
        return len({age.group(1) for age in ages if age is not None}) == 1
    told, again = _words(first.value), _words(second.value)
    if _DEATH in {" ".join(told[-1:]), " ".join(again[-1:])}:
        return True  # "a shooting death", of whoever was hit
    new = second.value.text.lower().split()[:1] in (["a"], ["an"]) and second.start not in found
    if new or _OTHERS & set(again) or (_OTHERS & set(told) and told[:1] != ["another"]):
        return False
    persons = tables.persons
    if (persons.female & set(told) and persons.male & set(again)) or (
        persons.male & set(told) and persons.female & set(again)
    ):
        return False
    if bool(_GROWN & set(told) and persons.age & set(again)) or bool(persons.age & set(told) and _GROWN & set(again)):
        return False
    if again[-1:] == ["victim"]:
        return True
    return all(
        NAMED in group.text
        or words[-1:] == ["victim"]
        or _AGED.match(words[-1] if words else "")
        or set(words[-1:]) & (_GROWN | persons.age | persons.female | _YOUNG | _ONE)
        for group, words in ((first.value, told), (second.value, again))
    )


def _words(group: Group) -> list[str]:
    """Return the words for persons, but articles; of those known by name nothing is said."""
    if NAMED in group.text:
        return []
    return [word for word in group.text.lower().split() if word not in {"a", "an", "the"}]


def _aged(sentences: Mapping[int, Parsed], tables: Lexicon) -> dict[int, str]:
    """Return name and age of those whom verbs of harm befell, by where the verb stands: to compare, never to keep."""
    found: dict[int, str] = {}
    for parsed in sentences.values():
        for verb in parsed.tokens:
            if verb.pos_ not in {"VERB", "AUX"} or slot_of_verb(verb, tables.harm) not in {"killed", "wounded"}:
                continue
            heads = [head for head in touched_by(verb, tables.harm) if is_name(head, tables)]
            if len(heads) == 1 and (age := _age(heads[0])):
                found[parsed.start(verb)] = f"{heads[0].lower_} {age}"
    return found


def _age(name: Token) -> str:
    """Return the age that stands behind a name ("Ivo Brandl, 34,") or before it, or an empty string."""
    doc = name.doc
    behind = doc[name.i + 2].text if name.i + 2 < len(doc) and doc[name.i + 1].text in {",", "("} else ""
    return behind if behind.isdigit() and len(behind) < 3 else ""


def _names(sentences: Mapping[int, Parsed], tables: Lexicon) -> dict[int, frozenset[str]]:
    """Return the names of those whom verbs of harm befell, by where the verb stands: to compare, and never to keep."""
    found: dict[int, frozenset[str]] = {}
    for parsed in sentences.values():
        for verb in parsed.tokens:
            if verb.pos_ not in {"VERB", "AUX"} or slot_of_verb(verb, tables.harm) not in {"killed", "wounded"}:
                continue
            heads = [head for head in touched_by(verb, tables.harm) if is_name(head, tables)]
            if heads:
                words = (part for head in heads for part in (head, *head.lefts) if part.pos_ == "PROPN")
                found[parsed.start(verb)] = frozenset(str(part.lower_) for part in words)
    return found
