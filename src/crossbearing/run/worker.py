"""What a worker process does: load the steps once, then take on tasks until it is told to end."""

from __future__ import annotations

import pickle
import signal
from multiprocessing.connection import Connection
from typing import Any

from crossbearing.codec.json import decode, encode
from crossbearing.model.errors import CrossbearingError
from crossbearing.run.stages import Stages, one_thread
from crossbearing.run.tasks import Parcel

__all__ = ["packed", "unpacked", "work"]


def work(connection: Connection, steps: bytes, marked: bool) -> None:
    """Take on tasks from a connection; the target of a worker process.

    Receives `(stage, parcels, most)` or None for the end; sends `("ready",)` or `("broken", error)` once the steps are
    loaded, then `("done", stage, parcels, rejects, traces, failed)` for each task, records and rejects as JSON bytes.

    Args:
        connection: To the runner.
        steps: The steps, pickled.
        marked: Whether markers are kept.
    """
    # An interrupt from the keyboard reaches every process of the terminal; the runner decides what ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    one_thread()
    try:
        stages = Stages(pickle.loads(steps), pack=packed, unpack=unpacked, marked=marked)  # noqa: S301 - our own steps
    except CrossbearingError as error:
        connection.send(("broken", type(error).__name__, error.what, error.where, error.remedy))
        return
    except Exception as error:  # told to the runner, which ends the run with it
        connection.send(("broken", "", f"{type(error).__name__}: {error}", "", ""))
        return
    try:
        connection.send(("ready",))
        while (task := connection.recv()) is not None:
            stage, parcels, most = task
            outcome = stages.take(stage, [Parcel(*parcel) for parcel in parcels], most)
            connection.send(
                (
                    "done",
                    outcome.stage,
                    [(parcel.name, parcel.mark, parcel.payload) for parcel in outcome.parcels],
                    [encode(reject) for reject in outcome.rejects],
                    outcome.traces,
                    outcome.failed,
                )
            )
    except (EOFError, ConnectionError):
        return  # the runner is gone, and nobody waits for results any more


def packed(record: Any) -> Any:
    """Return the JSON bytes of a record, or of each record of a group."""
    return [encode(one) for one in record] if isinstance(record, list) else encode(record)


def unpacked(payload: Any) -> Any:
    """Return the record that JSON bytes hold, or the list of records of a group."""
    return [decode(one) for one in payload] if isinstance(payload, list) else decode(payload)
