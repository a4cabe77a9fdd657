"""Going behind the program's back: asking and changing the database of a case, whichever it is."""

from __future__ import annotations

from typing import Any

from crossbearing.store.case import Case
from crossbearing.store.dialects import on_postgresql

__all__ = ["ask", "change", "tamper"]


def ask(case: Case, question: str) -> list[tuple[Any, ...]]:
    """Return what the database answers."""
    with case._database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(question)]


def change(case: Case, *statements: str) -> None:
    """Change the database, its guards in place."""
    with case._database.writing() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def tamper(case: Case, *statements: str) -> list[int]:
    """Change the database as somebody would who knows how, its guards out of the way; return how many rows each met."""
    with case._database.writing() as connection:
        if on_postgresql(connection):
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        else:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        return [connection.exec_driver_sql(statement).rowcount for statement in statements]
