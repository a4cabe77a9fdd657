"""Two who speak side by side in one sentence: "Police said A, and the hospital said B" hands nobody's words on.

The parser hangs the second clause on what the first one says, and so does the tagger. Each is kept to what it tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from crossbearing.read.mentions import Attribution
from crossbearing.read.sentences.grammar import child, lemma
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.ranges import without
from crossbearing.resources.lexicon import Cues

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["side_by_side"]

_JOINING: Final = frozenset({"and", "but", "while", "whereas", "though", "although"})
_TOLD_THAT: Final = frozenset({"that", "how", "whether", "if", "because", "after", "when"})
_REPORTING: Final = frozenset(
    {"say", "report", "put", "count", "announce", "state", "claim", "confirm", "give", "list"}
)
# Who speak as a side, though no word for a body says so.
_SEVERAL: Final = frozenset(
    {
        "rebel",
        "insurgent",
        "militant",
        "guerrilla",
        "separatist",
        "official",
        "authority",
        "medic",
        "rescuer",
        "prosecutor",
    }
)
_CITED: Final = 2  # the order of those whom another cites
_MARKS: Final = frozenset('"\u201c\u201d')


def side_by_side(parsed: Parsed, entries: Sequence[Attribution], cues: Cues) -> list[Attribution]:
    """Return the attributions of a sentence, whoever speaks before another kept from what that one tells.

    Args:
        parsed: The sentence.
        entries: Its attributions, sources as written.
        cues: Cue tables of its language.
    """
    found = list(entries)
    for entry in entries:
        cut = _second(parsed, entry, cues) if entry.order == 0 else None
        if cut is not None:
            found = [_ended(one, cut, entry, cues) for one in found]
        elif entry.order == 1:
            found = [_interrupted(parsed, one, entry, cues) for one in found]
    return found


def _second(parsed: Parsed, entry: Attribution, cues: Cues) -> int | None:
    """Return where the clause of one who speaks second begins, with the word that joins it; None for all others."""
    verb = next((token for token in parsed.tokens if parsed.start(token) == entry.cue_start), None)
    if verb is None or lemma(verb) not in _REPORTING or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    subject = child(verb, "nsubj")
    if subject is None or subject.i > verb.i or subject.pos_ not in {"NOUN", "PROPN"} or not _is_body(subject, cues):
        return None
    first = int(subject.left_edge.i)
    if first < 3 or parsed.start(subject.left_edge) > entry.source.start:
        return None
    joining = parsed.doc[first - 1]
    if joining.lower_ not in _JOINING or any(token.lower_ in _TOLD_THAT for token in parsed.doc[first - 2 : first - 1]):
        return None
    return parsed.start(joining)


def _is_body(subject: Token, cues: Cues) -> bool:
    """Tell whether a subject is a body, of which no witness tells what it said to him."""
    words = {lemma(subject), subject.lower_}
    personal = words & cues.titles and subject.pos_ == "NOUN"
    if words & _SEVERAL and subject.tag_ == "NNS":
        return True
    organ = bool(words & (cues.bodies | cues.organs | cues.pointing))
    return (organ and not personal) or (subject.pos_ == "PROPN" and child(subject, "appos") is None)


def _ended(entry: Attribution, cut: int, second: Attribution, cues: Cues) -> Attribution:
    """Return an attribution of one who spoke before, without what stands behind the word that joins the second.

    Whom the second one cites is cited for what the second one tells.
    """
    if entry.order == _CITED and entry.cue_start > second.cue_start:
        behind = tuple((max(start, cut), end) for start, end in entry.ranges if end - max(start, cut) > 1)
        return replace(entry, ranges=behind) if behind else entry
    if second.source.head in _SEVERAL and entry.source.head in cues.witnesses:
        return entry  # "a villager said that ..., and officials told them to leave"
    if entry is second or entry.order > 1 or entry.cue_start > cut or entry.source.name == second.source.name:
        return entry
    if not entry.covers(second.cue_start):
        return entry
    kept = tuple((start, min(end, cut)) for start, end in entry.ranges if start < cut and min(end, cut) - start > 1)
    return replace(entry, ranges=kept) if kept else entry


def _interrupted(parsed: Parsed, entry: Attribution, formula: Attribution, cues: Cues) -> Attribution:
    """Return "A, police said, and B, according to the hospital" with police for A alone.

    Whoever stands in an aside behind what he tells has told it; a clause that is joined behind it and names another
    is that one's.
    """
    text, base = parsed.sentence.text, parsed.sentence.start
    before = any(end <= entry.cue_start for _, end in entry.ranges)
    if entry.order != 0 or not before or entry.source.name == formula.source.name:
        return entry
    behind = text[entry.cue_start + len(entry.cue) - base :].lstrip()
    joined = behind.startswith(tuple(f", {word} " for word in ("and", "but", "while", "whereas")))
    if not joined or formula.cue_start < entry.cue_start or formula.source.head in cues.documents | cues.evidence:
        return entry
    if formula.source.pronoun or any(mark in behind for mark in _MARKS):
        return entry
    ranges = entry.ranges
    for hole in formula.ranges:
        ranges = tuple(part for piece in ranges for part in without(piece, hole))
    kept = tuple(part for part in ranges if part[1] - part[0] > 1)
    return replace(entry, ranges=kept) if kept else entry
