"""Small steps for running plans in tests; at module level, so that workers can load them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from crossbearing.model.errors import InputError, ResourceError
from crossbearing.model.ids import digest
from crossbearing.model.steps import Item, Reject, StepRun


class OnItems:
    """What these steps have in common."""

    __slots__ = ()

    name: ClassVar[str] = ""
    version: ClassVar[str] = "1"
    needs: ClassVar[type] = Item
    gives: ClassVar[type] = Item

    @property
    def id(self) -> str:
        """Deterministic id."""
        return digest(self.name, self.version)

    def open(self) -> StepRun:
        """Return the function that runs it."""
        return self._run

    def _run(self, records: Iterable[Any]) -> Iterator[Any]:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Upper(OnItems):
    """Writes names in capitals; names tell what else is to happen."""

    name: ClassVar[str] = "upper"

    def _run(self, items: Iterable[Item]) -> Iterator[Item | Reject]:
        for item in items:
            if "refused" in item.name:
                yield Reject(step=self.name, where=item.name, reason="refused by the step", kind="refused")
                continue
            if "bad-input" in item.name:
                raise InputError("not readable", where=item.name, remedy="mend it")
            if "fault" in item.name:
                raise KeyError("a fault of the program")
            if "sigsegv" in item.name or "killed" in item.name:
                os.kill(os.getpid(), signal.SIGSEGV if "sigsegv" in item.name else signal.SIGKILL)
            if "slow" in item.name:
                time.sleep(60)
            yield replace(item, name=item.name.upper())


@dataclass(frozen=True, slots=True)
class Multiply(OnItems):
    """Gives several records for one: as many as the name says behind an asterisk."""

    name: ClassVar[str] = "multiply"

    def _run(self, items: Iterable[Item]) -> Iterator[Item]:
        for item in items:
            name, _, times = item.name.partition("*")
            for number in range(int(times or 1)):
                yield replace(item, name=f"{name}/{number}")


@dataclass(frozen=True, slots=True)
class Tail(OnItems):
    """Adds something to names, and counts how many it has seen by leaving a line in a file."""

    seen: str = ""
    name: ClassVar[str] = "tail"

    def _run(self, items: Iterable[Item]) -> Iterator[Item]:
        for item in items:
            if self.seen:
                with Path(self.seen).open("a", encoding="utf-8") as file:
                    file.write(item.name + "\n")
            if "stop" in item.name and Path(self.seen + ".stop").exists():
                os._exit(3)
            yield replace(item, name=item.name + "!")


@dataclass(frozen=True, slots=True)
class Join(OnItems):
    """Joins the names of each group."""

    name: ClassVar[str] = "join"

    def _run(self, groups: Iterable[Sequence[Item]]) -> Iterator[Item]:
        for group in groups:
            yield replace(group[0], name="+".join(item.name for item in group))


@dataclass(frozen=True, slots=True)
class Count(OnItems):
    """Sees all records at once."""

    name: ClassVar[str] = "count"

    def _run(self, items: Iterable[Item]) -> Iterator[Item]:
        known = list(items)
        for item in known:
            yield replace(item, name=f"{item.name} of {len(known)}")


@dataclass(frozen=True, slots=True)
class Unopened(OnItems):
    """Cannot be opened."""

    how: str = "error"
    name: ClassVar[str] = "unopened"

    def open(self) -> StepRun:
        """Fail, in one way or another."""
        if self.how == "dies":
            os._exit(5)
        raise ResourceError("the model is missing", where="model.bin", remedy="reinstall")


def first_letters(item: Any) -> list[str]:
    """Return the keys of a record: its first two letters."""
    return [item.name[0], item.name[1]]


def item(name: str) -> Item:
    """Return a file of that name that need not exist."""
    return Item(path=f"/nowhere/{name}", name=name)
