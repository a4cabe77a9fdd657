"""The composition root: the one place that knows every room, and which of them does what.

Rooms are named and loaded in `crossbearing.rooms`, when first used.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from crossbearing.concluding import conclude
from crossbearing.guarding import covers, guarded, told_outwards
from crossbearing.model.errors import CaseError, InputError, SettingsError
from crossbearing.model.steps import Item, Map, Plan, Reading, Reject, Usage
from crossbearing.rooms import room

__all__ = [
    "VIEWS",
    "Summary",
    "Switches",
    "add",
    "build",
    "gazetteer",
    "labels",
    "report",
    "room",
    "search",
    "state_rules",
    "verify",
    "view",
]

# Bytes of input. Each worker takes some seconds to load its models; less than this is read before that.
_WORTH_WORKERS = 250_000

# What `collect` calls the reject of a file of a kind that it never takes.
_NOT_COLLECTED = "unsupported_format"

# Tracebacks of unexpected faults, inside the case folder; made only when there is one.
_DEBUG = "debug.log"

_Number = TypeVar("_Number", int, float)

VIEWS = (
    *("claims", "incidents", "findings", "ranges", "course", "hypotheses", "evidence", "criteria", "records"),
    *("relations", "sources", "rules", "rejects"),
)
"""What can be listed."""


@dataclass(frozen=True, slots=True)
class Switches:
    """What the user may set about a build.

    Args:
        workers: Number of worker processes; 1 runs everything in this process, 0 takes one a core.
        mapping: TOML file that maps the columns of tables, or None to look for one beside each table.
        quiet: Show no progress.
        tagger: Which learned tagger helps the rules: `student`, `careful` (slower) or `off`.
        llm: Settings of a language model that is to read, by the names of `read.llm.settings.LLMSettings`; empty: none.
        tell: Told of the progress in words and shares (see `run.progress.Told`), instead of a terminal.
        who: Who collects, as they wish to be named; kept with each document and never in the log.
    """

    workers: int = 0
    mapping: Path | None = None
    quiet: bool = False
    tagger: str = "student"
    llm: Mapping[str, Any] = field(default_factory=dict)
    tell: Callable[[str, float], None] | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did.

    Args:
        case: The case's folder.
        files: Files found.
        counts: What the case now holds, by name.
        rejects: What could not be taken in, in this run.
        refused: Those among them that cost a whole report: files of a kind that is never collected (pictures beside
            reports, say) do not count.
        resumed: Whether an interrupted build was continued.
        usage: What a language model took, all documents together, or None where none read.
    """

    case: Path
    files: int
    counts: dict[str, int]
    rejects: tuple[Reject, ...]
    refused: tuple[Reject, ...]
    resumed: bool
    usage: Usage | None = None


def build(paths: Sequence[Path], case: Path, switches: Switches) -> Summary:
    """Collect, read, resolve, link and weigh files into a new case.

    A case whose build was interrupted is continued: what was finished is not done again.

    Args:
        paths: Files and folders.
        case: Folder of the case to make.
        switches: Settings.

    Raises:
        CaseExistsError: If a finished case stands there.
        InputError: If nothing at all could be read.
        CaseWriteError: If the case could not be written.
    """
    items, rejects = _items(paths, switches)
    resumed = room("case").unfinished(case)
    with room("case").resume(case) if resumed else room("case").create(case) as opened:
        return _fill(opened, case, items, rejects, switches, resumed=resumed)


def add(paths: Sequence[Path], case: Path, switches: Switches) -> Summary:
    """Collect, read, resolve, link and weigh files into an existing case.

    Args:
        paths: Files and folders.
        case: Folder of the case.
        switches: Settings.

    Raises:
        CaseMissingError: If there is no case.
        InputError: If nothing at all could be read.
        CaseWriteError: If the case could not be written.
    """
    items, rejects = _items(paths, switches)
    with room("case").open(case, write=True) as opened:
        return _fill(opened, case, items, rejects, switches, resumed=False)


def _items(paths: Sequence[Path], switches: Switches) -> tuple[list[Item], list[Reject]]:
    items, rejects = room("find_items")(paths, mapping=switches.mapping)
    if switches.who:
        items = [replace(item, hints=(*item.hints, ("collector", switches.who))) for item in items]
    return list(items), list(rejects)


def view(
    case: Path, what: str, format_: str, filters: dict[str, str], *, confidential: bool = False, uncovered: bool = False
) -> str:
    """Return a list of a case as text.

    Args:
        case: Folder of the case.
        what: One of `VIEWS`.
        format_: `table`, `json` or `csv`.
        filters: Such as `{"incident": "DEZ-4F2K"}`; empty values are ignored.
        confidential: Show what is held back; the log then tells that somebody did.
        uncovered: Show words that are covered until somebody opens them.

    Raises:
        CaseMissingError: If there is no case.
        CaseError: If a filter names nothing in it.
        SettingsError: If a filter names no question there is.
    """
    chosen = {name: value for name, value in filters.items() if value}
    slot, document = chosen.get("slot"), chosen.get("document")
    if slot and slot not in room("slots")():
        like = get_close_matches(slot, room("slots")(), n=1) or ["killed"]
        raise SettingsError("no question has this name", where=f"--slot {slot}", remedy=f"did you mean {like[0]}?")
    with _opened(case, confidential=confidential) as reader:
        if document and next(reader.publications(document), None) is None:
            raise CaseError(f"no document {document} in it", where=str(case), remedy="`claims` names those there are")
        shown = reader if uncovered else room("covered_case")(reader, covers(reader))
        if format_ == "table":
            table: str = room("tables")(shown, what, chosen, labels())
            return table
        shaped: str = room("shapes")(shown, what, chosen, format_)
        return shaped


def search(case: Path, query: str, limit: int, *, confidential: bool = False) -> str:
    """Return the documents of a case that hold all words of a query, one a paragraph.

    Raises:
        CaseMissingError: If there is no case.
    """
    with _opened(case, confidential=confidential) as reader:
        hits, cover = reader.search(query, limit), covers(reader)
    if not hits:
        return f"No document holds all of: {query}"
    told = [cover.hit(hit) for hit in hits]
    return "\n".join(f"{hit.document}  {hit.title}\n    {hit.snippet}" for hit in told)


def report(case: Path, output: Path, *, incident: str = "", with_names: bool = False) -> Path:
    """Write the dossier of a case as one self-contained page.

    Args:
        case: Folder of the case.
        output: File to write; replaced if it is there.
        incident: Id of the incident to show in full, or empty for the largest ones.
        with_names: Show names of private persons.

    Returns:
        The file written.

    Raises:
        CaseMissingError: If there is no case.
        CaseError: If the incident is not in it.
        CaseWriteError: If the file could not be written.
    """
    with room("case").open(case) as opened:
        out = told_outwards(opened)
        room("dossier")(
            out.reader,
            output,
            labels=labels(),
            outlines=room("outlines")(),
            with_names=with_names,
            incident=incident or None,
            out=out,
            covers=covers(opened),
        )
    return output


def verify(case: Path) -> list[str]:
    """Return what is wrong with a case: altered, missing or added bytes, a broken log, dangling references.

    Raises:
        CaseMissingError: If there is no case.
    """
    problems: list[str] = room("verify")(case)
    return problems


def gazetteer(work: str, *arguments: Any) -> list[str]:
    """Find a name in the gazetteer, add places to it or build it anew.

    Args:
        work: `find`, `add` or `build`.
        arguments: For `find` the name and how many candidates to tell, for `add` the file.

    Returns:
        Lines to print.

    Raises:
        InputError: If a file of places cannot be taken in.
        ResourceError: If the gazetteer cannot be built.
    """
    lines: list[str] = room(f"gazetteer_{work}")(*arguments)
    return lines


def state_rules(case: Any) -> None:
    """Let a case state the rules that the program counts by, where it does not state them already.

    Args:
        case: Opened for writing.
    """
    rules = {name: text for rule in room("counting_rules") for name, text in rule.meta.items()}
    known = case.meta()
    new = {name: text for name, text in rules.items() if known.get(name) != text}
    if new:
        case.settings(new)


@contextmanager
def _opened(case: Path, *, confidential: bool = False) -> Iterator[Any]:
    if confidential:
        # That somebody looked is written down before anything is shown.
        with room("case").open(case, write=True) as opened:
            opened.log("read_confidential", {})
    with room("case").open(case) as opened:
        yield guarded(opened, allowed=confidential)


def labels() -> Any:
    """Return the words for the codes of the vocabulary, as views need them."""
    return room("labels")(
        questions={slot.name: slot.question for slot in room("slots")().values()},
        intent=room("intent_labels")(),
        events={kind.name: kind.label for kind in room("event_kinds")().values()},
    )


def _nothing(rejects: Sequence[Reject]) -> InputError:
    first = next((reject for reject in rejects if reject.fatal), None)
    if first is None:
        return InputError("nothing could be read", remedy="name files or folders that hold reports")
    more = f" (and {len(rejects) - 1} more)" if len(rejects) > 1 else ""
    return InputError(f"nothing could be read: {first.reason}{more}", where=first.where, remedy=first.remedy)


def _fill(
    case: Any, path: Path, items: Sequence[Any], rejects: Sequence[Reject], switches: Switches, *, resumed: bool
) -> Summary:
    read = _reader(switches)
    plan = Plan((Map(room("collect")()), Map(read), Map(room("resolve")())), name="reading")
    collected_rejects = list(rejects)
    usages: list[Usage] = []
    if rejects:
        case.add_rejects(rejects)
    if read.llm is not None:
        # Before any text leaves, so that the log tells of it whatever happens next.
        case.log("ask_model", {"endpoint": read.llm.endpoint, "model": read.llm.model, "local": read.llm.local})

    withdrawn = {one.sha256 for one in case.withdrawals().all() if not one.readmitted}
    settled = case.settled()  # else a build or an addition was cut short, and nobody knows what it touched
    touched: set[str] = set()

    def sink(readings: Sequence[Reading], refused: Sequence[Reject]) -> None:
        if readings:
            case.add_readings(readings)
            touched.update(one.collected.document.id for one in readings)
            # The store has refused these and keeps the reject; here it is told to whoever added them.
            collected_rejects.extend(_withdrawn(one) for one in readings if one.collected.document.sha256 in withdrawn)
        if refused:
            case.add_rejects(refused)
            collected_rejects.extend(refused)
        if some := [reading.usage for reading in readings if reading.usage is not None]:
            case.log("model_asked", asdict(_together(some)) | {"documents": len(some)})
            usages.extend(some)

    with room("progress")(quiet=switches.quiet, tell=switches.tell) as progress:
        _runner(switches, items, progress=progress, markers=case.markers(_plan_id(plan)), debug_log=path / _DEBUG).run(
            plan, items, sink
        )
        touched.update(case.coded().refresh())
        conclude(case, progress, touched=touched if settled else None)
        state_rules(case)
    counts = case.counts()
    if not counts.documents:
        # Left unfinished: its rejects can be listed, and the next build of the same name goes on with it.
        raise _nothing(tuple(case.rejects()))
    case.finish()
    named = {name: getattr(counts, name) for name in counts.__slots__}
    names = {item.name for item in items}
    refused = [
        reject
        for reject in collected_rejects
        if reject.fatal and reject.kind != _NOT_COLLECTED and (reject in rejects or reject.where in names)
    ]
    used = _together(usages) if usages else None
    return Summary(path, len(items), named, tuple(collected_rejects), tuple(refused), resumed, used)


def _withdrawn(reading: Reading) -> Reject:
    remedy = "if it may come back, see `crossbearing withdraw --help`"
    return Reject("store", reading.key, "it was withdrawn from this case and is not taken in again", remedy)


def _reader(switches: Switches) -> Any:
    if not switches.llm:
        return room("read")(tagger=switches.tagger)
    return room("read")(reader="llm", llm=room("llm")(**switches.llm))


def _together(usages: Sequence[Usage]) -> Usage:
    """Return what several documents took; what one of them does not know, the sum does not know either."""
    return replace(
        usages[0],
        requests=sum(usage.requests for usage in usages),
        sent=_sum([usage.sent for usage in usages]),
        answered=_sum([usage.answered for usage in usages]),
        cost=_sum([usage.cost for usage in usages]),
    )


def _sum(values: Sequence[_Number | None]) -> _Number | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _runner(switches: Switches, items: Sequence[Item], **owned: Any) -> Any:
    workers = switches.workers or os.cpu_count() or 1
    if workers == 1 or sum(_size(item) for item in items) < _WORTH_WORKERS:
        return room("serial")(**owned)
    return room("processes")(workers=workers, **owned)


def _size(item: Item) -> int:
    try:
        return Path(item.path).stat().st_size
    except OSError:  # gone since it was found; collecting it will say so
        return 0


def _plan_id(plan: Plan) -> str:
    return "+".join(stage.step.id for stage in plan.stages)
