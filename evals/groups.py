"""Scores of groupings: B-cubed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping

from evals.spans import Counts


def b_cubed(ours: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> Counts:
    """Compare two partitions of the same items (Bagga and Baldwin, LREC workshop 1998), item by item.

    Both arguments map an item to its group. Raises ValueError where they do not hold the same items.
    """
    if ours.keys() != gold.keys():
        differing = len(ours.keys() ^ gold.keys())
        raise ValueError(f"{differing} items stand in one grouping only: give every item a group, if its own")
    joint = Counter((ours[item], gold[item]) for item in gold)
    size_ours, size_gold = Counter(ours.values()), Counter(gold.values())
    precision = sum(count * count / size_ours[mine] for (mine, _), count in joint.items())
    recall = sum(count * count / size_gold[theirs] for (_, theirs), count in joint.items())
    items = float(len(gold))
    return Counts(precision, items, recall, items)
