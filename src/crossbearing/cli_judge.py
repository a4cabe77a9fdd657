"""The commands `judge` and `rules`: signed decisions, and what a case counts by."""

from __future__ import annotations

import argparse
from pathlib import Path

from crossbearing import judging
from crossbearing.model.counting import TOPICS
from crossbearing.model.grades import SCALES
from crossbearing.rooms import room

__all__ = ["add_judge", "run_judge"]

_ARGUMENTS = {
    "claim": (("claim", "id of a claim or statement, or its beginning"), ("decision", "accept, reject or unsure")),
    "grade": (
        ("scale", f"one of {', '.join(SCALES)}"),
        ("target", "what is graded: an incident, a source by name, a claim, a finding, an explanation, evidence"),
        ("grade", "the grade, as the scale words it"),
    ),
    "rate": (
        ("hypothesis", "id of an explanation, or its beginning"),
        ("evidence", "id of a row of evidence, or its beginning"),
        ("rating", "CC, C, N, I, II or NA: how far the evidence fits the explanation"),
    ),
    "hypothesis": (
        ("work", "add, edit, reject or accept"),
        ("target", "for add the incident, else the explanation"),
        ("text", "its words, for add and edit"),
    ),
    "evidence": (
        ("work", "add, missing, reject or accept"),
        ("target", "for add and missing the incident, else the row"),
        ("text", "its words, for add and missing"),
    ),
    "code": (
        ("document", "id of a document, or its beginning"),
        ("words", "the words that carry the claim, exactly as they stand in it"),
        ("slot", "the question, such as killed"),
        (
            "answer",
            "62, 40-50, 'at least 15', 2016-09-17, 'Latakia @ 35.5, 35.8, 500', 'one body; another', a code, words",
        ),
        ("event", "a kind of event, such as air_strike, or the id of an event of the document"),
    ),
    "join": (("incident", "id of an incident"), ("other", "id of the incident that is the same happening")),
    "apart": (
        ("incident", "id of an incident"),
        ("other", "id of another, or one that it took over when they were joined"),
    ),
    "move": (
        ("document", "id of a report, or its beginning"),
        ("incident", "id of the incident that it is not about"),
        ("other", "id of the incident that it is about; left out: an incident of its own"),
    ),
    "open": (
        ("incident", "id of an incident, or a report whose move is taken back"),
        ("other", "for a pair of incidents, the other one"),
    ),
    "counting": (
        ("topic", f"one of {', '.join(TOPICS)}"),
        ("text", "the rule in your words; empty takes it away"),
    ),
}

_HELP = {
    "claim": "accept or reject what was read",
    "grade": "give a grade, a likelihood or a level of confidence",
    "rate": "rate evidence for an explanation",
    "hypothesis": "add, reword, drop or put back an explanation",
    "evidence": "add evidence, note what is missing, drop or put back a row",
    "code": "add a claim by hand",
    "join": "two incidents are one, now and in every later run",
    "apart": "two incidents are two, or were wrongly joined",
    "move": "a report is not about an incident",
    "open": "take back one's own decision on incidents or on a report, and leave it to the program",
    "counting": "state a counting rule of your own, which every output prints",
}

_CHOICES = {
    "decision": ("accept", "reject", "unsure"),
    "rating": ("CC", "C", "N", "I", "II", "NA"),
}


def add_judge(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `judge` to a parser."""
    top = commands.add_parser(
        "judge",
        help="sign a decision, a grade or a rating",
        description="Sign a judgement. It is kept in the case and its log; what it bears on is weighed anew. "
        "Judgements are added and never changed; of one person the last counts.",
    )
    works = top.add_subparsers(dest="work", required=True, metavar="WORK")
    for name, arguments in _ARGUMENTS.items():
        work = works.add_parser(name, help=_HELP[name], description=f"{_HELP[name].capitalize()}.")
        work.add_argument("case", type=Path, metavar="CASE")
        for argument, text in arguments:
            may_be_left_out = argument == "text" or (argument == "other" and name in ("move", "open"))
            work.add_argument(
                f"{argument}_" if argument == "work" else argument,
                metavar=argument.upper(),
                nargs="?" if may_be_left_out else None,
                default="" if may_be_left_out else None,
                choices=_CHOICES.get(argument),
                type=str.upper if argument == "rating" else str,
                help=text,
            )
        if name != "counting":
            work.add_argument("--by", required=True, metavar="NAME", help="who signs")
            work.add_argument("--why", default="", metavar="TEXT", help="reason")


def run_judge(options: argparse.Namespace) -> str:
    """Do what `judge` was asked and return what to print.

    Raises:
        CrossbearingError: If it cannot be done.
    """
    if options.work == "counting":
        return "\n".join(judging.state_own_rule(options.case, options.topic, options.text))
    if options.work in ("join", "apart", "move", "open"):
        return "\n".join(_regroup(options))
    if options.work == "code":
        given = {argument: getattr(options, argument) for argument, _text in _ARGUMENTS["code"]}
        return "\n".join(room("coding").code_words(options.case, given, who=options.by, why=options.why))
    given = {
        argument: getattr(options, f"{argument}_" if argument == "work" else argument)
        for argument, _text in _ARGUMENTS[options.work]
    }
    return "\n".join(judging.judge(options.case, options.work, given, who=options.by, why=options.why))


def _regroup(options: argparse.Namespace) -> list[str]:
    regrouping = room("regrouping")
    document = getattr(options, "document", "")
    incident = options.incident
    if options.work == "open" and not options.other:
        document, incident = incident, ""
    asked = regrouping.Regrouping(options.work, incident, options.other, document)
    lines: list[str] = regrouping.regroup_case(options.case, asked, who=options.by, why=options.why)
    return lines
