"""Rows of already coded claims: one row, one claim, or one a kind where the value is a list.

Collecting has put each row into a text of its own, one block a cell, labelled with our field names; what the mapping
file settles for the row stands there too (see `crossbearing.collect.coded`). Chains become speakers from the publisher
inwards; the stance of the row is that of the furthest source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossbearing.model.actors import Link, Speaker, Stance
from crossbearing.model.claims import WHOLE, Basis, Claim, Event
from crossbearing.model.documents import Block, BlockKind
from crossbearing.model.ids import claim_id, event_id, normalised_words, statement_id
from crossbearing.model.locators import TableCell
from crossbearing.model.steps import Collected, Reading, Reject
from crossbearing.model.values import CountKind
from crossbearing.read.coded.counts import Cell
from crossbearing.read.coded.values import coded_values
from crossbearing.resources.lexicon import Lexicon
from crossbearing.resources.vocabulary import event_kinds, slots

__all__ = ["CodedReader"]

_SEPARATORS = (" > ", " -> ", " \u2192 ", ">")
_UNNAMED_WORDS = frozenset(
    {
        "others",
        "sources",
        "other sources",
        "reports",
        "media",
        "wire",
        "source",
        "witnesses",
        "locals",
        "activists",
        "residents",
    }
)
_DEFAULT_TYPES = {
    "count": ("count",),
    "group": ("count",),
    "when": ("when",),
    "duration": ("duration",),
    "place": ("place",),
    "items": ("items",),
    "category": ("category",),
    "actors": ("actors",),
}


class CodedReader:
    """Reads rows of coded claims.

    Args:
        tables: Word tables, for kinds of things and persons.
        step: Id of the step, for claims.
    """

    def __init__(self, tables: Lexicon, step: str) -> None:
        self._tables = tables
        self._step = step

    def read(self, collected: Collected) -> Iterator[Reading | Reject]:
        """Yield the reading of one row, or a reject where it answers nothing.

        Args:
            collected: A row with cells.
        """
        text = collected.text
        blocks = {block.label: block for block in text.blocks if block.kind is BlockKind.CELL}
        cells = {label: text.content[block.start : block.end].strip() for label, block in blocks.items()}
        slot, value = cells.get("slot", ""), cells.get("value", "")
        if slot not in slots() or not value:
            missing = "its value is empty" if not value else f"no question is called {slot!r}"
            yield Reject(
                "read",
                collected.key,
                f"the row cannot be read as a claim: {missing}",
                "fill the cell or correct the mapping",
                "bad_row",
                fatal=False,
            )
            yield Reading(collected=collected)
            return
        stance = cells.get("stance.code") or cells.get("stance", "asserts")
        if stance not in tuple(Stance):
            yield Reject(
                "read",
                collected.key,
                f"the stance {stance!r} is not known; it is read as asserts",
                "add it to [stances] of the mapping",
                "unknown_stance",
                fatal=False,
            )
            stance = "asserts"
        yield Reading(
            collected=collected, claims=tuple(self._claims(collected, cells, blocks["value"], Stance(stance)))
        )

    def _claims(self, collected: Collected, cells: dict[str, str], block: Block, stance: Stance) -> Iterator[Claim]:
        slot = cells["slot"]
        scope, kind, defined = _scope(cells.get("scope", ""), cells)
        settled = tuple(
            (label.removeprefix("slot."), word)
            for label, word in cells.items()
            if label.startswith("slot.") and label != "slot.code"
        )
        types = tuple(cells.get("slot.value", "").split()) or _types(slot)
        cell = Cell(
            slot=slot,
            value=cells["value"],
            unit=cells.get("unit", ""),
            meaning=cells.get("unit.meaning", ""),
            types=types,
            code=cells.get("slot.code", ""),
            settled=settled,
            day=cells.get("date", ""),
            zone=cells.get("zone", ""),
            place=cells.get("place", ""),
            scope=scope,
            kind=kind,
            unit_defined=defined,
        )
        event = _event(collected, cells)
        speakers = _speakers(collected, cells, stance)
        sentence = cells.get("detail") or cells["value"]
        ordinals: dict[str, int] = {}
        for entry in coded_values(cell, self._tables):
            own = entry.stance or stance
            chain = speakers if own is stance else (*speakers[:-1], _with_stance(speakers[-1], own))
            names = tuple(speaker.name for speaker in chain[1:])
            canonical = entry.value.canonical()
            ordinal = ordinals.get(canonical + entry.scope + own, 0)
            ordinals[canonical + entry.scope + own] = ordinal + 1
            statement = statement_id(
                document=collected.document.id,
                sentence=sentence,
                slot=slot,
                value=canonical,
                scope=entry.scope,
                stance=own,
                speakers=names,
                ordinal=ordinal,
            )
            locator = TableCell(
                text=collected.text.id,
                row=_row(collected.document.locator),
                column=block.label,
                start=block.start,
                end=block.end,
                quote=collected.text.content[block.start : block.end],
            )
            yield Claim(
                id=claim_id(statement, f"row={locator.row}:{block.label}:{ordinal}:{canonical}", self._step),
                statement=statement,
                document=collected.document.id,
                locator=locator,
                event=event,
                slot=slot,
                value=entry.value,
                speakers=chain,
                stance=own,
                basis=Basis.UNKNOWN,
                scope=entry.scope,
                step=self._step,
                score=1.0,
                sentence=sentence,
            )


def _types(slot: str) -> tuple[str, ...]:
    found = [reader for kind in slots()[slot].values for reader in _DEFAULT_TYPES.get(kind, ())]
    return (*dict.fromkeys(found), "text")


def _row(locator: str) -> int:
    match = re.search(r"(\d+)", locator)
    return int(match.group(1)) if match else 1


def _scope(written: str, cells: dict[str, str]) -> tuple[str, CountKind, bool]:
    """Return scope, kind of count and whether its unit has a fixed meaning."""
    scope, kind, defined = cells.get("slot.scope") or WHOLE, CountKind.TOTAL, True
    for note in (part.strip() for part in written.split(";")):
        lowered = note.lower()
        if lowered.startswith("part"):
            scope = "part: " + note.partition(":")[2].strip() if ":" in note else "part: not stated"
        elif lowered.startswith("cumulative"):
            kind = CountKind.CUMULATIVE
        elif lowered.startswith("unit unclear"):
            defined = False
    return scope, kind, defined


def _event(collected: Collected, cells: dict[str, str]) -> Event:
    """Return the event of a row; rows of one table about one event share its id."""
    kind = cells.get("slot.event") or cells.get("event", "")
    kind = kind if kind in event_kinds() else "attack"
    place, day = cells.get("place", ""), cells.get("date", "")
    stated = cells.get("event.key", "")
    key = stated or f"{day}|{normalised_words(place)}"
    owner = collected.document.sha256 if stated or place or day else collected.document.id
    return Event(id=event_id(owner, kind, key), type=kind, label=", ".join(part for part in (place, day) if part))


def _speakers(collected: Collected, cells: dict[str, str], stance: Stance) -> tuple[Speaker, ...]:
    """Return the chain of a row from the publisher inwards."""
    links, kinds = _links(cells)
    publisher = collected.publication.publisher
    if not links:
        speaker = cells.get("speaker", "")
        links, kinds = ([speaker], ["-"]) if speaker else ([], [])
        if publisher and (not links or normalised_words(publisher) != normalised_words(links[0])):
            links, kinds = [publisher, *links], ["-", *kinds]
    if not links:
        return (
            Speaker(
                name="publisher", named=False, link=Link.PUBLISHES, stance=stance, said_at=cells.get("said_at", "")
            ),
        )
    found: list[Speaker] = []
    for position, (name, kind) in enumerate(zip(links, kinds, strict=True)):
        last = position == len(links) - 1
        head = position == 0
        unnamed = kind == "unnamed" or (
            kind == "-" and not head and (name.lower() in _UNNAMED_WORDS or name[:1].islower())
        )
        found.append(
            Speaker(
                name=name,
                named=not unnamed,
                link=Link.PUBLISHES
                if head
                else Link.CARRIES
                if kind == "medium"
                else Link.TOLD_BY
                if unnamed
                else Link.CITES,
                stance=stance if last else Stance.ASSERTS,
                said_at=cells.get("said_at", "") if last else collected.publication.published if head else "",
                kind="medium"
                if kind == "medium"
                else "person"
                if kind == "author"
                else collected.publication.kind
                if head and normalised_words(name) == normalised_words(publisher)
                else "",
            )
        )
    return tuple(found)


def _links(cells: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return the links of a chain and their kinds, from the publisher inwards."""
    chain = cells.get("chain", "")
    if not chain:
        return [], []
    stated = cells.get("chain.separator", "")
    separator = (
        stated
        if stated and stated in chain
        else next((mark for mark in ([f" {stated} "] if stated else []) + list(_SEPARATORS) if mark in chain), " > ")
    )
    links = [link.strip() for link in chain.split(separator) if link.strip()]
    kinds = cells.get("chain.kinds", "").split()
    if len(kinds) != len(links):
        kinds = ["-"] * len(links)
    if cells.get("chain.order", "origin_first") != "publisher_first":
        links, kinds = links[::-1], kinds[::-1]
    return links, kinds


def _with_stance(speaker: Speaker, stance: Stance) -> Speaker:
    return Speaker(
        speaker.name, speaker.actor, speaker.named, speaker.link, stance, speaker.said_at, speaker.cue, speaker.kind
    )
