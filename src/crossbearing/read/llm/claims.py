"""From a model's items to claims: words found again, values read out of them, speakers found, ids given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from crossbearing.model.actors import Speaker, Stance
from crossbearing.model.claims import WHOLE, Claim, Event
from crossbearing.model.ids import claim_id, event_id, normalised_words, statement_id
from crossbearing.model.locators import TextSpan
from crossbearing.model.steps import Collected
from crossbearing.read.assemble import publisher_speaker
from crossbearing.read.llm.finding import Folded, fold
from crossbearing.read.llm.items import Item, UnfitClaimError
from crossbearing.read.llm.typed import Words, typed
from crossbearing.read.sentences.segment import Sentence
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["SCORE", "ClaimMaker"]

SCORE: Final = 0.5
"""Score of every claim of a language model: nothing measures how sure it is."""

_EventKey = tuple[int, str, bool, str]


@dataclass(slots=True)
class _Seen:
    """What was claimed already, and the events met."""

    claims: set[tuple[str, ...]] = field(default_factory=set)
    ordinals: dict[str, int] = field(default_factory=dict)
    events: dict[_EventKey, Event] = field(default_factory=dict)
    first_words: dict[_EventKey, str] = field(default_factory=dict)


class ClaimMaker:
    """Makes the claims of one document.

    Args:
        collected: The document.
        step: Id of the step.
        sentences: All its sentences, by their numbers.
        tables: Word tables of its language, or None.
        split: Splits words of its language into tokens, or None.
    """

    def __init__(
        self,
        collected: Collected,
        step: str,
        sentences: Sequence[Sentence],
        tables: Lexicon | None,
        split: Language | None,
    ) -> None:
        self._collected = collected
        self._step = step
        self._sentences = sentences
        self._tables = tables
        self._split = split
        self._seen = _Seen()
        self._whole: Folded | None = None

    def claim(self, item: Item, chunk: Sequence[Sentence]) -> Claim:
        """Return the claim that an item makes.

        Args:
            item: Its fields, checked.
            chunk: The sentences that the model was asked about.

        Raises:
            UnfitClaimError: If its words cannot be found again, or it does not fit its question.
            ModelError: If its value breaks a rule of the vocabulary.
        """
        content = self._collected.text.content
        sentence, start, end = self._find(item, chunk)
        words = Words(content[start:end], content[sentence.start : sentence.end], self._tables, self._split)
        value = typed(item, words)
        speakers = self._speakers(item)
        event = self._event(item)
        scope = f"part: {' '.join(item.part_of.lower().split())}" if item.part_of else WHOLE
        names = tuple(speaker.name for speaker in speakers[1:])
        key = (event.id, item.slot, value.canonical(), scope, item.stance, str(start), *map(normalised_words, names))
        if key in self._seen.claims:
            raise UnfitClaimError("repeated", "the model gave this claim before", item.words)
        self._seen.claims.add(key)
        statement = self._statement(words.sentence, item, value=value.canonical(), scope=scope, names=names)
        folded = fold(words.sentence)
        return Claim(
            id=claim_id(statement, f"{start}-{end}", self._step),
            statement=statement,
            document=self._collected.document.id,
            locator=TextSpan(self._collected.text.id, start, end, words.text, sentence.page),
            event=event,
            slot=item.slot,
            value=value,
            speakers=speakers,
            stance=item.stance,
            basis=item.basis,
            hedges=tuple(dict.fromkeys(hedge for hedge in item.hedges if folded.find(hedge))),
            scope=scope,
            step=self._step,
            score=SCORE,
            sentence=words.sentence,
        )

    def told(self) -> list[str]:
        """Return one line for each event met, for the question about the next stretch."""
        return [
            f'{key[0]}: {key[1]}{", did not happen" if key[2] else ""}, {key[3]} (first: "{words}")'
            for key, words in self._seen.first_words.items()
        ][:30]

    def _find(self, item: Item, chunk: Sequence[Sentence]) -> tuple[Sentence, int, int]:
        """Return the sentence and span of the words: in the sentence named, or wherever they stand just once."""
        content = self._collected.text.content
        named = next((sentence for sentence in chunk if sentence.index == item.sentence), None)
        if named is not None:
            found = fold(content, named.start, named.end).find(item.words)
            if len(found) == 1:
                return named, *found[0]
            if found:
                raise UnfitClaimError(
                    "ambiguous_quote", f"the words stand {len(found)} times in their sentence", item.words
                )
        elsewhere = [
            (sentence, *place)
            for sentence in chunk
            for place in fold(content, sentence.start, sentence.end).find(item.words)
        ]
        if len(elsewhere) == 1:
            return elsewhere[0]
        if elsewhere:
            raise UnfitClaimError(
                "ambiguous_quote",
                f"the words are not in the sentence named and stand {len(elsewhere)} times elsewhere",
                item.words,
            )
        raise UnfitClaimError("quote_not_found", "the words do not stand in the text", item.words)

    def _speakers(self, item: Item) -> tuple[Speaker, ...]:
        """Return the chain, each name as it stands in the text."""
        publisher = self._collected.publication.publisher
        told = list(item.speakers)
        if told and publisher and normalised_words(told[0].name) == normalised_words(publisher):
            told = told[1:]
        links = []
        for position, speaker in enumerate(told):
            stance = item.stance if position == len(told) - 1 else Stance.ASSERTS
            links.append(Speaker(self._name(speaker.name, item), named=speaker.named, link=speaker.link, stance=stance))
        head = publisher_speaker(self._collected, Stance.ASSERTS if links else item.stance)
        return (head, *links)

    def _name(self, name: str, item: Item) -> str:
        content = self._collected.text.content
        if self._whole is None:
            self._whole = fold(content)
        found = self._whole.find(name) or self._whole.find(name[:1].upper() + name[1:])
        if not found:
            raise UnfitClaimError("speaker_not_found", f"the speaker {name[:60]!r} is not in the text", item.words)
        return " ".join(content[found[0][0] : found[0][1]].split())

    def _event(self, item: Item) -> Event:
        key = (item.event, item.type, item.negated, item.modality.value)
        if key not in self._seen.events:
            ordinal = sum(1 for other in self._seen.events if other[1] == item.type)
            own = f"{ordinal}|{'not' if item.negated else ''}|{item.modality}|"
            self._seen.events[key] = Event(
                id=event_id(self._collected.document.id, item.type, own),
                type=item.type,
                negated=item.negated,
                modality=item.modality,
            )
            self._seen.first_words[key] = " ".join(item.words.split())[:80]
        return self._seen.events[key]

    def _statement(self, sentence: str, item: Item, *, value: str, scope: str, names: tuple[str, ...]) -> str:
        """Return the id of a statement: the next free one where the same was said before in the same words."""
        of_ordinal = partial(
            statement_id,
            document=self._collected.document.id,
            sentence=sentence,
            slot=item.slot,
            value=value,
            scope=scope,
            stance=item.stance,
            speakers=names,
        )
        base = of_ordinal(ordinal=0)
        ordinal = self._seen.ordinals.get(base, 0)
        self._seen.ordinals[base] = ordinal + 1
        return of_ordinal(ordinal=ordinal) if ordinal else base
