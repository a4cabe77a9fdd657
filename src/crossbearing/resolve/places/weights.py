"""How much each finding about a candidate counts."""

from __future__ import annotations

from dataclasses import dataclass, fields

__all__ = ["FINDINGS", "WEIGHTS", "Weights"]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each finding counts, as a natural logarithm of odds.

    Those from `size` to `remote`, and `nothing`, were fitted as a conditional logit (McFadden 1974) with a pull towards
    values set by hand, on one half of LGL and GeoVirus (documents by the hash of their id), names given, from the
    document alone; `home_division` and `home_near` after that, all others held. `wide`, `unlike`, `same_as_town` and
    the others were set by hand: those sets say nothing of them or code them otherwise. `evals` measures the other half.

    Args:
        size: A tenfold population, counted from 10,000.
        country: It is a country.
        capital: It is the capital of one.
        province: It is a first-level division.
        district: It is a second-level division.
        wide: It is a region, sea, river or the like.
        other_name: The name is another one than its label, while it is the label of another place.
        only_other_name: The name is another one than its label, and no place's label.
        same_as_town: A division that has the name of a town in it, where no word left out asks for a division.
        fits: A word left out of the name asks for its kind ("Idlib governorate").
        fits_not: Such a word asks for another kind.
        unlike: The name is spelt otherwise, times the distance.
        same_country: Share of its country among the other names.
        same_division: Share of its first-level division among the other names.
        names_country: The document names its country.
        names_division: The document names its division.
        near_30: Places that other names likely mean lie within some 30 km.
        near_100: The same within some 100 km.
        near_300: The same within some 300 km.
        any_30: Places that other names may mean lie within some 30 km; names that many places have count less.
        remote: A small place in a country that the document never speaks of, while it speaks of others.
        inside: Words beside the name say what it lies in ("Alexandria, Louisiana").
        elsewhere: It does not lie in what the place expression says ("Palestine, Texas").
        asked: A word beside the name asks for its kind.
        asked_not: Such a word asks for another kind.
        publisher: It lies in the publisher's country.
        home_division: Share of its division in the publisher's other reports.
        home_near: Nearness to places of the publisher's other reports.
        nothing: Weight of the answer that none of the candidates is meant.
    """

    size: float = 0.95
    country: float = 4.9
    capital: float = 1.0
    province: float = 1.8
    district: float = -0.15
    wide: float = 1.0
    other_name: float = -2.35
    only_other_name: float = -0.75
    same_as_town: float = -3.0
    fits: float = 1.55
    fits_not: float = -3.4
    unlike: float = -5.5
    same_country: float = 1.55
    same_division: float = 2.45
    names_country: float = 0.95
    names_division: float = 1.25
    near_30: float = 0.7
    near_100: float = 2.55
    near_300: float = 0.65
    any_30: float = 0.95
    remote: float = -1.5
    inside: float = 5.2
    elsewhere: float = -6.0
    asked: float = 2.3
    asked_not: float = -0.85
    publisher: float = 0.4
    home_division: float = 3.5
    home_near: float = 3.65
    nothing: float = 0.95


FINDINGS = tuple(item.name for item in fields(Weights))[:-1]
"""The findings in the order of the columns of `findings`."""
WEIGHTS = Weights()
"""The weights that are used."""
