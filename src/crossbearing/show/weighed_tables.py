"""Tables for the terminal of what weighing tells beyond findings. An empty one says why it is empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from crossbearing.model.protocols import CaseReader
from crossbearing.show import weighed
from crossbearing.show.dossier.context import Labels
from crossbearing.show.dossier.words import plural
from crossbearing.show.printing import none, safe, table

__all__ = ["TABLES", "cut", "range_lines", "range_words"]

_PRACTICES = {"airwars": "Airwars", "ucdp": "UCDP", "acled": "ACLED"}
_KNOWN = {
    "read": "it stands in the source",
    "secondary": "another source gives it",
    "inferred": "inferred from published records",
    "background": "general knowledge, not checked",
}
_MET = {"met": ("✓ met", "green"), "not_met": ("– not met", "dim"), "cannot_tell": ("? cannot tell", "yellow")}


def range_words(found: Mapping[str, Any]) -> str:
    """Return a range as its practice writes it: `62-90`, `best not given, low 15, high 100`, `15`; words stay words."""
    low, best, high, words = found["low"], found["best"], found["high"], list(found["words"])
    if found["practice"] == "airwars":
        figure = "" if low is None else str(low) if low == high else f"{low}-{high}"
    elif found["practice"] == "ucdp":
        figure = "" if low is None else f"best {'not given' if best is None else best}, low {low}, high {high}"
    else:
        figure = "" if best is None else str(best)
    quoted = ", ".join(f'"{word}"' for word in words)
    return "; ".join(part for part in (figure, f"and {quoted}" if figure and quoted else quoted) if part) or "no figure"


def range_lines(ranges: Iterable[Any]) -> list[str]:
    """Return the ranges of one finding as lines, one a practice and category."""
    rows = [weighed.range_row(one) for one in ranges]
    return [
        f"{_PRACTICES[row['practice']]}{' of ' * bool(row['category'])}{row['category']}: {range_words(row)}"
        for row in rows
    ]


def _ranges(reader: CaseReader, filters: Mapping[str, str], _labels: Labels) -> Table | str:
    listed = weighed.ranges(reader, incident=filters.get("incident"))
    if not listed:
        return none(reader, "ranges", filters)
    made = table(
        ("Incident", 3, ""),
        ("Question", 3, ""),
        ("Practice", 2, ""),
        ("Whom", 3, ""),
        ("Range", 5, ""),
        ("Notes", 9, ""),
        caption="\n".join(
            (
                "Three practices side by side; none of them is merged into another.",
                *dict.fromkeys(map(_rule_words, listed)),
                *weighed.counting_rules(reader),
            )
        ),
    )
    for row in listed:
        scope = "" if row["scope"] == "whole" else f" ({row['scope']})"
        made.add_row(
            safe(row["incident"], "dim"),
            safe(row["slot"] + scope),
            safe(_PRACTICES[row["practice"]], "bold"),
            safe(row["category"] or "all together"),
            safe(range_words(row)),
            safe("; ".join(row["notes"])),
        )
    return made


def _rule_words(row: Mapping[str, Any]) -> str:
    return f"{_PRACTICES[row['practice']]}: {row['rule']} Known as {_KNOWN[row['known']]}: {row['source']}"


def _course(reader: CaseReader, filters: Mapping[str, str], labels: Labels) -> Table | str:
    listed = weighed.course(reader, incident=filters.get("incident"))
    if not listed:
        return none(reader, "steps", filters)
    names = {row["id"]: _step_words(row, labels) for row in listed}
    made = table(
        ("Incident", 2, ""),
        ("Step", 4, ""),
        ("When", 5, ""),
        ("Told by", 5, ""),
        ("Order", 7, ""),
        caption=f"{plural(len(listed), 'step')}, in the order that most families of sources give",
    )
    for row in listed:
        made.add_row(
            safe(row["incident"], "dim"),
            safe(f"{row['n']}. {names[row['id']]}", "bold" if row["own"] else ""),
            safe("\n".join(_times(row)) or "no time told"),
            safe(_tellers(row["told_by"])),
            safe("\n".join(_order_lines(row, names)) or ("" if row["placed"] else "nothing places it")),
        )
    return made


def _step_words(row: Mapping[str, Any], labels: Labels) -> str:
    stage = f", stage {row['phase']}" if row["phase"] is not None else ""
    label = f" ({row['label']})" if row["label"] else ""
    return f"{labels.event(row['kind'])}{stage}{label}"


def _times(row: Mapping[str, Any]) -> list[str]:
    found: dict[str, list[str]] = {}
    for word, told in (("", row["starts"]), ("until ", row["ends"])):
        for one in told:
            found.setdefault(word + cut(one["value"]["words"]), []).append(one["holder"] or "origin not stated")
    return [f"{words}: {', '.join(dict.fromkeys(who))}" for words, who in found.items()]


def cut(words: str, most: int = 12) -> str:
    """Return words, cut where they are a whole sentence."""
    parts = words.split()
    return words if len(parts) <= most else f"{' '.join(parts[:most])} …"


def _tellers(told: Sequence[Mapping[str, Any]]) -> str:
    names = list(dict.fromkeys(one["holder"] or "origin not stated" for one in told))
    outlets = {outlet for one in told for outlet in one["outlets"]}
    shown = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
    return f"{shown} ({plural(len(outlets), 'outlet')})"


def _order_lines(row: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    found = []
    for order in row["orders"]:
        sides = [
            f"{words} {names.get(order['other'], order['other'])}: {_tellers(order[side])}"
            for side, words in (("before", "before"), ("after", "after"), ("together", "together with"))
            if order[side]
        ]
        found.append(("⇄ accounts differ: " if order["disagree"] else "") + "; ".join(sides))
    return found


def _criteria(reader: CaseReader, filters: Mapping[str, str], _labels: Labels) -> Table | str:
    listed = weighed.criteria(reader, incident=filters.get("incident"))
    if not listed:
        return none(reader, "criteria", filters)
    signed = {
        f"{one['grade']} on {row['scale']} for {row['incident']}, signed by {one['who']} on {one['when'][:10]}"
        for row in listed
        for one in row["signed"]
    }
    given = "; ".join(sorted(signed)) or "No grade is signed: `crossbearing judge grade` gives one"
    made = table(
        ("Incident", 2, ""),
        ("Criteria of", 4, ""),
        ("Asked", 6, ""),
        ("Accounts", 3, ""),
        ("Why", 7, ""),
        caption=f"Criteria met and not met; they are no grade, which only a person gives. {given}.",
    )
    for row in listed:
        words, style = _MET[row["met"]]
        made.add_row(
            safe(row["incident"], "dim"),
            safe(f"{row['scale'].replace('_', ' ')}: {row['grade'].replace('_', ' ')}"),
            safe(row["criterion"]),
            Text(words, style),
            safe(row["reason"]),
        )
    return made


def _hypotheses(reader: CaseReader, filters: Mapping[str, str], labels: Labels) -> Table | str:
    listed = weighed.hypotheses(reader, incident=filters.get("incident"))
    if not listed:
        return none(reader, "explanations", filters)
    rated = any(row["rank"] for row in listed)
    how = (
        "Inconsistency: I counts 1, II counts 2; the least stands first. What fits an explanation adds nothing to it."
        if rated
        else "No evidence is rated yet: `crossbearing evidence` lists the rows, `crossbearing judge rate` rates them."
    )
    made = table(
        ("Id", 3, ""),
        ("Explanation", 6, ""),
        ("Put forward by", 5, ""),
        ("Rejected by", 4, ""),
        ("Against it", 4, ""),
        ("Likelihood", 4, ""),
        caption=how,
    )
    for row in listed:
        asked = labels.question(row["slot"]) + " " if row["slot"] else ""
        made.add_row(
            safe(row["id"][:8], "dim"),
            safe(f"{asked}{row['text']}" + (f" (words: {row['edited_by']})" if row["edited_by"] else "")),
            safe(", ".join(row["held_by"]) or f"added by {row['proposed_by']}"),
            safe(", ".join(row["denied_by"])),
            safe(_against(row)),
            safe("; ".join(f"{one['grade']} ({one['means']}; {one['who']})" for one in row["likelihood"])),
        )
    return made


def _against(row: Mapping[str, Any]) -> str:
    if not row["rank"]:
        return "not rated"
    skipped = f", {row['not_applicable']} not applicable" if row["not_applicable"] else ""
    open_ = f", {row['unrated']} open" if row["unrated"] else ""
    return f"{row['inconsistency']} (weighted {row['weighted']:g}) over {plural(row['rated'], 'row')}{skipped}{open_}"


def _evidence(reader: CaseReader, filters: Mapping[str, str], _labels: Labels) -> Table | str:
    listed = weighed.evidence(reader, incident=filters.get("incident"))
    if not listed:
        return none(reader, "evidence", filters)
    made = table(
        ("Id", 3, ""),
        ("Evidence", 8, ""),
        ("Rests on", 5, ""),
        ("Ratings", 5, ""),
        ("Tells apart", 2, "right"),
        ("If wrong", 4, ""),
        caption="One row an answer, with all who give it, so that copies do not add up. "
        + "Missing evidence stands at the end.",
    )
    for row in listed:
        if row["what"] == "missing":
            made.add_row(safe("missing", "dim"), safe(row["text"]), "", "", "", "")
            continue
        ratings = ", ".join(f"{one['hypothesis'][:8]} {one['bearing'] or 'people differ'}" for one in row["ratings"])
        outlets = plural(row["outlets"], "outlet") if row["outlets"] else f"added by {row['proposed_by']}"
        made.add_row(
            safe(row["id"][:8], "dim"),
            safe(row["text"]),
            safe(f"{', '.join(row['families']) or 'origin not stated'}; {outlets}"),
            safe(ratings),
            "" if row["diagnosticity"] is None else f"{row['diagnosticity']:.2f}",
            safe(row["if_wrong"]),
        )
    return made


def _records(reader: CaseReader, filters: Mapping[str, str], _labels: Labels) -> Table | str:
    listed = weighed.records(reader, incident=filters.get("incident"))
    if not listed:
        return none(reader, "figures", filters)
    made = table(
        ("Source", 4, ""),
        ("Reliability", 2, ""),
        ("Said", 2, ""),
        ("Question", 3, ""),
        ("Figure", 4, ""),
        ("What became of it", 6, ""),
        caption="What each source gave, in order. No rate is made of it. Reliability is F, cannot be judged, until a "
        + "person signs another grade.",
    )
    for row in listed:
        grades = ", ".join(f"{one['grade']} ({one['who']})" for one in row["reliability"]) or "F"
        scope = "" if row["scope"] == "whole" else f" ({row['scope']})"
        made.add_row(
            safe(row["source"]),
            safe(grades),
            safe(row["said_at"][:10] or "not known"),
            safe(row["slot"] + scope),
            safe(row["value"]["words"], "bold"),
            safe(row["reason"] or row["note"].replace("_", " ")),
        )
    return made


def _relations(reader: CaseReader, filters: Mapping[str, str], _labels: Labels) -> Table | str:
    listed = weighed.relations(reader, incident=filters.get("incident"))
    if not listed:
        alone = reader.counts().incidents < 2
        why = "the case holds fewer than two incidents" if alone else "no report tells any, and none follows"
        return f"No relations between incidents: {why}."
    made = table(
        ("Incident", 3, ""),
        ("Relation", 4, ""),
        ("To", 3, ""),
        ("Why", 9, ""),
        caption="Suggestions; nothing is joined by them.",
    )
    for row in listed:
        told = "told by a report" if row["told"] else "from place, time and figures"
        made.add_row(
            safe(row["incident"]),
            safe(row["kind"].replace("_", " ")),
            safe(row["other"]),
            safe(f"{row['reason']} ({told})"),
        )
    return made


def _rules(reader: CaseReader, filters: Mapping[str, str], _labels: Labels) -> Table | str:
    listed = weighed.rules(reader)
    if not listed:
        return none(reader, "counting rules", filters)
    made = table(("Topic", 3, ""), ("Rule", 9, ""), ("Added for this case", 6, ""))
    for row in listed:
        made.add_row(safe(row["heading"], "bold"), safe(row["text"]), safe(row["own"]))
    return made


TABLES = {
    "ranges": _ranges,
    "course": _course,
    "criteria": _criteria,
    "hypotheses": _hypotheses,
    "evidence": _evidence,
    "records": _records,
    "relations": _relations,
    "rules": _rules,
}
"""What makes each table, by the name of its list."""
