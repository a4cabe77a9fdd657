"""Fields that several forms of the workbench share, and the form of whoever takes something back."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Code", "Id", "Long", "Name", "Offset", "Short", "Signed"]

Id = Annotated[str, Field(min_length=8, max_length=80, pattern=r"^[A-Za-z0-9_.-]+$")]
"""Id that a page makes, so that sending something twice stores it once."""
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
"""Name of a person or body."""
Short = Annotated[str, Field(max_length=500)]
"""A few words."""
Long = Annotated[str, Field(max_length=20_000)]
"""A reason or note."""
Code = Annotated[str, Field(max_length=80)]
"""A code of the vocabulary, or an id."""
Offset = Annotated[int, Field(ge=0, le=1_000_000_000)]
"""Code points from the beginning of a working text."""


class Signed(BaseModel):
    """Who takes something back, and why."""

    model_config = ConfigDict(extra="forbid")

    who: Name
    why: Long = ""
