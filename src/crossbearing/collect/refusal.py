"""Why something cannot be taken in: an error that becomes one entry of the reject table."""

from __future__ import annotations

from crossbearing.model.errors import InputError
from crossbearing.model.steps import Reject

__all__ = ["STEP_NAME", "RefusedError", "note"]

STEP_NAME = "collect"
"""Name of the step, as the reject table shows it."""


class RefusedError(InputError):
    """A file, row or record that cannot be taken in.

    Args:
        kind: Short machine-readable kind, such as `empty_file`.
        what: What is wrong, as a sentence without a full stop.
        where: The file or row, or empty where the caller knows it.
        remedy: What the user can do, or empty.
    """

    def __init__(self, kind: str, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy)
        self.kind = kind

    def reject(self, where: str) -> Reject:
        """Return the entry of the reject table for it.

        Args:
            where: The file or row concerned, used where the error itself names none.
        """
        return Reject(step=STEP_NAME, where=self.where or where, reason=self.what, remedy=self.remedy, kind=self.kind)


def note(kind: str, where: str, reason: str, *, remedy: str = "") -> Reject:
    """Return a note on a record that goes on all the same."""
    return Reject(step=STEP_NAME, where=where, reason=reason, remedy=remedy, kind=kind, fatal=False)
