"""Things known only by a word: how they are written, and how they compare where no word admits anything."""

from __future__ import annotations

import re

from crossbearing.model.ids import normalised_words
from crossbearing.model.values.comparison import Comparison, Relation

__all__ = ["compare_labels", "thing_words"]

_DESIGNATION = re.compile(r"([a-z]{1,3})_(\d+[a-z]?)")
_BUREAUS = {"mig": "MiG", "su": "Su", "mi": "Mi", "tu": "Tu"}
"""Design bureaus whose designations are not written in capitals."""


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


def thing_words(kind: str) -> str:
    """Return a kind of thing as it is written: `f_16` is an F-16, `anti_aircraft_gun` an anti-aircraft gun.

    Args:
        kind: A kind of `resources/weapons.toml`, or words as written.
    """
    designation = _DESIGNATION.fullmatch(kind)
    if designation:
        letters, number = designation.groups()
        return f"{_BUREAUS.get(letters, letters.upper())}-{number.upper()}"
    return _BUREAUS.get(kind) or kind.replace("anti_", "anti-").replace("_", " ")
