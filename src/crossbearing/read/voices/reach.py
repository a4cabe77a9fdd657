"""How far what somebody tells reaches: within the words of another, within a part of a sentence, outside a clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crossbearing.read.mentions import Attribution
from crossbearing.read.sentences.grammar import child
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.ranges import without

__all__ = ["kept_apart"]


def kept_apart(parsed: Parsed, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions of a sentence, each kept to what its words reach over.

    Args:
        parsed: The sentence.
        found: Its attributions.
    """
    relatives = [entry for entry in found if entry.order == 0 and _in_relative(parsed, entry)]
    kept = (_outside(_within_told(entry, found), relatives) for entry in found)
    return [_within_part(parsed, entry) for entry in kept]


def _in_relative(parsed: Parsed, entry: Attribution) -> bool:
    """Tell whether somebody tells a relative clause alone ("the attack, which the opposition says killed 70, ...")."""
    verb = next((token for token in parsed.tokens if parsed.start(token) == entry.cue_start), None)
    return verb is not None and verb.dep_ == "relcl" and child(verb, "ccomp", "xcomp") is not None


def _outside(entry: Attribution, relatives: Sequence[Attribution]) -> Attribution:
    """Return a formula ("according to X") without the relative clauses that others tell."""
    if entry.order != 1:
        return entry
    ranges = entry.ranges
    for other in relatives:
        if other.source.name != entry.source.name and not other.covers(entry.cue_start):
            ranges = tuple(part for piece in ranges for hole in other.ranges for part in without(piece, hole))
    return replace(entry, ranges=ranges)


def _within_told(entry: Attribution, found: Sequence[Attribution]) -> Attribution:
    """Return a formula ("for the command, ...") kept to what the one tells in whose words it stands."""
    if entry.order != 1:
        return entry
    outer = next((other for other in found if other.order < 1 and other.covers(entry.cue_start)), None)
    if outer is None:
        return entry
    ranges = tuple(
        (max(first, start), min(last, end))
        for first, last in entry.ranges
        for start, end in outer.ranges
        if min(last, end) > max(first, start)
    )
    return replace(entry, ranges=ranges) if ranges else entry


def _within_part(parsed: Parsed, entry: Attribution) -> Attribution:
    """Return an attribution kept to its part of a sentence, set apart by semicolons outside quotation marks."""
    marks = _semicolons(parsed.sentence.text)
    if not marks:
        return entry
    base = parsed.sentence.start
    place = entry.cue_start - base
    start = base + max((mark + 1 for mark in marks if mark < place), default=0)
    end = base + min((mark for mark in marks if mark >= place), default=len(parsed.sentence.text))
    ranges = tuple(
        (max(first, start), min(last, end)) for first, last in entry.ranges if min(last, end) > max(first, start)
    )
    return replace(entry, ranges=ranges)


def _semicolons(text: str) -> list[int]:
    """Return where semicolons stand outside quotation marks; none where those do not come in pairs."""
    if ";" not in text or text.count('"') % 2 or text.count("\u201c") != text.count("\u201d"):
        return []
    inside, found = False, []
    for place, mark in enumerate(text):
        if mark in '"\u201c\u201d':
            inside = not inside if mark == '"' else mark == "\u201c"
        elif mark == ";" and not inside:
            found.append(place)
    return found
