"""Typed answers. Imprecision is a type: ranges, open ends, vague words and unknowns are kept, never flattened.

Every value type has

- `text`: the words as written,
- `determinate`: whether it denotes a definite set of admissible answers (unknown and vague ones do not),
- `vague`: whether it is known only by a vague word,
- `compare(other)`: how its set of admissible answers stands to the other's,
- `canonical()`: a stable form for ids, free of wording,
- `describe()`: a short form for people, such as `>=15`, `40-50` or `about 100`.
"""

from __future__ import annotations

from crossbearing.model.values.actors import ActorRef, Actors
from crossbearing.model.values.bare import relation_between
from crossbearing.model.values.category import Category
from crossbearing.model.values.comparison import Comparison, Relation
from crossbearing.model.values.count import Count, CountKind, CountState
from crossbearing.model.values.duration import Duration
from crossbearing.model.values.group import Group, PersonStatus
from crossbearing.model.values.items import Items
from crossbearing.model.values.labels import thing_words
from crossbearing.model.values.place import Place, PlaceCandidate, PlacePrecision, PlaceRelation, PlaceRelationKind
from crossbearing.model.values.text import TextValue
from crossbearing.model.values.when import Anchor, TimePrecision, When, YearStatus, ZoneStatus

__all__ = [
    "ActorRef",
    "Actors",
    "Anchor",
    "Category",
    "Comparison",
    "Count",
    "CountKind",
    "CountState",
    "Duration",
    "Group",
    "Items",
    "PersonStatus",
    "Place",
    "PlaceCandidate",
    "PlacePrecision",
    "PlaceRelation",
    "PlaceRelationKind",
    "Relation",
    "TextValue",
    "TimePrecision",
    "Value",
    "When",
    "YearStatus",
    "ZoneStatus",
    "relation_between",
    "thing_words",
]

Value = Count | When | Duration | Place | Actors | Group | Category | Items | TextValue
"""Any answer."""
