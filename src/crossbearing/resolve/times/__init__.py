"""Time expressions of reports: words in, intervals that know their precision, year and zone out."""

from __future__ import annotations

from crossbearing.resolve.times.expressions import PlaceZone, read_when
from crossbearing.resolve.times.reference import NO_REFERENCE, Reference, published_on

__all__ = ["NO_REFERENCE", "PlaceZone", "Reference", "published_on", "read_when"]
