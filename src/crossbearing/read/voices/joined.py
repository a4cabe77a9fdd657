"""Attributions of a sentence by rules and by the tagger, joined by one policy.

Where both mark the same cue, the tagger says which words are told (it was trained on that and is better at it) and the
rules say who is meant, with which stance and on what basis. A cue that only the tagger marks is taken, with what the
word tables know of its verb, unless it tells of wishes and plans, which are no statements. A cue that only the rules
know is taken too: they alone read chains of several sources, headlines and lists, which the tagger's training lacks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crossbearing.model.actors import Link, Stance
from crossbearing.model.claims import Basis
from crossbearing.read.mentions import Attribution, Source
from crossbearing.read.sentences.grammar import antecedent, lemma, noun_range, verb_key
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.ranges import subtree_range
from crossbearing.read.tagger.runtime import Attribution as Heard
from crossbearing.read.voices.attribution import stance_of
from crossbearing.read.voices.sources import basis_of_source, source_of
from crossbearing.read.voices.spoken import mutual
from crossbearing.resources.lexicon import Cues, Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["Quotation", "joined", "quotations"]

_MARKS = frozenset('"\u201c\u201d\u00ab\u00bb\u201e')
_OUTCOME = re.compile(
    r"\s*,\s+(?:\w+ly\s+)?[a-z]{3,}ing\b|\s*,?\s+and\s+that\b"
    r"|\s*(?:,?\s*and\s+)?(?:[\w,-]+\s+){0,3}(?:wounded|injured|killed|missing|dead|hurt)\b"
)
_GOES_ON = re.compile(r"\s*(?:to|,\s*(?:had|have|has|was|were|is|are|died|lost))\s")
_ASIDE = 25  # characters: what stands before a speaker and is shorter says when or where
_AGREED = 0.25
"""Share of the words that the rules take for told which the tagger must take for told too, to have the say on them."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words of one attribution, as offsets into the text.

    Args:
        source: Pieces of the words that name the source; none where nobody is named.
        cue: The words that hand over, or None.
        content: Pieces of what is told.
    """

    source: tuple[tuple[int, int], ...]
    cue: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]


def joined(
    parsed: Parsed,
    rules: Sequence[Attribution],
    heard: Sequence[Heard],
    tables: Lexicon,
    *,
    quoted: Callable[[int], bool],
) -> list[Attribution]:
    """Return the attributions of one sentence, sources as written, by the policy of this module.

    Args:
        parsed: The sentence.
        rules: What the rules find in it.
        heard: What the tagger marks, with cues in it; what is told may stand in other sentences.
        tables: Word tables of the language.
        quoted: Tells whether an opening quotation mark stands at an offset.
    """
    found: list[Attribution] = []
    taken: set[int] = set()
    for item in heard:
        same = [
            number for number, entry in enumerate(rules) if number not in taken and _overlap(_cue(entry), _pair(item))
        ]
        contents = _told(parsed, item, quoted)
        taken.update(same)
        if same:
            found.extend(_with_words(parsed, rules[number], contents) for number in same)
        elif contents:
            found.extend(_alone(parsed, item, contents, tables))
    found.extend(entry for number, entry in enumerate(rules) if number not in taken)
    return sorted(found, key=lambda entry: (entry.order, -entry.size, entry.cue_start))


def quotations(rules: Iterable[Attribution], heard: Iterable[Heard] | None) -> Iterator[Quotation]:
    """Yield the words of the attributions of one sentence: the tagger's where there is one, else those of the rules.

    Args:
        rules: What the rules find in it.
        heard: What the tagger marks in it, or None where no tagger helps.
    """
    if heard is None:
        for entry in rules:
            yield Quotation(((entry.source.start, entry.source.end),), _cue(entry), entry.ranges)
        return
    for item in heard:
        yield Quotation(
            tuple((mark.start, mark.end) for mark in item.sources),
            _pair(item),
            tuple((mark.start, mark.end) for mark in item.contents),
        )


def _with_words(parsed: Parsed, entry: Attribution, contents: tuple[tuple[int, int], ...]) -> Attribution:
    """Return an attribution of the rules with what the tagger takes for told, where both agree on a part of it.

    Of formulas ("according to X"), nouns ("X's claim that") and the inner links of chains the rules have the say.
    """
    verb = next((token for token in parsed.tokens if parsed.start(token) == entry.cue_start), None)
    if verb is not None and verb.dep_ == "relcl" and _take_main_verb(parsed, verb, contents):
        # "The raid, which the party says killed 50, cost nine lives".
        first, last = subtree_range(parsed, verb)
        contents = tuple((max(a, first), min(b, last)) for a, b in contents if min(b, last) > max(a, first))
    if not contents:
        return entry
    shared = sum(_common(part, other) for part in contents for other in entry.ranges)
    if entry.order > 0 or entry.cue == ":" or shared < _AGREED * entry.size:
        return entry
    if all(end <= entry.cue_start for _, end in contents):
        # "four men were said by residents to have died": the tagger may take the part before the cue alone.
        # "Four men, residents said, had died": the words behind an aside go on with those before it.
        behind = tuple(part for part in entry.ranges if _GOES_ON.match(_words(parsed, *part)))
        return replace(entry, ranges=(*contents, *behind))
    # "Police shot eight men, a rights group said, in what it called ...": the tagger may see the end alone.
    before = tuple(
        part
        for part in entry.ranges
        if part[1] <= entry.cue_start and part[1] - part[0] > _ASIDE and not any(_common(part, one) for one in contents)
    )
    return replace(entry, ranges=(*before, *contents[:-1], _with_outcome(parsed, entry, contents[-1])))


def _take_main_verb(parsed: Parsed, verb: Token, contents: tuple[tuple[int, int], ...]) -> bool:
    """Tell whether what a relative clause is said to tell runs on over the main verb of the sentence behind it."""
    root = next((token for token in parsed.tokens if token.dep_ == "ROOT"), None)
    if root is None or root.i <= verb.right_edge.i:
        return False
    return any(start <= parsed.start(root) < end for start, end in contents)


def _with_outcome(parsed: Parsed, entry: Attribution, content: tuple[int, int]) -> tuple[int, int]:
    """Return a piece of what is told with what came of it (", killing nine"), where the rules take it for told."""
    end = max(stop for _, stop in entry.ranges)
    return (content[0], end) if _OUTCOME.match(_words(parsed, content[1], end)) else content


def _told(parsed: Parsed, item: Heard, quoted: Callable[[int], bool]) -> tuple[tuple[int, int], ...]:
    """Return what an attribution tells: in its own sentence, and elsewhere only where a quotation mark begins it.

    The tagger's link from a distant piece of content to its cue is not to be trusted without one.
    """
    sentence = parsed.sentence
    pieces: list[tuple[int, int]] = []
    for mark in item.contents:
        if quoted(mark.start):
            pieces.append((mark.start, mark.end))
        elif mark.end > sentence.start and mark.start < sentence.end:
            pieces.append((max(mark.start, sentence.start), min(mark.end, sentence.end)))
    return tuple(pieces)


def _alone(
    parsed: Parsed, item: Heard, contents: tuple[tuple[int, int], ...], tables: Lexicon
) -> Iterator[Attribution]:
    """Yield an attribution that only the tagger marks, if its cue is a statement and its source can speak."""
    cues = tables.cues
    verb = _head(parsed, item.cue.start, item.cue.end, frozenset({"VERB", "NOUN", "ADJ", "AUX"}))
    if verb is None:
        return
    if mutual(verb) or verb.dep_ == "pcomp":
        return  # "contrary to what the governor had announced"
    name = verb_key(verb)
    wishes: frozenset[str] = frozenset(tables.raw["cues"]["groups"]["wishes"])
    if {name, lemma(verb)} & wishes or (name in cues.weak and not _clause(parsed, contents)):
        return
    source = _source(parsed, item, cues)
    if source is None:
        return
    noun = verb.pos_ == "NOUN"
    stance = Stance.DENIES if noun and name in cues.denial_nouns else stance_of(name, verb, cues)
    carrier = Stance(cues.carrier[name]) if name in cues.carrier else None
    if noun and name in cues.distance_nouns:
        carrier = Stance.CANNOT_SAY
    basis = Basis(cues.basis[name]) if name in cues.basis else basis_of_source(source, cues)
    if noun and name in cues.opinion_nouns:
        basis = Basis.OPINION
    yield Attribution(
        source=source,
        ranges=contents,
        cue=_words(parsed, item.cue.start, item.cue.end),
        cue_start=item.cue.start,
        stance=stance,
        carrier=carrier,
        link=Link.CITES,
        basis=basis,
    )


def _clause(parsed: Parsed, contents: tuple[tuple[int, int], ...]) -> bool:
    """Tell whether what is told is a clause or a quotation: "saw that ...", not "saw the offensive"."""
    for start, end in contents:
        head = _head(parsed, start, end, frozenset({"VERB", "AUX", "NOUN", "PROPN", "PRON", "ADJ", "NUM"}))
        if head is None or head.pos_ in {"VERB", "AUX"} or any(c in _MARKS for c in _words(parsed, start, end)):
            return True
    return False


def _words(parsed: Parsed, start: int, end: int) -> str:
    base = parsed.sentence.start
    return parsed.sentence.text[max(start - base, 0) : max(end - base, 0)]


def _source(parsed: Parsed, item: Heard, cues: Cues) -> Source | None:
    for mark in item.sources:
        head = _head(parsed, mark.start, mark.end, frozenset({"PROPN", "NOUN", "PRON", "NUM", "ADJ"}))
        if head is None:
            continue
        source = source_of(parsed, antecedent(head), cues) or _unknown(parsed, antecedent(head), cues)
        if source is not None:
            return source
    return None


def _unknown(parsed: Parsed, head: Token, cues: Cues) -> Source | None:
    """Return a source that only the tagger takes for one: persons or bodies whose word no table has."""
    word = lemma(head)
    if (
        head.pos_ != "NOUN"
        or word.rstrip(".") in {"no", "nr"}
        or word in cues.evidence | cues.silent | cues.dates | cues.counted
    ):
        return None
    first, last = noun_range(head)
    if any(token.like_num for token in parsed.doc[first : last + 1]):
        return None
    start, end = parsed.range(first, last)
    name = parsed.words(first, last)
    for article in ("the ", "a ", "an "):
        if name.lower().startswith(article):
            name = name[len(article) :]
            break
    return Source(name, start, end, False, word)


def _head(parsed: Parsed, start: int, end: int, kinds: frozenset[str]) -> Token | None:
    """Return the word of a stretch on which its other words hang, of some parts of speech."""
    inside = [token for token in parsed.tokens if start <= parsed.start(token) < end]
    numbers = {token.i for token in inside}
    tops = [
        token for token in inside if token.pos_ in kinds and (token.head.i not in numbers or token.head.i == token.i)
    ]
    if tops:
        return tops[0]
    return next((token for token in inside if token.pos_ in kinds), None)


def _cue(entry: Attribution) -> tuple[int, int]:
    return entry.cue_start, entry.cue_start + len(entry.cue)


def _pair(item: Heard) -> tuple[int, int]:
    return item.cue.start, item.cue.end


def _overlap(left: tuple[int, int], right: tuple[int, int]) -> bool:
    return _common(left, right) > 0


def _common(left: tuple[int, int], right: tuple[int, int]) -> int:
    return max(0, min(left[1], right[1]) - max(left[0], right[0]))
