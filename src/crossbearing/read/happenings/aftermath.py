"""What came with an attack and after it: calls made, notice that was wrong, errors named as its cause, inquiries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from crossbearing.model.values import Category, TextValue
from crossbearing.read.mentions import Mention
from crossbearing.read.sentences.grammar import (
    child,
    lemma,
    noun_range,
    objects,
    passive_subjects,
    prepositional,
    subjects,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.values.lengths import durations

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["aftermath"]

_FAULTS = frozenset({"error", "failure", "bias", "malfunction", "fault", "misjudgement", "misjudgment", "breakdown"})
_CAUSING = frozenset({"lead", "contribute", "mar", "cause", "result", "produce"})
_INQUIRIES = frozenset({"inquiry", "enquiry", "investigation", "probe", "review", "investigator"})
_PASSING = frozenset({"pass", "give", "tell", "provide", "share", "notify", "communicate"})
_SPOTS = frozenset({"location", "place", "position", "coordinate", "point", "area", "target"})


def aftermath(parsed: Parsed) -> Iterator[Mention]:
    """Yield calls and warnings, wrong notice, causes and inquiries of a sentence.

    Args:
        parsed: The sentence.
    """
    for verb in parsed.tokens:
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        yield from _call(parsed, verb)
        yield from _wrong_notice(parsed, verb)
        yield from _fault(parsed, verb)
        yield from _inquiry(parsed, verb)


def _mention(parsed: Parsed, slot: str, span: tuple[int, int], verb: Token, code: str = "") -> Mention:
    first, last = span
    start, end = parsed.range(first, last)
    words = parsed.words(first, last)
    value = Category(words, slot, code) if code else TextValue(words)
    return Mention(slot, value, start, end, parsed.start(verb), parsed.sentence.index, score=0.55)


def _call(parsed: Parsed, verb: Token) -> Iterator[Mention]:
    """Yield "X telephoned", "X gave its warning": a call made while it went on."""
    held = child(verb, "dobj")
    gave = lemma(verb) in {"give", "issue", "raise"} and held is not None and lemma(held) == "warning"
    if not gave and lemma(verb) not in {"telephone", "phone"}:
        return
    who = [head for head in subjects(verb) if head.pos_ in {"NOUN", "PROPN"}]
    if who and not any(other.lower_ in {"not", "n't", "might", "would", "could"} for other in verb.children):
        times = [int(other.i) for other in verb.children if lemma(other) == "time" and other.dep_ == "npadvmod"]
        last = max([int(verb.i), int(held.i) if gave and held is not None else 0, *times])
        yield _mention(parsed, "warning", (noun_range(who[0])[0], last), verb, "call")


def _wrong_notice(parsed: Parsed, verb: Token) -> Iterator[Mention]:
    """Yield "the location passed on was wrong by nine kilometres", "X was misled about the location"."""
    if lemma(verb) == "mislead":
        about = prepositional(verb, "about", "on")
        if any(lemma(head) in _SPOTS for head in about):
            who = passive_subjects(verb)
            first = noun_range(who[0])[0] if who else int(verb.i)
            yield _mention(parsed, "deconfliction", (first, noun_range(about[0])[1]), verb, "told_wrong_place")
        return
    wrong = child(verb, "acomp")
    if wrong is None or wrong.lower_ not in {"wrong", "off", "incorrect"}:
        return
    # By the words before it: parsers lose themselves in "the location passed on was wrong".
    before = {lemma(token) for token in parsed.doc[max(0, int(wrong.i) - 8) : wrong.i]}
    if before & _SPOTS and before & _PASSING:
        last = int(wrong.right_edge.i)
        behind = parsed.doc[wrong.i + 1].lower_ if wrong.i + 1 < len(parsed.doc) else ""
        if behind == "by":
            last = next((int(t.i) for t in parsed.doc[wrong.i + 2 : wrong.i + 6] if t.pos_ == "NOUN"), last)
        yield _mention(parsed, "deconfliction", (int(wrong.i), max(last, int(wrong.i))), verb, "told_wrong_place")


def _fault(parsed: Parsed, verb: Token) -> Iterator[Mention]:
    """Yield "human errors led to the strikes"."""
    if lemma(verb) not in _CAUSING:
        return
    for head in subjects(verb)[:1]:
        inner = [part for part in prepositional(head, "of") if lemma(part) in _FAULTS]
        if lemma(head) in _FAULTS or inner:
            yield _mention(parsed, "cause", noun_range(head), verb)


def _inquiry(parsed: Parsed, verb: Token) -> Iterator[Mention]:
    """Yield "the inquiry took six weeks" and "the inquiry found no evidence of misconduct"."""
    about = any(lemma(head) in _INQUIRIES or head.lower_ == "it" for head in subjects(verb))
    if lemma(verb) in {"take", "last"} and about:
        told = parsed.sentence.text[verb.idx :]
        length = next((item for item in durations(told) if item.start <= 25), None)
        if length is not None and re.search(r"week|month|year", told[length.start : length.end]):
            start = parsed.start(verb)
            value = TextValue(told[length.start : length.end])
            yield Mention(
                "process",
                value,
                start,
                start + length.end,
                start,
                parsed.sentence.index,
                type="investigation",
                score=0.5,
            )
    named = any(lemma(head) in _INQUIRIES for head in subjects(verb))
    for held in objects(verb)[:1]:
        if lemma(verb) == "find" and named and lemma(held) == "evidence":
            yield _mention(parsed, "process", noun_range(held), verb)
