"""Telling words: what is a name, what is rare, and how alike two reports are by what they share."""

from __future__ import annotations

from collections import Counter

import pytest

from crossbearing.link.counting import WordCounts
from crossbearing.link.words import Telling, likeness, merged, sharing, words_in

ORDINARY = "There were people at the market when something happened in the morning, and many of them went home again."


def weighed(*texts: str, houses: tuple[str, ...] = ()) -> list[Telling]:
    """Return the telling words of texts of as many documents."""
    counts = WordCounts()
    for number, text in enumerate(texts):
        house = houses[number] if houses else ""
        counts.add(str(number), words_in(text), language="en", house=house)
    return counts.weighed()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Shells hit the Vardan mill near Oskelu.", {"vardan", "oskelu"}),
        ("They fled. Shells fell on Vardan.", {"vardan"}),
        ("He said: \u201cShells fell.\u201d", set()),
        ("At least 14 died at 07:30", {"14", "07", "30"}),
        ("\u0642\u0635\u0641 \u0639\u0644\u0649 \u0627\u0644\u0642\u0631\u064a\u0629", set()),
    ],
)
def test_names(text: str, names: set[str]) -> None:
    """Words with a capital inside a sentence and numbers are names; those that begin a sentence are not."""
    assert words_in(text)[1] == names


def test_capitals_of_a_headline_tell_nothing() -> None:
    """In a headline every word may have a capital."""
    assert words_in("Shells Hit Vardan Mill", headline=True) == (
        Counter({"shells": 1, "vardan": 1, "mill": 1}),
        frozenset(),
    )


def test_two_reports_of_few_say_what_is_rare() -> None:
    """In a case of three reports, too, shared names count and ordinary words do not."""
    named, again, plain = weighed(
        f"{ORDINARY} It was at Vardan mill near Oskelu.", "The mill of Vardan near Oskelu was hit.", ORDINARY
    )
    assert likeness(named, again) > 0.4
    assert likeness(again, plain) < 0.05
    assert likeness(named, plain) < likeness(named, again)


def test_likeness_goes_both_ways_and_ends_at_one() -> None:
    """Likeness does not depend on the order, lies between 0 and 1, and is 0 without words."""
    one, other, none = weighed("Fire near Oskelu and Vardan on Monday.", "Fire near Oskelu and Belkun.", "")
    assert likeness(one, other) == likeness(other, one)
    assert 0 < likeness(one, other) < 1
    assert likeness(one, none) == 0.0


def test_what_a_house_always_says_tells_nothing() -> None:
    """The name that a publisher puts into each of its reports makes two of them no more alike."""
    signed = [f"Report of Ostrava Desk, Timras Line: {place} was hit." for place in ("Vardan", "Belkun", "Yorsen")]
    texts = [*signed, *(f"Report of Ostrava Desk, Timras Line: quiet at {name}." for name in ("Ankel", "Orvo", "Lys"))]
    at_home = weighed(*texts, houses=("Ostrava",) * 6)
    elsewhere = weighed(*texts)
    assert likeness(at_home[0], at_home[1]) < likeness(elsewhere[0], elsewhere[1])


def test_sharing_brings_together_whoever_shares_two_rare_words() -> None:
    """One shared rare word brings nobody to comparison, two do, and one that everybody has does not."""
    texts = ["Fire at Vardan mill, Oskelu.", "Fire at Vardan mill, Oskelu.", "Fire at Vardan mill, Timras."]
    texts += [f"Fire at Commontown number {number}." for number in range(60)]
    assert set(sharing(weighed(*texts))) >= {(0, 1)}
    assert not any(one > 2 and other > 2 for one, other in sharing(weighed(*texts)))


def test_merged_counts_add_up() -> None:
    """The words of several stretches are counted together."""
    found, names = merged([words_in("Fire at Vardan."), words_in("The Vardan fire.")])
    assert found == Counter({"fire": 2, "vardan": 2})
    assert names == {"vardan"}
