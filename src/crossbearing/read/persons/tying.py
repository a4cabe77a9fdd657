"""Ties numbers to what became of persons: by the tree, by neighbouring words, by the formulas of tolls.

Three ways, because parsers fail on the clipped style of bulletins; the surest one counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from crossbearing.model.values import CountState
from crossbearing.read.persons.asides import by_clause, slot_of_word
from crossbearing.read.persons.beside import (
    are_relatives,
    before_noun,
    found_dead,
    in_no_danger,
    is_age_of_one,
    no_persons,
    no_reports,
    of_more,
    of_those,
    other_wounds,
    skip_aside,
    taken_in,
)
from crossbearing.read.persons.groups import Phrase, is_person_word, phrase_behind, words_of
from crossbearing.read.persons.harming import slot_of_verb, touched_by, unreal
from crossbearing.read.persons.shooting import slot_of_deed
from crossbearing.read.persons.tied import Tied
from crossbearing.read.persons.tolls import WANTED, shot_in_headline, toll_of
from crossbearing.read.sentences.grammar import is_negated, is_passive, lemma, objects
from crossbearing.read.values.numbers import Number
from crossbearing.resources.lexicon import HarmWords, Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Doc, Token

__all__ = ["countable", "tie"]

# How many words around a noun are asked for what became of it: enough for any sentence a person would write.
_NEIGHBOURS = 60
_REMAINS = frozenset({"body", "corpse"})
_SUFFERS = frozenset({"sustain", "suffer", "receive"})
_TELLINGS = frozenset({"report", "word", "information", "sign", "news", "indication", "confirmation", "mention"})
_HOLDERS = frozenset(
    {
        "dozens",
        "scores",
        "hundreds",
        "thousands",
        "number",
        "group",
        "total",
        "handful",
        "couple",
        "majority",
        "most",
        "family",
        "families",
        "lives",
    }
)
_LEFT_STEPS = frozenset(
    {"of", "some", "about", "the", "other", "at", "around", "to", "over", "another", "also", "up", "a"}
    | {":", "|", "-", "\u2013", "\u201c", "\u201d", '"'}
)
_OF_AIMS = frozenset(
    {"eliminate", "liquidate", "capture", "detain", "neutralise", "neutralize"} | {"paralyse", "paralyze"}
)
_KNOWN = frozenset({"the", "all", "both", "these", "those"})
_OF_VICTIMS = frozenset({"gunshot", "shooting", "stabbing", "blast", "bombing"})
_COSTS = frozenset({"claim", "cost", "take"})
_FATAL = frozenset({"fatal", "mortal", "deadly"})
_DEEDS = {
    **dict.fromkeys(("death", "killing", "murder", "slaying", "assassination", "execution"), "killed"),
    **dict.fromkeys(("injury", "wound", "wounding", "injuring"), "wounded"),
}
_GREEK_ENDINGS = ("men", "women", "man", "woman", "ans", "ists", "ers", "is", "ese")


def tie(doc: Doc, number: Number, numbers: Sequence[Number], tables: Lexicon) -> Iterator[Tied]:
    """Yield what a number may be tied to.

    Args:
        doc: The sentence.
        number: The number.
        numbers: All numbers of the sentence.
        tables: Word tables of its language.
    """
    phrase = None if shot_in_headline(doc, number) else phrase_behind(doc, number.last)
    if no_persons(doc, number, phrase) or (number.state is CountState.NONE and in_no_danger(doc, number)):
        return
    if is_age_of_one(doc, number, tables.persons):
        return
    yield from (
        entry
        for entry in _ties(doc, number, numbers, phrase=phrase, tables=tables)
        if not _neither(doc, max(0, number.first - 3), max(entry.trigger, number.first))
    )


def _neither(doc: Doc, first: int, last: int) -> bool:
    """Tell whether "neither" stands before persons or between them and a verb ("two others, but neither was hurt")."""
    return any(token.lower_ == "neither" for token in doc[first:last])


def _ties(
    doc: Doc, number: Number, numbers: Sequence[Number], *, phrase: Phrase | None, tables: Lexicon
) -> Iterator[Tied]:
    """Yield what a number that counts persons may be tied to."""
    harm = tables.harm
    if phrase is not None:
        told = _by_noun(doc, number, phrase, numbers, tables)
        if told is not None:
            yield from told
            return
    head = doc[phrase.head] if phrase is not None else doc[number.core_last]
    if phrase is not None and any(of_more(doc, number, other) for other in numbers):
        own = list(_by_tree(number, phrase, doc[number.core_last], harm))
        if own:
            yield from own  # "one of the five people wounded on Sunday has died"
            return
    yield from _by_tree(number, phrase, head, harm)
    yield from _victims(doc, number, phrase)
    if (wounded := taken_in(doc, number.last + 1, phrase, harm)) is not None:
        slot = "killed" if doc[wounded].lower_ in {"killed", "dead", "slain", "deceased"} else "wounded"
        yield Tied(slot, number, phrase, wounded, 0.8)
    yield from _by_right_neighbour(doc, number, phrase, numbers, harm)
    yield from _by_left_neighbour(doc, number, phrase, tables)
    if phrase is not None and countable(doc, phrase, tables):
        yield from by_clause(doc, number, phrase, numbers, harm)
    yield from toll_of(doc, number, phrase, harm)


def _victims(doc: Doc, number: Number, phrase: Phrase | None) -> Iterator[Tied]:
    """Tie "the five gunshot victims": who they are says that they were hit."""
    if (
        phrase is None
        or lemma(doc[phrase.head]) != "victim"
        or not number.first
        or number.state is not CountState.NUMBER
    ):
        return
    known = doc[number.first - 1].lower_ in _KNOWN or doc[number.first].lower_ in _KNOWN
    if known and any(token.lower_ in _OF_VICTIMS for token in doc[phrase.first : phrase.head]):
        yield Tied("casualties", number, phrase, phrase.head, 0.5)


def _by_noun(doc: Doc, number: Number, phrase: Phrase, numbers: Sequence[Number], tables: Lexicon) -> list[Tied] | None:
    """Return what the counted noun alone decides, or None where it denotes persons and the words around it tell."""
    harm = tables.harm
    noun = lemma(doc[phrase.head])
    none = number.state is CountState.NONE
    if (none and other_wounds(doc, phrase)) or (noun == "injury" and number.first and _of_one(doc[number.first - 1])):
        return []  # "none of the injuries were life-threatening"; "treated for various injuries": wounds are counted
    if noun in {"injury", "wound"} and _fatal(doc, phrase.first, phrase.last):
        return [Tied("killed", number, phrase, phrase.head, 0.9)]
    if noun in harm.nouns and noun not in {"dead", "wounded", "injured"}:
        both = slot_of_word(doc, phrase.head, harm) == "casualties"  # "400 martyrs and wounded"
        return [Tied("casualties" if both else harm.nouns[noun], number, phrase, phrase.head, 0.9)]
    if noun == "life" and "lost" in {token.lower_ for token in doc[phrase.last + 1 : phrase.last + 4]}:
        return [Tied("killed", number, phrase, phrase.head, 0.9)]  # "eight lives were lost"
    if doc[phrase.head].lower_ in {"corpse", "corpses"} or (noun in _REMAINS and found_dead(doc, phrase)):
        return [Tied("killed", number, phrase, phrase.head, 0.75)]
    if none and noun in _TELLINGS:
        return list(no_reports(doc, number, phrase, harm))
    if noun in harm.nouns or countable(doc, phrase, tables):
        return None
    # "no detail of harm" says nothing of persons. Whatever is killed or wounded and is no thing or animal is a person,
    # known to the tables or not.
    if none or noun in tables.materiel or noun in tables.animals or doc[phrase.head].pos_ != "NOUN":
        return []
    known = _by_tree(number, phrase, doc[phrase.head], harm)
    # Conditions and some verbs of harm are told of things and aims as well ("eliminated two threats").
    plain = [
        entry
        for entry in known
        if (lemma(doc[entry.trigger]) in harm.verbs and lemma(doc[entry.trigger]) not in _OF_AIMS)
        or lemma(doc[entry.trigger]) == "lose"
    ]
    beside = _by_right_neighbour(doc, number, phrase, numbers, harm)
    taken = (entry for entry in toll_of(doc, number, phrase, harm) if entry.slot == "captured")
    return [*plain, *(entry for entry in beside if lemma(doc[entry.trigger]) in _SUFFERS), *taken]


def _fatal(doc: Doc, first: int, last: int) -> bool:
    """Tell whether words call wounds deadly, and not "non-fatal"."""
    return any(
        token.lower_ in _FATAL
        and not {"non", "not", "less"} & {other.lower_ for other in doc[max(0, token.i - 2) : token.i]}
        for token in doc[first:last]
    )


def _of_one(before: Token) -> bool:
    return before.lower_ in {"for", "with", "from"} or lemma(before) in _SUFFERS


def countable(doc: Doc, phrase: Phrase, tables: Lexicon) -> bool:
    """Tell whether a noun phrase denotes persons."""
    head = doc[phrase.head]
    if lemma(head) == "family" or _is_vehicle(lemma(head), tables):
        return False  # so many families or ambulances are not so many persons
    if is_person_word(lemma(head), tables.persons) or is_person_word(head.lower_, tables.persons):
        return True
    if head.pos_ == "PROPN" and is_person_word(head.lower_.removesuffix("s"), tables.persons):
        return True  # "2 Local Officials", in a headline with capitals
    if phrase.last == phrase.head + 2 and doc[phrase.head + 1].text == "-":
        return is_person_word(f"{lemma(head)}-{doc[phrase.last].lower_}", tables.persons)  # "passers-by"
    if head.tag_ in {"NNS", "NNPS"} and head.lower_ in tables.state_words:
        return True  # "Turks", "Danes": peoples whose names have no ending of their own
    if (
        head.lower_.endswith(_GREEK_ENDINGS)
        and head.tag_ in {"NNS", "NNPS", "NNP"}
        and lemma(head) not in tables.materiel
    ):
        return True
    joined = " ".join(form for _, form in words_of(doc, phrase.first, phrase.last))
    return any(status in joined for status in tables.persons.phrases)


def _is_vehicle(word: str, tables: Lexicon) -> bool:
    """Tell whether a word for those who treat the wounded is in truth that of their car."""
    return word in tables.materiel and tables.persons.status.get(word) == "medical"


def _by_tree(number: Number, phrase: Phrase | None, head: Token, harm: HarmWords) -> Iterator[Tied]:
    for verb in _around(head):
        slot = slot_of_verb(verb, harm)
        if not slot or verb.pos_ not in {"VERB", "AUX", "ADJ"} or verb.dep_ == "amod":
            continue
        if unreal(verb, harm) or (is_negated(verb) and number.state is not CountState.NONE):
            continue
        if slot == "killed" and lemma(verb) in _COSTS and phrase is not None and _are_wounded(head, phrase, harm):
            slot = "wounded"  # "claimed the lives of 27 people and 80 injured"
        if any(_same(token, head, number) for token in touched_by(verb, harm)):
            plain = lemma(verb) in harm.verbs or lemma(verb) == "shoot"
            # A condition, and some "of those", can be told of a part of them alone.
            yield Tied(slot, number, phrase, verb.i, 0.95 if plain and not of_those(head.doc, number) else 0.6)


def _are_wounded(head: Token, phrase: Phrase, harm: HarmWords) -> bool:
    """Tell whether a noun phrase says itself that they are wounded ("80 injured civilians")."""
    return any(harm.words.get(token.lower_) == "wounded" for token in head.doc[phrase.first : phrase.head + 1])


def _around(head: Token) -> Iterator[Token]:
    """Yield the verbs whose argument a noun can be: those above it, their partners, and its own participles."""
    seen: set[int] = set()
    current = head
    for _ in range(7):
        for token in (current, *current.children):
            if len(seen) > _NEIGHBOURS:
                return
            if token.i not in seen:
                seen.add(token.i)
                yield token
                if token.dep_ in {"advcl", "conj", "relcl", "acl", "ccomp", "xcomp"}:
                    for inner in token.children:
                        if inner.i not in seen and inner.dep_ in {"conj", "advcl", "xcomp", "acl", "relcl"}:
                            seen.add(inner.i)
                            yield inner
        if current.head.i == current.i:
            return
        current = current.head


def _same(token: Token, head: Token, number: Number) -> bool:
    """Tell whether a tree's noun is the one that a number counts."""
    if token.i == head.i or number.first <= token.i <= number.last:
        return True
    if token.lower_ in _HOLDERS:
        return any(part.i == head.i for part in token.subtree) and not any(
            number.last < other.i < head.i and other.dep_ == "relcl" for other in token.subtree
        )
    return False


def _by_right_neighbour(
    doc: Doc, number: Number, phrase: Phrase | None, numbers: Sequence[Number], harm: HarmWords
) -> Iterator[Tied]:
    start = (phrase.last if phrase is not None else number.last) + 1
    position = skip_aside(doc, start)
    for steps in range(7):
        if position >= len(doc):
            return
        token = doc[position]
        if token.text in {"\u201c", "\u201d", '"'}:
            position += 1
            continue
        if lemma(token) in _SUFFERS and token.pos_ == "VERB":
            yield from _suffered(token, number, phrase, harm)
            return
        slot = slot_of_word(doc, position, harm)
        if slot:
            bare = phrase is None and position == number.last + 1
            if (
                slot in {"killed", "wounded"}
                and token.tag_ in {"VBD", "VBN"}
                and not bare
                and any(other.dep_ == "dobj" and other.i > token.i for other in token.children)
            ):
                return
            if slot == "wounded" and before_noun(doc, position):
                return
            if number.state is not CountState.NONE and any(
                other.lower_ in {"not", "n't", "never", "neither"} for other in doc[number.last : position]
            ):
                return
            # "ten dead and more than 30 injured": the word right behind is surer than any tree.
            beside = bare and not any(other.dep_ == "dobj" for other in token.children)
            yield Tied(slot, number, phrase, position, 0.96 if beside else 0.85 if steps <= 3 else 0.7)
            return
        if (token.lower_ not in harm.between and token.tag_ != "RB") or token.lower_ in {"n't", "not"}:
            return
        if any(other.first <= position <= other.last for other in numbers if other is not number):
            return
        position += 1


def _suffered(verb: Token, number: Number, phrase: Phrase | None, harm: HarmWords) -> Iterator[Tied]:
    """Tie "eight guests sustained moderate injuries"."""
    if is_negated(verb) or unreal(verb, harm):
        return
    for held in objects(verb)[:2]:
        if harm.nouns.get(lemma(held)) == "wounded" or lemma(held) == "wound":
            slot = "killed" if _fatal(verb.doc, int(verb.i), int(held.i)) else "wounded"
            yield Tied(slot, number, phrase, int(verb.i), 0.85)
            return


def _by_left_neighbour(doc: Doc, number: Number, phrase: Phrase | None, tables: Lexicon) -> Iterator[Tied]:
    harm = tables.harm
    position = number.first - 1
    for _ in range(4):
        if position < 0:
            return
        token = doc[position]
        lower = token.lower_
        label = position == number.first - 2 and doc[position + 1].text in {":", "|"}
        if label and (named := harm.words.get(lower) or harm.nouns.get(lemma(token), "")):
            yield Tied(named, number, phrase, position, 0.85)  # "Fatalities: 17"
            return
        verb_like = token.pos_ in {"VERB", "AUX", "ADJ", "NOUN"} or token.tag_ in {"VBN", "VBD", "VBG"}
        slot = slot_of_verb(token, harm) if verb_like else ""
        if slot == "captured" and WANTED & {other.lower_ for other in doc[max(0, position - 3) : position]}:
            return  # "called for the arrest of two officers"
        listing = position + 1 < len(doc) and doc[position + 1].text in {":", "|", "-", "\u2013"}
        died = harm.verbs.get(lemma(token)) == "died"
        if slot and (
            listing
            or (not died and token.dep_ != "amod" and not (is_passive(token) and token.tag_ == "VBN"))
            or (not died and _active_in_truth(token, number, phrase, tables))
        ):
            if not unreal(token, harm) and (number.state is CountState.NONE or not is_negated(token)):
                yield Tied(slot, number, phrase, position, 0.8)
            return
        noun, behind = lemma(token), doc[position + 1].lower_
        if noun in {"killing", "murder"} and lemma(token.head) in harm.planned:
            return  # authorised, planned or threatened, and not done yet
        if noun == "lose" and phrase is not None and are_relatives(doc, phrase, tables):
            yield Tied("killed", number, phrase, position, 0.75)
            return
        if noun in _REMAINS and behind == "of":
            yield Tied("killed", number, phrase, position, 0.75)
            return
        if noun in _DEEDS and behind in {"of", "to", ":"}:
            yield Tied(_DEEDS[noun], number, phrase, position, 0.8)
            return
        if behind == "of" and token.pos_ == "NOUN" and (deed := slot_of_deed(token)):
            yield Tied(deed, number, phrase, position, 0.7)
            return
        if lower == "lives" or lower not in _LEFT_STEPS:
            return
        position -= 1


def _active_in_truth(verb: Token, number: Number, phrase: Phrase | None, tables: Lexicon) -> bool:
    """Tell whether a participle is active: "strikes on the camp killed 30 people", read as a camp that was killed.

    Things are not killed, and a noun phrase right behind the verb is its object.
    """
    return (
        verb.dep_ == "acl"
        and verb.tag_ in {"VBN", "VBD"}
        and phrase is not None
        and number.first == verb.i + 1
        and verb.head.pos_ in {"NOUN", "PROPN"}
        and not is_person_word(lemma(verb.head), tables.persons)
    )
