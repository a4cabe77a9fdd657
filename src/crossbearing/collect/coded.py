"""Rows of already coded claims: one document a row, one block a cell.

The working text of a row is its mapped cells, one after another, in the order of the columns. Each is a block of kind
`CELL` whose label is our field: publisher, publisher_kind, country, url, published, title, credit, speaker, value,
unit, detail, chain, stance, scope, said_at, event, place, date; their claim type stands under `claim_type`. Behind them
stands what the mapping settles for the row, as further cells:

- `slot`: our slot,
- `slot.code`: the code that the mapping gives to the value, or to the claim type (`not deliberate` for a negated one),
- `slot.scope`, `slot.effect`, `slot.event`, `slot.kind`, `slot.unit`, `slot.unit_defined`, `slot.status`, `slot.role`,
  `slot.operator`, `slot.zone`, `slot.value` (value types to try, blank-separated): as the mapping states them,
- `stance.code`, `unit.meaning`: ours, where the mapping translates theirs,
- `chain.separator`, `chain.order` where the mapping states them; `chain.kinds`: a word for each link, in written order
  (`medium`, `unnamed`, `author`, or `-`),
- `event`, `date`, `place`, `place.country`, `zone`: from the mapping's `[files]`, where the row has no such cell.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossbearing.collect.columns import date_order_of
from crossbearing.collect.draft import Draft, Part, Stated
from crossbearing.collect.formats import Format
from crossbearing.collect.mapping import SlotSpec, TableMapping
from crossbearing.collect.refusal import RefusedError, note
from crossbearing.collect.rows import Row, Table
from crossbearing.model.documents import BlockKind
from crossbearing.model.steps import Reject
from crossbearing.resources.vocabulary import slots

__all__ = ["EXTRACTOR", "read_coded"]

EXTRACTOR = "coded_table@1"
"""Name and version of this reader, for the ids of working texts: raise the version when its output changes."""


def read_coded(
    table: Table, mapping: TableMapping, *, format_: Format, where: str
) -> Iterator[Draft | RefusedError | Reject]:
    """Read the rows of a table of coded claims.

    Args:
        table: The table.
        mapping: How its columns and words become ours.
        format_: Of the file.
        where: Name of the file, for notes.

    Raises:
        RefusedError: `bad_mapping` where the table lacks a column that the mapping names.
    """
    missing = [theirs for theirs in mapping.columns.values() if theirs not in table.columns]
    if missing:
        raise RefusedError(
            "bad_mapping",
            f"has no column '{missing[0]}', which the mapping {mapping.path.name} names; its columns are "
            + ", ".join(table.columns),
            remedy="correct [columns] of the mapping",
        )
    fields = {theirs: ours for ours, theirs in mapping.columns.items()}
    order = date_order_of(table, mapping.columns.get("published", ""), stated=mapping.date_order)
    told: set[str] = set()
    for row in table.rows():
        if isinstance(row, RefusedError):
            yield row
            continue
        kind = row.cells.get(mapping.columns["slot"], "")
        if not kind:
            yield RefusedError(
                "empty_row",
                "says not what it is about: its claim type is empty",
                where=f"{table.unit}={row.number}",
                remedy="fill the cell or delete the row",
            )
            continue
        spec = mapping.slots.get(kind) or (SlotSpec(kind) if kind in slots() else None)
        if spec is None:
            spec = SlotSpec("other")
            if kind not in told:
                told.add(kind)
                yield note(
                    "unknown_claim_type",
                    f"{where}#{table.unit}={row.number}",
                    f"the claim type '{kind}' is not in the mapping; its rows are read as 'other'",
                    remedy=f"add it to [slots] of {mapping.path.name}",
                )
        parts = [
            Part(BlockKind.CELL, cell, label=_label(fields[column]))
            for column, cell in row.cells.items()
            if column in fields
        ]
        parts += [Part(BlockKind.CELL, text, label=label) for label, text in _settled(row, spec, mapping, where=where)]
        yield Draft(
            media_type=format_.value,
            extractor=f"{EXTRACTOR}+{mapping.digest}",
            stated=_stated(row, mapping, where=where, order=order, notes=table.notes),
            parts=tuple(parts),
            locator=f"{table.unit}={row.number}",
            separator="\n",
            language_fixed=True,
        )


def _label(field: str) -> str:
    return "claim_type" if field == "slot" else field


def _stated(
    row: Row, mapping: TableMapping, *, where: str, order: tuple[str, str], notes: tuple[tuple[str, str], ...]
) -> Stated:
    def cell(field: str) -> str:
        return row.cells.get(mapping.columns.get(field, ""), "")

    basis = (*notes, ("published", order[1])) if order[1] and cell("published") else notes
    return Stated(
        title=cell("title"),
        publisher=cell("publisher"),
        publisher_kind=cell("publisher_kind"),
        country=cell("country"),
        url=cell("url"),
        published=cell("published"),
        credit=cell("credit"),
        language=mapping.language or mapping.of_file(where).get("language", "") or cell("language"),
        date_order=order[0],
        basis=basis,
    )


def _settled(row: Row, spec: SlotSpec, mapping: TableMapping, *, where: str) -> Iterator[tuple[str, str]]:
    """Yield what the mapping settles for a row."""

    def cell(field: str) -> str:
        return row.cells.get(mapping.columns.get(field, ""), "")

    yield "slot", spec.slot
    value = cell("value").casefold()
    code = next((code for words, code in mapping.codes.get(spec.slot, ()) if words in value), "")
    if code:
        yield "slot.code", code
    for key, word in spec.more:
        if key != "code" or not code:
            yield f"slot.{key}", word
    if cell("stance") in mapping.stances:
        yield "stance.code", mapping.stances[cell("stance")]
    if cell("unit") in mapping.units:
        yield "unit.meaning", mapping.units[cell("unit")]
    chain = cell("chain")
    if chain:
        if mapping.chain.separator:
            yield "chain.separator", mapping.chain.separator
        if mapping.chain.order:
            yield "chain.order", mapping.chain.order
        if kinds := mapping.chain.kinds(chain):
            yield "chain.kinds", kinds
    for field, word in mapping.of_file(where).items():
        if field != "language" and (field == "country" or not cell(field)):
            yield ("place.country" if field == "country" else field), word
