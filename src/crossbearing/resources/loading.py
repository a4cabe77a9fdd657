"""Typed access to the tables of this package.

Tables are TOML files beside this module; those of one language stand in a folder named by its code.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from crossbearing.model.errors import ResourceError

__all__ = ["resource_bytes", "resource_hash", "table"]


def resource_bytes(name: str) -> bytes:
    """Return the bytes of a file of this package.

    Args:
        name: Path inside `crossbearing.resources`, such as `en/cues.toml`.

    Raises:
        ResourceError: If it is missing.
    """
    try:
        return files("crossbearing.resources").joinpath(name).read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise ResourceError("table is missing", where=f"resources/{name}", remedy="reinstall the program") from error


@cache
def resource_hash(name: str) -> str:
    """Return the first 12 hexadecimal digits of a table's SHA-256, for the ids of steps that read it."""
    return hashlib.sha256(resource_bytes(name)).hexdigest()[:12]


@cache
def table(name: str) -> dict[str, Any]:
    """Return a TOML table, parsed once per process.

    Args:
        name: Path inside `crossbearing.resources`.

    Raises:
        ResourceError: If it is missing or no valid TOML.
    """
    try:
        return tomllib.loads(resource_bytes(name).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ResourceError(f"table is damaged ({error})", where=f"resources/{name}", remedy="reinstall") from error
