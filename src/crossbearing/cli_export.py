"""The command `export`: a case in the formats that others read."""

from __future__ import annotations

import argparse
from pathlib import Path

from crossbearing import exporting, handing_over
from crossbearing.model.errors import SettingsError

__all__ = ["add_export", "run_export"]

_EPILOG = """\
formats:
  csv, json, parquet   a folder of lists: claims, findings, incidents, sources, documents and more
  geojson              incidents and claims with places, each as the area within which it is known
  acled, ged           one row an incident in the columns of ACLED and UCDP GED, with notes on what was not decidable
  airwars              one record an incident in Airwars' fields
  ftm                  FollowTheMoney entities, one a line
  jsonld               claims as schema.org Claim
  prov                 how each claim came about, as PROV-JSON
  sqlite               a database with foreign keys and views, for Datasette and others
  markdown, docx       the dossier with exhibit numbers and footnotes
  bag                  sealed hand-over: the whole case, COMPLETE AND UNREDACTED, for `crossbearing import`
"""

_FORMATS = (*exporting.FORMATS, handing_over.FORMAT)


def add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `export` to a parser."""
    command = commands.add_parser(
        "export",
        help="write a case in a format that others read, names hidden",
        description="Write a case, or one incident of it, in a format that others read. Names of private persons, "
        "witnesses and accounts are replaced by numbers; victims are never named. Each export comes with a manifest "
        "and is recorded in the case's log. The format `bag` alone hides nothing: it is the case itself, sealed.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("case", type=Path, metavar="CASE")
    command.add_argument("--format", required=True, metavar="NAME", help=f"one of {', '.join(_FORMATS)}")
    command.add_argument("-o", "--output", type=Path, required=True, metavar="PATH", help="the file or folder to write")
    command.add_argument("--incident", default="", metavar="ID", help="only this incident")
    command.add_argument(
        "--with-names", action="store_true", help="keep names of private persons (the log says so); victims stay hidden"
    )
    command.add_argument(
        "--coarsen",
        default="",
        choices=("town", "district", "province", "country"),
        help="tell no place more finely than this; words as written are left out",
    )
    command.add_argument(
        "--grain",
        default="",
        choices=("hour", "day", "month", "year"),
        help="tell no time more finely than this; words as written are left out",
    )
    command.add_argument("--who", default="", metavar="NAME", help="who makes the export, for its manifest")
    command.add_argument(
        "--with-confidential",
        action="store_true",
        help="for bag: hand over what is confidential, under embargo or without consent, too (the log says so)",
    )
    command.add_argument(
        "--ledger-key", type=Path, metavar="FILE", help="key of the ledger of victims: its names are searched for, too"
    )
    command.add_argument("--force", action="store_true", help="replace an earlier export that stands there")


def run_export(options: argparse.Namespace) -> str:
    """Do what `export` was asked and return what to print.

    Raises:
        CrossbearingError: If it cannot be done.
    """
    if options.format == handing_over.FORMAT:
        return "\n".join(_hand_over(options))
    if options.with_confidential:
        raise SettingsError("is for the format bag alone", "--with-confidential", "leave it out")
    asked = exporting.Asked(
        incident=options.incident,
        with_names=options.with_names,
        coarsen=options.coarsen or "",
        grain=options.grain or "",
        who=options.who,
        force=options.force,
        ledger_key=options.ledger_key,
    )
    return "\n".join(exporting.export(options.case, options.format, options.output, asked))


def _hand_over(options: argparse.Namespace) -> list[str]:
    for name in ("with_names", "coarsen", "grain"):
        if getattr(options, name):
            raise SettingsError(
                "makes no sense for a sealed hand-over, which is complete and unredacted",
                f"--{name.replace('_', '-')}",
                "leave it out, or choose another format",
            )
    asked = handing_over.Handed(
        incident=options.incident,
        who=options.who,
        with_confidential=options.with_confidential,
        force=options.force,
    )
    return handing_over.hand_over(options.case, options.output, asked)
