"""Mapping files: how the columns and words of a table become ours.

```toml
[table]                         # all optional
sheet = "Claims"                # sheet of a spreadsheet; the first one with rows otherwise
language = "en"                 # of the cells
date_order = "day"              # 04/05/2016 is 4 May ("month": April 5)

[columns]                       # our field = "their column"; for coded claims slot and value are needed
publisher = "outlet"            # publisher_kind, country, url, published, title, credit: of the publication
slot = "claim_type"             # what the claim answers; [slots] turns their words into ours
value = "value"                 # unit, detail, speaker, chain, stance, scope, said_at, event, place, date: of the claim

[slots]                         # their claim type = our slot (a key of resources/slots.toml), or a slot with more
dead = "killed"
tanks_lost = { slot = "losses", kind = "tank", effect = "destroyed" }

[codes.intent]                  # for slots answered by a code: words in their value = our code; the first found counts
"by mistake" = "mistake"        # "not mistake" negates a code; a list of codes is all of them

[stances]                       # their word = ours, where they differ
"rejects" = "denies"

[units]                         # their unit = what the number counts or how the time is meant
"souls" = "persons"

[chain]                         # how an attribution chain is written in one cell
separator = " > "
order = "origin_first"          # or "publisher_first"
media = ["Reuters", "AP"]       # links that only pass on
unnamed = ["sources", "media"]  # links that name nobody
authors = ["Jane Doe"]          # links that speak in their own voice

[files."*_2016.csv"]            # for rows that do not say it themselves: event, date, place, country, zone, language
event = "air_strike"
date = "2016-09-17"

[[families]]                    # bodies that are one source for the purpose of counting origins; `file` is optional
name = "Ministry and army"
bodies = ["Ministry of Defence", "General Staff"]
```

A mapping with `text` under `[columns]` describes a table of documents instead; then only `[table]` and `[columns]`
count.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from crossbearing.collect.refusal import RefusedError
from crossbearing.resources.vocabulary import event_kinds, slots

__all__ = [
    "CLAIM_FIELDS",
    "MAPPING_NAME",
    "PUBLICATION_FIELDS",
    "Chain",
    "Family",
    "SlotSpec",
    "TableMapping",
    "load_mapping",
]

MAPPING_NAME = "mapping.toml"
"""Name under which a mapping is found beside its tables; `TABLE.mapping.toml` is for one table."""
_REMEDY = "correct the mapping; docs/guide/tables.md shows the form"
PUBLICATION_FIELDS = ("publisher", "publisher_kind", "country", "url", "published", "title", "credit")
"""Our fields of a publication."""
CLAIM_FIELDS = (
    "slot",
    "value",
    "unit",
    "detail",
    "speaker",
    "chain",
    "stance",
    "scope",
    "said_at",
    "event",
    "place",
    "date",
)
"""Our fields of a coded claim."""
_DOCUMENT = ("text", "language", "kind")
_FIELDS = (*PUBLICATION_FIELDS, *CLAIM_FIELDS, *_DOCUMENT)
_OF_SLOTS = (
    "slot", "code", "scope", "effect", "event", "kind", "unit", "unit_defined", "status", "role", "operator", "zone",
    "value",
)  # fmt: skip
_OF_FILES = ("event", "date", "place", "country", "zone", "language")
_OF_TABLE = ("sheet", "language", "date_order")
_OF_CHAIN = ("separator", "order", "media", "unnamed", "authors")
_TABLES = (
    "table", "columns", "slots", "codes", "stances", "units", "chain", "files", "families", "bodies", "upstream",
    "not_independent",
)  # fmt: skip
_STANCES = ("asserts", "denies", "supposes", "concedes", "conditional", "declines", "cannot_say", "retracts")


@dataclass(frozen=True, slots=True)
class SlotSpec:
    """What a claim type of theirs means: our slot, and what it settles besides (`effect`, `scope`, ...)."""

    slot: str
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """How attribution chains are written; see the head of this module."""

    separator: str = ""
    order: str = ""
    media: frozenset[str] = frozenset()
    unnamed: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()

    def kinds(self, chain: str) -> str:
        """Return the kind of each link (`medium`, `unnamed`, `author`, or `-`), blank-separated, in written order.

        Args:
            chain: As written.

        Returns:
            Kinds, or an empty string where the mapping names none.
        """
        if not (self.media or self.unnamed or self.authors) or not chain:
            return ""
        links = [link.strip() for link in chain.split(self.separator or " > ")]
        return " ".join(
            "medium" if link in self.media
            else "unnamed" if link in self.unnamed
            else "author" if link in self.authors
            else "-"
            for link in links
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Family:
    """Bodies that count as one origin.

    Args:
        name: What to call them.
        bodies: Names as the table writes them.
        file: Pattern of the files it holds for, or empty for all.
        anywhere: Whether it also holds where a body stands in the middle of a chain.
    """

    name: str
    bodies: tuple[str, ...]
    file: str = ""
    anywhere: bool = False


@dataclass(frozen=True, slots=True)
class TableMapping:
    """A mapping file, checked.

    Args:
        path: Where it stands.
        digest: First 12 hexadecimal digits of its SHA-256.
        columns: Our field to their column.
        slots: Their claim type to our slot.
        codes: By slot: words in their value, in lower case, and our code, in order.
        stances: Their word to ours.
        units: Their unit to its meaning.
        chain: How chains are written.
        files: Pattern and what it says of rows.
        families: Bodies that count as one origin.
        sheet: Sheet of a spreadsheet, or empty.
        language: ISO 639-1 code of the cells, or empty.
        date_order: `day`, `month` or empty.
    """

    path: Path
    digest: str
    columns: dict[str, str]
    slots: dict[str, SlotSpec]
    codes: dict[str, tuple[tuple[str, str], ...]]
    stances: dict[str, str]
    units: dict[str, str]
    chain: Chain
    files: tuple[tuple[str, dict[str, str]], ...]
    families: tuple[Family, ...]
    sheet: str = ""
    language: str = ""
    date_order: str = ""

    @property
    def coded(self) -> bool:
        """Whether it describes coded claims, not documents."""
        return "text" not in self.columns

    def of_file(self, name: str) -> dict[str, str]:
        """Return what is said of the rows of a file, by the first pattern that fits its name."""
        base = name.rsplit("/", 1)[-1]
        return next((said for pattern, said in self.files if fnmatchcase(base, pattern)), {})


def load_mapping(path: Path) -> TableMapping:
    """Read and check a mapping file.

    Raises:
        RefusedError: `bad_mapping`, naming the field that is wrong.
    """
    check = _Check(path)
    try:
        raw = path.read_bytes()
        data = tomllib.loads(raw.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise RefusedError("bad_mapping", f"is no valid TOML ({error})", where=str(path), remedy=_REMEDY) from error
    check.known(data, _TABLES, "the mapping")
    table = check.strings(data.get("table", {}), "table", _OF_TABLE)
    if table.get("date_order", "day") not in ("day", "month"):
        check.fail(f"[table] date_order is '{table['date_order']}', not 'day' or 'month'")
    columns = check.strings(data.get("columns", {}), "columns", _FIELDS)
    if "text" not in columns:
        for needed in ("slot", "value"):
            if needed not in columns:
                check.fail(f"[columns] does not say which column is '{needed}' (or 'text', for a table of documents)")
    return TableMapping(
        path=path,
        digest=hashlib.sha256(raw).hexdigest()[:12],
        columns=columns,
        slots=check.slots(data.get("slots", {})),
        codes=check.codes(data.get("codes", {})),
        stances=check.stances(data.get("stances", {})),
        units=check.strings(data.get("units", {}), "units", None),
        chain=check.chain(data.get("chain", {})),
        files=tuple(
            (pattern, check.strings(said, f'files."{pattern}"', _OF_FILES))
            for pattern, said in check.table(data.get("files", {}), "files").items()
        ),
        families=check.families(data.get("families", [])),
        sheet=table.get("sheet", ""),
        language=table.get("language", ""),
        date_order=table.get("date_order", ""),
    )


class _Check:
    """Checks of one mapping file; each failure names the file and the field."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def fail(self, what: str) -> None:
        """Raise the error."""
        raise RefusedError("bad_mapping", what, where=str(self._path), remedy=_REMEDY)

    def known(self, keys: Iterable[str], allowed: Iterable[str], where: str) -> None:
        """Refuse a key that nothing knows, with the nearest one that is known."""
        names = list(allowed)
        for key in keys:
            if key not in names:
                near = get_close_matches(key, names, n=1)
                self.fail(
                    f"{where} has '{key}', which is not known; "
                    + (f"did you mean '{near[0]}'?" if near else f"known are {', '.join(names)}")
                )

    def table(self, data: Any, where: str) -> dict[str, Any]:
        """Return a TOML table."""
        if not isinstance(data, dict):
            self.fail(f"[{where}] is no table")
        return dict(data)

    def strings(self, data: Any, where: str, allowed: Iterable[str] | None) -> dict[str, str]:
        """Return a TOML table of strings."""
        found = self.table(data, where)
        if allowed is not None:
            self.known(found, allowed, f"[{where}]")
        for key, value in found.items():
            if not isinstance(value, str):
                self.fail(f"[{where}] {key} is no string")
        return found

    def slots(self, data: Any) -> dict[str, SlotSpec]:
        """Return the claim types."""
        found: dict[str, SlotSpec] = {}
        for kind, said in self.table(data, "slots").items():
            fields = {"slot": said} if isinstance(said, str) else self.table(said, f"slots.{kind}")
            self.known(fields, _OF_SLOTS, f"[slots] {kind}")
            self.known([str(fields.get("slot", ""))], slots(), f"[slots] {kind}")
            if "event" in fields:
                self.known([str(fields["event"])], event_kinds(), f"[slots] {kind}, event,")
            more = tuple((key, self._word(value)) for key, value in fields.items() if key != "slot")
            found[kind] = SlotSpec(str(fields["slot"]), more)
        return found

    @staticmethod
    def _word(value: Any, *, between: str = " ") -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        return between.join(map(str, value)) if isinstance(value, list) else str(value)

    def codes(self, data: Any) -> dict[str, tuple[tuple[str, str], ...]]:
        """Return the codes by slot."""
        found: dict[str, tuple[tuple[str, str], ...]] = {}
        for slot, said in self.table(data, "codes").items():
            self.known([slot], slots(), "[codes]")
            words = self.table(said, f"codes.{slot}").items()
            found[slot] = tuple((pattern.casefold(), self._word(code, between="; ")) for pattern, code in words)
        return found

    def stances(self, data: Any) -> dict[str, str]:
        """Return the words of stance."""
        found = self.strings(data, "stances", None)
        for theirs, ours in found.items():
            self.known([ours], _STANCES, f"[stances] {theirs}")
        return found

    def chain(self, data: Any) -> Chain:
        """Return how chains are written."""
        found: Mapping[str, Any] = self.table(data, "chain")
        self.known(found, _OF_CHAIN, "[chain]")
        order = str(found.get("order", ""))
        if order not in ("", "origin_first", "publisher_first"):
            self.fail(f"[chain] order is '{order}', not 'origin_first' or 'publisher_first'")
        lists = {key: frozenset(map(str, found.get(key, []))) for key in ("media", "unnamed", "authors")}
        return Chain(separator=str(found.get("separator", "")), order=order, **lists)

    def families(self, data: Any) -> tuple[Family, ...]:
        """Return the families, written as a list of tables or as `name = [bodies]`."""
        entries = (
            [{"name": name, "bodies": bodies} for name, bodies in data.items()] if isinstance(data, dict) else data
        )
        found: list[Family] = []
        for entry in entries:
            if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
                self.fail("[[families]] has an entry without a name")
            if not isinstance(entry.get("bodies"), list):
                self.fail(f"[[families]] '{entry['name']}' has no list of bodies")
            found.append(
                Family(
                    name=entry["name"],
                    bodies=tuple(map(str, entry["bodies"])),
                    file=str(entry.get("file", "")),
                    anywhere=bool(entry.get("anywhere_in_chain", False)),
                )
            )
        return tuple(found)
