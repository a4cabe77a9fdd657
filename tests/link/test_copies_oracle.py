"""Copies against the sketches of datasketch, an implementation of another hand."""

from __future__ import annotations

import random

import pytest

from crossbearing.link.copies import find_copies
from crossbearing.model.documents import Block, BlockKind, Text

datasketch = pytest.importorskip("datasketch")

WORDS = [f"word{number}" for number in range(900)]
RUN = 6
SLOTS = 256


def text(document: str, words: list[str]) -> Text:
    """Return a working text of one block."""
    content = " ".join(words)
    return Text(f"text-{document}", document, "test", "en", content, (Block(BlockKind.BODY, 0, len(content)),))


def runs(words: list[str]) -> set[str]:
    """Return a text's runs of six words."""
    return {" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def corpus(seed: int) -> dict[str, list[str]]:
    """Return stories with reprints, excerpts and variants of them, and others that only quote them."""
    chance = random.Random(seed)
    found: dict[str, list[str]] = {}
    for number in range(25):
        whole = chance.choices(WORDS, k=chance.randrange(80, 300))
        found[f"{number:02d}-a-whole"] = whole
        found[f"{number:02d}-b-longer"] = whole + chance.choices(WORDS, k=chance.randrange(20, 200))
        found[f"{number:02d}-c-excerpt"] = whole[: chance.randrange(40, 80)] + chance.choices(WORDS, k=10)
        varied = list(whole)
        for _change in range(chance.randrange(1, 12)):
            varied[chance.randrange(len(varied))] = chance.choice(WORDS)
        found[f"{number:02d}-d-varied"] = varied
        found[f"{number:02d}-e-quotes"] = whole[:14] + chance.choices(WORDS, k=150)
    return found


def found_pairs(told: dict[str, list[str]]) -> set[tuple[str, str]]:
    """Return the pairs of documents that are found to be copies."""
    copies = find_copies(text(name, words) for name, words in told.items())
    near = {name: {other for other, _reason in copies.near(name)} for name in told}
    return {(one, other) for one in told for other in told if one < other and copies.text_of(other) in near[one]}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_all_that_the_other_library_finds_alike(seed: int) -> None:
    """Every pair whose texts the oracle's sketches hold half alike is found, and none without a stretch in common."""
    told = corpus(seed)
    sketches = {}
    for name, words in told.items():
        sketch = datasketch.MinHash(num_perm=SLOTS, seed=seed)
        sketch.update_batch([run.encode() for run in runs(words)])
        sketches[name] = sketch
    index = datasketch.MinHashLSH(threshold=0.5, num_perm=SLOTS)
    for name, sketch in sketches.items():
        index.insert(name, sketch)
    alike = {
        (min(name, other), max(name, other))
        for name, sketch in sketches.items()
        for other in index.query(sketch)
        if other != name and sketch.jaccard(sketches[other]) >= 0.55
    }
    ours = found_pairs(told)
    assert len(alike) > 20
    assert alike <= ours
    assert all(sketches[one].jaccard(sketches[other]) > 0 for one, other in ours)


@pytest.mark.parametrize("seed", [4, 5])
def test_containment_is_exact(seed: int) -> None:
    """Of all pairs those are copies of which half the shorter text stands in the longer, counted and not estimated."""
    told = corpus(seed)
    ours = found_pairs(told)
    for one in told:
        for other in told:
            if one < other:
                mine, theirs = runs(told[one]), runs(told[other])
                share = len(mine & theirs) / min(len(mine), len(theirs))
                assert ((one, other) in ours) == (share >= 0.5), (one, other, share)


def test_variants_beyond_counting_are_one_text() -> None:
    """Thousands of reprints, each with a line of its own, are folded into the first and say so."""
    chance = random.Random(6)
    whole = chance.choices(WORDS, k=150)
    copies = find_copies(text(f"{number:04d}", whole + chance.choices(WORDS, k=6)) for number in range(1500))
    assert {copies.text_of(f"{number:04d}") for number in range(1500)} == {"0000"}
    assert copies.near("0700") == (("0000", "shares most of its text with another report"),)
