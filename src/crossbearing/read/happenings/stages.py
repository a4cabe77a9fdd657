"""Stages of a happening told one after another: "had two parts. First, ... Then, ...", "the first ...; the second ...".

A report announces them ("in three waves", "three explosions shook the town") and then takes them up by ordinals, by
words of order or by the numbers of a list. Without an announcement such words order arguments as well as deeds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from crossbearing.model.claims import Modality
from crossbearing.read.happenings.phases import announced, labels
from crossbearing.read.mentions import EventMention
from crossbearing.read.sentences.grammar import lemma
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["STAGE", "Stage", "Stages", "in_stage"]

STAGE: Final = "stage"
"""Lemma of an event mention that is a stage's name alone ("the second, at 22:15, ...")."""
_MOST: Final = 8
_PATIENCE: Final = 3
"""Sentences without a word of order after which a series is held to be told."""
_OPEN: Final = (
    r"(?:^|[;:]\s+(?:and\s+)?|,\s+(?:and|but)\s+|\s+and\s+|\s+but\s+)(?:\(?(?:[1-9]|[a-h]|[ivx]{1,4})[).]\s+)?"
)
_FIRST: Final = re.compile(
    rf"{_OPEN}(?P<w>first(?:ly)?(?=,|\s+(?:of\s+all|came|to\s+come|there|the|a|an|\w+ers?|soldiers|troops|police|gunmen)\b)"
    r"|to\s+(?:begin|start)\s+with|initially|at\s+first|at\s+the\s+outset|it\s+(?:began|started|opened)\s+with)(?!\w)",
    re.IGNORECASE,
)
_NEXT: Final = re.compile(
    rf"{_OPEN}(?P<w>second(?:ly)?(?=,)|then|next|after\s+(?:that|this|which)|this\s+was\s+followed\s+by|there\s+followed"
    r"|subsequently|thereupon|later(?:\s+on)?(?=,)|it\s+was\s+followed\s+by)(?!\w|\s+(?:to|door)\b)",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(rf"{_OPEN}(?P<w>(?P<n>third|fourth|fifth|sixth)(?:ly)?)(?=,)", re.IGNORECASE)
_LAST: Final = re.compile(
    rf"{_OPEN}(?P<w>finally|lastly|last(?=,|\s+(?:came|of\s+all)\b)|in\s+the\s+end|at\s+the\s+end|to\s+finish|last\s+of\s+all)(?!\w)",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(r"(?:^|:)\s*(?:\((?P<a>[1-9])\)|(?P<b>[1-9])[.)])\s+(?=\S)")
_CLAUSE: Final = re.compile(r"(?:[;:]|,\s+and|,\s+but)\s+(?:(?:in|on|during|with)\s+)?(?:the|a)?\s*$", re.IGNORECASE)
_COURSE: Final = re.compile(
    r"\b(?:order|sequence|course|chronolog\w+|timeline|steps|stages|phases|as\s+follows|what\s+happened|happened\s+(?:next|that))\b",
    re.IGNORECASE,
)
_GOES_ON: Final = ("amid ", "at that", "meanwhile", "during this", "during that", "during it", "while this",
                   "while that", "at the same time", "in it", "in that", "it ", "they ", "this ")  # fmt: skip
_CLOSING: Final = frozenset({"last", "final", "closing"})
_FOLLOWING: Final = frozenset({"next"})
_ARTICLES: Final = frozenset({"the", "its", "their", "a", "this", "that"})


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that a sentence takes up.

    Args:
        ordinal: From 1.
        text: Its words ("the second", "then").
        offset: Of its first character in the document.
        token: Number of the token that names it, or None where a word of order alone does.
        opens: Whether what stands before it in its sentence belongs to what was told before.
    """

    ordinal: int
    text: str
    offset: int
    token: int | None = None
    opens: bool = False


@dataclass(slots=True)
class _Series:
    count: int | None
    unit: str
    strict: bool  # announced by a word for stages, and not by the number of explosions
    whole: int | None
    last: int = 0
    silent: int = 0


@dataclass(slots=True)
class Stages:
    """The stages of one document, followed from sentence to sentence.

    Args:
        tables: Word tables of its language.
    """

    tables: Lexicon
    _series: _Series | None = field(default=None)

    @property
    def whole(self) -> int | None:
        """Number of the event mention whose stages are told, or None."""
        return self._series.whole if self._series is not None else None

    def follow(
        self, entry: Parsed, found: list[EventMention], events: Mapping[int, EventMention]
    ) -> tuple[list[Stage], bool]:
        """Return the stages that a sentence takes up, and whether it goes on with the stage told last.

        Args:
            entry: The sentence.
            found: Its event mentions.
            events: Those told before it.
        """
        opened = self._opened(entry, found, events)
        if opened is not None:
            self._series = opened
        series = self._series
        if series is None:
            return [], False
        stages = self._taken_up(entry, series, announcing=opened is not None)
        if stages:
            series.last, series.silent = stages[-1].ordinal, 0
            return stages, False
        if opened is None:
            series.silent += 1
            if series.silent > _PATIENCE:
                self._series = None
        goes_on = series.last > 0 and series.silent == 1 and entry.sentence.text.lower().startswith(_GOES_ON)
        if goes_on:
            series.silent = 0
        return [], goes_on

    def _opened(self, entry: Parsed, found: list[EventMention], events: Mapping[int, EventMention]) -> _Series | None:
        for mention in announced(entry, self.tables):
            count: Any = mention.value
            if count.low is None or not 1 < count.low <= _MOST:
                continue
            near = [event for event in found if event.modality is Modality.NEWS]
            known = [event for event in events.values() if event.modality is Modality.NEWS]
            whole = near[0].number if near else known[-1].number if known else None
            return _Series(int(count.low), count.unit.removesuffix("s"), strict=True, whole=whole)
        if _COURSE.search(entry.sentence.text) and (
            entry.sentence.text.rstrip().endswith(":") or re.search(r":\s*\(?1[).]", entry.sentence.text)
        ):
            return _Series(None, "", strict=True, whole=found[0].number if found else None)
        return self._numbered(entry, found) or self._counted(entry, found)

    def _numbered(self, entry: Parsed, found: list[EventMention]) -> _Series | None:
        """Return the series that "in the first phase" or "step one" begins, where none is at hand."""
        if self._series is not None and self._series.strict:
            return None
        first = next((label for label in labels(entry, self.tables) if label.proper and label.ordinal == 1), None)
        here = [event for event in found if event.modality is Modality.NEWS]
        if first is None or not here:
            return None
        return _Series(None, lemma(entry.doc[first.token]), strict=True, whole=here[0].number, last=1)

    def _counted(self, entry: Parsed, found: list[EventMention]) -> _Series | None:
        """Return the series that "three explosions shook the town" begins."""
        raw: Any = self.tables.raw["phases"]
        for number in entry.numbers:
            if number.low is None or number.low != number.high or not 1 < number.low <= _MOST:
                continue
            for noun in entry.doc[number.last + 1 : number.last + 4]:
                if (unit := _singular(noun)) in raw["counted"] and noun.lower_ != unit:
                    here = [event for event in found if event.modality is Modality.NEWS and not event.negated]
                    if here and noun.dep_ in {"nsubj", "nsubjpass", "dobj", "conj", "attr", "pobj", "ROOT"}:
                        return _Series(int(number.low), unit, strict=False, whole=here[0].number)
                    break
                if noun.pos_ not in {"ADJ", "NOUN", "PROPN"}:
                    break
        return None

    def _taken_up(self, entry: Parsed, series: _Series, *, announcing: bool) -> list[Stage]:
        text, base = entry.sentence.text, entry.sentence.start
        marks: list[tuple[int, int | str, str, int | None, bool]] = []
        if listed := _LISTED.search(text):
            marks.append((listed.end(), int(listed["a"] or listed["b"]), listed.group().strip(), None, False))
        floor = text.find(":") + 1 if announcing and not series.last else 0
        if announcing and not series.last and not floor:
            return []
        if series.strict:
            for pattern, which in ((_FIRST, 1), (_NEXT, "next"), (_NUMBERED, "numbered"), (_LAST, "last")):
                for match in pattern.finditer(text):
                    told: int | str = which
                    if which == "numbered":
                        told = {"third": 3, "fourth": 4, "fifth": 5, "sixth": 6}[match["n"].lower()]
                    elif which == "next" and match["w"].lower().startswith("second"):
                        told = 2
                    if match.start("w") >= floor:
                        opens = bool(text[: match.start("w")].strip())
                        marks.append((match.start("w"), told, match["w"], None, opens))
        for token, which in self._named(entry, series):
            if token.idx >= floor and not any(mark[0] == token.idx for mark in marks):
                opens = bool(_CLAUSE.search(text[: token.idx]))
                marks.append((token.idx, which, token.text, int(token.i), opens))
        return _in_sequence(sorted(marks, key=lambda mark: mark[0]), series, base, floor)

    def _named(self, entry: Parsed, series: _Series) -> list[tuple[Token, int | str]]:
        """Return the ordinals by which a sentence takes up stages: "the opening one", "in the second", "its last"."""
        raw: Any = self.tables.raw["phases"]
        ordinals: Mapping[str, int] = raw["ordinals"]
        units = {*raw["units"], "one"} if series.strict else {series.unit, *raw["generic"], "one", "hit"}
        found: list[tuple[Token, int | str]] = []
        for token in entry.tokens:
            word = token.lower_
            if word not in ordinals and word not in _CLOSING and not (word == "other" and series.count == 2):
                continue
            if not token.i or entry.doc[token.i - 1].lower_ not in _ARTICLES:
                continue
            behind = entry.doc[token.i + 1] if token.i + 1 < len(entry.doc) else None
            if behind is not None and behind.lower_ == "and" and token.i + 2 < len(entry.doc):
                after = entry.doc[token.i + 2]
                behind = entry.doc[token.i + 3] if after.lower_ in _CLOSING and token.i + 3 < len(entry.doc) else behind
            bare = not (token.dep_ == "amod" and token.head.i > token.i and token.head.pos_ == "NOUN") and (
                behind is None or behind.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM"}
            )
            unit = behind is not None and _singular(behind) in units
            if not (bare or unit):
                continue
            which = (
                "last" if word in _CLOSING or word == "other" else "next" if word in _FOLLOWING else int(ordinals[word])
            )
            found.append((token, which))
        return found


def _singular(noun: Token) -> str:
    """Return a noun in the singular; of a plural that the tagger leaves as it is ("salvos"), without its ending."""
    word = lemma(noun)
    return word.removesuffix("s") if word == noun.lower_ and not word.endswith("ss") else word


def in_stage(events: Sequence[EventMention], offset: int) -> Sequence[EventMention]:
    """Return the event mentions of a sentence that belong to the stage told at an offset; all, where it tells of one.

    Args:
        events: Event mentions of the sentence.
        offset: Of words in the document.
    """
    staged = sorted((event for event in events if event.phase is not None), key=lambda event: event.start)
    if len({event.phase for event in staged}) < 2:
        return events
    told = [event for event in staged if event.start <= offset] or staged[:1]
    return [event for event in staged if event.phase == told[-1].phase]


def _in_sequence(
    marks: list[tuple[int, int | str, str, int | None, bool]], series: _Series, base: int, floor: int
) -> list[Stage]:
    """Return marks as stages, where their numbers go up; what does not fit in is none."""
    stages: list[Stage] = []
    last = series.last
    if marks and floor and not last and marks[0][1] in ("next", 2):
        # "in two stages: mortars hit the camp, and then fighters entered it": what stands first is the first.
        stages.append(Stage(1, "first", base + floor, None, True))
        last = 1
    for offset, which, text, token, opens in marks:
        number = (
            (last + 1 if last else 0)
            if which == "next"
            else (series.count or last + 1)
            if which == "last"
            else int(which)
        )
        if number < max(1, last) or (series.count is not None and number > series.count):
            continue
        if not last and number > 1 and series.count is None:
            continue
        if stages and stages[-1].ordinal == number:
            continue
        stages.append(Stage(number, text, base + offset, token, opens))
        last = number
    return stages
