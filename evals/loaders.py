"""Readers of the evaluation sets, laid out as ``DIR/SET/SPLIT.jsonl`` (optionally ``.gz``) with any split names.

Field names follow each set's own README. Offsets are indices into the text as a Python string.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Pair = tuple[int, int]
Entity = tuple[str, ...]


class DataError(Exception):
    """A set cannot be read; the message names the file, the record and what to do."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: who (source), by which words (cue), says what (content); each a tuple of character spans."""

    source: tuple[Pair, ...]
    cue: tuple[Pair, ...]
    content: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class QuotedArticle:
    """A PolNeAR article."""

    id: str
    text: str
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A MUC-4 template in reduced form; ``roles`` maps the set's role name to entities, each its surface forms."""

    incident_type: str
    roles: dict[str, tuple[Entity, ...]]


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A MUC-4 document with its reduced templates and its complete key (lists of raw value lines a slot)."""

    id: str
    text: str
    templates: tuple[Template, ...]
    full_key: tuple[dict[str, list[str] | None], ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A word that denotes an event, with the score of its having happened, -3 to 3."""

    id: str
    split: str
    text: str
    span: Pair
    label: float


@dataclass(frozen=True, slots=True)
class Mention:
    """A typed entity span of re3d."""

    start: int
    end: int
    type: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Document:
    """A re3d document; ``folder`` is the publisher's folder name."""

    id: str
    folder: str
    text: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in a text with its coordinates, where known."""

    start: int
    end: int
    surface: str
    point: tuple[float, float] | None
    feature_class: str | None


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text of the toponym sets."""

    id: str
    text: str
    toponyms: tuple[Toponym, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """An Airwars narrative with its coded numbers; None is "unknown or not coded", never 0."""

    id: str
    text: str
    date: str | None
    killed: tuple[int, int] | None
    injured: tuple[int, int] | None
    codes: dict[str, Any]


def split_files(data: Path, name: str) -> dict[str, Path]:
    """Return the split files of a set by split name, sorted; ``train.jsonl.gz`` is split ``train``.

    Raises DataError where the set's folder is missing.
    """
    folder = data / name
    if not folder.is_dir():
        raise DataError(f"no folder {name!r} under {data}: give a --data DIR that holds it, or leave the set out")
    found = {}
    for path in sorted(folder.iterdir()):
        stem = path.name.removesuffix(".gz")
        if stem.endswith(".jsonl"):
            found[stem.removesuffix(".jsonl")] = path
    return found


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a jsonl file, plain or gzipped. Raises DataError with the line that is not one."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                value = json.loads(line)
            except json.JSONDecodeError as error:
                raise DataError(f"{path}, line {number}: not JSON ({error.msg}): fetch the file again") from error
            if not isinstance(value, dict):
                raise DataError(f"{path}, line {number}: expected an object, found {type(value).__name__}")
            yield value


def polnear(path: Path) -> list[QuotedArticle]:
    """Read a PolNeAR split."""
    return [
        QuotedArticle(
            id=str(row["doc_id"]),
            text=row["text"],
            attributions=tuple(
                Attribution(*(tuple((int(s), int(e)) for s, e in item[part]) for part in ("source", "cue", "content")))
                for item in row["attributions"]
            ),
        )
        for row in records(path)
    ]


def muc4(path: Path) -> list[Bulletin]:
    """Read a MUC-4 split."""
    return [
        Bulletin(
            id=str(row["docid"]),
            text=row["text"],
            templates=tuple(
                Template(
                    incident_type=template["incident_type"],
                    roles={
                        role: tuple(tuple(entity) for entity in entities)
                        for role, entities in template.items()
                        if role != "incident_type"
                    },
                )
                for template in row["templates"]
            ),
            full_key=tuple(row["full_key"]),
        )
        for row in records(path)
    ]


def factuality(path: Path) -> list[Target]:
    """Read a factuality file; the split of each target stands in its own field."""
    return [
        Target(
            id=str(row["id"]),
            split=str(row.get("split", "dev")),
            text=row["text"],
            span=(int(row["target"][0]), int(row["target"][1])),
            label=float(row["label"]),
        )
        for row in records(path)
    ]


def re3d(data: Path) -> list[Document]:
    """Read every folder of re3d, sorted by folder and document id."""
    found = []
    root = data / "re3d"
    if not root.is_dir():
        raise DataError(f"no folder 're3d' under {data}: give a --data DIR that holds it, or leave the set out")
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        mentions: dict[str, list[Mention]] = {}
        for row in records(_either(folder, "entities")):
            mention = Mention(int(row["begin"]), int(row["end"]), row["type"], float(row["confidence"]))
            mentions.setdefault(row["documentId"], []).append(mention)
        rows = sorted(records(_either(folder, "documents")), key=lambda row: str(row["_id"]))
        found += [
            Document(str(row["_id"]), folder.name, row["text"], tuple(mentions.get(row["_id"], ()))) for row in rows
        ]
    return found


def toponyms(path: Path) -> list[MappedText]:
    """Read a toponym set; names without coordinates have ``point`` None."""
    found = []
    for row in records(path):
        names = []
        for item in row["toponyms"]:
            known = item.get("lat") is not None and item.get("lon") is not None
            point = (float(item["lat"]), float(item["lon"])) if known else None
            names.append(
                Toponym(int(item["start"]), int(item["end"]), item["surface"], point, item.get("feature_class"))
            )
        found.append(MappedText(str(row["doc_id"]), row["text"], tuple(names)))
    return found


def airwars_gaza(path: Path) -> list[Assessment]:
    """Read an Airwars Gaza split."""
    kept = ("strike_type", "strike_status", "geo_accuracy", "grading")
    return [
        Assessment(
            id=str(row["incident_code"]),
            text=row["narrative"] or "",
            date=row.get("date"),
            killed=coded_range(row, "killed"),
            injured=coded_range(row, "injured"),
            codes={name: row.get(name) for name in kept},
        )
        for row in records(path)
    ]


def coded_range(row: dict[str, Any], name: str) -> tuple[int, int] | None:
    """Return the coded range of a field of an Airwars record, or None where it is not coded."""
    low, high = row.get(f"{name}_min"), row.get(f"{name}_max")
    return None if low is None or high is None else (int(low), int(high))


def _either(folder: Path, name: str) -> Path:
    for path in (folder / f"{name}.jsonl", folder / f"{name}.jsonl.gz"):
        if path.is_file():
            return path
    raise DataError(f"{folder}: no {name}.jsonl: every re3d folder needs documents.jsonl and entities.jsonl")
