"""Who speaks where in a document: attributions joined across sentences.

Pronouns and short names are resolved to those who spoke before; a quotation that runs over several sentences stays with
its speaker; "The locals noticed something else." hands over the sentence behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from crossbearing.model.actors import Link, Stance
from crossbearing.model.claims import Basis
from crossbearing.model.documents import BlockKind
from crossbearing.read.mentions import Attribution, Source
from crossbearing.read.sentences.grammar import child, lemma, subjects, verb_key
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.segment import Sentence
from crossbearing.read.sentences.tree import Token
from crossbearing.read.tagger.loose import gathered
from crossbearing.read.tagger.runtime import Attribution as Heard
from crossbearing.read.tagger.runtime import Reading as Tagged
from crossbearing.read.voices.attribution import attributions
from crossbearing.read.voices.crediting import ASIDE, tellings
from crossbearing.read.voices.hearers import handed_to
from crossbearing.read.voices.joined import Quotation, joined, quotations
from crossbearing.read.voices.links import CLOSE, OPEN, quote_state, without_repeats
from crossbearing.read.voices.memory import Memory, another_group
from crossbearing.read.voices.officers import of_a_body
from crossbearing.read.voices.pairs import Pair, told_later
from crossbearing.read.voices.parallel import side_by_side
from crossbearing.read.voices.rubrics import Rubric
from crossbearing.read.voices.sources import basis_of_source, source_of
from crossbearing.read.voices.underneath import under
from crossbearing.read.voices.whence import Givers
from crossbearing.resources.lexicon import Lexicon

__all__ = ["Voices"]

_DATELINE = re.compile(r"^[^()]{0,60}?\(([A-Za-z][A-Za-z /-]{1,30})\)")
_OWN_EARLIER = re.compile(
    r"^(?:\w+ )?(?:earlier|previous|original|first|prior) versions? of (?:this|the|our) \w+$", re.IGNORECASE
)
_MARKS = frozenset("\"'\u201c\u2018\u00ab\u201e")
_ASKING = frozenset({"interview", "question", "reach", "contact", "meet", "phone", "debrief"})


class Voices:
    """The attributions of one document, to be asked who speaks at an offset.

    Args:
        parsed: The sentences that were parsed, in order.
        tables: Word tables of the language.
        publisher: Name of the publisher, or empty; "the ministry" may mean it.
        tagged: What the tagger marked in these sentences, or None.
        rubrics: Who is given the word by headings and labels, by sentence index.
    """

    def __init__(
        self,
        parsed: Iterable[Parsed],
        tables: Lexicon,
        publisher: str = "",
        tagged: Tagged | None = None,
        *,
        rubrics: Mapping[int, Rubric] | None = None,
    ) -> None:
        parsed = tuple(parsed)
        self._rubrics = rubrics or {}
        self._sentences = [entry.sentence for entry in parsed]
        self._starts = [sentence.start for sentence in self._sentences]
        self._heard: dict[int, list[Heard]] | None = None if tagged is None else self._by_cue(tagged)
        self._inherits: dict[int, list[Attribution]] = {}
        self._quotations: list[Quotation] = [] if tagged is None else list(_lone_sources(tagged))
        self._tables = tables
        self._memory = Memory(tables.cues)
        self._pair = Pair(tables.cues)
        self._by_sentence: dict[int, list[Attribution]] = {}
        if publisher:
            self._memory.remember(Source(publisher, 0, 0, True, publisher.rsplit(maxsplit=1)[-1].lower()))
        self._last: Attribution | None = None
        self._spoke: list[str] = []
        self._announced: tuple[Attribution, int] | None = None
        self._open_quote = False
        self._paragraph = -1
        self._dateline: Attribution | None = None
        self._givers = Givers(self._memory, tables.cues)
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
        return without_repeats(ordered)

    def of(self, sentence: int) -> list[Attribution]:
        """Return all attributions of a sentence, outer before inner.

        Args:
            sentence: Index of the sentence.
        """
        return sorted(self._by_sentence.get(sentence, ()), key=lambda entry: (entry.order, -entry.size))

    def giver(self, sentence: int, number: int | None) -> Attribution | None:
        """Return whom a later sentence names as the one who gave the figure of a sentence, or None.

        Args:
            sentence: Index of the sentence that tells the figure.
            number: The figure.
        """
        return self._givers.of(sentence, number)

    def told_at(self, sentence: int, anchor: int, last: int) -> int:
        """Return the offset whose speakers count for an answer: its anchor, if that is no word that hands over.

        Args:
            sentence: Index of the sentence.
            anchor: Offset of the word that tells the answer ("found" in "the inquiry found no fault").
            last: Offset of the last character of its words.
        """
        for entry in self._by_sentence.get(sentence, ()):
            own = entry.cue_start <= anchor < entry.cue_start + len(entry.cue)
            if (
                (own or entry.source.start <= anchor < entry.source.end)
                and entry.covers(last)
                and not entry.covers(anchor)
            ):
                return last
        return anchor

    def _read(self, parsed: Parsed) -> None:
        sentence = parsed.sentence
        if sentence.paragraph != self._paragraph:
            self._open_quote = self._open_quote and sentence.text[:1] in OPEN + '"'
            self._paragraph = sentence.paragraph
        if self._dateline is None and sentence.kind is BlockKind.BODY and not self._begun:
            self._dateline = self._agency(sentence)
        self._begun = self._begun or sentence.kind is BlockKind.BODY
        starts_inside = self._open_quote
        self._open_quote = quote_state(sentence.text, self._open_quote)
        rules = attributions(parsed, self._tables)
        heard = None if self._heard is None else self._heard.get(sentence.index, [])
        self._quotations.extend(quotations(rules, heard))
        told = rules if heard is None else joined(parsed, rules, heard, self._tables, quoted=self._quoted)
        told = side_by_side(parsed, told, self._tables.cues)
        rubric = self._rubrics.get(sentence.index)
        if rubric is not None and rubric.source is not None:
            self._memory.remember(rubric.source)
        for source in tellings(parsed, self._tables.cues):
            self._memory.remember(source)
        own = self._all_resolved(parsed, told)
        self._givers.note(parsed)
        own.extend(handed_to(parsed, own, self._spoke, self._publisher, self._tables))
        self._pair.note(parsed)
        self._note_persons(parsed)
        for entry in own:
            if entry.order != ASIDE:  # "it" behind "the figure given by X" is whoever the sentence is about
                self._memory.remember(replace(entry.source, pronoun=False))
            if entry.source.named:
                self._spoke.append(entry.source.name)
        self._memory.note_papers(parsed, own)
        announced = self._announced
        if announced is not None and announced[1] == sentence.paragraph and own:
            own = [replace(announced[0], ranges=((sentence.start, sentence.end),)), *own]
        if not own:
            own = self._clipped(parsed) or self._inherited(parsed, starts_inside)
            self._inherits[sentence.index] = own
        elif starts_inside and self._last is not None and not any(entry.covers(sentence.start) for entry in own):
            own = [*own, replace(self._last, ranges=((sentence.start, sentence.end),))]
        explicit = own
        if rubric is not None:
            own = under(rubric, own, sentence, self._tables)
            self._inherits[sentence.index] = [entry for entry in own if entry.cue == rubric.cue]
        self._by_sentence[sentence.index] = own
        self._announced = self._announcement(parsed) or None
        if own:
            self._last = max(explicit or own, key=lambda entry: (entry.size, -entry.order))
            self._last_paragraph = sentence.paragraph

    def _all_resolved(self, parsed: Parsed, told: list[Attribution]) -> list[Attribution]:
        """Return attributions with their sources known: "he" in what X says is X before anyone told of earlier."""
        found: dict[int, Attribution] = {}
        for number, entry in sorted(enumerate(told), key=lambda item: item[1].source.start):
            resolved = self._resolved(parsed, told_later(entry, told))
            if resolved is not None:
                found[number] = resolved
                if entry.order != ASIDE:
                    self._memory.remember(replace(resolved.source, pronoun=False))
        return [found[number] for number in sorted(found)]

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
        """Remember whom a sentence is about or who was asked or spoken to: a later "he said" may mean them."""
        cues = self._tables.cues
        # "And the union?": the answer behind it may begin with "they say".
        bare_question = parsed.sentence.text.rstrip().endswith("?") and not any(
            token.pos_ in {"VERB", "AUX"} for token in parsed.tokens
        )
        for token in parsed.tokens:
            if _heard_from(token) or (bare_question and token.dep_ in {"ROOT", "conj", "appos"}):
                heard = source_of(parsed, token, cues)
                if heard is not None and (heard.head in cues.unnamed | cues.bodies | cues.titles or heard.named):
                    self._memory.remember(heard)
                continue
            if token.dep_ != "nsubj":
                continue
            speaks = lemma(token) in cues.titles or (token.head.dep_ == "ROOT" and lemma(token) in cues.bodies)
            person = (token.pos_ == "PROPN" or lemma(token) in cues.organs) and token.head.dep_ == "ROOT"
            told = token.tag_ == "NNS" or (token.tag_ == "NN" and lemma(token) in cues.unnamed)
            if not speaks and not person and not (told and token.head.dep_ == "ROOT"):
                continue
            source = source_of(parsed, token, cues)
            if source is not None and (speaks or (source.named and " " in source.name)):
                self._memory.remember(source)
            elif source is not None and token.head.dep_ == "ROOT":
                self._memory.note(source, next_said=lemma(token.head) == "be" and source.head in cues.unnamed)

    def _resolved(self, parsed: Parsed, entry: Attribution) -> Attribution | None:
        first = entry.source.start - parsed.sentence.start
        definite = "the" in {parsed.sentence.text[max(0, at) : at + 4].strip().lower() for at in (first, first - 4)}
        if _OWN_EARLIER.search(entry.source.name):
            # "An earlier version of this article said ...": the medium takes it back.
            own = replace(entry.source, name=self._publisher or entry.source.name, named=bool(self._publisher))
            return replace(entry, source=own, stance=Stance.RETRACTS, link=Link.PUBLISHES)
        source = self._memory.resolve(self._pair.meant(entry.source), definite=definite)
        if source is None:
            return None
        source = of_a_body(parsed, source, self._memory, self._tables.cues)
        if source.name == self._publisher and another_group(parsed, entry):
            source = entry.source
        basis = entry.basis
        if basis is Basis.UNKNOWN:
            basis = basis_of_source(source, self._tables.cues)
        return replace(entry, source=source, basis=basis)

    def _clipped(self, parsed: Parsed) -> list[Attribution]:
        """Return what "Says troops did it." tells: words of the one who spoke in the sentence before."""
        verb = parsed.doc[0] if len(parsed.doc) > 2 else None
        if verb is None or verb.tag_ not in {"VBZ", "VBD"} or verb_key(verb) not in self._tables.cues.verbs:
            return []
        if self._last is None or subjects(verb) or parsed.sentence.paragraph != self._last_paragraph:
            return []
        return [
            replace(
                self._last,
                ranges=((parsed.end(verb), parsed.sentence.end),),
                cue=str(verb.text),
                cue_start=parsed.start(verb),
                stance=Stance(self._tables.cues.stance.get(verb_key(verb), "asserts")),
            )
        ]

    def _inherited(self, parsed: Parsed, starts_inside: bool) -> list[Attribution]:
        sentence = parsed.sentence
        whole = ((sentence.start, sentence.end),)
        if self._announced is not None and self._announced[1] == sentence.paragraph:
            return [replace(self._announced[0], ranges=whole)]
        if self._last is None:
            return []
        quoted = sentence.text.strip()[:1] in OPEN + '"' and sentence.text.strip().rstrip(".")[-1:] in CLOSE + '"'
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
            stance = Stance(cues.stance.get(name, "asserts"))
            if resolved is None or stance is Stance.DENIES:
                continue  # "the ministry denies this" points back
            self._memory.remember(resolved)
            entry = Attribution(
                source=resolved,
                ranges=(),
                cue=str(verb.text),
                cue_start=parsed.start(verb),
                stance=stance,
                basis=Basis(cues.basis[name]) if name in cues.basis else basis_of_source(resolved, cues),
            )
            return entry, parsed.sentence.paragraph
        return None


def _heard_from(noun: Token) -> bool:
    """Tell whether a noun is whom somebody spoke with ("interviewed 12 survivors"): they may tell next."""
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    if noun.dep_ == "dobj":
        return lemma(noun.head) in _ASKING
    return (
        noun.dep_ == "pobj"
        and noun.head.lower_ in {"with", "to"}
        and lemma(noun.head.head) in {"speak", "talk"}
        and noun.head.head.pos_ == "VERB"
    )


def _lone_sources(tagged: Tagged) -> Iterator[Quotation]:
    """Yield the sources that the tagger marks without a cue of theirs."""
    tied = {(mark.start, mark.end) for item in tagged.attributions for mark in item.sources}
    for mark in tagged.spans:
        if mark.label == "source" and (mark.start, mark.end) not in tied:
            yield Quotation(((mark.start, mark.end),), None, ())
