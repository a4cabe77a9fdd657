"""What must be observed for the sake of people: consent, confidentiality, embargoes, retention, content to be covered.

All are records of a case (`model.casework`): signed, versioned, never changed in place. What is not recorded is not
known: no consent is taken for granted, and none is made out of silence.

Sources of the fields: the Murad Code (working version of 13 April 2022), principles on informed, specific and
revocable consent and on avoiding repeat exposure; the Berkeley Protocol (OHCHR and HRC, 2022), chapters II and III, on
doing no harm and on data minimisation; Standards for Casualty Recording (Every Casualty Worldwide, 2016), on security.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crossbearing.model.errors import ModelError

__all__ = ["Care", "Consent", "Content", "Naming", "PlaceCare", "SourceCare"]


class Consent(StrEnum):
    """What those whose words or data these are have said to their use, as far as it was recorded."""

    NOT_RECORDED = "not_recorded"
    GIVEN = "given"
    LIMITED = "limited"  # to what `scope` says
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Content(StrEnum):
    """What a person has marked a document to contain, so that nobody meets it unprepared."""

    GRAPHIC = "graphic"
    SEXUAL_VIOLENCE = "sexual_violence"
    CHILDREN = "children"  # harm to children, told or shown
    OTHER = "other"


class Naming(StrEnum):
    """What is done with a name in whatever leaves the case, against what the rules would do."""

    BY_RULE = "by_rule"
    HIDE = "hide"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Care:
    """What must be observed of one document. A record of a case.

    Args:
        id: Random; versions share it.
        subject: Document id.
        by: Who decided.
        at: UTC, ISO 8601.
        confidential: Its words leave in no export, dossier, list or answer but to those with the right to it.
        figures: Of a confidential document, what it answers may be told all the same: numbers, dates, places and
            kinds, without its words, its name and those who speak in it.
        consent: What was said to the use of it.
        scope: To what consent was given, in words.
        embargo: ISO date; before it the document is treated as confidential. Empty for none.
        retain_until: ISO date on which it is due to be withdrawn, or empty.
        content: What a person marked it to contain; nothing but that is ever told of it as a fact.
        cleared: A person has looked and found nothing that must be covered; the word list's hints are then not shown.
        why: Reason or remark.

    Raises:
        ModelError: If a date is none.
    """

    id: str
    subject: str
    by: str
    at: str
    confidential: bool = False
    figures: bool = False
    consent: Consent = Consent.NOT_RECORDED
    scope: str = ""
    embargo: str = ""
    retain_until: str = ""
    content: tuple[Content, ...] = ()
    cleared: bool = False
    why: str = ""

    def __post_init__(self) -> None:
        _check_dates(self.embargo, self.retain_until)

    def held_back(self, today: str) -> bool:
        """Return whether the document's words may not leave on a day, an ISO date.

        Refused and withdrawn consent hold it back whatever else is recorded.
        """
        refused = self.consent in (Consent.REFUSED, Consent.WITHDRAWN)
        return self.confidential or refused or (bool(self.embargo) and today < self.embargo)

    def expired(self, today: str) -> bool:
        """Return whether it should have been withdrawn by a day, an ISO date."""
        return bool(self.retain_until) and self.retain_until <= today


@dataclass(frozen=True, slots=True)
class SourceCare:
    """What must be observed of somebody who is named in a case, as a speaker or otherwise. A record of a case.

    Args:
        id: Random; versions share it.
        subject: Document id where it holds for that document alone, or empty for the whole case.
        by: Who decided.
        at: UTC, ISO 8601.
        name: The name as written; its other spellings are records of their own.
        naming: Whether the name is hidden, kept, or left to the rules.
        confidential: What this speaker says is held back as the words of a confidential document are, and the name is
            hidden even where names are asked for.
        consent: What they said to the use of their words.
        scope: To what consent was given, in words.
        why: Reason or remark.

    Raises:
        ModelError: If there is no name, or a confidential speaker's name is to be kept.
    """

    id: str
    subject: str
    by: str
    at: str
    name: str
    naming: Naming = Naming.BY_RULE
    confidential: bool = False
    consent: Consent = Consent.NOT_RECORDED
    scope: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        if not re.search(r"\w", self.name):
            raise ModelError("a name without a letter")
        if self.held_back and self.naming is Naming.KEEP:
            raise ModelError("the name of a confidential speaker, or of one who did not consent, cannot be kept")

    @property
    def held_back(self) -> bool:
        """Whether what they say may not leave."""
        return self.confidential or self.consent in (Consent.REFUSED, Consent.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class PlaceCare:
    """What must be observed of a place where people may be at risk. A record of a case.

    Args:
        id: Random; versions share it.
        subject: Incident or document id where it holds for that alone, or empty for the whole case.
        by: Who decided.
        at: UTC, ISO 8601.
        name: Name of the place as written; other spellings are records of their own.
        open: The place may be told; takes it out of what the rules hold back by its kind.
        until: ISO date from which it may be told, or empty: until a newer record opens it.
        level: Level to which it is coarsened meanwhile (`town`, `district`, `province`, `country`).
        why: Reason or remark.

    Raises:
        ModelError: If there is no name, no such level, or the date is none.
    """

    id: str
    subject: str
    by: str
    at: str
    name: str
    open: bool = False
    until: str = ""
    level: str = "district"
    why: str = ""

    def __post_init__(self) -> None:
        if not re.search(r"\w", self.name):
            raise ModelError("a name without a letter")
        if self.level not in ("town", "district", "province", "country"):
            raise ModelError(f"there is no level {self.level!r}: town, district, province or country")
        _check_dates(self.until)

    def held_back(self, today: str) -> bool:
        """Return whether the place may not be told on a day, an ISO date."""
        return not self.open and (not self.until or today < self.until)


def _check_dates(*given: str) -> None:
    for one in given:
        if one:
            try:
                date.fromisoformat(one)
            except ValueError:
                raise ModelError(f"{one!r} is no date: write it as 2027-03-01") from None
