"""Long work started from a screen: one at a time, with progress that a page can follow."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from crossbearing.model.errors import CrossbearingError
from crossbearing.show.web.problems import ProblemError

__all__ = ["Job", "JobList"]

_LOG = logging.getLogger(__name__)
_POLL = 0.25
_KEPT = 50


@dataclass(slots=True)
class Job:
    """Work in the background.

    Args:
        id: Its id.
        name: What it does, in words.
        state: `running`, `done` or `failed`.
        phase: What it is doing, in words.
        share: How much of that is done, 0 to 1, or -1 where it is not known.
        result: What came of it, or what went wrong.
        number: Rises with each change.
    """

    id: str
    name: str
    state: str = "running"
    phase: str = ""
    share: float = -1.0
    result: dict[str, Any] = field(default_factory=dict)
    number: int = 0

    def tell(self, phase: str, share: float) -> None:
        """Note how far it is."""
        self.phase, self.share = phase, share
        self.number += 1

    def view(self) -> dict[str, Any]:
        """Return it in the types JSON knows."""
        return {
            "id": self.id,
            "name": self.name,
            "state": self.state,
            "phase": self.phase,
            "share": self.share,
            "result": self.result,
        }


class JobList:
    """The jobs of one server; a second one waits its turn, since a case has one writer at a time."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._turn = threading.Lock()

    def start(self, name: str, work: Callable[[Job], dict[str, Any]]) -> Job:
        """Start work in the background; it is given its job, to tell its progress."""
        job = Job(secrets.token_hex(8), name, phase="waiting")
        while len(self._jobs) >= _KEPT:
            self._jobs.pop(next(iter(self._jobs)))
        self._jobs[job.id] = job
        threading.Thread(target=self._run, args=(job, work), name=f"job-{job.id}", daemon=True).start()
        return job

    def get(self, job: str) -> Job:
        """Return a job.

        Raises:
            ProblemError: If there is none of that id.
        """
        if job not in self._jobs:
            raise ProblemError(404, f"no job {job}", "it may be from before the server was started anew")
        return self._jobs[job]

    def all(self) -> list[Job]:
        """Return the jobs, latest first."""
        return list(reversed(self._jobs.values()))

    def follow(self, job: Job, *, seconds: float = 3600.0) -> Iterator[Job]:
        """Yield a job whenever it has changed, until it has ended or the time is up."""
        seen = -1
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            ended = job.state != "running"
            if job.number != seen:
                seen = job.number
                yield job
            if ended:
                return
            time.sleep(_POLL)

    def _run(self, job: Job, work: Callable[[Job], dict[str, Any]]) -> None:
        with self._turn:
            try:
                job.result = work(job)
                job.state = "done"
            except CrossbearingError as error:
                job.result = {"detail": str(error), "remedy": error.remedy}
                job.state = "failed"
            except Exception as error:  # the thread has no caller to tell; the page and the log must learn of it
                _LOG.exception("job %s failed", job.name)
                job.result = {"detail": f"a fault of the program ({type(error).__name__})", "remedy": "see the log"}
                job.state = "failed"
            job.tell("ended", 1.0)
