"""Records as they may leave: every string masked, places and times coarsened, words left out where they would tell."""

from __future__ import annotations

import dataclasses
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from crossbearing.model.documents import Document, Publication
from crossbearing.model.incidents import Incident, Origin
from crossbearing.model.values import Count, Place, TextValue, When
from crossbearing.show.export.coarse import Coarsening
from crossbearing.show.export.mask import Mask
from crossbearing.show.export.settings import Codes

__all__ = ["PRIVATE_PUBLISHERS", "WORDS_WITHHELD", "Cleaner"]

WORDS_WITHHELD = "[words withheld]"
"""What stands for an answer in free words where a coarsened place or time would be told by it."""

PRIVATE_PUBLISHERS = frozenset({"person", "witness", "witness_group", "social_media", "social_media_account", "post"})
"""Kinds of publishers whose own name is a private one, as in `show.dossier.privacy`."""

_Record = TypeVar("_Record")

# Ids and hashes: digits that name nobody, and must stay equal for references to hold.
_IDS = frozenset(
    {"id", "statement", "document", "claim", "claims", "incident", "step", "sha256", "sha512", "clock", "extractor",
     "actor", "within", "documents", "origins", "other", "aliases", "finding", "media_type", "slot", "scheme", "code"}
)  # fmt: skip
_SIGNED = frozenset({"who", "best_by", "proposed_by", "edited_by"})
_STAMPS = frozenset({"published", "said_at", "as_of", "collected_at"})
# Words as written, or sentences about them, which tell a place or a time however coarse the record says it.
_WORDS = frozenset({"quote", "sentence", "reason", "reasons", "note", "notes", "credit", "title", "url", "why", "text"})
_DENSE = (Place, When)


@dataclasses.dataclass(frozen=True, slots=True)
class Cleaner:
    """Turns records into what may leave.

    Args:
        mask: Hides names.
        coarse: Coarsens places and times; where it is active, words as written are left out.
        codes: Labels of kinds of happenings, for titles made anew.
    """

    mask: Mask
    coarse: Coarsening
    codes: Codes

    def clean(self, record: _Record) -> _Record:
        """Return a record, value, tuple or string as it may leave."""
        return self._clean(record)  # type: ignore[no-any-return]

    def _clean(self, item: Any) -> Any:
        if isinstance(item, Enum):
            return item
        if isinstance(item, str):
            return self.mask.text(item)
        if isinstance(item, tuple):
            return tuple([self._clean(part) for part in item])
        if not dataclasses.is_dataclass(item) or isinstance(item, type):
            return item
        if isinstance(item, Document):
            item = dataclasses.replace(item, custody=())  # names of files and of those who collected them
        elif isinstance(item, Place):
            item = self.coarse.place(item)
        elif isinstance(item, When):
            item = self.coarse.when(item)
        elif isinstance(item, TextValue) and self.coarse.active:
            return TextValue(WORDS_WITHHELD)
        cleaned = {
            name: self._field(item, name, value)
            for name in _names(item.__class__)
            if not isinstance(value := getattr(item, name), bool | int | float | None)
        }
        changed = {name: value for name, value in cleaned.items() if value is not getattr(item, name)}
        done = dataclasses.replace(item, **changed) if changed else item
        if isinstance(done, Incident) and self.coarse.active:
            return dataclasses.replace(done, title=self._title(done))
        return done

    def _field(self, item: Any, name: str, value: Any) -> Any:
        if name in _IDS:
            return value
        if isinstance(value, str) and not isinstance(value, Enum):
            return self._string(item, name, value)
        if name in _WORDS and self.coarse.active and isinstance(value, tuple):
            return ()
        return self._clean(value)

    def _string(self, item: Any, name: str, value: str) -> str:
        if name in _SIGNED:
            return self.mask.reviewer(value)
        if name in _STAMPS:
            return self.coarse.stamp(value)
        if isinstance(item, Document) and name == "name":
            return item.id if self.coarse.active else self.mask.text(value)
        if self.coarse.active and isinstance(item, Origin) and name == "value":
            return ""
        if self.coarse.active and name in _WORDS and not isinstance(item, _DENSE):
            return item.describe() if isinstance(item, Count) and name == "text" else ""
        if isinstance(item, Publication) and name == "url":
            return self.mask.url(value)
        if isinstance(item, Publication) and name == "publisher" and item.kind.casefold() in PRIVATE_PUBLISHERS:
            return self.mask.account(value) if value else value
        return self.mask.text(value)

    def _title(self, incident: Incident) -> str:
        label = self.codes.kinds[incident.type].label if incident.type in self.codes.kinds else incident.type
        parts = [label.replace("_", " ")]
        if incident.where is not None:
            parts.append(incident.where.describe())
        if incident.when is not None and incident.when.determinate:
            parts.append(incident.when.describe())
        return ", ".join(parts)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))
