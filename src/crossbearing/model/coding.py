"""What a person puts into a document by hand: claims coded from a selection of words, and translations beside it.

Both are records of a case (`model.casework`): a newer version stands in place of an older one, and taking one back is a
newer version that says so. A coded claim is counted among the claims of its document like those that a step read. It
holds where no reader knows the language, and it stays when the document is read anew: its words are then found again in
the newer working text, by what stands around them where they occur more than once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from crossbearing.model.claims import Claim
from crossbearing.model.documents import Text
from crossbearing.model.errors import ModelError
from crossbearing.model.ids import claim_id, statement_id
from crossbearing.model.locators import TextSpan

__all__ = ["AROUND", "BY_HAND", "CodedClaim", "Paragraph", "Translation", "find_again", "spoken_around", "with_ids"]

BY_HAND = "by-hand@1"
"""Stands as the step of every claim that a person coded."""

AROUND = 64
"""Characters kept on either side of a coded claim's words, to tell them from the same words elsewhere."""


@dataclass(frozen=True, slots=True)
class CodedClaim:
    """A claim that a person coded.

    Args:
        id: Random; versions share it.
        subject: Document id.
        by: Who coded it.
        at: When, UTC, ISO 8601.
        claim: The claim; its locator is a `TextSpan`, its step `BY_HAND`, and `by` stands in it.
        before: Up to `AROUND` characters before its words, as they stood when it was coded.
        behind: As many behind them.
        corrects: Statement of a claim that it takes the place of, or empty.
        withdrawn: That it was taken back.
        why: Reason, or empty.

    Raises:
        ModelError: If the claim is about another document or stands on no words of a text.
    """

    id: str
    subject: str
    by: str
    at: str
    claim: Claim
    before: str = ""
    behind: str = ""
    corrects: str = ""
    withdrawn: bool = False
    why: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.claim.locator, TextSpan) or self.claim.document != self.subject:
            raise ModelError("a coded claim without words of its document", self.id, "select the words that carry it")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of a working text in another language.

    Args:
        start: Offset of the stretch in the working text.
        end: Offset behind it.
        text: The same in the other language.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation of a document, made or brought by a person: it stands beside the original, never for it.

    Args:
        id: Random; versions share it.
        subject: Document id.
        by: Who put it in.
        at: When, UTC, ISO 8601.
        text: Text id of the working text that it translates.
        language: ISO 639-1 code of its language.
        paragraphs: The stretches that are translated, in order.
        translator: Who or what made it, in words ("own translation", the name of a program), or empty.
        withdrawn: That it was taken back.
        why: Reason, or empty.
    """

    id: str
    subject: str
    by: str
    at: str
    text: str
    language: str
    paragraphs: tuple[Paragraph, ...]
    translator: str = ""
    withdrawn: bool = False
    why: str = ""


def with_ids(claim: Claim) -> Claim:
    """Return a claim with the ids that its content gives it.

    Args:
        claim: With a `TextSpan` as its locator.
    """
    span = claim.locator
    if not isinstance(span, TextSpan):
        raise ModelError("a coded claim that stands on no words", claim.id, "select the words that carry it")
    statement = statement_id(
        document=claim.document,
        sentence=claim.sentence,
        slot=claim.slot,
        value=claim.value.canonical(),
        scope=claim.scope,
        stance=claim.stance,
        speakers=(speaker.name for speaker in claim.speakers[1:]),
        ordinal=0,
    )
    return replace(claim, id=claim_id(statement, f"{span.start}-{span.end}", claim.step), statement=statement)


def spoken_around(content: str, start: int, end: int) -> tuple[str, str]:
    """Return up to `AROUND` characters before and behind a stretch of a text."""
    return content[max(0, start - AROUND) : start], content[end : end + AROUND]


def find_again(record: CodedClaim, text: Text) -> Claim:
    """Return the claim as it stands in the present working text of its document.

    Where its words are not in that text, it keeps the place that it had in the text it was coded in.

    Args:
        record: The coded claim.
        text: The present text.
    """
    span = record.claim.locator
    if not isinstance(span, TextSpan) or not span.quote:
        return record.claim
    if span.text == text.id and text.content[span.start : span.end] == span.quote:
        return record.claim
    found = max(
        _occurrences(text.content, span.quote),
        key=lambda at: (_likeness(record, text.content, at, at + len(span.quote)), -abs(at - span.start)),
        default=-1,
    )
    if found < 0:
        return record.claim
    end = found + len(span.quote)
    page = next((block.page for block in text.blocks if block.start <= found < block.end), None)
    return with_ids(replace(record.claim, locator=TextSpan(text.id, found, end, span.quote, page)))


def _occurrences(content: str, words: str) -> Iterator[int]:
    at = content.find(words)
    while at >= 0:
        yield at
        at = content.find(words, at + 1)


def _likeness(record: CodedClaim, content: str, start: int, end: int) -> int:
    """Return how many characters around a stretch are those that stood around the words when they were coded."""
    before, behind = spoken_around(content, start, end)
    same = 0
    for mine, theirs in zip(reversed(before), reversed(record.before), strict=False):
        if mine != theirs:
            break
        same += 1
    for mine, theirs in zip(behind, record.behind, strict=False):
        if mine != theirs:
            break
        same += 1
    return same
