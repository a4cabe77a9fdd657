"""How much of labelled answers the gate lets through: `python -m benchmarks.gate --data DIR`.

A gold answer is recalled where at least one sentence that holds its words passes: for MUC-4's dev part the strings of
each filler, for the Gaza incidents each coded number killed or injured, in digits or words. Answers whose words stand
in no sentence are left out. Beside it stands the share of characters that pass, there and in the articles of FA-KES.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.reader import document

from benchmarks.contestants import articles
from crossbearing.read.sentences.gate import Gate, GateSetting
from crossbearing.read.sentences.segment import sentences
from crossbearing.resources.lexicon import lexicon

__all__ = ["Recall", "airwars", "fa_kes", "main", "muc4"]

_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_LONGEST = 1_000_000


@dataclass(slots=True)
class Recall:
    """What passed the gate, counted.

    Args:
        answers: Gold answers whose words stand in some sentence.
        passed: Of these, answers with such a sentence that passes.
        characters: Characters of all sentences.
        read: Characters of those that pass.
    """

    answers: int = 0
    passed: int = 0
    characters: int = 0
    read: int = 0

    def count(self, gate: Gate, text: str, wanted: Iterable[frozenset[str]]) -> None:
        """Count one text.

        Args:
            gate: The gate.
            text: The text.
            wanted: For each gold answer the strings, in lower case, any of which carries it.
        """
        every = tuple(sentences(document(text).text, _LONGEST))
        passing = {sentence.index for sentence in gate.passing(every)}
        found = [(sentence, sentence.index in passing) for sentence in every]
        self.characters += sum(len(sentence.text) for sentence, _ in found)
        self.read += sum(len(sentence.text) for sentence, passes in found if passes)
        padded = [(f" {_spaced(sentence.text)} ", passes) for sentence, passes in found]
        for forms in wanted:
            holding = [passes for words, passes in padded if any(f" {_spaced(form)} " in words for form in forms)]
            self.answers += bool(holding)
            self.passed += any(holding)

    def line(self, name: str) -> str:
        """Return the figures as one line under a name."""
        share = f"{self.passed / self.answers:.3f} of {self.answers} answers" if self.answers else "no labels"
        return f"{name:24} {share:28} {self.read / max(self.characters, 1):.2f} of characters"


def _spaced(text: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in text.lower()).split())


def muc4(gate: Gate, data: Path) -> Recall:
    """Count the fillers of MUC-4's dev part.

    Args:
        gate: The gate.
        data: Folder of the sets.
    """
    total = Recall()
    for row in _rows(data / "muc4" / "dev.jsonl"):
        wanted = [
            frozenset(entity)
            for template in row["templates"]
            for role, entities in template.items()
            if role != "incident_type"
            for entity in entities
        ]
        total.count(gate, row["text"], wanted)
    return total


def airwars(gate: Gate, data: Path) -> Recall:
    """Count the numbers killed and injured of the Gaza incidents.

    Args:
        gate: The gate.
        data: Folder of the sets.
    """
    total = Recall()
    for row in _rows(data / "airwars_gaza" / "dev.jsonl"):
        names = ("killed_min", "killed_max", "injured_min", "injured_max")
        numbers = {row[name] for name in names if row[name]}
        wanted = [
            frozenset({str(number), _WORDS[number]} if number < len(_WORDS) else {str(number)}) for number in numbers
        ]
        total.count(gate, row["narrative"] or "", wanted)
    return total


def fa_kes(gate: Gate, data: Path) -> Recall:
    """Count how much of the articles of FA-KES passes; they have no labels of answers.

    Args:
        gate: The gate.
        data: Folder of the sets.
    """
    total = Recall()
    for row in articles(data / "fa_kes" / "articles.csv", 0):
        total.count(gate, row["article_content"], ())
    return total


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def main(arguments: list[str] | None = None) -> int:
    """Print one line a set and setting of the gate."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gate", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder of the sets")
    options = parser.parse_args(arguments)
    tables = lexicon("en")
    for setting in GateSetting:
        gate = Gate(setting, tables)
        for name, count in (("airwars_gaza", airwars), ("muc4 dev", muc4), ("fa_kes", fa_kes)):
            print(count(gate, options.data).line(f"{name}, gate {setting}"), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
