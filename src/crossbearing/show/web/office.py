"""What screens start that is more than reading and judging: comparing, exporting, stating rules, weighing many anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from crossbearing.model.claims import Claim
from crossbearing.model.documents import Text
from crossbearing.model.incidents import Incident
from crossbearing.model.judgements import Judgement
from crossbearing.model.protocols import CaseReader, Weighed
from crossbearing.model.teamwork import SlotAgreement

__all__ = ["ExportAsked", "ExportFormat", "Office", "Shared"]


class Shared(Protocol):
    """A passage that two texts share."""

    @property
    def words(self) -> int:
        """How many words."""

    @property
    def start(self) -> int:
        """Offset of its first character in the one text."""

    @property
    def end(self) -> int:
        """Offset behind its last."""

    @property
    def other_start(self) -> int:
        """The same in the other text."""

    @property
    def other_end(self) -> int:
        """The same in the other text."""


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format of exports.

    Args:
        name: Its name.
        text: What it is, in a few words.
    """

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ExportAsked:
    """What is asked of an export; see `show.export.settings.Settings`."""

    format: str
    incident: str = ""
    with_names: bool = False
    coarsen: str = ""
    grain: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """What the composition root hands to the workbench beside the case.

    Args:
        agreement: How far two persons agree on claims: claims, judgements on them, first and second person.
        passages: The passages that two texts share.
        formats: The formats of exports.
        levels: Levels that places can be coarsened to, finest first.
        grains: Grains that times can be coarsened to, finest first.
        preview: What an export would hide and hold: its manifest, with nothing kept and nothing logged.
        export: Makes an export in an empty folder, notes it in the log, and returns its manifest.
        state_rule: States what those who keep the case count by: a topic of `model.counting.TOPICS`, and the words.
        reweigh: Weighs incidents anew, telling how many are done.
        weigh: Weighs one incident as a reader tells it, and stores nothing.
        care: Records what must be observed for the sake of people (of a `document`, `name` or `place`; which; fields of
            `model.care`; by whom; why) and returns it in a line.
        regroup: Stores a decision on which reports tell of one incident (`work`, `incident`, `other`, `document`; who;
            why) and returns what links the case anew after it.
        grouping: The decisions of that kind that bear on an incident.
    """

    agreement: Callable[[Iterable[Claim], Iterable[Judgement], str, str], Sequence[SlotAgreement]]
    passages: Callable[[Text, Text], Sequence[Shared]]
    formats: Sequence[ExportFormat]
    levels: Sequence[str]
    grains: Sequence[str]
    preview: Callable[[ExportAsked], Mapping[str, Any]]
    export: Callable[[ExportAsked, Path], Mapping[str, Any]]
    state_rule: Callable[[str, str], None]
    reweigh: Callable[[Sequence[str], Callable[[int], None]], None]
    weigh: Callable[[Incident, CaseReader], Weighed]
    care: Callable[[str, str, Mapping[str, Any], str, str], str]
    regroup: Callable[[Mapping[str, str], str, str], Callable[[Callable[[str, float], None]], Sequence[str]]]
    grouping: Callable[[str], Sequence[Mapping[str, Any]]]
