"""Does the reading change when the parties change places? ``python -m evals.neutrality``.

A metamorphic test (Chen, Cheung and Yiu 1998; for named parties: Ribeiro et al., CheckList, ACL 2020): invented
sentences are filled with every ordered pair of parties; whatever the names, the marks must stand on the same words.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Final

from evals.reader import Answer, Reader, TaggerReader

#: All two words long, so that words can be compared by number.
PARTIES: Final = (
    "American forces",
    "British forces",
    "Iranian forces",
    "Iraqi forces",
    "Israeli forces",
    "Lebanese forces",
    "Palestinian forces",
    "Russian forces",
    "Saudi forces",
    "Syrian forces",
    "Turkish forces",
    "Ukrainian forces",
)
SENTENCES: Final = (
    "A spokesman for the {a} said that the {b} had shelled a depot near the river.",
    "According to the {a}, at least four soldiers were killed when the {b} bombed the bridge.",
    "The {b} denied on Monday that their aircraft had struck the hospital, as the {a} claimed.",
    "“The strike was a mistake,” the {a} said, while the {b} called it deliberate.",
    "The {a} attacked a convoy of the {b} with rockets, wounding six people, the agency reported.",
    "Officials accused the {a} of shelling the market; the {b} declined to comment.",
    "Witnesses told the agency that the {a} opened fire first and that the {b} withdrew.",
    "The ministry believes the {a} planned the raid, but the {b} may have carried it out.",
)
Signature = frozenset[tuple[str, str, int, int]]


@dataclass(frozen=True, slots=True)
class Swap:
    """One sentence: how many fillings were read, and how many differ from the commonest reading, by kind of mark."""

    sentence: str
    fillings: int
    differing: dict[str, int]


def swaps(reader: Reader, sentences: Sequence[str] = SENTENCES, parties: Sequence[str] = PARTIES) -> Iterator[Swap]:
    """Yield one Swap a sentence. Each must hold ``{a}`` and ``{b}``; parties must be of equally many words."""
    if len({len(party.split()) for party in parties}) != 1:
        raise ValueError("parties differ in their number of words: marks could not be compared by word number")
    for sentence in sentences:
        texts = [sentence.format(a=a, b=b) for a, b in permutations(parties, 2)]
        readings = [_signatures(text, answer) for text, answer in zip(texts, reader.read(texts), strict=True)]
        differing = {}
        for kind in readings[0]:
            counts = Counter(reading[kind] for reading in readings)
            differing[kind] = len(readings) - counts.most_common(1)[0][1]
        yield Swap(sentence, len(texts), differing)


def _signatures(text: str, answer: Answer) -> dict[str, Signature]:
    """Return the marks of each kind as (kind, label, number of first word, number of last word)."""

    def number(offset: int) -> int:
        return len(text[:offset].split()) - (not text[offset - 1 : offset].isspace() and offset > 0)

    found = {}
    for kind, marks in (("attribution", answer.parts), ("roles", answer.roles), ("entities", answer.entities)):
        found[kind] = frozenset(
            (kind, label, number(start), number(end)) for label, pairs in marks.items() for start, end in pairs
        )
    return found


def main() -> None:
    """Print how many readings change with the names."""
    parser = argparse.ArgumentParser(prog="python -m evals.neutrality", description=__doc__)
    parser.add_argument("--models", type=Path, required=True, help="folder with the tagger's artefacts")
    parser.add_argument("--model", default="student")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    fillings = 0
    for swap in swaps(TaggerReader.open(options.models, options.model)):
        total.update(swap.differing)
        fillings += swap.fillings
        print(f"{swap.fillings:4}  {swap.differing}  {swap.sentence}")
    print(f"{fillings} readings; differing from the commonest of their sentence: {dict(total)}")


if __name__ == "__main__":
    main()
