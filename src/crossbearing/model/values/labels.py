"""Comparing things known only by a word, where no word means that anything is admitted."""

from __future__ import annotations

from crossbearing.model.ids import normalised_words
from crossbearing.model.values.comparison import Comparison, Relation

__all__ = ["compare_labels"]


def compare_labels(first: str, second: str, of: str) -> Comparison:
    """Return how two descriptions stand, where an empty one admits anything.

    Different words may or may not mean different things, so that they overlap and never conflict.

    Args:
        first: Words as written, or empty.
        second: Words as written, or empty.
        of: What they describe, for the reason ("role").
    """
    one, other = normalised_words(first), normalised_words(second)
    if one == other:
        return Comparison(Relation.SAME, f"the {of} is the same" if one else f"no {of} is stated")
    if not other:
        return Comparison(Relation.REFINES, f"only one states the {of} ({first})")
    if not one:
        return Comparison(Relation.REFINED_BY, f"only one states the {of} ({second})")
    return Comparison(Relation.OVERLAPS, f"the {of} is described differently ({' / '.join(sorted((first, second)))})")
