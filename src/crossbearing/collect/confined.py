"""A process of its own for parsers that bad input could make slow, greedy or crash.

Started as `python -m crossbearing.collect.confined`. It is told over its standard input what to do with which
bytes, and answers in JSON, never in pickles: whoever took it over could say wrong things of one file, and nothing
else. Where the platform has resource limits (POSIX), it gives up by itself the memory, processor time and files that
it does not need.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import struct
import subprocess
import sys
from collections.abc import Callable
from time import monotonic
from typing import Any, BinaryIO, cast

from crossbearing.collect.draft_json import draft_of
from crossbearing.collect.likeness import picture_likeness
from crossbearing.collect.page_picture import page_picture
from crossbearing.collect.pdf_pages import pdf_pages
from crossbearing.collect.picture import picture_facts
from crossbearing.collect.refusal import RefusedError

if sys.platform != "win32":
    import resource

__all__ = ["Confined", "serve"]

_TASKS: dict[str, Callable[[bytes], dict[str, Any]]] = {
    "likeness": picture_likeness,
    "page": page_picture,
    "pdf": pdf_pages,
    "picture": picture_facts,
    "written": draft_of,
}
_MEMORY = 2_500_000_000
_LARGEST_ANSWER = 200_000_000
_HEAD = struct.Struct(">QI")


class Confined:
    """The other end of such a process; it starts with the first call and again after one that had to be ended.

    Args:
        seconds: How long one file may take. A second limit of as much processor time holds inside.
        memory: How much address space it may take, in bytes.
    """

    def __init__(self, *, seconds: float, memory: int = _MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None

    def call(self, task: str, data: bytes) -> dict[str, Any]:
        """Return what a task makes of some bytes.

        Args:
            task: `likeness`, `page`, `pdf`, `picture` or `written`.
            data: The file.

        Raises:
            RefusedError: What the task refused, or `too_costly` where it took too long, too much memory, or fell over.
        """
        process = self._started()
        if process.stdin is None or process.stdout is None:  # cannot be: both are pipes
            raise RefusedError("too_costly", "cannot be read by a process of its own")
        name = task.encode()
        try:
            process.stdin.write(_HEAD.pack(len(data), len(name)) + name)
            process.stdin.write(data)
            process.stdin.flush()
            deadline = monotonic() + self._seconds
            (length,) = struct.unpack(">Q", self._read(process.stdout, 8, deadline))
            answer = json.loads(self._read(process.stdout, length, deadline))
        except (_LostError, OSError, ValueError) as error:
            self.close()
            raise RefusedError(
                "too_costly",
                f"cannot be read within {self._seconds:.0f} seconds and {self._memory / 1e9:.1f} GB of memory",
                remedy="cut it into smaller files or save it again as plain text; if it is no report, leave it out",
            ) from error
        if "refused" in answer:
            kind, what, remedy = (str(entry) for entry in answer["refused"])
            raise RefusedError(kind, what, remedy=remedy)
        return cast("dict[str, Any]", answer)

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(
                    OSError
                ):  # what was not yet written to a dead process is lost, as it should be
                    pipe.close()
        process.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter and this module, nothing of the input
                [sys.executable, "-P", "-m", __name__, str(int(self._seconds)), str(self._memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _read(self, pipe: Any, length: int, deadline: float) -> bytes:
        if length > _LARGEST_ANSWER:
            raise _LostError
        pieces: list[bytes] = []
        if sys.platform == "win32":  # pipes cannot be waited for there; memory and time are bounded by the file's size
            return cast("bytes", pipe.read(length))
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, selectors.EVENT_READ)
            while length > 0:
                if not selector.select(max(0.0, deadline - monotonic())):
                    raise _LostError
                chunk = os.read(pipe.fileno(), min(length, 1_048_576))
                if not chunk:
                    raise _LostError
                pieces.append(chunk)
                length -= len(chunk)
        return b"".join(pieces)


class _LostError(Exception):
    """The process does not answer any more."""


def serve(source: BinaryIO, sink: BinaryIO, *, seconds: int) -> None:
    """Do tasks until the other end closes.

    Args:
        source: Where tasks come from.
        sink: Where answers go.
        seconds: Processor time for one of them, where the platform can bound it.
    """
    while head := source.read(_HEAD.size):
        length, named = _HEAD.unpack(head)
        task = source.read(named).decode()
        data = source.read(length)
        _bound_time(seconds)
        try:
            answer = _TASKS[task](data)
        except RefusedError as refused:
            answer = {"refused": [refused.kind, refused.what, refused.remedy]}
        except (MemoryError, RecursionError):
            answer = {"refused": ["too_costly", "takes more memory to read than is allowed", "save it as plain text"]}
        # Whatever else a parser raises on bad bytes is a fact about these bytes, told to the other end.
        except Exception as error:
            why = f"cannot be read ({type(error).__name__}: {str(error)[:200]})"
            answer = {"refused": ["unreadable_file", why, "save it again in another format, such as plain text"]}
        body = json.dumps(answer).encode()
        sink.write(struct.pack(">Q", len(body)) + body)
        sink.flush()


def _bound(memory: int) -> None:
    if sys.platform == "win32":
        return
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some; the wall clock outside holds everywhere
            resource.setrlimit(what, (most, most))


def _bound_time(seconds: int) -> None:
    if sys.platform != "win32":
        usage = resource.getrusage(resource.RUSAGE_SELF)
        most = int(usage.ru_utime + usage.ru_stime) + seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    import pypdfium2 as _loaded  # noqa: F401 - before files can no longer be opened at will

    _bound(int(sys.argv[2]))
    serve(sys.stdin.buffer, sys.stdout.buffer, seconds=int(sys.argv[1]))
