"""Who speaks where in a document: attributions joined across sentences.

Pronouns and short names are resolved to those who spoke before; a quotation that runs over several sentences stays with
its speaker; "The locals noticed something else." hands over the sentence behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from crossbearing.model.actors import Link, Stance
from crossbearing.model.claims import Basis
from crossbearing.model.documents import BlockKind
from crossbearing.read.attribution import attributions
from crossbearing.read.grammar import child, lemma, subjects, verb_key
from crossbearing.read.joined import Quotation, joined, quotations
from crossbearing.read.mentions import Attribution, Source
from crossbearing.read.parse import Parsed
from crossbearing.read.segment import Sentence
from crossbearing.read.sources import Memory, basis_of_source, source_of
from crossbearing.read.tagger.loose import gathered
from crossbearing.read.tagger.runtime import Attribution as Heard
from crossbearing.read.tagger.runtime import Reading as Tagged
from crossbearing.resources.lexicon import Lexicon

__all__ = ["Voices"]

_DATELINE = re.compile(r"^[^()]{0,60}?\(([A-Za-z][A-Za-z /-]{1,30})\)")
_MARKS = frozenset("\"'\u201c\u2018\u00ab\u201e")
_OPEN, _CLOSE = "\u201c\u00ab", "\u201d\u00bb"


class Voices:
    """The attributions of one document, to be asked who speaks at an offset.

    Args:
        parsed: The sentences that were parsed, in order.
        tables: Word tables of the language.
        publisher: Name of the publisher, or empty; "the ministry" may mean it.
        tagged: What the tagger marked in these sentences, or None.
    """

    def __init__(
        self, parsed: Iterable[Parsed], tables: Lexicon, publisher: str = "", tagged: Tagged | None = None
    ) -> None:
        parsed = tuple(parsed)
        self._sentences = [entry.sentence for entry in parsed]
        self._starts = [sentence.start for sentence in self._sentences]
        self._heard: dict[int, list[Heard]] | None = None if tagged is None else self._by_cue(tagged)
        self._inherits: dict[int, list[Attribution]] = {}
        self._quotations: list[Quotation] = [] if tagged is None else list(_lone_sources(tagged))
        self._tables = tables
        self._memory = Memory(tables.cues)
        self._by_sentence: dict[int, list[Attribution]] = {}
        if publisher:
            self._memory.remember(Source(publisher, 0, 0, True, publisher.rsplit(maxsplit=1)[-1].lower()))
        self._last: Attribution | None = None
        self._announced: tuple[Attribution, int] | None = None
        self._open_quote = False
        self._paragraph = -1
        self._dateline: Attribution | None = None
        self._begun = False
        self._publisher = publisher
        self._last_paragraph = -1
        for sentence in parsed:
            self._read(sentence)
        self._spread()

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        """The words of all attributions, by the tagger where it helps, else by rules; and sources without a cue."""
        return tuple(self._quotations)

    def at(self, sentence: int, offset: int) -> list[Attribution]:
        """Return the attributions that cover an offset, from the publisher inwards.

        Args:
            sentence: Index of the sentence.
            offset: Offset of a character in the text.
        """
        covering = [entry for entry in self._by_sentence.get(sentence, ()) if entry.covers(offset)]
        covering.sort(key=lambda entry: (entry.order, -entry.size, entry.cue_start))
        ordered: list[Attribution] = []
        for entry in covering:
            position = len(ordered)
            while (
                position > 0
                and entry.order < 2
                and entry.covers(ordered[position - 1].cue_start)
                and not ordered[position - 1].covers(entry.cue_start)
            ):
                position -= 1
            ordered.insert(position, entry)
        if self._dateline is not None:
            ordered.insert(0, self._dateline)
        return _without_repeats(ordered)

    def _read(self, parsed: Parsed) -> None:
        sentence = parsed.sentence
        if sentence.paragraph != self._paragraph:
            self._open_quote = self._open_quote and sentence.text[:1] in _OPEN + '"'
            self._paragraph = sentence.paragraph
        if self._dateline is None and sentence.kind is BlockKind.BODY and not self._begun:
            self._dateline = self._agency(sentence)
        self._begun = self._begun or sentence.kind is BlockKind.BODY
        starts_inside = self._open_quote
        self._open_quote = _quote_state(sentence.text, self._open_quote)
        rules = attributions(parsed, self._tables)
        heard = None if self._heard is None else self._heard.get(sentence.index, [])
        self._quotations.extend(quotations(rules, heard))
        told = rules if heard is None else joined(parsed, rules, heard, self._tables, quoted=self._quoted)
        own = [resolved for entry in told if (resolved := self._resolved(entry)) is not None]
        self._note_persons(parsed)
        for entry in own:
            self._memory.remember(replace(entry.source, pronoun=False))
        announced = self._announced
        if announced is not None and announced[1] == sentence.paragraph and own:
            own = [replace(announced[0], ranges=((sentence.start, sentence.end),)), *own]
        if not own:
            own = self._inherited(parsed, starts_inside)
            self._inherits[sentence.index] = own
        elif starts_inside and self._last is not None and not any(entry.covers(sentence.start) for entry in own):
            own = [*own, replace(self._last, ranges=((sentence.start, sentence.end),))]
        self._by_sentence[sentence.index] = own
        self._announced = self._announcement(parsed) or None
        if own:
            self._last = max(own, key=lambda entry: (entry.size, -entry.order))
            self._last_paragraph = sentence.paragraph

    def _quoted(self, offset: int) -> bool:
        place = bisect_right(self._starts, offset) - 1
        if place < 0:
            return False
        sentence = self._sentences[place]
        return sentence.text[offset - sentence.start : offset - sentence.start + 1] in _MARKS

    def _by_cue(self, tagged: Tagged) -> dict[int, list[Heard]]:
        """Return the tagger's attributions by the sentence that their cue stands in."""
        found: dict[int, list[Heard]] = {}
        for item in gathered(tagged):
            place = bisect_right(self._starts, item.cue.start) - 1
            if place >= 0:
                found.setdefault(self._sentences[place].index, []).append(item)
        return found

    def _spread(self) -> None:
        """Enter attributions that tell words of other sentences there too, in place of what was only inherited."""
        for home, entries in list(self._by_sentence.items()):
            for entry in entries:
                if entry in self._inherits.get(home, ()):
                    continue
                for sentence in self._touched(entry):
                    if sentence.index == home:
                        continue
                    inherited = self._inherits.get(sentence.index, [])
                    there = [other for other in self._by_sentence.get(sentence.index, []) if other not in inherited]
                    if not any(other.source.name == entry.source.name for other in there):
                        self._by_sentence[sentence.index] = [*there, entry]

    def _touched(self, entry: Attribution) -> Iterator[Sentence]:
        for start, end in entry.ranges:
            first = max(bisect_right(self._starts, start) - 1, 0)
            yield from self._sentences[first : max(bisect_left(self._starts, end), first + 1)]

    def _agency(self, sentence: Sentence) -> Attribution | None:
        """Return the agency whose dateline opens a report that another publisher runs ("(AP) -")."""
        match = _DATELINE.match(sentence.text)
        if match is None:
            return None
        name = match.group(1).strip()
        if (
            not any(part.strip().lower() in self._tables.cues.media for part in name.split("/"))
            or name.casefold() == self._publisher.casefold()
        ):
            return None
        start = sentence.start + match.start(1)
        source = Source(name, start, start + len(name), True, name.lower())
        return Attribution(source, (), name, start, link=Link.CARRIES, order=-1)

    def _note_persons(self, parsed: Parsed) -> None:
        """Remember the person a sentence is about, whom a later "he said" may mean."""
        cues = self._tables.cues
        for token in parsed.tokens:
            if token.dep_ != "nsubj":
                continue
            speaks = lemma(token) in cues.titles or (token.head.dep_ == "ROOT" and lemma(token) in cues.bodies)
            person = (token.pos_ == "PROPN" or lemma(token) in cues.organs) and token.head.dep_ == "ROOT"
            plural = token.tag_ == "NNS" and token.head.dep_ == "ROOT"
            if not speaks and not person and not plural:
                continue
            source = source_of(parsed, token, cues)
            if source is not None and (speaks or (source.named and " " in source.name)):
                self._memory.remember(source)
            elif source is not None and token.head.dep_ == "ROOT":
                self._memory.note(source)

    def _resolved(self, entry: Attribution) -> Attribution | None:
        source = self._memory.resolve(entry.source)
        if source is None:
            return None
        basis = entry.basis
        if basis is Basis.UNKNOWN:
            basis = basis_of_source(source, self._tables.cues)
        return replace(entry, source=source, basis=basis)

    def _inherited(self, parsed: Parsed, starts_inside: bool) -> list[Attribution]:
        sentence = parsed.sentence
        whole = ((sentence.start, sentence.end),)
        if self._announced is not None and self._announced[1] == sentence.paragraph:
            return [replace(self._announced[0], ranges=whole)]
        if self._last is None:
            return []
        quoted = sentence.text.strip()[:1] in _OPEN + '"' and sentence.text.strip().rstrip(".")[-1:] in _CLOSE + '"'
        if starts_inside or (quoted and sentence.paragraph - self._last_paragraph <= 1):
            return [replace(self._last, ranges=whole)]
        return []

    def _announcement(self, parsed: Parsed) -> tuple[Attribution, int] | None:
        """Return who is announced to speak next ("The locals also noticed something else.", "X gave details:")."""
        cues = self._tables.cues
        ends_open = parsed.sentence.text.rstrip().endswith(":")
        for verb in parsed.tokens:
            name = verb_key(verb) if verb_key(verb) in cues.verbs else lemma(verb)
            if name not in cues.verbs and not (ends_open and lemma(verb) in {"give", "offer", "provide"}):
                continue
            held = child(verb, "dobj", "attr")
            vague = (
                held is not None
                and any(token.lower_ in cues.announcing for token in held.subtree)
                and len(list(held.subtree)) <= 5
            )
            if not ends_open and (not vague or verb.dep_ != "ROOT"):
                continue
            who = subjects(verb)
            source = source_of(parsed, who[0], cues) if who else None
            resolved = self._memory.resolve(source) if source is not None else None
            if resolved is None:
                continue
            self._memory.remember(resolved)
            entry = Attribution(
                source=resolved,
                ranges=(),
                cue=str(verb.text),
                cue_start=parsed.start(verb),
                stance=Stance(cues.stance.get(name, "asserts")),
                basis=Basis(cues.basis[name]) if name in cues.basis else basis_of_source(resolved, cues),
            )
            return entry, parsed.sentence.paragraph
        return None


def _lone_sources(tagged: Tagged) -> Iterator[Quotation]:
    """Yield the sources that the tagger marks without a cue of theirs."""
    tied = {(mark.start, mark.end) for item in tagged.attributions for mark in item.sources}
    for mark in tagged.spans:
        if mark.label == "source" and (mark.start, mark.end) not in tied:
            yield Quotation(((mark.start, mark.end),), None, ())


def _quote_state(text: str, inside: bool) -> bool:
    """Return whether a quotation is open behind a sentence."""
    for char in text:
        if char in _OPEN:
            inside = True
        elif char in _CLOSE:
            inside = False
        elif char == '"':
            inside = not inside
    return inside


def _without_repeats(entries: list[Attribution]) -> list[Attribution]:
    """Drop a link that repeats its neighbour's name; the inner stance and the outer cue stay."""
    kept: list[Attribution] = []
    for entry in entries:
        same = next((known for known in kept if known.source.name.casefold() == entry.source.name.casefold()), None)
        if same is None:
            kept.append(entry)
        else:
            kept[kept.index(same)] = replace(
                same,
                stance=entry.stance if entry.stance is not Stance.ASSERTS else same.stance,
                basis=entry.basis if entry.basis is not Basis.UNKNOWN else same.basis,
            )
    return kept
