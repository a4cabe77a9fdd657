"""Which clock the moment of collection was read from, and whether it was kept in step with others."""

from __future__ import annotations

import ctypes
import struct
import sys

__all__ = ["IN_STEP", "NOT_IN_STEP", "NOT_KNOWN", "clock_source"]

IN_STEP = "the system's clock, which the system reports to be kept in step with a reference"
"""The kernel's clock is disciplined, as by NTP or the host of a virtual machine."""

NOT_IN_STEP = "the system's clock, which the system does not report to be kept in step with a reference"
"""The kernel says that nothing disciplines its clock."""

NOT_KNOWN = "the system's clock; whether it is kept in step with a reference is not known"
"""The system cannot be asked."""

_UNSYNCHRONISED = 0x40
_STATUS_AT = 40


def clock_source() -> str:
    """Return in words which clock moments are read from, and what the system says of it.

    On Linux the kernel is asked (`adjtimex`, flag STA_UNSYNC; man page adjtimex(2)); elsewhere it is not known.
    """
    if not sys.platform.startswith("linux") or ctypes.sizeof(ctypes.c_long) != 8:
        return NOT_KNOWN
    state = ctypes.create_string_buffer(512)  # struct timex, `modes` 0: read only
    try:
        answer = ctypes.CDLL(None).adjtimex(state)
    except (AttributeError, OSError):
        return NOT_KNOWN
    if answer < 0:
        return NOT_KNOWN
    status = struct.unpack_from("i", state.raw, _STATUS_AT)[0]
    return NOT_IN_STEP if status & _UNSYNCHRONISED else IN_STEP
