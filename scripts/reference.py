"""Write `docs/guide/commands.md`, the reference of all commands, from the argument parser.

Made from the parser's own data and not from its help texts, whose wrapping differs between terminals and versions of
Python.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from crossbearing.cli import parser

__all__ = ["PAGE", "render", "subcommands", "works"]

PAGE = Path(__file__).parents[1] / "docs" / "guide" / "commands.md"
"""The page that is written."""

_HEAD = """\
# Commands

<!-- Written by scripts/reference.py from the argument parser: `make docs`. Do not edit. -->
"""

_EXIT_CODES = """\
## Exit codes

| code | meaning |
|---|---|
| 0 | all went well |
| 1 | `verify` found something |
| 2 | an error; one line on standard error names the file, the reason and the remedy |
| 130 | interrupted; the same command goes on where it stopped |
"""


def subcommands(top: argparse.ArgumentParser) -> dict[str, tuple[argparse.ArgumentParser, str]]:
    """Return the commands of a parser by name, each with its parser and its line in the overview."""
    (action,) = (action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    lines = {choice.dest: choice.help or "" for choice in action._choices_actions}
    return {name: (command, lines[name]) for name, command in action.choices.items()}


def render(top: argparse.ArgumentParser) -> str:
    """Return the whole page as Markdown."""
    return "\n".join(_page(top))


def _page(top: argparse.ArgumentParser) -> Iterator[str]:
    commands = subcommands(top)
    yield _HEAD
    yield f"{top.description}\n"
    yield "| command | what it does |\n|---|---|"
    for name, (_, line) in commands.items():
        yield f"| [`{name}`](#{name}) | {_cell(line)} |"
    yield ""
    for name, (command, _) in commands.items():
        yield f"## {name}\n"
        yield from _section(name, command)
        for work, (inner, _) in works(command).items():
            yield f"### {name} {work}\n"
            yield from _section(f"{name} {work}", inner)
    yield _EXIT_CODES
    if top.epilog:
        title, _, body = top.epilog.partition("\n")
        yield f"## {title.strip(':').capitalize()}\n"
        yield "```\n" + "\n".join(line.removeprefix("  ") for line in body.rstrip().splitlines()) + "\n```\n"


def works(command: argparse.ArgumentParser) -> dict[str, tuple[argparse.ArgumentParser, str]]:
    """Return the commands inside a command, as `subcommands` does; empty where there are none."""
    inner = any(isinstance(action, argparse._SubParsersAction) for action in command._actions)
    return subcommands(command) if inner else {}


def _section(name: str, command: argparse.ArgumentParser) -> Iterator[str]:
    yield f"```\n{_usage(name, command)}\n```\n"
    yield f"{command.description}\n"
    inside = works(command)
    arguments = [action for action in _arguments(command) if not isinstance(action, argparse._SubParsersAction)]
    if arguments:
        yield "| argument | meaning |\n|---|---|"
        for action in arguments:
            yield f"| `{_spelling(action)}` | {_cell(_meaning(action))} |"
        yield ""
    if inside:
        yield f"| {_inside(command)} | what it does |\n|---|---|"
        for work, (_, line) in inside.items():
            yield f"| [`{work}`](#{name}-{work}) | {_cell(line)} |"
        yield ""


def _inside(command: argparse.ArgumentParser) -> str:
    (action,) = (action for action in command._actions if isinstance(action, argparse._SubParsersAction))
    return str(action.metavar or "command")


def _arguments(command: argparse.ArgumentParser) -> list[argparse.Action]:
    return [action for action in command._actions if not isinstance(action, argparse._HelpAction)]


def _usage(name: str, command: argparse.ArgumentParser) -> str:
    words = [f"crossbearing {name}"]
    for action in sorted(_arguments(command), key=lambda action: bool(action.option_strings)):
        word = _spelling(action).split(", ")[-1]
        words.append(word if action.required else f"[{word}]")
    return " ".join(words)


def _spelling(action: argparse.Action) -> str:
    value = action.metavar or ("{" + ",".join(map(str, action.choices)) + "}" if action.choices else "")
    if not action.option_strings:
        return f"{value} [{value} ...]" if action.nargs == "+" else str(value or action.dest)
    return ", ".join(f"{flag} {value}".rstrip() for flag in action.option_strings)


def _meaning(action: argparse.Action) -> str:
    return action.help or ("the case, such as `NAME.case`" if action.metavar == "CASE" else "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main() -> int:
    """Write the page."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(render(parser()), encoding="utf-8")
    print(f"Wrote {PAGE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
