"""Signing judgements from the command line: grades, ratings, explanations, rules; and what is refused."""

from __future__ import annotations

from pathlib import Path

from tests.command_line import listed, one_line_error, run, succeed

BY = ("--by", "First Analyst")


def test_a_grade_is_signed_and_shown(small_case: Path) -> None:
    """A signed grade stands with its criteria and its name; the case stays whole and tells of it in its log."""
    incident = listed(small_case, "incidents")[0]["id"]
    criteria = listed(small_case, "criteria", "--incident", incident)
    assert criteria
    assert not any(row["signed"] for row in criteria)
    said = succeed("judge", "grade", small_case, "airwars_harm", incident, "Weak", *BY, "--why", "one authority")
    assert "signed by First Analyst" in said
    signed = [row["signed"] for row in listed(small_case, "criteria") if row["scale"] == "airwars_harm"]
    assert all([one["grade"] for one in grades] == ["weak"] for grades in signed)
    assert "whole and unaltered" in succeed("verify", small_case)


def test_a_grade_needs_a_scale_a_target_and_a_person(small_case: Path) -> None:
    """What is on no scale, names nothing or is signed by nobody is refused in one line, and changes nothing."""
    one_line_error(run("judge", "grade", small_case, "stars", "x", "5", *BY), "no scale")
    one_line_error(run("judge", "grade", small_case, "airwars_harm", "NOPE", "fair", *BY), "NOPE")
    letter = ("judge", "grade", small_case, "admiralty_reliability")
    one_line_error(run(*letter, "Harbour Gazete", "B", *BY), "did you mean")
    one_line_error(run(*letter, "Harbour Gazette", "B", "--by", " "), "nobody")
    assert run("judge", "grade", small_case, "airwars_harm", "x", "fair").returncode == 2
    assert "whole and unaltered" in succeed("verify", small_case)


def test_reliability_is_f_until_signed(small_case: Path) -> None:
    """A source has no letter until a person gives one, and then it stands with the name of that person."""
    assert all(row["reliability"] == [] for row in listed(small_case, "sources"))
    succeed("judge", "grade", small_case, "admiralty_reliability", "Harbour Gazette", "c", *BY)
    letters = {row["publisher"]: [one["grade"] for one in row["reliability"]] for row in listed(small_case, "sources")}
    assert letters == {"Harbour Gazette": ["C"], "Coast Agency": []}


def test_explanations_are_added_and_rated(small_case: Path) -> None:
    """An explanation and a row of evidence of one's own are added, rated, and scored after that."""
    incident = listed(small_case, "incidents")[0]["id"]
    for text in ("The shells were meant for ships", "The shells fell short"):
        succeed("judge", "hypothesis", small_case, "add", incident, text, *BY)
    succeed("judge", "evidence", small_case, "add", incident, "No ship lay in the harbour", *BY)
    ids = {row["text"]: row["id"] for row in listed(small_case, "hypotheses")}
    (row,) = [one["id"] for one in listed(small_case, "evidence") if one["text"] == "No ship lay in the harbour"]
    succeed("judge", "rate", small_case, ids["The shells were meant for ships"][:8], row[:8], "ii", *BY)
    succeed("judge", "rate", small_case, ids["The shells fell short"], row, "C", *BY)
    scored = {one["text"]: (one["inconsistency"], one["rank"]) for one in listed(small_case, "hypotheses")}
    assert scored["The shells were meant for ships"] == (2, 2)
    assert scored["The shells fell short"] == (0, 1)
    assert "another explanation leads" in {one.get("if_wrong") for one in listed(small_case, "evidence")}
    page = small_case.parent / "dossier.html"
    succeed("report", small_case, "-o", page)
    assert "The shells fell short" in page.read_text(encoding="utf-8")


def test_counting_rules_are_stated_and_printed(small_case: Path) -> None:
    """Every case states its counting rules; one of its own is printed with findings, in CSV and in the dossier."""
    rules = {row["topic"]: row for row in listed(small_case, "rules")}
    assert list(rules) == ["scope", "inclusion", "status", "vague_words"]
    own = "Only the harbour itself."
    succeed("judge", "counting", small_case, "scope", own)
    assert own in " ".join(succeed("findings", small_case).split())
    assert own in succeed("findings", small_case, "--format", "csv")
    page = small_case.parent / "dossier.html"
    succeed("report", small_case, "-o", page)
    assert own in page.read_text(encoding="utf-8")
    one_line_error(run("judge", "counting", small_case, "weather", "x"), "no topic")


def test_a_rejected_claim_counts_no_more(small_case: Path) -> None:
    """A claim rejected from the command line leaves its finding at once."""
    (claim, *_rest) = listed(small_case, "claims", "--slot", "wounded")
    succeed("judge", "claim", small_case, claim["id"], "reject", *BY, "--why", "misread")
    left = [row for row in listed(small_case, "findings", "--slot", "wounded") if row["positions"]]
    assert claim["id"] not in {
        one for row in left for position in row["positions"] for held in position["holdings"] for one in held["claims"]
    }


def test_a_claim_is_coded_by_hand(small_case: Path) -> None:
    """Words of a document, a question and an answer make a claim that is linked, weighed and signed."""
    from crossbearing.store.case import Case  # the store is looked into, not only asked

    with Case.open(small_case) as case:
        key = next(one.id for one in case.documents() if one.name.endswith("ministry.md"))
    arguments = (key[:10], "warships had taken part", "platform", "2 warship", "shelling", "--by", "Analyst A")
    assert "coded by hand" in succeed("judge", "code", small_case, *arguments)
    (claim,) = [one for one in listed(small_case, "claims") if one["step"] == "by-hand@1"]
    assert (claim["value"]["kind"], claim["span"]["quote"]) == ("warship", "warships had taken part")
    incidents = listed(small_case, "incidents")
    assert any(member["claim"] == claim["id"] for one in incidents for member in one["members"])
    one_line_error(run("judge", "code", small_case, key, "no such words", "killed", "4", "shelling", "--by", "A"), key)
    succeed("verify", small_case)
