"""Things of war and buildings named in a sentence, with their numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from crossbearing.model.values import Count, CountState
from crossbearing.read.sentences.grammar import lemma, verb_key
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.values.numbers import Number
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Doc, Token

__all__ = ["Thing", "find_things"]


_OF_TWO_KINDS = 8
_PAIRS = {"pair": 2, "trio": 3, "quartet": 4}


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of war or a building named in a sentence.

    Args:
        first: Number of its first token, its number included.
        last: Number of its last token.
        head: Number of its head noun.
        kind: Its kind.
        count: How many.
    """

    first: int
    last: int
    head: int
    kind: str
    count: Count


def find_things(parsed: Parsed, tables: Lexicon) -> list[Thing]:
    """Return the things named in a sentence, in order, with their numbers.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    doc = parsed.doc
    numbers = parsed.numbers
    found: list[Thing] = []
    position = 0
    tokens = parsed.tokens
    while position < len(tokens):
        match = _match(doc, position, tables)
        if match is None:
            position += 1
            continue
        last, kind = match
        onward = _match(doc, last + 1, tables) if last + 1 < len(doc) else None
        flying = tables.classes["aircraft"]
        if onward is not None and kind in flying and onward[1] in flying:
            last = onward[0]  # "F-16 fighters": the model says more than the class
        elif _is_modifier(doc, last) and not _owns_part(doc[last], kind, tables):
            position = last + 1
            continue
        elif position == last and lemma(doc[last]) == "fighter" and not _flies(doc[last], tables):
            position = last + 1
            continue  # persons
        first, count = _count(parsed, position, last, numbers, found)
        found.append(Thing(first, last, last, kind, count))
        position = last + 1
    return [_shared(parsed, thing, behind) for thing, behind in zip_longest(found, found[1:])]


def _flies(head: Token, tables: Lexicon) -> bool:
    """Tell whether "fighters" are aircraft: by the words before, by what they do, or by what is done to them."""
    words: Mapping[str, list[str]] = tables.raw["materiel"]["airborne"]
    before = {part for other in head.lefts for part in (other.lower_, *other.lower_.split("-"))}
    if before & set(words["beside"] + words["persons"]):
        return not before & set(words["persons"])
    top = head
    while top.dep_ in {"conj", "appos"} and top.head.i != top.i:
        top = top.head
    others = tables.classes["aircraft"] - {"fighter_aircraft"}
    joined = (part for part in top.subtree if part.dep_ in {"conj", "appos"} or part is top)
    if any(part is not head and tables.materiel.get(lemma(part)) in others for part in joined):
        return True
    marker = top.head if top.dep_ == "pobj" else None
    verb = top.head if marker is None else marker.head
    name = {lemma(verb), verb_key(verb)}
    if top.dep_ == "nsubj" or (marker is not None and marker.lower_ in {"by", "from"} and verb.pos_ == "VERB"):
        in_air = any(
            lemma(held).startswith("air") for held in verb.subtree if held.dep_ in {"dobj", "compound", "amod"}
        )
        return bool(name & set(words["does"])) or (in_air and lemma(verb) not in {"face", "fear", "survive"})
    return top.dep_ in {"dobj", "nsubjpass"} and bool(name & set(words["done"]))


def _shared(parsed: Parsed, thing: Thing, behind: Thing | None) -> Thing:
    """Return a thing with what a number told of two kinds leaves it ("25 drones and missiles": at most 25).

    A small number goes with the first kind alone ("two tanks and trucks").
    """
    count = thing.count
    if behind is None or behind.first != thing.last + 2 or parsed.doc[thing.last + 1].lower_ not in {"and", "or"}:
        return thing
    if count.state is not CountState.NUMBER or behind.count.state is not CountState.VAGUE or behind.count.word:
        return thing
    if (count.low or count.high or 0) < _OF_TWO_KINDS or behind.kind == thing.kind:
        return thing
    text = parsed.words(thing.first, behind.last)
    if count.high is None:
        return replace(thing, count=Count(text, state=CountState.VAGUE))
    return replace(thing, count=Count(text, None, count.high))


def _match(doc: Doc, position: int, tables: Lexicon) -> tuple[int, str] | None:
    """Return the last token and the kind of the longest thing word that begins at a token, or None."""
    word = doc[position]
    firsts = _first_words(tables)
    lower = word.lower_
    if (
        lower not in firsts
        and lemma(word) not in firsts
        and lower.split("-")[0] not in firsts
        and lower.rstrip("s") not in firsts
    ):
        return None
    for length in (5, 4, 3, 2, 1):
        if position + length > len(doc):
            continue
        tokens = doc[position : position + length]
        shown = "".join(f"{token.lower_}{token.whitespace_}" for token in tokens).strip()
        last = tokens[-1]
        ending = last.lower_
        base = shown[: len(shown) - len(ending)] + lemma(last)
        model = any(char.isdigit() for char in shown) or last.tag_ == "NNPS"
        stripped = shown[:-1] if shown.endswith("s") and model else shown
        for form in (shown, base, stripped, base.replace("armored", "armoured")):
            if form in tables.materiel:
                if length == 1 and last.pos_ not in {"NOUN", "PROPN", "X", "NUM", "ADJ"}:
                    return None
                return position + length - 1, tables.materiel[form]
        if (
            length == 1
            and last.text.isupper()
            and last.text.rstrip("s").lower() in tables.materiel
            and len(last.text) > 2
        ):
            return position, tables.materiel[last.text.rstrip("s").lower()]
    if word.text.endswith("s") and word.text[:-1].isupper() and word.text[:-1].lower() in tables.materiel:
        return position, tables.materiel[word.text[:-1].lower()]
    return None


_FIRST: dict[str, frozenset[str]] = {}


def _first_words(tables: Lexicon) -> frozenset[str]:
    """Return the words with which things of war begin; made once a language."""
    if tables.language not in _FIRST:
        _FIRST[tables.language] = frozenset(
            part for word in tables.materiel for part in (word.split()[0], re.split(r"[-/ ]", word)[0])
        )
    return _FIRST[tables.language]


def _is_modifier(doc: Doc, last: int) -> bool:
    """Tell whether a thing word only modifies another noun ("tank crew", "bomb attack", "hospital staff")."""
    token = doc[last]
    following = doc[last + 1] if last + 1 < len(doc) else None
    if (
        token.dep_ in {"compound", "amod", "nmod"}
        and following is not None
        and following.pos_ in {"NOUN", "PROPN"}
        and token.head.i > last
    ):
        return following.lower_ not in {"fighters", "planes", "jets", "aircraft", "fighter"}
    return token.dep_ == "poss"


def _owns_part(token: Token, kind: str, tables: Lexicon) -> bool:
    """Tell whether a building is named as the owner of a part of it: "the mosque's dome"."""
    parts = tables.raw["materiel"]["parts"]["nouns"]
    return token.dep_ == "poss" and kind in tables.classes["civil"] and lemma(token.head) in parts


def _count(parsed: Parsed, first: int, last: int, numbers: Sequence[Number], before: list[Thing]) -> tuple[int, Count]:
    doc = parsed.doc
    for number in numbers:
        if number.last < first and first - number.last <= 4:
            between = doc[number.last + 1 : first]
            if all(
                (token.pos_ in {"ADJ", "NOUN", "PROPN", "ADV", "DET"} and token.text != ",")
                or token.lower_ in {"of", "-"}
                or token.tag_ in {"VBN", "HYPH"}
                for token in between
            ) and not any(other.first <= number.first <= other.last for other in before):
                of_more = next((other for other in numbers if _some_of(doc, other.last, number.first)), None)
                told = of_more or number
                return told.first, told.count(parsed.words(told.first, told.last))
    head = doc[last]
    left = doc[first - 1] if first else None
    paired = _PAIRS.get(doc[first - 2].lower_) if first > 1 and left is not None and left.lower_ == "of" else None
    if paired is not None:
        return first - 2, Count(parsed.words(first - 2, last), paired, paired)
    if (left is not None and left.lower_ in {"a", "an"}) or (
        head.tag_ in {"NN", "NNP"}
        and left is not None
        and (left.pos_ in {"ADJ", "NOUN", "PROPN"} or left.tag_ in {"VBN", "VBG"})
        and any(child.lower_ in {"a", "an"} for child in head.children)
    ):
        return first, Count(parsed.words(first - 1 if left.lower_ in {"a", "an"} else first, last), 1, 1)
    vague = next(
        (
            thing.count
            for thing in before[-1:]
            if thing.count.state is CountState.VAGUE
            and thing.count.word
            and thing.last == first - 2
            and doc[first - 1].lower_ in {"and", "or"}
        ),
        None,
    )
    if vague is not None and head.tag_ in {"NNS", "NNPS"}:
        return first, Count(vague.text, state=CountState.VAGUE, word=vague.word)
    if (
        head.tag_ in {"NNS", "NNPS"}
        or head.lower_ in {"weaponry", "equipment", "hardware", "ammunition", "dynamite", "aircraft"}
        or head.text.endswith("s")
    ):
        return first, Count(parsed.words(first, last), state=CountState.VAGUE)
    only = head.tag_ in {"NN", "NNP"} and any(child.lower_ == "only" for child in head.lefts)
    definite = only or any(child.lower_ in {"the", "its", "their", "his"} for child in head.lefts)
    if left is not None and (left.lower_ in {"the", "its", "their", "his"} or definite):
        return first, Count(parsed.words(first, last), 1, 1)
    return first, Count(parsed.words(first, last), state=CountState.UNKNOWN)


def _some_of(doc: Doc, last: int, first: int) -> bool:
    """Tell whether "of" or "of the" alone stands between two numbers: "one of the two", "three of five"."""
    between = [token.lower_ for token in doc[last + 1 : first]]
    return between in (["of"], ["of", "the"], ["of", "its"], ["of", "their"], ["of", "all"])
