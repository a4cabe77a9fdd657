"""Reading a document with a language model: stretches out, claims back, each found again in the text or refused."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crossbearing.model.claims import Claim
from crossbearing.model.documents import Mark, MarkKind
from crossbearing.model.errors import ModelError
from crossbearing.model.ids import digest
from crossbearing.model.steps import Collected, Reading, Reject, Usage
from crossbearing.read.llm.claims import ClaimMaker
from crossbearing.read.llm.items import Item, UnfitClaimError, items
from crossbearing.read.llm.prompt import DIALECTS, chunks, messages, prompt_hash, request
from crossbearing.read.llm.settings import LLMSettings
from crossbearing.read.llm.transport import Answer, BadAnswerError, Client, EndpointError, RefusedError
from crossbearing.read.rhetoric import LOADED_NOTE, loaded_terms
from crossbearing.read.sentences.segment import Sentence, sentences
from crossbearing.resources.lexicon import Lexicon, languages, lexicon

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["LLMReader", "identity"]

_ATTEMPTS = 2  # at an answer that has no form
_KEPT = 512  # answers kept, in case the batch has to be taken document by document


def identity(settings: LLMSettings) -> tuple[str, ...]:
    """Return what decides on the answers: endpoint, model, bounds and the hash of all that the model is told."""
    return (*settings.identity, prompt_hash())


@dataclass(slots=True)
class _Ledger:
    """What reading one document has given so far."""

    claims: list[Claim] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    requests: int = 0
    sent: int | None = 0
    answered: int | None = 0
    read: int = 0

    def count(self, answer: Answer) -> None:
        """Add the tokens of an answer; one that does not state them leaves the sum unknown."""
        self.sent = None if self.sent is None or answer.sent is None else self.sent + answer.sent
        known = self.answered is not None and answer.answered is not None
        self.answered = (self.answered or 0) + (answer.answered or 0) if known else None


class LLMReader:
    """Reads documents in any language with a language model.

    Args:
        settings: Where the model stands.
        step: Id of the step, for claims and marks.
        characters: How much of a text is read.
        tables: Word tables by language.
        split: Splits words into tokens, by language.
        client: Asks the endpoint; made from the settings by default.
        clock: Tells seconds.
    """

    def __init__(
        self,
        settings: LLMSettings,
        step: str,
        *,
        characters: int,
        tables: dict[str, Lexicon],
        split: dict[str, Language],
        client: Client | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._step = step
        self._characters = characters
        self._tables = tables
        self._split = split
        self._client = client or Client(settings)
        self._clock = clock
        self._dialect = 0
        self._answers: OrderedDict[str, Answer] = OrderedDict()

    @classmethod
    def open(cls, settings: LLMSettings, step: str, *, characters: int) -> LLMReader:
        """Return a reader with the word tables there are; no parser is loaded.

        Args:
            settings: Where the model stands.
            step: Id of the step.
            characters: How much of a text is read.
        """
        import spacy

        known = languages()
        return cls(
            settings,
            step,
            characters=characters,
            tables={language: lexicon(language) for language in known},
            split={language: spacy.blank(language) for language in known},
        )

    def read(self, collected: Collected) -> Iterator[Reading | Reject]:
        """Yield notes on what was refused, then the reading of one document.

        Args:
            collected: The document.

        Raises:
            EndpointError: If the endpoint does not answer; the document is then not read and may be tried again.
        """
        text = collected.text
        ledger = _Ledger()
        asked = self._client.requests
        until = self._clock() + self._settings.seconds
        all_sentences = tuple(sentences(text, self._characters))
        tables = self._tables.get(text.language)
        if tables is not None:
            ledger.marks.extend(self._loaded(collected, all_sentences, tables))
        maker = ClaimMaker(collected, self._step, all_sentences, tables, self._split.get(text.language))
        if len(text.content) > self._characters:
            note = f"only the first {self._characters:,} characters were read"
            ledger.marks.append(self._mark(collected, MarkKind.TRUNCATED, self._characters, len(text.content), note))
        left = list(chunks(all_sentences, self._settings.chunk))
        while left:
            chunk = left.pop(0)
            if self._clock() > until:
                note = f"reading took longer than {self._settings.seconds:g} s and stopped here"
                ledger.marks.append(self._mark(collected, MarkKind.TRUNCATED, chunk[0].start, len(text.content), note))
                break
            left[:0] = self._chunk(collected, chunk, maker, ledger, until)
        ledger.requests = self._client.requests - asked
        yield from ledger.rejects
        yield self._reading(collected, ledger, empty=not all_sentences)

    def _chunk(
        self, collected: Collected, chunk: tuple[Sentence, ...], maker: ClaimMaker, ledger: _Ledger, until: float
    ) -> list[tuple[Sentence, ...]]:
        """Read one stretch; return the parts of it that have to be asked about again by themselves."""
        try:
            found = self._ask(chunk, ledger, until)
        except _CutError as error:
            if len(chunk) > 1:
                half = len(chunk) // 2
                return [chunk[:half], chunk[half:]]
            self._unread(collected, chunk, ledger, error)
            return []
        except BadAnswerError as error:
            self._unread(collected, chunk, ledger, error)
            return []
        ledger.read += 1
        for item in found:
            try:
                if isinstance(item, UnfitClaimError):
                    raise item
                claim = maker.claim(item, chunk)
            except UnfitClaimError as error:
                ledger.rejects.append(self._refused(collected, chunk, error))
            except ModelError as error:
                unfit = UnfitClaimError("wrong_value", error.what, item.words if isinstance(item, Item) else "")
                ledger.rejects.append(self._refused(collected, chunk, unfit))
            else:
                ledger.claims.append(claim)
        ledger.told = maker.told()
        return []

    def _ask(self, chunk: tuple[Sentence, ...], ledger: _Ledger, until: float) -> list[Item | UnfitClaimError]:
        asked = messages(chunk, ledger.told)
        for attempt in range(_ATTEMPTS - 1):
            try:
                return self._attempt(asked, attempt, ledger, until)
            except _CutError:
                raise
            except BadAnswerError:
                continue  # the next attempt is given more leeway
        return self._attempt(asked, _ATTEMPTS - 1, ledger, until)

    def _attempt(
        self, asked: list[dict[str, str]], attempt: int, ledger: _Ledger, until: float
    ) -> list[Item | UnfitClaimError]:
        key = digest(str(attempt), *(message["content"] for message in asked))
        answer = self._answers.get(key) or self._answer(asked, attempt, until)
        self._answers[key] = answer
        while len(self._answers) > _KEPT:
            self._answers.popitem(last=False)
        ledger.count(answer)
        if answer.cut:
            bound = self._settings.answer_tokens
            raise _CutError(f"the answer was cut off at {bound:,} tokens", where=self._settings.model)
        return list(items(answer.content))

    def _answer(self, asked: list[dict[str, str]], attempt: int, until: float) -> Answer:
        """Return the answer to a question, in the first form of request that the endpoint takes."""
        while True:
            body = request(
                self._settings.model,
                asked,
                DIALECTS[self._dialect],
                tokens=self._settings.answer_tokens,
                attempt=attempt,
            )
            try:
                return self._client.ask(body, until)
            except RefusedError as error:
                if self._dialect + 1 == len(DIALECTS):
                    self._dialect = 0
                    raise EndpointError(error.what, error.where, error.remedy) from error
                self._dialect += 1

    def _reading(self, collected: Collected, ledger: _Ledger, *, empty: bool) -> Reading:
        if empty:
            note = "there is no title, body or caption to read"
            ledger.marks.append(self._mark(collected, MarkKind.NOT_READ, 0, len(collected.text.content), note))
        return Reading(
            collected=collected,
            claims=tuple(sorted(ledger.claims, key=_place)),
            marks=tuple(sorted(ledger.marks, key=lambda mark: (mark.start, mark.end, mark.kind))),
            read=ledger.read > 0,
            usage=Usage(
                endpoint=self._settings.endpoint,
                model=self._settings.model,
                local=self._settings.local,
                requests=ledger.requests,
                sent=ledger.sent,
                answered=ledger.answered,
                cost=self._settings.cost(ledger.sent, ledger.answered),
            )
            if not empty
            else None,
        )

    def _loaded(self, collected: Collected, all_sentences: Sequence[Sentence], tables: Lexicon) -> Iterator[Mark]:
        for sentence in all_sentences:
            for start, end, _ in loaded_terms(sentence, tables):
                yield self._mark(collected, MarkKind.LOADED_TERM, start, end, LOADED_NOTE)

    def _mark(self, collected: Collected, kind: MarkKind, start: int, end: int, note: str) -> Mark:
        quote = collected.text.content[start:end] if kind is MarkKind.LOADED_TERM else ""
        return Mark(collected.document.id, collected.text.id, kind, start, end, quote, note, self._step)

    def _unread(self, collected: Collected, chunk: Sequence[Sentence], ledger: _Ledger, error: BadAnswerError) -> None:
        start, end = chunk[0].start, chunk[-1].end
        ledger.marks.append(self._mark(collected, MarkKind.NOT_READ, start, end, error.what))
        ledger.rejects.append(
            Reject(
                "read",
                f"{collected.key}: characters {start} to {end}",
                f"this stretch was not read: {error.what}",
                "try another model, or more tokens for an answer",
                "bad_answer",
                fatal=False,
            )
        )

    def _refused(self, collected: Collected, chunk: Sequence[Sentence], error: UnfitClaimError) -> Reject:
        quoted = f" ({error.words[:80]!r})" if error.words else ""
        return Reject(
            "read",
            f"{collected.key}: characters {chunk[0].start} to {chunk[-1].end}",
            f"a claim of the language model was not taken: {error.what}{quoted}",
            "",
            error.kind,
            fatal=False,
        )


class _CutError(BadAnswerError):
    """An answer that was cut off: shorter stretches may do."""


def _place(claim: Claim) -> tuple[int, int, str]:
    start, end = getattr(claim.locator, "start", 0), getattr(claim.locator, "end", 0)
    return start, end, claim.slot
