"""What is written about the program keeps up with it, and says nothing about the machines it is made on."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from scripts import reference

from crossbearing.cli import parser
from tests.command_line import ROOT

SOURCES = sorted((ROOT / "src" / "crossbearing").rglob("*.py"))
PAGES = sorted(
    path for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*/*.md")]
)

# Written in two parts, so that this file is no finding of its own.
REGISTRY_HOSTS = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry.npm" + "js.org",
    "npm" + "js.com",
    "crates" + ".io",
)
MACHINE_PATHS = re.compile(r"(?<![\w./])/(?:work|root|home|Users)/[\w.-]+")
LEFTOVERS = re.compile(
    "|".join(("co-authored" + "-by", r"\bAI[- ]" + "(?:generated|written|assisted)", "as an " + "ai ", "chat" + "bot"))
    + r"|\blorem"
    + r" ipsum|\bFIX"
    + r"ME\b",
    re.IGNORECASE,
)


@cache
def tracked() -> tuple[Path, ...]:
    """The files of the repository, without those that git ignores."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listing.returncode:
        return ()
    return tuple(ROOT / name for name in listing.stdout.decode().split("\0") if name)


def texts() -> Iterator[tuple[str, str]]:
    """Name and content of every text file of the repository."""
    for path in tracked():
        data = path.read_bytes() if path.is_file() else b"\0"
        if b"\0" not in data[:8192]:
            yield str(path.relative_to(ROOT)), data.decode("utf-8", "replace")


def public_names(tree: ast.Module) -> list[str]:
    """The names in a module's `__all__`."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            return [str(name) for name in ast.literal_eval(node.value)]
    return []


def undocumented(path: Path) -> Iterator[str]:
    """Public names that a module defines without saying what they are."""
    source = path.read_text(encoding="utf-8")
    tree, lines = ast.parse(source), source.splitlines()
    public = set(public_names(tree))
    if not ast.get_docstring(tree):
        yield "the module itself"
    for node, following in zip(tree.body, [*tree.body[1:], None], strict=True):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in public and not ast.get_docstring(node):
            yield node.name
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        below = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
        # Lines without a gap between them share the comment above the first one.
        first = node.lineno - 1
        while first and lines[first - 1].strip() and not lines[first - 1].startswith("#"):
            first -= 1
        commented = "  # " in lines[node.lineno - 1] or (first > 0 and lines[first - 1].startswith("#"))
        explained = below or commented
        for target in targets:
            if isinstance(target, ast.Name) and target.id in public and not explained:
                yield target.id


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_public_names_are_documented(path: Path) -> None:
    """Every module and every name in its `__all__` says what it is, a constant in a string below it or a comment."""
    assert list(undocumented(path)) == []


def test_command_reference_is_fresh() -> None:
    """The command reference is what the argument parser gives today; `make docs` writes it anew."""
    assert reference.PAGE.read_text(encoding="utf-8") == reference.render(parser())


def test_every_command_is_in_the_reference() -> None:
    """Every command of the parser has a section of its own in the reference, with each of its options."""
    page = reference.PAGE.read_text(encoding="utf-8")
    for name, (command, line) in reference.subcommands(parser()).items():
        section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert line, name
        assert section, name
        for flag in (flag for action in command._actions for flag in action.option_strings if "help" not in flag):
            assert flag == "-h" or flag in section, f"{name} {flag}"
        for work, (inner, _) in reference.works(command).items():
            part = section.partition(f"\n### {name} {work}\n")[2].partition("\n### ")[0]
            for flag in (flag for action in inner._actions for flag in action.option_strings if "help" not in flag):
                assert flag == "-h" or flag in part, f"{name} {work} {flag}"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Every relative link and picture of a page names a file that exists."""
    prose = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^()\s]+)\)", prose) if "://" not in link]
    assert [link for link in links if link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_shown_in_pages_exist(page: Path) -> None:
    """Every `crossbearing ...` line of a code block is a command that the parser takes."""
    blocks = re.findall(r"```\w*\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    lines = [line.strip(" $").removeprefix(".venv/bin/") for block in blocks for line in block.splitlines()]
    shown = [line for line in lines if line.startswith("crossbearing ")]
    known = reference.subcommands(parser())
    for line in shown:
        words = shlex.split(line, comments=True)
        assert words[1] in known or words[1].startswith("-"), f"{page.name}: {line}"


@pytest.mark.skipif(not tracked(), reason="no git checkout: nothing tells files of the project from others")
class TestWhatNoFileHolds:
    """Things that no file of the repository may hold."""

    def test_no_registry_host(self) -> None:
        """No file names the host of a package registry: locks carry hashes, not addresses."""
        assert [(name, host) for name, text in texts() for host in REGISTRY_HOSTS if host in text] == []

    def test_no_path_of_a_machine(self) -> None:
        """No file holds an absolute path of somebody's machine."""
        found = [(name, match[0]) for name, text in texts() for match in MACHINE_PATHS.finditer(text)]
        assert found == []

    def test_no_leftovers(self) -> None:
        """No file holds marks of unfinished or machine-made text."""
        assert [(name, match[0]) for name, text in texts() for match in LEFTOVERS.finditer(text)] == []

    def test_no_stray_large_files(self) -> None:
        """No file is larger than 4 MB, the program's own models 16 MB: data sets do not belong into the repository."""
        large = [path for path in tracked() if path.is_file() and path.stat().st_size > 4_000_000]
        models = ROOT / "src" / "crossbearing" / "resources" / "models"
        assert [str(path) for path in large if models not in path.parents or path.stat().st_size > 16_000_000] == []
