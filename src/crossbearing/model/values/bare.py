"""How two answers stand, without the reason in words: for those who compare many and tell of few."""

from __future__ import annotations

from crossbearing.model.values.actors import Actors
from crossbearing.model.values.category import Category
from crossbearing.model.values.comparison import Relation
from crossbearing.model.values.count import Count
from crossbearing.model.values.duration import Duration
from crossbearing.model.values.group import Group
from crossbearing.model.values.items import Items
from crossbearing.model.values.place import Place
from crossbearing.model.values.text import TextValue
from crossbearing.model.values.when import When

__all__ = ["relation_between"]


def relation_between(
    one: Count | When | Duration | Place | Actors | Group | Category | Items | TextValue,
    other: Count | When | Duration | Place | Actors | Group | Category | Items | TextValue,
) -> Relation:
    """Return `one.compare(other).relation`. Of times and numbers, the reason takes five sixths of a comparison.

    Args:
        one: An answer.
        other: Another one, of any type.
    """
    if isinstance(one, When) and isinstance(other, When):
        return one.relation_to(other)
    if isinstance(one, Count) and isinstance(other, Count):
        return one.relation_to(other)
    if isinstance(one, Group) and isinstance(other, Group):
        return one.relation_to(other)
    if isinstance(one, Items) and isinstance(other, Items):
        return one.relation_to(other)
    return one.compare(other).relation
