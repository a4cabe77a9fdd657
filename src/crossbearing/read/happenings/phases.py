"""Phases, order and length of a happening, and how many attacks it counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crossbearing.model.claims import WHOLE, Modality
from crossbearing.model.values import Anchor, Count, CountState, Duration, TextValue, When
from crossbearing.read.happenings.events import governing
from crossbearing.read.mentions import EventMention, Mention
from crossbearing.read.sentences.grammar import lemma, noun_range, subjects
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.values.lengths import durations
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["Label", "announced", "labels", "lengths", "meanwhile", "order_words", "strike_counts"]


# A caller's wait and an inquiry's weeks are no length of the attack.
_WAIT = re.compile(
    r"\b(?:wait(?:s|ed|ing)?|hold(?:ing)?|until|answer(?:ed)?|inquiry|investigation|review|probe)\b[^.;]{0,90}$"
)
_FALLING = re.compile(
    r"\b(?:shells?|bombs?|rockets?|missiles?|mortars?|gunfire)\b[^.;]{0,40}\b(?:fell|rained|landed|hit|struck|came)\b"
    r"|\b(?:gunm[ae]n|attackers?|shooters?|assailants?|snipers?|soldiers|troops|police|officers|guards|militants|fighters|he|they)\b"
    r"[^.;]{0,20}\b(?:fired|shot|shelled|kept firing|kept shooting|went on firing|opened fire)\b[^.;]{0,40}"
)
_STAGE = re.compile(
    r"\b(first|opening|initial|second|third|fourth|next|last|final)\s+(?:one|stage|phase|wave|part|round|strike|raid)\b"
)


_HELD = re.compile(
    r"\b(?:held|holding|besieged|pinned down|barricaded|occupied|occupying|surrounded|cut off)\b[^.;,]{0,50}$"
)
_LONGEST = 14 * 86400


@dataclass(frozen=True, slots=True)
class Label:
    """A phase named in a sentence: "the second stage".

    Args:
        ordinal: From 1.
        start: Offset of its words.
        end: Offset behind them.
        text: The words.
        token: Number of the noun's token.
        proper: Whether the noun is a word for phases and not for attacks.
    """

    ordinal: int
    start: int
    end: int
    text: str
    token: int
    proper: bool


def labels(parsed: Parsed, tables: Lexicon) -> list[Label]:
    """Return the phases that a sentence names by number.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    raw: Any = tables.raw["phases"]
    ordinals, units, generic = raw["ordinals"], frozenset(raw["units"]), frozenset(raw["generic"])
    found = []
    for token in parsed.tokens:
        if lemma(token) in raw["numbered"] and token.i + 1 < len(parsed.doc):
            behind = parsed.doc[token.i + 1]
            number = raw["cardinals"].get(behind.lower_)
            if number is not None and parsed.doc[token.i - 1 if token.i else 0].lower_ != "ipc":
                start, end = parsed.range(int(token.i), int(behind.i))
                words = parsed.words(int(token.i), int(behind.i))
                found.append(Label(int(number), start, end, words, int(token.i), proper=True))
            continue
        if token.lower_ not in ordinals:
            continue
        for noun in parsed.doc[token.i + 1 : token.i + 4]:
            word = lemma(noun)
            if word in units or word in generic:
                if noun.i > token.i + 1 and parsed.doc[token.i + 1].pos_ not in {"NOUN", "ADJ", "PROPN"}:
                    break
                start, end = parsed.range(int(token.i), int(noun.i))
                found.append(
                    Label(
                        int(ordinals[token.lower_]),
                        start,
                        end,
                        parsed.words(int(token.i), int(noun.i)),
                        int(noun.i),
                        word in units,
                    )
                )
                break
    return found


def announced(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield the number of phases a sentence announces ("three stages").

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    raw: Any = tables.raw["phases"]
    units, verbs = frozenset(raw["units"]), frozenset(raw["announcing"])
    for number in parsed.numbers:
        behind = number.last + 1
        while behind < len(parsed.doc) and parsed.doc[behind].pos_ == "ADJ":
            behind += 1
        if (
            behind >= len(parsed.doc)
            or lemma(parsed.doc[behind]) not in units
            or parsed.doc[behind].tag_ not in {"NNS", "NN"}
        ):
            continue
        noun = parsed.doc[behind]
        if not any(lemma(token) in verbs for token in [noun.head, noun.head.head, *noun.ancestors]):
            continue
        if noun.head.pos_ in {"VERB", "AUX"} and lemma(noun.head) in raw["having"] and not _deed(noun, tables):
            continue
        start, end = parsed.range(_predicate(noun), behind)
        count = number.count(parsed.words(number.first, behind), unit=f"{lemma(noun)}s")
        yield Mention("phase", count, start, end, parsed.start(noun), parsed.sentence.index, score=0.75)


def _deed(noun: Token, tables: Lexicon) -> bool:
    """Tell whether what has these parts was done: "the raid had two parts", but not "the book has two parts"."""
    heads = [*subjects(noun.head), *(head for one in noun.children if one.lower_ == "to" for head in one.children)]
    said = any(head.lower_ in {"it", "this", "there"} for head in heads) or not heads
    if said:
        return lemma(noun) in {"stage", "phase", "wave"}
    return any(lemma(head) in tables.triggers.nouns or lemma(head) in tables.triggers.generic for head in heads)


def _predicate(noun: Token) -> int:
    """Return the first token of what is divided: the verb's object, or the verb."""
    verb = noun.head.head if noun.head.pos_ == "ADP" else noun.head
    return min(int(verb.i), int(noun.i)) if verb.pos_ in {"VERB", "AUX"} else int(noun.left_edge.i)


def lengths(parsed: Parsed, events: list[EventMention]) -> Iterator[Mention]:
    """Yield how long attacks lasted, where a word ties a length of time to one.

    Args:
        parsed: The sentence.
        events: The event mentions in it.
    """
    text = parsed.sentence.text
    near = [event for event in events if event.modality is not Modality.BACKGROUND]
    for length in durations(text):
        before = text[: length.start].lower()
        after = text[length.end :].lower()
        lasting = re.search(
            r"\b(?:lasted|lasting|lasts|last(?! (?:month|week|year|night|\w+day)\b)|took|went on|going on"
            r"|continued|kept|ongoing|carried on|did so|did this|at it|raged"
            r"|continuing|persisted|dragged on|over in|over within|over after|ended after)\b"
            r"(?:\s+\S+){0,12}?\s*(?:for\s+|up to\s+)?$",
            before,
        )
        for_time = re.search(r"\bfor\s+(?:the\s+)?(?:more\s+|less\s+)?$", before)
        whole = re.match(r"all|throughout|the (?:whole|entire)", length.value.text, re.IGNORECASE) and near
        fronted = for_time is not None and not text[: for_time.start()].strip() and bool(near) and _short(length.value)
        held = for_time is not None and _HELD.search(before[: for_time.start()]) is not None
        within = re.match(r"in|within", length.value.text, re.IGNORECASE) and re.search(
            r"\b(?:was|were) (?:all )?over $", before
        )
        joined = re.match(
            r"[\s-]*(?:long\s+)?(?:air\s?strikes?|attacks?|raids?|bombardment|bombing|battle|offensive|assault"
            r"|shelling|siege|firefight|barrage)\b",
            after,
        )
        if re.match(r"\s*(?:ago|earlier|later|before|after|old|of talks|away)\b", after) or (
            lasting is None and for_time is None and joined is None and not whole and not within
        ):
            continue
        if not near and lasting is None and not within and not _FALLING.search(before):
            continue
        if (
            not near
            and not _FALLING.search(before)
            and not re.search(
                r"\b(?:strikes?|attacks?|raids?|it|bombing|shelling|bombardment|battle|operation|they|planes|aircraft|jets"
                r"|one|stage|phase|beating|shooting|massacre|killing|assault|siege|fighting|clash|clashes|firing|torture)\b",
                before,
            )
        ):
            continue
        if _WAIT.search(before):
            continue
        if (
            for_time is not None
            and lasting is None
            and not fronted
            and not held
            and (near or not _FALLING.search(before))
            and not any(
                event.start < parsed.sentence.start + length.start
                and parsed.sentence.start + length.start - event.end < 60
                for event in near
            )
        ):
            continue
        start, end = parsed.sentence.start + length.start, parsed.sentence.start + length.end
        begin = parsed.sentence.start + lasting.start() if lasting is not None else start
        event = min(near, key=lambda item: abs(item.start - start)).number if near else None
        stage = _STAGE.search(before)
        yield Mention(
            "duration",
            length.value,
            begin if start - begin < 60 else start,
            end,
            start,
            parsed.sentence.index,
            event,
            scope=WHOLE if stage is None else f"part: {stage.group(1)} stage",
            score=0.7,
        )


def _short(value: Duration) -> bool:
    """Tell whether a length is one that a single attack may have: years are those of a war."""
    return value.vague or (value.high or value.low or 0) <= _LONGEST


def strike_counts(parsed: Parsed, events: list[EventMention], tables: Lexicon) -> Iterator[Mention]:
    """Yield how many strikes, raids or sorties are told. Their words have no fixed meaning and are not converted.

    Args:
        parsed: The sentence.
        events: The event mentions in it.
        tables: Word tables of its language.
    """
    doc = parsed.doc
    for number in parsed.numbers:
        for noun in doc[number.last + 1 : number.last + 6]:
            word = lemma(noun)
            previous = doc[noun.i - 1].lower_ if noun.i else ""
            joined = f"{previous} {word}"
            unit = tables.strike_units.get(joined) or tables.strike_units.get(word)
            if unit is None and noun.lower_ in {"the", "its", "these", "those"} and previous == "of":
                continue
            if unit is None:
                if (
                    noun.pos_ in {"NOUN", "ADJ", "PROPN", "ADP"}
                    and noun.text != ","
                    and noun.lower_ not in {"in", "on", "by", "at"}
                ) or noun.tag_ in {"HYPH", "VBN", "JJ"}:
                    if noun.pos_ == "NOUN" and noun.dep_ not in {"compound", "nmod", "npadvmod"}:
                        break
                    continue
                break
            if (
                noun.pos_ not in {"NOUN", "PROPN"}
                or (noun.dep_ == "compound" and noun.head.i > noun.i)
                or (word in {"pass", "run", "mission", "flight", "round", "attack"} and noun.tag_ != "NNS")
            ):
                break
            here = next((event for event in events if event.token == noun.i), None)
            if here is not None and here.modality in {Modality.BACKGROUND, Modality.HYPOTHETICAL}:
                break
            if noun.tag_ not in {"NNS", "NNPS"} and number.low not in {1, None}:
                break
            start, end = parsed.range(number.first, int(noun.i))
            count: Count = number.count(parsed.words(number.first, int(noun.i)), unit=unit, unit_defined=False)
            between = [token.lower_ for token in doc[number.last + 1 : noun.i]]
            scope = (
                f"part: of {doc[noun.i - 1].lower_} {noun.lower_}"
                if between[:1] == ["of"] and number.state is CountState.NUMBER
                else WHOLE
            )
            yield Mention(
                "strikes",
                count,
                start,
                end,
                parsed.start(noun),
                parsed.sentence.index,
                here.number if here else None,
                type="air_strike" if "air" in joined else "attack",
                scope=scope,
                score=0.75,
            )
            break


def order_words(parsed: Parsed, events: list[EventMention], spans: list[tuple[int, int]]) -> Iterator[Mention]:
    """Yield statements of order: one attack told before, after or during another.

    Args:
        parsed: The sentence.
        events: The event mentions in it.
        spans: Offsets of expressions of time that hang on an event ("just after the first strike").
    """
    for start, end in spans:
        outside = [event for event in events if not start <= event.start < end]
        if not outside:
            continue
        told = governing(parsed, start, end, outside)
        first, last = min(start, told.start), max(end, told.end)
        text = parsed.sentence.text[first - parsed.sentence.start : last - parsed.sentence.start]
        yield Mention(
            "sequence", TextValue(text), first, last, told.start, parsed.sentence.index, told.number, score=0.6
        )


def meanwhile(parsed: Parsed, events: list[EventMention]) -> Iterator[Mention]:
    """Yield times told by another happening that went on: "while planes were striking", "watched the offensive".

    Args:
        parsed: The sentence.
        events: The event mentions in it.
    """
    by_token = {event.token: event for event in events}
    for event in events:
        token = parsed.doc[event.token]
        for clause in token.children:
            if clause.dep_ != "advcl" or not any(
                other.dep_ == "mark" and other.lower_ in {"while", "as"} for other in clause.children
            ):
                continue
            inner = next((by_token[other.i] for other in clause.subtree if other.i in by_token), None)
            if inner is None or inner.happening == event.happening:
                continue
            first = int(clause.left_edge.i)
            last = max(inner.token, int(clause.i))
            start, end = parsed.range(first, last)
            value = When(parsed.words(first, last), anchor=Anchor("during", parsed.words(first + 1, last)))
            yield Mention("when.start", value, start, end, event.start, parsed.sentence.index, event.number, score=0.5)
        if event.type != "surveillance":
            continue
        watched = next(
            (by_token[other.i] for other in token.children if other.dep_ == "dobj" and other.i in by_token), None
        )
        if watched is not None:
            words = parsed.words(*noun_range(parsed.doc[watched.token]))
            yield Mention(
                "when.start",
                When(words, anchor=Anchor("during", words)),
                watched.start,
                watched.end,
                event.start,
                parsed.sentence.index,
                event.number,
                score=0.5,
            )
