"""The few things that SQLite and PostgreSQL say in different words; everything else is written once, for both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Table, cast, func, select, text
from sqlalchemy.dialects import postgresql, sqlite

__all__ = [
    "APPLICATION",
    "append_only",
    "changeable",
    "defer_references",
    "erasable_only",
    "go_on_counting",
    "insert_into",
    "on_postgresql",
    "read_format",
    "write_format",
]

APPLICATION = 0x43424E47
"""SQLite's application id of a case file: the letters CBNG."""

_STAMP = "Crossbearing case, format "


def on_postgresql(connection: Connection) -> bool:
    """Tell whether a connection leads to a PostgreSQL server."""
    return connection.dialect.name == "postgresql"


def insert_into(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that can say what to do where the row is there already (`on_conflict_do_...`)."""
    return postgresql.insert(table) if on_postgresql(connection) else sqlite.insert(table)


def defer_references(connection: Connection) -> None:
    """Let references between rows be checked when the transaction is committed, and not before.

    So a row can refer to the entry of the log that is written last, when what it says is known.
    """
    if on_postgresql(connection):
        connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")
    else:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")


def read_format(connection: Connection) -> int:
    """Return the number of the format that a database says it has; -1 if it says it is no case."""
    if not on_postgresql(connection):
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    said = connection.exec_driver_sql(
        "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = current_schema()"
    ).scalar()
    number = (said or "").removeprefix(_STAMP)
    return int(number) if number != (said or "") and number.isdecimal() else -1


def write_format(connection: Connection, number: int) -> None:
    """Let a database say that it is a case, and of which format."""
    if on_postgresql(connection):
        schema = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
        connection.exec_driver_sql(f"COMMENT ON SCHEMA {schema} IS '{_STAMP}{int(number)}'")
    else:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
        connection.exec_driver_sql(f"PRAGMA user_version = {int(number)}")


def go_on_counting(connection: Connection, filled: Iterable[Table]) -> None:
    """Let numbers of new rows follow those of rows that were stored with theirs; SQLite does so by itself."""
    if not on_postgresql(connection):
        return
    for table in filled:
        counted = table.autoincrement_column
        if counted is None:
            continue
        sequence = func.pg_get_serial_sequence(table.name, counted.name)
        if connection.execute(select(sequence)).scalar() is not None:
            last = select(func.coalesce(func.max(counted), 0) + 1).scalar_subquery()
            connection.execute(select(func.setval(cast(sequence, postgresql.REGCLASS), last, False)))


def append_only(connection: Connection, table: str, *changes: str) -> None:
    """Guard a table, in a migration: of the rows it has, none may be changed or taken out.

    Args:
        connection: In the migration's transaction.
        table: Name of the table.
        changes: What to forbid; `UPDATE` and `DELETE` by default.
    """
    for change in changes or ("UPDATE", "DELETE"):
        _guard(connection, f"{table}_no_{change.lower()}", f"{change} ON {table}", table)
    if on_postgresql(connection):
        connection.execute(
            text(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
        )


def erasable_only(connection: Connection, table: str, *, kept: tuple[str, ...], erased: tuple[str, ...]) -> None:
    """Guard a table, in a migration: a row may be erased, and not otherwise changed.

    Args:
        connection: In the migration's transaction.
        table: Name of the table.
        kept: Columns that stay as they are.
        erased: Columns of text that may become empty, all at once.
    """
    empty = [f"NEW.{column} = ''" for column in erased]
    same = [f"NEW.{column} = OLD.{column}" for column in kept]
    columns = ", ".join((*kept, *erased))
    _guard(
        connection,
        f"{table}_no_update",
        f"UPDATE OF {columns} ON {table}",
        table,
        when=f"NOT ({' AND '.join((*empty, *same))})",
    )


@contextmanager
def changeable(connection: Connection, table: str) -> Iterator[None]:
    """Lift the guard against changed rows of a table inside a transaction: nobody else sees the case without it.

    Args:
        connection: In a writing transaction.
        table: Name of a table guarded by `append_only`.
    """
    name = f"{table}_no_update"
    if on_postgresql(connection):
        connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER {name}"))
        yield
        connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER {name}"))
        return
    wanted = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name")
    guard = connection.execute(wanted, {"name": name}).scalar_one()
    connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    connection.exec_driver_sql(guard)


def _guard(connection: Connection, name: str, change: str, table: str, *, when: str = "") -> None:
    if on_postgresql(connection):
        connection.execute(
            text(
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
            )
        )
        condition = f" WHEN ({when})" if when else ""
        statement = f"CREATE TRIGGER {name} BEFORE {change} FOR EACH ROW{condition} EXECUTE FUNCTION refuse_change()"
    else:
        condition = f" WHEN {when}" if when else ""
        statement = (
            f"CREATE TRIGGER {name} BEFORE {change}{condition} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
    connection.execute(text(statement))
