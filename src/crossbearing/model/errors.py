"""The one tree of errors.

Every message says what is wrong, where (file, line, row or offset) and what to do about it, so that the command line
can print it as it stands.
"""

from __future__ import annotations

__all__ = [
    "CaseError",
    "CaseExistsError",
    "CaseMissingError",
    "CaseTooNewError",
    "CaseWriteError",
    "CrossbearingError",
    "InputError",
    "ModelError",
    "PlanError",
    "ResourceError",
    "SettingsError",
]


class CrossbearingError(Exception):
    """Anything this program reports about its input, its case files or its settings.

    Args:
        what: What is wrong, as a sentence without a full stop.
        where: The file, row or offset it concerns, or an empty string.
        remedy: What the reader of the message can do, or an empty string.
    """

    exit_code = 2

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what, where, remedy)

    def __str__(self) -> str:
        message = f"{self.where}: {self.what}" if self.where else self.what
        return f"{message}; {self.remedy}" if self.remedy else message


class InputError(CrossbearingError):
    """A file, row or text that cannot be taken in."""


class ModelError(CrossbearingError):
    """A value that breaks a rule of the vocabulary, such as a range that ends before it starts."""


class SettingsError(CrossbearingError):
    """A setting, option or mapping that makes no sense."""


class ResourceError(CrossbearingError):
    """A table, model or other file of the program itself that is missing or damaged."""


class PlanError(CrossbearingError):
    """Steps that do not fit together."""


class CaseError(CrossbearingError):
    """A case file that cannot be used as asked."""


class CaseMissingError(CaseError):
    """No case at the path given."""


class CaseExistsError(CaseError):
    """A case already stands where a new one was to be made."""


class CaseTooNewError(CaseError):
    """A case written by a newer version of the program."""


class CaseWriteError(CaseError):
    """The case could not be written: the disk is full or read-only, or another process holds it."""
