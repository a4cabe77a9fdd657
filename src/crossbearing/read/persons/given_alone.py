"""Bare numbers that answer another's figure ("Police say five died. Relatives insist it was nine").

Such a number counts what was counted last. It is read only where that was persons harmed, so that the three of "14 were
killed and five houses burned. The governor confirmed three." stay open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from crossbearing.model.values import Count, CountState, Group
from crossbearing.read.mentions import Mention, Source
from crossbearing.read.persons.groups import describe_group, phrase_behind, words_of
from crossbearing.read.persons.tying import countable
from crossbearing.read.sentences.grammar import is_negated, is_passive, lemma, subjects
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.values.numbers import Number
from crossbearing.read.voices.across_sentences import Voices
from crossbearing.read.voices.sources import sayer, source_of
from crossbearing.resources.lexicon import Lexicon, lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Doc, Token

__all__ = ["given_alone"]

_HARMED: Final = frozenset({"killed", "wounded", "casualties", "missing", "captured"})
_BACK: Final = 3  # sentences that a bare number reaches back for what it counts
_REACH: Final = 12  # tokens between a verb and its number
_ENDS: Final = frozenset({".", ",", ";", ":", ")", '"', "\u201d", "\u2013", "\u2014", "!"})
_GOES_ON: Final = frozenset({"and", "but", "while", "though", "whereas", "on", "later", "earlier"})
_SO_FAR: Final = (("so", "far"), ("the", "day"), ("last", "night"), ("as", "yet"), ("the", "same"), ("the", "previous"))
_ELLIPSIS: Final = frozenset({"did", "were", "had", "was"})  # "an armed group said 24 did"
_CITED: Final = frozenset({"NOUN", "PROPN", "ADJ", "DET", "ADP", "PART", "PRON"})
_SURE_OF: Final = frozenset({"confirm", "verify", "acknowledge", "admit"})
_QUOTES: Final = frozenset({'"', "\u201c", "\u201e", "\u00ab"})


@dataclass(frozen=True, slots=True)
class _Words:
    verbs: frozenset[str]
    fillers: frozenset[str]


def given_alone(
    parsed: Parsed, before: Sequence[Parsed], mentions: Sequence[Mention], voices: Voices, tables: Lexicon
) -> Iterator[Mention]:
    """Yield the numbers of a sentence that somebody gives by a bare number, as against one told before.

    Args:
        parsed: The sentence.
        before: Those parsed before it, in order.
        mentions: What was read so far.
        voices: Who speaks where.
        tables: Word tables of its language.
    """
    words = _words_of(tables.language)
    if parsed.sentence.text.rstrip().endswith("?"):
        return
    taken = [one for one in mentions if one.sentence == parsed.sentence.index and isinstance(one.value, Group)]
    for number in parsed.numbers:
        start = parsed.start(parsed.doc[number.core])
        if number.state is not CountState.NUMBER or any(one.start <= start < one.end for one in taken):
            continue
        state = _told_state(parsed, number, voices, words, tables)
        if state is not None:
            yield state
            continue
        if not _stands_alone(parsed.doc, number):
            continue
        if (slot := _answers(parsed, number, tables)) and voices.at(parsed.sentence.index, start):
            yield _mention(parsed, number, slot, None, tables, floor=False)
            continue
        told = _by_somebody(parsed, number, before, mentions, voices=voices, words=words, tables=tables)
        if told is not None:
            yield told


def _by_somebody(
    parsed: Parsed,
    number: Number,
    before: Sequence[Parsed],
    mentions: Sequence[Mention],
    *,
    voices: Voices,
    words: _Words,
    tables: Lexicon,
) -> Mention | None:
    """Return a number that stands alone, where somebody gives it and persons harmed were counted last; else None."""
    doc = parsed.doc
    verb = _verb(doc, number, words)
    cited = verb is None and _behind_formula(doc, number)
    first = verb is None and not cited and _opens(doc, number)
    if verb is None and not cited and not first:
        return None
    slot = _counted_last(parsed, number, before, mentions) or (_asked_here(parsed, tables) if first else "")
    if not slot:
        return None
    told = voices.at(parsed.sentence.index, parsed.start(doc[number.core]))
    source: Source | None = None
    if verb is not None:
        source = _giver(parsed, verb, tables)
    elif cited and not told:  # "according to the company, seven"
        source = source_of(parsed, doc[number.first - 2], tables.cues)
    if source is None and not told:
        return None
    if source is not None and any(one.source.start < source.end and source.start < one.source.end for one in told):
        source = None  # who tells it is known
    floor = verb is not None and lemma(verb) in _SURE_OF and _only(doc, verb, number)
    return _mention(parsed, number, slot, source, tables, floor=floor)


def _told_state(parsed: Parsed, number: Number, voices: Voices, words: _Words, tables: Lexicon) -> Mention | None:
    """Return "the hospital reported 14 wounded passengers", "14 dead and 60 injured men": who tells it counts them.

    Elsewhere such a word tells a state ("two wounded soldiers returned").
    """
    doc = parsed.doc
    phrase = phrase_behind(doc, number.last)
    if phrase is None or not countable(doc, phrase, tables):
        return None
    before = [token for token in doc[number.last + 1 : phrase.head] if token.lower_ in tables.harm.words]
    slot = tables.harm.words[before[0].lower_] if before else ""
    if slot not in {"killed", "wounded", "missing"} or doc[phrase.head].dep_ in {"nsubj", "nsubjpass"}:
        return None
    verb = _verb(doc, number, words, over=True)
    source = _giver(parsed, verb, tables) if verb is not None else None
    told = voices.at(parsed.sentence.index, parsed.start(doc[number.core]))
    if verb is None or (source is None and not told):
        return None
    text = parsed.words(number.first, phrase.last)
    count = Count(text=text, low=number.low, high=number.high, about=number.about)
    start, end = parsed.range(number.first, phrase.last)
    group = describe_group(text, count, words_of(doc, phrase.first, phrase.last), tables)
    anchor = parsed.start(doc[number.core])
    by = None if told or source is None else (source,)
    return Mention(slot, group, start, end, anchor, parsed.sentence.index, type="killing", score=0.6, told_by=by)


def _stands_alone(doc: Doc, number: Number) -> bool:
    """Tell whether no noun that a number could count stands behind it."""
    at = number.last + 1
    if at >= len(doc) or doc[at].text in _ENDS or doc[at].lower_ in _GOES_ON:
        return True
    if _opens(doc, number) or (doc[at].lower_ in _ELLIPSIS and (at + 1 >= len(doc) or doc[at + 1].text in _ENDS)):
        return True
    pair = tuple(token.lower_ for token in doc[at : at + 2])
    return pair in _SO_FAR


def _verb(doc: Doc, number: Number, words: _Words, *, over: bool = False) -> Token | None:
    """Return the verb that gives a number, with nothing between them but words that count nothing.

    With `over`, figures told before it in the same breath ("14 martyrs and 60 wounded citizens") are passed over, too.
    """
    for place in range(number.first - 1, max(-1, number.first - 1 - _REACH), -1):
        token = doc[place]
        name = lemma(token)
        given = token.pos_ in {"VERB", "AUX"} and name in words.verbs and token.tag_ not in {"VBG", "VBN"}
        # "had announced 19"
        if given or (token.tag_ == "VBN" and name in words.verbs and any(one.dep_ == "aux" for one in token.children)):
            return None if is_negated(token) or is_passive(token) else token
        whom = token.dep_ in {"dobj", "dative"} and lemma(token.head) == "tell"  # "told parliament there were 13"
        passed = whom or (over and (token.pos_ in {"NUM", "NOUN", "ADJ"} or token.lower_ in {"and", ",", "plus"}))
        if token.lower_ not in words.fillers and not passed:
            return None
    return None


def _behind_formula(doc: Doc, number: Number) -> bool:
    """Tell whether a clause is nothing but "according to X, 40"."""
    place = number.first - 1
    if place < 3 or doc[place].text != ",":
        return False
    for token in reversed(doc[max(0, place - 9) : place]):
        if token.lower_ == "according":
            return True
        if token.pos_ not in _CITED:
            return False
    return False


def _opens(doc: Doc, number: Number) -> bool:
    """Tell whether a number opens a clause of its own ("Eight, the patriarchate said; fourteen, according to ...")."""
    behind = doc[number.last + 1].lower_ if number.last + 1 < len(doc) else "."
    if number.first > 4 and [one.lower_ for one in doc[number.first - 2 : number.first]] in (
        ["it", "is"],
        ["it", "was"],
    ):
        return doc[number.first - 3].text == "," and behind in _ENDS  # "by the count of X, it is 800"
    opened = number.first == 0 or doc[number.first - 1].text in {";", ":"}
    return opened and (behind == "," or behind in {"by", "according"})


def _asked_here(parsed: Parsed, tables: Lexicon) -> str:
    """Return what a sentence says that is counted ("How many died is disputed: ...", "the number of killed")."""
    words = [token.lower_ for token in parsed.tokens]
    for place, word in enumerate(words[:-1]):
        if (word, words[place + 1]) in {("how", "many"), ("number", "of"), ("toll", "of")}:
            slots = (tables.harm.words.get(one, "") for one in words[place : place + 6])
            return next((slot for slot in slots if slot in _HARMED), "")
    return ""


def _counted_last(parsed: Parsed, number: Number, before: Sequence[Parsed], mentions: Sequence[Mention]) -> str:
    """Return what became of the persons that the last number before one counts; nothing where it counts else."""
    for entry in (parsed, *reversed(before[-_BACK:])):
        numbers = [one for one in entry.numbers if entry is not parsed or one.last < number.first]
        here = [
            one
            for one in mentions
            if one.sentence == entry.sentence.index and one.slot in _HARMED and isinstance(one.value, Group)
        ]
        if entry is parsed:
            here = [one for one in here if one.start < parsed.start(parsed.doc[number.first])]
        if not numbers and not here:
            continue
        if numbers:
            start = entry.start(entry.doc[numbers[-1].core])
            last = next((one for one in here if one.start <= start < one.end), None)
            if last is None:
                return ""
        whole = [one for one in here if not one.scope.startswith("part")]
        if not whole:
            continue
        return "killed" if any(one.slot == "killed" for one in whole) else whole[-1].slot
    return ""


def _giver(parsed: Parsed, verb: Token, tables: Lexicon) -> Source | None:
    heads = [head for head in subjects(verb) if head.i < verb.i]
    if not heads:
        return None
    source = source_of(parsed, heads[0], tables.cues) or sayer(parsed, heads[0], tables.cues)
    return None if source is None or source.pronoun else source


def _only(doc: Doc, verb: Token, number: Number) -> bool:
    near = {token.lower_ for token in doc[max(0, verb.i - 2) : number.core]}
    return bool(near & {"only", "just"})


def _answers(parsed: Parsed, number: Number, tables: Lexicon) -> str:
    """Return what "Asked how many had been killed, he said: "Eleven."" tells, or nothing."""
    doc = parsed.doc
    if number.first < 4 or doc[number.first - 1].text not in _QUOTES:
        return ""
    words = [token.lower_ for token in doc[: number.first]]
    for place in range(len(words) - 1):
        if words[place : place + 2] == ["how", "many"]:
            slots = [tables.harm.words.get(word, "") for word in words[place:]]
            return next((slot for slot in slots if slot in _HARMED), "")
    return ""


def _mention(
    parsed: Parsed, number: Number, slot: str, source: Source | None, tables: Lexicon, *, floor: bool
) -> Mention:
    text = parsed.words(number.first, number.last)
    high = None if floor else number.high
    count = Count(text=text, low=number.low, high=high, about=number.about)
    start, end = parsed.range(number.first, number.last)
    return Mention(
        slot,
        describe_group(text, count, [], tables),
        start,
        end,
        parsed.start(parsed.doc[number.core]),
        parsed.sentence.index,
        type="killing",
        score=0.6,
        told_by=None if source is None else (source,),
    )


@cache
def _words_of(language: str) -> _Words:
    """Return the words of a language around bare numbers that somebody gives."""
    raw: Mapping[str, Sequence[str]] = lexicon(language).raw["figures"]["alone"]
    return _Words(frozenset(raw["verbs"]), frozenset(raw["fillers"]))
