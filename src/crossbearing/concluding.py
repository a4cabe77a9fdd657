"""What follows from the claims of a case: links, findings and relations, made anew as far as they are affected."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import islice
from typing import Any

from crossbearing.bearing import Bearing
from crossbearing.model.incidents import Incident
from crossbearing.rooms import room

__all__ = ["conclude", "weigher_mark"]

_MARK = "weighed_by"  # among the settings of a case
_AT_ONCE = 500  # incidents a transaction: of a large case not all findings are held
_WEIGH_BY = ("crossbearing.model", "crossbearing.resources", "crossbearing.weigh")


def conclude(case: Any, progress: Any, *, touched: Collection[str] | None) -> tuple[str, ...]:
    """Link a case anew, and weigh those of its incidents that came out otherwise or whose reports were touched.

    Linking looks at all claims, since any report can move any other. A finding follows from its incident, from the
    origins, claims and publications of that, and from judgements, which are weighed where they are made: where none
    of these changed, and the program weighs as it did, it stands.

    Args:
        case: Opened for writing.
        progress: Told of it (`run.progress`).
        touched: Ids of documents that were taken in since the case was last weighed; None to weigh all incidents.

    Returns:
        The ids of the incidents that were weighed.

    Raises:
        CaseWriteError: If the case could not be written.
    """
    progress.phase("linking reports to incidents")
    linked = room("link")(case)
    changed = case.replace_links(linked) | case.unweighed()
    as_before = touched is not None and case.meta().get(_MARK) == weigher_mark()
    affected = [
        incident
        for incident in linked.incidents
        if not as_before
        or incident.id in changed
        or any(member.document in (touched or ()) for member in incident.members)
    ]
    weigh, bearing = room("weigh")(), Bearing(case)

    def weighed(incident: Incident) -> Any:
        return weigh(incident, bearing.on(incident.id))

    for some in _batches(progress.track(affected, "weighing", weighed)):
        case.replace_findings(some)
    if case.meta().get(_MARK) != weigher_mark():
        case.settings({_MARK: weigher_mark()})
    case.replace_relations(room("relate")(case))
    return tuple(incident.id for incident in affected)


def _batches(weighed: Iterable[Any]) -> Iterator[Sequence[Any]]:
    iterator = iter(weighed)
    while some := list(islice(iterator, _AT_ONCE)):
        yield some


@cache
def weigher_mark() -> str:
    """Return a hash of the code and the tables that findings follow from: another version may find otherwise."""
    found = hashlib.blake2b(digest_size=8)
    for package in _WEIGH_BY:
        _add(files(package), found.update)
    return found.hexdigest()


def _add(folder: Traversable, update: Callable[[bytes], None]) -> None:
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if one.is_dir() and one.name != "__pycache__":
            _add(one, update)
        elif one.name.endswith((".py", ".toml")):
            update(one.name.encode())
            update(one.read_bytes())
