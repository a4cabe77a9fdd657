"""The command line: arguments in, text out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from crossbearing import __version__, assemble
from crossbearing.cli_backup import add_backup, run_backup
from crossbearing.cli_care import add_care, add_withdraw, run_care, run_verify, run_withdraw
from crossbearing.cli_export import add_export, run_export
from crossbearing.cli_fetch import add_fetch, run_fetch
from crossbearing.cli_import import add_import, run_import
from crossbearing.cli_judge import add_judge, run_judge
from crossbearing.cli_pictures import add_pictures, run_pictures
from crossbearing.cli_serve import add_serve, run_serve
from crossbearing.cli_stamp import add_stamp, run_stamp
from crossbearing.cli_store import add_store, named_in_store
from crossbearing.cli_team import add_team, run_team
from crossbearing.cli_victims import add_victims, run_victims
from crossbearing.model.errors import CrossbearingError, SettingsError
from crossbearing.model.steps import Reject, Usage

__all__ = ["main", "parser"]

_PRINTED = {
    "team": run_team,
    "backup": run_backup,
    "care": run_care,
    "export": run_export,
    "import": run_import,
    "judge": run_judge,
    "pictures": run_pictures,
    "stamp": run_stamp,
    "victims": run_victims,
    "withdraw": run_withdraw,
}
"""Commands of modules of their own that return what is to be printed."""

_EPILOG = """\
examples:
  crossbearing build reports/ --case incident.case      read a folder of reports into a new case
  crossbearing add more.pdf --case incident.case        add to it
  crossbearing findings incident.case                   what the accounts come to, question by question
  crossbearing report incident.case -o dossier.html     one page to read, print and hand on
  crossbearing serve incident.case                      the workbench in the browser
"""

_VIEW_HELP = {
    "claims": "who says what, in which words",
    "incidents": "the happenings that the claims are about",
    "findings": "what the accounts come to on each question",
    "ranges": "killed and wounded as three recorders of casualties would put them, side by side",
    "course": "in which order it happened, who tells which step, and where the orders differ",
    "hypotheses": "rival explanations, and how much of the evidence stands against each",
    "evidence": "the evidence that can be rated for and against explanations, and what is missing",
    "criteria": "criteria of grades that the accounts meet and do not meet; no grade is made of them",
    "records": "the figures that each source gave, in order, and what became of them",
    "relations": "how incidents stand to one another",
    "rules": "the rules that the case counts by",
    "sources": "the publishers, and what they rest on",
    "rejects": "what could not be taken in, and why",
}


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; the command reference in `docs/` is made from it."""
    top = argparse.ArgumentParser(
        prog="crossbearing",
        description="Works out what can be known of a violent incident from several accounts of it: who says what, on "
        "what basis, in which words, where the accounts agree and where they part. It never says who is right.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"crossbearing {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_build(commands)
    for view in assemble.VIEWS:
        _add_view(commands, view)
    add_judge(commands)
    add_serve(commands)
    add_team(commands)
    add_export(commands)
    add_care(commands)
    add_withdraw(commands)
    add_victims(commands)
    add_backup(commands)
    add_fetch(commands)
    add_import(commands)
    add_stamp(commands)
    add_pictures(commands)
    _add_rest(commands)
    add_store(top)
    return top


def _add_build(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    for name, text in (
        ("build", "collect, read, resolve, link and weigh reports into a new case"),
        ("add", "the same, into a case that exists"),
    ):
        command = commands.add_parser(name, help=text, description=text.capitalize() + ".")
        command.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files and folders of reports")
        command.add_argument("--case", type=Path, required=True, metavar="DIR", help="the case, such as NAME.case")
        command.add_argument(
            "--mapping",
            type=Path,
            metavar="FILE",
            help="TOML file that maps the columns of tables (default: mapping.toml beside each table)",
        )
        command.add_argument(
            "--workers", type=_count, default=0, metavar="N", help="worker processes (default: one a core; 1: none)"
        )
        command.add_argument("--quiet", action="store_true", help="show no progress")
        command.add_argument("--who", default="", metavar="NAME", help="who collects, for the record of custody")
        command.add_argument(
            "--tagger",
            choices=("student", "careful", "off"),
            default="student",
            help="what helps the rules to tell who says what: a small model, a careful one that takes longer, or "
            "nothing (default: student)",
        )
        _add_model(command)


def _add_model(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group(
        "a language model as the reader",
        "Off by default: reading works offline, by rules. With --llm-url the words of all documents are sent to that "
        "address, and each claim that comes back must be found again in the text. An address on this machine needs no "
        "leave; any other must be named again with --send-texts-to. Address and model are written to the case's log.",
    )
    group.add_argument("--llm-url", default="", metavar="URL", help="an OpenAI-compatible address, ending in /v1")
    group.add_argument("--llm-model", default="", metavar="NAME", help="the model, as that address names it")
    group.add_argument(
        "--send-texts-to",
        default="",
        metavar="HOST",
        help="give leave to send the texts to this host, that of --llm-url",
    )
    group.add_argument("--llm-key-variable", default="", metavar="NAME", help="environment variable that holds the key")
    for name, tokens in (("in", "sent"), ("out", "answered")):
        group.add_argument(
            f"--llm-price-{name}",
            type=_price,
            metavar="PRICE",
            help=f"price of a million tokens {tokens}, to show costs",
        )
    group.add_argument("--llm-timeout", type=_price, metavar="SECONDS", help="how long one request may take")


def _add_view(commands: argparse._SubParsersAction[argparse.ArgumentParser], view: str) -> None:
    command = commands.add_parser(view, help=_VIEW_HELP[view], description=f"List {_VIEW_HELP[view]}.")
    command.add_argument("case", type=Path, metavar="CASE")
    command.add_argument("--format", choices=("table", "json", "csv"), default="table", help="default: table")
    command.add_argument("--confidential", action="store_true", help="show what is held back (the log says so)")
    command.add_argument("--uncovered", action="store_true", help="show words that are covered for the sake of readers")
    if view not in ("incidents", "rules", "rejects"):
        command.add_argument("--incident", default="", metavar="ID", help="only what belongs to this incident")
    if view == "claims":
        command.add_argument("--document", default="", metavar="ID", help="only what this document says")
    if view in ("claims", "findings"):
        command.add_argument("--slot", default="", metavar="NAME", help="only this question, such as killed")


def _add_rest(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    search = commands.add_parser("search", help="find words in all documents", description="Find words in documents.")
    search.add_argument("case", type=Path, metavar="CASE")
    search.add_argument("words", nargs="+", metavar="WORD", help="all of them must occur")
    search.add_argument("--confidential", action="store_true", help="show what is held back (the log says so)")
    search.add_argument("--limit", type=_count, default=20, metavar="N", help="at most N documents (default: 20)")

    report = commands.add_parser(
        "report", help="write the dossier: one self-contained page", description="Write the dossier as one HTML file."
    )
    report.add_argument("case", type=Path, metavar="CASE")
    report.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="the page to write")
    report.add_argument(
        "--incident", default="", metavar="ID", help="show this incident in full (default: the largest)"
    )
    report.add_argument("--with-names", action="store_true", help="show the names of private persons")

    verify = commands.add_parser(
        "verify",
        help="check that nothing in a case was altered",
        description="Compute all hashes, the log's chain and all references anew, and name what does not fit.",
    )
    verify.add_argument("case", type=Path, metavar="CASE")

    places = commands.add_parser(
        "gazetteer",
        help="find a name of a place, add places, or build the file of places anew",
        description="The file of places that names are looked up in.",
    )
    works = places.add_subparsers(dest="work", required=True, metavar="WORK")
    find = works.add_parser("find", help="show what a name may mean, and why", description="Show candidates.")
    find.add_argument("words", nargs="+", metavar="NAME", help="a name of a place, in any script")
    find.add_argument("--limit", type=_count, default=10, metavar="N", help="candidates at most (default: 10)")
    more = works.add_parser("add", help="add places of your own", description="Add places and build the file anew.")
    more.add_argument("file", type=Path, metavar="FILE", help="a GeoNames dump, CSV or GeoJSON with names and points")
    works.add_parser("build", help="build the file anew", description="Build the file of places anew.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: Words after the program's name; those of the process by default.

    Returns:
        0 if all went well, 1 if `verify` found something, 2 for errors and where a file could not be taken in (the
        others were), 130 if interrupted.
    """
    words = sys.argv[1:] if arguments is None else arguments
    if not words:
        parser().print_help()
        return 0
    options = parser().parse_args(words)
    if isinstance(sys.stdout, TextIOWrapper):
        # JSON and CSV are UTF-8 everywhere; what a terminal cannot show is replaced, and nothing fails over it.
        exact = getattr(options, "format", "table") != "table"
        sys.stdout.reconfigure(encoding="utf-8" if exact else None, errors="strict" if exact else "replace")
    try:
        named_in_store(options)
        return _run(options)
    except CrossbearingError as error:
        print(f"crossbearing: {_one_line(str(error))}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("crossbearing: interrupted; run the same command again to go on", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); keep the interpreter from complaining when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        # Rooms name the files they know; what is left are those that libraries make behind our back.
        where, reason = error.filename or "a temporary file", _one_line(error.strerror or str(error))
        remedy = "check that its disk has room and can be written, then run the same command again"
        print(f"crossbearing: {where}: {reason}; {remedy}", file=sys.stderr)
        return 2


def _run(options: argparse.Namespace) -> int:
    if options.command in ("build", "add"):
        work = assemble.build if options.command == "build" else assemble.add
        switches = assemble.Switches(
            workers=options.workers,
            mapping=options.mapping,
            quiet=options.quiet,
            tagger=options.tagger,
            who=options.who,
            llm=_model(options),
        )
        summary = work(options.paths, options.case, switches)
        _tell(summary)
        # The rest of the batch is in the case; a script must still learn that a file is missing from it.
        return 2 if summary.refused else 0
    if options.command in assemble.VIEWS:
        filters = {name: getattr(options, name, "") for name in ("incident", "document", "slot")}
        shown = {"confidential": options.confidential, "uncovered": options.uncovered}
        print(assemble.view(options.case, options.command, options.format, filters, **shown))
    elif options.command == "serve":
        return run_serve(options, lambda line: print(line, flush=True))
    elif options.command in _PRINTED:
        print(_PRINTED[options.command](options))
    elif options.command == "fetch":
        return run_fetch(options, lambda line: print(line, flush=True), _add_fetched)
    elif options.command == "search":
        words = " ".join(options.words)
        print(assemble.search(options.case, words, options.limit, confidential=options.confidential))
    elif options.command == "report":
        written = assemble.report(
            options.case, options.output, incident=options.incident, with_names=options.with_names
        )
        print(f"Wrote {written}")
    elif options.command == "gazetteer":
        given: tuple[object, ...] = ()
        if options.work == "find":
            given = (" ".join(options.words), options.limit)
        elif options.work == "add":
            given = (options.file,)
        print("\n".join(assemble.gazetteer(options.work, *given)))
    elif options.command == "verify":
        return run_verify(options, print)
    return 0


def _add_fetched(file: Path, case: Path) -> None:
    _tell(assemble.add([file], case, assemble.Switches()))


def _model(options: argparse.Namespace) -> dict[str, object]:
    """Return the settings of a language model that were given; none where no address was."""
    given: dict[str, object] = {
        "url": options.llm_url,
        "model": options.llm_model,
        "send_to": options.send_texts_to,
        "key_variable": options.llm_key_variable,
        "timeout": options.llm_timeout,
        "price_in": options.llm_price_in,
        "price_out": options.llm_price_out,
    }
    stated = {name: value for name, value in given.items() if value not in ("", None)}
    if stated and not options.llm_url:
        raise SettingsError(
            "a language model is spoken of, but its address is not given",
            where="--llm-url",
            remedy="give it, or leave the other settings out to read by rules",
        )
    return {"url": "", "model": ""} | stated if stated else {}


def _tell(summary: assemble.Summary) -> None:
    if summary.resumed:
        print("Went on with an interrupted build; what was finished was not done again.")
    counts = summary.counts
    documents, claims, incidents, findings = (
        f"{counts[name]} {name if counts[name] != 1 else name[:-1]}"
        for name in ("documents", "claims", "incidents", "findings")
    )
    read = f"({counts['not_read']} collected, not read)"
    print(f"{summary.case}: {documents} {read}, {claims}, {incidents}, {findings}")
    if summary.usage is not None:
        print(f"  {_usage_line(summary.usage)}")
    fatal = [reject for reject in summary.rejects if reject.fatal]
    for reject in fatal[:5]:
        print(f"  not taken in: {_one_line(_reject_line(reject))}", file=sys.stderr)
    if len(fatal) > 5:
        print(f"  ... and {len(fatal) - 5} more", file=sys.stderr)
    if summary.rejects:
        print(f"  {len(summary.rejects)} notes in all: crossbearing rejects {summary.case}", file=sys.stderr)
    if not counts["claims"]:
        print("No claim was found: are these reports of an incident, in a language that can be read?", file=sys.stderr)


def _usage_line(usage: Usage) -> str:
    place = "on this machine" if usage.local else "NOT on this machine"
    sent, answered = (f"{count:,}" if count is not None else "unknown" for count in (usage.sent, usage.answered))
    cost = f"{usage.cost:.4f}" if usage.cost is not None else "unknown"
    return (
        f"read by {usage.model} at {usage.endpoint} ({place}): {usage.requests:,} requests, "
        f"{sent} tokens sent, {answered} answered, cost {cost}"
    )


def _reject_line(reject: Reject) -> str:
    line = f"{reject.where}: {reject.reason}"
    return f"{line}; {reject.remedy}" if reject.remedy else line


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _price(word: str) -> float:
    try:
        number = float(word)
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise argparse.ArgumentTypeError(f"{word!r} is no number of 0 or more")
    return number


def _count(word: str) -> int:
    try:
        number = int(word)
    except ValueError:
        number = -1
    if number < 0:
        raise argparse.ArgumentTypeError(f"{word!r} is no whole number of 0 or more")
    return number


if __name__ == "__main__":
    sys.exit(main())
