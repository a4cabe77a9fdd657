"""What may be hard to meet unprepared: covered until somebody opens it, and never in lists.

A person's mark is told as what it is, a person's mark. Where nobody has looked, a small word list hints that a text
"may contain" such a thing; it cannot tell whether the text asserts, denies or merely names it, and says so. Nothing is
classified. Source: Murad Code (working version of 13 April 2022): no graphic detail by default, and no inference of
sexual violence shown as fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum
from functools import cached_property
from typing import Any

from crossbearing.model.appraisals import Appraisal
from crossbearing.model.care import Care, Content
from crossbearing.model.claims import Claim
from crossbearing.model.findings import Finding
from crossbearing.model.hypotheses import Hypothesis
from crossbearing.model.locators import PageBox, TableCell, TextSpan
from crossbearing.model.protocols import CaseReader, SearchHit
from crossbearing.model.values import Actors, Place

__all__ = ["COVERED", "CoveredCase", "Covers"]

COVERED = "[covered: open the document to read it]"
"""What stands in lists in place of words that are covered."""

_WORDS = {
    Content.GRAPHIC: "graphic detail",
    Content.SEXUAL_VIOLENCE: "sexual violence",
    Content.CHILDREN: "harm to children",
    Content.OTHER: "what is hard to read",
}


@dataclass(frozen=True)
class Covers:
    """What is covered in a case.

    Args:
        marked: What people marked documents to contain, by document id.
        looked_at: Documents that a person looked at: the word list no longer speaks for them.
        hints: For `graphic` and `sexual_violence`, beginnings of words that hint at it.
    """

    marked: Mapping[str, tuple[Content, ...]] = field(default_factory=dict)
    looked_at: frozenset[str] = frozenset()
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, cares: Iterable[Care], hints: Mapping[str, tuple[str, ...]]) -> Covers:
        """Return what the records of a case and the word list cover."""
        known = list(cares)
        return cls(
            {care.subject: care.content for care in known if care.content},
            frozenset(care.subject for care in known if care.content or care.cleared),
            hints,
        )

    def note(self, document: str, text: str) -> str:
        """Return what is said of a document before it is opened, or an empty string where it is not covered."""
        if marked := self.marked.get(document, ()):
            return f"Marked by a person as containing {_listed(marked)}."
        if found := self._hinted(document, text):
            return f"May contain {_listed(found)}: words of the text suggest it, nobody has looked."
        return ""

    def covers(self, claim: Claim) -> bool:
        """Return whether the words of a claim are covered."""
        locator = claim.locator
        quote = locator.quote if isinstance(locator, TextSpan | TableCell | PageBox) else ""
        return self.text(claim.document, f"{quote}\n{claim.sentence}")

    def claim(self, claim: Claim) -> Claim:
        """Return a claim as lists show it: its words covered where they must be."""
        if not self.covers(claim):
            return claim
        locator = claim.locator
        if isinstance(locator, TextSpan | TableCell | PageBox):
            locator = replace(locator, quote=COVERED)
        return replace(claim, locator=locator, sentence=COVERED, value=self._value(claim.value))

    def answers(self, row: Any) -> Any:
        """Return rows of findings without words as written that hint at what is covered: what they answer stays."""
        if isinstance(row, list):
            return [self.answers(one) for one in row]
        if not isinstance(row, dict) or self._pattern is None:
            return row
        hinted = {
            key: COVERED
            for key, one in row.items()
            if key == "text" and isinstance(one, str) and self._pattern.search(one)
        }
        return {key: hinted.get(key) or self.answers(one) for key, one in row.items()}

    def told(self, record: Any) -> Any:
        """Return a finding, an explanation or an appraisal without words as written that hint at what is covered."""
        if self._pattern is None:
            return record
        if isinstance(record, tuple):
            return tuple(self.told(one) for one in record)
        if isinstance(record, str) and not isinstance(record, Enum):
            return COVERED if self._pattern.search(record) else record
        if not is_dataclass(record) or isinstance(record, type):
            return record
        held = {one.name: getattr(record, one.name) for one in fields(record)}
        changed = {name: new for name, old in held.items() if (new := self.told(old)) is not old and new != old}
        return replace(record, **changed) if changed else record

    def _value(self, value: Any) -> Any:
        """Return an answer without the words as written; names of places and bodies stay, as what they answer does."""
        changed: dict[str, Any] = {}
        for one in fields(value):
            held = getattr(value, one.name)
            if is_dataclass(held) and not isinstance(held, type):
                changed[one.name] = self._value(held)
            elif isinstance(held, str) and not isinstance(held, Enum) and held:
                written = one.name == "text" and not isinstance(value, Place | Actors)
                if written or (self._pattern is not None and self._pattern.search(held)):
                    changed[one.name] = COVERED
        return replace(value, **changed) if changed else value

    def text(self, document: str, words: str) -> bool:
        """Return whether some words of a document are covered: its snippet, its headline."""
        return document in self.marked or bool(self._hinted(document, words))

    def hit(self, hit: SearchHit) -> SearchHit:
        """Return what a search found, its words covered where they must be."""
        if not self.text(hit.document, f"{hit.title}\n{hit.snippet.replace('[', '').replace(']', '')}"):
            return hit
        return replace(hit, title=COVERED if self.text(hit.document, hit.title) else hit.title, snippet=COVERED)

    def _hinted(self, document: str, text: str) -> tuple[Content, ...]:
        if document in self.looked_at or self._pattern is None:
            return ()
        found = {match.lastgroup for match in self._pattern.finditer(text)}
        return tuple(content for content in Content if content.value in found)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        parts = [
            f"(?P<{Content(name).value}>{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"
            for name, words in self.hints.items()
            if words
        ]
        return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})", re.IGNORECASE) if parts else None


class CoveredCase:
    """A case as lists for people show it: the words of claims that are covered are not in it.

    Args:
        reader: The case.
        covers: What is covered.
    """

    def __init__(self, reader: CaseReader, covers: Covers) -> None:
        self._reader = reader
        self._covers = covers

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def claims(
        self, *, document: str | None = None, incident: str | None = None, slot: str | None = None
    ) -> Iterator[Claim]:
        """Yield claims; arguments as for `CaseReader.claims`."""
        for claim in self._reader.claims(document=document, incident=incident, slot=slot):
            yield self._covers.claim(claim)

    def findings(self, incident: str | None = None) -> Iterator[Finding]:
        """Yield findings of one incident or of all."""
        yield from map(self._covers.told, self._reader.findings(incident))

    def hypotheses(self, incident: str | None = None) -> Iterator[Hypothesis]:
        """Yield explanations of one incident or of all."""
        yield from map(self._covers.told, self._reader.hypotheses(incident))

    def appraisals(self, incident: str | None = None) -> Iterator[Appraisal]:
        """Yield appraisals of one incident or of all."""
        yield from map(self._covers.told, self._reader.appraisals(incident))


def _listed(some: Iterable[Content]) -> str:
    return " and ".join(_WORDS[content] for content in some)
